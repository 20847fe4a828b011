package io.hotloop.particles;

import io.hotloop.CancelToken;
import io.hotloop.Threads;
import io.hotloop.internal.CancelWatch;
import io.hotloop.particles.internal.Backend;
import io.hotloop.particles.internal.EvolveJob;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Moves particles along circles around the origin by Euler's method.
 *
 * <p>Each step moves a particle by dt·w at a right angle to its direction from the origin; {@link Method}
 * has the arithmetic and the ways to compute it. A simulator is immutable: the {@code with…} methods give
 * another one for the same particles.
 *
 * {@snippet :
 * Particles particles = Particles.readCsv(Path.of("before.csv"));
 * ParticleSimulator simulator = new ParticleSimulator(particles).withTimeStep(1e-6);
 * simulator.evolve(0.1);                              // the fastest strict method here
 * simulator.evolve(1000.0, Method.CLOSED_FORM);       // 10⁹ steps at once
 * simulator.trajectory(0.1, Method.C_OPENMP, 1000,    // a look every 1000 steps
 *         snapshot -> System.out.println(snapshot.time() + " " + snapshot.x(0)));
 * }
 *
 * <p><b>All or nothing.</b> An evolve computes in memory of its own, 16 bytes a particle, and writes the
 * particles at its end. When it throws, whatever the reason, they are as before.
 *
 * <p><b>Cancelling.</b> Interrupting the thread that called evolve, or cancelling the
 * {@linkplain #withCancelToken token}, ends it within some milliseconds, in C as in Java, by a
 * {@link CancellationException}; code that the JVM has not compiled yet takes some tens. The thread stays
 * interrupted. Native evolves of less than about 5 ms may run to their end instead.
 *
 * <p>A simulator may be used by several threads, but the particles of one are evolved by one call at a
 * time; another is refused.
 */
public final class ParticleSimulator {
    /** The length of a step unless {@link #withTimeStep} sets another. */
    public static final double DEFAULT_TIME_STEP = 1e-5;

    /** The most steps of an evolve, 2⁶². */
    public static final long MAX_STEPS = 1L << 62;

    /** T/dt so near to an integer (relatively) is meant to be it: 0.3/1e-5 is 29999.999999999996. */
    private static final double INTEGER_TOLERANCE = 1e-9;

    /** Native work that is worth the daemon's attention. */
    private static final double WATCHED_NANOS = 3e6;

    /** Between two reports of progress. Shorter slices would leave the registers and caches too often. */
    private static final double SLICE_NANOS = 40e6;

    /** The least particles of a slice, per thread: 16 blocks of the Java kernels, for equal shares. */
    private static final long SLICE_PARTICLES = 16_384;

    private final Particles particles;
    private final double timeStep;

    /** 0: what {@link Threads#count()} says at the call. */
    private final int threads;

    private final @Nullable CancelToken token;
    private final @Nullable ProgressListener progress;

    /**
     * A simulator with a step of {@link #DEFAULT_TIME_STEP}, the default number of threads, no token and no
     * listener.
     *
     * @param particles what it moves
     */
    public ParticleSimulator(Particles particles) {
        this(Objects.requireNonNull(particles, "particles"), DEFAULT_TIME_STEP, 0, null, null);
    }

    private ParticleSimulator(
            Particles particles,
            double timeStep,
            int threads,
            @Nullable CancelToken token,
            @Nullable ProgressListener progress) {
        this.particles = particles;
        this.timeStep = timeStep;
        this.threads = threads;
        this.token = token;
        this.progress = progress;
    }

    /**
     * Sets the length of a step.
     *
     * @param dt simulated time, above 0 and finite
     * @return another simulator for the same particles
     * @throws IllegalArgumentException if {@code dt} is not above 0 and finite
     */
    public ParticleSimulator withTimeStep(double dt) {
        return new ParticleSimulator(particles, checkTimeStep(dt), threads, token, progress);
    }

    /**
     * Sets how many threads parallel methods use, instead of {@link Threads#count()}. Results do not depend
     * on it. OpenMP rebuilds its team when the number changes between calls, which costs 60 to 370 µs.
     *
     * @param count 1 to {@link Threads#MAX}
     * @return another simulator for the same particles
     * @throws IllegalArgumentException if {@code count} is outside that range
     */
    public ParticleSimulator withThreads(int count) {
        if (count < 1 || count > Threads.MAX) {
            throw new IllegalArgumentException(
                    "count is " + count + ": an evolve uses 1 to " + Threads.MAX + " threads");
        }
        return new ParticleSimulator(particles, timeStep, count, token, progress);
    }

    /**
     * Sets a token that ends running and later evolves when it is cancelled.
     *
     * @param cancelToken the token
     * @return another simulator for the same particles
     */
    public ParticleSimulator withCancelToken(CancelToken cancelToken) {
        Objects.requireNonNull(cancelToken, "cancelToken");
        return new ParticleSimulator(particles, timeStep, threads, cancelToken, progress);
    }

    /**
     * Sets who is told about the progress of long evolves. It costs nothing measurable: the work is cut
     * into slices of some 40 ms.
     *
     * @param listener called on the thread that calls evolve
     * @return another simulator for the same particles
     */
    public ParticleSimulator withProgress(ProgressListener listener) {
        Objects.requireNonNull(listener, "listener");
        return new ParticleSimulator(particles, timeStep, threads, token, listener);
    }

    /**
     * What it moves.
     *
     * @return the particles themselves
     */
    public Particles particles() {
        return particles;
    }

    /**
     * The length of a step.
     *
     * @return simulated time, above 0
     */
    public double timeStep() {
        return timeStep;
    }

    /**
     * The number of threads that a parallel method called here and now would use.
     *
     * @return 1 to {@link Threads#MAX}
     */
    public int threads() {
        return threads == 0 ? Threads.count() : threads;
    }

    /**
     * The number of steps in a time: time/timeStep rounded to an integer when it is within 1e-9 (relatively)
     * of that integer, otherwise rounded down. So 0.3/1e-5 = 29999.999999999996 is 30,000 steps.
     *
     * @param time simulated time, at least 0
     * @param timeStep the length of a step, above 0
     * @return 0 to {@link #MAX_STEPS}
     * @throws IllegalArgumentException if one of them is outside its range or not finite, or if there are
     *     more than {@link #MAX_STEPS} steps
     */
    public static long steps(double time, double timeStep) {
        checkTimeStep(timeStep);
        if (!(time >= 0) || time == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("time is " + time + ": it must be at least 0 and finite");
        }
        double quotient = time / timeStep;
        if (quotient > MAX_STEPS) {
            throw new IllegalArgumentException("time " + time + " in steps of " + timeStep + " is " + quotient
                    + " steps: at most 2^62 are possible");
        }
        double nearest = Math.rint(quotient);
        return (long) (Math.abs(quotient - nearest) <= INTEGER_TOLERANCE * nearest ? nearest : Math.floor(quotient));
    }

    /**
     * Moves the particles by the fastest strict method there is here, {@link Method#best()}.
     *
     * @param time simulated time; {@link #steps} says how many steps that is
     * @return what was done
     * @throws IllegalArgumentException if {@code time} is negative, not finite or more than 2⁶² steps
     * @throws IllegalStateException if the particles are being evolved already, or their arena is closed
     * @throws WrongThreadException if the particles' arena is confined to another thread
     * @throws CancellationException if the thread was interrupted or the token cancelled
     * @throws OutOfMemoryError if memory for the results cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public EvolveResult evolve(double time) {
        return evolve(time, Method.best());
    }

    /**
     * Moves the particles.
     *
     * @param time simulated time; {@link #steps} says how many steps that is
     * @param method how to compute it
     * @return what was done
     * @throws IllegalArgumentException if {@code time} is negative, not finite or more than 2⁶² steps
     * @throws UnsupportedOperationException if the method is not available here; the message says why
     * @throws IllegalStateException if the particles are being evolved already, or their arena is closed
     * @throws WrongThreadException if the particles' arena is confined to another thread
     * @throws CancellationException if the thread was interrupted or the token cancelled
     * @throws OutOfMemoryError if memory for the results cannot be had
     * @throws UnsatisfiedLinkError if the method is native and a library exists but could not be used
     */
    public EvolveResult evolve(double time, Method method) {
        return evolveSteps(steps(time, timeStep), method);
    }

    /**
     * Moves the particles by a number of steps.
     *
     * @param steps 0 to {@link #MAX_STEPS}
     * @param method how to compute it
     * @return what was done
     * @throws IllegalArgumentException if {@code steps} is outside that range
     * @throws UnsupportedOperationException if the method is not available here; the message says why
     * @throws IllegalStateException if the particles are being evolved already, or their arena is closed
     * @throws WrongThreadException if the particles' arena is confined to another thread
     * @throws CancellationException if the thread was interrupted or the token cancelled
     * @throws OutOfMemoryError if memory for the results cannot be had
     * @throws UnsatisfiedLinkError if the method is native and a library exists but could not be used
     */
    public EvolveResult evolveSteps(long steps, Method method) {
        if (steps < 0 || steps > MAX_STEPS) {
            throw new IllegalArgumentException("steps is " + steps + ": 0 to 2^62 are possible");
        }
        return run(steps, method, steps, null);
    }

    /**
     * Moves the particles and shows them on their way: before the first step, after every {@code every}
     * steps, and after the last one. Where they end is the same, to the bit for strict methods, as without
     * looking.
     *
     * @param time simulated time; {@link #steps} says how many steps that is
     * @param method how to compute it
     * @param every number of steps between two looks, at least 1
     * @param listener who looks
     * @return what was done
     * @throws IllegalArgumentException if {@code time} is negative, not finite or more than 2⁶² steps, or
     *     {@code every} is less than 1
     * @throws UnsupportedOperationException if the method is not available here; the message says why
     * @throws IllegalStateException if the particles are being evolved already, or their arena is closed
     * @throws WrongThreadException if the particles' arena is confined to another thread
     * @throws CancellationException if the thread was interrupted or the token cancelled
     * @throws OutOfMemoryError if memory for the results cannot be had
     * @throws UnsatisfiedLinkError if the method is native and a library exists but could not be used
     */
    public EvolveResult trajectory(double time, Method method, long every, TrajectoryListener listener) {
        long steps = steps(time, timeStep);
        if (every < 1) {
            throw new IllegalArgumentException("every is " + every + ": at least 1 step must lie between two looks");
        }
        return run(steps, method, every, Objects.requireNonNull(listener, "listener"));
    }

    private static double checkTimeStep(double dt) {
        if (!(dt > 0) || dt == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("time step is " + dt + ": it must be above 0 and finite");
        }
        return dt;
    }

    private EvolveResult run(long steps, Method method, long every, @Nullable TrajectoryListener listener) {
        Backend backend = method.backend();
        int team = method.isParallel() ? threads() : 1;
        long began = System.nanoTime();
        particles.checkAccess();
        particles.beginEvolve();
        try (Scratch scratch = particles.scratch();
                CancelWatch watch = isWatched(method, backend, steps, listener) ? CancelWatch.open(token) : null) {
            new Run(backend, team, steps, scratch, watch).run(every, listener);
        } finally {
            particles.endEvolve();
        }
        return new EvolveResult(method, particles.count(), steps, team, (System.nanoTime() - began) / 1e9);
    }

    /** Java is always watched: the estimates are of compiled code, and the interpreter needs far longer. */
    private boolean isWatched(Method method, Backend backend, long steps, @Nullable TrajectoryListener listener) {
        return !method.isNative()
                || listener != null
                || backend.nanosPerParticle(steps) * particles.count() > WATCHED_NANOS;
    }

    /** One evolve: from the particles through scratch coordinates back to the particles. */
    private final class Run {
        private final Backend backend;
        private final int team;
        private final long steps;
        private final Scratch scratch;
        private final @Nullable CancelWatch watch;

        /** False until the scratch coordinates hold the particles. */
        private boolean moved;

        private long stepsDone;
        private long lastReport;

        Run(Backend backend, int team, long steps, Scratch scratch, @Nullable CancelWatch watch) {
            this.backend = backend;
            this.team = team;
            this.steps = steps;
            this.scratch = scratch;
            this.watch = watch;
        }

        void run(long every, @Nullable TrajectoryListener listener) {
            checkCancelled();
            if (progress != null) {
                progress.onProgress(0);
                lastReport = System.nanoTime();
            }
            show(listener);
            while (stepsDone < steps) {
                checkCancelled();
                long interval = Math.min(every, steps - stepsDone);
                if (progress == null) {
                    evolve(0, particles.count(), interval, moved);
                } else {
                    evolveInSlices(interval);
                }
                moved = true;
                stepsDone += interval;
                show(listener);
            }
            if (progress != null) {
                progress.onProgress(1);
            }
            if (moved) {
                particles.x().copyFrom(scratch.x());
                particles.y().copyFrom(scratch.y());
            }
        }

        /**
         * Cuts by particles first: a particle that stays in its register through many steps costs least.
         * By steps only when the fewest particles worth a slice take too long.
         */
        private void evolveInSlices(long interval) {
            long count = particles.count();
            double nanosPerParticle = backend.nanosPerParticle(interval) / team;
            long wanted = Math.max(SLICE_PARTICLES * team, (long) (SLICE_NANOS / nanosPerParticle));
            long size = Math.min(count, Math.ceilDiv(wanted, 8) * 8);
            double slices = Math.max(1, Math.rint(size * nanosPerParticle / SLICE_NANOS));
            long sliceSteps = Math.max(1, (long) Math.ceil(interval / slices));
            for (long begin = 0; begin < count; begin += size) {
                long end = Math.min(count, begin + size);
                boolean rangeMoved = moved;
                for (long done = 0; done < interval; ) {
                    long now = Math.min(sliceSteps, interval - done);
                    evolve(begin, end, now, rangeMoved);
                    rangeMoved = true;
                    done += now;
                    double ofInterval = (begin + (double) (end - begin) * done / interval) / count;
                    report((stepsDone + ofInterval * interval) / steps);
                }
            }
        }

        private void evolve(long begin, long end, long now, boolean fromScratch) {
            var job = new EvolveJob(
                    fromScratch ? scratch.x() : particles.x(),
                    fromScratch ? scratch.y() : particles.y(),
                    particles.w(),
                    scratch.x(),
                    scratch.y(),
                    timeStep,
                    now,
                    watch);
            if (!backend.evolve(job, begin, end, team)) {
                throw cancelled();
            }
        }

        private void show(@Nullable TrajectoryListener listener) {
            if (listener != null) {
                listener.onSnapshot(new Snapshot(
                        stepsDone,
                        stepsDone * timeStep,
                        (moved ? scratch.x() : particles.x()).asReadOnly(),
                        (moved ? scratch.y() : particles.y()).asReadOnly(),
                        particles.w().asReadOnly()));
            }
        }

        private void report(double fraction) {
            long now = System.nanoTime();
            // 1 is said once, when there is nothing left to fail but the last copy.
            if (now - lastReport >= SLICE_NANOS / 2 && fraction < 1) {
                lastReport = now;
                Objects.requireNonNull(progress).onProgress(fraction);
            }
        }

        private void checkCancelled() {
            if (Thread.currentThread().isInterrupted() || (token != null && token.isCancelled())) {
                throw cancelled();
            }
        }

        private CancellationException cancelled() {
            String why = token != null && token.isCancelled() ? "by its token" : "by an interrupt";
            return new CancellationException("evolving " + particles.count() + " particles by " + steps
                    + " steps was cancelled " + why + "; the particles are as before");
        }
    }
}
