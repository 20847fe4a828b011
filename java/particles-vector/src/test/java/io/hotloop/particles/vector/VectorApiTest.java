package io.hotloop.particles.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.particles.Method;
import io.hotloop.particles.ParticleSimulator;
import io.hotloop.particles.Particles;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JAVA_VECTOR gives the textbook's bits; this module's tests run with the incubator module. */
@Timeout(120)
class VectorApiTest {
    private static final long SEED = 11;

    private static void assertTextbooksBits(Particles particles, double dt, long steps, int threads, String what) {
        var expected = particles.copy();
        new ParticleSimulator(expected).withTimeStep(dt).evolveSteps(steps, Method.JAVA_OBJECTS);
        new ParticleSimulator(particles).withTimeStep(dt).withThreads(threads).evolveSteps(steps, Method.JAVA_VECTOR);
        for (long i = 0; i < particles.count(); i++) {
            // Record equality compares doubles by their bits and takes every NaN for the same.
            assertThat(particles.get(i)).as("%s, particle %d", what, i).isEqualTo(expected.get(i));
        }
    }

    @Test
    void isAvailable() {
        assertThat(Method.JAVA_VECTOR.unavailableReason()).isNull();
    }

    /** Around registers of 2, 4 and 8 lanes, groups of two, blocks of 16 and several blocks. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127, 128, 129, 1000, 4097})
    void anySize(long size) {
        for (long steps : new long[] {1, 15, 16, 17, 511, 512, 513}) {
            assertTextbooksBits(Particles.random(size, SEED), 1e-5, steps, 2, size + " particles, " + steps + " steps");
        }
    }

    @Test
    void manySteps() {
        assertTextbooksBits(Particles.random(300, SEED), 1e-5, 20_000, 1, "seed " + SEED);
    }

    /** From where the bounds decide everything to where they do not hold at all. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1e-20, 1e-9, 1e-4, 1e-3, 1e-2, 1, 1e9, 1e300})
    void anyTimeStep(double dt) {
        for (int threads : new int[] {1, 2, 5}) {
            assertTextbooksBits(
                    Particles.random(500, SEED), dt, 700, threads, "dt " + dt + ", " + threads + " threads");
        }
    }

    @Test
    void anyValues() {
        double[] values = {
            0.0,
            -0.0,
            1,
            -1,
            Double.MIN_VALUE,
            1e-310,
            1e-160,
            1e-61,
            1e-60,
            1e60,
            1e61,
            1e160,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN
        };
        var random = new SplittableRandom(SEED);
        var particles = Particles.random(20_000, SEED);
        for (int i = 0; i < particles.count(); i++) {
            // In half of the blocks nothing strange, so that the bounds are used beside it.
            if (i / 64 % 2 == 0) {
                double[] p = {particles.x(i), particles.y(i), particles.w(i)};
                p[random.nextInt(3)] = values[random.nextInt(values.length)];
                p[random.nextInt(3)] = values[random.nextInt(values.length)];
                particles.set(i, p[0], p[1], p[2]);
            }
        }
        assertTextbooksBits(particles, 1e-5, 600, 2, "seed " + SEED);
    }

    @Test
    void onTheAxesSignsOfZeroAreKept() {
        var particles = Particles.allocate(64);
        for (int i = 0; i < 64; i++) {
            double zero = i % 2 == 0 ? 0.0 : -0.0;
            double one = i % 4 < 2 ? 1.0 : -1.0;
            double w = new double[] {0.0, -0.0, 1e-300, -1e-300, 1, -1, 1e-17, 1e-12}[i / 4 % 8];
            particles.set(i, i < 32 ? zero : one, i < 32 ? one : zero, w);
        }
        assertTextbooksBits(particles, 1e-5, 100, 1, "axes");
    }

    @Test
    void anInterruptEndsIt() throws InterruptedException {
        var particles = Particles.random(3000, SEED);
        var thrown = new AtomicReference<Throwable>();
        var thread = Thread.ofPlatform().start(() -> {
            try {
                new ParticleSimulator(particles).evolveSteps(1L << 50, Method.JAVA_VECTOR);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        Thread.sleep(20);
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        assertThat(thrown.get()).isExactlyInstanceOf(CancellationException.class);
        assertThat(particles.get(7)).isEqualTo(Particles.random(3000, SEED).get(7));
    }
}
