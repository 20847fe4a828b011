package io.hotloop.internal.expression;

import io.hotloop.Complex;
import io.hotloop.ExpressionException;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Ufunc;
import org.jspecify.annotations.Nullable;

/** Cuts the text of an expression into numbers, names and operators: those of Python. */
final class Lexer {
    /** What a token is. */
    enum Kind {
        NUMBER,
        NAME,
        OPERATOR,
        END
    }

    /** The operators; longer ones first. Those that Python does not have are known for the sake of their errors. */
    private static final String[] OPERATORS = {
        ">>>", "===", "!==", "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "&&",
        "||", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", ":=", "->", "<>", "::", "+", "-", "*", "/", "%", "&", "|",
        "^", "~", "<", ">", "(", ")", ",", "=", ";", "!", "?", ":", ".", "[", "]", "{", "}", "@"
    };

    private final String text;

    /** The token: what it is, its text, where it begins and ends. */
    Kind kind = Kind.END;

    String word = "";
    int begin;
    int end;

    /** Where the token before it ended. */
    int before;

    /** The number; null for 2⁶³, which is a number only behind a minus. */
    @Nullable
    Constant number;

    Lexer(String text) {
        this.text = text;
        next();
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && word.equals(operator);
    }

    /** Goes on to the next token. */
    void next() {
        before = end;
        int at = end;
        while (at < text.length() && (isSpace(text.charAt(at)) || text.charAt(at) == '#')) {
            if (text.charAt(at) == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line;
            } else {
                at++;
            }
        }
        begin = at;
        if (at == text.length()) {
            kind = Kind.END;
            word = "";
            end = at;
            return;
        }
        char c = text.charAt(at);
        if (isDigit(c) || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            kind = Kind.NUMBER;
            number(at);
        } else if (Character.isUnicodeIdentifierStart(text.codePointAt(at)) || c == '_') {
            kind = Kind.NAME;
            end = at + Character.charCount(text.codePointAt(at));
            while (end < text.length() && isNamePart(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
        } else {
            kind = Kind.OPERATOR;
            operator(at);
        }
        word = text.substring(begin, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(int codePoint) {
        return Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint);
    }

    private void operator(int at) {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                end = at + operator.length();
                return;
            }
        }
        int codePoint = text.codePointAt(at);
        String hint = switch (codePoint) {
            case '"', '\'' -> "text has no meaning here: names stand without quotes";
            case '≤' -> "write <=";
            case '≥' -> "write >=";
            case '≠' -> "write !=";
            case '×', '·', '∙' -> "write *";
            case '÷' -> "write /";
            case '−', '–', '—' -> "write - (the ASCII character)";
            case '²' -> "write **2";
            case '³' -> "write **3";
            case '√' -> "write sqrt(x)";
            case '∞' -> "write 1e999, or bind Double.POSITIVE_INFINITY to a name";
            case '¬' -> "write ~";
            case '∧' -> "write &";
            case '∨' -> "write |";
            case '$' -> "names consist of letters, digits and _";
            default -> "it belongs to no number, name or operator";
        };
        String shown = Character.isISOControl(codePoint)
                        || !Character.isDefined(codePoint)
                        || Character.getType(codePoint) == Character.SURROGATE
                ? String.format("character U+%04X", codePoint)
                : "'" + Character.toString(codePoint) + "'";
        throw new ExpressionException("unexpected " + shown + ": " + hint, text, at);
    }

    // --- numbers ---------------------------------------------------------------------------------------------

    private void number(int at) {
        int radix = 10;
        if (text.charAt(at) == '0' && at + 1 < text.length()) {
            radix = switch (text.charAt(at + 1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                case 'b', 'B' -> 2;
                default -> 10;
            };
        }
        if (radix != 10) {
            end = digits(at + 2, radix, true);
            if (end == at + 2) {
                throw new ExpressionException("expected digits of base " + radix, text, end);
            }
            refuseTail(at);
            integer(at, at + 2, radix);
            return;
        }
        boolean isFloat = false;
        int stop = digits(at, 10, false);
        if (stop < text.length() && text.charAt(stop) == '.') {
            isFloat = true;
            stop = digits(stop + 1, 10, false);
        }
        if (stop < text.length() && (text.charAt(stop) == 'e' || text.charAt(stop) == 'E')) {
            int exponent = stop + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            int last = digits(exponent, 10, false);
            if (last == exponent) {
                throw new ExpressionException("expected digits of an exponent", text, exponent);
            }
            isFloat = true;
            stop = last;
        }
        end = stop;
        if (stop < text.length() && (text.charAt(stop) == 'j' || text.charAt(stop) == 'J')) {
            end++;
            refuseTail(at);
            double value = Double.parseDouble(text.substring(at, stop).replace("_", ""));
            number = Ufunc.scalar(new Complex(0, value));
            return;
        }
        refuseTail(at);
        if (isFloat) {
            number = Ufunc.scalar(Double.parseDouble(text.substring(at, stop).replace("_", "")));
            return;
        }
        if (text.charAt(at) == '0') {
            for (int i = at; i < stop; i++) {
                char c = text.charAt(i);
                if (c != '0' && c != '_') {
                    throw new ExpressionException(
                            "a number does not begin with 0: octal is 0o" + text.substring(i, stop) + ", decimal "
                                    + text.substring(i, stop),
                            text,
                            at);
                }
            }
        }
        integer(at, at, 10);
    }

    /** Where digits end; single underscores stand between them. */
    private int digits(int from, int radix, boolean leading) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c < 128 && Character.digit(c, radix) >= 0) {
                at++;
            } else if (c == '_'
                    && (at > from || leading)
                    && at + 1 < text.length()
                    && text.charAt(at + 1) < 128
                    && Character.digit(text.charAt(at + 1), radix) >= 0) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    private void integer(int at, int from, int radix) {
        long value = 0;
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == '_') {
                continue;
            }
            int digit = Character.digit(text.charAt(i), radix);
            if (value < 0 || value > (Long.MAX_VALUE - digit) / radix) {
                boolean isLeast =
                        value >= 0 && value * radix + digit == Long.MIN_VALUE && value <= Long.MAX_VALUE / radix;
                if (!isLeast) {
                    throw tooLarge(at);
                }
            }
            value = value * radix + digit;
        }
        number = value < 0 ? null : Ufunc.scalar(value);
    }

    /** What is wrong with an integer of more than 63 bits. */
    ExpressionException tooLarge(int at) {
        return new ExpressionException(
                "the integer does not fit int64; write it as a float, with a point or an exponent", text, at);
    }

    /** A number ends where a letter or digit follows: Java's suffixes, or a forgotten operator. */
    private void refuseTail(int at) {
        if (end == text.length() || !isNamePart(text.codePointAt(end)) && text.charAt(end) != '.') {
            return;
        }
        int tail = end;
        while (tail < text.length() && isNamePart(text.codePointAt(tail))) {
            tail += Character.charCount(text.codePointAt(tail));
        }
        String digits = text.substring(at, end);
        String rest = text.substring(end, tail);
        String shown = digits.length() > 24 ? "…" : digits;
        String problem = switch (rest) {
            case "f", "F", "d", "D" -> {
                String right = shown.indexOf('.') < 0 && shown.indexOf('e') < 0 ? shown + ".0" : shown;
                yield "'" + shown + rest + "' is Java's: write " + right
                        + "; numbers are weak, a float32 array stays float32";
            }
            case "l", "L" -> "'" + shown + rest + "' is Java's: write " + shown + "; integers have 64 bits";
            case "" -> "expected an operator after the number " + shown;
            default ->
                rest.startsWith("_")
                        ? "an underscore stands between two digits"
                        : "expected an operator after the number " + shown + ": a product is " + shown + "*"
                                + Names.shown(rest);
        };
        throw new ExpressionException(problem, text, end);
    }
}
