package io.hotloop;

import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Contents;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.NpyFormat;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Printer;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import io.hotloop.internal.array.Scalars;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * An n-dimensional array of numbers of one {@link DType}: NumPy's {@code ndarray} for Java, off the heap.
 *
 * {@snippet :
 * NdArray a = NdArray.arange(12).reshape(3, 4);
 * NdArray column = a.get(":, 1"); // a view: 1 5 9
 * column.multiplyInPlace(10); // a now has 10 50 90 there
 * NdArray total = a.sum(axis(0)); // one for each column
 * double one = a.getDouble(2, 3);
 * }
 *
 * <p>Names and meaning are those of the Python Array API standard 2024.12, and of NumPy 2 where that is silent. What is
 * not here is in {@link Nd}.
 *
 * <p><b>Arguments</b> of creating methods come in one order: arena, dtype, values, shape. Axes and indexes below 0 count
 * from the end. An array has at most 64 axes.
 *
 * <p><b>Memory</b> belongs to the garbage collector, to the current {@link ArrayScope}, or to the {@link Arena} given;
 * of {@code wrap} to whoever owns what was wrapped. What has no form with an arena goes into one by {@code copy}:
 * {@code NdArray.arange(10).copy(arena)}. Use after an arena or scope was closed throws
 * {@link IllegalStateException}, use of a confined one by another thread {@link WrongThreadException}.
 *
 * <table class="striped">
 * <caption>What is copied</caption>
 * <thead>
 * <tr><th scope="col">Methods</th><th scope="col">The result</th></tr>
 * </thead>
 * <tbody>
 * <tr><th scope="row">{@code wrap}, {@code segment}, {@code asDoubleBuffer} and the like</th>
 *     <td>shares memory; {@code boolean[]} and {@code Complex[]}, whose memory Java does not show, are copied by
 *     {@code of} alone</td></tr>
 * <tr><th scope="row">{@code transpose permuteDims matrixTranspose swapAxes moveAxis expandDims squeeze broadcastTo flip
 *     diagonal}, {@code get} by integers, slices, newaxis and ellipsis</th>
 *     <td>a view: shares memory</td></tr>
 * <tr><th scope="row">{@code real imag}, {@code diag} of a matrix</th>
 *     <td>a view; {@code imag} of a real array is read-only zeros</td></tr>
 * <tr><th scope="row">{@code reshape ravel}</th>
 *     <td>a view where the elements lie so, as in every contiguous array; else a copy</td></tr>
 * <tr><th scope="row">{@code asContiguous}</th>
 *     <td>the array itself if it is contiguous; else a copy</td></tr>
 * <tr><th scope="row">{@code copy flatten roll astype}, {@code get} by arrays and masks, {@code take compress}</th>
 *     <td>a copy</td></tr>
 * <tr><th scope="row">{@code of}, {@code toDoubleArray} and the like, {@code copyTo}</th>
 *     <td>a copy</td></tr>
 * <tr><th scope="row">operations and reductions</th>
 *     <td>a new array, or the {@code out} given; inputs that share memory with {@code out} are safe</td></tr>
 * </tbody>
 * </table>
 *
 * <p><b>Threads</b> may read an array at once. Writing while another thread reads or writes the same elements leaves
 * those elements unspecified, and nothing else.
 */
public final class NdArray extends ArrayReductions implements Serializable {
    private static final long serialVersionUID = 1L;

    static {
        ArrayAccess.install(new ArrayAccess() {
            @Override
            protected View viewOf(NdArray array) {
                return array.view;
            }

            @Override
            protected NdArray arrayOf(View view) {
                return from(view);
            }
        });
    }

    private NdArray(View view) {
        super(view);
    }

    /** The array of a view. */
    static NdArray from(View view) {
        return new NdArray(view);
    }

    // From Java arrays and scalars: copies. The Java type fixes the dtype

    /**
     * A 1-d float64 array of values.
     *
     * {@snippet :
     * NdArray a = NdArray.of(1.0, 2.5, -3.0); // NdArray float64[3]
     * }
     *
     * @param values the elements, copied
     * @return a new array
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(double... values) {
        NdArray result = allocate(DType.FLOAT64, values.length);
        MemorySegment.copy(values, 0, result.view.segment(), ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, values.length);
        return result;
    }

    /**
     * A 1-d float32 array of values.
     *
     * @param values the elements, copied
     * @return a new array
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(float... values) {
        NdArray result = allocate(DType.FLOAT32, values.length);
        MemorySegment.copy(values, 0, result.view.segment(), ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values.length);
        return result;
    }

    /**
     * A 1-d int64 array of values.
     *
     * @param values the elements, copied
     * @return a new array
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(long... values) {
        NdArray result = allocate(DType.INT64, values.length);
        MemorySegment.copy(values, 0, result.view.segment(), ValueLayout.JAVA_LONG_UNALIGNED, 0, values.length);
        return result;
    }

    /**
     * A 1-d int32 array of values.
     *
     * @param values the elements, copied
     * @return a new array
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(int... values) {
        NdArray result = allocate(DType.INT32, values.length);
        MemorySegment.copy(values, 0, result.view.segment(), ValueLayout.JAVA_INT_UNALIGNED, 0, values.length);
        return result;
    }

    /**
     * A 1-d int16 array of values.
     *
     * @param values the elements, copied
     * @return a new array
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(short... values) {
        NdArray result = allocate(DType.INT16, values.length);
        MemorySegment.copy(values, 0, result.view.segment(), ValueLayout.JAVA_SHORT_UNALIGNED, 0, values.length);
        return result;
    }

    /**
     * A 1-d int8 array of values.
     *
     * @param values the elements, copied
     * @return a new array
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(byte... values) {
        NdArray result = allocate(DType.INT8, values.length);
        MemorySegment.copy(values, 0, result.view.segment(), ValueLayout.JAVA_BYTE, 0, values.length);
        return result;
    }

    /**
     * A 1-d uint16 array of values.
     *
     * @param values the elements, copied
     * @return a new array
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(char... values) {
        NdArray result = allocate(DType.UINT16, values.length);
        MemorySegment.copy(values, 0, result.view.segment(), ValueLayout.JAVA_CHAR_UNALIGNED, 0, values.length);
        return result;
    }

    /**
     * A 1-d bool array of values.
     *
     * @param values the elements, copied
     * @return a new array
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(boolean... values) {
        NdArray result = allocate(DType.BOOL, values.length);
        JavaArrays.fromJava(values, result.view);
        return result;
    }

    /**
     * A 1-d complex128 array of values.
     *
     * @param values the elements, copied
     * @return a new array
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(Complex... values) {
        NdArray result = allocate(DType.COMPLEX128, values.length);
        JavaArrays.fromJava(values, result.view);
        return result;
    }

    /**
     * An array of nested Java arrays of any depth, such as {@code double[][]} or {@code int[][][]}; the innermost ones
     * are of a primitive type, or of {@link Complex}, which fixes the dtype as in the other forms.
     *
     * {@snippet :
     * NdArray a = NdArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}); // NdArray float64[2,3]
     * }
     *
     * @param nested arrays of arrays, copied
     * @return a new array of a rank that is the depth
     * @throws IllegalArgumentException if arrays of the same depth have other lengths or types (the message names
     *     the place), one is null, or the innermost elements are objects
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray of(Object[] nested) {
        return JavaArrays.fromNested(nested);
    }

    /**
     * A 1-d complex128 array of real and imaginary parts.
     *
     * @param real the real parts
     * @param imaginary the imaginary parts, as many
     * @return a new array
     * @throws IllegalArgumentException if there are not as many of both
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fromComplex(double[] real, double[] imaginary) {
        requireSame(real.length, imaginary.length);
        NdArray result = allocate(DType.COMPLEX128, real.length);
        Elementwise.copy(result.real().view, wrap(real).view);
        Elementwise.copy(result.imag().view, wrap(imaginary).view);
        return result;
    }

    /**
     * A 1-d complex64 array of real and imaginary parts.
     *
     * @param real the real parts
     * @param imaginary the imaginary parts, as many
     * @return a new array
     * @throws IllegalArgumentException if there are not as many of both
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fromComplex(float[] real, float[] imaginary) {
        requireSame(real.length, imaginary.length);
        NdArray result = allocate(DType.COMPLEX64, real.length);
        Elementwise.copy(result.real().view, wrap(real).view);
        Elementwise.copy(result.imag().view, wrap(imaginary).view);
        return result;
    }

    private static void requireSame(int real, int imaginary) {
        if (real != imaginary) {
            throw new IllegalArgumentException(real + " real parts against " + imaginary + " imaginary parts");
        }
    }

    /**
     * A 0-d float64 array.
     *
     * @param value its element
     * @return a new array of rank 0
     */
    public static NdArray scalar(double value) {
        NdArray result = allocate(DType.FLOAT64);
        result.setDouble(value);
        return result;
    }

