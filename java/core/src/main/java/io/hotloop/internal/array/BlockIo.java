package io.hotloop.internal.array;

import io.hotloop.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Moves runs of elements between segments and the interpreter's registers. Runs without gaps go by a bulk copy
 * to an array of the element's own type and by a plain loop from there: C2 vectorises loops over arrays, and a
 * bulk copy does not slow down when a program uses many kinds of segments. Others go element by element.
 *
 * <p>Belongs to one thread at a time.
 */
final class BlockIo {
    /** From how many elements on a bulk copy is faster than single reads. */
    private static final int BULK = 8;

    private final byte[] bytes = new byte[JavaInterpreter.BLOCK];
    private final short[] shorts = new short[JavaInterpreter.BLOCK];
    private final int[] ints = new int[JavaInterpreter.BLOCK];
    private final float[] floats = new float[2 * JavaInterpreter.BLOCK];

    /** Reads n bools or integers into r from position at on. */
    void load(MemorySegment s, DType dtype, long offset, long stride, long[] r, int at, int n) {
        if (stride == 0) {
            Arrays.fill(r, at, at + n, Elements.getLong(s, offset, dtype));
        } else if (stride == dtype.byteSize() && n >= BULK) {
            loadBulk(s, dtype, offset, r, at, n);
        } else {
            loadSingly(s, dtype, offset, stride, r, at, n);
        }
    }

    private void loadBulk(MemorySegment s, DType dtype, long offset, long[] r, int at, int n) {
        int end = at + n;
        switch (dtype) {
            case BOOL -> {
                MemorySegment.copy(s, Elements.BYTE, offset, bytes, at, n);
                truths(r, bytes, at, end);
            }
            case INT8 -> {
                MemorySegment.copy(s, Elements.BYTE, offset, bytes, at, n);
                widen(r, bytes, at, end);
            }
            case UINT8 -> {
                MemorySegment.copy(s, Elements.BYTE, offset, bytes, at, n);
                widenUnsigned(r, bytes, at, end);
            }
            case INT16 -> {
                MemorySegment.copy(s, Elements.SHORT, offset, shorts, at, n);
                widen(r, shorts, at, end);
            }
            case UINT16 -> {
                MemorySegment.copy(s, Elements.SHORT, offset, shorts, at, n);
                widenUnsigned(r, shorts, at, end);
            }
            case INT32 -> {
                MemorySegment.copy(s, Elements.INT, offset, ints, at, n);
                widen(r, ints, at, end);
            }
            case UINT32 -> {
                MemorySegment.copy(s, Elements.INT, offset, ints, at, n);
                widenUnsigned(r, ints, at, end);
            }
            default -> MemorySegment.copy(s, Elements.LONG, offset, r, at, n);
        }
    }

