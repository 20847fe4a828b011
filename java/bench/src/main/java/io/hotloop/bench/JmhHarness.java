package io.hotloop.bench;

import io.hotloop.bench.jmh.ForkOutput;
import io.hotloop.bench.jmh.ProcessorTimeProfiler;
import io.hotloop.bench.jmh.WorkloadBenchmark;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures with JMH: each case in JVMs of its own, one sample an iteration. Runs from the class path only,
 * because JMH starts its JVMs with this one's class path and is no module itself.
 */
public final class JmhHarness implements Harness {
    /**
     * How long to measure.
     *
     * @param forks JVMs a case
     * @param warmUps warm-up iterations in each
     * @param iterations measured iterations in each
     * @param iterationMillis length of an iteration
     */
    public record Settings(int forks, int warmUps, int iterations, int iterationMillis) {
        /** Ten samples from two JVMs: 13 s a case, 7 minutes for all of particles. */
        public static final Settings DEFAULT = new Settings(2, 2, 5, 750);
    }

    private final Settings settings;

    /** Makes one with the default settings. */
    public JmhHarness() {
        this(Settings.DEFAULT);
    }

    /**
     * Makes one.
     *
     * @param settings how long to measure
     */
    public JmhHarness(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String mode() {
        return "full";
    }

    @Override
    public Timing measure(Case measured) {
        var iteration = TimeValue.milliseconds(settings.iterationMillis());
        var options = new OptionsBuilder()
                .include("^" + WorkloadBenchmark.class.getName() + "\\.run$")
                .param("workload", measured.workload().name())
                .param("variant", measured.variant().name())
                .param("size", Long.toString(measured.size()))
                .param("hotloopThreads", Integer.toString(measured.threads()))
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(settings.forks())
                .warmupIterations(settings.warmUps())
                .warmupTime(iteration)
                .measurementIterations(settings.iterations())
                .measurementTime(iteration)
                .jvmArgs(jvmArguments(measured.variant()))
                .addProfiler(ProcessorTimeProfiler.class)
                .addProfiler(ForkOutput.class)
                .shouldDoGC(true)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            return timing(measured, new Runner(options).runSingle());
        } catch (RunnerException e) {
            throw new BenchException(measured + " cannot be measured: " + reason(e), e);
        }
    }

    /** JMH's own message says only that there was an exception; the exception is suppressed in the cause. */
    private static String reason(RunnerException e) {
        Throwable cause = e.getCause();
        return cause != null && cause.getSuppressed().length > 0
                ? cause.getSuppressed()[0].toString()
                : String.valueOf(e.getMessage());
    }

    private Timing timing(Case measured, RunResult result) {
        List<Double> nanos = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (var fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                nanos.add(iteration.getPrimaryResult().getScore());
                cpu.add(iteration
                        .getSecondaryResults()
                        .get(ProcessorTimeProfiler.LABEL)
                        .getScore());
            }
        }
        return new Timing(
                Statistics.of(nanos.stream().mapToDouble(Double::doubleValue).toArray()),
                cpu.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN),
                measured.workload().amount(measured.size()));
    }

    private static String[] jvmArguments(Variant variant) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--enable-native-access=ALL-UNNAMED");
        arguments.add("--sun-misc-unsafe-memory-access=allow");
        if (!variant.modules().isEmpty()) {
            arguments.add("--add-modules=" + String.join(",", variant.modules()));
        }
        // What was set for this JVM (the tier, the library's path) holds for its forks.
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("hotloop."))
                .sorted()
                .forEach(name -> arguments.add("-D" + name + "=" + System.getProperty(name)));
        return arguments.toArray(String[]::new);
    }
}
