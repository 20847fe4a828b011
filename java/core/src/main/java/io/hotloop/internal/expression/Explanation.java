package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.ElementwiseFunction;
import io.hotloop.internal.Engine;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Programs as text, for people who want to know what is computed, and how. */
public final class Explanation {
    /** The length of the arrays of an expression that has no values; not shown. */
    public static final long LENGTH = 1_000_000;

    /**
     * As {@code choose_block} of program.c has it: elements of a block with and without registers, and where integers are
     * divided or raised to a power; bytes of all registers, and the smallest block for their sake.
     */
    private static final int BLOCK = 512;

    private static final int DIRECT_BLOCK = 8192;
    private static final int SLOW_BLOCK = 128;
    private static final int REGISTER_BYTES = 24 << 10;
    private static final int LEAST_BLOCK = 128;

    private final Prepared prepared;
    private final boolean isAssumed;
    private final StringBuilder text = new StringBuilder();

    private Explanation(Prepared prepared, boolean isAssumed) {
        this.prepared = prepared;
        this.isAssumed = isAssumed;
    }

    /**
     * Explains programs.
     *
     * @param prepared the programs
     * @param isAssumed whether dtypes and shapes are only an assumption
     * @return lines of text
     */
    public static String of(Prepared prepared, boolean isAssumed) {
        return new Explanation(prepared, isAssumed).run();
    }

    private String run() {
        text.append(prepared.syntax().text().strip()).append('\n');
        text.append("precision ").append(prepared.isFast() ? "FAST" : "STRICT").append('\n');
        List<String> names = prepared.syntax().names();
        if (!names.isEmpty()) {
            text.append('\n');
        }
        for (int i = 0; i < names.size(); i++) {
            text.append("  ")
                    .append(names.get(i))
                    .append("  ")
                    .append(operand(prepared.operands().get(i)))
                    .append('\n');
        }
        for (int i = 0; i < prepared.stages().size(); i++) {
            stage(i, prepared.stages().get(i));
        }
        return text.toString();
    }

    private String operand(Operand operand) {
        return switch (operand) {
            case Operand.Array(DType dtype, long[] shape) ->
                dtype + (isAssumed ? ", assumed" : " " + Layouts.toString(shape));
            case Operand.Scalar(Constant value) -> "scalar " + constant(value);
        };
    }

    private void stage(int number, Stage stage) {
        boolean isLast = number == prepared.stages().size() - 1;
        Program program = switch (stage.work()) {
            case Stage.Elementwise elementwise -> elementwise.program();
            case Stage.Reduced reduced -> reduced.program();
            case Stage.Called _ -> null;
        };
        text.append("\nstage ").append(number + 1);
        text.append(isAssumed ? "" : " over " + Layouts.toString(stage.shape()));
        text.append(program == null ? "" : ": " + registers(program));
        text.append(prepared.hasLoop() ? "; over whole double[]: a loop in Java" : "");
        text.append('\n');
        List<String[]> rows = new ArrayList<>();
        if (program != null) {
            steps(stage, program, rows);
        }
        switch (stage.work()) {
            case Stage.Elementwise _ -> {}
            case Stage.Reduced reduced -> {
                String operand = program == null
                        ? value(stage.sources()[0])
                        : "[" + program.steps().size() + "]";
                rows.add(new String[] {
                    "",
                    reduced.reduction().name().toLowerCase(Locale.ROOT),
                    reduced.operation().toString(),
                    operand + (stage.shape().length == reduced.axes().kept ? "" : over(stage, reduced))
                });
            }
            case Stage.Called(ElementwiseFunction function) ->
                rows.add(new String[] {
                    "",
                    function.name(),
                    stage.dtype().toString(),
                    Arrays.stream(stage.sources()).mapToObj(this::value).collect(Collectors.joining(", "))
                });
        }
        align(rows);
        text.append("  -> ")
                .append(isLast ? "result" : "value " + (number + 1))
                .append("  ")
                .append(stage.dtype());
        text.append(isAssumed && stage.result().length > 0 ? "" : " " + Layouts.toString(stage.result()))
                .append('\n');
    }

    private void steps(Stage stage, Program program, List<String[]> rows) {
        int firstStep = program.inputs() + program.constants().size();
        for (int i = 0; i < program.steps().size(); i++) {
            Step step = program.steps().get(i);
            StringBuilder sources = new StringBuilder();
            int[] numbers = Code.sources(step);
            for (int k = 0; k < numbers.length; k++) {
                int source = numbers[k];
                sources.append(k == 0 ? "" : ", ").append(source(stage, program, source));
                DType wanted = step.sourceDType(k);
                if (source < program.inputs() || source >= firstStep) {
                    DType own = source < program.inputs()
                            ? dtype(stage.sources()[source])
                            : program.steps().get(source - firstStep).result();
                    sources.append(own == wanted ? "" : " as " + wanted);
                }
            }
            rows.add(
                    new String[] {"[" + (i + 1) + "]", step.name(), step.dtype().toString(), sources.toString()});
        }
    }

