package io.hotloop.kernel.internal;

import io.hotloop.DType;
import io.hotloop.kernel.Layout;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parameter of a kernel: what Java gives, what C gets, and how it travels. */
sealed interface Parameter {
    /** What messages call it: its number and, where the class file has it, its name. */
    String label();

    /** C's type. */
    String c();

    /** Words of the call's block that it has at a fixed place. */
    default int words() {
        return 1;
    }

    /** Whether it travels as a pointer of its own, so that its memory stays open during the call. */
    default boolean isPointer() {
        return words() == 0;
    }

    /** Whether words with its shape and strides stand behind those at fixed places. */
    default boolean isArray() {
        return this instanceof Array || this instanceof Numbers || this instanceof ObjectArray;
    }

    /** A primitive. */
    record Scalar(String label, ScalarType type) implements Parameter {
        @Override
        public String c() {
            return type.c;
        }
    }

    /** A constant of an enum, as its ordinal. */
    record Constant(String label, Class<?> type) implements Parameter {
        @Override
        public String c() {
            return type.getSimpleName();
        }
    }

    /** A string, as UTF-8. */
    record Text(String label) implements Parameter {
        @Override
        public String c() {
            return "const char *";
        }
    }

    /** Memory, as a bare pointer. */
    record Segment(String label, Access access, boolean isShort) implements Parameter {
        @Override
        public String c() {
            return access.isWritten() ? "void *" : "const void *";
        }

        @Override
        public int words() {
            return 0;
        }
    }

    /**
     * An array, as a view with shape and strides.
     *
     * @param rank -1 for any
     */
    record Array(String label, Access access, DType dtype, int rank, Layout layout, boolean isShort)
            implements Parameter {
        Array with(Layout other) {
            return new Array(label, access, dtype, rank, other, isShort);
        }

        @Override
        public String c() {
            return CText.viewType(dtype, access);
        }

        @Override
        public int words() {
            return 0;
        }
    }

    /** A Java array of numbers, as a view of rank 1. */
    record Numbers(String label, Access access, ScalarType type) implements Parameter {
        @Override
        public String c() {
            return CText.viewType(type.dtype, access);
        }

        @Override
        public int words() {
            return 0;
        }
    }

    /** The struct whose kernel it is: the first parameter, which Java's method does not have. */
    record Self(StructType type) implements Parameter {
        @Override
        public String label() {
            return "self";
        }

        @Override
        public String c() {
            return type.c() + " *";
        }

        @Override
        public int words() {
            return 0;
        }
    }

    /** An object that is a struct, as a pointer to it. */
    record ObjectStruct(String label, StructType type) implements Parameter {
        @Override
        public String c() {
            return type.c() + " *";
        }

        @Override
        public int words() {
            return 0;
        }
    }

    /**
     * An array of structs, as a view of rank 1 of its own memory.
     *
     * @param object the interface of its objects
     */
    record ObjectArray(String label, Access access, StructType type, Class<?> object) implements Parameter {
        @Override
        public String c() {
            return CText.viewType(type, access);
        }

        @Override
        public int words() {
            return 0;
        }
    }

    /** A record, as a pointer to a struct that C may not write. */
    record Struct(String label, StructType type) implements Parameter {
        @Override
        public String c() {
            return "const " + type.c() + " *";
        }
    }

    /** An array of records, as a view of rank 1. */
    record Structs(String label, Access access, StructType type) implements Parameter {
        @Override
        public String c() {
            return CText.viewType(type, access);
        }

        @Override
        public int words() {
            return 2;
        }
    }

    /**
     * A functional interface, as a pointer to a function.
     *
     * @param method the interface's one abstract method
     * @param arguments what C gives it
     * @param result null for {@code void}
     */
    record Callback(
            String label,
            Method method,
            List<ScalarType> arguments,
            @Nullable ScalarType result) implements Parameter {
        @Override
        public String c() {
            String list = String.join(", ", arguments.stream().map(a -> a.c).toList());
            return (result == null ? "void" : result.c) + " (*)(" + (list.isEmpty() ? "void" : list) + ")";
        }
    }
}
