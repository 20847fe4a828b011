package io.hotloop.internal.expression;

import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.NdArray;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Reduction;
import io.hotloop.internal.array.Ufunc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random expression as text, with random values for its names: all dtypes and layouts, shapes that broadcast, scalars,
 * arrays without axes or elements. Each operation has an array among its operands.
 */
final class RandomExpression {
    private static final DType[] DTYPES = DType.values();
    private static final long[] LENGTHS = {0, 1, 2, 3, 5, 7, 8, 9, 33, 127, 511, 512, 513};
    private static final long[][] SHAPES = {
        {}, {1}, {4097}, {4096}, {0}, {3, 0, 2}, {2000, 1}, {65, 70}, {4, 1, 600}, {1, 1}, {3, 4, 5, 6}
    };

    private final Random random;
    private final List<Function> functions =
            List.copyOf(Function.all().stream().distinct().toList());
    private final long[] shape;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final String text;

    RandomExpression(long seed) {
        random = new Random(seed);
        shape = random.nextInt(3) == 0 ? SHAPES[random.nextInt(SHAPES.length)] : randomShape();
        int names = 1 + random.nextInt(6);
        for (int i = 0; i < names; i++) {
            values.put("v" + i, random.nextInt(8) == 0 && i > 0 ? scalar() : array());
        }
        String definition = random.nextInt(4) == 0 ? "part = " + operation(2) + ";" : "";
        values.put("part", "");
        if (definition.isEmpty()) {
            values.remove("part");
        }
        String main = operation(1 + random.nextInt(5));
        values.remove("part");
        text = definition + main;
        values.keySet().removeIf(name -> !text.contains(name));
    }

    String text() {
        return text;
    }

