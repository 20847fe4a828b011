package io.hotloop.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A profile for people: the functions, and what threads waited for. */
final class ProfileText {
    private ProfileText() {}

    /**
     * The text.
     *
     * @param profile what is shown
     * @param most how many functions there are at most; 0 for all
     */
    static String of(Profile profile, int most) {
        Recording recording = profile.recording();
        var text = new StringBuilder();
        text.append(format(
                "%.2f s; %.2f s of processor time in %d samples, one every %.0f ms%s%n%n",
                seconds(profile.time()),
                recording.samples().total() / 1e9,
                recording.count(),
                recording.count() == 0 ? profile.interval().toMillis() : recording.periodNanos() / 1e6,
                recording.lost() == 0 ? "" : ", and " + recording.lost() + " lost"));
        text.append(format(
                "%14s %14s %10s %10s %7s  %s%n", "calls", "ns a call", "self ms", "total ms", "share", "function"));
        List<ProfileRow> rows = profile.rows();
        List<ProfileRow> shown = most == 0 || most > rows.size() ? rows : rows.subList(0, most);
        for (ProfileRow row : shown) {
            Double share = profile.share(row);
            text.append(format(
                    "%14s %14s %10.1f %10.1f %7s  %s%n",
                    row.calls() == null ? "" : format("%,d", row.calls()),
                    row.perCall() == null ? "" : format("%,.1f", row.perCall()),
                    row.self() / 1e6,
                    row.total() / 1e6,
                    share == null ? "" : format("%.1f%%", 100 * share),
                    row.isCounted() ? row.function() + " (" + row.file() + ":" + row.line() + ")" : row.function()));
        }
        if (shown.size() < rows.size()) {
            text.append(format("and %d more: --top 0 shows all%n", rows.size() - shown.size()));
        }
        text.append(format("%ncollections  %s%n", sum(recording.collections())));
        String waits = recording.waits().entrySet().stream()
                .map(wait -> wait.getKey() + " " + sum(wait.getValue()))
                .collect(Collectors.joining("; "));
        return text.append(format("waits        %s%n", waits.isEmpty() ? "none of 1 ms" : waits))
                .toString();
    }

    /** The lines of the sources, with their part of all samples. */
    static String lines(Profile profile) {
        double all = Math.max(1, profile.recording().samples().total());
        var text = new StringBuilder();
        for (ProfiledFile file : profile.files()) {
            text.append(format("%n%s%n    self    total%n", file.path()));
            int last = 0;
            for (ProfiledFile.Line line : file.shown()) {
                text.append(last > 0 && line.number() > last + 1 ? format("%22s%n", "…") : "");
                last = line.number();
                String shares = format(
                        "%8s %8s",
                        percent(line.weight().self() / all),
                        percent(line.weight().total() / all));
                text.append(format("%s %4d  %s", shares, last, line.text()).stripTrailing())
                        .append(System.lineSeparator());
            }
        }
        return profile.files().isEmpty()
                ? format("%nno source of what ran is there: name its folder by --source%n")
                : text.toString();
    }

    private static String percent(double share) {
        return share == 0 ? "" : format("%.1f%%", 100 * share);
    }

    /** What was allocated most. */
    static String memory(Profile profile, int most) {
        double all = Math.max(1, profile.recording().allocations().total());
        var text = new StringBuilder(format("%n%10s %7s  %s%n", "MB", "share", "allocated, by the recorder's samples"));
        profile.allocations()
                .limit(most == 0 ? Long.MAX_VALUE : most)
                .forEach(site -> text.append(format(
                        "%10.1f %6.1f%%  %s in %s:%d%n",
                        site.bytes() / 1e6,
                        100 * site.bytes() / all,
                        site.type(),
                        site.by().function(),
                        site.by().line())));
        return text.toString();
    }

    private static String sum(Recording.Sum sum) {
        return format("%d × = %.1f ms", sum.count(), 1000 * seconds(sum.time()));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
