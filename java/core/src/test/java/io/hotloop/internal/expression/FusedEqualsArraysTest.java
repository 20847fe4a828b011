package io.hotloop.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hotloop.Expression;
import io.hotloop.ExpressionException;
import io.hotloop.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole expressions give, to the bit, what their operations give one after the other with arrays; or both refuse. */
final class FusedEqualsArraysTest {
    private static final int CASES = 60;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomExpressions(long seed) {
        int evaluated = 0;
        for (int i = 0; i < CASES; i++) {
            var random = new RandomExpression(seed * 1_000_003 + i);
            NdArray expected;
            try {
                expected = RandomExpression.withArrays(Parser.parse(random.text(), List.of()), random.values());
            } catch (IllegalArgumentException refused) {
                Throwable problem =
                        catchThrowable(() -> Expression.compile(random.text()).evaluate(random.values()));
                // Values are looked at only where they are needed: ones_like(2**n) does without the power.
                boolean isOfValues = refused.getMessage().startsWith("integers to the power of");
                if (problem != null || !isOfValues) {
                    assertThat(problem)
                            .as("seed %d, case %d: %s%nrefused by arrays: %s", seed, i, random, refused)
                            .isInstanceOf(ExpressionException.class);
                }
                continue;
            }
            String description = "seed %d, case %d: %s".formatted(seed, i, random);
            Expression expression;
            NdArray result;
            try {
                expression = Expression.compile(random.text());
                result = expression.evaluate(random.values());
            } catch (RuntimeException | Error e) {
                throw new AssertionError(description, e);
            }
            assertThat(result).as(description).isEqualTo(expected);
            evaluated++;
            intoAnOutput(expression, random.values(), expected, description, new Random(seed + i));
        }
        assertThat(evaluated).as("expressions that are not refused").isGreaterThan(CASES / 5);
    }

    /** Into an array that may be one of the values. */
    private static void intoAnOutput(
            Expression expression, Map<String, Object> values, NdArray expected, String description, Random random) {
        List<String> fitting = new ArrayList<>();
        values.forEach((name, value) -> {
            if (value instanceof NdArray array
                    && array.dtype() == expected.dtype()
                    && java.util.Arrays.equals(array.shape(), expected.shape())
                    && !array.isReadOnly()) {
                fitting.add(name);
            }
        });
        NdArray out;
        if (fitting.isEmpty()) {
            out = NdArray.empty(expected.dtype(), expected.shape());
        } else {
            out = (NdArray) values.get(fitting.get(random.nextInt(fitting.size())));
        }
        assertThat(expression.bind(values).evaluateInto(out)).isSameAs(out);
        assertThat(out).as("into an output: " + description).isEqualTo(expected);
    }
}
