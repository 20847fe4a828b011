package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfoTest {
    @ParameterizedTest
    @CsvSource({
        "INT8, 8, 127, -128",
        "INT16, 16, 32767, -32768",
        "INT32, 32, 2147483647, -2147483648",
        "INT64, 64, 9223372036854775807, -9223372036854775808",
        "UINT8, 8, 255, 0",
        "UINT16, 16, 65535, 0",
        "UINT32, 32, 4294967295, 0",
        "UINT64, 64, 18446744073709551615, 0"
    })
    void integers(DType dtype, int bits, String max, String min) {
        IInfo info = IInfo.of(dtype);
        assertThat(info.bits()).isEqualTo(bits);
        assertThat(info.max()).hasToString(max);
        assertThat(info.min()).hasToString(min);
        assertThat(info.dtype()).isEqualTo(dtype);
    }

    @Test
    void floats() {
        FInfo info = FInfo.of(DType.FLOAT32);
        assertThat(info.bits()).isEqualTo(32);
        assertThat(info.eps()).isEqualTo(Math.ulp(1f));
        assertThat(info.max()).isEqualTo(Float.MAX_VALUE);
        assertThat(info.min()).isEqualTo(-Float.MAX_VALUE);
        assertThat(info.smallestNormal()).isEqualTo(Float.MIN_NORMAL);
        info = FInfo.of(DType.FLOAT64);
        assertThat(info.bits()).isEqualTo(64);
        assertThat(info.eps()).isEqualTo(Math.ulp(1.0));
        assertThat(info.smallestNormal()).isEqualTo(Double.MIN_NORMAL);
    }

    @Test
    void complexNumbersHaveTheLimitsOfTheirParts() {
        assertThat(FInfo.of(DType.COMPLEX64)).isEqualTo(FInfo.of(DType.FLOAT32));
        assertThat(FInfo.of(DType.COMPLEX128).dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void otherKindsAreRefused() {
        assertThatThrownBy(() -> IInfo.of(DType.FLOAT32)).hasMessage("float32 is no integer dtype");
        assertThatThrownBy(() -> IInfo.of(DType.BOOL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FInfo.of(DType.INT8)).hasMessageContaining("int8 is no floating-point dtype");
    }
}
