package io.hotloop;

import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Other looks at the elements of an array, and copies of it; see {@link NdArray}. A method here copies only where its
 * documentation says so; writes through a view reach the array it was made from.
 */
abstract sealed class ArrayViews extends ArrayElements permits ArrayIndexing {
    ArrayViews(View view) {
        super(view);
    }

    private NdArray derive(long offset, long[] shape, long[] strides) {
        return NdArray.from(new View(view.segment(), offset, view.dtype(), shape, strides));
    }

    /** A view of a run of indexes of one axis. */
    private static View range(View view, int axis, long begin, long length) {
        long[] shape = view.shape().clone();
        shape[axis] = length;
        // Where nothing is left, the offset stays inside the segment.
        long offset = length == 0 ? view.offset() : view.offset() + begin * view.strides()[axis];
        return new View(view.segment(), offset, view.dtype(), shape, view.strides());
    }

    // Shape

    /**
     * The elements in another shape, in C order. A view where the elements lie so that one can be made, as those of
     * every contiguous array do, else a copy.
     *
     * {@snippet :
     * NdArray a = NdArray.arange(6).reshape(2, 3);
     * NdArray b = a.reshape(3, -1); // 3,2
     * }
     *
     * @param shape the new lengths, whose product is {@link #size()}; one of them may be -1 and is computed from the
     *     others
     * @return an array of that shape
     * @throws IllegalArgumentException if the shape has another number of elements or a negative length other than one
     *     -1
     */
    public NdArray reshape(long... shape) {
        long[] full = resolve(shape);
        long[] strides = Layouts.reshape(view, full);
        if (strides != null) {
            return derive(view.offset(), full, strides);
        }
        View copy = copyOf(Blocks.allocate(view.dtype(), size()), view.dtype());
        return NdArray.from(View.contiguous(copy.segment(), view.dtype(), full));
    }

    private long[] resolve(long[] shape) {
        long[] full = shape.clone();
        int unknown = -1;
        for (int axis = 0; axis < full.length; axis++) {
            if (full[axis] == -1) {
                if (unknown >= 0) {
                    throw new IllegalArgumentException(
                            "shape " + Layouts.toString(shape) + " has -1 twice, on axes " + unknown + " and " + axis);
                }
                unknown = axis;
                full[axis] = 1;
            }
        }
        long size = view.size();
        long known = Layouts.size(view.dtype(), full);
        if (unknown >= 0 && known > 0 && size % known == 0) {
            full[unknown] = size / known;
            return full;
        }
        if (unknown >= 0 || known != size) {
            throw new IllegalArgumentException("array of shape " + Layouts.toString(view.shape()) + " and " + size
                    + " elements cannot be reshaped to " + Layouts.toString(shape));
        }
        return full;
    }

    /**
     * The elements in one axis, in C order: a view of a contiguous array, else a copy. {@link #flatten()} always
     * copies.
     *
     * @return a 1-d array
     */
    public NdArray ravel() {
        if (!isContiguous()) {
            return flatten();
        }
        return derive(view.offset(), new long[] {view.size()}, new long[] {
            view.dtype().byteSize()
        });
    }

    /**
     * A copy of the elements in one axis, in C order.
     *
     * @return a new 1-d array
     */
    public NdArray flatten() {
        View copy = copyOf(Blocks.allocate(view.dtype(), size()), view.dtype());
        return NdArray.from(View.contiguous(copy.segment(), view.dtype(), view.size()));
    }

    /**
     * A view with additional axes of length 1.
     *
     * @param axes where they stand in the result, from {@code -rank} to {@code rank - 1} of the result
     * @return a view of a rank higher by the number of axes
     * @throws IllegalArgumentException if there is no such axis, one is named twice, or the rank would exceed 64
     */
    public NdArray expandDims(int... axes) {
        int rank = view.rank() + axes.length;
        if (rank > Layouts.MAX_RANK) {
            throw new IllegalArgumentException("an array has at most " + Layouts.MAX_RANK + " axes: " + view.rank()
                    + " and " + axes.length + " more are too many");
        }
        boolean[] added = new boolean[rank];
        for (int axis : Layouts.axes(axes, rank)) {
            added[axis] = true;
        }
        long[] shape = new long[rank];
        long[] strides = new long[rank];
        int own = 0;
        for (int axis = 0; axis < rank; axis++) {
            shape[axis] = added[axis] ? 1 : view.shape()[own];
            strides[axis] = added[axis] ? 0 : view.strides()[own++];
        }
        return derive(view.offset(), shape, strides);
    }

