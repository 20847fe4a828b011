package io.hotloop.kernel;

import java.util.List;

/**
 * A Java interface that was made from C.
 *
 * @param text the Java source
 * @param methods how many methods it has
 * @param leftOut functions that have none, each with its place and the reason
 */
public record KernelInterface(String text, int methods, List<String> leftOut) {
    /** Copies the list. */
    public KernelInterface {
        leftOut = List.copyOf(leftOut);
    }
}
