package io.hotloop.data;

import io.hotloop.DType;
import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.View;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text to numbers: splits lines into fields, parses them, and appends rows to memory that grows. */
final class CsvReader {
    /** The first block of memory; each further one is half as large again. */
    private static final long FIRST_BLOCK = 1 << 16;

    private final BufferedReader reader;
    private final String source;
    private final CsvOptions options;
    private final DType dtype;

    private String text = "";
    private long line;

    /** Where in {@link #text} the fields of the current row begin and end. */
    private int[] begins = new int[16];

    private int[] ends = new int[16];
    private int fields;

    /** How many fields the first row has; 0 before it. */
    private int expected;

    private MemorySegment memory = Blocks.allocate(0);
    private long used;

    CsvReader(BufferedReader reader, String source, CsvOptions options) {
        this.reader = reader;
        this.source = source;
        this.options = options;
        this.dtype = options.dtype;
    }

    View read() throws IOException {
        for (long i = 0; i < options.skippedLines; i++) {
            if (!nextLine()) {
                break;
            }
        }
        int[] columns = options.columns;
        long rows = 0;
        while (nextLine()) {
            if (!split()) {
                continue;
            }
            if (expected == 0) {
                expected = fields;
                if (columns == null) {
                    columns = allColumns(fields);
                }
                for (int column : columns) {
                    if (column >= fields) {
                        throw problem(
                                text.length(),
                                "there is no column " + column + ", only " + count(fields) + " in " + Csv.quote(text));
                    }
                }
            } else if (fields != expected) {
                throw problem(
                        fields > expected ? begins[expected] : text.length(),
                        count(fields) + " where the first row has " + expected + ", in " + Csv.quote(text));
            }
            long size = (long) columns.length * dtype.byteSize();
            reserve(size);
            for (int column : columns) {
                parse(begins[column], ends[column]);
                used += dtype.byteSize();
            }
            rows++;
        }
        return View.contiguous(fitting(), dtype, rows, columns == null ? 0 : columns.length);
    }

    private static String count(int fields) {
        return fields + (fields == 1 ? " field" : " fields");
    }

    private static int[] allColumns(int count) {
        int[] columns = new int[count];
        for (int i = 0; i < count; i++) {
            columns[i] = i;
        }
        return columns;
    }

    private void reserve(long bytes) {
        if (used + bytes > memory.byteSize()) {
            long size = Math.max(Math.max(FIRST_BLOCK, used + bytes), memory.byteSize() / 2 * 3);
            MemorySegment larger = Blocks.allocate(size);
            MemorySegment.copy(memory, 0, larger, 0, used);
            memory = larger;
        }
    }

    /** The memory that the rows take; what is left over is given back where it is worth a copy. */
    private MemorySegment fitting() {
        if (memory.byteSize() - used <= memory.byteSize() / 16) {
            return memory;
        }
        MemorySegment exact = Blocks.allocate(used);
        MemorySegment.copy(memory, 0, exact, 0, used);
        return exact;
    }

    private boolean nextLine() throws IOException {
        String next = reader.readLine();
        if (next == null) {
            return false;
        }
        line++;
        text = line == 1 && next.startsWith("\uFEFF") ? next.substring(1) : next;
        return true;
    }

    /** Finds the fields of the line; false if it has none. */
    private boolean split() throws IOException {
        fields = 0;
        int end = text.length();
        int at = skipSpace(0, end);
        boolean spaces = options.delimiter == CsvOptions.WHITE_SPACE;
        if (at == end || isComment(at)) {
            return false;
        }
        if (!spaces) {
            at = 0;
        }
        while (true) {
            int begin = skipSpace(at, end);
            boolean quoted = begin < end && text.charAt(begin) == '"';
            int close = quoted ? closingQuote(begin) : begin;
            int stop = quoted ? close + 1 : begin;
            while (stop < end && !isDelimiter(text.charAt(stop)) && !isComment(stop)) {
                stop++;
            }
            if (quoted) {
                int rest = skipSpace(close + 1, stop);
                if (rest < stop) {
                    throw problem(rest, "text behind a closing quote, in " + Csv.quote(text));
                }
                addField(begin + 1, close);
            } else {
                addField(begin, stop);
            }
            boolean done = stop >= end || isComment(stop);
            if (!done && spaces) {
                // Spaces before the end of a line or before a comment delimit nothing.
                int next = skipSpace(stop, end);
                done = next >= end || isComment(next);
            }
            if (done) {
                return true;
            }
            at = stop + 1;
        }
    }