    /**
     * A view without the axes of length 1.
     *
     * @return a view
     */
    public NdArray squeeze() {
        boolean[] dropped = new boolean[view.rank()];
        for (int axis = 0; axis < dropped.length; axis++) {
            dropped[axis] = view.shape()[axis] == 1;
        }
        return without(dropped);
    }

    /**
     * A view without some axes of length 1.
     *
     * @param axes the axes to drop; negative ones count from the end
     * @return a view
     * @throws IllegalArgumentException if there is no such axis, one is named twice or has another length than 1
     */
    public NdArray squeeze(int... axes) {
        boolean[] dropped = new boolean[view.rank()];
        for (int axis : Layouts.axes(axes, view.rank())) {
            if (view.shape()[axis] != 1) {
                throw new IllegalArgumentException("axis " + axis + " of shape " + Layouts.toString(view.shape())
                        + " cannot be squeezed: its length is " + view.shape()[axis] + ", not 1");
            }
            dropped[axis] = true;
        }
        return without(dropped);
    }

    private NdArray without(boolean[] dropped) {
        long[] shape = new long[dropped.length];
        long[] strides = new long[dropped.length];
        int kept = 0;
        for (int axis = 0; axis < dropped.length; axis++) {
            if (!dropped[axis]) {
                shape[kept] = view.shape()[axis];
                strides[kept++] = view.strides()[axis];
            }
        }
        return derive(view.offset(), Arrays.copyOf(shape, kept), Arrays.copyOf(strides, kept));
    }

    /**
     * A view of a larger shape in which elements repeat: axes of length 1 are stretched, missing axes in front are
     * added. It is read-only where elements repeat. Operations of several arrays do this by themselves.
     *
     * @param shape the shape wanted
     * @return a view of that shape
     * @throws IllegalArgumentException if an axis has another length and is not 1, or the shape is too large
     */
    public NdArray broadcastTo(long... shape) {
        Layouts.size(view.dtype(), shape);
        return NdArray.from(Layouts.broadcastTo(view, shape));
    }

    // Order of axes and elements

