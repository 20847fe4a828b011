package io.hotloop.cli;

import io.hotloop.cli.MachineCode.Instruction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Costs that perf sampled. A sample counts for the instruction that is as far behind the begin of a function of the same name:
 * so the library that ran needs no debug information, but must have been compiled from the same source in the same way.
 */
final class PerfSamples {
    private static final byte[] MAGIC = "PERFILE2".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern SAMPLE = Pattern.compile("\\s*[0-9a-f]+ (.+?)(?:\\+0x([0-9a-f]+))? \\(.*\\)");

    private PerfSamples() {}

    /**
     * Reads them.
     *
     * @param file what {@code perf record} wrote, or what {@code perf script -G -F ip,sym,symoff,dso} printed
     * @param code the instructions
     * @throws IOException if it cannot be read, or has no sample in these functions
     */
    static Cost read(Path file, MachineCode code) throws IOException {
        var places = new HashMap<String, Instruction>();
        var functions = new HashSet<String>();
        for (Instruction instruction : code.instructions()) {
            places.put(instruction.symbol() + "+" + instruction.offset(), instruction);
            functions.add(instruction.symbol());
        }
        var lines = new HashMap<SourceLine, Long>();
        var instructions = new HashMap<Instruction, Long>();
        long total = 0;
        long stray = 0;
        for (String text : (Iterable<String>) text(file).lines()::iterator) {
            Matcher sample = SAMPLE.matcher(text);
            if (sample.matches()) {
                total++;
                long offset = sample.group(2) == null ? 0 : Long.parseUnsignedLong(sample.group(2), 16);
                Instruction instruction = places.get(sample.group(1) + "+" + offset);
                if (instruction != null) {
                    lines.merge(instruction.at(), 1L, Long::sum);
                    instructions.merge(instruction, 1L, Long::sum);
                } else if (functions.contains(sample.group(1))) {
                    stray++;
                }
            }
        }
        return new Cost("samples", lines, instructions, total, stray).required(file);
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                return Files.readString(file);
            }
        }
        return Tool.run("linux-perf", "perf", "script", "-G", "-F", "ip,sym,symoff,dso", "-i", file.toString());
    }
}
