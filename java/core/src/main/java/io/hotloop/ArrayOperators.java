package io.hotloop;

import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;

/**
 * Arithmetic, comparisons, bitwise and logical operations of an array; see {@link NdArray}. What else works
 * element by element is in {@link Nd}, as are these with a scalar on the left.
 */
abstract sealed class ArrayOperators extends ArrayIndexing permits ArrayReductions {
    ArrayOperators(View view) {
        super(view);
    }

    private NdArray unary(Op op) {
        return NdArray.from(Ufunc.unary(op, view));
    }

    private NdArray unary(Op op, NdArray out) {
        out.requireWritable();
        Ufunc.unary(op, view, out.view);
        return out;
    }

    private NdArray binary(Op op, NdArray b) {
        return NdArray.from(Ufunc.binary(op, view, b.view));
    }

    private NdArray binary(Op op, NdArray b, NdArray out) {
        out.requireWritable();
        Ufunc.binary(op, view, b.view, out.view);
        return out;
    }

    private NdArray binary(Op op, Constant b) {
        return NdArray.from(Ufunc.binary(op, view, b));
    }

    private NdArray binary(Op op, Constant b, NdArray out) {
        out.requireWritable();
        Ufunc.binary(op, view, b, out.view);
        return out;
    }
    // Arithmetic

    /**
     * The elementwise sum {@code this + b}. Integers wrap. Of bools: logical or.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray add(NdArray b) {
        return binary(Op.ADD, b);
    }

    /**
     * {@link #add(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray add(NdArray b, NdArray out) {
        return binary(Op.ADD, b, out);
    }

    /**
     * {@link #add(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray add(double b) {
        return binary(Op.ADD, Ufunc.scalar(b));
    }

    /**
     * {@link #add(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray add(double b, NdArray out) {
        return binary(Op.ADD, Ufunc.scalar(b), out);
    }

    /**
     * {@link #add(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray add(long b) {
        return binary(Op.ADD, Ufunc.scalar(b));
    }

    /**
     * {@link #add(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray add(long b, NdArray out) {
        return binary(Op.ADD, Ufunc.scalar(b), out);
    }

    /**
     * {@link #add(NdArray)} with a complex scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if complex numbers have no such operation
     */
    public NdArray add(Complex b) {
        return binary(Op.ADD, Ufunc.scalar(b));
    }

    /**
     * {@link #add(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if complex numbers have no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray add(Complex b, NdArray out) {
        return binary(Op.ADD, Ufunc.scalar(b), out);
    }

    /**
     * {@link #add(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray addInPlace(NdArray b) {
        return binary(Op.ADD, b, self());
    }

    /**
     * {@link #add(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray addInPlace(double b) {
        return binary(Op.ADD, Ufunc.scalar(b), self());
    }

    /**
     * {@link #add(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray addInPlace(long b) {
        return binary(Op.ADD, Ufunc.scalar(b), self());
    }

    /**
     * {@link #add(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray addInPlace(Complex b) {
        return binary(Op.ADD, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise difference {@code this - b}. Integers wrap. Not defined for bools.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray subtract(NdArray b) {
        return binary(Op.SUBTRACT, b);
    }

    /**
     * {@link #subtract(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray subtract(NdArray b, NdArray out) {
        return binary(Op.SUBTRACT, b, out);
    }

    /**
     * {@link #subtract(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray subtract(double b) {
        return binary(Op.SUBTRACT, Ufunc.scalar(b));
    }

    /**
     * {@link #subtract(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray subtract(double b, NdArray out) {
        return binary(Op.SUBTRACT, Ufunc.scalar(b), out);
    }

    /**
     * {@link #subtract(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray subtract(long b) {
        return binary(Op.SUBTRACT, Ufunc.scalar(b));
    }

    /**
     * {@link #subtract(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray subtract(long b, NdArray out) {
        return binary(Op.SUBTRACT, Ufunc.scalar(b), out);
    }

    /**
     * {@link #subtract(NdArray)} with a complex scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if complex numbers have no such operation
     */
    public NdArray subtract(Complex b) {
        return binary(Op.SUBTRACT, Ufunc.scalar(b));
    }

