package io.hotloop.internal.array;

import io.hotloop.internal.Engine;

/**
 * Runs programs over any number of inputs, up to {@link Program#MAX_INPUTS}, and programs whose result is reduced
 * at once: the engine of expressions. Operands are views of any layout, on or off the heap; no temporary of the
 * size of an operand is made, but for an input whose memory the output overlaps.
 *
 * <p>What it computes is, to the bit, what the program's steps give one after the other as operations on arrays,
 * and then {@link Reducer}.
 */
public final class Fused {
    private Fused() {}

    /**
     * Runs a program over all elements of its output, as
     * {@link Elementwise#run(Program, View, View, View, View)} does for up to three inputs.
     *
     * @param program what is computed
     * @param inputs its inputs, each broadcast to the output's shape; as many as the program has. Those that share
     *     memory with the output are copied first, unless they are the output, element for element
     * @param out receives the results, cast to its dtype; no two elements share memory
     * @throws java.util.concurrent.CancellationException if the thread was interrupted during a long call
     * @throws IllegalStateException if the memory of an operand is closed; the message names its scope
     */
    public static void run(Program program, View[] inputs, View out) {
        Elementwise.run(program, out, inputs);
    }

    /**
     * Reduces the result of a program over the common shape of its inputs; see the other form.
     *
     * @param program what is reduced
     * @param reduction how
     * @param inputs the program's inputs, at least one
     * @param axes the axes that are reduced, 0 to rank - 1, each once, in any order
     * @param out receives the results
     * @throws IllegalArgumentException if the inputs cannot be broadcast
     */
    public static void reduce(Program program, Reduction reduction, View[] inputs, int[] axes, View out) {
        long[] shape = inputs[0].shape();
        for (View input : inputs) {
            shape = Layouts.broadcast(shape, input.shape());
        }
        reduce(program, reduction, 0, inputs, shape, axes, out);
    }

    /**
     * Reduces the result of a program, which is never in memory as a whole.
     *
     * <p>The reduction is done in the dtype of the program's result, {@link Program#result()}: a step at its end
     * casts to another one. The order of the elements is that of the shape, as {@link Reducer} has it.
     *
     * @param program what is reduced
     * @param reduction how: not {@link Reduction#ARGMIN} or {@link Reduction#ARGMAX}; one that exists for the dtype
     * @param ddof what a variance's divisor is less than the number of elements, but not less than 0
     * @param inputs the program's inputs, each broadcast to the shape; as many as the program has
     * @param shape over what the program runs. An axis to be reduced that has length 0 is for the caller to refuse
     *     where the reduction of nothing has no value
     * @param axes the axes that are reduced, 0 to rank - 1, each once, in any order; none: each element is a
     *     reduction of its own
     * @param out receives the results, cast to its dtype: of the lengths of the other axes, in their order. May
     *     overlap inputs
     * @throws java.util.concurrent.CancellationException if the thread was interrupted during a long call
     * @throws IllegalStateException if the memory of an operand is closed; the message names its scope
     */
    public static void reduce(
            Program program, Reduction reduction, double ddof, View[] inputs, long[] shape, int[] axes, View out) {
        assert reduction != Reduction.ARGMIN && reduction != Reduction.ARGMAX : reduction;
        assert inputs.length == program.inputs() : inputs.length + " inputs for " + program;
        try {
            boolean isApart = true;
            for (View input : inputs) {
                isApart &= Layouts.overlap(out, input) == Layouts.Overlap.NONE;
            }
            boolean isOffHeap = Engine.isNative() && program.hasCalls();
            View[] sources = isOffHeap ? Elementwise.offHeap(inputs) : inputs;
            View to =
                    isApart && (out.segment().isNative() || !isOffHeap) ? out : Blocks.empty(out.dtype(), out.shape());
            FusedReduction.of(program, reduction, ddof, sources, shape, axes, to)
                    .run();
            if (to != out) {
                Elementwise.copy(out, to);
            }
        } catch (IllegalStateException e) {
            throw Blocks.closed(Blocks.closed(e, out), inputs);
        }
    }
}
