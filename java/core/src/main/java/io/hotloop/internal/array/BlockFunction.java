package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.ElementwiseFunction;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A function of the user's in C over a block of elements, as {@code hl_program_run} calls it: a step of a program beside the
 * engine's own.
 *
 * @param name what it is called
 * @param inputs the dtypes of its sources, one to three
 * @param address where it is
 * @param call the call for Java: output, three sources of which those that it has not are {@link MemorySegment#NULL}, and
 *     the number of elements
 */
public record BlockFunction(String name, List<DType> inputs, long address, MethodHandle call) {
    /** The most sources. */
    public static final int MOST_INPUTS = 3;

    /** A block function and whose it is: one that only equals the key is another function. */
    private record Known(WeakReference<ElementwiseFunction> owner, BlockFunction block) {}

    /** The block functions of elementwise functions that have one, as long as those live. */
    private static final Map<ElementwiseFunction, Known> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Makes an elementwise function one that expressions compute block by block together with their own.
     *
     * @param function the function
     * @param block the same over a block; it cannot fail
     */
    public static void register(ElementwiseFunction function, BlockFunction block) {
        KNOWN.put(function, new Known(new WeakReference<>(function), block));
    }

    /**
     * The block function of an elementwise function.
     *
     * @param function the function
     * @return null if it has none
     */
    public static @Nullable BlockFunction of(ElementwiseFunction function) {
        Known known = KNOWN.get(function);
        return known != null && known.owner.refersTo(function) ? known.block : null;
    }

    /** Calls it. */
    void run(MemorySegment out, MemorySegment a, MemorySegment b, MemorySegment c, long n) {
        try {
            call.invokeExact(out, a, b, c, n);
        } catch (Throwable e) {
            throw new AssertionError("C throws nothing", e);
        }
    }
}