    /**
     * A 0-d float32 array.
     *
     * @param value its element
     * @return a new array of rank 0
     */
    public static NdArray scalar(float value) {
        NdArray result = allocate(DType.FLOAT32);
        result.setFloat(value);
        return result;
    }

    /**
     * A 0-d int64 array.
     *
     * @param value its element
     * @return a new array of rank 0
     */
    public static NdArray scalar(long value) {
        NdArray result = allocate(DType.INT64);
        result.setLong(value);
        return result;
    }

    /**
     * A 0-d int32 array.
     *
     * @param value its element
     * @return a new array of rank 0
     */
    public static NdArray scalar(int value) {
        NdArray result = allocate(DType.INT32);
        result.setInt(value);
        return result;
    }

    /**
     * A 0-d int16 array.
     *
     * @param value its element
     * @return a new array of rank 0
     */
    public static NdArray scalar(short value) {
        NdArray result = allocate(DType.INT16);
        result.setInt(value);
        return result;
    }

    /**
     * A 0-d int8 array.
     *
     * @param value its element
     * @return a new array of rank 0
     */
    public static NdArray scalar(byte value) {
        NdArray result = allocate(DType.INT8);
        result.setInt(value);
        return result;
    }

    /**
     * A 0-d uint16 array.
     *
     * @param value its element
     * @return a new array of rank 0
     */
    public static NdArray scalar(char value) {
        NdArray result = allocate(DType.UINT16);
        result.setInt(value);
        return result;
    }

    /**
     * A 0-d bool array.
     *
     * @param value its element
     * @return a new array of rank 0
     */
    public static NdArray scalar(boolean value) {
        NdArray result = allocate(DType.BOOL);
        result.setBoolean(value);
        return result;
    }

    /**
     * A 0-d complex128 array.
     *
     * @param value its element
     * @return a new array of rank 0
     */
    public static NdArray scalar(Complex value) {
        NdArray result = allocate(DType.COMPLEX128);
        result.setComplex(value);
        return result;
    }

    // Of a shape

    /**
     * A float64 array of zeros.
     *
     * {@snippet :
     * NdArray a = NdArray.zeros(3, 4); // NdArray float64[3,4]
     * }
     *
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray zeros(long... shape) {
        return zeros(DType.FLOAT64, shape);
    }

    /**
     * An array of zeros.
     *
     * @param dtype the type of the elements
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray zeros(DType dtype, long... shape) {
        return from(View.contiguous(Blocks.allocateZeroed(dtype, Layouts.size(dtype, shape)), dtype, shape.clone()));
    }

    /**
     * An array of zeros, in memory of an arena.
     *
     * @param arena who frees the memory
     * @param dtype the type of the elements
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array, usable until the arena is closed
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray zeros(Arena arena, DType dtype, long... shape) {
        return from(View.contiguous(Blocks.allocateZeroed(bytes(dtype, shape), arena), dtype, shape.clone()));
    }

    /**
     * A float64 array of ones.
     *
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray ones(long... shape) {
        return ones(DType.FLOAT64, shape);
    }

    /**
     * An array of ones.
     *
     * @param dtype the type of the elements
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray ones(DType dtype, long... shape) {
        return fill(empty(dtype, shape), Scalars.of(dtype, 1));
    }

    /**
     * An array of ones, in memory of an arena.
     *
     * @param arena who frees the memory
     * @param dtype the type of the elements
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array, usable until the arena is closed
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray ones(Arena arena, DType dtype, long... shape) {
        return fill(empty(arena, dtype, shape), Scalars.of(dtype, 1));
    }

    /**
     * A float64 array whose elements are whatever the memory holds, to be written before they are read.
     *
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray empty(long... shape) {
        return empty(DType.FLOAT64, shape);
    }

    /**
     * An array whose elements are whatever the memory holds, to be written before they are read.
     *
     * @param dtype the type of the elements
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray empty(DType dtype, long... shape) {
        return from(View.contiguous(Blocks.allocate(dtype, Layouts.size(dtype, shape)), dtype, shape.clone()));
    }

    /**
     * An array whose elements are whatever the memory holds, to be written before they are read, in memory of an arena.
     *
     * @param arena who frees the memory
     * @param dtype the type of the elements
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array, usable until the arena is closed
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray empty(Arena arena, DType dtype, long... shape) {
        return from(View.contiguous(Blocks.allocate(bytes(dtype, shape), arena), dtype, shape.clone()));
    }

    /**
     * A float64 array of one value.
     *
     * {@snippet :
     * NdArray a = NdArray.full(7.5, 3, 4); // 3 rows, 4 columns of 7.5
     * NdArray b = NdArray.full(7, 3, 4); // int32: the Java type fixes the dtype
     * }
     *
     * @param value every element
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(double value, long... shape) {
        return full(DType.FLOAT64, value, shape);
    }

    /**
     * A float32 array of one value.
     *
     * @param value every element
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(float value, long... shape) {
        return full(DType.FLOAT32, (double) value, shape);
    }

    /**
     * An int64 array of one value.
     *
     * @param value every element
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(long value, long... shape) {
        return full(DType.INT64, value, shape);
    }

    /**
     * An int32 array of one value.
     *
     * @param value every element
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(int value, long... shape) {
        return full(DType.INT32, (long) value, shape);
    }

    /**
     * An int16 array of one value.
     *
     * @param value every element
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(short value, long... shape) {
        return full(DType.INT16, (long) value, shape);
    }

    /**
     * An int8 array of one value.
     *
     * @param value every element
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(byte value, long... shape) {
        return full(DType.INT8, (long) value, shape);
    }

    /**
     * A uint16 array of one value.
     *
     * @param value every element
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(char value, long... shape) {
        return full(DType.UINT16, (long) value, shape);
    }

    /**
     * A bool array of one value.
     *
     * @param value every element
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(boolean value, long... shape) {
        return full(DType.BOOL, value, shape);
    }

    /**
     * A complex128 array of one value.
     *
     * @param value every element
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(Complex value, long... shape) {
        return full(DType.COMPLEX128, value, shape);
    }

    /**
     * An array of one value.
     *
     * @param dtype the type of the elements
     * @param value every element; rounded where a float dtype does not have it
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if the dtype cannot hold the value (300 or 0.5 in int8), a length is
     *     negative, there are more than 64, or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(DType dtype, double value, long... shape) {
        Constant constant = Scalars.of(dtype, value);
        return fill(empty(dtype, shape), constant);
    }

    /**
     * An array of one value.
     *
     * @param dtype the type of the elements
     * @param value every element; rounded where a float dtype does not have it
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if the dtype cannot hold the value (300 or 0.5 in int8), a length is
     *     negative, there are more than 64, or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(DType dtype, long value, long... shape) {
        Constant constant = Scalars.of(dtype, value);
        return fill(empty(dtype, shape), constant);
    }

    /**
     * An array of one value.
     *
     * @param dtype the type of the elements
     * @param value every element; rounded where a float dtype does not have it
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if the dtype cannot hold the value (300 or 0.5 in int8), a length is
     *     negative, there are more than 64, or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(DType dtype, boolean value, long... shape) {
        Constant constant = Scalars.of(dtype, value);
        return fill(empty(dtype, shape), constant);
    }

    /**
     * An array of one value.
     *
     * @param dtype the type of the elements
     * @param value every element; rounded where a float dtype does not have it
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array
     * @throws IllegalArgumentException if the dtype cannot hold the value (300 or 0.5 in int8), a length is
     *     negative, there are more than 64, or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(DType dtype, Complex value, long... shape) {
        Constant constant = Scalars.of(dtype, value);
        return fill(empty(dtype, shape), constant);
    }

    /**
     * An array of one value, in memory of an arena.
     *
     * @param arena who frees the memory
     * @param dtype the type of the elements
     * @param value every element; rounded where a float dtype does not have it
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array, usable until the arena is closed
     * @throws IllegalArgumentException if the dtype cannot hold the value, a length is negative, there are more
     *     than 64, or the size does not fit 63 bits
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(Arena arena, DType dtype, double value, long... shape) {
        Constant constant = Scalars.of(dtype, value);
        return fill(empty(arena, dtype, shape), constant);
    }

    /**
     * An array of one value, in memory of an arena.
     *
     * @param arena who frees the memory
     * @param dtype the type of the elements
     * @param value every element; rounded where a float dtype does not have it
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array, usable until the arena is closed
     * @throws IllegalArgumentException if the dtype cannot hold the value, a length is negative, there are more
     *     than 64, or the size does not fit 63 bits
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(Arena arena, DType dtype, long value, long... shape) {
        Constant constant = Scalars.of(dtype, value);
        return fill(empty(arena, dtype, shape), constant);
    }

    /**
     * An array of one value, in memory of an arena.
     *
     * @param arena who frees the memory
     * @param dtype the type of the elements
     * @param value every element; 1 or 0 in other dtypes than bool
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array, usable until the arena is closed
     * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size does not fit 63
     *     bits
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(Arena arena, DType dtype, boolean value, long... shape) {
        Constant constant = Scalars.of(dtype, value);
        return fill(empty(arena, dtype, shape), constant);
    }

    /**
     * An array of one value, in memory of an arena.
     *
     * @param arena who frees the memory
     * @param dtype the type of the elements
     * @param value every element; rounded where a complex dtype does not have it
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return a new array, usable until the arena is closed
     * @throws IllegalArgumentException if the dtype cannot hold the value, a length is negative, there are more than
     *     64, or the size does not fit 63 bits
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray full(Arena arena, DType dtype, Complex value, long... shape) {
        Constant constant = Scalars.of(dtype, value);
        return fill(empty(arena, dtype, shape), constant);
    }

    /** An array to be filled at once: of a shape that is not checked and belongs to it. */
    static NdArray allocate(DType dtype, long... shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return from(View.contiguous(Blocks.allocate(dtype, size), dtype, shape));
    }

