package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.ElementwiseFunction;
import io.hotloop.ExpressionException;
import io.hotloop.internal.array.BlockFunction;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import io.hotloop.internal.array.Promotion;
import io.hotloop.internal.array.ReducedAxes;
import io.hotloop.internal.array.Reduction;
import io.hotloop.internal.array.Scalars;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.expression.Node.Apply;
import io.hotloop.internal.expression.Node.Call;
import io.hotloop.internal.expression.Node.Literal;
import io.hotloop.internal.expression.Node.Reduce;
import io.hotloop.internal.expression.Node.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * From syntax to code: gives each part the dtype, shape and steps that the same operation on arrays has, and folds
 * what consists of scalars. What is wrong with dtypes and shapes is found here, and shown in the text.
 */
final class Lowering {
    /** Integer powers up to this are products: those wrap to the same bits. */
    private static final long LARGEST_PRODUCT = 64;

    private final Syntax syntax;
    private final boolean isFast;
    private final List<Operand> operands;
    private final Code code = new Code();

    /** Of each node a {@link Constant}, which is weak, or the number of a part. */
    private final Object[] values;

    private Lowering(Syntax syntax, boolean isFast, List<Operand> operands) {
        this.syntax = syntax;
        this.isFast = isFast;
        this.operands = operands;
        this.values = new Object[syntax.nodes().size()];
    }

    /**
     * Makes code of an expression.
     *
     * @param syntax the expression
     * @param isFast whether powers of floats may be products
     * @param operands what its names stand for
     * @return the code
     * @throws ExpressionException if dtypes or shapes do not go together
     */
    static Code lower(Syntax syntax, boolean isFast, List<Operand> operands) {
        return new Lowering(syntax, isFast, operands).run();
    }

    private Code run() {
        for (int i = 0; i < values.length; i++) {
            Node node = syntax.nodes().get(i);
            try {
                values[i] = value(node);
            } catch (ExpressionException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new ExpressionException(e.getMessage(), syntax.text(), node.at(), e);
            }
        }
        code.root = part(values[syntax.root()]);
        return code;
    }

    private Object value(Node node) {
        return switch (node) {
            case Literal literal -> literal.value();
            case Variable variable ->
                switch (operands.get(variable.index())) {
                    case Operand.Scalar(Constant value) -> value;
                    case Operand.Array(DType dtype, long[] shape) -> code.input(variable.index(), dtype, shape);
                };
            case Apply apply -> apply(apply);
            case Call call -> call(call);
            case Reduce reduce -> reduce(reduce);
        };
    }

    /** A value as a part: of a scalar an array of no axes. */
    private int part(Object value) {
        return value instanceof Constant constant ? code.number(constant) : (Integer) value;
    }

    private Object apply(Apply apply) {
        Function function = apply.function();
        Object[] sources = new Object[function.arity()];
        boolean isScalar = true;
        for (int i = 0; i < sources.length; i++) {
            sources[i] = values[apply.operand(i)];
            isScalar &= sources[i] instanceof Constant;
        }
        if (isScalar) {
            Constant[] constants = new Constant[sources.length];
            System.arraycopy(sources, 0, constants, 0, constants.length);
            return Folder.fold(function, constants);
        }
        return switch (function.form()) {
            case SAME -> sources[0];
            case ONES -> filled((Integer) sources[0], 1);
            case ZEROS -> filled((Integer) sources[0], 0);
            case CHOICE, TERNARY -> ternary(function.op(), sources);
            case UFUNC -> sources.length == 1 ? unary(function.op(), (Integer) sources[0]) : binary(apply, sources);
        };
    }

    private int call(Call call) {
        ElementwiseFunction function = call.function();
        List<Integer> operands = new ArrayList<>();
        for (int i = 0; i < call.operands().size(); i++) {
            DType dtype = function.inputs().get(i);
            Object value = values[call.operands().get(i)];
            boolean isHeld = value instanceof Constant constant
                    ? Ufunc.weak(dtype, constant) == dtype
                    : Promotion.canCast(code.dtype((Integer) value), dtype);
            if (!isHeld) {
                String given = value instanceof Constant constant
                        ? "is " + Explanation.constant(constant)
                        : "has dtype " + code.dtype((Integer) value);
                throw new IllegalArgumentException(
                        function.name() + ": argument " + (i + 1) + " " + given + ", the function takes " + dtype);
            }
            operands.add(cast(part(value), dtype));
        }
        BlockFunction block = BlockFunction.of(function);
        return block == null
                ? code.called(function, List.copyOf(operands))
                : code.operation(new Step(
                        Op.CALL,
                        function.output(),
                        operands.get(0),
                        operands.size() > 1 ? operands.get(1) : -1,
                        operands.size() > 2 ? operands.get(2) : -1,
                        block));
    }

