package io.hotloop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a program did.
 *
 * @param command how it was called
 * @param time how long it ran
 * @param interval between samples
 * @param recording what the recorder saw
 * @param rows its functions, Java's and those of kernels that count
 * @param files the sources that were found
 */
record Profile(
        List<String> command,
        Duration time,
        Duration interval,
        Recording recording,
        List<ProfileRow> rows,
        List<ProfiledFile> files) {
    /** What rows are sorted by: the greatest first, names from the first. */
    enum Column {
        CALLS(row -> row.calls() == null ? -1 : row.calls()),
        PERCALL(row -> row.perCall() == null ? -1 : row.perCall()),
        SELF(ProfileRow::self),
        TOTAL(ProfileRow::total),
        NAME(_ -> 0);

        private final Function<ProfileRow, Number> value;

        Column(Function<ProfileRow, Number> value) {
            this.value = value;
        }

        Comparator<ProfileRow> order() {
            return Comparator.comparingDouble(
                            (ProfileRow row) -> value.apply(row).doubleValue())
                    .thenComparing(this == NAME ? _ -> 0L : ProfileRow::total)
                    .reversed()
                    .thenComparing(ProfileRow::function)
                    .thenComparing(ProfileRow::file);
        }
    }

    /**
     * Puts it together.
     *
     * @param kernels the files that {@code LibraryProfile} wrote
     * @param sources folders with sources
     * @param order of the rows
     */
    static Profile of(
            List<String> command,
            Duration time,
            Duration interval,
            Recording recording,
            List<Path> kernels,
            List<Path> sources,
            Column order)
            throws IOException {
        Map<String, Stacks.Weight> weights = recording.samples().by(Place::function);
        Map<String, String> files = new TreeMap<>();
        recording
                .samples()
                .weights()
                .keySet()
                .forEach(stack -> stack.forEach(place -> files.putIfAbsent(place.function(), place.file())));
        recording.timings().forEach((name, timing) -> {
            if (timing.calls() > 0) {
                int dot = name.lastIndexOf('.');
                files.putIfAbsent(name, new Place(name.substring(0, dot), name.substring(dot + 1), 0).file());
            }
        });
        var rows = new ArrayList<ProfileRow>();
        files.forEach((name, file) -> {
            Stacks.Weight weight = weights.getOrDefault(name, new Stacks.Weight(0, 0));
            Recording.Timing timing = recording.timings().get(name);
            rows.add(new ProfileRow(
                    name,
                    file.isEmpty(),
                    false,
                    file,
                    0,
                    timing == null ? null : timing.calls(),
                    timing == null ? null : timing.perCall(),
                    weight.self(),
                    weight.total()));
        });
        // Of several JVMs, the same function is one.
        Map<String, ProfileRow> counted = new LinkedHashMap<>();
        for (Path file : kernels) {
            for (String line : Files.readAllLines(file)) {
                ProfileRow row = kernelRow(line.split("\t", -1));
                counted.merge(row.function() + "\t" + row.file() + "\t" + row.line(), row, Profile::sum);
            }
        }
        rows.addAll(counted.values());
        rows.sort(order.order());
        return new Profile(
                command, time, interval, recording, List.copyOf(rows), ProfiledFile.of(recording.samples(), sources));
    }

    private static ProfileRow sum(ProfileRow a, ProfileRow b) {
        long calls = a.calls() + b.calls();
        long total = a.total() + b.total();
        return new ProfileRow(
                a.function(),
                true,
                true,
                a.file(),
                a.line(),
                calls,
                (double) total / calls,
                a.self() + b.self(),
                total);
    }

    private static ProfileRow kernelRow(String[] words) {
        long calls = Long.parseLong(words[3]);
        long total = Long.parseLong(words[5]);
        return new ProfileRow(
                words[0],
                true,
                true,
                words[1],
                Integer.parseInt(words[2]),
                calls,
                (double) total / calls,
                Long.parseLong(words[4]),
                total);
    }

    /** A row's own part of what all samples have, 0 to 1; null for what is counted, whose time is that of the clock. */
    @Nullable
    Double share(ProfileRow row) {
        long all = recording.samples().total();
        return row.isCounted() || all == 0 ? null : (double) row.self() / all;
    }

    /** For a spreadsheet. */
    String toCsv() {
        var text = new StringBuilder("function,language,file,line,calls,ns_per_call,self_ns,total_ns,share\n");
        for (ProfileRow row : rows) {
            text.append('"').append(row.function().replace("\"", "\"\"")).append('"');
            text.append(row.isC() ? ",C," : ",Java,");
            text.append(row.file()).append(',').append(row.line() == 0 ? "" : row.line());
            text.append(',').append(row.calls() == null ? "" : row.calls());
            text.append(',').append(row.perCall() == null ? "" : ProfileText.format("%.1f", row.perCall()));
            text.append(',').append(row.self()).append(',').append(row.total());
            Double share = share(row);
            text.append(share == null ? "," : ProfileText.format(",%.4f", share))
                    .append('\n');
        }
        return text.toString();
    }

    /** As a document. */
    Map<String, @Nullable Object> toDocument() {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("command", command);
        document.put("seconds", time.toNanos() / 1e9);
        document.put("interval_ms", interval.toMillis());
        document.put("samples", recording.count());
        document.put("lost_samples", recording.lost());
        document.put("sampled_ns", recording.samples().total());
        document.put("functions", rows.stream().map(this::toDocument).toList());
        document.put("collections", toDocument(recording.collections()));
        var waits = new LinkedHashMap<String, Object>();
        recording.waits().forEach((name, sum) -> waits.put(name, toDocument(sum)));
        document.put("waits", waits);
        document.put(
                "lines",
                files.stream()
                        .flatMap(file -> file.measured()
                                .map(line -> Map.of(
                                        "file",
                                        file.path().toString(),
                                        "line",
                                        line.number(),
                                        "text",
                                        line.text(),
                                        "self_ns",
                                        line.weight().self(),
                                        "total_ns",
                                        line.weight().total())))
                        .toList());
        document.put(
                "allocations",
                allocations()
                        .map(site -> Map.of(
                                "type",
                                site.type(),
                                "function",
                                site.by().function(),
                                "file",
                                site.by().file(),
                                "line",
                                site.by().line(),
                                "bytes",
                                site.bytes()))
                        .toList());
        return document;
    }

    private Map<String, @Nullable Object> toDocument(ProfileRow row) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("function", row.function());
        document.put("language", row.isC() ? "C" : "Java");
        document.put("file", row.file());
        document.put("line", row.line() == 0 ? null : row.line());
        document.put("calls", row.calls());
        document.put("ns_per_call", row.perCall());
        document.put("self_ns", row.self());
        document.put("total_ns", row.total());
        return document;
    }

    private static Map<String, Object> toDocument(Recording.Sum sum) {
        return Map.of("count", sum.count(), "ns", sum.time().toNanos());
    }

    /** Where objects of a type were made. */
    record Site(String type, Place by, long bytes) {}

    /** Sites, those with the most bytes first. */
    Stream<Site> allocations() {
        Stacks stacks = recording.allocations();
        return stacks.calls((by, type) -> Map.entry(by, type)).entrySet().stream()
                .filter(call -> call.getKey().getValue().type().isEmpty())
                .map(call -> new Site(
                        call.getKey().getValue().method(), call.getKey().getKey(), call.getValue()))
                .sorted(Comparator.comparingLong(Site::bytes)
                        .reversed()
                        .thenComparing(Site::type)
                        .thenComparing(site -> site.by().function())
                        .thenComparing(site -> site.by().line()));
    }
}
