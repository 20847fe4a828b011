package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table "NumPy → Hotloop" has every function of NumPy's main namespace, and its Java is Java. */
class NumpyTableIT {
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    /** What the names in the table stand for. */
    private static final String SCOPE = """
            import static io.hotloop.DType.*;
            import static io.hotloop.Index.*;
            import static io.hotloop.Nd.*;
            import static io.hotloop.ReduceOptions.axis;
            import static java.nio.channels.FileChannel.MapMode.READ_ONLY;

            import io.hotloop.*;
            import io.hotloop.data.*;
            import java.lang.foreign.*;
            import java.nio.*;
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.util.*;

            class Table {
                NdArray a, b, d, v, w, x, y, mask, out, index, rows, columns, counts, edges;
                DType dtype;
                long i, j, n, address, bytes;
                double low, high, width;
                Buffer buffer;
                FileChannel channel;
                Arena arena;
                Path file;
            """;

    /** The rows of the table, each as NumPy's cell and Hotloop's. */
    private static Stream<String[]> rows() throws IOException {
        String guide = Files.readString(ChildJvm.root().resolve("docs/arrays.md"));
        return guide.substring(guide.indexOf("## NumPy → Hotloop"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> new String[] {line.split("\\|")[1], line.split("\\|")[2]});
    }

    private static Stream<String> code(String cell) {
        return CODE.matcher(cell).results().map((MatchResult code) -> code.group(1));
    }

    @Test
    void everyFunctionHasItsLine() throws IOException {
        Set<String> named = rows().flatMap(row -> code(row[0]))
                .flatMap(code -> Stream.of(code.split(" ")))
                .collect(Collectors.toSet());
        List<String> functions = Files.readAllLines(ChildJvm.root().resolve("tests/data/arrays/numpy_functions.txt"));
        assertThat(named)
                .containsAll(
                        functions.stream().filter(line -> !line.startsWith("#")).toList());
    }

    /** Whatever has a call in it is compiled, a line for each; single names are left to the reader. */
    @Test
    void theAdviceCompiles(@TempDir Path folder) throws IOException {
        List<String> calls = rows().flatMap(row -> code(row[1]))
                .filter(code -> code.contains("("))
                .toList();
        assertThat(calls)
                .hasSizeGreaterThan(150)
                .allSatisfy(
                        call -> assertThat(call).as("an ellipsis is no Java").doesNotContain("…"));
        StringBuilder source = new StringBuilder(SCOPE);
        int first = (int) SCOPE.lines().count();
        for (int k = 0; k < calls.size(); k++) {
            String java = calls.get(k).replaceAll("\\bA\\.", "NdArray.");
            // A call is a statement whether or not it gives something back; other expressions are not.
            source.append("    void advice").append(k).append("() throws Exception { ");
            source.append(java.endsWith(")") ? java : "Object o = " + java).append("; }\n");
        }
        source.append("}\n");
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var file = new SimpleJavaFileObject(URI.create("string:///Table.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        diagnostics,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(file))
                .call();
        assertThat(diagnostics.getDiagnostics().stream()
                        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                        .map(diagnostic ->
                                calls.get(Math.clamp(diagnostic.getLineNumber() - first - 1, 0, calls.size() - 1))
                                        + ": " + diagnostic.getMessage(Locale.ROOT)))
                .isEmpty();
    }
}
