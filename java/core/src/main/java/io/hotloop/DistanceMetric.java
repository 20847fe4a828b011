package io.hotloop;

/**
 * How far two points are apart; {@code d} are the differences of their coordinates.
 *
 * <p>Every metric is computed in the dtype of the points, each operation rounded once, sums in the order that
 * docs/numerics.md states. A NaN in a coordinate makes the distance NaN; so do two infinities of the same sign, whose
 * difference is NaN, also the distance of such a point to itself.
 */
public enum DistanceMetric {
    /**
     * {@code sqrt(Σ d·d)}. Coordinates are not scaled: the squares of differences above about 10¹⁵⁴ (float64) or 10¹⁹
     * (float32) overflow to infinity, those of very small ones underflow.
     */
    EUCLIDEAN,
    /** {@code Σ d·d}: as {@link #EUCLIDEAN} without the square root, for comparisons. */
    SQUARED_EUCLIDEAN,
    /** {@code Σ |d|}. */
    MANHATTAN,
    /** {@code max |d|}. */
    CHEBYSHEV
}
