package io.hotloop.cli;

import static io.hotloop.cli.Html.escape;
import static io.hotloop.cli.Html.percent;

import io.hotloop.cli.LineNote.Kind;
import io.hotloop.cli.MachineCode.Instruction;
import io.hotloop.kernel.KernelCall;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An annotation as a page of HTML that needs nothing else: {@code annotate.html} is around it. */
final class AnnotationPage {
    private final StringBuilder html = new StringBuilder();
    private final Annotation annotation;

    private AnnotationPage(Annotation annotation) {
        this.annotation = annotation;
    }

    static String of(Annotation annotation) throws IOException {
        String title = annotation.files().stream().map(Annotation.File::name).collect(Collectors.joining(", "));
        return Html.template("annotate.html")
                .replace("@TITLE@", escape(title))
                .replace("@BODY@", new AnnotationPage(annotation).body());
    }

    private String body() {
        html.append("<p>").append(escape(annotation.compiler())).append(" <code>");
        html.append(escape(annotation.options())).append("</code><br>").append(escape(annotation.checks()));
        html.append("</p>\n");
        legend();
        for (Annotation.File file : annotation.files()) {
            if (annotation.files().size() > 1) {
                html.append("<h2>").append(escape(file.name())).append("</h2>\n");
            }
            html.append("<div class=\"file\">\n");
            double most = file.lines().stream().mapToDouble(this::share).max().orElse(0);
            for (Annotation.Line line : file.lines()) {
                line(line, most);
            }
            html.append("</div>\n");
        }
        annotation.elsewhere().forEach(this::call);
        return html.toString();
    }

    private void legend() {
        html.append("<p class=\"legend\"><span class=\"V\">V</span> vectorised <span class=\"M\">-</span> missed ");
        html.append("<span class=\"C\">c</span> calls <span class=\"D\">+</span> otherwise optimised ");
        html.append("<span class=\"T\">t</span> tests</p>\n<p>");
        Cost cost = annotation.cost();
        if (cost == null) {
            html.append("The number beside a line is how many instructions it has, which is not its time:");
            html.append(" nothing was measured.");
        } else {
            html.append("The percentage beside a line, and its colour, is its own part of the ");
            html.append(String.format(Locale.ROOT, "%,d ", cost.measured())).append(escape(cost.unit()));
            html.append(" of these lines, which are ");
            html.append(ProfileText.format("%.1f %%", 100.0 * cost.measured() / cost.total()));
            html.append(" of the program's.");
        }
        html.append(" A click shows a line's machine code, the compiler's own words and, where a function begins,");
        html.append(" what Java does at each call.</p>\n");
    }

    private void line(Annotation.Line line, double most) {
        boolean isPlain = line.notes().isEmpty() && line.code().isEmpty() && line.call() == null;
        double share = share(line);
        String style = share == 0 ? "" : String.format(Locale.ROOT, " style=\"--heat:%.3f\"", share / most);
        Kind kind = line.kind();
        html.append(isPlain ? "<div" : "<details").append(" class=\"line ");
        html.append(kind == null ? "" : cssClass(kind))
                .append('"')
                .append(style)
                .append('>');
        html.append(isPlain ? "" : "<summary>");
        html.append("<span class=\"number\">").append(line.at().line()).append("</span>");
        html.append("<span class=\"cost\">").append(number(line, share)).append("</span>");
        html.append("<span class=\"mark\">")
                .append(kind == null ? ' ' : kind.mark())
                .append("</span>");
        html.append("<code>").append(escape(line.text())).append("</code>");
        if (isPlain) {
            html.append("</div>\n");
            return;
        }
        Stream<String> notes = line.notes().stream()
                .filter(note -> note.kind() != Kind.DETAIL)
                .map(note -> "<span class=\"" + cssClass(note.kind()) + "\">" + escape(note.text()) + "</span>");
        Stream<String> call =
                line.call() == null ? Stream.of() : Stream.of("<span class=\"N\">called from Java</span>");
        html.append("<span class=\"say\">");
        html.append(Stream.concat(notes, call).collect(Collectors.joining(" · ")));
        html.append("</span></summary>\n<div class=\"more\">\n");
        if (line.call() != null) {
            call(line.call());
        }
        if (!line.notes().isEmpty()) {
            html.append("<ul>\n");
            for (LineNote note : line.notes()) {
                html.append("<li class=\"%s\">%s".formatted(cssClass(note.kind()), escape(note.text())));
                if (!note.wording().isEmpty()) {
                    html.append("<q>").append(escape(note.wording())).append("</q>");
                }
                html.append("</li>\n");
            }
            html.append("</ul>\n");
        }
        line.code().forEach((place, instructions) -> {
            html.append("<h3>").append(escape(place)).append("</h3><pre>");
            instructions.forEach(instruction -> html.append(share(instruction))
                    .append("<i>%5x</i>  ".formatted(instruction.offset()))
                    .append(escape(instruction.text()))
                    .append('\n'));
            html.append("</pre>\n");
        });
        html.append("</div></details>\n");
    }

    private double share(Annotation.Line line) {
        Cost cost = annotation.cost();
        return cost == null ? 0 : cost.share(line.at());
    }

    private String share(Instruction instruction) {
        Cost cost = annotation.cost();
        return cost == null ? "" : cost.column(instruction);
    }

    private String number(Annotation.Line line, double share) {
        if (annotation.cost() != null) {
            return percent(share);
        }
        return line.instructions() == 0 ? "" : String.valueOf(line.instructions());
    }

    private void call(KernelCall call) {
        html.append("<h3>from Java: <code>").append(escape(call.declaration())).append("</code></h3>\n<ul>\n");
        call.steps()
                .forEach(step ->
                        html.append("<li class=\"N\">").append(escape(step)).append("</li>\n"));
        html.append("</ul>\n");
    }

    private static String cssClass(Kind kind) {
        return switch (kind) {
            case VECTORISED -> "V";
            case MISSED -> "M";
            case CALL -> "C";
            case DONE -> "D";
            case TEST -> "T";
            case DETAIL -> "N";
        };
    }
}
