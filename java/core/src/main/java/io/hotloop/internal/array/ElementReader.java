package io.hotloop.internal.array;

import io.hotloop.DType;
import java.lang.foreign.MemorySegment;

/**
 * Reads runs of elements into Java arrays, cast to the dtype in which an operation is done: the gather and the
 * cast of the Java reductions and scans, a block at a time, so that neither needs a copy of its input.
 *
 * <p>An integer or bool dtype arrives as longs (uint64 as its bits), a real one as doubles (rounded to float32
 * where that is the dtype), a complex one as two arrays of doubles. {@link ComputedReader} makes them by a program.
 */
class ElementReader {
    /** In which arrays the elements arrive. */
    enum Form {
        LONG,
        DOUBLE,
        COMPLEX
    }

    final Form form;

    /** The elements that were read; empty where the form has no use for it. */
    final long[] longs;

    final double[] doubles;
    final double[] imaginary;

    private final MemorySegment segment;
    private final DType from;
    private final DType to;

    /**
     * A reader.
     *
     * @param in the elements
     * @param to the dtype to which they are cast
     * @param capacity how many elements its arrays hold
     */
    ElementReader(View in, DType to, int capacity) {
        segment = in.segment();
        from = in.dtype();
        this.to = to;
        form = to.isComplex() ? Form.COMPLEX : to.isFloating() ? Form.DOUBLE : Form.LONG;
        longs = new long[form == Form.LONG ? capacity : 0];
        doubles = new double[form == Form.LONG ? 0 : capacity];
        imaginary = new double[form == Form.COMPLEX ? capacity : 0];
    }

    /**
     * Reads elements.
     *
     * @param offset where the first one lies, in bytes
     * @param stride bytes between them
     * @param n how many
     * @param at where the first one goes
     * @param step between their places
     */
    void read(long offset, long stride, int n, int at, int step) {
        switch (form) {
            case LONG -> readLongs(offset, stride, n, at, step);
            case DOUBLE -> readDoubles(offset, stride, n, at, step);
            case COMPLEX -> {
                boolean rounds = to == DType.COMPLEX64 && from != DType.COMPLEX64;
                for (int i = 0; i < n; i++) {
                    long here = offset + i * stride;
                    double re = Elements.getReal(segment, here, from);
                    double im = Elements.getImag(segment, here, from);
                    doubles[at + i * step] = rounds ? round(here, re) : re;
                    imaginary[at + i * step] = rounds ? (float) im : im;
                }
            }
        }
    }

    private void readDoubles(long offset, long stride, int n, int at, int step) {
        double[] into = doubles;
        if (to == DType.FLOAT32 && from != DType.FLOAT32) {
            for (int i = 0; i < n; i++) {
                long here = offset + i * stride;
                into[at + i * step] = round(here, Elements.getDouble(segment, here, from));
            }
            return;
        }
        switch (from) {
            case FLOAT64 -> {
                if (stride == 8 && step == 1) {
                    MemorySegment.copy(segment, Elements.DOUBLE, offset, into, at, n);
                    return;
                }
                for (int i = 0; i < n; i++) {
                    into[at + i * step] = segment.get(Elements.DOUBLE, offset + i * stride);
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    into[at + i * step] = segment.get(Elements.FLOAT, offset + i * stride);
                }
            }
            case INT64 -> {
                for (int i = 0; i < n; i++) {
                    into[at + i * step] = segment.get(Elements.LONG, offset + i * stride);
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    into[at + i * step] = segment.get(Elements.INT, offset + i * stride);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    into[at + i * step] = Elements.getDouble(segment, offset + i * stride, from);
                }
            }
        }
    }

    /** The real part of an element as float32; 64-bit integers are rounded once. */
    private double round(long offset, double value) {
        return switch (from) {
            case INT64 -> (float) segment.get(Elements.LONG, offset);
            case UINT64 -> Elements.unsignedToFloat(segment.get(Elements.LONG, offset));
            default -> (float) value;
        };
    }

    private void readLongs(long offset, long stride, int n, int at, int step) {
        long[] into = longs;
        if (from.isFloating() || from.isComplex() || to == DType.BOOL) {
            for (int i = 0; i < n; i++) {
                long here = offset + i * stride;
                into[at + i * step] = to == DType.BOOL
                        ? Elements.getBoolean(segment, here, from) ? 1 : 0
                        : Elements.toInteger(Elements.getDouble(segment, here, from), to);
            }
            return;
        }
        switch (from) {
            case INT64, UINT64 -> {
                if (stride == 8 && step == 1) {
                    MemorySegment.copy(segment, Elements.LONG, offset, into, at, n);
                } else {
                    for (int i = 0; i < n; i++) {
                        into[at + i * step] = segment.get(Elements.LONG, offset + i * stride);
                    }
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    into[at + i * step] = segment.get(Elements.INT, offset + i * stride);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    into[at + i * step] = Elements.getLong(segment, offset + i * stride, from);
                }
            }
        }
        if (from != to) {
            for (int i = 0; i < n; i++) {
                into[at + i * step] = Elements.wrap(into[at + i * step], to);
            }
        }
    }
}
