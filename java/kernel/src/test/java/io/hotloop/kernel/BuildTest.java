package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import io.hotloop.Index;
import io.hotloop.NdArray;
import io.hotloop.Threads;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sources are compiled: modes, directives, several files, other compilers and languages, and what may go wrong. */
class BuildTest {
    interface Reader {
        double at(@In NdArray a, long i);
    }

    private static final String READER = "double at(const hl_float64_view *a, int64_t i) { return AT(a, i); }";

    private static <K> K compile(Class<K> type, KernelSource source) {
        return Kernels.compile(MethodHandles.lookup(), type, source);
    }

    /** Off the heap also where the library is off: neighbours are then where a view's strides lead. */
    private static final NdArray FIVE =
            NdArray.zeros(Arena.ofAuto(), DType.FLOAT64, 5).addInPlace(NdArray.arange(5));

    @Nested
    class Modes {
        @Test
        void checkedTestsEachIndex() {
            Reader reader = compile(Reader.class, KernelSource.of(READER));
            assertThat(reader.at(FIVE, 4)).isEqualTo(4);
            assertThatThrownBy(() -> reader.at(FIVE, 5))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("kernel.c:1: index 5 is outside axis 0 of length 5, in Reader.at");
            assertThatThrownBy(() -> reader.at(FIVE, -1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> reader.at(FIVE, Long.MIN_VALUE)).isInstanceOf(IndexOutOfBoundsException.class);
        }

        @Test
        void fastTestsNone() {
            Reader reader = compile(Reader.class, KernelSource.of(READER).mode(Mode.FAST));
            // Outside of the view, inside of its memory.
            NdArray middle = FIVE.get(Index.range(1, 3));
            assertThat(reader.at(middle, -1)).isEqualTo(0);
            assertThat(reader.at(middle, 3)).isEqualTo(4);
        }

        interface Sink {
            double sum(@In NdArray a, @Out NdArray out, long n);
        }

        @Test
        void theFirstErrorIsKeptAndLoopsEnd() {
            Sink sink = compile(Sink.class, KernelSource.of("""
                    double sum(const hl_float64_view *a, hl_float64_array *out, int64_t n) {
                        double sum = 0;
                        RANGE(i, n) {
                            sum += AT(a, i);
                            AT(out, i) += 1;
                            AT(out, 0) = i;
                        }
                        return sum;
                    }
                    """));
            NdArray out = NdArray.zeros(Arena.ofAuto(), DType.FLOAT64, 7);
            assertThatThrownBy(() -> sink.sum(FIVE, out, 1_000_000_000_000L))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("kernel.c:4: index 5 is outside axis 0 of length 5");
            // The iteration with the error was the last one, and went on to its end.
            assertThat(out.toDoubleArray()).containsExactly(5, 1, 1, 1, 1, 1, 0);
        }

        interface Divide {
            int div(int a, int b);

            long mod(long a, long b);

            @Symbol("udiv")
            char div(char a, char b);

            void divideAll(@InOut(dtype = DType.INT32) NdArray a, @In(dtype = DType.INT32) NdArray by);
        }

        @Test
        void integersDivideAsInJava() {
            Divide divide = compile(Divide.class, KernelSource.of("""
                    int32_t div(int32_t a, int32_t b) { return DIV(a, b); }
                    int64_t mod(int64_t a, int64_t b) { return MOD(a, b); }
                    uint16_t udiv(uint16_t a, uint16_t b) { return DIV((uint32_t) a, (uint32_t) b); }
                    void divideAll(hl_int32_array *a, const hl_int32_view *by) {
                        PRANGE(i, LEN(a, 0)) {
                            AT(a, i) = DIV(AT(a, i), AT(by, i));
                        }
                    }
                    """));
            int[] values = {0, 1, -1, 7, -7, Integer.MIN_VALUE, Integer.MAX_VALUE};
            for (int a : values) {
                for (int b : values) {
                    if (b != 0) {
                        assertThat(divide.div(a, b)).isEqualTo(a / b);
                        assertThat(divide.mod(a, b)).isEqualTo((long) a % b);
                    }
                }
                assertThatThrownBy(() -> divide.div(a, 0))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessage("kernel.c:1: division by 0, in Divide.div");
                assertThatThrownBy(() -> divide.mod(a, 0)).isInstanceOf(ArithmeticException.class);
            }
            assertThat(divide.mod(Long.MIN_VALUE, -1)).isZero();
            assertThat(divide.div((char) 65535, (char) 65535)).isEqualTo((char) 1);
            NdArray zeros = NdArray.zeros(DType.INT32, 1000);
            assertThatThrownBy(() -> divide.divideAll(zeros, zeros)).isInstanceOf(ArithmeticException.class);
        }

        @Test
        void aBlockMayBeWithoutChecksAndAFile() {
            NdArray middle = FIVE.get(Index.range(1, 3));
            Reader block = compile(Reader.class, KernelSource.of("""
                    double at(const hl_float64_view *a, int64_t i) {
                        if (i == 3) {
                            HL_CHECKS_OFF;
                            return AT(a, i);
                        }
                        return AT(a, i);
                    }
                    """));
            assertThat(block.at(middle, 3)).isEqualTo(4);
            assertThatThrownBy(() -> block.at(middle, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            KernelSource file = KernelSource.of("// hotloop: checks=off\n" + READER);
            assertThat(compile(Reader.class, file).at(middle, 3)).isEqualTo(4);
            // What the caller says is stronger than what the file says.
            assertThatThrownBy(
                            () -> compile(Reader.class, file.mode(Mode.CHECKED)).at(middle, 3))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> compile(Reader.class, KernelSource.of("\n// hotloop: cheks=off\n" + READER)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("kernel.c:2: \"cheks=off\" is no directive");
        }

        interface Fused {
            double fused(double a, double b, double c);
        }

        @Test
        void contractionIsOffUnlessAskedFor() {
            String source = "double fused(double a, double b, double c) { return a * b + c; }";
            double a = 1 + 0x1p-30;
            double c = -1 - 0x1p-29;
            assertThat(compile(Fused.class, KernelSource.of(source)).fused(a, a, c))
                    .isZero();
            double once = hasFma() ? 0x1p-60 : 0;
            assertThat(compile(Fused.class, KernelSource.of(source).contraction(true))
                            .fused(a, a, c))
                    .isEqualTo(once);
            assertThat(compile(Fused.class, KernelSource.of("HL_CONTRACT " + source))
                            .fused(a, a, c))
                    .isEqualTo(once);
            assertThat(compile(Fused.class, KernelSource.of("// hotloop: contraction=on\n" + source))
                            .fused(a, a, c))
                    .isEqualTo(once);
        }

        private boolean hasFma() {
            try {
                return Files.readString(Path.of("/proc/cpuinfo")).contains(" fma ");
            } catch (IOException e) {
                return false;
            }
        }

        @Test
        void portableTargetsAndNoOpenMp() {
            Reader portable = compile(
                    Reader.class, KernelSource.of(READER).target("x86-64-v2").openMp(false));
            assertThat(portable.at(FIVE, 3)).isEqualTo(3);
            assertThat(Kernels.info(portable).command())
                    .contains("-march=x86-64-v2")
                    .doesNotContain("-fopenmp");
            assertThatThrownBy(
                            () -> compile(Reader.class, KernelSource.of(READER).target("x86-64-v99")))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("x86-64-v99");
        }
    }

    interface Team {
        int threads();

        void mark(@Out(dtype = DType.INT32) NdArray a);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void asManyThreadsAsHotloopUses(int count) {
        Team team = compile(Team.class, KernelSource.of("""
                #include <omp.h>
                int32_t threads(void) {
                    int32_t most = 0;
                    PRANGE(i, 100, reduction(max : most)) { most = omp_get_num_threads(); }
                    return most;
                }
                void mark(hl_int32_array *a) {
                    PRANGE(i, LEN(a, 0)) { AT(a, i) = omp_get_num_threads(); }
                }
                """));
        NdArray marks = NdArray.zeros(DType.INT32, 100);
        int used = Threads.with(count, () -> {
            team.mark(marks);
            return team.threads();
        });
        assertThat(used).isEqualTo(count);
        assertThat(marks.min().getLong()).isEqualTo(count);
    }

    @Test
    void errorsOfThreadsThatTheKernelStartsAreNotLost() {
        Reader reader = compile(Reader.class, KernelSource.of("""
                double at(const hl_float64_view *a, int64_t i) {
                    double sum = 0;
                    #pragma omp parallel for reduction(+ : sum) num_threads(4)
                    for (int64_t k = 0; k < i; k++) {
                        sum += DIV(k, k - 3 < 0 ? 1 : k - 3);
                    }
                    return sum;
                }
                """));
        assertThat(reader.at(FIVE, 3)).isEqualTo(3);
        assertThatThrownBy(() -> reader.at(FIVE, 4)).isInstanceOf(ArithmeticException.class);
        assertThat(reader.at(FIVE, 3)).isEqualTo(3);
    }

    @Test
    void errorsInFunctionsThatTheThreadsCallAreTheCalls() {
        Reader reader = compile(Reader.class, KernelSource.of("""
                static int64_t divide(int64_t a, int64_t b) { return DIV(a, b); }
                double at(const hl_float64_view *a, int64_t i) {
                    int64_t sum = 0;
                    PRANGE(k, 1000, schedule(dynamic) reduction(+ : sum)) { sum += divide(k, i); }
                    return sum;
                }
                """));
        assertThat(reader.at(FIVE, 1)).isEqualTo(499_500);
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> Threads.with(4, () -> reader.at(FIVE, 0))).isInstanceOf(ArithmeticException.class);
            assertThat(reader.at(FIVE, 1)).isEqualTo(499_500); // no error was left behind
        }
    }

    @Test
    void errorsOfSeveralCallersDoNotMix() throws Exception {
        Reader reader = compile(Reader.class, KernelSource.of(READER));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 64)
                    .<Callable<Integer>>mapToObj(caller -> () -> {
                        for (int i = 0; i < 500; i++) {
                            if (caller % 2 == 0) {
                                assertThat(reader.at(FIVE, i % 5)).isEqualTo(i % 5);
                            } else {
                                int index = 5 + caller;
                                assertThatThrownBy(() -> reader.at(FIVE, index))
                                        .isInstanceOf(IndexOutOfBoundsException.class)
                                        .hasMessageContaining("index " + index + " ");
                            }
                        }
                        return caller;
                    })
                    .toList();
            for (var done : executor.invokeAll(calls)) {
                done.get();
            }
        }
    }

