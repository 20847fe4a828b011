package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpressionTest {
    private final NdArray a = NdArray.of(1.0, 2.0, 3.0);
    private final NdArray b = NdArray.of(10.0, 20.0, 30.0);

    private static Object number(String text) {
        NdArray result = Expression.compile(text).evaluate(Map.of());
        assertThat(result.shape()).isEmpty();
        return result.dtype() + " " + result.toString().replaceAll(".*\\[] ", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            1 + 2*3 → int64 7
            7 / 2 → float64 3.5
            -7 // 2 → int64 -4
            -7 % 3 → int64 2
            7 % -3 → int64 -2
            7.5 % -2 → float64 -0.5
            -2**2 → int64 -4
            2**3**2 → int64 512
            2**-1 → float64 0.5
            (-8)**2 → int64 64
            1 << 4 | 3 → int64 19
            6 & 3 ^ 1 → int64 3
            ~5 → int64 -6
            1 < 2 → bool true
            1 < 3 < 2 → bool false
            3 > 2 > 1 != 0 → bool true
            1 == 1.0 → bool true
            (1 < 2) & (2 < 1) → bool false
            5 & 3 < 4 → bool true
            0x1F + 0b11 + 0o17 + 1_000 → int64 1049
            .5 + 1e3 → float64 1000.5
            3j*3j → complex128 -9.0+0.0j
            pi - e > 0 → bool true
            True + True → bool true
            where(1 > 2, 3, 4.5) → float64 4.5
            clip(7, 1, 5) → int64 5
            min(3, 1, 2) → int64 1
            max(3, 1.5) → float64 3.0
            abs(-3) → int64 3
            real(1 + 2j) → float64 1.0
            complex(1, 2) → complex128 1.0+2.0j
            round(2.5) → float64 2.0
            sum(2) → int64 2
            x = 3; y = x*x; y - x → int64 6
            -9223372036854775808 → int64 -9223372036854775808
            1 // 0 → int64 0
            1 / 0 → float64 inf
            1e999 → float64 inf
            hypot(3, 4) → float64 5.0
            arctan2(0, 1) → float64 0.0
            isnan(0*1e999) → bool true
            signbit(-0.0) → bool true
            2 # a remark → int64 2
            """)
    void hasThePythonMeaning(String text, String value) {
        assertThat(number(text)).isEqualTo(value);
    }

    @Test
    void evaluatesNamedValues() {
        Expression expression = Expression.compile("2*a + 3*b");
        assertThat(expression.names()).containsExactly("a", "b");
        assertThat(expression.evaluate(Map.of("a", a, "b", b))).isEqualTo(NdArray.of(32.0, 64.0, 96.0));
        assertThat(expression.bind("b", b).bind("a", 1).evaluate()).isEqualTo(NdArray.of(32.0, 62.0, 92.0));
        assertThat(expression).hasToString("2*a + 3*b");
    }

    @Test
    void boundValuesAreReadAnew() {
        var bound = Expression.compile("a*a").bind("a", a);
        NdArray out = NdArray.empty(3);
        assertThat(bound.evaluateInto(out)).isSameAs(out).isEqualTo(NdArray.of(1.0, 4.0, 9.0));
        a.set(5.0, 1);
        assertThat(bound.evaluate()).isEqualTo(NdArray.of(1.0, 25.0, 9.0));
        assertThat(bound.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(bound.shape()).containsExactly(3);
    }

    @Test
    void javaArraysAreTakenAsTheyAre() {
        double[] x = {1, 2, 3};
        double[] out = new double[3];
        var bound = Expression.compile("x + k*i").bind(Map.of("x", x, "i", new int[] {1, 2, 3}, "k", 0.5));
        assertThat(bound.evaluateInto(out)).isSameAs(out).containsExactly(1.5, 3, 4.5);
        x[0] = 10;
        assertThat(bound.evaluateInto(out)).containsExactly(10.5, 3, 4.5);
        assertThat(Expression.compile("x*2").bind("x", x).evaluateInto(x)).containsExactly(20, 4, 6);
        assertThat(Expression.compile("x + 1").bind("x", new float[] {1}).evaluateInto(new float[1]))
                .containsExactly(2);
        assertThat(Expression.compile("x + 1").bind("x", new long[] {1}).evaluateInto(new long[1]))
                .containsExactly(2);
        assertThat(Expression.compile("x + 1").bind("x", new short[] {1}).evaluateInto(new int[1]))
                .containsExactly(2);
        assertThat(Expression.compile("~x").evaluate(Map.of("x", new boolean[] {true})))
                .isEqualTo(NdArray.of(false));
        assertThat(Expression.compile("x").bind("x", new char[] {7}).dtype()).isEqualTo(DType.UINT16);
        assertThat(Expression.compile("x").bind("x", new byte[] {7}).dtype()).isEqualTo(DType.INT8);
        assertThat(Expression.compile("imag(x)").evaluate(Map.of("x", new Complex[] {new Complex(1, 2)})))
                .isEqualTo(NdArray.of(2.0));
    }

    @Test
    void aMatrixGoesIntoAJavaArrayInCOrder() {
        NdArray m = NdArray.of(new double[][] {{1, 2}, {3, 4}});
        assertThat(Expression.compile("m + 1").bind("m", m.transpose()).evaluateInto(new double[4]))
                .containsExactly(2, 4, 3, 5);
    }

    @Test
    void largeJavaArraysOnAllThreads() {
        double[] x = new double[300_001];
        java.util.Arrays.setAll(x, i -> i);
        double[] out = new double[x.length];
        Expression.compile("2*x + 1").bind("x", x).evaluateInto(out);
        for (int i = 0; i < x.length; i++) {
            assertThat(out[i]).isEqualTo(2.0 * i + 1);
        }
    }

    @Test
    void scalarsAreWeak() {
        NdArray single = NdArray.of(1f, 2f);
        assertThat(Expression.compile("2*pi*x").evaluate(Map.of("x", single)).dtype())
                .isEqualTo(DType.FLOAT32);
        assertThat(Expression.compile("k*x")
                        .evaluate(Map.of("x", single, "k", 0.1))
                        .dtype())
                .isEqualTo(DType.FLOAT32);
        assertThat(Expression.compile("k*x")
                        .evaluate(Map.of("x", single, "k", NdArray.scalar(0.1)))
                        .dtype())
                .isEqualTo(DType.FLOAT64);
        assertThat(Expression.compile("x + 1").evaluate(Map.of("x", NdArray.of((byte) 127))))
                .isEqualTo(NdArray.of((byte) -128));
    }

    @Test
    void aScalarMayChange() {
        Expression expression = Expression.compile("x**k + sum(x)/k");
        for (int k = 1; k < 40; k++) {
            assertThat(expression.evaluate(Map.of("x", NdArray.of(1.0, 2.0), "k", k)))
                    .isEqualTo(NdArray.of(1.0, 2.0).pow(k).add(3.0 / k));
        }
    }

    @Test
    void reductionsStandAnywhere() {
        NdArray m = NdArray.arange(6).reshape(2, 3);
        assertThat(Expression.compile("m / sum(m, axis=1, keepdims=True)").evaluate(Map.of("m", m)))
                .isEqualTo(m.divide(m.sum(ReduceOptions.axis(1).keepDims())));
        assertThat(Expression.compile("sum((m - mean(m, 0))**2)").evaluate(Map.of("m", m)))
                .isEqualTo(Nd.square(m.subtract(m.mean(0))).sum());
        assertThat(Expression.compile("max(m, axis=(0, 1)) - min(m, axis=None)").evaluate(Map.of("m", m)))
                .isEqualTo(NdArray.scalar(5L));
        assertThat(Expression.compile("any(m > 4, axis=-1)").evaluate(Map.of("m", m)))
                .isEqualTo(NdArray.of(false, true));
    }

    @Test
    void divisionByZeroNeverTraps() {
        NdArray x = NdArray.of(Long.MIN_VALUE, 7, -7);
        NdArray y = NdArray.of(-1L, 0, 2);
        assertThat(Expression.compile("where(y != 0, x // y, 0)").evaluate(Map.of("x", x, "y", y)))
                .isEqualTo(NdArray.of(Long.MIN_VALUE, 0, -4));
        assertThat(Expression.compile("where(y != 0, x % y, -1)").evaluate(Map.of("x", x, "y", y)))
                .isEqualTo(NdArray.of(0L, -1, 1));
    }

    @Test
    void integersHaveNoNegativePowers() {
        Expression power = Expression.compile("1 + 2**(n - 1)");
        assertThat(power.evaluate(Map.of("n", NdArray.of(1, 4)))).isEqualTo(NdArray.of(2, 9));
        assertThat(power.evaluate(Map.of("n", NdArray.of(new int[0])))).isEqualTo(NdArray.of(new int[0]));
        assertThatThrownBy(() -> power.evaluate(Map.of("n", NdArray.of(1, 0))))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("integers to the power of -1")
                .hasMessageContaining("    1 + 2**(n - 1)\n         ^");
        assertThat(Expression.compile("unused = 2**n; n").evaluate(Map.of("n", NdArray.of(-1))))
                .isEqualTo(NdArray.of(-1));
    }

    @Test
    void theOutputMayOverlapTheInputs() {
        NdArray x = NdArray.arange(10.0);
        Expression.compile("x + y")
                .bind("x", x.get(":-1"))
                .bind("y", x.get("1:"))
                .evaluateInto(x.get("1:"));
        assertThat(x).isEqualTo(NdArray.of(0.0, 1, 3, 5, 7, 9, 11, 13, 15, 17));
        NdArray total = NdArray.of(1.0, 2.0);
        Expression.compile("sum(x)").bind("x", total).evaluateInto(total.get("0"));
        assertThat(total).isEqualTo(NdArray.of(3.0, 2.0));
    }

    @Test
    void outputsThatDoNotFitAreRefused() {
        var bound = Expression.compile("a + b").bind("a", a).bind("b", b);
        assertThatThrownBy(() -> bound.evaluateInto(NdArray.empty(2)))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("out has shape (2,), the result has shape (3,)");
        assertThatThrownBy(() -> bound.evaluateInto(NdArray.empty(DType.INT64, 3)))
                .hasMessageContaining("out has dtype int64, the result has dtype float64");
        assertThatThrownBy(() -> bound.evaluateInto(new double[4])).hasMessageContaining("(4,)");
        assertThatThrownBy(() -> bound.evaluateInto(new int[3])).hasMessageContaining("int32");
        assertThatThrownBy(() -> bound.evaluateInto(NdArray.zeros(1).broadcastTo(3)))
                .isInstanceOf(UnsupportedOperationException.class);
        NdArray single = NdArray.empty(DType.FLOAT32, 3);
        assertThat(bound.evaluateInto(single)).isEqualTo(NdArray.of(11f, 22f, 33f));
    }

    @Test
    void wrongNamesListBothSides() {
        Expression expression = Expression.compile("radius*radius + height");
        assertThatThrownBy(() -> expression.evaluate(Map.of("radus", a, "height", b)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith(
                        "no value for radius, and no name radus (did you mean radius?): the expression has "
                                + "radius, height; given are ")
                .hasMessageEndingWith("    radius*radius + height\n    ^");
        assertThatThrownBy(() -> expression.bind("hight", b)).hasMessageContaining("did you mean height?");
        assertThatThrownBy(() -> expression.bind("height", b).evaluate()).hasMessageContaining("no value for radius");
        assertThatThrownBy(() -> expression.evaluate(Map.of("radius", a, "height", b, "x", a)))
                .hasMessageContaining("no name x");
        var values = new HashMap<String, Object>();
        values.put("radius", null);
        values.put("height", a);
        assertThatThrownBy(() -> expression.evaluate(values)).hasMessageContaining("radius is a null");
        assertThatThrownBy(() -> expression.bind("height", "1")).hasMessageContaining("height is a String");
        assertThatThrownBy(() -> expression.bind("height", new double[1][1])).hasMessageContaining("NdArray.of");
        assertThatThrownBy(() -> expression.bind("height", java.math.BigInteger.ONE))
                .hasMessageContaining("BigInteger");
    }

    @Test
    void problemsOfDtypesAndShapesShowThePlace() {
        assertThatThrownBy(() -> Expression.compile("1 + a % z").evaluate(Map.of("a", a, "z", NdArray.of(Complex.I))))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("remainder is not defined for complex128\n    1 + a % z\n          ^");
        assertThatThrownBy(() -> Expression.compile("a + b").evaluate(Map.of("a", a, "b", NdArray.empty(2, 2))))
                .hasMessageContaining("cannot be broadcast: axis 1 is 3 against 2")
                .hasMessageEndingWith("  ^");
        assertThatThrownBy(() -> Expression.compile("a + sum(a, axis=1)").evaluate(Map.of("a", a)))
                .hasMessageContaining("axis 1 is out of range for an array of rank 1");
        assertThatThrownBy(() -> Expression.compile("x + 300").evaluate(Map.of("x", NdArray.of((byte) 1))))
                .hasMessageContaining("300 does not fit int8");
        assertThatThrownBy(() -> Expression.compile("min(x)").evaluate(Map.of("x", NdArray.empty(0))))
                .hasMessageContaining("zero-size array to reduction min");
    }

    @Test
    void closedArraysAreRefused() {
        NdArray closed;
        try (var _ = ArrayScope.open()) {
            closed = NdArray.ones(3);
        }
        assertThatThrownBy(() -> Expression.compile("x*2").evaluate(Map.of("x", closed)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Expression.compile("x*sum(x)").evaluate(Map.of("x", closed)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void resultsBelongToTheScope() {
        NdArray kept;
        try (var scope = ArrayScope.open()) {
            NdArray r = Expression.compile("a/sum(a)").evaluate(Map.of("a", a));
            kept = scope.keep(r);
        }
        assertThat(kept.getDouble(2)).isEqualTo(0.5);
    }

    @Test
    void runsInManyThreadsAtOnce() throws Exception {
        Expression expression = Expression.compile("sum(x*k) + x");
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> tasks = new java.util.ArrayList<>();
            for (int t = 0; t < 16; t++) {
                int size = 1 + t * 37;
                tasks.add(() -> {
                    for (int i = 0; i < 200; i++) {
                        NdArray x = NdArray.ones(size);
                        if (!expression
                                .evaluate(Map.of("x", x, "k", i))
                                .equals(x.multiply(i).sum().add(x))) {
                            return false;
                        }
                    }
                    return true;
                });
            }
            for (var result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    @Test
    void longExpressionsAreCutIntoStages() {
        StringBuilder text = new StringBuilder("x");
        NdArray expected = NdArray.of(1.0, 2.0);
        NdArray x = expected;
        var values = new HashMap<String, Object>();
        values.put("x", x);
        for (int i = 0; i < 1500; i++) {
            text.append(i % 2 == 0 ? " + " : " * ").append(i % 3 == 0 ? "y" + i : "1.0" + i);
            double scalar = Double.parseDouble("1.0" + i);
            NdArray y = NdArray.of(i / 1e3, 0.5);
            if (i % 3 == 0) {
                values.put("y" + i, y);
            }
            boolean isSum = i % 2 == 0;
            // Products bind tighter: the text is read from the left in pairs.
            if (isSum) {
                x = i % 3 == 0 ? y : NdArray.full(scalar, 2);
            } else {
                NdArray product = i % 3 == 0 ? x.multiply(y) : x.multiply(scalar);
                expected = expected.add(product);
            }
        }
        assertThat(Expression.compile(text.toString()).evaluate(values)).isEqualTo(expected);
    }

    @Test
    void anInterruptEndsLongEvaluations() {
        NdArray x = NdArray.ones(5_000_000);
        for (String text : new String[] {"x*x + 1", "sum(x*x)", "imag(complex(x, x))", "sum(x*x)/x"}) {
            var bound = Expression.compile(text).bind("x", x);
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(bound::evaluate)
                        .as(text)
                        .isInstanceOf(java.util.concurrent.CancellationException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(bound.evaluate().dtype()).isEqualTo(DType.FLOAT64);
        }
    }

    /** The small parts are computed once for all that they are broadcast to. */
    @Test
    void smallPartsAreComputedBefore() {
        NdArray row = NdArray.arange(50.0);
        NdArray table = NdArray.arange(5000.0).reshape(100, 50);
        assertThat(Expression.compile("exp(-row/50) * table").explain(Map.of("row", row, "table", table)))
                .contains("stage 1 over (50,)")
                .contains("stage 2 over (100,50)");
        assertThat(Expression.compile("exp(-row/50) * table").evaluate(Map.of("row", row, "table", table)))
                .isEqualTo(Nd.exp(row.negative().divide(50)).multiply(table));
    }

    @Test
    void precisionIsAChoice() {
        assertThat(Expression.compile("exp(x)").precision()).isEqualTo(Precision.STRICT);
        Expression fast = Expression.compile("x**3 + x**4", Precision.FAST);
        assertThat(fast.precision()).isEqualTo(Precision.FAST);
        double x = 1.1;
        assertThat(fast.evaluate(Map.of("x", NdArray.of(x)))).isEqualTo(NdArray.of(x * x * x + (x * x) * (x * x)));
        assertThat(Precision.FAST.call(() -> NdArray.of(x).pow(3))).isEqualTo(NdArray.of(x * x * x));
        assertThat(Precision.FAST.call(() -> Expression.compile("x").precision()))
                .isEqualTo(Precision.FAST);
        assertThat(fast.explain()).contains("precision FAST");
        Expression strict = Expression.compile("x**3");
        assertThat(Precision.FAST.call(() -> strict.evaluate(Map.of("x", NdArray.of(x)))))
                .isEqualTo(NdArray.of(x).pow(3));
    }

    @Test
    void explains() {
        String text = Expression.compile("r = x*x + y*y; exp(-r/2)*(1 + 2) + r**2")
                .explain(Map.of("x", a, "y", NdArray.of(1, 2, 3)));
        assertThat(text)
                .contains("precision STRICT")
                .contains("x  float64 (3,)")
                .contains("y  int32 (3,)")
                .contains("multiply  int32    y, y")
                .contains("add       float64  [1], [2] as float64")
                .contains("multiply  float64  [6], 3")
                .contains("square    float64  [3]")
                .containsPattern("blocks of \\d+ elements, \\d+ registers")
                .contains("-> result  float64 (3,)");
        assertThat(text.split("square")).hasSize(2);
        assertThat(Expression.compile("a/sum(a)").explain(Map.of("a", a)))
                .contains("stage 1 over (3,)")
                .contains("sum  float64  a over all axes")
                .contains("-> value 1  float64 ()")
                .contains("divide  float64  a, value 1");
    }

    @Test
    void resultsOfFortranArraysAreInFortranOrder() {
        NdArray f = NdArray.arange(6.0).reshape(2, 3).transpose();
        assertThat(Expression.compile("f*2 + k")
                        .evaluate(Map.of("f", f, "k", NdArray.scalar(1.0)))
                        .strides())
                .isEqualTo(f.multiply(2).strides());
    }
}
