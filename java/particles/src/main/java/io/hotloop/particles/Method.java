package io.hotloop.particles;

import io.hotloop.bindings.LoadResult;
import io.hotloop.bindings.Native;
import io.hotloop.internal.Engine;
import io.hotloop.particles.internal.Backend;
import io.hotloop.particles.internal.Backends;
import org.jspecify.annotations.Nullable;

/**
 * The ways to compute where the particles go.
 *
 * <p>The <i>strict</i> methods all give the same bits: those of the textbook's loop, which for each step
 * and particle computes, in this order, in IEEE 754 doubles and without contraction,
 *
 * <pre>
 * r  = sqrt(x*x + y*y)
 * vx = -y / r
 * vy =  x / r
 * x += (dt*w) * vx
 * y += (dt*w) * vy</pre>
 *
 * whatever the processor, the number of threads and the number of particles. Only the sign and payload
 * of a NaN are not specified. What becomes of particles at the origin, of NaN and infinities follows from
 * the arithmetic: at the origin 0/0 makes NaN.
 *
 * <p>A parallel method uses {@link io.hotloop.Threads#count()} threads unless the simulator says
 * otherwise; Java's own parallel methods use one thread when the particles were allocated from an arena
 * that is confined to a thread.
 */
public enum Method {
    /** A list of objects and the textbook's loop over it. Strict: its bits are the definition. One thread. */
    JAVA_OBJECTS("list of objects, the textbook's loop", true, false, false),

    /** One array per coordinate, in cache-sized blocks; the just-in-time compiler vectorises. Strict. One thread. */
    JAVA_ARRAYS("double[] per coordinate, vectorised by C2", true, false, false),

    /**
     * The Vector API, blocks held in registers through all steps. Strict. Parallel. Needs the module
     * {@code hotloop-particles-vector} and {@code --add-modules jdk.incubator.vector}.
     */
    JAVA_VECTOR("Vector API, blocks in registers", true, false, true),

    /**
     * Operations of {@link io.hotloop.NdArray} only, the textbook's NumPy version. Strict. Parallel, and native where
     * there is a library.
     */
    ARRAYS("array operations, the textbook's NumPy version", true, false, true),

    /** {@link #JAVA_ARRAYS} over threads. Strict. Parallel. */
    JAVA_PARALLEL("double[] per coordinate over threads", true, false, true),

    /** C, one particle at a time, compiled without vectorisation. Strict. One thread. */
    C_SERIAL("C, scalar reference", true, true, false),

    /** C, vectorised. Strict. One thread. */
    C_SIMD("C, vectorised", true, true, false),

    /** C, vectorised, over OpenMP's threads. Strict. Parallel. What evolve uses by default. */
    C_OPENMP("C, vectorised, OpenMP", true, true, true),

    /**
     * Objects with the textbook's tuning: particles outermost, dt·w computed once, fewer assignments. One
     * division instead of two, so other bits: within 1e-12 of strict after 10,000 steps in the unit square.
     * One thread.
     */
    JAVA_OBJECTS_TUNED("list of objects, the textbook's tuning", false, false, false),

    /**
     * C, each step with an estimate of dt·w/r instead of a root and two divisions. Within 1e-15 of strict in the
     * unit square after 10,000 steps, for r ≥ 10·dt·|w|. Parallel.
     */
    C_FAST("C, vectorised, estimated dt*w/r, OpenMP", false, true, true),

    /**
     * Euler's recurrence in exact arithmetic, for any number of steps at once: within 1e-12 of the radius.
     * Differs from strict by the rounding errors of strict. Where a strict step would overflow or vanish in
     * x·x this method does not. Infinite or NaN coordinates or speeds give NaN. Parallel.
     */
    CLOSED_FORM("Euler's recurrence in closed form", false, false, true),

    /**
     * The true circular motion, by the angle w·steps·dt/r: what Euler's method approximates. Infinite or NaN
     * coordinates or speeds give NaN. Parallel.
     */
    ROTATION("the true circular motion", false, false, true);

    private final String description;
    private final boolean strict;
    private final boolean nativeCode;
    private final boolean parallel;

    Method(String description, boolean strict, boolean nativeCode, boolean parallel) {
        this.description = description;
        this.strict = strict;
        this.nativeCode = nativeCode;
        this.parallel = parallel;
    }

    /**
     * What it is, in a few words, for tables.
     *
     * @return no sentence, no full stop
     */
    public String description() {
        return description;
    }

    /**
     * Tells whether its results are those of the textbook's loop, bit for bit.
     *
     * @return true for the strict methods
     */
    public boolean isStrict() {
        return strict;
    }

    /**
     * Tells whether it needs the native library.
     *
     * @return true for the methods in C
     */
    public boolean isNative() {
        return nativeCode;
    }

    /**
     * Tells whether it can use more than one thread.
     *
     * @return true for the parallel methods
     */
    public boolean isParallel() {
        return parallel;
    }

    /**
     * Tells whether its time does not depend on the number of steps.
     *
     * @return true for {@link #CLOSED_FORM} and {@link #ROTATION}
     */
    public boolean isClosed() {
        return this == CLOSED_FORM || this == ROTATION;
    }

    /**
     * Tells whether it can be used in this JVM.
     *
     * @return true when {@link #unavailableReason()} is null
     */
    public boolean isAvailable() {
        return unavailableReason() == null;
    }

    /**
     * Why it cannot be used in this JVM. Loads the native library or looks for the Vector API if that has
     * not happened yet.
     *
     * @return a sentence, or null when it can be used
     */
    public @Nullable String unavailableReason() {
        if (this == JAVA_VECTOR) {
            return Backends.vectorUnavailable();
        }
        if (!nativeCode) {
            return null;
        }
        return switch (Native.load()) {
            case LoadResult.Loaded _ -> null;
            case LoadResult.Fallback fallback -> fallback.reason();
            case LoadResult.Failed failed -> String.valueOf(failed.error().getMessage());
        };
    }

    /**
     * What {@link ParticleSimulator#evolve(double)} uses.
     *
     * @return {@link #C_OPENMP} with the native library, {@link #JAVA_PARALLEL} without one
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Method best() {
        return Engine.isNative() ? C_OPENMP : JAVA_PARALLEL;
    }

    /**
     * The implementation.
     *
     * @throws UnsupportedOperationException if it is not available
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    Backend backend() {
        if (nativeCode && !Engine.isNative()) {
            throw new UnsupportedOperationException(
                    name() + " is not available without the native library: " + unavailableReason());
        }
        return switch (this) {
            case JAVA_OBJECTS -> Backends.objects(false);
            case JAVA_OBJECTS_TUNED -> Backends.objects(true);
            case JAVA_ARRAYS, JAVA_PARALLEL -> Backends.arrays();
            case ARRAYS -> Backends.ndArrays();
            case JAVA_VECTOR -> Backends.vector();
            case C_SERIAL -> Backends.nativeScalar();
            case C_SIMD, C_OPENMP -> Backends.nativeStrict();
            case C_FAST -> Backends.nativeFast();
            case CLOSED_FORM -> Backends.orbit(false);
            case ROTATION -> Backends.orbit(true);
        };
    }
}
