package io.hotloop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private final SquareWorkload squares = new SquareWorkload();
    private final Outcome slow = measured("PLAIN", 3000, 0, 10);
    private final Outcome fast = measured("CLOSE", 300, 1e-13, Double.NaN);
    private final Outcome wrong =
            new Outcome.Wrong(new Case(squares, squares.variant("FAR"), 3, 1), "because", Double.NaN);
    private final Outcome absent = new Outcome.Unavailable(
            new Case(squares, squares.variant("ABSENT"), 3, 1),
            "no library ".repeat(20).strip());
    private final Report report = new Report(List.of(fast, absent, slow, wrong), "quick");

    @Test
    void slowestComesFirstAndRatiosAreSpeeds() {
        List<String> rows = report.table()
                .lines()
                .filter(l -> l.startsWith("PLAIN ") || l.startsWith("CLOSE "))
                .map(l -> l.replaceAll(" +", " "))
                .toList();
        assertThat(rows)
                .containsExactly(
                        "PLAIN 1 3.00 µs 0.0% 10.0 ns 1000 1.00 × 0.100 × same bits",
                        "CLOSE 1 300 ns 0.0% ? 100 10.0 × 1.00 × 1e-13");
    }

    @Test
    void whatWasNotTimedIsSaid() {
        assertThat(report.table())
                .contains("FAR is WRONG and was not timed: because")
                .contains("ABSENT cannot run here: no library no library");
    }

    @Test
    void tableFitsIntoHundredColumns() {
        assertThat(report.table().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void anotherWayIsNotTheBestJava() {
        Variant shortcut = new Variant(
                "SHORTCUT", false, false, false, new Tolerance.Exact(), Set.of(), new Availability.Available());
        var outcome = new Outcome.Measured(new Case(squares, shortcut, 3, 1), timing(1, 1), 0);
        assertThat(new Report(List.of(slow, outcome), "quick").table().replaceAll(" +", " "))
                .contains("SHORTCUT† 1 1.00 ns 0.0% 1.00 ns 0.333 3000 × 3000 × same bits")
                .contains("† reaches the result on another way than step by step: not counted as best Java");
    }

    @Test
    @SuppressWarnings("unchecked")
    void jsonHasTheDocumentedFields() throws IOException {
        Map<String, Object> document = JSON.std.mapFrom(report.json());
        assertThat(document).containsOnlyKeys("environment", "results", "notes", "not_measured");
        assertThat((Map<String, Object>) document.get("environment"))
                .containsEntry("mode", "quick")
                .containsKeys("date", "hotloop", "java", "os", "cpu", "cores", "threads", "native", "tier");

        var results = (List<Map<String, Object>>) document.get("results");
        assertThat(results).hasSize(2);
        assertThat(results.getFirst())
                .containsEntry("workload", "square")
                .containsEntry("variant", "CLOSE")
                .containsEntry("size", 3)
                .containsEntry("threads", 1)
                .containsEntry("unit", "element")
                .containsEntry("median_ns", 300.0)
                .containsEntry("min_ns", 300.0)
                .containsEntry("samples", 1)
                .containsEntry("items", 3)
                .containsEntry("ns_per_item", 100.0)
                .containsEntry("cpu_ns", null)
                .containsEntry("native", false)
                .containsEntry("max_rel_error", 1e-13)
                .containsEntry("checked", true);

        assertThat((List<Map<String, Object>>) document.get("not_measured"))
                .extracting(e -> e.get("variant") + " " + e.get("status"))
                .containsExactly("ABSENT unavailable", "FAR wrong");
    }

    private Outcome measured(String variant, double nanos, double error, double cpu) {
        return new Outcome.Measured(new Case(squares, squares.variant(variant), 3, 1), timing(nanos, cpu), error);
    }

    private static Timing timing(double nanos, double cpu) {
        return new Timing(Statistics.of(nanos), cpu, 1);
    }
}
