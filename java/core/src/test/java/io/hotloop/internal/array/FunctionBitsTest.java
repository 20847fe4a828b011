package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The functions in Java have the bits of the native kernels, which tests/native holds against MPFR. Arguments of all
 * magnitudes, near small integers and halves, and among the usual ones. Exact values: {@link FunctionsTest}.
 */
class FunctionBitsTest {
    private static final long SEED = 20_261_125;
    private static final int COUNT = 300_000;

    private static Stream<Op> functions() {
        return Arrays.stream(Op.values()).filter(op -> op.isFunction() || op == Op.POW);
    }

    private static double argument(SplittableRandom random, DType dtype) {
        double whole = random.nextInt(-40, 41) * 0.5;
        double x = switch (random.nextInt(6)) {
            case 0 -> whole;
            case 1 -> whole + random.nextDouble(-1, 1) * Math.scalb(1.0, -random.nextInt(60));
            case 2 -> random.nextDouble(-1, 1);
            case 3 -> random.nextDouble(-750, 750);
            case 4 -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-60, 60));
            default -> Double.longBitsToDouble(random.nextLong());
        };
        // a float's own magnitudes, subnormals among them
        return dtype == DType.FLOAT32 && random.nextInt(4) == 0 ? Float.intBitsToFloat(random.nextInt()) : x;
    }

    private static View arguments(DType dtype, long seed) {
        var random = new SplittableRandom(seed);
        View view = empty(dtype);
        for (int i = 0; i < COUNT; i++) {
            Elements.setDouble(view.segment(), (long) i * dtype.byteSize(), dtype, argument(random, dtype));
        }
        return view;
    }

    private static View empty(DType dtype) {
        return View.contiguous(Arena.ofAuto().allocate((long) COUNT * dtype.byteSize(), 64), dtype, COUNT);
    }

    @ParameterizedTest
    @MethodSource("functions")
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
}
