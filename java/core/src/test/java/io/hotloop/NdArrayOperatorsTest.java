package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which dtype and shape an operation gives, where its result goes, and what it refuses. */
class NdArrayOperatorsTest {
    private static NdArray int8(long... values) {
        return NdArray.of(values).astype(DType.INT8);
    }

    @Test
    void arithmetic() {
        NdArray a = NdArray.of(7, -7, 7, -7);
        NdArray b = NdArray.of(2, 2, -2, -2);
        assertThat(a.add(b)).isEqualTo(NdArray.of(9, -5, 5, -9));
        assertThat(a.subtract(b)).isEqualTo(NdArray.of(5, -9, 9, -5));
        assertThat(a.multiply(b)).isEqualTo(NdArray.of(14, -14, -14, 14));
        assertThat(a.divide(b)).isEqualTo(NdArray.of(3.5, -3.5, -3.5, 3.5));
        assertThat(a.floorDivide(b)).isEqualTo(NdArray.of(3, -4, -4, 3));
        assertThat(a.remainder(b)).isEqualTo(NdArray.of(1, 1, -1, -1));
        assertThat(a.pow(2)).isEqualTo(NdArray.of(49, 49, 49, 49));
        assertThat(a.negative()).isEqualTo(NdArray.of(-7, 7, -7, 7));
        assertThat(a.abs()).isEqualTo(NdArray.of(7, 7, 7, 7));
        assertThat(a.positive()).isEqualTo(a).isNotSameAs(a);
        assertThat(a.bitwiseInvert()).isEqualTo(NdArray.of(-8, 6, -8, 6));
    }

    @Test
    void scalarsOnEitherSide() {
        NdArray a = NdArray.of(1.0, 2.0, 4.0);
        assertThat(Nd.subtract(1, a)).isEqualTo(NdArray.of(0.0, -1.0, -3.0));
        assertThat(Nd.divide(8.0, a)).isEqualTo(NdArray.of(8.0, 4.0, 2.0));
        assertThat(Nd.pow(2, NdArray.of(0, 3, 5))).isEqualTo(NdArray.of(1, 8, 32));
        assertThat(Nd.maximum(2, a)).isEqualTo(NdArray.of(2.0, 2.0, 4.0));
        assertThat(Nd.minimum(a, 2, a.copy())).isEqualTo(NdArray.of(1.0, 2.0, 2.0));
        assertThat(Nd.lt(2, a)).isEqualTo(NdArray.of(false, false, true));
        assertThat(a.lt(2)).isEqualTo(NdArray.of(true, false, false));
        assertThat(Nd.bitwiseLeftShift(1, NdArray.of(0, 4))).isEqualTo(NdArray.of(1, 16));
        assertThat(a.add(new Complex(0, 1)).dtype()).isEqualTo(DType.COMPLEX128);
    }

