package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.DistanceMetric;
import io.hotloop.internal.Calls;
import io.hotloop.internal.Engine;

/**
 * Distances between points: {@code hl_distance} where it can, {@link JavaDistance} with the same bits where not. What
 * points and results may be was decided by the caller.
 */
public final class Distancer {
    /** Which distances; in the order of {@code enum hl_distance_form}. */
    public enum Form {
        /** Of every point x to every point y. */
        BETWEEN,
        /** Of every point x to every point x. */
        WITHIN,
        /** Of each pair of points x, once. */
        CONDENSED
    }

    private Distancer() {}

    /**
     * How many pairs so many points have.
     *
     * @param n a number of points
     * @return n·(n-1)/2
     * @throws IllegalArgumentException if there are 2³¹ points or more
     */
    public static long pairs(long n) {
        if (n >= 1L << 31) {
            throw new IllegalArgumentException(n + " points: the condensed form takes fewer than 2^31");
        }
        return n * (n - 1) / 2;
    }

    /**
     * Points as the kernels take them.
     *
     * @param points of any dtype but complex
     * @param dtype float32 or float64
     * @return the view itself, or a copy where it has another dtype or C cannot reach it
     */
    public static View prepared(View points, DType dtype) {
        if (points.dtype() == dtype && isReachable(points)) {
            return points;
        }
        View copy = Blocks.empty(dtype, points.shape());
        Elementwise.copy(copy, points);
        return copy;
    }

    /**
     * Tells whether the kernels in use can reach memory: those in C not the heap.
     *
     * @param view the view
     * @return true if so
     */
    public static boolean isReachable(View view) {
        return view.segment().isNative() || !Engine.isNative();
    }

    /**
     * Computes distances.
     *
     * @param metric the metric
     * @param form which distances
     * @param out of the points' dtype and of the form's shape; shares no memory with the points
     * @param x points
     * @param y points; {@code x} unless the form is {@link Form#BETWEEN}
     * @param first the first row of a condensed result
     * @param rows how many rows
     * @throws java.util.concurrent.CancellationException if the thread was interrupted during a long call
     */
    public static void run(DistanceMetric metric, Form form, View out, View x, View y, long first, long rows) {
        Blocks.requireOpen(out);
        Blocks.requireOpen(x);
        Blocks.requireOpen(y);
        if (out.size() == 0) {
            return;
        }
        try {
            if (!Engine.isNative() || !out.segment().isNative()) {
                JavaDistance.run(metric, form, out, x, y, first, rows);
                return;
            }
            CallBlock call = CallBlock.take();
            int status;
            try {
                call.word(metric.ordinal())
                        .word(0)
                        .word(0)
                        .word(form.ordinal())
                        .word(x.dtype().ordinal());
                call.word(rows).word(y.shape()[0]).word(x.shape()[1]).word(first);
                call.word(out.offset());
                if (form == Form.CONDENSED) {
                    call.word(0);
                }
                call.words(out.strides(), out.rank());
                call.word(x.offset()).words(x.strides(), 2);
                call.word(y.offset()).words(y.strides(), 2);
                status = NativeCalls.distance(call, out.segment(), x.segment(), y.segment(), work(out, x));
            } finally {
                call.release();
            }
            Calls.check(status, "distances of " + Layouts.toString(x.shape()) + " and " + Layouts.toString(y.shape()));
        } catch (IllegalStateException e) {
            throw Blocks.closed(e, out, x, y);
        }
    }

    /** What a call is worth in bytes: one more dimension takes a sixteenth of the time of a result. */
    static long work(View out, View x) {
        return Math.multiplyHigh(out.size(), 16 + x.shape()[1]) != 0
                ? Long.MAX_VALUE
                : out.size() * (16 + x.shape()[1]);
    }
}
