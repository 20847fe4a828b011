package io.hotloop.testing;

import io.hotloop.DType;
import io.hotloop.NdArray;
import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.View;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;

/**
 * Compares arrays in tests. A failure is an {@link AssertionError} whose message has how many elements differ,
 * where they differ most, and both values there; or both shapes or dtypes where those differ.
 *
 * <p>NaN equals NaN, and an infinity only itself. Of complex numbers each part is compared for itself.
 *
 * {@snippet :
 * import static io.hotloop.testing.ArrayAssertions.assertAllClose;
 *
 * assertAllClose(NdArray.of(1.0, 2.0), computed, 1e-12, 0);
 * // 1 of 2 elements differ, most at [1]: expected 2.0, actual 2.5 (difference 0.5, allowed 2.0E-12)
 * }
 */
public final class ArrayAssertions {
    private ArrayAssertions() {}

    /** Tells how far apart two elements are; 0 or less: they agree. */
    @FunctionalInterface
    private interface Distance {
        double of(MemorySegment expected, long at, MemorySegment actual, long actualAt);
    }

    /** Tells what stands in parentheses behind the two values of the worst element. */
    @FunctionalInterface
    private interface Explanation {
        String of(MemorySegment expected, long at, MemorySegment actual, long actualAt);
    }

    /**
     * Asserts that arrays of the same shape have nearly the same elements: {@code |actual - expected| <= atol +
     * rtol * |expected|}, as NumPy's {@code assert_allclose} has it. Dtypes may differ; integers are compared
     * without rounding.
     *
     * @param expected what is right
     * @param actual what is examined
     * @param rtol the relative tolerance, at least 0
     * @param atol the absolute tolerance, at least 0
     * @throws AssertionError if shapes differ, or an element is farther away
     * @throws IllegalArgumentException if a tolerance is negative or NaN
     */
    public static void assertAllClose(NdArray expected, NdArray actual, double rtol, double atol) {
        View left = elements(expected, "expected");
        View right = elements(actual, "actual");
        if (!(rtol >= 0) || !(atol >= 0)) {
            throw new IllegalArgumentException("tolerances must be at least 0: rtol " + rtol + ", atol " + atol);
        }
        requireSameShape(left, right);
        compare(
                left,
                right,
                (a, at, b, bt) -> {
                    double difference = difference(left.dtype(), a, at, right.dtype(), b, bt);
                    return difference <= allowed(left.dtype(), a, at, rtol, atol) ? 0 : difference;
                },
                (a, at, b, bt) -> "difference " + difference(left.dtype(), a, at, right.dtype(), b, bt) + ", allowed "
                        + allowed(left.dtype(), a, at, rtol, atol));
    }

    /**
     * Asserts that arrays have the same dtype, shape and elements, as {@link NdArray#equals} compares them: 0.0
     * is not -0.0.
     *
     * @param expected what is right
     * @param actual what is examined
     * @throws AssertionError if dtypes, shapes or elements differ
     */
    public static void assertArrayEqual(NdArray expected, NdArray actual) {
        View left = elements(expected, "expected");
        View right = elements(actual, "actual");
        requireSameDtype(left, right);
        requireSameShape(left, right);
        DType dtype = left.dtype();
        compare(
                left,
                right,
                (a, at, b, bt) -> {
                    if (same(dtype, a, at, b, bt)) {
                        return 0;
                    }
                    double difference = difference(dtype, a, at, dtype, b, bt);
                    // Zeros of different signs differ by nothing that could be compared.
                    return difference > 0 ? difference : Double.MIN_VALUE;
                },
                (a, at, b, bt) -> "difference " + difference(dtype, a, at, dtype, b, bt));
    }

