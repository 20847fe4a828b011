package io.hotloop.bench.workloads;

import io.hotloop.bench.Availability;
import io.hotloop.bench.Task;
import io.hotloop.bench.Tolerance;
import io.hotloop.bench.Variant;
import io.hotloop.bench.Workload;
import io.hotloop.internal.Engine;
import io.hotloop.particles.Method;
import io.hotloop.particles.ParticleSimulator;
import io.hotloop.particles.Particles;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The particle simulator: {@code size} particles moved by {@code amount} Euler steps of 1e-5. A run goes on
 * from where the last one ended: the radii grow too slowly (1e-5 of themselves in 10,000 steps) for that
 * to change the work.
 */
public final class ParticlesWorkload implements Workload {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static final long STEPS = 10_000;

    /** Fewer steps above 10,000 particles: the reference takes about 1 s for so many particle-steps. */
    private static final long MOST_PARTICLE_STEPS = 100_000_000;

    /** Enough that copying the particles in and out is below 1 % of the fastest method's time. */
    private static final long LEAST_STEPS = 100;

    /** Found as a service. */
    public ParticlesWorkload() {}

    @Override
    public String name() {
        return "particles";
    }

    @Override
    public String group() {
        return "particles";
    }

    @Override
    public String description() {
        return "particles circling the origin by Euler's method";
    }

    @Override
    public String unit() {
        return "particle-step";
    }

    @Override
    public List<Long> sizes() {
        return List.of(100L, 1_000L, 10_000L);
    }

    /** The methods in their own order: the first is the textbook's loop, whose bits define the strict ones. */
    @Override
    public List<Variant> variants() {
        return Arrays.stream(Method.values()).map(ParticlesWorkload::variant).toList();
    }

    @Override
    public long amount(long size) {
        return Math.clamp(MOST_PARTICLE_STEPS / size, LEAST_STEPS, STEPS);
    }

    @Override
    public long leastAmount(long size) {
        return LEAST_STEPS;
    }

    @Override
    public long items(long size, long amount) {
        return Math.multiplyExact(size, amount);
    }

    @Override
    public Task prepare(Variant variant, long size) {
        return new Evolution(Method.valueOf(variant.name()), Math.toIntExact(size));
    }

    private static Variant variant(Method method) {
        return new Variant(
                method.name(),
                method.isNative() || (method == Method.ARRAYS && Engine.isNative()),
                method.isParallel(),
                !method.isClosed(),
                tolerance(method),
                method == Method.JAVA_VECTOR ? Set.of(VECTOR_MODULE) : Set.of(),
                availability(method));
    }

    /**
     * What {@link Method} promises for the particles of {@link Evolution}, whose coordinates are at most 1:
     * there the normwise error is the absolute one. ROTATION differs by Euler's own error.
     */
    private static Tolerance tolerance(Method method) {
        return switch (method) {
            case JAVA_OBJECTS_TUNED, CLOSED_FORM -> new Tolerance.Within(1e-12);
            case C_FAST -> new Tolerance.Within(1e-15);
            case ROTATION -> new Tolerance.Within(3e-5);
            default -> new Tolerance.Exact();
        };
    }

    private static Availability availability(Method method) {
        if (method == Method.JAVA_VECTOR
                && Availability.ofModule(VECTOR_MODULE) instanceof Availability.NeedsModule missing) {
            return missing;
        }
        String reason = method.unavailableReason();
        return reason == null ? new Availability.Available() : new Availability.Unavailable(reason);
    }

    private static final class Evolution implements Task {
        private final Arena arena = Arena.ofShared();
        private final Particles particles;
        private final ParticleSimulator simulator;
        private final Method method;

        Evolution(Method method, int count) {
            this.method = method;
            particles = particles(count, arena);
            simulator = new ParticleSimulator(particles);
        }

        /**
         * Between 0.25 and 1 from the origin: near it, Euler's method spirals out, and ROTATION has nothing
         * to do with it any more.
         */
        private static Particles particles(int count, Arena arena) {
            var random = new SplittableRandom(20_261_122);
            var x = new double[count];
            var y = new double[count];
            var w = new double[count];
            for (int i = 0; i < count; i++) {
                double radius = random.nextDouble(0.25, 1);
                double angle = random.nextDouble(2 * Math.PI);
                x[i] = radius * Math.cos(angle);
                y[i] = radius * Math.sin(angle);
                w[i] = random.nextDouble(-1, 1);
            }
            return Particles.of(x, y, w, arena);
        }

        @Override
        public void run(long amount) {
            simulator.evolveSteps(amount, method);
        }

        @Override
        public double[] result() {
            double[] x = particles.xToArray();
            double[] y = particles.yToArray();
            double[] both = Arrays.copyOf(x, x.length + y.length);
            System.arraycopy(y, 0, both, x.length, y.length);
            return both;
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