    /**
     * {@link #subtract(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if complex numbers have no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray subtract(Complex b, NdArray out) {
        return binary(Op.SUBTRACT, Ufunc.scalar(b), out);
    }

    /**
     * {@link #subtract(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray subtractInPlace(NdArray b) {
        return binary(Op.SUBTRACT, b, self());
    }

    /**
     * {@link #subtract(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray subtractInPlace(double b) {
        return binary(Op.SUBTRACT, Ufunc.scalar(b), self());
    }

    /**
     * {@link #subtract(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray subtractInPlace(long b) {
        return binary(Op.SUBTRACT, Ufunc.scalar(b), self());
    }

    /**
     * {@link #subtract(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray subtractInPlace(Complex b) {
        return binary(Op.SUBTRACT, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise product {@code this * b}. Integers wrap. Of bools: logical and.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray multiply(NdArray b) {
        return binary(Op.MULTIPLY, b);
    }

    /**
     * {@link #multiply(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray multiply(NdArray b, NdArray out) {
        return binary(Op.MULTIPLY, b, out);
    }

    /**
     * {@link #multiply(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray multiply(double b) {
        return binary(Op.MULTIPLY, Ufunc.scalar(b));
    }

    /**
     * {@link #multiply(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray multiply(double b, NdArray out) {
        return binary(Op.MULTIPLY, Ufunc.scalar(b), out);
    }

    /**
     * {@link #multiply(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray multiply(long b) {
        return binary(Op.MULTIPLY, Ufunc.scalar(b));
    }

    /**
     * {@link #multiply(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray multiply(long b, NdArray out) {
        return binary(Op.MULTIPLY, Ufunc.scalar(b), out);
    }

    /**
     * {@link #multiply(NdArray)} with a complex scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if complex numbers have no such operation
     */
    public NdArray multiply(Complex b) {
        return binary(Op.MULTIPLY, Ufunc.scalar(b));
    }

    /**
     * {@link #multiply(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if complex numbers have no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray multiply(Complex b, NdArray out) {
        return binary(Op.MULTIPLY, Ufunc.scalar(b), out);
    }

    /**
     * {@link #multiply(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray multiplyInPlace(NdArray b) {
        return binary(Op.MULTIPLY, b, self());
    }

    /**
     * {@link #multiply(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray multiplyInPlace(double b) {
        return binary(Op.MULTIPLY, Ufunc.scalar(b), self());
    }

    /**
     * {@link #multiply(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray multiplyInPlace(long b) {
        return binary(Op.MULTIPLY, Ufunc.scalar(b), self());
    }

    /**
     * {@link #multiply(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray multiplyInPlace(Complex b) {
        return binary(Op.MULTIPLY, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise quotient {@code this / b}. True division: integers and bools are divided as float64;
     * {@code 1 / 0.0} is infinite, {@code 0 / 0.0} NaN.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray divide(NdArray b) {
        return binary(Op.DIVIDE, b);
    }

    /**
     * {@link #divide(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray divide(NdArray b, NdArray out) {
        return binary(Op.DIVIDE, b, out);
    }

    /**
     * {@link #divide(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray divide(double b) {
        return binary(Op.DIVIDE, Ufunc.scalar(b));
    }

    /**
     * {@link #divide(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray divide(double b, NdArray out) {
        return binary(Op.DIVIDE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #divide(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray divide(long b) {
        return binary(Op.DIVIDE, Ufunc.scalar(b));
    }

    /**
     * {@link #divide(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray divide(long b, NdArray out) {
        return binary(Op.DIVIDE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #divide(NdArray)} with a complex scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if complex numbers have no such operation
     */
    public NdArray divide(Complex b) {
        return binary(Op.DIVIDE, Ufunc.scalar(b));
    }

