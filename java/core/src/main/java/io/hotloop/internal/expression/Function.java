package io.hotloop.internal.expression;

import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Reduction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can apply element by element: operators and functions, and how they are spelled. Reductions stand
 * beside them, since a name such as {@code min} means both.
 *
 * @param name the name in the language, NumPy's
 * @param symbol the operator, or the name where there is none
 * @param op the operation of the engine
 * @param arity how many operands
 * @param form how operands become sources of the operation
 */
public record Function(String name, String symbol, Op op, int arity, Form form) {
    /** How the operation is made. */
    public enum Form {
        /** As an operation of arrays. */
        UFUNC,
        /** A choice: the first operand is a condition. */
        CHOICE,
        /** {@code clip} and {@code fma}: all three operands are promoted. */
        TERNARY,
        /** The operand itself. */
        SAME,
        /** 1 or 0 in the dtype and shape of the operand. */
        ONES,
        ZEROS
    }

    private static final Map<String, Function> BY_NAME = new TreeMap<>();
    private static final Map<String, Reduction> REDUCTIONS = new TreeMap<>();

    /** Names that are no functions, and what to write. */
    private static final Map<String, String> ELSEWHERE = new TreeMap<>();

    static final Function ADD = operator("+", "add", Op.ADD, 2);
    static final Function SUBTRACT = operator("-", "subtract", Op.SUBTRACT, 2);
    static final Function MULTIPLY = operator("*", "multiply", Op.MULTIPLY, 2);
    static final Function DIVIDE = operator("/", "divide true_divide", Op.DIVIDE, 2);
    static final Function FLOOR_DIVIDE = operator("//", "floor_divide", Op.FLOOR_DIVIDE, 2);
    static final Function REMAINDER = operator("%", "remainder mod", Op.REMAINDER, 2);
    static final Function POW = operator("**", "pow power", Op.POW, 2);
    static final Function BITWISE_AND = operator("&", "bitwise_and", Op.BITWISE_AND, 2);
    static final Function BITWISE_OR = operator("|", "bitwise_or", Op.BITWISE_OR, 2);
    static final Function BITWISE_XOR = operator("^", "bitwise_xor", Op.BITWISE_XOR, 2);
    static final Function LEFT_SHIFT = operator("<<", "left_shift bitwise_left_shift", Op.LEFT_SHIFT, 2);
    static final Function RIGHT_SHIFT = operator(">>", "right_shift bitwise_right_shift", Op.RIGHT_SHIFT, 2);
    static final Function EQ = operator("==", "equal", Op.EQ, 2);
    static final Function NE = operator("!=", "not_equal", Op.NE, 2);
    static final Function LT = operator("<", "less", Op.LT, 2);
    static final Function LE = operator("<=", "less_equal", Op.LE, 2);
    static final Function GT = operator(">", "greater", Op.GT, 2);
    static final Function GE = operator(">=", "greater_equal", Op.GE, 2);
    static final Function NEGATIVE = operator("-", "negative", Op.NEGATIVE, 1);
    static final Function INVERT = operator("~", "invert bitwise_invert bitwise_not", Op.INVERT, 1);
    static final Function POSITIVE = add("positive", "+", Op.COPY, 1, Form.SAME);
    static final Function LOGICAL_AND = function("logical_and", Op.LOGICAL_AND, 2);
    static final Function MAXIMUM = function("maximum", Op.MAXIMUM, 2);
    static final Function MINIMUM = function("minimum", Op.MINIMUM, 2);
    static final Function WHERE = add("where", null, Op.WHERE, 3, Form.CHOICE);
    static final Function CLIP = add("clip", null, Op.CLIP, 3, Form.TERNARY);
    static final Function SQUARE = function("square", Op.SQUARE, 1);

