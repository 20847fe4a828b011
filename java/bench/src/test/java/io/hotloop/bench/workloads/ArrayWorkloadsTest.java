package io.hotloop.bench.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.bench.Availability;
import io.hotloop.bench.Bench;
import io.hotloop.bench.Case;
import io.hotloop.bench.Outcome;
import io.hotloop.bench.QuickHarness;
import io.hotloop.bench.Variant;
import io.hotloop.bench.Workload;
import io.hotloop.bench.Workloads;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArrayWorkloadsTest {
    private final List<Workload> arrays = Workloads.installed().select(List.of("arrays"));

    @Test
    void theCatalogueIsComplete() {
        assertThat(arrays)
                .extracting(Workload::name)
                .contains(
                        "add",
                        "sum",
                        "max",
                        "std",
                        "sum-axis0",
                        "sum-axis1",
                        "cumsum",
                        "broadcast-mul",
                        "transpose-copy",
                        "take-rows",
                        "mask",
                        "norm",
                        "small-add",
                        "heap",
                        "footprint");
        assertThat(arrays)
                .allSatisfy(workload -> assertThat(workload.variants())
                        .extracting(Variant::name)
                        .anyMatch(name -> name.startsWith("ARRAYS") || name.equals("OFF_HEAP")));
    }

    @Test
    void allVariantsThatCanRunAreRight() {
        var settings = new QuickHarness.Settings(100_000, 100_000, 1_000_000, 1_000_000, 2, 2);
        // Below and above what goes to several threads.
        for (long size : new long[] {2_007, 300_000}) {
            List<Case> cases = Workloads.cases(arrays, "*", List.of(size), 2);
            List<Outcome> outcomes = new Bench(new QuickHarness(settings), (done, total, what) -> {}).run(cases);
            assertThat(outcomes).allSatisfy(outcome -> {
                boolean canRun = outcome.of().variant().availability() instanceof Availability.Available;
                assertThat(outcome).isInstanceOf(canRun ? Outcome.Measured.class : Outcome.Unavailable.class);
            });
        }
    }

    @Test
    void footprintTellsBytes() {
        Workload footprint = Workloads.installed().select(List.of("footprint")).getFirst();
        assertThat(footprint.notes(1000))
                .hasSize(5)
                .anyMatch(note -> note.startsWith("a double[] for each of x, y and w: 24,"))
                .anyMatch(note -> note.startsWith("NdArray, off the heap: 24,000 bytes, 24.0 a particle"));
    }
}
