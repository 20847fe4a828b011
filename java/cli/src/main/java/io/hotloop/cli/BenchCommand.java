package io.hotloop.cli;

import io.hotloop.Threads;
import io.hotloop.bench.Availability;
import io.hotloop.bench.Bench;
import io.hotloop.bench.Case;
import io.hotloop.bench.Harness;
import io.hotloop.bench.JmhHarness;
import io.hotloop.bench.Outcome;
import io.hotloop.bench.QuickHarness;
import io.hotloop.bench.Report;
import io.hotloop.bench.Workload;
import io.hotloop.bench.Workloads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hotloop bench}: the same work in several ways, checked and then timed. */
@Command(
        name = "bench",
        description = {
            "Race the ways of doing the same work against each other.",
            "",
            "Every result is checked first; a wrong one is reported, not timed, and the exit code is 1."
                    + " Measures with JMH, some 13 seconds a row, or with --quick within a second a row."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class BenchCommand extends BaseCommand {
    @Parameters(paramLabel = "GROUP or WORKLOAD", description = "What to run (default: everything).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "A size to run; may be repeated (default: the workload's own sizes).")
    private List<Long> sizes = new ArrayList<>();

    @Option(
            names = "--variant",
            paramLabel = "GLOB",
            defaultValue = "*",
            description = "Which variants, for example 'C_*' (default: all).")
    private String variant;

    @Option(
            names = "--threads",
            paramLabel = "K",
            description = "Threads of the parallel variants (default: as 'hotloop info' says).")
    private @Nullable Integer threads;

    @Option(names = "--quick", description = "Measure in this JVM, all of particles in less than a minute.")
    private boolean quick;

    @Option(names = "--forks", paramLabel = "N", hidden = true, description = "JVMs a row in the full mode.")
    private int forks = JmhHarness.Settings.DEFAULT.forks();

    @Option(names = "--warm-ups", paramLabel = "N", hidden = true, description = "Warm-up iterations a JVM.")
    private int warmUps = JmhHarness.Settings.DEFAULT.warmUps();

    @Option(names = "--iterations", paramLabel = "N", hidden = true, description = "Measured iterations a JVM.")
    private int iterations = JmhHarness.Settings.DEFAULT.iterations();

    @Option(names = "--iteration-millis", paramLabel = "N", hidden = true, description = "Length of an iteration.")
    private int iterationMillis = JmhHarness.Settings.DEFAULT.iterationMillis();

    /** Made by picocli. */
    BenchCommand() {}

    @Override
    int execute() throws IOException, InterruptedException {
        if (!quick && BenchCommand.class.getModule().isNamed()) {
            throw new UnsupportedOperationException("the full mode runs from the class path only, because JMH is no"
                    + " module: use --quick, or java -cp instead of java -p");
        }
        List<Case> cases = cases();
        Set<String> missing = cases.stream()
                .map(c -> c.variant().availability())
                .filter(Availability.NeedsModule.class::isInstance)
                .map(a -> ((Availability.NeedsModule) a).module())
                .collect(Collectors.toSet());
        if (!missing.isEmpty() && !ChildJvm.isChild()) {
            return ChildJvm.run(
                    missing, spec.commandLine().getParent().getParseResult().originalArgs());
        }

        Harness harness = quick
                ? new QuickHarness()
                : new JmhHarness(new JmhHarness.Settings(forks, warmUps, iterations, iterationMillis));
        List<Outcome> outcomes;
        try (var line = new ProgressLine(err(), "bench")) {
            outcomes = new Bench(harness, (done, total, what) -> line.show((double) done / total, what)).run(cases);
        }
        var report = new Report(outcomes, harness.mode());
        answer(report.table(), report.json());

        boolean wrong = outcomes.stream().anyMatch(Outcome.Wrong.class::isInstance);
        boolean measured = outcomes.stream().anyMatch(Outcome.Measured.class::isInstance);
        return wrong || !measured ? Main.FAILED : 0;
    }

    private List<Case> cases() {
        checkThreads(threads);
        for (long size : sizes) {
            if (size < 1) {
                throw wrongUsage("--size is " + size + ": it is at least 1");
            }
        }
        int count = threads != null ? threads : Threads.count();
        try {
            List<Workload> workloads = Workloads.installed().select(names);
            return Workloads.cases(workloads, variant, sizes, count);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }
}
