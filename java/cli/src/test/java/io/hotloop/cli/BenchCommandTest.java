package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchCommandTest {
    @Test
    void quickMode() {
        var result = CommandLineRun.run("bench", "particles", "--quick", "--size", "64", "--variant", "c_o*");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("quick mode")
                .contains("particles, size 64: particles circling the origin by Euler's method")
                .containsPattern("C_OPENMP +\\d+ .* same bits")
                .doesNotContain("C_SIMD");
    }

    @Test
    void jsonAloneOnStandardOutput() throws IOException {
        // "particles" after --json is a workload, not a file.
        var result = CommandLineRun.run(
                "bench", "--quick", "--json", "particles", "--size", "16", "--size", "8", "--variant", "C_S*");
        assertThat(result.code()).isZero();
        Map<String, Object> document = JSON.std.mapFrom(result.out());
        assertThat(results(document))
                .extracting(r -> r.get("variant") + " " + r.get("size") + " " + r.get("native"))
                .containsExactly("C_SERIAL 16 true", "C_SIMD 16 true", "C_SERIAL 8 true", "C_SIMD 8 true");
        assertThat(results(document)).allSatisfy(r -> {
            assertThat(r).containsEntry("checked", true).containsEntry("unit", "particle-step");
            double perItem = ((Number) r.get("median_ns")).doubleValue() / ((Number) r.get("items")).doubleValue();
            assertThat((Double) r.get("ns_per_item")).isEqualTo(perItem);
            assertThat(((Number) r.get("samples")).intValue()).isGreaterThanOrEqualTo(5);
        });
    }

    @Test
    void jsonFileBesideTheTable(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bench.json");
        var result = CommandLineRun.run("bench", "--quick", "--size", "8", "--variant", "ROT*", "--json=" + file);
        assertThat(result.out()).contains("ROTATION");
        assertThat(results(JSON.std.mapFrom(Files.readString(file)))).hasSize(1);
    }

    @Test
    void jsonFolderIsCheckedBeforeTheWork(@TempDir Path folder) {
        var result = CommandLineRun.run("bench", "--quick", "--json=" + folder.resolve("no/bench.json"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("there is no folder " + folder.resolve("no"));
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aWrongVariantFailsTheRun() {
        var result = CommandLineRun.run("bench", "test", "--quick");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("WRONG is WRONG and was not timed: value 0 is 2.0, the reference has 1.0")
                .containsPattern("RIGHT +1 ");
    }

    @Test
    void fullModeForks() throws IOException {
        var result = CommandLineRun.run(
                "bench",
                "particles",
                "--size",
                "100",
                "--variant",
                "C_OPENMP",
                "--forks",
                "1",
                "--warm-ups",
                "0",
                "--iterations",
                "2",
                "--iteration-millis",
                "50",
                "--json");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(results(JSON.std.mapFrom(result.out())))
                .singleElement()
                .satisfies(r -> assertThat(r).containsEntry("samples", 2).containsEntry("items", 1_000_000));
    }

    @Test
    void fullModeOfTheVectorVariantIsQuietButForOneNotice() throws Exception {
        var result = CommandLineRun.runInOwnJvm(
                "bench",
                "particles",
                "--size",
                "100",
                "--variant",
                "JAVA_VECTOR",
                "--forks",
                "2",
                "--warm-ups",
                "0",
                "--iterations",
                "1",
                "--iteration-millis",
                "50");
        assertThat(result.err()).isEqualToIgnoringNewLines("WARNING: Using incubator modules: jdk.incubator.vector");
        assertThat(result.code()).isZero();
        assertThat(result.out()).containsPattern("JAVA_VECTOR +\\d+ .* same bits");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> results(Map<String, Object> document) {
        return (List<Map<String, Object>>) document.get("results");
    }
}
