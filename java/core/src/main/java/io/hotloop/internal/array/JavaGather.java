package io.hotloop.internal.array;

import static io.hotloop.internal.array.Elements.BYTE;
import static io.hotloop.internal.array.Elements.DOUBLE;
import static io.hotloop.internal.array.Elements.FLOAT;
import static io.hotloop.internal.array.Elements.INT;
import static io.hotloop.internal.array.Elements.LONG;
import static io.hotloop.internal.array.Elements.SHORT;

import io.hotloop.DType;
import java.lang.foreign.MemorySegment;

/**
 * {@link Gather} in plain Java: what small arrays, heap segments and machines without a library use, and what the
 * native functions are compared with. Index arrays are int32 or int64.
 */
final class JavaGather {
    /** Bytes from which a bulk copy is faster than a loop over words. */
    private static final long BULK = 128;

    /** Indexes and masks are looked at in blocks that stay in the L1 cache. */
    private static final int BLOCK = 512;

    /** The lowest bit of each byte of a word. */
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;

    private JavaGather() {}

    /**
     * The walk over some axes in C order, those merged that all operands step through alike; the innermost one is
     * left to the caller's loop.
     */
    private static final class Walk {
        /** Outer axes, then the inner one. */
        private final int outer;

        private final long[] shape;
        private final long[] a;
        private final long[] b;
        private final long[] at;

        /** The innermost axis: its length, and the steps of both operands along it. */
        final long n;

        final long stepA;
        final long stepB;

        /** Where the inner axis begins now, in bytes from where each operand begins. */
        long offsetA;

        long offsetB;

        /** A walk over axes {@code from} to {@code to} of two operands, whose strides begin at an axis each. */
        Walk(long[] lengths, int from, int to, long[] stridesA, int fromA, long[] stridesB, int fromB) {
            int count = to - from;
            shape = new long[count];
            a = new long[count];
            b = new long[count];
            int last = -1;
            for (int i = 0; i < count; i++) {
                long length = lengths[from + i];
                if (length == 1) {
                    continue;
                }
                long strideA = stridesA[fromA + i];
                long strideB = stridesB[fromB + i];
                if (last >= 0 && a[last] == strideA * length && b[last] == strideB * length) {
                    shape[last] *= length;
                } else {
                    shape[++last] = length;
                }
                a[last] = strideA;
                b[last] = strideB;
            }
            outer = Math.max(last, 0);
            n = last < 0 ? 1 : shape[last];
            stepA = last < 0 ? 0 : a[last];
            stepB = last < 0 ? 0 : b[last];
            at = new long[outer];
        }

        /** Moves to the next run along the inner axis; false, and back at the beginning, after the last one. */
        boolean next() {
            for (int axis = outer - 1; axis >= 0; axis--) {
                offsetA += a[axis];
                offsetB += b[axis];
                if (++at[axis] < shape[axis]) {
                    return true;
                }
                offsetA -= a[axis] * shape[axis];
                offsetB -= b[axis] * shape[axis];
                at[axis] = 0;
            }
            return false;
        }

        boolean isSingle() {
            return outer == 0 && n == 1;
        }

        /** Whether both operands have all elements of the walk without gaps. */
        boolean isRun(int size) {
            return outer == 0 && stepA == size && stepB == size;
        }
    }

    /** {@link Gather#take}, or with {@code put} {@link Gather#put}: one side in order, the other one by index. */
    static void move(View dense, View indexed, View index, int axis, boolean put) {
        Walk places = new Walk(index.shape(), 0, index.rank(), index.strides(), 0, dense.strides(), 0);
        Walk item = new Walk(
                dense.shape(), index.rank(), dense.rank(), dense.strides(), index.rank(), indexed.strides(), 1);
        int size = dense.dtype().byteSize();
        int elementSize = item.isSingle() ? size : item.isRun(size) ? elementSize(item.n * size) : 0;
        long length = indexed.shape()[0];
        long stride = indexed.strides()[0];
        long base = indexed.offset();
        MemorySegment d = dense.segment();
        MemorySegment x = indexed.segment();
        long[] positions = new long[(int) Math.min(BLOCK, places.n)];
        long[] values = elementSize == 8 ? new long[positions.length] : positions;
        do {
            for (long begin = 0; begin < places.n; begin += BLOCK) {
                int count = (int) Math.min(BLOCK, places.n - begin);
                long from = places.offsetA + begin * places.stepA;
                load(positions, count, index, index.offset() + from, places.stepA, length, axis);
                long at = dense.offset() + places.offsetB + begin * places.stepB;
                if (elementSize == 8) {
                    moveWords(values, positions, count, d, at, places.stepB, x, base, stride, put);
                } else if (elementSize > 0) {
                    moveElements(elementSize, positions, count, d, at, places.stepB, x, base, stride, put);
                } else {
                    for (int i = 0; i < count; i++) {
                        long o = base + positions[i] * stride;
                        if (put) {
                            copyItem(item, size, d, at + i * places.stepB, false, x, o);
                        } else {
                            copyItem(item, size, x, o, true, d, at + i * places.stepB);
                        }
                    }
                }
            }
        } while (places.next());
    }

