package io.hotloop.bindings;

/**
 * What a native call returns: {@code enum hl_status} of {@code hotloop.h} as constants that a
 * {@code switch} accepts, which the generated accessor methods are not. A test compares the two.
 */
public final class Status {
    /** Done. */
    public static final int OK = 0;

    /** An argument is outside its documented range. */
    public static final int EINVAL = 10;

    /** An index value is outside the array. */
    public static final int EBOUNDS = 20;

    /** Memory could not be had. */
    public static final int ENOMEM = 30;

    /** This build or this processor cannot do it. */
    public static final int ENOTSUP = 40;

    /** The cancel word was set during the call. */
    public static final int ECANCELED = 50;

    /** A defect in Hotloop. */
    public static final int EINTERNAL = 60;

    private Status() {}

    /**
     * The name of a status; needs no library.
     *
     * @param status any int
     * @return for example {@code HL_EINVAL}; {@code unknown} for a value that is no status, as
     *     {@code hl_status_name} says
     */
    public static String name(int status) {
        return switch (status) {
            case OK -> "HL_OK";
            case EINVAL -> "HL_EINVAL";
            case EBOUNDS -> "HL_EBOUNDS";
            case ENOMEM -> "HL_ENOMEM";
            case ENOTSUP -> "HL_ENOTSUP";
            case ECANCELED -> "HL_ECANCELED";
            case EINTERNAL -> "HL_EINTERNAL";
            default -> "unknown";
        };
    }
}
