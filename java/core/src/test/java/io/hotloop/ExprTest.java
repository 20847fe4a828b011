package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ExprTest {
    private final NdArray a = NdArray.of(1.5, -2.0, 3.0);
    private final NdArray b = NdArray.of(2.0, 5.0, -1.0);

    @Test
    void buildsWhatATextSays() {
        Expr built = Expr.var("a").multiply(2).add(Expr.var("b").multiply(3));
        assertThat(built).hasToString("(a * 2) + (b * 3)");
        assertThat(built.compile().names()).containsExactly("a", "b");
        assertThat(built.compile().evaluate(Map.of("a", a, "b", b))).isEqualTo(Nd.eval("2*a + 3*b", "a", a, "b", b));
        assertThat(built.compile(Precision.FAST).precision()).isEqualTo(Precision.FAST);
    }

    @Test
    void sharedPartsAreNamedOnce() {
        Expr x = Expr.var("t1");
        Expr square = x.square();
        Expr sum = square.add(square.exp());
        assertThat(sum).hasToString("t2 = square(t1); t2 + exp(t2)");
        assertThat(sum.compile().evaluate(Map.of("t1", a)))
                .isEqualTo(Nd.square(a).add(Nd.exp(Nd.square(a))));
    }

    @Test
    void theTextReadsAsTheSame() {
        Expr x = Expr.var("x");
        Expr[] all = {
            Expr.of(-0.0).copysign(x),
            Expr.of(Double.NaN).add(x),
            Expr.of(Double.NEGATIVE_INFINITY).multiply(x),
            Expr.of(Long.MIN_VALUE).add(x),
            Expr.of(-3).pow(x.pow(2)),
            Expr.where(Expr.of(true), x, Expr.of(1)),
            Expr.of(new Complex(1, -2)).multiply(x),
            x.negative().negative().bitwiseInvert(),
            x.sum().add(x.max(0)).subtract(x.mean(ReduceOptions.axis(0).keepDims())),
            x.lt(2).logicalAnd(x.ge(-1)),
            Expr.parse("y = x*2; y + y").multiply(x),
        };
        for (Expr one : all) {
            Expression built = one.compile();
            Expression read = Expression.compile(one.toString());
            for (Object value : new Object[] {a, NdArray.of(1, 2, 3)}) {
                Object first;
                try {
                    first = built.evaluate(Map.of("x", value));
                } catch (ExpressionException e) {
                    first = e.problem();
                }
                Object second;
                try {
                    second = read.evaluate(Map.of("x", value));
                } catch (ExpressionException e) {
                    second = e.problem();
                }
                assertThat(second).as(one.toString()).isEqualTo(first);
            }
        }
    }

    /** Each method of no other operand is that of arrays. */
    @Test
    void methodsMeanWhatTheyMeanForArrays() throws Exception {
        Set<String> compared = new TreeSet<>();
        for (Method method : Expr.class.getMethods()) {
            if (method.getReturnType() != Expr.class || Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            Class<?>[] types = method.getParameterTypes();
            Object[] operands = new Object[types.length];
            Class<?>[] arrayTypes = new Class<?>[types.length];
            Object[] arrayOperands = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                boolean isExpr = types[i] == Expr.class;
                arrayTypes[i] = isExpr ? NdArray.class : types[i];
                arrayOperands[i] = isExpr ? b : sample(types[i], i);
                operands[i] = isExpr ? Expr.var(i == 0 ? "b" : "c") : arrayOperands[i];
            }
            Object expected = withArrays(method.getName(), arrayTypes, arrayOperands);
            if (expected == null) {
                continue;
            }
            Expr built = (Expr) method.invoke(Expr.var("a"), operands);
            Expression expression = built.compile();
            var values = new java.util.HashMap<String, Object>();
            expression.names().forEach(name -> values.put(name, name.equals("a") ? a : b));
            Object result;
            try {
                result = expression.evaluate(values);
            } catch (ExpressionException e) {
                result = e.problem();
            }
            assertThat(result).as(method.toString()).isEqualTo(expected);
            compared.add(method.getName());
        }
        assertThat(compared).hasSizeGreaterThan(70).contains("add", "clip", "sum", "exp", "atan2", "logicalNot");
    }

    private static Object sample(Class<?> type, int i) {
        if (type == double.class) {
            return i == 0 ? -1.5 : 2.5;
        } else if (type == long.class) {
            return i == 0 ? 2L : 3L;
        } else if (type == int.class) {
            return 0;
        }
        return type == Complex.class ? new Complex(1, 2) : ReduceOptions.axis(0).keepDims();
    }

    /** The method of arrays or of Nd; null if they have none. */
    private Object withArrays(String name, Class<?>[] types, Object[] operands) throws Exception {
        try {
            Method method;
            Object target = a;
            Object[] arguments = operands;
            try {
                method = NdArray.class.getMethod(name, types);
            } catch (NoSuchMethodException e) {
                Class<?>[] all = new Class<?>[types.length + 1];
                arguments = new Object[all.length];
                all[0] = NdArray.class;
                arguments[0] = a;
                System.arraycopy(types, 0, all, 1, types.length);
                System.arraycopy(operands, 0, arguments, 1, types.length);
                method = Nd.class.getMethod(name, all);
                target = null;
            }
            if (method.getReturnType() != NdArray.class) {
                return null;
            }
            return method.invoke(target, arguments);
        } catch (NoSuchMethodException e) {
            return null;
        } catch (java.lang.reflect.InvocationTargetException e) {
            return e.getCause().getMessage();
        }
    }

    @Test
    void deepAndWideExpressions() {
        Expr deep = Expr.var("x");
        NdArray expected = NdArray.of(1.0);
        for (int i = 0; i < 20_000; i++) {
            deep = deep.add(1);
        }
        assertThat(deep.compile().evaluate(Map.of("x", expected))).isEqualTo(NdArray.of(20_001.0));

        Expr twice = Expr.var("x");
        for (int i = 0; i < 100; i++) {
            twice = twice.add(twice);
        }
        assertThat(Expression.compile(twice.toString()).evaluate(Map.of("x", NdArray.of(1.0))))
                .isEqualTo(NdArray.of(0x1p100));
        Expr large = deep;
        for (int i = 0; i < 70_000; i++) {
            large = large.add(i);
        }
        Expr tooLarge = large;
        assertThatThrownBy(tooLarge::compile).hasMessageContaining("more than 65536 parts");
    }

    @Test
    void namesAreChecked() {
        for (String name : new String[] {"", "1a", "a b", "pi", "e", "True", "and", "a.b", " a", "a "}) {
            assertThatThrownBy(() -> Expr.var(name)).as(name).isInstanceOf(ExpressionException.class);
        }
        assertThat(Expr.var("größe_2")).hasToString("größe_2");
        assertThatThrownBy(() -> Expr.var("x").sum(ReduceOptions.axis(0).initial(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum in an expression takes axes and keepDims, not initial");
    }

    @Test
    void whereChooses() {
        Expr x = Expr.var("x");
        assertThat(Expr.where(x.gt(0), x, Expr.of(0)).compile().evaluate(Map.of("x", a)))
                .isEqualTo(NdArray.of(1.5, 0.0, 3.0));
    }
}
