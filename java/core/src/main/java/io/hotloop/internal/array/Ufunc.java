package io.hotloop.internal.array;

import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise operations on views as users see them: which dtype they are done in, which shape comes out, and
 * what is refused. {@link Elementwise} then runs them.
 *
 * <p>A {@link Constant} stands for a Java scalar: int64, float64, bool or complex128, and weak.
 */
public final class Ufunc {
    private static final int SCALAR_BITS = 6;

    /**
     * Real scalars by a hash of their bits: a loop uses the same few, and allocates nothing for them. Written by
     * all threads; each sees one scalar or another.
     */
    private static final @Nullable Constant[] SCALARS = new Constant[1 << SCALAR_BITS];

    private static final Constant ZERO = scalar(0);

    private Ufunc() {}

    /** A Java integer, weak. */
    public static Constant scalar(long value) {
        return scalar(DType.INT64, value);
    }

    /** A Java double, weak. */
    public static Constant scalar(double value) {
        return scalar(DType.FLOAT64, Double.doubleToRawLongBits(value));
    }

    private static Constant scalar(DType dtype, long bits) {
        // Fibonacci hashing: round numbers differ in the upper bits only.
        int at = (int) (bits * 0x9E3779B97F4A7C15L >>> Long.SIZE - SCALAR_BITS);
        Constant known = SCALARS[at];
        if (known == null || known.bits() != bits || known.dtype() != dtype) {
            known = new Constant(dtype, bits, 0);
            SCALARS[at] = known;
        }
        return known;
    }

    /** A Java boolean, weak. */
    public static Constant scalar(boolean value) {
        return new Constant(DType.BOOL, value ? 1 : 0, 0);
    }

    /** A complex number, weak. */
    public static Constant scalar(Complex value) {
        return new Constant(
                DType.COMPLEX128, Double.doubleToRawLongBits(value.re()), Double.doubleToRawLongBits(value.im()));
    }

    /**
     * {@code op(a)} in a new view.
     *
     * @param op an operation of one source
     * @param a the input
     * @return the result
     * @throws IllegalArgumentException if the operation is not defined for the dtype
     */
    public static View unary(Op op, View a) {
        Program program = program(op, a.dtype());
        View out = empty(program.result(), a.shape(), a, null);
        Elementwise.run(program, out, a, null, null);
        return out;
    }

    /**
     * {@code op(a)} in a given view.
     *
     * @param op an operation of one source
     * @param a the input
     * @param out receives the result
     * @throws IllegalArgumentException if the operation is not defined for the dtype, or out has another shape
     *     or a dtype of a lower kind than the result
     */
    public static void unary(Op op, View a, View out) {
        Program program = program(op, a.dtype());
        checkOut(op, program, a.shape(), out);
        Elementwise.run(program, out, a, null, null);
    }

    /**
     * {@code op(a, b)} in a new view.
     *
     * @param op an operation of two sources
     * @param a the first input
     * @param b the second input
     * @return the result, of the shape to which the two broadcast
     * @throws IllegalArgumentException if the operation is not defined for the dtypes, or the shapes cannot be
     *     broadcast
     */
    public static View binary(Op op, View a, View b) {
        Program program = program(op, a, b);
        View out = empty(program.result(), Layouts.broadcast(a.shape(), b.shape()), a, b);
        Elementwise.run(program, out, a, b, null);
        return out;
    }

    /**
     * {@code op(a, b)} in a given view.
     *
     * @param op an operation of two sources
     * @param a the first input
     * @param b the second input
     * @param out receives the result
     * @throws IllegalArgumentException as {@link #binary(Op, View, View)} says, and if out has another shape or
     *     a dtype of a lower kind than the result
     */
    public static void binary(Op op, View a, View b, View out) {
        Program program = program(op, a, b);
        checkOut(op, program, broadcastFor(out, a, b), out);
        Elementwise.run(program, out, a, b, null);
    }

