package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.internal.array.ElementReader.Form;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Reductions in plain Java: the fallback and the oracle of {@code hl_reduce}, in the order that is written
 * there, so with the same bits. Beyond it: inputs are cast while they are read, and a condition may go with
 * every reduction: an element that is left out takes part in no lane, the others stay in theirs.
 */
final class JavaReduce {
    /** Elements of a block, and lanes in it. */
    static final int BLOCK = 128;

    static final int LANES = 8;

    /** Elements read at once along one sequence: 8 KB of doubles stay in the L1 cache. */
    static final int CHUNK = 8 * BLOCK;

    /** Sequences that are read side by side when their first elements lie closer than their second ones. */
    private static final int TILE = 32;

    /** The distance of their blocks: not a multiple of a page's lines, which would share cache sets. */
    private static final int PITCH = BLOCK + 8;

    /** Elements that surely take longer than 1 ms: from here on an interrupt is looked for. */
    private static final long WATCHED = 1 << 20;

    private final Reduction reduction;
    private final DType dtype;
    private final View out;
    private final View in;
    private final ReduceAxes axes;
    private final @Nullable View where;
    private final double ddof;
    private final boolean isWatched;

    /** What computes the elements, if they are not read. */
    private final @Nullable ComputedReader computed;

    private JavaReduce(
            Reduction reduction,
            DType dtype,
            View out,
            View in,
            ReduceAxes axes,
            @Nullable View where,
            double ddof,
            @Nullable ComputedReader computed) {
        this.reduction = reduction;
        this.computed = computed;
        this.dtype = dtype;
        this.out = out;
        this.in = in;
        this.axes = axes;
        this.where = where;
        this.ddof = ddof;
        isWatched = axes.results * axes.count >= WATCHED;
    }

    /** Reduces; see {@link Reducer}. There is at least one result. */
    static void reduce(
            Reduction reduction, DType dtype, View out, View in, ReduceAxes axes, @Nullable View where, double ddof) {
        JavaReduce run = new JavaReduce(reduction, dtype, out, in, axes, where, ddof, null);
        if (run.fitsColumns()) {
            if (!JavaDirectReduce.columns(reduction, dtype, out, in, axes, where)) {
                run.columns();
            }
        } else if (!JavaDirectReduce.reduce(reduction, dtype, out, in, axes, where)) {
            run.sequences();
        }
    }

    /**
     * Reduces what a reader computes; see {@link Fused}.
     *
     * @param in where the elements would be if they were in memory: in C order, kept axes first
     */
    static void reduceComputed(Reduction reduction, View out, View in, int kept, double ddof, ComputedReader computed) {
        ReduceAxes axes = ReduceAxes.of(out, in, kept, null);
        if (axes.results > 0) {
            new JavaReduce(reduction, in.dtype(), out, in, axes, null, Math.min(ddof, axes.count), computed)
                    .sequences();
        }
    }

    private void pollInterrupt() {
        if (isWatched && Thread.currentThread().isInterrupted()) {
            throw new CancellationException(reduction + " of " + Layouts.toString(in.shape()) + " was cancelled");
        }
    }

    /** The bytes between neighbours along the innermost reduced axis; 0 where there is none. */
    private long innerStride() {
        return axes.rank == axes.kept ? 0 : axes.in[axes.rank - 1];
    }

    /** Whether the results' first elements lie closer together than the elements of a result. */
    private boolean isAcross() {
        return axes.kept > 0 && Math.abs(axes.in[axes.kept - 1]) < Math.abs(innerStride());
    }

    // One sequence after another, or a tile of them

    private void sequences() {
        boolean across = isAcross();
        int tile = across ? (int) Math.min(TILE, axes.shape[axes.kept - 1]) : 1;
        int chunk = (int) Math.min(across ? BLOCK : CHUNK, axes.count);
        int pitch = across ? PITCH : chunk;
        ElementReader reader = computed != null ? computed : new ElementReader(in, dtype, tile * pitch);
        Block block = new Block(reader, where == null ? 0 : tile * pitch);
        Sink[] sinks = new Sink[tile];
        for (int i = 0; i < tile; i++) {
            sinks[i] = newSink(block);
        }
        Cursor results = new Cursor(axes, 0, axes.kept);
        Cursor elements = new Cursor(axes, axes.kept, axes.rank);
        long work = 0;
        while (results.isInside()) {
            int width = (int) Math.min(tile, results.innerLeft());
            for (int i = 0; i < width; i++) {
                sinks[i].reset();
            }
            elements.start(in.offset() + results.in, (where == null ? 0 : where.offset()) + results.where);
            for (long done = 0; done < axes.count; ) {
                int n = (int) Math.min(chunk, axes.count - done);
                if (across) {
                    readAcross(block, elements, n, width);
                } else {
                    readAlong(block, elements, n);
                }
                for (int i = 0; i < width; i++) {
                    for (int at = 0; at < n; at += BLOCK) {
                        int length = Math.min(BLOCK, n - at);
                        sinks[i].add(i * pitch + at, length);
                    }
                }
                done += n;
                work += (long) n * width;
                if (work >= WATCHED) {
                    work = 0;
                    pollInterrupt();
                }
            }
            for (int i = 0; i < width; i++) {
                sinks[i].finish(out.segment(), out.offset() + results.out + i * results.innerOut());
            }
            results.advance(width);
        }
    }

