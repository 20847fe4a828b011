package io.hotloop.kernel;

/** A kernel says that it failed: by {@code FAIL(code, message)} in C, or by the result of a {@link Status} method. */
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What C said. */
    private final int code;

    /**
     * A failure.
     *
     * @param code what C said
     * @param message what for
     */
    public KernelException(int code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * The kernel's own code.
     *
     * @return any number, as C gave it
     */
    public int code() {
        return code;
    }
}
