package io.hotloop.bench;

import java.util.Arrays;

/**
 * What is kept of the samples of a measurement. The median and the median absolute deviation stand a few
 * samples that a busy machine spoilt, which a mean and a standard deviation do not.
 *
 * @param samples how many there were
 * @param median the middle one; between the two middle ones when their number is even
 * @param min the smallest
 * @param mad the median of the distances from the median
 */
public record Statistics(int samples, double median, double min, double mad) {
    /**
     * Summarises samples.
     *
     * @param samples at least one
     * @return their statistics
     * @throws IllegalArgumentException if there are none
     */
    public static Statistics of(double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("statistics of no samples");
        }
        double median = median(samples);
        double[] distances =
                Arrays.stream(samples).map(s -> Math.abs(s - median)).toArray();
        return new Statistics(
                samples.length, median, Arrays.stream(samples).min().getAsDouble(), median(distances));
    }

    /**
     * The spread as a fraction of the median.
     *
     * @return {@code mad / median}; 0 when the median is 0
     */
    public double spread() {
        return median == 0 ? 0 : mad / median;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
