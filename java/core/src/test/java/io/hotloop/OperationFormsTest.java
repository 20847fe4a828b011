package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every binary operation has the same forms: with an array or a Java scalar on either side, into a new array, into
 * {@code out}, in place. An operation that is missing in the list, or a form that is, fails.
 */
class OperationFormsTest {
    private static final Set<Class<?>> REALS = Set.of(double.class, long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, long.class, Complex.class);
    private static final Set<Class<?>> BITS = Set.of(long.class, boolean.class);
    private static final Set<Class<?>> ALL = Set.of(double.class, long.class, boolean.class, Complex.class);

    /** The scalars that an operation takes: those of the dtypes for which the standard defines it. */
    private static final Map<String, Set<Class<?>>> OPERATORS = new TreeMap<>(Map.ofEntries(
            Map.entry("add", NUMBERS),
            Map.entry("subtract", NUMBERS),
            Map.entry("multiply", NUMBERS),
            Map.entry("divide", NUMBERS),
            Map.entry("pow", NUMBERS),
            Map.entry("floorDivide", REALS),
            Map.entry("remainder", REALS),
            Map.entry("eq", ALL),
            Map.entry("ne", ALL),
            Map.entry("lt", REALS),
            Map.entry("le", REALS),
            Map.entry("gt", REALS),
            Map.entry("ge", REALS),
            Map.entry("bitwiseAnd", BITS),
            Map.entry("bitwiseOr", BITS),
            Map.entry("bitwiseXor", BITS),
            Map.entry("bitwiseLeftShift", Set.of(long.class)),
            Map.entry("bitwiseRightShift", Set.of(long.class)),
            Map.entry("logicalAnd", ALL),
            Map.entry("logicalOr", ALL),
            Map.entry("logicalXor", ALL)));

    /** Comparisons give bools: they have no form in place. */
    private static final Set<String> NOT_IN_PLACE = Set.of("eq", "ne", "lt", "le", "gt", "ge");

    /** The same of the functions in {@link Nd}; an integer goes to a function of floats as a double. */
    private static final Map<String, Set<Class<?>>> FUNCTIONS = new TreeMap<>(Map.of(
            "maximum", REALS,
            "minimum", REALS,
            "copysign", Set.of(double.class),
            "hypot", Set.of(double.class),
            "atan2", Set.of(double.class),
            "logaddexp", Set.of(double.class),
            "nextafter", Set.of(double.class),
            "floorDivideExact", Set.of(long.class),
            "remainderExact", Set.of(long.class)));

    /** Of two arrays, but not an operation on their elements alone: the tolerance belongs to it. */
    private static final Set<String> WITH_OPTIONS = Set.of("isClose");

    /** An operation and one type of scalar that it takes. */
    record Form(String name, Class<?> scalar) {}

    static Stream<Form> operators() {
        return forms(OPERATORS);
    }

    static Stream<Form> functions() {
        return forms(FUNCTIONS);
    }

