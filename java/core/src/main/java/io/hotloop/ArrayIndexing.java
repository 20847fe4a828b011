package io.hotloop;

import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Gather;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Scalars;
import io.hotloop.internal.array.View;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Indexing of an array: views, copies and assignments by what NumPy writes between brackets, and the functions by
 * index; see {@link NdArray}. What indexes mean is in {@link Selection}.
 */
abstract sealed class ArrayIndexing extends ArrayViews permits ArrayOperators {
    ArrayIndexing(View view) {
        super(view);
    }

    /**
     * The part at a position of the first axis: a view, whose writes reach this array.
     *
     * {@snippet :
     * NdArray row = a.get(0);      // a[0]
     * NdArray last = a.get(-1);    // a[-1]
     * }
     *
     * @param i from {@code -length} to {@code length - 1}; negative ones count from the end
     * @return a view of {@code ndim() - 1} axes; of a one-dimensional array one without axes, see
     *     {@link NdArray#item()}
     * @throws IndexOutOfBoundsException if the position is out of range
     * @throws IllegalArgumentException if the array has no axis
     */
    public NdArray get(long i) {
        requireAxes(1);
        return behind(1, step(i, 0));
    }

    /**
     * The part at positions of the first two axes: a view.
     *
     * @param i position along axis 0; negative ones count from the end
     * @param j position along axis 1
     * @return a view of {@code ndim() - 2} axes
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if the array has fewer than two axes
     */
    public NdArray get(long i, long j) {
        requireAxes(2);
        return behind(2, step(i, 0) + step(j, 1));
    }

    /**
     * The part at positions of the first three axes: a view.
     *
     * @param i position along axis 0; negative ones count from the end
     * @param j position along axis 1
     * @param k position along axis 2
     * @return a view of {@code ndim() - 3} axes
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if the array has fewer than three axes
     */
    public NdArray get(long i, long j, long k) {
        requireAxes(3);
        return behind(3, step(i, 0) + step(j, 1) + step(k, 2));
    }

    /**
     * The part at positions of the first four axes: a view.
     *
     * @param i position along axis 0; negative ones count from the end
     * @param j position along axis 1
     * @param k position along axis 2
     * @param l position along axis 3
     * @return a view of {@code ndim() - 4} axes
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if the array has fewer than four axes
     */
    public NdArray get(long i, long j, long k, long l) {
        requireAxes(4);
        return behind(4, step(i, 0) + step(j, 1) + step(k, 2) + step(l, 3));
    }

    /**
     * The elements that an index of the first axis selects: a view, unless it holds an array.
     *
     * {@snippet :
     * NdArray reversed = a.get(Index.step(-1));   // a[::-1]
     * }
     *
     * @param index the index
     * @return a view, or a copy if the index is an array
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if the array has fewer axes than the index stands for, or a mask has another
     *     shape
     */
    public NdArray get(Index index) {
        return NdArray.from(Selection.of(view, index).get());
    }

    /**
     * The elements that two indexes select: a view, unless they hold arrays.
     *
     * {@snippet :
     * NdArray block = a.get(Index.range(0, 2), Index.from(1));   // a[0:2, 1:]
     * }
     *
     * @param first the first index
     * @param second the second index
     * @return a view, or a copy if an index is an array
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException as for {@link #get(Object...)}
     */
    public NdArray get(Index first, Index second) {
        return NdArray.from(Selection.of(view, first, second).get());
    }

    /**
     * The elements at the positions in an integer array, or those where a mask is true: a copy.
     *
     * <p>Integers stand for positions along the first axis, negative ones counted from the end; the result's shape
     * is that of the indexes, then the other axes. A mask covers as many of the first axes as it has; the result has
     * one axis for all of them, in C order.
     *
     * {@snippet :
     * NdArray rows = a.get(NdArray.of(2, 0, 0));   // a[[2, 0, 0]]
     * NdArray positive = a.get(a.gt(0));           // a[a > 0]
     * }
     *
     * @param index integers or bools
     * @return a new array of this dtype
     * @throws IndexOutOfBoundsException if an integer is out of range
     * @throws IllegalArgumentException if the index is of another dtype, or a mask of another shape
     */
    public NdArray get(NdArray index) {
        return NdArray.from(Selection.of(view, index).get());
    }

