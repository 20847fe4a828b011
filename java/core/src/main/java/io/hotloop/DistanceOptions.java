package io.hotloop;

import java.util.Objects;

/**
 * Options of {@link Distances}: the metric, the form of the result, the memory of a block.
 *
 * <p>Starts with {@link #metric(DistanceMetric)}; each other method gives new options with one more choice.
 *
 * {@snippet :
 * import static io.hotloop.DistanceOptions.metric;
 *
 * NdArray pairs = Distances.pairwise(points, metric(DistanceMetric.MANHATTAN).condensed());
 * }
 *
 * <p>Immutable, so safe for use by several threads.
 */
public final class DistanceOptions {
    /** Far above what a call costs, far below what memory holds. */
    private static final long BLOCK_BYTES = 64L << 20;

    private static final DistanceOptions EUCLIDEAN = new DistanceOptions(DistanceMetric.EUCLIDEAN, false, BLOCK_BYTES);

    private final DistanceMetric metric;
    private final boolean condensed;
    private final long blockBytes;

    private DistanceOptions(DistanceMetric metric, boolean condensed, long blockBytes) {
        this.metric = metric;
        this.condensed = condensed;
        this.blockBytes = blockBytes;
    }

    /**
     * All distances by a metric.
     *
     * @param metric the metric
     * @return the options
     */
    public static DistanceOptions metric(DistanceMetric metric) {
        Objects.requireNonNull(metric, "metric");
        return metric == DistanceMetric.EUCLIDEAN ? EUCLIDEAN : new DistanceOptions(metric, false, BLOCK_BYTES);
    }

    /**
     * Each pair of points once, and no point with itself: a 1-d result in the order of SciPy's {@code pdist}, (0,1),
     * (0,2) … (0,n-1), (1,2) …, of n·(n-1)/2 distances. For the points of one set only.
     *
     * @return the options with this choice
     */
    public DistanceOptions condensed() {
        return new DistanceOptions(metric, true, blockBytes);
    }

    /**
     * How much memory a block of rows may take where results are delivered block by block; 64 MiB unless chosen. A
     * block has at least one row.
     *
     * @param bytes more than 0
     * @return the options with this choice
     * @throws IllegalArgumentException if it is not more than 0
     */
    public DistanceOptions blockBytes(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("blockBytes is " + bytes + ": it takes more than 0");
        }
        return new DistanceOptions(metric, condensed, bytes);
    }

    DistanceMetric metric() {
        return metric;
    }

    boolean isCondensed() {
        return condensed;
    }

    long blockBytes() {
        return blockBytes;
    }

    /** The choices, such as {@code metric(MANHATTAN).condensed()}. */
    @Override
    public String toString() {
        return "metric(" + metric + ")" + (condensed ? ".condensed()" : "")
                + (blockBytes == BLOCK_BYTES ? "" : ".blockBytes(" + blockBytes + ")");
    }
}
