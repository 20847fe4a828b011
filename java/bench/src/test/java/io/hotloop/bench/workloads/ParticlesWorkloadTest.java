package io.hotloop.bench.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.bench.Availability;
import io.hotloop.bench.Bench;
import io.hotloop.bench.Case;
import io.hotloop.bench.Outcome;
import io.hotloop.bench.QuickHarness;
import io.hotloop.bench.Variant;
import io.hotloop.bench.Workloads;
import io.hotloop.particles.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParticlesWorkloadTest {
    private final ParticlesWorkload particles = new ParticlesWorkload();

    @Test
    void everyMethodIsAVariantAndTheTextbookIsTheReference() {
        assertThat(particles.variants())
                .extracting(Variant::name)
                .containsExactlyElementsOf(
                        Arrays.stream(Method.values()).map(Method::name).toList())
                .startsWith("JAVA_OBJECTS");
    }

    @Test
    void allThatCanRunAreRight() {
        var settings = new QuickHarness.Settings(1_000_000, 1_000_000, 5_000_000, 5_000_000, 2, 3);
        // 37: whole vectors of every width and a tail.
        List<Case> cases = Workloads.cases(List.of(particles), "*", List.of(37L), 2);
        List<Outcome> outcomes = new Bench(new QuickHarness(settings), (done, total, what) -> {}).run(cases);
        assertThat(outcomes).hasSameSizeAs(Method.values()).allSatisfy(outcome -> {
            boolean canRun = outcome.of().variant().availability() instanceof Availability.Available;
            assertThat(outcome).isInstanceOf(canRun ? Outcome.Measured.class : Outcome.Unavailable.class);
        });
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.of().variant().isNative())
                .hasSize(5)
                .allMatch(Outcome.Measured.class::isInstance);
    }

    @Test
    void vectorNeedsItsModule() {
        assertThat(particles.variants())
                .filteredOn(v -> v.name().equals("JAVA_VECTOR"))
                .extracting(Variant::availability)
                .containsExactly(new Availability.NeedsModule("jdk.incubator.vector"));
    }

    @Test
    void bigSizesTakeFewerSteps() {
        assertThat(particles.amount(100)).isEqualTo(10_000);
        assertThat(particles.amount(100_000)).isEqualTo(1_000);
        assertThat(particles.amount(100_000_000)).isEqualTo(100);
        assertThat(particles.items(10_000, 500)).isEqualTo(5_000_000);
    }
}
