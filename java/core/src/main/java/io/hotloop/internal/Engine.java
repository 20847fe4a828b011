package io.hotloop.internal;

import io.hotloop.bindings.LoadResult;
import io.hotloop.bindings.Native;
import io.hotloop.bindings.NativeMemory;

/** Decides between native kernels and the Java fallback. */
public final class Engine {
    private Engine() {}

    /**
     * Tells whether calls go to native kernels.
     *
     * @return true with a library; false when Hotloop runs on its Java fallback
     * @throws UnsatisfiedLinkError if a library exists but could not be used; the message says why
     */
    public static boolean isNative() {
        LoadResult result = Native.load();
        // The usual answer by one comparison: a switch over the kinds takes 30 ns where it is not inlined.
        if (result instanceof LoadResult.Loaded) {
            return true;
        }
        return switch (result) {
            case LoadResult.Loaded _ -> true;
            case LoadResult.Fallback _ -> false;
            case LoadResult.Failed failed -> throw failed.newError();
        };
    }

    /**
     * Collects garbage to find out whether {@link System#gc()} does anything, on which the memory of dropped
     * arrays depends.
     *
     * @return false if it does nothing, which is logged the first time
     */
    public static boolean tryExplicitGc() {
        return NativeMemory.tryExplicitGc();
    }
}
