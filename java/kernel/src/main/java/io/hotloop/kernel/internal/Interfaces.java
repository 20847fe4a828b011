package io.hotloop.kernel.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every interface of kernels must be, whoever implements it. */
public final class Interfaces {
    private Interfaces() {}

    /**
     * Returns when a type can be implemented.
     *
     * @param type an interface
     * @throws IllegalArgumentException if it is none, or may not be
     */
    public static void require(Class<?> type) {
        if (!type.isInterface() || type.isAnnotation()) {
            throw new IllegalArgumentException(type.getTypeName() + " is no interface: kernels are methods of one");
        }
        if (type.isSealed() || type.isHidden()) {
            throw new IllegalArgumentException(type.getTypeName() + " is " + (type.isSealed() ? "sealed" : "hidden")
                    + ": it cannot be implemented");
        }
    }

    /**
     * The abstract methods, but for those that every object has, in an order that does not depend on the JVM.
     *
     * @param type an interface
     * @return one of each name and parameters
     * @throws IllegalArgumentException if there are none
     */
    public static List<Method> methods(Class<?> type) {
        Map<String, Method> methods = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
                methods.putIfAbsent(method.getName() + Arrays.toString(method.getParameterTypes()), method);
            }
        }
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(type.getTypeName() + " has no abstract methods: each one is a kernel");
        }
        return List.copyOf(methods.values());
    }

    /** Interfaces may declare again what every object has, as Comparator does with equals. */
    static boolean isOfObject(Method method) {
        return Arrays.stream(Object.class.getMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
