package io.hotloop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class StatisticsTest {
    @Test
    void oddNumberOfSamples() {
        // Distances from 3: 2, 1, 0, 1, 97.
        assertThat(Statistics.of(4, 100, 1, 2, 3)).isEqualTo(new Statistics(5, 3, 1, 1));
    }

    @Test
    void evenNumberOfSamples() {
        // Distances from 2.5: 1.5, 0.5, 0.5, 1.5.
        assertThat(Statistics.of(4, 1, 3, 2)).isEqualTo(new Statistics(4, 2.5, 1, 1));
    }

    @Test
    void oneSample() {
        assertThat(Statistics.of(7)).isEqualTo(new Statistics(1, 7, 7, 0));
    }

    @Test
    void spreadIsRelative() {
        assertThat(Statistics.of(90, 100, 110).spread()).isEqualTo(0.1);
        assertThat(Statistics.of(0, 0).spread()).isZero();
    }

    @Test
    void samplesStayInOrder() {
        double[] samples = {3, 1, 2};
        Statistics.of(samples);
        assertThat(samples).containsExactly(3, 1, 2);
    }

    @Test
    void noSamples() {
        assertThatIllegalArgumentException().isThrownBy(Statistics::of);
    }
}
