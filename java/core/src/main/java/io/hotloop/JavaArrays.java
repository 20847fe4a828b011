package io.hotloop;

import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Rows;
import io.hotloop.internal.array.View;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Elements from and to Java's arrays and buffers: the work behind the methods of {@link NdArray}. */
final class JavaArrays {
    /** What HotSpot allows. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private JavaArrays() {}

    // Which types belong together

    /** The dtype that a Java type fixes, or null for a type that is no element's. */
    private static @Nullable DType dtype(Class<?> type) {
        if (type == double.class) {
            return DType.FLOAT64;
        } else if (type == float.class) {
            return DType.FLOAT32;
        } else if (type == long.class) {
            return DType.INT64;
        } else if (type == int.class) {
            return DType.INT32;
        } else if (type == short.class) {
            return DType.INT16;
        } else if (type == byte.class) {
            return DType.INT8;
        } else if (type == char.class) {
            return DType.UINT16;
        } else if (type == boolean.class) {
            return DType.BOOL;
        }
        return type == Complex.class ? DType.COMPLEX128 : null;
    }

    /** The narrowest Java type that has all values of a dtype; of uint64 its bits. */
    static Class<?> javaType(DType dtype) {
        return switch (dtype) {
            case BOOL -> boolean.class;
            case INT8 -> byte.class;
            case INT16, UINT8 -> short.class;
            case UINT16 -> char.class;
            case INT32 -> int.class;
            case INT64, UINT32, UINT64 -> long.class;
            case FLOAT32 -> float.class;
            case FLOAT64 -> double.class;
            case COMPLEX64, COMPLEX128 -> Complex.class;
        };
    }

