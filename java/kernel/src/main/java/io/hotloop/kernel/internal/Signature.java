package io.hotloop.kernel.internal;

import io.hotloop.NdArray;
import io.hotloop.kernel.In;
import io.hotloop.kernel.InOut;
import io.hotloop.kernel.Layout;
import io.hotloop.kernel.Out;
import io.hotloop.kernel.ShortCall;
import io.hotloop.kernel.Status;
import io.hotloop.kernel.StructArray;
import io.hotloop.kernel.Symbol;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel: a method of the interface and the function behind it.
 *
 * @param method Java's method
 * @param symbol the function's name
 * @param parameters in their order
 * @param result what comes back
 * @param isShort whether a call takes 10 µs at most
 */
record Signature(Method method, String symbol, List<Parameter> parameters, Result result, boolean isShort) {
    private static final String TAKES =
            "a kernel takes primitives, NdArray, MemorySegment, String, enums, records, structs, arrays of"
                    + " records, of structs and of primitives, and functional interfaces of primitives";

    /** More make no sense, and a call block has its size. */
    private static final int MOST_POINTERS = 16;

    /** Whether arguments, but for the struct itself, and result are numbers alone, which travel in registers. */
    boolean isDirect() {
        return parameters.stream()
                        .allMatch(p -> p instanceof Parameter.Scalar
                                || p instanceof Parameter.Constant
                                || p instanceof Parameter.Self)
                && !(result instanceof Result.Struct)
                && !(result instanceof Result.Text);
    }

    /** What messages call it. */
    String label() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** The same for C that knows no strides: arrays must be without gaps. */
    Signature withoutStrides() {
        List<Parameter> bare = parameters.stream()
                .map(parameter -> parameter instanceof Parameter.Array array && array.layout() == Layout.STRIDED
                        ? array.with(Layout.CONTIGUOUS)
                        : parameter)
                .toList();
        return new Signature(method, symbol, bare, result, isShort);
    }

    int pointers() {
        return (int) parameters.stream().filter(Parameter::isPointer).count();
    }

