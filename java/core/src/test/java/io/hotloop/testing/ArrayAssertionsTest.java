package io.hotloop.testing;

import static io.hotloop.testing.ArrayAssertions.assertAllClose;
import static io.hotloop.testing.ArrayAssertions.assertArrayEqual;
import static io.hotloop.testing.ArrayAssertions.assertUlp;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.NdArray;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArrayAssertionsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void countsAndNamesTheWorstElement() {
        NdArray expected = NdArray.arange(6.0).reshape(2, 3);
        NdArray actual = expected.copy();
        actual.setDouble(1.25, 0, 1);
        actual.setDouble(4.5, 1, 1);

        assertFails(
                () -> assertAllClose(expected, actual, 1e-3, 0.01),
                "2 of 6 elements differ, most at [1, 1]: expected 4.0, actual 4.5 (difference 0.5, allowed 0.014)");
        assertFails(
                () -> assertArrayEqual(expected, actual),
                "2 of 6 elements differ, most at [1, 1]: expected 4.0, actual 4.5 (difference 0.5)");
        assertFails(
                () -> assertUlp(expected, actual, 3),
                "2 of 6 elements differ, most at [0, 1]: expected 1.0, actual 1.25 (1125899906842624 ULP, allowed 3 ULP)");
        assertAllClose(expected, actual, 0.25, 0);
        assertAllClose(expected, actual, 0, 0.5);
    }

    @Test
    void walksEveryLayout() {
        NdArray a = NdArray.arange(24).reshape(2, 3, 4);
        assertArrayEqual(a.transpose().asContiguous(), a.transpose());
        assertArrayEqual(a.flip(), a.flip().copy());
        assertArrayEqual(NdArray.zeros(0, 2), NdArray.zeros(0, 2));
        assertArrayEqual(NdArray.scalar(1), NdArray.scalar(1));
        NdArray other = a.copy();
        other.setLong(0, 1, 2, 0);
        assertFails(
                () -> assertArrayEqual(a.transpose(), other.transpose()),
                "1 of 24 elements differ, most at [0, 2, 1]: expected 20, actual 0 (difference 20.0)");
        assertFails(
                () -> assertArrayEqual(NdArray.scalar(true), NdArray.scalar(false)),
                "1 of 1 elements differ, most at []: expected true, actual false (difference 1.0)");
    }

    @Test
    void namesShapesAndDtypes() {
        assertFails(
                () -> assertAllClose(NdArray.zeros(2, 3), NdArray.zeros(3, 2), 1, 1),
                "shapes differ: expected float64[2, 3], actual float64[3, 2]");
        assertFails(
                () -> assertArrayEqual(NdArray.zeros(2), NdArray.zeros(DType.FLOAT32, 2)),
                "dtypes differ: expected float64[2], actual float32[2]");
        assertFails(
                () -> assertUlp(NdArray.zeros(2), NdArray.zeros(DType.FLOAT32, 2), 1),
                "dtypes differ: expected float64[2], actual float32[2]");
        assertAllClose(NdArray.of(1, 2), NdArray.of(1.0, 2.0), 0, 0);
    }

    @Test
    void takesNanForNanAndInfinitiesForThemselves() {
        NdArray special = NdArray.of(Double.NaN, INFINITY, -INFINITY);
        assertAllClose(special, special.copy(), 0, 0);
        assertArrayEqual(special, special.copy());
        assertUlp(special, special.copy(), 0);
        for (double other : new double[] {1, Double.MAX_VALUE, -INFINITY, Double.NaN}) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertAllClose(NdArray.of(INFINITY), NdArray.of(other), 0.5, 1e300));
        }
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertAllClose(NdArray.of(1.0), NdArray.of(INFINITY), 0.5, 1e300));
        assertFails(
                () -> assertUlp(NdArray.of(1.0, 1.0), NdArray.of(2.0, Double.NaN), 7),
                "2 of 2 elements differ, most at [1]: expected 1.0, actual NaN (one is not finite, allowed 7 ULP)");
        assertFails(
                () -> assertAllClose(NdArray.of(Double.NaN), NdArray.of(0.0), 1, 1),
                "1 of 1 elements differ, most at [0]: expected NaN, actual 0.0 (difference Infinity, allowed 0.0)");
    }

    @Test
    void tellsZerosApartOnlyWhereEqualityDoes() {
        NdArray zero = NdArray.of(0.0);
        NdArray negative = NdArray.of(-0.0);
        assertAllClose(zero, negative, 0, 0);
        assertUlp(zero, negative, 0);
        assertFails(
                () -> assertArrayEqual(zero, negative),
                "1 of 1 elements differ, most at [0]: expected 0.0, actual -0.0 (difference 0.0)");
    }

    @Test
    void comparesLargeIntegersExactly() {
        NdArray large = NdArray.of(9007199254740993L, Long.MAX_VALUE);
        assertFails(
                () -> assertAllClose(large, NdArray.of(9007199254740992L, Long.MAX_VALUE), 0, 0),
                "1 of 2 elements differ, most at [0]: expected 9007199254740993, actual 9007199254740992"
                        + " (difference 1.0, allowed 0.0)");
        NdArray unsigned = NdArray.of(-1L).astype(DType.UINT64);
        assertFails(
                () -> assertArrayEqual(unsigned, NdArray.zeros(DType.UINT64, 1)),
                "1 of 1 elements differ, most at [0]: expected 18446744073709551615, actual 0"
                        + " (difference 1.8446744073709552E19)");
    }

    @Test
    void countsUlps() {
        assertUlp(NdArray.of(1f), NdArray.of(Math.nextUp(1f)), 1);
        assertFails(
                () -> assertUlp(NdArray.of(1f), NdArray.of(1.000001f), 7),
                "1 of 1 elements differ, most at [0]: expected 1.0, actual 1.000001 (8 ULP, allowed 7 ULP)");
        assertUlp(NdArray.of(Double.MIN_VALUE), NdArray.of(-Double.MIN_VALUE), 2);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertUlp(NdArray.of(-INFINITY), NdArray.of(INFINITY), Long.MAX_VALUE));
        // The largest number is the neighbour of infinity in the order of the bits alone.
        assertFails(
                () -> assertUlp(NdArray.of(INFINITY), NdArray.of(Double.MAX_VALUE), 1),
                "1 of 1 elements differ, most at [0]: expected Infinity, actual 1.7976931348623157E308"
                        + " (one is not finite, allowed 1 ULP)");
        assertFails(
                () -> assertUlp(NdArray.of(-Float.MAX_VALUE), NdArray.of(Float.NEGATIVE_INFINITY), 1),
                "1 of 1 elements differ, most at [0]: expected -3.4028235E38, actual -Infinity"
                        + " (one is not finite, allowed 1 ULP)");
        assertUlp(NdArray.of(new Complex(1, 2)), NdArray.of(new Complex(Math.nextUp(1.0), Math.nextDown(2.0))), 1);
    }

    @Test
    void refusesItsOwnMisuse() {
        NdArray a = NdArray.of(1.0);
        for (double wrong : new double[] {-1, Double.NaN}) {
            assertThatThrownBy(() -> assertAllClose(a, a, wrong, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> assertAllClose(a, a, 0, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> assertUlp(a, a, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> assertUlp(NdArray.of(1), NdArray.of(1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("elements of int32 have no ULP: compare by assertArrayEqual");
        assertThatThrownBy(() -> assertArrayEqual(null, a)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> assertArrayEqual(a, null)).isInstanceOf(NullPointerException.class);
    }

    private static void assertFails(ThrowingCallable call, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(call::call).withMessage(message);
    }
}