    private static void loadSingly(MemorySegment s, DType dtype, long offset, long stride, long[] r, int at, int n) {
        switch (dtype) {
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.BYTE, offset + i * stride) != 0 ? 1 : 0;
                }
            }
            case INT8 -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.BYTE, offset + i * stride);
                }
            }
            case UINT8 -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.BYTE, offset + i * stride) & 0xff;
                }
            }
            case INT16 -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.SHORT, offset + i * stride);
                }
            }
            case UINT16 -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.SHORT, offset + i * stride) & 0xffff;
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.INT, offset + i * stride);
                }
            }
            case UINT32 -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.INT, offset + i * stride) & 0xffff_ffffL;
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.LONG, offset + i * stride);
                }
            }
        }
    }

    /** Reads n floats into r from position at on; of complex numbers both parts, from position 2 at on. */
    void load(MemorySegment s, DType dtype, long offset, long stride, double[] r, int at, int n) {
        if (stride == 0 && dtype.isFloating()) {
            Arrays.fill(r, at, at + n, Elements.getDouble(s, offset, dtype));
        } else if (stride == dtype.byteSize() && n >= BULK) {
            loadBulk(s, dtype, offset, r, at, n);
        } else {
            loadSingly(s, dtype, offset, stride, r, at, n);
        }
    }

    private void loadBulk(MemorySegment s, DType dtype, long offset, double[] r, int at, int n) {
        switch (dtype) {
            case FLOAT64 -> MemorySegment.copy(s, Elements.DOUBLE, offset, r, at, n);
            case COMPLEX128 -> MemorySegment.copy(s, Elements.DOUBLE, offset, r, 2 * at, 2 * n);
            case FLOAT32 -> {
                MemorySegment.copy(s, Elements.FLOAT, offset, floats, at, n);
                widen(r, floats, at, at + n);
            }
            default -> {
                MemorySegment.copy(s, Elements.FLOAT, offset, floats, 2 * at, 2 * n);
                widen(r, floats, 2 * at, 2 * (at + n));
            }
        }
    }

    private static void loadSingly(MemorySegment s, DType dtype, long offset, long stride, double[] r, int at, int n) {
        switch (dtype) {
            case FLOAT64 -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.DOUBLE, offset + i * stride);
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    r[at + i] = s.get(Elements.FLOAT, offset + i * stride);
                }
            }
            case COMPLEX128 -> {
                for (int i = 0; i < n; i++) {
                    r[2 * (at + i)] = s.get(Elements.DOUBLE, offset + i * stride);
                    r[2 * (at + i) + 1] = s.get(Elements.DOUBLE, offset + i * stride + 8);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    r[2 * (at + i)] = s.get(Elements.FLOAT, offset + i * stride);
                    r[2 * (at + i) + 1] = s.get(Elements.FLOAT, offset + i * stride + 4);
                }
            }
        }
    }

    /** Writes n bools or integers from r, position at on. */
    void store(MemorySegment s, DType dtype, long offset, long stride, long[] r, int at, int n) {
        if (stride != dtype.byteSize() || n < BULK) {
            storeSingly(s, dtype, offset, stride, r, at, n);
            return;
        }
        switch (dtype.byteSize()) {
            case 1 -> {
                narrow(bytes, r, at, at + n);
                MemorySegment.copy(bytes, at, s, Elements.BYTE, offset, n);
            }
            case 2 -> {
                narrow(shorts, r, at, at + n);
                MemorySegment.copy(shorts, at, s, Elements.SHORT, offset, n);
            }
            case 4 -> {
                narrow(ints, r, at, at + n);
                MemorySegment.copy(ints, at, s, Elements.INT, offset, n);
            }
            default -> MemorySegment.copy(r, at, s, Elements.LONG, offset, n);
        }
    }

    private static void storeSingly(MemorySegment s, DType dtype, long offset, long stride, long[] r, int at, int n) {
        switch (dtype.byteSize()) {
            case 1 -> {
                for (int i = 0; i < n; i++) {
                    s.set(Elements.BYTE, offset + i * stride, (byte) r[at + i]);
                }
            }
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    s.set(Elements.SHORT, offset + i * stride, (short) r[at + i]);
                }
            }
            case 4 -> {
                for (int i = 0; i < n; i++) {
                    s.set(Elements.INT, offset + i * stride, (int) r[at + i]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    s.set(Elements.LONG, offset + i * stride, r[at + i]);
                }
            }
        }
    }

    /** Writes n floats from r, position at on; of complex numbers both parts, position 2 at on. */
    void store(MemorySegment s, DType dtype, long offset, long stride, double[] r, int at, int n) {
        if (stride != dtype.byteSize() || n < BULK) {
            storeSingly(s, dtype, offset, stride, r, at, n);
            return;
        }
        switch (dtype) {
            case FLOAT64 -> MemorySegment.copy(r, at, s, Elements.DOUBLE, offset, n);
            case COMPLEX128 -> MemorySegment.copy(r, 2 * at, s, Elements.DOUBLE, offset, 2 * n);
            case FLOAT32 -> {
                narrow(floats, r, at, at + n);
                MemorySegment.copy(floats, at, s, Elements.FLOAT, offset, n);
            }
            default -> {
                narrow(floats, r, 2 * at, 2 * (at + n));
                MemorySegment.copy(floats, 2 * at, s, Elements.FLOAT, offset, 2 * n);
            }
        }
    }

    private static void storeSingly(MemorySegment s, DType dtype, long offset, long stride, double[] r, int at, int n) {
        switch (dtype) {
            case FLOAT64 -> {
                for (int i = 0; i < n; i++) {
                    s.set(Elements.DOUBLE, offset + i * stride, r[at + i]);
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    s.set(Elements.FLOAT, offset + i * stride, (float) r[at + i]);
                }
            }
            case COMPLEX128 -> {
                for (int i = 0; i < n; i++) {
                    s.set(Elements.DOUBLE, offset + i * stride, r[2 * (at + i)]);
                    s.set(Elements.DOUBLE, offset + i * stride + 8, r[2 * (at + i) + 1]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    s.set(Elements.FLOAT, offset + i * stride, (float) r[2 * (at + i)]);
                    s.set(Elements.FLOAT, offset + i * stride + 4, (float) r[2 * (at + i) + 1]);
                }
            }
        }
    }

    // Loads and stores at the same index: C2 does not vectorise others.

    private static void truths(long[] r, byte[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] != 0 ? 1 : 0;
        }
    }

    private static void widen(long[] r, byte[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i];
        }
    }

    private static void widenUnsigned(long[] r, byte[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] & 0xff;
        }
    }

    private static void widen(long[] r, short[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i];
        }
    }

    private static void widenUnsigned(long[] r, short[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] & 0xffff;
        }
    }

    private static void widen(long[] r, int[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i];
        }
    }

    private static void widenUnsigned(long[] r, int[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] & 0xffff_ffffL;
        }
    }

    private static void widen(double[] r, float[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i];
        }
    }

    private static void narrow(byte[] r, long[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = (byte) a[i];
        }
    }

    private static void narrow(short[] r, long[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = (short) a[i];
        }
    }

    private static void narrow(int[] r, long[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = (int) a[i];
        }
    }

    private static void narrow(float[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = (float) a[i];
        }
    }
}