    /**
     * The elements that indexes written as in NumPy select: a view.
     *
     * {@snippet :
     * NdArray part = a.get("1:3, ::-1, newaxis, ..., -1");
     * }
     *
     * @param indexes integers, slices {@code start:stop:step}, {@code newaxis} and {@code ...}, separated by commas
     * @return a view
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if the text is no index (the message shows where), or as for
     *     {@link #get(Object...)}
     */
    public NdArray get(String indexes) {
        return NdArray.from(Selection.of(view, indexes).get());
    }

    /**
     * The elements that indexes select, one for each axis from the first on; axes without one are kept. Everything
     * between NumPy's brackets, and with its rules.
     *
     * <p>Integers drop their axis, slices are cut to it, {@link Index#NEW_AXIS} adds one, {@link Index#ELLIPSIS}
     * stands for all that are left: the result is a view, and what is written to it reaches this array. With integer
     * arrays or masks among the indexes it is a copy: they are broadcast together, a mask counting as the integer
     * arrays of its true places, and their common axes stand where the first of them stands; at the front, if a
     * slice, a new axis or an ellipsis comes between them. Integers beside arrays count as such.
     *
     * {@snippet :
     * a.get(0, Index.range(1, 3));                           // a[0, 1:3], a view
     * a.get(Index.ALL, NdArray.of(1, 0));                    // a[:, [1, 0]], a copy
     * a.get(NdArray.of(0, 1), NdArray.of(2, 3));             // a[[0, 1], [2, 3]]: two elements
     * a.get(new int[] {2, 0}, Index.ALL);                    // a[[2, 0], :]: a Java array is an index array
     * a.get("..., 0");                                       // text, also beside others
     * }
     *
     * <p>Java arrays of one dimension, {@code int[] long[] short[] byte[]} and {@code boolean[]}, are taken as
     * {@link NdArray#of(int...)} takes them: as index arrays and masks, never as one position. An array of objects is
     * another matter, as Java has it: {@code Object[]}, {@code Integer[]} or {@code NdArray[]} are the indexes themselves.
     *
     * @param indexes integers ({@code Integer}, {@code Long}, {@code Short}, {@code Byte}), {@link Index} values,
     *     {@link NdArray}s and Java arrays of integers or bools, and texts
     * @return a view, or a new array of this dtype if an index is an array
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if there are more indexes than axes, two ellipses, a mask of another shape
     *     than its axes, index arrays that cannot be broadcast, or something that is no index
     */
    public NdArray get(Object... indexes) {
        return NdArray.from(Selection.of(view, indexes).get());
    }

