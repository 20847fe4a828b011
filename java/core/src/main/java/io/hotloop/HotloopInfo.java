package io.hotloop;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Hotloop runs on, for health checks and reports.
 *
 * @param version Hotloop's version
 * @param nativeLoaded true when calls go to native kernels, false when Java computes or loading failed
 * @param reason why no native library is in use; null when one is
 * @param libraryPath the library's file; null without one
 * @param libraryOrigin where the library was found, for example the property or the jar; null without one
 * @param tier the CPU tier whose kernels are in use, for example {@code x86_64_v3}; null without a library
 * @param tiers the tiers that this CPU and this library have, lowest first; empty without a library
 * @param threads the number of threads that a call uses, as {@link Threads#count()} says
 * @param abiVersion the version of the native interface that this Hotloop speaks
 * @param numericsVersion the version of the contract about result bits, {@code docs/numerics.md}
 * @param java the JDK
 * @param os the operating system, its version and architecture
 * @param cpu the processor's name, as far as the system tells it
 */
public record HotloopInfo(
        String version,
        boolean nativeLoaded,
        @Nullable String reason,
        @Nullable Path libraryPath,
        @Nullable String libraryOrigin,
        @Nullable String tier,
        List<String> tiers,
        int threads,
        int abiVersion,
        int numericsVersion,
        String java,
        String os,
        String cpu) {
    /** Copies the list. */
    public HotloopInfo {
        tiers = List.copyOf(tiers);
    }
}
