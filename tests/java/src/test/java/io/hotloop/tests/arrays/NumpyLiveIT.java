package io.hotloop.tests.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.hotloop.NdArray;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Random programs give what NumPy gives, whatever version Python has: dtypes, layouts, broadcasting, overlapping
 * inputs and outputs; and they change no array that they should not.
 *
 * <p>{@code HOTLOOP_NUMPY_SECONDS} (45) is how long it runs, {@code HOTLOOP_NUMPY_SEED} where it starts. With
 * {@code HOTLOOP_NUMPY_REQUIRED=1} a missing NumPy is a failure.
 */
class NumpyLiveIT {
    private static final int SIZE = 9;

    /** So many failures tell enough. */
    private static final int SHOWN = 12;

    @Test
    void randomProgramsGiveWhatNumpyGives() throws IOException {
        long seconds = setting("HOTLOOP_NUMPY_SECONDS", 45);
        long first = setting("HOTLOOP_NUMPY_SEED", System.nanoTime() >>> 10);
        try (NumpyServer numpy = start()) {
            System.out.println("NumpyLiveIT: NumPy " + numpy.version() + ", HOTLOOP_NUMPY_SEED=" + first);
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            List<String> failures = new ArrayList<>();
            long count = 0;
            for (long seed = first; System.nanoTime() < end && failures.size() < SHOWN; seed++) {
                count++;
                if (problem(numpy, seed, SIZE) != null) {
                    failures.add(smallest(numpy, seed));
                }
            }
            System.out.println("NumpyLiveIT: " + count + " programs");
            assertThat(failures)
                    .as("of %d programs from HOTLOOP_NUMPY_SEED=%d, NumPy %s", count, first, numpy.version())
                    .isEmpty();
        }
    }

    private static long setting(String name, long ifMissing) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? ifMissing : Long.parseLong(value);
    }

    private static NumpyServer start() {
        try {
            return NumpyServer.start();
        } catch (IOException e) {
            if (System.getenv("HOTLOOP_NUMPY_REQUIRED") != null) {
                return fail("HOTLOOP_NUMPY_REQUIRED is set", e);
            }
            return abort("no python3 with NumPy (Debian: python3-numpy): " + e);
        }
    }

    /** The same seed with the smallest arrays that show the failure. */
    private static String smallest(NumpyServer numpy, long seed) throws IOException {
        for (int size = 1; size <= SIZE; size++) {
            String problem = problem(numpy, seed, size);
            if (problem != null) {
                return "seed " + seed + ", size " + size + ": " + problem;
            }
        }
        return "seed " + seed + ": failed once and not again";
    }

    /** What is wrong with a program, or null. */
    private static String problem(NumpyServer numpy, long seed, int size) throws IOException {
        var program = new RandomProgram(seed, size);
        NumpyServer.Answer answer = numpy.evaluate(program.expression, program.arrays);
        Map<String, NdArray> own = new LinkedHashMap<>();
        program.arrays.forEach(
                (name, array) -> own.put(name, program.layouts.get(name).copy(array)));
        try {
            NdArray actual = Expression.evaluate(program.expression, own);
            if (answer.value() == null) {
                return program + "\n  NumPy: " + answer.problem() + ", Hotloop: " + head(actual);
            }
            Comparison.assertMatches(answer.value(), actual, program.tolerance);
            int i = 0;
            for (var named : own.entrySet()) {
                try {
                    Comparison.assertMatches(answer.arrays().get(i++), named.getValue(), "exact");
                } catch (AssertionError e) {
                    return program + "\n  afterwards " + named.getKey() + ": " + e.getMessage();
                }
            }
            return null;
        } catch (Throwable e) {
            if (answer.value() == null && Comparison.isRefusal(e)) {
                return null;
            }
            return program + "\n  " + (e instanceof AssertionError ? e.getMessage() : e + at(e));
        }
    }

    private static String at(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement element : e.getStackTrace()) {
            if (element.getClassName().startsWith("io.hotloop.") && text.length() < 200) {
                text.append(" < ").append(element.getFileName()).append(':').append(element.getLineNumber());
            }
        }
        return text.toString();
    }

    private static String head(NdArray array) {
        return array.toString().replaceAll("(?s)(.{80}).*", "$1...");
    }
}
