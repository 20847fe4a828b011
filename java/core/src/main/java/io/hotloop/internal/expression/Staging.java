package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.ElementwiseFunction;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import io.hotloop.internal.expression.Code.Called;
import io.hotloop.internal.expression.Code.Input;
import io.hotloop.internal.expression.Code.Number;
import io.hotloop.internal.expression.Code.Operation;
import io.hotloop.internal.expression.Code.Reduced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts code into stages. One program computes all that leads to the result, without a temporary of its size; a cut is
 * made at each reduction and before and after each function of the user's, at small values that many elements of a larger one need, and where a program would have more
 * inputs or steps than the engine takes. What two stages need and neither stores, both compute.
 */
final class Staging {
    /**
     * A part whose result is used for this many elements each is computed before, as an operation on arrays would be:
     * from there on, storing and reading it is the least of the work.
     */
    private static final long REPEATED = 4;

    /** The most elements of such a part: with them, memory does not grow with the arrays. */
    private static final long MOST_HOISTED = 1 << 16;

    /** Results so small are not worth a stage of their own, some 150 ns. */
    private static final long LEAST_HOISTING = 1024;

    /** What one program holds, numbers of parts in rising order. */
    private record Cone(int[] steps, int[] inputs, int[] constants) {
        /** Whether the engine takes it, and one more step for the cast of a reduction. */
        boolean fits() {
            return steps.length < Program.MAX_STEPS
                    && inputs.length <= Program.MAX_INPUTS
                    && constants.length <= Program.MAX_CONSTANTS;
        }
    }

    private static final int[] NONE = {};

    private final Code code;
    private final boolean[] live;

    /** Of each part the program that computes it. */
    private final @Nullable Cone[] programs;

    /** Parts that are values of their own: inputs, reductions, calls and their operands, and cuts. */
    private final boolean[] isStored;

    /** Of each stored part the number of its value. */
    private final int[] slots;

    private Staging(Code code) {
        this.code = code;
        live = code.live();
        programs = new Cone[code.size()];
        isStored = new boolean[code.size()];
        slots = new int[code.size()];
    }

    /**
     * Makes stages of code.
     *
     * @param code the code
     * @param names how many names the expression has
     * @return the stages; the last one gives the result
     */
    static List<Stage> of(Code code, int names) {
        return new Staging(code).run(names);
    }

