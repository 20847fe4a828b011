package io.hotloop.cli;

import io.hotloop.cli.LineNote.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of a library, by the lines of its sources: what objdump prints.
 *
 * @param instructions those of the user's functions, in the library's order
 */
record MachineCode(List<Instruction> instructions) {
    private static final Pattern SYMBOL = Pattern.compile("([0-9a-f]+) <(.+)>:");
    private static final Pattern INSTRUCTION = Pattern.compile(" *([0-9a-f]+):\t(.*)");
    private static final Pattern LINE = Pattern.compile("(?:\\(?inlined by\\)? )?(/.*):(\\d+)(?: \\(.*\\))?");
    private static final Pattern ADDRESS = Pattern.compile("(?<= )[0-9a-f]+ <([^>]+)>");

    /** The symbol before a constant, which has none of its own. */
    private static final Pattern CONSTANT = Pattern.compile(" +# [0-9a-f]+ <.*\\+0x[0-9a-f]+>$");

    private static final Pattern CALL = Pattern.compile("(?:bnd )?(?:call|jmp) .*<([^@+>]+)(@plt)?>.*");
    private static final Pattern CALL_BY_POINTER = Pattern.compile("(?:bnd )?call +[^<]*");

    /** Group 1 is there where the stack is written. */
    private static final Pattern STACK = Pattern.compile("(?!lea)\\S+ +(?:(\\w+ PTR \\[rsp.*\\],.*)|.*\\[rsp.*)");

    private static final Pattern PADDING = Pattern.compile("((data16|cs) )*nop.*|xchg +ax,ax");

    /**
     * An instruction.
     *
     * @param at the line that it is of, the innermost of the user's
     * @param inlinedAt the line of the call where that was inlined; null where it was not
     * @param symbol the function that it is in
     * @param offset how many bytes behind the function's begin
     * @param text the instruction, with the names and offsets of what it jumps to
     * @param called the function that it leaves for; empty for none
     */
    record Instruction(
            SourceLine at, @Nullable SourceLine inlinedAt, String symbol, long offset, String text, String called) {}

    /**
     * Disassembles.
     *
     * @param library with debug information
     * @param files the names of the user's files
     * @throws IOException if there is no objdump, or it fails
     */
    static MachineCode of(Path library, Set<String> files) throws IOException {
        return parse(
                Tool.run(
                        "binutils",
                        "objdump",
                        "-d",
                        "-l",
                        "--inlines",
                        "--no-show-raw-insn",
                        "-M",
                        "intel",
                        "-j",
                        ".text",
                        library.toString()),
                library.getParent(),
                files);
    }

    /** Reads what objdump printed of sources in a folder. */
    static MachineCode parse(String output, Path folder, Set<String> files) {
        var instructions = new ArrayList<Instruction>();
        String symbol = "";
        long begin = 0;
        var lines = new ArrayList<SourceLine>();
        boolean isNewPlace = true;
        for (String text : (Iterable<String>) output.lines()::iterator) {
            Matcher instruction = INSTRUCTION.matcher(text);
            if (instruction.matches()) {
                isNewPlace = true;
                if (!lines.isEmpty()) {
                    long offset = Long.parseUnsignedLong(instruction.group(1), 16) - begin;
                    SourceLine outer = lines.size() == 1 ? null : lines.getLast();
                    instructions.add(new Instruction(
                            lines.getFirst(),
                            outer,
                            symbol,
                            offset,
                            text(instruction.group(2), symbol),
                            called(instruction.group(2), symbol)));
                }
                continue;
            }
            Matcher begins = SYMBOL.matcher(text);
            Matcher line = LINE.matcher(text);
            if (begins.matches()) {
                removePadding(instructions);
                begin = Long.parseUnsignedLong(begins.group(1), 16);
                symbol = begins.group(2);
                lines.clear();
            } else if (line.matches()) {
                if (isNewPlace && !text.contains("inlined by")) {
                    lines.clear();
                }
                isNewPlace = false;
                Path file = Path.of(line.group(1)).normalize();
                String name = String.valueOf(file.getFileName());
                if (folder.equals(file.getParent()) && files.contains(name)) {
                    lines.add(new SourceLine(name, Integer.parseInt(line.group(2))));
                }
            } else if (text.endsWith("():")) {
                lines.clear();
            }
        }
        removePadding(instructions);
        return new MachineCode(List.copyOf(instructions));
    }

