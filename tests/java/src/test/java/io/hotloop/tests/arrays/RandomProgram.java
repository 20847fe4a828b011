package io.hotloop.tests.arrays;

import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.NdArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/**
 * A random expression over random arrays, the same for the same seed and size. With a smaller size everything is
 * shorter: that is how a failure is made small.
 */
final class RandomProgram {
    private static final List<DType> REAL =
            Arrays.stream(DType.values()).filter(dtype -> !dtype.isComplex()).toList();
    private static final List<DType> INTEGER =
            Arrays.stream(DType.values()).filter(DType::isInteger).toList();

    private static final List<String> ARITHMETIC = List.of(
            "add",
            "subtract",
            "multiply",
            "divide",
            "floorDivide",
            "remainder",
            "maximum",
            "minimum",
            "eq",
            "ne",
            "lt",
            "le",
            "gt",
            "ge");
    private static final List<String> BITS =
            List.of("bitwiseAnd", "bitwiseOr", "bitwiseXor", "bitwiseLeftShift", "bitwiseRightShift");
    private static final List<String> UNARY = List.of(
            "negative",
            "square",
            "isnan",
            "isinf",
            "isfinite",
            "conj",
            "real",
            "imag",
            "positive",
            "floor",
            "ceil",
            "trunc",
            "round",
            "signbit",
            "bitwiseInvert",
            "reciprocal",
            "sign",
            "abs",
            "sqrt");
    private static final List<String> FUNCTIONS = List.of(
            "exp", "expm1", "log", "log1p", "log10", "cbrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh",
            "tanh", "log2", "exp2", "asinh", "acosh", "atanh");
    /** Those of which Hotloop promises less than 1 ULP; StrictMath's log10 among them, which is off by 1.8. */
    private static final List<String> LOOSE =
            List.of("sinh", "tanh", "log2", "log10", "exp2", "asinh", "acosh", "atanh");

    private static final List<String> IN_PLACE =
            List.of("add", "subtract", "multiply", "bitwiseXor", "floorDivide", "remainder");

    /** The arrays by name, in C order, and how they shall lie when Hotloop computes. */
    final Map<String, NdArray> arrays = new LinkedHashMap<>();

    final Map<String, Layout> layouts = new LinkedHashMap<>();
    String expression;
    String tolerance = "exact";

    private final Random random;
    private final int size;