    /**
     * Assigns to all elements: NumPy's {@code a[...] = value}.
     *
     * @param value broadcast to this shape and cast to this dtype as {@link NdArray#astype} does; it may share
     *     memory with this array
     * @throws IllegalArgumentException if the shape of the value cannot be broadcast
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(NdArray value) {
        set(value, Index.ELLIPSIS);
    }

    /**
     * Assigns an array to the elements that indexes select: NumPy's {@code a[indexes] = value}.
     *
     * <p>Where indexes lead to an element several times, the last one in C order stays. An index out of range in an
     * index array is found when it is its turn: elements before it may have been assigned.
     *
     * {@snippet :
     * a.set(row, 0);                        // a[0] = row
     * a.set(block, Index.range(0, 2), 3);   // a[0:2, 3] = block
     * a.set(b, mask);                       // a[mask] = b
     * }
     *
     * @param value broadcast to the shape that {@link #get(Object...)} has and cast to this dtype as
     *     {@link NdArray#astype} does; it may share memory with this array
     * @param indexes as for {@link #get(Object...)}
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if the shape of the value cannot be broadcast, or as for
     *     {@link #get(Object...)}
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(NdArray value, Object... indexes) {
        requireWritable();
        Selection.of(view, indexes).set(value.view);
    }

    /**
     * Assigns a number to all elements: NumPy's {@code a[...] = value}.
     *
     * @param value rounded to this dtype
     * @throws IllegalArgumentException if the dtype is an integer one that does not have this value
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(double value) {
        set(value, Index.ELLIPSIS);
    }

    /**
     * Assigns a number to the elements that indexes select: NumPy's {@code a[indexes] = value}.
     *
     * <p>Unlike NumPy it does not truncate: 1.7 does not go into an integer array. {@code a.set(NdArray.of(1.7), 0)}
     * casts as {@link NdArray#astype} does, {@code a.setDouble(1.7, 0)} truncates a single element, too.
     *
     * {@snippet :
     * a.set(0.5, 1, 2);          // a[1, 2] = 0.5
     * a.set(0.0, a.lt(0));       // a[a < 0] = 0
     * a.set(1.0, "::2, -1");     // a[::2, -1] = 1
     * }
     *
     * @param value rounded to this dtype
     * @param indexes as for {@link #get(Object...)}
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if the dtype is an integer one that does not have this value, or as for
     *     {@link #get(Object...)}
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(double value, Object... indexes) {
        set(Scalars.of(view.dtype(), value), indexes);
    }

    /**
     * Assigns an integer to all elements: NumPy's {@code a[...] = value}.
     *
     * @param value rounded to this dtype if that is a floating one
     * @throws IllegalArgumentException if the dtype is an integer one that does not have this value
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(long value) {
        set(value, Index.ELLIPSIS);
    }

    /**
     * Assigns an integer to the elements that indexes select: NumPy's {@code a[indexes] = value}.
     *
     * @param value rounded to this dtype if that is a floating one
     * @param indexes as for {@link #get(Object...)}
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if the dtype is an integer one that does not have this value, or as for
     *     {@link #get(Object...)}
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(long value, Object... indexes) {
        set(Scalars.of(view.dtype(), value), indexes);
    }

    /**
     * Assigns true or false to all elements; in other dtypes than bool these are 1 and 0.
     *
     * @param value the value
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(boolean value) {
        set(value, Index.ELLIPSIS);
    }

    /**
     * Assigns true or false to the elements that indexes select; in other dtypes than bool these are 1 and 0.
     *
     * @param value the value
     * @param indexes as for {@link #get(Object...)}
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException as for {@link #get(Object...)}
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(boolean value, Object... indexes) {
        set(Scalars.of(view.dtype(), value), indexes);
    }

    /**
     * Assigns a complex number to all elements.
     *
     * @param value rounded to this dtype
     * @throws IllegalArgumentException if the dtype is a real one and the imaginary part is not 0
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(Complex value) {
        set(value, Index.ELLIPSIS);
    }

    /**
     * Assigns a complex number to the elements that indexes select.
     *
     * @param value rounded to this dtype
     * @param indexes as for {@link #get(Object...)}
     * @throws IndexOutOfBoundsException if a position is out of range
     * @throws IllegalArgumentException if the dtype is a real one and the imaginary part is not 0, or as for
     *     {@link #get(Object...)}
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void set(Complex value, Object... indexes) {
        set(Scalars.of(view.dtype(), value), indexes);
    }

    private void set(Program.Constant value, Object[] indexes) {
        requireWritable();
        Selection.of(view, indexes).set(value);
    }

    /**
     * Adds to the elements that indexes select, once for each time that they are selected: NumPy's
     * {@code np.add.at(a, indexes, value)}. Unlike with {@code a.get(…)} and {@code set}, repeated indexes add
     * repeatedly, in C order; each sum is rounded to this dtype, integers wrap.
     *
     * {@snippet :
     * NdArray histogram = NdArray.zeros(DType.INT64, 10);
     * histogram.addAt(1, digits);   // counts how often each digit occurs
     * }
     *
     * @param value broadcast to the shape that {@link #get(Object...)} has; it may share memory with this array
     * @param indexes as for {@link #get(Object...)}
     * @throws IndexOutOfBoundsException if a position is out of range; what comes before it has been added
     * @throws IllegalArgumentException if this array is of bool, if floating values are added to integers or
     *     complex ones to real ones, if the shape of the value cannot be broadcast, or as for
     *     {@link #get(Object...)}
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void addAt(NdArray value, Object... indexes) {
        requireWritable();
        DType own = view.dtype();
        DType other = value.view.dtype();
        if (other.isComplex() && !own.isComplex() || other.isFloating() && (own.isInteger() || own == DType.BOOL)) {
            throw new IllegalArgumentException(other + " cannot be added to " + own + " in place");
        }
        Selection.of(view, indexes).add(value.view);
    }

    /**
     * Adds a number to the elements that indexes select, once for each time that they are selected; see
     * {@link #addAt(NdArray, Object...)}.
     *
     * @param value rounded to this dtype
     * @param indexes as for {@link #get(Object...)}
     * @throws IndexOutOfBoundsException if a position is out of range; what comes before it has been added
     * @throws IllegalArgumentException if the dtype is bool, or an integer one that does not have this value, or as
     *     for {@link #get(Object...)}
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void addAt(double value, Object... indexes) {
        addAt(Scalars.of(view.dtype(), value), indexes);
    }

    /**
     * Adds an integer to the elements that indexes select, once for each time that they are selected; see
     * {@link #addAt(NdArray, Object...)}.
     *
     * @param value rounded to this dtype if that is a floating one
     * @param indexes as for {@link #get(Object...)}
     * @throws IndexOutOfBoundsException if a position is out of range; what comes before it has been added
     * @throws IllegalArgumentException if the dtype is bool, or an integer one that does not have this value, or as
     *     for {@link #get(Object...)}
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void addAt(long value, Object... indexes) {
        addAt(Scalars.of(view.dtype(), value), indexes);
    }

    /**
     * Adds a complex number to the elements that indexes select, once for each time that they are selected; see
     * {@link #addAt(NdArray, Object...)}.
     *
     * @param value rounded to this dtype
     * @param indexes as for {@link #get(Object...)}
     * @throws IndexOutOfBoundsException if a position is out of range; what comes before it has been added
     * @throws IllegalArgumentException if the dtype is bool or a real one that does not have this value, or as for
     *     {@link #get(Object...)}
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void addAt(Complex value, Object... indexes) {
        addAt(Scalars.of(view.dtype(), value), indexes);
    }

    private void addAt(Program.Constant value, Object[] indexes) {
        requireWritable();
        Selection.of(view, indexes).add(scalar(value));
    }

    private static View scalar(Program.Constant value) {
        View scalar = Blocks.empty(value.dtype());
        Elementwise.fill(scalar, value);
        return scalar;
    }

    /**
     * The parts at positions of one axis: {@code np.take(a, indices, axis)}.
     *
     * {@snippet :
     * NdArray columns = a.take(NdArray.of(1, 0), 1);   // a[:, [1, 0]]
     * }
     *
     * @param indices integers, negative ones counted from the end
     * @param axis the axis; negative ones count from the end
     * @return a new array of this shape, in which the axis is replaced by those of the indices
     * @throws IndexOutOfBoundsException if an index is out of range
     * @throws IllegalArgumentException if the indices are no integers or there is no such axis
     */
    public NdArray take(NdArray indices, int axis) {
        requireIntegers(indices);
        return along(indices, axis).take(null);
    }

