package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Programs of one float64 step over whole Java arrays, without the blocks of {@link JavaInterpreter}: the loops that a
 * Java developer would write. Without the library the collector's arrays of float64 and bool are Java arrays, see
 * {@link Blocks#allocate(DType, long)}.
 *
 * <p>All arrays must begin at the same index: C2 does not vectorise a loop that stores at another index than it loads
 * from. A source may be a scalar instead, a constant or an array of one element.
 */
final class JavaDirect {
    /** Elements of which a function takes some 5 ms: between so many it is looked for an interrupt. */
    private static final int WATCHED = 1 << 18;

    private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private JavaDirect() {}

    /**
     * Runs a program if it can.
     *
     * @param program the program
     * @param out receives the results
     * @param a its first input, broadcast to the output's shape, or null
     * @param b the second input or null
     * @param c the third input or null
     * @return false if nothing was done
     * @throws CancellationException if the thread was interrupted during a long call
     */
    static boolean run(Program program, View out, @Nullable View a, @Nullable View b, @Nullable View c) {
        Step step = program.steps().getFirst();
        if (program.steps().size() > 1 || step.op() == Op.CALL) {
            return false;
        }
        long size = out.size();
        if (size == 0 || !out.isContiguous() && !Ufunc.isFortran(out, out.shape())) {
            return false;
        }
        if (step.op() == Op.COPY && a != null && step.a() == 0 && isCopied(step, out, a)) {
            return true;
        }
        Object to = size > LONGEST ? null : out.array();
        if (to == null || !isWhole(out)) {
            return false;
        }
        // From here on, the views of the step's sources, null for constants: no object is made for a call.
        int inputs = program.inputs();
        View first = view(step.a(), inputs, a, b, c);
        View second = view(step.b(), inputs, a, b, c);
        View third = view(step.c(), inputs, a, b, c);
        if (to instanceof double[] r && out.dtype() == DType.FLOAT64 && step.dtype() == DType.FLOAT64) {
            return switch (step.op()) {
                case COPY -> fill(program, out, r, first);
                case WHERE -> where(program, out, r, first, second, third);
                default -> real(program, out, r, first, second, third);
            };
        }
        return to instanceof byte[] r && out.dtype() == DType.BOOL && test(program, out, r, first, second);
    }

    private static @Nullable View view(int source, int inputs, @Nullable View a, @Nullable View b, @Nullable View c) {
        return switch (source < inputs ? source : -1) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            default -> null;
        };
    }

    /** Whether a view's first element begins at an index of its array. */
    private static boolean isWhole(View view) {
        return (view.segment().address() + view.offset()) % view.dtype().byteSize() == 0;
    }

    /** The Java array in which a view's float64 elements lie at whole indexes, or null. */
    static double @Nullable [] doubles(View view) {
        return view.dtype() == DType.FLOAT64 && isWhole(view) && view.array() instanceof double[] array ? array : null;
    }

    /** The index in its array of a view's first element. */
    static int first(View view) {
        return (int) ((view.segment().address() + view.offset()) / view.dtype().byteSize());
    }

    /** Whether an input has the output's shape and its elements lie in the same order, without gaps. */
    private static boolean isAlike(View in, View out) {
        return Arrays.equals(in.shape(), out.shape())
                && (out.isContiguous() ? in.isContiguous() : Ufunc.isFortran(in, in.shape()));
    }

    /** Whether its elements have the indexes of the output's in a Java array, too. */
    private static boolean isBeside(View in, View out, DType dtype) {
        return in.dtype() == dtype && isAlike(in, out) && isWhole(in) && first(in) == first(out);
    }

    /** The array of a source, or null. */
    private static double @Nullable [] doubles(@Nullable View in, View out) {
        return in != null && isBeside(in, out, DType.FLOAT64) && in.array() instanceof double[] array ? array : null;
    }

    private static byte @Nullable [] truths(@Nullable View in, View out) {
        return in != null && isBeside(in, out, DType.BOOL) && in.array() instanceof byte[] array ? array : null;
    }

    private static boolean isScalar(Program program, int source, @Nullable View in) {
        if (in == null) {
            return source >= program.inputs()
                    && !constant(program, source).dtype().isComplex();
        }
        return in.dtype() == DType.FLOAT64 && in.size() == 1;
    }

    private static double scalar(Program program, int source, @Nullable View in) {
        if (in != null) {
            return Elements.getDouble(in.segment(), in.offset(), DType.FLOAT64);
        }
        Constant constant = constant(program, source);
        return constant.dtype().isFloating() ? Double.longBitsToDouble(constant.bits()) : (double) constant.bits();
    }

    private static Constant constant(Program program, int source) {
        return program.constants().get(source - program.inputs());
    }

    /** The end of a loop over arrays before it is looked whether it was cancelled. */
    private static int next(int at, int to) {
        if (to - at <= WATCHED) {
            return to;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("elementwise operation was cancelled");
        }
        return at + WATCHED;
    }

    /** Copies elements without gaps that keep their dtype; not bools, of which any byte is read and 1 written. */
    private static boolean isCopied(Step step, View out, View a) {
        DType dtype = step.dtype();
        if (dtype == DType.BOOL || out.dtype() != dtype || a.dtype() != dtype || !isAlike(a, out)) {
            return false;
        }
        MemorySegment.copy(a.segment(), a.offset(), out.segment(), out.offset(), out.size() * dtype.byteSize());
        return true;
    }

    private static boolean fill(Program program, View out, double[] r, @Nullable View in) {
        int source = program.steps().getFirst().a();
        if (!isScalar(program, source, in)) {
            return false;
        }
        int from = first(out);
        Arrays.fill(r, from, from + (int) out.size(), scalar(program, source, in));
        return true;
    }

    // --- results of float64 ---------------------------------------------------------------------------------

    private static boolean real(
            Program program, View out, double[] r, @Nullable View x, @Nullable View y, @Nullable View z) {
        Step step = program.steps().getFirst();
        int from = first(out);
        int to = from + (int) out.size();
        double[] a = doubles(x, out);
        double[] b = step.b() < 0 ? a : doubles(y, out);
        double[] c = step.c() < 0 ? b : doubles(z, out);
        if (a != null && b != null && c != null) {
            for (int at = from; at < to; at = next(at, to)) {
                FloatKernels.run(step.op(), DType.FLOAT64, r, a, b, c, at, next(at, to));
            }
            return true;
        }
        if (step.c() >= 0) {
            boolean isClip = step.op() == Op.CLIP && a != null;
            if (isClip && isScalar(program, step.b(), y) && isScalar(program, step.c(), z)) {
                clip(r, a, scalar(program, step.b(), y), scalar(program, step.c(), z), from, to);
                return true;
            }
            return false;
        }
        if (a != null && isScalar(program, step.b(), y)) {
            return withScalar(step.op(), r, a, scalar(program, step.b(), y), from, to);
        }
        return b != null
                && isScalar(program, step.a(), x)
                && scalarFirst(step.op(), r, scalar(program, step.a(), x), b, from, to);
    }

    private static boolean withScalar(Op op, double[] r, double[] a, double s, int from, int to) {
        for (int at = from; at < to; at = next(at, to)) {
            int end = next(at, to);
            switch (op) {
                case ADD -> add(r, a, s, at, end);
                case SUBTRACT -> add(r, a, -s, at, end);
                case MULTIPLY -> multiply(r, a, s, at, end);
                case DIVIDE -> divide(r, a, s, at, end);
                case MAXIMUM -> FloatKernels.maximum(r, a, s, at, end);
                case MINIMUM -> FloatKernels.minimum(r, a, s, at, end);
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean scalarFirst(Op op, double[] r, double s, double[] a, int from, int to) {
        for (int at = from; at < to; at = next(at, to)) {
            int end = next(at, to);
            switch (op) {
                case ADD -> add(r, a, s, at, end);
                case SUBTRACT -> subtract(r, s, a, at, end);
                case MULTIPLY -> multiply(r, a, s, at, end);
                case DIVIDE -> divide(r, s, a, at, end);
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static void clip(double[] r, double[] a, double low, double high, int from, int to) {
        for (int at = from; at < to; at = next(at, to)) {
            FloatKernels.clip(r, a, low, high, at, next(at, to));
        }
    }

    private static void add(double[] r, double[] a, double s, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] + s;
        }
    }

    private static void subtract(double[] r, double s, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = s - a[i];
        }
    }

    private static void multiply(double[] r, double[] a, double s, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] * s;
        }
    }

    private static void divide(double[] r, double[] a, double s, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] / s;
        }
    }

    private static void divide(double[] r, double s, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = s / a[i];
        }
    }

    // --- choices --------------------------------------------------------------------------------------------

    private static boolean where(
            Program program, View out, double[] r, @Nullable View x, @Nullable View y, @Nullable View z) {
        Step step = program.steps().getFirst();
        byte[] condition = truths(x, out);
        double[] a = doubles(y, out);
        double[] b = doubles(z, out);
        boolean isKnown = condition != null
                && (a != null || isScalar(program, step.b(), y))
                && (b != null || isScalar(program, step.c(), z));
        if (!isKnown) {
            return false;
        }
        double left = a == null ? scalar(program, step.b(), y) : 0;
        double right = b == null ? scalar(program, step.c(), z) : 0;
        int from = first(out);
        int to = from + (int) out.size();
        for (int at = from; at < to; at = next(at, to)) {
            int end = next(at, to);
            if (a != null && b != null) {
                where(r, condition, a, b, at, end);
            } else if (a != null) {
                where(r, condition, a, right, at, end);
            } else if (b != null) {
                where(r, condition, left, b, at, end);
            } else {
                where(r, condition, left, right, at, end);
            }
        }
        return true;
    }

    private static void where(double[] r, byte[] condition, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = FloatKernels.choose(condition[i], a[i], b[i]);
        }
    }

    private static void where(double[] r, byte[] condition, double[] a, double b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = FloatKernels.choose(condition[i], a[i], b);
        }
    }

    private static void where(double[] r, byte[] condition, double a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = FloatKernels.choose(condition[i], a, b[i]);
        }
    }

    private static void where(double[] r, byte[] condition, double a, double b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = FloatKernels.choose(condition[i], a, b);
        }
    }

    // --- results of bool ------------------------------------------------------------------------------------

    private static boolean test(Program program, View out, byte[] r, @Nullable View x, @Nullable View y) {
        Step step = program.steps().getFirst();
        Op op = step.op();
        boolean isLogical = step.dtype() == DType.BOOL;
        if (step.dtype() != DType.FLOAT64 && !isLogical) {
            return false;
        }
        int from = first(out);
        int to = from + (int) out.size();
        double[] a = doubles(x, out);
        double[] b = step.b() < 0 ? a : doubles(y, out);
        if (a != null && b != null) {
            return isLogical ? logical(op, r, a, b, from, to) : test(op, r, a, b, from, to);
        }
        if (isLogical || step.b() < 0) {
            return false;
        }
        if (a != null && isScalar(program, step.b(), y)) {
            return test(op, r, a, scalar(program, step.b(), y), from, to);
        }
        return b != null
                && isScalar(program, step.a(), x)
                && test(Ufunc.mirrored(op), r, b, scalar(program, step.a(), x), from, to);
    }

    private static boolean test(Op op, byte[] r, double[] a, double[] b, int from, int to) {
        for (int at = from; at < to; at = next(at, to)) {
            int end = next(at, to);
            switch (op) {
                case EQ -> equal(r, a, b, at, end);
                case NE -> notEqual(r, a, b, at, end);
                case LT -> less(r, a, b, at, end);
                case LE -> lessOrEqual(r, a, b, at, end);
                case GT -> less(r, b, a, at, end);
                case GE -> lessOrEqual(r, b, a, at, end);
                case ISNAN -> isNaN(r, a, at, end);
                case ISINF -> isInfinite(r, a, at, end);
                case ISFINITE -> isFinite(r, a, at, end);
                case SIGNBIT -> signBit(r, a, at, end);
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean test(Op op, byte[] r, double[] a, double s, int from, int to) {
        for (int at = from; at < to; at = next(at, to)) {
            int end = next(at, to);
            switch (op) {
                case EQ -> equal(r, a, s, at, end);
                case NE -> notEqual(r, a, s, at, end);
                case LT -> less(r, a, s, at, end);
                case LE -> lessOrEqual(r, a, s, at, end);
                case GT -> greater(r, a, s, at, end);
                case GE -> greaterOrEqual(r, a, s, at, end);
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean logical(Op op, byte[] r, double[] a, double[] b, int from, int to) {
        for (int at = from; at < to; at = next(at, to)) {
            int end = next(at, to);
            switch (op) {
                case LOGICAL_NOT -> equal(r, a, 0, at, end);
                case LOGICAL_AND -> and(r, a, b, at, end);
                case LOGICAL_OR -> or(r, a, b, at, end);
                case LOGICAL_XOR -> xor(r, a, b, at, end);
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static byte truth(boolean value) {
        return (byte) (value ? 1 : 0);
    }

    private static void equal(byte[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] == b[i]);
        }
    }

    private static void equal(byte[] r, double[] a, double s, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] == s);
        }
    }

    private static void notEqual(byte[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] != b[i]);
        }
    }

    private static void notEqual(byte[] r, double[] a, double s, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] != s);
        }
    }

    private static void less(byte[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] < b[i]);
        }
    }

    private static void less(byte[] r, double[] a, double s, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] < s);
        }
    }

    private static void lessOrEqual(byte[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] <= b[i]);
        }
    }

    private static void lessOrEqual(byte[] r, double[] a, double s, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] <= s);
        }
    }

    private static void greater(byte[] r, double[] a, double s, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] > s);
        }
    }

    private static void greaterOrEqual(byte[] r, double[] a, double s, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] >= s);
        }
    }

    private static void isNaN(byte[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = (byte) (INFINITY - (Double.doubleToRawLongBits(a[i]) & Long.MAX_VALUE) >>> 63);
        }
    }

    private static void isInfinite(byte[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(Double.isInfinite(a[i]));
        }
    }

    private static void isFinite(byte[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(Double.isFinite(a[i]));
        }
    }

    private static void signBit(byte[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(Double.doubleToRawLongBits(a[i]) < 0);
        }
    }

    private static void and(byte[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] != 0 & b[i] != 0);
        }
    }

    private static void or(byte[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] != 0 | b[i] != 0);
        }
    }

    private static void xor(byte[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = truth(a[i] != 0 ^ b[i] != 0);
        }
    }
}
