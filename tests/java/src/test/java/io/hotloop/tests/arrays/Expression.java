package io.hotloop.tests.arrays;

import io.hotloop.DType;
import io.hotloop.Index;
import io.hotloop.Nd;
import io.hotloop.NdArray;
import io.hotloop.ReduceOptions;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A call written as text, such as {@code sum(get(a, "1:, ::-1"), axis=[0])}, done by the public methods of these
 * names. {@code tests/data/arrays/calls.py} does the same text with NumPy.
 *
 * <p>A name is a method of the first argument or a static one of {@link Nd} or {@link NdArray}; of overloads the
 * one that fits the arguments most closely is taken.
 */
final class Expression {
    /** There is no method for these arguments: javac would refuse the call. */
    static final class NoSuchCall extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoSuchCall(String message) {
            super(message);
        }
    }

    private static final Map<String, List<Method>> METHODS = new HashMap<>();

    static {
        for (Class<?> type : List.of(NdArray.class, Nd.class)) {
            for (Method method : type.getMethods()) {
                METHODS.computeIfAbsent(method.getName(), _ -> new ArrayList<>())
                        .add(method);
            }
        }
    }

    private final String text;
    private final Map<String, NdArray> arrays;
    private int at;

    private Expression(String text, Map<String, NdArray> arrays) {
        this.text = text;
        this.arrays = arrays;
    }

    /** The value of an expression over arrays by name; what a method throws is thrown as it is. */
    static NdArray evaluate(String text, Map<String, NdArray> arrays) throws Throwable {
        var expression = new Expression(text, arrays);
        Object value = expression.value();
        expression.skipSpace();
        if (expression.at != text.length()) {
            throw new IllegalStateException("unread: " + text.substring(expression.at));
        }
        return array(value);
    }

    private static NdArray array(Object value) {
        return switch (value) {
            case NdArray array -> array;
            case NdArray[] many -> stack(List.of(many));
            case List<?> many -> stack(many);
            case DType dtype -> NdArray.scalar((long) dtype.ordinal());
            case Boolean bool -> NdArray.scalar(bool);
            default -> throw new IllegalStateException("no array: " + value);
        };
    }

    /** Several arrays of one shape as one. */
    private static NdArray stack(List<?> many) {
        NdArray first = (NdArray) many.getFirst();
        long[] shape = first.shape();
        long[] all = new long[shape.length + 1];
        all[0] = many.size();
        System.arraycopy(shape, 0, all, 1, shape.length);
        NdArray result = NdArray.zeros(first.dtype(), all);
        for (int i = 0; i < many.size(); i++) {
            result.set((NdArray) many.get(i), i);
        }
        return result;
    }

    private Object value() throws Throwable {
        skipSpace();
        char c = text.charAt(at);
        if (c == '"') {
            int end = text.indexOf('"', at + 1);
            String string = text.substring(at + 1, end);
            at = end + 1;
            return string;
        }
        if (c == '[') {
            at++;
            List<Long> numbers = new ArrayList<>();
            while (!accept(']')) {
                numbers.add((Long) value());
                accept(',');
            }
            return numbers.stream().mapToLong(Long::longValue).toArray();
        }
        int begin = at;
        while (at < text.length() && "(),]= ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(begin, at);
        return accept('(') ? call(word) : word(word);
    }

    private Object word(String word) {
        NdArray array = arrays.get(word);
        if (array != null) {
            return array;
        }
        switch (word) {
            case "inf" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                return Double.NaN;
            }
            case "true", "True" -> {
                return true;
            }
            case "false", "False" -> {
                return false;
            }
            default -> {}
        }
        char first = word.charAt(0);
        if (first == '-' || Character.isDigit(first)) {
            boolean whole = word.chars().allMatch(c -> c == '-' || Character.isDigit(c));
            return whole ? (Object) Long.valueOf(word) : (Object) Double.valueOf(word);
        }
        return DType.of(word);
    }

    private Object call(String name) throws Throwable {
        List<Object> arguments = new ArrayList<>();
        Map<String, Object> options = new LinkedHashMap<>();
        while (!accept(')')) {
            int start = at;
            skipSpace();
            int equals = at;
            while (Character.isLetterOrDigit(text.charAt(equals))) {
                equals++;
            }
            if (text.charAt(equals) == '=') {
                String key = text.substring(at, equals);
                at = equals + 1;
                options.put(key, value());
            } else {
                at = start;
                arguments.add(value());
            }
            accept(',');
        }
        if (!options.isEmpty()) {
            if (options.size() == 1 && options.get("axis") instanceof Long axis) {
                arguments.add(axis);
            } else {
                arguments.add(reduceOptions(options));
            }
        }
        return call(name, arguments);
    }

    private static ReduceOptions reduceOptions(Map<String, Object> options) {
        ReduceOptions result = switch (options.get("axis")) {
            case null -> ReduceOptions.allAxes();
            case Long axis -> ReduceOptions.axis(axis.intValue());
            case Object axes -> ReduceOptions.axis(ints((long[]) axes));
        };
        for (var option : options.entrySet()) {
            Object value = option.getValue();
            result = switch (option.getKey()) {
                case "axis" -> result;
                case "keepDims" -> result.keepDims();
                case "initial" ->
                    value instanceof Long number ? result.initial(number) : result.initial((double) value);
                case "where" -> result.where((NdArray) value);
                case "ddof" -> result.ddof(((Number) value).doubleValue());
                default -> throw new IllegalStateException(option.getKey());
            };
        }
        return result;
    }

    private static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    private static Object call(String name, List<Object> arguments) throws Throwable {
        switch (name) {
            case "get" -> {
                NdArray array = (NdArray) arguments.getFirst();
                List<Object> indexes = arguments.subList(1, arguments.size());
                return indexes.size() == 1 && indexes.getFirst() instanceof String only
                        ? array.get(only)
                        : array.get(indexes(indexes));
            }
            case "set", "addAt" -> {
                NdArray array = (NdArray) arguments.getFirst();
                Object[] indexes = indexes(arguments.subList(2, arguments.size()));
                boolean set = name.equals("set");
                switch (arguments.get(1)) {
                    case NdArray value -> {
                        if (set) {
                            array.set(value, indexes);
                        } else {
                            array.addAt(value, indexes);
                        }
                    }
                    case Long value -> {
                        if (set) {
                            array.set((long) value, indexes);
                        } else {
                            array.addAt((long) value, indexes);
                        }
                    }
                    case Object value -> {
                        if (set) {
                            array.set((double) value, indexes);
                        } else {
                            array.addAt((double) value, indexes);
                        }
                    }
                }
                return array;
            }
            default -> {
                Object result = invoke(name, arguments);
                return result == null ? arguments.getFirst() : result;
            }
        }
    }

    /** Texts are taken apart: "1:, newaxis" is two indexes. */
    private static Object[] indexes(List<Object> given) {
        return given.stream()
                .flatMap(index -> index instanceof String texts
                        ? Stream.of(texts.split(",")).map(text -> index(text.strip()))
                        : Stream.of(index))
                .toArray();
    }

    private static Object index(String text) {
        if (text.equals("...")) {
            return Index.ELLIPSIS;
        }
        if (text.equals("newaxis")) {
            return Index.NEW_AXIS;
        }
        if (text.indexOf(':') < 0) {
            return Long.valueOf(text);
        }
        String[] parts = text.split(":", -1);
        Index slice = Index.ALL;
        if (!parts[0].isEmpty()) {
            slice = parts[1].isEmpty()
                    ? Index.from(Long.parseLong(parts[0]))
                    : Index.range(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        } else if (!parts[1].isEmpty()) {
            slice = Index.to(Long.parseLong(parts[1]));
        }
        return parts.length == 3 && !parts[2].isEmpty() ? slice.by(Long.parseLong(parts[2])) : slice;
    }

    private static Object invoke(String name, List<Object> arguments) throws Throwable {
        Method best = null;
        int bestScore = Integer.MAX_VALUE;
        for (Method method : METHODS.getOrDefault(name, List.of())) {
            boolean isStatic = Modifier.isStatic(method.getModifiers());
            if (!isStatic && !(arguments.getFirst() instanceof NdArray)) {
                continue;
            }
            List<Object> own = isStatic ? arguments : arguments.subList(1, arguments.size());
            int score = score(method, own);
            if (score >= 0 && score < bestScore) {
                best = method;
                bestScore = score;
            }
        }
        if (best == null) {
            throw new NoSuchCall(name + " of "
                    + arguments.stream()
                            .map(argument -> argument.getClass().getSimpleName())
                            .toList());
        }
        boolean isStatic = Modifier.isStatic(best.getModifiers());
        List<Object> own = isStatic ? arguments : arguments.subList(1, arguments.size());
        Class<?>[] types = best.getParameterTypes();
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = isRest(best, i, own) ? rest(types[i], own.subList(i, own.size())) : as(types[i], own.get(i));
        }
        try {
            return best.invoke(isStatic ? null : arguments.getFirst(), values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Whether a parameter takes all arguments from its place on. */
    private static boolean isRest(Method method, int i, List<Object> arguments) {
        return method.isVarArgs()
                && i == method.getParameterCount() - 1
                && !(arguments.size() == i + 1 && arguments.get(i) instanceof long[]);
    }

    private static Object rest(Class<?> type, List<Object> arguments) {
        Class<?> component = type.getComponentType();
        Object array = Array.newInstance(component, arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            Array.set(array, i, as(component, arguments.get(i)));
        }
        return array;
    }

    /** How far the arguments are from the parameters; -1: they do not fit. */
    private static int score(Method method, List<Object> arguments) {
        Class<?>[] types = method.getParameterTypes();
        int fixed = method.isVarArgs() ? types.length - 1 : types.length;
        if (arguments.size() < fixed || !method.isVarArgs() && arguments.size() > fixed) {
            return -1;
        }
        int total = 0;
        for (int i = 0; i < types.length; i++) {
            if (isRest(method, i, arguments)) {
                total += 20;
                for (Object argument : arguments.subList(i, arguments.size())) {
                    int score = score(types[i].getComponentType(), argument);
                    if (score < 0) {
                        return -1;
                    }
                    total += score;
                }
                return total;
            }
            if (i >= arguments.size()) {
                return -1;
            }
            int score = score(types[i], arguments.get(i));
            if (score < 0) {
                return -1;
            }
            total += score;
        }
        return arguments.size() > types.length ? -1 : total;
    }

    private static int score(Class<?> type, Object argument) {
        return switch (argument) {
            case Long _ ->
                type == long.class
                        ? 0
                        : type == int.class ? 1 : type == double.class ? 5 : type == int[].class ? 7 : -1;
            case Double _ -> type == double.class ? 0 : -1;
            case Boolean _ -> type == boolean.class ? 0 : -1;
            case long[] _ -> type == long[].class ? 0 : type == int[].class ? 1 : -1;
            default -> type.isInstance(argument) && type != Object.class ? 0 : -1;
        };
    }

    private static Object as(Class<?> type, Object argument) {
        return switch (argument) {
            case Long number when type == int.class -> Math.toIntExact(number);
            case Long number when type == double.class -> number.doubleValue();
            case Long number when type == int[].class -> new int[] {Math.toIntExact(number)};
            case long[] numbers when type == int[].class -> ints(numbers);
            default -> argument;
        };
    }

    private boolean accept(char c) {
        skipSpace();
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void skipSpace() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