    /**
     * {@link #divide(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if complex numbers have no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray divide(Complex b, NdArray out) {
        return binary(Op.DIVIDE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #divide(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray divideInPlace(NdArray b) {
        return binary(Op.DIVIDE, b, self());
    }

    /**
     * {@link #divide(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray divideInPlace(double b) {
        return binary(Op.DIVIDE, Ufunc.scalar(b), self());
    }

    /**
     * {@link #divide(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray divideInPlace(long b) {
        return binary(Op.DIVIDE, Ufunc.scalar(b), self());
    }

    /**
     * {@link #divide(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray divideInPlace(Complex b) {
        return binary(Op.DIVIDE, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise quotient rounded down, {@code floor(this / b)}. Integers divided by 0 give 0
     * ({@link Nd#floorDivideExact} throws), {@code MIN / -1} wraps. Not defined for complex numbers; bools count as
     * int8.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray floorDivide(NdArray b) {
        return binary(Op.FLOOR_DIVIDE, b);
    }

    /**
     * {@link #floorDivide(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray floorDivide(NdArray b, NdArray out) {
        return binary(Op.FLOOR_DIVIDE, b, out);
    }

    /**
     * {@link #floorDivide(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray floorDivide(double b) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(b));
    }

    /**
     * {@link #floorDivide(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray floorDivide(double b, NdArray out) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #floorDivide(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray floorDivide(long b) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(b));
    }

    /**
     * {@link #floorDivide(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray floorDivide(long b, NdArray out) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #floorDivide(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray floorDivideInPlace(NdArray b) {
        return binary(Op.FLOOR_DIVIDE, b, self());
    }

    /**
     * {@link #floorDivide(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray floorDivideInPlace(double b) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(b), self());
    }

    /**
     * {@link #floorDivide(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray floorDivideInPlace(long b) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise remainder with the sign of the divisor, Python's {@code this % b}. The remainder of integers by
     * 0 is 0, of floats by 0 NaN. Not defined for complex numbers; bools count as int8.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray remainder(NdArray b) {
        return binary(Op.REMAINDER, b);
    }

    /**
     * {@link #remainder(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray remainder(NdArray b, NdArray out) {
        return binary(Op.REMAINDER, b, out);
    }

    /**
     * {@link #remainder(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray remainder(double b) {
        return binary(Op.REMAINDER, Ufunc.scalar(b));
    }

    /**
     * {@link #remainder(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray remainder(double b, NdArray out) {
        return binary(Op.REMAINDER, Ufunc.scalar(b), out);
    }

    /**
     * {@link #remainder(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray remainder(long b) {
        return binary(Op.REMAINDER, Ufunc.scalar(b));
    }

    /**
     * {@link #remainder(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray remainder(long b, NdArray out) {
        return binary(Op.REMAINDER, Ufunc.scalar(b), out);
    }

    /**
     * {@link #remainder(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray remainderInPlace(NdArray b) {
        return binary(Op.REMAINDER, b, self());
    }

    /**
     * {@link #remainder(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray remainderInPlace(double b) {
        return binary(Op.REMAINDER, Ufunc.scalar(b), self());
    }

    /**
     * {@link #remainder(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray remainderInPlace(long b) {
        return binary(Op.REMAINDER, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise power {@code this ** b}. Integers wrap and take no negative exponents; bools count as int8.
     * Floats are within 1 ULP.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray pow(NdArray b) {
        return binary(Op.POW, b);
    }

    /**
     * {@link #pow(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray pow(NdArray b, NdArray out) {
        return binary(Op.POW, b, out);
    }

    /**
     * {@link #pow(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray pow(double b) {
        return binary(Op.POW, Ufunc.scalar(b));
    }

    /**
     * {@link #pow(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray pow(double b, NdArray out) {
        return binary(Op.POW, Ufunc.scalar(b), out);
    }

    /**
     * {@link #pow(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray pow(long b) {
        return binary(Op.POW, Ufunc.scalar(b));
    }

    /**
     * {@link #pow(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray pow(long b, NdArray out) {
        return binary(Op.POW, Ufunc.scalar(b), out);
    }

    /**
     * {@link #pow(NdArray)} with a complex scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if complex numbers have no such operation
     */
    public NdArray pow(Complex b) {
        return binary(Op.POW, Ufunc.scalar(b));
    }

