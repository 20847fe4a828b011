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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArrayWorkloadsTest {
    private final List<Workload> arrays = Workloads.installed().select(List.of("arrays"));

    /** What each workload is raced against: loops on one and on all threads, streams, the Vector API, arrays. */
    @ParameterizedTest
    @CsvSource({
        "add, JAVA_LOOP JAVA_PARALLEL JAVA_STREAM JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT",
        "small-add, JAVA_LOOP JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT",
        "heap, JAVA_LOOP JAVA_PARALLEL JAVA_STREAM JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT ARRAYS_FUSED",
        "sum, JAVA_LOOP JAVA_PARALLEL JAVA_STREAM JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT",
        "max, JAVA_LOOP JAVA_PARALLEL JAVA_STREAM JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT",
        "std, JAVA_LOOP JAVA_PARALLEL JAVA_STREAM JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT",
        "sum-axis0, JAVA_LOOP JAVA_PARALLEL JAVA_STREAM JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT",
        "sum-axis1, JAVA_LOOP JAVA_PARALLEL JAVA_STREAM JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT",
        "cumsum, JAVA_LOOP JAVA_PARALLEL JAVA_STREAM ARRAYS_NEW ARRAYS_OUT",
        "broadcast-mul, JAVA_LOOP JAVA_PARALLEL JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT",
        "outer, JAVA_LOOP JAVA_PARALLEL ARRAYS_NEW ARRAYS_OUT",
        "transpose-copy, JAVA_LOOP JAVA_PARALLEL ARRAYS_NEW ARRAYS_OUT",
        "take-rows, JAVA_LOOP JAVA_PARALLEL ARRAYS_NEW ARRAYS_OUT",
        "mask, JAVA_LOOP JAVA_PARALLEL JAVA_STREAM ARRAYS_NEW",
        "norm, JAVA_LOOP JAVA_PARALLEL JAVA_VECTOR ARRAYS_NEW ARRAYS_OUT ARRAYS_NORM ARRAYS_FUSED ARRAYS_COLUMNS",
        "traversal, JAVA_ROWS JAVA_COLUMNS ARRAYS_ROWS ARRAYS_COLUMNS",
        "elements, JAVA_LOOP ARRAYS_ONE ARRAYS_MIXED",
        "set-elements, JAVA_LOOP ARRAYS_ONE ARRAYS_MIXED",
        "footprint, OBJECTS RECORDS JAVA_ARRAYS OFF_HEAP"
    })
    void theCatalogueIsComplete(String name, String variants) {
        assertThat(arrays)
                .filteredOn(workload -> workload.name().equals(name))
                .singleElement()
                .satisfies(workload -> assertThat(workload.variants())
                        .extracting(Variant::name)
                        .contains(variants.split(" ")));
    }

    /** In one run, whose sizes share the workloads: below and above what goes to several threads. */
    @ParameterizedTest
    @CsvSource({"arrays, 2007, 300000", "expressions, 2007, 300000", "functions, 2007, 300000", "distance, 50, 700"})
    void allVariantsThatCanRunAreRight(String group, long small, long large) {
        var settings = new QuickHarness.Settings(100_000, 100_000, 1_000_000, 1_000_000, 2, 2);
        List<Workload> workloads = Workloads.installed().select(List.of(group));
        List<Case> cases = Workloads.cases(workloads, "*", List.of(small, large), 2);
        List<Outcome> outcomes = new Bench(new QuickHarness(settings), (done, total, what) -> {}).run(cases);
        assertThat(outcomes).isNotEmpty().allSatisfy(outcome -> {
            boolean canRun = outcome.of().variant().availability() instanceof Availability.Available;
            assertThat(outcome).isInstanceOf(canRun ? Outcome.Measured.class : Outcome.Unavailable.class);
        });
    }

    @Test
    void footprintTellsBytes() {
        Workload footprint = Workloads.installed().select(List.of("footprint")).getFirst();
        assertThat(footprint.notes(1000))
                .hasSize(5)
                .anyMatch(note -> note.matches("the same with -XX:\\+UseCompactObjectHeaders: [0-9,]+ bytes, .*"))
                .anyMatch(note -> note.startsWith("a double[] for each of x, y and w: 24,"))
                .anyMatch(note -> note.startsWith("NdArray, off the heap: 24,000 bytes, 24.0 a particle"));
    }
}
