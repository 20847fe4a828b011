package io.hotloop.cli;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A profile in callgrind's format, as valgrind's manual has it: time by function and line, and of calls. How often a function was
 * called is not known of samples: the number of a call is that of samples in it.
 */
final class CallgrindProfile {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparing(Place::function).thenComparing(Place::line);

    private CallgrindProfile() {}

    /** A line that calls a function. */
    private record Call(Place from, Place to) {}

    static String of(Profile profile) {
        Stacks stacks = profile.recording().samples();
        var text = new StringBuilder("# callgrind format\nversion: 1\ncreator: hotloop\ncmd: ");
        text.append(String.join(" ", profile.command()).replaceAll("\\s+", " "));
        text.append("\npositions: line\nevents: ns\nsummary: ")
                .append(stacks.total())
                .append('\n');
        Map<Place, Map<Place, Long>> calls = new TreeMap<>(ORDER);
        // What is called is the function: it has one place, line 0.
        stacks.calls((from, to) -> new Call(from, new Place(to.type(), to.method(), 0)))
                .forEach((call, weight) -> calls.computeIfAbsent(call.from, _ -> new TreeMap<>(ORDER))
                        .put(call.to, weight));
        Map<Place, Stacks.Weight> lines = new TreeMap<>(ORDER);
        lines.putAll(stacks.by(place -> place));
        String function = "";
        for (Map.Entry<Place, Stacks.Weight> line : lines.entrySet()) {
            Place place = line.getKey();
            if (!place.function().equals(function)) {
                function = place.function();
                text.append("\nfl=")
                        .append(file(place))
                        .append("\nfn=")
                        .append(function)
                        .append('\n');
            }
            if (line.getValue().self() > 0) {
                text.append(place.line())
                        .append(' ')
                        .append(line.getValue().self())
                        .append('\n');
            }
            calls.getOrDefault(place, Map.of())
                    .forEach((to, weight) -> text.append("cfi=")
                            .append(file(to))
                            .append("\ncfn=")
                            .append(to.function())
                            .append("\ncalls=")
                            .append(weight / Math.max(1, profile.recording().periodNanos()))
                            .append(" 0\n")
                            .append(place.line())
                            .append(' ')
                            .append(weight)
                            .append('\n'));
        }
        return text.toString();
    }

    private static String file(Place place) {
        return place.file().isEmpty() ? "???" : place.file();
    }
}
