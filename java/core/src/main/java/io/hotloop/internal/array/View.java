package io.hotloop.internal.array;

import io.hotloop.DType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Elements in a segment: what an array is to the engine. The arrays are never written once a view is made.
 *
 * @param segment the memory, native or on the heap; all that the strides reach lies in it
 * @param offset of the first element, in bytes
 * @param dtype the type of the elements
 * @param shape how many elements along each axis, outermost first
 * @param strides how many bytes lie between neighbours along each axis; 0 or negative at will
 * @param array the Java array under the segment; null if it is native or read-only. Kept here, since to ask the segment for
 *     it makes an object
 */
public record View(
        MemorySegment segment,
        long offset,
        DType dtype,
        long[] shape,
        long[] strides,
        @Nullable Object array) {
    /**
     * Elements in a segment.
     *
     * @param segment the memory
     * @param offset of the first element, in bytes
     * @param dtype the type of the elements
     * @param shape how many elements along each axis
     * @param strides how many bytes lie between neighbours along each axis
     */
    public View(MemorySegment segment, long offset, DType dtype, long[] shape, long[] strides) {
        this(
                segment,
                offset,
                dtype,
                shape,
                strides,
                segment.isNative() ? null : segment.heapBase().orElse(null));
    }

    /**
     * Elements in C order without gaps.
     *
     * @param segment the memory
     * @param dtype the type of the elements
     * @param shape the shape
     * @return a view from the segment's beginning
     */
    public static View contiguous(MemorySegment segment, DType dtype, long... shape) {
        return new View(segment, 0, dtype, shape, contiguousStrides(dtype, shape));
    }

    /**
     * The strides of C order without gaps.
     *
     * @param dtype the type of the elements
     * @param shape the shape, whose product fits a long
     * @return bytes for each axis
     */
    public static long[] contiguousStrides(DType dtype, long... shape) {
        long[] strides = new long[shape.length];
        long stride = dtype.byteSize();
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, shape[axis]);
        }
        return strides;
    }

    /**
     * The number of axes.
     *
     * @return 0 to 64
     */
    public int rank() {
        return shape.length;
    }

    /**
     * The number of elements.
     *
     * @return the product of the shape
     */
    public long size() {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return size;
    }

    /**
     * Tells whether the elements lie in C order without gaps; axes of length 1 do not matter.
     *
     * @return true as well for a view without elements
     */
    public boolean isContiguous() {
        long expected = dtype.byteSize();
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (shape[axis] == 0) {
                return true;
            }
            if (shape[axis] != 1) {
                if (strides[axis] != expected) {
                    return false;
                }
                expected *= shape[axis];
            }
        }
        return true;
    }
}