    /**
     * {@link #pow(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if complex numbers have no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray pow(Complex b, NdArray out) {
        return binary(Op.POW, Ufunc.scalar(b), out);
    }

    /**
     * {@link #pow(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray powInPlace(NdArray b) {
        return binary(Op.POW, b, self());
    }

    /**
     * {@link #pow(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray powInPlace(double b) {
        return binary(Op.POW, Ufunc.scalar(b), self());
    }

    /**
     * {@link #pow(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray powInPlace(long b) {
        return binary(Op.POW, Ufunc.scalar(b), self());
    }

    /**
     * {@link #pow(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray powInPlace(Complex b) {
        return binary(Op.POW, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise negative, {@code -this}. Integers wrap; not defined for bools.
     *
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray negative() {
        return unary(Op.NEGATIVE);
    }

    /**
     * {@link #negative()} into a given array.
     *
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray negative(NdArray out) {
        return unary(Op.NEGATIVE, out);
    }

    /**
     * {@link #negative()} in place.
     *
     * @return this array
     * @throws IllegalArgumentException if the dtype has no such operation, or another one for its result
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray negativeInPlace() {
        return unary(Op.NEGATIVE, self());
    }

    /**
     * The elementwise absolute value. The least integer of a signed type stays as it is. Of complex numbers: the
     * modulus, in the float type of their parts, within 1 ULP.
     *
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray abs() {
        return unary(Op.ABS);
    }

    /**
     * {@link #abs()} into a given array.
     *
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray abs(NdArray out) {
        return unary(Op.ABS, out);
    }

    /**
     * {@link #abs()} in place.
     *
     * @return this array
     * @throws IllegalArgumentException if the dtype has no such operation, or another one for its result
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray absInPlace() {
        return unary(Op.ABS, self());
    }

    /**
     * Elementwise {@code +this}: a copy.
     *
     * @return a new array of the same dtype
     */
    public NdArray positive() {
        return unary(Op.COPY);
    }

    /**
     * {@link #positive()} into a given array.
     *
     * @param out receives the result: of this shape, and of a dtype of its kind or a higher one; may share memory with
     *     this array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray positive(NdArray out) {
        return unary(Op.COPY, out);
    }
    // Comparisons

    /**
     * Elementwise {@code this == b}. NaN equals nothing. int64 and uint64 are compared exactly.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray eq(NdArray b) {
        return binary(Op.EQ, b);
    }

    /**
     * {@link #eq(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray eq(NdArray b, NdArray out) {
        return binary(Op.EQ, b, out);
    }

    /**
     * {@link #eq(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray eq(double b) {
        return binary(Op.EQ, Ufunc.scalar(b));
    }

    /**
     * {@link #eq(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray eq(double b, NdArray out) {
        return binary(Op.EQ, Ufunc.scalar(b), out);
    }

    /**
     * {@link #eq(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray eq(long b) {
        return binary(Op.EQ, Ufunc.scalar(b));
    }

    /**
     * {@link #eq(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray eq(long b, NdArray out) {
        return binary(Op.EQ, Ufunc.scalar(b), out);
    }

    /**
     * {@link #eq(NdArray)} with a complex scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if complex numbers have no such operation
     */
    public NdArray eq(Complex b) {
        return binary(Op.EQ, Ufunc.scalar(b));
    }

    /**
     * {@link #eq(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if complex numbers have no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray eq(Complex b, NdArray out) {
        return binary(Op.EQ, Ufunc.scalar(b), out);
    }

    /**
     * {@link #eq(NdArray)} with a boolean scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     */
    public NdArray eq(boolean b) {
        return binary(Op.EQ, Ufunc.scalar(b));
    }

