package io.hotloop.internal.array;

/**
 * Whether the calling thread asked for the faster, looser functions: {@code io.hotloop.Precision.FAST.run(…)}. Asked
 * once a call, by the thread that makes it; threads that help with the call do what it found.
 */
public final class PrecisionScope {
    private static final ScopedValue<Boolean> FAST = ScopedValue.newInstance();

    private PrecisionScope() {}

    /**
     * Tells which kernels the calling thread wants.
     *
     * @return true for the faster ones
     */
    public static boolean isFast() {
        return FAST.isBound() && FAST.get();
    }

    /**
     * Runs some work with a choice; an inner choice hides an outer one.
     *
     * @param <T> the type of the result
     * @param <X> what the work throws
     * @param fast the choice
     * @param work the work
     * @return what the work returns
     * @throws X what the work throws
     */
    public static <T, X extends Throwable> T call(boolean fast, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(FAST, fast).call(work);
    }
}
