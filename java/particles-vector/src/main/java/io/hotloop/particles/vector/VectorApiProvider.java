package io.hotloop.particles.vector;

import io.hotloop.particles.internal.RangeKernel;
import io.hotloop.particles.internal.VectorKernelProvider;
import org.jspecify.annotations.Nullable;

/**
 * Offers the kernel where the Vector API is present. This class itself mentions no type of it, so that it
 * loads everywhere.
 */
public final class VectorApiProvider implements VectorKernelProvider {
    private static final String NEEDED = "jdk.incubator.vector";

    /** For the service loader. */
    public VectorApiProvider() {}

    @Override
    public @Nullable String unavailableReason() {
        return ModuleLayer.boot().findModule(NEEDED).isPresent()
                ? null
                : "the module " + NEEDED + " is not loaded: start java with --add-modules " + NEEDED;
    }

    @Override
    public RangeKernel kernel() {
        return Holder.KERNEL;
    }

    private static final class Holder {
        static final RangeKernel KERNEL = new StrictVectorKernel();
    }
}