    /**
     * {@code op(a, b)} with a scalar on the right, in a new view.
     *
     * @param op an operation of two sources
     * @param a the input
     * @param b the scalar
     * @return the result
     * @throws IllegalArgumentException if the operation is not defined for the dtypes, or an integer does not
     *     fit the dtype of {@code a}
     */
    public static View binary(Op op, View a, Constant b) {
        Program program = program(op, a.dtype(), b, false);
        View out = empty(program.result(), a.shape(), a, null);
        Elementwise.run(program, out, a, null, null);
        return out;
    }

    /**
     * {@code op(a, b)} with a scalar on the right, in a given view.
     *
     * @param op an operation of two sources
     * @param a the input
     * @param b the scalar
     * @param out receives the result
     * @throws IllegalArgumentException as {@link #binary(Op, View, Constant)} says, and if out has another
     *     shape or a dtype of a lower kind than the result
     */
    public static void binary(Op op, View a, Constant b, View out) {
        Program program = program(op, a.dtype(), b, false);
        checkOut(op, program, a.shape(), out);
        Elementwise.run(program, out, a, null, null);
    }

    /**
     * {@code op(a, b)} with a scalar on the left, in a new view.
     *
     * @param op an operation of two sources
     * @param a the scalar
     * @param b the input
     * @return the result
     * @throws IllegalArgumentException as {@link #binary(Op, View, Constant)} says
     */
    public static View binary(Op op, Constant a, View b) {
        if (op == Op.POW) {
            requireNoNegativePower(a.dtype(), b);
        }
        Program program = program(op, b.dtype(), a, true);
        View out = empty(program.result(), b.shape(), b, null);
        Elementwise.run(program, out, b, null, null);
        return out;
    }

    /**
     * {@code op(a, b)} with a scalar on the left, in a given view.
     *
     * @param op an operation of two sources
     * @param a the scalar
     * @param b the input
     * @param out receives the result
     * @throws IllegalArgumentException as {@link #binary(Op, View, Constant, View)} says
     */
    public static void binary(Op op, Constant a, View b, View out) {
        if (op == Op.POW) {
            requireNoNegativePower(a.dtype(), b);
        }
        Program program = program(op, b.dtype(), a, true);
        checkOut(op, program, b.shape(), out);
        Elementwise.run(program, out, b, null, null);
    }

    /**
     * {@code condition ? a : b}, elementwise.
     *
     * @param condition anything; not 0 is true
     * @param a the values where it is true: a {@link View} or a {@link Constant}
     * @param b the values where it is false: a {@link View} or a {@link Constant}
     * @param out receives the result, or null for a new view
     * @return {@code out}, or the new view
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or out does not fit
     */
    public static View where(View condition, Object a, Object b, @Nullable View out) {
        return ternary(Op.WHERE, condition, a, b, out);
    }

    /**
     * {@code minimum(maximum(x, low), high)}.
     *
     * @param x the values
     * @param low the lower bound: a {@link View}, a {@link Constant}, or null for none
     * @param high the upper bound: a {@link View}, a {@link Constant}, or null for none
     * @param out receives the result, or null for a new view
     * @return {@code out}, or the new view
     * @throws IllegalArgumentException if the shapes cannot be broadcast, x is complex, or out does not fit
     */
    public static View clip(View x, @Nullable Object low, @Nullable Object high, @Nullable View out) {
        if (low != null && high != null) {
            return ternary(Op.CLIP, x, low, high, out);
        }
        Object bound = low != null ? low : high;
        Op op = low != null ? Op.MAXIMUM : high != null ? Op.MINIMUM : Op.COPY;
        View result = out;
        switch (bound) {
            case null -> {
                if (out == null) {
                    return unary(Op.COPY, x);
                }
                unary(Op.COPY, x, out);
            }
            case View view -> {
                if (out == null) {
                    return binary(op, x, view);
                }
                binary(op, x, view, out);
            }
            case Constant constant -> {
                if (out == null) {
                    return binary(op, x, constant);
                }
                binary(op, x, constant, out);
            }
            default -> throw new AssertionError(bound);
        }
        return result;
    }

