package io.hotloop.bench;

import io.hotloop.Threads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs cases: first every result is checked against the reference's, then the right ones are timed. A wrong
 * variant is never timed: a fast wrong answer is no answer.
 */
public final class Bench {
    /** Hears what is going on. */
    public interface Progress {
        /**
         * A case is about to be checked or timed.
         *
         * @param done how many checks and measurements are behind
         * @param total how many there are
         * @param what what comes now
         */
        void next(int done, int total, String what);
    }

    private final Harness harness;
    private final Progress progress;

    /**
     * Makes one.
     *
     * @param harness how to measure
     * @param progress who hears of it
     */
    public Bench(Harness harness, Progress progress) {
        this.harness = harness;
        this.progress = progress;
    }

    /**
     * Checks and measures cases.
     *
     * @param cases what to measure
     * @return an outcome for each, in the same order
     * @throws BenchException if a reference fails, or a measurement
     */
    public List<Outcome> run(List<Case> cases) {
        int total = 2 * cases.size();
        int done = 0;

        var checked = new LinkedHashMap<Case, Check>();
        Case referenceOf = null;
        double[] expected = {};
        for (Case each : cases) {
            progress.next(done++, total, "checking " + each);
            // Cases of one workload and size stand together: one reference result is kept at a time.
            if (referenceOf == null || !sameInputs(referenceOf, each)) {
                expected = reference(each);
                referenceOf = each;
            }
            checked.put(each, check(each, expected));
        }

        List<Outcome> outcomes = new ArrayList<>();
        for (Map.Entry<Case, Check> entry : checked.entrySet()) {
            Case each = entry.getKey();
            progress.next(done++, total, "timing " + each);
            outcomes.add(
                    switch (entry.getValue()) {
                        case Check.Right(double error) -> new Outcome.Measured(each, harness.measure(each), error);
                        case Check.NotRight(Outcome outcome) -> outcome;
                    });
        }
        return outcomes;
    }

    private sealed interface Check {
        record Right(double error) implements Check {}

        record NotRight(Outcome outcome) implements Check {}
    }

    private static boolean sameInputs(Case a, Case b) {
        return a.workload() == b.workload() && a.size() == b.size();
    }

    private static double[] reference(Case of) {
        var reference = new Case(of.workload(), of.workload().variants().getFirst(), of.size(), 1);
        try {
            return result(reference);
        } catch (RuntimeException | Error e) {
            throw new BenchException("the reference " + reference + " failed: " + describe(e), e);
        }
    }

    private static Check check(Case each, double[] expected) {
        Optional<String> obstacle = obstacle(each.variant().availability());
        if (obstacle.isPresent()) {
            return new Check.NotRight(new Outcome.Unavailable(each, obstacle.get()));
        }
        double[] actual;
        try {
            actual = result(each);
        } catch (RuntimeException | Error e) {
            return wrong(each, "it failed: " + describe(e), Double.NaN);
        }
        if (actual.length != expected.length) {
            String lengths = actual.length + " values, not " + expected.length;
            return wrong(each, "its result has " + lengths, Double.NaN);
        }
        double error = each.workload().error(expected, actual);
        return switch (each.variant().tolerance()) {
            case Tolerance.Exact() -> {
                int differing = firstDifference(expected, actual);
                yield differing < 0
                        ? new Check.Right(0)
                        : wrong(
                                each,
                                "value " + differing + " is " + actual[differing] + ", the reference has "
                                        + expected[differing] + ", and it promises the same bits",
                                error);
            }
            // Not "error > bound": NaN must not pass.
            case Tolerance.Within(double bound) ->
                error <= bound
                        ? new Check.Right(error)
                        : wrong(each, "its error is " + error + ", it promises at most " + bound, error);
        };
    }

    private static Optional<String> obstacle(Availability availability) {
        return switch (availability) {
            case Availability.Available() -> Optional.empty();
            case Availability.NeedsModule(String module) ->
                Optional.of("this JVM runs without --add-modules " + module);
            case Availability.Unavailable(String reason) -> Optional.of(reason);
        };
    }

    private static Check wrong(Case of, String reason, double error) {
        return new Check.NotRight(new Outcome.Wrong(of, reason, error));
    }

    private static double[] result(Case of) {
        return Threads.with(of.threads(), () -> {
            try (Task task = of.workload().prepare(of.variant(), of.size())) {
                task.run(of.workload().amount(of.size()));
                return task.result();
            }
        });
    }

    /** By bits, so that -0 differs from 0; doubleToLongBits makes every NaN the same. */
    private static int firstDifference(double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
                return i;
            }
        }
        return -1;
    }

    private static String describe(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
