package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.jr.ob.JSON;
import io.hotloop.particles.Method;
import io.hotloop.particles.Particles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ParticlesCommandTest {
    @TempDir
    private Path folder;

    private Path input;
    private Path output;

    @BeforeEach
    void writeInput() throws IOException {
        input = folder.resolve("in.csv");
        output = folder.resolve("out.csv");
        Files.writeString(input, "x,y,w\n0.3,0.5,1\n0.0,-0.5,-1\n-0.1,-0.4,3\n");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JAVA_VECTOR")
    void knownAnswer(Method method) throws IOException {
        String name = method.name().toLowerCase(Locale.ROOT);
        var result = run("--input", input, "--time", "0.1", "--method", name, "--output", output);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        // ROTATION lacks Euler's own error.
        assertKnownAnswer(Particles.readCsv(output), method == Method.ROTATION ? 3e-5 : 1e-5);
    }

    private static void assertKnownAnswer(Particles particles, double tolerance) {
        double[][] expected = {
            {0.2102698450356825, 0.5438635787296997, 1},
            {-0.0993347660567358, -0.4900342888538049, -1},
            {0.1913585038252641, -0.3652272210744360, 3}
        };
        assertThat(particles.count()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(particles.x(i)).isCloseTo(expected[i][0], within(tolerance));
            assertThat(particles.y(i)).isCloseTo(expected[i][1], within(tolerance));
            assertThat(particles.w(i)).isEqualTo(expected[i][2]);
        }
    }

    @Test
    void vectorMethodRunsInAJvmWithItsModule() throws Exception {
        run("--count", "100", "--time", "0.01", "--output", output);
        Path vector = folder.resolve("vector.csv");
        var result = CommandLineRun.runInOwnJvm(
                "particles", "--count", "100", "--time", "0.01", "--method", "java_vector", "--output", "" + vector);
        assertThat(result.err()).isEqualToIgnoringNewLines("WARNING: Using incubator modules: jdk.incubator.vector");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("method     JAVA_VECTOR");
        assertThat(vector).hasSameTextualContentAs(output);
    }

    @Test
    void exitCodeOfTheChildIsTheExitCode() throws Exception {
        var result = CommandLineRun.runInOwnJvm(
                "particles", "--input", "missing.csv", "--time", "1", "--method", "JAVA_VECTOR");
        assertThat(result.err()).contains("hotloop: missing.csv does not exist");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void outputRoundTripsToTheBit() throws IOException {
        run("--count", "1000", "--time", "0.001", "--output", output);
        Path again = folder.resolve("again.csv");
        run("--input", output, "--time", "0", "--output", again);
        assertThat(again).hasSameTextualContentAs(output);
        assertThat(output).content().startsWith("x,y,w\n");
    }

    @Test
    void seedsDecide() throws IOException {
        List<String> texts = Stream.of("1", "1", "2")
                .map(seed -> {
                    run("--count", "5", "--time", "0.001", "--seed", seed, "--output", output);
                    return read(output);
                })
                .toList();
        assertThat(texts.get(0)).isEqualTo(texts.get(1)).isNotEqualTo(texts.get(2));
        run("--count", "5", "--time", "0.001", "--output", output);
        assertThat(read(output)).as("1 is the default").isEqualTo(texts.get(0));
    }

    @Test
    void threadsDoNotChangeTheResult() {
        run("--count", "5000", "--time", "0.001", "--threads", "1", "--output", output);
        String one = read(output);
        var result = run("--count", "5000", "--time", "0.001", "--threads", "3", "--output", output);
        assertThat(read(output)).isEqualTo(one);
        assertThat(result.out()).contains("threads    3");
    }

    @Test
    void everyWritesTheWay() throws IOException {
        run("--input", input, "--time", "0.00025", "--every", "10", "--output", output);
        List<String> lines = Files.readAllLines(output);
        assertThat(lines).hasSize(1 + 3 * 4);
        assertThat(lines.subList(0, 4))
                .containsExactly(
                        "step,time,particle,x,y,w",
                        "0,0.0,0,0.3,0.5,1.0",
                        "0,0.0,1,0.0,-0.5,-1.0",
                        "0,0.0,2,-0.1,-0.4,3.0");
        assertThat(lines).extracting(l -> l.split(",")[0]).containsSubsequence("0", "10", "20", "25");

        Path end = folder.resolve("end.csv");
        run("--input", input, "--time", "0.00025", "--output", end);
        String last = Files.readAllLines(end).getLast();
        assertThat(lines.getLast()).isEqualTo("25,2.5E-4,2," + last);
    }

    @Test
    void summaryAsJson() throws IOException {
        var result = run("--count", "10", "--time", "0.1", "--method", "C_SERIAL", "--json");
        Map<String, Object> summary = JSON.std.mapFrom(result.out());
        assertThat(summary)
                .containsEntry("method", "C_SERIAL")
                .containsEntry("threads", 1)
                .containsEntry("particles", 10)
                .containsEntry("steps", 10_000)
                .containsEntry("dt", 1e-5)
                .containsEntry("seed", 1)
                .containsEntry("output", null);
        assertThat((String) summary.get("tier")).startsWith("x86_64_v");
        assertThat((Double) summary.get("ns_per_particle_step")).isPositive();
    }

    @Test
    void placesInABadFileAreNamed() throws IOException {
        Files.writeString(input, "x,y,w\n1,2,3\n1,zwei,3\n");
        var result = run("--input", input, "--time", "1");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .isEqualToIgnoringNewLines("hotloop: " + input + ", line 3, column 3: \"zwei\" is not a number");
    }

    @Test
    void aFailureLeavesTheOldOutput() throws IOException {
        Files.writeString(output, "old");
        Files.writeString(input, "nonsense");
        assertThat(run("--input", input, "--time", "1", "--output", output).code())
                .isEqualTo(1);
        assertThat(output).hasContent("old");
        assertThat(names()).containsExactly("in.csv", "out.csv");
    }

    @Test
    void outputFolderIsCheckedBeforeTheWork() {
        var result = run("--count", "1", "--time", "1e5", "--output", folder.resolve("no/out.csv"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("cannot be written: there is no folder " + folder.resolve("no"));
    }

    @Test
    void anEndedRunLeavesNothingBehind() throws Exception {
        Files.writeString(output, "old");
        // Days of work, written to the file as it goes.
        Process process = CommandLineRun.start(
                "particles", "--count", "1000", "--time", "1e6", "--every", "1000", "--output", output.toString());
        try {
            for (int i = 0; i < 600 && names().size() < 3; i++) {
                assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(names()).as("a temporary file").hasSize(3);
            process.destroy();
            assertThat(process.waitFor(Duration.ofSeconds(30))).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(output).hasContent("old");
        assertThat(names()).containsExactly("in.csv", "out.csv");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static CommandLineRun.Result run(Object... arguments) {
        return CommandLineRun.run(
                Stream.concat(Stream.of("particles"), Stream.of(arguments).map(Object::toString))
                        .toArray(String[]::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