    @Nested
    class Sources {
        interface Math2 {
            double cube(double x);

            double fourth(double x);
        }

        @Test
        void mayBeSeveralWithHeadersAndLibraries(@TempDir Path folder) throws IOException {
            Files.writeString(folder.resolve("shared.h"), "#define SQUARE(x) ((x) * (x))\n");
            Path cube = folder.resolve("cube.c");
            Files.writeString(cube, "#include \"shared.h\"\ndouble cube(double x) { return SQUARE(x) * x; }\n");
            KernelSource source = KernelSource.file(cube)
                    .add("power.h", "double square(double x);\n")
                    .add("fourth.c", "#include \"power.h\"\ndouble fourth(double x) { return square(square(x)); }\n")
                    .add("square.c", "double square(double x) { return x * x; }\n")
                    .link("m")
                    .flag("-DUNUSED=1");
            Math2 math = compile(Math2.class, source);
            assertThat(math.cube(3)).isEqualTo(27);
            assertThat(math.fourth(3)).isEqualTo(81);
            assertThat(Kernels.info(math).isCached()).isFalse();
            assertThat(Kernels.info(compile(Math2.class, source)).isCached()).isTrue();
            // A header that is no source of its own counts, too.
            Files.writeString(folder.resolve("shared.h"), "#define SQUARE(x) (-(x) * (x))\n");
            Math2 changed = compile(Math2.class, source);
            assertThat(Kernels.info(changed).isCached()).isFalse();
            assertThat(changed.cube(3)).isEqualTo(-27);
            assertThat(math.cube(3)).isEqualTo(27);
        }

