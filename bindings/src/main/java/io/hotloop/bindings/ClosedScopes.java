package io.hotloop.bindings;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where scopes were opened that are closed now, as long as there are segments of theirs, whose use is an
 * error that wants to be explained. Not safe for several threads.
 */
final class ClosedScopes {
    private static final int FEW = 64;

    private final List<Closed> scopes = new ArrayList<>();
    private int survivors;

    /** Remembers a scope. */
    void add(MemorySegment.Scope scope, StackWalker.StackFrame openedAt) {
        // When twice as many are known as were alive last time: constant work for each scope.
        if (scopes.size() >= FEW + 2 * survivors) {
            scopes.removeIf(closed -> closed.refersTo(null));
            survivors = scopes.size();
        }
        scopes.add(new Closed(scope, openedAt));
    }

    /** Class, method and line that opened a scope; null if it is not known here. */
    @Nullable
    String openedAt(MemorySegment.Scope scope) {
        for (Closed closed : scopes) {
            if (closed.refersTo(scope)) {
                return MemoryScope.place(closed.openedAt);
            }
        }
        return null;
    }

    private static final class Closed extends WeakReference<MemorySegment.Scope> {
        final StackWalker.StackFrame openedAt;

        Closed(MemorySegment.Scope scope, StackWalker.StackFrame openedAt) {
            super(scope);
            this.openedAt = openedAt;
        }
    }
}
