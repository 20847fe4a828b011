package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views reach their base, copies do not; expected values are NumPy's. */
class NdArrayViewTest {
    private static NdArray numbers(long... shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return NdArray.arange(size).reshape(shape);
    }

    private static void check(NdArray a, long[] shape, long... elements) {
        assertThat(a.shape()).containsExactly(shape);
        assertThat(a.toLongArray()).containsExactly(elements);
    }

    private static long[] shape(long... shape) {
        return shape;
    }

    /** Writing the result's last element must change the base or must not. */
    private static void checkShares(boolean expected, NdArray base, UnaryOperator<NdArray> made) {
        NdArray result = made.apply(base);
        long[] last = new long[result.ndim()];
        java.util.Arrays.fill(last, -1);
        long before = result.getLong(last);
        NdArray copy = base.copy();
        result.setLong(before + 1000, last);
        assertThat(base.equals(copy))
                .as("%s unchanged by writing the result", base)
                .isEqualTo(!expected);
        assertThat(made.apply(base).getLong(last)).isEqualTo(expected ? before + 1000 : before);
    }

    @Test
    void viewsShareMemoryAndCopiesDoNot() {
        checkShares(true, numbers(2, 3), a -> a.reshape(3, 2));
        checkShares(true, numbers(2, 3), NdArray::ravel);
        checkShares(true, numbers(2, 3), NdArray::transpose);
        checkShares(true, numbers(2, 3), a -> a.permuteDims(1, 0));
        checkShares(true, numbers(2, 3), NdArray::matrixTranspose);
        checkShares(true, numbers(2, 3), a -> a.swapAxes(0, 1));
        checkShares(true, numbers(2, 3), a -> a.moveAxis(0, 1));
        checkShares(true, numbers(2, 3), a -> a.expandDims(1));
        checkShares(true, numbers(2, 1), NdArray::squeeze);
        checkShares(true, numbers(2, 1), a -> a.squeeze(1));
        checkShares(true, numbers(2, 3), a -> a.broadcastTo(1, 2, 3));
        checkShares(true, numbers(2, 3), NdArray::flip);
        checkShares(true, numbers(2, 3), a -> a.flip(1));
        checkShares(true, numbers(2, 3), NdArray::diagonal);
        checkShares(true, numbers(2, 3), NdArray::asContiguous);
        checkShares(true, numbers(2, 3), NdArray::real);
        checkShares(true, NdArray.of(Complex.I, Complex.ONE), NdArray::real);
        checkShares(true, NdArray.of(Complex.I, Complex.ONE), NdArray::imag);
        checkShares(true, numbers(2, 3), NdArray::diag);
        checkShares(false, numbers(2, 3), NdArray::copy);
        checkShares(false, numbers(2, 3), NdArray::flatten);
        checkShares(false, numbers(2, 3), a -> a.roll(1));
        checkShares(false, numbers(2, 3), a -> a.roll(0, 1));
        checkShares(false, numbers(2, 3), a -> a.astype(DType.INT64));
        checkShares(false, numbers(2, 3), a -> a.transpose().reshape(6));
        checkShares(false, numbers(2, 3), a -> a.transpose().ravel());
        checkShares(false, numbers(2, 3), a -> a.transpose().asContiguous());
    }

