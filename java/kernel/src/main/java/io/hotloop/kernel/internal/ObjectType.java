package io.hotloop.kernel.internal;

import io.hotloop.kernel.Struct;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An interface whose objects are structs.
 *
 * @param struct what is in them
 * @param accessors the methods that read and write fields
 * @param kernels all others, which get the struct first
 */
record ObjectType(StructType struct, List<Accessor> accessors, List<Signature> kernels) {
    /**
     * A method that reads a field, or writes it.
     *
     * @param method the interface's
     * @param field the field
     */
    record Accessor(Method method, StructType.Field field) {
        boolean isSetter() {
            return method.getParameterCount() == 1;
        }
    }

    /** The struct of an interface; null if it is no interface of structs. */
    static @Nullable StructType struct(Class<?> type, Map<Class<?>, StructType> structs) {
        Struct struct = type.getAnnotation(Struct.class);
        if (struct == null) {
            return null;
        }
        CNames.require(struct.value().getSimpleName(), type.getTypeName());
        return StructType.of(struct.value(), structs, type.getSimpleName());
    }

    /**
     * What an interface says.
     *
     * @param type the interface
     * @param structs all structs so far; gets those of this one
     * @return null if it is no interface of structs
     * @throws IllegalArgumentException if a method has no counterpart in C
     */
    static @Nullable ObjectType of(Class<?> type, Map<Class<?>, StructType> structs) {
        StructType struct = struct(type, structs);
        if (struct == null) {
            return null;
        }
        var accessors = new ArrayList<Accessor>();
        var kernels = new ArrayList<Signature>();
        for (Method method : Interfaces.methods(type)) {
            StructType.Field field = struct.field(method.getName());
            if (field == null) {
                kernels.add(Signature.of(method, structs, struct));
            } else {
                accessors.add(accessor(method, field, type));
            }
        }
        return new ObjectType(struct, List.copyOf(accessors), Signature.distinct(type, kernels));
    }

    private static Accessor accessor(Method method, StructType.Field field, Class<?> type) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean isGetter = parameters.length == 0 && method.getReturnType() == field.type();
        boolean isSetter =
                parameters.length == 1 && parameters[0] == field.type() && method.getReturnType() == void.class;
        if (!isGetter && !isSetter) {
            String name = field.type().getSimpleName();
            throw new IllegalArgumentException(type.getSimpleName() + ": " + method.toGenericString()
                    + " has the name of a field, whose methods are " + name + " " + field.name() + "() and void "
                    + field.name() + "(" + name + "): call the kernel by another name, with @Symbol");
        }
        return new Accessor(method, field);
    }
}