    private static Stream<Form> forms(Map<String, Set<Class<?>>> operations) {
        return operations.entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .sorted((a, b) -> a.getName().compareTo(b.getName()))
                        .map(scalar -> new Form(each.getKey(), scalar)));
    }

    private static boolean has(Class<?> type, String name, Class<?>... parameters) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals(name)
                        && method.getReturnType() == NdArray.class
                        && Arrays.equals(method.getParameterTypes(), parameters));
    }

    @Test
    void theListHasEveryOperation() {
        Set<String> operators = new TreeSet<>();
        for (Method method : ArrayOperators.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                    && has(NdArray.class, method.getName(), NdArray.class, NdArray.class)) {
                operators.add(method.getName());
            }
        }
        assertThat(operators).isEqualTo(OPERATORS.keySet());
        Set<String> functions = new TreeSet<>();
        for (Method method : Nd.class.getMethods()) {
            String name = method.getName();
            if (has(Nd.class, name, NdArray.class, NdArray.class)
                    && has(Nd.class, name, NdArray.class, NdArray.class, NdArray.class)
                    && !WITH_OPTIONS.contains(name)) {
                functions.add(name);
            }
        }
        assertThat(functions).isEqualTo(FUNCTIONS.keySet());
    }

    @Test
    void everyOperatorHasItsFormInPlace() {
        List<String> missing = new ArrayList<>(OPERATORS.keySet());
        missing.removeIf(name -> NOT_IN_PLACE.contains(name) || has(NdArray.class, name + "InPlace", NdArray.class));
        assertThat(missing).isEmpty();
    }

    private static Object scalar(Class<?> type) {
        return type == double.class
                ? 2.5
                : type == long.class ? (Object) 3L : type == boolean.class ? true : new Complex(1, -2);
    }

    private static NdArray scalarArray(Object scalar) {
        return switch (scalar) {
            case Double value -> NdArray.scalar(value);
            case Long value -> NdArray.scalar(value);
            case Boolean value -> NdArray.scalar(value);
            default -> NdArray.scalar((Complex) scalar);
        };
    }

    /** Elements of the scalar's own dtype, so that the scalar does what an array of rank 0 does. */
    private static NdArray operand(Class<?> type) {
        return type == double.class
                ? NdArray.of(-7.5, 1, 2.5)
                : type == long.class
                        ? NdArray.of(7L, 1, 3)
                        : type == boolean.class
                                ? NdArray.of(true, false, true)
                                : NdArray.of(new Complex(1, 2), new Complex(0, 0), new Complex(1, -2));
    }

    private static NdArray call(Class<?> type, Object receiver, String name, Class<?>[] parameters, Object... arguments)
            throws ReflectiveOperationException {
        return (NdArray) type.getMethod(name, parameters).invoke(receiver, arguments);
    }

    private static Class<?>[] types(Class<?>... types) {
        return types;
    }

    @ParameterizedTest
    @MethodSource("operators")
    void operatorsTakeScalars(Form form) throws ReflectiveOperationException {
        Class<?> type = form.scalar();
        Object scalar = scalar(type);
        NdArray a = operand(type);
        NdArray b = scalarArray(scalar);
        NdArray right = call(NdArray.class, a, form.name(), types(NdArray.class), b);
        NdArray left = call(NdArray.class, b, form.name(), types(NdArray.class), a);
        NdArray out = NdArray.emptyLike(right);

        assertThat(call(NdArray.class, a, form.name(), types(type), scalar)).isEqualTo(right);
        assertThat(call(NdArray.class, a, form.name(), types(type, NdArray.class), scalar, out))
                .isSameAs(out)
                .isEqualTo(right);
        assertThat(call(Nd.class, null, form.name(), types(type, NdArray.class), scalar, a))
                .isEqualTo(left);
        assertThat(call(Nd.class, null, form.name(), types(type, NdArray.class, NdArray.class), scalar, a, out))
                .isSameAs(out)
                .isEqualTo(left);
        if (!NOT_IN_PLACE.contains(form.name())) {
            // True division leaves the integers.
            NdArray own = form.name().equals("divide") && type == long.class ? a.astype(DType.FLOAT64) : a.copy();
            assertThat(call(NdArray.class, own, form.name() + "InPlace", types(type), scalar))
                    .isSameAs(own)
                    .isEqualTo(right.astype(own.dtype()));
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionsTakeScalars(Form form) throws ReflectiveOperationException {
        Class<?> type = form.scalar();
        Object scalar = scalar(type);
        NdArray a = operand(type);
        NdArray b = scalarArray(scalar);
        NdArray right = call(Nd.class, null, form.name(), types(NdArray.class, NdArray.class), a, b);
        NdArray left = call(Nd.class, null, form.name(), types(NdArray.class, NdArray.class), b, a);
        NdArray out = NdArray.emptyLike(right);

        assertThat(call(Nd.class, null, form.name(), types(NdArray.class, type), a, scalar))
                .isEqualTo(right);
        assertThat(call(Nd.class, null, form.name(), types(NdArray.class, type, NdArray.class), a, scalar, out))
                .isSameAs(out)
                .isEqualTo(right);
        assertThat(call(Nd.class, null, form.name(), types(type, NdArray.class), scalar, a))
                .isEqualTo(left);
        assertThat(call(Nd.class, null, form.name(), types(type, NdArray.class, NdArray.class), scalar, a, out))
                .isSameAs(out)
                .isEqualTo(left);
    }

    /** Each reduction and cumulative operation goes to {@code out} in all its forms. */
    @Test
    void reductionsGoToOut() throws ReflectiveOperationException {
        NdArray a = NdArray.of(new double[][] {{1, 2, 3}, {4, 5, 0.5}});
        int count = 0;
        for (Method method : ArrayReductions.class.getDeclaredMethods()) {
            if (!Modifier.isPublic(method.getModifiers())
                    || method.getReturnType() != NdArray.class
                    || method.getParameterCount() != 0) {
                continue;
            }
            count++;
            String name = method.getName();
            NdArray along = call(NdArray.class, a, name, types(int.class), 1);
            NdArray out = NdArray.emptyLike(along);
            assertThat(call(NdArray.class, a, name, types(int.class, NdArray.class), 1, out))
                    .as(name)
                    .isSameAs(out)
                    .isEqualTo(along);
            NdArray other = NdArray.emptyLike(along);
            assertThat(call(
                            NdArray.class,
                            a,
                            name,
                            types(ReduceOptions.class, NdArray.class),
                            ReduceOptions.axis(1),
                            other))
                    .as(name)
                    .isEqualTo(along);
            // cumsum and the like take one axis.
            NdArray all = name.matches("(nanC|c)um.*") ? a.ravel() : a;
            NdArray whole = call(NdArray.class, all, name, types());
            NdArray one = NdArray.emptyLike(whole);
            assertThat(call(NdArray.class, all, name, types(NdArray.class), one))
                    .as(name)
                    .isSameAs(one)
                    .isEqualTo(whole);
        }
        assertThat(count).isEqualTo(26);
    }
}