    private static long bytes(DType dtype, long[] shape) {
        return Layouts.size(dtype, shape) * dtype.byteSize();
    }

    private static NdArray fill(NdArray array, Constant value) {
        Elementwise.fill(array.view, value);
        return array;
    }

    /**
     * An array of zeros, of another one's shape and dtype.
     *
     * @param like the array
     * @return a new array in C order
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray zerosLike(NdArray like) {
        return zeros(like.view.dtype(), like.view.shape());
    }

    /**
     * An array of zeros, of another one's shape.
     *
     * @param dtype the type of the elements
     * @param like the array
     * @return a new array in C order
     * @throws IllegalArgumentException if the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray zerosLike(DType dtype, NdArray like) {
        return zeros(dtype, like.view.shape());
    }

    /**
     * An array of ones, of another one's shape and dtype.
     *
     * @param like the array
     * @return a new array in C order
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray onesLike(NdArray like) {
        return ones(like.view.dtype(), like.view.shape());
    }

    /**
     * An array of ones, of another one's shape.
     *
     * @param dtype the type of the elements
     * @param like the array
     * @return a new array in C order
     * @throws IllegalArgumentException if the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray onesLike(DType dtype, NdArray like) {
        return ones(dtype, like.view.shape());
    }

    /**
     * An array whose elements are whatever the memory holds, of another one's shape and dtype.
     *
     * @param like the array
     * @return a new array in C order
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray emptyLike(NdArray like) {
        return empty(like.view.dtype(), like.view.shape());
    }

    /**
     * An array whose elements are whatever the memory holds, of another one's shape.
     *
     * @param dtype the type of the elements
     * @param like the array
     * @return a new array in C order
     * @throws IllegalArgumentException if the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray emptyLike(DType dtype, NdArray like) {
        return empty(dtype, like.view.shape());
    }

    /**
     * An array of one value, of another one's shape and dtype.
     *
     * @param like the array
     * @param value every element; rounded where a float dtype does not have it
     * @return a new array in C order
     * @throws IllegalArgumentException if the dtype cannot hold the value
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fullLike(NdArray like, double value) {
        return full(like.view.dtype(), value, like.view.shape());
    }

    /**
     * An array of one value, of another one's shape and dtype.
     *
     * @param like the array
     * @param value every element; rounded where a float dtype does not have it
     * @return a new array in C order
     * @throws IllegalArgumentException if the dtype cannot hold the value
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fullLike(NdArray like, long value) {
        return full(like.view.dtype(), value, like.view.shape());
    }

    /**
     * An array of one value, of another one's shape and dtype.
     *
     * @param like the array
     * @param value every element; rounded where a float dtype does not have it
     * @return a new array in C order
     * @throws IllegalArgumentException if the dtype cannot hold the value
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fullLike(NdArray like, boolean value) {
        return full(like.view.dtype(), value, like.view.shape());
    }

    /**
     * An array of one value, of another one's shape and dtype.
     *
     * @param like the array
     * @param value every element; rounded where a float dtype does not have it
     * @return a new array in C order
     * @throws IllegalArgumentException if the dtype cannot hold the value
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fullLike(NdArray like, Complex value) {
        return full(like.view.dtype(), value, like.view.shape());
    }

    /**
     * An array of one value, of another one's shape.
     *
     * @param dtype the type of the elements
     * @param like the array
     * @param value every element; rounded where a float dtype does not have it
     * @return a new array in C order
     * @throws IllegalArgumentException if the dtype cannot hold the value, or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fullLike(DType dtype, NdArray like, double value) {
        return full(dtype, value, like.view.shape());
    }

    /**
     * An array of one value, of another one's shape.
     *
     * @param dtype the type of the elements
     * @param like the array
     * @param value every element; rounded where a float dtype does not have it
     * @return a new array in C order
     * @throws IllegalArgumentException if the dtype cannot hold the value, or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fullLike(DType dtype, NdArray like, long value) {
        return full(dtype, value, like.view.shape());
    }

    /**
     * An array of one value, of another one's shape.
     *
     * @param dtype the type of the elements
     * @param like the array
     * @param value every element; rounded where a float dtype does not have it
     * @return a new array in C order
     * @throws IllegalArgumentException if the dtype cannot hold the value, or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fullLike(DType dtype, NdArray like, boolean value) {
        return full(dtype, value, like.view.shape());
    }

    /**
     * An array of one value, of another one's shape.
     *
     * @param dtype the type of the elements
     * @param like the array
     * @param value every element; rounded where a float dtype does not have it
     * @return a new array in C order
     * @throws IllegalArgumentException if the dtype cannot hold the value, or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray fullLike(DType dtype, NdArray like, Complex value) {
        return full(dtype, value, like.view.shape());
    }

    // Ranges and grids

    /**
     * The integers from 0 to {@code stop}, without it: int64.
     *
     * {@snippet :
     * NdArray a = NdArray.arange(10); // 0 1 2 3 4 5 6 7 8 9
     * }
     *
     * @param stop the end, exclusive
     * @return a new 1-d array, empty if {@code stop} is not above 0
     * @throws IllegalArgumentException if there would be 2⁶³ bytes or more
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray arange(long stop) {
        return arange(0, stop, 1);
    }

    /**
     * The integers from {@code start} to {@code stop}, without it: int64.
     *
     * @param start the first element
     * @param stop the end, exclusive
     * @return a new 1-d array
     * @throws IllegalArgumentException if there would be 2⁶³ bytes or more
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray arange(long start, long stop) {
        return arange(start, stop, 1);
    }

    /**
     * Integers at equal distances: int64.
     *
     * @param start the first element
     * @param stop the end, exclusive
     * @param step the distance; may be negative
     * @return a new 1-d array
     * @throws IllegalArgumentException if the step is 0, or there would be 2⁶³ bytes or more
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray arange(long start, long stop, long step) {
        return arange(DType.INT64, start, stop, step);
    }

    /**
     * Integers at equal distances.
     *
     * @param dtype the type of the elements, not bool
     * @param start the first element
     * @param stop the end, exclusive
     * @param step the distance; may be negative
     * @return a new 1-d array
     * @throws IllegalArgumentException if the dtype is bool, the step is 0, there would be 2⁶³ bytes or more, or the dtype does not
     *     hold the first or the last number
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray arange(DType dtype, long start, long stop, long step) {
        return Ranges.arange(dtype, start, stop, step);
    }

    /**
     * Numbers from 0 to {@code stop}, without it, at a distance of 1: float64.
     *
     * @param stop the end, exclusive
     * @return a new 1-d array
     * @throws IllegalArgumentException if an argument is NaN, or there would be 2⁶³ bytes or more
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray arange(double stop) {
        return arange(0.0, stop, 1.0);
    }

    /**
     * Numbers from {@code start} to {@code stop}, without it, at a distance of 1: float64.
     *
     * @param start the first element
     * @param stop the end, exclusive
     * @return a new 1-d array
     * @throws IllegalArgumentException if an argument is NaN, or there would be 2⁶³ bytes or more
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray arange(double start, double stop) {
        return arange(start, stop, 1.0);
    }

    /**
     * Numbers at equal distances: float64. Element i is {@code start + i * ((start + step) - start)}, there are {@code
     * ceil((stop - start) / step)}: rounding may add one at the end, {@link #linspace(double, double, long)} does not.
     *
     * @param start the first element
     * @param stop the end, exclusive
     * @param step the distance; may be negative
     * @return a new 1-d array
     * @throws IllegalArgumentException if the step is 0, an argument is NaN, or there would be 2⁶³ bytes or more
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray arange(double start, double stop, double step) {
        return arange(DType.FLOAT64, start, stop, step);
    }

    /**
     * Numbers at equal distances. Element i is {@code start + i * ((start + step) - start)}, there are {@code
     * ceil((stop - start) / step)}: rounding may add one at the end, {@link #linspace(double, double, long)} does not.
     * It is computed in the dtype; for an integer dtype, start and step are truncated first.
     *
     * @param dtype the type of the elements, neither bool nor complex
     * @param start the first element
     * @param stop the end, exclusive
     * @param step the distance; may be negative
     * @return a new 1-d array
     * @throws IllegalArgumentException if the dtype is bool or complex, the step is 0, an argument is NaN, or there
     *     would be 2⁶³ bytes or more
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray arange(DType dtype, double start, double stop, double step) {
        return Ranges.arange(dtype, start, stop, step);
    }

    /**
     * Numbers at equal distances, both ends included: float64. Element i is {@code i * step + start} with {@code step =
     * (stop - start) / (count - 1)}; the last one is exactly {@code stop}.
     *
     * {@snippet :
     * NdArray a = NdArray.linspace(0, 1, 5); // 0.0 0.25 0.5 0.75 1.0
     * }
     *
     * @param start the first element
     * @param stop the last element
     * @param count how many
     * @return a new 1-d array
     * @throws IllegalArgumentException if {@code count} is negative or too large
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray linspace(double start, double stop, long count) {
        return linspace(DType.FLOAT64, start, stop, count);
    }

    /**
     * Numbers at equal distances, both ends included, computed in double and then cast; for an integer dtype rounded
     * down.
     *
     * @param dtype the type of the elements
     * @param start the first element
     * @param stop the last element
     * @param count how many
     * @return a new 1-d array
     * @throws IllegalArgumentException if {@code count} is negative or too large
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray linspace(DType dtype, double start, double stop, long count) {
        return Ranges.linspace(dtype, start, stop, count, true);
    }

    /**
     * Numbers at equal distances without the end, NumPy's {@code linspace(…, endpoint=False)}: float64. Element i is
     * {@code i * step + start} with {@code step = (stop - start) / count}.
     *
     * @param start the first element
     * @param stop the end, exclusive
     * @param count how many
     * @return a new 1-d array
     * @throws IllegalArgumentException if {@code count} is negative or too large
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray linspaceExclusive(double start, double stop, long count) {
        return linspaceExclusive(DType.FLOAT64, start, stop, count);
    }

    /**
     * Numbers at equal distances without the end, computed in double and then cast; for an integer dtype rounded down.
     *
     * @param dtype the type of the elements
     * @param start the first element
     * @param stop the end, exclusive
     * @param count how many
     * @return a new 1-d array
     * @throws IllegalArgumentException if {@code count} is negative or too large
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray linspaceExclusive(DType dtype, double start, double stop, long count) {
        return Ranges.linspace(dtype, start, stop, count, false);
    }

    /** Which axis of a grid belongs to which of the arrays that make it. */
    public enum Indexing {
        /** Cartesian: the first array runs along the second axis, the second array along the first one. */
        XY,
        /** Of matrices: each array runs along the axis of its own number. */
        IJ
    }