    Map<String, Object> values() {
        return values;
    }

    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder(text);
        values.forEach((name, value) ->
                shown.append("\n    ").append(name).append(" = ").append(value));
        return shown.toString();
    }

    private long[] randomShape() {
        long[] lengths = new long[1 + random.nextInt(3)];
        for (int axis = 0; axis < lengths.length; axis++) {
            lengths[axis] = LENGTHS[random.nextInt(lengths.length == 1 ? LENGTHS.length : 9)];
        }
        return lengths;
    }

    // --- text ------------------------------------------------------------------------------------------------

    /** The text of an operand that is an array. */
    private String operand(int depth) {
        return depth == 0 || random.nextInt(6) == 0 ? arrayName() : operation(depth - 1);
    }

    private String arrayName() {
        List<String> names = new ArrayList<>();
        values.forEach((name, value) -> {
            if (value instanceof NdArray || name.equals("part")) {
                names.add(name);
            }
        });
        return names.get(random.nextInt(names.size()));
    }

    private String operandOrScalar(int depth) {
        int choice = random.nextInt(10);
        if (choice < 7) {
            return operand(depth);
        }
        if (choice == 7) {
            for (String name : values.keySet()) {
                if (!(values.get(name) instanceof NdArray) && !name.equals("part")) {
                    return name;
                }
            }
        }
        return literal();
    }

    private String literal() {
        return switch (random.nextInt(10)) {
            case 0 -> "0";
            case 1 -> "-1";
            case 2 -> "3.5";
            case 3 -> "1e300";
            case 4 -> "2j";
            case 5 -> "True";
            case 6 -> "pi";
            case 7 -> "300";
            default -> Integer.toString(1 + random.nextInt(9));
        };
    }

    private String operation(int depth) {
        if (random.nextInt(8) == 0) {
            return reduction(depth);
        }
        Function function = functions.get(random.nextInt(functions.size()));
        if (random.nextInt(2) == 0) {
            function = functions.get(random.nextInt(functions.size()));
            for (int i = 0; i < 5 && function.symbol().equals(function.name()); i++) {
                function = functions.get(random.nextInt(functions.size()));
            }
        }
        String[] operands = new String[function.arity()];
        int array = random.nextInt(operands.length);
        for (int i = 0; i < operands.length; i++) {
            operands[i] = i == array ? operand(depth) : operandOrScalar(depth);
        }
        boolean isOperator = !function.symbol().equals(function.name());
        if (!isOperator) {
            return function.name() + "(" + String.join(", ", operands) + ")";
        }
        return operands.length == 1
                ? function.symbol() + "(" + operands[0] + ")"
                : "(" + operands[0] + ") " + function.symbol() + " (" + operands[1] + ")";
    }

    private String reduction(int depth) {
        String name = List.of("sum", "prod", "min", "max", "mean", "any", "all").get(random.nextInt(7));
        String options = switch (random.nextInt(5)) {
            case 0 -> ", axis=0";
            case 1 -> ", axis=-1, keepdims=True";
            case 2 -> ", axis=(0, 1), keepdims=True";
            case 3 -> ", keepdims=True";
            default -> "";
        };
        return name + "(" + operand(depth) + options + ")";
    }

    // --- values ----------------------------------------------------------------------------------------------

    private Object scalar() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextGaussian();
            case 2 -> random.nextBoolean();
            case 3 -> new Complex(random.nextGaussian(), 1);
            case 4 -> 2;
            default -> random.nextLong();
        };
    }

    private NdArray array() {
        DType dtype = random.nextInt(3) == 0 ? DType.FLOAT64 : DTYPES[random.nextInt(DTYPES.length)];
        int rank = random.nextInt(8) == 0 ? random.nextInt(shape.length + 1) : shape.length;
        long[] own = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            own[axis] = random.nextInt(8) == 0 ? 1 : shape[axis + shape.length - rank];
        }
        return layout(dtype, own);
    }

    private NdArray layout(DType dtype, long[] own) {
        int choice = random.nextInt(8);
        if (choice == 0 && own.length > 0) {
            // every other element, backwards
            long[] wide = own.clone();
            wide[own.length - 1] *= 2;
            return filled(dtype, wide).get("..., ::-2");
        }
        if (choice == 1 && own.length > 1) {
            long[] turned = new long[own.length];
            for (int axis = 0; axis < own.length; axis++) {
                turned[axis] = own[own.length - 1 - axis];
            }
            return filled(dtype, turned).transpose();
        }
        if (choice == 2 && own.length > 0) {
            long[] thin = own.clone();
            thin[random.nextInt(thin.length)] = 1;
            return filled(dtype, thin).broadcastTo(own);
        }
        if (choice == 3 && own.length > 0 && dtype == DType.FLOAT64) {
            return NdArray.wrap(filled(dtype, own).toDoubleArray(), own);
        }
        return filled(dtype, own);
    }

    private NdArray filled(DType dtype, long[] own) {
        NdArray array = NdArray.empty(dtype, own);
        long size = array.size();
        NdArray flat = array.reshape(size);
        int kind = random.nextInt(4);
        for (long i = 0; i < size; i++) {
            switch (dtype.kind()) {
                case BOOL -> flat.set(random.nextBoolean(), i);
                case SIGNED, UNSIGNED -> {
                    long value =
                            kind == 0 ? random.nextLong() : random.nextInt(dtype.kind() == DType.Kind.SIGNED ? 15 : 9);
                    flat.set(
                            wrapped(
                                    kind == 0 || dtype.kind() == DType.Kind.UNSIGNED || kind == 1 ? value : value - 7,
                                    dtype),
                            i);
                }
                case FLOATING -> flat.set(real(kind), i);
                case COMPLEX -> flat.set(new Complex(real(kind), real(kind)), i);
            }
        }
        return array;
    }

    private static long wrapped(long value, DType dtype) {
        int bits = 64 - 8 * dtype.byteSize();
        long cut = dtype.kind() == DType.Kind.SIGNED ? value << bits >> bits : value << bits >>> bits;
        return dtype == DType.UINT64 ? cut & Long.MAX_VALUE : cut;
    }

    private double real(int kind) {
        if (kind != 0) {
            return random.nextGaussian() * (kind == 1 ? 1 : 10);
        }
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> 0.0;
            case 4 -> -0.0;
            case 5 -> Double.MIN_VALUE;
            case 6 -> 1e308;
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    // --- the same with arrays ----------------------------------------------------------------------------------

    /** What the operations of an expression give one after the other, done by arrays. */
    static NdArray withArrays(Syntax syntax, Map<String, ?> values) {
        Object[] results = new Object[syntax.nodes().size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = switch (syntax.nodes().get(i)) {
                case Node.Literal literal -> literal.value();
                case Node.Variable variable -> operand(values.get(syntax.names().get(variable.index())));
                case Node.Apply apply -> apply(apply, results);
                case Node.Reduce reduce -> reduce(reduce, results);
                case Node.Call call -> throw new AssertionError(call);
            };
        }
        return ArraysOf.array(results[syntax.root()]);
    }

    private static Object operand(Object value) {
        return switch (value) {
            case NdArray array -> ArraysOf.view(array);
            case Double d -> Ufunc.scalar(d);
            case Boolean b -> Ufunc.scalar(b);
            case Complex c -> Ufunc.scalar(c);
            case Number n -> Ufunc.scalar(n.longValue());
            default -> throw new AssertionError(value);
        };
    }

    private static Object apply(Node.Apply apply, Object[] results) {
        Object a = results[apply.a()];
        Object b = apply.b() < 0 ? null : results[apply.b()];
        Object c = apply.c() < 0 ? null : results[apply.c()];
        return ArraysOf.apply(apply.function(), a, b, c);
    }

    private static Object reduce(Node.Reduce reduce, Object[] results) {
        NdArray in = ArraysOf.array(results[reduce.a()]);
        Reduction reduction = reduce.reduction();
        return ArraysOf.view(ArraysOf.reduce(reduction, in, reduce.axes(), reduce.keepDims()));
    }

    static boolean isScalar(Object value) {
        return value instanceof Constant;
    }
}
