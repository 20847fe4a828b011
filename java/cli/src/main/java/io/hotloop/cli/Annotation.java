package io.hotloop.cli;

import io.hotloop.cli.LineNote.Kind;
import io.hotloop.cli.MachineCode.Instruction;
import io.hotloop.kernel.KernelCall;
import io.hotloop.kernel.KernelInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sources with what became of each line: what is shown, however it is shown.
 *
 * @param compiler its name and version
 * @param options the options that matter to speed
 * @param isChecked whether the first source's accesses are tested
 * @param files the sources
 * @param elsewhere calls from Java of functions whose line is not known
 * @param cost what was measured; null where nothing was
 */
record Annotation(
        String compiler,
        String options,
        boolean isChecked,
        List<File> files,
        List<KernelCall> elsewhere,
        @Nullable Cost cost) {
    /** A source. */
    record File(String name, List<Line> lines) {}

    /**
     * A line of one.
     *
     * @param at where it is
     * @param text the line itself
     * @param notes what became of it, the most important first
     * @param code its instructions, by the function that they are in
     * @param call what a call from Java does of the function that begins there; null where none does
     */
    record Line(
            SourceLine at,
            String text,
            List<LineNote> notes,
            Map<String, List<Instruction>> code,
            @Nullable KernelCall call) {
        /** Null where there is nothing to say. */
        @Nullable
        Kind kind() {
            return notes.isEmpty() ? null : notes.getFirst().kind();
        }

        int instructions() {
            return code.values().stream().mapToInt(List::size).sum();
        }
    }

    static Annotation of(
            List<Path> sources,
            KernelInspection inspection,
            List<LineNote> notes,
            MachineCode code,
            @Nullable Cost cost)
            throws IOException {
        Map<SourceLine, List<LineNote>> byLine = notes.stream()
                .sorted(Comparator.comparing(LineNote::kind))
                .collect(Collectors.groupingBy(LineNote::at));
        Map<SourceLine, Map<String, List<Instruction>>> instructions = code.byLine();
        var calls = new ArrayList<>(inspection.calls());
        var files = new ArrayList<File>();
        for (Path source : sources) {
            String name = String.valueOf(source.getFileName());
            List<String> texts = Files.readAllLines(source);
            Map<Integer, KernelCall> begins = begins(name, texts, calls, code.firstLines());
            calls.removeAll(begins.values());
            var lines = new ArrayList<Line>();
            for (String text : texts) {
                var at = new SourceLine(name, lines.size() + 1);
                lines.add(new Line(
                        at,
                        text,
                        byLine.getOrDefault(at, List.of()),
                        instructions.getOrDefault(at, Map.of()),
                        begins.get(at.line())));
            }
            files.add(new File(name, List.copyOf(lines)));
        }
        List<String> command = inspection.command();
        return new Annotation(
                inspection.compiler(),
                command.stream()
                        .filter(option -> option.matches("-(O|march|ffp-contract|fopenmp).*"))
                        .collect(Collectors.joining(" ")),
                command.lastIndexOf("-DHL_CHECKS=1") > command.lastIndexOf("-DHL_CHECKS=0"),
                List.copyOf(files),
                List.copyOf(calls),
                cost);
    }

    /** The lines where functions begin: the last ones with a function's name before its first code. */
    private static Map<Integer, KernelCall> begins(
            String file, List<String> texts, List<KernelCall> calls, Map<String, SourceLine> firstLines) {
        var begins = new HashMap<Integer, KernelCall>();
        for (KernelCall call : calls) {
            SourceLine first = firstLines.get(call.symbol());
            Pattern name = Pattern.compile("\\b" + call.symbol() + "\\s*\\(");
            // A source that was generated may name lines that it does not have.
            int line = first == null || !first.file().equals(file) ? 0 : Math.min(first.line(), texts.size());
            while (line > 0 && !name.matcher(texts.get(line - 1)).find()) {
                line--;
            }
            if (line > 0) {
                begins.put(line, call);
            }
        }
        return begins;
    }

    /** A sentence about what C tests. */
    String checks() {
        return isChecked
                ? "checked: C tests each index of AT, each divisor of DIV and MOD, and whether a RANGE goes on, which no"
                        + " vectorised loop does; --fast tests nothing"
                : "fast: C tests no index and no divisor";
    }

    /** As a document. */
    Map<String, @Nullable Object> toDocument() {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("compiler", compiler);
        document.put("options", options);
        document.put("checked", isChecked);
        document.put("cost", cost == null ? null : Map.of("unit", cost.unit(), "total", cost.total()));
        document.put(
                "files",
                files.stream()
                        .map(file -> Map.of(
                                "file",
                                file.name,
                                "lines",
                                file.lines.stream().map(this::toDocument).toList()))
                        .toList());
        document.put("elsewhere", elsewhere.stream().map(Annotation::toDocument).toList());
        return document;
    }

    private Map<String, @Nullable Object> toDocument(Line line) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("line", line.at.line());
        document.put("text", line.text);
        document.put("cost", cost == null ? null : cost.lines().getOrDefault(line.at, 0L));
        document.put(
                "notes",
                line.notes.stream()
                        .map(note -> Map.of("kind", note.kind().name(), "text", note.text(), "wording", note.wording()))
                        .toList());
        var code = new LinkedHashMap<String, List<String>>();
        line.code.forEach((place, instructions) ->
                code.put(place, instructions.stream().map(Instruction::text).toList()));
        document.put("code", code);
        document.put("call", line.call == null ? null : toDocument(line.call));
        return document;
    }

    private static Map<String, Object> toDocument(KernelCall call) {
        return Map.of("symbol", call.symbol(), "declaration", call.declaration(), "steps", call.steps());
    }
}
