package io.hotloop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchTest {
    /** Milliseconds a case: nothing here asserts a time. */
    private static final QuickHarness.Settings SHORT = new QuickHarness.Settings(1000, 1000, 10_000, 10_000, 3, 5);

    private final SquareWorkload squares = new SquareWorkload();

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SAME", "CLOSE"})
    void rightVariantsAreTimed(String variant) {
        var outcome = (Outcome.Measured) run(variant);
        assertThat(outcome.timing().nanos().samples()).isBetween(3, 5);
        assertThat(outcome.timing().nanos().min())
                .isPositive()
                .isLessThanOrEqualTo(outcome.timing().nanos().median());
        assertThat(outcome.items()).isEqualTo(3);
        assertThat(outcome.nanosPerItem()).isEqualTo(outcome.timing().nanos().median() / 3);
    }

    @Test
    void errorIsRelativeToTheLargestValue() {
        assertThat(((Outcome.Measured) run("CLOSE")).error()).isBetween(0.9e-13, 1.1e-13);
        assertThat(((Outcome.Measured) run("SAME")).error()).isZero();
        assertThat(squares.error(new double[] {1e-3, 10}, new double[] {2e-3, 10}))
                .isEqualTo(1e-4);
        assertThat(squares.error(new double[] {Double.NaN, 1}, new double[] {Double.NaN, 1}))
                .isZero();
        assertThat(squares.error(new double[] {Double.POSITIVE_INFINITY}, new double[] {1}))
                .isNaN();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ONE_ULP | value 2 is 4.000000000000001, the reference has 4.0, and it promises the same bits
                    FAR     | its error is 1.000000082740371E-9, it promises at most 1.0E-12
                    NAN     | its error is NaN, it promises at most 1.0E-12
                    SHORT   | its result has 2 values, not 3
                    FAILING | it failed: out of squares
                    """)
    void wrongVariantsAreReportedAndNotTimed(String variant, String reason) {
        var outcome = (Outcome.Wrong) run(variant);
        assertThat(outcome.reason()).isEqualTo(reason);
        assertThat(squares.runs).containsEntry(variant, 1);
    }

    @ParameterizedTest
    @CsvSource({"ABSENT, not today", "MODULE, this JVM runs without --add-modules m"})
    void whatCannotRunIsReported(String variant, String reason) {
        assertThat(run(variant))
                .isInstanceOfSatisfying(
                        Outcome.Unavailable.class, u -> assertThat(u.reason()).isEqualTo(reason));
        assertThat(squares.runs).doesNotContainKey(variant);
    }

    @Test
    void outcomesKeepTheOrderAndProgressIsTold() {
        List<String> told = new ArrayList<>();
        List<Case> cases = Workloads.cases(List.of(squares), "*", List.of(), 2);
        List<Outcome> outcomes = new Bench(
                        new QuickHarness(SHORT), (done, total, what) -> told.add(done + "/" + total + " " + what))
                .run(cases);
        assertThat(outcomes).extracting(Outcome::of).isEqualTo(cases).hasSize(20);
        assertThat(told)
                .hasSize(40)
                .startsWith("0/40 checking square PLAIN n=3")
                .endsWith("39/40 timing square MODULE n=8");
    }

    @Test
    void aReferenceThatFailsIsAnError() {
        Workload broken = new Broken();
        var cases = Workloads.cases(List.of(broken), "*", List.of(), 1);
        assertThatExceptionOfType(BenchException.class)
                .isThrownBy(() -> new Bench(new QuickHarness(SHORT), (done, total, what) -> {}).run(cases))
                .withMessage("the reference broken FAILING n=3 failed: out of squares");
    }

    @Test
    void slowVariantsAreShortened() {
        var sleeping = new Sleeping();
        var of = new Case(sleeping, sleeping.variants().getFirst(), 1, 1);
        // A unit takes a millisecond and a sample at most 20 of them, so not the whole amount of 1000.
        var settings = new QuickHarness.Settings(1_000_000, 1_000_000, 20_000_000, 30_000_000, 3, 5);
        Timing timing = new QuickHarness(settings).measure(of);
        assertThat(timing.amount()).isBetween(5L, 20L);
        assertThat(new Outcome.Measured(of, timing, 0).items()).isEqualTo(timing.amount());
    }

    private Outcome run(String variant) {
        var of = new Case(squares, squares.variant(variant), 3, 1);
        return new Bench(new QuickHarness(SHORT), (done, total, what) -> {})
                .run(List.of(of))
                .getFirst();
    }

    /** A workload whose only variant fails. */
    private static final class Broken extends Delegating {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public List<Variant> variants() {
            return List.of(squares.variant("FAILING"));
        }
    }

    /** A workload whose amount can be cut. */
    private static final class Sleeping extends Delegating {
        @Override
        public String name() {
            return "sleeping";
        }

        @Override
        public long amount(long size) {
            return 1000;
        }

        @Override
        public long leastAmount(long size) {
            return 5;
        }

        @Override
        public Task prepare(Variant variant, long size) {
            return new Task() {
                @Override
                public void run(long amount) {
                    try {
                        Thread.sleep(amount);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public double[] result() {
                    return new double[0];
                }

                @Override
                public void close() {}
            };
        }
    }

    private abstract static class Delegating implements Workload {
        final SquareWorkload squares = new SquareWorkload();

        @Override
        public String group() {
            return squares.group();
        }

        @Override
        public String description() {
            return squares.description();
        }

        @Override
        public String unit() {
            return squares.unit();
        }

        @Override
        public List<Long> sizes() {
            return squares.sizes();
        }

        @Override
        public List<Variant> variants() {
            return squares.variants();
        }

        @Override
        public long items(long size, long amount) {
            return squares.items(size, amount);
        }

        @Override
        public Task prepare(Variant variant, long size) {
            return squares.prepare(variant, size);
        }
    }
}
