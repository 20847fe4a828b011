package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hotloop shell} through pipes and with files: what it prints, to the letter, and how it ends. */
class ShellCommandTest {
    private static final String TIMES = "[0-9.]+ (ns|µs|ms|s)";

    @TempDir
    private Path folder;

    /** In this JVM; {@code printed} is what snippets wrote to System.out. */
    private record Session(int code, String out, String err, String printed) {
        static Session of(String input, String... arguments) {
            InputStream in = System.in;
            PrintStream out = System.out;
            var printed = new ByteArrayOutputStream();
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(printed, false, StandardCharsets.UTF_8));
            try {
                String[] line = new String[arguments.length + 1];
                line[0] = "shell";
                System.arraycopy(arguments, 0, line, 1, arguments.length);
                var result = CommandLineRun.run(line);
                return new Session(result.code(), result.out(), result.err(), printed.toString(StandardCharsets.UTF_8));
            } finally {
                System.setIn(in);
                System.setOut(out);
            }
        }
    }

    @Test
    void valuesArePrintedAsJShellDoes() {
        var session = Session.of("""
                1 + 2
                var a = NdArray.of(1.0, 4.0, 9.0)
                Nd.sqrt(a)
                $2.sum()
                int twice(int x) {
                    return 2 * x;
                }

                twice($1); String name = "n\\u00e9e"
                a = a.add(1)
                name.length() // a remark
                // nothing
                record Point(double x, double y) {}
                new Point(1, 2).x()
                for (int i = 0; i < 2; i++) {
                    println(i);
                }
                new double[2]
                new double[1000].length
                Arena.global() == null
                double later() { return missing; }
                """);
        assertThat(session.err()).isEmpty();
        assertThat(session.code()).isZero();
        assertThat(session.printed()).isEqualToNormalizingNewlines("0\n1\n");
        assertThat(session.out()).isEqualToNormalizingNewlines("""
                        $1 ==> 3
                        a ==> NdArray float64[3] [1.0 4.0 9.0]
                        $2 ==> NdArray float64[3] [1.0 2.0 3.0]
                        $3 ==> NdArray float64[] 6.0
                        created method twice(int)
                        $4 ==> 6
                        name ==> "née"
                        a ==> NdArray float64[3] [ 2.0  5.0 10.0]
                        $5 ==> 3
                        created record Point
                        $6 ==> 1.0
                        $7 ==> double[2] { 0.0, 0.0 }
                        $8 ==> 1000
                        $9 ==> false
                        created method later(), usable when declared: variable missing
                        """);
    }

    @Test
    void errorsMarkTheirPlaceAndTheSessionGoesOn() {
        var session = Session.of("""
                int x = 3
                x + y
                int z = 1; int text = "a";
                double[] three = new double[3]
                void fail(int i) {
                    three[i] = 0;
                }
                fail(7)
                NdArray.zeros(3).add(NdArray.zeros(2))
                throw new Exception("outer", new IllegalStateException("inner"))
                double f(int n) { return g(n); }
                f(1)
                x + z
                int w = (
                """);
        assertThat(session.code()).isEqualTo(1);
        assertThat(session.err()).isEqualToNormalizingNewlines("""
                        stdin:2:5: error: cannot find symbol: variable y
                            x + y
                                ^
                        stdin:3:23: error: incompatible types: java.lang.String cannot be converted to int
                            int z = 1; int text = "a";
                                                  ^
                        ArrayIndexOutOfBoundsException: Index 7 out of bounds for length 3
                            at fail (stdin:6)
                            at stdin:8
                        """ + traceOfBroadcast(session.err()) + """
                            at stdin:9
                        Exception: outer
                            at stdin:10
                            caused by IllegalStateException: inner
                            at stdin:10
                        stdin:12: error: f needs method g(int)
                        stdin:14:10: error: reached end of file while parsing
                            int w = (
                                     ^
                        """);
        assertThat(session.out()).endsWith("$3 ==> 4" + System.lineSeparator());
    }

    @Test
    void longEntriesAndLongTraces() {
        var session = Session.of("""
                int x =
                    1
                if (x > 3)
                    println("big");
                else
                    println("small");
                if (x == 1) println("one")
                x
                int deep(int n) { return n == 0 ? 1 / n : deep(n - 1) + 1; }
                deep(100)
                """);
        assertThat(session.printed()).isEqualToNormalizingNewlines("small\none\n");
        assertThat(session.out()).isEqualToNormalizingNewlines("x ==> 1\nx ==> 1\ncreated method deep(int)\n");
        assertThat(session.err()).isEqualToNormalizingNewlines("""
                        ArithmeticException: / by zero
                            at deep (stdin:9)
                            at deep (stdin:9)
                            at deep (stdin:9)
                            at deep (stdin:9)
                            at deep (stdin:9)
                            at deep (stdin:9)
                            … 95 more
                            at stdin:10
                        """);
    }

    /** The first frame is Hotloop's own, and moves with its source. */
    private static String traceOfBroadcast(String err) {
        return err.lines()
                .dropWhile(
                        line -> !line.startsWith("IllegalArgumentException: shapes (3,) and (2,) cannot be broadcast"))
                .limit(2)
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    @Test
    void functionsOfACellAreMethods() {
        var session = Session.of("""
                /c
                #include <math.h>
                static double square(double x) { return x * x; }
                void norms(const hl_float64_view *r, hl_float64_array *out) {
                    RANGE(i, LEN(r, 0)) { AT(out, i) = sqrt(square(AT(r, i, 0)) + square(AT(r, i, 1))); }
                }
                int answer(void) { return 42; }
                /end
                NdArray out = NdArray.zeros(2)
                norms(NdArray.of(new double[][] {{3, 4}, {5, 12}}), out)
                out
                answer() + cell1.answer()
                /c
                int answer(int plus) { int unused; return 43 + plus; }
                /end
                answer(1)
                answer()
                norms(out, NdArray.zeros(2))
                """);
        assertThat(session.out()).isEqualToNormalizingNewlines("""
                        created void norms(NdArray r, NdArray out)
                        created int answer()
                        out ==> NdArray float64[2] [0.0 0.0]
                        out ==> NdArray float64[2] [ 5.0 13.0]
                        $1 ==> 84
                        created int answer(int plus)
                        $2 ==> 44
                        """);
        assertThat(session.err())
                .startsWith("cell2.c:1:28: warning: unused variable 'unused'")
                .contains(
                        "stdin:17:1: error: method answer cannot be applied to given types: required: int, found: no arguments,")
                .contains("IllegalArgumentException: cell1.c:4: 2 indices or axes of an array of rank 1")
                .contains("at stdin:18");
        assertThat(session.code()).isEqualTo(1);
    }

    @Test
    void aCellThatDoesNotCompileChangesNothing() {
        var session = Session.of("""
                double f(double x) { return x; }
                /c
                double f(double x) {
                    return y;
                }
                /end
                f(3)
                /c
                struct node { int i; };
                void walk(struct node *first) { first->i = 1; }
                /end
                /c
                /end
                /c nowhere.c
                /vars
                /c
                double g(double x) { return x; }
                """);
        assertThat(session.err())
                .startsWith("cell1.c does not compile:\n")
                .contains("cell1.c:2:12: error: 'y' undeclared", "|     return y;\n", "|            ^\n")
                .contains("stdin:8: error: no function of cell1.c can be called from Java")
                .contains("walk is left out")
                .contains("stdin:14: error: nowhere.c does not exist")
                .contains("stdin:16: error: /c needs C in the lines below, and a line /end");
        assertThat(session.out()).isEqualToNormalizingNewlines("""
                        created method f(double)
                        $1 ==> 3.0
                        double $1 = 3.0
                        """);
    }

    @Test
    void cOfAFileAndOneLine() throws IOException {
        Files.writeString(folder.resolve("two.h"), "#define TWO 2\n");
        Path file = Files.writeString(
                folder.resolve("twice.c"), "#include \"two.h\"\ndouble twice(double x) { return TWO * x; }\n");
        var session = Session.of("/c " + file + "\n" + """
                twice(21)
                /ufunc double f(double x, double y) = x > y ? sqrt(x) : y
                f.apply(NdArray.of(1.0, 16.0), 5)
                f(NdArray.of(1.0, 25.0), 5)
                Expression.compile("2 * f(x, y)", f).evaluate(Map.of("x", NdArray.of(9.0), "y", 1.0))
                /ufunc double g(double x) = z
                /ufunc nothing
                """);
        assertThat(session.out()).isEqualToNormalizingNewlines("""
                        created double twice(double x)
                        $1 ==> 42.0
                        created Ufunc f
                        $2 ==> NdArray float64[2] [5.0 4.0]
                        $3 ==> NdArray float64[2] [5.0 5.0]
                        $4 ==> NdArray float64[1] [6.0]
                        """);
        assertThat(session.err())
                .contains("error: 'z' undeclared")
                .contains("stdin:8: error: /ufunc needs a declaration, '=' and an expression");
    }

    @Test
    void timesSnippets() {
        var session = Session.of("""
                int calls = 0
                int count() { return calls++; }
                /timeit -n 20 -r 3 count()
                calls
                /timeit -n 2 -r1 println(calls)
                /timeit -n 2 -r 1 for (int i = 0; i < 3; i++) {
                    count();
                }
                calls
                /timeit -n 2 -r 1 nothing(1)
                /timeit -n 2 -r 1 calls / 0
                /timeit
                /timeit -n x 1
                /timeit -n 0 1
                calls + 1
                """);
        assertThat(session.printed()).isEqualToNormalizingNewlines("60\n60\n");
        assertThat(session.out().replaceAll(TIMES, "T").replaceAll(TIMES, "T")).isEqualToNormalizingNewlines("""
                        calls ==> 0
                        created method count()
                        T ± T per loop (mean ± std. dev. of 3 runs, 20 loops each)
                        best T, user T, system T
                        calls ==> 60
                        T ± T per loop (mean ± std. dev. of 1 run, 2 loops each)
                        best T, user T, system T
                        T ± T per loop (mean ± std. dev. of 1 run, 2 loops each)
                        best T, user T, system T
                        calls ==> 66
                        $1 ==> 67
                        """);
        assertThat(session.err()).isEqualToNormalizingNewlines("""
                        stdin:10:1: error: cannot find symbol: method nothing(int)
                            nothing(1)
                            ^
                        ArithmeticException: / by zero
                            at stdin:11
                        stdin:12: error: there is nothing to run
                        stdin:13: error: 'x' is no number
                        stdin:14: error: loops is 0: it is at least 1
                        """);
    }

    @Test
    void tellsWhereTheTimeGoes() {
        var session = Session.of("""
                double spin(double x) {
                    for (int i = 1; i < 5_000_000; i++) {
                        x += 1.0 / i;
                    }
                    return x;
                }
                /prun spin(1)
                /lprun spin(
                        1)
                /prun nothing
                /lprun
                """);
        assertThat(session.out())
                .containsPattern(
                        "[0-9.]+ s of processor time in [0-9.]+ s, [0-9,]+ loops?\\R   self   total  method\\R")
                .containsPattern("\\R +[0-9.]+% +[0-9.]+%  spin\\R")
                .containsPattern("\\R +  double spin\\(double x\\) \\{\\R")
                .containsPattern("\\R +[0-9.]+%      (for|    x \\+=) .*\\R")
                .doesNotContain("SnippetProfile", "REPL");
        assertThat(session.err()).isEqualToNormalizingNewlines("""
                        stdin:10:1: error: cannot find symbol: variable nothing
                            nothing
                            ^
                        stdin:11: error: there is nothing to run
                        """);
    }

    @Test
    void otherCommands() throws IOException {
        Path saved = folder.resolve("saved.jsh");
        var session = Session.of("""
                int one = 1
                int two() { return 2; }
                /vars
                /methods
                /drop one
                /drop nothing
                one
                /save %s
                /list
                /what
                /help
                """.formatted(saved));
        assertThat(session.out()).startsWith("""
                        one ==> 1
                        created method two()
                        int one = 1
                        int two()
                        int one = 1
                        int two() { return 2; }
                        /timeit [-n N] [-r R] CODE""".replace("\n", System.lineSeparator()));
        assertThat(session.err()).isEqualToNormalizingNewlines("""
                        stdin:6: error: there is nothing named nothing
                        stdin:7:1: error: cannot find symbol: variable one
                            one
                            ^
                        stdin:10: error: there is no command /what: there are /timeit /prun /lprun /c /ufunc /vars /methods /list\
                         /drop /open /save /help /exit
                        """);
        assertThat(saved).content().isEqualTo("int one = 1\nint two() { return 2; }\n");
        assertThat(Session.of("/open " + saved + "\none + two()\n").out())
                .isEqualTo("$1 ==> 3" + System.lineSeparator());
    }

    @Test
    void exitEndsItWithACode() {
        assertThat(Session.of("int a = 1\n/exit\nint b = 2\n"))
                .isEqualTo(new Session(0, "a ==> 1" + System.lineSeparator(), "", ""));
        assertThat(Session.of("nothing\n/exit 7\n").code()).isEqualTo(7);
        assertThat(Session.of("").code()).isZero();
    }

    @Test
    void aFileIsAScript() throws IOException {
        Path script = Files.writeString(folder.resolve("script.jsh"), """
                #!/usr/bin/env hotloop
                int x = 20;
                /c
                int twice(int x) { return 2 * x; }
                /end
                println(twice(x) + 2);
                x + nothing
                println("not reached");
                """);
        var session = Session.of("x = 1\n", script.toString());
        assertThat(session.code()).isEqualTo(1);
        assertThat(session.printed()).isEqualToNormalizingNewlines("42\n");
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).isEqualToNormalizingNewlines(script + """
                        :7:5: error: cannot find symbol: variable nothing
                            x + nothing
                                ^
                        """);
        Path good = Files.writeString(folder.resolve("good.jsh"), "int x = 5;\nx\n");
        assertThat(Session.of("x + 1\n", good.toString())).isEqualTo(new Session(0, "", "", ""));
        assertThat(Session.of("x + 1\n", "-i", good.toString()))
                .isEqualTo(new Session(0, "$1 ==> 6" + System.lineSeparator(), "", ""));
        assertThat(Session.of("", folder.resolve("none.jsh").toString()).err())
                .isEqualTo("hotloop: " + folder.resolve("none.jsh") + " does not exist" + System.lineSeparator());
    }

    /** Values and what snippets print go to one pipe, in their order. */
    @Test
    void outputKeepsItsOrder() throws Exception {
        Process process = CommandLineRun.start("shell");
        try (var in = process.getOutputStream()) {
            in.write("1\nprintln(2)\n3\nSystem.out.print(\"4 \")\n5\n".getBytes(StandardCharsets.UTF_8));
        }
        var result = CommandLineRun.finish(process);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualToNormalizingNewlines("$1 ==> 1\n2\n$2 ==> 3\n4 $3 ==> 5\n");
        assertThat(result.code()).isZero();
    }
}
