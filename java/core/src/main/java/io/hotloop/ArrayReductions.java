package io.hotloop;

import io.hotloop.internal.array.Reduction;
import io.hotloop.internal.array.View;

/**
 * Reductions of an array and cumulative operations; see {@link NdArray}. Each takes no argument for all
 * axes, one axis, or {@link ReduceOptions}, and after these an {@code out}. What they mean is in
 * {@link Reductions}.
 */
abstract sealed class ArrayReductions extends ArrayOperators permits NdArray {
    ArrayReductions(View view) {
        super(view);
    }

    /**
     * The sum of all elements. Of integers and bools int64 or uint64, which wrap; else the dtype of the array. Of
     * no elements 0. float32 is accumulated in double and rounded once. NaN and infinities propagate as by
     * addition, in the order of docs/numerics.md: the same bits for any layout and any number of threads.
     *
     * @return a new array without axes
     */
    public NdArray sum() {
        return Reductions.reduce("sum", Reduction.SUM, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #sum()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray sum(NdArray out) {
        return Reductions.reduce("sum", Reduction.SUM, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #sum()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray sum(int axis) {
        return Reductions.reduce("sum", Reduction.SUM, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #sum(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray sum(int axis, NdArray out) {
        return Reductions.reduce("sum", Reduction.SUM, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #sum()} with options.
     *
     * @param options axes, keepDims, initial, where (the rest counts as 0), dtype
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray sum(ReduceOptions options) {
        return Reductions.reduce("sum", Reduction.SUM, self(), options, null);
    }

    /**
     * {@link #sum(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, initial, where (the rest counts as 0), dtype
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray sum(ReduceOptions options, NdArray out) {
        return Reductions.reduce("sum", Reduction.SUM, self(), options, out);
    }

    /**
     * The product of all elements. Of integers and bools int64 or uint64, which wrap; else the dtype of the array.
     * Of no elements 1. float32 is accumulated in double and rounded once.
     *
     * @return a new array without axes
     */
    public NdArray prod() {
        return Reductions.reduce("prod", Reduction.PROD, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #prod()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray prod(NdArray out) {
        return Reductions.reduce("prod", Reduction.PROD, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #prod()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray prod(int axis) {
        return Reductions.reduce("prod", Reduction.PROD, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #prod(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray prod(int axis, NdArray out) {
        return Reductions.reduce("prod", Reduction.PROD, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #prod()} with options.
     *
     * @param options axes, keepDims, initial, where (the rest counts as 1), dtype
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray prod(ReduceOptions options) {
        return Reductions.reduce("prod", Reduction.PROD, self(), options, null);
    }

    /**
     * {@link #prod(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, initial, where (the rest counts as 1), dtype
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray prod(ReduceOptions options, NdArray out) {
        return Reductions.reduce("prod", Reduction.PROD, self(), options, out);
    }

    /**
     * The least element. The dtype of the array. NaN if there is one. Not defined for complex
     * numbers.
     *
     * @return a new array without axes
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements
     */
    public NdArray min() {
        return Reductions.reduce("min", Reduction.MIN, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #min()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray min(NdArray out) {
        return Reductions.reduce("min", Reduction.MIN, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #min()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of
     *     no elements
     */
    public NdArray min(int axis) {
        return Reductions.reduce("min", Reduction.MIN, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #min(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of no
     *     elements, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray min(int axis, NdArray out) {
        return Reductions.reduce("min", Reduction.MIN, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #min()} with options.
     *
     * @param options axes, keepDims, initial, where (which needs initial)
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option does not fit, the array
     *     is complex, or a result would be of no elements
     */
    public NdArray min(ReduceOptions options) {
        return Reductions.reduce("min", Reduction.MIN, self(), options, null);
    }

    /**
     * {@link #min(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, initial, where (which needs initial)
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option or {@code out} does not
     *     fit, the array is complex, or a result would be of no elements
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray min(ReduceOptions options, NdArray out) {
        return Reductions.reduce("min", Reduction.MIN, self(), options, out);
    }

    /**
     * The greatest element. The dtype of the array. NaN if there is one. Not defined for complex
     * numbers.
     *
     * @return a new array without axes
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements
     */
    public NdArray max() {
        return Reductions.reduce("max", Reduction.MAX, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #max()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray max(NdArray out) {
        return Reductions.reduce("max", Reduction.MAX, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #max()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of
     *     no elements
     */
    public NdArray max(int axis) {
        return Reductions.reduce("max", Reduction.MAX, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #max(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of no
     *     elements, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray max(int axis, NdArray out) {
        return Reductions.reduce("max", Reduction.MAX, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #max()} with options.
     *
     * @param options axes, keepDims, initial, where (which needs initial)
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option does not fit, the array
     *     is complex, or a result would be of no elements
     */
    public NdArray max(ReduceOptions options) {
        return Reductions.reduce("max", Reduction.MAX, self(), options, null);
    }

    /**
     * {@link #max(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, initial, where (which needs initial)
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option or {@code out} does not
     *     fit, the array is complex, or a result would be of no elements
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray max(ReduceOptions options, NdArray out) {
        return Reductions.reduce("max", Reduction.MAX, self(), options, out);
    }

    /**
     * The arithmetic mean of all elements. Of integers and bools float64; else the dtype of the array. float32 is
     * accumulated in double. Of no elements NaN. With a mask: the sum of the elements that take part by their
     * number.
     *
     * @return a new array without axes
     */
    public NdArray mean() {
        return Reductions.reduce("mean", Reduction.MEAN, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #mean()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray mean(NdArray out) {
        return Reductions.reduce("mean", Reduction.MEAN, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #mean()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray mean(int axis) {
        return Reductions.reduce("mean", Reduction.MEAN, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #mean(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray mean(int axis, NdArray out) {
        return Reductions.reduce("mean", Reduction.MEAN, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #mean()} with options.
     *
     * @param options axes, keepDims, where, dtype
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray mean(ReduceOptions options) {
        return Reductions.reduce("mean", Reduction.MEAN, self(), options, null);
    }

    /**
     * {@link #mean(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where, dtype
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray mean(ReduceOptions options, NdArray out) {
        return Reductions.reduce("mean", Reduction.MEAN, self(), options, out);
    }

    /**
     * The variance of all elements. The mean of the squared deviations from the mean. Of integers and bools
     * float64; of complex numbers (of the moduli of the deviations) the float type of the parts; else the dtype of
     * the array. float32 is accumulated in double. Of no elements NaN. With a mask, the elements that do not take
     * part leave their lanes of the order empty: the last bits may differ from those of an array of the others.
     *
     * @return a new array without axes
     */
    public NdArray var() {
        return Reductions.reduce("var", Reduction.VAR, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #var()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray var(NdArray out) {
        return Reductions.reduce("var", Reduction.VAR, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #var()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray var(int axis) {
        return Reductions.reduce("var", Reduction.VAR, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #var(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray var(int axis, NdArray out) {
        return Reductions.reduce("var", Reduction.VAR, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #var()} with options.
     *
     * @param options axes, keepDims, where, dtype, correction
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray var(ReduceOptions options) {
        return Reductions.reduce("var", Reduction.VAR, self(), options, null);
    }

    /**
     * {@link #var(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where, dtype, correction
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray var(ReduceOptions options, NdArray out) {
        return Reductions.reduce("var", Reduction.VAR, self(), options, out);
    }

    /**
     * The standard deviation of all elements. The square root of the variance; see {@link #var()}.
     *
     * @return a new array without axes
     */
    public NdArray std() {
        return Reductions.reduce("std", Reduction.STD, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #std()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray std(NdArray out) {
        return Reductions.reduce("std", Reduction.STD, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #std()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray std(int axis) {
        return Reductions.reduce("std", Reduction.STD, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #std(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray std(int axis, NdArray out) {
        return Reductions.reduce("std", Reduction.STD, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #std()} with options.
     *
     * @param options axes, keepDims, where, dtype, correction
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray std(ReduceOptions options) {
        return Reductions.reduce("std", Reduction.STD, self(), options, null);
    }

    /**
     * {@link #std(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where, dtype, correction
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray std(ReduceOptions options, NdArray out) {
        return Reductions.reduce("std", Reduction.STD, self(), options, out);
    }

    /**
     * Whether any element is not 0. bool. NaN is not 0. Of no elements false.
     *
     * @return a new array without axes
     */
    public NdArray any() {
        return Reductions.reduce("any", Reduction.ANY, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #any()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray any(NdArray out) {
        return Reductions.reduce("any", Reduction.ANY, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #any()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray any(int axis) {
        return Reductions.reduce("any", Reduction.ANY, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #any(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray any(int axis, NdArray out) {
        return Reductions.reduce("any", Reduction.ANY, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #any()} with options.
     *
     * @param options axes, keepDims, where
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray any(ReduceOptions options) {
        return Reductions.reduce("any", Reduction.ANY, self(), options, null);
    }

    /**
     * {@link #any(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray any(ReduceOptions options, NdArray out) {
        return Reductions.reduce("any", Reduction.ANY, self(), options, out);
    }

    /**
     * Whether no element is 0. bool. NaN is not 0. Of no elements true.
     *
     * @return a new array without axes
     */
    public NdArray all() {
        return Reductions.reduce("all", Reduction.ALL, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #all()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray all(NdArray out) {
        return Reductions.reduce("all", Reduction.ALL, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #all()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray all(int axis) {
        return Reductions.reduce("all", Reduction.ALL, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #all(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray all(int axis, NdArray out) {
        return Reductions.reduce("all", Reduction.ALL, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #all()} with options.
     *
     * @param options axes, keepDims, where
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray all(ReduceOptions options) {
        return Reductions.reduce("all", Reduction.ALL, self(), options, null);
    }

    /**
     * {@link #all(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray all(ReduceOptions options, NdArray out) {
        return Reductions.reduce("all", Reduction.ALL, self(), options, out);
    }

    /**
     * The position of the first least element. int64: along the axis, or in C order over all. The
     * first NaN where there is one. Not defined for complex numbers.
     *
     * @return a new array without axes
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements
     */
    public NdArray argmin() {
        return Reductions.reduce("argmin", Reduction.ARGMIN, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #argmin()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray argmin(NdArray out) {
        return Reductions.reduce("argmin", Reduction.ARGMIN, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #argmin()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of
     *     no elements
     */
    public NdArray argmin(int axis) {
        return Reductions.reduce("argmin", Reduction.ARGMIN, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #argmin(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of no
     *     elements, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray argmin(int axis, NdArray out) {
        return Reductions.reduce("argmin", Reduction.ARGMIN, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #argmin()} with options.
     *
     * @param options axes, keepDims; one axis or all
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option does not fit, the array
     *     is complex, or a result would be of no elements
     */
    public NdArray argmin(ReduceOptions options) {
        return Reductions.reduce("argmin", Reduction.ARGMIN, self(), options, null);
    }

    /**
     * {@link #argmin(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims; one axis or all
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option or {@code out} does not
     *     fit, the array is complex, or a result would be of no elements
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray argmin(ReduceOptions options, NdArray out) {
        return Reductions.reduce("argmin", Reduction.ARGMIN, self(), options, out);
    }

    /**
     * The position of the first greatest element. int64: along the axis, or in C order over all.
     * The first NaN where there is one. Not defined for complex numbers.
     *
     * @return a new array without axes
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements
     */
    public NdArray argmax() {
        return Reductions.reduce("argmax", Reduction.ARGMAX, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #argmax()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray argmax(NdArray out) {
        return Reductions.reduce("argmax", Reduction.ARGMAX, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #argmax()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of
     *     no elements
     */
    public NdArray argmax(int axis) {
        return Reductions.reduce("argmax", Reduction.ARGMAX, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #argmax(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of no
     *     elements, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray argmax(int axis, NdArray out) {
        return Reductions.reduce("argmax", Reduction.ARGMAX, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #argmax()} with options.
     *
     * @param options axes, keepDims; one axis or all
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option does not fit, the array
     *     is complex, or a result would be of no elements
     */
    public NdArray argmax(ReduceOptions options) {
        return Reductions.reduce("argmax", Reduction.ARGMAX, self(), options, null);
    }

    /**
     * {@link #argmax(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims; one axis or all
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option or {@code out} does not
     *     fit, the array is complex, or a result would be of no elements
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray argmax(ReduceOptions options, NdArray out) {
        return Reductions.reduce("argmax", Reduction.ARGMAX, self(), options, out);
    }

    /**
     * How many elements are not 0. int64. NaN is not 0.
     *
     * @return a new array without axes
     */
    public NdArray countNonzero() {
        return Reductions.reduce("countNonzero", Reduction.COUNT_NONZERO, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #countNonzero()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray countNonzero(NdArray out) {
        return Reductions.reduce("countNonzero", Reduction.COUNT_NONZERO, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #countNonzero()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray countNonzero(int axis) {
        return Reductions.reduce("countNonzero", Reduction.COUNT_NONZERO, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #countNonzero(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray countNonzero(int axis, NdArray out) {
        return Reductions.reduce("countNonzero", Reduction.COUNT_NONZERO, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #countNonzero()} with options.
     *
     * @param options axes, keepDims, where
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray countNonzero(ReduceOptions options) {
        return Reductions.reduce("countNonzero", Reduction.COUNT_NONZERO, self(), options, null);
    }

    /**
     * {@link #countNonzero(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray countNonzero(ReduceOptions options, NdArray out) {
        return Reductions.reduce("countNonzero", Reduction.COUNT_NONZERO, self(), options, out);
    }

    /**
     * The Euclidean norm of all elements. The square root of the sum of squares, which are not scaled: it overflows
     * where that does. Of integers and bools float64; of complex numbers (of their moduli) the float type of the
     * parts; else the dtype of the array, accumulated in double. Of no elements 0. An order other than 2, an
     * option, is computed from a temporary array of magnitudes.
     *
     * @return a new array without axes
     */
    public NdArray norm() {
        return Reductions.reduce("norm", Reduction.NORM, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #norm()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray norm(NdArray out) {
        return Reductions.reduce("norm", Reduction.NORM, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #norm()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray norm(int axis) {
        return Reductions.reduce("norm", Reduction.NORM, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #norm(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray norm(int axis, NdArray out) {
        return Reductions.reduce("norm", Reduction.NORM, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #norm()} with options.
     *
     * @param options axes, keepDims, where, dtype, order
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray norm(ReduceOptions options) {
        return Reductions.reduce("norm", Reduction.NORM, self(), options, null);
    }

    /**
     * {@link #norm(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where, dtype, order
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray norm(ReduceOptions options, NdArray out) {
        return Reductions.reduce("norm", Reduction.NORM, self(), options, out);
    }

    // Without NaN

    /**
     * The sum of the elements that are numbers. Elements that are NaN, complex ones where either
     * part is, are left out; see {@link #sum()}. Of nothing but NaN 0.
     *
     * @return a new array without axes
     */
    public NdArray nanSum() {
        return Reductions.reduceNumbers("nanSum", Reduction.SUM, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #nanSum()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanSum(NdArray out) {
        return Reductions.reduceNumbers("nanSum", Reduction.SUM, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #nanSum()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray nanSum(int axis) {
        return Reductions.reduceNumbers("nanSum", Reduction.SUM, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #nanSum(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanSum(int axis, NdArray out) {
        return Reductions.reduceNumbers("nanSum", Reduction.SUM, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #nanSum()} with options.
     *
     * @param options axes, keepDims, initial, where (the rest counts as 0), dtype
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray nanSum(ReduceOptions options) {
        return Reductions.reduceNumbers("nanSum", Reduction.SUM, self(), options, null);
    }

    /**
     * {@link #nanSum(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, initial, where (the rest counts as 0), dtype
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanSum(ReduceOptions options, NdArray out) {
        return Reductions.reduceNumbers("nanSum", Reduction.SUM, self(), options, out);
    }

    /**
     * The product of the elements that are numbers. Elements that are NaN, complex ones where
     * either part is, are left out; see {@link #prod()}. Of nothing but NaN 1.
     *
     * @return a new array without axes
     */
    public NdArray nanProd() {
        return Reductions.reduceNumbers("nanProd", Reduction.PROD, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #nanProd()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanProd(NdArray out) {
        return Reductions.reduceNumbers("nanProd", Reduction.PROD, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #nanProd()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray nanProd(int axis) {
        return Reductions.reduceNumbers("nanProd", Reduction.PROD, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #nanProd(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanProd(int axis, NdArray out) {
        return Reductions.reduceNumbers("nanProd", Reduction.PROD, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #nanProd()} with options.
     *
     * @param options axes, keepDims, initial, where (the rest counts as 1), dtype
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray nanProd(ReduceOptions options) {
        return Reductions.reduceNumbers("nanProd", Reduction.PROD, self(), options, null);
    }

    /**
     * {@link #nanProd(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, initial, where (the rest counts as 1), dtype
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanProd(ReduceOptions options, NdArray out) {
        return Reductions.reduceNumbers("nanProd", Reduction.PROD, self(), options, out);
    }

    /**
     * The least element that is a number. Elements that are NaN, complex ones where either part is,
     * are left out; see {@link #min()}. Of nothing but NaN NaN. Not defined for complex numbers.
     *
     * @return a new array without axes
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements
     */
    public NdArray nanMin() {
        return Reductions.reduceNumbers("nanMin", Reduction.MIN, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #nanMin()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanMin(NdArray out) {
        return Reductions.reduceNumbers("nanMin", Reduction.MIN, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #nanMin()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of
     *     no elements
     */
    public NdArray nanMin(int axis) {
        return Reductions.reduceNumbers("nanMin", Reduction.MIN, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #nanMin(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of no
     *     elements, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanMin(int axis, NdArray out) {
        return Reductions.reduceNumbers("nanMin", Reduction.MIN, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #nanMin()} with options.
     *
     * @param options axes, keepDims, initial, where (which needs initial)
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option does not fit, the array
     *     is complex, or a result would be of no elements
     */
    public NdArray nanMin(ReduceOptions options) {
        return Reductions.reduceNumbers("nanMin", Reduction.MIN, self(), options, null);
    }

    /**
     * {@link #nanMin(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, initial, where (which needs initial)
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option or {@code out} does not
     *     fit, the array is complex, or a result would be of no elements
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanMin(ReduceOptions options, NdArray out) {
        return Reductions.reduceNumbers("nanMin", Reduction.MIN, self(), options, out);
    }

    /**
     * The greatest element that is a number. Elements that are NaN, complex ones where either part
     * is, are left out; see {@link #max()}. Of nothing but NaN NaN. Not defined for complex numbers.
     *
     * @return a new array without axes
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements
     */
    public NdArray nanMax() {
        return Reductions.reduceNumbers("nanMax", Reduction.MAX, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #nanMax()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the array is complex, or a result would be of no elements, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanMax(NdArray out) {
        return Reductions.reduceNumbers("nanMax", Reduction.MAX, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #nanMax()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of
     *     no elements
     */
    public NdArray nanMax(int axis) {
        return Reductions.reduceNumbers("nanMax", Reduction.MAX, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #nanMax(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, or a result would be of no
     *     elements, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanMax(int axis, NdArray out) {
        return Reductions.reduceNumbers("nanMax", Reduction.MAX, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #nanMax()} with options.
     *
     * @param options axes, keepDims, initial, where (which needs initial)
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option does not fit, the array
     *     is complex, or a result would be of no elements
     */
    public NdArray nanMax(ReduceOptions options) {
        return Reductions.reduceNumbers("nanMax", Reduction.MAX, self(), options, null);
    }

    /**
     * {@link #nanMax(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, initial, where (which needs initial)
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option or {@code out} does not
     *     fit, the array is complex, or a result would be of no elements
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanMax(ReduceOptions options, NdArray out) {
        return Reductions.reduceNumbers("nanMax", Reduction.MAX, self(), options, out);
    }

    /**
     * The arithmetic mean of the elements that are numbers. Elements that are NaN, complex ones
     * where either part is, are left out; see {@link #mean()}. Of nothing but NaN NaN.
     *
     * @return a new array without axes
     */
    public NdArray nanMean() {
        return Reductions.reduceNumbers("nanMean", Reduction.MEAN, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #nanMean()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanMean(NdArray out) {
        return Reductions.reduceNumbers("nanMean", Reduction.MEAN, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #nanMean()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray nanMean(int axis) {
        return Reductions.reduceNumbers("nanMean", Reduction.MEAN, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #nanMean(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanMean(int axis, NdArray out) {
        return Reductions.reduceNumbers("nanMean", Reduction.MEAN, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #nanMean()} with options.
     *
     * @param options axes, keepDims, where, dtype
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray nanMean(ReduceOptions options) {
        return Reductions.reduceNumbers("nanMean", Reduction.MEAN, self(), options, null);
    }

    /**
     * {@link #nanMean(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where, dtype
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanMean(ReduceOptions options, NdArray out) {
        return Reductions.reduceNumbers("nanMean", Reduction.MEAN, self(), options, out);
    }

    /**
     * The variance of the elements that are numbers. Elements that are NaN, complex ones where
     * either part is, are left out; see {@link #var()}. Of nothing but NaN NaN.
     *
     * @return a new array without axes
     */
    public NdArray nanVar() {
        return Reductions.reduceNumbers("nanVar", Reduction.VAR, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #nanVar()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanVar(NdArray out) {
        return Reductions.reduceNumbers("nanVar", Reduction.VAR, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #nanVar()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray nanVar(int axis) {
        return Reductions.reduceNumbers("nanVar", Reduction.VAR, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #nanVar(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanVar(int axis, NdArray out) {
        return Reductions.reduceNumbers("nanVar", Reduction.VAR, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #nanVar()} with options.
     *
     * @param options axes, keepDims, where, dtype, correction
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray nanVar(ReduceOptions options) {
        return Reductions.reduceNumbers("nanVar", Reduction.VAR, self(), options, null);
    }

    /**
     * {@link #nanVar(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where, dtype, correction
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanVar(ReduceOptions options, NdArray out) {
        return Reductions.reduceNumbers("nanVar", Reduction.VAR, self(), options, out);
    }

    /**
     * The standard deviation of the elements that are numbers. Elements that are NaN, complex ones
     * where either part is, are left out; see {@link #std()}. Of nothing but NaN NaN.
     *
     * @return a new array without axes
     */
    public NdArray nanStd() {
        return Reductions.reduceNumbers("nanStd", Reduction.STD, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #nanStd()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanStd(NdArray out) {
        return Reductions.reduceNumbers("nanStd", Reduction.STD, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #nanStd()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray nanStd(int axis) {
        return Reductions.reduceNumbers("nanStd", Reduction.STD, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #nanStd(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanStd(int axis, NdArray out) {
        return Reductions.reduceNumbers("nanStd", Reduction.STD, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #nanStd()} with options.
     *
     * @param options axes, keepDims, where, dtype, correction
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option does not fit
     */
    public NdArray nanStd(ReduceOptions options) {
        return Reductions.reduceNumbers("nanStd", Reduction.STD, self(), options, null);
    }

    /**
     * {@link #nanStd(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims, where, dtype, correction
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, or an option or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanStd(ReduceOptions options, NdArray out) {
        return Reductions.reduceNumbers("nanStd", Reduction.STD, self(), options, out);
    }

    /**
     * The position of the first least element that is a number. Elements that are NaN, complex ones
     * where either part is, are left out; see {@link #argmin()}. Not defined for complex numbers.
     *
     * @return a new array without axes
     * @throws IllegalArgumentException if the array is complex, a result would be of no elements, or a result would
     *     be of nothing but NaN
     */
    public NdArray nanArgmin() {
        return Reductions.reduceNumbers("nanArgmin", Reduction.ARGMIN, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #nanArgmin()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the array is complex, a result would be of no elements, or a result would be
     *     of nothing but NaN, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanArgmin(NdArray out) {
        return Reductions.reduceNumbers("nanArgmin", Reduction.ARGMIN, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #nanArgmin()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, a result would be of no
     *     elements, or a result would be of nothing but NaN
     */
    public NdArray nanArgmin(int axis) {
        return Reductions.reduceNumbers("nanArgmin", Reduction.ARGMIN, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #nanArgmin(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, a result would be of no
     *     elements, or a result would be of nothing but NaN, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanArgmin(int axis, NdArray out) {
        return Reductions.reduceNumbers("nanArgmin", Reduction.ARGMIN, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #nanArgmin()} with options.
     *
     * @param options axes, keepDims; one axis or all
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option does not fit, the array
     *     is complex, a result would be of no elements, or a result would be of nothing but NaN
     */
    public NdArray nanArgmin(ReduceOptions options) {
        return Reductions.reduceNumbers("nanArgmin", Reduction.ARGMIN, self(), options, null);
    }

    /**
     * {@link #nanArgmin(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims; one axis or all
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option or {@code out} does not
     *     fit, the array is complex, a result would be of no elements, or a result would be of nothing but NaN
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanArgmin(ReduceOptions options, NdArray out) {
        return Reductions.reduceNumbers("nanArgmin", Reduction.ARGMIN, self(), options, out);
    }

    /**
     * The position of the first greatest element that is a number. Elements that are NaN, complex
     * ones where either part is, are left out; see {@link #argmax()}. Not defined for complex numbers.
     *
     * @return a new array without axes
     * @throws IllegalArgumentException if the array is complex, a result would be of no elements, or a result would
     *     be of nothing but NaN
     */
    public NdArray nanArgmax() {
        return Reductions.reduceNumbers("nanArgmax", Reduction.ARGMAX, self(), ReduceOptions.allAxes(), null);
    }

    /**
     * {@link #nanArgmax()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the array is complex, a result would be of no elements, or a result would be
     *     of nothing but NaN, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanArgmax(NdArray out) {
        return Reductions.reduceNumbers("nanArgmax", Reduction.ARGMAX, self(), ReduceOptions.allAxes(), out);
    }

    /**
     * {@link #nanArgmax()} along one axis.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array without that axis
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, a result would be of no
     *     elements, or a result would be of nothing but NaN
     */
    public NdArray nanArgmax(int axis) {
        return Reductions.reduceNumbers("nanArgmax", Reduction.ARGMAX, self(), ReduceOptions.axis(axis), null);
    }

    /**
     * {@link #nanArgmax(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, the array is complex, a result would be of no
     *     elements, or a result would be of nothing but NaN, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanArgmax(int axis, NdArray out) {
        return Reductions.reduceNumbers("nanArgmax", Reduction.ARGMAX, self(), ReduceOptions.axis(axis), out);
    }

    /**
     * {@link #nanArgmax()} with options.
     *
     * @param options axes, keepDims; one axis or all
     * @return a new array without the reduced axes, or with length 1 there
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option does not fit, the array
     *     is complex, a result would be of no elements, or a result would be of nothing but NaN
     */
    public NdArray nanArgmax(ReduceOptions options) {
        return Reductions.reduceNumbers("nanArgmax", Reduction.ARGMAX, self(), options, null);
    }

    /**
     * {@link #nanArgmax(ReduceOptions)} into a given array.
     *
     * @param options axes, keepDims; one axis or all
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory
     *     with the array and the mask in any way
     * @return {@code out}
     * @throws IllegalArgumentException if an axis is out of range or named twice, an option or {@code out} does not
     *     fit, the array is complex, a result would be of no elements, or a result would be of nothing but NaN
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanArgmax(ReduceOptions options, NdArray out) {
        return Reductions.reduceNumbers("nanArgmax", Reduction.ARGMAX, self(), options, out);
    }

    // Cumulative

    /**
     * The cumulative sum of all elements in C order. Of integers and bools int64 or uint64, which wrap; else the
     * dtype of the array, accumulated in double or complex128. The order is that of docs/numerics.md.
     *
     * @return a new array of rank 1 and the size of this one
     */
    public NdArray cumsum() {
        return Reductions.scan("cumsum", Reduction.SUM, self(), ReduceOptions.allAxes(), false, null);
    }

    /**
     * {@link #cumsum()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray cumsum(NdArray out) {
        return Reductions.scan("cumsum", Reduction.SUM, self(), ReduceOptions.allAxes(), false, out);
    }

    /**
     * The cumulative sum along one axis; see {@link #cumsum()}.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array of the same shape
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray cumsum(int axis) {
        return Reductions.scan("cumsum", Reduction.SUM, self(), ReduceOptions.axis(axis), false, null);
    }

    /**
     * {@link #cumsum(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray cumsum(int axis, NdArray out) {
        return Reductions.scan("cumsum", Reduction.SUM, self(), ReduceOptions.axis(axis), false, out);
    }

    /**
     * The cumulative sum with options; see {@link #cumsum()}.
     *
     * @param options one axis or all, which makes it one-dimensional; dtype, includeInitial (begins with 0 and is
     *     longer by one)
     * @return a new array
     * @throws IllegalArgumentException if the axis is out of range, there is more than one, or an option does not
     *     fit
     */
    public NdArray cumsum(ReduceOptions options) {
        return Reductions.scan("cumsum", Reduction.SUM, self(), options, false, null);
    }

    /**
     * {@link #cumsum(ReduceOptions)} into a given array.
     *
     * @param options one axis or all, which makes it one-dimensional; dtype, includeInitial
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may be this array,
     *     or share memory with it in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, there is more than one, or an option or {@code
     *     out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray cumsum(ReduceOptions options, NdArray out) {
        return Reductions.scan("cumsum", Reduction.SUM, self(), options, false, out);
    }

    /**
     * The cumulative product of all elements in C order. Of integers and bools int64 or uint64, which wrap; else
     * the dtype of the array, accumulated in double or complex128. The order is that of docs/numerics.md.
     *
     * @return a new array of rank 1 and the size of this one
     */
    public NdArray cumprod() {
        return Reductions.scan("cumprod", Reduction.PROD, self(), ReduceOptions.allAxes(), false, null);
    }

    /**
     * {@link #cumprod()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray cumprod(NdArray out) {
        return Reductions.scan("cumprod", Reduction.PROD, self(), ReduceOptions.allAxes(), false, out);
    }

    /**
     * The cumulative product along one axis; see {@link #cumprod()}.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array of the same shape
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray cumprod(int axis) {
        return Reductions.scan("cumprod", Reduction.PROD, self(), ReduceOptions.axis(axis), false, null);
    }

    /**
     * {@link #cumprod(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray cumprod(int axis, NdArray out) {
        return Reductions.scan("cumprod", Reduction.PROD, self(), ReduceOptions.axis(axis), false, out);
    }

    /**
     * The cumulative product with options; see {@link #cumprod()}.
     *
     * @param options one axis or all, which makes it one-dimensional; dtype, includeInitial (begins with 1 and is
     *     longer by one)
     * @return a new array
     * @throws IllegalArgumentException if the axis is out of range, there is more than one, or an option does not
     *     fit
     */
    public NdArray cumprod(ReduceOptions options) {
        return Reductions.scan("cumprod", Reduction.PROD, self(), options, false, null);
    }

    /**
     * {@link #cumprod(ReduceOptions)} into a given array.
     *
     * @param options one axis or all, which makes it one-dimensional; dtype, includeInitial
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may be this array,
     *     or share memory with it in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, there is more than one, or an option or {@code
     *     out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray cumprod(ReduceOptions options, NdArray out) {
        return Reductions.scan("cumprod", Reduction.PROD, self(), options, false, out);
    }

    /**
     * The cumulative sum of all elements in C order. A NaN counts as 0. Of integers and bools int64 or uint64,
     * which wrap; else the dtype of the array, accumulated in double or complex128. The order is that of
     * docs/numerics.md.
     *
     * @return a new array of rank 1 and the size of this one
     */
    public NdArray nanCumsum() {
        return Reductions.scan("nanCumsum", Reduction.SUM, self(), ReduceOptions.allAxes(), true, null);
    }

    /**
     * {@link #nanCumsum()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanCumsum(NdArray out) {
        return Reductions.scan("nanCumsum", Reduction.SUM, self(), ReduceOptions.allAxes(), true, out);
    }

    /**
     * The cumulative sum along one axis; see {@link #nanCumsum()}.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array of the same shape
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray nanCumsum(int axis) {
        return Reductions.scan("nanCumsum", Reduction.SUM, self(), ReduceOptions.axis(axis), true, null);
    }

    /**
     * {@link #nanCumsum(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanCumsum(int axis, NdArray out) {
        return Reductions.scan("nanCumsum", Reduction.SUM, self(), ReduceOptions.axis(axis), true, out);
    }

    /**
     * The cumulative sum with options; see {@link #nanCumsum()}.
     *
     * @param options one axis or all, which makes it one-dimensional; dtype, includeInitial (begins with 0 and is
     *     longer by one)
     * @return a new array
     * @throws IllegalArgumentException if the axis is out of range, there is more than one, or an option does not
     *     fit
     */
    public NdArray nanCumsum(ReduceOptions options) {
        return Reductions.scan("nanCumsum", Reduction.SUM, self(), options, true, null);
    }

    /**
     * {@link #nanCumsum(ReduceOptions)} into a given array.
     *
     * @param options one axis or all, which makes it one-dimensional; dtype, includeInitial
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may be this array,
     *     or share memory with it in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, there is more than one, or an option or {@code
     *     out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanCumsum(ReduceOptions options, NdArray out) {
        return Reductions.scan("nanCumsum", Reduction.SUM, self(), options, true, out);
    }

    /**
     * The cumulative product of all elements in C order. A NaN counts as 1. Of integers and bools int64 or uint64,
     * which wrap; else the dtype of the array, accumulated in double or complex128. The order is that of
     * docs/numerics.md.
     *
     * @return a new array of rank 1 and the size of this one
     */
    public NdArray nanCumprod() {
        return Reductions.scan("nanCumprod", Reduction.PROD, self(), ReduceOptions.allAxes(), true, null);
    }

    /**
     * {@link #nanCumprod()} into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanCumprod(NdArray out) {
        return Reductions.scan("nanCumprod", Reduction.PROD, self(), ReduceOptions.allAxes(), true, out);
    }

    /**
     * The cumulative product along one axis; see {@link #nanCumprod()}.
     *
     * @param axis the axis; a negative one counts from the end
     * @return a new array of the same shape
     * @throws IllegalArgumentException if the axis is out of range
     */
    public NdArray nanCumprod(int axis) {
        return Reductions.scan("nanCumprod", Reduction.PROD, self(), ReduceOptions.axis(axis), true, null);
    }

    /**
     * {@link #nanCumprod(int)} into a given array.
     *
     * @param axis the axis; a negative one counts from the end
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
     *     the array in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanCumprod(int axis, NdArray out) {
        return Reductions.scan("nanCumprod", Reduction.PROD, self(), ReduceOptions.axis(axis), true, out);
    }

    /**
     * The cumulative product with options; see {@link #nanCumprod()}.
     *
     * @param options one axis or all, which makes it one-dimensional; dtype, includeInitial (begins with 1 and is
     *     longer by one)
     * @return a new array
     * @throws IllegalArgumentException if the axis is out of range, there is more than one, or an option does not
     *     fit
     */
    public NdArray nanCumprod(ReduceOptions options) {
        return Reductions.scan("nanCumprod", Reduction.PROD, self(), options, true, null);
    }

    /**
     * {@link #nanCumprod(ReduceOptions)} into a given array.
     *
     * @param options one axis or all, which makes it one-dimensional; dtype, includeInitial
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may be this array,
     *     or share memory with it in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the axis is out of range, there is more than one, or an option or {@code
     *     out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public NdArray nanCumprod(ReduceOptions options, NdArray out) {
        return Reductions.scan("nanCumprod", Reduction.PROD, self(), options, true, out);
    }

    // Scalars

    /**
     * The sum of all elements as a double, without an array; see {@link #sum()}. Of float32 it is what was
     * accumulated, not rounded to float32.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is complex
     */
    public double sumAsDouble() {
        return Reductions.toDouble("sum", Reduction.SUM, view);
    }

    /**
     * The product of all elements as a double, without an array; see {@link #prod()}. Of float32 it is what was
     * accumulated, not rounded to float32.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is complex
     */
    public double prodAsDouble() {
        return Reductions.toDouble("prod", Reduction.PROD, view);
    }

    /**
     * The arithmetic mean of all elements as a double, without an array; see {@link #mean()}. Of float32 it is what
     * was accumulated, not rounded to float32.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is complex
     */
    public double meanAsDouble() {
        return Reductions.toDouble("mean", Reduction.MEAN, view);
    }

    /**
     * The least element as a double, without an array; see {@link #min()}. Integers beyond 2⁵³ are
     * rounded.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is complex or it has no elements
     */
    public double minAsDouble() {
        return Reductions.toDouble("min", Reduction.MIN, view);
    }

    /**
     * The greatest element as a double, without an array; see {@link #max()}. Integers beyond 2⁵³
     * are rounded.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is complex or it has no elements
     */
    public double maxAsDouble() {
        return Reductions.toDouble("max", Reduction.MAX, view);
    }

    /**
     * The variance of all elements as a double, without an array; see {@link #var()}. Of float32 it is what was
     * accumulated, not rounded to float32.
     *
     * @return the result
     */
    public double varAsDouble() {
        return Reductions.toDouble("var", Reduction.VAR, view);
    }

    /**
     * The standard deviation of all elements as a double, without an array; see {@link #std()}. Of float32 it is
     * what was accumulated, not rounded to float32.
     *
     * @return the result
     */
    public double stdAsDouble() {
        return Reductions.toDouble("std", Reduction.STD, view);
    }

    /**
     * The Euclidean norm of all elements as a double, without an array; see {@link #norm()}. Of float32 it is what
     * was accumulated, not rounded to float32.
     *
     * @return the result
     */
    public double normAsDouble() {
        return Reductions.toDouble("norm", Reduction.NORM, view);
    }

    /**
     * The sum of all elements as a long, without an array; see {@link #sum()}. Of unsigned integers the bits of a
     * uint64.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is neither of integers nor bool
     */
    public long sumAsLong() {
        return Reductions.toLong("sum", Reduction.SUM, view);
    }

    /**
     * The product of all elements as a long, without an array; see {@link #prod()}. Of unsigned integers the bits
     * of a uint64.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is neither of integers nor bool
     */
    public long prodAsLong() {
        return Reductions.toLong("prod", Reduction.PROD, view);
    }

    /**
     * The least element as a long, without an array; see {@link #min()}. Of unsigned integers the
     * bits of a uint64.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is neither of integers nor bool, or has no elements
     */
    public long minAsLong() {
        return Reductions.toLong("min", Reduction.MIN, view);
    }

    /**
     * The greatest element as a long, without an array; see {@link #max()}. Of unsigned integers
     * the bits of a uint64.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is neither of integers nor bool, or has no elements
     */
    public long maxAsLong() {
        return Reductions.toLong("max", Reduction.MAX, view);
    }

    /**
     * The position of the first least element, as a long, without an array; see {@link #argmin()}.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is complex or has no elements
     */
    public long argminAsLong() {
        return Reductions.toLong("argmin", Reduction.ARGMIN, view);
    }

    /**
     * The position of the first greatest element, as a long, without an array; see {@link #argmax()}.
     *
     * @return the result
     * @throws IllegalArgumentException if the array is complex or has no elements
     */
    public long argmaxAsLong() {
        return Reductions.toLong("argmax", Reduction.ARGMAX, view);
    }

    /**
     * How many elements are not 0, as a long, without an array; see {@link #countNonzero()}.
     *
     * @return the result
     */
    public long countNonzeroAsLong() {
        return Reductions.toLong("countNonzero", Reduction.COUNT_NONZERO, view);
    }

    /**
     * Whether any element is not 0, as a boolean; see {@link #any()}.
     *
     * @return the result
     */
    public boolean anyAsBoolean() {
        return Reductions.toLong("any", Reduction.ANY, view) != 0;
    }

    /**
     * Whether no element is 0, as a boolean; see {@link #all()}.
     *
     * @return the result
     */
    public boolean allAsBoolean() {
        return Reductions.toLong("all", Reduction.ALL, view) != 0;
    }
}
