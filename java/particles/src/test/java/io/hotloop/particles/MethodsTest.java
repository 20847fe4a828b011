package io.hotloop.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method against the known answer, the strict ones against the textbook's bits. */
class MethodsTest {
    private static final long SEED = 20261122;

    static List<Method> available() {
        return Fixtures.available();
    }

    static List<Method> availableStrict() {
        return Fixtures.availableStrict();
    }

    private static Particles evolved(Particles particles, long steps, Method method, int threads) {
        var copy = particles.copy();
        new ParticleSimulator(copy).withThreads(threads).evolveSteps(steps, method);
        return copy;
    }

    @Test
    void nativeMethodsAreThereUnlessSwitchedOff() {
        boolean off = "off".equals(System.getProperty("hotloop.native"));
        for (Method method : Method.values()) {
            if (method.isNative()) {
                assertThat(method.isAvailable())
                        .as("%s: %s", method, method.unavailableReason())
                        .isEqualTo(!off);
            } else if (method != Method.JAVA_VECTOR) {
                assertThat(method.isAvailable()).as(method.name()).isTrue();
            }
        }
        assertThat(Method.best()).isEqualTo(off ? Method.JAVA_PARALLEL : Method.C_OPENMP);
    }

    @ParameterizedTest
    @EnumSource
    void anUnavailableMethodSaysWhy(Method method) {
        if (method.isAvailable()) {
            assertThat(method.unavailableReason()).isNull();
        } else {
            var particles = Fixtures.knownAnswer();
            assertThatThrownBy(() -> new ParticleSimulator(particles).evolve(0.1, method))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(method.name())
                    .hasMessageContaining(method.unavailableReason());
            Fixtures.assertSameBits(particles, Fixtures.knownAnswer(), "after the refusal");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodIsDescribed(Method method) {
        assertThat(method.description()).isNotBlank().doesNotEndWith(".");
    }

    @ParameterizedTest
    @MethodSource("available")
    void knownAnswer(Method method) {
        var particles = Fixtures.knownAnswer();
        var result = new ParticleSimulator(particles).evolve(0.1, method);
        assertThat(result.steps()).isEqualTo(10_000);
        double tolerance = method == Method.ROTATION ? 3e-5 : 1e-5;
        for (int i = 0; i < 3; i++) {
            assertThat(particles.x(i)).isCloseTo(Fixtures.KNOWN_ANSWER[i][0], within(tolerance));
            assertThat(particles.y(i)).isCloseTo(Fixtures.KNOWN_ANSWER[i][1], within(tolerance));
        }
    }

    /** Written out once more, apart from the code under test: what "strict" means. */
    @Test
    void theTextbooksBits() {
        var particles = Fixtures.mixed(500, SEED);
        var expected = particles.copy();
        double dt = 1e-5;
        for (int step = 0; step < 777; step++) {
            for (int i = 0; i < expected.count(); i++) {
                double x = expected.x(i);
                double y = expected.y(i);
                double w = expected.w(i);
                double r = Math.sqrt(x * x + y * y);
                double vx = -y / r;
                double vy = x / r;
                expected.set(i, x + (dt * w) * vx, y + (dt * w) * vy, w);
            }
        }
        Fixtures.assertSameBits(evolved(particles, 777, Method.JAVA_OBJECTS, 1), expected, "seed " + SEED);
    }

    /**
     * Sizes around every vector length up to 8 lanes, groups of two registers, the blocks of each kernel (64,
     * 128, 1024) and several blocks; steps around the kernels' periods and chunks (16, 512).
     */
    @ParameterizedTest
    @MethodSource("availableStrict")
    void strictMethodsGiveTheSameBitsForAnySize(Method method) {
        long[] sizes = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 19, 31, 35, 63, 64, 65, 100, 127, 128, 129, 1023, 1025};
        for (long size : sizes) {
            var particles = Fixtures.mixed(size, SEED + size);
            for (long steps : new long[] {0, 1, 2, 15, 16, 17, 511, 513}) {
                var expected = evolved(particles, steps, Method.JAVA_OBJECTS, 1);
                Fixtures.assertSameBits(
                        evolved(particles, steps, method, 2),
                        expected,
                        method + ", size " + size + ", " + steps + " steps, seed " + (SEED + size));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("availableStrict")
    void strictMethodsGiveTheSameBitsForAnyNumberOfThreads(Method method) {
        for (long size : new long[] {100, 4095, 4096, 4097}) {
            var particles = Fixtures.mixed(size, SEED);
            var expected = evolved(particles, 300, Method.JAVA_OBJECTS, 1);
            for (int threads : new int[] {1, 2, 5, 64}) {
                Fixtures.assertSameBits(
                        evolved(particles, 300, method, threads),
                        expected,
                        method + ", size " + size + ", " + threads + " threads, seed " + SEED);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("availableStrict")
    void strictMethodsGiveTheSameBitsForEdgeValues(Method method) {
        var particles = Fixtures.edges();
        for (long steps : new long[] {1, 2, 20}) {
            Fixtures.assertSameBits(
                    evolved(particles, steps, method, 2),
                    evolved(particles, steps, Method.JAVA_OBJECTS, 1),
                    method + ", edge values, " + steps + " steps");
        }
    }

    @ParameterizedTest
    @MethodSource("availableStrict")
    void strictMethodsGiveTheSameBitsAfterManySteps(Method method) {
        var particles = Particles.random(200, SEED);
        Fixtures.assertSameBits(
                evolved(particles, 20_000, method, 2),
                evolved(particles, 20_000, Method.JAVA_OBJECTS, 1),
                method + ", seed " + SEED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1e-12, 0.1, 1e9, 1e300})
    void strictMethodsGiveTheSameBitsForAnyTimeStep(double dt) {
        var particles = Fixtures.mixed(1000, SEED);
        var expected = particles.copy();
        new ParticleSimulator(expected).withTimeStep(dt).evolveSteps(50, Method.JAVA_OBJECTS);
        for (Method method : availableStrict()) {
            var actual = particles.copy();
            new ParticleSimulator(actual).withTimeStep(dt).evolveSteps(50, method);
            Fixtures.assertSameBits(actual, expected, method + ", dt " + dt + ", seed " + SEED);
        }
    }

    @ParameterizedTest
    @MethodSource("available")
    void aParticleAtTheOriginBecomesNaN(Method method) {
        var particles = Particles.of(new double[] {0.0, -0.0}, new double[] {0.0, 0.0}, new double[] {1, 0});
        new ParticleSimulator(particles).evolveSteps(1, method);
        assertThat(particles.xToArray()).containsExactly(Double.NaN, Double.NaN);
        assertThat(particles.yToArray()).containsExactly(Double.NaN, Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("available")
    void nanSpreadsToBothCoordinatesAndToNoOtherParticle(Method method) {
        double nan = Double.NaN;
        var particles =
                Particles.of(new double[] {nan, 1, 1, 3}, new double[] {1, nan, 0, 4}, new double[] {1, 1, nan, 0});
        new ParticleSimulator(particles).evolveSteps(3, method);
        assertThat(particles.xToArray()).containsExactly(nan, nan, nan, 3);
        assertThat(particles.yToArray()).containsExactly(nan, nan, nan, 4);
    }

    @ParameterizedTest
    @MethodSource("available")
    void infiniteCoordinatesEndAsNaN(Method method) {
        double inf = Double.POSITIVE_INFINITY;
        var particles = Particles.of(new double[] {inf, 1, 1}, new double[] {1, -inf, 1}, new double[] {1, 1, inf});
        new ParticleSimulator(particles).evolveSteps(3, method);
        assertThat(particles.xToArray()).containsOnly(Double.NaN);
        assertThat(particles.yToArray()).containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("available")
    void withoutSpeedNothingMoves(Method method) {
        var particles = Particles.random(100, SEED);
        particles.w().fill((byte) 0);
        Fixtures.assertSameBits(evolved(particles, 1000, method, 2), particles, method.name());
    }

    @ParameterizedTest
    @MethodSource("available")
    void noStepsLeaveEvenTheOriginAlone(Method method) {
        var particles = Fixtures.edges();
        Fixtures.assertSameBits(evolved(particles, 0, method, 2), particles, method.name());
    }

    @ParameterizedTest
    @MethodSource("available")
    void confinedMemoryWorksWithEveryMethod(Method method) {
        try (Arena arena = Arena.ofConfined()) {
            var particles = Particles.random(3000, SEED, arena);
            var expected = evolved(Particles.random(3000, SEED), 100, method, 1);
            new ParticleSimulator(particles).withThreads(5).evolveSteps(100, method);
            Fixtures.assertSameBits(particles, expected, method.name());
        }
    }

    /** r at least 10·dt·|w|, and the bound that the methods promise for the unit square. */
    private static Particles wellInside(long count) {
        var particles = Particles.random(count, SEED);
        for (long i = 0; i < count; i++) {
            if (Math.hypot(particles.x(i), particles.y(i)) < 1e-4) {
                particles.set(i, 0.5, 0.5, 1);
            }
        }
        return particles;
    }

    @Test
    void tunedObjectsAreWithinTheirBound() {
        var particles = wellInside(500);
        double error = Fixtures.maxDistance(
                evolved(particles, 10_000, Method.JAVA_OBJECTS_TUNED, 1),
                evolved(particles, 10_000, Method.JAVA_ARRAYS, 1));
        assertThat(error).as("seed %d", SEED).isLessThan(1e-12).isPositive();
    }

    @Test
    void closedFormIsWithinTheRoundingErrorsOfStrict() {
        var particles = wellInside(2000);
        double error = Fixtures.maxDistance(
                evolved(particles, 10_000, Method.CLOSED_FORM, 2), evolved(particles, 10_000, Method.best(), 2));
        assertThat(error).as("seed %d", SEED).isLessThan(1e-12);
    }

    @Test
    void fastIsWithinItsBound() {
        if (Method.C_FAST.isAvailable()) {
            var particles = wellInside(5000);
            var fast = evolved(particles, 10_000, Method.C_FAST, 2);
            var strict = evolved(particles, 10_000, Method.C_OPENMP, 2);
            for (int i = 0; i < particles.count(); i++) {
                assertThat(fast.x(i))
                        .as("x of %s, seed %d", particles.get(i), SEED)
                        .isCloseTo(strict.x(i), within(1e-15));
                assertThat(fast.y(i))
                        .as("y of %s, seed %d", particles.get(i), SEED)
                        .isCloseTo(strict.y(i), within(1e-15));
            }
        }
    }
}