    private int filled(int like, long value) {
        return code.number(Scalars.of(code.dtype(like), value), code.shape(like));
    }

    private int ternary(Op op, Object[] sources) {
        Object[] types = new Object[sources.length];
        for (int i = 0; i < sources.length; i++) {
            types[i] = sources[i] instanceof Integer number ? code.dtype(number) : sources[i];
        }
        DType dtype = Ufunc.choice(op, types);
        return code.operation(new Step(op, dtype, part(sources[0]), part(sources[1]), part(sources[2])));
    }

    private int unary(Op op, int a) {
        if (op == Op.IMAG && !code.dtype(a).isComplex()) {
            return filled(a, 0);
        }
        return inline(Ufunc.program(op, code.dtype(a)), a);
    }

    private int binary(Apply apply, Object[] sources) {
        Op op = apply.function().op();
        if (sources[0] instanceof Constant left) {
            int right = (Integer) sources[1];
            int least = op == Op.POW ? leastExponent(left.dtype(), right) : -1;
            return checked(apply, least, inline(Ufunc.program(op, code.dtype(right), left, true), right));
        }
        int left = (Integer) sources[0];
        DType dtype = code.dtype(left);
        if (sources[1] instanceof Constant right) {
            if (op == Op.POW
                    && right.dtype() == DType.INT64
                    && (dtype.isInteger() || dtype == DType.BOOL)
                    && right.bits() >= 0
                    && right.bits() <= LARGEST_PRODUCT) {
                return integerPower(left, Ufunc.weak(dtype, right), right.bits());
            }
            return inline(Ufunc.program(op, dtype, right, false, isFast), left);
        }
        int right = (Integer) sources[1];
        int least = op == Op.POW ? leastExponent(dtype, right) : -1;
        return checked(apply, least, inline(Ufunc.program(op, dtype, code.dtype(right)), left, right));
    }

    /** The least exponent, where integers cannot have a negative one and there are any; else -1. */
    private int leastExponent(DType base, int exponents) {
        if (!Ufunc.needsNoNegativePower(base, code.dtype(exponents)) || isEmpty(exponents)) {
            return -1;
        }
        var all = new ReducedAxes(code.shape(exponents), null, false);
        return code.reduced(Reduction.MIN, exponents, all, false);
    }

    private int checked(Apply apply, int least, int power) {
        if (least >= 0) {
            code.check(least, power, apply.at());
        }
        return power;
    }

    private boolean isEmpty(int number) {
        for (long length : code.shape(number)) {
            if (length == 0) {
                return true;
            }
        }
        return false;
    }

    /** A power of integers by squares and products. */
    private int integerPower(int base, DType dtype, long exponent) {
        if (exponent == 0) {
            return code.number(Scalars.of(dtype, 1), code.shape(base));
        }
        int square = cast(base, dtype);
        int product = -1;
        for (long left = exponent; ; left >>= 1) {
            if ((left & 1) != 0) {
                product = product < 0 ? square : code.operation(new Step(Op.MULTIPLY, dtype, product, square, -1));
            }
            if (left <= 1) {
                return product;
            }
            square = code.operation(new Step(Op.SQUARE, dtype, square, -1, -1));
        }
    }

    private int cast(int number, DType dtype) {
        return code.dtype(number) == dtype ? number : code.operation(new Step(Op.COPY, dtype, number, -1, -1));
    }

    /** Takes the steps of a program over, with parts for its inputs. */
    private int inline(Program program, int... inputs) {
        int first = inputs.length + program.constants().size();
        int[] parts = new int[first + program.steps().size()];
        System.arraycopy(inputs, 0, parts, 0, inputs.length);
        for (int i = 0; i < program.constants().size(); i++) {
            parts[inputs.length + i] = code.number(program.constants().get(i));
        }
        for (int i = 0; i < program.steps().size(); i++) {
            Step step = program.steps().get(i);
            int a = parts[step.a()];
            parts[first + i] = step.op() == Op.COPY
                    ? cast(a, step.dtype())
                    : code.operation(new Step(
                            step.op(),
                            step.dtype(),
                            a,
                            step.b() < 0 ? -1 : parts[step.b()],
                            step.c() < 0 ? -1 : parts[step.c()]));
        }
        return parts[parts.length - 1];
    }

    private int reduce(Reduce reduce) {
        Reduction reduction = reduce.reduction();
        int operand = part(values[reduce.a()]);
        String name = reduction.name().toLowerCase(java.util.Locale.ROOT);
        reduction.requireDefined(name, code.dtype(operand));
        var axes = new ReducedAxes(code.shape(operand), reduce.axes(), reduce.keepDims());
        axes.requireElements(name, reduction);
        return code.reduced(reduction, operand, axes, reduce.keepDims());
    }
}
