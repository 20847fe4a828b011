package io.hotloop.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making, reading and changing particles. */
class ParticlesTest {
    private static final double[] X = {1, 2, 3};
    private static final double[] Y = {4, 5, 6};
    private static final double[] W = {7, 8, 9};

    @Test
    void arraysAreCopiedInAndOut() {
        double[] x = X.clone();
        var particles = Particles.of(x, Y, W);
        x[0] = 99;
        assertThat(particles.count()).isEqualTo(3);
        assertThat(particles.xToArray()).containsExactly(X);
        assertThat(particles.yToArray()).containsExactly(Y);
        assertThat(particles.wToArray()).containsExactly(W);
        assertThat(particles.get(1)).isEqualTo(new Particle(2, 5, 8));
        particles.xToArray()[0] = 99;
        assertThat(particles.x(0)).isEqualTo(1);
    }

    @Test
    void mismatchedLengthsAreRefusedWithTheLengths() {
        assertThatThrownBy(() -> Particles.of(X, new double[2], W))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x has 3")
                .hasMessageContaining("y 2")
                .hasMessageContaining("w 3");
        assertThatThrownBy(() -> Particles.of(X, Y, new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("w 4");
    }

    @Test
    void recordsRoundTrip() {
        var records = List.of(new Particle(1, 2, 3), new Particle(-0.0, Double.NaN, 1e300));
        assertThat(Particles.fromRecords(records).toRecords()).isEqualTo(records);
        assertThat(Particles.fromRecords(List.of()).toRecords()).isEmpty();
    }

    @Test
    void aNullRecordIsRefusedWithItsIndex() {
        var records = new ArrayList<Particle>(Arrays.asList(new Particle(1, 2, 3), null));
        assertThatThrownBy(() -> Particles.fromRecords(records))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("record 1");
    }

    @Test
    void segmentsAreTheParticlesAndAligned() {
        var particles = Particles.of(X, Y, W);
        particles.y().setAtIndex(ValueLayout.JAVA_DOUBLE, 2, -1);
        assertThat(particles.get(2)).isEqualTo(new Particle(3, -1, 9));
        for (var segment : List.of(particles.x(), particles.y(), particles.w())) {
            assertThat(segment.byteSize()).isEqualTo(24);
            assertThat(segment.address() % 64).isZero();
        }
    }

    @Test
    void allocatedParticlesLieAtTheOrigin() {
        var particles = Particles.allocate(1000);
        assertThat(particles.xToArray()).hasSize(1000).containsOnly(0);
        assertThat(particles.yToArray()).containsOnly(0);
        assertThat(particles.wToArray()).containsOnly(0);
        assertThat(Particles.allocate(0).count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void negativeCountsAreRefused(long count) {
        assertThatThrownBy(() -> Particles.allocate(count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("" + count);
        assertThatThrownBy(() -> Particles.random(count, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("" + count);
    }

    @ParameterizedTest
    @ValueSource(longs = {(1L << 59) + 1, Long.MAX_VALUE, 1L << 58})
    void countsBeyondAnyMemoryAreRefused(long count) {
        assertThatThrownBy(() -> Particles.allocate(count)).isInstanceOf(OutOfMemoryError.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 3, Long.MAX_VALUE, 1L << 61})
    void indexesAreChecked(long index) {
        var particles = Particles.of(X, Y, W);
        assertThatThrownBy(() -> particles.get(index))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("" + index);
        assertThatThrownBy(() -> particles.set(index, 1, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> particles.w(index)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(particles.xToArray()).containsExactly(X);
    }

    @Test
    void aCopySharesNothing() {
        var particles = Particles.of(X, Y, W);
        var copy = particles.copy();
        particles.set(0, new Particle(0, 0, 0));
        assertThat(copy.get(0)).isEqualTo(new Particle(1, 4, 7));
    }

    @Test
    void anArenaOwnsItsParticles() {
        Particles particles;
        try (Arena arena = Arena.ofConfined()) {
            particles = Particles.of(X, Y, W, arena);
            assertThat(particles.copy(arena).x(2)).isEqualTo(3);
        }
        assertThatThrownBy(() -> particles.x(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new ParticleSimulator(particles).evolve(1)).isInstanceOf(IllegalStateException.class);
    }

    /** SplitMix64 seeded with 0 starts e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f. */
    @Test
    void randomParticlesAreTheSameForever() {
        var particles = Particles.random(2, 0);
        assertThat(particles.x(0)).isEqualTo((0xe220a8397b1dcdafL >> 11) * 0x1p-52);
        assertThat(particles.y(0)).isEqualTo((0x6e789e6aa1b965f4L >> 11) * 0x1p-52);
        assertThat(particles.w(0)).isEqualTo((0x06c45d188009454fL >> 11) * 0x1p-52);
        Fixtures.assertSameBits(
                Particles.fromRecords(Particles.random(1000, 5).toRecords().subList(0, 10)),
                Particles.random(10, 5),
                "the first particles do not depend on their number");
    }

    @Test
    void randomParticlesFillTheSquare() {
        var particles = Particles.random(100_000, 42);
        for (double[] values : List.of(particles.xToArray(), particles.yToArray(), particles.wToArray())) {
            var statistics = Arrays.stream(values).summaryStatistics();
            assertThat(statistics.getMin()).isBetween(-1.0, -0.999);
            assertThat(statistics.getMax()).isBetween(0.999, Math.nextDown(1.0));
            assertThat(Math.abs(statistics.getAverage())).isLessThan(0.01);
        }
    }

    @Test
    void namesItsCount() {
        assertThat(Particles.of(X, Y, W)).hasToString("Particles[count=3]");
    }
}
