package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations on scalars alone. They have the meaning of the same operation on arrays of int64, float64, bool or
 * complex128, and are computed by the same engine, with two exceptions, which are Python's: integers do not wrap, what
 * does not fit is refused; and an integer to a negative power is a float.
 */
final class Folder {
    private Folder() {}

    /** {@code function(operands)}: as weak as its operands. */
    static Constant fold(Function function, Constant... operands) {
        return switch (function.form()) {
            case SAME -> operands[0];
            case ONES -> converted(Ufunc.scalar(true), operands[0].dtype());
            case ZEROS -> converted(Ufunc.scalar(false), operands[0].dtype());
            case CHOICE, TERNARY -> {
                DType dtype = Ufunc.choice(function.op(), (Object[]) operands);
                yield run(new Program(0, List.of(operands), List.of(new Step(function.op(), dtype, 0, 1, 2))));
            }
            case UFUNC ->
                function.arity() == 1
                        ? unary(function.op(), operands[0])
                        : binary(function.op(), operands[0], operands[1]);
        };
    }

    private static Constant unary(Op op, Constant a) {
        if (a.dtype() == DType.INT64 && a.bits() == Long.MIN_VALUE && (op == Op.NEGATIVE || op == Op.ABS)) {
            throw tooLarge();
        }
        if (op == Op.SQUARE && a.dtype() == DType.INT64) {
            requireFits(Op.MULTIPLY, a.bits(), a.bits());
        }
        return run(withConstants(Ufunc.program(op, a.dtype()), a));
    }

    private static Constant binary(Op op, Constant a, Constant b) {
        if (a.dtype() == DType.INT64 && b.dtype() == DType.INT64) {
            if (op == Op.POW && b.bits() < 0) {
                return binary(op, converted(a, DType.FLOAT64), converted(b, DType.FLOAT64));
            }
            requireFits(op, a.bits(), b.bits());
        }
        return run(withConstants(Ufunc.program(op, a.dtype(), b.dtype()), a, b));
    }

    /** Inputs replaced by constants: both are counted one after the other. */
    private static Program withConstants(Program program, Constant... inputs) {
        List<Constant> constants = new ArrayList<>(List.of(inputs));
        constants.addAll(program.constants());
        return new Program(0, constants, program.steps());
    }

    private static Constant converted(Constant value, DType dtype) {
        return run(new Program(0, List.of(value), List.of(new Step(Op.COPY, dtype, 0, -1, -1))));
    }

    private static Constant run(Program program) {
        DType dtype = program.result();
        View out = View.contiguous(MemorySegment.ofArray(new long[2]), dtype);
        Elementwise.run(program, out, null, null, null);
        MemorySegment segment = out.segment();
        return switch (dtype.kind()) {
            case BOOL -> Ufunc.scalar(Elements.getLong(segment, 0, dtype) != 0);
            case SIGNED, UNSIGNED -> Ufunc.scalar(Elements.getLong(segment, 0, dtype));
            case FLOATING -> Ufunc.scalar(Elements.getReal(segment, 0, dtype));
            case COMPLEX ->
                Ufunc.scalar(new io.hotloop.Complex(
                        Elements.getReal(segment, 0, dtype), Elements.getImag(segment, 0, dtype)));
        };
    }

    private static void requireFits(Op op, long a, long b) {
        boolean fits = switch (op) {
            case ADD -> fits(BigInteger.valueOf(a).add(BigInteger.valueOf(b)));
            case SUBTRACT -> fits(BigInteger.valueOf(a).subtract(BigInteger.valueOf(b)));
            case MULTIPLY -> fits(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
            case FLOOR_DIVIDE -> a != Long.MIN_VALUE || b != -1;
            // 0, 1 and -1 stay what they are; of all others the 64th power does not fit.
            case POW ->
                Math.abs(a) <= 1 && a != Long.MIN_VALUE
                        || b < 64 && fits(BigInteger.valueOf(a).pow((int) b));
            case LEFT_SHIFT ->
                a == 0 || b < 0 || b < 64 && fits(BigInteger.valueOf(a).shiftLeft((int) b));
            default -> true;
        };
        if (!fits) {
            throw tooLarge();
        }
    }

    private static boolean fits(BigInteger value) {
        return value.bitLength() < 64;
    }

    private static IllegalArgumentException tooLarge() {
        return new IllegalArgumentException(
                "the number does not fit int64; make an operand a float, with a point: 10.0**30");
    }
}
