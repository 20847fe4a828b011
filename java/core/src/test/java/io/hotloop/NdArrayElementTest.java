package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layout, single elements and items of an array. */
class NdArrayElementTest {
    @Test
    void tellsItsLayout() {
        NdArray a = NdArray.zeros(DType.FLOAT32, 2, 3, 4);
        assertThat(a.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(a.shape()).containsExactly(2, 3, 4);
        assertThat(a.shape(0)).isEqualTo(2);
        assertThat(a.shape(-1)).isEqualTo(4);
        assertThat(a.ndim()).isEqualTo(3);
        assertThat(a.size()).isEqualTo(24);
        assertThat(a.byteSize()).isEqualTo(96);
        assertThat(a.strides()).containsExactly(48, 16, 4);
        assertThat(a.isContiguous()).isTrue();
        assertThat(a.isReadOnly()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.shape(3))
                .withMessage("axis 3 is out of range for an array of rank 3");
    }

    @Test
    void handsOutNoArrayOfItsOwn() {
        NdArray a = NdArray.zeros(2, 3);
        a.shape()[0] = 100;
        a.strides()[0] = 100;
        assertThat(a.shape()).containsExactly(2, 3);
        assertThat(a.strides()).containsExactly(24, 8);
    }

    @Test
    void readsAndWritesByOneToFiveIndexes() {
        NdArray a = NdArray.zeros(4);
        a.setDouble(1.5, 2);
        assertThat(a.getDouble(2)).isEqualTo(1.5);
        assertThat(a.getDouble(-2)).isEqualTo(1.5);
        NdArray b = NdArray.zeros(2, 3);
        b.setDouble(2.5, -1, 2);
        assertThat(b.getDouble(1, -1)).isEqualTo(2.5);
        NdArray c = NdArray.zeros(2, 3, 4);
        c.setDouble(3.5, 1, 2, 3);
        assertThat(c.getDouble(-1, -1, -1)).isEqualTo(3.5);
        assertThat(c.toDoubleArray()[23]).isEqualTo(3.5);
        NdArray d = NdArray.zeros(2, 3, 4, 5);
        d.setDouble(4.5, 0, 1, 2, 3);
        assertThat(d.getDouble(0, 1, 2, 3)).isEqualTo(4.5);
        assertThat(d.toDoubleArray()[33]).isEqualTo(4.5);
        NdArray e = NdArray.zeros(1, 2, 3, 4, 5);
        e.setDouble(5.5, 0, 1, 2, 3, -1);
        assertThat(e.getDouble(0, 1, 2, 3, 4)).isEqualTo(5.5);
        NdArray scalar = NdArray.scalar(7.0);
        scalar.setDouble(8);
        assertThat(scalar.getDouble()).isEqualTo(8);
    }

    @Test
    void refusesIndexesOutOfRange() {
        NdArray a = NdArray.zeros(3, 5);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> a.getDouble(0, 7))
                .withMessage("index 7 is out of range for axis 1 of length 5");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> a.setDouble(1, -4, 0))
                .withMessage("index -4 is out of range for axis 0 of length 3");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> a.getDouble(Long.MIN_VALUE, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> a.getDouble(0, Long.MAX_VALUE));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> NdArray.zeros(1, 1, 1, 1, 2).getDouble(0, 0, 0, 0, 2))
                .withMessage("index 2 is out of range for axis 4 of length 2");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> NdArray.zeros(0).getDouble(0))
                .withMessage("index 0 is out of range for axis 0 of length 0");
    }

    @Test
    void refusesAnotherNumberOfIndexes() {
        NdArray a = NdArray.zeros(3, 5);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> a.getDouble(1))
                .withMessage("1 index for an array of rank 2 and shape (3,5)");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> a.getLong(1, 2, 3))
                .withMessage("3 indexes for an array of rank 2 and shape (3,5)");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> a.getInt(1, 2, 3, 4));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> a.getBoolean());
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> a.setFloat(1, 2, 3, 4, 5, 6));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> NdArray.zeros(5).setDouble(1, 2, 3));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyDtypeTakesEveryJavaType(DType dtype) {
        NdArray a = NdArray.zeros(dtype, 2, 2);
        boolean bool = dtype == DType.BOOL;
        a.setDouble(3, 0, 0);
        assertThat(a.getDouble(0, 0)).isEqualTo(bool ? 1 : 3);
        a.setFloat(4, 0, 1);
        assertThat(a.getFloat(0, 1)).isEqualTo(bool ? 1 : 4);
        a.setLong(5, 1, 0);
        assertThat(a.getLong(1, 0)).isEqualTo(bool ? 1 : 5);
        a.setInt(6, 1, 1);
        assertThat(a.getInt(1, 1)).isEqualTo(bool ? 1 : 6);
        assertThat(a.getComplex(1, 1)).isEqualTo(new Complex(bool ? 1 : 6, 0));
        a.setBoolean(false, 0, 0);
        assertThat(a.getBoolean(0, 0)).isFalse();
        a.setBoolean(true, 0, 0);
        assertThat(a.getBoolean(0, 0)).isTrue();
        assertThat(a.getDouble(0, 0)).isEqualTo(1);
        a.setComplex(new Complex(2, 1), 0, 0);
        assertThat(a.getComplex(0, 0)).isEqualTo(new Complex(bool ? 1 : 2, dtype.isComplex() ? 1 : 0));
    }

    @Test
    void integersKeepTheirBitsAndFloatsSaturate() {
        NdArray int8 = NdArray.zeros(DType.INT8, 1);
        int8.setLong(300, 0);
        assertThat(int8.getLong(0)).isEqualTo(44);
        int8.setDouble(300, 0);
        assertThat(int8.getLong(0)).isEqualTo(127);
        int8.setDouble(-1e300, 0);
        assertThat(int8.getLong(0)).isEqualTo(-128);
        int8.setDouble(Double.NaN, 0);
        assertThat(int8.getLong(0)).isZero();
        int8.setFloat(-1.9f, 0);
        assertThat(int8.getInt(0)).isEqualTo(-1);
        NdArray uint8 = NdArray.zeros(DType.UINT8, 1);
        uint8.setLong(-1, 0);
        assertThat(uint8.getInt(0)).isEqualTo(255);
        uint8.setDouble(-1, 0);
        assertThat(uint8.getInt(0)).isZero();
        NdArray uint64 = NdArray.zeros(DType.UINT64, 1);
        uint64.setLong(-1, 0);
        assertThat(uint64.getLong(0)).isEqualTo(-1);
        assertThat(uint64.getDouble(0)).isEqualTo(0x1p64);
        assertThat(uint64.getFloat(0)).isEqualTo(0x1p64f);
        NdArray doubles = NdArray.of(1e10, -1e10, Double.NaN, -0.0);
        assertThat(doubles.getInt(0)).isEqualTo(Integer.MAX_VALUE);
        assertThat(doubles.getInt(1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(doubles.getInt(2)).isZero();
        assertThat(doubles.getBoolean(2)).isTrue();
        assertThat(doubles.getBoolean(3)).isFalse();
        assertThat(NdArray.of(0x1_2345_6789L).getInt(0)).isEqualTo(0x2345_6789);
    }

    @Test
    void longsBecomeFloatsByOneRounding() {
        // By way of a double this would be rounded down to an even number first.
        long x = (1L << 60) + (1L << 36) + 1;
        assertThat((float) (double) x).isNotEqualTo((float) x);
        assertThat(NdArray.of(x).getFloat(0)).isEqualTo((float) x);
        NdArray uint64 = NdArray.of(x).astype(DType.UINT64);
        assertThat(uint64.getFloat(0)).isEqualTo((float) x);
    }

    @Test
    void givesTheOnlyElement() {
        assertThat(NdArray.scalar(1.5).item()).isEqualTo(1.5);
        assertThat(NdArray.full(1.5f, 1, 1).item()).isEqualTo(1.5);
        assertThat(NdArray.scalar(7).item()).isEqualTo(7L);
        assertThat(NdArray.scalar(true).item()).isEqualTo(true);
        assertThat(NdArray.scalar(new Complex(1, 2)).item()).isEqualTo(new Complex(1, 2));
        NdArray uint64 = NdArray.zeros(DType.UINT64, 1);
        uint64.setLong(-1, 0);
        assertThat(uint64.item()).isEqualTo(new BigInteger("18446744073709551615"));
        uint64.setLong(5, 0);
        assertThat(uint64.item()).isEqualTo(5L);
        NdArray x = NdArray.scalar(2.75);
        assertThat(x.itemAsDouble()).isEqualTo(2.75);
        assertThat(x.itemAsFloat()).isEqualTo(2.75f);
        assertThat(x.itemAsLong()).isEqualTo(2);
        assertThat(x.itemAsInt()).isEqualTo(2);
        assertThat(x.itemAsBoolean()).isTrue();
        assertThat(x.itemAsComplex()).isEqualTo(new Complex(2.75, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.zeros(3, 2).item())
                .withMessage("array float64[3,2] has 6 elements: only an array of exactly one has an item");
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.zeros(0).itemAsDouble());
    }

    @Test
    void givesItsMemory() {
        NdArray a = NdArray.arange(6).reshape(2, 3);
        assertThat(a.segment().toArray(ValueLayout.JAVA_LONG)).containsExactly(0, 1, 2, 3, 4, 5);
        a.segment().setAtIndex(ValueLayout.JAVA_LONG, 5, 50);
        assertThat(a.getLong(1, 2)).isEqualTo(50);
        assertThatIllegalStateException()
                .isThrownBy(() -> a.transpose().segment())
                .withMessage("array int64[3,2] is not contiguous, its strides are [8, 24]: asContiguous() copies it");
        MemorySegment segment = MemorySegment.ofArray(new double[10]);
        assertThat(NdArray.wrap(segment, DType.FLOAT64, 4).segment().byteSize()).isEqualTo(32);
    }

    @Test
    void refusesToWriteReadOnlyMemory() {
        MemorySegment segment = MemorySegment.ofArray(new double[] {1, 2}).asReadOnly();
        NdArray a = NdArray.wrap(segment, DType.FLOAT64, 2);
        assertThat(a.isReadOnly()).isTrue();
        assertThat(a.getDouble(1)).isEqualTo(2);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> a.setDouble(1, 0))
                .withMessage("array is read-only");
        NdArray b = NdArray.arange(3).broadcastTo(2, 3);
        assertThat(b.isReadOnly()).isTrue();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> b.setLong(1, 0, 0))
                .withMessageStartingWith("array is read-only: it is broadcast");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> b.setBoolean(true, 0, 0));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> b.setFloat(1, 0, 0));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> b.setInt(1, 0, 0));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> b.setComplex(Complex.I, 0, 0));
    }

    @Test
    void refusesClosedMemoryAndOtherThreads() throws InterruptedException {
        NdArray closed;
        try (Arena arena = Arena.ofConfined()) {
            NdArray a = NdArray.zeros(arena, DType.FLOAT64, 2);
            closed = a;
            a.setDouble(1, 0);
            Throwable[] thrown = new Throwable[1];
            Thread thread = new Thread(() -> {
                try {
                    a.getDouble(0);
                } catch (Throwable e) {
                    thrown[0] = e;
                }
            });
            thread.start();
            thread.join();
            assertThat(thrown[0]).isInstanceOf(WrongThreadException.class);
        }
        assertThatIllegalStateException().isThrownBy(() -> closed.getDouble(0));
        assertThatIllegalStateException().isThrownBy(() -> closed.setDouble(1, 0));
        assertThatIllegalStateException().isThrownBy(closed::copy);
    }

    @Test
    void readsUnalignedElements() {
        byte[] bytes = new byte[25];
        NdArray a = NdArray.wrap(MemorySegment.ofArray(bytes).asSlice(1), DType.FLOAT64, 3);
        a.setDouble(1.5, 2);
        assertThat(a.getDouble(2)).isEqualTo(1.5);
        assertThat(bytes[1]).isZero();
        assertThat(a.copy().getDouble(2)).isEqualTo(1.5);
    }
}
