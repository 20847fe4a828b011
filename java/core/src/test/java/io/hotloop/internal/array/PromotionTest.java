package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromotionTest {
    // numpy.result_type of NumPy 2.4, rows and columns in the order of DType.
    private static final String RESULT_TYPES = """
                    bool       bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128
                    int8       int8 int8 int16 int32 int64 int16 int32 int64 float64 float32 float64 complex64 complex128
                    int16      int16 int16 int16 int32 int64 int16 int32 int64 float64 float32 float64 complex64 complex128
                    int32      int32 int32 int32 int32 int64 int32 int32 int64 float64 float64 float64 complex128 complex128
                    int64      int64 int64 int64 int64 int64 int64 int64 int64 float64 float64 float64 complex128 complex128
                    uint8      uint8 int16 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128
                    uint16     uint16 int32 int32 int32 int64 uint16 uint16 uint32 uint64 float32 float64 complex64 complex128
                    uint32     uint32 int64 int64 int64 int64 uint32 uint32 uint32 uint64 float64 float64 complex128 complex128
                    uint64     uint64 float64 float64 float64 float64 uint64 uint64 uint64 uint64 float64 float64 complex128 complex128
                    float32    float32 float32 float32 float64 float64 float32 float32 float64 float64 float32 float64 complex64 complex128
                    float64    float64 float64 float64 float64 float64 float64 float64 float64 float64 float64 float64 complex128 complex128
                    complex64  complex64 complex64 complex64 complex128 complex128 complex64 complex64 complex128 complex128 complex64 complex128 complex64 complex128
                    complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128
            """;

    // numpy.can_cast, casting="safe"; from the row's dtype to the column's.
    private static final String SAFE_CASTS = """
                    bool       1 1 1 1 1 1 1 1 1 1 1 1 1
                    int8       0 1 1 1 1 0 0 0 0 1 1 1 1
                    int16      0 0 1 1 1 0 0 0 0 1 1 1 1
                    int32      0 0 0 1 1 0 0 0 0 0 1 0 1
                    int64      0 0 0 0 1 0 0 0 0 0 1 0 1
                    uint8      0 0 1 1 1 1 1 1 1 1 1 1 1
                    uint16     0 0 0 1 1 0 1 1 1 1 1 1 1
                    uint32     0 0 0 0 1 0 0 1 1 0 1 0 1
                    uint64     0 0 0 0 0 0 0 0 1 0 1 0 1
                    float32    0 0 0 0 0 0 0 0 0 1 1 1 1
                    float64    0 0 0 0 0 0 0 0 0 0 1 0 1
                    complex64  0 0 0 0 0 0 0 0 0 0 0 1 1
                    complex128 0 0 0 0 0 0 0 0 0 0 0 0 1
            """;

    private static String[] row(String table, DType dtype) {
        String[] fields = table.strip().split("\n")[dtype.ordinal()].strip().split(" +");
        assertThat(fields[0]).isEqualTo(dtype.toString());
        return fields;
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void resultTypesAreNumPys(DType a) {
        String[] expected = row(RESULT_TYPES, a);
        for (DType b : DType.values()) {
            assertThat(Promotion.resultType(a, b)).as("%s, %s", a, b).hasToString(expected[1 + b.ordinal()]);
            assertThat(Promotion.resultType(b, a)).as("%s, %s", b, a).hasToString(expected[1 + b.ordinal()]);
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void safeCastsAreNumPys(DType from) {
        String[] expected = row(SAFE_CASTS, from);
        for (DType to : DType.values()) {
            assertThat(Promotion.canCast(from, to))
                    .as("%s to %s", from, to)
                    .isEqualTo(expected[1 + to.ordinal()].equals("1"));
        }
    }

    @Test
    void manyDTypesInAnyOrder() {
        assertThat(Promotion.resultType(DType.INT16, DType.UINT16, DType.FLOAT32))
                .isEqualTo(Promotion.resultType(DType.FLOAT32, DType.UINT16, DType.INT16))
                .isEqualTo(DType.FLOAT32);
        assertThat(Promotion.resultType(DType.UINT64, DType.INT8, DType.COMPLEX64))
                .isEqualTo(DType.COMPLEX128);
        assertThat(Promotion.resultType(DType.INT8, DType.UINT8, DType.BOOL)).isEqualTo(DType.INT16);
        assertThat(Promotion.resultType(DType.INT32)).isEqualTo(DType.INT32);
        assertThatThrownBy(Promotion::resultType).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scalarsLiftTheKindAlone() {
        assertThat(Promotion.withLong(DType.BOOL)).isEqualTo(DType.INT64);
        assertThat(Promotion.withLong(DType.UINT8)).isEqualTo(DType.UINT8);
        assertThat(Promotion.withLong(DType.FLOAT32)).isEqualTo(DType.FLOAT32);
        assertThat(Promotion.withDouble(DType.BOOL)).isEqualTo(DType.FLOAT64);
        assertThat(Promotion.withDouble(DType.INT8)).isEqualTo(DType.FLOAT64);
        assertThat(Promotion.withDouble(DType.FLOAT32)).isEqualTo(DType.FLOAT32);
        assertThat(Promotion.withDouble(DType.COMPLEX64)).isEqualTo(DType.COMPLEX64);
        assertThat(Promotion.withComplex(DType.FLOAT32)).isEqualTo(DType.COMPLEX64);
        assertThat(Promotion.withComplex(DType.FLOAT64)).isEqualTo(DType.COMPLEX128);
        assertThat(Promotion.withComplex(DType.INT8)).isEqualTo(DType.COMPLEX128);
        assertThat(Promotion.withComplex(DType.COMPLEX64)).isEqualTo(DType.COMPLEX64);
    }

    @Test
    void divisionsAndFunctionsOfIntegersAreDone64BitsWide() {
        assertThat(Promotion.divide(DType.INT8, DType.BOOL)).isEqualTo(DType.FLOAT64);
        assertThat(Promotion.divide(DType.INT8, DType.FLOAT32)).isEqualTo(DType.FLOAT32);
        assertThat(Promotion.function(DType.UINT8)).isEqualTo(DType.FLOAT64);
        assertThat(Promotion.function(DType.COMPLEX64)).isEqualTo(DType.COMPLEX64);
        assertThat(Promotion.complex(DType.INT16)).isEqualTo(DType.COMPLEX64);
        assertThat(Promotion.complex(DType.FLOAT64)).isEqualTo(DType.COMPLEX128);
        assertThat(Promotion.real(DType.COMPLEX64)).isEqualTo(DType.FLOAT32);
        assertThat(Promotion.real(DType.INT8)).isEqualTo(DType.INT8);
    }
}