    /**
     * What a method says.
     *
     * @param structs the structs of the interface so far; gets those of this one
     * @param self the struct that the kernel gets first; null for none
     * @throws IllegalArgumentException if it has no counterpart in C; the message names the parameter
     */
    static Signature of(Method method, Map<Class<?>, StructType> structs, @Nullable StructType self) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        Symbol symbol = method.getAnnotation(Symbol.class);
        String function = symbol == null ? method.getName() : symbol.value();
        CNames.require(function, name);
        boolean isShort = method.isAnnotationPresent(ShortCall.class);
        var parameters = new ArrayList<Parameter>();
        if (self != null) {
            parameters.add(new Parameter.Self(self));
        }
        int number = 0;
        for (java.lang.reflect.Parameter parameter : method.getParameters()) {
            String label =
                    "parameter " + ++number + (parameter.isNamePresent() ? " (" + parameter.getName() + ")" : "");
            parameters.add(parameter(parameter, name + ": " + label, structs, isShort));
        }
        var signature =
                new Signature(method, function, List.copyOf(parameters), result(method, name, structs), isShort);
        if (signature.pointers() > MOST_POINTERS) {
            throw new IllegalArgumentException(name + ": " + signature.pointers()
                    + " parameters are arrays or segments, a kernel takes up to " + MOST_POINTERS);
        }
        return signature;
    }

    /**
     * Kernels, each with a function of its own.
     *
     * @throws IllegalArgumentException if two have the same
     */
    static List<Signature> distinct(Class<?> type, List<Signature> signatures) {
        var symbols = new HashSet<String>();
        for (Signature signature : signatures) {
            if (!symbols.add(signature.symbol())) {
                throw new IllegalArgumentException(type.getSimpleName() + " has two methods for the function "
                        + signature.symbol() + ": name them apart by @Symbol");
            }
        }
        return List.copyOf(signatures);
    }

    private static Parameter parameter(
            java.lang.reflect.Parameter parameter, String label, Map<Class<?>, StructType> structs, boolean isShort) {
        Class<?> type = parameter.getType();
        ScalarType scalar = ScalarType.of(type);
        if (scalar != null) {
            requireNoAccess(parameter, label);
            return new Parameter.Scalar(label, scalar);
        }
        if (type.isEnum()) {
            requireNoAccess(parameter, label);
            CNames.require(type.getSimpleName(), label);
            return new Parameter.Constant(label, type);
        }
        if (type == String.class) {
            requireNoAccess(parameter, label);
            return new Parameter.Text(label);
        }
        if (type == NdArray.class) {
            return array(parameter, label, isShort);
        }
        if (type == MemorySegment.class) {
            return new Parameter.Segment(label, access(parameter, label, Access.IN_OUT), isShort);
        }
        if (type.isRecord()) {
            requireNoAccess(parameter, label);
            CNames.require(type.getSimpleName(), label);
            return new Parameter.Struct(label, StructType.of(type, structs, label));
        }
        if (type.isArray()) {
            return javaArray(parameter, type.getComponentType(), label, structs, isShort);
        }
        if (type == StructArray.class) {
            return structArray(parameter, label, structs);
        }
        StructType object = ObjectType.struct(type, structs);
        if (object != null) {
            requireNoAccess(parameter, label);
            return new Parameter.ObjectStruct(label, object);
        }
        if (type.isInterface()) {
            requireNoAccess(parameter, label);
            return callback(parameter, label, isShort);
        }
        throw new IllegalArgumentException(
                label + " is a " + parameter.getParameterizedType().getTypeName() + ": " + TAKES);
    }

    private static Parameter array(java.lang.reflect.Parameter parameter, String label, boolean isShort) {
        Access access = access(parameter, label, null);
        In in = parameter.getAnnotation(In.class);
        Out out = parameter.getAnnotation(Out.class);
        InOut inOut = parameter.getAnnotation(InOut.class);
        var array = in != null
                ? new Parameter.Array(label, access, in.dtype(), in.rank(), in.layout(), isShort)
                : out != null
                        ? new Parameter.Array(label, access, out.dtype(), out.rank(), out.layout(), isShort)
                        : new Parameter.Array(label, access, inOut.dtype(), inOut.rank(), inOut.layout(), isShort);
        if (array.rank() < -1 || array.rank() > 64) {
            throw new IllegalArgumentException(label + " has rank " + array.rank() + ": 0 to 64, or -1 for any");
        }
        return array;
    }

    private static Parameter javaArray(
            java.lang.reflect.Parameter parameter,
            Class<?> element,
            String label,
            Map<Class<?>, StructType> structs,
            boolean isShort) {
        if (element.isRecord()) {
            CNames.require(element.getSimpleName(), label);
            return new Parameter.Structs(label, access(parameter, label, null), StructType.of(element, structs, label));
        }
        ScalarType scalar = ScalarType.of(element);
        if (scalar == null || scalar == ScalarType.BOOLEAN) {
            // The memory of a boolean[] is the JVM's own affair.
            throw new IllegalArgumentException(label + " is a " + element.getTypeName() + "[]: " + TAKES);
        }
        if (!isShort) {
            throw new IllegalArgumentException(label + " is a " + element.getTypeName()
                    + "[], which lies on the Java heap: during a call the collector would have to wait for it. Take an"
                    + " NdArray, or declare that a call takes 10 µs at most, by @ShortCall");
        }
        return new Parameter.Numbers(label, access(parameter, label, null), scalar);
    }

    private static Parameter structArray(
            java.lang.reflect.Parameter parameter, String label, Map<Class<?>, StructType> structs) {
        Access access = access(parameter, label, Access.IN_OUT);
        if (parameter.getParameterizedType() instanceof ParameterizedType array
                && array.getActualTypeArguments()[0] instanceof Class<?> object) {
            StructType struct = ObjectType.struct(object, structs);
            if (struct != null) {
                return new Parameter.ObjectArray(label, access, struct, object);
            }
        }
        throw new IllegalArgumentException(
                label + " is a " + parameter.getParameterizedType().getTypeName()
                        + ": arrays of structs name an interface with @Struct");
    }

    private static Parameter callback(java.lang.reflect.Parameter parameter, String label, boolean isShort) {
        Class<?> type = parameter.getType();
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !Interfaces.isOfObject(method))
                .toList();
        if (methods.size() != 1) {
            throw new IllegalArgumentException(label + " is a "
                    + parameter.getParameterizedType().getTypeName() + ", which is no functional interface: " + TAKES);
        }
        Method single = methods.getFirst();
        var arguments = new ArrayList<ScalarType>();
        for (Class<?> argument : single.getParameterTypes()) {
            arguments.add(callbackType(argument, type, label));
        }
        Class<?> result = single.getReturnType();
        if (isShort) {
            throw new IllegalArgumentException(label + " is a function, and a @ShortCall cannot call back");
        }
        return new Parameter.Callback(
                label, single, List.copyOf(arguments), result == void.class ? null : callbackType(result, type, label));
    }

    private static ScalarType callbackType(Class<?> type, Class<?> owner, String label) {
        ScalarType scalar = ScalarType.of(type);
        if (scalar == null) {
            throw new IllegalArgumentException(label + " is the functional interface " + owner.getTypeName()
                    + " with a " + type.getTypeName() + ": functions of primitives can be called from C");
        }
        return scalar;
    }

    private static Result result(Method method, String label, Map<Class<?>, StructType> structs) {
        Class<?> type = method.getReturnType();
        boolean isStatus = method.isAnnotationPresent(Status.class);
        if (isStatus && type != void.class) {
            throw new IllegalArgumentException(label + " gives a " + type.getTypeName()
                    + " and is a @Status method: those are void, the function's int becomes an exception");
        }
        if (type == void.class) {
            return isStatus ? new Result.Code() : new Result.None();
        }
        ScalarType scalar = ScalarType.of(type);
        if (scalar != null) {
            return new Result.Scalar(scalar);
        }
        if (type.isEnum()) {
            CNames.require(type.getSimpleName(), label);
            return new Result.Constant(type);
        }
        if (type == String.class) {
            return new Result.Text();
        }
        if (type.isRecord()) {
            CNames.require(type.getSimpleName(), label);
            return new Result.Struct(StructType.of(type, structs, label));
        }
        throw new IllegalArgumentException(
                label + " gives a " + method.getGenericReturnType().getTypeName()
                        + ": a kernel gives void, a primitive, an enum, a record or a String; arrays are @Out parameters");
    }

    /** @param absent what it is without an annotation; null if it must have one */
    private static Access access(java.lang.reflect.Parameter parameter, String label, @Nullable Access absent) {
        boolean in = parameter.isAnnotationPresent(In.class);
        boolean out = parameter.isAnnotationPresent(Out.class);
        boolean inOut = parameter.isAnnotationPresent(InOut.class);
        int count = (in ? 1 : 0) + (out ? 1 : 0) + (inOut ? 1 : 0);
        if (count > 1 || count == 0 && absent == null) {
            throw new IllegalArgumentException(label + " is a "
                    + parameter.getType().getSimpleName() + " with " + (count == 0 ? "none" : "several")
                    + " of @In, @Out and @InOut: one says what C does with it");
        }
        return in ? Access.IN : out ? Access.OUT : inOut ? Access.IN_OUT : absent;
    }

    private static void requireNoAccess(java.lang.reflect.Parameter parameter, String label) {
        if (parameter.isAnnotationPresent(Out.class) || parameter.isAnnotationPresent(InOut.class)) {
            throw new IllegalArgumentException(label + " is a "
                    + parameter.getType().getSimpleName() + ", which C cannot write: it has no @Out or @InOut");
        }
    }
}
