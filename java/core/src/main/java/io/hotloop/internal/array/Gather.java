package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.bindings.Status;
import io.hotloop.internal.Calls;
import io.hotloop.internal.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Elements by index: gathered, scattered, picked by a mask. Decides between native calls and {@link JavaGather},
 * with the same results. Shapes have been checked by the caller; index values are checked here, each on the one
 * copy of it that is loaded, because another thread may write to the index array.
 *
 * <p>An indexed view has its indexed axis first; the other axes are those of an item.
 */
public final class Gather {
    /**
     * Bytes up to which loops in Java are as fast as a native call: they cost 2.2 ns a double, the call 0.2 µs and
     * 1.3 ns (300 doubles: 0.69 µs against 0.58; EPYC Zen 3, 2026-11-22).
     */
    private static final long SMALL = 2048;

    private Gather() {}

    /**
     * {@code out[i..., j...] = in[index[i...], j...]}.
     *
     * @param out of the index's shape, then the item's; shares no memory with the others
     * @param in the array
     * @param index integers from {@code -length} to {@code length - 1}
     * @param axis what messages call the indexed axis; -1 for an array that is seen as flat
     * @throws IndexOutOfBoundsException if an index is out of range; what was written is unspecified
     */
    public static void take(View out, View in, View index, int axis) {
        move(out, in, index, axis, false);
    }

    /**
     * {@code out[index[i...], j...] = in[i..., j...]}, one by one in C order.
     *
     * @param out the array
     * @param in of the index's shape, then the item's; shares no memory with the array
     * @param index as for {@link #take}; it may share memory with the array
     * @param axis what messages call the indexed axis
     * @throws IndexOutOfBoundsException if an index is out of range; items before it may have been written
     */
    public static void put(View out, View in, View index, int axis) {
        View own = index;
        if (Layouts.overlap(out, index) != Layouts.Overlap.NONE) {
            own = Blocks.empty(index.dtype(), index.shape());
            Elementwise.copy(own, index);
        }
        move(in, out, own, axis, true);
    }

    /** @param dense the side that is walked in order */
    private static void move(View dense, View indexed, View index, int axis, boolean put) {
        Blocks.requireOpen(dense);
        Blocks.requireOpen(indexed);
        Blocks.requireOpen(index);
        long length = indexed.shape()[0];
        View integers = loaded(index, length, axis);
        long size = dense.size();
        if (size == 0) {
            // Items without elements: indexes out of range are errors all the same.
            JavaGather.check(integers, length, axis);
            return;
        }
        long bytes = size * dense.dtype().byteSize();
        if (bytes <= SMALL || !isNative(dense, indexed, integers)) {
            JavaGather.move(dense, indexed, integers, axis, put);
            return;
        }
        View words = integers;
        if (words.dtype() != DType.INT64) {
            words = Blocks.empty(DType.INT64, integers.shape());
            Elementwise.copy(words, integers);
        }
        int indexRank = words.rank();
        int itemRank = indexed.rank() - 1;
        View out = put ? indexed : dense;
        View in = put ? dense : indexed;
        int status;
        long received;
        CallBlock call = CallBlock.take();
        try {
            call.word(0).word(0).word(0);
            call.word(dense.dtype().byteSize()).word(length).word(indexed.strides()[0]);
            call.word(indexRank).word(itemRank);
            call.words(dense.shape(), indexRank + itemRank);
            side(call, out, put ? 1 : 0);
            side(call, in, put ? 0 : 1);
            side(call, words, 0);
            // A gathered element costs a cache line when it lies alone.
            long touched = bytes * 2 + words.size() * 64;
            status = put
                    ? NativeCalls.put(call, out.segment(), in.segment(), words.segment(), touched)
                    : NativeCalls.take(call, out.segment(), in.segment(), words.segment(), touched);
            received = call.get(0);
        } finally {
            call.release();
        }
        if (status == Status.EBOUNDS) {
            throw outOfRange(received, length, axis);
        }
        Calls.check(status, put ? "assignment by index" : "indexing");
    }

