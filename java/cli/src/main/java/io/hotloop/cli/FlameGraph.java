package io.hotloop.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The stacks as a page of HTML that needs nothing else: {@code flame.html} draws them. */
final class FlameGraph {
    private FlameGraph() {}

    /** A function within its callers. */
    private static final class Node {
        private final Map<String, Node> callees = new TreeMap<>();
        private long total;

        /** An array of the name, the time and the callees' arrays. */
        private void write(String name, StringBuilder text) {
            text.append("[\"").append(escape(name)).append("\",").append(total);
            callees.forEach((callee, node) -> {
                text.append(",\n");
                node.write(callee, text);
            });
            text.append(']');
        }
    }

    static String of(Profile profile) throws IOException {
        var root = new Node();
        profile.recording().samples().weights().forEach((stack, weight) -> {
            Node node = root;
            node.total += weight;
            for (Place place : stack) {
                node = node.callees.computeIfAbsent(place.function(), _ -> new Node());
                node.total += weight;
            }
        });
        var data = new StringBuilder();
        root.write("all", data);
        return Html.template("flame.html")
                .replace("@TITLE@", Html.escape(String.join(" ", profile.command())))
                .replace("@DATA@", data);
    }

    /** Of names in Java; within a script, no tag may end. */
    private static String escape(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"").replace("<", "\\u003c");
    }
}
