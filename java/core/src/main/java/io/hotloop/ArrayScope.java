package io.hotloop;

import io.hotloop.bindings.MemoryScope;
import io.hotloop.internal.array.View;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Owns the arrays that its thread makes while it is open, and frees them all when it is closed: no work for the
 * collector, and the same memory for every round of a loop.
 *
 * {@snippet :
 * NdArray norms = ArrayScope.call(() -> Nd.sqrt(r.multiply(r).sum(1))); // the temporaries are freed
 *
 * try (var scope = ArrayScope.open()) {
 *     NdArray squares = r.multiply(r);
 *     kept = scope.keep(squares.sum(1));
 * }
 * }
 *
 * <p>The arrays of {@link #open()} can be used by its thread alone, other threads get a
 * {@link WrongThreadException}; those of {@link #shared()} by all, which makes the close cost some 50 µs. The use
 * of an array after the close is an {@link IllegalStateException} whose message names where the scope was opened;
 * never a crash, and never another array's elements. Views belong to the owner of the memory that they show.
 *
 * <p>Scopes nest; arrays belong to the innermost. Arrays that are given an {@code Arena}, wrap memory or are
 * made by other threads do not belong to a scope. A scope is to be closed by the thread that opened it, best by
 * {@code try}: until then all that the thread makes belongs to it.
 */
public final class ArrayScope implements AutoCloseable {
    /** Two frames are enough: this class and its caller. Half the cost of the default. */
    private static final StackWalker WALKER = StackWalker.getInstance(Set.of(), 2);

    private final MemoryScope memory;

    private ArrayScope(boolean shared) {
        memory = MemoryScope.open(shared, WALKER.walk(frames -> caller(frames.iterator())));
    }

    private static StackWalker.StackFrame caller(Iterator<StackWalker.StackFrame> frames) {
        while (true) {
            StackWalker.StackFrame frame = frames.next();
            // The last one there is, should it be ours: nobody else can have called it.
            if (!frame.getClassName().equals(ArrayScope.class.getName()) || !frames.hasNext()) {
                return frame;
            }
        }
    }

    /**
     * Opens a scope whose arrays are confined to the calling thread.
     *
     * @return the scope, which the caller closes
     */
    public static ArrayScope open() {
        return new ArrayScope(false);
    }

    /**
     * Opens a scope whose arrays other threads can use as well. It owns what the calling thread makes, and
     * nothing that others make.
     *
     * @return the scope, which the caller closes, when no other thread is using an array of it
     */
    public static ArrayScope shared() {
        return new ArrayScope(true);
    }

    /**
     * Runs some work in a scope and frees all its arrays but the result.
     *
     * @param <T> the type of the result
     * @param <X> what the work throws
     * @param work the work, run by the calling thread
     * @return what the work returned, if it is an array, an {@code NdArray[]} or a list: with its arrays handed
     *     out as by {@link #keep}, in place where the list can be written; anything else is returned as it is,
     *     and arrays in it are closed
     * @throws X if the work does
     * @throws OutOfMemoryError if there is no memory for the copy of a small result
     */
    public static <T extends @Nullable Object, X extends Throwable> T call(Work<T, X> work) throws X {
        try (var scope = new ArrayScope(false)) {
            return scope.keepAll(work.call());
        }
    }

    /**
     * Hands an array out: the new one outlives this scope and belongs to the scope around it, to the collector
     * where there is none. Large arrays change hands without a copy: until this scope is closed, both have the
     * same elements. Small ones (up to 64 KB) are copied, and all without the native library. A view keeps all the
     * memory that it is a view of, and its strides.
     *
     * @param array an array of this scope or of one that is open inside of it
     * @return a new array of the same elements; {@code array} itself if it does not belong to these scopes
     * @throws IllegalStateException if this scope or the array is closed
     * @throws WrongThreadException if another thread opened this scope
     * @throws OutOfMemoryError if there is no memory for the copy
     */
    public NdArray keep(NdArray array) {
        View view = array.view;
        MemorySegment segment = memory.keep(view.segment());
        return segment == view.segment()
                ? array
                : NdArray.from(new View(segment, view.offset(), view.dtype(), view.shape(), view.strides()));
    }

    /**
     * Frees the arrays, and closes the scopes that are still open inside. The second time it does nothing.
     *
     * @throws WrongThreadException if another thread opened this scope
     * @throws IllegalStateException if another thread is using an array of a shared scope at this moment; the
     *     scope stays open
     */
    @Override
    public void close() {
        memory.close();
    }

    /**
     * Where it was opened, and whether it is open.
     *
     * @return for example {@code ArrayScope opened at com.example.Main.run(Main.java:12)}
     */
    @Override
    public String toString() {
        return "ArrayScope opened at " + memory.openedAt() + (memory.isOpen() ? "" : ", closed");
    }

    @SuppressWarnings("unchecked") // each value is replaced by one of its own type
    private <T extends @Nullable Object> T keepAll(T result) {
        return switch (result) {
            case NdArray array -> (T) keep(array);
            case NdArray[] arrays -> {
                for (int i = 0; i < arrays.length; i++) {
                    arrays[i] = (NdArray) keepElement(arrays[i]);
                }
                yield result;
            }
            case List<?> list -> (T) keepList((List<@Nullable Object>) list);
            case null, default -> result;
        };
    }

    private @Nullable Object keepElement(@Nullable Object element) {
        return element instanceof NdArray array ? keep(array) : element;
    }

    private List<@Nullable Object> keepList(List<@Nullable Object> list) {
        if (list.stream().noneMatch(NdArray.class::isInstance)) {
            return list;
        }
        try {
            list.replaceAll(this::keepElement);
            return list;
        } catch (UnsupportedOperationException e) {
            // List.of(…) and the like, whose type cannot be asked for.
            var kept = new ArrayList<@Nullable Object>(list.size());
            list.forEach(element -> kept.add(keepElement(element)));
            return Collections.unmodifiableList(kept);
        }
    }

    /**
     * Work to be run in a scope.
     *
     * @param <T> the type of its result
     * @param <X> what it throws; inferred as {@link RuntimeException} where that is nothing
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Throwable> {
        /**
         * Does the work.
         *
         * @return its result
         * @throws X if it fails
         */
        T call() throws X;
    }
}
