package io.hotloop.cli;

import io.hotloop.cli.MachineCode.Instruction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lines cost when they were measured.
 *
 * @param unit what is counted
 * @param lines how much of it each line has itself, without what it calls
 * @param instructions how much of it each instruction has; empty where that is not known
 * @param total how much of it the whole program has
 * @param stray how much of it is of functions of these names, but of no instruction here
 */
record Cost(String unit, Map<SourceLine, Long> lines, Map<Instruction, Long> instructions, long total, long stray) {
    /** How much the lines have together. */
    long measured() {
        return lines.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A line's part of what the lines have together, 0 to 1. */
    double share(SourceLine line) {
        return (double) lines.getOrDefault(line, 0L) / measured();
    }

    /** A line's part, as a column of text. */
    String column(SourceLine line) {
        return column(lines.get(line));
    }

    /** An instruction's, or nothing where they are not known. */
    String column(Instruction instruction) {
        return instructions.isEmpty() ? "" : column(instructions.get(instruction));
    }

    private String column(@Nullable Long part) {
        return part == null ? "       " : String.format(Locale.ROOT, "%5.1f%% ", 100.0 * part / measured());
    }

    /** Itself, unless it has nothing of the lines. */
    Cost required(Path file) throws IOException {
        if (measured() == 0) {
            throw new IOException(file + " has no cost of these sources' lines, of " + total + " " + unit);
        }
        return this;
    }
}
