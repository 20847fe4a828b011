package io.hotloop.internal.array;

import io.hotloop.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on shapes and strides: sizes that cannot overflow unnoticed, axes, broadcasting, overlap. What
 * lies in memory is not touched here.
 */
public final class Layouts {
    /** The most axes an array has. */
    public static final int MAX_RANK = Plan.MAX_RANK;

    /** How the memory of two views meets. */
    public enum Overlap {
        /** No byte belongs to both. */
        NONE,
        /** Same shape, and each element of one is the element of the other at the same index. */
        SAME,
        /** They share bytes, or may. */
        SOME
    }

    private Layouts() {}

    /**
     * A shape as it is written in messages.
     *
     * @param shape the lengths
     * @return such as {@code (3,2)}, {@code (3,)} or {@code ()}
     */
    public static String toString(long... shape) {
        StringBuilder text = new StringBuilder("(");
        for (int axis = 0; axis < shape.length; axis++) {
            if (axis > 0) {
                text.append(',');
            }
            text.append(shape[axis]);
        }
        return text.append(shape.length == 1 ? ",)" : ")").toString();
    }

    /**
     * The number of elements of a shape that a caller gave.
     *
     * @param dtype the type of the elements
     * @param shape the lengths
     * @return the product
     * @throws IllegalArgumentException if a length is negative, there are more than {@link #MAX_RANK}, or the
     *     product, taken without lengths of 0, has 2⁶² elements or 2⁶³ bytes or more
     */
    public static long size(DType dtype, long... shape) {
        if (shape.length > MAX_RANK) {
            throw new IllegalArgumentException(
                    "an array has at most " + MAX_RANK + " axes: the shape has " + shape.length);
        }
        long bytes = dtype.byteSize();
        boolean empty = false;
        for (int axis = 0; axis < shape.length; axis++) {
            long length = shape[axis];
            if (length < 0) {
                throw new IllegalArgumentException(
                        "shape " + toString(shape) + ": the length of axis " + axis + " is negative: " + length);
            }
            // Lengths of 0 are left out: strides are products of the others and must fit as well.
            if (length == 0) {
                empty = true;
            } else if (Math.multiplyHigh(bytes, length) != 0 || (bytes *= length) < 0) {
                throw tooLarge(dtype, shape);
            }
        }
        long size = bytes / dtype.byteSize();
        if (size >= 1L << 62) {
            throw tooLarge(dtype, shape);
        }
        return empty ? 0 : size;
    }

    private static IllegalArgumentException tooLarge(DType dtype, long[] shape) {
        return new IllegalArgumentException("an array of shape " + toString(shape) + " and dtype " + dtype
                + " is too large: its size does not fit 63 bits");
    }

