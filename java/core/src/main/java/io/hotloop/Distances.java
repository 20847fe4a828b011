package io.hotloop;

import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Distancer;
import io.hotloop.internal.array.Distancer.Form;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.NpyFormat;
import io.hotloop.internal.array.Promotion;
import io.hotloop.internal.array.View;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Distances between points: of all points of a set to each other, or to those of another set.
 *
 * {@snippet :
 * NdArray points = NdArray.of(new double[][] {{0, 0}, {3, 4}, {6, 8}});
 * NdArray all = Distances.pairwise(points); // (3,3): 0 5 10, 5 0 5, 10 5 0
 * NdArray once = Distances.pairwise(points, DistanceOptions.metric(DistanceMetric.EUCLIDEAN).condensed()); // 5 10 5
 * }
 *
 * <p><b>Points</b> are the rows of an array of shape (n,dims), of any layout, on or off the heap. <b>The result</b> is
 * float32 for float32 points, else float64; integers and bool are taken as float64, complex numbers are refused. It has
 * shape (n,n), (m,n) between two sets, or (n·(n-1)/2,) {@linkplain DistanceOptions#condensed() condensed}. A matrix
 * within one set is symmetric to the bit, and its diagonal 0 where the coordinates are finite. Bits do not depend on
 * form, layout or threads; what is rounded where is in docs/numerics.md. Points without coordinates have distance 0.
 *
 * <p><b>{@code out}</b> has the shape of the result and a floating or complex dtype, and may share memory with the
 * points.
 *
 * <p><b>More than memory holds</b> goes by blocks of rows to a {@linkplain #forEachBlock consumer} or to a {@linkplain
 * #save file}, or into an {@code out} that is a mapped file.
 *
 * <p>Interrupting the calling thread ends a long call with a {@link CancellationException}; {@code out} is then
 * unspecified. Safe for use by several threads as long as none writes what another one reads.
 */
public final class Distances {
    /** How much is computed at a time where results cannot go straight to {@code out}. */
    private static final long COPIED_BYTES = 4L << 20;

    /** What is written to a file at a time: a buffer has less than 2 GiB. */
    private static final long WRITTEN_BYTES = 1L << 30;

    private static final DistanceOptions EUCLIDEAN = DistanceOptions.metric(DistanceMetric.EUCLIDEAN);

    private Distances() {}

    /**
     * Receives blocks of distances.
     *
     * @param <X> the type of exception that it throws
     */
    @FunctionalInterface
    public interface BlockConsumer<X extends Throwable> {
        /**
         * Takes the next rows.
         *
         * @param firstRow the row that the block begins with, counted from 0: a point of the first set
         * @param block the distances of some rows: of shape (rows,n), or, condensed, a 1-d piece of the result. Its
         *     memory is freed when this method returns: use after that is an {@link IllegalStateException}. Any
         *     thread may read it before
         * @throws X if it likes
         */
        void accept(long firstRow, NdArray block) throws X;
    }

    // Within one set

    /**
     * Euclidean distances of all points to each other.
     *
     * @param points of shape (n,dims)
     * @return a new array of shape (n,n)
     * @throws IllegalArgumentException if there are not two axes, or the dtype is complex
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray pairwise(NdArray points) {
        return pairwise(points, EUCLIDEAN);
    }

    /**
     * Distances of all points to each other by a metric.
     *
     * @param points of shape (n,dims)
     * @param metric the metric
     * @return a new array of shape (n,n)
     * @throws IllegalArgumentException if there are not two axes, or the dtype is complex
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray pairwise(NdArray points, DistanceMetric metric) {
        return pairwise(points, DistanceOptions.metric(metric));
    }

    /**
     * Distances of all points to each other.
     *
     * @param points of shape (n,dims)
     * @param options metric and form
     * @return a new array of shape (n,n), or (n·(n-1)/2,) condensed
     * @throws IllegalArgumentException if there are not two axes, or the dtype is complex
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray pairwise(NdArray points, DistanceOptions options) {
        return pairwise(new Sets(points, null, options), null);
    }

    /**
     * Distances of all points to each other into a given array.
     *
     * @param points of shape (n,dims)
     * @param options metric and form
     * @param out receives the result; of shape (n,n), or (n·(n-1)/2,) condensed
     * @return {@code out}
     * @throws IllegalArgumentException if there are not two axes, the dtype is complex, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray pairwise(NdArray points, DistanceOptions options, NdArray out) {
        return pairwise(new Sets(points, null, options), Objects.requireNonNull(out, "out"));
    }

    // Between two sets

    /**
     * Euclidean distances of the points of one set to those of another one.
     *
     * @param a of shape (m,dims)
     * @param b of shape (n,dims)
     * @return a new array of shape (m,n)
     * @throws IllegalArgumentException if the sets do not have two axes each and as many dimensions, or a dtype is
     *     complex
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray pairwise(NdArray a, NdArray b) {
        return pairwise(a, b, EUCLIDEAN);
    }

    /**
     * Distances of the points of one set to those of another one by a metric.
     *
     * @param a of shape (m,dims)
     * @param b of shape (n,dims)
     * @param metric the metric
     * @return a new array of shape (m,n)
     * @throws IllegalArgumentException if the sets do not have two axes each and as many dimensions, or a dtype is
     *     complex
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray pairwise(NdArray a, NdArray b, DistanceMetric metric) {
        return pairwise(a, b, DistanceOptions.metric(metric));
    }

    /**
     * Distances of the points of one set to those of another one.
     *
     * @param a of shape (m,dims)
     * @param b of shape (n,dims)
     * @param options the metric; not condensed
     * @return a new array of shape (m,n)
     * @throws IllegalArgumentException if the sets do not have two axes each and as many dimensions, a dtype is
     *     complex, or the options are condensed
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray pairwise(NdArray a, NdArray b, DistanceOptions options) {
        return pairwise(new Sets(a, Objects.requireNonNull(b, "b"), options), null);
    }

    /**
     * Distances of the points of one set to those of another one into a given array.
     *
     * @param a of shape (m,dims)
     * @param b of shape (n,dims)
     * @param options the metric; not condensed
     * @param out receives the result; of shape (m,n)
     * @return {@code out}
     * @throws IllegalArgumentException if the sets do not have two axes each and as many dimensions, a dtype is
     *     complex, the options are condensed, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray pairwise(NdArray a, NdArray b, DistanceOptions options, NdArray out) {
        return pairwise(new Sets(a, Objects.requireNonNull(b, "b"), options), Objects.requireNonNull(out, "out"));
    }

    // Block by block

    /**
     * Distances of all points to each other, block by block: more than memory holds.
     *
     * {@snippet :
     * Distances.forEachBlock(points, DistanceOptions.metric(DistanceMetric.EUCLIDEAN), (firstRow, block) ->
     *         nearest.get(Index.range(firstRow, firstRow + block.shape()[0])).set(block.min(1)));
     * }
     *
     * @param <X> the type of exception that the consumer throws
     * @param points of shape (n,dims); not to be changed meanwhile
     * @param options metric, form and the memory of a block
     * @param consumer called on this thread, with all rows in their order; not for blocks without results
     * @throws X what the consumer throws, which ends the call
     * @throws IllegalArgumentException if there are not two axes, or the dtype is complex
     * @throws CancellationException if the calling thread is interrupted
     */
    public static <X extends Throwable> void forEachBlock(
            NdArray points, DistanceOptions options, BlockConsumer<X> consumer) throws X {
        forEachBlock(new Sets(points, null, options), options.blockBytes(), consumer);
    }

    /**
     * Distances of the points of one set to those of another one, block by block.
     *
     * @param <X> the type of exception that the consumer throws
     * @param a of shape (m,dims); not to be changed meanwhile
     * @param b of shape (n,dims), likewise
     * @param options metric and the memory of a block; not condensed
     * @param consumer called on this thread, with all rows in their order; not for blocks without results
     * @throws X what the consumer throws, which ends the call
     * @throws IllegalArgumentException if the sets do not have two axes each and as many dimensions, a dtype is
     *     complex, or the options are condensed
     * @throws CancellationException if the calling thread is interrupted
     */
    public static <X extends Throwable> void forEachBlock(
            NdArray a, NdArray b, DistanceOptions options, BlockConsumer<X> consumer) throws X {
        forEachBlock(new Sets(a, Objects.requireNonNull(b, "b"), options), options.blockBytes(), consumer);
    }

    /**
     * Writes the distances of all points to each other to an {@code .npy} file, block by block: more than memory
     * holds. The file is written beside its final place, under a hidden name, and moved there when it is complete.
     *
     * @param file the file, replaced if it exists
     * @param points of shape (n,dims)
     * @param options metric, form and the memory of a block
     * @throws IOException if the file cannot be written; a file that was there is then still there
     * @throws IllegalArgumentException if there are not two axes, or the dtype is complex
     * @throws CancellationException if the calling thread is interrupted
     */
    public static void save(Path file, NdArray points, DistanceOptions options) throws IOException {
        save(file, new Sets(points, null, options), options);
    }

    /**
     * Writes the distances of the points of one set to those of another one to an {@code .npy} file, likewise.
     *
     * @param file the file, replaced if it exists
     * @param a of shape (m,dims)
     * @param b of shape (n,dims)
     * @param options metric and the memory of a block; not condensed
     * @throws IOException if the file cannot be written; a file that was there is then still there
     * @throws IllegalArgumentException if the sets do not have two axes each and as many dimensions, a dtype is
     *     complex, or the options are condensed
     * @throws CancellationException if the calling thread is interrupted
     */
    public static void save(Path file, NdArray a, NdArray b, DistanceOptions options) throws IOException {
        save(file, new Sets(a, Objects.requireNonNull(b, "b"), options), options);
    }

    // How

    /** Checked points, ready for the kernels. */
    private static final class Sets {
        final DistanceMetric metric;
        final boolean condensed;
        final DType dtype;
        final View x;
        final @Nullable View y;
        final long m;
        final long n;
        final long[] shape;

        Sets(NdArray a, @Nullable NdArray b, DistanceOptions options) {
            metric = options.metric();
            condensed = options.isCondensed();
            if (condensed && b != null) {
                throw new IllegalArgumentException(options
                        + " between two sets of points: condensed is for the pairs of one set, take options without");
            }
            requirePoints(b == null ? "points" : "a", a);
            DType common = floating(a.dtype());
            if (b != null) {
                requirePoints("b", b);
                if (a.view.shape()[1] != b.view.shape()[1]) {
                    throw new IllegalArgumentException("points of shapes " + Layouts.toString(a.view.shape()) + " and "
                            + Layouts.toString(b.view.shape()) + " have no distance: they have " + a.view.shape()[1]
                            + " against " + b.view.shape()[1] + " dimensions");
                }
                common = Promotion.resultType(common, floating(b.dtype()));
            }
            dtype = common;
            m = a.view.shape()[0];
            n = b == null ? m : b.view.shape()[0];
            shape = condensed ? new long[] {Distancer.pairs(n)} : new long[] {m, n};
            Layouts.size(dtype, shape);
            x = Distancer.prepared(a.view, dtype);
            y = b == null ? null : Distancer.prepared(b.view, dtype);
        }

        private static void requirePoints(String name, NdArray points) {
            if (points.view.rank() != 2) {
                throw new IllegalArgumentException(name + " " + points.layout()
                        + " are no points: it takes shape (n,dims)"
                        + (points.view.rank() == 1 ? "; reshape(-1, 1) makes points of one dimension" : ""));
            }
            if (points.dtype().isComplex()) {
                throw new IllegalArgumentException(
                        name + " " + points.layout() + ": distances are not defined for complex coordinates");
            }
        }

        private static DType floating(DType dtype) {
            return dtype.isFloating() ? dtype : DType.FLOAT64;
        }

        /** Rows [first, first + rows) to a view of them. */
        void run(View out, long first, long rows) {
            if (condensed) {
                Distancer.run(metric, Form.CONDENSED, out, x, x, first, rows);
            } else if (y == null && rows == m) {
                Distancer.run(metric, Form.WITHIN, out, x, x, 0, rows);
            } else {
                Distancer.run(metric, Form.BETWEEN, out, slice(x, first, rows), y == null ? x : y, 0, rows);
            }
        }

        /** How many results rows [first, first + rows) have. */
        long results(long first, long rows) {
            return condensed ? Distancer.pairs(n - first) - Distancer.pairs(n - first - rows) : rows * n;
        }

        /** How many rows from one on fit in a number of bytes, at least one. */
        long fitting(long first, long bytes) {
            long most = bytes / dtype.byteSize();
            long rows = Math.clamp(most / Math.max(1, condensed ? n - first - 1 : n), 1, m - first);
            // Condensed rows become shorter.
            while (condensed && rows < m - first && results(first, rows + 1) <= most) {
                rows++;
            }
            return rows;
        }

        /** The results of rows [first, first + rows) within all. */
        View part(View all, long first, long rows) {
            return condensed ? slice(all, results(0, first), results(first, rows)) : slice(all, first, rows);
        }

        long[] shapeOf(long first, long rows) {
            return condensed ? new long[] {results(first, rows)} : new long[] {rows, n};
        }
    }

    /** A part of the first axis. */
    private static View slice(View view, long first, long count) {
        long[] shape = view.shape().clone();
        shape[0] = count;
        long offset = view.offset() + (view.size() == 0 ? 0 : first * view.strides()[0]);
        return new View(view.segment(), offset, view.dtype(), shape, view.strides());
    }

    private static NdArray pairwise(Sets sets, @Nullable NdArray out) {
        if (out == null) {
            View result = Blocks.empty(sets.dtype, sets.shape);
            sets.run(result, 0, sets.m);
            return NdArray.from(result);
        }
        Output.check("pairwise", sets.shape, sets.dtype, out);
        View to = out.view;
        Sets apart = apart(sets, to);
        boolean isStraight = to.dtype() == sets.dtype && Distancer.isReachable(to);
        if (isStraight && !to.segment().isMapped()) {
            apart.run(to, 0, apart.m);
            return out;
        }
        // A file by whole rows: the system writes them behind us. The heap by way of a block that stays in the cache.
        long bytes = isStraight ? EUCLIDEAN.blockBytes() : COPIED_BYTES;
        View block = null;
        for (long first = 0; first < apart.m; ) {
            long rows = apart.fitting(first, bytes);
            View part = apart.part(to, first, rows);
            if (isStraight) {
                apart.run(part, first, rows);
            } else if (part.size() > 0) {
                if (block == null || block.size() < part.size()) {
                    block = Blocks.empty(apart.dtype, part.size());
                }
                View results = View.contiguous(block.segment(), apart.dtype, part.shape());
                apart.run(results, first, rows);
                Elementwise.copy(part, results);
            }
            first += rows;
        }
        return out;
    }

    /** The sets, with copies of the points where {@code out} would overwrite them. */
    private static Sets apart(Sets sets, View out) {
        boolean x = Layouts.overlap(out, sets.x) != Layouts.Overlap.NONE;
        boolean y = sets.y != null && Layouts.overlap(out, sets.y) != Layouts.Overlap.NONE;
        if (!x && !y) {
            return sets;
        }
        NdArray a = NdArray.from(sets.x);
        NdArray b = sets.y == null ? null : NdArray.from(sets.y);
        DistanceOptions options = DistanceOptions.metric(sets.metric);
        return new Sets(a.copy(), b == null ? null : b.copy(), sets.condensed ? options.condensed() : options);
    }

    private static <X extends Throwable> void forEachBlock(Sets sets, long bytes, BlockConsumer<X> consumer) throws X {
        Objects.requireNonNull(consumer, "consumer");
        for (long first = 0; first < sets.m; ) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("distances of " + Layouts.toString(sets.shape)
                        + " were cancelled after " + first + " of " + sets.m + " rows");
            }
            long rows = sets.fitting(first, bytes);
            long[] shape = sets.shapeOf(first, rows);
            long bytesNeeded = Layouts.size(sets.dtype, shape) * sets.dtype.byteSize();
            if (bytesNeeded == 0) {
                first += rows;
                continue;
            }
            // Shared, so that the consumer may hand the block to threads of its own.
            try (Arena arena = Arena.ofShared()) {
                View block = View.contiguous(Blocks.allocate(bytesNeeded, arena), sets.dtype, shape);
                sets.run(block, first, rows);
                consumer.accept(first, NdArray.from(block));
            }
            first += rows;
        }
    }

    private static void save(Path file, Sets sets, DistanceOptions options) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder, not a file");
        }
        // The file behind a link is what is replaced, not the link.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(channel, ByteBuffer.wrap(NpyFormat.header(sets.dtype, false, sets.shape)));
                forEachBlock(sets, options.blockBytes(), (_, block) -> {
                    MemorySegment segment = block.view.segment();
                    for (long at = 0; at < segment.byteSize(); at += WRITTEN_BYTES) {
                        long bytes = Math.min(WRITTEN_BYTES, segment.byteSize() - at);
                        write(channel, segment.asSlice(at, bytes).asByteBuffer());
                    }
                });
            }
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (Throwable e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
