package io.hotloop.particles.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The closed form against MPFR, the rotation against plain trigonometry. */
class OrbitTest {
    /** Relative to the radius: what the method promises. */
    private static final double PROMISED = 1e-12;

    /** Surefire sets basedir to the module's folder. */
    private static final Path GOLDEN =
            Path.of(System.getProperty("basedir", "."), "../../tests/data/particles_closed_form.csv");

    @Test
    void theGoldenFile() throws IOException {
        var lines = Files.readAllLines(GOLDEN);
        assertThat(lines).hasSizeGreaterThan(800);
        double worst = 0;
        String worstLine = "";
        var orbit = new Orbit();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            double x = Double.parseDouble(fields[4]);
            double y = Double.parseDouble(fields[5]);
            orbit.euler(
                    Double.parseDouble(fields[0]),
                    Double.parseDouble(fields[1]),
                    Double.parseDouble(fields[2]),
                    Long.parseLong(fields[3]));
            // Scaled: radii go up to 1e205 and down to the subnormals, whose last bit is all there is.
            int exponent = Math.getExponent(Math.max(Math.abs(x), Math.abs(y)));
            double dx = Math.scalb(orbit.x(), -exponent) - Math.scalb(x, -exponent);
            double dy = Math.scalb(orbit.y(), -exponent) - Math.scalb(y, -exponent);
            double lastBit = Math.scalb(Double.MIN_VALUE, -exponent);
            double error =
                    (Math.hypot(dx, dy) - lastBit) / Math.hypot(Math.scalb(x, -exponent), Math.scalb(y, -exponent));
            if (!(error <= worst)) {
                worst = error;
                worstLine = line;
            }
        }
        assertThat(worst).as(worstLine).isLessThan(PROMISED);
    }

    @ParameterizedTest
    @CsvSource({
        // r0 so far above h, and so far below, that squares of the one vanish beside the other's
        "1e300, 0, 1e-300, 1000000, 1e300, 1e-294",
        "0, 1e300, 5e-324, 4611686018427387904, 0, 1e300",
        "1e-300, 0, 1e300, 1, 1e-300, 1e300",
        "0, 1e-320, -1, 1, 1, 1e-320"
    })
    void extremeRatios(double x0, double y0, double h, long steps, double x, double y) {
        var orbit = new Orbit();
        orbit.euler(x0, y0, h, steps);
        double radius = Math.max(Math.abs(x), Math.abs(y));
        assertThat(orbit.x()).isCloseTo(x, within(radius * PROMISED));
        assertThat(orbit.y()).isCloseTo(y, within(radius * PROMISED));
    }

    @Test
    void oneStepIsOneStep() {
        var orbit = new Orbit();
        orbit.euler(3, 4, 0.5, 1);
        assertThat(orbit.x()).isCloseTo(3 - 0.5 * 4 / 5, within(1e-15));
        assertThat(orbit.y()).isCloseTo(4 + 0.5 * 3 / 5, within(1e-15));
    }

    @Test
    void manyOrbitsAtOnceAreManyTimesOneOrbit() {
        var whole = new Orbit();
        var parts = new Orbit();
        whole.euler(0.3, -0.7, 1e-5, 3_000_000_000L);
        parts.euler(0.3, -0.7, 1e-5, 1_000_000_000L);
        parts.euler(parts.x(), parts.y(), 1e-5, 2_000_000_000L);
        double radius = Math.hypot(whole.x(), whole.y());
        assertThat(parts.x()).isCloseTo(whole.x(), within(radius * PROMISED));
        assertThat(parts.y()).isCloseTo(whole.y(), within(radius * PROMISED));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -1, 0.001, 3e5})
    void rotationKeepsTheRadiusAndTurnsBySpeedTimesTime(double w) {
        var orbit = new Orbit();
        orbit.circle(3, 4, w, 1e-3, 2000);
        double angle = Math.atan2(4, 3) + w * 2 / 5;
        assertThat(orbit.x()).isCloseTo(5 * Math.cos(angle), within(1e-9));
        assertThat(orbit.y()).isCloseTo(5 * Math.sin(angle), within(1e-9));
        assertThat(Math.hypot(orbit.x(), orbit.y())).isCloseTo(5, within(2e-15));
    }

    @Test
    void rotationOfManyTurnsIsExact() {
        // 2π·10^9 rad and a quarter turn more, as nearly as 10^15 steps of a double make it.
        var pi = new BigDecimal("3.14159265358979323846264338327950288419716939937510");
        var angle = pi.multiply(new BigDecimal("2000000000.5"));
        long steps = 1_000_000_000_000_000L;
        double dt =
                angle.divide(BigDecimal.valueOf(steps), MathContext.DECIMAL128).doubleValue();
        double rest = new BigDecimal(dt)
                .multiply(BigDecimal.valueOf(steps))
                .subtract(pi.multiply(BigDecimal.valueOf(2_000_000_000L)))
                .doubleValue();
        var orbit = new Orbit();
        orbit.circle(1, 0, 1, dt, steps);
        assertThat(orbit.x()).isCloseTo(Math.cos(rest), within(PROMISED));
        assertThat(orbit.y()).isCloseTo(Math.sin(rest), within(PROMISED));
    }

    @Test
    void rotationSurvivesExtremes() {
        var orbit = new Orbit();
        orbit.circle(5e-324, 0, 1e-320, 1e-10, 1);
        assertThat(orbit.x()).isEqualTo(5e-324);
        orbit.circle(1e300, 1e300, 1e300, 1e-5, 1);
        assertThat(Math.hypot(orbit.x() / 1e300, orbit.y() / 1e300)).isCloseTo(Math.sqrt(2), within(1e-15));
        // Beyond what a double can place on the circle, the radius still holds.
        orbit.circle(1e-3, 0, 1e200, 1e5, 1L << 62);
        assertThat(Math.hypot(orbit.x(), orbit.y())).isCloseTo(1e-3, within(1e-15));
    }
}
