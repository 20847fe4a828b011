package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.Index;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text form of indexes. */
class IndexParserTest {
    @Test
    void readsWhatNumPyHasBetweenBrackets() {
        assertThat(IndexParser.parse("1:3, ::-1, newaxis, ..., -1"))
                .containsExactly(Index.range(1, 3), Index.step(-1), Index.NEW_AXIS, Index.ELLIPSIS, Index.at(-1));
        assertThat(IndexParser.parse("None,:,3:,:4,5:6:7,::,1::2,:2:3"))
                .containsExactly(
                        Index.NEW_AXIS,
                        Index.ALL,
                        Index.from(3),
                        Index.to(4),
                        Index.range(5, 6, 7),
                        Index.ALL,
                        Index.from(1).by(2),
                        Index.to(2).by(3));
        assertThat(IndexParser.parse("  +1 : 2\t: 3 ,  ")).containsExactly(Index.range(1, 2, 3));
        assertThat(IndexParser.parse("9223372036854775807, -9223372036854775808"))
                .containsExactly(Index.at(Long.MAX_VALUE), Index.at(Long.MIN_VALUE));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        long seed = System.nanoTime();
        System.out.println("IndexParserTest: seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            Index[] indexes = new Index[1 + random.nextInt(6)];
            Arrays.setAll(indexes, _ -> {
                long a = random.nextLong() >> random.nextInt(64);
                long b = random.nextInt(10) - 5;
                long step = random.nextBoolean() ? 2 : -3;
                return switch (random.nextInt(7)) {
                    case 0 -> Index.at(a);
                    case 1 -> Index.range(a, b, step);
                    case 2 -> Index.from(b).by(step);
                    case 3 -> Index.to(a);
                    case 4 -> Index.step(step);
                    case 5 -> Index.NEW_AXIS;
                    default -> Index.ELLIPSIS;
                };
            });
            String text = Arrays.stream(indexes).map(Index::toString).collect(Collectors.joining(", "));
            assertThat(IndexParser.parse(text)).as("seed %d: %s", seed, text).containsExactly(indexes);
            assertThat(IndexParser.parse(new String(text.toCharArray()))).containsExactly(indexes);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'1:3, x, 2' | 5 | 'expected a number, a slice, newaxis or ...'",
                "'' | 0 | 'expected a number, a slice, newaxis or ...'",
                "'1,,2' | 2 | 'expected a number, a slice, newaxis or ...'",
                "'1:2:3:4' | 5 | 'expected a comma or the end'",
                "'1 2' | 2 | 'expected a comma or the end'",
                "'1.5' | 1 | 'expected a comma or the end'",
                "'- 1' | 1 | 'expected a digit'",
                "'1:x' | 2 | 'expected a comma or the end'",
                "'1, ::0' | 5 | 'the step of a slice cannot be 0'",
                "'3, 9223372036854775808' | 3 | 'a number does not fit 64 bits'",
                "'newaxis2' | 7 | 'expected a comma or the end'",
                "'٣' | 0 | 'expected a number, a slice, newaxis or ...'",
            })
    void errorsShowWhere(String text, int where, String what) {
        assertThatThrownBy(() -> IndexParser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no index: " + what + " at character " + where + "\n  " + text + "\n  " + " ".repeat(where)
                        + "^");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "1,\u0000", "\r1", "1\n2"})
    void controlCharactersDoNotBreakTheLine(String text) {
        assertThatThrownBy(() -> IndexParser.parse(text))
                .hasMessageMatching("no index: .* at character \\d+\\R {2}[^\\p{Cntrl}]*\\R *\\^");
    }

    @Test
    void hostileTextsAreCutOff() {
        assertThatThrownBy(() -> IndexParser.parse(":,".repeat(5_000_000)))
                .hasMessageStartingWith("no index: more than 129 indexes at character 258");
        assertThatThrownBy(() -> IndexParser.parse("9".repeat(5_000_000)))
                .hasMessageStartingWith("no index: a number does not fit 64 bits at character 0");
        assertThatThrownBy(() -> IndexParser.parse(" ".repeat(1_000_000) + "x"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).contains("…"))
                .satisfies(e -> {
                    String[] lines = e.getMessage().split("\n");
                    assertThat(lines[2].indexOf('^')).isEqualTo(lines[1].indexOf('x'));
                });
    }
}
