package io.hotloop.bindings;

import java.nio.file.Path;
import java.util.List;

/** How loading the native library ended. It is decided once in the life of this class loader. */
public sealed interface LoadResult {
    /**
     * The library is in use.
     *
     * @param path the file that was loaded
     * @param origin where that file comes from, for messages
     * @param tier the CPU tier in use, for example {@code x86_64_v3}
     * @param tiers the tiers that this CPU and this library have, lowest first
     * @param abiVersion the version of the library's ABI, {@link Native#ABI_VERSION}
     */
    record Loaded(Path path, String origin, String tier, List<String> tiers, int abiVersion) implements LoadResult {
        /** Copies the list. */
        public Loaded {
            tiers = List.copyOf(tiers);
        }
    }

    /**
     * There is no library to use, and Java computes instead.
     *
     * @param reason why, one sentence
     */
    record Fallback(String reason) implements LoadResult {}

    /**
     * A library exists but cannot be used, or one is required and there is none.
     *
     * @param error says why; what was tried before is among its suppressed exceptions
     */
    record Failed(UnsatisfiedLinkError error) implements LoadResult {
        /**
         * The error for one caller to throw. A throwable that all callers shared would show the stack of
         * the first, and gather what each of them suppresses.
         *
         * @return a new error with the message of {@link #error()}, which is its cause
         */
        public UnsatisfiedLinkError newError() {
            var fresh = new UnsatisfiedLinkError(error.getMessage());
            fresh.initCause(error);
            return fresh;
        }
    }
}