    private static String over(Stage stage, Stage.Reduced reduced) {
        if (reduced.axes().kept == 0) {
            return " over all axes";
        }
        StringBuilder axes = new StringBuilder();
        for (int axis = 0; axis < stage.shape().length; axis++) {
            if (reduced.axes().isReduced(axis)) {
                axes.append(axes.isEmpty() ? "" : ", ").append(axis);
            }
        }
        return " over axis " + axes;
    }

    private void align(List<String[]> rows) {
        int[] widths = new int[4];
        for (String[] row : rows) {
            for (int i = 0; i < 3; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                line.append("  ").append(row[i]).append(" ".repeat(Math.max(0, widths[i] - row[i].length())));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private String source(Stage stage, Program program, int source) {
        int constant = source - program.inputs();
        if (constant < 0) {
            return value(stage.sources()[source]);
        }
        int step = constant - program.constants().size();
        return step < 0 ? constant(program.constants().get(constant)) : "[" + (step + 1) + "]";
    }

    /** A value that a stage reads: a name, or what an earlier stage gives. */
    private String value(int number) {
        List<String> names = prepared.syntax().names();
        return number < names.size() ? names.get(number) : "value " + (number - names.size() + 1);
    }

    private DType dtype(int value) {
        int names = prepared.operands().size();
        return value < names
                ? ((Operand.Array) prepared.operands().get(value)).dtype()
                : prepared.stages().get(value - names).dtype();
    }

    static String constant(Constant constant) {
        return switch (constant.dtype().kind()) {
            case BOOL -> constant.bits() != 0 ? "True" : "False";
            case SIGNED -> Long.toString(constant.bits());
            case UNSIGNED -> Long.toUnsignedString(constant.bits());
            case FLOATING -> Double.toString(Double.longBitsToDouble(constant.bits()));
            case COMPLEX ->
                "(" + Double.longBitsToDouble(constant.bits()) + " + " + Double.longBitsToDouble(constant.imaginary())
                        + "j)";
        };
    }

    // --- registers -------------------------------------------------------------------------------------------

    /**
     * How many values between steps live at once, each a block of elements that stays in the cache. Inputs and outputs
     * without gaps need none; another layout takes one more.
     */
    private static String registers(Program program) {
        int firstStep = program.inputs() + program.constants().size();
        int[] lastUse = new int[firstStep + program.steps().size()];
        for (int i = 0; i < program.steps().size(); i++) {
            for (int source : Code.sources(program.steps().get(i))) {
                lastUse[source] = i;
            }
        }
        int most = 0;
        int size = 1;
        boolean[] isHeld = new boolean[lastUse.length];
        int held = 0;
        for (int i = 0; i < program.steps().size(); i++) {
            Step step = program.steps().get(i);
            int freed = 0;
            for (int source : Arrays.stream(Code.sources(step)).distinct().toArray()) {
                freed += source >= firstStep && isHeld[source] && lastUse[source] == i ? 1 : 0;
            }
            size = Math.max(size, step.dtype().byteSize());
            held -= freed;
            if (i < program.steps().size() - 1) {
                isHeld[firstStep + i] = true;
                held++;
            }
            most = Math.max(most, Math.max(held, held + freed - 1));
        }
        boolean isNative = Engine.isNative() && program.isNative();
        int block = BLOCK;
        if (isNative) {
            block = most == 0
                    ? program.hasCalls() ? BLOCK : DIRECT_BLOCK
                    : Math.clamp(REGISTER_BYTES / (most * size), LEAST_BLOCK, BLOCK);
            int slow = slowSteps(program);
            block = slow == 0 ? block : Math.min(block, Math.max(1, SLOW_BLOCK / slow));
        }
        return (isNative ? "C" : "Java") + ", blocks of " + block + " elements, " + most
                + (most == 1 ? " register" : " registers");
    }

    private static int slowSteps(Program program) {
        int slow = 0;
        for (Step step : program.steps()) {
            slow += switch (step.op()) {
                case FLOOR_DIVIDE, REMAINDER -> 1;
                case POW -> step.dtype().isInteger() ? 1 : 0;
                default -> 0;
            };
        }
        return slow;
    }
}