    /**
     * {@link #eq(NdArray)} with a boolean scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray eq(boolean b, NdArray out) {
        return binary(Op.EQ, Ufunc.scalar(b), out);
    }

    /**
     * Elementwise {@code this != b}. NaN differs from everything. int64 and uint64 are compared exactly.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray ne(NdArray b) {
        return binary(Op.NE, b);
    }

    /**
     * {@link #ne(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray ne(NdArray b, NdArray out) {
        return binary(Op.NE, b, out);
    }

    /**
     * {@link #ne(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray ne(double b) {
        return binary(Op.NE, Ufunc.scalar(b));
    }

    /**
     * {@link #ne(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray ne(double b, NdArray out) {
        return binary(Op.NE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #ne(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray ne(long b) {
        return binary(Op.NE, Ufunc.scalar(b));
    }

    /**
     * {@link #ne(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray ne(long b, NdArray out) {
        return binary(Op.NE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #ne(NdArray)} with a complex scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if complex numbers have no such operation
     */
    public NdArray ne(Complex b) {
        return binary(Op.NE, Ufunc.scalar(b));
    }

    /**
     * {@link #ne(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if complex numbers have no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray ne(Complex b, NdArray out) {
        return binary(Op.NE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #ne(NdArray)} with a boolean scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     */
    public NdArray ne(boolean b) {
        return binary(Op.NE, Ufunc.scalar(b));
    }

