package io.hotloop;

import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.Gather;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.View;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The layout of an array and its single elements; see {@link NdArray}. What makes arrays of arrays is further down
 * the chain of classes.
 */
abstract sealed class ArrayElements permits ArrayViews {
    /** The memory and how the elements lie in it. */
    final View view;

    /** Whether elements may be written: the segment allows it, and no two indexes lead to the same element. */
    private final boolean writable;

    ArrayElements(View view) {
        this.view = view;
        this.writable = !view.segment().isReadOnly() && !Layouts.repeats(view);
    }

    /** This, as what it always is. */
    final NdArray self() {
        return (NdArray) this;
    }

    /** Throws UnsupportedOperationException if elements cannot be written. */
    final void requireWritable() {
        if (!writable) {
            throw readOnly();
        }
    }

    private UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException(
                view.segment().isReadOnly()
                        ? "array is read-only"
                        : "array is read-only: it is broadcast, several indexes lead to the same element; copy() first");
    }

    /** Dtype and shape for messages, such as {@code float64[3,4]}. */
    final String layout() {
        String shape = Arrays.toString(view.shape());
        return view.dtype() + shape.replace(" ", "");
    }

    /**
     * The type of the elements.
     *
     * @return the dtype
     */
    public DType dtype() {
        return view.dtype();
    }

    /**
     * How many elements lie along each axis, outermost first.
     *
     * @return the lengths, in an array of the caller's own; empty for a 0-d array
     */
    public long[] shape() {
        return view.shape().clone();
    }

    /**
     * How many elements lie along an axis.
     *
     * @param axis the axis, from {@code -ndim()} to {@code ndim() - 1}; a negative one counts from the end
     * @return the length
     * @throws IllegalArgumentException if there is no such axis
     */
    public long shape(int axis) {
        return view.shape()[Layouts.axis(axis, view.rank())];
    }

    /**
     * The number of axes.
     *
     * @return 0 to 64
     */
    public int ndim() {
        return view.rank();
    }

    /**
     * The number of elements.
     *
     * @return the product of the shape, 1 for a 0-d array
     */
    public long size() {
        return view.size();
    }

    /**
     * The size of the elements: {@code size() * dtype().byteSize()}, whatever memory they share or skip.
     *
     * @return bytes
     */
    public long byteSize() {
        return view.size() * view.dtype().byteSize();
    }

    /**
     * The distance in memory between neighbours along each axis: negative where an axis was turned, 0 where elements
     * repeat, of no meaning where an axis is shorter than 2.
     *
     * @return bytes for each axis, in an array of the caller's own
     */
    public long[] strides() {
        return view.strides().clone();
    }

    /**
     * Tells whether the elements lie in C order without gaps: the last axis varies fastest.
     *
     * @return true as well for an array without elements
     */
    public boolean isContiguous() {
        return view.isContiguous();
    }

    /**
     * Tells whether elements cannot be written: the memory is read-only (a mapped file, a wrapped segment), or the array
     * is broadcast, so that several indexes lead to the same element. Writing throws
     * {@link UnsupportedOperationException}.
     *
     * @return true if so
     */
    public boolean isReadOnly() {
        return !writable;
    }

    /**
     * The memory of a contiguous array, without a copy: {@link #byteSize()} bytes in C order and native byte order.
     * Writes go both ways. The segment has the array's scope and keeps the memory alive; it may be on the heap, and it
     * is aligned no better than what was wrapped.
     *
     * {@snippet :
     * NdArray a = NdArray.of(1.0, 2.0, 3.0);
     * double second = a.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, 1); // 2.0
     * }
     *
     * @return the elements
     * @throws IllegalStateException if the array is not contiguous; {@link NdArray#asContiguous()} copies such a one
     */
    public MemorySegment segment() {
        if (!view.isContiguous()) {
            throw new IllegalStateException("array " + layout() + " is not contiguous, its strides are "
                    + Arrays.toString(view.strides()) + ": asContiguous() copies it");
        }
        return view.segment().asSlice(view.offset(), byteSize());
    }

    // Where elements lie. The code is kept small: C2 inlines all of it into a caller's loop.

    private IndexOutOfBoundsException wrongCount(int count) {
        return new IndexOutOfBoundsException(count + (count == 1 ? " index" : " indexes") + " for an array of rank "
                + view.rank() + " and shape " + Layouts.toString(view.shape()));
    }

    private long at(long i) {
        View v = view;
        if (v.shape().length != 1) {
            throw wrongCount(1);
        }
        return v.offset() + Gather.checked(i, v.shape()[0], 0) * v.strides()[0];
    }

    private long at(long i, long j) {
        View v = view;
        long[] shape = v.shape();
        long[] strides = v.strides();
        if (shape.length != 2) {
            throw wrongCount(2);
        }
        return v.offset() + Gather.checked(i, shape[0], 0) * strides[0] + Gather.checked(j, shape[1], 1) * strides[1];
    }

    private long at(long i, long j, long k) {
        View v = view;
        long[] shape = v.shape();
        long[] strides = v.strides();
        if (shape.length != 3) {
            throw wrongCount(3);
        }
        return v.offset()
                + Gather.checked(i, shape[0], 0) * strides[0]
                + Gather.checked(j, shape[1], 1) * strides[1]
                + Gather.checked(k, shape[2], 2) * strides[2];
    }

    private long at(long i, long j, long k, long l) {
        View v = view;
        long[] shape = v.shape();
        long[] strides = v.strides();
        if (shape.length != 4) {
            throw wrongCount(4);
        }
        return v.offset()
                + Gather.checked(i, shape[0], 0) * strides[0]
                + Gather.checked(j, shape[1], 1) * strides[1]
                + Gather.checked(k, shape[2], 2) * strides[2]
                + Gather.checked(l, shape[3], 3) * strides[3];
    }

    private long at(long[] indexes) {
        View v = view;
        long[] shape = v.shape();
        if (shape.length != indexes.length) {
            throw wrongCount(indexes.length);
        }
        long at = v.offset();
        for (int axis = 0; axis < shape.length; axis++) {
            at += Gather.checked(indexes[axis], shape[axis], axis) * v.strides()[axis];
        }
        return at;
    }

    private long atItem() {
        if (view.size() != 1) {
            throw new IllegalArgumentException("array " + layout() + " has " + view.size()
                    + " elements: only an array of exactly one has an item");
        }
        return view.offset();
    }

    // What an element is as a Java value, and back.

    private double readDouble(long at) {
        try {
            View v = view;
            return Elements.getDouble(v.segment(), at, v.dtype());
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private float readFloat(long at) {
        try {
            View v = view;
            return v.dtype() == DType.FLOAT32 ? v.segment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, at) : castToFloat(at);
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private float castToFloat(long at) {
        // 64-bit integers go through no double, which would round a second time.
        return switch (view.dtype()) {
            case INT64 -> (float) Elements.getLong(view.segment(), at, DType.INT64);
            case UINT64 -> Elements.unsignedToFloat(Elements.getLong(view.segment(), at, DType.UINT64));
            default -> (float) Elements.getDouble(view.segment(), at, view.dtype());
        };
    }

    private long readLong(long at) {
        try {
            View v = view;
            return Elements.getLong(v.segment(), at, v.dtype());
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private int readInt(long at) {
        try {
            View v = view;
            return v.dtype() == DType.INT32 ? v.segment().get(ValueLayout.JAVA_INT_UNALIGNED, at) : castToInt(at);
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private int castToInt(long at) {
        return view.dtype().isFloating() || view.dtype().isComplex()
                ? (int) Elements.getDouble(view.segment(), at, view.dtype())
                : (int) Elements.getLong(view.segment(), at, view.dtype());
    }

    private boolean readBoolean(long at) {
        try {
            View v = view;
            return v.dtype() == DType.BOOL
                    ? v.segment().get(ValueLayout.JAVA_BYTE, at) != 0
                    : Elements.getBoolean(v.segment(), at, v.dtype());
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private Complex readComplex(long at) {
        try {
            View v = view;
            return new Complex(
                    Elements.getReal(v.segment(), at, v.dtype()), Elements.getImag(v.segment(), at, v.dtype()));
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private void writeDouble(double value, long at) {
        try {
            View v = view;
            requireWritable();
            Elements.setDouble(v.segment(), at, v.dtype(), value);
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private void writeFloat(float value, long at) {
        try {
            View v = view;
            requireWritable();
            if (v.dtype() == DType.FLOAT32) {
                // Not by way of a double, which would quiet a signalling NaN.
                v.segment().set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, value);
            } else {
                Elements.setDouble(v.segment(), at, v.dtype(), value);
            }
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private void writeLong(long value, long at) {
        try {
            View v = view;
            requireWritable();
            Elements.setLong(v.segment(), at, v.dtype(), value);
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private void writeInt(int value, long at) {
        try {
            View v = view;
            requireWritable();
            Elements.setLong(v.segment(), at, v.dtype(), value);
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private void writeBoolean(boolean value, long at) {
        try {
            requireWritable();
            Elements.setBoolean(view.segment(), at, view.dtype(), value);
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    private void writeComplex(Complex value, long at) {
        try {
            requireWritable();
            Elements.setComplex(view.segment(), at, view.dtype(), value.re(), value.im());
        } catch (IllegalStateException | WrongThreadException e) {
            throw Blocks.unusable(view, e);
        }
    }

    // Elements read

    /**
     * An element of a 1-d array, as a double: integers are rounded to the nearest one, of complex numbers the real part
     * is taken, true is 1.0.
     *
     * @param i the index along the only axis; a negative one counts from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public double getDouble(long i) {
        return readDouble(at(i));
    }

    /**
     * An element of a 2-d array, as a double: integers are rounded to the nearest one, of complex numbers the real part
     * is taken, true is 1.0.
     *
     * {@snippet :
     * double trace = 0;
     * for (long i = 0; i < a.shape(0); i++) {
     *     trace += a.getDouble(i, i);
     * }
     * }
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public double getDouble(long i, long j) {
        return readDouble(at(i, j));
    }

    /**
     * An element of a 3-d array, as a double: integers are rounded to the nearest one, of complex numbers the real part
     * is taken, true is 1.0.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public double getDouble(long i, long j, long k) {
        return readDouble(at(i, j, k));
    }

    /**
     * An element of a 4-d array, as a double: integers are rounded to the nearest one, of complex numbers the real part
     * is taken, true is 1.0.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public double getDouble(long i, long j, long k, long l) {
        return readDouble(at(i, j, k, l));
    }

    /**
     * An element of an array of any rank, as a double: integers are rounded to the nearest one, of complex numbers the
     * real part is taken, true is 1.0.
     *
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public double getDouble(long... indexes) {
        return readDouble(at(indexes));
    }

    /**
     * An element of a 1-d array, as a float: rounded to the nearest one, of complex numbers the real part is taken,
     * true is 1.0f.
     *
     * @param i the index along the only axis; a negative one counts from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public float getFloat(long i) {
        return readFloat(at(i));
    }

    /**
     * An element of a 2-d array, as a float: rounded to the nearest one, of complex numbers the real part is taken,
     * true is 1.0f.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public float getFloat(long i, long j) {
        return readFloat(at(i, j));
    }

    /**
     * An element of a 3-d array, as a float: rounded to the nearest one, of complex numbers the real part is taken,
     * true is 1.0f.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public float getFloat(long i, long j, long k) {
        return readFloat(at(i, j, k));
    }

    /**
     * An element of a 4-d array, as a float: rounded to the nearest one, of complex numbers the real part is taken,
     * true is 1.0f.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public float getFloat(long i, long j, long k, long l) {
        return readFloat(at(i, j, k, l));
    }

    /**
     * An element of an array of any rank, as a float: rounded to the nearest one, of complex numbers the real part is
     * taken, true is 1.0f.
     *
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public float getFloat(long... indexes) {
        return readFloat(at(indexes));
    }

    /**
     * An element of a 1-d array, as a long: floats are truncated, beyond the range of long saturated, NaN gives 0; a
     * uint64 keeps its 64 bits; of complex numbers the real part is taken.
     *
     * @param i the index along the only axis; a negative one counts from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public long getLong(long i) {
        return readLong(at(i));
    }

    /**
     * An element of a 2-d array, as a long: floats are truncated, beyond the range of long saturated, NaN gives 0; a
     * uint64 keeps its 64 bits; of complex numbers the real part is taken.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public long getLong(long i, long j) {
        return readLong(at(i, j));
    }

    /**
     * An element of a 3-d array, as a long: floats are truncated, beyond the range of long saturated, NaN gives 0; a
     * uint64 keeps its 64 bits; of complex numbers the real part is taken.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public long getLong(long i, long j, long k) {
        return readLong(at(i, j, k));
    }

    /**
     * An element of a 4-d array, as a long: floats are truncated, beyond the range of long saturated, NaN gives 0; a
     * uint64 keeps its 64 bits; of complex numbers the real part is taken.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public long getLong(long i, long j, long k, long l) {
        return readLong(at(i, j, k, l));
    }

    /**
     * An element of an array of any rank, as a long: floats are truncated, beyond the range of long saturated, NaN
     * gives 0; a uint64 keeps its 64 bits; of complex numbers the real part is taken.
     *
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public long getLong(long... indexes) {
        return readLong(at(indexes));
    }

    /**
     * An element of a 1-d array, as an int: floats are truncated, beyond the range of int saturated, NaN gives 0; of
     * wider integers the low 32 bits are kept; of complex numbers the real part is taken.
     *
     * @param i the index along the only axis; a negative one counts from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public int getInt(long i) {
        return readInt(at(i));
    }

    /**
     * An element of a 2-d array, as an int: floats are truncated, beyond the range of int saturated, NaN gives 0; of
     * wider integers the low 32 bits are kept; of complex numbers the real part is taken.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public int getInt(long i, long j) {
        return readInt(at(i, j));
    }

    /**
     * An element of a 3-d array, as an int: floats are truncated, beyond the range of int saturated, NaN gives 0; of
     * wider integers the low 32 bits are kept; of complex numbers the real part is taken.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public int getInt(long i, long j, long k) {
        return readInt(at(i, j, k));
    }

    /**
     * An element of a 4-d array, as an int: floats are truncated, beyond the range of int saturated, NaN gives 0; of
     * wider integers the low 32 bits are kept; of complex numbers the real part is taken.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public int getInt(long i, long j, long k, long l) {
        return readInt(at(i, j, k, l));
    }

    /**
     * An element of an array of any rank, as an int: floats are truncated, beyond the range of int saturated, NaN gives
     * 0; of wider integers the low 32 bits are kept; of complex numbers the real part is taken.
     *
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public int getInt(long... indexes) {
        return readInt(at(indexes));
    }

    /**
     * An element of a 1-d array, as a boolean: whether it is not 0; NaN is not.
     *
     * @param i the index along the only axis; a negative one counts from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public boolean getBoolean(long i) {
        return readBoolean(at(i));
    }

    /**
     * An element of a 2-d array, as a boolean: whether it is not 0; NaN is not.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public boolean getBoolean(long i, long j) {
        return readBoolean(at(i, j));
    }

    /**
     * An element of a 3-d array, as a boolean: whether it is not 0; NaN is not.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public boolean getBoolean(long i, long j, long k) {
        return readBoolean(at(i, j, k));
    }

    /**
     * An element of a 4-d array, as a boolean: whether it is not 0; NaN is not.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public boolean getBoolean(long i, long j, long k, long l) {
        return readBoolean(at(i, j, k, l));
    }

    /**
     * An element of an array of any rank, as a boolean: whether it is not 0; NaN is not.
     *
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public boolean getBoolean(long... indexes) {
        return readBoolean(at(indexes));
    }

    /**
     * An element of a 1-d array, as a complex number: of real dtypes the imaginary part is 0.0.
     *
     * @param i the index along the only axis; a negative one counts from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public Complex getComplex(long i) {
        return readComplex(at(i));
    }

    /**
     * An element of a 2-d array, as a complex number: of real dtypes the imaginary part is 0.0.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public Complex getComplex(long i, long j) {
        return readComplex(at(i, j));
    }

    /**
     * An element of a 3-d array, as a complex number: of real dtypes the imaginary part is 0.0.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public Complex getComplex(long i, long j, long k) {
        return readComplex(at(i, j, k));
    }

    /**
     * An element of a 4-d array, as a complex number: of real dtypes the imaginary part is 0.0.
     *
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public Complex getComplex(long i, long j, long k, long l) {
        return readComplex(at(i, j, k, l));
    }

    /**
     * An element of an array of any rank, as a complex number: of real dtypes the imaginary part is 0.0.
     *
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @return the element
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     */
    public Complex getComplex(long... indexes) {
        return readComplex(at(indexes));
    }

    // Elements written

    /**
     * Writes an element of a 1-d array.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param i the index along the only axis; a negative one counts from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setDouble(double value, long i) {
        writeDouble(value, at(i));
    }

    /**
     * Writes an element of a 2-d array.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setDouble(double value, long i, long j) {
        writeDouble(value, at(i, j));
    }

    /**
     * Writes an element of a 3-d array.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setDouble(double value, long i, long j, long k) {
        writeDouble(value, at(i, j, k));
    }

    /**
     * Writes an element of a 4-d array.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setDouble(double value, long i, long j, long k, long l) {
        writeDouble(value, at(i, j, k, l));
    }

    /**
     * Writes an element of an array of any rank.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setDouble(double value, long... indexes) {
        writeDouble(value, at(indexes));
    }

    /**
     * Writes an element of a 1-d array.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param i the index along the only axis; a negative one counts from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setFloat(float value, long i) {
        writeFloat(value, at(i));
    }

    /**
     * Writes an element of a 2-d array.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setFloat(float value, long i, long j) {
        writeFloat(value, at(i, j));
    }

    /**
     * Writes an element of a 3-d array.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setFloat(float value, long i, long j, long k) {
        writeFloat(value, at(i, j, k));
    }

    /**
     * Writes an element of a 4-d array.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setFloat(float value, long i, long j, long k, long l) {
        writeFloat(value, at(i, j, k, l));
    }

    /**
     * Writes an element of an array of any rank.
     *
     * @param value the value; integer dtypes truncate it and saturate, NaN gives 0; bool takes whether it is not 0
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setFloat(float value, long... indexes) {
        writeFloat(value, at(indexes));
    }

    /**
     * Writes an element of a 1-d array.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param i the index along the only axis; a negative one counts from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setLong(long value, long i) {
        writeLong(value, at(i));
    }

    /**
     * Writes an element of a 2-d array.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setLong(long value, long i, long j) {
        writeLong(value, at(i, j));
    }

    /**
     * Writes an element of a 3-d array.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setLong(long value, long i, long j, long k) {
        writeLong(value, at(i, j, k));
    }

    /**
     * Writes an element of a 4-d array.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setLong(long value, long i, long j, long k, long l) {
        writeLong(value, at(i, j, k, l));
    }

    /**
     * Writes an element of an array of any rank.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setLong(long value, long... indexes) {
        writeLong(value, at(indexes));
    }

    /**
     * Writes an element of a 1-d array.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param i the index along the only axis; a negative one counts from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setInt(int value, long i) {
        writeInt(value, at(i));
    }

    /**
     * Writes an element of a 2-d array.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setInt(int value, long i, long j) {
        writeInt(value, at(i, j));
    }

    /**
     * Writes an element of a 3-d array.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setInt(int value, long i, long j, long k) {
        writeInt(value, at(i, j, k));
    }

    /**
     * Writes an element of a 4-d array.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setInt(int value, long i, long j, long k, long l) {
        writeInt(value, at(i, j, k, l));
    }

    /**
     * Writes an element of an array of any rank.
     *
     * @param value the value; narrower integer dtypes keep the low bits, float dtypes round it; bool takes whether
     *     it is not 0
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setInt(int value, long... indexes) {
        writeInt(value, at(indexes));
    }

    /**
     * Writes an element of a 1-d array.
     *
     * @param value the value; 1 or 0 where the dtype is not bool
     * @param i the index along the only axis; a negative one counts from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setBoolean(boolean value, long i) {
        writeBoolean(value, at(i));
    }

    /**
     * Writes an element of a 2-d array.
     *
     * @param value the value; 1 or 0 where the dtype is not bool
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setBoolean(boolean value, long i, long j) {
        writeBoolean(value, at(i, j));
    }

    /**
     * Writes an element of a 3-d array.
     *
     * @param value the value; 1 or 0 where the dtype is not bool
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setBoolean(boolean value, long i, long j, long k) {
        writeBoolean(value, at(i, j, k));
    }

    /**
     * Writes an element of a 4-d array.
     *
     * @param value the value; 1 or 0 where the dtype is not bool
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setBoolean(boolean value, long i, long j, long k, long l) {
        writeBoolean(value, at(i, j, k, l));
    }

    /**
     * Writes an element of an array of any rank.
     *
     * @param value the value; 1 or 0 where the dtype is not bool
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setBoolean(boolean value, long... indexes) {
        writeBoolean(value, at(indexes));
    }

    /**
     * Writes an element of a 1-d array.
     *
     * @param value the value; real dtypes take the real part as {@link #setDouble(double, long...)} does; bool
     *     takes whether it is not 0
     * @param i the index along the only axis; a negative one counts from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setComplex(Complex value, long i) {
        writeComplex(value, at(i));
    }

    /**
     * Writes an element of a 2-d array.
     *
     * @param value the value; real dtypes take the real part as {@link #setDouble(double, long...)} does; bool
     *     takes whether it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setComplex(Complex value, long i, long j) {
        writeComplex(value, at(i, j));
    }

    /**
     * Writes an element of a 3-d array.
     *
     * @param value the value; real dtypes take the real part as {@link #setDouble(double, long...)} does; bool
     *     takes whether it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setComplex(Complex value, long i, long j, long k) {
        writeComplex(value, at(i, j, k));
    }

    /**
     * Writes an element of a 4-d array.
     *
     * @param value the value; real dtypes take the real part as {@link #setDouble(double, long...)} does; bool
     *     takes whether it is not 0
     * @param i the index along the first axis; a negative one counts from the end
     * @param j the index along the second axis
     * @param k the index along the third axis
     * @param l the index along the fourth axis
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setComplex(Complex value, long i, long j, long k, long l) {
        writeComplex(value, at(i, j, k, l));
    }

    /**
     * Writes an element of an array of any rank.
     *
     * @param value the value; real dtypes take the real part as {@link #setDouble(double, long...)} does; bool
     *     takes whether it is not 0
     * @param indexes one for each axis, none for a 0-d array; negative ones count from the end
     * @throws IndexOutOfBoundsException if an index is out of range, or the array has another rank
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setComplex(Complex value, long... indexes) {
        writeComplex(value, at(indexes));
    }

    // The only element

    /**
     * The element of a 0-d array, or of any other that has exactly one, as a Java object: a {@link Boolean}, a
     * {@link Long} for integers, a {@link Double} for floats, a {@link Complex}. A uint64 beyond {@link Long#MAX_VALUE}
     * is a {@link BigInteger}.
     *
     * @return the element
     * @throws IllegalArgumentException if there is not exactly one
     */
    public Object item() {
        return boxed(atItem());
    }

    /** The element at an offset as {@link #item()} gives it. */
    final Object boxed(long at) {
        return switch (view.dtype()) {
            case BOOL -> readBoolean(at);
            case FLOAT32, FLOAT64 -> readDouble(at);
            case COMPLEX64, COMPLEX128 -> readComplex(at);
            case UINT64 -> {
                long bits = readLong(at);
                if (bits < 0) {
                    yield new BigInteger(Long.toUnsignedString(bits));
                }
                yield bits;
            }
            default -> readLong(at);
        };
    }

    /**
     * The element of an array that has exactly one, as a double: integers are rounded to the nearest one, of complex
     * numbers the real part is taken, true is 1.0.
     *
     * @return the element
     * @throws IllegalArgumentException if there is not exactly one element
     */
    public double itemAsDouble() {
        return readDouble(atItem());
    }

    /**
     * The element of an array that has exactly one, as a float: rounded to the nearest one, of complex numbers the real
     * part is taken, true is 1.0f.
     *
     * @return the element
     * @throws IllegalArgumentException if there is not exactly one element
     */
    public float itemAsFloat() {
        return readFloat(atItem());
    }

    /**
     * The element of an array that has exactly one, as a long: floats are truncated, beyond the range of long
     * saturated, NaN gives 0; a uint64 keeps its 64 bits; of complex numbers the real part is taken.
     *
     * @return the element
     * @throws IllegalArgumentException if there is not exactly one element
     */
    public long itemAsLong() {
        return readLong(atItem());
    }

    /**
     * The element of an array that has exactly one, as an int: floats are truncated, beyond the range of int saturated,
     * NaN gives 0; of wider integers the low 32 bits are kept; of complex numbers the real part is taken.
     *
     * @return the element
     * @throws IllegalArgumentException if there is not exactly one element
     */
    public int itemAsInt() {
        return readInt(atItem());
    }

    /**
     * The element of an array that has exactly one, as a boolean: whether it is not 0; NaN is not.
     *
     * @return the element
     * @throws IllegalArgumentException if there is not exactly one element
     */
    public boolean itemAsBoolean() {
        return readBoolean(atItem());
    }

    /**
     * The element of an array that has exactly one, as a complex number: of real dtypes the imaginary part is 0.0.
     *
     * @return the element
     * @throws IllegalArgumentException if there is not exactly one element
     */
    public Complex itemAsComplex() {
        return readComplex(atItem());
    }
}
