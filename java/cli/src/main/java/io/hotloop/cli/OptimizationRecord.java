package io.hotloop.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import io.hotloop.cli.LineNote.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what gcc keeps by {@code -fsave-optimization-record}, and says the parts that matter in short sentences. Nearly all of
 * a record is the compiler's thinking aloud: a hundred entries for each line.
 */
final class OptimizationRecord {
    private static final Pattern VECTORISED =
            Pattern.compile("vectorized using (?:(\\d+) byte|variable length) vectors");
    private static final Pattern INLINED = Pattern.compile("Inlin(?:ing|ed) (\\S+)/\\d+ into .*", Pattern.DOTALL);
    private static final Pattern NOT_INLINED =
            Pattern.compile("(?:not inlinable|will not early inline): \\S+ ?-> ?(\\S+)/\\d+, (.*)", Pattern.DOTALL);
    private static final Pattern UNROLLED = Pattern.compile("loop unrolled (\\d+) times.*", Pattern.DOTALL);

    /** What gcc says on its way, without giving up. */
    private static final Pattern NO_REASON = Pattern.compile(
            "(versioning for alias required|[Uu]nknown (mis)?alignment|step unknown|reduc op not supported|cost model:).*",
            Pattern.DOTALL);

    private static final String NEST = "loops within loops";

    /** What else it did: a part of gcc's words, and a sentence; none for what a reader need not know. */
    private static final List<Map.Entry<String, String>> DONE = List.of(
            Map.entry("completely unrolled", "unrolled completely"),
            Map.entry("because of possible aliasing", "kept unvectorised, too, for arrays that overlap"),
            Map.entry("when certain strides are 1", "a version of its own for strides of 1"),
            Map.entry("library calls", "became a call of memset or memcpy"),
            Map.entry("Guard hoisted", "a test taken out of the loop"),
            Map.entry("loop turned into non-loop", ""));

    /** Reasons against vectors: a part of gcc's words, and a sentence. */
    private static final List<Map.Entry<String, String>> REASONS = List.of(
            Map.entry("control flow in loop", "the loop branches or may end early"),
            Map.entry("function is not vectorizable", "a function is called"),
            Map.entry(
                    "contains function calls",
                    "a function is called, or memory reached in a way that cannot be analysed"),
            Map.entry("number of iterations cannot", "how often it runs is not known before it"),
            Map.entry("profitable", "it would not be faster"),
            Map.entry("iteration count", "it runs too few times"),
            Map.entry("multiple nested loops", NEST),
            Map.entry("consecutive inner loops", NEST),
            Map.entry("possible dependence", "an iteration may need what another one writes"),
            Map.entry("bad data dependence", "an iteration may need what another one writes"),
            Map.entry("unsupported use in stmt", "an iteration needs what the one before it computed"),
            Map.entry("fold-left reduction", "an iteration needs what the one before it computed"),
            Map.entry("complicated access pattern", "the elements lie in no simple order"),
            Map.entry("data ref analysis failed", "where the elements lie cannot be told"),
            Map.entry("volatile", "volatile memory"),
            Map.entry("no vectype", "a type that no vector holds"),
            Map.entry("stmt not supported", "an operation that vectors do not have"));

    private final Set<String> files;
    private final Set<LineNote> notes = new LinkedHashSet<>();
    private final Map<Origin, Set<String>> vectorised = new LinkedHashMap<>();
    private final Map<Origin, LineNote> misses = new LinkedHashMap<>();
    private final Set<SourceCall> inlined = new HashSet<>();
    private final Map<SourceCall, LineNote> notInlined = new LinkedHashMap<>();

    /** Why the loop that was looked at last is not vectorised: what the first attempt met, with the largest vectors. */
    private String reason = "";

    /** What the last attempt met. */
    private String refusal = "";

    private OptimizationRecord(Set<String> files) {
        this.files = files;
    }

    /** A line in a function; {@code into} tells into which one that was inlined, or is empty. */
    private record Origin(SourceLine at, String function, String into) {}