    @Test
    void scalarsAreWeak() {
        NdArray floats = NdArray.of(1f, 2f);
        assertThat(floats.add(0.1)).isEqualTo(NdArray.of(1f + 0.1f, 2f + 0.1f));
        assertThat(floats.add(1).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(floats.multiply(new Complex(0, 1)).dtype()).isEqualTo(DType.COMPLEX64);
        assertThat(int8(1).add(1).dtype()).isEqualTo(DType.INT8);
        assertThat(int8(1).add(1.0).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(NdArray.of(true).add(1).dtype()).isEqualTo(DType.INT64);
        assertThatIllegalArgumentException().isThrownBy(() -> int8(1).add(300)).withMessage("300 does not fit int8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> int8(1).astype(DType.UINT64).add(-1))
                .withMessage("-1 does not fit uint64");
    }

    @Test
    void comparisonsOfIntegersAreExact() {
        NdArray unsigned = NdArray.of(0, -1, Long.MIN_VALUE, Long.MAX_VALUE).astype(DType.UINT64);
        NdArray signed = NdArray.of(0, -1, Long.MIN_VALUE, Long.MAX_VALUE);
        // 0 = 0; 2^64-1 > -1; 2^63 > -2^63; equal
        assertThat(unsigned.eq(signed)).isEqualTo(NdArray.of(true, false, false, true));
        assertThat(unsigned.ne(signed)).isEqualTo(NdArray.of(false, true, true, false));
        assertThat(unsigned.gt(signed)).isEqualTo(NdArray.of(false, true, true, false));
        assertThat(unsigned.le(signed)).isEqualTo(NdArray.of(true, false, false, true));
        assertThat(signed.lt(unsigned)).isEqualTo(NdArray.of(false, true, true, false));
        assertThat(signed.ge(unsigned)).isEqualTo(NdArray.of(true, false, false, true));
        assertThat(unsigned.gt(-1)).isEqualTo(NdArray.of(true, true, true, true));
        assertThat(Nd.gt(-1, unsigned)).isEqualTo(NdArray.of(false, false, false, false));
        assertThat(unsigned.eq(-1)).isEqualTo(NdArray.of(false, false, false, false));
        assertThat(int8(-128, 127).lt(300)).isEqualTo(NdArray.of(true, true));
        assertThat(Nd.le(300, int8(-128, 127))).isEqualTo(NdArray.of(false, false));
    }

    @Test
    void bools() {
        NdArray a = NdArray.of(true, true, false, false);
        NdArray b = NdArray.of(true, false, true, false);
        assertThat(a.add(b)).isEqualTo(a.logicalOr(b)).isEqualTo(NdArray.of(true, true, true, false));
        assertThat(a.multiply(b)).isEqualTo(a.logicalAnd(b)).isEqualTo(NdArray.of(true, false, false, false));
        assertThat(a.logicalXor(b)).isEqualTo(a.bitwiseXor(b)).isEqualTo(NdArray.of(false, true, true, false));
        assertThat(a.logicalNot()).isEqualTo(NdArray.of(false, false, true, true));
        assertThat(NdArray.of(0.0, -0.0, Double.NaN, 2).logicalNot()).isEqualTo(NdArray.of(true, true, false, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.subtract(b))
                .withMessage("subtract is not defined for bool; use astype, or the logical operations");
        assertThatIllegalArgumentException().isThrownBy(a::negative);
    }

    @Test
    void undefinedOperationsSayWhat() {
        NdArray complex = NdArray.zeros(DType.COMPLEX64, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complex.lt(complex))
                .withMessage("lt is not defined for complex64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complex.floorDivide(2))
                .withMessage("floorDivide is not defined for complex64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(1.5).bitwiseAnd(1))
                .withMessage("bitwiseAnd is not defined for float64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(2, 3).pow(NdArray.of(1, -2)))
                .withMessageContaining("-2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(2, 3).pow(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nd.pow(2, NdArray.of(1, -3)))
                .withMessageContaining("-3");
        // uint64 and int64 meet in float64, which has negative powers.
        assertThat(NdArray.of(2L).astype(DType.UINT64).pow(NdArray.of(-1L))).isEqualTo(NdArray.of(0.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.zeros(3, 2).add(NdArray.zeros(2, 2)))
                .withMessage("shapes (3,2) and (2,2) cannot be broadcast: axis 0 is 3 against 2");
    }

    @Test
    void integerDivisionByZero() {
        NdArray a = NdArray.of(7, -7, Integer.MIN_VALUE);
        assertThat(a.floorDivide(0)).isEqualTo(NdArray.of(0, 0, 0));
        assertThat(a.remainder(0)).isEqualTo(NdArray.of(0, 0, 0));
        assertThat(a.floorDivide(-1)).isEqualTo(NdArray.of(-7, 7, Integer.MIN_VALUE));
        assertThatThrownBy(() -> Nd.floorDivideExact(a, NdArray.of(1, 0, 0)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("floorDivideExact: 2 of 3 divisors are 0");
        assertThatThrownBy(() -> Nd.floorDivideExact(a, NdArray.of(-1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("floorDivideExact: 1 of 3 quotients, of the least int32 by -1, do not fit");
        assertThat(Nd.floorDivideExact(a, NdArray.of(2))).isEqualTo(NdArray.of(3, -4, Integer.MIN_VALUE / 2));
        assertThat(Nd.remainderExact(a, NdArray.of(4))).isEqualTo(NdArray.of(3, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Nd.floorDivideExact(a, NdArray.of(1.0)));
    }

    @Test
    void outputs() {
        NdArray a = NdArray.of(1, 2, 3);
        NdArray out = NdArray.empty(DType.FLOAT64, 3);
        assertThat(a.add(a, out)).isSameAs(out).isEqualTo(NdArray.of(2.0, 4.0, 6.0));
        NdArray bytes = NdArray.empty(DType.INT8, 3);
        assertThat(a.multiply(100, bytes)).isEqualTo(int8(100, -56, 44)); // wraps: of its kind
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.divide(2, bytes))
                .withMessageStartingWith("divide: out has dtype int8, the result has dtype float64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.add(a, NdArray.empty(2)))
                .withMessage("add: out has shape (2,), the result has shape (3,)");
        assertThatIllegalArgumentException().isThrownBy(() -> a.addInPlace(NdArray.of(1.5)));
        assertThatIllegalArgumentException().isThrownBy(() -> a.addInPlace(NdArray.zeros(DType.INT32, 2, 3)));
        assertThat(a).as("untouched").isEqualTo(NdArray.of(1, 2, 3));
        assertThatThrownBy(() -> a.add(1, NdArray.of(1).broadcastTo(3)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("read-only");
        assertThat(a.addInPlace(1).multiplyInPlace(a)).isSameAs(a).isEqualTo(NdArray.of(4, 9, 16));
        assertThat(a.negativeInPlace()).isEqualTo(NdArray.of(-4, -9, -16));
    }

    /** NumPy's "K" order: what comes in by columns goes out by columns. */
    @Test
    void fortranOrderIsKept() {
        NdArray a = NdArray.arange(12.0).reshape(4, 3).transpose();
        assertThat(a.add(a).strides()).containsExactly(8, 24);
        assertThat(a.add(1).strides()).containsExactly(8, 24);
        assertThat(a.add(NdArray.ones(3, 4)).strides()).containsExactly(32, 8);
        assertThat(a.add(a)).isEqualTo(a.copy().multiply(2));
    }

    @Test
    void choicesAndLimits() {
        NdArray c = NdArray.of(true, false, true);
        assertThat(Nd.where(c, NdArray.of(1, 2, 3), NdArray.of(-1.0))).isEqualTo(NdArray.of(1.0, -1.0, 3.0));
        assertThat(Nd.where(c, 1, NdArray.of(7L, 8L, 9L))).isEqualTo(NdArray.of(1L, 8L, 1L));
        assertThat(Nd.where(c, NdArray.of(1f, 2f, 3f), 0.5)).isEqualTo(NdArray.of(1f, 0.5f, 3f));
        assertThat(Nd.where(c, 1.0, 2.0)).isEqualTo(NdArray.of(1.0, 2.0, 1.0));
        assertThat(Nd.where(c, true, false)).isEqualTo(c);
        assertThat(Nd.where(NdArray.of(2.5, 0, Double.NaN), 1L, 0L)).isEqualTo(NdArray.of(1L, 0L, 1L));
        assertThat(Nd.clip(NdArray.of(-5.0, 0.5, 7.0, Double.NaN), 0, 1))
                .isEqualTo(NdArray.of(0.0, 0.5, 1.0, Double.NaN));
        assertThat(Nd.clip(NdArray.of(-5, 3, 7), 0L, 5L)).isEqualTo(NdArray.of(0, 3, 5));
        assertThat(Nd.clip(NdArray.of(1, 2, 3), NdArray.of(2), NdArray.of(2, 2, 9)))
                .isEqualTo(NdArray.of(2, 2, 3));
    }

    @Test
    void integersNeedNoRoundingAndAreNeverNan() {
        NdArray a = NdArray.of(3, -4);
        for (NdArray same : List.of(Nd.floor(a), Nd.ceil(a), Nd.trunc(a), Nd.round(a), Nd.conj(a), Nd.real(a))) {
            assertThat(same).isEqualTo(a);
        }
        assertThat(Nd.isnan(a)).isEqualTo(NdArray.of(false, false));
        assertThat(Nd.isinf(a)).isEqualTo(NdArray.of(false, false));
        assertThat(Nd.isfinite(a)).isEqualTo(NdArray.of(true, true));
        assertThat(Nd.imag(a)).isEqualTo(NdArray.of(0, 0));
        assertThat(Nd.angle(NdArray.of(2.0, -2.0))).isEqualTo(NdArray.of(0.0, Math.PI));
        assertThat(Nd.signbit(a)).isEqualTo(NdArray.of(false, true));
        assertThat(Nd.sqrt(NdArray.of(4, 9))).isEqualTo(NdArray.of(2.0, 3.0));
    }

    @Test
    void wholeArraysCompared() {
        NdArray a = NdArray.of(1.0, Double.POSITIVE_INFINITY, 3.0);
        assertThat(Nd.allClose(a, a.add(1e-9))).isTrue();
        assertThat(Nd.allClose(a, a.add(1e-3))).isFalse();
        assertThat(Nd.isClose(a, NdArray.of(1.0, Double.NEGATIVE_INFINITY, Double.NaN)))
                .isEqualTo(NdArray.of(true, false, false));
        assertThat(Nd.arrayEquals(a, a.copy())).isTrue();
        assertThat(Nd.arrayEquals(NdArray.of(1, 2), NdArray.of(1.0, 2.0))).isTrue();
        assertThat(Nd.arrayEquals(NdArray.of(1, 2), NdArray.of(1, 2, 2))).isFalse();
        assertThat(Nd.arrayEquals(NdArray.of(Double.NaN), NdArray.of(Double.NaN)))
                .isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Nd.isClose(a, a, -1, 0));
    }

    @Test
    void whereTakesScalarsOnEitherSide() {
        NdArray mask = NdArray.of(true, false);
        NdArray a = NdArray.of(1f, 2f);
        NdArray out = NdArray.empty(DType.FLOAT32, 2);
        assertThat(Nd.where(mask, a, 0.5, out)).isSameAs(out).isEqualTo(NdArray.of(1f, 0.5f));
        assertThat(Nd.where(mask, 7, a, out)).isSameAs(out).isEqualTo(NdArray.of(7f, 2f));
        assertThat(Nd.where(mask, true, NdArray.of(false, false))).isEqualTo(NdArray.of(true, false));
        assertThat(Nd.where(mask, a, true)).isEqualTo(NdArray.of(1f, 1f));
        assertThat(Nd.where(mask, Complex.I, a).dtype()).isEqualTo(DType.COMPLEX64);
        assertThat(Nd.where(mask, a, Complex.I).getComplex(1)).isEqualTo(Complex.I);
        assertThat(Nd.where(mask, Complex.I, Complex.ONE)).isEqualTo(NdArray.of(Complex.I, Complex.ONE));
        assertThat(Nd.where(mask, 1, 2, out)).isSameAs(out).isEqualTo(NdArray.of(1f, 2f));
        assertThat(Nd.where(mask, true, false, out)).isEqualTo(NdArray.of(1f, 0f));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nd.where(mask, int8(1, 2), 300, NdArray.empty(DType.INT8, 2)))
                .withMessage("300 does not fit int8");
    }

    @Test
    void clipHasOneSideOrTwo() {
        NdArray a = NdArray.of(-1.0, 0.5, Double.NaN, 3);
        NdArray low = NdArray.of(0.0, 1, 0, 0);
        assertThat(Nd.clip(a, low, 2.0)).isEqualTo(NdArray.of(0.0, 1, Double.NaN, 2));
        assertThat(Nd.clip(a, 0, NdArray.scalar(2.0))).isEqualTo(NdArray.of(0.0, 0.5, Double.NaN, 2));
        assertThat(Nd.clip(a, 0, null)).isEqualTo(NdArray.of(0.0, 0.5, Double.NaN, 3));
        assertThat(Nd.clip(a, null, 1)).isEqualTo(NdArray.of(-1.0, 0.5, Double.NaN, 1));
        assertThat(Nd.clip(a, low, null)).isEqualTo(NdArray.of(0.0, 1, Double.NaN, 3));
        assertThat(Nd.clip(a, null, low)).isEqualTo(NdArray.of(-1.0, 0.5, Double.NaN, 0));
        assertThat(Nd.clip(a, null, null)).isEqualTo(a).isNotSameAs(a);
        NdArray out = NdArray.empty(4);
        assertThat(Nd.clip(a, low, 2, out)).isSameAs(out).isEqualTo(NdArray.of(0.0, 1, Double.NaN, 2));
        assertThat(Nd.clip(a, null, 0.75, out)).isSameAs(out).isEqualTo(NdArray.of(-1.0, 0.5, Double.NaN, 0.75));
        assertThat(Nd.clip(int8(5, -5), null, 3).dtype()).isEqualTo(DType.INT8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nd.clip(NdArray.of(Complex.I), 0.0, null))
                .withMessage("maximum is not defined for complex128");
    }

    @Test
    void exactDivisionByScalarsLeavesOutAlone() {
        NdArray a = int8(-128, 7, -7);
        NdArray out = NdArray.zeros(DType.INT8, 3);
        assertThat(Nd.floorDivideExact(a, 2, out)).isSameAs(out).isEqualTo(int8(-64, 3, -4));
        assertThat(Nd.remainderExact(a, 3)).isEqualTo(int8(1, 1, 2));
        assertThat(Nd.remainderExact(7, int8(2, -2))).isEqualTo(int8(1, -1));
        assertThat(Nd.floorDivideExact(NdArray.of(7), int8(2, -2))).isEqualTo(NdArray.of(3, -4));
        out.set(9);
        assertThatThrownBy(() -> Nd.floorDivideExact(a, -1, out))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("floorDivideExact: 1 of 3 quotients, of the least int8 by -1, do not fit");
        assertThatThrownBy(() -> Nd.floorDivideExact(a, int8(1, -1, 0), out))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("floorDivideExact: 1 of 3 divisors are 0");
        assertThatThrownBy(() -> Nd.remainderExact(a, 0, out))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("remainderExact: the divisor is 0");
        assertThatThrownBy(() -> Nd.remainderExact(1, int8(0, 1), NdArray.empty(DType.INT8, 2)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("remainderExact: 1 by 1 of 2 divisors that are 0");
        assertThatThrownBy(() -> Nd.floorDivideExact(-128, int8(1, -1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("floorDivideExact: 1 of 2 quotients, of the least int8 by -1, do not fit");
        assertThat(out).isEqualTo(int8(9, 9, 9));
        // The promoted dtype has the quotient, the narrower one has not.
        assertThat(Nd.floorDivideExact(a, NdArray.of(-1))).isEqualTo(NdArray.of(128, -7, 7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nd.remainderExact(NdArray.of(1.0), 2))
                .withMessage("remainderExact is defined for integers, not for float64");
    }

    @Test
    void closeWithinATolerance() {
        NdArray a = NdArray.of(1, 1.001, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN);
        NdArray b = NdArray.of(1, 1, Double.NaN, Double.POSITIVE_INFINITY, 1);
        assertThat(Nd.isClose(a, b)).isEqualTo(NdArray.of(true, false, false, true, false));
        assertThat(Nd.isClose(a, b, 0.01, 0)).isEqualTo(NdArray.of(true, true, false, true, false));
        Tolerance wide = Tolerance.of(0.01, 0).equalNan();
        assertThat(Nd.isClose(a, b, wide)).isEqualTo(NdArray.of(true, true, true, true, false));
        NdArray out = NdArray.empty(DType.INT8, 5);
        assertThat(Nd.isClose(a, b, wide, out)).isSameAs(out).isEqualTo(int8(1, 1, 1, 1, 0));
        assertThat(Nd.isClose(a, b, out)).isSameAs(out).isEqualTo(int8(1, 0, 0, 1, 0));
        assertThat(Nd.isClose(a, b, 0.01, 0, out)).isSameAs(out).isEqualTo(int8(1, 1, 0, 1, 0));
        NdArray same = a.copy();
        assertThat(Nd.allClose(a, same)).isFalse();
        assertThat(Nd.allClose(a, same, Tolerance.of(0, 0).equalNan())).isTrue();
        assertThat(Nd.allClose(a, b, wide)).isFalse();
        assertThat(wide).hasToString("rtol 0.01, atol 0.0, equalNan");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tolerance.of(-1, 0))
                .withMessage("rtol is -1.0 and atol 0.0: tolerances are not negative");
    }

    @Test
    void resultTypeMixesArraysDtypesAndScalars() {
        NdArray floats = NdArray.of(1f);
        assertThat(Nd.resultType(floats, DType.INT8, 2.5)).isEqualTo(DType.FLOAT32);
        assertThat(Nd.resultType(floats, DType.INT32, 1)).isEqualTo(DType.FLOAT64);
        assertThat(Nd.resultType(DType.INT8, 1, true)).isEqualTo(DType.INT8);
        assertThat(Nd.resultType(DType.BOOL, (short) 1)).isEqualTo(DType.INT64);
        assertThat(Nd.resultType(DType.INT8, 300, 2.5)).isEqualTo(DType.FLOAT64);
        assertThat(Nd.resultType(floats, Complex.I)).isEqualTo(DType.COMPLEX64);
        assertThat(Nd.resultType(1, 2.5f)).isEqualTo(DType.FLOAT64);
        assertThat(Nd.resultType(true, (byte) 1)).isEqualTo(DType.INT64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nd.resultType(DType.INT8, 300))
                .withMessage("300 does not fit int8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nd.resultType(DType.INT8, "int8"))
                .withMessage("resultType takes arrays, dtypes and scalars, not a java.lang.String");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nd.resultType(new Object[0]))
                .withMessage("resultType takes at least one dtype");
        assertThat(Nd.canCast(floats, DType.FLOAT64)).isTrue();
        assertThat(Nd.canCast(floats, DType.INT64)).isFalse();
    }

    @Test
    void halfTurnsAreExactAndRealOnly() {
        NdArray turns = NdArray.of(0.5, 1, -1, 1e300);
        assertThat(Nd.sinpi(turns).getDouble(0)).isEqualTo(1);
        assertThat(Nd.sinpi(turns).getDouble(1)).isEqualTo(0.0);
        assertThat(Nd.sinpi(turns).getDouble(2)).isEqualTo(-0.0);
        assertThat(Nd.cospi(turns, turns).getDouble(0)).isEqualTo(0.0);
        assertThat(turns.getDouble(2)).isEqualTo(-1);
        assertThat(turns.getDouble(3)).isEqualTo(1);
        assertThat(Nd.cospi(NdArray.of(1, 2)).dtype()).isEqualTo(DType.FLOAT64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nd.sinpi(NdArray.zeros(DType.COMPLEX128, 2)))
                .withMessage("sinpi is not defined for complex128");
    }
}