    /** The size of the element that an item without gaps can be moved as, 0 if there is none. */
    private static int elementSize(long bytes) {
        return bytes <= 16 && Long.bitCount(bytes) == 1 ? (int) bytes : 0;
    }

    /** Loads indexes, each once, and makes them positions from the beginning. */
    private static void load(long[] positions, int count, View index, long from, long step, long length, int axis) {
        MemorySegment p = index.segment();
        if (index.dtype() == DType.INT32) {
            for (int i = 0; i < count; i++) {
                positions[i] = p.get(INT, from + i * step);
            }
        } else if (step == Long.BYTES && count >= BULK / Long.BYTES) {
            MemorySegment.copy(p, LONG, from, positions, 0, count);
        } else {
            for (int i = 0; i < count; i++) {
                positions[i] = p.get(LONG, from + i * step);
            }
        }
        // Without a branch, so that the loop is vectorised: the sign bit stays when one is out of range.
        long bad = 0;
        for (int i = 0; i < count; i++) {
            long position = positions[i] + (positions[i] >> 63 & length);
            positions[i] = position;
            bad |= position | length - 1 - position;
        }
        if (bad < 0) {
            for (int i = 0; i < count; i++) {
                if (positions[i] < 0 || positions[i] >= length) {
                    throw Gather.outOfRange(positions[i] < 0 ? positions[i] - length : positions[i], length, axis);
                }
            }
        }
    }