    /**
     * The axis that a caller means.
     *
     * @param axis from {@code -rank} to {@code rank - 1}; a negative one counts from the end
     * @param rank the number of axes
     * @return the axis, 0 to {@code rank - 1}
     * @throws IllegalArgumentException if there is no such axis
     */
    public static int axis(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("axis " + axis + " is out of range for an array of rank " + rank);
        }
        return axis < 0 ? axis + rank : axis;
    }

    /**
     * The axes that a caller means, each at most once.
     *
     * @param axes from {@code -rank} to {@code rank - 1}
     * @param rank the number of axes
     * @return the axes, 0 to {@code rank - 1}, in the order given
     * @throws IllegalArgumentException if there is no such axis, or one is named twice
     */
    public static int[] axes(int[] axes, int rank) {
        int[] result = new int[axes.length];
        boolean[] seen = new boolean[rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = axis(axes[i], rank);
            if (seen[axis]) {
                throw new IllegalArgumentException("axes " + Arrays.toString(axes) + " name axis " + axis + " twice");
            }
            seen[axis] = true;
            result[i] = axis;
        }
        return result;
    }

    /**
     * The shape to which two shapes broadcast.
     *
     * @param a a shape
     * @param b a shape
     * @return one of the two if it is the result, else a new array
     * @throws IllegalArgumentException if they differ along an axis and neither is 1 there
     */
    public static long[] broadcast(long[] a, long[] b) {
        if (Arrays.equals(a, b) || b.length == 0) {
            return a;
        }
        if (a.length == 0) {
            return b;
        }
        int rank = Math.max(a.length, b.length);
        long[] result = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            long left = length(a, axis, rank);
            long right = length(b, axis, rank);
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException("shapes " + toString(a) + " and " + toString(b)
                        + " cannot be broadcast: axis " + axis + " is " + left + " against " + right);
            }
            result[axis] = left == 1 ? right : left;
        }
        return result;
    }

    /**
     * The shape to which three shapes broadcast.
     *
     * @param a a shape
     * @param b a shape
     * @param c a shape
     * @return one of the three if it is the result, else a new array
     * @throws IllegalArgumentException if they differ along an axis and none is 1 there
     */
    public static long[] broadcast(long[] a, long[] b, long[] c) {
        int rank = Math.max(a.length, Math.max(b.length, c.length));
        for (int axis = 0; axis < rank; axis++) {
            long length = 1;
            for (int i = 0; i < 3; i++) {
                long own = length(i == 0 ? a : i == 1 ? b : c, axis, rank);
                if (own != 1 && length != 1 && own != length) {
                    throw new IllegalArgumentException("shapes " + toString(a) + ", " + toString(b) + " and "
                            + toString(c) + " cannot be broadcast: axis " + axis + " is " + length + " against " + own);
                }
                length = own == 1 ? length : own;
            }
        }
        return broadcast(broadcast(a, b), c);
    }

    private static long length(long[] shape, int axis, int rank) {
        int own = axis - rank + shape.length;
        return own < 0 ? 1 : shape[own];
    }

    /**
     * Tells whether a shape broadcasts to another one.
     *
     * @param from the shape of an input
     * @param to the shape wanted
     * @return true if each of its lengths is that of {@code to} or 1
     */
    public static boolean broadcasts(long[] from, long[] to) {
        if (from.length > to.length) {
            return false;
        }
        for (int axis = 0; axis < from.length; axis++) {
            if (from[axis] != 1 && from[axis] != to[axis + to.length - from.length]) {
                return false;
            }
        }
        return true;
    }

    /**
     * A view of a larger shape in which elements repeat.
     *
     * @param view a view
     * @param shape the shape wanted
     * @return a view of that shape, with strides of 0; the same if it has the shape
     * @throws IllegalArgumentException if the shape of the view does not broadcast to it
     */
    public static View broadcastTo(View view, long... shape) {
        long[] own = view.shape();
        if (Arrays.equals(own, shape)) {
            return view;
        }
        if (!broadcasts(own, shape)) {
            throw new IllegalArgumentException(cannotBroadcast(own, shape));
        }
        long[] strides = new long[shape.length];
        int added = shape.length - own.length;
        for (int axis = 0; axis < own.length; axis++) {
            // A length of 1 never takes a step: 0 also where it is not repeated, which keeps the view writable.
            strides[axis + added] = own[axis] == 1 ? 0 : view.strides()[axis];
        }
        return new View(view.segment(), view.offset(), view.dtype(), shape.clone(), strides);
    }

    private static String cannotBroadcast(long[] from, long[] to) {
        String message = "shape " + toString(from) + " cannot be broadcast to " + toString(to) + ": ";
        if (from.length > to.length) {
            return message + "it has " + from.length + " axes against " + to.length;
        }
        for (int axis = 0; axis < from.length; axis++) {
            int target = axis + to.length - from.length;
            if (from[axis] != 1 && from[axis] != to[target]) {
                return message + "axis " + target + " is " + from[axis] + " against " + to[target];
            }
        }
        throw new AssertionError(message);
    }

    /**
     * The strides with which the elements of a view are seen in another shape without being moved.
     *
     * @param view a view
     * @param shape a shape of as many elements
     * @return the strides, or null if the elements do not lie so
     */
    public static long @Nullable [] reshape(View view, long... shape) {
        DType dtype = view.dtype();
        if (view.size() == 0 || view.isContiguous()) {
            return View.contiguousStrides(dtype, shape);
        }
        // Both shapes are cut into groups of axes with equal products; a group of old axes must be one run.
        int count = 0;
        long[] oldShape = new long[view.rank()];
        long[] oldStrides = new long[view.rank()];
        for (int axis = 0; axis < view.rank(); axis++) {
            if (view.shape()[axis] != 1) {
                oldShape[count] = view.shape()[axis];
                oldStrides[count++] = view.strides()[axis];
            }
        }
        long[] strides = new long[shape.length];
        int from = 0;
        int to = 0;
        while (from < count && to < shape.length) {
            int fromEnd = from + 1;
            int toEnd = to + 1;
            long oldSize = oldShape[from];
            long newSize = shape[to];
            while (oldSize != newSize) {
                if (newSize < oldSize) {
                    newSize *= shape[toEnd++];
                } else {
                    oldSize *= oldShape[fromEnd++];
                }
            }
            for (int axis = from; axis < fromEnd - 1; axis++) {
                if (oldStrides[axis] != oldShape[axis + 1] * oldStrides[axis + 1]) {
                    return null;
                }
            }
            long stride = oldStrides[fromEnd - 1];
            for (int axis = toEnd - 1; axis >= to; axis--) {
                strides[axis] = stride;
                stride *= shape[axis];
            }
            from = fromEnd;
            to = toEnd;
        }
        // What is left of the new shape has length 1.
        long last = to == 0 ? dtype.byteSize() : strides[to - 1];
        Arrays.fill(strides, to, shape.length, last);
        return strides;
    }

    /**
     * A view of memory that a caller describes.
     *
     * @param segment the memory
     * @param dtype the type of the elements
     * @param offset where the first element begins, in bytes
     * @param shape the lengths
     * @param strides bytes between neighbours along each axis
     * @return a view; of read-only memory if elements may share bytes
     * @throws IllegalArgumentException if it reaches out of the segment, or shape and strides do not fit
     */
    public static View strided(MemorySegment segment, DType dtype, long offset, long[] shape, long[] strides) {
        long[] ownShape = shape.clone();
        long[] ownStrides = strides.clone();
        if (ownShape.length != ownStrides.length) {
            throw new IllegalArgumentException(ownStrides.length + " strides " + Arrays.toString(ownStrides)
                    + " for shape " + toString(ownShape) + " of " + ownShape.length + " axes");
        }
        long size = size(dtype, ownShape);
        if (size == 0) {
            if (offset < 0 || offset > segment.byteSize()) {
                throw outside(segment, dtype, offset, shape, strides);
            }
            return new View(segment, offset, dtype, ownShape, View.contiguousStrides(dtype, ownShape));
        }
        long low = offset;
        long high = offset;
        try {
            for (int axis = 0; axis < ownShape.length; axis++) {
                if (ownShape[axis] == 1) {
                    // Never used; 0 keeps later arithmetic with it from overflowing.
                    ownStrides[axis] = 0;
                }
                long reach = Math.multiplyExact(ownShape[axis] - 1, ownStrides[axis]);
                low = Math.addExact(low, Math.min(0, reach));
                high = Math.addExact(high, Math.max(0, reach));
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "shape " + toString(shape) + " with strides " + Arrays.toString(strides)
                            + " reaches farther than 63 bits",
                    e);
        }
        if (low < 0 || high > segment.byteSize() - dtype.byteSize()) {
            throw outside(segment, dtype, offset, shape, strides);
        }
        boolean apart = areApart(dtype, ownShape, ownStrides);
        return new View(apart ? segment : segment.asReadOnly(), offset, dtype, ownShape, ownStrides);
    }

    private static IllegalArgumentException outside(
            MemorySegment segment, DType dtype, long offset, long[] shape, long[] strides) {
        return new IllegalArgumentException("shape " + toString(shape) + " of " + dtype + " with strides "
                + Arrays.toString(strides) + " from byte " + offset + " on reaches out of a segment of "
                + segment.byteSize() + " bytes");
    }

    /** Whether each axis steps over all that the axes with smaller steps span: then no two elements share a byte. */
    private static boolean areApart(DType dtype, long[] shape, long[] strides) {
        long span = dtype.byteSize();
        boolean[] done = new boolean[shape.length];
        for (int count = 0; count < shape.length; count++) {
            int least = -1;
            for (int axis = 0; axis < shape.length; axis++) {
                if (!done[axis] && (least < 0 || Math.abs(strides[axis]) < Math.abs(strides[least]))) {
                    least = axis;
                }
            }
            done[least] = true;
            if (shape[least] > 1) {
                if (Math.abs(strides[least]) < span) {
                    return false;
                }
                span += (shape[least] - 1) * Math.abs(strides[least]);
            }
        }
        return true;
    }

    /**
     * Where the first byte of a view lies.
     *
     * @param view a view with elements
     * @return bytes from the beginning of its segment
     */
    public static long firstByte(View view) {
        long low = view.offset();
        for (int axis = 0; axis < view.rank(); axis++) {
            low += Math.min(0, (view.shape()[axis] - 1) * view.strides()[axis]);
        }
        return low;
    }

    /**
     * Where a view ends.
     *
     * @param view a view with elements
     * @return bytes from the beginning of its segment to behind its last byte
     */
    public static long endByte(View view) {
        long high = view.offset() + view.dtype().byteSize();
        for (int axis = 0; axis < view.rank(); axis++) {
            high += Math.max(0, (view.shape()[axis] - 1) * view.strides()[axis]);
        }
        return high;
    }

    /**
     * Tells whether several indexes lead to the same element, so that writing has no defined order.
     *
     * @param view a view
     * @return true if an axis longer than 1 has a stride of 0, and there are elements
     */
    public static boolean repeats(View view) {
        boolean repeats = false;
        for (int axis = 0; axis < view.rank(); axis++) {
            if (view.shape()[axis] == 0) {
                return false;
            }
            repeats |= view.shape()[axis] > 1 && view.strides()[axis] == 0;
        }
        return repeats;
    }

    /**
     * Tells how the memory of two views meets. Views that interleave, such as the even and the odd columns, are
     * told apart; more involved ones that do not meet may be said to.
     *
     * @param a a view
     * @param b a view
     * @return {@link Overlap#SAME} only if dtypes of the same size, shapes and places are equal
     */
    public static Overlap overlap(View a, View b) {
        if (a.size() == 0 || b.size() == 0) {
            return Overlap.NONE;
        }
        MemorySegment left = a.segment();
        MemorySegment right = b.segment();
        if (left != right && !sameAddressSpace(left, right)) {
            return Overlap.NONE;
        }
        long leftBase = left.address();
        long rightBase = right.address();
        if (leftBase + endByte(a) <= rightBase + firstByte(b) || rightBase + endByte(b) <= leftBase + firstByte(a)) {
            return Overlap.NONE;
        }
        long leftStart = leftBase + a.offset();
        long rightStart = rightBase + b.offset();
        if (leftStart == rightStart && isSame(a, b)) {
            return Overlap.SAME;
        }
        // All elements begin at multiples of the step from the first ones: where the first ones do not meet
        // within one step, none do.
        long step = gcd(gcd(0, a), b);
        if (step > 0) {
            long distance = Math.floorMod(rightStart - leftStart, step);
            if (distance >= a.dtype().byteSize() && distance <= step - b.dtype().byteSize()) {
                return Overlap.NONE;
            }
        }
        return Overlap.SOME;
    }

    /** Whether addresses of two segments can be compared: both native, or in the same Java array. */
    private static boolean sameAddressSpace(MemorySegment a, MemorySegment b) {
        if (a.isNative() || b.isNative()) {
            return a.isNative() == b.isNative();
        }
        // Of a read-only segment the array cannot be asked for, but whether it meets another one.
        return a.asOverlappingSlice(b).isPresent();
    }

    private static boolean isSame(View a, View b) {
        if (a.dtype().byteSize() != b.dtype().byteSize() || !Arrays.equals(a.shape(), b.shape())) {
            return false;
        }
        for (int axis = 0; axis < a.rank(); axis++) {
            if (a.shape()[axis] != 1 && a.strides()[axis] != b.strides()[axis]) {
                return false;
            }
        }
        return true;
    }

    private static long gcd(long step, View view) {
        long result = step;
        for (int axis = 0; axis < view.rank(); axis++) {
            if (view.shape()[axis] > 1) {
                long other = Math.abs(view.strides()[axis]);
                while (other != 0) {
                    long rest = result % other;
                    result = other;
                    other = rest;
                }
            }
        }
        return result;
    }
}
