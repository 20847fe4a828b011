package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.ReducedAxes;
import io.hotloop.internal.array.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * One run of the engine: a program over some values, and perhaps a reduction of what it gives. Values are numbered: the
 * names of the expression first, then the results of the stages in their order.
 *
 * @param program what is computed for each element
 * @param sources which values are its inputs
 * @param shape over what the program runs
 * @param reduced how its results are reduced; null if they are the stage's
 * @param dtype the dtype of the stage's result
 * @param result the shape of the stage's result
 * @param check a power of integers whose least exponent the result is; or null
 */
record Stage(
        Program program,
        int[] sources,
        long[] shape,
        @Nullable Reduced reduced,
        DType dtype,
        long[] result,
        Code.@Nullable Check check) {
    /**
     * A reduction at the end of a stage.
     *
     * @param reduction which
     * @param operation the dtype in which it is done
     * @param axes over which axes
     * @param isDirect whether the program only hands its one input on
     */
    record Reduced(Reduction reduction, DType operation, ReducedAxes axes, boolean isDirect) {}
}
