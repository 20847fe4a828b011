package io.hotloop.cli;

/**
 * What became of a line.
 *
 * @param at the line
 * @param kind whether that is good
 * @param text a sentence
 * @param wording the compiler's own words; empty for what is seen in the machine code
 */
record LineNote(SourceLine at, Kind kind, String text, String wording) {
    /** Verdicts; a line has the first that one of its notes has. */
    enum Kind {
        /** Several elements at once. */
        VECTORISED('V'),
        /** The compiler tried, and says why it could not. */
        MISSED('-'),
        /** The machine code calls a function. */
        CALL('c'),
        /** Something else that the compiler did. */
        DONE('+'),
        /** A test of an index, a rank or a divisor. */
        TEST('t'),
        /** No verdict. */
        DETAIL(' ');

        private final char mark;

        Kind(char mark) {
            this.mark = mark;
        }

        char mark() {
            return mark;
        }
    }
}
