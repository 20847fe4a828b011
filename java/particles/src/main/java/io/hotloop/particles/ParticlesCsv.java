package io.hotloop.particles;

import io.hotloop.particles.internal.Coordinates;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * CSV in and out, streaming: 10⁷ particles (600 MB of text) need no more than their own memory twice,
 * because their number is known only at the end.
 */
final class ParticlesCsv {
    private static final String HEADER = "x,y,w";

    private static final int FIELDS = 3;

    /** Particles per block while reading. */
    private static final int CHUNK = 1 << 16;

    private ParticlesCsv() {}

    static Particles read(Path file, Arena arena) throws IOException {
        // Opening a folder succeeds, and the failure of reading it does not tell its name.
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder, not a file");
        }
        // This reader replaces malformed bytes by U+FFFD, which tells their place; others only say that there
        // are some.
        try (Reader reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            return read(reader, file.toString(), arena);
        }
    }

    static Particles read(Reader source, String name, Arena arena) throws IOException {
        var reader = source instanceof BufferedReader buffered ? buffered : new BufferedReader(source);
        return new Parser(reader, name).read(arena);
    }

    static void write(Particles particles, Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (var out = Files.newBufferedWriter(file)) {
                write(particles, out);
            }
            return;
        }
        // The file behind a link is what is replaced, not the link.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
        try {
            try (BufferedWriter out =
                    Files.newBufferedWriter(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(particles, out);
            }
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (Throwable e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    static void write(Particles particles, Appendable out) throws IOException {
        out.append(HEADER).append('\n');
        var line = new StringBuilder(3 * 26);
        for (long i = 0; i < particles.count(); i++) {
            line.setLength(0);
            line.append(particles.x(i)).append(',');
            line.append(particles.y(i)).append(',');
            line.append(particles.w(i)).append('\n');
            out.append(line);
        }
    }

    private static final class Parser {
        private final BufferedReader reader;
        private final String name;
        private String text = "";
        private long line;
        private final double[] fields = new double[FIELDS];

        Parser(BufferedReader reader, String name) {
            this.reader = reader;
            this.name = name;
        }

        Particles read(Arena arena) throws IOException {
            readHeader();
            try (Arena chunksArena = Arena.ofConfined()) {
                List<MemorySegment> chunks = new ArrayList<>();
                long count = 0;
                while (nextRow()) {
                    int inChunk = (int) (count % CHUNK);
                    if (inChunk == 0) {
                        chunks.add(chunksArena.allocate(FIELDS * CHUNK * Coordinates.DOUBLE.byteSize(), 64));
                    }
                    MemorySegment chunk = chunks.getLast();
                    for (int field = 0; field < FIELDS; field++) {
                        chunk.setAtIndex(Coordinates.DOUBLE, (long) field * CHUNK + inChunk, fields[field]);
                    }
                    count++;
                }
                return join(chunks, count, arena);
            }
        }

        private static Particles join(List<MemorySegment> chunks, long count, Arena arena) {
            var particles = Particles.uninitialized(count, arena);
            MemorySegment[] targets = {particles.x(), particles.y(), particles.w()};
            for (int i = 0; i < chunks.size(); i++) {
                long first = (long) i * CHUNK;
                long bytes = Math.min(CHUNK, count - first) * Double.BYTES;
                for (int field = 0; field < FIELDS; field++) {
                    MemorySegment.copy(
                            chunks.get(i),
                            (long) field * CHUNK * Double.BYTES,
                            targets[field],
                            first * Double.BYTES,
                            bytes);
                }
            }
            return particles;
        }

        private void readHeader() throws IOException {
            if (!nextLine()) {
                line = 1;
                throw problem(1, "the file is empty: it must begin with the header " + HEADER);
            }
            String[] names = text.split(",", -1);
            String[] expected = HEADER.split(",");
            boolean right = names.length == expected.length;
            for (int i = 0; right && i < names.length; i++) {
                right = names[i].strip().equals(expected[i]);
            }
            if (!right) {
                throw problem(1, "the header " + HEADER + " is missing, the line is " + quote(text));
            }
        }

        private boolean nextLine() throws IOException {
            String next = reader.readLine();
            if (next == null) {
                return false;
            }
            line++;
            text = line == 1 && next.startsWith("\uFEFF") ? next.substring(1) : next;
            int replaced = text.indexOf('\uFFFD');
            if (replaced >= 0) {
                throw problem(replaced + 1, "the text is not UTF-8");
            }
            return true;
        }

        /** Reads the numbers of the next line; false at the end. */
        private boolean nextRow() throws IOException {
            if (!nextLine()) {
                return false;
            }
            if (text.isBlank()) {
                long blank = line;
                while (nextLine()) {
                    if (!text.isBlank()) {
                        line = blank;
                        throw problem(1, "the line is empty, but lines with particles follow");
                    }
                }
                return false;
            }
            int begin = 0;
            for (int field = 0; field < FIELDS; field++) {
                int comma = text.indexOf(',', begin);
                boolean last = field == FIELDS - 1;
                if (last && comma >= 0) {
                    throw problem(comma + 1, "more than 3 fields in " + quote(text));
                }
                if (!last && comma < 0) {
                    throw problem(text.length() + 1, (field + 1) + " of 3 fields in " + quote(text));
                }
                int end = last ? text.length() : comma;
                fields[field] = number(begin, end);
                begin = end + 1;
            }
            return true;
        }

        private double number(int begin, int end) throws CsvFormatException {
            int from = begin;
            int to = end;
            while (from < to && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
            while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
                to--;
            }
            String number = text.substring(from, to);
            if (number.isEmpty()) {
                throw problem(begin + 1, "a number is missing in " + quote(text));
            }
            double value;
            try {
                value = Double.parseDouble(number);
            } catch (NumberFormatException e) {
                var problem = problem(from + 1, quote(number) + " is not a number");
                problem.initCause(e);
                throw problem;
            }
            // Java's literals allow more than a CSV file: hexadecimal digits and the suffixes d and f.
            if ("dDfF".indexOf(number.charAt(number.length() - 1)) >= 0
                    || number.indexOf('x') >= 0
                    || number.indexOf('X') >= 0) {
                throw problem(from + 1, quote(number) + " is not a number");
            }
            if (Double.isInfinite(value) && !number.endsWith("Infinity")) {
                throw problem(from + 1, quote(number) + " is beyond the range of a double");
            }
            return value;
        }

        private CsvFormatException problem(int column, String what) {
            return new CsvFormatException(name, line, column, what);
        }

        /** Not all of a line that may be long. */
        private static String quote(String text) {
            return '"' + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + '"';
        }
    }
}
