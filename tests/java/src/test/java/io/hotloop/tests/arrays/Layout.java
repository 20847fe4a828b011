package io.hotloop.tests.arrays;

import io.hotloop.DType;
import io.hotloop.NdArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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
    HEAP;

    /** An array of zeros that can be written to. */
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
        };
    }

    /** An array of the same dtype, shape and elements. */
    NdArray copy(NdArray array) {
        NdArray copy = zeros(array.dtype(), array.shape());
        copy.set(array);
        return copy;
    }

    private static long[] reversed(long[] values) {
        long[] result = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[values.length - 1 - i];
        }
        return result;
    }
}
