package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When arrays are equal objects, and that serialization keeps them so. */
class NdArrayEqualsTest {
    private static void checkEqual(NdArray a, NdArray b) {
        assertThat(a.equals(b)).isTrue();
        assertThat(b.equals(a)).isTrue();
        assertThat(a).hasSameHashCodeAs(b);
    }

    private static void checkDifferent(NdArray a, Object b) {
        assertThat(a.equals(b)).isFalse();
        assertThat(b.equals(a)).isFalse();
    }

    @Test
    void comparesDtypeShapeAndElements() {
        NdArray a = NdArray.arange(6).reshape(2, 3);
        checkEqual(a, a.copy());
        checkEqual(a, a);
        checkDifferent(a, a.reshape(3, 2));
        checkDifferent(a, a.astype(DType.INT32));
        checkDifferent(a, a.flip());
        checkDifferent(a, "text");
        assertThat(a.equals(null)).isFalse();
        checkEqual(NdArray.zeros(0, 3), NdArray.zeros(0, 3));
        checkDifferent(NdArray.zeros(0, 3), NdArray.zeros(3, 0));
        checkEqual(NdArray.scalar(1.5), NdArray.scalar(1.5));
        checkDifferent(NdArray.scalar(1.5), NdArray.of(1.5));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void layoutDoesNotMatter(DType dtype) {
        NdArray a = NdArray.arange(24).astype(dtype).reshape(2, 3, 4);
        NdArray b = a.transpose().copy().transpose();
        assertThat(b.isContiguous()).isFalse();
        checkEqual(a, b);
        checkEqual(a.flip(), b.flip());
        checkEqual(NdArray.ones(dtype, 1).broadcastTo(3, 2), NdArray.ones(dtype, 3, 2));
        NdArray changed = b.copy();
        changed.setLong(0, 1, 2, 3);
        checkDifferent(a, changed);
    }

    @Test
    void comparesFloatsAsDoubleEqualsDoes() {
        NdArray a = NdArray.of(Double.NaN, 0.0);
        checkEqual(a, NdArray.of(Double.longBitsToDouble(0x7ff8_0000_0000_0001L), 0.0));
        checkEqual(a, NdArray.of(Double.longBitsToDouble(0xfff8_0000_0000_0000L), 0.0));
        checkDifferent(a, NdArray.of(Double.NaN, -0.0));
        checkEqual(NdArray.of(Float.NaN), NdArray.of(Float.intBitsToFloat(0xffc0_0001)));
        checkDifferent(NdArray.of(0f), NdArray.of(-0f));
        checkEqual(NdArray.of(new Complex(1, Double.NaN)), NdArray.of(new Complex(1, -Double.NaN)));
        checkDifferent(NdArray.of(new Complex(1, 0.0)), NdArray.of(new Complex(1, -0.0)));
        checkDifferent(NdArray.of(new Complex(1, 2)), NdArray.of(new Complex(1, 3)));
    }

    @Test
    void anyByteButZeroIsTrue() {
        byte[] bytes = {0, 2, -1};
        NdArray foreign = NdArray.wrap(java.lang.foreign.MemorySegment.ofArray(bytes), DType.BOOL, 3);
        checkEqual(foreign, NdArray.of(false, true, true));
    }

    @Test
    void closedArraysThrow() {
        NdArray closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = NdArray.zeros(arena, DType.FLOAT64, 2);
        }
        assertThatIllegalStateException().isThrownBy(() -> closed.equals(NdArray.zeros(2)));
        assertThatIllegalStateException().isThrownBy(closed::hashCode);
        assertThat(closed.equals(closed)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void serializationKeepsArrays(DType dtype) throws IOException, ClassNotFoundException {
        NdArray a = NdArray.arange(24).astype(dtype).reshape(2, 3, 4);
        NdArray[] arrays = {
            a,
            a.transpose(),
            a.flip(),
            NdArray.ones(dtype, 1).broadcastTo(3, 2),
            NdArray.zeros(dtype, 0, 3),
            NdArray.scalar(1).astype(dtype),
            NdArray.ones(dtype, 300, 1000)
        };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            for (NdArray array : arrays) {
                out.writeObject(array);
            }
            out.writeObject("the end");
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (NdArray array : arrays) {
                assertThat(in.readObject()).isEqualTo(array);
            }
            assertThat(in.readObject()).isEqualTo("the end");
        }
    }

    @Test
    void closedArraysAreNotSerialized() {
        NdArray closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = NdArray.zeros(arena, DType.FLOAT64, 2);
        }
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> {
            try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
                out.writeObject(closed);
            }
        });
    }
}
