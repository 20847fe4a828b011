package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hotloop compile}: the two files, options, and what goes wrong. */
class CompileCommandTest {
    @TempDir
    private Path folder;

    private Path source(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void makesALibraryAndAnInterface() throws IOException {
        Path source = source("fast-sum.c", """
                static double twice(double x) { return 2 * x; }
                double sum(const hl_float64_view *x, const char *name) {
                    double sum = 0;
                    RANGE(i, LEN(x, 0)) { sum += twice(AT(x, i)); }
                    return name[0] ? sum : 0;
                }
                struct node { struct node *next; };
                void walk(struct node *first) { (void) first; }
                """);
        Path out = folder.resolve("out");
        var result = CommandLineRun.run(
                "compile", source.toString(), "-o", out.toString(), "--package", "demo", "--target", "x86-64-v2");
        assertThat(result.err())
                .isEqualTo(
                        "hotloop: fast-sum.c:8: walk is left out: its parameter 1 is struct node *first, which has no"
                                + " counterpart in Java" + System.lineSeparator());
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(out.resolve("libfast-sum.so") + " and " + out.resolve("FastSum.java") + ": 1 kernel"
                        + System.lineSeparator());
        assertThat(out.resolve("libfast-sum.so")).isNotEmptyFile();
        assertThat(out.resolve("FastSum.java")).content().isEqualTo("""
                package demo;

                import io.hotloop.NdArray;
                import io.hotloop.kernel.In;

                /** Kernels; {@code Kernels.load} loads the library that was built with them. */
                public interface FastSum {
                    /** {@code sum} of {@code fast-sum.c}. */
                    double sum(@In NdArray x, String name);
                }
                """);
    }

    @Test
    void answersInJson() throws IOException {
        Path source = source("one.c", "int one(void) { int unused; return 1; }");
        var result = CommandLineRun.run("compile", source.toString(), "--fast", "--serial", "--name", "Uno", "--json");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("\"methods\" : 1", "Uno.java", "\"severity\" : \"WARNING\"", "\"line\" : 1");
        assertThat(result.err()).startsWith("one.c:1:21: warning: ");
    }

    @Test
    void anErrorIsTheCompilersWithItsCaret() throws IOException {
        Path source = source("bad.c", "double f(double x) {\n    return y;\n}\n");
        var result = CommandLineRun.run("compile", source.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("hotloop: bad.c does not compile:\n")
                .contains("bad.c:2:12: error: ", "    return y;\n", "           ^\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(source);
        }
    }

    @Test
    void whatCannotBeIsSaid() throws IOException {
        assertThat(CommandLineRun.run("compile").err()).contains("FILE");
        assertThat(CommandLineRun.run("compile", folder.resolve("none.c").toString())
                        .err())
                .isEqualTo("hotloop: " + folder.resolve("none.c") + " does not exist" + System.lineSeparator());
        Path nothing = source("nothing.c", "static int f(void) { return 1; }\nint (*g)(void) = f;\n");
        assertThat(CommandLineRun.run("compile", nothing.toString()).err())
                .contains("no function of " + nothing + " can be called from Java");
        Path one = source("1.c", "int one(void) { return 1; }");
        assertThat(CommandLineRun.run("compile", one.toString()).err())
                .contains("\"1\" is no name for an interface: give one by --name");
        assertThat(CommandLineRun.run("compile", one.toString(), "--name", "One", "--target", "a b")
                        .code())
                .isEqualTo(2);
        assertThat(CommandLineRun.run("compile", one.toString(), "--name", "One", "--compiler", "no-gcc")
                        .err())
                .contains("there is no C compiler: no-gcc is not on the PATH");
    }
}
