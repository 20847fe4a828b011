package io.hotloop.particles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Particles to test with, and how to compare them. */
final class Fixtures {
    /** The known answer: after T = 0.1 in steps of 1e-5. */
    static final double[][] KNOWN_ANSWER = {
        {0.2102698450356825, 0.5438635787296997},
        {-0.0993347660567358, -0.4900342888538049},
        {0.1913585038252641, -0.3652272210744360}
    };

    private static final double[] EDGE_VALUES = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        1e-310,
        1e-200,
        -1e-160,
        1e-100,
        1e-8,
        0.5,
        -3.0,
        1e10,
        1e150,
        -1e160,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private Fixtures() {}

    static Particles knownAnswer() {
        return Particles.fromRecords(
                List.of(new Particle(0.3, 0.5, 1), new Particle(0.0, -0.5, -1), new Particle(-0.1, -0.4, 3)));
    }

    /** Every triple of edge values: 9261 particles. */
    static Particles edges() {
        int n = EDGE_VALUES.length;
        var particles = Particles.allocate((long) n * n * n);
        for (int i = 0; i < particles.count(); i++) {
            particles.set(i, EDGE_VALUES[i % n], EDGE_VALUES[i / n % n], EDGE_VALUES[i / n / n]);
        }
        return particles;
    }

    /** Ordinary particles with one of an edge value, a tiny radius or a high speed among every hundred. */
    static Particles mixed(long count, long seed) {
        var random = new SplittableRandom(seed);
        var particles = Particles.random(count, seed);
        for (long i = 0; i < count; i++) {
            Particle p = particles.get(i);
            switch (random.nextInt(300)) {
                case 0 -> particles.set(i, EDGE_VALUES[random.nextInt(EDGE_VALUES.length)], p.y(), p.w());
                case 1 -> particles.set(i, p.x() * 1e-6, p.y() * 1e-6, p.w());
                case 2 -> particles.set(i, p.x(), p.y(), p.w() * 1e5);
                default -> {}
            }
        }
        return particles;
    }

    static List<Method> available() {
        return Arrays.stream(Method.values()).filter(Method::isAvailable).toList();
    }

    static List<Method> availableStrict() {
        return available().stream().filter(Method::isStrict).toList();
    }

    /** The same bits in every coordinate; a NaN equals every NaN. */
    static void assertSameBits(Particles actual, Particles expected, String what) {
        assertThat(actual.count()).as(what).isEqualTo(expected.count());
        for (long i = 0; i < expected.count(); i++) {
            Particle a = actual.get(i);
            Particle e = expected.get(i);
            if (bits(a.x()) != bits(e.x()) || bits(a.y()) != bits(e.y()) || bits(a.w()) != bits(e.w())) {
                throw new AssertionError(what + ": particle " + i + " is " + a + " instead of " + e);
            }
        }
    }

    /** The largest distance between two particles of the same index. */
    static double maxDistance(Particles a, Particles b) {
        double max = 0;
        for (long i = 0; i < a.count(); i++) {
            max = Math.max(max, Math.hypot(a.x(i) - b.x(i), a.y(i) - b.y(i)));
        }
        return max;
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }
}