    /**
     * {@link #take(NdArray, int)} into a given array.
     *
     * @param indices integers, negative ones counted from the end
     * @param axis the axis; negative ones count from the end
     * @param out receives the parts, cast to its dtype; it may share memory with this array or the indices
     * @return {@code out}
     * @throws IndexOutOfBoundsException if an index is out of range; some parts may have been written
     * @throws IllegalArgumentException if the indices are no integers, there is no such axis or {@code out} does not
     *     fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray take(NdArray indices, int axis, NdArray out) {
        requireIntegers(indices);
        return along(indices, axis).take(out);
    }

    /**
     * The elements at positions of the array seen as flat, in C order: {@code np.take(a, indices)}.
     *
     * @param indices integers, negative ones counted from the end
     * @return a new array of this dtype and the indices' shape
     * @throws IndexOutOfBoundsException if an index is out of range
     * @throws IllegalArgumentException if the indices are no integers
     */
    public NdArray take(NdArray indices) {
        return takeFlat(indices, null);
    }

    /**
     * {@link #take(NdArray)} into a given array.
     *
     * @param indices integers, negative ones counted from the end
     * @param out of the indices' shape; receives the elements, cast to its dtype. It may share memory with this array
     *     or the indices
     * @return {@code out}
     * @throws IndexOutOfBoundsException if an index is out of range; some elements may have been written
     * @throws IllegalArgumentException if the indices are no integers or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray take(NdArray indices, NdArray out) {
        return takeFlat(indices, out);
    }

    private NdArray takeFlat(NdArray indices, @Nullable NdArray out) {
        requireIntegers(indices);
        View index = flatPositions(indices.view);
        View target = Output.target("take", indices.view.shape(), view.dtype(), out, view, index);
        Gather.take(target, Selection.flat(view, index), index, -1);
        return Output.deliver(target, out);
    }

    /**
     * Assigns to positions of the array seen as flat, in C order: {@code np.put(a, indices, values)}.
     *
     * @param indices integers, negative ones counted from the end; of repeated ones the last stays
     * @param values taken in C order, from the beginning again when there are fewer than indices; without any,
     *     nothing is assigned. They are cast to this dtype and may share memory with this array
     * @throws IndexOutOfBoundsException if an index is out of range; those before it may have been assigned
     * @throws IllegalArgumentException if the indices are no integers
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void put(NdArray indices, NdArray values) {
        requireWritable();
        requireIntegers(indices);
        long count = indices.size();
        long given = values.size();
        if (count == 0 || given == 0) {
            return;
        }
        View own = Blocks.empty(view.dtype(), values.view.shape());
        Elementwise.copy(own, values.view);
        View in = View.contiguous(own.segment(), own.dtype(), Math.min(count, given));
        if (given < count) {
            in = Blocks.empty(own.dtype(), count);
            long whole = count - count % given;
            View line = View.contiguous(own.segment(), own.dtype(), given);
            Elementwise.copy(View.contiguous(in.segment(), in.dtype(), whole / given, given), line);
            View rest = View.contiguous(in.segment().asSlice(whole * in.dtype().byteSize()), in.dtype(), count - whole);
            Elementwise.copy(rest, View.contiguous(own.segment(), own.dtype(), count - whole));
        }
        View index = flatPositions(indices.view);
        Gather.put(Selection.flat(view, index), View.contiguous(in.segment(), in.dtype(), index.shape()), index, -1);
    }

    /**
     * Assigns a scalar to positions of the array seen as flat, in C order; see {@link #put(NdArray, NdArray)}.
     *
     * @param indices integers, negative ones counted from the end
     * @param value rounded to this dtype
     * @throws IndexOutOfBoundsException if an index is out of range; those before it may have been assigned
     * @throws IllegalArgumentException if the indices are no integers, or the dtype is an integer one that does not
     *     have this value
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void put(NdArray indices, double value) {
        put(indices, NdArray.from(scalar(Scalars.of(view.dtype(), value))));
    }

    /**
     * Assigns a scalar to positions of the array seen as flat, in C order; see {@link #put(NdArray, NdArray)}.
     *
     * @param indices integers, negative ones counted from the end
     * @param value rounded to this dtype
     * @throws IndexOutOfBoundsException if an index is out of range; those before it may have been assigned
     * @throws IllegalArgumentException if the indices are no integers, or the dtype is an integer one that does not
     *     have this value
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void put(NdArray indices, long value) {
        put(indices, NdArray.from(scalar(Scalars.of(view.dtype(), value))));
    }

    /**
     * Assigns a scalar to positions of the array seen as flat, in C order; see {@link #put(NdArray, NdArray)}.
     *
     * @param indices integers, negative ones counted from the end
     * @param value 1 or 0 in other dtypes than bool
     * @throws IndexOutOfBoundsException if an index is out of range; those before it may have been assigned
     * @throws IllegalArgumentException if the indices are no integers
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void put(NdArray indices, boolean value) {
        put(indices, NdArray.from(scalar(Scalars.of(view.dtype(), value))));
    }

    /**
     * Assigns a scalar to positions of the array seen as flat, in C order; see {@link #put(NdArray, NdArray)}.
     *
     * @param indices integers, negative ones counted from the end
     * @param value rounded to this dtype
     * @throws IndexOutOfBoundsException if an index is out of range; those before it may have been assigned
     * @throws IllegalArgumentException if the indices are no integers, or the dtype is a real one that does not have
     *     this value
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void put(NdArray indices, Complex value) {
        put(indices, NdArray.from(scalar(Scalars.of(view.dtype(), value))));
    }

    /** Positions in this array as flat; checked and our own where they have to be turned into distances. */
    private View flatPositions(View index) {
        if (Layouts.reshape(view, view.size()) != null) {
            return index;
        }
        View own = Blocks.empty(DType.INT64, index.shape());
        Gather.begin(own, 0, null);
        Gather.accumulate(own, index, 0, view.size(), 1, -1);
        return own;
    }

