package io.hotloop.cli;

/** Carries an {@link Error}, such as that of a library that cannot be loaded, through picocli. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailure(Error cause) {
        super(cause);
    }
}
