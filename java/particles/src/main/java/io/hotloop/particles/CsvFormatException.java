package io.hotloop.particles;

import java.io.IOException;

/** A file of particles does not hold what it should. The message names file, line, column and the text. */
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
     * The line of the problem.
     *
     * @return the first line, the header, is 1
     */
    public long line() {
        return line;
    }

    /**
     * The column of the problem, counted in characters.
     *
     * @return the first column is 1
     */
    public int column() {
        return column;
    }
}
