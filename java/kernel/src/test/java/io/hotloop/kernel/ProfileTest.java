package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hotloop.NdArray;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels that are built with profiling: which functions count, how often, and that others stay as they are. */
class ProfileTest {
    @TempDir
    private Path folder;

    interface Kernel {
        double most(long n);

        long fibonacci(long n);

        double parallel(@In NdArray x);

        void jump(long depth);

        double back(DoubleUnaryOperator f, double x);
    }

    private static final String SOURCE = """
            #include <math.h>
            #include <setjmp.h>
            #include "shared.h"

            static inline double max(double a, double b) {
                return a > b ? a : b;
            }

            static double chebyshev(double x1, double y1, double x2, double y2) {
                return max(fabs(x1 - x2), fabs(y1 - y2));
            }

            double most(int64_t n) {
                double most = 0;
                for (int64_t i = 0; i < n; i++) {
                    most = fmax(most, chebyshev(0, 0, (double)i, 1));
                }
                return most;
            }

            int64_t fibonacci(int64_t n) {
                return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
            }

            double parallel(const hl_float64_view *x) {
                double sum = 0;
                PRANGE(i, LEN(x, 0), reduction(+ : sum)) {
                    sum += square(AT(x, i));
                }
                return sum;
            }

            static jmp_buf target;

            static void deeper(int64_t depth) {
                if (depth == 0) {
                    longjmp(target, 1);
                }
                deeper(depth - 1);
            }

            void jump(int64_t depth) {
                if (setjmp(target) == 0) {
                    deeper(depth);
                }
            }

            double back(double (*f)(double), double x) {
                return square(f(x));
            }
            """;

    private static final KernelSource PROFILED = KernelSource.of("k.c", SOURCE)
            .add("shared.h", "static inline double square(double x) {\n    return x * x;\n}\n")
            .profile(true);

    private static Kernel compile(String name) {
        // Another library for each test, with counters of its own.
        return Kernels.compile(MethodHandles.lookup(), Kernel.class, PROFILED.flag("-DTEST_" + name));
    }

    private static FunctionProfile function(Object kernels, String name) throws IOException {
        List<FunctionProfile> all = Kernels.profile(kernels);
        assertThat(all)
                .allSatisfy(function -> assertThat(function.selfTime()).isBetween(Duration.ZERO, function.totalTime()))
                .extracting(FunctionProfile::name)
                .doesNotHaveDuplicates()
                .noneMatch(other -> other.startsWith("hl"));
        return all.stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is none of " + all));
    }

    @Test
    void functionsThatOnlyCCallsCount() throws IOException {
        Kernel kernel = compile("C");
        assertThat(Kernels.profile(kernel)).isEmpty();
        assertThat(kernel.most(1_000_000)).isEqualTo(999_999);
        FunctionProfile max = function(kernel, "max");
        assertThat(max.calls()).isEqualTo(1_000_000);
        assertThat(max.file()).isEqualTo("k.c");
        assertThat(max.line()).isEqualTo(5);
        FunctionProfile chebyshev = function(kernel, "chebyshev");
        assertThat(chebyshev.calls()).isEqualTo(1_000_000);
        assertThat(chebyshev.line()).isEqualTo(9);
        FunctionProfile most = function(kernel, "most");
        assertThat(most.calls()).isOne();
        assertThat(most.totalTime()).isGreaterThanOrEqualTo(chebyshev.totalTime());
        assertThat(chebyshev.totalTime()).isGreaterThanOrEqualTo(max.totalTime());
        assertThat(Kernels.profile(kernel)).hasSize(3);

        Kernels.resetProfile(kernel);
        assertThat(Kernels.profile(kernel)).isEmpty();
        kernel.most(3);
        assertThat(function(kernel, "max").calls()).isEqualTo(3);
    }

    @Test
    void aRecursionIsTimedOnce() throws IOException {
        Kernel kernel = compile("RECURSION");
        assertThat(kernel.fibonacci(20)).isEqualTo(6765);
        FunctionProfile fibonacci = function(kernel, "fibonacci");
        assertThat(fibonacci.calls()).isEqualTo(21_891);
        // It calls nothing but itself.
        assertThat(fibonacci.totalTime()).isEqualTo(fibonacci.selfTime());
    }

