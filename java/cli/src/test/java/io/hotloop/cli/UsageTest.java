package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
                    '' → no command given: there are eval, particles, bench, timeit, compile, annotate, profile, new, shell and info
                    partcles → Unmatched argument at index 0: 'partcles'
                    info --josn → Unknown option: '--josn'
                    particles --count 3 → Missing required option: '--time=T'
                    particles --time 1 → Missing required argument (specify one of these): (--count=N | --input=FILE)
                    particles --count 3 --input a.csv --time 1 → --count=N, --input=FILE are mutually exclusive (specify only one)
                    particles --count x --time 1 → Invalid value for option '--count': 'x' is not a long
                    particles --count -1 --time 1 → --count is -1: it is at least 0
                    particles --count 3 --time -1 → time is -1.0: it must be at least 0 and finite
                    particles --count 3 --time 1 --dt 0 → time step is 0.0: it must be above 0 and finite
                    particles --count 3 --time 1 --threads 0 → --threads is 0: it is 1 to 1024
                    particles --count 3 --time 1 --every 0 → --every is 0: it is at least 1
                    particles --count 3 --time 1 --every 5 → --every needs --output, the file for the way of the particles
                    particles --input a.csv --time 1 --seed 3 → --seed needs --count: particles of a file are not random
                    particles --count 3 --time 1 --json= → --json= needs the name of a file
                    bench nothing → there is no workload or group 'nothing': workloads are add, broadcast-mul, cumsum, elements, footprint, heap, mask, max, norm, outer, set-elements, small-add, std, sum, sum-axis0, sum-axis1, take-rows, transpose-copy, traversal, distance, 2*a+3*b*c, a+b, exp(a), sin(a)**2+cos(a)**2, sqrt(a*a+b*b), acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, cos, cosh, exp, exp2, expm1, hypot, log, log10, log1p, log2, pow, sin, sinh, tan, tanh, kernel-call, kernel-elementwise, kernel-expression, kernel-norms, kernel-structs, particles, skewed; groups are arrays, distance, expressions, functions, kernels, particles, test
                    bench skewed --variant LEFT → no variant fits 'LEFT': variants are RIGHT, WRONG
                    new → Missing required parameter: 'FOLDER'
                    new 1st → "1st" is no name for a project: one such as my-kernels is, of letters, digits, and ._-
                    new class → "class" is no name for a package: give one such as demo by --package
                    new a --package a.int → "a.int" is no name for a package: give one such as demo by --package
                    timeit → Missing required parameter: 'CODE'
                    timeit 1 -n 0 → loops is 0: it is at least 1
                    timeit 1 -r 0 → runs is 0: it is at least 1
                    timeit 1 --warm-up -1 → warm-up is PT-1S: it is at least 0
                    shell --json → hotloop shell has no --json
                    shell -i → -i needs a FILE to run first
                    bench --size 0 → --size is 0: it is at least 1
                    bench --threads 1025 → --threads is 1025: it is 1 to 1024
                    """)
    void wrongUsageIsOneSentenceAndExitCode2(String line, String sentence) {
        var result = CommandLineRun.run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(result.err().lines().findFirst()).contains("hotloop: " + sentence);
        assertThat(result.err().lines().reduce((a, b) -> b).orElseThrow()).startsWith("Try 'hotloop");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void unknownMethodListsAll() {
        var result = CommandLineRun.run("particles", "--count", "3", "--time", "1", "--method", "fortran");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("'fortran'", "JAVA_OBJECTS", "C_OPENMP", "CLOSED_FORM");
    }

    @Test
    void nearMissesAreSuggested() {
        assertThat(CommandLineRun.run("partcles").err()).contains("Did you mean: hotloop particles or ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "particles --help",
                "bench --help",
                "compile --help",
                "annotate --help",
                "profile --help",
                "new --help",
                "shell --help",
                "timeit --help",
                "info --help"
            })
    void helpGoesToStandardOutput(String line) {
        var result = CommandLineRun.run(line.split(" "));
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: hotloop");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--version",
                "particles --version",
                "bench --version",
                "compile --version",
                "annotate --version",
                "profile --version",
                "new --version",
                "shell --version",
                "timeit --version",
                "info --version"
            })
    void versionOfEveryCommand(String line) {
        var result = CommandLineRun.run(line.split(" "));
        assertThat(result.code()).isZero();
        assertThat(result.out()).matches("hotloop \\d+\\.\\d+\\.\\d+.*\\R");
    }

    @Test
    void debugAddsTheTrace() {
        String[] line = {"particles", "--input", "missing.csv", "--time", "1", "--debug"};
        assertThat(CommandLineRun.run(line).err())
                .startsWith("hotloop: missing.csv does not exist")
                .contains("NoSuchFileException", "\tat ");
        assertThat(CommandLineRun.run("particles", "--time", "x", "--debug").err())
                .contains("TypeConversionException");
    }
}
