package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplexTest {
    // Expected: Python's str(complex(re, im)).
    @ParameterizedTest
    @CsvSource({
        "1, 2, (1+2j)",
        "0, 2, 2j",
        "0, -0.0, -0j",
        "-0.0, 2, (-0+2j)",
        "1, -0.0, (1-0j)",
        "1e16, 0, (1e+16+0j)",
        "1234567890123456, 0.1, (1234567890123456+0.1j)",
        "1e-5, 1.5e300, (1e-05+1.5e+300j)",
        "0.0001, -1.25e-7, (0.0001-1.25e-07j)",
        "NaN, Infinity, (nan+infj)",
        "-Infinity, NaN, (-inf+nanj)",
        "4.9e-324, 100, (5e-324+100j)"
    })
    void printsAsPythonDoes(double re, double im, String expected) {
        assertThat(new Complex(re, im)).hasToString(expected);
    }

    @Test
    void partsAndFactories() {
        assertThat(Complex.of(3)).isEqualTo(new Complex(3, 0));
        assertThat(Complex.of(3, -4).abs()).isEqualTo(5);
        assertThat(Complex.of(1e300, 1e300).abs()).isCloseTo(Math.sqrt(2) * 1e300, within(1e285));
        assertThat(Complex.I.angle()).isEqualTo(Math.PI / 2);
        assertThat(Complex.of(1, 2).conjugate()).isEqualTo(new Complex(1, -2));
        assertThat(Complex.ofPolar(2, 0)).isEqualTo(new Complex(2, 0));
        assertThat(Complex.ofPolar(2, Math.PI / 2).im()).isEqualTo(2);
        assertThat(Complex.of(0.0)).isNotEqualTo(Complex.of(-0.0));
        assertThat(Complex.of(Double.NaN)).isEqualTo(Complex.of(Double.NaN));
    }
}
