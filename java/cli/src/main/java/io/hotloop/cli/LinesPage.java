package io.hotloop.cli;

import static io.hotloop.cli.Html.escape;
import static io.hotloop.cli.Html.percent;

import java.io.IOException;

/** Sources with the time of their lines, as a page of HTML that needs nothing else: {@code lines.html} is around it. */
final class LinesPage {
    private LinesPage() {}

    static String of(Profile profile) throws IOException {
        double all = Math.max(1, profile.recording().samples().total());
        var html = new StringBuilder();
        for (ProfiledFile file : profile.files()) {
            html.append("<h2>").append(escape(file.path().toString())).append("</h2>\n<table>\n");
            html.append("<thead><tr><th>self<th>total<th>line<th>source</thead>\n");
            for (ProfiledFile.Line line : file.lines()) {
                Stacks.Weight weight = line.weight();
                html.append(ProfileText.format("<tr style=\"--heat:%.3f\"><td>", weight.self() / all));
                html.append(percent(weight.self() / all)).append("<td>").append(percent(weight.total() / all));
                html.append("<td>").append(line.number()).append("<td><code>");
                html.append(escape(line.text())).append("</code>\n");
            }
            html.append("</table>\n");
        }
        return Html.template("lines.html")
                .replace("@TITLE@", escape(String.join(" ", profile.command())))
                .replace("@BODY@", html.isEmpty() ? "<p>No source of what ran was found.</p>" : html);
    }
}
