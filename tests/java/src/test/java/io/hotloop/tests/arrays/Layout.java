package io.hotloop.tests.arrays;

import io.hotloop.DType;
import io.hotloop.NdArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** The ways in which the same elements lie in memory. */
enum Layout {
    /** C order without gaps. */
    CONTIGUOUS,
    /** The first axis innermost. */
    FORTRAN,
    /** Gaps along every axis, filled with something else. */
    STRIDED,
    /** Every axis backwards. */
    NEGATIVE,
    /** At an odd address. */
    UNALIGNED,
    /** On the Java heap. */
    HEAP,
    /** A stride of 0 along every axis whose elements are all the same; read-only. */
    REPEATED;

    /** The layouts of arrays that can be written to. */
    static final List<Layout> WRITABLE =
            Arrays.stream(values()).filter(layout -> layout != REPEATED).toList();

    /** An array of zeros; all but {@link #REPEATED} can be written to. */
    NdArray zeros(DType dtype, long... shape) {
        long bytes = dtype.byteSize();
        for (long length : shape) {
            bytes *= length;
        }
        return switch (this) {
            case CONTIGUOUS -> NdArray.zeros(dtype, shape);
            case FORTRAN -> NdArray.zeros(dtype, reversed(shape)).transpose();
            case STRIDED -> {
                long[] large = shape.clone();
                StringBuilder every = new StringBuilder("...");
                for (int axis = 0; axis < shape.length; axis++) {
                    large[axis] = 2 * shape[axis] + 1;
                    every.append(", 1::2");
                }
                NdArray base = NdArray.zeros(dtype, large);
                if (dtype != DType.BOOL) {
                    base.set(99);
                }
                NdArray view = base.get(every.toString());
                view.set(NdArray.zeros(dtype));
                yield view;
            }
            case NEGATIVE -> NdArray.zeros(dtype, shape).flip();
            case UNALIGNED -> {
                MemorySegment memory = Arena.ofAuto().allocate(bytes + 1, 8).asSlice(1);
                yield NdArray.wrap(memory, dtype, shape);
            }
            case HEAP -> NdArray.wrap(MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]), dtype, shape);
            case REPEATED -> NdArray.zeros(dtype).broadcastTo(shape);
        };
    }

    /** An array of the same dtype, shape and elements. */
    NdArray copy(NdArray array) {
        if (this == REPEATED) {
            return repeated(array);
        }
        NdArray copy = zeros(array.dtype(), array.shape());
        copy.set(array);
        return copy;
    }

    private static NdArray repeated(NdArray array) {
        long[] shape = array.shape();
        NdArray once = array;
        for (int axis = 0; axis < shape.length; axis++) {
            NdArray first = once.get(":, ".repeat(axis) + ":1, ...");
            if (shape[axis] > 1 && first.broadcastTo(once.shape()).equals(once)) {
                once = first;
            }
        }
        return CONTIGUOUS.copy(once).broadcastTo(shape);
    }

    private static long[] reversed(long[] values) {
        long[] result = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[values.length - 1 - i];
        }
        return result;
    }
}