    private void addField(int begin, int end) {
        int last = end;
        while (last > begin && isSpace(text.charAt(last - 1))) {
            last--;
        }
        if (fields == begins.length) {
            begins = Arrays.copyOf(begins, 2 * fields);
            ends = Arrays.copyOf(ends, 2 * fields);
        }
        begins[fields] = begin;
        ends[fields++] = last;
    }

    private int closingQuote(int open) throws IOException {
        int at = open + 1;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw problem(open, "a quote is never closed, in " + Csv.quote(text));
            }
            if (quote + 1 >= text.length() || text.charAt(quote + 1) != '"') {
                return quote;
            }
            at = quote + 2;
        }
    }

    private boolean isDelimiter(char c) {
        return options.delimiter == CsvOptions.WHITE_SPACE ? isSpace(c) : c == options.delimiter;
    }

    private boolean isComment(int at) {
        return !options.comment.isEmpty() && text.startsWith(options.comment, at);
    }

    private boolean isSpace(char c) {
        return (c == ' ' || c == '\t') && (options.delimiter == CsvOptions.WHITE_SPACE || c != options.delimiter);
    }

    private int skipSpace(int from, int end) {
        int at = from;
        while (at < end && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private void parse(int from, int to) throws CsvFormatException {
        int begin = from;
        int end = to;
        // White space within quotes.
        while (begin < end && isSpace(text.charAt(begin))) {
            begin++;
        }
        String field = text.substring(begin, end);
        if (field.isEmpty() || options.missing.contains(field)) {
            if (!dtype.isFloating() && !dtype.isComplex()) {
                throw problem(
                        begin,
                        "a value is missing, and " + dtype + " has no NaN to stand for it, in " + Csv.quote(text));
            }
            Elements.setDouble(memory, used, dtype, Double.NaN);
            return;
        }
        switch (dtype) {
            case BOOL -> Elements.setBoolean(memory, used, dtype, truth(field, begin));
            case FLOAT32, FLOAT64 -> real(field, begin);
            case COMPLEX64, COMPLEX128 -> complex(field, begin);
            default -> integer(field, begin);
        }
    }

    private boolean truth(String field, int begin) throws CsvFormatException {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw problem(begin, Csv.quote(field) + " is none of 0, 1, false, true");
        };
    }

    private void integer(String field, int begin) throws CsvFormatException {
        try {
            if (dtype == DType.UINT64) {
                Elements.setUnsigned(memory, used, dtype, Long.parseUnsignedLong(field));
                return;
            }
            long value = Long.parseLong(field);
            Elements.setLong(memory, used, dtype, value);
            if (Elements.getLong(memory, used, dtype) == value) {
                return;
            }
        } catch (NumberFormatException e) {
            if (!field.matches("[+-]?\\d+")) {
                var problem = problem(begin, Csv.quote(field) + " is no integer" + hint());
                problem.initCause(e);
                throw problem;
            }
        }
        throw problem(begin, Csv.quote(field) + " does not fit " + dtype);
    }

    private void real(String field, int begin) throws CsvFormatException {
        if (dtype == DType.FLOAT32) {
            // Parsed as a float: rounding a double would round twice.
            Elements.setDouble(memory, used, dtype, floatOf(field, begin));
        } else {
            Elements.setDouble(memory, used, dtype, doubleOf(field, begin));
        }
    }

    private void complex(String field, int begin) throws CsvFormatException {
        int from = 0;
        int to = field.length();
        if (to >= 2 && field.charAt(0) == '(' && field.charAt(to - 1) == ')') {
            from++;
            to--;
        }
        String number = field.substring(from, to);
        String re = number;
        String im = "0";
        if (number.endsWith("j")
                || number.endsWith("i") && !number.toLowerCase(Locale.ROOT).endsWith("infi")) {
            number = number.substring(0, number.length() - 1);
            int sign = lastSign(number);
            re = sign > 0 ? number.substring(0, sign) : "0";
            im = sign > 0 ? number.substring(sign) : number;
            if (im.isEmpty() || im.equals("+") || im.equals("-")) {
                im += "1";
            }
        }
        double[] parts = new double[2];
        for (int k = 0; k < 2; k++) {
            String part = k == 0 ? re : im;
            parts[k] = dtype == DType.COMPLEX64 ? floatOf(part, begin) : doubleOf(part, begin);
        }
        Elements.setComplex(memory, used, dtype, parts[0], parts[1]);
    }

    /** Where the second of two numbers begins: at the last sign that is none of an exponent; 0 if there is one. */
    private static int lastSign(String number) {
        for (int at = number.length() - 1; at > 0; at--) {
            char c = number.charAt(at);
            char before = number.charAt(at - 1);
            if ((c == '+' || c == '-') && before != 'e' && before != 'E') {
                return at;
            }
        }
        return 0;
    }

    private double doubleOf(String field, int begin) throws CsvFormatException {
        Double word = word(field, begin);
        if (word != null) {
            return word;
        }
        try {
            double value = Double.parseDouble(field);
            if (Double.isInfinite(value)) {
                throw problem(begin, Csv.quote(field) + " is beyond the range of " + dtype);
            }
            return value;
        } catch (NumberFormatException e) {
            throw noNumber(field, begin, e);
        }
    }

    private float floatOf(String field, int begin) throws CsvFormatException {
        Double word = word(field, begin);
        if (word != null) {
            return word.floatValue();
        }
        try {
            float value = Float.parseFloat(field);
            if (Float.isInfinite(value)) {
                throw problem(begin, Csv.quote(field) + " is beyond the range of " + dtype);
            }
            return value;
        } catch (NumberFormatException e) {
            throw noNumber(field, begin, e);
        }
    }

    /** The value of a word, or null where digits are; Java's suffixes and hexadecimal literals are refused. */
    private @Nullable Double word(String field, int begin) throws CsvFormatException {
        char last = field.isEmpty() ? ' ' : field.charAt(field.length() - 1);
        if (last >= '0' && last <= '9' || last == '.') {
            if (field.indexOf('x') >= 0 || field.indexOf('X') >= 0) {
                throw noNumber(field, begin, null);
            }
            return null;
        }
        boolean signed = !field.isEmpty() && (field.charAt(0) == '-' || field.charAt(0) == '+');
        double sign = signed && field.charAt(0) == '-' ? -1 : 1;
        return switch ((signed ? field.substring(1) : field).toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> sign * Double.POSITIVE_INFINITY;
            default -> throw noNumber(field, begin, null);
        };
    }

    private CsvFormatException noNumber(String field, int begin, @Nullable Throwable cause) {
        var problem = problem(begin, Csv.quote(field) + " is no number" + hint());
        problem.initCause(cause);
        return problem;
    }

    /** What people forget first. */
    private String hint() {
        return line == options.skippedLines + 1 && used == 0 ? " (a header? skip it by skipLines)" : "";
    }

    private CsvFormatException problem(int at, String what) {
        int replaced = text.indexOf('\uFFFD');
        if (replaced >= 0) {
            return new CsvFormatException(source, line, replaced + 1, "the text is not UTF-8: " + what);
        }
        return new CsvFormatException(source, line, at + 1, what);
    }
}
