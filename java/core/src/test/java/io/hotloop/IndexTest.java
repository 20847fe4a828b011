package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Index values on their own: how they are made, compared and written. */
class IndexTest {
    @Test
    void isWrittenAsInNumPy() {
        assertThat(Index.at(-1)).hasToString("-1");
        assertThat(Index.ALL).hasToString(":");
        assertThat(Index.range(1, 3)).hasToString("1:3");
        assertThat(Index.range(5, 1, -2)).hasToString("5:1:-2");
        assertThat(Index.from(2)).hasToString("2:");
        assertThat(Index.to(-2)).hasToString(":-2");
        assertThat(Index.step(-1)).hasToString("::-1");
        assertThat(Index.from(3).by(-1)).hasToString("3::-1");
        assertThat(Index.NEW_AXIS).hasToString("newaxis");
        assertThat(Index.ELLIPSIS).hasToString("...");
        assertThat(Index.of(NdArray.zeros(DType.INT64, 3, 4))).hasToString("int64[3,4]");
    }

    @Test
    void isAValue() {
        assertThat(Index.range(1, 3)).isEqualTo(Index.range(1, 3, 1));
        assertThat(Index.range(1, 3)).isNotEqualTo(Index.from(1));
        assertThat(Index.range(1, 3)).hasSameHashCodeAs(Index.range(1, 3, 1));
        assertThat(Index.step(1)).isEqualTo(Index.ALL);
        assertThat(Index.at(1)).isNotEqualTo(Index.from(1));
        assertThat(Index.to(0)).isNotEqualTo(Index.from(0));
        assertThat(Index.range(0, 3)).isNotEqualTo(Index.to(3));
        assertThat(Index.NEW_AXIS).isNotEqualTo(Index.ELLIPSIS);
    }

    @Test
    void byReplacesTheStep() {
        assertThat(Index.range(0, 9, 2).by(3)).isEqualTo(Index.range(0, 9, 3));
    }

    @Test
    void aStepOfZeroIsRefused() {
        assertThatThrownBy(() -> Index.step(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Index.range(0, 1, 0)).hasMessageContaining("cannot be 0");
        assertThatThrownBy(() -> Index.ALL.by(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyASliceHasAStep() {
        assertThatThrownBy(() -> Index.at(3).by(2)).hasMessage("only a slice has a step: 3 is none");
        assertThatThrownBy(() -> Index.NEW_AXIS.by(2)).isInstanceOf(IllegalArgumentException.class);
    }
}