    static {
        function("logical_or", Op.LOGICAL_OR, 2);
        function("logical_xor", Op.LOGICAL_XOR, 2);
        function("logical_not", Op.LOGICAL_NOT, 1);
        function("copysign", Op.COPYSIGN, 2);
        function("hypot", Op.HYPOT, 2);
        function("arctan2 atan2", Op.ATAN2, 2);
        function("logaddexp", Op.LOGADDEXP, 2);
        function("nextafter", Op.NEXTAFTER, 2);
        function("abs absolute fabs", Op.ABS, 1);
        function("sign", Op.SIGN, 1);
        function("reciprocal", Op.RECIPROCAL, 1);
        function("sqrt", Op.SQRT, 1);
        function("cbrt", Op.CBRT, 1);
        function("floor", Op.FLOOR, 1);
        function("ceil", Op.CEIL, 1);
        function("trunc fix", Op.TRUNC, 1);
        function("round rint", Op.ROUND, 1);
        function("isnan", Op.ISNAN, 1);
        function("isinf", Op.ISINF, 1);
        function("isfinite", Op.ISFINITE, 1);
        function("signbit", Op.SIGNBIT, 1);
        function("conj conjugate", Op.CONJ, 1);
        function("real", Op.REAL, 1);
        function("imag", Op.IMAG, 1);
        function("angle", Op.ANGLE, 1);
        function("complex", Op.COMPLEX, 2);
        function("exp", Op.EXP, 1);
        function("exp2", Op.EXP2, 1);
        function("expm1", Op.EXPM1, 1);
        function("log", Op.LOG, 1);
        function("log2", Op.LOG2, 1);
        function("log10", Op.LOG10, 1);
        function("log1p", Op.LOG1P, 1);
        function("sin", Op.SIN, 1);
        function("cos", Op.COS, 1);
        function("tan", Op.TAN, 1);
        function("arcsin asin", Op.ASIN, 1);
        function("arccos acos", Op.ACOS, 1);
        function("arctan atan", Op.ATAN, 1);
        function("sinh", Op.SINH, 1);
        function("cosh", Op.COSH, 1);
        function("tanh", Op.TANH, 1);
        function("arcsinh asinh", Op.ASINH, 1);
        function("arccosh acosh", Op.ACOSH, 1);
        function("arctanh atanh", Op.ATANH, 1);
        for (Op op : Op.values()) {
            switch (op.name()) {
                case "SINPI", "COSPI", "ERF", "ERFC", "GAMMA", "LGAMMA" ->
                    function(op.name().toLowerCase(Locale.ROOT), op, 1);
                case "FMA" -> add("fma", null, op, 3, Form.TERNARY);
                default -> {}
            }
        }
        add("ones_like", null, Op.COPY, 1, Form.ONES);
        add("zeros_like", null, Op.COPY, 1, Form.ZEROS);

        reduction("sum", Reduction.SUM);
        reduction("prod", Reduction.PROD);
        reduction("min amin", Reduction.MIN);
        reduction("max amax", Reduction.MAX);
        reduction("mean", Reduction.MEAN);
        reduction("any", Reduction.ANY);
        reduction("all", Reduction.ALL);

        ELSEWHERE.put("contains", "it searches text, and arrays hold numbers");
        ELSEWHERE.put("ln", "the natural logarithm is log");
        ELSEWHERE.put("fmod", "the remainder is %, with the sign of the divisor");
        ELSEWHERE.put("float", "there are no casts; every int becomes a float with * 1.0");
        ELSEWHERE.put("int", "there are no casts; trunc drops the fraction");
        ELSEWHERE.put("astype", "there are no casts: use NdArray.astype before");
        ELSEWHERE.put("std", "write sqrt(mean((x - mean(x))**2))");
        ELSEWHERE.put("var", "write mean((x - mean(x))**2)");
        ELSEWHERE.put("toRadians", "write x * (pi/180)");
        ELSEWHERE.put("toDegrees", "write x * (180/pi)");
        ELSEWHERE.put("random", "make an array of random numbers, and name it");
        ELSEWHERE.put("floorDiv", "write a // b");
        ELSEWHERE.put("floorMod", "write a % b");
        ELSEWHERE.put("signum", "the sign of a number is sign");
    }

    private static Function operator(String symbol, String names, Op op, int arity) {
        return add(names, symbol, op, arity, Form.UFUNC);
    }

    private static Function function(String names, Op op, int arity) {
        return add(names, null, op, arity, Form.UFUNC);
    }

    private static Function add(String names, @Nullable String symbol, Op op, int arity, Form form) {
        String[] all = names.split(" ");
        var function = new Function(all[0], symbol == null ? all[0] : symbol, op, arity, form);
        for (String name : all) {
            BY_NAME.put(name, function);
        }
        return function;
    }

    private static void reduction(String names, Reduction reduction) {
        for (String name : names.split(" ")) {
            REDUCTIONS.put(name, reduction);
        }
    }

    /**
     * The function of a name.
     *
     * @param name a name
     * @return the function, or null
     */
    public static @Nullable Function of(String name) {
        return BY_NAME.get(name);
    }

    /** The function of a name that there is. */
    public static Function named(String name) {
        Function function = of(name);
        if (function == null) {
            throw new AssertionError(name);
        }
        return function;
    }

    /**
     * The reduction of a name.
     *
     * @param name a name
     * @return the reduction, or null
     */
    public static @Nullable Reduction reduction(String name) {
        return REDUCTIONS.get(name);
    }

    static @Nullable String elsewhere(String name) {
        return ELSEWHERE.get(name);
    }

    /**
     * All names that may be called.
     *
     * @return functions and reductions, in order
     */
    public static List<String> names() {
        List<String> names = new ArrayList<>(BY_NAME.keySet());
        names.addAll(REDUCTIONS.keySet());
        Collections.sort(names);
        return names;
    }

    static Collection<Function> all() {
        return BY_NAME.values();
    }
}