    /**
     * {@link #ne(NdArray)} with a boolean scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray ne(boolean b, NdArray out) {
        return binary(Op.NE, Ufunc.scalar(b), out);
    }

    /**
     * Elementwise {@code this < b}. False for NaN. Not defined for complex numbers. int64 and uint64 are compared
     * exactly.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray lt(NdArray b) {
        return binary(Op.LT, b);
    }

    /**
     * {@link #lt(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray lt(NdArray b, NdArray out) {
        return binary(Op.LT, b, out);
    }

    /**
     * {@link #lt(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray lt(double b) {
        return binary(Op.LT, Ufunc.scalar(b));
    }

    /**
     * {@link #lt(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray lt(double b, NdArray out) {
        return binary(Op.LT, Ufunc.scalar(b), out);
    }

    /**
     * {@link #lt(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray lt(long b) {
        return binary(Op.LT, Ufunc.scalar(b));
    }

    /**
     * {@link #lt(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray lt(long b, NdArray out) {
        return binary(Op.LT, Ufunc.scalar(b), out);
    }

    /**
     * Elementwise {@code this <= b}. False for NaN. Not defined for complex numbers. int64 and uint64 are compared
     * exactly.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray le(NdArray b) {
        return binary(Op.LE, b);
    }

    /**
     * {@link #le(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray le(NdArray b, NdArray out) {
        return binary(Op.LE, b, out);
    }

    /**
     * {@link #le(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray le(double b) {
        return binary(Op.LE, Ufunc.scalar(b));
    }

    /**
     * {@link #le(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray le(double b, NdArray out) {
        return binary(Op.LE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #le(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray le(long b) {
        return binary(Op.LE, Ufunc.scalar(b));
    }

    /**
     * {@link #le(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray le(long b, NdArray out) {
        return binary(Op.LE, Ufunc.scalar(b), out);
    }

    /**
     * Elementwise {@code this > b}. False for NaN. Not defined for complex numbers. int64 and uint64 are compared
     * exactly.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray gt(NdArray b) {
        return binary(Op.GT, b);
    }

    /**
     * {@link #gt(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray gt(NdArray b, NdArray out) {
        return binary(Op.GT, b, out);
    }

    /**
     * {@link #gt(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray gt(double b) {
        return binary(Op.GT, Ufunc.scalar(b));
    }

    /**
     * {@link #gt(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray gt(double b, NdArray out) {
        return binary(Op.GT, Ufunc.scalar(b), out);
    }

    /**
     * {@link #gt(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray gt(long b) {
        return binary(Op.GT, Ufunc.scalar(b));
    }

    /**
     * {@link #gt(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray gt(long b, NdArray out) {
        return binary(Op.GT, Ufunc.scalar(b), out);
    }

    /**
     * Elementwise {@code this >= b}. False for NaN. Not defined for complex numbers. int64 and uint64 are compared
     * exactly.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray ge(NdArray b) {
        return binary(Op.GE, b);
    }

    /**
     * {@link #ge(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray ge(NdArray b, NdArray out) {
        return binary(Op.GE, b, out);
    }

    /**
     * {@link #ge(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray ge(double b) {
        return binary(Op.GE, Ufunc.scalar(b));
    }

    /**
     * {@link #ge(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray ge(double b, NdArray out) {
        return binary(Op.GE, Ufunc.scalar(b), out);
    }

    /**
     * {@link #ge(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of bools
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray ge(long b) {
        return binary(Op.GE, Ufunc.scalar(b));
    }

    /**
     * {@link #ge(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray ge(long b, NdArray out) {
        return binary(Op.GE, Ufunc.scalar(b), out);
    }
    // Bits

    /**
     * The elementwise bits set in both, {@code this & b}. Defined for integers and bools.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray bitwiseAnd(NdArray b) {
        return binary(Op.BITWISE_AND, b);
    }

    /**
     * {@link #bitwiseAnd(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseAnd(NdArray b, NdArray out) {
        return binary(Op.BITWISE_AND, b, out);
    }

    /**
     * {@link #bitwiseAnd(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray bitwiseAnd(long b) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(b));
    }

    /**
     * {@link #bitwiseAnd(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseAnd(long b, NdArray out) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(b), out);
    }

    /**
     * {@link #bitwiseAnd(NdArray)} with a boolean scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray bitwiseAnd(boolean b) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(b));
    }

    /**
     * {@link #bitwiseAnd(NdArray)} with a boolean scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseAnd(boolean b, NdArray out) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(b), out);
    }

    /**
     * {@link #bitwiseAnd(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseAndInPlace(NdArray b) {
        return binary(Op.BITWISE_AND, b, self());
    }

    /**
     * {@link #bitwiseAnd(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseAndInPlace(long b) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(b), self());
    }

    /**
     * {@link #bitwiseAnd(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseAndInPlace(boolean b) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise bits set in either, {@code this | b}. Defined for integers and bools.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray bitwiseOr(NdArray b) {
        return binary(Op.BITWISE_OR, b);
    }

    /**
     * {@link #bitwiseOr(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseOr(NdArray b, NdArray out) {
        return binary(Op.BITWISE_OR, b, out);
    }

    /**
     * {@link #bitwiseOr(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray bitwiseOr(long b) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(b));
    }

    /**
     * {@link #bitwiseOr(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseOr(long b, NdArray out) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #bitwiseOr(NdArray)} with a boolean scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray bitwiseOr(boolean b) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(b));
    }

    /**
     * {@link #bitwiseOr(NdArray)} with a boolean scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseOr(boolean b, NdArray out) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #bitwiseOr(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseOrInPlace(NdArray b) {
        return binary(Op.BITWISE_OR, b, self());
    }

    /**
     * {@link #bitwiseOr(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseOrInPlace(long b) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(b), self());
    }

    /**
     * {@link #bitwiseOr(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseOrInPlace(boolean b) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise bits set in one of the two, {@code this ^ b}. Defined for integers and bools.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray bitwiseXor(NdArray b) {
        return binary(Op.BITWISE_XOR, b);
    }

    /**
     * {@link #bitwiseXor(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseXor(NdArray b, NdArray out) {
        return binary(Op.BITWISE_XOR, b, out);
    }

    /**
     * {@link #bitwiseXor(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray bitwiseXor(long b) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(b));
    }

    /**
     * {@link #bitwiseXor(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseXor(long b, NdArray out) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #bitwiseXor(NdArray)} with a boolean scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray bitwiseXor(boolean b) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(b));
    }

    /**
     * {@link #bitwiseXor(NdArray)} with a boolean scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseXor(boolean b, NdArray out) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #bitwiseXor(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseXorInPlace(NdArray b) {
        return binary(Op.BITWISE_XOR, b, self());
    }

    /**
     * {@link #bitwiseXor(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseXorInPlace(long b) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(b), self());
    }

    /**
     * {@link #bitwiseXor(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseXorInPlace(boolean b) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise bits moved up, {@code this << b}. Defined for integers; a count that is negative or as large as
     * the type gives 0.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray bitwiseLeftShift(NdArray b) {
        return binary(Op.LEFT_SHIFT, b);
    }

    /**
     * {@link #bitwiseLeftShift(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseLeftShift(NdArray b, NdArray out) {
        return binary(Op.LEFT_SHIFT, b, out);
    }

    /**
     * {@link #bitwiseLeftShift(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray bitwiseLeftShift(long b) {
        return binary(Op.LEFT_SHIFT, Ufunc.scalar(b));
    }

    /**
     * {@link #bitwiseLeftShift(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseLeftShift(long b, NdArray out) {
        return binary(Op.LEFT_SHIFT, Ufunc.scalar(b), out);
    }

    /**
     * {@link #bitwiseLeftShift(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseLeftShiftInPlace(NdArray b) {
        return binary(Op.LEFT_SHIFT, b, self());
    }

    /**
     * {@link #bitwiseLeftShift(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseLeftShiftInPlace(long b) {
        return binary(Op.LEFT_SHIFT, Ufunc.scalar(b), self());
    }

    /**
     * The elementwise bits moved down, {@code this >> b}. Defined for integers; the sign is kept; a count that is
     * negative or as large as the type gives 0, or -1 for negative numbers.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray bitwiseRightShift(NdArray b) {
        return binary(Op.RIGHT_SHIFT, b);
    }

    /**
     * {@link #bitwiseRightShift(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseRightShift(NdArray b, NdArray out) {
        return binary(Op.RIGHT_SHIFT, b, out);
    }

    /**
     * {@link #bitwiseRightShift(NdArray)} with a scalar.
     *
     * @param b the other operand; weak
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}
     */
    public NdArray bitwiseRightShift(long b) {
        return binary(Op.RIGHT_SHIFT, Ufunc.scalar(b));
    }

