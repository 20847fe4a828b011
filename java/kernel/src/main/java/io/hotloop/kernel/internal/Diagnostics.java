package io.hotloop.kernel.internal;

import io.hotloop.kernel.Diagnostic;
import io.hotloop.kernel.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the messages of gcc and clang, which both write {@code file:line:column: severity: message}. */
final class Diagnostics {
    private static final Pattern MESSAGE =
            Pattern.compile("^(.+?):(\\d+):(\\d+): (fatal error|error|warning|note): (.*)$", Pattern.MULTILINE);

    private Diagnostics() {}

    static List<Diagnostic> parse(String output) {
        var found = new ArrayList<Diagnostic>();
        for (Matcher matcher = MESSAGE.matcher(output); matcher.find(); ) {
            Severity severity = switch (matcher.group(4)) {
                case "warning" -> Severity.WARNING;
                case "note" -> Severity.NOTE;
                default -> Severity.ERROR;
            };
            found.add(new Diagnostic(
                    matcher.group(1),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)),
                    severity,
                    matcher.group(5)));
        }
        return found;
    }
}
