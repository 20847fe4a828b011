package io.hotloop.kernel.internal;

import io.hotloop.NdArray;
import io.hotloop.bindings.NativeMemory;
import io.hotloop.internal.Engine;
import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.View;
import io.hotloop.kernel.KernelException;
import io.hotloop.kernel.Layout;
import io.hotloop.kernel.StructArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** What the calls' bytecode does with arguments and results: checks, and conversions between Java and C. */
final class Marshal {
    private Marshal() {}

    /** Puts an array's words into the frame, and gives its memory. */
    static MemorySegment array(CallFrame frame, Parameter.Array parameter, @Nullable NdArray array) {
        View view = view(frame, parameter, array);
        frame.array(view);
        return view.segment();
    }

    /** The memory from an array's first element on, for C that knows no strides. */
    static MemorySegment first(CallFrame frame, Parameter.Array parameter, @Nullable NdArray array) {
        View view = view(frame, parameter, array);
        return view.segment().asSlice(view.offset());
    }

    /** What C gets: the array itself, or a copy. */
    private static View view(CallFrame frame, Parameter.Array parameter, @Nullable NdArray array) {
        View view = ArrayAccess.view(notNull(array, parameter));
        check(parameter, view);
        boolean isReachable = view.segment().isNative() || parameter.isShort();
        boolean isCopied = parameter.layout() == Layout.COPIED
                ? !(isReachable && view.isContiguous() && isAligned(view))
                // Without the library arrays lie on the heap that nobody put there.
                : !isReachable && !Engine.isNative();
        if (isCopied) {
            View copy = View.contiguous(
                    NativeMemory.allocate(view.size() * view.dtype().byteSize()), view.dtype(), view.shape());
            if (parameter.access().isRead()) {
                Elementwise.copy(copy, view);
            }
            if (parameter.access().isWritten()) {
                frame.copyBack(view, copy);
            }
            view = copy;
        } else if (!isReachable) {
            throw onHeap(parameter, "an array over a Java array");
        }
        return view;
    }

    private static void check(Parameter.Array parameter, View view) {
        if (view.dtype() != parameter.dtype()) {
            throw new IllegalArgumentException(parameter.label() + " has dtype " + view.dtype() + ", the kernel takes "
                    + parameter.dtype() + ": use astype");
        }
        if (parameter.rank() >= 0 && view.rank() != parameter.rank()) {
            throw new IllegalArgumentException(parameter.label() + " has shape " + Layouts.toString(view.shape())
                    + ", rank " + view.rank() + ": the kernel takes rank " + parameter.rank());
        }
        if (parameter.access().isWritten()) {
            if (view.segment().isReadOnly()) {
                throw new IllegalArgumentException(parameter.label() + " is read-only, and the kernel writes it");
            }
            if (Layouts.repeats(view)) {
                throw new IllegalArgumentException(parameter.label() + " of shape " + Layouts.toString(view.shape())
                        + " and strides " + Layouts.toString(view.strides())
                        + " has elements that share memory, and the kernel writes it");
            }
        }
        if (parameter.layout() == Layout.CONTIGUOUS && !view.isContiguous()) {
            throw new IllegalArgumentException(parameter.label() + " of shape " + Layouts.toString(view.shape())
                    + " and strides " + Layouts.toString(view.strides())
                    + " is not contiguous, as the kernel needs it: copy it, or declare Layout.COPIED");
        }
        if (parameter.layout() != Layout.COPIED && !isAligned(view)) {
            throw new IllegalArgumentException(parameter.label() + " begins at byte " + view.offset()
                    + " and has strides " + Layouts.toString(view.strides()) + ", no multiples of an element's "
                    + view.dtype().byteSize() + " bytes: copy it, or declare Layout.COPIED");
        }
    }

    /** Whether C can count in elements, and read each at once. */
    static boolean isAligned(View view) {
        // The parts of complex numbers are what must be aligned; their strides are in whole numbers.
        int mask = view.dtype().byteSize() - 1;
        for (long stride : view.strides()) {
            if ((stride & mask) != 0) {
                return false;
            }
        }
        int part = view.dtype().isComplex() ? mask >> 1 : mask;
        return (view.segment().address() + view.offset() & part) == 0;
    }

    /** Checks memory. */
    static MemorySegment segment(Parameter.Segment parameter, @Nullable MemorySegment segment) {
        MemorySegment memory = notNull(segment, parameter);
        if (!memory.isNative() && !parameter.isShort()) {
            throw onHeap(parameter, "a segment on the Java heap");
        }
        if (parameter.access().isWritten() && memory.isReadOnly()) {
            throw new IllegalArgumentException(
                    parameter.label() + " is read-only, and the kernel writes it: declare it @In");
        }
        return memory;
    }

    /** The struct of an object. */
    static MemorySegment object(Parameter.ObjectStruct parameter, @Nullable Object object) {
        Object given = notNull(object, parameter);
        try {
            return StructObjects.memory(given, parameter.type());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(parameter.label() + ": " + e.getMessage(), e);
        }
    }

    /** The memory of an array of structs, with its words. */
    static MemorySegment objects(CallFrame frame, Parameter.ObjectArray parameter, @Nullable Object array) {
        StructArray<?> structs = (StructArray<?>) notNull(array, parameter);
        if (structs.of().type() != parameter.object()) {
            throw new IllegalArgumentException(parameter.label() + " is an array of "
                    + structs.of().type().getTypeName() + ", the kernel takes "
                    + parameter.object().getTypeName());
        }
        frame.array(structs.size());
        return structs.memory();
    }

