package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.internal.array.ElementReader.Form;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Cumulative sums and products in plain Java: the fallback and the oracle of {@code hl_scan}, in the order that
 * is written there, so with the same bits. Inputs are cast while they are read.
 *
 * <p>A block is read before its results are written: the output may be the input.
 */
final class JavaScan {
    private static final int BLOCK = JavaReduce.BLOCK;

    /** Elements of a tile of lines beside each other, read row by row: three such rows stay in the L2 cache. */
    private static final int TILE = 8192;

    /** Elements that surely take longer than 1 ms: from here on an interrupt is looked for. */
    private static final long WATCHED = 1 << 20;

    private final boolean isProduct;
    private final DType dtype;
    private final View out;
    private final View in;
    private final ReduceAxes axes;
    private final boolean isWatched;

    /** The scanned axis. */
    private final long length;

    private final long inStride;
    private final long outStride;

    private JavaScan(Reduction reduction, DType dtype, View out, View in, ReduceAxes axes) {
        isProduct = reduction == Reduction.PROD;
        this.dtype = dtype;
        this.out = out;
        this.in = in;
        this.axes = axes;
        length = axes.count;
        inStride = axes.in[axes.rank - 1];
        outStride = axes.out[axes.rank - 1];
        isWatched = axes.results * length >= WATCHED;
    }

    /** Scans; see {@link Scanner}. There is at least one element. */
    static void scan(Reduction reduction, DType dtype, View out, View in) {
        ReduceAxes axes = ReduceAxes.ofScan(out, in);
        JavaScan run = new JavaScan(reduction, dtype, out, in, axes);
        boolean across =
                axes.kept > 0 && !dtype.isComplex() && Math.abs(axes.in[axes.kept - 1]) < Math.abs(run.inStride);
        if (across) {
            run.across();
        } else {
            run.along();
        }
    }

    private void pollInterrupt() {
        if (isWatched && Thread.currentThread().isInterrupted()) {
            throw new CancellationException("scan of " + Layouts.toString(in.shape()) + " was cancelled");
        }
    }

    private void along() {
        ElementReader reader = new ElementReader(in, dtype, (int) Math.min(BLOCK, length));
        long[] index = new long[axes.kept];
        long from = in.offset();
        long to = out.offset();
        for (long line = 0; line < axes.results; line++) {
            switch (reader.form) {
                case LONG -> longs(reader, from, to);
                case DOUBLE -> doubles(reader, from, to);
                case COMPLEX -> complexes(reader, from, to);
            }
            for (int axis = axes.kept - 1; axis >= 0; axis--) {
                from += axes.in[axis];
                to += axes.out[axis];
                if (++index[axis] < axes.shape[axis]) {
                    break;
                }
                index[axis] = 0;
                from -= axes.shape[axis] * axes.in[axis];
                to -= axes.shape[axis] * axes.out[axis];
            }
        }
    }

    private void doubles(ElementReader reader, long from, long to) {
        double[] x = reader.doubles;
        double carry = 0;
        for (long done = 0; done < length; done += BLOCK) {
            pollInterrupt(done);
            int n = (int) Math.min(BLOCK, length - done);
            reader.read(from + done * inStride, inStride, n, 0, 1);
            double total = isProduct ? 1 : -0.0;
            if (isProduct) {
                for (int i = 0; i < n; i++) {
                    total *= x[i];
                    x[i] = total;
                }
            } else {
                for (int i = 0; i < n; i++) {
                    total += x[i];
                    x[i] = total;
                }
            }
            if (done > 0) {
                for (int i = 0; i < n; i++) {
                    x[i] = isProduct ? carry * x[i] : carry + x[i];
                }
            }
            carry = x[n - 1];
            write(x, n, to + done * outStride, outStride);
        }
    }

