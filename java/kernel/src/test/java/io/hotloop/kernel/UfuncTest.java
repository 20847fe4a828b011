package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import io.hotloop.ElementwiseFunction;
import io.hotloop.Expression;
import io.hotloop.Index;
import io.hotloop.Nd;
import io.hotloop.NdArray;
import io.hotloop.Threads;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line of C over arrays: shapes, layouts, dtypes, outputs, errors. */
class UfuncTest {
    private static final Ufunc F = Kernels.elementwise("double f(double x, double y)", "return x > y ? sqrt(x) : y;");

    private static NdArray f(NdArray x, NdArray y) {
        return Nd.where(x.gt(y), Nd.sqrt(Nd.abs(x)), y);
    }

    private static final Random RANDOM = new Random(20261129);

    private static NdArray random(long... shape) {
        int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return NdArray.of(RANDOM.doubles(size, 0, 10).toArray()).reshape(shape);
    }

    private static void assertSame(NdArray actual, NdArray expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.dtype()).isEqualTo(expected.dtype());
        assertThat(actual.copy().ravel().toDoubleArray())
                .isEqualTo(expected.copy().ravel().toDoubleArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 7, 8, 9, 31, 33, 4095, 4096, 4097, 8191, 8192, 8193, 32_767, 32_768, 100_003})
    void everySizeOnEveryNumberOfThreads(long size) {
        NdArray x = random(size);
        NdArray y = random(size);
        NdArray expected = f(x, y);
        for (int threads : new int[] {1, 2, 5}) {
            assertSame(Threads.with(threads, () -> F.apply(x, y)), expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 511, 513, 4097, 40_000})
    void isCalledByNameInAnExpression(long size) {
        NdArray x = random(size);
        NdArray y = random(size);
        Expression e = Expression.compile("2 * f(x + 1, y) - f(y, 3) * x", F);
        NdArray expected =
                f(x.add(1), y).multiply(2).subtract(f(y, NdArray.of(3.0)).multiply(x));
        for (int threads : new int[] {1, 2, 5}) {
            assertSame(Threads.with(threads, () -> e.evaluate(Map.of("x", x, "y", y))), expected);
        }
        NdArray out = x.copy();
        assertSame(e.evaluateInto(out, Map.of("x", out, "y", y)), expected);
        double[] heap = x.toDoubleArray();
        assertThat(e.evaluateInto(heap, Map.of("x", heap, "y", y))).isEqualTo(expected.toDoubleArray());
        assertSame(Expression.compile("f(x, y)", F).evaluateInto(out, Map.of("x", y, "y", out)), f(y, expected));
        assertThat(Expression.compile("sum(f(x, y))", F)
                        .evaluate(Map.of("x", x.toDoubleArray(), "y", y))
                        .getDouble())
                .isEqualTo(f(x, y).sum().getDouble());
    }

    @Test
    void isOneStepOfAProgram() {
        String explained = Expression.compile("2 * f(x, y) + 1", F)
                .explain(Map.of("x", NdArray.zeros(9), "y", NdArray.of(1, 2, 3, 4, 5, 6, 7, 8, 9)));
        assertThat(explained).contains("  [2]  f         float64  x, [1]").doesNotContain("stage 2");
        Ufunc failing = Kernels.elementwise("int32_t third(int32_t x, int32_t y)", "return DIV(x, y);");
        assertThat(Expression.compile("1 + third(x, y)", failing)
                        .explain(Map.of("x", NdArray.of(9, 12), "y", NdArray.of(9, 12))))
                .contains("stage 2");
    }

    @Test
    void everyDTypeGoesThroughAnExpression() {
        Ufunc pick = Kernels.elementwise("float pick(bool x, int16_t y, uint64_t z)", "return x ? y : z;");
        Ufunc odd = Kernels.elementwise("bool odd(int32_t x)", "return x & 1;");
        Ufunc most = Kernels.elementwise("uint8_t most(uint8_t x, uint8_t y)", "return x > y ? x : y;");
        for (int n : new int[] {1, 7, 600, 30_000}) {
            NdArray i = NdArray.arange(n).astype(DType.INT16);
            NdArray u = NdArray.arange(n).astype(DType.UINT64);
            NdArray b = NdArray.arange(n).astype(DType.UINT8);
            assertSame(
                    Expression.compile("pick(odd(i), i, u + 7) * 0.5", pick, odd)
                            .evaluate(Map.of("i", i, "u", u)),
                    Nd.where(
                                    i.remainder(2).ne(0),
                                    i.astype(DType.FLOAT32),
                                    u.add(7).astype(DType.FLOAT32))
                            .multiply(0.5));
            assertSame(
                    Expression.compile("most(b, 100) + most(3, b)", most).evaluate(Map.of("b", b)),
                    Nd.maximum(b, NdArray.full(DType.UINT8, 100)).add(Nd.maximum(b, NdArray.full(DType.UINT8, 3))));
            assertThat(Expression.compile("complex(odd(i), 1) * 2", odd)
                            .evaluate(Map.of("i", i))
                            .get(n - 1)
                            .toString())
                    .contains(n % 2 == 0 ? "2" : "0");
        }
    }

    /** An elementwise function of the user's around another one, which it equals: it is asked all the same. */
    private record Around(Ufunc inner, DType dtype) implements ElementwiseFunction {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public List<DType> inputs() {
            return List.of(dtype, dtype);
        }

        @Override
        public DType output() {
            return dtype;
        }

        @Override
        public NdArray applyInto(NdArray out, Object... arguments) {
            NdArray result = inner.apply(arguments);
            out.set(result.add(100));
            return out;
        }

        @Override
        public boolean equals(Object other) {
            return inner.equals(other);
        }

        @Override
        public int hashCode() {
            return inner.hashCode();
        }
    }

    @Test
    void aFunctionThatEqualsAnotherIsCalledItself() {
        Expression e = Expression.compile("1 * f(x, x)", new Around(F, DType.FLOAT32));
        assertThat(e.evaluate(Map.of("x", NdArray.of(new float[] {1, 2})))).isEqualTo(NdArray.of(new float[] {101, 102
        }));
    }

    @Test
    void anInterruptEndsManyCalls() {
        NdArray x = random(10_000);
        Expression sum = Expression.compile("sum(f(x, 1) * 2)", F);
        Expression scaled = Expression.compile("f(x, 1) * 2", F);
        for (Object values : new Object[] {x, x.toDoubleArray()}) {
            for (Expression e : List.of(sum, scaled)) {
                Thread.currentThread().interrupt();
                try {
                    assertThatThrownBy(() -> e.evaluate(Map.of("x", values)))
                            .as("%s of %s", e, values.getClass())
                            .isInstanceOf(CancellationException.class);
                } finally {
                    assertThat(Thread.interrupted()).isTrue();
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void garbageIsCollectedMeanwhile() throws Exception {
        Ufunc hold = Kernels.elementwise(
                "double hold(double x, int64_t flag)", "while (!*(volatile int32_t *) flag) { } return x + 1;");
        MemorySegment flag = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
        Object[] all = {NdArray.of(1.0, 2.0), new double[] {1, 2}};
        for (Object values : all) {
            for (String text : List.of("hold(x, flag) * 2", "sum(hold(x, flag))")) {
                flag.set(ValueLayout.JAVA_INT, 0, 0);
                var collected = new Thread(() -> {
                    System.gc(); // waits for critical calls
                    flag.set(ValueLayout.JAVA_INT, 0, 1);
                });
                collected.start();
                NdArray result = Expression.compile(text, hold).evaluate(Map.of("x", values, "flag", flag.address()));
                assertThat(result.sum().getDouble()).isEqualTo(text.startsWith("sum") ? 5 : 10);
                collected.join();
            }
        }
    }

    @Test
    void elementsNeedNotBeAligned() {
        for (long n : new long[] {1, 3, 100, 10_000}) {
            NdArray x = unaligned(n);
            NdArray out = unaligned(n);
            NdArray expected = f(x.copy(), NdArray.of(0.25));
            assertSame(F.applyInto(out, x, 0.25), expected);
            assertSame(Expression.compile("f(x, 0.25)", F).evaluateInto(out, Map.of("x", x)), expected);
        }
    }

    private static NdArray unaligned(long n) {
        NdArray array = NdArray.wrap(Arena.ofAuto().allocate(8 * n + 8, 8).asSlice(3, 8 * n), DType.FLOAT64, n);
        array.set(random(n));
        return array;
    }

    @Test
    void anyByteButZeroIsTrue() {
        Ufunc not = Kernels.elementwise("bool invert(bool x)", "return !x;");
        byte[] bytes = {0, 1, 2, 127, -128, -1};
        NdArray bools = NdArray.wrap(Arena.ofAuto().allocateFrom(ValueLayout.JAVA_BYTE, bytes), DType.BOOL, 6);
        NdArray expected = NdArray.of(true, false, false, false, false, false);
        assertThat(not.apply(bools)).isEqualTo(expected);
        assertThat(Expression.compile("invert(x) & True", not).evaluate(Map.of("x", bools)))
                .isEqualTo(expected);
    }

    @Test
    void whatFailsInAnExpressionSaysSo() {
        Ufunc failing = Kernels.elementwise("int32_t third(int32_t x, int32_t y)", "return DIV(x, y);");
        Expression e = Expression.compile("1 + third(x, y)", failing);
        NdArray x = NdArray.of(9, 12);
        assertThat(e.evaluate(Map.of("x", x, "y", 3))).isEqualTo(NdArray.of(4, 5));
        assertThatThrownBy(() -> e.evaluate(Map.of("x", x, "y", NdArray.of(1, 0))))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void everyLayout() {
        NdArray base = random(48, 50);
        List<NdArray> layouts = List.of(
                base.get(Index.range(0, 24), Index.range(0, 25)),
                base.get(Index.step(2), Index.step(2)),
                base.get(Index.step(-2), Index.step(-2)),
                random(25, 24).transpose(),
                random(25).broadcastTo(24, 25),
                random(24, 1).broadcastTo(24, 25),
                random(1, 1).broadcastTo(24, 25),
                NdArray.zeros(24, 25, 2).add(3).get(Index.ALL, Index.ALL, Index.at(1)));
        for (NdArray x : layouts) {
            for (NdArray y : layouts) {
                NdArray expected = f(x, y);
                assertSame(F.apply(x, y), expected);
                NdArray turned = NdArray.zeros(25, 24).transpose();
                assertSame(F.applyInto(turned, x, y), expected);
                NdArray apart = NdArray.zeros(24, 50).get(Index.ALL, Index.step(-2));
                assertSame(F.applyInto(apart, x, y), expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'3,4', '4'",
        "'3,1', '4'",
        "'1000000,3', '3'",
        "'3,1000', '3,1'",
        "'2,3,4,5', '3,1,5'",
        "'', '7'",
        "'', ''",
        "'0,3', '3'"
    })
    void shapesAreBroadcast(String a, String b) {
        NdArray x = random(shape(a));
        NdArray y = random(shape(b));
        assertSame(F.apply(x, y), f(x, y));
        assertSame(F.apply(y, x), f(y, x));
    }

    private static long[] shape(String text) {
        return text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
    }

    @Test
    void outputsMayOverlapInputs() {
        NdArray x = random(1000);
        NdArray y = random(1000);
        NdArray expected = f(x, y);
        NdArray inPlace = x.copy();
        assertSame(F.applyInto(inPlace, inPlace, y), expected);
        NdArray line = random(1001);
        NdArray shifted = f(line.get(Index.range(0, 1000)), y).copy();
        assertSame(F.applyInto(line.get(Index.range(1, 1001)), line.get(Index.range(0, 1000)), y), shifted);
    }

    @Test
    void numbersAreArguments() {
        NdArray x = random(100);
        assertSame(F.apply(x, 2), f(x, NdArray.of(2.0)));
        assertSame(F.apply(2.5f, x), f(NdArray.of(2.5), x));
        assertThat(F.apply(9.0, 4).getDouble()).isEqualTo(3);
    }

    @Test
    void dtypesAreCastWhereNothingIsLost() {
        NdArray integers = NdArray.arange(50);
        NdArray y = random(50);
        assertSame(F.apply(integers, y), f(integers.astype(DType.FLOAT64), y));
        assertSame(
                F.apply(y.astype(DType.FLOAT32), y), f(y.astype(DType.FLOAT32).astype(DType.FLOAT64), y));
        Ufunc g = Kernels.elementwise("float g(float x, int n)", "return x * n;");
        assertThat(g.output()).isEqualTo(DType.FLOAT32);
        assertThat(g.inputs()).containsExactly(DType.FLOAT32, DType.INT32);
        assertSame(
                g.apply(y.astype(DType.FLOAT32), NdArray.arange(50).astype(DType.INT16)),
                y.astype(DType.FLOAT32).multiply(integers.astype(DType.FLOAT32)));
        assertThatThrownBy(() -> g.apply(y, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("g: argument 1 has dtype float64, the function takes float32: use astype");
        assertThatThrownBy(() -> g.apply(1, 2.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("g: argument 2 is 2.5, the function takes int32");
        assertThatThrownBy(() -> g.apply(1, 1L << 40)).isInstanceOf(IllegalArgumentException.class);
        NdArray wide = NdArray.zeros(DType.FLOAT64, 3);
        g.applyInto(wide, 2, NdArray.arange(3).astype(DType.INT32));
        assertThat(wide.toDoubleArray()).containsExactly(0, 2, 4);
        assertThatThrownBy(() -> g.applyInto(
                        NdArray.zeros(DType.INT32, 3), 2, NdArray.arange(3).astype(DType.INT32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("out has dtype int32");
    }

    @Test
    void everyTypeOfElements() {
        for (String type : new String[] {
            "int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "float", "double"
        }) {
            Ufunc next = Kernels.elementwise(type + " next(" + type + " x)", "return x + 1;");
            NdArray x = NdArray.arange(100).astype(next.output());
            assertThat(next.apply(x).toString()).isEqualTo(x.add(1).toString());
        }
        Ufunc xor = Kernels.elementwise("bool xor_(bool a, bool b)", "return a != b;");
        assertThat(xor.apply(NdArray.of(true, false), true).toBooleanArray()).containsExactly(false, true);
    }

    @Test
    void upToEightParameters() {
        Ufunc sum = Kernels.elementwise(
                "double sum(double a, double b, double c, double d, double e, double f, double g, double h)",
                "return a + b + c + d + e + f + g + h;");
        var arguments = new ArrayList<Object>();
        NdArray expected = NdArray.zeros(3, 5);
        for (int i = 0; i < 8; i++) {
            NdArray x = i % 3 == 0 ? random(5) : i % 3 == 1 ? random(3, 1) : random(3, 5);
            arguments.add(x);
            expected = expected.add(x);
        }
        assertSame(sum.apply(arguments.toArray()), expected);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        NdArray x = random(3);
        assertThatThrownBy(() -> F.apply(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("f takes 2 arguments, not 1: double f(double x, double y)");
        assertThatThrownBy(() -> F.apply(x, random(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(3,) and (4,)");
        assertThatThrownBy(() -> F.applyInto(random(4), x, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("out has shape (4,), the result has shape (3,)");
        assertThatThrownBy(() -> F.apply(x, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> F.apply(x, "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("argument 2 is a java.lang.String");
    }

    @Test
    void declarationsAreChecked() {
        for (String bad : new String[] {
            "",
            "f",
            "double f",
            "double f()",
            "double f(double)",
            "double f(double *x)",
            "void f(double x)",
            "double f(double x) { return 1; } double g(double x)",
            "double for(double x)",
            "double f(size_t n)"
        }) {
            assertThatThrownBy(() -> Kernels.elementwise(bad, "return 0;"))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + bad + "\"");
        }
    }

    @Test
    void errorsAreShownInTheBody() {
        assertThatThrownBy(() -> Kernels.elementwise("double f(double x)", "double y = x;\nreturn y + z;"))
                .isInstanceOfSatisfying(CompileException.class, e -> {
                    Diagnostic diagnostic = e.diagnostics().getFirst();
                    assertThat(diagnostic.file()).isEqualTo("f.c");
                    assertThat(diagnostic.line()).isEqualTo(3);
                    assertThat(diagnostic.message()).contains("z");
                    assertThat(e).hasMessageContaining("return y + z;");
                });
        assertThat(F.info().warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void failuresOfTheBodyAreExceptions(int size) {
        Ufunc div = Kernels.elementwise("int div_(int a, int b)", "return DIV(a, b);");
        NdArray a = NdArray.arange(size).astype(DType.INT32);
        assertThat(div.apply(a, 2).max().getLong()).isEqualTo((size - 1) / 2);
        assertThatThrownBy(() -> div.apply(a, a))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("div_.c:2: division by 0, in div_");
        Ufunc root =
                Kernels.elementwise("double root(double x)", "if (x < 0) { FAIL(3, \"negative\"); }\nreturn sqrt(x);");
        assertThatThrownBy(() -> root.apply(a.negative()))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.code()).isEqualTo(3));
        assertThat(root.apply(a).getDouble(4)).isEqualTo(2);
    }

    interface Maths {
        @Elementwise("double clamp(double x, double low, double high) { return x < low ? low : x > high ? high : x; }")
        NdArray clamp(NdArray x, double low, double high);

        @Elementwise("double f(double x, double y) { return x > y ? sqrt(x) : y; }")
        void f(@In NdArray x, @Out NdArray result, NdArray y);

        @Elementwise("int g(int x, bool b) { if (b) { return x; } return -x; }")
        NdArray g(@Out NdArray out, NdArray x, boolean b);

        default NdArray unit(NdArray x) {
            return clamp(x, 0, 1);
        }
    }

    @Test
    void methodsOfAnInterface() {
        Maths maths = Kernels.elementwise(Maths.class);
        NdArray x = random(3, 100);
        assertSame(maths.clamp(x, 2, 5), Nd.clip(x, 2, 5));
        assertSame(maths.unit(x), Nd.clip(x, 0, 1));
        NdArray y = random(100);
        NdArray out = NdArray.zeros(3, 100);
        maths.f(x, out, y);
        assertSame(out, f(x, y));
        NdArray integers = NdArray.arange(3).astype(DType.INT32);
        NdArray negative = NdArray.zeros(DType.INT32, 3);
        assertThat(maths.g(negative, integers, false)).isSameAs(negative);
        assertThat(negative.toIntArray()).containsExactly(0, -1, -2);
        assertThat(maths).isEqualTo(maths).isNotEqualTo(Kernels.elementwise(Maths.class));
        assertThat(maths.hashCode()).isEqualTo(maths.hashCode());
        assertThat(maths).hasToString("Maths of elementwise functions");
        assertThatThrownBy(() -> maths.f(x, null, y)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> maths.f(null, out, y)).isInstanceOf(NullPointerException.class);
    }

    interface Halves {
        @Elementwise("double half(double x) { return x / 2; }")
        NdArray half(NdArray x);
    }

    interface AlsoHalves {
        @Elementwise("double half(double x) { return x / 2; }")
        NdArray half(NdArray x);
    }

    interface Both extends Halves, AlsoHalves {
        @Override
        String toString();
    }

    @Test
    void methodsMayComeFromSeveralInterfaces() {
        Both both = Kernels.elementwise(Both.class);
        Halves halves = both;
        AlsoHalves also = both;
        NdArray x = NdArray.of(3.0);
        assertThat(both.half(x).getDouble(0)).isEqualTo(1.5);
        assertThat(halves.half(x).getDouble(0)).isEqualTo(1.5);
        assertThat(also.half(x).getDouble(0)).isEqualTo(1.5);
        assertThat(both.toString()).isEqualTo("Both of elementwise functions");
    }

    interface Plain {
        NdArray f(NdArray x);
    }

    interface NoFunction {
        @Elementwise("return x;")
        NdArray f(NdArray x);
    }

    interface TooMany {
        @Elementwise("double f(double x) { return x; }")
        NdArray f(NdArray x, double y);
    }

    interface Nothing {
        @Elementwise("double f(double x) { return x; }")
        void f(NdArray x);
    }

    interface OfText {
        @Elementwise("double f(double x) { return x; }")
        NdArray f(String x);
    }

    interface TwoOut {
        @Elementwise("double f(double x) { return x; }")
        void f(@Out NdArray a, @Out NdArray b, NdArray x);
    }

    interface InPlace {
        @Elementwise("double f(double x) { return x; }")
        NdArray f(@InOut NdArray a);
    }

    interface None {}

    @Test
    void methodsThatDoNotFitAreRefused() {
        refused(Plain.class, "Plain.f is not @Elementwise");
        refused(NoFunction.class, "NoFunction.f: \"return x;\" is no function");
        refused(TooMany.class, "TooMany.f has 2 arguments, double f(double x) takes 1");
        refused(Nothing.class, "Nothing.f gives a void");
        refused(OfText.class, "OfText.f: parameter 1 is a java.lang.String");
        refused(TwoOut.class, "TwoOut.f: parameter 2 is a second @Out array");
        refused(InPlace.class, "InPlace.f: parameter 1 is @InOut");
        refused(None.class, "has no abstract methods");
        refused(String.class, "java.lang.String is no interface");
    }

    private static void refused(Class<?> type, String message) {
        assertThatThrownBy(() -> Kernels.elementwise(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
