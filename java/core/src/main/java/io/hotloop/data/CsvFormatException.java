package io.hotloop.data;

import java.io.IOException;

/** A table of text does not hold what it should. The message names file, line, column and the text. */
public final class CsvFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** 1-based. */
    private final long line;

    /** 1-based. */
    private final int column;

    /**
     * Makes an exception for a place in a file.
     *
     * @param source the file's name, or what stands for it
     * @param line the line, the first is 1
     * @param column the column, the first is 1
     * @param problem what is wrong there
     */
    CsvFormatException(String source, long line, int column, String problem) {
        super(source + ", line " + line + ", column " + column + ": " + problem);
        this.line = line;
        this.column = column;
    }

    /**
     * The line of the problem, as an editor counts: skipped lines and comments too.
     *
     * @return the first line is 1
     */
    public long line() {
        return line;
    }

    /**
     * Where in the line the problem is, counted in characters.
     *
     * @return the first column is 1
     */
    public int column() {
        return column;
    }
}
