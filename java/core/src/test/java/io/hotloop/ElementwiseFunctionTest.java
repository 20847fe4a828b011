package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of the user's in expressions: where they are called, with what, and that they are one operation of many. */
final class ElementwiseFunctionTest {
    /** One that operations on arrays compute, so that a text without it says the same. */
    private record Own(String name, List<DType> inputs, DType output, Expression body, AtomicInteger calls)
            implements ElementwiseFunction {
        Own(String name, List<DType> inputs, DType output, String body) {
            this(name, inputs, output, Expression.compile(body), new AtomicInteger());
        }

        @Override
        public NdArray applyInto(NdArray out, Object... arguments) {
            calls.incrementAndGet();
            assertThat(out.dtype()).isEqualTo(output);
            Expression.Bound bound = body.bind("p", arguments[0]);
            for (int i = 0; i < arguments.length; i++) {
                assertThat(((NdArray) arguments[i]).dtype()).isEqualTo(inputs.get(i));
                bound = i == 0 ? bound : bound.bind(i == 1 ? "q" : "r", arguments[i]);
            }
            return bound.evaluateInto(out);
        }
    }

    private static Own own(String name, int arity) {
        String body = List.of("sqrt(abs(p))", "2*p - q", "where(p > q, r, p)").get(arity - 1);
        return new Own(
                name, List.of(DType.FLOAT64, DType.FLOAT64, DType.FLOAT64).subList(0, arity), DType.FLOAT64, body);
    }

    private final NdArray x = NdArray.of(1.0, -4.0, 9.0);
    private final NdArray y = NdArray.of(0.5, 2.0, -1.0);
    private final Own f = own("f", 1);
    private final Own g = own("g", 2);
    private final Own h = own("h", 3);

    private static NdArray evaluate(Expression expression, NdArray x, NdArray y) {
        return expression.evaluate(Map.of("x", x, "y", y));
    }

    @Test
    void isCalledByName() {
        assertThat(evaluate(Expression.compile("2 * g(x, y) + 1", g), x, y))
                .isEqualTo(Nd.eval("2 * (2*x - y) + 1", "x", x, "y", y));
        assertThat(evaluate(Expression.compile("g(x, y)", g), x, y)).isEqualTo(Nd.eval("2*x - y", "x", x, "y", y));
        assertThat(evaluate(Expression.compile("f(g(f(x + 1), y * 2)) - f(y)", Precision.FAST, f, g), x, y))
                .isEqualTo(Nd.eval("sqrt(abs(2*sqrt(abs(x + 1)) - y*2)) - sqrt(abs(y))", "x", x, "y", y));
        assertThat(evaluate(Expression.compile("sum(h(x, y, 7)) + max(f(x))", f, h), x, y))
                .isEqualTo(Nd.eval("sum(where(x > y, 7.0, x)) + max(sqrt(abs(x)))", "x", x, "y", y));
    }

    @Test
    void theSameCallIsMadeOnce() {
        evaluate(Expression.compile("f(x + y) * f(x + y) - f(y)", f), x, y);
        assertThat(f.calls()).hasValue(2);
        evaluate(Expression.compile("t = f(x); t * y + t", f), x, y);
        assertThat(f.calls()).hasValue(3);
    }

