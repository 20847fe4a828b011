package io.hotloop;

/**
 * A native call failed for a reason that no standard exception names.
 *
 * <p>Bad arguments, bounds, memory and cancelling have the JDK's own exceptions; this one carries what
 * is left, in the first place defects of Hotloop itself.
 */
public final class HotloopException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The native status. */
    private final int code;

    /** Its name, such as {@code HL_EINTERNAL}. */
    private final String name;

    /**
     * Makes an exception for a native status.
     *
     * @param message what was being done, with the values
     * @param code the native status
     * @param name the status's name, such as {@code HL_EINTERNAL}
     */
    public HotloopException(String message, int code, String name) {
        super(message);
        this.code = code;
        this.name = name;
    }

    /**
     * The native status, as {@code hotloop.h} lists them.
     *
     * @return the status
     */
    public int code() {
        return code;
    }

    /**
     * The status's name.
     *
     * @return for example {@code HL_EINTERNAL}
     */
    public String name() {
        return name;
    }
}
