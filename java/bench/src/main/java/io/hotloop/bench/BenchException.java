package io.hotloop.bench;

/** A measurement that could not be made. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was measured and what went wrong
     * @param cause what went wrong, or null
     */
    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
