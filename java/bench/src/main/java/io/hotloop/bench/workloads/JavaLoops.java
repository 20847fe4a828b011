package io.hotloop.bench.workloads;

import io.hotloop.Threads;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntConsumer;
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
                .forEach(i -> results[i] = part.of(bound(length, i, threads), bound(length, i + 1, threads)));
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

    /**
     * Running sums, in two passes: what each of four pieces a thread comes to, then four chains side by side, since one
     * addition waits four cycles for the last.
     */
    static void cumsum(double[] a, double[] out) {
        int threads = Threads.count();
        int[] bounds = new int[4 * threads + 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = (int) ((long) a.length * i / (4L * threads));
        }
        double[] before = new double[4 * threads];
        eachThread(threads, thread -> {
            for (int i = 4 * thread; i < 4 * thread + 4 && i < before.length - 1; i++) {
                before[i + 1] = sum(a, bounds[i], bounds[i + 1]);
            }
        });
        for (int i = 1; i < before.length; i++) {
            before[i] += before[i - 1];
        }
        eachThread(threads, thread -> fourChains(a, out, bounds, before, 4 * thread));
    }

    private static void fourChains(double[] a, double[] out, int[] bounds, double[] before, int piece) {
        int at0 = bounds[piece];
        int at1 = bounds[piece + 1];
        int at2 = bounds[piece + 2];
        int at3 = bounds[piece + 3];
        double s0 = before[piece];
        double s1 = before[piece + 1];
        double s2 = before[piece + 2];
        double s3 = before[piece + 3];
        // Pieces differ by one element at most.
        int shared = Math.min(Math.min(at1 - at0, at2 - at1), Math.min(at3 - at2, bounds[piece + 4] - at3));
        for (int i = 0; i < shared; i++) {
            s0 += a[at0 + i];
            s1 += a[at1 + i];
            s2 += a[at2 + i];
            s3 += a[at3 + i];
            out[at0 + i] = s0;
            out[at1 + i] = s1;
            out[at2 + i] = s2;
            out[at3 + i] = s3;
        }
        double[] sums = {s0, s1, s2, s3};
        for (int chain = 0; chain < 4; chain++) {
            for (int i = bounds[piece + chain] + shared; i < bounds[piece + chain + 1]; i++) {
                sums[chain] += a[i];
                out[i] = sums[chain];
            }
        }
    }

    /** The elements at which a mask is true: parts are counted first. Returns how many. */
    static int compress(double[] a, boolean[] mask, double[] out) {
        int threads = Threads.count();
        int[] ends = new int[threads];
        eachThread(threads, thread -> {
            int count = 0;
            for (int i = bound(a.length, thread, threads); i < bound(a.length, thread + 1, threads); i++) {
                count += mask[i] ? 1 : 0;
            }
            ends[thread] = count;
        });
        Arrays.parallelPrefix(ends, Integer::sum);
        eachThread(
                threads,
                thread -> compress(
                        a,
                        mask,
                        bound(a.length, thread, threads),
                        bound(a.length, thread + 1, threads),
                        out,
                        thread == 0 ? 0 : ends[thread - 1],
                        ends[thread]));
        return ends[threads - 1];
    }

    /** Without a branch, as long as a slot is free for what is not kept: a random mask is mispredicted every other time. */
    static void compress(double[] a, boolean[] mask, int begin, int end, double[] out, int to, int last) {
        int count = to;
        int i = begin;
        for (; i < end && count < last; i++) {
            out[count] = a[i];
            count += mask[i] ? 1 : 0;
        }
    }

    private static int bound(int length, int thread, int threads) {
        return (int) ((long) length * thread / threads);
    }

    private static void eachThread(int threads, IntConsumer work) {
        IntStream.range(0, threads).parallel().forEach(work);
    }
}