    /**
     * The coordinates of the points of a grid, in Cartesian order as NumPy does by default.
     *
     * {@snippet :
     * NdArray[] grid = NdArray.meshgrid(NdArray.arange(3), NdArray.arange(2)); // both of shape 2,3
     * }
     *
     * @param axes the coordinates along each axis: 1-d or 0-d arrays
     * @return for each of them a new array of the grid's shape
     * @throws IllegalArgumentException if an array has more than one axis
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray[] meshgrid(NdArray... axes) {
        return meshgrid(Indexing.XY, axes);
    }

    /**
     * The coordinates of the points of a grid.
     *
     * @param indexing in which order the axes stand
     * @param axes the coordinates along each axis: 1-d or 0-d arrays
     * @return for each of them a new array of the grid's shape
     * @throws IllegalArgumentException if an array has more than one axis, there are more than 64, or the grid is
     *     too large
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray[] meshgrid(Indexing indexing, NdArray... axes) {
        long[] shape = new long[axes.length];
        boolean swapped = indexing == Indexing.XY && axes.length > 1;
        for (int i = 0; i < axes.length; i++) {
            if (axes[i].view.rank() > 1) {
                throw new IllegalArgumentException(
                        "argument " + i + " of meshgrid has more than one axis: its shape is "
                                + Layouts.toString(axes[i].view.shape()));
            }
            shape[swapped && i < 2 ? 1 - i : i] = axes[i].size();
        }
        NdArray[] grid = new NdArray[axes.length];
        for (int i = 0; i < axes.length; i++) {
            long[] own = new long[axes.length];
            Arrays.fill(own, 1);
            own[swapped && i < 2 ? 1 - i : i] = axes[i].size();
            grid[i] = axes[i].reshape(own).broadcastTo(shape).copy();
        }
        return grid;
    }

    // Matrices

    /**
     * The identity matrix: float64.
     *
     * @param n rows and columns
     * @return a new array of shape (n,n)
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray eye(long n) {
        return eye(n, n, 0);
    }

    /**
     * A float64 matrix with ones on its main diagonal, else zeros.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     * @return a new 2-d array
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray eye(long rows, long columns) {
        return eye(rows, columns, 0);
    }

    /**
     * A float64 matrix with ones on one diagonal, else zeros.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     * @param diagonal how far right of the main diagonal; a negative one lies below
     * @return a new 2-d array
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray eye(long rows, long columns, long diagonal) {
        return eye(DType.FLOAT64, rows, columns, diagonal);
    }

    /**
     * A matrix with ones on one diagonal, else zeros.
     *
     * @param dtype the type of the elements
     * @param rows the number of rows
     * @param columns the number of columns
     * @param diagonal how far right of the main diagonal; a negative one lies below
     * @return a new 2-d array
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray eye(DType dtype, long rows, long columns, long diagonal) {
        NdArray result = zeros(dtype, rows, columns);
        fill(result.diagonal(diagonal), Scalars.of(dtype, 1));
        return result;
    }

    /**
     * The identity matrix: float64; the same as {@link #eye(long)}.
     *
     * @param n rows and columns
     * @return a new array of shape (n,n)
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray identity(long n) {
        return eye(n);
    }

    /**
     * The identity matrix.
     *
     * @param dtype the type of the elements
     * @param n rows and columns
     * @return a new array of shape (n,n)
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray identity(DType dtype, long n) {
        return eye(dtype, n, n, 0);
    }

    /**
     * A float64 matrix with ones on and below its main diagonal, else zeros.
     *
     * @param n rows and columns
     * @return a new array of shape (n,n)
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray tri(long n) {
        return tri(n, n, 0);
    }

    /**
     * A float64 matrix with ones on and below its main diagonal, else zeros.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     * @return a new 2-d array
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray tri(long rows, long columns) {
        return tri(rows, columns, 0);
    }

    /**
     * A float64 matrix with ones on and below a diagonal, else zeros.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     * @param diagonal how far right of the main diagonal; a negative one lies below
     * @return a new 2-d array
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray tri(long rows, long columns, long diagonal) {
        return tri(DType.FLOAT64, rows, columns, diagonal);
    }

    /**
     * A matrix with ones on and below a diagonal, else zeros.
     *
     * @param dtype the type of the elements
     * @param rows the number of rows
     * @param columns the number of columns
     * @param diagonal how far right of the main diagonal; a negative one lies below
     * @return a new 2-d array
     * @throws IllegalArgumentException if a length is negative or the size does not fit 63 bits
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray tri(DType dtype, long rows, long columns, long diagonal) {
        return tril(ones(dtype, rows, columns), diagonal);
    }

    /**
     * A copy of the lower triangle of a matrix, or of each of a stack of matrices: zeros above the main diagonal.
     *
     * @param array of at least two axes; the last two are the matrices'
     * @return a new array of the same shape and dtype
     * @throws IllegalArgumentException if the array has fewer than two axes
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray tril(NdArray array) {
        return tril(array, 0);
    }

    /**
     * A copy of the lower triangle of a matrix, or of each of a stack of matrices: zeros above a diagonal.
     *
     * @param array of at least two axes; the last two are the matrices'
     * @param diagonal how far right of the main diagonal; a negative one lies below
     * @return a new array of the same shape and dtype
     * @throws IllegalArgumentException if the array has fewer than two axes
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray tril(NdArray array, long diagonal) {
        return triangle(array, diagonal, true);
    }

    /**
     * A copy of the upper triangle of a matrix, or of each of a stack of matrices: zeros below the main diagonal.
     *
     * @param array of at least two axes; the last two are the matrices'
     * @return a new array of the same shape and dtype
     * @throws IllegalArgumentException if the array has fewer than two axes
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray triu(NdArray array) {
        return triu(array, 0);
    }

    /**
     * A copy of the upper triangle of a matrix, or of each of a stack of matrices: zeros below a diagonal.
     *
     * @param array of at least two axes; the last two are the matrices'
     * @param diagonal how far right of the main diagonal; a negative one lies below
     * @return a new array of the same shape and dtype
     * @throws IllegalArgumentException if the array has fewer than two axes
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray triu(NdArray array, long diagonal) {
        return triangle(array, diagonal, false);
    }

    private static NdArray triangle(NdArray array, long diagonal, boolean lower) {
        View in = array.view;
        int rank = in.rank();
        if (rank < 2) {
            throw new IllegalArgumentException("array " + array.layout() + " is no matrix: it has fewer than 2 axes");
        }
        NdArray result = emptyLike(array);
        if (in.size() == 0) {
            return result;
        }
        View rows = arange(in.shape()[rank - 2]).expandDims(1).view;
        View columns = arange(in.shape()[rank - 1]).view;
        // in where column - row is at most, or at least, the diagonal's; else 0.
        var program = new Program(
                3,
                List.of(Ufunc.scalar(diagonal), Ufunc.scalar(false)),
                List.of(
                        new Step(Op.SUBTRACT, DType.INT64, 1, 2, -1),
                        new Step(lower ? Op.LE : Op.GE, DType.INT64, 5, 3, -1),
                        new Step(Op.WHERE, in.dtype(), 6, 0, 4)));
        Elementwise.run(program, result.view, in, columns, rows);
        return result;
    }

    /**
     * Of a 1-d array a square matrix with it on the main diagonal, a copy; of a matrix its main diagonal, a view.
     *
     * @param array an array of rank 1 or 2
     * @return an array of rank 2 or 1
     * @throws IllegalArgumentException if the array has another rank
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray diag(NdArray array) {
        return diag(array, 0);
    }

    /**
     * Of a 1-d array a square matrix with it on a diagonal, a copy; of a matrix one of its diagonals, a view.
     *
     * @param array an array of rank 1 or 2
     * @param diagonal how far right of the main diagonal; a negative one lies below
     * @return an array of rank 2 or 1
     * @throws IllegalArgumentException if the array has another rank, or the matrix would be too large
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray diag(NdArray array, long diagonal) {
        if (array.view.rank() == 2) {
            return array.diagonal(diagonal);
        }
        if (array.view.rank() != 1) {
            throw new IllegalArgumentException(
                    "diag takes an array of 1 or 2 axes: " + array.layout() + " has " + array.view.rank());
        }
        long far = diagonal < 0 ? -diagonal : diagonal;
        // A sum beyond 2^63 is negative, and so is the magnitude of Long.MIN_VALUE.
        long n = far < 0 ? far : array.size() + far;
        if (n < 0) {
            throw new IllegalArgumentException("diagonal " + diagonal + " is too far away for a matrix");
        }
        NdArray result = zeros(array.view.dtype(), n, n);
        Elementwise.copy(result.diagonal(diagonal).view, array.view);
        return result;
    }

    // Wrapping: no copy, writes go both ways

    /**
     * An array over memory, without a copy: writes go both ways, and the array lives as long as the segment. Elements
     * lie in C order from the segment's beginning, in native byte order; they need not be aligned. The segment may be
     * on the heap, and may be longer than needed. A read-only segment makes a read-only array.
     *
     * {@snippet :
     * MemorySegment column = arena.allocate(ValueLayout.JAVA_DOUBLE, 1000);
     * NdArray a = NdArray.wrap(column, DType.FLOAT64, 10, 100);
     * }
     *
     * @param segment the memory
     * @param dtype the type of the elements
     * @param shape the lengths, outermost first; none for a 0-d array
     * @return an array over the memory
     * @throws IllegalArgumentException if the segment is too short or the shape is refused
     */
    public static NdArray wrap(MemorySegment segment, DType dtype, long... shape) {
        long bytes = bytes(dtype, shape);
        if (segment.byteSize() < bytes) {
            throw new IllegalArgumentException("a segment of " + segment.byteSize() + " bytes is too short for shape "
                    + Layouts.toString(shape) + " of " + dtype + ": it takes " + bytes);
        }
        return from(View.contiguous(segment, dtype, shape.clone()));
    }

