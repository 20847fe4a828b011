package io.hotloop.kernel;

import java.util.List;

/**
 * Kernels could not be built. The message is the compiler's own text, with file, line and a caret under the place.
 */
public final class CompileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What the compiler said, place by place. */
    private final transient List<Diagnostic> diagnostics;

    /**
     * A failure.
     *
     * @param message the compiler's text, or why there was none
     * @param diagnostics the same, place by place
     */
    public CompileException(String message, List<Diagnostic> diagnostics) {
        super(message);
        this.diagnostics = List.copyOf(diagnostics);
    }

    /**
     * What the compiler said, place by place.
     *
     * @return in the compiler's order; empty if none was found, or it said nothing of a place
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics == null ? List.of() : diagnostics;
    }
}
