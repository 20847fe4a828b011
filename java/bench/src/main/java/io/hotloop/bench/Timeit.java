package io.hotloop.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Times one piece of work, as IPython's {@code %timeit} does: in this JVM, warm, as often as a run of 0.2 s takes, seven runs.
 *
 * {@snippet :
 * NdArray a = Nd.linspace(0, 1, 1000);
 * System.out.println(Timeit.of(() -> a.sqrt()));
 * System.out.println(Timeit.DEFAULT.loops(100).runs(3).measure(() -> a.sqrt()));
 * }
 *
 * <p>Results of a {@code Supplier} go to a {@link Sink}, so that they are computed; those that a {@code Runnable} leaves nowhere may not
 * be. For figures that are to be published, {@code hotloop bench} runs JVMs of its own. An interrupt ends the measurement between two
 * runs by a {@link CancellationException}.
 */
public final class Timeit {
    /** Seven runs, as many loops as 0.2 s take, after a warm-up. */
    public static final Timeit DEFAULT = new Timeit(0, 7, null);

    /** IPython's. */
    private static final double RUN_NANOS = 0.2e9;

    /** Without loops given, no warm-up takes longer than this and one loop. */
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(3);

    /** Calls of this length make the JIT compiler compile the whole loop, not only enter it in its middle. */
    private static final double CALL_NANOS = 1e6;

    /** A round of the warm-up that takes a larger share than this of the one before was no faster. */
    private static final double STEADY = 0.95;

    private static final CompilationMXBean JIT = ManagementFactory.getCompilationMXBean();

    /** 0: as many as a run takes. */
    private final long loops;

    private final int runs;

    /** Null: as long as it becomes faster, and not at all where loops are given. */
    private final @Nullable Duration warmUp;

    private Timeit(long loops, int runs, @Nullable Duration warmUp) {
        this.loops = loops;
        this.runs = runs;
        this.warmUp = warmUp;
    }

    /** Work in a loop of its own, whose overhead is then all there is. */
    @FunctionalInterface
    public interface Loop {
        /**
         * Does the work.
         *
         * @param loops how often; positive
         * @throws Exception as the work does: it ends the measurement
         */
        void run(long loops) throws Exception;
    }

    /**
     * How often each run does the work. Nothing is warmed up then, unless {@link #warmUp} says so: it is done loops × runs times,
     * and not once more.
     *
     * @param count at least 1
     * @return this with it
     * @throws IllegalArgumentException if it is less
     */
    public Timeit loops(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("loops is " + count + ": it is at least 1");
        }
        return new Timeit(count, runs, warmUp);
    }

    /**
     * How many runs there are.
     *
     * @param count at least 1
     * @return this with it
     * @throws IllegalArgumentException if it is less
     */
    public Timeit runs(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("runs is " + count + ": it is at least 1");
        }
        return new Timeit(loops, count, warmUp);
    }

    /**
     * How long the work is done before the first run, at most: it ends when it becomes no faster.
     *
     * @param longest 0 for none
     * @return this with it
     * @throws IllegalArgumentException if it is negative
     */
    public Timeit warmUp(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("warm-up is " + longest + ": it is at least 0");
        }
        return new Timeit(loops, runs, longest);
    }

    /**
     * Times work that gives something.
     *
     * @param work gives its result, which counts as used
     * @return the times
     */
    public static TimeitResult of(Supplier<?> work) {
        return DEFAULT.measure(work);
    }

    /**
     * Times work that gives nothing.
     *
     * @param work leaves its result where the JIT compiler must assume that it is read
     * @return the times
     */
    public static TimeitResult of(Runnable work) {
        return DEFAULT.measure(work);
    }

    /**
     * Times work that gives something.
     *
     * @param work as {@link #of(Supplier)} takes it
     * @return the times
     */
    public TimeitResult measure(Supplier<?> work) {
        Objects.requireNonNull(work, "work");
        return unchecked(loops -> {
            while (loops-- > 0) {
                Sink.consume(work.get());
            }
        });
    }

    /**
     * Times work that gives nothing.
     *
     * @param work as {@link #of(Runnable)} takes it
     * @return the times
     */
    public TimeitResult measure(Runnable work) {
        Objects.requireNonNull(work, "work");
        return unchecked(loops -> {
            while (loops-- > 0) {
                work.run();
            }
        });
    }

    private TimeitResult unchecked(Loop loop) {
        try {
            return measureLoop(loop);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("neither a Supplier nor a Runnable can throw it", e);
        }
    }

    /**
     * Times a loop.
     *
     * @param loop does the work as often as it is told, and gives its results to a {@link Sink}
     * @return the times
     * @throws Exception as the loop does
     */
    public TimeitResult measureLoop(Loop loop) throws Exception {
        Objects.requireNonNull(loop, "loop");
        try {
            Duration longest = warmUp != null ? warmUp : loops == 0 ? LONGEST_WARM_UP : Duration.ZERO;
            double perLoop = longest.isZero() ? Double.NaN : warm(loop, longest.toNanos());
            long count = loops != 0 ? loops : count(Double.isNaN(perLoop) ? time(loop, 1) : perLoop);
            List<Double> nanos = new ArrayList<>();
            ProcessCpu.Parts before = ProcessCpu.parts();
            for (int i = 0; i < runs; i++) {
                nanos.add(time(loop, count) / count);
            }
            ProcessCpu.Parts used = ProcessCpu.parts().minus(before);
            double all = (double) runs * count;
            return new TimeitResult(count, nanos, used.user() / all, used.system() / all);
        } finally {
            Sink.clear();
        }
    }

    /**
     * Rounds, each twice as long as the one before, until the best call of one is no faster and the JIT compiler rests; nanoseconds
     * per loop of that call, which a busy machine does not spoil.
     */
    private static double warm(Loop loop, long longest) throws Exception {
        long start = System.nanoTime();
        double perLoop = time(loop, 1);
        for (double round = 50e6, before = Double.POSITIVE_INFINITY; ; round *= 2) {
            double left = longest - (double) (System.nanoTime() - start);
            if (perLoop >= left) {
                return perLoop;
            }
            long compiled = compilerNanos();
            double best = Double.POSITIVE_INFINITY;
            for (double spent = 0; spent < Math.min(round, left); ) {
                long count = Math.max(1, (long) (CALL_NANOS / perLoop));
                double nanos = time(loop, count);
                spent += nanos;
                perLoop = nanos / count;
                best = Math.min(best, perLoop);
            }
            perLoop = best;
            if (perLoop >= STEADY * before && compilerNanos() - compiled < round / 10) {
                return perLoop;
            }
            before = perLoop;
        }
    }

    /** 1, 2, 5, 10 and so on: the first with which a run is long enough. */
    static long count(double perLoop) {
        for (long ten = 1; ; ten *= 10) {
            for (long count : new long[] {ten, 2 * ten, 5 * ten}) {
                if (count * perLoop >= RUN_NANOS || count >= 1_000_000_000) {
                    return count;
                }
            }
        }
    }

    private static long compilerNanos() {
        boolean isKnown = JIT != null && JIT.isCompilationTimeMonitoringSupported();
        return isKnown ? 1_000_000 * JIT.getTotalCompilationTime() : 0;
    }

    private static double time(Loop loop, long count) throws Exception {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted");
        }
        long start = System.nanoTime();
        loop.run(count);
        // At least 1: a clock may stand still, and a zero would be divided by.
        return Math.max(1, System.nanoTime() - start);
    }
}