    /**
     * One element for each line along an axis, at a position of its own: {@code np.take_along_axis(a, indices,
     * axis)}. Goes with {@code argmin}, {@code argmax} and sorting.
     *
     * {@snippet :
     * NdArray at = a.argmax(axis(1).keepDims());
     * NdArray largest = a.takeAlongAxis(at, 1);   // the maximum of each row
     * }
     *
     * @param indices integers, negative ones counted from the end, of this rank; their shape is broadcast with this
     *     one but for the axis
     * @param axis the axis; negative ones count from the end
     * @return a new array of the shape broadcast, with the indices' length along the axis
     * @throws IndexOutOfBoundsException if an index is out of range
     * @throws IllegalArgumentException if the indices are no integers or of another rank, the shapes cannot be
     *     broadcast or there is no such axis
     */
    public NdArray takeAlongAxis(NdArray indices, int axis) {
        Along along = new Along(indices, axis);
        View out = Blocks.empty(view.dtype(), along.index.shape());
        Gather.take(out, along.bytes, along.index, axis);
        return NdArray.from(out);
    }

    /**
     * Assigns one element for each line along an axis, at a position of its own: {@code np.put_along_axis(a,
     * indices, values, axis)}.
     *
     * @param indices as for {@link #takeAlongAxis}; of repeated ones the last stays
     * @param values broadcast to the shape that {@link #takeAlongAxis} gives, and cast to this dtype; they may share
     *     memory with this array
     * @param axis the axis; negative ones count from the end
     * @throws IndexOutOfBoundsException if an index is out of range; nothing has been assigned then
     * @throws IllegalArgumentException as for {@link #takeAlongAxis}, or if the shape of the values cannot be
     *     broadcast
     * @throws UnsupportedOperationException if this array is read-only
     */
    public void putAlongAxis(NdArray indices, NdArray values, int axis) {
        requireWritable();
        Along along = new Along(indices, axis);
        long[] target = along.index.shape();
        View own = values.view;
        View in = Layouts.broadcastTo(own, target);
        if (own.dtype() != view.dtype() || Layouts.overlap(view, own) != Layouts.Overlap.NONE) {
            View copy = Blocks.empty(view.dtype(), own.shape());
            Elementwise.copy(copy, own);
            in = Layouts.broadcastTo(copy, target);
        }
        Gather.put(along.bytes, in, along.index, axis);
    }