    @Test
    void numbersAndNarrowerDtypesBecomeWhatItTakes() {
        var integers = new Own("i", List.of(DType.INT32, DType.FLOAT64), DType.INT32, "where(q > 0, p, 2*p)");
        Expression e = Expression.compile("i(n, q) + 1", integers);
        NdArray n = NdArray.of(new short[] {1, 2, 3});
        assertThat(e.evaluate(Map.of("n", n, "q", NdArray.of(true, false, true))))
                .isEqualTo(NdArray.of(2, 5, 4));
        assertThat(e.evaluate(Map.of("n", 7, "q", NdArray.of(1.0, -1.0)))).isEqualTo(NdArray.of(8, 15));
        assertThat(e.evaluate(Map.of("n", 7, "q", -1)).toIntArray()).containsExactly(15);
        assertThat(Expression.compile("i(1, 2) * 2 + sum(n) * 1", integers)
                        .evaluate(Map.of("n", NdArray.of(new short[] {5})))
                        .getLong())
                .isEqualTo(7);
        assertThatThrownBy(() -> e.evaluate(Map.of("n", NdArray.of(1L), "q", 1.0)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("i: argument 1 has dtype int64, the function takes int32");
        assertThatThrownBy(() -> e.evaluate(Map.of("n", 1.5, "q", 1.0)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("i: argument 1 is 1.5, the function takes int32");
        assertThatThrownBy(() -> e.evaluate(Map.of("n", 1L << 40, "q", 1.0)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("1099511627776 does not fit int32");
    }

    @Test
    void aNumberIsAConstantElsewhere() {
        assertThat(evaluate(Expression.compile("g(x, 2.0) * 2.0 + g(2.0, y) + sum(2.0)", g), x, y))
                .isEqualTo(Nd.eval("(2*x - 2.0) * 2.0 + (2*2.0 - y) + 2.0", "x", x, "y", y));
    }

    @Test
    void outMayBeAnyOfTheArgumentsOrOverlapThem() {
        Expression e = Expression.compile("g(x, y)", g);
        NdArray expected = evaluate(e, x, y);
        NdArray out = x.copy();
        assertThat(e.evaluateInto(out, Map.of("x", out, "y", y))).isEqualTo(expected);
        NdArray memory = NdArray.of(1.0, -4.0, 9.0, 0);
        NdArray shifted = memory.get(Index.range(1, 4));
        assertThat(e.evaluateInto(shifted, Map.of("x", memory.get(Index.range(0, 3)), "y", y)))
                .isEqualTo(expected);
        NdArray wide = NdArray.zeros(DType.COMPLEX128, 3);
        assertThat(e.evaluateInto(wide, Map.of("x", x, "y", y))).isEqualTo(expected.astype(DType.COMPLEX128));
        double[] heap = new double[3];
        assertThat(e.evaluateInto(heap, Map.of("x", x.toDoubleArray(), "y", y)))
                .containsExactly(expected.toDoubleArray());
    }

    @Test
    void hidesAFunctionOfTheLanguage() {
        Own square = new Own("square", List.of(DType.FLOAT64), DType.FLOAT64, "p + 100");
        Own max = new Own("max", List.of(DType.FLOAT64), DType.FLOAT64, "p - 100");
        assertThat(Expression.compile("square(max(x))", square, max).evaluate(Map.of("x", x)))
                .isEqualTo(x);
        assertThat(Expression.compile("square(x)").evaluate(Map.of("x", x))).isEqualTo(Nd.square(x));
    }

    @Test
    void whatIsWrongIsShownInTheText() {
        assertThatThrownBy(() -> Expression.compile("1 + g(x)", g))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("g takes 2 values, not 1")
                .hasMessageContaining("    ^");
        assertThatThrownBy(() -> Expression.compile("gg(x, y)", g))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("there is no function gg. A product is a*(b) There are g, abs,");
        assertThatThrownBy(() -> Expression.compile("f(x, axis=0)", f)).hasMessageContaining("f takes no options");
        assertThatThrownBy(() -> Expression.compile("x", f, own("f", 2)))
                .hasMessageContaining("two functions have the name f");
        for (String name : List.of("pi", "if", "a b", "1x", "")) {
            assertThatThrownBy(() -> Expression.compile("x", own(name, 1))).isInstanceOf(ExpressionException.class);
            assertThatThrownBy(() -> Expr.call(own(name, 1), Expr.of(1))).isInstanceOf(ExpressionException.class);
        }
        Expression e = Expression.compile("x * g(x, y)", g);
        assertThatThrownBy(() -> evaluate(e, x, NdArray.of(1.0, 2.0)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("(3,) and (2,) cannot be broadcast")
                .hasMessageContaining("    ^");
        assertThatThrownBy(() -> Expression.compile("x", (ElementwiseFunction) null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void whatItThrowsComesOut() {
        var failing = new InJava(a -> {
            throw new ArithmeticException("for " + a);
        });
        assertThatThrownBy(() -> Expression.compile("1 + f(x)", failing).evaluate(Map.of("x", x)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("float64[3]");
    }

    /** A function that does in Java what it likes. */
    private record InJava(UnaryOperator<NdArray> body) implements ElementwiseFunction {
        @Override
        public String name() {
            return "f";
        }

        @Override
        public List<DType> inputs() {
            return List.of(DType.FLOAT64);
        }

        @Override
        public DType output() {
            return DType.FLOAT64;
        }

        @Override
        public NdArray applyInto(NdArray out, Object... arguments) {
            out.set(body.apply((NdArray) arguments[0]));
            return out;
        }
    }

    @Test
    void whatItAllocatesIsItsOwn() {
        var table = new AtomicReference<NdArray>();
        Expression e = Expression.compile("2 * f(x + 1) + 1", new InJava(a -> {
            table.compareAndSet(null, NdArray.of(10.0));
            return a.add(table.get());
        }));
        for (int i = 0; i < 3; i++) {
            assertThat(e.evaluate(Map.of("x", x))).isEqualTo(Nd.eval("2 * (x + 1 + 10) + 1", "x", x));
        }
    }

    @Test
    void mayHandItsArgumentsToAnotherThread() {
        Expression e = Expression.compile(
                "2 * f(x + 1)",
                new InJava(
                        a -> CompletableFuture.supplyAsync(() -> a.multiply(3)).join()));
        assertThat(e.evaluate(Map.of("x", x))).isEqualTo(Nd.eval("6 * (x + 1)", "x", x));
    }

    @Test
    void hasThePrecisionOfWhoEvaluates() {
        var seen = new ArrayList<Precision>();
        var function = new InJava(a -> {
            seen.add(Precision.current());
            return a;
        });
        Expression.compile("f(exp(x))", Precision.FAST, function).evaluate(Map.of("x", x));
        Precision.FAST.run(() ->
                Expression.compile("f(exp(x))", Precision.STRICT, function).evaluate(Map.of("x", x)));
        assertThat(seen).containsExactly(Precision.STRICT, Precision.FAST);
    }

    @Test
    void explains() {
        assertThat(Expression.compile("2 * g(x + 1, y)", g).explain(Map.of("x", x, "y", y)))
                .contains("stage 2 over (3,)\n    g  float64  value 1, y\n  -> value 2  float64 (3,)");
    }

    @Test
    void isBuiltToo() {
        Expr built = Expr.call(g, Expr.var("x"), Expr.var("y").add(1)).multiply(2);
        assertThat(built).hasToString("g(x, y + 1) * 2");
        assertThat(evaluate(built.compile(), x, y)).isEqualTo(Nd.eval("(2*x - (y + 1)) * 2", "x", x, "y", y));
        assertThat(Expr.parse(built.toString(), g)).hasToString(built.toString());
        assertThatThrownBy(() -> Expr.call(g, Expr.var("x"))).hasMessageContaining("g takes 2 values, not 1");
    }

    /** A random expression twice: with functions of the user's, and with what these compute. */
    private static final class Pair {
        private final Random random;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder plain = new StringBuilder();

        Pair(Random random) {
            this.random = random;
        }

        private void both(String part) {
            text.append(part);
            plain.append(part);
        }

        void expression(int depth) {
            switch (depth == 0 ? random.nextInt(5) : 5 + random.nextInt(9)) {
                case 0, 1 -> both("a");
                case 2 -> both("b");
                case 3 -> both("c");
                case 4 -> both(random.nextBoolean() ? "2.5" : "n");
                case 5, 6 -> {
                    both("(");
                    expression(depth - 1);
                    both(random.nextBoolean() ? " + " : " * ");
                    expression(depth - 1);
                    both(")");
                }
                case 7 -> {
                    both("sum(");
                    expression(depth - 1);
                    both(" + a, axis=0, keepdims=True)");
                }
                case 8, 9 -> {
                    text.append("f(");
                    plain.append("sqrt(abs(1.0 * ");
                    expression(depth - 1);
                    text.append(')');
                    plain.append("))");
                }
                case 10, 11, 12 -> {
                    text.append("g(");
                    plain.append("(2 * (1.0 * ");
                    expression(depth - 1);
                    text.append(", ");
                    plain.append(") - ");
                    expression(depth - 1);
                    both(")");
                }
                default -> {
                    text.append("h(");
                    plain.append("where(");
                    Pair first = new Pair(random);
                    Pair second = new Pair(random);
                    first.expression(depth - 1);
                    second.expression(depth - 1);
                    text.append(first.text).append(", ").append(second.text).append(", 1.25)");
                    plain.append(first.plain).append(" > ").append(second.plain).append(", 1.25, ");
                    plain.append("1.0 * ").append(first.plain).append(')');
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesTheBitsOfTheSameOperations(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            var pair = new Pair(random);
            pair.expression(1 + random.nextInt(4));
            int rows = random.nextInt(4);
            int columns = random.nextInt(40);
            NdArray a =
                    NdArray.of(random.doubles((long) rows * columns).toArray()).reshape(rows, columns);
            Map<String, Object> values = Map.of(
                    "a", random.nextBoolean() ? a : a.transpose().copy().transpose(),
                    "b", NdArray.of(random.doubles(columns).toArray()),
                    "c", NdArray.of(random.ints(rows, -5, 5).toArray()).reshape(rows, 1),
                    "n", random.nextInt(9));
            String text = pair.text + " + 0 * a * b * c * n";
            String plain = pair.plain + " + 0 * a * b * c * n";
            assertThat(Expression.compile(text, f, g, h).evaluate(values))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(Expression.compile(plain).evaluate(values));
        }
    }
}
