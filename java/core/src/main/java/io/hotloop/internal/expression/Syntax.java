package io.hotloop.internal.expression;

import java.util.List;

/**
 * An expression without dtypes.
 *
 * @param text what it was made from
 * @param nodes its parts, operands before what uses them
 * @param root the number of the part that is the result
 * @param names what it needs values for, in the order of their first use
 */
public record Syntax(String text, List<Node> nodes, int root, List<String> names) {
    /** How long a text may be. */
    public static final int MAX_LENGTH = 1 << 16;

    /** How deep parentheses, calls, signs and powers may nest: as in Python. */
    public static final int MAX_DEPTH = 200;

    /** How many parts an expression may have. */
    public static final int MAX_NODES = 1 << 16;

    /**
     * Where a name is used first.
     *
     * @param name its number, or -1
     * @return the place in the text, or -1
     */
    public int place(int name) {
        for (Node node : nodes) {
            if (node instanceof Node.Variable(int index, int at) && index == name) {
                return at;
            }
        }
        return -1;
    }
}
