package io.hotloop.particles.internal;

import io.hotloop.bindings.Downcalls;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The implementations behind the methods. The native ones are not touched until one is asked for. */
public final class Backends {
    private Backends() {}

    /**
     * The textbook loop over objects.
     *
     * @param tuned whether with the textbook's tuning
     * @return a serial implementation
     */
    public static Backend objects(boolean tuned) {
        return new ObjectsBackend(tuned);
    }

    /**
     * The loop over arrays.
     *
     * @return an implementation for any number of threads
     */
    public static Backend arrays() {
        return new JavaBackend(new ArraysKernel());
    }

    /**
     * Array operations.
     *
     * @return an implementation whose operations take all threads
     */
    public static Backend ndArrays() {
        return new NdArrayBackend();
    }

    /**
     * The orbit computed at once.
     *
     * @param circular true for the true motion, false for Euler's
     * @return an implementation for any number of threads
     */
    public static Backend orbit(boolean circular) {
        return new JavaBackend(new OrbitKernel(circular));
    }

    /**
     * The scalar C loop.
     *
     * @return an implementation that needs the native library
     */
    public static Backend nativeScalar() {
        return new NativeBackend(Downcalls.PARTICLES_SCALAR, 10);
    }

    /**
     * The vectorised C loop with the textbook's bits.
     *
     * @return an implementation that needs the native library
     */
    public static Backend nativeStrict() {
        return new NativeBackend(Downcalls.PARTICLES_STRICT, 0.8);
    }

    /**
     * The fastest C loop.
     *
     * @return an implementation that needs the native library
     */
    public static Backend nativeFast() {
        return new NativeBackend(Downcalls.PARTICLES_FAST, 0.5);
    }

    /**
     * The Vector API loop.
     *
     * @return an implementation for any number of threads
     * @throws UnsupportedOperationException if it cannot be used, with {@link #vectorUnavailable()}
     */
    public static Backend vector() {
        String reason = vectorUnavailable();
        if (reason != null) {
            throw new UnsupportedOperationException("JAVA_VECTOR is not available: " + reason);
        }
        return new JavaBackend(Vector.PROVIDER.orElseThrow().kernel());
    }

    /**
     * Why the Vector API loop cannot be used.
     *
     * @return one sentence, or null when it can
     */
    public static @Nullable String vectorUnavailable() {
        return Vector.PROVIDER.isPresent()
                ? Vector.PROVIDER.get().unavailableReason()
                : "the module io.hotloop.particles.vector (hotloop-particles-vector) is missing: add it as a dependency";
    }

    private static final class Vector {
        static final Optional<VectorKernelProvider> PROVIDER = ServiceLoader.load(
                        VectorKernelProvider.class, VectorKernelProvider.class.getClassLoader())
                .findFirst();
    }
}