        @Test
        void mayBeResources() throws IOException {
            Reader reader = compile(Reader.class, KernelSource.resource(BuildTest.class, "reader.c"));
            assertThat(reader.at(FIVE, 2)).isEqualTo(2);
            assertThatThrownBy(() -> KernelSource.resource(BuildTest.class, "absent.c"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no resource absent.c for io.hotloop.kernel.BuildTest");
        }

        interface Exp {
            double exp(double x);

            @Symbol("my_log")
            void log(@InOut NdArray x);
        }

        @Test
        void aKernelMayBeCalledExp() {
            Exp exp = compile(Exp.class, KernelSource.of("""
                    double exp(double x) { return x < 0 ? -1 : x; }
                    void my_log(hl_float64_array *x) { RANGE(i, LEN(x, 0)) { AT(x, i) = exp(2.0); } }
                    """));
            assertThat(exp.exp(-3)).isEqualTo(-1);
            NdArray x = NdArray.zeros(1);
            exp.log(x);
            assertThat(x.getDouble(0)).isEqualTo(2);
        }

        @Test
        void mayBeCpp() {
            KernelSource source = KernelSource.of("kernel.cpp", """
                    #include <algorithm>
                    extern "C" double at(const hl_float64_view *a, int64_t i) {
                        double largest = 0;
                        PRANGE(k, LEN(a, 0), reduction(max : largest)) { largest = std::max(largest, AT(a, k)); }
                        return largest + AT(a, i);
                    }
                    """);
            if (!hasCpp()) {
                assertThatThrownBy(() -> compile(Reader.class, source))
                        .isInstanceOf(CompileException.class)
                        .hasMessageContaining("has no C++: install it");
                return;
            }
            Reader reader = compile(Reader.class, source);
            assertThat(reader.at(FIVE, 1)).isEqualTo(5);
            assertThatThrownBy(() -> reader.at(FIVE, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        }

        private boolean hasCpp() {
            try {
                Process process = new ProcessBuilder("gcc", "-x", "c++", "-fsyntax-only", "-")
                        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                        .redirectErrorStream(true)
                        .start();
                return process.waitFor() == 0;
            } catch (IOException | InterruptedException e) {
                return false;
            }
        }

        @Test
        void namesAreChecked() {
            for (String name : new String[] {"../kernel.c", "a b.c", "", "kernel", "/etc/passwd.c", "-x.c"}) {
                assertThatThrownBy(() -> KernelSource.of(name, ""))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("\"" + name + "\" is no name for a source");
            }
            KernelSource source = KernelSource.of("");
            assertThatThrownBy(() -> source.add("kernel.c", "")).hasMessage("there are two sources kernel.c");
            assertThatThrownBy(() -> source.link("m -shared")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> source.target("native -O0")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> source.flag("x.c")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> compile(Reader.class, KernelSource.of("a.h", READER)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no source for Reader but headers");
        }
    }

    @Nested
    class Prebuilt {
        interface Same {
            double at(@In NdArray values, long index);
        }

        interface Other {
            double at(@In NdArray a, int i);
        }

        @Test
        void isLoadedWithoutACompiler(@TempDir Path folder) throws IOException {
            Path library = folder.resolve("libreader.so");
            KernelInfo info =
                    Kernels.build(Reader.class, KernelSource.of(READER).target("x86-64-v2"), library);
            assertThat(info.library()).isEqualTo(library);
            assertThat(info.command()).contains("-march=x86-64-v2").doesNotContain("-march=native");
            Path plain = Files.createFile(folder.resolve("plain"));
            assertThat(Files.getPosixFilePermissions(library)).isEqualTo(Files.getPosixFilePermissions(plain));
            Files.delete(plain);
            Reader reader = Kernels.load(MethodHandles.lookup(), Reader.class, library);
            assertThat(reader.at(FIVE, 4)).isEqualTo(4);
            assertThatThrownBy(() -> reader.at(FIVE, 5)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(Kernels.info(reader).library()).isEqualTo(library);
            assertThat(Kernels.load(MethodHandles.lookup(), Same.class, library).at(FIVE, 3))
                    .isEqualTo(3);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(library);
            }
        }

        @Test
        void isRefusedWhereItDoesNotFit(@TempDir Path folder) throws IOException {
            Path library = folder.resolve("libreader.so");
            Kernels.build(Reader.class, KernelSource.of(READER), library);
            assertThatThrownBy(() -> Kernels.load(MethodHandles.lookup(), Other.class, library))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was built for another interface than")
                    .hasMessageContaining("Other");
            assertThatThrownBy(() -> Kernels.load(MethodHandles.lookup(), Reader.class, folder.resolve("none.so")))
                    .isInstanceOf(UnsatisfiedLinkError.class)
                    .hasMessageContaining("none.so");
            Path text = Files.writeString(folder.resolve("text.so"), "text");
            assertThatThrownBy(() -> Kernels.load(MethodHandles.lookup(), Reader.class, text))
                    .isInstanceOf(UnsatisfiedLinkError.class)
                    .hasMessageContaining("too short for a library");
            byte[] content = Files.readAllBytes(library);
            Path cut = Files.write(folder.resolve("cut.so"), Arrays.copyOf(content, content.length / 2));
            assertThatThrownBy(() -> Kernels.load(MethodHandles.lookup(), Reader.class, cut))
                    .isInstanceOf(UnsatisfiedLinkError.class)
                    .hasMessageContaining("cut off");
            assertThatThrownBy(() -> Kernels.build(Reader.class, KernelSource.of(READER), folder.resolve("no/x.so")))
                    .isInstanceOf(IOException.class);
        }

        @Test
        void anInterfaceIsMadeFromC() throws IOException {
            KernelInterface made = KernelSource.of("""
                            #include <stddef.h>
                            static int hidden(void) { return 1; }
                            bool a(bool x, int8_t b, int16_t c, uint16_t d, int e, long f, float g, const double h) { return x; }
                            void new(const hl_int32_view *int_, hl_complex64_array *z) {}
                            void b(const hl_int32_view *x, hl_complex64_array *class) {}
                            const char *c(const char *text, void *p, const void *q) { return text; }
                            double d(double (*f)(double), double (*g)(double, double)) { return g(f(1), 2); }
                            size_t e(size_t n) { return n; }
                            unsigned f(unsigned (*g)(void)) { return g(); }
                            int g(void) { return hidden(); }
                            """).toInterface("", "Made");
            assertThat(made.text()).isEqualTo("""
                    import io.hotloop.DType;
                    import io.hotloop.NdArray;
                    import io.hotloop.kernel.In;
                    import io.hotloop.kernel.InOut;
                    import java.lang.foreign.MemorySegment;
                    import java.util.function.DoubleBinaryOperator;
                    import java.util.function.DoubleUnaryOperator;

                    /** Kernels; {@code Kernels.load} loads the library that was built with them. */
                    public interface Made {
                        /** {@code a} of {@code kernel.c}. */
                        boolean a(boolean x, byte b, short c, char d, int e, long f, float g, double h);

                        /** {@code b} of {@code kernel.c}. */
                        void b(@In(dtype = DType.INT32) NdArray x, @InOut(dtype = DType.COMPLEX64) NdArray argument2);

                        /** {@code c} of {@code kernel.c}. */
                        String c(String text, MemorySegment p, @In MemorySegment q);

                        /** {@code d} of {@code kernel.c}. */
                        double d(DoubleUnaryOperator f, DoubleBinaryOperator g);

                        /** {@code g} of {@code kernel.c}. */
                        int g();
                    }
                    """);
            assertThat(made.leftOut())
                    .containsExactlyInAnyOrder(
                            "kernel.c:4: new is left out: its name is a word of Java",
                            "kernel.c:8: e is left out: its parameter 1 is size_t n, which has no counterpart in Java",
                            "kernel.c:9: f is left out: its parameter 1 is unsigned int (*g) (void), which has no"
                                    + " counterpart in Java");
        }
    }

    @Nested
    class Problems {
        @Test
        void aFunctionThatIsMissingIsNamedWithItsPrototype() {
            assertThatThrownBy(() -> compile(Reader.class, KernelSource.of("")))
                    .isInstanceOf(CompileException.class)
                    .hasMessage("""
                            Reader.at has no function behind it: the source is to define
                                double at(const hl_float64_view *, int64_t)""");
        }

        @Test
        void whatIsNotLinkedIsSaid() {
            assertThatThrownBy(() -> compile(
                            Reader.class,
                            KernelSource.of("double elsewhere(void);"
                                    + "double at(const hl_float64_view *a, int64_t i) { return elsewhere(); }")))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("elsewhere");
            assertThatThrownBy(
                            () -> compile(Reader.class, KernelSource.of(READER).link("no-such-library")))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("no-such-library");
        }

        @Test
        void anErrorInAMacroIsShownWhereItIsUsed() {
            assertThatThrownBy(() -> compile(Reader.class, KernelSource.of("""
                            double at(const hl_float64_view *a, int64_t i) {
                                AT(a, i) = 1;
                                return 0;
                            }
                            """)))
                    .isInstanceOfSatisfying(CompileException.class, e -> {
                        Diagnostic diagnostic = e.diagnostics().getFirst();
                        assertThat(diagnostic.file()).isEqualTo("kernel.c");
                        assertThat(diagnostic.line()).isEqualTo(2);
                        assertThat(diagnostic.message()).contains("read-only");
                    });
        }

        @Test
        void warningsAreKept() {
            Reader reader = compile(Reader.class, KernelSource.of("""
                    double at(const hl_float64_view *a, int64_t i) {
                        double unused;
                        return AT(a, i);
                    }
                    """));
            for (Reader each : new Reader[] {reader, compile(Reader.class, KernelSource.of("""
                    double at(const hl_float64_view *a, int64_t i) {
                        double unused;
                        return AT(a, i);
                    }
                    """))}) {
                assertThat(Kernels.info(each).warnings()).singleElement().satisfies(warning -> {
                    assertThat(warning.severity()).isEqualTo(Diagnostic.Severity.WARNING);
                    assertThat(warning.line()).isEqualTo(2);
                    assertThat(warning.message()).contains("unused");
                });
            }
        }

        @Test
        void noCompilerIsSaidWithTheWayOut() {
            assertThatThrownBy(
                            () -> compile(Reader.class, KernelSource.of(READER).compiler("no-such-compiler")))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("there is no C compiler: no-such-compiler is not on the PATH")
                    .hasMessageContaining("apt-get install gcc")
                    .hasMessageContaining("hotloop compile");
        }
    }

    @Test
    void clangCompilesToo() {
        Optional<String> clang = Stream.of("clang", "clang-19", "clang-16", "clang-14")
                .filter(name -> Files.isExecutable(Path.of("/usr/bin", name)))
                .findFirst();
        if (clang.isEmpty()) {
            assertThatThrownBy(
                            () -> compile(Reader.class, KernelSource.of(READER).compiler("clang")))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("clang is not on the PATH");
            return;
        }
        Reader reader = compile(
                Reader.class, KernelSource.of(READER).compiler(clang.get()).openMp(false));
        assertThat(reader.at(FIVE, 3)).isEqualTo(3);
        assertThatThrownBy(() -> reader.at(FIVE, 7))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("kernel.c:1: index 7 is outside axis 0 of length 5, in Reader.at");
        assertThat(Kernels.info(reader).warnings()).isEmpty();
    }
}