    /**
     * An array over memory, without a copy, whose elements lie at given distances. Where elements share memory, or
     * where that is not plain from the strides, the array is read-only.
     *
     * @param segment the memory
     * @param dtype the type of the elements
     * @param offset where the first element begins, in bytes from the segment's beginning
     * @param shape the lengths, outermost first
     * @param strides bytes between neighbours along each axis; 0 and negative ones are allowed
     * @return an array over the memory
     * @throws IllegalArgumentException if an element would lie outside the segment, there are not as many strides
     *     as lengths, or the shape is refused
     */
    public static NdArray wrap(MemorySegment segment, DType dtype, long offset, long[] shape, long[] strides) {
        return from(Layouts.strided(segment, dtype, offset, shape, strides));
    }

    /**
     * A 1-d float64 array over a Java array, without a copy: writes go both ways.
     *
     * <p>Operations on it are as good as on other arrays; while a call of some microseconds works on it, the collector
     * waits.
     *
     * @param values the elements
     * @return an array over them
     */
    public static NdArray wrap(double[] values) {
        return wrap(MemorySegment.ofArray(values), DType.FLOAT64, values.length);
    }

    /**
     * A float64 array over a Java array, without a copy, in C order: writes go both ways.
     *
     * @param values the elements
     * @param shape the lengths, outermost first, whose product is the number of values
     * @return an array over them
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NdArray wrap(double[] values, long... shape) {
        requireLength(values.length, DType.FLOAT64, shape);
        return wrap(MemorySegment.ofArray(values), DType.FLOAT64, shape);
    }

    /**
     * A 1-d float32 array over a Java array, without a copy: writes go both ways.
     *
     * @param values the elements
     * @return an array over them
     */
    public static NdArray wrap(float[] values) {
        return wrap(MemorySegment.ofArray(values), DType.FLOAT32, values.length);
    }

