package io.hotloop.particles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of Euler's error in docs/particles.md, computed once more. */
class EulerErrorTest {
    private static final Path GUIDE = Path.of(System.getProperty("basedir", "."), "../../docs/particles.md");

    @Test
    void theGuidesTableIsRight() throws IOException {
        var rows = Files.readAllLines(GUIDE).stream()
                .dropWhile(line -> !line.contains("EulerErrorTest"))
                .skip(3)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(rows).hasSize(7);
        for (String row : rows) {
            String[] cells = row.split("\\|");
            double time = Double.parseDouble(cells[1]);
            double dt = Double.parseDouble(cells[2]);
            var euler = Fixtures.knownAnswer();
            var circle = Fixtures.knownAnswer();
            new ParticleSimulator(euler).withTimeStep(dt).evolve(time, Method.CLOSED_FORM);
            new ParticleSimulator(circle).withTimeStep(dt).evolve(time, Method.ROTATION);
            var computed = new StringBuilder("|" + cells[1] + "|" + cells[2] + "|");
            for (int i = 0; i < 3; i++) {
                double error = Math.hypot(euler.x(i) - circle.x(i), euler.y(i) - circle.y(i));
                computed.append(String.format(Locale.ROOT, " %.1e |", error));
            }
            assertThat(row).isEqualTo(computed.toString());
        }
    }
}
