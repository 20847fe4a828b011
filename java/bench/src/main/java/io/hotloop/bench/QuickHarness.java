package io.hotloop.bench;

import io.hotloop.Threads;

/**
 * Measures in this JVM, in about a second a case. Good for a first look: variants share one JVM and its
 * compiler, which {@link JmhHarness} keeps apart.
 *
 * <p>A sample is as many runs as take {@link Settings#sampleNanos()}; a run that alone takes longer than
 * {@link Settings#longestSampleNanos()} is shortened, where its workload says that it can be.
 */
public final class QuickHarness implements Harness {
    /**
     * How long to measure.
     *
     * @param warmUpNanos time before the first sample, for the JIT compiler
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
         * 33 cases (particles, all variants, three sizes) in 40 s on 2 cores of a Zen 3 at 3.2 GHz,
         * 2026-11-22; the processor time's 10 ms ticks are 2 % of the 600 ms.
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

    /** Runs until the time is over; returns the nanoseconds per unit of amount of the fastest run. */
    private double warmUp(Task task, long amount) {
        long start = System.nanoTime();
        double fastest = Double.POSITIVE_INFINITY;
        do {
            fastest = Math.min(fastest, time(task, amount, 1));
        } while (System.nanoTime() - start < settings.warmUpNanos());
        return fastest / amount;
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
