package io.hotloop.data;

import io.hotloop.NdArray;
import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.View;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Tables of numbers as text, UTF-8: one row a line, fields between delimiters. Text is passed through and never
 * held; memory is needed for the array and, while it grows, for one and a half times as much again.
 *
 * <p>A row is a line that is neither empty nor only a comment; all rows have as many fields as the first one. A
 * field may stand in double quotes, within which a delimiter is none. Numbers are those of {@link
 * Double#parseDouble} without hexadecimal ones and suffixes, {@code inf}, {@code infinity} and {@code nan} in any
 * case, and rounded to the nearest; {@code true} and {@code false} beside 0 and 1 for bool; {@code 1.5-2j} with
 * or without parentheses for complex numbers. A number beyond the range of its dtype is an error, not an
 * infinity.
 *
 * {@snippet :
 * NdArray table = Csv.load(Path.of("table.csv"), CsvOptions.DEFAULT.skipLines(1));
 * Csv.save(Path.of("copy.csv"), table, CsvOptions.DEFAULT.header("x", "y", "w"));
 * }
 */
public final class Csv {
    private Csv() {}

    /**
     * Loads a table with {@link CsvOptions#DEFAULT}.
     *
     * @param file the file
     * @return a new float64 array of shape (rows, columns); (0, 0) if there are no rows
     * @throws CsvFormatException if a row is not what it should be; the message has file, line, column and text
     * @throws IOException if the file cannot be read
     */
    public static NdArray load(Path file) throws IOException {
        return load(file, CsvOptions.DEFAULT);
    }

    /**
     * Loads a table.
     *
     * @param file the file
     * @param options what is read and how
     * @return a new array of shape (rows, columns), also for a single row or column; without rows it is (0, the
     *     number of columns asked for, or 0)
     * @throws CsvFormatException if a row is not what it should be; the message has file, line, column and text
     * @throws IOException if the file cannot be read
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray load(Path file, CsvOptions options) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        return ArrayFiles.named(file, () -> {
            ArrayFiles.refuseFolder(file);
            // This reader replaces malformed bytes by U+FFFD, which tells their place; others only say that there
            // are some.
            try (Reader reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
                return read(reader, file.toString(), options);
            }
        });
    }

    /**
     * Reads a table to the end of a stream of characters.
     *
     * @param reader the characters; it is not closed
     * @param options what is read and how
     * @return a new array, as {@link #load(Path, CsvOptions)} has it
     * @throws CsvFormatException if a row is not what it should be; the message has line, column and text
     * @throws IOException if reading fails
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray read(Reader reader, CsvOptions options) throws IOException {
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(options, "options");
        return read(reader, "table", options);
    }

    private static NdArray read(Reader reader, String source, CsvOptions options) throws IOException {
        var lines = reader instanceof BufferedReader buffered ? buffered : new BufferedReader(reader, 1 << 16);
        return ArrayAccess.array(new CsvReader(lines, source, options).read());
    }

    /**
     * Saves a table with {@link CsvOptions#DEFAULT}.
     *
     * @param file the file
     * @param array the array
     * @throws IOException if the file cannot be written; a file that was there is then still there
     * @throws IllegalArgumentException if the array has more than two axes
     */
    public static void save(Path file, NdArray array) throws IOException {
        save(file, array, CsvOptions.DEFAULT);
    }

    /**
     * Saves a table: a row of a 2-d array is a line, of a 1-d array each element, of a 0-d array the one. Numbers
     * are written with as many digits as it takes to read the same number again; bools as 1 and 0; complex
     * numbers as {@code 1.5-2.0j}. Lines end with a line feed.
     *
     * <p>The file is replaced as a whole, as {@link Npy#save} does.
     *
     * @param file the file
     * @param array the array
     * @param options delimiter and header
     * @throws IOException if the file cannot be written; a file that was there is then still there
     * @throws IllegalArgumentException if the array has more than two axes, or the header another number of names
     *     than the array has columns
     */
    public static void save(Path file, NdArray array, CsvOptions options) throws IOException {
        Objects.requireNonNull(file, "file");
        View table = table(array, options);
        ArrayFiles.write(file, out -> {
            var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
            new CsvWriter(writer, options).write(table);
            writer.flush();
        });
    }

    /**
     * Writes a table as {@link #save(Path, NdArray, CsvOptions)} does.
     *
     * @param out where to; neither flushed nor closed
     * @param array the array
     * @param options delimiter and header
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if the array has more than two axes, or the header another number of names
     *     than the array has columns
     */
    public static void write(Appendable out, NdArray array, CsvOptions options) throws IOException {
        Objects.requireNonNull(out, "out");
        new CsvWriter(out, options).write(table(array, options));
    }

    /** The array as rows and columns. */
    private static View table(NdArray array, CsvOptions options) {
        Objects.requireNonNull(options, "options");
        View view = ArrayFiles.elements(array);
        long[] shape = view.shape();
        long[] strides = view.strides();
        View table = switch (view.rank()) {
            case 0 -> new View(view.segment(), view.offset(), view.dtype(), new long[] {1, 1}, new long[2]);
            case 1 ->
                new View(
                        view.segment(), view.offset(), view.dtype(), new long[] {shape[0], 1}, new long[] {strides[0], 0
                        });
            case 2 -> view;
            default -> throw new IllegalArgumentException("a table has at most 2 axes, the array has " + view.rank());
        };
        int names = options.header.size();
        if (names > 0 && names != table.shape()[1]) {
            throw new IllegalArgumentException(
                    "the header has " + names + " names for " + table.shape()[1] + " columns");
        }
        return table;
    }

    /** Not all of a text that may be long, and nothing that a terminal would obey. */
    static String quote(String text) {
        String start = text.length() <= 60 ? text : text.substring(0, 57) + "...";
        return '"' + start.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