    private record SourceCall(SourceLine at, String function) {}

    /**
     * Reads a record.
     *
     * @param json a list of three: the format, the passes, the entries
     * @param files the names of the user's files
     * @return notes of their lines
     */
    static List<LineNote> read(InputStream json, Set<String> files) throws IOException {
        var reader = new OptimizationRecord(files);
        // One entry at a time: all of them may be hundreds of MB.
        try (JsonParser parser = JSON.std.createParser(json)) {
            int depth = 0;
            int part = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    depth++;
                    part += depth == 2 ? 1 : 0;
                } else if (token == JsonToken.END_ARRAY) {
                    depth--;
                } else if (token == JsonToken.START_OBJECT && part == 2) {
                    reader.entry(JSON.std.mapFrom(parser));
                } else if (token == JsonToken.START_OBJECT) {
                    parser.skipChildren();
                }
            }
        }
        return reader.finish();
    }

    private void entry(Map<?, ?> entry) {
        Origin origin = origin(entry);
        if (origin != null) {
            String text = text(entry);
            switch (String.valueOf(entry.get("kind"))) {
                case "success" -> success(origin, text);
                case "failure" -> failure(origin, text);
                case "scope" -> {
                    if (text.contains("analyze_loop_nest")) {
                        reason = reason(entry);
                        refusal = "";
                    }
                }
                default -> {}
            }
        }
        children(entry).forEach(this::entry);
    }

    private void success(Origin origin, String text) {
        Matcher inlining = INLINED.matcher(text);
        Matcher unrolled = UNROLLED.matcher(text);
        if (VECTORISED.matcher(text).find()) {
            vectorised.computeIfAbsent(origin, first -> new LinkedHashSet<>()).add(text);
        } else if (inlining.matches()) {
            String function = base(inlining.group(1));
            if (!isOwn(function)) {
                inlined.add(new SourceCall(origin.at, function));
                note(origin, Kind.DONE, "inlined " + function, text);
            }
        } else if (unrolled.matches()) {
            note(origin, Kind.DONE, "unrolled " + unrolled.group(1) + " times", text);
        } else {
            String sentence = sentence(text, DONE);
            if (!sentence.isEmpty()) {
                note(origin, Kind.DONE, sentence, text);
            }
        }
    }

    private void failure(Origin origin, String text) {
        Matcher call = NOT_INLINED.matcher(text);
        if (text.startsWith("couldn't vectorize loop")) {
            String why = reason.isEmpty() ? refusal : reason;
            String sentence = sentence(why, REASONS);
            // Nobody expects it of the outer loops of a nest.
            Kind kind = sentence.equals(NEST) ? Kind.DETAIL : Kind.MISSED;
            String said = sentence.isEmpty() ? "not vectorised" : "not vectorised: " + sentence;
            misses.put(origin, new LineNote(origin.at, kind, said + origin.into, why.isEmpty() ? text : why));
        } else if (text.startsWith("not vectorized: ")) {
            refusal = text;
        } else if (call.matches()) {
            String function = base(call.group(1));
            String why = call.group(2).lines().findFirst().orElse("?");
            // A body that is elsewhere is no missed chance; what remains a call is seen in the machine code.
            if (!isOwn(function) && !why.equals("function body not available")) {
                notInlined.put(
                        new SourceCall(origin.at, function),
                        new LineNote(origin.at, Kind.MISSED, function + " is not inlined: " + why + origin.into, text));
            }
        }
    }

    private void note(Origin origin, Kind kind, String text, String wording) {
        notes.add(new LineNote(origin.at, kind, text + origin.into, wording));
    }

    private List<LineNote> finish() {
        var all = new ArrayList<LineNote>();
        vectorised.forEach((origin, texts) -> all.add(new LineNote(
                origin.at, Kind.VECTORISED, "vectorised" + widths(texts) + origin.into, String.join("\n", texts))));
        misses.forEach((origin, miss) -> {
            // What else stands on that line is the loops around it, its remainder, or its form for other strides.
            if (!vectorised.containsKey(origin)) {
                all.add(miss);
            }
        });
        notInlined.forEach((call, miss) -> {
            if (!inlined.contains(call)) {
                all.add(miss);
            }
        });
        all.addAll(notes);
        return List.copyOf(new LinkedHashSet<>(all));
    }

    /** The bytes of vectors: 32 for the loop, and maybe 16 for its end. */
    private static String widths(Set<String> texts) {
        String widths = texts.stream()
                .flatMap(text -> VECTORISED.matcher(text).results())
                .map(match -> match.group(1))
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("- and "));
        return widths.isEmpty() ? "" : ", " + widths + "-byte vectors";
    }

    /** The first of the user's lines in a chain of inlined calls; null where all of it is in headers of others. */
    private @Nullable Origin origin(Map<?, ?> entry) {
        var functions = new ArrayList<String>();
        var lines = new ArrayList<@Nullable SourceLine>();
        lines.add(line(entry.get("location")));
        if (entry.get("inlining_chain") instanceof List<?> chain) {
            for (Object call : chain) {
                Map<?, ?> inlining = (Map<?, ?>) call;
                functions.add(base(String.valueOf(inlining.get("fndecl"))));
                if (inlining.get("site") != null) {
                    lines.add(line(inlining.get("site")));
                }
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            SourceLine at = lines.get(i);
            if (at != null) {
                SourceLine outer = i + 1 < lines.size() ? lines.getLast() : null;
                String function =
                        functions.isEmpty() ? base(String.valueOf(entry.get("function"))) : functions.getLast();
                return new Origin(
                        at,
                        function,
                        outer == null ? "" : " (inlined into " + function + ", line " + outer.line() + ")");
            }
        }
        return null;
    }

    private @Nullable SourceLine line(@Nullable Object location) {
        if (location instanceof Map<?, ?> map
                && map.get("file") instanceof String name
                && map.get("line") instanceof Number line) {
            String file = Path.of(name).normalize().toString();
            return files.contains(file) ? new SourceLine(file, line.intValue()) : null;
        }
        return null;
    }

    /** What was said last before the first attempt was given up; empty where that was nothing. */
    private static String reason(Map<?, ?> analysis) {
        String last = "";
        for (Map<?, ?> step : children(analysis)) {
            if ("failure".equals(step.get("kind")) && !text(step).isEmpty()) {
                break;
            }
            last = lastFailure(step);
        }
        return last;
    }

    private static String lastFailure(Map<?, ?> step) {
        String last = "";
        for (Map<?, ?> child : children(step)) {
            String text = "failure".equals(child.get("kind")) ? text(child) : lastFailure(child);
            if (!text.isEmpty() && !NO_REASON.matcher(text).matches()) {
                last = text;
            }
        }
        return last;
    }

    /** What a list has for gcc's words, or their first line. */
    private static String sentence(String text, List<Map.Entry<String, String>> sentences) {
        return sentences.stream()
                .filter(known -> text.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> text.lines().findFirst().orElse("").replace("not vectorized: ", ""));
    }

    private static List<Map<?, ?>> children(Map<?, ?> entry) {
        var children = new ArrayList<Map<?, ?>>();
        if (entry.get("children") instanceof List<?> list) {
            list.forEach(child -> children.add((Map<?, ?>) child));
        }
        return children;
    }

    private static String text(Map<?, ?> entry) {
        var text = new StringBuilder();
        if (entry.get("message") instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof Map<?, ?> named) {
                    for (String kind : List.of("expr", "stmt", "symtab_node")) {
                        text.append(named.get(kind) == null ? "" : named.get(kind));
                    }
                } else {
                    text.append(part);
                }
            }
        }
        return text.toString().strip();
    }

    /** A function of which gcc made parts: {@code norms._omp_fn.0} is {@code norms}. */
    static String base(String function) {
        return function.replaceFirst("\\..*", "");
    }

    /** What macros and OpenMP call. */
    static boolean isOwn(String function) {
        return function.matches("(hl_|__|GOMP_|omp_).*");
    }
}