    @Test
    void allThreadsCount() throws Exception {
        Kernel kernel = compile("THREADS");
        for (int round = 1; round <= 3; round++) {
            // Threads that have ended, and others in their place.
            try (var threads = Executors.newFixedThreadPool(2)) {
                for (var result :
                        threads.invokeAll(List.<Callable<Double>>of(() -> kernel.most(1000), () -> kernel.most(234)))) {
                    result.get();
                }
            }
            assertThat(function(kernel, "max").calls()).isEqualTo(1234 * round);
        }
    }

    @Test
    void threadsOfOpenMpCount() throws IOException {
        Kernel kernel = compile("OPENMP");
        assertThat(kernel.parallel(NdArray.zeros(10_000))).isZero();
        assertThat(function(kernel, "square").calls()).isEqualTo(10_000);
        assertThat(function(kernel, "square").file()).isEqualTo("shared.h");
        assertThat(function(kernel, "parallel").calls()).isOne();
    }

    @Test
    void callsThatAreLeftByAJumpCount() throws IOException {
        Kernel kernel = compile("JUMP");
        kernel.jump(300);
        kernel.jump(0);
        assertThat(function(kernel, "deeper").calls()).isEqualTo(302);
        assertThat(function(kernel, "jump").calls()).isEqualTo(2);
    }

    @Test
    void callsThatCallJavaCount() throws IOException {
        Kernel kernel = compile("BACK");
        assertThat(kernel.back(x -> kernel.back(y -> y + 1, x), 2)).isEqualTo(81);
        assertThat(function(kernel, "back").calls()).isEqualTo(2);
        assertThat(function(kernel, "square").calls()).isEqualTo(2);
    }

    record Counter(long value) {}

    @Struct(Counter.class)
    interface Counting {
        long value();

        void count(int n);
    }

    @Test
    void functionsOfStructsCount() throws IOException {
        KernelSource source = KernelSource.of("""
                static int64_t next(int64_t value) { return value + 1; }
                void count(Counter *self, int n) {
                    for (int i = 0; i < n; i++) {
                        self->value = next(self->value);
                    }
                }
                """).profile(true);
        Counting counting =
                Kernels.struct(MethodHandles.lookup(), Counting.class, source).create();
        counting.count(5);
        counting.count(6);
        assertThat(counting.value()).isEqualTo(11);
        assertThat(function(counting, "next").calls()).isEqualTo(11);
        assertThat(function(counting, "count").calls()).isEqualTo(2);
    }

    interface One {
        double one(double x);
    }

    private static final String ONE = "double one(double x) { return x; }";

    private Path build(String name, KernelSource source) throws IOException {
        Path library = folder.resolve(name + ".so");
        Kernels.build(One.class, source, library);
        return library;
    }

    @Test
    void withoutTheSettingNothingIsCounted() throws IOException {
        Path plain = build("plain", KernelSource.of(ONE));
        assertThat(build("off", KernelSource.of(ONE).profile(false))).hasSameBinaryContentAs(plain);
        assertThat(Files.readString(plain, StandardCharsets.ISO_8859_1)).doesNotContain("hlk_profile", "cyg_profile");
        One one = Kernels.load(MethodHandles.lookup(), One.class, plain);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernels.profile(one))
                .withMessage(plain + " was built without profiling: use KernelSource.profile(true) or"
                        + " -Dhotloop.kernel.profile=true");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernels.resetProfile("text"))
                .withMessage("a java.lang.String is none of Hotloop's kernels");
    }

    @Test
    void aSourceMaySayItself() throws IOException {
        One one = Kernels.compile(MethodHandles.lookup(), One.class, "// hotloop: profile=on\n" + ONE);
        one.one(1);
        assertThat(function(one, "one").calls()).isOne();
        assertThat(function(one, "one").line()).isEqualTo(2);
        // The caller's word is the last.
        assertThat(build(
                        "off", KernelSource.of("// hotloop: profile=on\n" + ONE).profile(false)))
                .hasSameBinaryContentAs(build("plain", KernelSource.of("// hotloop: profile=off\n" + ONE)));
    }
}
