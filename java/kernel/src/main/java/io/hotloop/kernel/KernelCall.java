package io.hotloop.kernel;

import java.util.List;

/**
 * What a method of an interface of kernels does each time that it is called.
 *
 * @param symbol the function behind it
 * @param declaration the method, as Java would declare it
 * @param steps a sentence for the transition to C, each argument, the result and what follows
 */
public record KernelCall(String symbol, String declaration, List<String> steps) {
    /** Copies the list. */
    public KernelCall {
        steps = List.copyOf(steps);
    }
}