    /** What stands behind a function, so that the next one begins at a multiple of 16 bytes. */
    private static void removePadding(List<Instruction> instructions) {
        while (!instructions.isEmpty()
                && PADDING.matcher(instructions.getLast().text).matches()) {
            instructions.removeLast();
        }
    }

    /** Without addresses: a jump within the function has an offset, another one a name. */
    private static String text(String instruction, String symbol) {
        return ADDRESS.matcher(CONSTANT.matcher(instruction.strip()).replaceFirst(""))
                .replaceAll(target -> Matcher.quoteReplacement(
                        target.group(1).startsWith(symbol + "+0x")
                                ? "+" + target.group(1).substring(symbol.length() + 3)
                                : target.group(1)));
    }

    /** Instructions by line and, within a line, by function. */
    Map<SourceLine, Map<String, List<Instruction>>> byLine() {
        var lines = new LinkedHashMap<SourceLine, Map<String, List<Instruction>>>();
        for (Instruction instruction : instructions) {
            lines.computeIfAbsent(instruction.at, line -> new LinkedHashMap<>())
                    .computeIfAbsent(place(instruction), place -> new ArrayList<>())
                    .add(instruction);
        }
        return lines;
    }

    private static String place(Instruction instruction) {
        return instruction.inlinedAt == null
                ? instruction.symbol
                : instruction.symbol + ", inlined in line " + instruction.inlinedAt.line();
    }

    /** The first line of each function that has code of its own, by the function's name. */
    Map<String, SourceLine> firstLines() {
        var lines = new HashMap<String, SourceLine>();
        for (Instruction instruction : instructions) {
            if (instruction.inlinedAt == null) {
                lines.merge(
                        instruction.symbol,
                        instruction.at,
                        (a, b) -> b.file().equals(a.file()) && b.line() < a.line() ? b : a);
            }
        }
        return lines;
    }

    /** What the instructions of lines call, and what they keep on the stack. */
    List<LineNote> notes() {
        var notes = new ArrayList<LineNote>();
        byLine().forEach((line, places) -> {
            var calls = new TreeSet<String>();
            var tests = new TreeSet<String>();
            int stores = 0;
            int loads = 0;
            for (Instruction instruction :
                    (Iterable<Instruction>) places.values().stream().flatMap(List::stream)::iterator) {
                switch (instruction.called) {
                    case "" -> {}
                    case "hl_bad_index" -> tests.add("index");
                    case "hl_bad_rank" -> tests.add("rank");
                    case "hl_bad_divisor" -> tests.add("divisor");
                    case "GOMP_parallel" -> notes.add(new LineNote(line, Kind.DONE, "OpenMP's threads begin", ""));
                    default -> {
                        if (!OptimizationRecord.isOwn(instruction.called)) {
                            calls.add(instruction.called);
                        }
                    }
                }
                Matcher stack = STACK.matcher(instruction.text);
                if (stack.matches()) {
                    stores += stack.group(1) == null ? 0 : 1;
                    loads += stack.group(1) == null ? 1 : 0;
                }
            }
            if (!calls.isEmpty()) {
                notes.add(new LineNote(line, Kind.CALL, "calls " + String.join(", ", calls), ""));
            }
            if (!tests.isEmpty()) {
                notes.add(new LineNote(line, Kind.TEST, "tests " + String.join(", ", tests), ""));
            }
            if (stores + loads > 0) {
                String text = "stack: " + count(stores, "store") + ", " + count(loads, "load");
                notes.add(new LineNote(line, Kind.DETAIL, text, ""));
            }
        });
        return notes;
    }

    private static String count(int number, String name) {
        return number + " " + name + (number == 1 ? "" : "s");
    }

    private static String called(String instruction, String symbol) {
        if (CALL_BY_POINTER.matcher(instruction).matches()) {
            return "a function by its pointer";
        }
        Matcher call = CALL.matcher(instruction);
        boolean isCall = call.matches() && !call.group(1).equals(symbol) && !isPartOf(call.group(1), symbol);
        return isCall ? OptimizationRecord.base(call.group(1)) : "";
    }

    /** Whether a function is what gcc made of a part of the other, such as its cold half. */
    private static boolean isPartOf(String function, String other) {
        return function.contains(".") && OptimizationRecord.base(function).equals(OptimizationRecord.base(other));
    }
}
