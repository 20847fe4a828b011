package io.hotloop.cli;

import io.hotloop.bench.Timeit;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.Configuration;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Where the time of a snippet goes: the tables of {@code /prun} and {@code /lprun}.
 *
 * @param stacks what was seen, from the snippet's own loop on, in nanoseconds
 * @param nanos how long it took
 * @param loops how often the snippet ran
 */
record SnippetProfile(Stacks stacks, long nanos, long loops) {
    /** Of 200 samples a second, 1 % is two. */
    private static final Duration PERIOD = Duration.ofMillis(5);

    /** A snippet that takes less runs again. */
    private static final long LEAST_NANOS = 1_000_000_000;

    private static final int MOST_ROWS = 20;

    /** JShell's class, and what of it the user wrote. */
    private static final Pattern JSHELL = Pattern.compile("(REPL\\.\\$JShell\\$\\w+)(?:\\$(.+))?");

    /** Threads of the shell, its terminal and the recorder. */
    private static final Pattern SHELL =
            Pattern.compile("io\\.hotloop\\.cli\\.|org\\.jline\\.|jdk\\.jfr\\.|jdk\\.jshell\\.");

    static SnippetProfile of(Timeit.Loop loop) throws Exception {
        Path file = Files.createTempFile("hotloop", ".jfr");
        String settings = Recording.settings(PERIOD, List.of(), false, true);
        try (var recorder = new jdk.jfr.Recording(Configuration.create(new StringReader(settings)))) {
            recorder.start();
            long start = System.nanoTime();
            long loops = 0;
            long nanos;
            do {
                loop.run(1);
                loops++;
                nanos = System.nanoTime() - start;
            } while (nanos < LEAST_NANOS && !Thread.currentThread().isInterrupted());
            recorder.stop();
            recorder.dump(file);
            Stacks all = Recording.read(PERIOD, List.of(file)).samples();
            return new SnippetProfile(new Stacks(fromLoop(all.weights())), nanos, loops);
        } finally {
            Files.delete(file);
        }
    }

    /** Nobody wants to know what is around the snippet. What runs for it in other threads is not around it. */
    private static Map<List<Place>, Long> fromLoop(Map<List<Place>, Long> weights) {
        var kept = new HashMap<List<Place>, Long>();
        weights.forEach((stack, weight) -> {
            int begin = 0;
            while (begin < stack.size() && !isLoop(stack.get(begin))) {
                begin++;
            }
            boolean isShell =
                    stack.stream().anyMatch(place -> SHELL.matcher(place.type()).lookingAt());
            if (begin < stack.size() || !isShell) {
                kept.merge(begin < stack.size() ? stack.subList(begin, stack.size()) : stack, weight, Long::sum);
            }
        });
        return kept;
    }

    private static boolean isLoop(Place place) {
        return place.method().contains("do_it$") && JSHELL.matcher(place.type()).matches();
    }

    private String head() {
        return String.format(
                Locale.ROOT,
                "%.2f s of processor time in %.2f s, %,d loop%s",
                stacks.total() / 1e9,
                nanos / 1e9,
                loops,
                loops == 1 ? "" : "s");
    }

    private String percent(long weight) {
        return String.format(Locale.ROOT, "%6.1f%%", 100.0 * weight / Math.max(1, stacks.total()));
    }

    /** Methods by their own time. */
    List<String> methods() {
        var lines = new ArrayList<String>();
        lines.add(head());
        lines.add("   self   total  method");
        stacks.by(SnippetProfile::name).entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparingLong(Stacks.Weight::self)
                        .thenComparingLong(Stacks.Weight::total)
                        .reversed()))
                .limit(MOST_ROWS)
                .forEach(row -> lines.add(percent(row.getValue().self()) + " "
                        + percent(row.getValue().total()) + "  " + row.getKey()));
        return lines;
    }

    /** As the user knows it. */
    private static String name(Place place) {
        Matcher own = JSHELL.matcher(place.type());
        if (isLoop(place)) {
            return "the code itself";
        }
        if (own.matches()) {
            return own.group(2) == null ? place.method() : own.group(2) + "." + place.method();
        }
        return place.function().replaceFirst("^REPL\\.", "");
    }

    /** Lines of snippets, each with the time that it and what it calls take. */
    List<String> lines(List<Snippet> snippets, SourceCodeAnalysis analysis) {
        Map<String, Map<Integer, Long>> hits = hits();
        var lines = new ArrayList<String>();
        lines.add(head());
        for (Snippet snippet : snippets) {
            SourceCodeAnalysis.SnippetWrapper wrapper = analysis.wrapper(snippet);
            Map<Integer, Long> own = wrapper == null ? null : hits.get(wrapper.fullClassName());
            if (own == null) {
                continue;
            }
            Map<Integer, Long> bySource = new HashMap<>();
            own.forEach((line, weight) -> bySource.merge(sourceLine(wrapper, line), weight, Long::sum));
            int number = 1;
            for (String text : wrapper.source().split("\n")) {
                Long weight = bySource.get(number++);
                lines.add((weight == null ? "       " : percent(weight)) + "  " + text);
            }
        }
        return lines;
    }

    /** Time by JShell's classes and their lines. */
    private Map<String, Map<Integer, Long>> hits() {
        Map<String, Map<Integer, Long>> hits = new HashMap<>();
        stacks.weights().forEach((stack, weight) -> {
            Set<String> seen = new HashSet<>();
            for (Place place : stack) {
                Matcher own = JSHELL.matcher(place.type());
                if (own.matches() && seen.add(own.group(1) + ":" + place.line())) {
                    hits.computeIfAbsent(own.group(1), _ -> new HashMap<>()).merge(place.line(), weight, Long::sum);
                }
            }
        });
        return hits;
    }

    /** The line of the snippet that stands in a line of JShell's class. */
    private static int sourceLine(SourceCodeAnalysis.SnippetWrapper wrapper, int line) {
        String wrapped = wrapper.wrapped();
        int begin = 0;
        for (int i = 1; i < line && begin >= 0; i++) {
            begin = wrapped.indexOf('\n', begin) + 1;
        }
        int end = wrapped.indexOf('\n', begin);
        int position = wrapper.wrappedToSourcePosition(Math.max(begin, (end < 0 ? wrapped.length() : end) - 1));
        String before = wrapper.source()
                .substring(0, Math.clamp(position, 0, wrapper.source().length()));
        return 1 + (int) before.chars().filter(c -> c == '\n').count();
    }
}
