package io.hotloop.tests.arrays;

import io.hotloop.NdArray;
import io.hotloop.testing.ArrayAssertions;

/** Compares by the tolerances of the golden files. */
final class Comparison {
    private Comparison() {}

    /**
     * Asserts that a result is the expected one.
     *
     * @param tolerance {@code exact}, {@code ulp:N} or {@code close:RTOL:ATOL}
     */
    static void assertMatches(NdArray expected, NdArray actual, String tolerance) {
        String[] parts = tolerance.split(":");
        if (expected.dtype() != actual.dtype()) {
            throw new AssertionError("dtypes differ: expected " + expected.dtype() + ", actual " + actual.dtype());
        }
        switch (parts[0]) {
            case "exact" -> ArrayAssertions.assertArrayEqual(expected, actual);
            case "ulp" -> ArrayAssertions.assertUlp(expected, actual, Long.parseLong(parts[1]));
            case "close" ->
                ArrayAssertions.assertAllClose(
                        expected, actual, Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
            default -> throw new IllegalStateException(tolerance);
        }
    }

    /** Whether an exception is one by which Hotloop refuses arguments. */
    static boolean isRefusal(Throwable e) {
        return e instanceof IllegalArgumentException
                || e instanceof IndexOutOfBoundsException
                || e instanceof UnsupportedOperationException
                || e instanceof Expression.NoSuchCall;
    }
}