    private List<Stage> run(int names) {
        for (int i = 0; i < code.size(); i++) {
            if (live[i]) {
                grow(i);
            }
        }
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < code.size(); i++) {
            if (live[i] && code.part(i) instanceof Input(int variable)) {
                slots[i] = variable;
            } else if (live[i] && isStored[i] && i != code.root) {
                slots[i] = names + stages.size();
                stages.add(stage(i));
            }
        }
        stages.add(stage(code.root));
        return List.copyOf(stages);
    }

    // --- which steps go together -----------------------------------------------------------------------------

    private void grow(int number) {
        switch (code.part(number)) {
            case Called called -> {
                called.operands().forEach(operand -> isStored[operand] = true);
                storeAlways(number);
            }
            case Input _, Reduced _ -> storeAlways(number);
            case Number _ -> programs[number] = new Cone(NONE, NONE, new int[] {number});
            case Operation(Step step) -> {
                int[] sources = Code.sources(step);
                long elements = code.elements(number);
                for (int source : sources) {
                    if (elements >= LEAST_HOISTING
                            && code.elements(source) <= Math.min(MOST_HOISTED, elements / REPEATED)) {
                        store(source);
                    }
                }
                Cone program = join(number, sources);
                while (!program.fits()) {
                    store(largest(sources));
                    program = join(number, sources);
                }
                programs[number] = program;
            }
        }
    }

    private void storeAlways(int number) {
        isStored[number] = true;
        programs[number] = asInput(number);
    }

    private static Cone asInput(int number) {
        return new Cone(NONE, new int[] {number}, NONE);
    }

    private Cone program(int number) {
        Cone program = programs[number];
        assert program != null : "part " + number + " comes before what uses it";
        return program;
    }

    /** Whether programs read a part from memory; a number they hold, even one that is stored for a call. */
    private boolean isValue(int number) {
        return isStored[number] && !(code.part(number) instanceof Number);
    }

    /** What a program holds to have a part as a source. */
    private Cone cone(int number) {
        return isValue(number) ? asInput(number) : program(number);
    }

    /** Makes a part a value of its own; a number is one in any program. */
    private void store(int number) {
        isStored[number] |= code.part(number) instanceof Operation;
    }

    /** The source that brings the most steps. */
    private int largest(int[] sources) {
        int largest = sources[0];
        for (int source : sources) {
            if (cone(source).steps().length > cone(largest).steps().length) {
                largest = source;
            }
        }
        assert cone(largest).steps().length > 0 : "a step of stored sources fits";
        return largest;
    }

    private Cone join(int number, int[] sources) {
        int[] steps = {number};
        int[] inputs = NONE;
        int[] constants = NONE;
        for (int source : sources) {
            Cone other = cone(source);
            steps = union(other.steps(), steps);
            inputs = union(inputs, other.inputs());
            constants = union(constants, other.constants());
        }
        return new Cone(steps, inputs, constants);
    }

    private static int[] union(int[] a, int[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length == 0 ? b : a;
        }
        int[] all = new int[a.length + b.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            if (j == b.length || i < a.length && a[i] < b[j]) {
                all[count++] = a[i++];
            } else {
                if (i < a.length && a[i] == b[j]) {
                    i++;
                }
                all[count++] = b[j++];
            }
        }
        return count == all.length ? all : Arrays.copyOf(all, count);
    }

    // --- programs ----------------------------------------------------------------------------------------------

    /** The stage that gives a part. */
    private Stage stage(int number) {
        return switch (code.part(number)) {
            case Called(ElementwiseFunction function, List<Integer> operands) ->
                stage(
                        number,
                        new Stage.Called(function),
                        operands.stream().mapToInt(operand -> operand).toArray(),
                        number);
            case Reduced reduced -> {
                int operand = reduced.operand();
                Program program = isValue(operand) ? null : program(program(operand), operand, reduced.operation());
                var work = new Stage.Reduced(program, reduced.reduction(), reduced.operation(), reduced.axes());
                yield stage(number, work, cone(operand).inputs(), operand);
            }
            case Input _, Number _, Operation _ -> {
                Cone cone = program(number);
                yield stage(
                        number,
                        new Stage.Elementwise(program(cone, number, code.dtype(number))),
                        cone.inputs(),
                        number);
            }
        };
    }

    /** @param over the part over whose elements it runs */
    private Stage stage(int number, Stage.Work work, int[] inputs, int over) {
        int[] sources = new int[inputs.length];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = slots[inputs[i]];
        }
        return new Stage(work, sources, code.shape(over), code.dtype(number), code.shape(number), code.checkOf(number));
    }

    /** The program of a cone, whose last step gives a part in a dtype. */
    private Program program(Cone cone, int result, DType dtype) {
        int firstStep = cone.inputs().length + cone.constants().length;
        List<Constant> constants = new ArrayList<>();
        for (int number : cone.constants()) {
            constants.add(((Number) code.part(number)).value());
        }
        List<Step> steps = new ArrayList<>();
        for (int number : cone.steps()) {
            Step step = ((Operation) code.part(number)).step();
            steps.add(step.from(source(cone, step.a()), source(cone, step.b()), source(cone, step.c())));
        }
        if (steps.isEmpty() || code.dtype(result) != dtype) {
            int last = steps.isEmpty() ? 0 : firstStep + steps.size() - 1;
            steps.add(new Step(Op.COPY, dtype, last, -1, -1));
        }
        return new Program(cone.inputs().length, List.copyOf(constants), List.copyOf(steps));
    }

    /** The number of a part among the sources of a program. */
    private static int source(Cone cone, int part) {
        if (part < 0) {
            return -1;
        }
        int at = Arrays.binarySearch(cone.inputs(), part);
        if (at >= 0) {
            return at;
        }
        int before = cone.inputs().length;
        at = Arrays.binarySearch(cone.constants(), part);
        if (at >= 0) {
            return before + at;
        }
        at = Arrays.binarySearch(cone.steps(), part);
        assert at >= 0 : "part " + part + " is in no list of " + cone;
        return before + cone.constants().length + at;
    }
}
