package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.bindings.MemoryScope;
import io.hotloop.bindings.NativeMemory;
import io.hotloop.internal.Engine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the memory of arrays comes from: the thread's innermost {@code ArrayScope}, else the collector.
 */
public final class Blocks {
    /** The longest array that every JVM can make. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Blocks() {}

    /**
     * Memory that the thread's current scope owns, or the collector where there is none.
     *
     * @param bytes its size, 0 to 2⁶²
     * @return a segment of that size, aligned to 64 bytes from 64 bytes on, to 16 else; its contents are
     *     unspecified
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static MemorySegment allocate(long bytes) {
        return NativeMemory.allocate(bytes);
    }

    /**
     * Memory that an arena owns.
     *
     * @param bytes its size, 0 to 2⁶²
     * @param arena who frees it, of any kind
     * @return a segment of that size, aligned to 64 bytes; its contents are unspecified
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws IllegalStateException if the arena is closed already
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public static MemorySegment allocate(long bytes, Arena arena) {
        try {
            return NativeMemory.allocate(bytes, arena);
        } catch (WrongThreadException e) {
            throw wrongThread(arena, e);
        }
    }

    /**
     * Memory as {@link #allocate(long)} gives, all zero.
     *
     * @param bytes its size, 0 to 2⁶²
     * @return a segment of that size
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static MemorySegment allocateZeroed(long bytes) {
        return NativeMemory.allocateZeroed(bytes);
    }

    /**
     * Memory as {@link #allocate(long, Arena)} gives, all zero.
     *
     * @param bytes its size, 0 to 2⁶²
     * @param arena who frees it, of any kind
     * @return a segment of that size
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws IllegalStateException if the arena is closed already
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public static MemorySegment allocateZeroed(long bytes, Arena arena) {
        try {
            return NativeMemory.allocateZeroed(bytes, arena);
        } catch (WrongThreadException e) {
            throw wrongThread(arena, e);
        }
    }

    /**
     * A new array's elements, in C order; not set.
     *
     * @param dtype their type
     * @param shape the shape, kept as it is
     * @return a view of memory of its own
     * @throws IllegalArgumentException if the shape is too large
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static View empty(DType dtype, long... shape) {
        return View.contiguous(allocate(dtype, Layouts.size(dtype, shape)), dtype, shape);
    }

    /**
     * Memory for elements, as {@link #allocate(long)} gives. Without the library those of float64 and bool that the
     * collector owns are a {@code double[]} or {@code byte[]}, where the Java heap has room for it: C2 vectorises loops
     * over arrays, and none over segments (JDK 25).
     *
     * @param dtype their type
     * @param count how many; their bytes fit 2⁶²
     * @return a segment; its contents are unspecified
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static MemorySegment allocate(DType dtype, long count) {
        MemorySegment heap = Engine.isNative() ? null : onHeap(dtype, count);
        return heap != null ? heap : allocate(count * dtype.byteSize());
    }

    /**
     * Memory as {@link #allocate(DType, long)} gives, all zero.
     *
     * @param dtype the type of the elements
     * @param count how many
     * @return a segment
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static MemorySegment allocateZeroed(DType dtype, long count) {
        MemorySegment heap = Engine.isNative() ? null : onHeap(dtype, count);
        return heap != null ? heap : allocateZeroed(count * dtype.byteSize());
    }

    private static @Nullable MemorySegment onHeap(DType dtype, long count) {
        boolean isBool = dtype == DType.BOOL;
        if (!isBool && dtype != DType.FLOAT64 || count > LONGEST_ARRAY || NativeMemory.isScoped()) {
            return null;
        }
        try {
            return isBool
                    ? MemorySegment.ofArray(new byte[(int) count])
                    : MemorySegment.ofArray(new double[(int) count]);
        } catch (OutOfMemoryError e) {
            return null; // off the heap there may be some, and our message if not
        }
    }

    /**
     * What to throw when the use of a segment ended in "Already closed": the exception that tells where the
     * array's scope was opened.
     *
     * @param segment the segment
     * @param error what its use threw
     * @return an exception with {@code error} as its cause, or {@code error} itself if the segment is not closed
     */
    public static IllegalStateException closed(MemorySegment segment, IllegalStateException error) {
        MemorySegment.Scope scope = segment.scope();
        if (scope.isAlive()) {
            return error;
        }
        @Nullable String place = MemoryScope.openedAt(scope);
        return new IllegalStateException(
                place == null
                        ? "the array is closed, with the arena that owned it"
                        : "the array is closed, with the scope that was opened at " + place,
                error);
    }

    /**
     * {@link #closed(MemorySegment, IllegalStateException)} for the first of several operands that is closed.
     *
     * @param error what the use of the operands threw
     * @param operands the operands; nulls are passed over
     * @return the exception to throw
     */
    static IllegalStateException closed(IllegalStateException error, @Nullable View... operands) {
        for (View operand : operands) {
            if (operand != null && !operand.segment().scope().isAlive()) {
                return closed(operand.segment(), error);
            }
        }
        return error;
    }

    /**
     * What to throw when the use of arrays ended in the JDK's exception for the memory of another thread: one that
     * names the first such array, the thread whose it is and where that opened its scope.
     *
     * @param error what the use of the operands threw
     * @param operands the operands; nulls are passed over
     * @return an exception with {@code error} as its cause, or {@code error} itself if this thread may use all of them
     */
    public static WrongThreadException wrongThread(WrongThreadException error, @Nullable View... operands) {
        for (View operand : operands) {
            if (operand != null && !isThisThreads(operand)) {
                return new WrongThreadException(wrongThread(operand), error);
            }
        }
        return error;
    }

    /**
     * What to throw when the use of an array ended in one of the JDK's two exceptions for memory that cannot be used.
     *
     * @param operand the array
     * @param error what its use threw
     * @return {@link #closed(MemorySegment, IllegalStateException)} or {@link #wrongThread}
     */
    public static RuntimeException unusable(View operand, RuntimeException error) {
        return switch (error) {
            case IllegalStateException closed -> closed(operand.segment(), closed);
            case WrongThreadException confined -> wrongThread(confined, operand);
            default -> error;
        };
    }

    /**
     * Throws what {@link #closed(MemorySegment, IllegalStateException)} or {@link #wrongThread} gives if this thread
     * cannot use the operand.
     */
    public static void requireOpen(View operand) {
        if (!operand.segment().scope().isAlive()) {
            throw closed(operand.segment(), new IllegalStateException("Already closed"));
        }
        if (!isThisThreads(operand)) {
            throw new WrongThreadException(wrongThread(operand));
        }
    }

    private static boolean isThisThreads(View operand) {
        return operand.segment().isAccessibleBy(Thread.currentThread());
    }

    private static String wrongThread(View operand) {
        @Nullable String opener = MemoryScope.confinedBy(operand.segment().scope());
        return "NdArray " + operand.dtype() + Arrays.toString(operand.shape()).replace(" ", "") + " is another thread's"
                + (opener == null
                        ? ", to which its arena is confined"
                        : ": it belongs to the scope that " + opener + ", not to ArrayScope.shared()")
                + ", and was used by " + thisThread();
    }

    private static WrongThreadException wrongThread(Arena arena, WrongThreadException error) {
        return new WrongThreadException(
                "the arena is another thread's, to which it is confined, and was used by " + thisThread() + ": "
                        + arena,
                error);
    }

    private static String thisThread() {
        return "thread \"" + Thread.currentThread().getName() + "\"";
    }
}
