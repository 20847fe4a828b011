package io.hotloop.particles.internal;

import org.jspecify.annotations.Nullable;

/**
 * The service behind {@code JAVA_VECTOR}. Its implementation needs the incubator module
 * {@code jdk.incubator.vector}, hence lives in a module of its own that is looked up only when the method
 * is asked for.
 */
public interface VectorKernelProvider {
    /**
     * Why the kernel cannot be used in this JVM.
     *
     * @return one sentence, or null when it can
     */
    @Nullable
    String unavailableReason();

    /**
     * The kernel.
     *
     * @return the same one for every call; only when {@link #unavailableReason()} is null
     */
    RangeKernel kernel();
}