    /** One position along an axis for each place of the other axes, as distances in bytes. */
    private final class Along {
        /** This array as single bytes, from the lowest one on. */
        final View bytes;

        /** Checked distances in it. */
        final View index;

        Along(NdArray indices, int which) {
            requireIntegers(indices);
            int axis = Layouts.axis(which, view.rank());
            if (indices.ndim() != view.rank()) {
                throw new IllegalArgumentException("indices of shape " + Layouts.toString(indices.view.shape())
                        + " along axis " + axis + " of shape " + Layouts.toString(view.shape())
                        + ": the ranks are not the same");
            }
            // Along the axis the indices' length counts alone.
            long[] own = view.shape().clone();
            own[axis] = 1;
            long[] common = Layouts.broadcast(own, indices.view.shape()).clone();
            common[axis] = indices.view.shape()[axis];
            long[] steps = view.strides().clone();
            steps[axis] = 0;
            long low = view.offset();
            long span = 1;
            for (int i = 0; i < steps.length; i++) {
                if (view.shape()[i] == 1) {
                    steps[i] = 0;
                }
                long extent = Math.max(0, view.shape()[i] - 1) * view.strides()[i];
                low += Math.min(0, extent);
                span += Math.abs(extent);
            }
            index = Blocks.empty(DType.INT64, common);
            Gather.begin(index, view.offset() - low, steps);
            Gather.accumulate(
                    index,
                    Layouts.broadcastTo(indices.view, common),
                    0,
                    view.shape()[axis],
                    view.strides()[axis],
                    axis);
            bytes = new View(view.segment(), low, view.dtype(), new long[] {span}, new long[] {1});
        }
    }

    /**
     * The parts along an axis where a mask is true: {@code np.compress(mask, a, axis)}.
     *
     * @param mask bools of rank 1; it may be shorter than the axis, and longer as far as it is false there
     * @param axis the axis; negative ones count from the end
     * @return a new array
     * @throws IndexOutOfBoundsException if the mask is true behind the end of the axis
     * @throws IllegalArgumentException if the mask is not of bools and rank 1, or there is no such axis
     */
    public NdArray compress(NdArray mask, int axis) {
        return take(positions(mask), axis);
    }