    /**
     * A float32 array over a Java array, without a copy, in C order: writes go both ways.
     *
     * @param values the elements
     * @param shape the lengths, outermost first, whose product is the number of values
     * @return an array over them
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NdArray wrap(float[] values, long... shape) {
        requireLength(values.length, DType.FLOAT32, shape);
        return wrap(MemorySegment.ofArray(values), DType.FLOAT32, shape);
    }

    /**
     * A 1-d int64 array over a Java array, without a copy: writes go both ways.
     *
     * @param values the elements
     * @return an array over them
     */
    public static NdArray wrap(long[] values) {
        return wrap(MemorySegment.ofArray(values), DType.INT64, values.length);
    }

    /**
     * An int64 array over a Java array, without a copy, in C order: writes go both ways.
     *
     * @param values the elements
     * @param shape the lengths, outermost first, whose product is the number of values
     * @return an array over them
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NdArray wrap(long[] values, long... shape) {
        requireLength(values.length, DType.INT64, shape);
        return wrap(MemorySegment.ofArray(values), DType.INT64, shape);
    }

    /**
     * A 1-d int32 array over a Java array, without a copy: writes go both ways.
     *
     * @param values the elements
     * @return an array over them
     */
    public static NdArray wrap(int[] values) {
        return wrap(MemorySegment.ofArray(values), DType.INT32, values.length);
    }

    /**
     * An int32 array over a Java array, without a copy, in C order: writes go both ways.
     *
     * @param values the elements
     * @param shape the lengths, outermost first, whose product is the number of values
     * @return an array over them
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NdArray wrap(int[] values, long... shape) {
        requireLength(values.length, DType.INT32, shape);
        return wrap(MemorySegment.ofArray(values), DType.INT32, shape);
    }

    /**
     * A 1-d int16 array over a Java array, without a copy: writes go both ways.
     *
     * @param values the elements
     * @return an array over them
     */
    public static NdArray wrap(short[] values) {
        return wrap(MemorySegment.ofArray(values), DType.INT16, values.length);
    }

    /**
     * An int16 array over a Java array, without a copy, in C order: writes go both ways.
     *
     * @param values the elements
     * @param shape the lengths, outermost first, whose product is the number of values
     * @return an array over them
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NdArray wrap(short[] values, long... shape) {
        requireLength(values.length, DType.INT16, shape);
        return wrap(MemorySegment.ofArray(values), DType.INT16, shape);
    }

    /**
     * A 1-d int8 array over a Java array, without a copy: writes go both ways.
     *
     * @param values the elements
     * @return an array over them
     */
    public static NdArray wrap(byte[] values) {
        return wrap(MemorySegment.ofArray(values), DType.INT8, values.length);
    }

    /**
     * An int8 array over a Java array, without a copy, in C order: writes go both ways.
     *
     * @param values the elements
     * @param shape the lengths, outermost first, whose product is the number of values
     * @return an array over them
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NdArray wrap(byte[] values, long... shape) {
        requireLength(values.length, DType.INT8, shape);
        return wrap(MemorySegment.ofArray(values), DType.INT8, shape);
    }

    /**
     * A 1-d uint16 array over a Java array, without a copy: writes go both ways.
     *
     * @param values the elements
     * @return an array over them
     */
    public static NdArray wrap(char[] values) {
        return wrap(MemorySegment.ofArray(values), DType.UINT16, values.length);
    }

    /**
     * A uint16 array over a Java array, without a copy, in C order: writes go both ways.
     *
     * @param values the elements
     * @param shape the lengths, outermost first, whose product is the number of values
     * @return an array over them
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NdArray wrap(char[] values, long... shape) {
        requireLength(values.length, DType.UINT16, shape);
        return wrap(MemorySegment.ofArray(values), DType.UINT16, shape);
    }

    /**
     * A 1-d array over what remains in a buffer, without a copy. The buffer's type fixes the dtype: {@code ByteBuffer}
     * int8, {@code CharBuffer} uint16, the others that of their Java type. A read-only buffer makes a read-only array.
     *
     * @param buffer the elements from its position to its limit, in native byte order
     * @return an array over them
     * @throws IllegalArgumentException if the buffer has the other byte order, or stands for a {@code CharSequence}
     */
    public static NdArray wrap(Buffer buffer) {
        return wrap(JavaArrays.ofBuffer(buffer), JavaArrays.dtype(buffer), buffer.remaining());
    }

