package io.hotloop.kernel.internal;

import io.hotloop.bindings.UserLibrary;
import io.hotloop.kernel.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The errors of a library's kernels: a word tells that there are some, a call fetches this thread's. */
final class Failures {
    // struct hlk_error of hotloop_kernel.c.
    private static final int KIND = 0;
    private static final int LINE = 4;
    private static final int AXIS = 8;
    private static final int INDEX = 16;
    private static final int EXTENT = 24;
    private static final int TEXT = 32;
    private static final int FILE = 288;
    private static final int BYTES = 544;

    private static final int BAD_INDEX = 1;
    private static final int BAD_RANK = 2;
    private static final int BAD_DIVISOR = 3;

    private final MemorySegment count;
    private final MethodHandle take;

    Failures(UserLibrary library) {
        count = library.variable("hlk_errors", Long.BYTES);
        take = library.function("hlk_take", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS), false);
    }

    /** Throws the error of this thread's call that has just ended, if there is one. */
    static void check(Failures failures, String label) {
        if (failures.count.get(ValueLayout.JAVA_LONG, 0) != 0) {
            failures.raise(label);
        }
    }

    private void raise(String label) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(BYTES, Long.BYTES);
            if ((int) take.invokeExact(error) != 0) {
                throw exception(error, label);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("hlk_take throws nothing", e);
        }
    }

    private static RuntimeException exception(MemorySegment error, String label) {
        String place = error.getString(FILE) + ":" + error.get(ValueLayout.JAVA_INT, LINE) + ": ";
        String where = ", in " + label;
        int axis = error.get(ValueLayout.JAVA_INT, AXIS);
        long index = error.get(ValueLayout.JAVA_LONG, INDEX);
        long extent = error.get(ValueLayout.JAVA_LONG, EXTENT);
        return switch (error.get(ValueLayout.JAVA_INT, KIND)) {
            case BAD_INDEX ->
                new IndexOutOfBoundsException(
                        place + "index " + index + " is outside axis " + axis + " of length " + extent + where);
            case BAD_RANK ->
                new IllegalArgumentException(place + (axis == 1 ? "1 index or axis" : axis + " indices or axes")
                        + " of an array of rank " + extent + where);
            case BAD_DIVISOR -> new ArithmeticException(place + "division by 0" + where);
            default -> new KernelException(axis, place + error.getString(TEXT) + " (code " + axis + ")" + where);
        };
    }
}
