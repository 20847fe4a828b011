package io.hotloop.bench;

import io.hotloop.Threads;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures in this JVM, in one to four seconds a case. Good for a first look: variants share one JVM and its
 * compiler, which {@link JmhHarness} keeps apart.
 *
 * <p>A sample is as many runs as take {@link Settings#sampleNanos()}; a run that alone takes longer than
 * {@link Settings#longestSampleNanos()} is shortened, where its workload says that it can be.
 */
public final class QuickHarness implements Harness {
    /** So many runs bring new arrays of 80 MB to where they are memory that is used again. */
    private static final int LEAST_WARM_UP_RUNS = 16;

    /** No warm-up takes longer, in multiples of what the settings ask for. */
    private static final int LONGEST_WARM_UP = 12;

    /** A round of the warm-up that takes a larger share than this of the one before was no faster. */
    private static final double STEADY = 0.95;

    private static final CompilationMXBean JIT = ManagementFactory.getCompilationMXBean();

    /**
     * How long to measure.
     *
     * @param warmUpNanos time before the first sample, for the JIT compiler and the pool of memory; more while runs
     *     still become faster
     * @param sampleNanos a sample takes at least this
     * @param longestSampleNanos a sample takes at most this, unless the least amount takes longer
     * @param totalNanos the samples of a case take about this together
     * @param leastSamples so many at least
     * @param mostSamples so many at most
     */
    public record Settings(
            long warmUpNanos,
            long sampleNanos,
            long longestSampleNanos,
            long totalNanos,
            int leastSamples,
            int mostSamples) {
        /**
         * 33 cases (particles, all variants, three sizes) in 47 s on 2 cores of a Zen 5, 2026-11-26; the processor time's 10 ms ticks are 2 % of the 600 ms.
         */
        public static final Settings DEFAULT = new Settings(250_000_000, 40_000_000, 120_000_000, 600_000_000, 5, 15);
    }

    private final Settings settings;

    /** Makes one with the default settings. */
    public QuickHarness() {
        this(Settings.DEFAULT);
    }

    /**
     * Makes one.
     *
     * @param settings how long to measure
     */
    public QuickHarness(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String mode() {
        return "quick";
    }

    @Override
    public Timing measure(Case measured) {
        return Threads.with(measured.threads(), () -> {
            try (Task task = measured.workload().prepare(measured.variant(), measured.size())) {
                return measure(task, measured);
            }
        });
    }

    private Timing measure(Task task, Case measured) {
        long amount = measured.workload().amount(measured.size());
        long least = measured.workload().leastAmount(measured.size());

        // The least amount tells how slow the variant is; the time of one that takes another way than step by
        // step does not grow with the amount.
        double perUnit = warmUp(task, least);
        if (measured.variant().sameWork() && perUnit * amount > settings.longestSampleNanos()) {
            amount = Math.clamp((long) (settings.longestSampleNanos() / perUnit), least, amount);
        }
        double run = time(task, amount, 1);
        long runs = Math.max(1, (long) Math.ceil(settings.sampleNanos() / run));
        int samples = Math.clamp(
                (long) (settings.totalNanos() / (run * runs)), settings.leastSamples(), settings.mostSamples());

        var nanos = new double[samples];
        double cpu = ProcessCpu.nanos();
        for (int i = 0; i < samples; i++) {
            nanos[i] = time(task, amount, runs) / runs;
        }
        cpu = (ProcessCpu.nanos() - cpu) / ((double) samples * runs);
        return new Timing(Statistics.of(nanos), cpu, amount);
    }

    /**
     * Runs in rounds, each twice as long as the one before, until they become no faster and the JIT compiler rests;
     * returns the nanoseconds per unit of amount of the fastest run.
     */
    private double warmUp(Task task, long amount) {
        long start = System.nanoTime();
        double fastest = Double.POSITIVE_INFINITY;
        double before = Double.POSITIVE_INFINITY;
        long runs = 0;
        for (long round = settings.warmUpNanos() / 2; ; round *= 2) {
            long compiled = compilerNanos();
            long begin = System.nanoTime();
            long end;
            long count = 0;
            do {
                fastest = Math.min(fastest, time(task, amount, 1));
                count++;
                end = System.nanoTime();
            } while (end - begin < round);
            runs += count;
            double perRun = (double) (end - begin) / count;
            boolean isSteady = perRun >= STEADY * before && compilerNanos() - compiled < round / 10;
            if (isSteady && runs >= LEAST_WARM_UP_RUNS || end - start >= LONGEST_WARM_UP * settings.warmUpNanos()) {
                return fastest / amount;
            }
            before = perRun;
        }
    }

    private static long compilerNanos() {
        boolean isKnown = JIT != null && JIT.isCompilationTimeMonitoringSupported();
        return isKnown ? 1_000_000 * JIT.getTotalCompilationTime() : 0;
    }

    private static double time(Task task, long amount, long runs) {
        long start = System.nanoTime();
        for (long i = 0; i < runs; i++) {
            task.run(amount);
        }
        // At least 1: a clock may stand still, and a zero would be divided by.
        return Math.max(1, System.nanoTime() - start);
    }
}
