package io.hotloop.kernel.internal;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.hotloop.DType;
import java.lang.classfile.TypeKind;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Java's primitive types, and what they are in C and in arrays. */
enum ScalarType {
    BOOLEAN(boolean.class, "bool", JAVA_BOOLEAN, DType.BOOL),
    BYTE(byte.class, "int8_t", JAVA_BYTE, DType.INT8),
    SHORT(short.class, "int16_t", JAVA_SHORT, DType.INT16),
    CHAR(char.class, "uint16_t", JAVA_CHAR, DType.UINT16),
    INT(int.class, "int32_t", JAVA_INT, DType.INT32),
    LONG(long.class, "int64_t", JAVA_LONG, DType.INT64),
    FLOAT(float.class, "float", JAVA_FLOAT, DType.FLOAT32),
    DOUBLE(double.class, "double", JAVA_DOUBLE, DType.FLOAT64);

    final Class<?> java;
    final String c;
    final ValueLayout layout;
    final DType dtype;

    ScalarType(Class<?> java, String c, ValueLayout layout, DType dtype) {
        this.java = java;
        this.c = c;
        this.layout = layout;
        this.dtype = dtype;
    }

    /** The type of a Java primitive; null for all other classes. */
    static @Nullable ScalarType of(Class<?> type) {
        for (ScalarType scalar : values()) {
            if (scalar.java == type) {
                return scalar;
            }
        }
        return null;
    }

    int bytes() {
        return (int) layout.byteSize();
    }

    TypeKind kind() {
        return TypeKind.from(java);
    }
}
