package io.hotloop.bench.workloads;

import io.hotloop.Threads;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Reductions over {@code double[]} as fast as plain Java has them: eight chains side by side, since C2 keeps the
 * order of additions and one chain waits four cycles for each.
 */
final class JavaLoops {
    private JavaLoops() {}

    /** A reduction of a range. */
    @FunctionalInterface
    interface Part {
        double of(int begin, int end);
    }

    /** Reduces as many parts as there are threads, and combines them in order. */
    static double combineParts(int length, Part part, DoubleBinaryOperator combine) {
        int threads = Threads.count();
        double[] results = new double[threads];
        IntStream.range(0, threads)
                .parallel()
                .forEach(i -> results[i] =
                        part.of((int) ((long) length * i / threads), (int) ((long) length * (i + 1) / threads)));
        double result = results[0];
        for (int i = 1; i < threads; i++) {
            result = combine.applyAsDouble(result, results[i]);
        }
        return result;
    }

    static double sum(double[] a, int begin, int end) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = begin;
        for (; i <= end - 8; i += 8) {
            s0 += a[i];
            s1 += a[i + 1];
            s2 += a[i + 2];
            s3 += a[i + 3];
            s4 += a[i + 4];
            s5 += a[i + 5];
            s6 += a[i + 6];
            s7 += a[i + 7];
        }
        for (; i < end; i++) {
            s0 += a[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    static double squaredDistances(double[] a, double mean, int begin, int end) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = begin;
        for (; i <= end - 4; i += 4) {
            double d0 = a[i] - mean;
            double d1 = a[i + 1] - mean;
            double d2 = a[i + 2] - mean;
            double d3 = a[i + 3] - mean;
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < end; i++) {
            double d = a[i] - mean;
            s0 += d * d;
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** C2 vectorises this reduction, since its order does not matter. */
    static double max(double[] a, int begin, int end) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = begin; i < end; i++) {
            max = Math.max(max, a[i]);
        }
        return max;
    }
}
