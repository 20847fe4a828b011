package io.hotloop;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an expression: its text, a name, or dtypes and shapes that do not go together. The message tells
 * the problem and shows the place:
 *
 * <pre>
 * '&amp;&amp;' is Java's: write &amp;, each comparison in parentheses: (a &gt; 0) &amp; (b &lt; 1)
 *     a &gt; 0 &amp;&amp; b &lt; 1
 *           ^
 * </pre>
 *
 * {@snippet :
 * try {
 *     Expression.compile(text);
 * } catch (ExpressionException e) {
 *     editor.mark(e.position(), e.problem());
 * }
 * }
 */
public final class ExpressionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** How much of a long line is shown on each side of the place. */
    private static final int AROUND = 50;

    /** The problem without the place. */
    private final String problem;

    /** The expression. */
    private final String text;

    /** The place, or -1. */
    private final int position;

    /**
     * A problem at a place.
     *
     * @param problem what is wrong
     * @param text the expression
     * @param position where in it, or -1 if that is no place in it
     */
    public ExpressionException(String problem, String text, int position) {
        this(problem, text, position, null);
    }

    /**
     * A problem at a place, found by an exception.
     *
     * @param problem what is wrong
     * @param text the expression
     * @param position where in it, or -1 if that is no place in it
     * @param cause what found it, or null
     */
    public ExpressionException(String problem, String text, int position, @Nullable Throwable cause) {
        super(message(problem, text, position), cause);
        this.problem = problem;
        this.text = text;
        this.position = position;
    }

    /**
     * What is wrong.
     *
     * @return the message without the lines that show the place
     */
    public String problem() {
        return problem;
    }

    /**
     * The expression.
     *
     * @return its text
     */
    public String text() {
        return text;
    }

    /**
     * Where it is wrong.
     *
     * @return the index of a character in the text, its length for the end, -1 if the problem has no place
     */
    public int position() {
        return position;
    }

    private static String message(String problem, String text, int position) {
        if (position < 0) {
            return problem;
        }
        int begin = text.lastIndexOf('\n', position - 1) + 1;
        int end = text.indexOf('\n', position);
        end = end < 0 ? text.length() : end;
        int from = Math.max(begin, position - AROUND);
        int to = Math.min(end, position + AROUND);
        StringBuilder shown = new StringBuilder(from > begin ? "…" : "");
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? ' ' : c);
        }
        shown.append(to < end ? "…" : "");
        long line = text.substring(0, begin).chars().filter(c -> c == '\n').count() + 1;
        String indent = " ".repeat(4 + position - from + (from > begin ? 1 : 0));
        return problem + (text.indexOf('\n') < 0 ? "" : " (line " + line + ")") + "\n    " + shown + "\n" + indent
                + "^";
    }
}
