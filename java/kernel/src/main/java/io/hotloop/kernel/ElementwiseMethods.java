package io.hotloop.kernel;

import io.hotloop.NdArray;
import io.hotloop.kernel.internal.Interfaces;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An interface of {@link Elementwise} methods: each is a {@link Ufunc}, and this hands the arguments on. */
final class ElementwiseMethods implements InvocationHandler {
    private static final Set<Class<?>> NUMBERS =
            Set.of(boolean.class, byte.class, short.class, int.class, long.class, float.class, double.class);

    private final Class<?> type;
    private final Map<Method, Call> calls = new HashMap<>();

    /**
     * What a method does.
     *
     * @param output the parameter that receives the result; -1 for none
     */
    private record Call(Ufunc function, int output) {}

    private ElementwiseMethods(Class<?> type) {
        this.type = type;
        for (Method method : Interfaces.methods(type)) {
            Call call = call(method, type.getSimpleName() + "." + method.getName());
            // Two interfaces above this one may declare it: a proxy calls either.
            for (Method same : type.getMethods()) {
                if (same.getName().equals(method.getName())
                        && Arrays.equals(same.getParameterTypes(), method.getParameterTypes())) {
                    calls.put(same, call);
                }
            }
        }
    }

    static <K> K implement(Class<K> type) {
        Interfaces.require(type);
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new ElementwiseMethods(type)));
    }

    private static Call call(Method method, String label) {
        Elementwise elementwise = method.getAnnotation(Elementwise.class);
        if (elementwise == null) {
            throw new IllegalArgumentException(label + " is not @Elementwise");
        }
        String text = elementwise.value();
        int begin = text.indexOf('{');
        int end = text.lastIndexOf('}');
        if (begin < 0 || end < begin || !text.substring(end + 1).isBlank()) {
            throw new IllegalArgumentException(label + ": \"" + text + "\" is no function: one such as"
                    + " double f(double x) { return x + 1; } is");
        }
        int output = output(method, label);
        Class<?> result = method.getReturnType();
        if (result != NdArray.class && !(result == void.class && output >= 0)) {
            throw new IllegalArgumentException(label + " gives a " + result.getTypeName()
                    + ": it gives an NdArray, or nothing and has an @Out NdArray");
        }
        Ufunc function = Kernels.elementwise(text.substring(0, begin), text.substring(begin + 1, end));
        int arguments = method.getParameterCount() - (output < 0 ? 0 : 1);
        if (arguments != function.inputs().size()) {
            throw new IllegalArgumentException(label + " has " + arguments + " arguments, " + function + " takes "
                    + function.inputs().size());
        }
        return new Call(function, output);
    }

    private static int output(Method method, String label) {
        int output = -1;
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            boolean isArray = parameters[i].getType() == NdArray.class;
            if (!isArray && !NUMBERS.contains(parameters[i].getType())) {
                throw new IllegalArgumentException(label + ": parameter " + (i + 1) + " is a "
                        + parameters[i].getParameterizedType().getTypeName() + ": it is an NdArray or a number");
            }
            if (parameters[i].isAnnotationPresent(InOut.class)) {
                throw new IllegalArgumentException(label + ": parameter " + (i + 1)
                        + " is @InOut: pass the array that is the @Out one as an argument, too");
            }
            if (parameters[i].isAnnotationPresent(Out.class)) {
                if (output >= 0 || !isArray) {
                    throw new IllegalArgumentException(label + ": parameter " + (i + 1)
                            + (isArray ? " is a second @Out array" : " is a number, which is no @Out"));
                }
                output = i;
            }
        }
        return output;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        Call call = calls.get(method);
        if (call == null) {
            return ofObject(proxy, method, arguments);
        }
        assert arguments != null : "functions have parameters";
        if (call.output < 0) {
            return call.function.apply(arguments);
        }
        Object[] inputs = new Object[arguments.length - 1];
        System.arraycopy(arguments, 0, inputs, 0, call.output);
        System.arraycopy(arguments, call.output + 1, inputs, call.output, inputs.length - call.output);
        if (arguments[call.output] == null) {
            throw new NullPointerException(call.function.name() + ": out is null");
        }
        NdArray out = call.function.applyInto((NdArray) arguments[call.output], inputs);
        return method.getReturnType() == void.class ? null : out;
    }

    private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " of elementwise functions";
        };
    }
}