    /**
     * The elements where a mask is true, of the array seen as flat in C order: {@code np.compress(mask, a)}.
     *
     * @param mask bools of rank 1; it may be shorter than the array, and longer as far as it is false there
     * @return a new array of rank 1
     * @throws IndexOutOfBoundsException if the mask is true behind the end
     * @throws IllegalArgumentException if the mask is not of bools and rank 1
     */
    public NdArray compress(NdArray mask) {
        return take(positions(mask));
    }

    private static NdArray positions(NdArray mask) {
        if (mask.dtype() != DType.BOOL || mask.ndim() != 1) {
            throw new IllegalArgumentException("compress takes a mask of bools and rank 1: this one is " + mask.dtype()
                    + " of shape " + Layouts.toString(mask.view.shape()));
        }
        return NdArray.from(Gather.nonzero(mask.view));
    }

    /**
     * Where elements are not 0 (NaN is not), in C order: {@code np.nonzero(a)}.
     *
     * {@snippet :
     * NdArray[] at = a.nonzero();
     * NdArray values = a.get((Object[]) at);   // those elements
     * }
     *
     * @return for each axis the positions along it, int64 of rank 1
     * @throws IllegalArgumentException for an array of rank 0
     */
    public NdArray[] nonzero() {
        int rank = view.rank();
        if (rank == 0) {
            throw new IllegalArgumentException("an array of rank 0 has no axis to give positions along");
        }
        View flat = Gather.nonzero(truth());
        NdArray[] result = new NdArray[rank];
        if (rank == 1) {
            result[0] = NdArray.from(flat);
            return result;
        }
        long count = flat.size();
        View all = Blocks.empty(DType.INT64, rank, count);
        long line = count * Long.BYTES;
        Gather.split(
                new View(all.segment(), 0, DType.INT64, new long[] {count, rank}, new long[] {Long.BYTES, line}),
                flat,
                view.shape());
        for (int axis = 0; axis < rank; axis++) {
            result[axis] = NdArray.from(
                    new View(all.segment(), axis * line, DType.INT64, new long[] {count}, new long[] {Long.BYTES}));
        }
        return result;
    }

    /**
     * The indexes of the elements that are not 0 (NaN is not), in C order: {@code np.argwhere(a)}.
     *
     * @return int64 of shape (number of them, rank)
     */
    public NdArray argwhere() {
        View flat = Gather.nonzero(truth());
        View all = Blocks.empty(DType.INT64, flat.size(), view.rank());
        Gather.split(all, flat, view.shape());
        return NdArray.from(all);
    }

    /** This array as bools. */
    private View truth() {
        if (view.dtype() == DType.BOOL) {
            return view;
        }
        View bools = Blocks.empty(DType.BOOL, view.shape());
        Elementwise.copy(bools, view);
        return bools;
    }

    /** A selection by an array along one axis. */
    private Selection along(NdArray index, int which) {
        int axis = Layouts.axis(which, view.rank());
        Object[] indexes = new Object[axis + 1];
        Arrays.fill(indexes, Index.ALL);
        indexes[axis] = index;
        return Selection.of(view, indexes);
    }

    private static void requireIntegers(NdArray indices) {
        if (!indices.dtype().isInteger()) {
            throw new IllegalArgumentException("indices are integers: these are " + indices.dtype()
                    + (indices.dtype() == DType.BOOL ? ", for which there are get(mask) and compress" : ""));
        }
    }

    private void requireAxes(int count) {
        if (count > view.rank()) {
            throw Selection.tooMany(count, view.rank());
        }
    }

    private long step(long position, int axis) {
        return Gather.checked(position, view.shape()[axis], axis) * view.strides()[axis];
    }

    /** The axes behind some. */
    private NdArray behind(int axes, long distance) {
        int rank = view.rank();
        long[] shape = Arrays.copyOfRange(view.shape(), axes, rank);
        View part = new View(
                view.segment(),
                view.offset() + distance,
                view.dtype(),
                shape,
                Arrays.copyOfRange(view.strides(), axes, rank));
        return NdArray.from(part.size() == 0 ? Selection.empty(part, view) : part);
    }
}