    /**
     * An array over what remains in a buffer, without a copy, in C order.
     *
     * @param buffer the elements from its position to its limit, in native byte order
     * @param shape the lengths, outermost first, whose product is the number of elements that remain
     * @return an array over them
     * @throws IllegalArgumentException if the shape has another number of elements, the buffer has the other byte
     *     order, or stands for a {@code CharSequence}
     */
    public static NdArray wrap(Buffer buffer, long... shape) {
        requireLength(buffer.remaining(), JavaArrays.dtype(buffer), shape);
        return wrap(JavaArrays.ofBuffer(buffer), JavaArrays.dtype(buffer), shape);
    }

    private static void requireLength(int length, DType dtype, long[] shape) {
        long size = Layouts.size(dtype, shape);
        if (size != length) {
            throw new IllegalArgumentException(
                    length + " elements do not make shape " + Layouts.toString(shape) + ", which has " + size);
        }
    }

    // To Java arrays

    /**
     * The elements in C order, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array of {@link #size()} elements
     * @throws IllegalStateException if there are more elements than a Java array has
     */
    public double[] toDoubleArray() {
        double[] values = new double[JavaArrays.length(view)];
        JavaArrays.toJava(view, values);
        return values;
    }

    /**
     * The elements in C order, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array of {@link #size()} elements
     * @throws IllegalStateException if there are more elements than a Java array has
     */
    public float[] toFloatArray() {
        float[] values = new float[JavaArrays.length(view)];
        JavaArrays.toJava(view, values);
        return values;
    }

    /**
     * The elements in C order, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array of {@link #size()} elements
     * @throws IllegalStateException if there are more elements than a Java array has
     */
    public long[] toLongArray() {
        long[] values = new long[JavaArrays.length(view)];
        JavaArrays.toJava(view, values);
        return values;
    }

    /**
     * The elements in C order, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array of {@link #size()} elements
     * @throws IllegalStateException if there are more elements than a Java array has
     */
    public int[] toIntArray() {
        int[] values = new int[JavaArrays.length(view)];
        JavaArrays.toJava(view, values);
        return values;
    }

    /**
     * The elements in C order, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array of {@link #size()} elements
     * @throws IllegalStateException if there are more elements than a Java array has
     */
    public short[] toShortArray() {
        short[] values = new short[JavaArrays.length(view)];
        JavaArrays.toJava(view, values);
        return values;
    }

    /**
     * The elements in C order, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array of {@link #size()} elements
     * @throws IllegalStateException if there are more elements than a Java array has
     */
    public byte[] toByteArray() {
        byte[] values = new byte[JavaArrays.length(view)];
        JavaArrays.toJava(view, values);
        return values;
    }

    /**
     * The elements in C order, cast as {@link #astype(DType)} does, to uint16.
     *
     * @return a new Java array of {@link #size()} elements
     * @throws IllegalStateException if there are more elements than a Java array has
     */
    public char[] toCharArray() {
        char[] values = new char[JavaArrays.length(view)];
        JavaArrays.toJava(view, values);
        return values;
    }

    /**
     * The elements in C order, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array of {@link #size()} elements
     * @throws IllegalStateException if there are more elements than a Java array has
     */
    public boolean[] toBooleanArray() {
        boolean[] values = new boolean[JavaArrays.length(view)];
        JavaArrays.toJava(view, values);
        return values;
    }

    /**
     * The elements in C order, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array of {@link #size()} elements
     * @throws IllegalStateException if there are more elements than a Java array has
     */
    public Complex[] toComplexArray() {
        Complex[] values = new Complex[JavaArrays.length(view)];
        JavaArrays.toJava(view, values);
        return values;
    }

    /**
     * The rows of a matrix, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array for each row
     * @throws IllegalStateException if the array is not 2-d, or an axis is longer than a Java array
     */
    public double[][] toDoubleArray2D() {
        requireMatrix();
        return (double[][]) JavaArrays.toNested(view, double.class);
    }

    /**
     * The rows of a matrix, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array for each row
     * @throws IllegalStateException if the array is not 2-d, or an axis is longer than a Java array
     */
    public float[][] toFloatArray2D() {
        requireMatrix();
        return (float[][]) JavaArrays.toNested(view, float.class);
    }

    /**
     * The rows of a matrix, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array for each row
     * @throws IllegalStateException if the array is not 2-d, or an axis is longer than a Java array
     */
    public long[][] toLongArray2D() {
        requireMatrix();
        return (long[][]) JavaArrays.toNested(view, long.class);
    }

    /**
     * The rows of a matrix, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array for each row
     * @throws IllegalStateException if the array is not 2-d, or an axis is longer than a Java array
     */
    public int[][] toIntArray2D() {
        requireMatrix();
        return (int[][]) JavaArrays.toNested(view, int.class);
    }

    /**
     * The rows of a matrix, cast as {@link #astype(DType)} does.
     *
     * @return a new Java array for each row
     * @throws IllegalStateException if the array is not 2-d, or an axis is longer than a Java array
     */
    public boolean[][] toBooleanArray2D() {
        requireMatrix();
        return (boolean[][]) JavaArrays.toNested(view, boolean.class);
    }

    private void requireMatrix() {
        if (view.rank() != 2) {
            throw new IllegalStateException("array " + layout() + " is no matrix: it has " + view.rank() + " axes");
        }
    }

    /**
     * The elements as nested Java arrays of as many levels as there are axes, or as {@link #item()} for a 0-d array.
     * The type holds every value of the dtype: {@code boolean} for bool, {@code byte}, {@code short}, {@code int},
     * {@code long} for int8 to int64, {@code short} for uint8, {@code char} for uint16, {@code long} for uint32 and,
     * its 64 bits, for uint64, {@code float} and {@code double}, {@link Complex}.
     *
     * {@snippet :
     * int[][] rows = (int[][]) NdArray.zeros(DType.INT32, 3, 4).toArray();
     * }
     *
     * @return a new array such as {@code double[][]}
     * @throws IllegalStateException if an axis is longer than a Java array
     */
    public Object toArray() {
        return view.rank() == 0 ? item() : JavaArrays.toNested(view, JavaArrays.javaType(view.dtype()));
    }

    /**
     * Copies the elements in C order into a Java array, cast as {@link #astype(DType)} does.
     *
     * @param target receives them: as long as {@link #size()}
     * @throws IllegalArgumentException if it has another length
     */
    public void copyTo(double[] target) {
        requireRoom(target.length);
        JavaArrays.toJava(view, target);
    }

    /**
     * Copies the elements in C order into a Java array, cast as {@link #astype(DType)} does.
     *
     * @param target receives them: as long as {@link #size()}
     * @throws IllegalArgumentException if it has another length
     */
    public void copyTo(float[] target) {
        requireRoom(target.length);
        JavaArrays.toJava(view, target);
    }

    /**
     * Copies the elements in C order into a Java array, cast as {@link #astype(DType)} does.
     *
     * @param target receives them: as long as {@link #size()}
     * @throws IllegalArgumentException if it has another length
     */
    public void copyTo(long[] target) {
        requireRoom(target.length);
        JavaArrays.toJava(view, target);
    }

    /**
     * Copies the elements in C order into a Java array, cast as {@link #astype(DType)} does.
     *
     * @param target receives them: as long as {@link #size()}
     * @throws IllegalArgumentException if it has another length
     */
    public void copyTo(int[] target) {
        requireRoom(target.length);
        JavaArrays.toJava(view, target);
    }

    /**
     * Copies the elements in C order into a Java array, cast as {@link #astype(DType)} does.
     *
     * @param target receives them: as long as {@link #size()}
     * @throws IllegalArgumentException if it has another length
     */
    public void copyTo(short[] target) {
        requireRoom(target.length);
        JavaArrays.toJava(view, target);
    }