    private static View ternary(Op op, View x, Object a, Object b, @Nullable View out) {
        DType dtype = choice(op, x.dtype(), typeOf(a), typeOf(b));
        long[] shape = x.shape();
        View[] inputs = {x, null, null};
        int count = 1;
        Constant[] constants = new Constant[2];
        int constantCount = 0;
        int[] sources = new int[2];
        Object[] operands = {a, b};
        for (int i = 0; i < 2; i++) {
            if (operands[i] instanceof View view) {
                sources[i] = count;
                inputs[count++] = view;
            }
        }
        for (int i = 0; i < 2; i++) {
            if (operands[i] instanceof Constant constant) {
                sources[i] = count + constantCount;
                constants[constantCount++] = constant;
            }
        }
        shape = count == 1
                ? shape
                : count == 2
                        ? Layouts.broadcast(shape, inputs[1].shape())
                        : Layouts.broadcast(shape, inputs[1].shape(), inputs[2].shape());
        var program = new Program(
                count,
                List.copyOf(Arrays.asList(constants).subList(0, constantCount)),
                List.of(new Step(op, dtype, 0, sources[0], sources[1])));
        View result = out;
        if (result == null) {
            result = empty(dtype, shape, x, inputs[1]);
        } else {
            checkOut(op, program, shape, result);
        }
        Elementwise.run(program, result, x, inputs[1], inputs[2]);
        return result;
    }

    private static Object typeOf(Object operand) {
        return operand instanceof View view ? view.dtype() : operand;
    }

    /**
     * The dtype of {@link Op#WHERE}, {@link Op#CLIP} or a fused multiply-add: that to which the arrays are promoted, with
     * the scalars weak.
     *
     * @param op the operation
     * @param operands the three sources, each the {@link DType} of an array or a {@link Constant}; the condition of
     *     a {@link Op#WHERE} does not matter
     * @return the dtype in which it is done
     * @throws IllegalArgumentException if the operation is not defined for it, or an integer does not fit it
     */
    public static DType choice(Op op, Object... operands) {
        DType dtype = null;
        int first = op == Op.WHERE ? 1 : 0;
        for (int i = first; i < operands.length; i++) {
            if (operands[i] instanceof DType own) {
                dtype = dtype == null ? own : Promotion.resultType(dtype, own);
            }
        }
        boolean isWeak = dtype != null;
        for (int i = first; i < operands.length; i++) {
            if (operands[i] instanceof Constant constant) {
                dtype = isWeak
                        ? weak(dtype, constant)
                        : dtype == null ? constant.dtype() : Promotion.resultType(dtype, constant.dtype());
            }
        }
        assert dtype != null : "no operands";
        if (op != Op.WHERE && dtype.isComplex()) {
            throw undefined(op, dtype);
        }
        return op == Op.WHERE || op == Op.CLIP ? dtype : Promotion.function(dtype);
    }

    /**
     * A new view for the result of an operation: in Fortran order if its inputs are, else in C order.
     *
     * @param dtype the type of its elements
     * @param shape its shape
     * @param a an input
     * @param b another input or null
     * @return a view whose elements are not set
     */
    static View empty(DType dtype, long[] shape, View a, @Nullable View b) {
        View view = Blocks.empty(dtype, shape);
        if (shape.length < 2 || !isFortran(a, shape) || (b != null && b.rank() > 0 && !isFortran(b, shape))) {
            return view;
        }
        long[] strides = new long[shape.length];
        long stride = dtype.byteSize();
        for (int axis = 0; axis < shape.length; axis++) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return new View(view.segment(), 0, dtype, shape, strides);
    }