    /** The offset of an operand and its strides from an axis on. */
    private static void side(CallBlock call, View view, int from) {
        call.word(view.offset());
        for (int axis = from; axis < view.rank(); axis++) {
            call.word(view.strides()[axis]);
        }
    }

    /**
     * Adds {@code in[i..., j...]} to {@code out[index[i...], j...]}, one by one in C order.
     *
     * @param out the array
     * @param in values in {@link #sumType}, of the index's shape, then the item's; shares no memory with the array
     * @param index as for {@link #put}
     * @param axis what messages call the indexed axis
     * @throws IndexOutOfBoundsException if an index is out of range; items before it have been added
     */
    public static void add(View out, View in, View index, int axis) {
        Blocks.requireOpen(out);
        Blocks.requireOpen(in);
        Blocks.requireOpen(index);
        View own = loaded(index, out.shape()[0], axis);
        if (Layouts.overlap(out, own) != Layouts.Overlap.NONE) {
            own = Blocks.empty(own.dtype(), own.shape());
            Elementwise.copy(own, index);
        }
        if (in.size() == 0) {
            JavaGather.check(own, out.shape()[0], axis);
        } else {
            JavaGather.add(out, in, own, axis);
        }
    }

    /**
     * The dtype in which {@link #add} takes its values: wide enough that each sum is rounded or wrapped once.
     *
     * @param dtype of the array
     * @return int64, float64 or complex128
     * @throws IllegalArgumentException for bool
     */
    public static DType sumType(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL -> throw new IllegalArgumentException("bool has no addition: logicalOr is what joins masks");
            case SIGNED, UNSIGNED -> DType.INT64;
            case FLOATING -> DType.FLOAT64;
            case COMPLEX -> DType.COMPLEX128;
        };
    }

    /**
     * The items whose mask is true, in C order.
     *
     * @param in the mask's axes, then the item's
     * @param mask bools
     * @return a new array of rank 1 + item rank
     */
    public static View compress(View in, View mask) {
        Blocks.requireOpen(in);
        Blocks.requireOpen(mask);
        long count = count(mask);
        int maskRank = mask.rank();
        int itemRank = in.rank() - maskRank;
        long[] shape = new long[1 + itemRank];
        shape[0] = count;
        System.arraycopy(in.shape(), maskRank, shape, 1, itemRank);
        View out = Blocks.empty(in.dtype(), shape);
        long size = out.size();
        if (size == 0) {
            return out;
        }
        long bytes = in.size() * in.dtype().byteSize();
        if (bytes <= SMALL || !isNative(out, in, mask)) {
            return shortened(out, JavaGather.compress(out, in, mask));
        }
        CallBlock call = CallBlock.take();
        int status;
        long written;
        try {
            call.word(count).word(0).word(0);
            call.word(in.dtype().byteSize()).word(maskRank).word(itemRank);
            call.words(in.shape(), in.rank());
            call.word(out.offset());
            side(call, in, 0);
            side(call, mask, 0);
            status = NativeCalls.compress(call, out.segment(), in.segment(), mask.segment(), bytes + mask.size());
            written = call.get(0);
        } finally {
            call.release();
        }
        Calls.check(status, "selecting by a mask");
        return shortened(out, written);
    }

    /**
     * The C-order positions where a mask is true.
     *
     * @param mask bools
     * @return a new array of int64, of rank 1
     */
    public static View nonzero(View mask) {
        Blocks.requireOpen(mask);
        long count = count(mask);
        View out = Blocks.empty(DType.INT64, count);
        if (count == 0) {
            return out;
        }
        if (mask.size() <= SMALL || !isNative(out, mask, mask)) {
            return shortened(out, JavaGather.nonzero(out, mask));
        }
        CallBlock call = CallBlock.take();
        int status;
        long written;
        try {
            call.word(count).word(0).word(0).word(mask.rank());
            call.words(mask.shape(), mask.rank());
            call.word(out.offset());
            side(call, mask, 0);
            status = NativeCalls.nonzero(call, out.segment(), mask.segment(), mask.size() + count * 8);
            written = call.get(0);
        } finally {
            call.release();
        }
        Calls.check(status, "searching a mask");
        return shortened(out, written);
    }

    /** Another thread may have cleared parts of the mask after it was counted. */
    private static View shortened(View out, long written) {
        if (written == out.shape()[0]) {
            return out;
        }
        long[] shape = out.shape().clone();
        shape[0] = written;
        return new View(out.segment(), out.offset(), out.dtype(), shape, out.strides());
    }

    /**
     * How many elements of a mask are true.
     *
     * @param mask bools
     * @return 0 to its size
     */
    public static long count(View mask) {
        return JavaGather.count(mask);
    }

    /**
     * Begins distances that lead to elements: a base and the steps of a grid.
     *
     * @param distances int64 without gaps, the caller's own; overwritten
     * @param base what each begins with
     * @param strides what one step along each axis adds, null for nothing
     */
    public static void begin(View distances, long base, long @Nullable [] strides) {
        JavaGather.begin(distances, base, strides == null ? new long[distances.rank()] : strides);
    }

    /**
     * Adds to each distance that which an index along one axis makes.
     *
     * @param distances from {@link #begin}
     * @param index integers of the same shape
     * @param offset added to each
     * @param length of the axis
     * @param stride of the axis
     * @param axis which one it is, for the message
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    public static void accumulate(View distances, View index, long offset, long length, long stride, int axis) {
        Blocks.requireOpen(index);
        JavaGather.accumulate(distances, loaded(index, length, axis), offset, length, stride, axis);
    }

    /**
     * Turns C-order positions into distances of elements.
     *
     * @param positions int64 without gaps, the caller's own: 0 to the product of the shape - 1; replaced
     * @param shape of the array
     * @param strides of the array
     * @param base the distance of the first element
     */
    public static void unravel(View positions, long[] shape, long[] strides, long base) {
        JavaGather.unravel(positions, shape, strides, base);
    }

    /**
     * Cuts C-order positions into one index for each axis.
     *
     * @param out int64 of shape (positions, axes), any strides
     * @param positions int64 without gaps: 0 to the product of the shape - 1
     * @param shape of the array
     */
    public static void split(View out, View positions, long[] shape) {
        JavaGather.split(out, positions, shape);
    }

    /**
     * A position counted from the beginning.
     *
     * @param position from {@code -length} to {@code length - 1}
     * @param length of the axis
     * @param axis which one it is, for the message
     * @return 0 to {@code length - 1}
     * @throws IndexOutOfBoundsException if it is out of range
     */
    public static long checked(long position, long length, int axis) {
        long actual = position < 0 ? position + length : position;
        if (actual < 0 || actual >= length) {
            throw outOfRange(position, length, axis);
        }
        return actual;
    }

    static IndexOutOfBoundsException outOfRange(long value, long length, int axis) {
        return outOfRange(Long.toString(value), length, axis);
    }

    private static IndexOutOfBoundsException outOfRange(String value, long length, int axis) {
        return new IndexOutOfBoundsException("index " + value + " is out of range for "
                + (axis < 0 ? "an array of " + length + " elements" : "axis " + axis + " of length " + length));
    }

    /** Index arrays of int32 and int64 stay, others become int64. */
    private static View loaded(View index, long length, int axis) {
        return switch (index.dtype()) {
            case INT32, INT64 -> index;
            default -> {
                View own = Blocks.empty(DType.INT64, index.shape());
                Elementwise.copy(own, index);
                if (index.dtype() == DType.UINT64) {
                    // From 2⁶³ on they would now count from the end.
                    long found = JavaGather.firstNegative(own);
                    if (found < 0) {
                        throw outOfRange(Long.toUnsignedString(found), length, axis);
                    }
                }
                yield own;
            }
        };
    }

    private static boolean isNative(View a, View b, View c) {
        return a.segment().isNative() && b.segment().isNative() && c.segment().isNative() && Engine.isNative();
    }
}
