package io.hotloop.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hotloop.DType;
import io.hotloop.Expression;
import io.hotloop.ExpressionException;
import io.hotloop.NdArray;
import io.hotloop.internal.Engine;
import io.hotloop.internal.array.Fused;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import io.hotloop.internal.array.View;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops in Java give the engine's bits, and are used for whole Java arrays only. */
final class HeapLoopTest {
    /** More than it takes until there is a loop. */
    private static final int RUNS = 40;

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        Double.MAX_VALUE,
        0x1p52 + 0.5,
        1e300,
        -1e-300
    };

    private static final Op[] UNARY = {
        Op.COPY, Op.NEGATIVE, Op.ABS, Op.SQUARE, Op.RECIPROCAL, Op.SQRT, Op.FLOOR, Op.CEIL, Op.ROUND
    };
    private static final Op[] BINARY = {Op.ADD, Op.SUBTRACT, Op.MULTIPLY, Op.DIVIDE};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomPrograms(long seed) {
        var random = new Random(seed);
        for (int n : new int[] {0, 1, 2, 7, 64, 65, 1000, 5003}) {
            int inputs = 1 + random.nextInt(Program.MAX_INPUTS);
            Program program = program(random, inputs);
            assertThat(HeapLoop.isPossible(program)).isTrue();
            double[][] in = new double[inputs][];
            View[] views = new View[inputs];
            for (int k = 0; k < inputs; k++) {
                in[k] = values(random, n);
                views[k] = view(in[k]);
            }
            double[] expected = new double[n];
            Fused.run(program, views, view(expected));
            double[] out = new double[n];
            HeapLoop loop = Objects.requireNonNull(HeapLoop.of(program)).over(in);
            loop.run(out, n / 3, n);
            loop.run(out, 0, n / 3);
            assertSame(out, expected, "seed " + seed + ", " + n + " elements: " + program);
            // Into one of the inputs.
            loop.run(in[inputs / 2], 0, n);
            assertSame(in[inputs / 2], expected, "seed " + seed + ", in place, " + n + " elements: " + program);
        }
    }

    private static Program program(Random random, int inputs) {
        List<Constant> constants = List.of(
                new Constant(DType.FLOAT64, Double.doubleToRawLongBits(-1.5), 0),
                new Constant(DType.INT64, (1L << 53) + 1, 0));
        int count = 1 + random.nextInt(HeapLoop.MOST_STEPS);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int sources = inputs + constants.size() + i;
            boolean isBinary = random.nextInt(3) > 0;
            Op op = isBinary ? BINARY[random.nextInt(BINARY.length)] : UNARY[random.nextInt(UNARY.length)];
            // The first operand of the last step is what came before, so that a chain is computed.
            int a = i > 0 && random.nextBoolean() ? sources - 1 : random.nextInt(sources);
            steps.add(new Step(op, DType.FLOAT64, a, isBinary ? random.nextInt(sources) : -1, -1));
        }
        return new Program(inputs, constants, steps);
    }

    private static double[] values(Random random, int n) {
        return random.doubles(n)
                .map(x -> x < 0.2 ? SPECIAL[random.nextInt(SPECIAL.length)] : 100 * x - 50)
                .toArray();
    }

    private static View view(double[] array) {
        return View.contiguous(MemorySegment.ofArray(array), DType.FLOAT64, array.length);
    }

    /** Any NaN is as good as another. */
    private static void assertSame(double[] actual, double[] expected, String description) {
        assertThat(Arrays.stream(actual).mapToLong(Double::doubleToLongBits).toArray())
                .as(description)
                .isEqualTo(Arrays.stream(expected)
                        .mapToLong(Double::doubleToLongBits)
                        .toArray());
    }

    @Test
    void whatJavaHasNotInTheSameBitsHasNoLoop() {
        for (String text : List.of(
                "exp(a) + b",
                "a // b",
                "a % b",
                "a**b",
                "where(a > b, a, b)",
                "sum(a) + b",
                "minimum(a, b)",
                "trunc(a) - b")) {
            assertThat(explanation(text, 3)).as(text).doesNotContain("loop");
        }
        assertThat(explanation("2*a - sqrt(abs(b))", 3)).contains("over whole double[]: a loop in Java");
        String large = explanation("2*a - sqrt(abs(b))", HeapLoop.MOST_ELEMENTS);
        assertThat(large.contains("loop")).isEqualTo(!Engine.isNative());
    }

    private static String explanation(String text, int length) {
        return Expression.compile(text).explain(Map.of("a", new double[length], "b", new double[length]));
    }

    @Test
    void repeatedRunsGiveTheSame() {
        double[] a = values(new Random(1), 999);
        double[] b = values(new Random(2), 999);
        Expression expression = Expression.compile("(a - b)**2 / (2 + abs(b)) + sqrt(a*a)");
        double[] expected = expression.evaluate(Map.of("a", a, "b", b)).toDoubleArray();
        Expression.Bound bound = expression.bind("a", a).bind("b", b);
        double[] out = new double[999];
        NdArray wrapped = NdArray.wrap(new double[999]);
        NdArray part = NdArray.wrap(new double[2000]).get("7:1006");
        for (int i = 0; i < RUNS; i++) {
            Arrays.fill(out, i);
            assertThat(bound.evaluateInto(out)).isSameAs(out);
            assertSame(out, expected, "run " + i);
            assertSame(bound.evaluateInto(wrapped).toDoubleArray(), expected, "wrapped, run " + i);
            assertSame(bound.evaluateInto(part).toDoubleArray(), expected, "a part, run " + i);
            assertSame(expression.evaluateInto(out, Map.of("a", a, "b", b)), expected, "by names, run " + i);
        }
        // What is in the arrays now counts, not what was in them.
        a[3] = 17;
        assertThat(bound.evaluateInto(out)[3])
                .isEqualTo(expression.evaluate(Map.of("a", a, "b", b)).getDouble(3));
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> bound.evaluateInto(new double[998]))
                .withMessageContaining("out has shape (998,), the result has shape (999,)");
    }

    @Test
    void theOutputMayBeAnInputOrOverlapIt() {
        double[] memory = values(new Random(3), 200);
        for (int shift : new int[] {0, 1, 50}) {
            NdArray left = NdArray.wrap(memory.clone());
            NdArray expected = left.get("0:100").multiply(3).add(1);
            NdArray in = left.get("0:100");
            NdArray out = left.get(shift + ":" + (shift + 100));
            Expression.Bound bound = Expression.compile("3*a + 1").bind("a", in);
            double[] before = left.toDoubleArray();
            for (int i = 0; i < RUNS; i++) {
                left.set(NdArray.of(before));
                assertThat(bound.evaluateInto(out))
                        .as("shift %d, run %d", shift, i)
                        .isEqualTo(expected);
            }
        }
        double[] whole = {1, 2, 3};
        Expression.Bound doubled = Expression.compile("a + a").bind("a", whole);
        for (int i = 0; i < RUNS; i++) {
            doubled.evaluateInto(whole);
        }
        assertThat(whole).containsExactly(0x1p40, 0x1p41, 3 * 0x1p40);
    }

    @Test
    void broadcastAndConvertedInputsAreRight() {
        double[] row = {1, 2, 3};
        NdArray table = NdArray.wrap(new double[] {10, 20, 30, 40, 50, 60}, 2, 3);
        Expression.Bound bound =
                Expression.compile("table + row").bind("table", table).bind("row", row);
        Expression.Bound mixed = Expression.compile("a + b").bind("a", row).bind("b", new int[] {1, 1, 1});
        for (int i = 0; i < RUNS; i++) {
            assertThat(bound.evaluateInto(new double[6])).containsExactly(11, 22, 33, 41, 52, 63);
            assertThat(mixed.evaluateInto(new double[3])).containsExactly(2, 3, 4);
        }
    }

    @Test
    void manyThreadsAtOnce() {
        double[] a = values(new Random(4), 500);
        Expression expression = Expression.compile("a*a - 3*a");
        double[] expected = expression.evaluate(Map.of("a", a)).toDoubleArray();
        Expression.Bound bound = expression.bind("a", a);
        IntStream.range(0, 2000)
                .parallel()
                .forEach(i -> assertSame(bound.evaluateInto(new double[500]), expected, "run " + i));
    }

    @Test
    void classesGoWithTheirPrograms() throws InterruptedException {
        var program = program(new Random(5), 2);
        var type = new WeakReference<Class<?>>(
                Objects.requireNonNull(HeapLoop.of(program)).getClass());
        for (int i = 0; i < 100 && type.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(type.get()).isNull();
    }
}