    /** Whether a view has a shape and its elements lie in Fortran order without gaps, not in C order. */
    public static boolean isFortran(View view, long[] shape) {
        if (!Arrays.equals(view.shape(), shape) || view.isContiguous()) {
            return false;
        }
        long expected = view.dtype().byteSize();
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] > 1 && view.strides()[axis] != expected) {
                return false;
            }
            expected *= shape[axis];
        }
        return true;
    }

    /** The shape to which two inputs broadcast, without making it anew where it is the output's. */
    private static long[] broadcastFor(View out, View a, View b) {
        long[] shape = out.shape();
        boolean isOne = Arrays.equals(a.shape(), shape) || Arrays.equals(b.shape(), shape);
        return isOne && Layouts.broadcasts(a.shape(), shape) && Layouts.broadcasts(b.shape(), shape)
                ? shape
                : Layouts.broadcast(a.shape(), b.shape());
    }

    private static void checkOut(Op op, Program program, long[] shape, View out) {
        if (!Arrays.equals(shape, out.shape()) || !isSameKind(program.result(), out.dtype())) {
            checkOut(name(op), shape, program.result(), out);
        }
    }

    /**
     * Checks that results can go to an output.
     *
     * @param name what messages call the operation
     * @param shape of the result
     * @param result its dtype
     * @param out the output
     * @throws IllegalArgumentException if the output has another shape, or its kind does not hold the result's
     */
    public static void checkOut(String name, long[] shape, DType result, View out) {
        if (!Arrays.equals(shape, out.shape())) {
            throw new IllegalArgumentException(name + ": out has shape " + Layouts.toString(out.shape())
                    + ", the result has shape " + Layouts.toString(shape));
        }
        if (!isSameKind(result, out.dtype())) {
            throw new IllegalArgumentException(name + ": out has dtype " + out.dtype() + ", the result has dtype "
                    + result + ", which does not go there without losing its kind; use astype");
        }
    }

    /**
     * Tells whether a result may be written to an output: NumPy's casting rule "same_kind".
     *
     * @param from the dtype of the result
     * @param to the dtype of the output
     * @return true if the kind of {@code to} holds that of {@code from}
     */
    public static boolean isSameKind(DType from, DType to) {
        return switch (from.kind()) {
            case BOOL -> true;
            case UNSIGNED -> to.kind() != DType.Kind.BOOL;
            case SIGNED -> to.kind() == DType.Kind.SIGNED || to.isFloating() || to.isComplex();
            case FLOATING -> to.isFloating() || to.isComplex();
            case COMPLEX -> to.isComplex();
        };
    }

    /** The name of an operation as users write it, such as {@code floorDivide}. */
    private static String name(Op op) {
        String[] words = op.name().toLowerCase(java.util.Locale.ROOT).split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return name.toString();
    }

    private static IllegalArgumentException undefined(Op op, DType dtype) {
        return new IllegalArgumentException(name(op) + " is not defined for " + dtype
                + (dtype == DType.BOOL ? "; use astype, or the logical operations" : ""));
    }

    private static Program program(Op op, View a, View b) {
        if (op == Op.POW) {
            requireNoNegativePower(a.dtype(), b);
        }
        return program(op, a.dtype(), b.dtype());
    }

    /**
     * The program of a binary operation on two arrays.
     *
     * @param op an operation of two sources; of a {@link Op#POW} the exponents are not looked at
     * @param left the dtype of the first
     * @param right the dtype of the second
     * @return a program of two inputs
     * @throws IllegalArgumentException if the operation is not defined for the dtypes
     */
    public static Program program(Op op, DType left, DType right) {
        if (left == DType.FLOAT64 && right == DType.FLOAT64) {
            return binaryProgram(op, DType.FLOAT64);
        }
        if (isComparison(op) && isMixed(left, right)) {
            return left == DType.UINT64 ? compareMixed(mirrored(op), 1, 0) : compareMixed(op, 0, 1);
        }
        return binaryProgram(op, Promotion.resultType(left, right));
    }

    /** The program of a binary operation in the dtype to which its inputs are promoted. */
    private static Program binaryProgram(Op op, DType dtype) {
        Op actual = op;
        if (dtype == DType.BOOL) {
            // NumPy: the sum of truths is "or", their product "and".
            if (op == Op.ADD) {
                actual = Op.LOGICAL_OR;
            } else if (op == Op.MULTIPLY) {
                actual = Op.LOGICAL_AND;
            }
        }
        return Program.of(actual, computed(actual, dtype));
    }

    /** The dtype in which an operation is done whose inputs are promoted to one. */
    private static DType computed(Op op, DType dtype) {
        boolean isComplex = dtype.isComplex();
        return switch (op) {
            case ADD, MULTIPLY, EQ, NE, COPY -> dtype;
            case SUBTRACT, NEGATIVE -> {
                if (dtype == DType.BOOL) {
                    throw undefined(op, dtype);
                }
                yield dtype;
            }
            case FLOOR_DIVIDE, REMAINDER -> {
                if (isComplex) {
                    throw undefined(op, dtype);
                }
                yield dtype == DType.BOOL ? DType.INT8 : dtype;
            }
            case POW, SQUARE -> dtype == DType.BOOL ? DType.INT8 : dtype;
            case SIGN -> {
                if (dtype == DType.BOOL) {
                    throw undefined(op, dtype);
                }
                yield dtype;
            }
            case MAXIMUM, MINIMUM, CLIP, LT, LE, GT, GE -> {
                if (isComplex) {
                    throw undefined(op, dtype);
                }
                yield dtype;
            }
            case BITWISE_AND, BITWISE_OR, BITWISE_XOR, INVERT -> {
                if (dtype.isFloating() || isComplex) {
                    throw undefined(op, dtype);
                }
                yield dtype;
            }
            case LEFT_SHIFT, RIGHT_SHIFT -> {
                if (dtype.isFloating() || isComplex) {
                    throw undefined(op, dtype);
                }
                yield dtype == DType.BOOL ? DType.INT8 : dtype;
            }
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR, LOGICAL_NOT -> DType.BOOL;
            case COMPLEX -> {
                if (isComplex) {
                    throw undefined(op, dtype);
                }
                yield Promotion.complex(Promotion.function(dtype));
            }
            case COPYSIGN,
                    HYPOT,
                    ATAN2,
                    SINPI,
                    COSPI,
                    LOGADDEXP,
                    NEXTAFTER,
                    SIGNBIT,
                    CBRT,
                    ERF,
                    ERFC,
                    GAMMA,
                    LGAMMA,
                    FLOOR,
                    CEIL,
                    TRUNC,
                    ROUND -> {
                if (isComplex) {
                    throw undefined(op, dtype);
                }
                yield Promotion.function(dtype);
            }
            default -> Promotion.function(dtype);
        };
    }

    /**
     * The program of a unary operation.
     *
     * @param op an operation of one source
     * @param dtype the dtype of the array
     * @return a program of one input
     * @throws IllegalArgumentException if the operation is not defined for the dtype
     */
    public static Program program(Op op, DType dtype) {
        boolean isReal = !dtype.isComplex();
        boolean isExact = isReal && !dtype.isFloating();
        switch (op) {
            case ABS -> {
                return Program.of(dtype == DType.BOOL ? Op.COPY : Op.ABS, dtype);
            }
            case FLOOR, CEIL, TRUNC, ROUND -> {
                if (isExact) {
                    return Program.of(Op.COPY, dtype);
                }
            }
            case ISNAN, ISINF -> {
                if (isExact) {
                    return sameForBoth(Op.NE, dtype);
                }
            }
            case ISFINITE -> {
                if (isExact) {
                    return sameForBoth(Op.EQ, dtype);
                }
            }
            case CONJ, REAL -> {
                if (isReal) {
                    return Program.of(Op.COPY, dtype);
                }
            }
            case IMAG -> {
                if (isReal) {
                    return new Program(1, List.of(ZERO), List.of(new Step(Op.COPY, dtype, 1, -1, -1)));
                }
            }
            case ANGLE -> {
                if (isReal) {
                    // 0 for what is not negative, else pi: the arctangent of 0 over it.
                    return new Program(
                            1, List.of(ZERO), List.of(new Step(Op.ATAN2, Promotion.function(dtype), 1, 0, -1)));
                }
            }
            default -> {}
        }
        return Program.of(op, computed(op, dtype));
    }

    /** {@code op(a, a)}. */
    private static Program sameForBoth(Op op, DType dtype) {
        return new Program(1, List.of(), List.of(new Step(op, dtype, 0, 0, -1)));
    }

    /**
     * The program of a binary operation on an array and a scalar. The square of floats is their product with
     * themselves, which is rounded correctly.
     *
     * @param op an operation of two sources; of a {@link Op#POW} exponents in an array are not looked at
     * @param array the dtype of the array
     * @param scalar the scalar
     * @param scalarFirst whether it is the first source
     * @return a program of one input; the scalar is its first constant, unless it needs none
     * @throws IllegalArgumentException if the operation is not defined for the dtypes, or the scalar does not fit
     */
    public static Program program(Op op, DType array, Constant scalar, boolean scalarFirst) {
        return program(op, array, scalar, scalarFirst, op == Op.POW && PrecisionScope.isFast());
    }

    /**
     * The same with a choice of precision. In the fast one, the third and the fourth power of floats are products.
     *
     * @param op an operation of two sources; of a {@link Op#POW} exponents in an array are not looked at
     * @param array the dtype of the array
     * @param scalar the scalar
     * @param scalarFirst whether it is the first source
     * @param fast whether precision may be given for speed
     * @return a program of one input; the scalar is its first constant, unless it needs none
     * @throws IllegalArgumentException if the operation is not defined for the dtypes, or the scalar does not fit
     */
    public static Program program(Op op, DType array, Constant scalar, boolean scalarFirst, boolean fast) {
        if (isComparison(op) && scalar.dtype() == DType.INT64 && array.isInteger() && !fits(scalar.bits(), array)) {
            if (array == DType.UINT64) {
                // The scalar is negative.
                Op turned = scalarFirst ? op : mirrored(op);
                return withConstant(compareMixed(turned, 1, 0), scalar);
            }
            return oneConstant(op, DType.INT64, scalar, scalarFirst);
        }
        if (op == Op.POW
                && !scalarFirst
                && array.kind() != DType.Kind.FLOATING
                && !array.isComplex()
                && scalar.dtype() == DType.INT64
                && scalar.bits() < 0) {
            throw negativePower(scalar.bits());
        }
        if (op == Op.POW && !scalarFirst) {
            Program products = products(weak(array, scalar), scalar, fast);
            if (products != null) {
                return products;
            }
        }
        Program plain = binaryProgram(op, weak(array, scalar));
        Step step = plain.steps().getFirst();
        return oneConstant(step.op(), step.dtype(), scalar, scalarFirst);
    }

    /** A power that is a product: the square; of floats, where precision may be given, the next two as well. */
    private static @Nullable Program products(DType dtype, Constant exponent, boolean fast) {
        double power = switch (exponent.dtype()) {
            case INT64 -> exponent.bits();
            case FLOAT64 -> Double.longBitsToDouble(exponent.bits());
            default -> 0;
        };
        if (dtype.isComplex()) {
            return null;
        }
        if (power == 2) {
            return Program.of(Op.SQUARE, dtype);
        }
        if (!fast || !dtype.isFloating() || power != 3 && power != 4) {
            return null;
        }
        var square = new Step(Op.SQUARE, dtype, 0, -1, -1);
        var second = power == 3 ? new Step(Op.MULTIPLY, dtype, 1, 0, -1) : new Step(Op.SQUARE, dtype, 1, -1, -1);
        return new Program(1, List.of(), List.of(square, second));
    }

    private static Program oneConstant(Op op, DType dtype, Constant scalar, boolean scalarFirst) {
        return scalarFirst ? Program.of(scalar, op, dtype) : Program.of(op, dtype, scalar);
    }

    /** A program of two inputs with a constant for the second one. */
    private static Program withConstant(Program program, Constant second) {
        // Source numbers stay: the constant takes the place of the input.
        var constants = new java.util.ArrayList<Constant>();
        constants.add(second);
        constants.addAll(program.constants());
        return new Program(1, constants, program.steps());
    }

    /**
     * The dtype of an array and a Java scalar: the array's, unless the scalar is of a higher kind.
     *
     * @param array the dtype of the array
     * @param scalar the scalar
     * @return the dtype of the result
     * @throws IllegalArgumentException if an integer does not fit the integers of the array
     */
    public static DType weak(DType array, Constant scalar) {
        return switch (scalar.dtype().kind()) {
            case BOOL -> Promotion.withBoolean(array);
            case SIGNED, UNSIGNED -> {
                if (array.isInteger() && !fits(scalar.bits(), array)) {
                    throw new IllegalArgumentException(scalar.bits() + " does not fit " + array);
                }
                yield Promotion.withLong(array);
            }
            case FLOATING -> Promotion.withDouble(array);
            case COMPLEX -> Promotion.withComplex(array);
        };
    }

    private static boolean fits(long value, DType dtype) {
        int bits = dtype.byteSize() * 8;
        if (dtype.kind() == DType.Kind.UNSIGNED) {
            return value >= 0 && (bits == 64 || value >>> bits == 0);
        }
        return bits == 64 || value == value << (64 - bits) >> (64 - bits);
    }

    private static boolean isComparison(Op op) {
        return switch (op) {
            case EQ, NE, LT, LE, GT, GE -> true;
            default -> false;
        };
    }

    /** Whether no integer dtype holds the values of both: one is uint64, the other signed. */
    private static boolean isMixed(DType a, DType b) {
        return (a == DType.UINT64 && b.kind() == DType.Kind.SIGNED)
                || (b == DType.UINT64 && a.kind() == DType.Kind.SIGNED);
    }

    /** The comparison with its sources exchanged. */
    static Op mirrored(Op op) {
        return switch (op) {
            case LT -> Op.GT;
            case LE -> Op.GE;
            case GT -> Op.LT;
            case GE -> Op.LE;
            default -> op;
        };
    }

    /**
     * Compares signed with uint64 exactly: a negative number is less than all; of the others the bits are
     * compared.
     *
     * @param signed the number of the signed source
     * @param unsigned the number of the uint64 source
     */
    private static Program compareMixed(Op op, int signed, int unsigned) {
        boolean ifNegative = op == Op.LT || op == Op.LE || op == Op.NE;
        // Sources: the two, the zero, then the steps.
        var negative = new Step(ifNegative ? Op.LT : Op.GE, DType.INT64, signed, 2, -1);
        var compared = new Step(op, DType.UINT64, signed, unsigned, -1);
        var both = new Step(ifNegative ? Op.LOGICAL_OR : Op.LOGICAL_AND, DType.BOOL, 3, 4, -1);
        return new Program(2, List.of(ZERO), List.of(negative, compared, both));
    }

    /**
     * Whether the exponents of a power must not be negative: it is one of integers.
     *
     * @param base the dtype of the bases
     * @param exponent the dtype of the exponents
     */
    public static boolean needsNoNegativePower(DType base, DType exponent) {
        DType dtype = Promotion.resultType(base, exponent);
        return exponent.kind() == DType.Kind.SIGNED && !dtype.isFloating() && !dtype.isComplex();
    }

    private static void requireNoNegativePower(DType base, View exponents) {
        if (!needsNoNegativePower(base, exponents.dtype()) || exponents.size() == 0) {
            return;
        }
        View least = Blocks.empty(exponents.dtype());
        Reducer.reduce(Reduction.MIN, least, exponents, 0, null, 0);
        long value = Elements.getLong(least.segment(), 0, least.dtype());
        if (value < 0) {
            throw negativePower(value);
        }
    }

    /** What to throw for a negative exponent of a power of integers. */
    public static IllegalArgumentException negativePower(long exponent) {
        return new IllegalArgumentException(
                "integers to the power of " + exponent + ": negative powers need floats; use astype(FLOAT64)");
    }
}