    @Test
    void reshapes() {
        NdArray a = numbers(2, 6);
        check(a.reshape(3, 4), shape(3, 4), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(a.reshape(2, -1, 3).shape()).containsExactly(2, 2, 3);
        assertThat(a.reshape(-1).shape()).containsExactly(12);
        check(a.transpose().reshape(2, 6), shape(2, 6), 0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11);
        assertThat(NdArray.zeros(0, 3).reshape(3, 0, 5).shape()).containsExactly(3, 0, 5);
        assertThat(NdArray.zeros(0, 3).reshape(-1, 3).shape()).containsExactly(0, 3);
        assertThat(NdArray.scalar(5).reshape(1, 1).getInt(0, 0)).isEqualTo(5);
        assertThat(NdArray.of(5).reshape().ndim()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.reshape(5, 2))
                .withMessage("array of shape (2,6) and 12 elements cannot be reshaped to (5,2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.reshape(5, -1))
                .withMessage("array of shape (2,6) and 12 elements cannot be reshaped to (5,-1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.reshape(-1, -1))
                .withMessage("shape (-1,-1) has -1 twice, on axes 0 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> a.reshape(-2, -6));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.zeros(0).reshape(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> a.reshape(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void reshapeKeepsTheMemoryWhereItCan() {
        NdArray a = numbers(4, 6);
        // Every second column joins to one axis of even steps; without the last one, gaps have two sizes.
        NdArray columns = NdArray.wrap(a.segment(), DType.INT64, 0, shape(4, 3), shape(48, 16));
        columns.reshape(2, 2, 3, 1).setLong(-1, 1, 1, 2, 0);
        assertThat(a.getLong(3, 4)).isEqualTo(-1);
        columns.reshape(12).setLong(-2, 0);
        assertThat(a.getLong(0, 0)).isEqualTo(-2);
        NdArray fewer = NdArray.wrap(a.segment(), DType.INT64, 0, shape(4, 2), shape(48, 16));
        fewer.reshape(2, 2, 2).setLong(-3, 0, 0, 0);
        assertThat(a.getLong(0, 0)).isEqualTo(-3);
        fewer.reshape(8).setLong(-4, 0);
        assertThat(a.getLong(0, 0)).as("a copy was written").isEqualTo(-3);
        a.setLong(0, 0, 0);
        NdArray turned = numbers(12).flip();
        check(turned.reshape(3, 4), shape(3, 4), 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        assertThat(turned.reshape(3, 4).strides()).containsExactly(-32, -8);
        check(
                a.transpose(1, 0).reshape(2, 3, 4),
                shape(2, 3, 4),
                0,
                6,
                12,
                18,
                1,
                7,
                13,
                19,
                2,
                8,
                14,
                20,
                3,
                9,
                15,
                21,
                4,
                10,
                16,
                -1,
                5,
                11,
                17,
                23);
        assertThat(a.transpose().reshape(2, 3, 4).strides()).containsExactly(24, 8, 48);
        check(NdArray.of(7L).broadcastTo(4).reshape(2, 2), shape(2, 2), 7, 7, 7, 7);
        assertThat(NdArray.of(7L).broadcastTo(4).reshape(2, 2).isReadOnly()).isTrue();
    }

    @Test
    void permutesAxes() {
        NdArray a = numbers(2, 3, 4);
        assertThat(a.transpose().shape()).containsExactly(4, 3, 2);
        assertThat(a.transpose().getLong(3, 2, 1)).isEqualTo(23);
        assertThat(a.permuteDims(2, 0, 1).shape()).containsExactly(4, 2, 3);
        assertThat(a.permuteDims(-1, 0, 1).getLong(3, 1, 2)).isEqualTo(23);
        assertThat(a.transpose(2, 0, 1)).isEqualTo(a.permuteDims(2, 0, 1));
        assertThat(a.matrixTranspose().shape()).containsExactly(2, 4, 3);
        assertThat(a.swapAxes(0, -1).shape()).containsExactly(4, 3, 2);
        assertThat(a.moveAxis(0, -1).shape()).containsExactly(3, 4, 2);
        assertThat(a.moveAxis(2, 0).shape()).containsExactly(4, 2, 3);
        assertThat(a.moveAxis(new int[] {0, 1}, new int[] {-1, 0}).shape()).containsExactly(3, 4, 2);
        assertThat(NdArray.scalar(1).transpose().ndim()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.permuteDims(0, 1))
                .withMessage("axes [0, 1] are 2, an array of shape (2,3,4) has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.permuteDims(0, 1, -2))
                .withMessage("axes [0, 1, -2] name axis 1 twice");
        assertThatIllegalArgumentException().isThrownBy(() -> a.swapAxes(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> a.moveAxis(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> a.moveAxis(new int[] {0}, new int[] {0, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.arange(3).matrixTranspose());
    }

    @Test
    void addsAndDropsAxes() {
        NdArray a = numbers(2, 3);
        assertThat(a.expandDims(0).shape()).containsExactly(1, 2, 3);
        assertThat(a.expandDims(-1).shape()).containsExactly(2, 3, 1);
        assertThat(a.expandDims(0, 2).shape()).containsExactly(1, 2, 1, 3);
        assertThat(a.expandDims(0, 2).squeeze()).isEqualTo(a);
        assertThat(a.expandDims(0, 2).squeeze(2).shape()).containsExactly(1, 2, 3);
        assertThat(NdArray.zeros(1, 1).squeeze().ndim()).isZero();
        assertThat(NdArray.zeros(0, 1).squeeze().shape()).containsExactly(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.squeeze(1))
                .withMessage("axis 1 of shape (2,3) cannot be squeezed: its length is 3, not 1");
        assertThatIllegalArgumentException().isThrownBy(() -> a.expandDims(3));
        assertThatIllegalArgumentException().isThrownBy(() -> a.expandDims(0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.zeros(new long[64]).expandDims(0));
    }

    @Test
    void broadcasts() {
        NdArray a = NdArray.of(1L, 2, 3);
        check(a.broadcastTo(2, 3), shape(2, 3), 1, 2, 3, 1, 2, 3);
        check(a.expandDims(1).broadcastTo(3, 2), shape(3, 2), 1, 1, 2, 2, 3, 3);
        assertThat(a.broadcastTo(0, 3).size()).isZero();
        assertThat(a.broadcastTo(3).isReadOnly()).isFalse();
        assertThat(a.broadcastTo(1L << 40, 3).size()).isEqualTo(3L << 40);
        assertThat(a.broadcastTo(1L << 40, 3).getLong(-1, -1)).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.broadcastTo(3, 2))
                .withMessage("shape (3,) cannot be broadcast to (3,2): axis 1 is 3 against 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbers(2, 3).broadcastTo(3))
                .withMessage("shape (2,3) cannot be broadcast to (3,): it has 2 axes against 1");
        assertThatIllegalArgumentException().isThrownBy(() -> a.broadcastTo(1L << 40, 1L << 40, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> a.broadcastTo(-1, 3));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> a.broadcastTo(2, 3).setLong(1, 0, 0));
    }

    @Test
    void flips() {
        NdArray a = numbers(2, 3);
        check(a.flip(), shape(2, 3), 5, 4, 3, 2, 1, 0);
        check(a.flip(0), shape(2, 3), 3, 4, 5, 0, 1, 2);
        check(a.flip(-1), shape(2, 3), 2, 1, 0, 5, 4, 3);
        check(a.flip().flip(), shape(2, 3), 0, 1, 2, 3, 4, 5);
        check(a.flip().copy(), shape(2, 3), 5, 4, 3, 2, 1, 0);
        check(NdArray.zeros(0, 3).flip(), shape(0, 3));
        assertThat(NdArray.scalar(1).flip().item()).isEqualTo(1L);
        assertThatIllegalArgumentException().isThrownBy(() -> a.flip(2));
        assertThatIllegalArgumentException().isThrownBy(() -> a.flip(1, -1));
    }

    @Test
    void rolls() {
        NdArray a = numbers(2, 3);
        check(a.roll(1), shape(2, 3), 5, 0, 1, 2, 3, 4);
        check(a.roll(-1), shape(2, 3), 1, 2, 3, 4, 5, 0);
        check(a.roll(1, 0), shape(2, 3), 3, 4, 5, 0, 1, 2);
        check(a.roll(1, 1), shape(2, 3), 2, 0, 1, 5, 3, 4);
        check(a.roll(-7, 1), shape(2, 3), 1, 2, 0, 4, 5, 3);
        check(a.roll(new long[] {1, 1}, new int[] {0, 1}), shape(2, 3), 5, 3, 4, 2, 0, 1);
        check(a.roll(new long[] {1, 1}, new int[] {1, 1}), shape(2, 3), 1, 2, 0, 4, 5, 3);
        check(a.roll(Long.MIN_VALUE, 1), shape(2, 3), 2, 0, 1, 5, 3, 4);
        check(a.transpose().roll(1), shape(3, 2), 5, 0, 3, 1, 4, 2);
        check(NdArray.zeros(0, 3).roll(1, 0), shape(0, 3));
        assertThat(NdArray.scalar(5).roll(3).item()).isEqualTo(5L);
        assertThatIllegalArgumentException().isThrownBy(() -> a.roll(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> a.roll(new long[1], new int[2]));
    }

    @Test
    void takesDiagonals() {
        NdArray a = numbers(3, 4);
        check(a.diagonal(), shape(3), 0, 5, 10);
        check(a.diagonal(1), shape(3), 1, 6, 11);
        check(a.diagonal(-1), shape(2), 4, 9);
        check(a.diagonal(4), shape(0));
        check(a.diagonal(Long.MAX_VALUE), shape(0));
        check(a.diagonal(Long.MIN_VALUE), shape(0));
        check(a.diagonal(1, 1, 0), shape(2), 4, 9);
        NdArray stack = numbers(2, 3, 4);
        assertThat(stack.diagonal().shape()).containsExactly(4, 2);
        check(stack.diagonal(0, 1, 2), shape(2, 3), 0, 5, 10, 12, 17, 22);
        NdArray zeros = NdArray.zeros(2, 2);
        zeros.diagonal().setDouble(1, 1);
        assertThat(zeros.toDoubleArray()).containsExactly(0, 0, 0, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.arange(3).diagonal());
        assertThatIllegalArgumentException().isThrownBy(() -> a.diagonal(0, 1, -1));
    }

    @Test
    void takesPartsOfComplexNumbers() {
        NdArray a = NdArray.of(new Complex(1, 2), new Complex(3, 4));
        assertThat(a.real().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(a.real().toDoubleArray()).containsExactly(1, 3);
        assertThat(a.imag().toDoubleArray()).containsExactly(2, 4);
        a.imag().setDouble(-4, 1);
        assertThat(a.getComplex(1)).isEqualTo(new Complex(3, -4));
        assertThat(a.astype(DType.COMPLEX64).imag().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(a.astype(DType.COMPLEX64).flip().imag().toDoubleArray()).containsExactly(-4, 2);
        NdArray real = NdArray.arange(3);
        assertThat(real.real()).isSameAs(real);
        assertThat(real.imag()).isEqualTo(NdArray.zeros(DType.INT64, 3));
        assertThat(real.imag().isReadOnly()).isTrue();
        assertThat(NdArray.scalar(1.5).imag().isReadOnly()).isTrue();
        assertThat(NdArray.zeros(DType.COMPLEX128, 0).imag().size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void castsAndCopiesEveryLayout(DType dtype) {
        NdArray a = numbers(3, 4, 5).astype(dtype);
        assertThat(a.dtype()).isEqualTo(dtype);
        for (DType to : DType.values()) {
            NdArray turned = a.permuteDims(2, 0, 1).flip(1);
            NdArray cast = turned.astype(to);
            assertThat(cast.dtype()).isEqualTo(to);
            assertThat(cast.isContiguous()).isTrue();
            assertThat(cast.shape()).containsExactly(5, 3, 4);
            for (long i = 0; i < 5; i++) {
                for (long j = 0; j < 3; j++) {
                    for (long k = 0; k < 4; k++) {
                        long x = (2 - j) * 20 + k * 5 + i;
                        boolean bool = dtype == DType.BOOL || to == DType.BOOL;
                        assertThat(cast.getLong(i, j, k)).isEqualTo(bool ? Math.min(x, 1) : x);
                    }
                }
            }
        }
        assertThat(a.transpose().copy()).isEqualTo(a.transpose());
        assertThat(a.transpose().flatten().shape()).containsExactly(60);
    }

    @Test
    void castsAsDocumented() {
        NdArray a = NdArray.of(1.7, -1.7, 300, Double.NaN, Double.POSITIVE_INFINITY);
        check(a.astype(DType.INT8), shape(5), 1, -1, 127, 0, 127);
        check(a.astype(DType.UINT8), shape(5), 1, 0, 255, 0, 255);
        check(a.astype(DType.INT64), shape(5), 1, -1, 300, 0, Long.MAX_VALUE);
        check(NdArray.of(300L, -1).astype(DType.UINT8), shape(2), 44, 255);
        assertThat(NdArray.of(new Complex(1.5, 2)).astype(DType.FLOAT64).item()).isEqualTo(1.5);
    }
}
