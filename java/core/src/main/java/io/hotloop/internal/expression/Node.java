package io.hotloop.internal.expression;

import io.hotloop.ElementwiseFunction;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression. Operands are numbers of nodes that come earlier in the {@link Syntax}, so that no pass needs
 * recursion.
 */
public sealed interface Node {
    /** Where the operator, name or number stands; -1 where the expression is no text. */
    int at();

    /**
     * A number in the text: weak, as Java's scalars are.
     *
     * @param value int64, float64, bool or complex128
     * @param at the place
     */
    record Literal(Constant value, int at) implements Node {}

    /**
     * A name to which a value is bound.
     *
     * @param index its number among the names
     * @param at the place
     */
    record Variable(int index, int at) implements Node {}

    /**
     * An operation on each element.
     *
     * @param function the operation
     * @param a the first operand
     * @param b the second one or -1
     * @param c the third one or -1
     * @param at the place
     */
    record Apply(Function function, int a, int b, int c, int at) implements Node {
        int operand(int i) {
            return i == 0 ? a : i == 1 ? b : c;
        }
    }

    /**
     * A call of a function of the user's.
     *
     * @param function the function
     * @param operands its arguments
     * @param at the place
     */
    record Call(ElementwiseFunction function, List<Integer> operands, int at) implements Node {}

    /**
     * A reduction.
     *
     * @param reduction which
     * @param a the operand
     * @param axes over which axes; null for all
     * @param keepDims whether they stay with length 1
     * @param at the place
     */
    record Reduce(Reduction reduction, int a, int @Nullable [] axes, boolean keepDims, int at) implements Node {}
}