    private static IllegalArgumentException onHeap(Parameter parameter, String what) {
        return new IllegalArgumentException(parameter.label() + " is " + what
                + ": during a call the collector would have to wait for it. Copy it off the heap, or declare that a call"
                + " takes 10 µs at most, by @ShortCall");
    }

    /** A Java array, with its words. */
    static MemorySegment numbers(CallFrame frame, Parameter.Numbers parameter, @Nullable Object array) {
        MemorySegment segment = switch (notNull(array, parameter)) {
            case byte[] values -> MemorySegment.ofArray(values);
            case short[] values -> MemorySegment.ofArray(values);
            case char[] values -> MemorySegment.ofArray(values);
            case int[] values -> MemorySegment.ofArray(values);
            case long[] values -> MemorySegment.ofArray(values);
            case float[] values -> MemorySegment.ofArray(values);
            case double[] values -> MemorySegment.ofArray(values);
            default -> throw new AssertionError(parameter);
        };
        frame.array(segment.byteSize() / parameter.type().bytes());
        return segment;
    }

    /** The address of a string. */
    static long text(CallFrame frame, Parameter parameter, @Nullable String text) {
        return frame.text(notNull(text, parameter), parameter.label());
    }

    /** The ordinal of a constant. */
    static long ordinal(Parameter parameter, @Nullable Object constant) {
        return ((Enum<?>) notNull(constant, parameter)).ordinal();
    }

    /** The address of a function that calls an object. */
    static long callback(CallFrame frame, CallbackPool pool, Parameter parameter, @Nullable Object target) {
        return frame.callback(pool.take(notNull(target, parameter)));
    }

    /** The argument, unless it is null. */
    static <T> T notNull(@Nullable T argument, Parameter parameter) {
        if (argument == null) {
            throw new NullPointerException(parameter.label() + " is null");
        }
        return argument;
    }

    /** An element of an array of records, unless it is null. */
    static Object elementNotNull(@Nullable Object element, int index, Parameter parameter) {
        if (element == null) {
            throw new NullPointerException(parameter.label() + " has null at " + index);
        }
        return element;
    }

    /** The ordinal of a constant in a record. */
    static int fieldOrdinal(@Nullable Object constant, String field) {
        return ((Enum<?>) fieldNotNull(constant, field)).ordinal();
    }

    /** A field of a record, unless it is null. */
    static Object fieldNotNull(@Nullable Object value, String field) {
        if (value == null) {
            throw new NullPointerException(field + " is null");
        }
        return value;
    }

    /** The constant that C gave. */
    static Object constant(int ordinal, Object[] constants, String label) {
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new KernelException(
                    ordinal,
                    label + " gave " + ordinal + ", which is none of the " + constants.length + " constants of "
                            + constants.getClass().getComponentType().getSimpleName());
        }
        return constants[ordinal];
    }

    /** Throws for a status that is not 0. */
    static void status(int code, String label) {
        if (code != 0) {
            throw new KernelException(code, label + " gave the status " + code);
        }
    }

    static void putBoolean(MemorySegment struct, long at, boolean value) {
        struct.set(ValueLayout.JAVA_BOOLEAN, at, value);
    }

    static void putByte(MemorySegment struct, long at, byte value) {
        struct.set(ValueLayout.JAVA_BYTE, at, value);
    }

    static void putShort(MemorySegment struct, long at, short value) {
        struct.set(ValueLayout.JAVA_SHORT, at, value);
    }

    static void putChar(MemorySegment struct, long at, char value) {
        struct.set(ValueLayout.JAVA_CHAR, at, value);
    }

    static void putInt(MemorySegment struct, long at, int value) {
        struct.set(ValueLayout.JAVA_INT, at, value);
    }

    static void putLong(MemorySegment struct, long at, long value) {
        struct.set(ValueLayout.JAVA_LONG, at, value);
    }

    static void putFloat(MemorySegment struct, long at, float value) {
        struct.set(ValueLayout.JAVA_FLOAT, at, value);
    }

    static void putDouble(MemorySegment struct, long at, double value) {
        struct.set(ValueLayout.JAVA_DOUBLE, at, value);
    }

    static boolean getBoolean(MemorySegment struct, long at) {
        return struct.get(ValueLayout.JAVA_BYTE, at) != 0;
    }

    static byte getByte(MemorySegment struct, long at) {
        return struct.get(ValueLayout.JAVA_BYTE, at);
    }

    static short getShort(MemorySegment struct, long at) {
        return struct.get(ValueLayout.JAVA_SHORT, at);
    }

    static char getChar(MemorySegment struct, long at) {
        return struct.get(ValueLayout.JAVA_CHAR, at);
    }

    static int getInt(MemorySegment struct, long at) {
        return struct.get(ValueLayout.JAVA_INT, at);
    }

    static long getLong(MemorySegment struct, long at) {
        return struct.get(ValueLayout.JAVA_LONG, at);
    }

    static float getFloat(MemorySegment struct, long at) {
        return struct.get(ValueLayout.JAVA_FLOAT, at);
    }

    static double getDouble(MemorySegment struct, long at) {
        return struct.get(ValueLayout.JAVA_DOUBLE, at);
    }
}
