package io.hotloop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A fork each, and no more than that: JMH itself is not what is tested. */
final class JmhHarnessTest {
    private final JmhHarness harness = new JmhHarness(new JmhHarness.Settings(1, 0, 2, 50));

    @Test
    void forksAndMeasures() {
        Timing timing = harness.measure(particles("C_OPENMP"));
        assertThat(timing.nanos().samples()).isEqualTo(2);
        assertThat(timing.nanos().min()).isPositive();
        assertThat(timing.cpuNanos()).isNotNaN();
        assertThat(timing.amount()).isEqualTo(10_000);
    }

    @Test
    void forksOfTheVectorVariantHaveItsModule() {
        assertThat(harness.measure(particles("JAVA_VECTOR")).nanos().min()).isPositive();
    }

    @Test
    void aForkThatFailsIsAnError() {
        var unknown = new SquareWorkload();
        assertThatExceptionOfType(BenchException.class)
                .isThrownBy(() -> harness.measure(new Case(unknown, unknown.variant("PLAIN"), 3, 1)))
                .withMessageStartingWith("square PLAIN n=3 cannot be measured: ")
                .withMessageContaining("there is no workload or group 'square'");
    }

    private static Case particles(String variant) {
        return Workloads.cases(Workloads.installed().select(List.of("particles")), variant, List.of(100L), 2)
                .getFirst();
    }
}
