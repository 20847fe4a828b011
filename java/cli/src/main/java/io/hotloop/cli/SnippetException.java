package io.hotloop.cli;

/** A snippet does not compile; the message has the places marked. */
final class SnippetException extends Exception {
    private static final long serialVersionUID = 1L;

    SnippetException(String message) {
        super(message);
    }
}