    private void write(double[] x, int n, long offset, long stride) {
        MemorySegment segment = out.segment();
        if (out.dtype() == DType.FLOAT64 && stride == 8) {
            MemorySegment.copy(x, 0, segment, Elements.DOUBLE, offset, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            Elements.setDouble(segment, offset + i * stride, out.dtype(), x[i]);
        }
    }

    /** Integers are exact or modulo 2^64 in any order: no blocks needed. */
    private void longs(ElementReader reader, long from, long to) {
        long[] x = reader.longs;
        long carry = isProduct ? 1 : 0;
        for (long done = 0; done < length; done += BLOCK) {
            pollInterrupt(done);
            int n = (int) Math.min(BLOCK, length - done);
            reader.read(from + done * inStride, inStride, n, 0, 1);
            for (int i = 0; i < n; i++) {
                carry = isProduct ? carry * x[i] : carry + x[i];
                x[i] = carry;
            }
            write(x, n, to + done * outStride, outStride);
        }
    }

    private void write(long[] x, int n, long offset, long stride) {
        MemorySegment segment = out.segment();
        boolean isUnsigned = dtype.kind() == DType.Kind.UNSIGNED;
        for (int i = 0; i < n; i++) {
            if (isUnsigned) {
                Elements.setUnsigned(segment, offset + i * stride, out.dtype(), x[i]);
            } else {
                Elements.setLong(segment, offset + i * stride, out.dtype(), x[i]);
            }
        }
    }

    private void complexes(ElementReader reader, long from, long to) {
        double[] re = reader.doubles;
        double[] im = reader.imaginary;
        double carryRe = 0;
        double carryIm = 0;
        for (long done = 0; done < length; done += BLOCK) {
            pollInterrupt(done);
            int n = (int) Math.min(BLOCK, length - done);
            reader.read(from + done * inStride, inStride, n, 0, 1);
            double a = isProduct ? 1 : -0.0;
            double b = isProduct ? 0 : -0.0;
            for (int i = 0; i < n; i++) {
                double c = re[i];
                double d = im[i];
                double real = isProduct ? a * c - b * d : a + c;
                b = isProduct ? a * d + b * c : b + d;
                a = real;
                re[i] = a;
                im[i] = b;
            }
            for (int i = 0; i < n && done > 0; i++) {
                double c = re[i];
                double d = im[i];
                re[i] = isProduct ? carryRe * c - carryIm * d : carryRe + c;
                im[i] = isProduct ? carryRe * d + carryIm * c : carryIm + d;
            }
            carryRe = re[n - 1];
            carryIm = im[n - 1];
            for (int i = 0; i < n; i++) {
                Elements.setComplex(out.segment(), to + (done + i) * outStride, out.dtype(), re[i], im[i]);
            }
        }
    }

    private void pollInterrupt(long done) {
        if ((done & WATCHED - 1) == 0) {
            pollInterrupt();
        }
    }

    // Lines that lie side by side: rows of elements of many lines at once

    private void across() {
        int inner = axes.kept - 1;
        int width = (int) Math.min(TILE, axes.shape[inner]);
        ElementReader reader = new ElementReader(in, dtype, width);
        double[] block = new double[reader.form == Form.DOUBLE ? width : 0];
        double[] carry = new double[block.length];
        long[] longCarry = new long[reader.form == Form.LONG ? width : 0];
        long[] index = new long[axes.kept];
        long from = in.offset();
        long to = out.offset();
        while (true) {
            int n = (int) Math.min(width, axes.shape[inner] - index[inner]);
            Arrays.fill(longCarry, isProduct ? 1 : 0);
            for (long row = 0; row < length; row++) {
                reader.read(from + row * inStride, axes.in[inner], n, 0, 1);
                long offset = to + row * outStride;
                if (reader.form == Form.LONG) {
                    accumulate(longCarry, reader.longs, n);
                    write(longCarry, n, offset, axes.out[inner]);
                } else {
                    if (row % BLOCK == 0) {
                        if (row > 0) {
                            combine(carry, block, carry, n, row == BLOCK);
                        }
                        Arrays.fill(block, isProduct ? 1 : -0.0);
                    }
                    combine(block, reader.doubles, block, n, false);
                    combine(carry, block, reader.doubles, n, row < BLOCK);
                    write(reader.doubles, n, offset, axes.out[inner]);
                }
            }
            pollInterrupt();
            long step = n;
            int axis = inner;
            for (; axis >= 0; axis--) {
                index[axis] += step;
                from += step * axes.in[axis];
                to += step * axes.out[axis];
                if (index[axis] < axes.shape[axis]) {
                    break;
                }
                index[axis] = 0;
                from -= axes.shape[axis] * axes.in[axis];
                to -= axes.shape[axis] * axes.out[axis];
                step = 1;
            }
            if (axis < 0) {
                return;
            }
        }
    }

    private void accumulate(long[] carry, long[] x, int n) {
        for (int c = 0; c < n; c++) {
            carry[c] = isProduct ? carry[c] * x[c] : carry[c] + x[c];
        }
    }

    /** {@code into = a (op) b}, or {@code b} where there is no {@code a} yet. */
    private void combine(double[] a, double[] b, double[] into, int n, boolean isFirst) {
        if (isFirst) {
            System.arraycopy(b, 0, into, 0, n);
        } else if (isProduct) {
            for (int c = 0; c < n; c++) {
                into[c] = a[c] * b[c];
            }
        } else {
            for (int c = 0; c < n; c++) {
                into[c] = a[c] + b[c];
            }
        }
    }
}
