package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementsTest {
    // An odd offset in a byte array: nothing is aligned.
    private final MemorySegment memory = MemorySegment.ofArray(new byte[32]);

    @ParameterizedTest
    @EnumSource(DType.class)
    void readsAsAnyType(DType dtype) {
        for (Object value : ScalarReference.values(dtype, new Random(1))) {
            ScalarReference.write(memory, 3, dtype, value);
            assertThat(Elements.getDouble(memory, 3, dtype))
                    .as("%s", value)
                    .isEqualTo(ScalarReference.cast(value, DType.FLOAT64));
            assertThat(Elements.getBoolean(memory, 3, dtype)).isEqualTo(ScalarReference.cast(value, DType.BOOL));
            DType whole = dtype == DType.UINT64 ? DType.UINT64 : DType.INT64;
            assertThat(Elements.getLong(memory, 3, dtype))
                    .isEqualTo(((BigInteger) ScalarReference.cast(value, whole)).longValue());
            List<?> parts = (List<?>) ScalarReference.cast(value, DType.COMPLEX128);
            assertThat(Elements.getReal(memory, 3, dtype)).isEqualTo(parts.getFirst());
            assertThat(Elements.getImag(memory, 3, dtype)).isEqualTo(parts.getLast());
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void writesFromAnyType(DType dtype) {
        Random random = new Random(2);
        for (Object value : ScalarReference.values(DType.FLOAT64, random)) {
            Elements.setDouble(memory, 5, dtype, (Double) value);
            assertThat(ScalarReference.read(memory, 5, dtype)).isEqualTo(ScalarReference.cast(value, dtype));
        }
        for (Object value : ScalarReference.values(DType.INT64, random)) {
            Elements.setLong(memory, 5, dtype, ((BigInteger) value).longValue());
            assertThat(ScalarReference.read(memory, 5, dtype)).isEqualTo(ScalarReference.cast(value, dtype));
        }
        for (Object value : ScalarReference.values(DType.UINT64, random)) {
            Elements.setUnsigned(memory, 5, dtype, ((BigInteger) value).longValue());
            assertThat(ScalarReference.read(memory, 5, dtype)).isEqualTo(ScalarReference.cast(value, dtype));
        }
        for (Object value : ScalarReference.values(DType.COMPLEX128, random)) {
            List<?> parts = (List<?>) value;
            Elements.setComplex(memory, 5, dtype, (Double) parts.getFirst(), (Double) parts.getLast());
            assertThat(ScalarReference.read(memory, 5, dtype)).isEqualTo(ScalarReference.cast(value, dtype));
        }
        Elements.setBoolean(memory, 5, dtype, true);
        assertThat(ScalarReference.read(memory, 5, dtype)).isEqualTo(ScalarReference.cast(true, dtype));
    }

    // Halfway between two floats, and between two doubles, with a last bit that decides.
    @Test
    void largeUnsignedNumbersAreRoundedOnce() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            long bits = random.nextLong() | Long.MIN_VALUE;
            long half = switch (i % 3) {
                case 0 -> bits & -1L << 11 | 1L << 10 | (i & 1);
                case 1 -> bits & -1L << 40 | 1L << 39 | (i & 1);
                default -> bits;
            };
            BigDecimal exact = new BigDecimal(Long.toUnsignedString(half));
            assertThat(Elements.unsignedToDouble(half)).isEqualTo(exact.doubleValue());
            assertThat(Elements.unsignedToFloat(half)).isEqualTo(exact.floatValue());
        }
    }
}