    private void readAlong(Block block, Cursor elements, int n) {
        for (int at = 0; at < n; ) {
            int run = (int) Math.min(n - at, elements.innerLeft());
            block.reader.read(elements.in, elements.innerIn(), run, at, 1);
            readMask(block, elements.where, elements.innerWhere(), run, at, 1);
            at += run;
            elements.advance(run);
        }
    }

    private void readAcross(Block block, Cursor elements, int n, int width) {
        int inner = axes.kept - 1;
        for (int at = 0; at < n; at++) {
            block.reader.read(elements.in, axes.in[inner], width, at, PITCH);
            readMask(block, elements.where, axes.where[inner], width, at, PITCH);
            elements.advance(1);
        }
    }

    private void readMask(Block block, long offset, long stride, int n, int at, int step) {
        if (where == null) {
            return;
        }
        MemorySegment segment = where.segment();
        if (stride == 1 && step == 1) {
            MemorySegment.copy(segment, Elements.BYTE, offset, block.mask, at, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            block.mask[at + i * step] = segment.get(Elements.BYTE, offset + i * stride);
        }
    }

    private Sink newSink(Block block) {
        Form form = block.reader.form;
        return switch (reduction) {
            case SUM, PROD, MEAN, NORM ->
                switch (form) {
                    case LONG -> new LongSink(block);
                    case DOUBLE -> new DoubleSink(block);
                    case COMPLEX -> reduction == Reduction.NORM ? new DoubleSink(block) : new ComplexSink(block);
                };
            case MIN, MAX ->
                switch (form) {
                    case LONG -> new LongSink(block);
                    case DOUBLE -> new ExtremumSink(block);
                    case COMPLEX -> throw new AssertionError(dtype);
                };
            case VAR, STD -> new VarianceSink(block);
            case ANY, ALL, COUNT_NONZERO -> new CountSink(block);
            case ARGMIN, ARGMAX -> new PositionSink(block);
        };
    }

    /** What was read last: elements and, with a condition, which of them take part: those with a byte that is not 0. */
    private static final class Block {
        final ElementReader reader;
        final byte[] mask;

        Block(ElementReader reader, int masked) {
            this.reader = reader;
            mask = new byte[masked];
        }

        /** Replaces the real elements that take no part, and tells how many do; without branches. */
        int keep(int at, int n, double replacement) {
            double[] x = reader.doubles;
            int kept = 0;
            for (int i = at; i < at + n; i++) {
                kept += mask[i] != 0 ? 1 : 0;
                x[i] = FloatKernels.choose(mask[i], x[i], replacement);
            }
            return kept;
        }
    }

    /** A place in a walk over some axes, in C order. */
    private static final class Cursor {
        private final ReduceAxes axes;
        private final int first;
        private final int end;
        private final long[] index;
        private boolean inside;

        /** Where it is, in bytes. */
        long in;

        long where;
        long out;

        Cursor(ReduceAxes axes, int first, int end) {
            this.axes = axes;
            this.first = first;
            this.end = end;
            index = new long[end];
            inside = true;
        }

        void start(long in, long where) {
            Arrays.fill(index, 0);
            this.in = in;
            this.where = where;
            inside = true;
        }

        boolean isInside() {
            return inside;
        }

        /** How many places there are up to the end of the innermost axis. */
        long innerLeft() {
            return first == end ? 1 : axes.shape[end - 1] - index[end - 1];
        }

        long innerIn() {
            return first == end ? 0 : axes.in[end - 1];
        }

        long innerWhere() {
            return first == end ? 0 : axes.where[end - 1];
        }

        long innerOut() {
            return first == end ? 0 : axes.out[end - 1];
        }

        /** Goes on by at most {@link #innerLeft} places. */
        void advance(long places) {
            if (first == end) {
                inside = false;
                return;
            }
            long step = places;
            for (int axis = end - 1; axis >= first; axis--) {
                index[axis] += step;
                in += step * axes.in[axis];
                where += step * axes.where[axis];
                out += step * axes.out[axis];
                long length = axes.shape[axis];
                if (index[axis] < length) {
                    return;
                }
                index[axis] = 0;
                in -= length * axes.in[axis];
                where -= length * axes.where[axis];
                out -= length * axes.out[axis];
                step = 1;
            }
            inside = false;
        }
    }

    /** Takes the blocks of one sequence, in order, and makes a result of them. */
    private abstract static class Sink {
        abstract void reset();

        /** Takes a block: 128 elements, but for the last one. */
        abstract void add(int at, int n);

        abstract void finish(MemorySegment segment, long offset);
    }

    /** Combines the values of blocks by a binary tree; an odd one is carried up. */
    private abstract static class Tree {
        final double[] stack = new double[64];
        private long blocks;
        private int depth;

        /** Combines two entries of the tree into the left one. */
        abstract void combine(int left, int right);

        void clear() {
            blocks = 0;
            depth = 0;
        }

        /** Where the next block's value goes before {@link #push}. */
        int top() {
            return depth;
        }

        /** Takes the value at the top. Each bit of the count is a finished subtree of that many blocks. */
        void push() {
            for (long count = blocks; (count & 1) != 0; count >>= 1) {
                depth--;
                combine(depth, depth + 1);
            }
            depth++;
            blocks++;
        }

        /** Leaves the root as the first entry; false if there was no block. */
        boolean fold() {
            while (depth > 1) {
                depth--;
                combine(depth - 1, depth);
            }
            return depth > 0;
        }
    }

    /** Sums, products, means and norms of real numbers, and norms of complex ones. */
    private final class DoubleSink extends Sink {
        private final Block block;
        private final boolean isProduct = reduction == Reduction.PROD;
        private final double identity = isProduct ? 1 : reduction == Reduction.NORM ? 0.0 : -0.0;
        private long taken;
        private final Tree tree = new Tree() {
            @Override
            void combine(int left, int right) {
                stack[left] = isProduct ? stack[left] * stack[right] : stack[left] + stack[right];
            }
        };

        DoubleSink(Block block) {
            this.block = block;
        }

        @Override
        void reset() {
            tree.clear();
            taken = 0;
        }

        @Override
        void add(int at, int n) {
            double[] x = block.reader.doubles;
            double[] imaginary = block.reader.imaginary;
            taken += where == null ? n : block.keep(at, n, identity);
            for (int i = at; i < at + n && where != null && imaginary.length > 0; i++) {
                imaginary[i] = block.mask[i] == 0 ? 0 : imaginary[i];
            }
            boolean isRealNorm = reduction == Reduction.NORM && imaginary.length == 0;
            if (reduction == Reduction.NORM && !isRealNorm) {
                for (int i = at; i < at + n; i++) {
                    x[i] = x[i] * x[i] + imaginary[i] * imaginary[i];
                }
            }
            tree.stack[tree.top()] =
                    isProduct ? product(x, at, n) : isRealNorm ? sumOfSquares(x, at, n) : sum(x, at, n);
            tree.push();
        }

        @Override
        void finish(MemorySegment segment, long offset) {
            double value = tree.fold() ? tree.stack[0] : isProduct ? 1 : 0.0;
            Elements.setDouble(
                    segment,
                    offset,
                    out.dtype(),
                    switch (reduction) {
                        case MEAN -> value / taken;
                        case NORM -> Math.sqrt(value);
                        default -> value;
                    });
        }
    }

    /** The sum of a block. */
    static double sum(double[] x, int at, int n) {
        double s0 = -0.0;
        double s1 = -0.0;
        double s2 = -0.0;
        double s3 = -0.0;
        double s4 = -0.0;
        double s5 = -0.0;
        double s6 = -0.0;
        double s7 = -0.0;
        int end = at + n;
        int i = at;
        for (; i + LANES <= end; i += LANES) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
            s4 += x[i + 4];
            s5 += x[i + 5];
            s6 += x[i + 6];
            s7 += x[i + 7];
        }
        int left = end - i;
        s0 += left > 0 ? x[i] : -0.0;
        s1 += left > 1 ? x[i + 1] : -0.0;
        s2 += left > 2 ? x[i + 2] : -0.0;
        s3 += left > 3 ? x[i + 3] : -0.0;
        s4 += left > 4 ? x[i + 4] : -0.0;
        s5 += left > 5 ? x[i + 5] : -0.0;
        s6 += left > 6 ? x[i + 6] : -0.0;
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** The sum of the squares of a block. */
    static double sumOfSquares(double[] x, int at, int n) {
        double s0 = -0.0;
        double s1 = -0.0;
        double s2 = -0.0;
        double s3 = -0.0;
        double s4 = -0.0;
        double s5 = -0.0;
        double s6 = -0.0;
        double s7 = -0.0;
        int end = at + n;
        int i = at;
        for (; i + LANES <= end; i += LANES) {
            s0 += x[i] * x[i];
            s1 += x[i + 1] * x[i + 1];
            s2 += x[i + 2] * x[i + 2];
            s3 += x[i + 3] * x[i + 3];
            s4 += x[i + 4] * x[i + 4];
            s5 += x[i + 5] * x[i + 5];
            s6 += x[i + 6] * x[i + 6];
            s7 += x[i + 7] * x[i + 7];
        }
        int left = end - i;
        s0 += left > 0 ? x[i] * x[i] : -0.0;
        s1 += left > 1 ? x[i + 1] * x[i + 1] : -0.0;
        s2 += left > 2 ? x[i + 2] * x[i + 2] : -0.0;
        s3 += left > 3 ? x[i + 3] * x[i + 3] : -0.0;
        s4 += left > 4 ? x[i + 4] * x[i + 4] : -0.0;
        s5 += left > 5 ? x[i + 5] * x[i + 5] : -0.0;
        s6 += left > 6 ? x[i + 6] * x[i + 6] : -0.0;
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** The product of a block. */
    static double product(double[] x, int at, int n) {
        double p0 = 1;
        double p1 = 1;
        double p2 = 1;
        double p3 = 1;
        double p4 = 1;
        double p5 = 1;
        double p6 = 1;
        double p7 = 1;
        int end = at + n;
        int i = at;
        for (; i + LANES <= end; i += LANES) {
            p0 *= x[i];
            p1 *= x[i + 1];
            p2 *= x[i + 2];
            p3 *= x[i + 3];
            p4 *= x[i + 4];
            p5 *= x[i + 5];
            p6 *= x[i + 6];
            p7 *= x[i + 7];
        }
        int left = end - i;
        p0 *= left > 0 ? x[i] : 1;
        p1 *= left > 1 ? x[i + 1] : 1;
        p2 *= left > 2 ? x[i + 2] : 1;
        p3 *= left > 3 ? x[i + 3] : 1;
        p4 *= left > 4 ? x[i + 4] : 1;
        p5 *= left > 5 ? x[i + 5] : 1;
        p6 *= left > 6 ? x[i + 6] : 1;
        return ((p0 * p1) * (p2 * p3)) * ((p4 * p5) * (p6 * p7));
    }

    /** {@code m <= x or m is NaN ? m : x}. */
    private static double least(double m, double x) {
        return m <= x || m != m ? m : x;
    }

    private static double greatest(double m, double x) {
        return m >= x || m != m ? m : x;
    }

    /**
     * Minima and maxima of real numbers. The combination picks the leftmost of equals and the first NaN, so it
     * is associative: only the order of the lanes shows (0.0 against -0.0), not that of the trees.
     */
    private final class ExtremumSink extends Sink {
        private final Block block;
        private final boolean isLeast = reduction == Reduction.MIN;
        private final double[] lanes = new double[LANES];
        private final boolean[] used = new boolean[LANES];
        private double result;
        private boolean isEmpty;

        ExtremumSink(Block block) {
            this.block = block;
        }

        @Override
        void reset() {
            isEmpty = true;
        }

        @Override
        void add(int at, int n) {
            double[] x = block.reader.doubles;
            double none = isLeast ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            if (where != null && block.keep(at, n, none) == 0) {
                return;
            }
            double before = isEmpty ? none : result;
            double value = isLeast ? leastOf(before, x, at, n) : greatestOf(before, x, at, n);
            boolean isDecided = !isEmpty && result == 0;
            if (value != 0 || isDecided) {
                result = value != 0 ? value : result;
                isEmpty = false;
                return;
            }
            Arrays.fill(used, false);
            for (int k = 0; k < n; k++) {
                if (where == null || block.mask[at + k] != 0) {
                    int lane = k % LANES;
                    lanes[lane] = used[lane] ? combine(lanes[lane], x[at + k]) : x[at + k];
                    used[lane] = true;
                }
            }
            for (int lane = 0; lane < LANES; lane++) {
                if (used[lane]) {
                    take(lanes[lane]);
                }
            }
        }

        private void take(double value) {
            result = isEmpty ? value : combine(result, value);
            isEmpty = false;
        }

        private double combine(double m, double x) {
            return isLeast ? least(m, x) : greatest(m, x);
        }

        @Override
        void finish(MemorySegment segment, long offset) {
            // Nothing took part: the caller has replaced or refused it by then.
            Elements.setDouble(segment, offset, out.dtype(), isEmpty ? Double.NaN : result);
        }
    }

    /**
     * The minimum of a block and what came before. {@link Math#min} is fast, and differs in one thing: which of 0.0 and
     * -0.0 it takes; then the lanes decide.
     */
    static double leastOf(double before, double[] x, int at, int n) {
        double least = before;
        for (int i = at; i < at + n; i++) {
            least = Math.min(least, x[i]);
        }
        return least;
    }

    /** The maximum of a block and what came before, likewise. */
    static double greatestOf(double before, double[] x, int at, int n) {
        double greatest = before;
        for (int i = at; i < at + n; i++) {
            greatest = Math.max(greatest, x[i]);
        }
        return greatest;
    }

    /** Variances: count, mean and sum of squared deviations of each block, combined by Chan's formula. */
    private final class VarianceSink extends Sink {
        private final Block block;
        private final double[] means = new double[64];
        private final double[] counts = new double[64];
        private final double[] squares = new double[BLOCK];
        private final Tree tree = new Tree() {
            @Override
            void combine(int left, int right) {
                double n1 = counts[left];
                double n2 = counts[right];
                if (n2 == 0) {
                    return;
                }
                if (n1 == 0) {
                    counts[left] = n2;
                    means[left] = means[right];
                    stack[left] = stack[right];
                    return;
                }
                double n = n1 + n2;
                double d = means[right] - means[left];
                means[left] = means[left] + d * (n2 / n);
                stack[left] = (stack[left] + stack[right]) + d * d * (n1 * (n2 / n));
                counts[left] = n;
            }
        };

        VarianceSink(Block block) {
            this.block = block;
        }

        @Override
        void reset() {
            tree.clear();
        }

        @Override
        void add(int at, int n) {
            double[] x = block.reader.doubles;
            int count = n;
            if (where != null) {
                count = block.keep(at, n, -0.0);
            }
            double mean = sum(x, at, n) / count;
            for (int i = 0; i < n; i++) {
                double d = x[at + i] - mean;
                squares[i] = d * d;
            }
            if (count < n) {
                for (int i = 0; i < n; i++) {
                    if (block.mask[at + i] == 0) {
                        squares[i] = -0.0;
                    }
                }
            }
            int top = tree.top();
            means[top] = mean;
            counts[top] = count;
            tree.stack[top] = sum(squares, 0, n);
            tree.push();
        }

        @Override
        void finish(MemorySegment segment, long offset) {
            boolean some = tree.fold();
            // Fewer may take part than the caller has counted.
            double variance = (some ? tree.stack[0] : 0) / Math.max((some ? counts[0] : 0) - ddof, 0);
            double value = reduction == Reduction.STD ? Math.sqrt(variance) : variance;
            Elements.setDouble(segment, offset, out.dtype(), value);
        }
    }

    /** Sums, products and means of complex numbers. */
    private final class ComplexSink extends Sink {
        private final Block block;
        private final boolean isProduct = reduction == Reduction.PROD;
        private final double[] re = new double[LANES];
        private final double[] im = new double[LANES];
        private final double[] imaginary = new double[64];
        private long taken;
        private final Tree tree = new Tree() {
            @Override
            void combine(int left, int right) {
                double a = stack[left];
                double b = imaginary[left];
                double c = stack[right];
                double d = imaginary[right];
                stack[left] = isProduct ? a * c - b * d : a + c;
                imaginary[left] = isProduct ? a * d + b * c : b + d;
            }
        };

        ComplexSink(Block block) {
            this.block = block;
        }

        @Override
        void reset() {
            tree.clear();
            taken = 0;
        }

        @Override
        void add(int at, int n) {
            Arrays.fill(re, isProduct ? 1 : -0.0);
            Arrays.fill(im, isProduct ? 0 : -0.0);
            double[] x = block.reader.doubles;
            double[] y = block.reader.imaginary;
            for (int k = 0; k < n; k++) {
                boolean takesPart = where == null || block.mask[at + k] != 0;
                if (takesPart) {
                    taken++;
                    combine(k % LANES, x[at + k], y[at + k]);
                } else {
                    // Not the same as nothing: an infinity times 1 has a NaN in it.
                    combine(k % LANES, isProduct ? 1 : -0.0, isProduct ? 0 : -0.0);
                }
            }
            for (int step = 1; step < LANES; step *= 2) {
                for (int lane = 0; lane < LANES; lane += 2 * step) {
                    combine(lane, re[lane + step], im[lane + step]);
                }
            }
            int top = tree.top();
            tree.stack[top] = re[0];
            imaginary[top] = im[0];
            tree.push();
        }

        private void combine(int lane, double c, double d) {
            double a = re[lane];
            double b = im[lane];
            re[lane] = isProduct ? a * c - b * d : a + c;
            im[lane] = isProduct ? a * d + b * c : b + d;
        }

        @Override
        void finish(MemorySegment segment, long offset) {
            boolean some = tree.fold();
            double real = some ? tree.stack[0] : isProduct ? 1 : 0.0;
            double imag = some ? imaginary[0] : 0.0;
            if (reduction == Reduction.MEAN) {
                real /= taken;
                imag /= taken;
            }
            Elements.setComplex(segment, offset, out.dtype(), real, imag);
        }
    }

    /** Sums, products, minima and maxima of integers and bools: exact or modulo 2^64, in any order. */
    private final class LongSink extends Sink {
        private final Block block;
        private final boolean isUnsigned = dtype.kind() == DType.Kind.UNSIGNED;

        /** Turns uint64 into the order of int64 and back. */
        private final long flip = dtype == DType.UINT64 ? Long.MIN_VALUE : 0;

        private long result;

        LongSink(Block block) {
            this.block = block;
        }

        @Override
        void reset() {
            result = switch (reduction) {
                case SUM -> 0;
                case PROD -> 1;
                case MIN -> Long.MAX_VALUE;
                default -> Long.MIN_VALUE;
            };
        }

        @Override
        void add(int at, int n) {
            long[] x = block.reader.longs;
            if (where != null) {
                addMasked(x, at, n);
                return;
            }
            long r = result;
            switch (reduction) {
                case SUM -> {
                    for (int i = at; i < at + n; i++) {
                        r += x[i];
                    }
                }
                case PROD -> {
                    for (int i = at; i < at + n; i++) {
                        r *= x[i];
                    }
                }
                case MIN -> {
                    for (int i = at; i < at + n; i++) {
                        r = Math.min(r, x[i] ^ flip);
                    }
                }
                default -> {
                    for (int i = at; i < at + n; i++) {
                        r = Math.max(r, x[i] ^ flip);
                    }
                }
            }
            result = r;
        }

        private void addMasked(long[] x, int at, int n) {
            for (int i = at; i < at + n; i++) {
                if (block.mask[i] != 0) {
                    result = switch (reduction) {
                        case SUM -> result + x[i];
                        case PROD -> result * x[i];
                        case MIN -> Math.min(result, x[i] ^ flip);
                        default -> Math.max(result, x[i] ^ flip);
                    };
                }
            }
        }

        @Override
        void finish(MemorySegment segment, long offset) {
            boolean isExtremum = reduction == Reduction.MIN || reduction == Reduction.MAX;
            long value = isExtremum ? result ^ flip : result;
            if (isUnsigned) {
                Elements.setUnsigned(segment, offset, out.dtype(), value);
            } else {
                Elements.setLong(segment, offset, out.dtype(), value);
            }
        }
    }

    /** Whether any, whether all, or how many are not 0. */
    private final class CountSink extends Sink {
        private final Block block;
        private long nonzero;
        private long zero;

        CountSink(Block block) {
            this.block = block;
        }

        @Override
        void reset() {
            nonzero = 0;
            zero = 0;
        }

        @Override
        void add(int at, int n) {
            ElementReader reader = block.reader;
            int count = 0;
            int out = 0;
            if (where != null) {
                for (int i = at; i < at + n; i++) {
                    if (block.mask[i] == 0) {
                        out++;
                    } else if (isNonzero(reader, i)) {
                        count++;
                    }
                }
            } else {
                switch (reader.form) {
                    case LONG -> {
                        long[] x = reader.longs;
                        for (int i = at; i < at + n; i++) {
                            count += x[i] != 0 ? 1 : 0;
                        }
                    }
                    case DOUBLE -> {
                        double[] x = reader.doubles;
                        for (int i = at; i < at + n; i++) {
                            count += x[i] != 0 ? 1 : 0;
                        }
                    }
                    case COMPLEX -> {
                        for (int i = at; i < at + n; i++) {
                            count += isNonzero(reader, i) ? 1 : 0;
                        }
                    }
                }
            }
            nonzero += count;
            zero += n - out - count;
        }

        private static boolean isNonzero(ElementReader reader, int i) {
            return switch (reader.form) {
                case LONG -> reader.longs[i] != 0;
                case DOUBLE -> reader.doubles[i] != 0;
                case COMPLEX -> reader.doubles[i] != 0 || reader.imaginary[i] != 0;
            };
        }

        @Override
        void finish(MemorySegment segment, long offset) {
            Elements.setLong(
                    segment,
                    offset,
                    out.dtype(),
                    switch (reduction) {
                        case ANY -> nonzero > 0 ? 1 : 0;
                        case ALL -> zero == 0 ? 1 : 0;
                        default -> nonzero;
                    });
        }
    }

    /** Where the first least or greatest element is; the first NaN where there is one; -1 if none took part. */
    private final class PositionSink extends Sink {
        private final Block block;
        private final boolean isLeast = reduction == Reduction.ARGMIN;
        private final long flip = dtype == DType.UINT64 ? Long.MIN_VALUE : 0;
        private long seen;
        private long position;
        private double best;
        private long bestLong;

        PositionSink(Block block) {
            this.block = block;
        }

        @Override
        void reset() {
            seen = 0;
            position = -1;
        }

        @Override
        void add(int at, int n) {
            if (block.reader.form == Form.LONG) {
                addLongs(at, n);
            } else {
                addDoubles(at, n);
            }
            seen += n;
        }

        private void addDoubles(int at, int n) {
            double[] x = block.reader.doubles;
            double m = best;
            if (where == null && n == BLOCK && position >= 0) {
                double value = isLeast ? leastOf(m, x, at, n) : greatestOf(m, x, at, n);
                if (m != m || (isLeast ? value >= m : value <= m)) {
                    return;
                }
            }
            for (int k = 0; k < n && (m == m || position < 0); k++) {
                double value = x[at + k];
                // Not greater and not equal: NaN is less than all.
                boolean better = isLeast ? !(value >= m) : !(value <= m);
                if ((better || position < 0) && (where == null || block.mask[at + k] != 0)) {
                    m = value;
                    position = seen + k;
                }
            }
            best = m;
        }

        private void addLongs(int at, int n) {
            long[] x = block.reader.longs;
            for (int k = 0; k < n; k++) {
                long value = x[at + k] ^ flip;
                boolean better = isLeast ? value < bestLong : value > bestLong;
                if ((better || position < 0) && (where == null || block.mask[at + k] != 0)) {
                    bestLong = value;
                    position = seen + k;
                }
            }
        }

        @Override
        void finish(MemorySegment segment, long offset) {
            Elements.setLong(segment, offset, out.dtype(), position);
        }
    }

    // Whole rows of results at once

    /** Up to so many elements a result, a tile of results beside each other is worth more than its gather. */
    private static final int SHORT = 32;

    /**
     * Results of a tile: eight lanes of them and a row stay in the L2 cache. Rows of 256 stayed in L1 and took 1.3
     * ns an element at 10^7, for the pages that a tile goes through (EPYC Zen 3, 2026-11-22, sum along axis 0).
     */
    private static final int WIDTH = 1024;

    /** Doubles of a tile that is kept as a whole, for two passes over it. */
    private static final int HELD = 8192;

    /** Doubles that are read at once: fewer stay in the L1 cache and cost less to make than the calls they save. */
    private static final int READ = 2048;

    /**
     * Whether results are computed side by side: loops over rows of doubles, which the compiler vectorises. For
     * axes that lie across memory, and for a few elements a result, where one sequence after another would cost
     * more than its elements.
     */
    private boolean fitsColumns() {
        if (!dtype.isFloating() || where != null || axes.kept == 0 || axes.count == 0) {
            return false;
        }
        boolean isMade = switch (reduction) {
            case SUM, PROD, MIN, MAX, MEAN, VAR, STD, NORM -> true;
            default -> false;
        };
        return isMade && (isAcross() || axes.count <= SHORT) && axes.shape[axes.kept - 1] > 1;
    }

    /** Whether all steps are by whole doubles. */
    private static boolean areWhole(ReduceAxes axes) {
        long bits = 0;
        for (int axis = 0; axis < axes.rank; axis++) {
            bits |= axes.in[axis];
        }
        return (bits & 7) == 0;
    }

    private void columns() {
        int inner = axes.kept - 1;
        int rows = (int) Math.min(BLOCK, axes.count);
        boolean isVariance = reduction == Reduction.VAR || reduction == Reduction.STD;
        // Short sequences one behind the other are read in one go and stay as they lie: row after row otherwise.
        boolean isPacked = axes.count <= SHORT
                && in.dtype() == DType.FLOAT64
                && dtype == DType.FLOAT64
                && axes.rank == axes.kept + 1
                && axes.in[inner + 1] == 8
                && axes.in[inner] == 8 * axes.count;
        // Likewise whole rows, one behind the other.
        boolean isWhole = !isPacked
                && in.dtype() == DType.FLOAT64
                && dtype == DType.FLOAT64
                && axes.rank == axes.kept + 1
                && axes.in[inner] == 8
                && axes.in[inner + 1] == 8 * axes.shape[inner]
                && axes.shape[inner] <= (isVariance ? HELD / rows : WIDTH);
        int most = isPacked ? READ / rows : isVariance ? HELD / rows : WIDTH;
        int width = (int) Math.min(most, axes.shape[inner]);
        int readRows = isWhole ? Math.clamp(READ / width, 1, rows) : 1;
        int heldRows = isPacked || isVariance ? rows : readRows;
        // Rows in a Java array are added where they lie.
        boolean areRows = dtype == DType.FLOAT64 && axes.in[inner] == 8 && !isPacked;
        boolean isReadOnly = !isVariance && reduction != Reduction.NORM;
        double[] array = areRows && isReadOnly && areWhole(axes) ? JavaDirect.doubles(in) : null;
        long zero = in.segment().address();
        ElementReader reader = new ElementReader(in, dtype, array == null ? heldRows * width : 0);
        double[] x = reader.doubles;
        Columns columns = new Columns(width, isVariance);
        Cursor results = new Cursor(axes, 0, axes.kept);
        Cursor elements = new Cursor(axes, axes.kept, axes.rank);
        long work = 0;
        while (results.isInside()) {
            int n = (int) Math.min(width, results.innerLeft());
            elements.start(in.offset() + results.in, 0);
            columns.clear(n);
            if (isPacked) {
                reader.read(elements.in, 8, n * rows, 0, 1);
                columns.addBlock(x, rows, 1, rows);
            }
            for (long done = isPacked ? axes.count : 0; done < axes.count; done += rows) {
                int block = (int) Math.min(rows, axes.count - done);
                for (int row = 0; row < block && array != null; row++) {
                    columns.addRow(row, array, (int) (zero + elements.in >> 3), 1);
                    elements.advance(1);
                }
                for (int row = 0; row < block && array == null; row += readRows) {
                    int read = Math.min(readRows, block - row);
                    int at = isVariance ? row * n : 0;
                    if (isWhole) {
                        reader.read(elements.in, 8, read * n, at, 1);
                    } else {
                        reader.read(elements.in, axes.in[inner], n, at, 1);
                    }
                    elements.advance(read);
                    for (int i = 0; i < read && !isVariance; i++) {
                        columns.addRow(row + i, x, i * n, 1);
                    }
                }
                if (isVariance) {
                    columns.addBlock(x, block, n, 1);
                } else {
                    columns.endBlock(block);
                }
            }
            work += axes.count * n;
            if (work >= WATCHED) {
                work = 0;
                pollInterrupt();
            }
            if (columns.finish(out.segment(), out.offset() + results.out, results.innerOut())) {
                results.advance(n);
            }
        }
    }

    /** The same as the sinks, for a row of results. */
    private final class Columns {
        private final boolean isVariance;
        private final Reduction combination = switch (reduction) {
            case PROD, MIN, MAX -> reduction;
            default -> Reduction.SUM;
        };

        /** Whether minima and maxima tell 0.0 from -0.0: as soon as one of them is a zero. */
        private boolean isExact;

        private final double[][] lanes;

        /** Entries of the tree, each a row; made as it grows. */
        private final double[][] values = new double[64][];

        private final double[][] means;
        private final double[] counts = new double[64];
        private final int capacity;
        private int width;
        private int depth;
        private long blocks;

        Columns(int width, boolean isVariance) {
            this.isVariance = isVariance;
            capacity = width;
            lanes = new double[(int) Math.min(LANES, axes.count)][width];
            means = new double[isVariance ? 64 : 0][];
        }

        void clear(int n) {
            width = n;
            depth = 0;
            blocks = 0;
        }

        /** Takes a block whose element in a row and column is {@code x[row * pitch + column * step]}. */
        void addBlock(double[] x, int rows, int pitch, int step) {
            for (int row = 0; row < rows; row++) {
                addRow(row, x, row * pitch, step);
            }
            if (isVariance) {
                if (means[depth] == null) {
                    means[depth] = new double[capacity];
                }
                foldLanes(rows);
                double[] mean = means[depth];
                for (int c = 0; c < width; c++) {
                    mean[c] = lanes[0][c] / rows;
                }
                counts[depth] = rows;
                for (int row = 0; row < rows; row++) {
                    squareDeviations(x, row * pitch, step, mean, width);
                    addRow(row, x, row * pitch, step);
                }
            }
            endBlock(rows);
        }

        /** Takes a row of a block. */
        void addRow(int row, double[] x, int at, int step) {
            if (reduction == Reduction.NORM) {
                square(x, at, step, width);
            }
            double[] lane = lanes[row % LANES];
            if (row >= LANES) {
                combineRows(combination, isExact, lane, x, at, step, width);
            } else if (step == 1) {
                System.arraycopy(x, at, lane, 0, width);
            } else {
                for (int c = 0; c < width; c++) {
                    lane[c] = x[at + c * step];
                }
            }
        }

        /** Combines the lanes into the first one; those without elements take no part. */
        private void foldLanes(int rows) {
            int used = Math.min(rows, LANES);
            for (int step = 1; step < used; step *= 2) {
                for (int lane = 0; lane + step < used; lane += 2 * step) {
                    combineRows(combination, isExact, lanes[lane], lanes[lane + step], 0, 1, width);
                }
            }
        }

        /** Puts the block into the tree. */
        void endBlock(int rows) {
            foldLanes(rows);
            double[] free = values[depth];
            values[depth] = lanes[0];
            lanes[0] = free == null ? new double[capacity] : free;
            for (long count = blocks; (count & 1) != 0; count >>= 1) {
                depth--;
                combine(depth, depth + 1);
            }
            depth++;
            blocks++;
        }

        private void combine(int left, int right) {
            if (!isVariance) {
                combineRows(combination, isExact, values[left], values[right], 0, 1, width);
                return;
            }
            double n1 = counts[left];
            double n2 = counts[right];
            double n = n1 + n2;
            double share = n2 / n;
            double weight = n1 * share;
            double[] mean = means[left];
            double[] otherMean = means[right];
            double[] value = values[left];
            double[] otherValue = values[right];
            for (int c = 0; c < width; c++) {
                double d = otherMean[c] - mean[c];
                mean[c] = mean[c] + d * share;
                value[c] = (value[c] + otherValue[c]) + d * d * weight;
            }
            counts[left] = n;
        }

        /** Writes the results; false if the same columns must be taken again, exactly. */
        boolean finish(MemorySegment segment, long offset, long stride) {
            while (depth > 1) {
                depth--;
                combine(depth - 1, depth);
            }
            double[] value = values[0];
            boolean isExtremum = combination != Reduction.SUM && combination != Reduction.PROD;
            if (isExtremum && !isExact) {
                for (int c = 0; c < width; c++) {
                    isExact |= value[c] == 0;
                }
                if (isExact) {
                    return false;
                }
            }
            switch (reduction) {
                case MEAN -> {
                    for (int c = 0; c < width; c++) {
                        value[c] /= axes.count;
                    }
                }
                case VAR, STD -> {
                    for (int c = 0; c < width; c++) {
                        double variance = value[c] / (axes.count - ddof);
                        value[c] = reduction == Reduction.STD ? Math.sqrt(variance) : variance;
                    }
                }
                case NORM -> {
                    for (int c = 0; c < width; c++) {
                        value[c] = Math.sqrt(value[c]);
                    }
                }
                default -> {}
            }
            if (out.dtype() == DType.FLOAT64 && stride == 8) {
                MemorySegment.copy(value, 0, segment, Elements.DOUBLE, offset, width);
                return true;
            }
            for (int c = 0; c < width; c++) {
                Elements.setDouble(segment, offset + c * stride, out.dtype(), value[c]);
            }
            return true;
        }
    }

    private static void square(double[] x, int at, int step, int n) {
        for (int c = 0; c < n; c++) {
            x[at + c * step] *= x[at + c * step];
        }
    }

    private static void squareDeviations(double[] x, int at, int step, double[] mean, int n) {
        for (int c = 0; c < n; c++) {
            double d = x[at + c * step] - mean[c];
            x[at + c * step] = d * d;
        }
    }

    /**
     * Combines a row with another one; a loop of its own each, so that the compiler vectorises it. Only the exact
     * minima and maxima take the leftmost of 0.0 and -0.0.
     */
    static void combineRows(
            Reduction combination, boolean isExact, double[] left, double[] right, int at, int step, int n) {
        switch (combination) {
            case SUM -> {
                if (step == 1) {
                    for (int c = 0; c < n; c++) {
                        left[c] += right[at + c];
                    }
                } else {
                    for (int c = 0; c < n; c++) {
                        left[c] += right[at + c * step];
                    }
                }
            }
            case PROD -> {
                for (int c = 0; c < n; c++) {
                    left[c] *= right[at + c * step];
                }
            }
            case MIN -> {
                if (isExact) {
                    for (int c = 0; c < n; c++) {
                        left[c] = least(left[c], right[at + c * step]);
                    }
                } else if (step == 1) {
                    for (int c = 0; c < n; c++) {
                        left[c] = Math.min(left[c], right[at + c]);
                    }
                } else {
                    for (int c = 0; c < n; c++) {
                        left[c] = Math.min(left[c], right[at + c * step]);
                    }
                }
            }
            case MAX -> {
                if (isExact) {
                    for (int c = 0; c < n; c++) {
                        left[c] = greatest(left[c], right[at + c * step]);
                    }
                } else if (step == 1) {
                    for (int c = 0; c < n; c++) {
                        left[c] = Math.max(left[c], right[at + c]);
                    }
                } else {
                    for (int c = 0; c < n; c++) {
                        left[c] = Math.max(left[c], right[at + c * step]);
                    }
                }
            }
            default -> throw new AssertionError(combination);
        }
    }
}
