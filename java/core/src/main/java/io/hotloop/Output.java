package io.hotloop;

import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;
import org.jspecify.annotations.Nullable;

/**
 * What an operation writes to: a new array, the given {@code out}, or, where {@code out} has another dtype or shares
 * memory with an operand, an array between.
 */
final class Output {
    private Output() {}

    /**
     * Checks an output.
     *
     * @param name what messages call the operation
     * @throws IllegalArgumentException if its shape is another one, or the dtype does not go there
     * @throws UnsupportedOperationException if it is read-only
     */
    static void check(String name, long[] shape, DType dtype, NdArray out) {
        out.requireWritable();
        Ufunc.checkOut(name, shape, dtype, out.view);
    }

    /**
     * Where the results go.
     *
     * @param name what messages call the operation
     * @param shape of the result
     * @param dtype of the result
     * @param out what the caller gave; null for a new array
     * @param operands what is read while results are written
     * @throws IllegalArgumentException if {@code out} has another shape, or the dtype does not go there
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    static View target(String name, long[] shape, DType dtype, @Nullable NdArray out, @Nullable View... operands) {
        if (out == null) {
            return Blocks.empty(dtype, shape);
        }
        check(name, shape, dtype, out);
        boolean isStraight = out.view.dtype() == dtype;
        for (View operand : operands) {
            isStraight &= operand == null || Layouts.overlap(out.view, operand) == Layouts.Overlap.NONE;
        }
        return isStraight ? out.view : Blocks.empty(dtype, shape);
    }

    /** The array that the caller gets, once the target is written. */
    static NdArray deliver(View target, @Nullable NdArray out) {
        if (out == null) {
            return NdArray.from(target);
        }
        if (target != out.view) {
            Elementwise.copy(out.view, target);
        }
        return out;
    }
}
