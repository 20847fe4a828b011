package io.hotloop.kernel.internal;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as a struct of C, laid out as C compilers do: each field at the next place that its alignment allows.
 *
 * @param record the class
 * @param fields its components, in their order
 * @param bytes the size, a multiple of the alignment
 * @param alignment that of the field with the largest
 */
record StructType(Class<?> record, List<Field> fields, int bytes, int alignment) {
    /** What {@code hl_sink} has room for. */
    static final int MOST_BYTES = 4096;

    /**
     * A field: a number, a constant of an enum, or a struct.
     *
     * @param name of the component
     * @param accessor reads it
     * @param offset in the struct
     * @param scalar its type; an enum's is {@code int}; null for a struct
     * @param enumeration the enum; null for all others
     * @param struct its type; null for all others
     */
    record Field(
            String name,
            Method accessor,
            int offset,
            @Nullable ScalarType scalar,
            @Nullable Class<?> enumeration,
            @Nullable StructType struct) {
        Class<?> type() {
            return accessor.getReturnType();
        }
    }

    /** The field of a name; null if there is none. */
    @Nullable
    Field field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** What C calls it. */
    String c() {
        return record.getSimpleName();
    }

    /**
     * The struct of a record.
     *
     * @param record the class
     * @param known all structs so far, those first that others contain; gets this one
     * @param where for messages
     * @throws IllegalArgumentException if a component has no counterpart in C
     */
    static StructType of(Class<?> record, Map<Class<?>, StructType> known, String where) {
        StructType before = known.get(record);
        if (before != null) {
            return before;
        }
        var fields = new ArrayList<Field>();
        int end = 0;
        int alignment = 1;
        for (RecordComponent component : record.getRecordComponents()) {
            Class<?> type = component.getType();
            String place = where + ": " + record.getSimpleName() + "." + component.getName();
            CNames.require(component.getName(), place);
            ScalarType scalar = type.isEnum() ? ScalarType.INT : ScalarType.of(type);
            StructType struct = type.isRecord() ? of(type, known, where) : null;
            if (scalar == null && struct == null) {
                throw new IllegalArgumentException(place + " is a " + type.getTypeName()
                        + ": the fields of a struct are primitives, enums and records");
            }
            int own = struct != null ? struct.alignment : scalar.bytes();
            int size = struct != null ? struct.bytes : own;
            int offset = roundUp(end, own);
            fields.add(new Field(
                    component.getName(), component.getAccessor(), offset, scalar, type.isEnum() ? type : null, struct));
            end = offset + size;
            alignment = Math.max(alignment, own);
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(
                    where + ": the record " + record.getSimpleName() + " has no components, a struct of C has some");
        }
        int bytes = roundUp(end, alignment);
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(where + ": the record " + record.getSimpleName() + " takes " + bytes
                    + " bytes in C: " + MOST_BYTES + " are the most");
        }
        var struct = new StructType(record, List.copyOf(fields), bytes, alignment);
        known.put(record, struct);
        return struct;
    }

    private static int roundUp(int value, int multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }

    static Map<Class<?>, StructType> none() {
        return new LinkedHashMap<>();
    }
}
