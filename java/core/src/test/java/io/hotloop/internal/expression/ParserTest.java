package io.hotloop.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hotloop.Expression;
import io.hotloop.ExpressionException;
import io.hotloop.NdArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, what is refused and with which hint, and that no text hangs or crashes. */
final class ParserTest {
    private static ExpressionException error(String text) {
        return catchThrowableOfType(ExpressionException.class, () -> Parser.parse(text, List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            a && b → 2 → '&&' is Java's: write &, each comparison in parentheses: (a > 0) & (b < 1)
            a || b → 2 → '||' is Java's: write |
            !a → 0 → '!' is Java's: write ~
            a ? b : c → 2 → '? :' is Java's: write where(condition, a, b)
            b if a else c → 2 → 'if else' is not for arrays: write where(condition, a, b)
            Math.sin(a) → 0 → 'Math.sin(' has no class here: write sin(
            2*Math.PI → 2 → 'Math.PI' has no class here: write pi
            np.exp(a) → 0 → write exp(
            1.0f*a → 3 → '1.0f' is Java's: write 1.0;
            2f*a → 1 → '2f' is Java's: write 2.0;
            3d → 1 → write 3.0
            10L*a → 2 → '10L' is Java's: write 10; integers have 64 bits
            a > 0 & b < 1 → 6 → '&' binds tighter than '>': write (a > 0) & (b < 1)
            a == 1 | b == 2 → 7 → write (a == 1) | (b == 2)
            a and b → 2 → 'and' is not for arrays: write &
            not a → 0 → 'not' is not for arrays: write ~
            a.sum() → 1 → there are no methods: write sum(…) around the operand
            a[0] → 1 → there are no indexes here
            a >>> 2 → 2 → '>>>' is Java's: write >>
            a += 1 → 2 → '+=' has no meaning here
            a = 1 → 5 → expected ';' and the expression that uses a
            a @ b → 2 → there is no matrix product here
            a ** → 4 → expected an operand, found the end
            (a → 0 → '(' is not closed
            a) → 1 → expected an operator or the end, found ')'
            () → 1 → the parentheses are empty
            2a → 1 → expected an operator after the number 2: a product is 2*a
            a b → 2 → expected an operator or the end, found 'b'
            sqtr(a) → 0 → there is no function sqtr: did you mean sqrt?
            ln(a) → 0 → the natural logarithm is log
            contains(a, b) → 0 → it searches text, and arrays hold numbers
            sin(a, b) → 0 → sin takes 1 value, not 2
            where(a, b) → 0 → where takes 3 values, not 2: where(condition, a, b)
            sum(a, axis=1.5) → 12 → expected an axis: an integer, several in parentheses, or None
            sum(a, ax=1) → 7 → the options of sum are axis and keepdims, not ax
            sin(a, axis=1) → 7 → sin takes no options such as axis
            max(a, b, axis=1) → 0 → max of several values is taken element by element and has no axis
            x = a; x = b; x → 7 → the name x is defined twice
            x + (x) = 2 → 8 → on its left is a name alone
            pi = 3; pi → 0 → pi is a constant of the language
            9223372036854775808 → 0 → the integer does not fit int64
            a × b → 2 → unexpected '×': write *
            'a' → 0 → text has no meaning here
            0x → 2 → expected digits of base 16
            1e+ → 3 → expected digits of an exponent
            012 → 0 → a number does not begin with 0: octal is 0o12, decimal 12
            → -1 → x
            """)
    void hintsAtTheRightSpelling(String text, int position, String hint) {
        if (text == null) {
            assertThat(error("").problem()).contains("expected an operand, found the end");
            return;
        }
        ExpressionException error = error(text);
        assertThat(error).as(text).isNotNull();
        assertThat(error.problem()).contains(hint);
        assertThat(error.position()).as(error.getMessage()).isEqualTo(position);
        assertThat(error.text()).isEqualTo(text);
        int caret = error.getMessage().lastIndexOf('\n') + 5 + position;
        assertThat(error.getMessage().charAt(caret)).isEqualTo('^');
    }

    @Test
    void showsTheLineOfALongText() {
        ExpressionException error = error("a = 1;\nb = a + ;\na*b");
        assertThat(error.getMessage())
                .isEqualTo("expected an operand, found ';' (line 2)\n    b = a + ;\n            ^");
        error = error("a + ".repeat(100) + "$");
        assertThat(error.getMessage()).contains("…").hasLineCount(3);
        assertThat(error.getMessage().lines().allMatch(line -> line.length() < 120))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "~", "sin(", "a**", "max(a, ", "where(a, b, "})
    void nestingIsBounded(String opening) {
        assertThat(error(opening.repeat(5000)).getMessage()).contains("nest deeper than 200");
    }

    @Test
    void lengthIsBounded() {
        assertThat(error("a+".repeat(40_000) + "a").getMessage()).contains("at most 65536");
        assertThat(Parser.parse("a+".repeat(32_000) + "a", List.of()).names()).containsExactly("a");
    }

    /** Constants, stages and their memory: a text of the greatest length takes seconds at most. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1+",
                "a+",
                "a*b-",
                "9**9**0*",
                "2**62//",
                "a**2+",
                "a<",
                "a**b+",
                "sum(a)+",
                "(a+1)*",
                "-a+",
                "a%b**3-",
                "1<",
                "1e300*",
                "3j*",
                "a&b|",
                "mean(a*2)/"
            })
    void noTextTakesLong(String part) {
        String text = part.repeat(65_000 / part.length()) + "1";
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            try {
                Expression expression = Expression.compile(text);
                Map<String, Object> values = new HashMap<>();
                expression.names().forEach(name -> values.put(name, NdArray.of(1, 2, 3)));
                expression.evaluate(values);
            } catch (ExpressionException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }

    /** Each text is an expression or refused with a message, whatever it consists of. */
    @Test
    void hostileTexts() {
        String[] tokens = {
            "a",
            "b",
            "sum",
            "where",
            "axis",
            "=",
            "==",
            "(",
            ")",
            ",",
            ";",
            "+",
            "-",
            "*",
            "**",
            "/",
            "//",
            "%",
            "&",
            "|",
            "^",
            "~",
            "<",
            ">",
            "<=",
            "<<",
            ">>",
            "1",
            "2.5",
            "1e9",
            "0x1f",
            "3j",
            "1f",
            "99999999999999999999",
            "pi",
            "e",
            "True",
            "None",
            "\n",
            "#",
            " ",
            ".",
            "[",
            "?",
            "\u0000",
            "é",
            "\ud83d",
            "𝒳",
            "'",
            "\\",
            "max",
            "clip",
            "if",
            "keepdims",
            "1_0",
            "_",
            "complex",
            "!",
            "&&",
            "fma",
            "isnan",
            "-9223372036854775808",
            "300"
        };
        for (int seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(14);
            for (int i = 0; i < length; i++) {
                text.append(tokens[random.nextInt(tokens.length)]);
            }
            evaluate(text.toString(), "seed " + seed);
        }
    }

    /** Texts that are nearly right go further. */
    @Test
    void changedTexts() {
        List<String> texts = new ArrayList<>();
        for (int seed = 0; seed < 60; seed++) {
            texts.add(new RandomExpression(seed).text());
        }
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
            String other = texts.get(random.nextInt(texts.size()));
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, other.charAt(random.nextInt(other.length())));
                case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(96)));
                default -> text.replace(at, text.length(), other.substring(random.nextInt(other.length())));
            }
            evaluate(text.toString(), "seed " + seed);
        }
    }

    private static void evaluate(String text, String description) {
        try {
            Expression expression = Expression.compile(text);
            Map<String, Object> values = new HashMap<>();
            expression.names().forEach(name -> values.put(name, NdArray.of(1, -2, 3)));
            expression.explain(values);
            expression.evaluate(values);
        } catch (ExpressionException refused) {
            assertThat(refused.position()).as(description).isBetween(-1, text.length());
            assertThat(refused.getMessage()).as(description).isNotBlank();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(description + ": " + text, e);
        }
    }

    @Test
    void namesAreInOrderOfTheirFirstUse() {
        assertThat(Parser.parse("x = c + b; a*x + b", List.of()).names()).containsExactly("c", "b", "a");
        assertThatThrownBy(() -> Parser.parse("y = x; x = 1; y", List.of()))
                .hasMessageContaining("the name x is used before it is defined");
    }
}