    RandomProgram(long seed, int size) {
        random = new Random(seed);
        this.size = size;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> binary();
            case 3 -> unary();
            case 4 -> function();
            case 5, 6 -> reduction();
            case 7 -> indexing();
            case 8 -> assignment();
            case 9 -> overlapping();
            case 10 -> cast();
            default -> choice();
        }
    }

    /** The seed's own words. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", expression + " with ", " to " + tolerance);
        arrays.forEach((name, array) ->
                text.add(name + ": " + array.dtype() + Arrays.toString(array.shape()) + " " + layouts.get(name)));
        return text.toString();
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private DType anyDtype() {
        return any(List.of(DType.values()));
    }

    private long[] shape() {
        // One long axis now and then: blocks, threads, tails.
        if (size > 4 && random.nextInt(8) == 0) {
            long length = random.nextInt(200 * size);
            return random.nextBoolean() ? new long[] {length} : new long[] {length, 1 + random.nextInt(3)};
        }
        long[] shape = new long[random.nextInt(5)];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(size);
        }
        return shape;
    }

    /** A shape that broadcasts with another one. */
    private long[] broadcasting(long[] shape) {
        int drop = random.nextInt(3) == 0 ? random.nextInt(shape.length + 1) : 0;
        long[] result = Arrays.copyOfRange(shape, drop, shape.length);
        for (int axis = 0; axis < result.length; axis++) {
            if (random.nextInt(5) == 0) {
                result[axis] = 1;
            }
        }
        if (random.nextInt(25) == 0 && result.length > 0) {
            result[random.nextInt(result.length)] += 1;
        }
        return result;
    }

    private void give(String name, NdArray array) {
        arrays.put(name, array);
        layouts.put(name, any(Layout.WRITABLE));
    }

    /** An array that is read only: now and then one of a stride of 0, the same all along an axis. */
    private void input(String name, NdArray array) {
        give(name, array);
        if (array.ndim() > 0 && array.size() > 0 && random.nextInt(6) == 0) {
            NdArray first = array.get(":, ".repeat(random.nextInt(array.ndim())) + ":1, ...");
            arrays.put(name, first.broadcastTo(array.shape()).copy());
            layouts.put(name, Layout.REPEATED);
        }
    }

    /** Elements of a dtype: special ones, small ones, any ones; or only tame ones of a small range. */
    private NdArray values(DType dtype, boolean tame, long... shape) {
        NdArray flat = NdArray.zeros(dtype, product(shape));
        for (long i = 0; i < flat.size(); i++) {
            if (dtype.isComplex()) {
                flat.setComplex(new Complex(real(dtype, tame), real(dtype, tame)), i);
            } else if (dtype.isFloating()) {
                flat.setDouble(real(dtype, tame), i);
            } else {
                flat.setLong(
                        switch (tame ? 0 : random.nextInt(3)) {
                            case 0 -> random.nextInt(-5, 20);
                            case 1 -> random.nextLong();
                            default -> any(List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L, 0x80L, 0x8000L, 1L << 31));
                        },
                        i);
            }
        }
        return flat.reshape(shape);
    }

    private double real(DType dtype, boolean tame) {
        if (tame || random.nextInt(3) > 0) {
            double value = random.nextGaussian() * (tame ? 3 : Math.pow(10, random.nextInt(-3, 4)));
            return dtype == DType.FLOAT32 || dtype == DType.COMPLEX64 ? (float) value : value;
        }
        return any(List.of(
                0.0,
                -0.0,
                1.0,
                -1.0,
                2.0,
                0.5,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                1e-40,
                1e30,
                -7.0));
    }

    private static long product(long... shape) {
        long product = 1;
        for (long length : shape) {
            product *= length;
        }
        return product;
    }

    private static boolean isExact(DType dtype) {
        return dtype == DType.BOOL || dtype.isInteger();
    }

    /** An array behind some views; its shape is that of the array with axes moved, cut and turned. */
    private String view(String name) {
        String text = name;
        int rank = arrays.get(name).ndim();
        for (int step = random.nextInt(3); step > 0; step--) {
            switch (random.nextInt(4)) {
                case 0 -> text = "transpose(" + text + ")";
                case 1 -> text = "flip(" + text + ")";
                case 2 -> {
                    StringJoiner indexes = new StringJoiner(", ");
                    for (int axis = 0; axis < rank; axis++) {
                        indexes.add(slice());
                    }
                    text = "get(" + text + ", \"" + (rank == 0 ? "..." : indexes) + "\")";
                }
                default -> {
                    if (rank > 1) {
                        text = "swapAxes(" + text + ", 0, " + (random.nextInt(rank) - rank) + ")";
                    }
                }
            }
        }
        return text;
    }

    private String slice() {
        String step = any(List.of("", ":", ":1", ":-1", ":2", ":-2", ":3"));
        return (random.nextInt(3) == 0 ? "" + random.nextInt(-size, size) : "") + ":"
                + (random.nextInt(3) == 0 ? "" + random.nextInt(-size, size) : "") + step;
    }

    private void binary() {
        DType left = anyDtype();
        DType right = random.nextInt(3) == 0 ? left : anyDtype();
        String name = any(ARITHMETIC);
        if (isExact(left) && isExact(right) && random.nextInt(3) == 0) {
            name = any(BITS);
        } else if (REAL.contains(left) && REAL.contains(right) && random.nextInt(6) == 0) {
            name = any(List.of("hypot", "atan2", "copysign", "nextafter"));
            tolerance = name.equals("hypot") || name.equals("atan2") ? "ulp:1" : "exact";
        }
        if (name.equals("divide") && (left.isComplex() || right.isComplex())) {
            tolerance = "close:1e-6:0";
        }
        long[] shape = shape();
        input("a", values(left, false, shape));
        String b = any(List.of("2", "-3", "0.5", "100"));
        String first = "a";
        if (random.nextInt(4) > 0) {
            input("b", values(right, false, broadcasting(shape)));
            b = "b";
            if (random.nextInt(4) == 0) {
                // The same views of both, so that shapes still fit: turned and transposed.
                String turned = any(List.of("transpose(%s)", "flip(%s)", "flip(transpose(%s))"));
                first = turned.formatted("a");
                b = turned.formatted("b");
            }
        } else if (name.equals("hypot")
                || name.equals("atan2")
                || name.equals("copysign")
                || name.equals("nextafter")) {
            b = "0.5";
        } else if (BITS.contains(name)) {
            b = "3";
        }
        expression = name + "(" + first + ", " + b + ")";
    }

    private void unary() {
        DType dtype = anyDtype();
        String name = any(UNARY);
        boolean hard = dtype.isComplex()
                && List.of("sign", "abs", "sqrt", "reciprocal").contains(name);
        tolerance = hard ? "close:1e-6:0" : "exact";
        input("a", values(dtype, hard, shape()));
        expression = name + "(" + view("a") + ")";
    }

    private void function() {
        String name = any(FUNCTIONS);
        tolerance = LOOSE.contains(name) ? "ulp:3" : "ulp:1";
        input("a", values(any(REAL), random.nextBoolean(), shape()));
        expression = name + "(" + view("a") + ")";
    }

    private void cast() {
        input("a", values(anyDtype(), false, shape()));
        expression = "astype(" + view("a") + ", " + anyDtype() + ")";
    }

    private void choice() {
        long[] shape = shape();
        input("m", values(DType.BOOL, false, broadcasting(shape)));
        input("a", values(anyDtype(), false, shape));
        input("b", values(anyDtype(), false, broadcasting(shape)));
        expression = "where(m, a, " + any(List.of("b", "b", "1", "0.5")) + ")";
    }

    private void reduction() {
        DType dtype = anyDtype();
        boolean inexact = !isExact(dtype);
        String name = any(List.of(
                "sum",
                "sum",
                "prod",
                "min",
                "max",
                "any",
                "all",
                "countNonzero",
                "argmin",
                "argmax",
                "mean",
                "var",
                "std",
                "norm",
                "cumsum",
                "cumprod"));
        boolean exact = List.of("min", "max", "any", "all", "countNonzero", "argmin", "argmax")
                        .contains(name)
                || !inexact && List.of("sum", "prod", "cumsum", "cumprod").contains(name);
        long[] shape = shape();
        if (name.contains("prod") && product(shape) > 300) {
            shape = new long[] {shape[0] % 300};
        }
        NdArray a = values(dtype, !exact, shape);
        input("a", a);
        if (exact && inexact && name.length() == 3 && !dtype.isComplex()) {
            // Of 0.0 and -0.0 the least is either, by NumPy's order.
            tolerance = name.equals("min") || name.equals("max") ? "ulp:0" : "exact";
        }
        if (!exact) {
            boolean single = dtype == DType.FLOAT32 || dtype == DType.COMPLEX64;
            // Terms are 3 or so; sums cancel.
            double atol = name.contains("prod") ? 0 : (isExact(dtype) ? 20 : 15.0) * (a.size() + 1) * 1e-15;
            tolerance = "close:" + (single ? "1e-6" : "1e-11") + ":" + atol;
            if (name.equals("std")) {
                // The root of a variance that should be 0.
                tolerance = "close:" + (single ? "1e-6" : "1e-11") + ":" + Math.sqrt(atol) * 1e-6;
            }
        }
        String view = view("a");
        int rank = shape.length;
        String options = "";
        boolean scan = name.startsWith("cum");
        if (scan) {
            options = rank == 0 || rank > 1 || random.nextBoolean() ? ", axis=" + axis(rank) : "";
        } else if (name.startsWith("arg")) {
            options = random.nextBoolean() ? ", axis=" + axis(rank) : "";
        } else {
            if (random.nextInt(3) > 0) {
                options = random.nextBoolean() || rank < 2
                        ? ", axis=" + axis(rank)
                        : ", axis=[" + axis(rank) + ", " + axis(rank) + "]";
            }
            if (random.nextInt(3) == 0) {
                options += ", keepDims=True";
            }
        }
        if (rank == 0 && options.contains("axis")) {
            options = "";
        }
        expression = name + "(" + view + options + ")";
        if (scan && rank == 0) {
            expression = name + "(expandDims(" + view + ", 0), axis=0)";
        }
    }

    private int axis(int rank) {
        return rank == 0 ? 0 : random.nextInt(25) == 0 ? rank : random.nextInt(-rank, rank);
    }

    /** Some indexes into an array of a shape; arrays among them get names. */
    private String indexes(long[] shape, boolean repeats) {
        StringJoiner text = new StringJoiner(", ");
        boolean ellipsis = false;
        int arraysUsed = 0;
        long[] indexShape = broadcastable();
        for (int axis = 0; axis < shape.length; axis++) {
            long length = shape[axis];
            switch (random.nextInt(9)) {
                case 0 -> text.add("" + (length == 0 ? 0 : random.nextLong(-length, length)));
                case 1 -> {
                    text.add("\"newaxis\"");
                    axis--;
                    if (random.nextInt(3) > 0) {
                        text.add("\":\"");
                        axis++;
                    }
                }
                case 2 -> {
                    if (!ellipsis) {
                        text.add("\"...\"");
                        ellipsis = true;
                        axis += random.nextInt(shape.length - axis + 1) - 1;
                    }
                }
                case 3, 4 -> {
                    if (length > 0 && !ellipsis) {
                        String name = "i" + arraysUsed++;
                        long low = random.nextInt(20) == 0 ? -length - 1 : -length;
                        input(
                                name,
                                positions(low, length, repeats, random.nextInt(3) == 0 ? new long[] {1} : indexShape));
                        text.add(name);
                    } else {
                        text.add("\":\"");
                    }
                }
                case 5 -> {
                    if (!ellipsis && arraysUsed == 0 && repeats) {
                        String name = "i" + arraysUsed++;
                        boolean two = axis + 1 < shape.length && random.nextBoolean();
                        input(
                                name,
                                values(
                                        DType.BOOL,
                                        false,
                                        two ? new long[] {length, shape[axis + 1]} : new long[] {length}));
                        text.add(name);
                        axis += two ? 1 : 0;
                    } else {
                        text.add("\":\"");
                    }
                }
                default -> text.add("\"" + slice() + "\"");
            }
        }
        return text.length() == 0 ? "\"...\"" : text.toString();
    }

    private long[] broadcastable() {
        return random.nextBoolean()
                ? new long[] {1 + random.nextInt(size)}
                : new long[] {1 + random.nextInt(3), 1 + random.nextInt(size)};
    }

    private NdArray positions(long low, long high, boolean repeats, long... shape) {
        DType dtype = any(List.of(DType.INT64, DType.INT64, DType.INT32, DType.INT16));
        NdArray flat = NdArray.zeros(dtype, product(shape));
        for (long i = 0; i < flat.size(); i++) {
            flat.setLong(repeats ? random.nextLong(low, high) : Math.min(i, high - 1), i);
        }
        return flat.reshape(shape);
    }

    private void indexing() {
        long[] shape = shape();
        input("a", values(anyDtype(), false, shape));
        if (random.nextInt(4) == 0 && shape.length > 0) {
            int axis = random.nextInt(shape.length);
            if (random.nextBoolean()) {
                input("m", values(DType.BOOL, false, shape[axis]));
                expression = "compress(a, m, " + axis + ")";
            } else {
                input("i", positions(-shape[axis], Math.max(1, shape[axis]), true, broadcastable()));
                expression = "take(a, i, " + axis + ")";
            }
            return;
        }
        expression = "get(a, " + indexes(shape, true) + ")";
        if (random.nextInt(8) == 0) {
            expression =
                    any(List.of("nonzero", "argwhere")) + "(" + (shape.length == 0 ? "expandDims(a, 0)" : "a") + ")";
        }
    }

    private void assignment() {
        long[] shape = shape();
        DType dtype = anyDtype();
        give("a", values(dtype, true, shape));
        boolean add = random.nextInt(3) == 0 && dtype != DType.BOOL;
        if (random.nextInt(3) > 0) {
            // One value for all: the order of repeated positions does not show.
            expression = (add ? "addAt" : "set") + "(a, 3, " + indexes(shape, true) + ")";
        } else {
            String where =
                    random.nextInt(shape.length + 1) == 0 || shape.length == 0 ? "\"...\"" : "\"" + slice() + "\"";
            input("v", values(random.nextBoolean() ? dtype : anyDtype(), true, broadcasting(shape)));
            expression = "set(a, v, " + where + ")";
        }
    }

    /** Input and output in the same memory, shifted against each other. */
    private void overlapping() {
        String name = any(IN_PLACE);
        DType dtype = name.startsWith("bitwise")
                ? any(INTEGER)
                : name.equals("floorDivide") || name.equals("remainder") ? any(REAL) : anyDtype();
        long n = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 * size : 3 * size);
        give("a", values(dtype, true, n));
        long length = 1 + random.nextLong(n);
        long step = n / length;
        long left = random.nextLong(n - (length - 1) * step);
        long right = random.nextLong(n - length + 1);
        String target = "get(a, \"" + left + ":" + (left + (length - 1) * step + 1) + ":" + step + "\")";
        String other = "get(a, \"" + right + ":" + (right + length) + "\")";
        if (random.nextBoolean()) {
            other = "flip(" + other + ")";
        }
        expression = random.nextBoolean()
                ? name + "InPlace(" + target + ", " + other + ")"
                : name + "(" + other + ", " + any(List.of("2", "a")).replace("a", target) + ", " + target + ")";
    }
}
