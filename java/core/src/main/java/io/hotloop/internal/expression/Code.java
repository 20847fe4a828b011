package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.ElementwiseFunction;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import io.hotloop.internal.array.ReducedAxes;
import io.hotloop.internal.array.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression with dtypes and shapes: parts that are numbered, operands before what uses them, no two of them the
 * same. What belongs together in one program is decided later.
 */
final class Code {
    /** One value: an array of a dtype and shape. */
    sealed interface Part {}

    /** What is bound to a name. */
    record Input(int variable) implements Part {}

    /** A number, alone or as all elements of a shape. */
    record Number(Constant value) implements Part {}

    /** An operation on each element; its sources are numbers of parts. */
    record Operation(Step step) implements Part {}

    /** A reduction: in which dtype, of which part, over which axes. */
    record Reduced(Reduction reduction, DType operation, int operand, ReducedAxes axes, boolean keepDims)
            implements Part {}

    /** A call of a function of the user's; its operands are parts of the dtypes that it takes. */
    record Called(ElementwiseFunction function, List<Integer> operands) implements Part {}

    /** What makes two reductions the same: the axes as they are after counting from the end. */
    private record ReducedKey(Reduction reduction, int operand, List<Integer> axes, boolean keepDims) {}

    /**
     * A power of integers, whose exponents must not be negative.
     *
     * @param least the part that is the least of them
     * @param power the power
     * @param at its place in the text
     */
    record Check(int least, int power, int at) {}

    private static final long[] SCALAR = {};

    private final List<Part> parts = new ArrayList<>();
    private final List<DType> dtypes = new ArrayList<>();
    private final List<long[]> shapes = new ArrayList<>();
    private final Map<Object, Integer> known = new HashMap<>();
    private final Map<Integer, Check> checksByLeast = new HashMap<>();
    private final Map<Integer, Check> checksByPower = new HashMap<>();

    /** The part that is the result. */
    int root;

    int size() {
        return parts.size();
    }

    Part part(int number) {
        return parts.get(number);
    }

    DType dtype(int number) {
        return dtypes.get(number);
    }

    long[] shape(int number) {
        return shapes.get(number);
    }

    private int add(Part part, DType dtype, long[] shape) {
        parts.add(part);
        dtypes.add(dtype);
        shapes.add(shape);
        return parts.size() - 1;
    }

    int input(int variable, DType dtype, long[] shape) {
        return known.computeIfAbsent(new Input(variable), key -> add((Part) key, dtype, shape));
    }

    /** A number without a shape. */
    int number(Constant value) {
        return known.computeIfAbsent(new Number(value), key -> add((Part) key, value.dtype(), SCALAR));
    }

    /** A number for each element of a shape. */
    int number(Constant value, long[] shape) {
        return shape.length == 0 ? number(value) : add(new Number(value), value.dtype(), shape);
    }

    /** An operation, of the shape to which its sources broadcast. */
    int operation(Step step) {
        Integer same = known.get(step);
        if (same != null) {
            return same;
        }
        long[] shape = shape(step.a());
        if (step.b() >= 0) {
            shape = Layouts.broadcast(shape, shape(step.b()));
        }
        if (step.c() >= 0) {
            shape = Layouts.broadcast(shape, shape(step.c()));
        }
        DType dtype = step.result();
        Layouts.size(dtype, shape);
        int number = add(new Operation(step), dtype, shape);
        known.put(step, number);
        return number;
    }

    /** A call, of the shape to which its operands broadcast. */
    int called(ElementwiseFunction function, List<Integer> operands) {
        return known.computeIfAbsent(new Called(function, operands), key -> {
            long[] shape = SCALAR;
            for (int operand : operands) {
                shape = Layouts.broadcast(shape, shape(operand));
            }
            Layouts.size(function.output(), shape);
            return add((Part) key, function.output(), shape);
        });
    }

    int reduced(Reduction reduction, int operand, ReducedAxes axes, boolean keepDims) {
        List<Integer> taken = new ArrayList<>();
        for (int axis = 0; axis < shape(operand).length; axis++) {
            if (axes.isReduced(axis)) {
                taken.add(axis);
            }
        }
        return known.computeIfAbsent(new ReducedKey(reduction, operand, taken, keepDims), _ -> {
            DType operation = reduction.operation(dtype(operand));
            return add(
                    new Reduced(reduction, operation, operand, axes, keepDims),
                    reduction.result(operation),
                    axes.resultShape);
        });
    }

    /** Has the exponents of a power looked at; the least of them is a part before it. */
    void check(int least, int power, int at) {
        var check = new Check(least, power, at);
        checksByLeast.putIfAbsent(least, check);
        checksByPower.putIfAbsent(power, check);
    }

    /** The power that a part is the least exponent of, or null. */
    @Nullable
    Check checkOf(int least) {
        return checksByLeast.get(least);
    }

    /** How many elements a part has, and at least one. */
    long elements(int number) {
        long elements = 1;
        for (long length : shape(number)) {
            elements *= Math.max(1, length);
        }
        return elements;
    }

    /** Which parts the result needs. */
    boolean[] live() {
        boolean[] live = new boolean[size()];
        live[root] = true;
        for (int i = size() - 1; i >= 0; i--) {
            if (live[i]) {
                operands(i, live);
            }
            Check check = checksByPower.get(i);
            if (live[i] && check != null) {
                live[check.least()] = true;
            }
        }
        return live;
    }

    private void operands(int number, boolean[] marked) {
        switch (part(number)) {
            case Operation(Step step) -> {
                for (int source : sources(step)) {
                    marked[source] = true;
                }
            }
            case Called called -> called.operands().forEach(operand -> marked[operand] = true);
            case Reduced reduced -> marked[reduced.operand()] = true;
            case Input _, Number _ -> {}
        }
    }

    static int[] sources(Step step) {
        int[] all = {step.a(), step.b(), step.c()};
        return Arrays.copyOf(all, step.arity());
    }
}