    /**
     * {@link #bitwiseRightShift(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand; weak
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code b}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseRightShift(long b, NdArray out) {
        return binary(Op.RIGHT_SHIFT, Ufunc.scalar(b), out);
    }

    /**
     * {@link #bitwiseRightShift(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseRightShiftInPlace(NdArray b) {
        return binary(Op.RIGHT_SHIFT, b, self());
    }

    /**
     * {@link #bitwiseRightShift(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand; weak
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseRightShiftInPlace(long b) {
        return binary(Op.RIGHT_SHIFT, Ufunc.scalar(b), self());
    }

    /**
     * Elementwise bits turned over, {@code ~this}. Of bools: logical not. Defined for integers and bools.
     *
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray bitwiseInvert() {
        return unary(Op.INVERT);
    }

    /**
     * {@link #bitwiseInvert()} into a given array.
     *
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray bitwiseInvert(NdArray out) {
        return unary(Op.INVERT, out);
    }

    /**
     * {@link #bitwiseInvert()} in place.
     *
     * @return this array
     * @throws IllegalArgumentException if the dtype has no such operation, or another one for its result
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray bitwiseInvertInPlace() {
        return unary(Op.INVERT, self());
    }
    // Truth

    /**
     * Elementwise whether both are true. What is not 0 is true, NaN among it.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray logicalAnd(NdArray b) {
        return binary(Op.LOGICAL_AND, b);
    }

    /**
     * {@link #logicalAnd(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalAnd(NdArray b, NdArray out) {
        return binary(Op.LOGICAL_AND, b, out);
    }

    /**
     * {@link #logicalAnd(NdArray)} with a boolean scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalAnd(boolean b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalAnd(NdArray)} with a boolean scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalAnd(boolean b, NdArray out) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalAnd(NdArray)} with a scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalAnd(double b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalAnd(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalAnd(double b, NdArray out) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalAnd(NdArray)} with a scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalAnd(long b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalAnd(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalAnd(long b, NdArray out) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalAnd(NdArray)} with a complex scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalAnd(Complex b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalAnd(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalAnd(Complex b, NdArray out) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalAnd(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalAndInPlace(NdArray b) {
        return binary(Op.LOGICAL_AND, b, self());
    }

    /**
     * {@link #logicalAnd(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalAndInPlace(boolean b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b), self());
    }

    /**
     * {@link #logicalAnd(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalAndInPlace(double b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b), self());
    }

    /**
     * {@link #logicalAnd(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalAndInPlace(long b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b), self());
    }

    /**
     * {@link #logicalAnd(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalAndInPlace(Complex b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(b), self());
    }

    /**
     * Elementwise whether one of the two is true, or both. What is not 0 is true, NaN among it.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray logicalOr(NdArray b) {
        return binary(Op.LOGICAL_OR, b);
    }

    /**
     * {@link #logicalOr(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalOr(NdArray b, NdArray out) {
        return binary(Op.LOGICAL_OR, b, out);
    }

    /**
     * {@link #logicalOr(NdArray)} with a boolean scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalOr(boolean b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalOr(NdArray)} with a boolean scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalOr(boolean b, NdArray out) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalOr(NdArray)} with a scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalOr(double b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalOr(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalOr(double b, NdArray out) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalOr(NdArray)} with a scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalOr(long b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalOr(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalOr(long b, NdArray out) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalOr(NdArray)} with a complex scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalOr(Complex b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalOr(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalOr(Complex b, NdArray out) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalOr(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalOrInPlace(NdArray b) {
        return binary(Op.LOGICAL_OR, b, self());
    }

    /**
     * {@link #logicalOr(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalOrInPlace(boolean b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b), self());
    }

    /**
     * {@link #logicalOr(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalOrInPlace(double b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b), self());
    }

    /**
     * {@link #logicalOr(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalOrInPlace(long b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b), self());
    }

    /**
     * {@link #logicalOr(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalOrInPlace(Complex b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(b), self());
    }

    /**
     * Elementwise whether one of the two is true, but not both. What is not 0 is true, NaN among it.
     *
     * @param b the other operand, broadcast against this one
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such operation
     */
    public NdArray logicalXor(NdArray b) {
        return binary(Op.LOGICAL_XOR, b);
    }

