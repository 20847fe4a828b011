package io.hotloop;

import static io.hotloop.ReduceOptions.allAxes;
import static io.hotloop.ReduceOptions.axis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.internal.array.View;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What reductions of arrays mean: dtypes, axes, options, nothing, NaN, and what is refused. */
class ReductionsTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static NdArray array(DType dtype, double[] values, long... shape) {
        NdArray result = NdArray.zeros(dtype, shape);
        View view = result.view;
        for (int i = 0; i < values.length; i++) {
            io.hotloop.internal.array.Elements.setDouble(
                    view.segment(), view.offset() + (long) i * dtype.byteSize(), dtype, values[i]);
        }
        return result;
    }

    private static NdArray doubles(double[] values, long... shape) {
        return array(DType.FLOAT64, values, shape);
    }

    /** 0 to 23 in shape (2, 3, 4). */
    private static NdArray cube() {
        double[] values = new double[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return doubles(values, 2, 3, 4);
    }

    private static double[] values(NdArray array) {
        View view = array.view;
        double[] values = new double[(int) view.size()];
        long[] index = new long[view.rank()];
        for (int i = 0; i < values.length; i++) {
            long at = view.offset();
            for (int axis = 0; axis < index.length; axis++) {
                at += index[axis] * view.strides()[axis];
            }
            values[i] = io.hotloop.internal.array.Elements.getDouble(view.segment(), at, view.dtype());
            for (int axis = index.length - 1; axis >= 0 && ++index[axis] == view.shape()[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return values;
    }

    private static void assertArray(NdArray actual, DType dtype, long[] shape, double... expected) {
        assertThat(actual.dtype()).isEqualTo(dtype);
        assertThat(actual.shape()).containsExactly(shape);
        assertThat(values(actual)).containsExactly(expected);
    }

    private static long[] shape(long... shape) {
        return shape;
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }

    @Test
    void axesAreChosenFromEitherEndInAnyOrder() {
        NdArray a = cube();
        assertArray(a.sum(), DType.FLOAT64, shape(), 276);
        assertArray(a.sum(0), DType.FLOAT64, shape(3, 4), 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34);
        assertArray(a.sum(-1), DType.FLOAT64, shape(2, 3), 6, 22, 38, 54, 70, 86);
        assertArray(a.sum(axis(2, 0)), DType.FLOAT64, shape(3), 60, 92, 124);
        assertArray(a.sum(axis(0, -1).keepDims()), DType.FLOAT64, shape(1, 3, 1), 60, 92, 124);
        assertArray(a.sum(allAxes().keepDims()), DType.FLOAT64, shape(1, 1, 1), 276);
        assertArray(a.sum(axis()), DType.FLOAT64, shape(2, 3, 4), values(a));
        assertArray(a.argmax(1), DType.INT64, shape(2, 4), 2, 2, 2, 2, 2, 2, 2, 2);
        assertArray(a.argmin(axis(0).keepDims()), DType.INT64, shape(1, 3, 4), new double[12]);
        assertArray(NdArray.scalar(7.0).sum(), DType.FLOAT64, shape(), 7);
    }

    @Test
    void axesThatDoNotExistAreRefusedWithTheirNumber() {
        NdArray a = doubles(new double[6], 2, 3);
        assertRefused(() -> a.sum(3), "axis 3 is out of range for an array of rank 2");
        assertRefused(() -> a.max(-3), "axis -3 is out of range for an array of rank 2");
        assertRefused(() -> a.mean(axis(0, -2)), "twice");
        assertRefused(() -> a.cumsum(2), "axis 2 is out of range for an array of rank 2");
        assertRefused(() -> a.argmin(axis(0, 1)), "argmin takes one axis or all, not 2: axis(0, 1)");
        assertRefused(() -> a.cumsum(axis(0, 1)), "cumsum goes along one axis, not 2");
    }

    static Stream<Arguments> resultTypes() {
        return Stream.of(
                Arguments.of(DType.BOOL, DType.INT64, DType.BOOL, DType.FLOAT64),
                Arguments.of(DType.INT8, DType.INT64, DType.INT8, DType.FLOAT64),
                Arguments.of(DType.INT16, DType.INT64, DType.INT16, DType.FLOAT64),
                Arguments.of(DType.INT32, DType.INT64, DType.INT32, DType.FLOAT64),
                Arguments.of(DType.INT64, DType.INT64, DType.INT64, DType.FLOAT64),
                Arguments.of(DType.UINT8, DType.UINT64, DType.UINT8, DType.FLOAT64),
                Arguments.of(DType.UINT16, DType.UINT64, DType.UINT16, DType.FLOAT64),
                Arguments.of(DType.UINT32, DType.UINT64, DType.UINT32, DType.FLOAT64),
                Arguments.of(DType.UINT64, DType.UINT64, DType.UINT64, DType.FLOAT64),
                Arguments.of(DType.FLOAT32, DType.FLOAT32, DType.FLOAT32, DType.FLOAT32),
                Arguments.of(DType.FLOAT64, DType.FLOAT64, DType.FLOAT64, DType.FLOAT64));
    }

    @ParameterizedTest
    @MethodSource("resultTypes")
    void eachDtypeHasItsResult(DType dtype, DType sum, DType extremum, DType mean) {
        NdArray a = array(dtype, new double[] {1, 0, 1, 1}, 2, 2);
        assertArray(a.sum(), sum, shape(), 3);
        assertArray(a.prod(0), sum, shape(2), 1, 0);
        assertArray(a.min(), extremum, shape(), 0);
        assertArray(a.max(1), extremum, shape(2), 1, 1);
        assertArray(a.mean(), mean, shape(), 0.75);
        assertArray(a.var(), mean, shape(), 0.1875);
        assertArray(a.std(0), mean, shape(2), 0, 0.5);
        assertArray(a.norm(1), mean, shape(2), 1, (mean == DType.FLOAT32 ? (float) Math.sqrt(2) : Math.sqrt(2)));
        assertArray(a.any(0), DType.BOOL, shape(2), 1, 1);
        assertArray(a.all(0), DType.BOOL, shape(2), 1, 0);
        assertArray(a.countNonzero(), DType.INT64, shape(), 3);
        assertArray(a.argmin(), DType.INT64, shape(), 1);
        assertArray(a.cumsum(), sum, shape(4), 1, 1, 2, 3);
        assertArray(a.cumprod(1), sum, shape(2, 2), 1, 0, 1, 1);
        assertThat(a.sumAsDouble()).isEqualTo(3);
        assertThat(a.meanAsDouble()).isEqualTo(0.75);
        assertThat(a.maxAsDouble()).isEqualTo(1);
        assertThat(a.argmaxAsLong()).isZero();
        assertThat(a.countNonzeroAsLong()).isEqualTo(3);
        assertThat(a.anyAsBoolean()).isTrue();
        assertThat(a.allAsBoolean()).isFalse();
        if (extremum.isFloating()) {
            assertRefused(a::sumAsLong, "sumAsLong is defined for integers and bool, not for " + dtype);
        } else {
            assertThat(a.sumAsLong()).isEqualTo(3);
            assertThat(a.minAsLong()).isZero();
        }
    }

    @Test
    void complexNumbersHaveSumsButNoOrder() {
        NdArray a = NdArray.of(new Complex(3, 4), new Complex(0, 0), new Complex(1, -2));
        NdArray sum = a.sum();
        assertThat(sum.dtype()).isEqualTo(DType.COMPLEX128);
        assertThat(values(a.norm())).containsExactly(Math.sqrt(25 + 0 + 5));
        assertThat(a.norm().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(values(a.sum())).containsExactly(4);
        assertThat(values(Nd.imag(a.sum()))).containsExactly(2);
        assertThat(values(Nd.imag(a.mean()))).containsExactly(2.0 / 3);
        assertThat(values(a.countNonzero())).containsExactly(2);
        assertThat(values(a.all())).containsExactly(0);
        NdArray pair = NdArray.of(new Complex(3, 4), new Complex(1, -2));
        assertThat(values(pair.prod())).containsExactly(11);
        assertThat(values(Nd.imag(pair.prod()))).containsExactly(-2);
        // The means are 2 and 1: deviations of 1 and 3 in both.
        assertThat(values(pair.var())).containsExactly(10);
        assertThat(pair.std().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(pair.stdAsDouble()).isEqualTo(Math.sqrt(10));
        for (Function<NdArray, NdArray> refused : Stream.<Function<NdArray, NdArray>>of(
                        NdArray::min, NdArray::max, NdArray::argmin, NdArray::nanMax)
                .toList()) {
            assertRefused(() -> refused.apply(a), "is not defined for complex128: complex numbers have no order");
        }
        assertRefused(a::sumAsDouble, "sumAsDouble is not defined for complex128");
    }

    @Test
    void nothingHasTheStandardsResult() {
        NdArray a = doubles(new double[0], 0, 3);
        assertArray(a.sum(0), DType.FLOAT64, shape(3), 0, 0, 0);
        assertArray(a.prod(0), DType.FLOAT64, shape(3), 1, 1, 1);
        assertArray(a.mean(), DType.FLOAT64, shape(), NAN);
        assertArray(a.var(), DType.FLOAT64, shape(), NAN);
        assertArray(a.std(axis(0).correction(1)), DType.FLOAT64, shape(3), NAN, NAN, NAN);
        assertArray(a.any(), DType.BOOL, shape(), 0);
        assertArray(a.all(), DType.BOOL, shape(), 1);
        assertArray(a.norm(), DType.FLOAT64, shape(), 0);
        assertArray(a.sum(1), DType.FLOAT64, shape(0));
        assertArray(a.min(1), DType.FLOAT64, shape(0));
        assertArray(a.cumsum(0), DType.FLOAT64, shape(0, 3));
        assertArray(a.min(axis(0).initial(2)), DType.FLOAT64, shape(3), 2, 2, 2);
        String message = "zero-size array to reduction min which has no identity: shape (0,3)";
        assertRefused(a::min, message);
        assertRefused(() -> a.min(0), message);
        assertRefused(a::minAsDouble, message);
        assertRefused(
                () -> NdArray.zeros(0, 0, 2).min(0),
                "zero-size array to reduction min which has no identity: shape (0,0,2)");
        assertRefused(() -> a.argmax(0), "zero-size array to reduction argmax which has no identity");
    }

    /** NaN does not come through to integers, where it would be 0. */
    @Test
    void numbersInIntegers() {
        NdArray a = NdArray.of(2.0, Double.NaN, 3.0);
        assertThat(a.nanProd(ReduceOptions.allAxes().dtype(DType.INT64)).getLong())
                .isEqualTo(6);
        assertThat(a.nanSum(ReduceOptions.allAxes().dtype(DType.INT64)).getLong())
                .isEqualTo(5);
    }

    @Test
    void nanIsPropagatedOrLeftOut() {
        NdArray a = doubles(new double[] {1, NAN, 3, NAN, NAN, NAN}, 2, 3);
        assertThat(values(a.sum())).containsExactly(NAN);
        assertThat(values(a.max(1))).containsExactly(NAN, NAN);
        assertThat(values(a.argmin())).containsExactly(1);
        assertThat(values(a.any(0))).containsExactly(1, 1, 1);
        assertArray(a.nanSum(1), DType.FLOAT64, shape(2), 4, 0);
        assertArray(a.nanProd(1), DType.FLOAT64, shape(2), 3, 1);
        assertArray(a.nanMin(1), DType.FLOAT64, shape(2), 1, NAN);
        assertArray(a.nanMax(axis(1).keepDims()), DType.FLOAT64, shape(2, 1), 3, NAN);
        assertArray(a.nanMax(axis(1).initial(2)), DType.FLOAT64, shape(2), 3, 2);
        assertArray(a.nanMean(1), DType.FLOAT64, shape(2), 2, NAN);
        assertArray(a.nanVar(1), DType.FLOAT64, shape(2), 1, NAN);
        assertArray(a.nanStd(axis(1).ddof(1)), DType.FLOAT64, shape(2), Math.sqrt(2), NAN);
        assertArray(a.nanArgmax(), DType.INT64, shape(), 2);
        assertArray(a.nanCumsum(1), DType.FLOAT64, shape(2, 3), 1, 1, 4, 0, 0, 0);
        assertArray(a.nanCumprod(), DType.FLOAT64, shape(6), 1, 1, 3, 3, 3, 3);
        assertRefused(() -> a.nanArgmin(1), "nanArgmin: there is nothing but NaN");
        NdArray mask = NdArray.of(true, true, false);
        assertArray(a.nanSum(axis(1).where(mask)), DType.FLOAT64, shape(2), 1, 0);
        NdArray ints = NdArray.of(3, 1, 2);
        assertArray(ints.nanMin(), DType.INT32, shape(), 1);
        assertArray(ints.nanCumsum(), DType.INT64, shape(3), 3, 4, 6);
        NdArray infinite = doubles(new double[] {NAN, INF, NAN}, 3);
        assertArray(infinite.nanArgmin(), DType.INT64, shape(), 1);
    }

    @Test
    void aMaskChoosesTheElements() {
        NdArray a = cube();
        NdArray mask = NdArray.of(true, false, true, false);
        assertArray(a.sum(axis(0, 1).where(mask)), DType.FLOAT64, shape(4), 60, 0, 72, 0);
        assertArray(a.prod(axis(2).where(mask)), DType.FLOAT64, shape(2, 3), 0, 24, 80, 168, 288, 440);
        assertArray(a.mean(axis(2).where(mask)), DType.FLOAT64, shape(2, 3), 1, 5, 9, 13, 17, 21);
        assertArray(a.var(axis(2).where(mask)), DType.FLOAT64, shape(2, 3), 1, 1, 1, 1, 1, 1);
        assertArray(a.min(axis(0, 1).where(mask).initial(1)), DType.FLOAT64, shape(4), 0, 1, 1, 1);
        assertArray(a.max(axis(0, 1).where(mask).initial(-1)), DType.FLOAT64, shape(4), 20, -1, 22, -1);
        assertArray(a.all(axis(0, 1).where(mask)), DType.BOOL, shape(4), 0, 1, 1, 1);
        assertArray(a.countNonzero(axis(0, 1).where(mask)), DType.INT64, shape(4), 5, 0, 6, 0);
        NdArray ints = array(DType.INT8, new double[] {5, -7, 9}, 3);
        NdArray none = NdArray.of(false, false, false);
        assertArray(ints.min(allAxes().where(none).initial(100)), DType.INT8, shape(), 100);
        assertArray(ints.mean(allAxes().where(NdArray.of(true, true, false))), DType.FLOAT64, shape(), -1);
        assertArray(ints.mean(allAxes().where(none)), DType.FLOAT64, shape(), NAN);
        assertRefused(() -> a.min(axis(0).where(mask)), "min with where needs initial");
        assertRefused(() -> axis(0).where(a), "where has dtype float64: it takes bool");
        assertRefused(() -> a.sum(axis(0).where(NdArray.of(true, false))), "broadcast");
    }

    @Test
    void theSumOfNothingIsPositiveZero() {
        for (NdArray sum : List.of(
                NdArray.of(Double.NaN).nanSum(),
                NdArray.of(1.0, 2.0).sum(allAxes().where(NdArray.of(false, false))),
                NdArray.empty(0).sum())) {
            assertThat(sum).isEqualTo(NdArray.scalar(0.0));
        }
        assertThat(NdArray.of(-0.0, -0.0).sum()).isEqualTo(NdArray.scalar(-0.0));
    }

    @Test
    void initialTakesPartFirst() {
        NdArray a = NdArray.of(1, 2, 3);
        assertArray(a.sum(allAxes().initial(10)), DType.INT64, shape(), 16);
        assertArray(a.prod(allAxes().initial(10)), DType.INT64, shape(), 60);
        assertArray(a.max(allAxes().initial(10)), DType.INT32, shape(), 10);
        assertArray(a.max(allAxes().initial(0)), DType.INT32, shape(), 3);
        assertArray(NdArray.of(1.5).sum(allAxes().initial(0.25)), DType.FLOAT64, shape(), 1.75);
        assertRefused(() -> a.sum(allAxes().initial(0.5)), "0.5 does not fit int64");
        assertRefused(() -> a.max(allAxes().initial(1L << 40)), "does not fit int32");
        NdArray nan = NdArray.of(2.0, NAN);
        assertArray(nan.min(allAxes().initial(1)), DType.FLOAT64, shape(), NAN);
    }

    @Test
    void dtypeIsThatOfTheComputation() {
        NdArray a = array(DType.INT32, new double[] {100, 100, 100}, 3);
        assertArray(a.sum(allAxes().dtype(DType.INT8)), DType.INT8, shape(), 44);
        assertArray(a.sum(allAxes().dtype(DType.FLOAT32)), DType.FLOAT32, shape(), 300);
        assertArray(a.mean(allAxes().dtype(DType.FLOAT32)), DType.FLOAT32, shape(), 100);
        assertArray(a.cumsum(axis(0).dtype(DType.UINT8)), DType.UINT8, shape(3), 100, 200, 44);
        assertArray(a.var(allAxes().dtype(DType.FLOAT32)), DType.FLOAT32, shape(), 0);
        NdArray f = NdArray.of(1.9, -2.9);
        assertArray(f.sum(allAxes().dtype(DType.INT64)), DType.INT64, shape(), -1);
        NdArray precise = NdArray.of(0.1, 0.2);
        assertArray(precise.sum(allAxes().dtype(DType.FLOAT32)), DType.FLOAT32, shape(), (float)
                ((double) 0.1f + (double) 0.2f));
        NdArray complex = a.sum(allAxes().dtype(DType.COMPLEX128));
        assertArray(complex, DType.COMPLEX128, shape(), 300);
        assertRefused(() -> a.mean(allAxes().dtype(DType.INT32)), "mean is not computed in int32");
        assertRefused(() -> a.sum(allAxes().dtype(DType.BOOL)), "sum is not computed in bool");
        assertRefused(() -> complex.sum(allAxes().dtype(DType.FLOAT64)), "the imaginary parts would be lost");
    }

    @Test
    void correctionChangesTheDivisorDownTo0() {
        NdArray a = doubles(new double[] {1, 2, 3, 4}, 4);
        assertThat(a.varAsDouble()).isEqualTo(1.25);
        assertArray(a.var(allAxes().ddof(1)), DType.FLOAT64, shape(), 5.0 / 3);
        assertArray(a.var(allAxes().correction(2)), DType.FLOAT64, shape(), 2.5);
        assertArray(a.var(allAxes().correction(4)), DType.FLOAT64, shape(), INF);
        assertArray(a.var(allAxes().correction(9)), DType.FLOAT64, shape(), INF);
        assertArray(NdArray.of(1.0).std(allAxes().ddof(1)), DType.FLOAT64, shape(), NAN);
        assertRefused(() -> allAxes().ddof(NAN), "correction is NaN");
    }

    @Test
    void normsHaveAnOrder() {
        NdArray a = doubles(new double[] {3, -4, 0, 0, 5, 12}, 2, 3);
        assertArray(a.norm(1), DType.FLOAT64, shape(2), 5, 13);
        assertArray(a.norm(axis(1).order(2)), DType.FLOAT64, shape(2), 5, 13);
        assertArray(a.norm(axis(1).order(1)), DType.FLOAT64, shape(2), 7, 17);
        assertArray(a.norm(axis(1).order(INF).keepDims()), DType.FLOAT64, shape(2, 1), 4, 12);
        assertArray(a.norm(axis(1).order(-INF)), DType.FLOAT64, shape(2), 0, 0);
        assertArray(a.norm(axis(1).order(0)), DType.FLOAT64, shape(2), 2, 2);
        assertArray(NdArray.of(1, 2, 2).norm(allAxes().order(3)), DType.FLOAT64, shape(), Math.pow(17, 1 / 3.0));
        assertArray(a.norm(axis(1).where(NdArray.of(true, false, true))), DType.FLOAT64, shape(2), 3, 12);
        NdArray complex = NdArray.of(new Complex(3, 4), new Complex(0, -1));
        assertArray(complex.norm(allAxes().order(1)), DType.FLOAT64, shape(), 6);
        assertArray(complex.norm(allAxes().order(INF)), DType.FLOAT64, shape(), 5);
        assertThat(a.normAsDouble()).isEqualTo(Math.sqrt(9 + 16 + 25 + 144));
        assertRefused(() -> allAxes().order(NAN), "order is NaN");
    }

    @Test
    void optionsWithoutMeaningAreRefusedByName() {
        NdArray a = cube();
        assertRefused(() -> a.mean(axis(0).initial(1)), "mean does not take initial: ");
        assertRefused(() -> a.sum(axis(0).ddof(1)), "sum does not take correction: ");
        assertRefused(() -> a.argmax(axis(0).where(NdArray.of(true))), "argmax does not take where: ");
        assertRefused(() -> a.max(axis(0).dtype(DType.INT8)), "max does not take dtype: ");
        assertRefused(() -> a.sum(axis(0).order(1)), "sum does not take order: ");
        assertRefused(() -> a.cumsum(axis(0).keepDims()), "cumsum does not take keepDims: ");
        assertRefused(() -> a.sum(axis(0).includeInitial()), "sum does not take includeInitial: ");
        assertRefused(() -> a.nanMean(axis(0).initial(1)), "nanMean does not take initial: ");
    }

    @Test
    void cumulativeOperationsKeepTheShape() {
        NdArray a = NdArray.arange(1, 7).reshape(2, 3);
        assertArray(a.cumsum(), DType.INT64, shape(6), 1, 3, 6, 10, 15, 21);
        assertArray(a.cumsum(0), DType.INT64, shape(2, 3), 1, 2, 3, 5, 7, 9);
        assertArray(a.cumprod(-1), DType.INT64, shape(2, 3), 1, 2, 6, 4, 20, 120);
        assertArray(a.transpose().cumsum(), DType.INT64, shape(6), 1, 5, 7, 12, 15, 21);
        assertArray(a.cumsum(axis(1).includeInitial()), DType.INT64, shape(2, 4), 0, 1, 3, 6, 0, 4, 9, 15);
        assertArray(a.cumprod(axis(0).includeInitial()), DType.INT64, shape(3, 3), 1, 1, 1, 1, 2, 3, 4, 10, 18);
        assertArray(NdArray.scalar(3.0).cumsum(), DType.FLOAT64, shape(1), 3);
        assertArray(doubles(new double[0], 0).cumsum(axis(0).includeInitial()), DType.FLOAT64, shape(1), 0);
        NdArray f = doubles(new double[] {1, 2, 3}, 3);
        assertThat(f.cumsum(axis(0), f)).isSameAs(f);
        assertArray(f, DType.FLOAT64, shape(3), 1, 3, 6);
        NdArray reversed = f.get("::-1");
        f.cumsum(axis(0), reversed);
        assertArray(f, DType.FLOAT64, shape(3), 10, 4, 1);
    }

    @Test
    void outReceivesTheResult() {
        NdArray a = cube();
        NdArray out = NdArray.zeros(3, 4);
        assertThat(a.sum(axis(0), out)).isSameAs(out);
        assertThat(values(out)).containsExactly(values(a.sum(0)));
        NdArray narrow = NdArray.zeros(DType.FLOAT32, 3, 4);
        assertThat(values(a.sum(axis(0), narrow))).containsExactly(values(a.sum(0)));
        // Into its own first row.
        NdArray b = NdArray.of(new Object[] {new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6}});
        b.sum(axis(0), b.get(0));
        assertThat(values(b)).containsExactly(9, 12, 3, 4, 5, 6);
        NdArray wrong = NdArray.zeros(4, 3);
        assertRefused(() -> a.sum(axis(0), wrong), "sum: out has shape (4,3), the result has shape (3,4)");
        NdArray ints = NdArray.zeros(DType.INT64, 3, 4);
        assertRefused(() -> a.sum(axis(0), ints), "sum: out has dtype int64, the result has dtype float64");
        NdArray readOnly = NdArray.zeros(1, 4).broadcastTo(3, 4);
        assertThatThrownBy(() -> a.sum(axis(0), readOnly))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("read-only");
    }

    @Test
    void layoutsDoNotShow() {
        NdArray a = NdArray.arange(0.0, 3000.0).multiply(0.1).reshape(10, 20, 15);
        NdArray fortran = a.transpose().copy().transpose();
        NdArray reversed = a.get("::-1, :, ::-1").copy().get("::-1, :, ::-1");
        for (ReduceOptions options :
                new ReduceOptions[] {allAxes(), axis(0), axis(1), axis(2), axis(0, 2), axis(1, 2)}) {
            for (NdArray other : new NdArray[] {fortran, reversed}) {
                assertThat(values(other.sum(options))).containsExactly(values(a.sum(options)));
                assertThat(values(other.std(options))).containsExactly(values(a.std(options)));
                assertThat(values(other.max(options))).containsExactly(values(a.max(options)));
                assertThat(values(other.norm(options))).containsExactly(values(a.norm(options)));
            }
        }
    }

    @Test
    void optionsSayWhatTheyAre() {
        assertThat(axis(0, -1).keepDims().initial(2).dtype(DType.INT8))
                .hasToString("axis(0, -1).keepDims().initial(2).dtype(int8)");
        assertThat(allAxes().ddof(1)).hasToString("allAxes().correction(1.0)");
        int[] axes = {0};
        ReduceOptions options = axis(axes);
        axes[0] = 1;
        assertThat(options).hasToString("axis(0)");
        options.keepDims();
        assertThat(options).hasToString("axis(0)");
    }
}
