package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.hotloop.NdArray;
import io.hotloop.data.Npy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hotloop timeit}: how often what runs, the two forms of the answer, and what goes wrong; never how long it takes. */
class TimeitCommandTest {
    private static final String RESULT = "(T) ± T per loop \\(mean ± std\\. dev\\. of 3 runs, 5 loops each\\)\\R"
            .concat("best T, user T, system T\\R")
            .replace("(T)", "T")
            .replace("T", "[0-9.]+ (ns|µs|ms|s)");

    @Test
    void setUpRunsOnceAndTheCodeAsOftenAsAsked() {
        PrintStream standard = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, false, StandardCharsets.UTF_8));
        CommandLineRun.Result result;
        try {
            result = CommandLineRun.run(
                    "timeit",
                    "-n",
                    "5",
                    "-r",
                    "3",
                    "-s",
                    "int n = 0; print('s')",
                    "-s",
                    "int f() { return n++; }",
                    "print(f())");
        } finally {
            System.setOut(standard);
        }
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("s01234567891011121314");
        assertThat(result.out()).matches(RESULT);
    }

    @Test
    void answersInJson() throws Exception {
        var result = CommandLineRun.run(
                "timeit", "-n", "2", "-r", "4", "--json", "-s", "var a = NdArray.of(1.0, 4.0)", "Nd.sqrt(a)");
        assertThat(result.code()).isZero();
        Map<String, Object> document = JSON.std.mapFrom(result.out());
        assertThat(document)
                .containsOnlyKeys(
                        "code", "loops", "runs_ns", "mean_ns", "deviation_ns", "best_ns", "user_ns", "system_ns")
                .containsEntry("code", "Nd.sqrt(a)")
                .containsEntry("loops", 2);
        assertThat((List<?>) document.get("runs_ns")).hasSize(4);
    }

    @Test
    void whatTheCodePrintsIsNotInTheDocument() throws Exception {
        PrintStream standard = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        CommandLineRun.Result result;
        try {
            result = CommandLineRun.run("timeit", "-n", "1", "-r", "1", "--json", "println(\"loud\")");
        } finally {
            System.setErr(standard);
        }
        assertThat(JSON.std.mapFrom(result.out())).containsEntry("loops", 1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("loud\n");
    }

    @Test
    void timesExpressionsOfTheCommandEval(@TempDir Path folder) throws Exception {
        Path a = folder.resolve("a.npy");
        Npy.save(a, NdArray.of(1.0, 2.0));
        String[] line = {"timeit", "2*a + b", "a=" + a, "b=0.5", "-n", "5", "-r", "3"};
        assertThat(CommandLineRun.run(line).out()).matches(RESULT);
        assertThat(CommandLineRun.run("timeit", "2*a +", "a=1")).satisfies(result -> {
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).startsWith("hotloop: expected an operand, found the end");
        });
        assertThat(CommandLineRun.run("timeit", "2*a", "a=1", "-s", "int i").err())
                .startsWith("hotloop: -s is for Java");
    }

    @Test
    void loopsAreCountedAutomatically() {
        var result = CommandLineRun.run("timeit", "-r", "1", "--warm-up", "0.01", "Thread.sleep(300)");
        assertThat(result.out()).contains(" of 1 run, 1 loop each)");
    }

    @Test
    void errorsAreTold() {
        var result = CommandLineRun.run("timeit", "-n", "1", "x + 1");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualToNormalizingNewlines("""
                        hotloop: code:1:1: error: cannot find symbol: variable x
                            x + 1
                            ^
                        """);
        assertThat(CommandLineRun.run("timeit", "-s", "int x = y", "x").err()).isEqualToNormalizingNewlines("""
                        hotloop: setup:1:9: error: cannot find symbol: variable y
                            int x = y
                                    ^
                        """);
        assertThat(CommandLineRun.run("timeit", "-n", "1", "-s", "int[] a = {}", "a[0] = 1")
                        .err())
                .isEqualToNormalizingNewlines("""
                        hotloop: ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0
                            at code:1
                        """);
    }
}
