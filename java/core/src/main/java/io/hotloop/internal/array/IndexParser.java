package io.hotloop.internal.array;

import io.hotloop.Index;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads indexes written as in NumPy: {@code "1:3, ::-1, newaxis, ..., -1"}. Knows the text alone, no array.
 *
 * <p>The work is bounded by the length of the text, and reading ends at the first thing that is wrong or too much.
 */
public final class IndexParser {
    /** All axes of an array and as many new ones, and an ellipsis. */
    static final int MAX_INDEXES = 2 * Layouts.MAX_RANK + 1;

    /** How much of the text is shown on either side of an error. */
    private static final int SHOWN = 40;

    /**
     * Texts are mostly literals of the program, read again and again: the last one of each hash is kept.
     * Entries are immutable, so that a race costs a second reading at most.
     */
    private static final @Nullable Entry[] CACHE = new Entry[64];

    /** Longer texts are not kept. */
    private static final int LONGEST_KEPT = 64;

    private record Entry(String text, Index[] indexes) {}

    private final String text;
    private int at;

    private IndexParser(String text) {
        this.text = text;
    }

    /**
     * The indexes of a text.
     *
     * @param text integers, slices {@code start:stop:step}, {@code newaxis} (or {@code None}) and {@code ...},
     *     separated by commas
     * @return the indexes; not to be changed
     * @throws IllegalArgumentException if it is anything else; the message shows where
     */
    public static Index[] parse(String text) {
        int slot = text.hashCode() & (CACHE.length - 1);
        Entry entry = CACHE[slot];
        if (entry != null && entry.text.equals(text)) {
            return entry.indexes;
        }
        Index[] indexes = new IndexParser(text).indexes();
        if (text.length() <= LONGEST_KEPT) {
            CACHE[slot] = new Entry(text, indexes);
        }
        return indexes;
    }

    private Index[] indexes() {
        Index[] indexes = new Index[4];
        int count = 0;
        do {
            skipSpace();
            if (count > 0 && at == text.length()) {
                break; // a comma may end the text, as in Python
            }
            if (count == MAX_INDEXES) {
                throw error(at, "more than " + MAX_INDEXES + " indexes");
            }
            if (count == indexes.length) {
                indexes = Arrays.copyOf(indexes, 2 * count);
            }
            indexes[count++] = index();
            skipSpace();
        } while (skip(','));
        if (at < text.length()) {
            throw error(at, "expected a comma or the end");
        }
        return Arrays.copyOf(indexes, count);
    }

    private Index index() {
        if (skip("...")) {
            return Index.ELLIPSIS;
        }
        if (skip("newaxis") || skip("None")) {
            return Index.NEW_AXIS;
        }
        Long start = number();
        skipSpace();
        if (!skip(':')) {
            if (start == null) {
                throw error(at, "expected a number, a slice, newaxis or ...");
            }
            return Index.at(start);
        }
        skipSpace();
        Long stop = number();
        skipSpace();
        Index slice = start == null
                ? stop == null ? Index.ALL : Index.to(stop)
                : stop == null ? Index.from(start) : Index.range(start, stop);
        if (!skip(':')) {
            return slice;
        }
        skipSpace();
        int stepAt = at;
        Long step = number();
        if (step == null) {
            return slice;
        }
        if (step == 0) {
            throw error(stepAt, "the step of a slice cannot be 0");
        }
        return slice.by(step);
    }

    /** The number that stands here, or null if there is none. */
    private @Nullable Long number() {
        int begin = at;
        int digits = at;
        if (digits < text.length() && (text.charAt(digits) == '-' || text.charAt(digits) == '+')) {
            digits++;
        }
        int end = digits;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == digits) {
            if (digits > begin) {
                throw error(digits, "expected a digit");
            }
            return null;
        }
        at = end;
        long value = 0;
        boolean negative = text.charAt(begin) == '-';
        try {
            // Summed up below zero, where there is one number more.
            for (int i = digits; i < end; i++) {
                value = Math.subtractExact(Math.multiplyExact(value, 10L), text.charAt(i) - '0');
            }
            return negative ? value : Math.negateExact(value);
        } catch (ArithmeticException _) {
            throw error(begin, "a number does not fit 64 bits");
        }
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean skip(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private boolean skip(String wanted) {
        if (text.startsWith(wanted, at)) {
            at += wanted.length();
            return true;
        }
        return false;
    }

    /** What is wrong, and under the text a caret where. */
    private IllegalArgumentException error(int where, String what) {
        int begin = Math.max(0, where - SHOWN);
        int end = Math.min(text.length(), where + SHOWN);
        StringBuilder message = new StringBuilder("no index: ")
                .append(what)
                .append(" at character ")
                .append(where);
        message.append("\n  ").append(begin > 0 ? "…" : "");
        for (int i = begin; i < end; i++) {
            // One line, whatever the text has: the caret must stand under its character.
            message.append(Character.isISOControl(text.charAt(i)) ? ' ' : text.charAt(i));
        }
        message.append(end < text.length() ? "…" : "");
        message.append("\n  ").repeat(' ', where - begin + (begin > 0 ? 1 : 0)).append('^');
        return new IllegalArgumentException(message.toString());
    }
}
