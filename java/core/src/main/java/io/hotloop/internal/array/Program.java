package io.hotloop.internal.array;

import io.hotloop.DType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise steps over some inputs: what {@code hl_program_run} (of up to three inputs),
 * {@code hl_expression_run} and the Java interpreter run. A source number below {@code inputs} is an input, then come the constants, then the results of earlier
 * steps. A source of another dtype than the step's is cast; a {@link Op#WHERE} casts its first to bool.
 *
 * @param inputs how many inputs, at most {@link #MAX_INPUTS}
 * @param constants scalars that take part, at most {@link #MAX_CONSTANTS}
 * @param steps at least one, at most {@link #MAX_STEPS}; the last one's result is the program's
 */
public record Program(int inputs, List<Constant> constants, List<Step> steps) {
    /** The most inputs. */
    public static final int MAX_INPUTS = 32;

    /** The most constants. */
    public static final int MAX_CONSTANTS = 128;

    /** The most steps. */
    public static final int MAX_STEPS = 256;

    private static final Program[][] ONE_STEP = new Program[Op.values().length][DType.values().length];

    /**
     * The last programs of an operation with a scalar on its left and on its right: a loop has the same one each
     * time, and allocates nothing for it. Written by all threads; each sees one program or another.
     */
    private static final @Nullable Program[][][] SCALAR = new Program[2][Op.values().length][DType.values().length];

    static {
        for (Op op : Op.values()) {
            for (DType dtype : DType.values()) {
                int b = op.arity() > 1 ? 1 : -1;
                int c = op.arity() > 2 ? 2 : -1;
                ONE_STEP[op.ordinal()][dtype.ordinal()] =
                        new Program(op.arity(), List.of(), List.of(new Step(op, dtype, 0, b, c)));
            }
        }
    }

    /**
     * A scalar.
     *
     * @param dtype its type
     * @param bits the value: of an integer the number, of a float its {@code doubleToRawLongBits} (also where
     *     the dtype is float32 or complex64), of a bool 0 or 1; of a complex number those of its real part
     * @param imaginary the bits of the imaginary part, 0 if not complex
     */
    public record Constant(DType dtype, long bits, long imaginary) {
        private boolean isSame(Constant other) {
            return dtype == other.dtype && bits == other.bits && imaginary == other.imaginary;
        }
    }

    /**
     * One operation.
     *
     * @param op what is done
     * @param dtype in which type; of a call the type of the result
     * @param a its first source
     * @param b its second source or -1
     * @param c its third source or -1
     * @param function what is called; null if {@code op} is no call
     */
    public record Step(
            Op op,
            DType dtype,
            int a,
            int b,
            int c,
            @Nullable BlockFunction function) {
        /** An operation of the engine's. */
        public Step(Op op, DType dtype, int a, int b, int c) {
            this(op, dtype, a, b, c, null);
        }

        /** The same with other sources. */
        public Step from(int a, int b, int c) {
            return new Step(op, dtype, a, b, c, function);
        }

        /** How many sources it has. */
        public int arity() {
            return b < 0 ? 1 : c < 0 ? 2 : 3;
        }

        /** The dtype in which it takes a source. */
        public DType sourceDType(int source) {
            return function != null
                    ? function.inputs().get(source)
                    : op == Op.WHERE && source == 0 ? DType.BOOL : dtype;
        }

        /** What people call it. */
        public String name() {
            return function != null ? function.name() : op.name().toLowerCase(Locale.ROOT);
        }

        /** What {@code hl_program_run} calls it: {@code enum hl_op}, or an address. */
        public long code(boolean fast) {
            return function != null ? function.address() : op.code(fast, dtype);
        }

        /** The dtype of the step's result. */
        public DType result() {
            return op.result(dtype);
        }
    }

    /**
     * The program that applies one operation to as many inputs as it takes; made once.
     *
     * @param op the operation
     * @param dtype the dtype in which it is done
     * @return the program
     */
    public static Program of(Op op, DType dtype) {
        return ONE_STEP[op.ordinal()][dtype.ordinal()];
    }

    /**
     * The program {@code a op constant}.
     *
     * @param op an operation of two sources
     * @param dtype the dtype in which it is done
     * @param right the second source
     * @return the program, of one input
     */
    public static Program of(Op op, DType dtype, Constant right) {
        return ofScalar(op, dtype, right, 1);
    }

    /**
     * The program {@code constant op a}.
     *
     * @param left the first source
     * @param op an operation of two sources
     * @param dtype the dtype in which it is done
     * @return the program, of one input
     */
    public static Program of(Constant left, Op op, DType dtype) {
        return ofScalar(op, dtype, left, 0);
    }

    /** @param place where the scalar stands: 0 for the left, 1 for the right */
    private static Program ofScalar(Op op, DType dtype, Constant scalar, int place) {
        Program[] last = SCALAR[place][op.ordinal()];
        Program program = last[dtype.ordinal()];
        if (program == null || !program.constants.getFirst().isSame(scalar)) {
            program = new Program(1, List.of(scalar), List.of(new Step(op, dtype, 1 - place, place, -1)));
            last[dtype.ordinal()] = program;
        }
        return program;
    }

    /** The dtype of the program's result. */
    public DType result() {
        return steps.getLast().result();
    }

    /** Whether it calls functions of the user's, of whose time nothing is known. */
    public boolean hasCalls() {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).function() != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether native kernels have all steps. */
    public boolean isNative() {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!step.op().isNative(step.dtype())) {
                return false;
            }
        }
        return true;
    }
}