    /**
     * Asserts that floating-point arrays of the same dtype and shape differ by no more than some units in the
     * last place: so many steps lead from one number to the other by way of its neighbours. From 0.0 to -0.0 it
     * is none; no number of steps leads to NaN or to an infinity.
     *
     * @param expected what is right
     * @param actual what is examined
     * @param maxUlps how many steps are allowed, at least 0
     * @throws AssertionError if dtypes or shapes differ, or an element is farther away
     * @throws IllegalArgumentException if {@code maxUlps} is negative, or the expected dtype is neither
     *     floating-point nor complex
     */
    public static void assertUlp(NdArray expected, NdArray actual, long maxUlps) {
        View left = elements(expected, "expected");
        View right = elements(actual, "actual");
        DType dtype = left.dtype();
        if (maxUlps < 0) {
            throw new IllegalArgumentException("maxUlps must be at least 0: " + maxUlps);
        }
        if (!dtype.isFloating() && !dtype.isComplex()) {
            throw new IllegalArgumentException("elements of " + dtype + " have no ULP: compare by assertArrayEqual");
        }
        requireSameDtype(left, right);
        requireSameShape(left, right);
        compare(
                left,
                right,
                (a, at, b, bt) -> {
                    long ulps = ulps(dtype, a, at, b, bt);
                    return Long.compareUnsigned(ulps, maxUlps) <= 0 ? 0 : unsigned(ulps);
                },
                (a, at, b, bt) -> {
                    long ulps = ulps(dtype, a, at, b, bt);
                    return (ulps == -1 ? "one is not finite" : Long.toUnsignedString(ulps) + " ULP") + ", allowed "
                            + maxUlps + " ULP";
                });
    }

    /** What an array refers to, whose memory must be there. */
    private static View elements(NdArray array, String name) {
        View view = ArrayAccess.view(Objects.requireNonNull(array, name));
        Blocks.requireOpen(view);
        return view;
    }

    private static void requireSameDtype(View expected, View actual) {
        if (expected.dtype() != actual.dtype()) {
            throw new AssertionError("dtypes differ: expected " + describe(expected) + ", actual " + describe(actual));
        }
    }

    private static void requireSameShape(View expected, View actual) {
        if (!Arrays.equals(expected.shape(), actual.shape())) {
            throw new AssertionError("shapes differ: expected " + describe(expected) + ", actual " + describe(actual));
        }
    }

    private static String describe(View view) {
        return view.dtype() + Arrays.toString(view.shape());
    }

    private static void compare(View expected, View actual, Distance distance, Explanation explanation) {
        long size = expected.size();
        int rank = expected.rank();
        long[] index = new long[rank];
        long[] worst = index;
        long count = 0;
        double most = 0;
        long at = expected.offset();
        long actualAt = actual.offset();
        long worstAt = at;
        long worstActualAt = actualAt;
        for (long i = 0; i < size; i++) {
            double apart = distance.of(expected.segment(), at, actual.segment(), actualAt);
            if (apart > 0) {
                count++;
                if (apart > most) {
                    most = apart;
                    worst = index.clone();
                    worstAt = at;
                    worstActualAt = actualAt;
                }
            }
            for (int axis = rank - 1; axis >= 0; axis--) {
                at += expected.strides()[axis];
                actualAt += actual.strides()[axis];
                if (++index[axis] < expected.shape()[axis]) {
                    break;
                }
                at -= index[axis] * expected.strides()[axis];
                actualAt -= index[axis] * actual.strides()[axis];
                index[axis] = 0;
            }
        }
        if (count > 0) {
            throw new AssertionError(count + " of " + size + " elements differ, most at " + Arrays.toString(worst)
                    + ": expected " + text(expected, worstAt) + ", actual " + text(actual, worstActualAt) + " ("
                    + explanation.of(expected.segment(), worstAt, actual.segment(), worstActualAt) + ")");
        }
    }

    private static String text(View view, long at) {
        MemorySegment segment = view.segment();
        DType dtype = view.dtype();
        return switch (dtype) {
            case BOOL -> String.valueOf(Elements.getBoolean(segment, at, dtype));
            case FLOAT32 -> String.valueOf((float) Elements.getDouble(segment, at, dtype));
            case FLOAT64 -> String.valueOf(Elements.getDouble(segment, at, dtype));
            case COMPLEX64 ->
                (float) Elements.getReal(segment, at, dtype) + " + " + (float) Elements.getImag(segment, at, dtype)
                        + "i";
            case COMPLEX128 ->
                Elements.getReal(segment, at, dtype) + " + " + Elements.getImag(segment, at, dtype) + "i";
            case UINT64 -> Long.toUnsignedString(Elements.getLong(segment, at, dtype));
            default -> String.valueOf(Elements.getLong(segment, at, dtype));
        };
    }

