package io.hotloop.data;

import io.hotloop.DType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Csv} reads and writes tables. A value: each method returns another one and leaves this as it is.
 *
 * {@snippet :
 * NdArray xy = Csv.load(file, CsvOptions.DEFAULT.delimiter(';').skipLines(1).columns(0, 2).missing("n/a"));
 * }
 */
public final class CsvOptions {
    /**
     * Fields between commas, all columns, float64, {@code #} begins a comment, no line is skipped, an empty
     * field is missing; written without a header.
     */
    public static final CsvOptions DEFAULT = new CsvOptions(',', 0, "#", null, DType.FLOAT64, Set.of(), List.of());

    /** Stands for "any run of white space". */
    static final char WHITE_SPACE = ' ';

    final char delimiter;
    final long skippedLines;
    final String comment;
    final int @Nullable [] columns;
    final DType dtype;
    final Set<String> missing;
    final List<String> header;

    private CsvOptions(
            char delimiter,
            long skippedLines,
            String comment,
            int @Nullable [] columns,
            DType dtype,
            Set<String> missing,
            List<String> header) {
        this.delimiter = delimiter;
        this.skippedLines = skippedLines;
        this.comment = comment;
        this.columns = columns;
        this.dtype = dtype;
        this.missing = missing;
        this.header = header;
    }

    /**
     * What stands between fields. A space means any run of spaces and tabs; such a table has no empty fields.
     *
     * @param delimiter the character
     * @return these options with that delimiter
     * @throws IllegalArgumentException if it is the end of a line, a quote, or may be part of a number
     */
    public CsvOptions delimiter(char delimiter) {
        if (delimiter == '\n'
                || delimiter == '\r'
                || delimiter == '"'
                || "+-.()".indexOf(delimiter) >= 0
                || Character.isLetterOrDigit(delimiter)) {
            throw new IllegalArgumentException("the delimiter " + Csv.quote(String.valueOf(delimiter))
                    + " may be part of a field or a line's end");
        }
        return new CsvOptions(delimiter, skippedLines, comment, columns, dtype, missing, header);
    }

    /**
     * How many lines are passed over before the first row, such as a header; comments and empty lines among
     * them count. Writing does not look at it.
     *
     * @param lines how many
     * @return these options with that number
     * @throws IllegalArgumentException if it is negative
     */
    public CsvOptions skipLines(long lines) {
        if (lines < 0) {
            throw new IllegalArgumentException("lines to skip: " + lines);
        }
        return new CsvOptions(delimiter, lines, comment, columns, dtype, missing, header);
    }

    /**
     * What begins a comment, which ends with its line. Writing does not look at it.
     *
     * @param comment the text; empty: there are no comments
     * @return these options with that beginning
     */
    public CsvOptions comment(String comment) {
        Objects.requireNonNull(comment, "comment");
        return new CsvOptions(delimiter, skippedLines, comment, columns, dtype, missing, header);
    }

    /**
     * The columns that are read, in the order that the array shall have; the others may hold anything. Writing
     * does not look at it.
     *
     * @param columns their positions, the first is 0; none: all
     * @return these options with those columns
     * @throws IllegalArgumentException if one is negative
     */
    public CsvOptions columns(int... columns) {
        for (int column : columns) {
            if (column < 0) {
                throw new IllegalArgumentException("column " + column + ": the first one is 0");
            }
        }
        int[] copy = columns.length == 0 ? null : columns.clone();
        return new CsvOptions(delimiter, skippedLines, comment, copy, dtype, missing, header);
    }

    /**
     * The type of the array that is read. Integers are read exactly and must fit; a real number where an
     * integer shall be is an error.
     *
     * @param dtype the dtype
     * @return these options with that dtype
     */
    public CsvOptions dtype(DType dtype) {
        Objects.requireNonNull(dtype, "dtype");
        return new CsvOptions(delimiter, skippedLines, comment, columns, dtype, missing, header);
    }

    /**
     * Texts that stand for a missing value beside the empty one, such as {@code NA}: NaN in the array; an error
     * if the dtype has no NaN.
     *
     * @param texts the texts, as they stand between delimiters without white space around them
     * @return these options with those texts
     */
    public CsvOptions missing(String... texts) {
        return new CsvOptions(delimiter, skippedLines, comment, columns, dtype, Set.copyOf(List.of(texts)), header);
    }

    /**
     * The names of the columns that are written as the first line; quoted where they hold a delimiter or a
     * quote. Reading does not look at them: skip the line.
     *
     * @param names one for each column; none: no header
     * @return these options with that header
     * @throws IllegalArgumentException if a name has more than one line
     */
    public CsvOptions header(String... names) {
        for (String name : names) {
            if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("the column name " + Csv.quote(name) + " has more than one line");
            }
        }
        return new CsvOptions(delimiter, skippedLines, comment, columns, dtype, missing, List.of(names));
    }
}
