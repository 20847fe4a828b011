package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.hotloop.NdArray;
import io.hotloop.data.Npy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalCommandTest {
    @TempDir
    Path folder;

    private String a;
    private String b;

    @BeforeEach
    void files() throws Exception {
        Npy.save(folder.resolve("a.npy"), NdArray.of(1.0, 2.0, 3.0));
        Npy.save(folder.resolve("b.npy"), NdArray.of(10, 20, 30));
        a = "a=" + folder.resolve("a.npy");
        b = "b=" + folder.resolve("b.npy");
    }

    @Test
    void printsTheResult() {
        var result = CommandLineRun.run("eval", "2*a + 3*b", a, b);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo(NdArray.of(32.0, 64.0, 96.0) + System.lineSeparator());
    }

    @Test
    void writesAFile() throws Exception {
        Path out = folder.resolve("out.npy");
        var result = CommandLineRun.run("eval", "a > 1.5", a, "-o", out.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(out + ": bool[3]" + System.lineSeparator());
        assertThat(Npy.load(out)).isEqualTo(NdArray.of(false, true, true));
    }

    @Test
    void theOutputMayBeAnInput() throws Exception {
        var result = CommandLineRun.run(
                "eval", "a*a", a, "-o", folder.resolve("a.npy").toString());
        assertThat(result.code()).isZero();
        assertThat(Npy.load(folder.resolve("a.npy"))).isEqualTo(NdArray.of(1.0, 4.0, 9.0));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void numbersAreValuesToo() throws Exception {
        var result = CommandLineRun.run("eval", "k*b + x", b, "k=2", "x=0.5", "--json");
        assertThat(JSON.std.mapFrom(result.out()))
                .containsEntry("dtype", "float64")
                .containsEntry("shape", List.of(3))
                .containsEntry("output", null)
                .containsEntry("values", List.of(20.5, 40.5, 60.5));
    }

    @Test
    void reductionsGiveOneNumber() throws Exception {
        Path out = folder.resolve("sum.npy");
        assertThat(CommandLineRun.run("eval", "sum(a*b)", a, b, "-o", out.toString())
                        .code())
                .isZero();
        assertThat(Npy.load(out)).isEqualTo(NdArray.scalar(140.0));
    }

    @Test
    void explains() {
        var result = CommandLineRun.run("eval", "2*a + 3*b", a, b, "--explain");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("multiply", "add", "float64", "int32 (3,)");
        result = CommandLineRun.run("eval", "2*a + 3*b", "--explain");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("a  float64, assumed");
    }

    @Test
    void errorsOfTheTextShowWhere() {
        var result = CommandLineRun.run("eval", "2*a + )", a);
        assertThat(result.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(result.err()).contains("2*a + )").contains("^");
        result = CommandLineRun.run("eval", "2*a + c", a, b);
        assertThat(result.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(result.err()).contains("c");
    }

    @Test
    void wrongValuesAreRefused() {
        var result = CommandLineRun.run("eval", "a", "a=" + folder.resolve("missing.npy"));
        assertThat(result.code()).isEqualTo(Main.FAILED);
        assertThat(result.err()).contains("missing.npy").contains("does not exist");
        result = CommandLineRun.run("eval", "a", "a");
        assertThat(result.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(result.err()).contains("'a' is no NAME=VALUE");
        result = CommandLineRun.run("eval", "a", a, a);
        assertThat(result.err()).contains("the name a is given twice");
    }

    @Test
    void fastIsAChoice() {
        var result = CommandLineRun.run("eval", "exp(a)", a, "--fast", "--explain");
        assertThat(result.code()).isZero();
        assertThat(result.out()).containsIgnoringCase("fast");
    }

    @Test
    void nothingIsLeftOfAFailure() throws Exception {
        Path target = folder.resolve("folder.npy");
        Files.createDirectory(target);
        var result = CommandLineRun.run("eval", "a", a, "-o", target.toString());
        assertThat(result.code()).isEqualTo(Main.FAILED);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }
}
