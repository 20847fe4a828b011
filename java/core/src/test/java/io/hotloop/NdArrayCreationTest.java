package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How arrays come to be, and how they go back to Java's arrays and buffers. */
class NdArrayCreationTest {
    private static void check(NdArray a, DType dtype, long[] shape, double... elements) {
        assertThat(a.dtype()).isEqualTo(dtype);
        assertThat(a.shape()).containsExactly(shape);
        assertThat(a.toDoubleArray()).containsExactly(elements);
    }

    private static long[] shape(long... shape) {
        return shape;
    }

    @Test
    void theJavaTypeFixesTheDtype() {
        check(NdArray.of(1.5, 2), DType.FLOAT64, shape(2), 1.5, 2);
        check(NdArray.of(1.5f, 2), DType.FLOAT32, shape(2), 1.5, 2);
        check(NdArray.of(1L, 2), DType.INT64, shape(2), 1, 2);
        check(NdArray.of(1, 2), DType.INT32, shape(2), 1, 2);
        check(NdArray.of((short) 1, (short) -2), DType.INT16, shape(2), 1, -2);
        check(NdArray.of((byte) 1, (byte) -2), DType.INT8, shape(2), 1, -2);
        check(NdArray.of('a', '\uffff'), DType.UINT16, shape(2), 97, 65535);
        check(NdArray.of(true, false), DType.BOOL, shape(2), 1, 0);
        check(NdArray.of(new double[0]), DType.FLOAT64, shape(0));
        NdArray complex = NdArray.of(new Complex(1, 2), Complex.I);
        assertThat(complex.dtype()).isEqualTo(DType.COMPLEX128);
        assertThat(complex.getComplex(1)).isEqualTo(Complex.I);
        check(NdArray.of(7.0), DType.FLOAT64, shape(1), 7);
        NdArray pairs = NdArray.fromComplex(new double[] {1, 2}, new double[] {3, 4});
        assertThat(pairs.getComplex(1)).isEqualTo(new Complex(2, 4));
        NdArray singles = NdArray.fromComplex(new float[] {1, 2}, new float[] {3, 4});
        assertThat(singles.dtype()).isEqualTo(DType.COMPLEX64);
        assertThat(singles.getComplex(0)).isEqualTo(new Complex(1, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.fromComplex(new double[2], new double[3]))
                .withMessage("2 real parts against 3 imaginary parts");
    }

    @Test
    void ofCopies() {
        double[] values = {1, 2};
        NdArray a = NdArray.of(values);
        values[0] = 100;
        assertThat(a.getDouble(0)).isEqualTo(1);
    }

    @Test
    void takesNestedArrays() {
        check(NdArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}), DType.FLOAT64, shape(2, 3), 1, 2, 3, 4, 5, 6);
        check(NdArray.of(new int[][][] {{{1}, {2}}, {{3}, {4}}}), DType.INT32, shape(2, 2, 1), 1, 2, 3, 4);
        check(NdArray.of(new boolean[][] {{true}, {false}}), DType.BOOL, shape(2, 1), 1, 0);
        check(NdArray.of(new char[][] {{'a'}}), DType.UINT16, shape(1, 1), 97);
        check(NdArray.of(new Object[] {new long[] {1, 2}, new long[] {3, 4}}), DType.INT64, shape(2, 2), 1, 2, 3, 4);
        check(NdArray.of(new float[3][0]), DType.FLOAT32, shape(3, 0));
        check(NdArray.of(new float[0][3]), DType.FLOAT32, shape(0, 0));
        NdArray complex = NdArray.of(new Complex[][] {{Complex.ONE, Complex.I}});
        assertThat(complex.shape()).containsExactly(1, 2);
        assertThat(complex.getComplex(0, 1)).isEqualTo(Complex.I);
    }

    @Test
    void trianglesOfNothingAndOfManyRows() {
        assertThat(NdArray.tri(1L << 40, 0, 0).size()).isZero();
        NdArray tall = NdArray.tri(100_000, 3, -1);
        assertThat(tall.sumAsDouble()).isEqualTo(3 * 100_000 - 6);
        assertThat(NdArray.triu(NdArray.ones(DType.INT8, 3, 4), Long.MAX_VALUE).sumAsLong())
                .isZero();
        assertThat(NdArray.tril(NdArray.ones(DType.INT8, 3, 4), Long.MIN_VALUE).sumAsLong())
                .isZero();
    }

    @Test
    void refusesRaggedNesting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(new double[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7}}}))
                .withMessage("nested array is ragged: element [1][1] has length 1 where the first of its level has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(new double[][] {{1, 2}, null}))
                .withMessage("element [1] is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(new Object[] {new long[][] {{1}, {2}}, new double[] {3, 4}}))
                .withMessage("nested array is ragged: element [1] is of type double[] where others of its level are"
                        + " arrays of arrays");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(new Object[] {new double[1], new int[1]}))
                .withMessage(
                        "nested array is ragged: element [1] is of type int[] where others of its level are double[]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(new Object[] {new double[1], new double[1][1]}))
                .withMessageContaining("element [1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(new Object[] {new double[1][1], new double[1]}))
                .withMessageContaining("element [1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(new Object[] {new double[1], "text"}))
                .withMessageContaining("element [1] is a String");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(new String[] {"a"}))
                .withMessageContaining("java.lang.String");
        Object[] endless = new Object[1];
        endless[0] = endless;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(endless))
                .withMessage("the arrays are nested deeper than 64 levels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(new Complex[] {null}))
                .withMessageContaining("[0]");
    }

    @Test
    void makesScalars() {
        assertThat(NdArray.scalar(1.5).ndim()).isZero();
        assertThat(NdArray.scalar(1.5).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(NdArray.scalar(1.5f).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(NdArray.scalar(1L).dtype()).isEqualTo(DType.INT64);
        assertThat(NdArray.scalar(1).dtype()).isEqualTo(DType.INT32);
        assertThat(NdArray.scalar((short) 1).dtype()).isEqualTo(DType.INT16);
        assertThat(NdArray.scalar((byte) -1).itemAsInt()).isEqualTo(-1);
        assertThat(NdArray.scalar('a').itemAsInt()).isEqualTo(97);
        assertThat(NdArray.scalar(true).itemAsBoolean()).isTrue();
        assertThat(NdArray.scalar(Complex.I).itemAsComplex()).isEqualTo(Complex.I);
        assertThat(NdArray.scalar(1.5).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void fillsEveryDtype(DType dtype) {
        check(NdArray.zeros(dtype, 2, 2), dtype, shape(2, 2), 0, 0, 0, 0);
        check(NdArray.ones(dtype, 3), dtype, shape(3), 1, 1, 1);
        check(NdArray.full(dtype, 1, 3), dtype, shape(3), 1, 1, 1);
        check(NdArray.full(dtype, 1.0, 3), dtype, shape(3), 1, 1, 1);
        check(NdArray.full(dtype, true, 3), dtype, shape(3), 1, 1, 1);
        check(NdArray.full(dtype, Complex.ONE, 3), dtype, shape(3), 1, 1, 1);
        check(NdArray.eye(dtype, 2, 3, 1), dtype, shape(2, 3), 0, 1, 0, 0, 0, 1);
        assertThat(NdArray.empty(dtype, 2, 0).size()).isZero();
        assertThat(NdArray.zeros(dtype).ndim()).isZero();
        // More than any lane for small arrays takes.
        NdArray large = NdArray.ones(dtype, 100_003);
        assertThat(large.getLong(0)).isEqualTo(1);
        assertThat(large.getLong(100_002)).isEqualTo(1);
        NdArray like = NdArray.zeros(dtype, 2, 3).transpose();
        check(NdArray.zerosLike(like), dtype, shape(3, 2), 0, 0, 0, 0, 0, 0);
        assertThat(NdArray.emptyLike(like).shape()).containsExactly(3, 2);
        check(NdArray.onesLike(like), dtype, shape(3, 2), 1, 1, 1, 1, 1, 1);
        check(NdArray.fullLike(like, 1L), dtype, shape(3, 2), 1, 1, 1, 1, 1, 1);
        check(NdArray.onesLike(DType.INT8, like), DType.INT8, shape(3, 2), 1, 1, 1, 1, 1, 1);
    }

    @Test
    void theValueFixesTheDtypeOfFull() {
        check(NdArray.full(7, 2), DType.INT32, shape(2), 7, 7);
        check(NdArray.full(7L, 2), DType.INT64, shape(2), 7, 7);
        check(NdArray.full((short) 7, 2), DType.INT16, shape(2), 7, 7);
        check(NdArray.full((byte) -7, 2), DType.INT8, shape(2), -7, -7);
        check(NdArray.full('a', 2), DType.UINT16, shape(2), 97, 97);
        check(NdArray.full(0.1f, 2), DType.FLOAT32, shape(2), 0.1f, 0.1f);
        check(NdArray.full(7.5, 2), DType.FLOAT64, shape(2), 7.5, 7.5);
        check(NdArray.full(true, 2), DType.BOOL, shape(2), 1, 1);
        assertThat(NdArray.full(new Complex(1, 2), 1).item()).isEqualTo(new Complex(1, 2));
        check(NdArray.full(DType.FLOAT32, 0.1, 1), DType.FLOAT32, shape(1), 0.1f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.full(DType.INT8, 300, 2))
                .withMessage("300 does not fit int8");
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.full(DType.INT8, 0.5, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.full(DType.FLOAT64, Complex.I, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.fullLike(NdArray.zeros(DType.INT8, 1), 300L));
    }

    @Test
    void takesMemoryFromAnArena() {
        NdArray zeros;
        try (Arena arena = Arena.ofConfined()) {
            zeros = NdArray.zeros(arena, DType.INT32, 3);
            check(zeros, DType.INT32, shape(3), 0, 0, 0);
            check(NdArray.ones(arena, DType.INT32, 3), DType.INT32, shape(3), 1, 1, 1);
            check(NdArray.full(arena, DType.FLOAT64, 2.5, 1), DType.FLOAT64, shape(1), 2.5);
            check(NdArray.full(arena, DType.INT8, true, 2), DType.INT8, shape(2), 1, 1);
            assertThat(NdArray.full(arena, DType.COMPLEX64, Complex.I, 1).getComplex(0))
                    .isEqualTo(Complex.I);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NdArray.full(arena, DType.FLOAT64, Complex.I, 1))
                    .withMessageEndingWith("does not fit float64");
            check(NdArray.arange(3).copy(arena), DType.INT64, shape(3), 0, 1, 2);
            assertThat(NdArray.empty(arena, DType.INT8, 5).size()).isEqualTo(5);
        }
        assertThatIllegalStateException().isThrownBy(() -> zeros.getInt(0));
        Arena closed = Arena.ofConfined();
        closed.close();
        assertThatIllegalStateException().isThrownBy(() -> NdArray.zeros(closed, DType.INT8, 1));
    }

    @Test
    void refusesShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.zeros(2, -1))
                .withMessage("shape (2,-1): the length of axis 1 is negative: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.zeros(1L << 40, 1L << 40))
                .withMessageContaining("(1099511627776,1099511627776)");
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.empty(1L << 60));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.empty(DType.INT8, Long.MAX_VALUE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.zeros(new long[65]))
                .withMessage("an array has at most 64 axes: the shape has 65");
        long[] ones = new long[64];
        java.util.Arrays.fill(ones, 1);
        assertThat(NdArray.zeros(ones).ndim()).isEqualTo(64);
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> NdArray.empty(DType.INT8, 1L << 50));
    }

    @Test
    void countsLongs() {
        check(NdArray.arange(4), DType.INT64, shape(4), 0, 1, 2, 3);
        check(NdArray.arange(2, 5), DType.INT64, shape(3), 2, 3, 4);
        check(NdArray.arange(0, 7, 3), DType.INT64, shape(3), 0, 3, 6);
        check(NdArray.arange(5, 0, -2), DType.INT64, shape(3), 5, 3, 1);
        check(NdArray.arange(5, 0), DType.INT64, shape(0));
        check(NdArray.arange(-3), DType.INT64, shape(0));
        check(NdArray.arange(DType.FLOAT32, 0, 3, 1), DType.FLOAT32, shape(3), 0, 1, 2);
        check(NdArray.arange(DType.UINT8, 250, 256, 1), DType.UINT8, shape(6), 250, 251, 252, 253, 254, 255);
        check(
                NdArray.arange(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                DType.INT64,
                shape(3),
                Long.MIN_VALUE,
                -1,
                Long.MAX_VALUE - 1);
        check(NdArray.arange(0, 1, Long.MIN_VALUE), DType.INT64, shape(0));
        check(NdArray.arange(1, 0, Long.MIN_VALUE), DType.INT64, shape(1), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.arange(0, 5, 0))
                .withMessage("arange(0, 5, 0): the step must not be 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.arange(Long.MIN_VALUE, Long.MAX_VALUE))
                .withMessageContaining("18446744073709551615 elements");
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.arange(Long.MAX_VALUE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.arange(DType.INT8, 0, 200, 1))
                .withMessage("199 does not fit int8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.arange(DType.BOOL, 0, 3, 1))
                .withMessage("arange makes no array of dtype bool: use astype");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.arange(DType.BOOL, 0.0, 2.0, 1.0))
                .withMessage("arange makes no array of dtype bool: use astype");
    }

    @Test
    void countsDoubles() {
        check(NdArray.arange(2.5), DType.FLOAT64, shape(3), 0, 1, 2);
        check(NdArray.arange(1.0, 3.0), DType.FLOAT64, shape(2), 1, 2);
        // NumPy: element i is 0 + i * 0.1.
        check(NdArray.arange(0, 0.4, 0.1), DType.FLOAT64, shape(4), 0, 0.1, 0.2, 0.30000000000000004);
        // np.arange(1, 1.3, 0.1) has four elements by rounding, and uses (1 + 0.1) - 1 as its step.
        check(NdArray.arange(1, 1.3, 0.1), DType.FLOAT64, shape(4), 1, 1.1, 1.2000000000000002, 1.3000000000000003);
        check(NdArray.arange(3, 0, -1.5), DType.FLOAT64, shape(2), 3, 1.5);
        check(NdArray.arange(0, -1, 0.5), DType.FLOAT64, shape(0));
        check(NdArray.arange(DType.FLOAT32, 0, 0.4, 0.1), DType.FLOAT32, shape(4), 0, 0.1f, 0.2f, 3 * 0.1f);
        check(NdArray.arange(DType.INT32, 0, 3, 1.5), DType.INT32, shape(2), 0, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.arange(0, 1, 0.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.arange(0, Double.NaN, 1))
                .withMessage("arange(0.0, NaN, 1.0): the number of elements is NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.arange(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.arange(1e300));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.arange(DType.COMPLEX64, 0, 1, 0.5));
    }

    @Test
    void dividesIntervals() {
        check(NdArray.linspace(0, 1, 5), DType.FLOAT64, shape(5), 0, 0.25, 0.5, 0.75, 1);
        check(NdArray.linspaceExclusive(0, 1, 4), DType.FLOAT64, shape(4), 0, 0.25, 0.5, 0.75);
        check(NdArray.linspace(3, 4, 1), DType.FLOAT64, shape(1), 3);
        check(NdArray.linspace(3, 4, 0), DType.FLOAT64, shape(0));
        check(NdArray.linspace(0, 0.3, 4), DType.FLOAT64, shape(4), 0, 0.09999999999999999, 0.19999999999999998, 0.3);
        check(NdArray.linspace(DType.INT32, 0, -1, 3), DType.INT32, shape(3), 0, -1, -1);
        check(NdArray.linspace(DType.FLOAT32, 0, 1, 3), DType.FLOAT32, shape(3), 0, 0.5, 1);
        check(NdArray.linspace(0, Double.MIN_VALUE, 3), DType.FLOAT64, shape(3), 0, 0, Double.MIN_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.linspace(0, 1, -1));
    }

    @Test
    void makesGrids() {
        NdArray x = NdArray.arange(3);
        NdArray y = NdArray.of(10.5, 20.5);
        NdArray[] xy = NdArray.meshgrid(x, y);
        check(xy[0], DType.INT64, shape(2, 3), 0, 1, 2, 0, 1, 2);
        check(xy[1], DType.FLOAT64, shape(2, 3), 10.5, 10.5, 10.5, 20.5, 20.5, 20.5);
        NdArray[] ij = NdArray.meshgrid(NdArray.Indexing.IJ, x, y);
        check(ij[0], DType.INT64, shape(3, 2), 0, 0, 1, 1, 2, 2);
        check(ij[1], DType.FLOAT64, shape(3, 2), 10.5, 20.5, 10.5, 20.5, 10.5, 20.5);
        assertThat(xy[0].isReadOnly()).isFalse();
        assertThat(NdArray.meshgrid()).isEmpty();
        check(NdArray.meshgrid(x)[0], DType.INT64, shape(3), 0, 1, 2);
        check(NdArray.meshgrid(x, y, NdArray.scalar(1))[2], DType.INT32, shape(2, 3, 1), 1, 1, 1, 1, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.meshgrid(x, NdArray.zeros(2, 2)))
                .withMessageContaining("argument 1")
                .withMessageContaining("(2,2)");
    }

    @Test
    void makesMatrices() {
        check(NdArray.eye(2), DType.FLOAT64, shape(2, 2), 1, 0, 0, 1);
        check(NdArray.identity(2), DType.FLOAT64, shape(2, 2), 1, 0, 0, 1);
        check(NdArray.identity(DType.INT8, 1), DType.INT8, shape(1, 1), 1);
        check(NdArray.eye(2, 3), DType.FLOAT64, shape(2, 3), 1, 0, 0, 0, 1, 0);
        check(NdArray.eye(2, 3, -1), DType.FLOAT64, shape(2, 3), 0, 0, 0, 1, 0, 0);
        check(NdArray.eye(2, 2, 5), DType.FLOAT64, shape(2, 2), 0, 0, 0, 0);
        check(NdArray.eye(2, 2, Long.MIN_VALUE), DType.FLOAT64, shape(2, 2), 0, 0, 0, 0);
        check(NdArray.tri(2), DType.FLOAT64, shape(2, 2), 1, 0, 1, 1);
        check(NdArray.tri(2, 3), DType.FLOAT64, shape(2, 3), 1, 0, 0, 1, 1, 0);
        check(NdArray.tri(2, 3, 1), DType.FLOAT64, shape(2, 3), 1, 1, 0, 1, 1, 1);
        check(NdArray.tri(DType.INT32, 2, 2, -1), DType.INT32, shape(2, 2), 0, 0, 1, 0);
        NdArray a = NdArray.arange(1, 7).reshape(2, 3);
        check(NdArray.tril(a), DType.INT64, shape(2, 3), 1, 0, 0, 4, 5, 0);
        check(NdArray.triu(a), DType.INT64, shape(2, 3), 1, 2, 3, 0, 5, 6);
        check(NdArray.triu(a, -1), DType.INT64, shape(2, 3), 1, 2, 3, 4, 5, 6);
        check(NdArray.triu(a, Long.MAX_VALUE), DType.INT64, shape(2, 3), 0, 0, 0, 0, 0, 0);
        check(NdArray.tril(a, Long.MAX_VALUE), DType.INT64, shape(2, 3), 1, 2, 3, 4, 5, 6);
        NdArray stack = NdArray.arange(8).reshape(2, 2, 2);
        check(NdArray.tril(stack), DType.INT64, shape(2, 2, 2), 0, 0, 2, 3, 4, 0, 6, 7);
        check(NdArray.diag(NdArray.of(1, 2)), DType.INT32, shape(2, 2), 1, 0, 0, 2);
        check(NdArray.diag(NdArray.of(1, 2), -1), DType.INT32, shape(3, 3), 0, 0, 0, 1, 0, 0, 0, 2, 0);
        check(NdArray.diag(a, 1), DType.INT64, shape(2), 2, 6);
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.tril(NdArray.arange(3)));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.diag(stack));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.diag(NdArray.arange(3), Long.MIN_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.diag(NdArray.arange(3), Long.MAX_VALUE));
    }

    @Test
    void wrapsJavaArrays() {
        double[] values = {1, 2, 3, 4, 5, 6};
        NdArray a = NdArray.wrap(values, 2, 3);
        a.setDouble(50, 1, 1);
        assertThat(values[4]).isEqualTo(50);
        values[0] = 10;
        assertThat(a.getDouble(0, 0)).isEqualTo(10);
        check(NdArray.wrap(new double[] {1}), DType.FLOAT64, shape(1), 1);
        check(NdArray.wrap(new float[] {1, 2}, 2, 1), DType.FLOAT32, shape(2, 1), 1, 2);
        check(NdArray.wrap(new long[] {1}), DType.INT64, shape(1), 1);
        check(NdArray.wrap(new int[] {1}), DType.INT32, shape(1), 1);
        check(NdArray.wrap(new short[] {-1}), DType.INT16, shape(1), -1);
        check(NdArray.wrap(new byte[] {-1}), DType.INT8, shape(1), -1);
        check(NdArray.wrap(new char[] {'\uffff'}), DType.UINT16, shape(1), 65535);
        check(NdArray.wrap(new long[0], 3, 0), DType.INT64, shape(3, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.wrap(values, 4, 2))
                .withMessage("6 elements do not make shape (4,2), which has 8");
    }

    @Test
    void wrapsSegments() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(100);
            NdArray a = NdArray.wrap(segment, DType.INT32, 5, 5);
            a.setInt(7, 4, 4);
            assertThat(segment.get(ValueLayout.JAVA_INT, 96)).isEqualTo(7);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NdArray.wrap(segment, DType.FLOAT64, 13))
                    .withMessage("a segment of 100 bytes is too short for shape (13,) of float64: it takes 104");
        }
        // A row of pixels: red, green, blue; seen as three planes, and turned.
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        MemorySegment heap = MemorySegment.ofArray(pixels);
        NdArray planes = NdArray.wrap(heap, DType.UINT8, 0, shape(3, 3), shape(1, 3));
        check(planes, DType.UINT8, shape(3, 3), 1, 4, 7, 2, 5, 8, 3, 6, 9);
        assertThat(planes.isReadOnly()).isFalse();
        check(NdArray.wrap(heap, DType.UINT8, 8, shape(3), shape(-4)), DType.UINT8, shape(3), 9, 5, 1);
        NdArray windows = NdArray.wrap(heap, DType.UINT8, 0, shape(7, 3), shape(1, 1));
        assertThat(windows.getInt(6, 2)).isEqualTo(9);
        assertThat(windows.isReadOnly()).isTrue();
        NdArray repeated = NdArray.wrap(heap, DType.INT8, 0, shape(4), shape(0));
        assertThat(repeated.isReadOnly()).isTrue();
        check(NdArray.wrap(heap, DType.INT8, 9, shape(0, 2), shape(100, 100)), DType.INT8, shape(0, 2));
    }

    @Test
    void refusesStridesThatReachOutside() {
        MemorySegment heap = MemorySegment.ofArray(new byte[16]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.wrap(heap, DType.INT32, 0, shape(5), shape(4)))
                .withMessage(
                        "shape (5,) of int32 with strides [4] from byte 0 on reaches out of a segment of 16 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.wrap(heap, DType.INT32, 0, shape(2), shape(-4)));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.wrap(heap, DType.INT32, 13, shape(), shape()));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.wrap(heap, DType.INT32, -1, shape(), shape()));
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.wrap(heap, DType.INT32, 17, shape(0), shape(4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.wrap(heap, DType.INT32, Long.MAX_VALUE, shape(2), shape(4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.wrap(heap, DType.INT32, 0, shape(3), shape(Long.MIN_VALUE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.wrap(heap, DType.INT32, 0, shape(2), shape(4, 4)))
                .withMessage("2 strides [4, 4] for shape (2,) of 1 axes");
        check(NdArray.wrap(heap, DType.INT32, 12, shape(1), shape(Long.MIN_VALUE)), DType.INT32, shape(1), 0);
    }

    @Test
    void wrapsBuffers() {
        DoubleBuffer doubles = DoubleBuffer.wrap(new double[] {1, 2, 3, 4}).position(1);
        NdArray a = NdArray.wrap(doubles);
        check(a, DType.FLOAT64, shape(3), 2, 3, 4);
        a.setDouble(20, 0);
        assertThat(doubles.get(1)).isEqualTo(20);
        ByteBuffer direct = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        NdArray ints = NdArray.wrap(direct.asIntBuffer(), 2, 2);
        ints.setInt(7, 1, 1);
        assertThat(direct.getInt(12)).isEqualTo(7);
        assertThat(NdArray.wrap(direct.asReadOnlyBuffer()).isReadOnly()).isTrue();
        ByteOrder other =
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NdArray.wrap(ByteBuffer.allocate(16).order(other).asLongBuffer()))
                .withMessageContaining(other.toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.wrap(CharBuffer.wrap("text")))
                .withMessageStartingWith("a buffer over a CharSequence has no memory to share");
        assertThatIllegalArgumentException().isThrownBy(() -> NdArray.wrap(doubles, 2, 2));
    }

    @Test
    void goesToJavaArrays() {
        NdArray a = NdArray.of(new double[][] {{1.5, -2.5, Double.NaN}, {0, 1e10, -0.0}});
        assertThat(a.toDoubleArray()).containsExactly(1.5, -2.5, Double.NaN, 0, 1e10, -0.0);
        assertThat(a.toFloatArray()).containsExactly(1.5f, -2.5f, Float.NaN, 0, 1e10f, -0.0f);
        assertThat(a.toLongArray()).containsExactly(1, -2, 0, 0, 10_000_000_000L, 0);
        assertThat(a.toIntArray()).containsExactly(1, -2, 0, 0, Integer.MAX_VALUE, 0);
        assertThat(NdArray.of(1.9, -2, 70_000).toShortArray()).containsExactly((short) 1, (short) -2, Short.MAX_VALUE);
        assertThat(NdArray.of(1.9, -2, 300).toByteArray()).containsExactly((byte) 1, (byte) -2, Byte.MAX_VALUE);
        assertThat(NdArray.of(97L, 98L).toCharArray()).containsExactly('a', 'b');
        Complex[] numbers = {new Complex(1, 2), Complex.I};
        assertThat(NdArray.of(numbers).flip().toComplexArray()).containsExactly(Complex.I, numbers[0]);
        assertThat(NdArray.of(2f).toComplexArray()).containsExactly(new Complex(2, 0));
        assertThat(a.toBooleanArray()).containsExactly(true, true, true, false, true, false);
        assertThat(a.transpose().toDoubleArray()).containsExactly(1.5, 0, -2.5, 1e10, Double.NaN, -0.0);
        assertThat(a.toDoubleArray2D()[0]).containsExactly(1.5, -2.5, Double.NaN);
        assertThat(a.toDoubleArray2D()[1]).containsExactly(0, 1e10, -0.0);
        assertThat(a.transpose().toIntArray2D()).isDeepEqualTo(new int[][] {{1, 0}, {-2, Integer.MAX_VALUE}, {0, 0}});
        assertThat(a.toLongArray2D()[1]).containsExactly(0, 10_000_000_000L, 0);
        assertThat(a.toFloatArray2D()[1]).containsExactly(0, 1e10f, -0.0f);
        assertThat(a.toBooleanArray2D()[1]).containsExactly(false, true, false);
        double[] target = new double[6];
        a.flip(1).copyTo(target);
        assertThat(target).containsExactly(Double.NaN, -2.5, 1.5, -0.0, 1e10, 0);
        byte[] bytes = new byte[6];
        a.copyTo(bytes);
        char[] chars = new char[2];
        NdArray.of(99, 100).copyTo(chars);
        assertThat(chars).containsExactly('c', 'd');
        Complex[] parts = new Complex[2];
        NdArray.of(numbers).copyTo(parts);
        assertThat(parts).containsExactly(numbers);
        assertThat(bytes).containsExactly(1, -2, 0, 0, 127, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.copyTo(new float[5]))
                .withMessage("array float64[2,3] has 6 elements, the target 5");
        assertThatIllegalStateException()
                .isThrownBy(() -> NdArray.zeros(3).toDoubleArray2D())
                .withMessage("array float64[3] is no matrix: it has 1 axes");
        assertThatIllegalStateException()
                .isThrownBy(() -> NdArray.zeros(1).broadcastTo(1L << 40).toDoubleArray())
                .withMessageContaining("1099511627776");
    }

    @Test
    void toArrayNestsByDtype() {
        NdArray a = NdArray.arange(6).reshape(1, 2, 3);
        assertThat((long[][][]) a.toArray()).isDeepEqualTo(new long[][][] {{{0, 1, 2}, {3, 4, 5}}});
        assertThat(a.astype(DType.UINT8).toArray()).isInstanceOf(short[][][].class);
        assertThat(NdArray.full(DType.UINT8, 255, 1).toArray()).isEqualTo(new short[] {255});
        assertThat(NdArray.full(DType.UINT16, 65535, 1).toArray()).isEqualTo(new char[] {65535});
        assertThat(NdArray.full(DType.UINT32, 1L << 31, 1).toArray()).isEqualTo(new long[] {1L << 31});
        assertThat(NdArray.full(true, 1).toArray()).isEqualTo(new boolean[] {true});
        assertThat(NdArray.of(Complex.I).toArray()).isEqualTo(new Complex[] {Complex.I});
        assertThat(NdArray.scalar(1.5).toArray()).isEqualTo(1.5);
        assertThat((double[][]) NdArray.zeros(2, 0).toArray()).isDeepEqualTo(new double[2][0]);
        assertThat((double[][]) NdArray.zeros(0, 2).toArray()).isDeepEqualTo(new double[0][2]);
    }

    @Test
    void goesToBuffers() {
        NdArray a = NdArray.of(1.0, 2.0, 3.0);
        DoubleBuffer buffer = a.asDoubleBuffer();
        assertThat(buffer.remaining()).isEqualTo(3);
        buffer.put(1, 20);
        assertThat(a.getDouble(1)).isEqualTo(20);
        double[] values = {1, 2, 3, 4};
        NdArray heap = NdArray.wrap(MemorySegment.ofArray(values).asSlice(8), DType.FLOAT64, 2);
        heap.asDoubleBuffer().put(0, 20);
        assertThat(values).containsExactly(1, 20, 3, 4);
        assertThat(heap.asDoubleBuffer().remaining()).isEqualTo(2);
        assertThat(NdArray.of(1f).asFloatBuffer().get(0)).isEqualTo(1);
        assertThat(NdArray.wrap(new float[] {1}).asFloatBuffer().get(0)).isEqualTo(1);
        assertThat(NdArray.of(1).asIntBuffer().get(0)).isEqualTo(1);
        assertThat(NdArray.wrap(new int[] {1}).asIntBuffer().get(0)).isEqualTo(1);
        assertThat(NdArray.of(1L).asLongBuffer().get(0)).isEqualTo(1);
        assertThat(NdArray.wrap(new long[] {1}).asLongBuffer().get(0)).isEqualTo(1);
        assertThat(NdArray.of((short) 1).asShortBuffer().get(0)).isEqualTo((short) 1);
        assertThat(NdArray.wrap(new short[] {1}).asShortBuffer().get(0)).isEqualTo((short) 1);
        char[] letters = {'a', 'b', 'c'};
        NdArray wrapped = NdArray.wrap(letters).get(Index.from(1));
        wrapped.asCharBuffer().put(0, 'x');
        assertThat(letters).containsExactly('a', 'x', 'c');
        assertThat(NdArray.of('a', 'b').asCharBuffer().toString()).isEqualTo("ab");
        assertThatIllegalStateException()
                .isThrownBy(() -> NdArray.of((short) 1).asCharBuffer())
                .withMessage("array int16[1] is not of dtype uint16: astype() converts it");
        // In an arena's memory: without the library float64 elements may be in a double[].
        assertThat(a.copy(Arena.ofAuto()).asByteBuffer().getDouble(8)).isEqualTo(20);
        assertThatIllegalStateException()
                .isThrownBy(a::asIntBuffer)
                .withMessage("array float64[3] is not of dtype int32 or uint32: astype() converts it");
        assertThatIllegalStateException().isThrownBy(() -> a.flip().asDoubleBuffer());
    }
}