    /**
     * A view with the axes in the opposite order: of a matrix the transposed one. A 1-d array stays as it is;
     * {@code expandDims(1)} makes a column of it.
     *
     * @return a view
     */
    public NdArray transpose() {
        int rank = view.rank();
        long[] shape = new long[rank];
        long[] strides = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            shape[axis] = view.shape()[rank - 1 - axis];
            strides[axis] = view.strides()[rank - 1 - axis];
        }
        return derive(view.offset(), shape, strides);
    }

    /**
     * A view with the axes in another order; the same as {@link #permuteDims(int...)}.
     *
     * @param axes for each axis of the result the axis of this array; negative ones count from the end
     * @return a view
     * @throws IllegalArgumentException if the axes are not all axes of this array, each once
     */
    public NdArray transpose(int... axes) {
        return permuteDims(axes);
    }

    /**
     * A view with the axes in another order.
     *
     * {@snippet :
     * NdArray images = NdArray.zeros(10, 480, 640, 3);
     * NdArray channelsFirst = images.permuteDims(0, 3, 1, 2); // 10,3,480,640
     * }
     *
     * @param axes for each axis of the result the axis of this array; negative ones count from the end
     * @return a view
     * @throws IllegalArgumentException if the axes are not all axes of this array, each once
     */
    public NdArray permuteDims(int... axes) {
        if (axes.length != view.rank()) {
            throw new IllegalArgumentException("axes " + Arrays.toString(axes) + " are " + axes.length
                    + ", an array of shape " + Layouts.toString(view.shape()) + " has " + view.rank());
        }
        int[] order = Layouts.axes(axes, view.rank());
        long[] shape = new long[order.length];
        long[] strides = new long[order.length];
        for (int axis = 0; axis < order.length; axis++) {
            shape[axis] = view.shape()[order[axis]];
            strides[axis] = view.strides()[order[axis]];
        }
        return derive(view.offset(), shape, strides);
    }

    /**
     * A view with the last two axes swapped: a stack of matrices, each transposed.
     *
     * @return a view
     * @throws IllegalArgumentException if the array has fewer than two axes
     */
    public NdArray matrixTranspose() {
        if (view.rank() < 2) {
            throw new IllegalArgumentException("array " + layout() + " is no matrix: it has fewer than 2 axes");
        }
        return swapAxes(-2, -1);
    }

    /**
     * A view with two axes swapped.
     *
     * @param first an axis; a negative one counts from the end
     * @param second an axis, which may be the same
     * @return a view
     * @throws IllegalArgumentException if there is no such axis
     */
    public NdArray swapAxes(int first, int second) {
        int a = Layouts.axis(first, view.rank());
        int b = Layouts.axis(second, view.rank());
        long[] shape = view.shape().clone();
        long[] strides = view.strides().clone();
        shape[a] = view.shape()[b];
        shape[b] = view.shape()[a];
        strides[a] = view.strides()[b];
        strides[b] = view.strides()[a];
        return derive(view.offset(), shape, strides);
    }

    /**
     * A view with one axis at another place; the others keep their order.
     *
     * @param source the axis to move; a negative one counts from the end
     * @param destination where it stands in the result
     * @return a view
     * @throws IllegalArgumentException if there is no such axis
     */
    public NdArray moveAxis(int source, int destination) {
        return moveAxis(new int[] {source}, new int[] {destination});
    }

    /**
     * A view with some axes at other places; the rest keep their order.
     *
     * @param sources the axes to move; negative ones count from the end
     * @param destinations where each of them stands in the result
     * @return a view
     * @throws IllegalArgumentException if there is no such axis, one is named twice, or there are not as many sources as
     *     destinations
     */
    public NdArray moveAxis(int[] sources, int[] destinations) {
        int rank = view.rank();
        if (sources.length != destinations.length) {
            throw new IllegalArgumentException("axes " + Arrays.toString(sources) + " are " + sources.length
                    + ", their destinations " + Arrays.toString(destinations) + " are " + destinations.length);
        }
        int[] from = Layouts.axes(sources, rank);
        int[] to = Layouts.axes(destinations, rank);
        int[] order = new int[rank];
        Arrays.fill(order, -1);
        boolean[] moved = new boolean[rank];
        for (int i = 0; i < from.length; i++) {
            order[to[i]] = from[i];
            moved[from[i]] = true;
        }
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (order[axis] < 0) {
                while (moved[next]) {
                    next++;
                }
                order[axis] = next++;
            }
        }
        return permuteDims(order);
    }

    /**
     * A view with the elements in the opposite order along every axis.
     *
     * @return a view
     */
    public NdArray flip() {
        int[] axes = new int[view.rank()];
        Arrays.setAll(axes, axis -> axis);
        return flip(axes);
    }

    /**
     * A view with the elements in the opposite order along some axes.
     *
     * @param axes the axes to turn; negative ones count from the end
     * @return a view
     * @throws IllegalArgumentException if there is no such axis, or one is named twice
     */
    public NdArray flip(int... axes) {
        long offset = view.offset();
        long[] strides = view.strides().clone();
        for (int axis : Layouts.axes(axes, view.rank())) {
            if (view.size() > 0) {
                offset += (view.shape()[axis] - 1) * strides[axis];
            }
            strides[axis] = -strides[axis];
        }
        return derive(offset, view.shape(), strides);
    }

    /**
     * A copy with all elements, taken in C order, moved towards the end; those that leave at the end come in at the
     * beginning.
     *
     * @param shift by how many places; a negative one moves towards the beginning
     * @return a new array of the same shape
     */
    public NdArray roll(long shift) {
        NdArray flat = ravel();
        NdArray rolled = flat.roll(shift, 0);
        return rolled.reshape(view.shape());
    }

    /**
     * A copy with the elements moved along one axis; those that leave at its end come in at its beginning.
     *
     * @param shift by how many places; a negative one moves towards the beginning
     * @param axis the axis; a negative one counts from the end
     * @return a new array of the same shape
     * @throws IllegalArgumentException if there is no such axis
     */
    public NdArray roll(long shift, int axis) {
        return roll(new long[] {shift}, new int[] {axis});
    }

    /**
     * A copy with the elements moved along some axes; those that leave at an end come in at the beginning.
     *
     * @param shifts by how many places along each of the axes; negative ones move towards the beginning
     * @param axes the axes; negative ones count from the end; shifts of an axis named twice add up
     * @return a new array of the same shape
     * @throws IllegalArgumentException if there is no such axis, or there are not as many shifts as axes
     */
    public NdArray roll(long[] shifts, int[] axes) {
        if (shifts.length != axes.length) {
            throw new IllegalArgumentException("shifts " + Arrays.toString(shifts) + " are " + shifts.length
                    + ", their axes " + Arrays.toString(axes) + " are " + axes.length);
        }
        long[] total = new long[view.rank()];
        for (int i = 0; i < axes.length; i++) {
            int axis = Layouts.axis(axes[i], view.rank());
            long length = Math.max(1, view.shape()[axis]);
            // Both are below 2^62 in magnitude: their sum does not overflow.
            total[axis] = Math.floorMod(total[axis] + shifts[i] % length, length);
        }
        View out = View.contiguous(Blocks.allocate(view.dtype(), size()), view.dtype(), view.shape());
        if (view.size() > 0) {
            roll(out, view, total, 0);
        }
        return NdArray.from(out);
    }

    /** Copies in two parts along each axis that is shifted. */
    private static void roll(View out, View in, long[] shifts, int axis) {
        if (axis == shifts.length) {
            Elementwise.copy(out, in);
            return;
        }
        long shift = shifts[axis];
        if (shift == 0) {
            roll(out, in, shifts, axis + 1);
            return;
        }
        long rest = in.shape()[axis] - shift;
        roll(range(out, axis, shift, rest), range(in, axis, 0, rest), shifts, axis + 1);
        roll(range(out, axis, 0, shift), range(in, axis, rest, shift), shifts, axis + 1);
    }

    /**
     * A view of the diagonal of the first two axes.
     *
     * @return a view of a rank lower by one: its last axis runs along the diagonal
     * @throws IllegalArgumentException if the array has fewer than two axes
     */
    public NdArray diagonal() {
        return diagonal(0);
    }

    /**
     * A view of a diagonal of the first two axes.
     *
     * @param offset how far right of the main diagonal; a negative one lies below
     * @return a view of a rank lower by one: its last axis runs along the diagonal; it is empty where the diagonal lies
     *     outside
     * @throws IllegalArgumentException if the array has fewer than two axes
     */
    public NdArray diagonal(long offset) {
        return diagonal(offset, 0, 1);
    }

    /**
     * A view of the diagonals of the matrices that two axes make.
     *
     * {@snippet :
     * NdArray a = NdArray.zeros(3, 3);
     * a.diagonal().addInPlace(1); // the identity
     * }
     *
     * @param offset how far right of the main diagonal; a negative one lies below
     * @param rows the axis of the rows; a negative one counts from the end
     * @param columns the axis of the columns
     * @return a view of a rank lower by one: without the two axes, its last axis runs along the diagonal; it is empty
     *     where the diagonal lies outside
     * @throws IllegalArgumentException if the array has fewer than two axes, or there is no such axis, or they are the
     *     same
     */
    public NdArray diagonal(long offset, int rows, int columns) {
        int rank = view.rank();
        if (rank < 2) {
            throw new IllegalArgumentException("array " + layout() + " has no diagonal: it has fewer than 2 axes");
        }
        int[] axes = Layouts.axes(new int[] {rows, columns}, rank);
        long height = view.shape()[axes[0]];
        long width = view.shape()[axes[1]];
        // Clamped, so that a far diagonal is an empty one and nothing overflows.
        long right = Math.clamp(offset, 0L, width);
        long down = Math.clamp(offset, -height, 0L);
        long length = Math.max(0, Math.min(height + down, width - right));
        long[] shape = new long[rank - 1];
        long[] strides = new long[rank - 1];
        int kept = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (axis != axes[0] && axis != axes[1]) {
                shape[kept] = view.shape()[axis];
                strides[kept++] = view.strides()[axis];
            }
        }
        shape[kept] = length;
        strides[kept] = view.strides()[axes[0]] + view.strides()[axes[1]];
        long start = view.offset();
        if (length > 0) {
            start += right * view.strides()[axes[1]] - down * view.strides()[axes[0]];
        }
        return derive(start, shape, strides);
    }

    // Parts of complex numbers

    /**
     * The real parts. Of a complex array a view: writes reach this array. An array of another dtype is given as it is.
     *
     * @return an array of the same shape: float32 for complex64, float64 for complex128
     */
    public NdArray real() {
        return view.dtype().isComplex() ? part(0) : self();
    }

    /**
     * The imaginary parts. Of a complex array a view: writes reach this array. Of another dtype a read-only array of
     * zeros.
     *
     * @return an array of the same shape: float32 for complex64, float64 for complex128, else of the same dtype
     */
    public NdArray imag() {
        if (view.dtype().isComplex()) {
            return part(view.dtype().byteSize() / 2);
        }
        MemorySegment zero =
                MemorySegment.ofArray(new byte[view.dtype().byteSize()]).asReadOnly();
        return NdArray.from(new View(zero, 0, view.dtype(), view.shape(), new long[view.rank()]));
    }

    private NdArray part(int offset) {
        DType dtype = view.dtype() == DType.COMPLEX64 ? DType.FLOAT32 : DType.FLOAT64;
        long start = view.size() == 0 ? view.offset() : view.offset() + offset;
        return NdArray.from(new View(view.segment(), start, dtype, view.shape(), view.strides()));
    }

    // Copies

    /** The elements, cast and in C order, in memory that holds them exactly. */
    final View copyOf(MemorySegment memory, DType dtype) {
        View out = View.contiguous(memory, dtype, view.shape());
        Elementwise.copy(out, view);
        return out;
    }

    /**
     * A copy in C order, in memory of its own that the collector or the current scope owns.
     *
     * @return a new array of the same dtype and shape; it can be written
     */
    public NdArray copy() {
        return NdArray.from(copyOf(Blocks.allocate(view.dtype(), size()), view.dtype()));
    }

    /**
     * A copy in C order, in memory of an arena.
     *
     * @param arena who frees it
     * @return a new array of the same dtype and shape; it can be written, until the arena is closed
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public NdArray copy(Arena arena) {
        return NdArray.from(copyOf(Blocks.allocate(byteSize(), arena), view.dtype()));
    }

    /**
     * This array if it is contiguous, else a copy in C order.
     *
     * @return an array of the same dtype and shape that is contiguous
     */
    public NdArray asContiguous() {
        return isContiguous() ? self() : copy();
    }

    /**
     * A copy with the elements cast, also where the dtype stays the same. Floats become integers by truncation,
     * saturated at the range's ends, NaN as 0; integers wrap; what is not 0 is true; complex numbers lose their imaginary
     * part; numbers that float types cannot hold are rounded to the nearest.
     *
     * {@snippet :
     * NdArray a = NdArray.of(1.7, -1.7, 300.0).astype(DType.INT8); // 1 -1 127
     * }
     *
     * @param dtype the type of the elements of the result
     * @return a new array of the same shape, in C order
     */
    public NdArray astype(DType dtype) {
        return NdArray.from(copyOf(Blocks.allocate(dtype, Layouts.size(dtype, view.shape())), dtype));
    }
}