    private static boolean same(DType dtype, MemorySegment a, long at, MemorySegment b, long bt) {
        if (dtype == DType.BOOL) {
            return Elements.getBoolean(a, at, dtype) == Elements.getBoolean(b, bt, dtype);
        }
        if (dtype.isInteger()) {
            return Elements.getLong(a, at, dtype) == Elements.getLong(b, bt, dtype);
        }
        return Double.compare(Elements.getReal(a, at, dtype), Elements.getReal(b, bt, dtype)) == 0
                && Double.compare(Elements.getImag(a, at, dtype), Elements.getImag(b, bt, dtype)) == 0;
    }

    /** The distance of two elements; infinite where one part is NaN or infinite and the other is not the same. */
    private static double difference(DType left, MemorySegment a, long at, DType right, MemorySegment b, long bt) {
        if (isWhole(left) && isWhole(right)) {
            BigInteger expected = whole(left, a, at);
            return expected.subtract(whole(right, b, bt)).abs().doubleValue();
        }
        double re = difference(Elements.getReal(a, at, left), Elements.getReal(b, bt, right));
        double im = difference(Elements.getImag(a, at, left), Elements.getImag(b, bt, right));
        return im == 0 ? re : Math.hypot(re, im);
    }

    private static double difference(double expected, double actual) {
        if (expected == actual || Double.isNaN(expected) && Double.isNaN(actual)) {
            return 0;
        }
        double difference = Math.abs(expected - actual);
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    private static boolean isWhole(DType dtype) {
        return dtype == DType.BOOL || dtype.isInteger();
    }

    private static BigInteger whole(DType dtype, MemorySegment segment, long at) {
        long value = Elements.getLong(segment, at, dtype);
        return dtype == DType.UINT64 ? new BigInteger(Long.toUnsignedString(value)) : BigInteger.valueOf(value);
    }

    private static double allowed(DType dtype, MemorySegment expected, long at, double rtol, double atol) {
        double re = Elements.getReal(expected, at, dtype);
        double im = Elements.getImag(expected, at, dtype);
        double size = im == 0 ? Math.abs(re) : Math.hypot(re, im);
        // Of what is not finite nothing but itself is close.
        return Double.isFinite(size) ? atol + rtol * size : 0;
    }

    /** Steps between the values, of complex numbers the larger of both parts; -1, the most unsigned: one is not finite. */
    private static long ulps(DType dtype, MemorySegment a, long at, MemorySegment b, long bt) {
        boolean single = dtype == DType.FLOAT32 || dtype == DType.COMPLEX64;
        long re = ulps(single, Elements.getReal(a, at, dtype), Elements.getReal(b, bt, dtype));
        long im = ulps(single, Elements.getImag(a, at, dtype), Elements.getImag(b, bt, dtype));
        return Long.compareUnsigned(re, im) > 0 ? re : im;
    }

    private static long ulps(boolean single, double expected, double actual) {
        if (Double.isNaN(expected) || Double.isNaN(actual)) {
            return Double.isNaN(expected) && Double.isNaN(actual) ? 0 : -1;
        }
        if (Double.isInfinite(expected) || Double.isInfinite(actual)) {
            // The largest finite number is its neighbour in the order of the bits, but infinitely far away.
            return expected == actual ? 0 : -1;
        }
        long left = single ? ordered((float) expected) : ordered(expected);
        long right = single ? ordered((float) actual) : ordered(actual);
        return left < right ? right - left : left - right;
    }

    /** Numbers in the order of the floats, neighbours one apart; both zeros are 0. */
    private static long ordered(float value) {
        int bits = Float.floatToIntBits(value);
        return bits >= 0 ? bits : -(long) (bits & Integer.MAX_VALUE);
    }

    /** The same for doubles. */
    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits >= 0 ? bits : -(bits & Long.MAX_VALUE);
    }

    private static double unsigned(long value) {
        return value == -1 ? Double.POSITIVE_INFINITY : Math.scalb((double) (value >>> 1), 1) + (value & 1);
    }
}
