package io.hotloop.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A source in Java, with the time of its lines.
 *
 * @param path where it is
 * @param lines all of them
 */
record ProfiledFile(Path path, List<Line> lines) {
    /** Lines that are shown before and after one that has time. */
    private static final int AROUND = 2;

    private static final Stacks.Weight NOTHING = new Stacks.Weight(0, 0);

    /** A line, from 1. */
    record Line(int number, String text, Stacks.Weight weight) {}

    /**
     * The sources that can be found, those first whose own lines took the most time.
     *
     * @param folders where packages begin
     */
    static List<ProfiledFile> of(Stacks stacks, List<Path> folders) throws IOException {
        Map<SourceLine, Stacks.Weight> weights = stacks.by(place -> new SourceLine(place.file(), place.line()));
        var self = new HashMap<String, Long>();
        weights.forEach((line, weight) -> self.merge(line.file(), weight.self(), Long::sum));
        List<String> names = self.keySet().stream()
                .filter(name -> !name.isEmpty())
                .sorted(Comparator.<String>comparingLong(self::get).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        var files = new ArrayList<ProfiledFile>();
        for (String name : names) {
            for (Path folder : folders) {
                Path path = folder.resolve(name);
                if (Files.isRegularFile(path)) {
                    // In whatever encoding it is: what is no UTF-8 shows as such.
                    List<String> texts = new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
                    var lines = new ArrayList<Line>();
                    for (int number = 1; number <= texts.size(); number++) {
                        lines.add(new Line(
                                number,
                                texts.get(number - 1),
                                weights.getOrDefault(new SourceLine(name, number), NOTHING)));
                    }
                    files.add(new ProfiledFile(path, List.copyOf(lines)));
                    break;
                }
            }
        }
        return List.copyOf(files);
    }

    /** The lines that have time. */
    Stream<Line> measured() {
        return lines.stream().filter(line -> line.weight.total() > 0);
    }

    /** Those, and what stands around them. */
    List<Line> shown() {
        return lines.stream()
                .filter(line ->
                        lines
                                .subList(
                                        Math.max(0, line.number - 1 - AROUND),
                                        Math.min(lines.size(), line.number + AROUND))
                                .stream()
                                .anyMatch(near -> near.weight.total() > 0))
                .toList();
    }
}
