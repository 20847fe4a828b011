package io.hotloop.kernel;

/**
 * What a compiler says of a place in a source.
 *
 * @param file the source, as the compiler names it
 * @param line its line, from 1
 * @param column the column in it, from 1
 * @param severity what kind of message it is
 * @param message the message
 */
public record Diagnostic(String file, int line, int column, Severity severity, String message) {
    /** Kinds of messages. */
    public enum Severity {
        /** Nothing was built. */
        ERROR,
        /** It was built all the same. */
        WARNING,
        /** Belongs to the message before it. */
        NOTE
    }
}
