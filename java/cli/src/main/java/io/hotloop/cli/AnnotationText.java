package io.hotloop.cli;

import io.hotloop.kernel.KernelCall;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An annotation for a terminal. */
final class AnnotationText {
    private static final String LEGEND = "V vectorised, - missed, c calls, + otherwise optimised, t tests";
    private static final String INDENT = "         | ";

    private AnnotationText() {}

    static String of(Annotation annotation, boolean hasCode) {
        var text = new StringBuilder();
        Cost cost = annotation.cost();
        text.append(
                "%s %s%n%s%n%s%n".formatted(annotation.compiler(), annotation.options(), annotation.checks(), LEGEND));
        if (cost != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%% of the %,d %s of these lines, which are %.1f %% of the program's%n",
                    cost.measured(),
                    cost.unit(),
                    100.0 * cost.measured() / cost.total()));
        }
        for (Annotation.File file : annotation.files()) {
            text.append("%n%s%n".formatted(file.name()));
            for (Annotation.Line line : file.lines()) {
                line(text, line, cost, hasCode);
            }
        }
        for (KernelCall call : annotation.elsewhere()) {
            text.append("%n%s%n".formatted(call.declaration()));
            call.steps().forEach(step -> text.append("%sJava: %s%n".formatted(INDENT, step)));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Annotation.Line line, @Nullable Cost cost, boolean hasCode) {
        LineNote.Kind kind = line.kind();
        String head = String.format(
                Locale.ROOT,
                "%s%5d %s  %s",
                cost == null ? "" : cost.column(line.at()),
                line.at().line(),
                kind == null ? ' ' : kind.mark(),
                line.text());
        text.append(head.stripTrailing()).append(System.lineSeparator());
        String indent = cost == null ? INDENT : "       " + INDENT;
        for (LineNote note : line.notes()) {
            if (hasCode || note.kind() != LineNote.Kind.DETAIL) {
                text.append("%s%s%n".formatted(indent, note.text()));
            }
        }
        if (line.call() != null) {
            line.call().steps().forEach(step -> text.append("%sJava: %s%n".formatted(indent, step)));
        }
        if (hasCode) {
            line.code().forEach((place, instructions) -> {
                text.append("%s%s:%n".formatted(indent, place));
                instructions.forEach(instruction -> text.append("%s%s%5x  %s%n"
                        .formatted(
                                indent,
                                cost == null ? "" : cost.column(instruction),
                                instruction.offset(),
                                instruction.text())));
            });
        }
    }
}
