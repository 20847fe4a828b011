package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The trigonometric functions have the bits of the native kernels, which tests/native holds against MPFR. Values of
 * mpmath: {@link FunctionsTest}.
 */
class TrigonometricTest {
    private static final long SEED = 20_261_125;
    private static final int COUNT = 400_000;

    private static final double[] POINTS = {
        0.0,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        0x1p-149,
        0x1p-126,
        0x1p-27,
        0.25,
        0x1.a827999fcef32p-2,
        0.5,
        1,
        1.5,
        Math.PI / 4,
        Math.PI / 2,
        Math.PI,
        0x1.6c6cbc45dc8dep5,
        0x1p22,
        0x1p23,
        0x1p28,
        0x1p52,
        0x1p53,
        0x1p64,
        1e22,
        0x1p500,
        0x1.6ac5b262ca1ffp849,
        Float.MAX_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };

    /** A number of any kind: hard places and what is around them, ratios, angles, all magnitudes. */
    private static double argument(SplittableRandom random) {
        double x = switch (random.nextInt(6)) {
            case 0 -> POINTS[random.nextInt(POINTS.length)];
            case 1 ->
                Double.longBitsToDouble(Double.doubleToRawLongBits(POINTS[1 + random.nextInt(POINTS.length - 2)])
                        + random.nextInt(-9, 10));
            case 2 -> random.nextDouble();
            case 3 -> random.nextLong(1L << 1 + random.nextInt(50)) * (Math.PI / 4) + random.nextInt(-1, 2) * 0x1p-30;
            case 4 -> random.nextDouble(100);
            default -> Math.abs(Double.longBitsToDouble(random.nextLong()));
        };
        return random.nextBoolean() ? x : -x;
    }

    private static View arguments(DType dtype, long seed) {
        var random = new SplittableRandom(seed);
        View view = View.contiguous(Arena.ofAuto().allocate((long) COUNT * dtype.byteSize(), 64), dtype, COUNT);
        for (int i = 0; i < COUNT; i++) {
            Elements.setDouble(view.segment(), (long) i * dtype.byteSize(), dtype, argument(random));
        }
        return view;
    }

    private static View empty(DType dtype) {
        return View.contiguous(Arena.ofAuto().allocate((long) COUNT * dtype.byteSize(), 64), dtype, COUNT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Op.class,
            names = {"SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "SINPI", "COSPI", "ATAN2"})
    void javaHasTheBitsOfTheKernels(Op op) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Program program = Program.of(op, dtype);
            assertThat(program.isNative()).isTrue();
            View a = arguments(dtype, SEED);
            View b = op.arity() > 1 ? arguments(dtype, SEED + 1) : null;
            View kernels = empty(dtype);
            Elementwise.run(program, kernels, a, b, null);
            View java = empty(dtype);
            var plan = new Plan();
            plan.fill(java, a, b, null);
            JavaInterpreter.run(program, plan);
            for (int i = 0; i < COUNT; i++) {
                long at = (long) i * dtype.byteSize();
                double expected = Elements.getReal(kernels.segment(), at, dtype);
                double actual = Elements.getReal(java.segment(), at, dtype);
                if (Double.compare(expected, actual) != 0) {
                    double x = Elements.getReal(a.segment(), at, dtype);
                    double y = b == null ? 0 : Elements.getReal(b.segment(), at, dtype);
                    assertThat(Double.toHexString(actual))
                            .as("%s %s of %a and %a, seed %d", dtype, op, x, y, SEED)
                            .isEqualTo(Double.toHexString(expected));
                }
            }
        }
    }

    @Test
    void halfTurnsGiveExactValues() {
        for (int n = -9; n <= 9; n++) {
            double zero = n < 0 ? -0.0 : 0.0;
            double sign = Math.floorMod(n, 2) == 0 ? 1 : -1;
            assertThat(Trigonometric.sinpi(n)).isEqualTo(zero);
            assertThat(Trigonometric.cospi(n)).isEqualTo(sign);
            assertThat(Trigonometric.sinpi(n + 0.5)).isEqualTo(sign);
            assertThat(Trigonometric.cospi(n + 0.5)).isEqualTo(0.0);
            assertThat(Trigonometric.sinpiSingle(n)).isEqualTo(zero);
            assertThat(Trigonometric.cospiSingle(n)).isEqualTo(sign);
            assertThat(Trigonometric.sinpiSingle(n + 0.5)).isEqualTo(sign);
            assertThat(Trigonometric.cospiSingle(n + 0.5)).isEqualTo(0.0);
        }
        assertThat(Trigonometric.sinpi(-0.0)).isEqualTo(-0.0);
        assertThat(Trigonometric.cospi(0x1p52 + 1)).isEqualTo(-1);
        assertThat(Trigonometric.cospi(0x1p53)).isEqualTo(1);
        assertThat(Trigonometric.sinpi(-Double.MAX_VALUE)).isEqualTo(-0.0);
    }

    // The value that C's and Java's documentation of large arguments likes to quote, and the double nearest to a
    // multiple of pi/2.
    @Test
    void hugeAngles() {
        assertThat(Trigonometric.sin(1e22)).isEqualTo(-0.8522008497671888);
        assertThat(Trigonometric.cos(0x1.6ac5b262ca1ffp849)).isEqualTo(-4.687165924254628e-19);
        assertThat(Trigonometric.sin(0x1.6ac5b262ca1ffp849)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
    void nothingIsTheSineOfInfinity(double x) {
        assertThat(Trigonometric.sin(x)).isNaN();
        assertThat(Trigonometric.cos(x)).isNaN();
        assertThat(Trigonometric.tan(x)).isNaN();
        assertThat(Trigonometric.sinpi(x)).isNaN();
        assertThat(Trigonometric.cospi(x)).isNaN();
        assertThat(Trigonometric.asin(x)).isNaN();
        assertThat(Trigonometric.acos(x)).isNaN();
    }
}