    /** The memory of a Java array of numbers. */
    private static MemorySegment segment(Object array) {
        return switch (array) {
            case double[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            case byte[] a -> MemorySegment.ofArray(a);
            case char[] a -> MemorySegment.ofArray(a);
            default -> throw new AssertionError(array.getClass());
        };
    }

    // One level

    /** How long a Java array of all elements is. */
    static int length(View view) {
        return length(view.size());
    }

    private static int length(long length) {
        if (length > MAX_LENGTH) {
            throw new IllegalStateException(
                    length + " elements do not fit a Java array, which has at most " + MAX_LENGTH);
        }
        return (int) length;
    }

    /** Copies a Java array into memory without gaps of the dtype that its type fixes. */
    static void fromJava(Object from, View to) {
        fromJava(from, to, "");
    }

    private static void fromJava(Object from, View to, String place) {
        MemorySegment segment = to.segment();
        long at = to.offset();
        switch (from) {
            case boolean[] values -> {
                for (int i = 0; i < values.length; i++) {
                    segment.set(ValueLayout.JAVA_BYTE, at + i, (byte) (values[i] ? 1 : 0));
                }
            }
            case Complex[] values -> {
                for (int i = 0; i < values.length; i++) {
                    requireElement(values[i], place, i);
                    Elements.setComplex(segment, at + 16L * i, DType.COMPLEX128, values[i].re(), values[i].im());
                }
            }
            default -> {
                MemorySegment heap = segment(from);
                MemorySegment.copy(heap, 0, segment, at, heap.byteSize());
            }
        }
    }

    /** Casts all elements in C order into a Java array of as many. */
    static void toJava(View from, Object to) {
        Blocks.requireOpen(from);
        DType dtype = from.dtype();
        if (to instanceof boolean[] || to instanceof Complex[]) {
            int next = 0;
            Rows rows = new Rows(from);
            while (rows.next()) {
                for (long i = 0; i < rows.length(); i++) {
                    long at = rows.offset() + i * rows.stride();
                    if (to instanceof boolean[] values) {
                        values[next++] = Elements.getBoolean(from.segment(), at, dtype);
                    } else {
                        ((Complex[]) to)[next++] = new Complex(
                                Elements.getReal(from.segment(), at, dtype),
                                Elements.getImag(from.segment(), at, dtype));
                    }
                }
            }
            return;
        }
        MemorySegment heap = segment(to);
        DType wanted = dtype(to.getClass().getComponentType());
        assert wanted != null;
        if (wanted == dtype && from.isContiguous()) {
            MemorySegment.copy(from.segment(), from.offset(), heap, 0, heap.byteSize());
        } else {
            Elementwise.copy(View.contiguous(heap, wanted, from.shape()), from);
        }
    }

    // Several levels

    /** All elements in as many levels of Java arrays as there are axes, at least one. */
    static Object toNested(View view, Class<?> type) {
        long[] shape = view.shape();
        int length = length(shape[0]);
        if (shape.length == 1) {
            Object array = Array.newInstance(type, length);
            toJava(view, array);
            return array;
        }
        Class<?> level = type;
        for (int axis = 1; axis < shape.length; axis++) {
            level = level.arrayType();
        }
        Object[] items = (Object[]) Array.newInstance(level, length);
        long[] inner = Arrays.copyOfRange(shape, 1, shape.length);
        long[] strides = Arrays.copyOfRange(view.strides(), 1, shape.length);
        for (int i = 0; i < length; i++) {
            long offset = view.size() == 0 ? view.offset() : view.offset() + i * view.strides()[0];
            items[i] = toNested(new View(view.segment(), offset, view.dtype(), inner, strides), type);
        }
        return items;
    }

    /** A new array from nested Java arrays. */
    static NdArray fromNested(Object[] nested) {
        long[] shape = new long[Layouts.MAX_RANK];
        int rank = 0;
        // The first array of each level tells the shape; where a level is empty, the declared types do.
        Object first = nested;
        Class<?> type = nested.getClass();
        while (type.isArray()) {
            if (rank == Layouts.MAX_RANK) {
                throw new IllegalArgumentException("the arrays are nested deeper than " + Layouts.MAX_RANK + " levels");
            }
            int length = first == null ? 0 : Array.getLength(first);
            shape[rank++] = length;
            Class<?> component = type.getComponentType();
            first = length > 0 && !component.isPrimitive() ? Array.get(first, 0) : null;
            type = first == null || component == Complex.class ? component : first.getClass();
        }
        DType dtype = dtype(type);
        if (dtype == null) {
            throw new IllegalArgumentException(
                    "the innermost arrays must be of a primitive type or of Complex, these are of " + type.getName());
        }
        NdArray result = NdArray.empty(dtype, Arrays.copyOf(shape, rank));
        fill(result.view, 0, nested, type, "");
        return result;
    }

    private static void fill(View out, int axis, Object array, Class<?> type, String place) {
        long[] shape = out.shape();
        boolean last = axis == shape.length - 1;
        boolean fits = last
                ? array.getClass().getComponentType() == type
                : array instanceof Object[] && array.getClass().getComponentType() != type;
        if (!fits) {
            throw new IllegalArgumentException("nested array is ragged: element " + place + " is "
                    + (array.getClass().isArray() ? "of type " : "a ")
                    + array.getClass().getSimpleName() + " where others of its level are "
                    + (last ? type.getSimpleName() + "[]" : "arrays of arrays"));
        }
        int length = Array.getLength(array);
        if (length != shape[axis]) {
            throw new IllegalArgumentException("nested array is ragged: element " + place + " has length " + length
                    + " where the first of its level has " + shape[axis]);
        }
        if (last) {
            fromJava(array, out, place);
            return;
        }
        Object[] items = (Object[]) array;
        for (int i = 0; i < length; i++) {
            Object item = items[i];
            requireElement(item, place, i);
            long offset = out.size() == 0 ? 0 : out.offset() + i * out.strides()[axis];
            fill(
                    new View(out.segment(), offset, out.dtype(), shape, out.strides()),
                    axis + 1,
                    item,
                    type,
                    place + "[" + i + "]");
        }
    }

    private static void requireElement(@Nullable Object item, String place, int i) {
        if (item == null) {
            throw new IllegalArgumentException("element " + place + "[" + i + "] is null");
        }
    }

    // Buffers

    /** The dtype of a buffer's elements. */
    static DType dtype(Buffer buffer) {
        return switch (buffer) {
            case ByteBuffer _ -> DType.INT8;
            case ShortBuffer _ -> DType.INT16;
            case CharBuffer _ -> DType.UINT16;
            case IntBuffer _ -> DType.INT32;
            case LongBuffer _ -> DType.INT64;
            case FloatBuffer _ -> DType.FLOAT32;
            case DoubleBuffer _ -> DType.FLOAT64;
            default -> throw new IllegalArgumentException("a buffer of unknown type: " + buffer.getClass());
        };
    }

    /** What remains of a buffer. */
    static MemorySegment ofBuffer(Buffer buffer) {
        ByteOrder order = switch (buffer) {
            case ShortBuffer b -> b.order();
            case CharBuffer b -> b.order();
            case IntBuffer b -> b.order();
            case LongBuffer b -> b.order();
            case FloatBuffer b -> b.order();
            case DoubleBuffer b -> b.order();
            default -> ByteOrder.nativeOrder();
        };
        if (order != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException(
                    "a buffer in byte order " + order + ": arrays are in " + ByteOrder.nativeOrder());
        }
        try {
            return MemorySegment.ofBuffer(buffer);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a buffer over a CharSequence has no memory to share: NdArray.of(text.toCharArray()) copies it", e);
        }
    }

    // A buffer of bytes sees no other heap array than byte[]: those of other types are made from the array itself.

    static DoubleBuffer asDoubleBuffer(MemorySegment segment) {
        if (segment.heapBase().orElse(null) instanceof double[] array) {
            return DoubleBuffer.wrap(array, first(segment, 8), count(segment, 8))
                    .slice();
        }
        return bytes(segment).asDoubleBuffer();
    }

    static FloatBuffer asFloatBuffer(MemorySegment segment) {
        if (segment.heapBase().orElse(null) instanceof float[] array) {
            return FloatBuffer.wrap(array, first(segment, 4), count(segment, 4)).slice();
        }
        return bytes(segment).asFloatBuffer();
    }

    static LongBuffer asLongBuffer(MemorySegment segment) {
        if (segment.heapBase().orElse(null) instanceof long[] array) {
            return LongBuffer.wrap(array, first(segment, 8), count(segment, 8)).slice();
        }
        return bytes(segment).asLongBuffer();
    }

    static IntBuffer asIntBuffer(MemorySegment segment) {
        if (segment.heapBase().orElse(null) instanceof int[] array) {
            return IntBuffer.wrap(array, first(segment, 4), count(segment, 4)).slice();
        }
        return bytes(segment).asIntBuffer();
    }

    static ShortBuffer asShortBuffer(MemorySegment segment) {
        if (segment.heapBase().orElse(null) instanceof short[] array) {
            return ShortBuffer.wrap(array, first(segment, 2), count(segment, 2)).slice();
        }
        return bytes(segment).asShortBuffer();
    }

    static CharBuffer asCharBuffer(MemorySegment segment) {
        if (segment.heapBase().orElse(null) instanceof char[] array) {
            return CharBuffer.wrap(array, first(segment, 2), count(segment, 2)).slice();
        }
        return bytes(segment).asCharBuffer();
    }

    private static ByteBuffer bytes(MemorySegment segment) {
        return segment.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** The address of a heap segment is where it begins in its array, in bytes. */
    private static int first(MemorySegment segment, int size) {
        return (int) (segment.address() / size);
    }

    private static int count(MemorySegment segment, int size) {
        return (int) (segment.byteSize() / size);
    }
}