    /**
     * Copies the elements in C order into a Java array, cast as {@link #astype(DType)} does.
     *
     * @param target receives them: as long as {@link #size()}
     * @throws IllegalArgumentException if it has another length
     */
    public void copyTo(byte[] target) {
        requireRoom(target.length);
        JavaArrays.toJava(view, target);
    }

    /**
     * Copies the elements in C order into a Java array, cast as {@link #astype(DType)} does.
     *
     * @param target receives them: as long as {@link #size()}
     * @throws IllegalArgumentException if it has another length
     */
    public void copyTo(char[] target) {
        requireRoom(target.length);
        JavaArrays.toJava(view, target);
    }

    /**
     * Copies the elements in C order into a Java array, cast as {@link #astype(DType)} does.
     *
     * @param target receives them: as long as {@link #size()}
     * @throws IllegalArgumentException if it has another length
     */
    public void copyTo(boolean[] target) {
        requireRoom(target.length);
        JavaArrays.toJava(view, target);
    }

    /**
     * Copies the elements in C order into a Java array, cast as {@link #astype(DType)} does.
     *
     * @param target receives them: as long as {@link #size()}
     * @throws IllegalArgumentException if it has another length
     */
    public void copyTo(Complex[] target) {
        requireRoom(target.length);
        JavaArrays.toJava(view, target);
    }

    private void requireRoom(int length) {
        if (length != size()) {
            throw new IllegalArgumentException(
                    "array " + layout() + " has " + size() + " elements, the target " + length);
        }
    }

    /**
     * The elements of a contiguous array of float64 as a buffer, without a copy: writes go both ways.
     *
     * @return a buffer in native byte order; read-only if the memory is
     * @throws IllegalStateException if the array is not contiguous, or of another dtype
     * @throws UnsupportedOperationException if there are 2³¹ bytes or more, or the memory is a Java array of
     *     another type
     */
    public DoubleBuffer asDoubleBuffer() {
        requireDtype(DType.FLOAT64, DType.FLOAT64);
        return JavaArrays.asDoubleBuffer(segment());
    }

    /**
     * The elements of a contiguous array of float32 as a buffer, without a copy: writes go both ways.
     *
     * @return a buffer in native byte order; read-only if the memory is
     * @throws IllegalStateException if the array is not contiguous, or of another dtype
     * @throws UnsupportedOperationException if there are 2³¹ bytes or more, or the memory is a Java array of
     *     another type
     */
    public FloatBuffer asFloatBuffer() {
        requireDtype(DType.FLOAT32, DType.FLOAT32);
        return JavaArrays.asFloatBuffer(segment());
    }

    /**
     * The elements of a contiguous array of int64 or uint64 as a buffer, without a copy: writes go both ways.
     *
     * @return a buffer in native byte order; read-only if the memory is
     * @throws IllegalStateException if the array is not contiguous, or of another dtype
     * @throws UnsupportedOperationException if there are 2³¹ bytes or more, or the memory is a Java array of
     *     another type
     */
    public LongBuffer asLongBuffer() {
        requireDtype(DType.INT64, DType.UINT64);
        return JavaArrays.asLongBuffer(segment());
    }

    /**
     * The elements of a contiguous array of int32 or uint32 as a buffer, without a copy: writes go both ways.
     *
     * @return a buffer in native byte order; read-only if the memory is
     * @throws IllegalStateException if the array is not contiguous, or of another dtype
     * @throws UnsupportedOperationException if there are 2³¹ bytes or more, or the memory is a Java array of
     *     another type
     */
    public IntBuffer asIntBuffer() {
        requireDtype(DType.INT32, DType.UINT32);
        return JavaArrays.asIntBuffer(segment());
    }

    /**
     * The elements of a contiguous array of int16 or uint16 as a buffer, without a copy: writes go both ways.
     *
     * @return a buffer in native byte order; read-only if the memory is
     * @throws IllegalStateException if the array is not contiguous, or of another dtype
     * @throws UnsupportedOperationException if there are 2³¹ bytes or more, or the memory is a Java array of
     *     another type
     */
    public ShortBuffer asShortBuffer() {
        requireDtype(DType.INT16, DType.UINT16);
        return JavaArrays.asShortBuffer(segment());
    }

    /**
     * The elements of a contiguous array of uint16 as a buffer, without a copy: writes go both ways.
     *
     * @return a buffer in native byte order; read-only if the memory is
     * @throws IllegalStateException if the array is not contiguous, or of another dtype
     * @throws UnsupportedOperationException if there are 2³¹ bytes or more, or the memory is a Java array of another
     *     type
     */
    public CharBuffer asCharBuffer() {
        requireDtype(DType.UINT16, DType.UINT16);
        return JavaArrays.asCharBuffer(segment());
    }

    /**
     * The bytes of a contiguous array of any dtype as a buffer in native byte order, without a copy: writes go both
     * ways.
     *
     * @return a buffer in native byte order; read-only if the memory is
     * @throws IllegalStateException if the array is not contiguous
     * @throws UnsupportedOperationException if there are 2³¹ bytes or more, or the memory is a Java array of
     *     another type, as that of float64 may be without the native library; {@link #copy(Arena)} is not
     */
    public ByteBuffer asByteBuffer() {
        return segment().asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private void requireDtype(DType wanted, DType or) {
        if (view.dtype() != wanted && view.dtype() != or) {
            throw new IllegalStateException("array " + layout() + " is not of dtype " + wanted
                    + (or == wanted ? "" : " or " + or) + ": astype() converts it");
        }
    }

    // As an object

    /**
     * Compares dtype, shape and elements; where they lie does not matter. Elements are compared as
     * {@link Double#equals(Object)} does: NaN equals NaN, 0.0 does not equal -0.0. {@code eq} compares element by element.
     *
     * @param other any object
     * @return true if it is an array of the same dtype, shape and elements
     * @throws IllegalStateException if the memory of one of them was closed
     */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof NdArray array
                        && view.dtype() == array.view.dtype()
                        && Arrays.equals(view.shape(), array.view.shape())
                        && Contents.equal(view, array.view);
    }

    /**
     * A number that equal arrays share. All elements are read; it changes when one is written.
     *
     * @return the hash code
     * @throws IllegalStateException if the memory was closed
     */
    @Override
    public int hashCode() {
        return 31 * (31 * view.dtype().toString().hashCode() + Arrays.hashCode(view.shape())) + Contents.hash(view);
    }

    /**
     * Dtype, shape and elements, as NumPy lays them out. Of more than 1000 elements only the outer three at each end of an
     * axis are read and shown. It never throws: where the memory cannot be read, the reason stands in place of the elements.
     *
     * {@snippet :
     * System.out.println(NdArray.arange(3)); // NdArray int64[3] [0 1 2]
     * System.out.println(closed); // NdArray float64[3,4] closed
     * }
     *
     * @return the text, of several lines for more than one axis
     */
    @Override
    public String toString() {
        return Printer.toString(view);
    }

    private Object writeReplace() {
        return new Serialized(this);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("an array is read by its proxy");
    }

    /** The serial form: the bytes of an {@code .npy} file, which lies at no more than a buffer's length in memory. */
    private static final class Serialized implements Serializable {
        private static final long serialVersionUID = 1L;

        private transient NdArray array;

        Serialized(NdArray array) {
            this.array = array;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            NpyFormat.write(array.view, out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            array = NdArray.from(NpyFormat.read(in, "serialized array", -1));
        }

        private Object readResolve() {
            return array;
        }
    }
}
