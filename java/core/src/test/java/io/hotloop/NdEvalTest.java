package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class NdEvalTest {
    private record Inputs(NdArray a, double[] b, int c) {}

    private record Failing(NdArray a) {
        @Override
        public NdArray a() {
            throw new IllegalStateException("no array");
        }
    }

    private final NdArray a = NdArray.of(1.0, 2.0);

    @Test
    void takesAMapPairsOrARecord() {
        double[] b = {3, 4};
        NdArray expected = NdArray.of(7.0, 10.0);
        assertThat(Nd.eval("a + c*b", Map.of("a", a, "b", b, "c", 2))).isEqualTo(expected);
        assertThat(Nd.eval("a + c*b", "a", a, "b", b, "c", 2)).isEqualTo(expected);
        assertThat(Nd.eval("a + c*b", new Inputs(a, b, 2))).isEqualTo(expected);
        assertThat(Nd.eval("a*2", "a", a)).isEqualTo(NdArray.of(2.0, 4.0));
        assertThat(Nd.eval("a+b", "a", a, "b", 1)).isEqualTo(NdArray.of(2.0, 3.0));
        assertThat(Nd.eval("a+b+c+d", "a", a, "b", 1, "c", 2, "d", 3)).isEqualTo(NdArray.of(7.0, 8.0));
        assertThat(Nd.eval("a+b+c+d+e1", "a", a, "b", 1, "c", 2, "d", 3, "e1", 4))
                .isEqualTo(NdArray.of(11.0, 12.0));
        assertThat(Nd.eval("a+b+c+d+e1+f", "a", a, "b", 1, "c", 2, "d", 3, "e1", 4, "f", 5))
                .isEqualTo(NdArray.of(16.0, 17.0));
    }

    @Test
    void wrongNamesAreRefused() {
        assertThatThrownBy(() -> Nd.eval("a + d", new Inputs(a, new double[2], 1)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("no value for d, and no name b, c");
        assertThatThrownBy(() -> Nd.eval("a", "a", a, "a", a)).hasMessageContaining("the name a is given twice");
        assertThatThrownBy(() -> Nd.eval("a", new Inputs(a, null, 1))).hasMessageContaining("no name b, c");
        assertThatThrownBy(() -> Nd.eval("a + b", "a", a, "b", null)).hasMessageContaining("b is a null");
        assertThatThrownBy(() -> Nd.eval("a", new Failing(a)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the component a")
                .hasRootCauseMessage("no array");
    }

    @Test
    void keepsABoundedNumberOfTexts() {
        for (int i = 0; i < 2000; i++) {
            assertThat(Nd.eval("a + " + i, "a", a).getDouble(0)).isEqualTo(1.0 + i);
        }
        assertThat(Compiled.size()).isLessThanOrEqualTo(256);
        assertThat(Compiled.of("a + 1999")).isSameAs(Compiled.of("a + 1999"));
        assertThat(Precision.FAST.call(() -> Compiled.of("a + 1999"))).isNotSameAs(Compiled.of("a + 1999"));
    }
}
