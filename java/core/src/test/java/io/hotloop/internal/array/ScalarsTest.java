package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.internal.array.Program.Constant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarsTest {
    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, 127",
        "INT8, -128",
        "UINT8, 255",
        "UINT8, 0",
        "INT16, -32768",
        "UINT16, 65535",
        "INT32, 2147483647",
        "UINT32, 4294967295",
        "INT64, -9223372036854775808",
        "UINT64, 9223372036854775807"
    })
    void integersThatFit(DType dtype, long value) {
        assertThat(Scalars.of(dtype, value)).isEqualTo(new Constant(dtype, value, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, 300",
        "INT8, -129",
        "UINT8, 256",
        "UINT8, -1",
        "INT16, 32768",
        "UINT16, -1",
        "INT32, 2147483648",
        "UINT32, 4294967296",
        "UINT64, -1"
    })
    void integersThatDoNotFit(DType dtype, long value) {
        assertThatThrownBy(() -> Scalars.of(dtype, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(value + " does not fit " + dtype);
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, 2.5",
        "INT8, 128",
        "INT64, 9.223372036854775807e18",
        "UINT64, 1.8446744073709551616e19",
        "UINT64, -1",
        "INT32, NaN",
        "INT32, Infinity",
        "UINT8, -0.5"
    })
    void doublesThatDoNotFit(DType dtype, double value) {
        assertThatThrownBy(() -> Scalars.of(dtype, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(value + " does not fit " + dtype);
    }

    @Test
    void wholeDoublesFitIntegers() {
        assertThat(Scalars.of(DType.INT8, -128.0).bits()).isEqualTo(-128);
        assertThat(Scalars.of(DType.INT64, -0x1p63).bits()).isEqualTo(Long.MIN_VALUE);
        assertThat(Scalars.of(DType.UINT64, 0x1p63).bits()).isEqualTo(Long.MIN_VALUE);
        assertThat(Scalars.of(DType.INT32, -0.0).bits()).isZero();
    }

    @Test
    void floatsAreRounded() {
        assertThat(Scalars.of(DType.FLOAT32, 0.1)).isEqualTo(new Constant(DType.FLOAT32, bits(0.1f), 0));
        assertThat(Scalars.of(DType.FLOAT32, 1e300).bits()).isEqualTo(bits(Double.POSITIVE_INFINITY));
        // Once: by way of a double it would be 2^60.
        assertThat(Scalars.of(DType.FLOAT32, (1L << 60) + (1L << 36) + 1).bits())
                .isEqualTo(bits(0x1.000002p60));
        assertThat(Scalars.of(DType.COMPLEX64, new Complex(0.1, -0.0)))
                .isEqualTo(new Constant(DType.COMPLEX64, bits(0.1f), bits(-0.0)));
        assertThat(Scalars.of(DType.COMPLEX128, 2L)).isEqualTo(new Constant(DType.COMPLEX128, bits(2), 0));
    }

    @Test
    void complexNumbersInRealDTypes() {
        assertThat(Scalars.of(DType.INT8, Complex.of(3))).isEqualTo(new Constant(DType.INT8, 3, 0));
        assertThatThrownBy(() -> Scalars.of(DType.FLOAT64, new Complex(1, 2)))
                .hasMessage("(1+2j) does not fit float64");
    }

    @Test
    void boolTakesWhetherItIsZero() {
        assertThat(Scalars.of(DType.BOOL, 5L).bits()).isEqualTo(1);
        assertThat(Scalars.of(DType.BOOL, Double.NaN).bits()).isEqualTo(1);
        assertThat(Scalars.of(DType.BOOL, Complex.ZERO).bits()).isZero();
        assertThat(Scalars.of(DType.FLOAT64, true).bits()).isEqualTo(bits(1));
    }

    @Test
    void anyJavaNumber() {
        assertThat(Scalars.of(DType.INT16, (Object) (byte) -3).bits()).isEqualTo(-3);
        assertThat(Scalars.of(DType.FLOAT64, (Object) 0.5f).bits()).isEqualTo(bits(0.5));
        assertThat(Scalars.of(DType.BOOL, (Object) true).bits()).isEqualTo(1);
        assertThatThrownBy(() -> Scalars.of(DType.INT16, "7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 is a String");
    }
}
