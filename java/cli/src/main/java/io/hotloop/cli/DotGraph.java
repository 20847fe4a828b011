package io.hotloop.cli;

import java.util.Map;
import java.util.TreeMap;

/** The call graph for Graphviz: functions with their own and all of their time, calls with theirs. */
final class DotGraph {
    /** What has less than this part of all time, with all that it calls, is left out. */
    private static final double LEAST = 0.005;

    private DotGraph() {}

    static String of(Profile profile) {
        Stacks stacks = profile.recording().samples();
        double all = Math.max(1, stacks.total());
        var text = new StringBuilder("digraph profile {\n    node [shape=box, style=filled, fontname=sans];\n");
        new TreeMap<>(stacks.by(Place::function)).forEach((function, weight) -> {
            if (weight.total() >= LEAST * all) {
                double heat = weight.self() / all;
                text.append(ProfileText.format(
                        "    %s [label=%s, fillcolor=\"0.08 %.3f 1.0\"];%n",
                        quoted(function),
                        quoted(function
                                + ProfileText.format("\\n%.1f%% of %.1f%%", 100 * heat, 100 * weight.total() / all)),
                        heat));
            }
        });
        Map<String, Long> calls = stacks.calls((from, to) -> quoted(from.function()) + " -> " + quoted(to.function()));
        new TreeMap<>(calls).forEach((call, weight) -> {
            if (weight >= LEAST * all) {
                text.append(ProfileText.format(
                        "    %s [label=\"%.1f%%\", penwidth=%.2f];%n",
                        call, 100 * weight / all, 0.5 + 4 * weight / all));
            }
        });
        return text.append("}\n").toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }
}
