package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import io.hotloop.Precision;
import io.hotloop.internal.Engine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions in {@link Precision#FAST}: near the strict results, and other ones where there is a faster form; in one
 * native call and in pieces of a heap array. Their errors: tests/native/test_functions.c.
 */
class FastFunctionsTest {
    private static final int COUNT = 200_000;

    private static Stream<Op> functions() {
        return Arrays.stream(Op.values()).filter(op -> op.isFunction() || op == Op.POW);
    }

    private static View arguments(long seed) {
        var random = new SplittableRandom(seed);
        double[] values = new double[COUNT];
        Arrays.setAll(values, i -> random.nextDouble(0.01, 20));
        return View.contiguous(MemorySegment.ofArray(values), DType.FLOAT64, COUNT);
    }

    private static View empty(boolean isNative) {
        MemorySegment segment = isNative
                ? Arena.ofAuto().allocate((long) COUNT * Double.BYTES, 64)
                : MemorySegment.ofArray(new double[COUNT]);
        return View.contiguous(segment, DType.FLOAT64, COUNT);
    }

    private static double[] values(View view) {
        double[] values = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = Elements.getReal(view.segment(), (long) i * Double.BYTES, DType.FLOAT64);
        }
        return values;
    }

    private static double[] run(Op op, Precision precision, boolean isNative) {
        View a = empty(isNative);
        Elementwise.copy(a, arguments(1));
        View b = empty(isNative);
        Elementwise.copy(b, arguments(2));
        View out = empty(isNative);
        precision.run(() -> Elementwise.run(Program.of(op, DType.FLOAT64), out, a, op.arity() > 1 ? b : null, null));
        return values(out);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void fastIsNearStrict(Op op) {
        double[] strict = run(op, Precision.STRICT, true);
        double[] fast = run(op, Precision.FAST, true);
        for (int i = 0; i < COUNT; i++) {
            if (Double.compare(strict[i], fast[i]) != 0) {
                assertThat(Math.abs(strict[i] - fast[i]))
                        .as("%s, element %d: %a and %a", op, i, strict[i], fast[i])
                        .isLessThanOrEqualTo(8 * Math.ulp(strict[i]));
            }
        }
        assertThat(run(op, Precision.FAST, false)).isEqualTo(fast);
        if (Engine.isNative() && (op == Op.EXP || op == Op.LOG2)) {
            assertThat(fast).isNotEqualTo(strict);
        }
    }
}