    /** Elements of 8 bytes, the ordered side in bulk. */
    private static void moveWords(
            long[] values,
            long[] positions,
            int count,
            MemorySegment d,
            long at,
            long step,
            MemorySegment x,
            long base,
            long stride,
            boolean put) {
        boolean bulk = step == Long.BYTES && count >= BULK / Long.BYTES;
        if (put) {
            if (bulk) {
                MemorySegment.copy(d, LONG, at, values, 0, count);
            } else {
                for (int i = 0; i < count; i++) {
                    values[i] = d.get(LONG, at + i * step);
                }
            }
            for (int i = 0; i < count; i++) {
                x.set(LONG, base + positions[i] * stride, values[i]);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            values[i] = x.get(LONG, base + positions[i] * stride);
        }
        if (bulk) {
            MemorySegment.copy(values, 0, d, LONG, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                d.set(LONG, at + i * step, values[i]);
            }
        }
    }

    /** Elements of other sizes. The branch on the direction is moved out of the loops. */
    private static void moveElements(
            int size,
            long[] positions,
            int count,
            MemorySegment d,
            long at,
            long step,
            MemorySegment x,
            long base,
            long stride,
            boolean put) {
        switch (size) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    long o = base + positions[i] * stride;
                    if (put) {
                        x.set(BYTE, o, d.get(BYTE, at + i * step));
                    } else {
                        d.set(BYTE, at + i * step, x.get(BYTE, o));
                    }
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    long o = base + positions[i] * stride;
                    if (put) {
                        x.set(SHORT, o, d.get(SHORT, at + i * step));
                    } else {
                        d.set(SHORT, at + i * step, x.get(SHORT, o));
                    }
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    long o = base + positions[i] * stride;
                    if (put) {
                        x.set(INT, o, d.get(INT, at + i * step));
                    } else {
                        d.set(INT, at + i * step, x.get(INT, o));
                    }
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    long o = base + positions[i] * stride;
                    long to = at + i * step;
                    if (put) {
                        x.set(LONG, o, d.get(LONG, to));
                        x.set(LONG, o + 8, d.get(LONG, to + 8));
                    } else {
                        d.set(LONG, to, x.get(LONG, o));
                        d.set(LONG, to + 8, x.get(LONG, o + 8));
                    }
                }
            }
        }
    }

    /** Copies an item. The source takes the second strides of the walk if {@code swapped}, else the first. */
    private static void copyItem(
            Walk item, int size, MemorySegment from, long f, boolean swapped, MemorySegment to, long t) {
        if (item.isRun(size)) {
            copyBytes(from, f, to, t, item.n * size);
            return;
        }
        do {
            long a = swapped ? item.offsetB : item.offsetA;
            long b = swapped ? item.offsetA : item.offsetB;
            long stepA = swapped ? item.stepB : item.stepA;
            long stepB = swapped ? item.stepA : item.stepB;
            if (stepA == size && stepB == size) {
                copyBytes(from, f + a, to, t + b, item.n * size);
            } else {
                copyStrided(size, from, f + a, stepA, to, t + b, stepB, item.n);
            }
        } while (item.next());
    }

    private static void copyBytes(MemorySegment from, long f, MemorySegment to, long t, long bytes) {
        if (bytes >= BULK) {
            MemorySegment.copy(from, f, to, t, bytes);
            return;
        }
        long i = 0;
        for (; i + 8 <= bytes; i += 8) {
            to.set(LONG, t + i, from.get(LONG, f + i));
        }
        for (; i < bytes; i++) {
            to.set(BYTE, t + i, from.get(BYTE, f + i));
        }
    }

    private static void copyStrided(
            int size, MemorySegment from, long f, long stepF, MemorySegment to, long t, long stepT, long n) {
        for (long i = 0; i < n; i++) {
            copyElement(size, from, f + i * stepF, to, t + i * stepT);
        }
    }

    private static void copyElement(int size, MemorySegment from, long f, MemorySegment to, long t) {
        switch (size) {
            case 1 -> to.set(BYTE, t, from.get(BYTE, f));
            case 2 -> to.set(SHORT, t, from.get(SHORT, f));
            case 4 -> to.set(INT, t, from.get(INT, f));
            case 8 -> to.set(LONG, t, from.get(LONG, f));
            default -> {
                to.set(LONG, t, from.get(LONG, f));
                to.set(LONG, t + 8, from.get(LONG, f + 8));
            }
        }
    }

    /** Throws if an index is out of range. */
    static void check(View index, long length, int axis) {
        if (index.size() > 0) {
            View nowhere = new View(index.segment(), 0, DType.BOOL, index.shape(), new long[index.rank()]);
            each(index, nowhere, length, axis, (_, _) -> {});
        }
    }

    /** What is done with an index. */
    @FunctionalInterface
    private interface Visitor {
        /** @param position from the beginning; {@code at} where the other operand's element lies */
        void visit(long position, long at);
    }

    /** Visits all indexes in C order, beside another operand whose first axes have their shape. */
    private static void each(View index, View beside, long length, int axis, Visitor visitor) {
        Walk places = new Walk(index.shape(), 0, index.rank(), index.strides(), 0, beside.strides(), 0);
        long[] positions = new long[(int) Math.min(BLOCK, places.n)];
        do {
            for (long begin = 0; begin < places.n; begin += BLOCK) {
                int count = (int) Math.min(BLOCK, places.n - begin);
                long from = index.offset() + places.offsetA + begin * places.stepA;
                load(positions, count, index, from, places.stepA, length, axis);
                long at = beside.offset() + places.offsetB + begin * places.stepB;
                for (int i = 0; i < count; i++) {
                    visitor.visit(positions[i], at + i * places.stepB);
                }
            }
        } while (places.next());
    }

    /** {@link Gather#add}. */
    static void add(View out, View in, View index, int axis) {
        Walk item = new Walk(in.shape(), index.rank(), in.rank(), in.strides(), index.rank(), out.strides(), 1);
        each(index, in, out.shape()[0], axis, (position, at) -> {
            long o = out.offset() + position * out.strides()[0];
            do {
                for (long j = 0; j < item.n; j++) {
                    addElement(
                            out.dtype(),
                            out.segment(),
                            o + item.offsetB + j * item.stepB,
                            in.segment(),
                            at + item.offsetA + j * item.stepA);
                }
            } while (item.next());
        });
    }

    /** Adds one value; the sum of a float32 with a double is rounded once, as NumPy does. */
    private static void addElement(DType dtype, MemorySegment out, long o, MemorySegment in, long i) {
        switch (dtype) {
            case FLOAT64 -> out.set(DOUBLE, o, out.get(DOUBLE, o) + in.get(DOUBLE, i));
            case FLOAT32 -> out.set(FLOAT, o, (float) (out.get(FLOAT, o) + in.get(DOUBLE, i)));
            case COMPLEX64 -> {
                out.set(FLOAT, o, (float) (out.get(FLOAT, o) + in.get(DOUBLE, i)));
                out.set(FLOAT, o + 4, (float) (out.get(FLOAT, o + 4) + in.get(DOUBLE, i + 8)));
            }
            case COMPLEX128 -> {
                out.set(DOUBLE, o, out.get(DOUBLE, o) + in.get(DOUBLE, i));
                out.set(DOUBLE, o + 8, out.get(DOUBLE, o + 8) + in.get(DOUBLE, i + 8));
            }
            default -> {
                long value = in.get(LONG, i);
                switch (dtype.byteSize()) {
                    case 1 -> out.set(BYTE, o, (byte) (out.get(BYTE, o) + value));
                    case 2 -> out.set(SHORT, o, (short) (out.get(SHORT, o) + value));
                    case 4 -> out.set(INT, o, (int) (out.get(INT, o) + value));
                    default -> out.set(LONG, o, out.get(LONG, o) + value);
                }
            }
        }
    }

    /** {@link Gather#compress} into an output that has room; returns how many items were written. */
    static long compress(View out, View in, View mask) {
        int maskRank = mask.rank();
        Walk places = new Walk(mask.shape(), 0, maskRank, mask.strides(), 0, in.strides(), 0);
        Walk item = new Walk(in.shape(), maskRank, in.rank(), in.strides(), maskRank, out.strides(), 1);
        int size = in.dtype().byteSize();
        long room = out.shape()[0];
        if (room == 0) {
            return 0;
        }
        long itemBytes = out.size() / room * size;
        boolean single = item.isSingle();
        boolean words = single && size == Long.BYTES;
        MemorySegment x = in.segment();
        MemorySegment d = out.segment();
        byte[] truth = new byte[(int) Math.min(BLOCK, places.n)];
        long[] values = new long[words ? truth.length : 0];
        long written = 0;
        long to = out.offset();
        do {
            for (long begin = 0; begin < places.n; begin += BLOCK) {
                int count = (int) Math.min(BLOCK, places.n - begin);
                loadMask(truth, count, mask, places, begin);
                long at = in.offset() + places.offsetB + begin * places.stepB;
                if (words) {
                    // Without a branch: what a mask selects cannot be predicted.
                    int found = 0;
                    for (int i = 0; i < count; i++) {
                        values[found] = x.get(LONG, at + i * places.stepB);
                        found += truth[i] != 0 ? 1 : 0;
                    }
                    found = (int) Math.min(found, room - written);
                    MemorySegment.copy(values, 0, d, LONG, to, found);
                    written += found;
                    to += found * itemBytes;
                    continue;
                }
                for (int i = 0; i < count; i++) {
                    if (truth[i] == 0) {
                        continue;
                    }
                    if (written == room) {
                        return written;
                    }
                    if (single) {
                        copyElement(size, x, at + i * places.stepB, d, to);
                    } else {
                        copyItem(item, size, x, at + i * places.stepB, false, d, to);
                    }
                    written++;
                    to += itemBytes;
                }
            }
        } while (places.next());
        return written;
    }

    /** Loads a part of a mask's run, each byte once. */
    private static void loadMask(byte[] truth, int count, View mask, Walk places, long begin) {
        long from = mask.offset() + places.offsetA + begin * places.stepA;
        if (places.stepA == 1) {
            MemorySegment.copy(mask.segment(), BYTE, from, truth, 0, count);
        } else {
            for (int i = 0; i < count; i++) {
                truth[i] = mask.segment().get(BYTE, from + i * places.stepA);
            }
        }
    }

    /** {@link Gather#nonzero} into an output that has room; returns how many positions were written. */
    static long nonzero(View out, View mask) {
        // The second operand of the walk is the position itself: an imaginary array of single bytes.
        long[] ones = View.contiguousStrides(DType.BOOL, mask.shape());
        Walk places = new Walk(mask.shape(), 0, mask.rank(), mask.strides(), 0, ones, 0);
        long room = out.shape()[0];
        byte[] truth = new byte[(int) Math.min(BLOCK, places.n)];
        long[] values = new long[truth.length];
        long written = 0;
        do {
            for (long begin = 0; begin < places.n; begin += BLOCK) {
                int count = (int) Math.min(BLOCK, places.n - begin);
                loadMask(truth, count, mask, places, begin);
                long position = places.offsetB + begin * places.stepB;
                int found = 0;
                for (int i = 0; i < count; i++) {
                    values[found] = position + i * places.stepB;
                    found += truth[i] != 0 ? 1 : 0;
                }
                found = (int) Math.min(found, room - written);
                MemorySegment.copy(values, 0, out.segment(), LONG, out.offset() + written * Long.BYTES, found);
                written += found;
            }
        } while (places.next());
        return written;
    }

    /** {@link Gather#count}. */
    static long count(View mask) {
        if (mask.size() == 0) {
            return 0;
        }
        Walk places = new Walk(mask.shape(), 0, mask.rank(), mask.strides(), 0, mask.strides(), 0);
        MemorySegment m = mask.segment();
        long count = 0;
        do {
            long from = mask.offset() + places.offsetA;
            long i = 0;
            if (places.stepA == 1) {
                for (; i + 8 <= places.n; i += 8) {
                    // Every byte that is not 0 gets its lowest bit.
                    long word = m.get(LONG, from + i);
                    word |= word >>> 4;
                    word |= word >>> 2;
                    word |= word >>> 1;
                    count += Long.bitCount(word & LOW_BITS);
                }
            }
            for (; i < places.n; i++) {
                count += m.get(BYTE, from + i * places.stepA) != 0 ? 1 : 0;
            }
        } while (places.next());
        return count;
    }

    /** {@link Gather#begin}. */
    static void begin(View distances, long base, long[] strides) {
        if (distances.size() == 0) {
            return;
        }
        Walk places = new Walk(distances.shape(), 0, distances.rank(), strides, 0, distances.strides(), 0);
        do {
            long at = distances.offset() + places.offsetB;
            for (long i = 0; i < places.n; i++) {
                distances.segment().set(LONG, at + i * places.stepB, base + places.offsetA + i * places.stepA);
            }
        } while (places.next());
    }

    /** {@link Gather#accumulate}. */
    static void accumulate(View distances, View index, long offset, long length, long stride, int axis) {
        if (distances.size() > 0) {
            MemorySegment d = distances.segment();
            each(
                    index,
                    distances,
                    length,
                    axis,
                    (position, at) -> d.set(LONG, at, d.get(LONG, at) + offset + position * stride));
        }
    }

    /** {@link Gather#unravel}. */
    static void unravel(View positions, long[] shape, long[] strides, long base) {
        MemorySegment p = positions.segment();
        long end = positions.offset() + positions.size() * 8;
        for (long at = positions.offset(); at < end; at += 8) {
            long position = p.get(LONG, at);
            long distance = base;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                long rest = position / shape[axis];
                distance += (position - rest * shape[axis]) * strides[axis];
                position = rest;
            }
            p.set(LONG, at, distance);
        }
    }

    /** {@link Gather#split}. */
    static void split(View out, View positions, long[] shape) {
        MemorySegment d = out.segment();
        long count = positions.size();
        for (long i = 0; i < count; i++) {
            long position = positions.segment().get(LONG, positions.offset() + i * 8);
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                long rest = position / shape[axis];
                long at = out.offset() + i * out.strides()[0] + axis * out.strides()[1];
                d.set(LONG, at, position - rest * shape[axis]);
                position = rest;
            }
        }
    }

    /** The first negative value of an int64 array without gaps, 0 if there is none. */
    static long firstNegative(View values) {
        long end = values.offset() + values.size() * 8;
        for (long at = values.offset(); at < end; at += 8) {
            long value = values.segment().get(LONG, at);
            if (value < 0) {
                return value;
            }
        }
        return 0;
    }
}
