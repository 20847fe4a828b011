package io.hotloop.internal;

import io.hotloop.HotloopException;
import io.hotloop.bindings.Status;
import java.util.concurrent.CancellationException;

/** Turns native statuses into exceptions. */
public final class Calls {
    private Calls() {}

    /**
     * Returns when a native call succeeded, and throws what belongs to its status when not.
     *
     * @param status what the call returned
     * @param what what was being done, with the values, for the message
     * @throws IllegalArgumentException for {@code HL_EINVAL}
     * @throws IndexOutOfBoundsException for {@code HL_EBOUNDS}
     * @throws OutOfMemoryError for {@code HL_ENOMEM}
     * @throws UnsupportedOperationException for {@code HL_ENOTSUP}
     * @throws CancellationException for {@code HL_ECANCELED}
     * @throws HotloopException for any other status
     */
    public static void check(int status, String what) {
        if (status == Status.OK) {
            return;
        }
        String name = Status.name(status);
        String message = what + ": " + name;
        switch (status) {
            case Status.EINVAL -> throw new IllegalArgumentException(message);
            case Status.EBOUNDS -> throw new IndexOutOfBoundsException(message);
            case Status.ENOMEM -> throw new OutOfMemoryError(message);
            case Status.ENOTSUP -> throw new UnsupportedOperationException(message);
            case Status.ECANCELED -> throw new CancellationException(what + " was cancelled");
            default -> throw new HotloopException(message, status, name);
        }
    }
}