    /**
     * {@link #logicalXor(NdArray)} into a given array.
     *
     * @param b the other operand
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalXor(NdArray b, NdArray out) {
        return binary(Op.LOGICAL_XOR, b, out);
    }

    /**
     * {@link #logicalXor(NdArray)} with a boolean scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalXor(boolean b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalXor(NdArray)} with a boolean scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalXor(boolean b, NdArray out) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalXor(NdArray)} with a scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalXor(double b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalXor(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalXor(double b, NdArray out) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalXor(NdArray)} with a scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalXor(long b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalXor(NdArray)} with a scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalXor(long b, NdArray out) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalXor(NdArray)} with a complex scalar.
     *
     * @param b the other operand
     * @return a new array of bools
     */
    public NdArray logicalXor(Complex b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b));
    }

    /**
     * {@link #logicalXor(NdArray)} with a complex scalar, into a given array.
     *
     * @param b the other operand
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalXor(Complex b, NdArray out) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logicalXor(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand, broadcast to this one's shape
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalXorInPlace(NdArray b) {
        return binary(Op.LOGICAL_XOR, b, self());
    }

    /**
     * {@link #logicalXor(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalXorInPlace(boolean b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b), self());
    }

    /**
     * {@link #logicalXor(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalXorInPlace(double b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b), self());
    }

    /**
     * {@link #logicalXor(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalXorInPlace(long b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b), self());
    }

    /**
     * {@link #logicalXor(NdArray)} in place: the result replaces the elements of this array.
     *
     * @param b the other operand
     * @return this array
     * @throws IllegalArgumentException if the result has another shape or does not fit this array's kind of dtype
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalXorInPlace(Complex b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(b), self());
    }

    /**
     * Elementwise logical not. What is not 0 is true, NaN among it; the result is an array of bools.
     *
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public NdArray logicalNot() {
        return unary(Op.LOGICAL_NOT);
    }

    /**
     * {@link #logicalNot()} into a given array.
     *
     * @param out receives the result; may be this array
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray logicalNot(NdArray out) {
        return unary(Op.LOGICAL_NOT, out);
    }

    /**
     * {@link #logicalNot()} in place.
     *
     * @return this array
     * @throws IllegalArgumentException if the dtype has no such operation, or another one for its result
     * @throws UnsupportedOperationException if this array is read-only
     */
    public NdArray logicalNotInPlace() {
        return unary(Op.LOGICAL_NOT, self());
    }
}
