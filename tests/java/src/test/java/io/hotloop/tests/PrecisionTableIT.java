package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The errors in the Javadoc of {@code Precision.FAST} are those that were measured for docs/functions.md. */
class PrecisionTableIT {
    private static final Pattern FAST_ROW =
            Pattern.compile("(?m)^\\| `(\\w+)` fast \\| (float32|float64) \\|.*\\| ([0-9.]+) \\| [^|]*\\|$");

    @Test
    void everyFastFormHasItsError() throws IOException {
        String page = Files.readString(ChildJvm.root().resolve("docs/functions.md"));
        String javadoc = Files.readString(ChildJvm.root().resolve("java/core/src/main/java/io/hotloop/Precision.java"));
        Map<String, Map<String, String>> errors = new LinkedHashMap<>();
        for (Matcher row = FAST_ROW.matcher(page); row.find(); ) {
            String error = String.format(Locale.ROOT, "%.2f", Double.parseDouble(row.group(3)));
            errors.computeIfAbsent(row.group(1), name -> new LinkedHashMap<>()).put(row.group(2), error);
        }

        assertThat(errors).isNotEmpty();
        assertThat(javadoc.lines().filter(line -> line.contains("<tr><td>")))
                .extracting(String::strip)
                .containsExactlyElementsOf(errors.entrySet().stream()
                        .map(e -> "* <tr><td>" + e.getKey() + "<td>"
                                + e.getValue().get("float64") + "<td>"
                                + e.getValue().getOrDefault("float32", "as STRICT"))
                        .toList());
    }
}
