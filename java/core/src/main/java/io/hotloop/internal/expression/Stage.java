package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.ElementwiseFunction;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.ReducedAxes;
import io.hotloop.internal.array.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * One run of the engine, or of a function of the user's. Values are numbered: the names of the expression first, then the
 * results of the stages in their order.
 *
 * @param work what is done
 * @param sources which values are its inputs
 * @param shape over what it runs
 * @param dtype the dtype of the stage's result
 * @param result the shape of the stage's result
 * @param check a power of integers whose least exponent the result is; or null
 */
record Stage(Work work, int[] sources, long[] shape, DType dtype, long[] result, Code.@Nullable Check check) {
    /** The program of a stage that is one for each element. */
    Program elementwise() {
        return ((Elementwise) work).program();
    }

    /** What a stage does. */
    sealed interface Work {}

    /**
     * A program for each element.
     *
     * @param program what is computed
     */
    record Elementwise(Program program) implements Work {}

    /**
     * A reduction of what a program gives.
     *
     * @param program what is computed for each element; null where the one input is reduced as it is
     * @param reduction which
     * @param operation the dtype in which it is done
     * @param axes over which axes
     */
    record Reduced(@Nullable Program program, Reduction reduction, DType operation, ReducedAxes axes) implements Work {}

    /**
     * A call of a function of the user's, with inputs of the dtypes that it takes.
     *
     * @param function the function
     */
    record Called(ElementwiseFunction function) implements Work {}
}
