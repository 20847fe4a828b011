package io.hotloop.tests.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.NdArray;
import io.hotloop.tests.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What NumPy 2 computes, in the files of {@code tests/data/arrays}, is what the public methods compute, for every
 * layout of the arguments.
 */
class NumpyGoldenIT {
    /** How many failures of one method are worth reading. */
    private static final int SHOWN = 3;

    @ParameterizedTest
    @CsvSource({"elementwise, 5000", "casts, 500", "reductions, 4000", "indexing, 550", "views, 300", "creation, 90"})
    void computesWhatNumpyDoes(String name, int atLeast) throws IOException {
        var run = new Run();
        Path file = ChildJvm.root().resolve("tests/data/arrays/" + name + ".npz");
        String origin = GoldenFile.read(file, run);

        assertThat(origin).startsWith("# made by make_golden.py with NumPy 2.");
        assertThat(run.count).as("cases").isGreaterThanOrEqualTo(atLeast);
        assertThat(run.report()).as("%s, %d cases", origin, run.count).isEmpty();
    }

    private static final class Run implements GoldenFile.Reader {
        private final Map<String, NdArray> arrays = new TreeMap<>();
        private final Map<String, List<String>> failures = new TreeMap<>();
        private int count;

        @Override
        public void given(String name, NdArray array) {
            arrays.put(name, array);
        }

        @Override
        public void test(String expression, String tolerance, NdArray expected) {
            count++;
            List<Layout> all = Layout.WRITABLE;
            for (Layout layout : all) {
                if (hasFailed(expression, tolerance, expected, layout + "", _ -> layout)) {
                    // The other layouts would say the same.
                    return;
                }
            }
            // Each argument in a layout of its own, other ones from case to case.
            int turn = count;
            hasFailed(
                    expression,
                    tolerance,
                    expected,
                    "mixed layouts, turn " + turn,
                    number -> all.get((turn + number * (1 + turn / all.size() % (all.size() - 1))) % all.size()));
        }

        private boolean hasFailed(
                String expression, String tolerance, NdArray expected, String how, IntFunction<Layout> layouts) {
            String problem = problem(expression, tolerance, expected, layouts);
            if (problem != null) {
                failures.computeIfAbsent(expression.substring(0, expression.indexOf('(')), _ -> new ArrayList<>())
                        .add(expression + ", " + how + ": " + problem);
            }
            return problem != null;
        }

        /** What is wrong with a case, or null. */
        private String problem(String expression, String tolerance, NdArray expected, IntFunction<Layout> layouts) {
            Map<String, NdArray> own = new HashMap<>();
            arrays.forEach((name, array) -> {
                if (expression.contains(name)) {
                    own.put(name, layouts.apply(own.size()).copy(array));
                }
            });
            try {
                NdArray actual = Expression.evaluate(expression, own);
                if (expected == null) {
                    return "gives " + actual.toString().replaceAll("(?s)(.{80}).*", "$1...");
                }
                Comparison.assertMatches(expected, actual, tolerance);
                return null;
            } catch (AssertionError e) {
                return e.getMessage() + (e.getStackTrace()[0].getClassName().contains("testing") ? "" : trace(e));
            } catch (Throwable e) {
                return expected == null && Comparison.isRefusal(e) ? null : e + trace(e);
            }
        }

        private static String trace(Throwable e) {
            StringBuilder text = new StringBuilder();
            for (StackTraceElement element : e.getStackTrace()) {
                if (element.getClassName().startsWith("io.hotloop.") && text.length() < 300) {
                    text.append(" < ").append(element.getFileName()).append(':').append(element.getLineNumber());
                }
            }
            return text.toString();
        }

        String report() {
            StringBuilder text = new StringBuilder();
            failures.forEach((method, all) -> {
                text.append(method).append(": ").append(all.size()).append(" failed\n");
                all.stream()
                        .limit(SHOWN)
                        .forEach(failure -> text.append("    ").append(failure).append('\n'));
            });
            return text.toString();
        }
    }
}
