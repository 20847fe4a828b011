package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.hotloop.kernel.In;
import io.hotloop.kernel.ShortCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hotloop annotate}: what is said of lines, as text, page and JSON; costs; and what goes wrong. */
class AnnotateCommandTest {
    private static final String SOURCE = """
            #include <math.h>
            static double square(double x) { return x * x; }
            __attribute__((noinline)) static double slow(double x) { return x > 1 ? exp(x) : log(x); }
            void scale(double by, const hl_float64_view *x, hl_float64_array *y) {
                for (int64_t i = 0; i < x->size; i++) {
                    y->data[i] = by * square(x->data[i]);
                }
            }
            void curve(const hl_float64_view *x, hl_float64_array *y) {
                RANGE(i, LEN(x, 0)) {
                    AT(y, i) = slow(AT(x, i));
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path source;

    @BeforeEach
    void writeSource() throws IOException {
        source = Files.writeString(folder.resolve("k.c"), SOURCE);
    }

    private CommandLineRun.Result annotate(String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "annotate";
        arguments[1] = source.toString();
        arguments[2] = "--target";
        arguments[3] = "x86-64-v3";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandLineRun.run(arguments);
    }

    /** What stands below a line. */
    private static List<String> notes(String text, int line) {
        Matcher matcher = Pattern.compile("(?m)^ *(?:\\d+\\.\\d% +)? *" + line + " (.)  .*\\R((?: *\\| .*\\R)*)")
                .matcher(text);
        assertThat(matcher.find()).as("line " + line + " of " + text).isTrue();
        return (matcher.group(1) + "\n" + matcher.group(2))
                .lines()
                .map(note -> note.replaceFirst("^ *\\| ", ""))
                .toList();
    }

    @Test
    void saysWhatBecameOfEachLine() {
        var result = annotate("--fast");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("-march=x86-64-v3", "fast: C tests no index and no divisor");
        assertThat(notes(result.out(), 1)).containsExactly(" ");
        assertThat(notes(result.out(), 3)).containsExactly("c", "calls exp, log");
        assertThat(notes(result.out(), 5))
                .startsWith("V")
                .contains("kept unvectorised, too, for arrays that overlap")
                .anyMatch(note -> note.startsWith("vectorised, 32-"));
        assertThat(notes(result.out(), 6)).containsExactly("+", "inlined square");
        assertThat(notes(result.out(), 10)).containsExactly("-", "not vectorised: a function is called");
        assertThat(notes(result.out(), 11))
                .containsExactly("-", "slow is not inlined: function not inlinable", "calls slow");
    }

    @Test
    void checkedLinesTest() {
        var result = annotate();
        assertThat(result.out()).contains("checked: C tests each index");
        assertThat(notes(result.out(), 10)).contains("not vectorised: the loop branches or may end early");
        assertThat(notes(result.out(), 11)).contains("tests index, rank");
    }

    @Test
    void saysWhatACallFromJavaDoes() {
        assertThat(notes(annotate().out(), 4))
                .contains(
                        "Java: by: double, a word",
                        "Java: x: checked (float64, aligned, off the heap), described in 3 + 2 × rank words; not copied",
                        "Java: y: checked (float64, aligned, off the heap, not read-only, no elements that share memory),"
                                + " described in 3 + 2 × rank words; not copied");
    }

    record Point(double x, double y) {}

    interface Points {
        @ShortCall
        double norm(Point p, @In double[] weights);
    }

    @Test
    void takesAnInterfaceOfThePrograms() throws IOException {
        Files.writeString(source, """
                double norm(const Point *p, const hl_float64_view *weights) {
                    return p->x * AT(weights, 0) + p->y * AT(weights, 1);
                }
                """);
        String[] own = {"--interface", Points.class.getName(), "--class-path", folder.toString()};
        assertThat(notes(annotate(own).out(), 1))
                .contains(
                        "Java: critical transition: no garbage collection can begin until C returns",
                        "Java: parameter 1: its 2 fields are copied into a struct of 16 bytes");
        own[1] = "demo.None";
        assertThat(annotate(own).err())
                .isEqualTo("hotloop: there is no class demo.None in " + folder + System.lineSeparator());
    }

    @Test
    void linesThatTheSourceDoesNotHaveAreLeftOut() throws IOException {
        Files.writeString(source, "double twice(double x) {\n#line 1000\n    return 2 * x;\n}\n");
        var result = annotate();
        assertThat(result.err()).isEmpty();
        assertThat(notes(result.out(), 1)).anyMatch(note -> note.startsWith("Java: ordinary transition"));
    }

    @Test
    void printsMachineCode() {
        assertThat(annotate("--fast").out()).doesNotContain("vmulpd");
        assertThat(notes(annotate("--fast", "--asm").out(), 6))
                .contains("scale:")
                .anyMatch(line -> line.matches(" *[0-9a-f]+  vmovupd .*PTR \\[.*\\],ymm\\d+"));
    }

    @Test
    void thePageIsCompleteInItself() throws IOException {
        Path page = folder.resolve("view.html");
        var result = annotate("--fast", "-o", page.toString());
        assertThat(result.out()).isEqualTo(page + ": 13 lines, 1 vectorised, 2 missed" + System.lineSeparator());
        String html = Files.readString(page);
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains(
                        "<title>k.c</title>",
                        "#include &lt;math.h&gt;",
                        "i &lt; x-&gt;size",
                        "vmulpd ",
                        "prefers-color-scheme")
                .contains("loop vectorized using 32 byte vectors", "described in 3 + 2 × rank words")
                .doesNotContain("@TITLE@", "@BODY@", "<math", "--heat:")
                .doesNotContainPattern("https?:|src=|href=|url\\(|@import");
    }

    @Test
    void answersInJson() throws IOException {
        var result = annotate("--fast", "--json");
        Map<String, Object> document = JSON.std.mapFrom(result.out());
        assertThat(document).containsEntry("checked", false);
        assertThat(result.out())
                .contains("\"kind\" : \"VECTORISED\"", "\"loop vectorized using 32 byte vectors", "\"steps\"");
    }

    @Test
    void costsComeFromCallgrind() throws IOException {
        Path measured = Files.writeString(folder.resolve("callgrind.out.1"), """
                events: Ir
                fl=(1) /elsewhere/k.c
                fn=(1) scale
                5 25
                +1 75
                fl=(2) /elsewhere/main.c
                fn=(2) main
                3 100
                """);
        var result = annotate("--fast", "--callgrind", measured.toString());
        assertThat(result.out())
                .contains("% of the 100 Ir of these lines, which are 50.0 % of the program's")
                .containsPattern("(?m)^ 25.0%     5 V ")
                .containsPattern("(?m)^ 75.0%     6 \\+ ");
        Path page = folder.resolve("view.html");
        annotate("--fast", "--callgrind", measured.toString(), "-o", page.toString());
        assertThat(page).content().contains("style=\"--heat:1.000\"", "style=\"--heat:0.333\"", "75.0 %");
    }

    @Test
    void costsComeFromPerf() throws IOException {
        String offset = notes(annotate("--fast", "--asm").out(), 6).stream()
                .filter(line -> line.contains("vmovupd"))
                .map(line -> line.strip().split(" ")[0])
                .findFirst()
                .orElseThrow();
        Path measured = Files.writeString(folder.resolve("perf.txt"), """
                    7f00aa01 scale+0x%s (/home/me/.cache/kernels.so)
                    7f00aa02 scale+0xfffff (/home/me/.cache/kernels.so)
                    7f00aa03 [unknown] ([unknown])
                    7f00aa04 main+0x10 (/bin/java)
                """.formatted(offset));
        var result = annotate("--fast", "--perf", measured.toString());
        assertThat(result.out())
                .contains("% of the 1 samples of these lines, which are 25.0 % of the program's")
                .containsPattern("(?m)^100.0%     6 \\+ ");
        assertThat(result.err())
                .isEqualTo(
                        "hotloop: 1 samples of these functions are of no instruction here: what ran was compiled from"
                                + " another source, or with other options" + System.lineSeparator());
    }

    @Test
    void notesOfHeadersStandThere() throws IOException {
        Path header = Files.writeString(folder.resolve("parts.h"), """
                static inline void fill(double *x, int64_t n, double by) {
                    for (int64_t i = 0; i < n; i++) {
                        x[i] *= by;
                    }
                }
                """);
        Files.writeString(source, "#include \"parts.h\"\nvoid f(hl_float64_array *x) { fill(x->data, x->size, 3); }\n");
        var result = annotate(header.toString(), "--fast");
        assertThat(result.out()).contains("\nk.c\n", "\nparts.h\n");
        assertThat(notes(result.out().substring(result.out().indexOf("\nparts.h\n")), 2))
                .anyMatch(note -> note.startsWith("vectorised, 32-") && note.endsWith(" (inlined into f, line 2)"));
    }

    @Test
    void withoutObjdumpThereIsNoMachineCode() throws IOException, InterruptedException {
        Path objdump = Files.writeString(folder.resolve("objdump"), "#!/bin/sh\necho broken >&2\nexit 3\n");
        assertThat(objdump.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = CommandLineRun.builder("annotate", source.toString(), "--fast");
        builder.environment().compute("PATH", (name, path) -> folder + ":" + path);
        var result = CommandLineRun.finish(builder.start());
        assertThat(result.err())
                .isEqualTo("hotloop: there is no machine code: objdump failed: broken" + System.lineSeparator());
        assertThat(result.code()).isZero();
        assertThat(notes(result.out(), 6)).containsExactly("+", "inlined square");
        assertThat(result.out()).contains("\nvoid scale(double by, NdArray x, NdArray y)\n         | Java: ");
    }

    @Test
    void whatCannotBeIsSaid() throws IOException {
        Path page = folder.resolve("view.html");
        Path bad = Files.writeString(folder.resolve("bad.c"), "double f(double x) {\n    return y;\n}\n");
        var result = CommandLineRun.run("annotate", bad.toString(), "-o", page.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("hotloop: bad.c does not compile:\n")
                .contains("bad.c:2:12: error: ");
        assertThat(page).doesNotExist();

        Path none = folder.resolve("none");
        assertThat(CommandLineRun.run("annotate", none + ".c").err())
                .isEqualTo("hotloop: " + none + ".c does not exist" + System.lineSeparator());
        assertThat(annotate("--perf", none.toString()).err())
                .isEqualTo("hotloop: " + none + " does not exist" + System.lineSeparator());
        assertThat(annotate("--perf", bad.toString()).err()).contains("bad.c has no cost of these sources' lines");
        assertThat(annotate("--callgrind", bad.toString()).err()).contains("bad.c is no file of callgrind's");
        assertThat(annotate("--callgrind", "a", "--perf", "b").code()).isEqualTo(2);

        Path clang = Files.writeString(folder.resolve("clang"), "#!/bin/sh\n");
        assertThat(clang.toFile().setExecutable(true)).isTrue();
        assertThat(annotate("--compiler", clang.toString()).err()).contains("gcc does, name one by --compiler");
    }
}
