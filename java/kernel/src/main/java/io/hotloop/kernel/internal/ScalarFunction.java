package io.hotloop.kernel.internal;

import io.hotloop.DType;
import io.hotloop.internal.array.BlockFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A function of numbers in C, as its declaration says, and the C that runs it over arrays.
 *
 * @param prototype the declaration, on one line
 * @param name what it is called
 * @param result what it gives
 * @param parameters what it takes
 */
public record ScalarFunction(String prototype, String name, Element result, List<Element> parameters) {
    /** More inputs are no function for people. */
    static final int MOST_PARAMETERS = 8;

    /** Elements of a row that a thread takes at once: 64 KB of doubles. */
    private static final int BLOCK = 8192;

    /** Elements that are worth a second thread; a sum of two, whose threads are awake: FACTS, OpenMP in a JVM. */
    private static final int WORTH_THREADS = 32_768;

    /** What looks at the call that it is a part of, and may make it fail. */
    private static final Pattern NEEDS_CALL = Pattern.compile("\\b(?:AT|DIV|MOD|FAIL|P?RANGE|(?:HLK?|hlk?)_\\w+)\\b");

    /** Inputs for each of which there is a loop with it fixed: with three that are 8 loops. */
    private static final int FIXED = 3;

    private static final Pattern DECLARATION = Pattern.compile(
            "\\s*([A-Za-z_0-9 ]+?)\\s+([A-Za-z_][A-Za-z_0-9]*)\\s*\\(\\s*(.*?)\\s*\\)\\s*;?\\s*", Pattern.DOTALL);

    private static final Pattern PARAMETER =
            Pattern.compile("(?:const\\s+)?([A-Za-z_0-9 ]+?)\\s+([A-Za-z_][A-Za-z_0-9]*)");

    private static final Map<String, DType> TYPES = Map.ofEntries(
            Map.entry("bool", DType.BOOL),
            Map.entry("int8_t", DType.INT8),
            Map.entry("int16_t", DType.INT16),
            Map.entry("int32_t", DType.INT32),
            Map.entry("int", DType.INT32),
            Map.entry("int64_t", DType.INT64),
            Map.entry("long long", DType.INT64),
            Map.entry("uint8_t", DType.UINT8),
            Map.entry("uint16_t", DType.UINT16),
            Map.entry("uint32_t", DType.UINT32),
            Map.entry("uint64_t", DType.UINT64),
            Map.entry("float", DType.FLOAT32),
            Map.entry("double", DType.FLOAT64));

    /**
     * A type of elements.
     *
     * @param c C's
     * @param dtype of arrays
     */
    public record Element(String c, DType dtype) {}

    /**
     * What a declaration says.
     *
     * @param prototype such as {@code double f(double x, double y)}
     * @return the function
     * @throws IllegalArgumentException if it is none of numbers; the message has the part that is wrong
     */
    public static ScalarFunction parse(String prototype) {
        Matcher matcher = DECLARATION.matcher(prototype);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + prototype
                    + "\" is no declaration of a function: one such as double f(double x, double y) is");
        }
        CNames.require(matcher.group(2), "\"" + prototype + "\"");
        Element result = element(matcher.group(1), prototype);
        var parameters = new ArrayList<Element>();
        for (String text : matcher.group(3).split("\\s*,\\s*", -1)) {
            Matcher parameter = PARAMETER.matcher(text);
            if (!parameter.matches()) {
                throw new IllegalArgumentException(
                        "\"" + prototype + "\": \"" + text + "\" is no parameter, one such as double x is");
            }
            parameters.add(element(parameter.group(1), prototype));
        }
        if (parameters.size() > MOST_PARAMETERS) {
            throw new IllegalArgumentException("\"" + prototype + "\" has " + parameters.size() + " parameters: "
                    + MOST_PARAMETERS + " are the most");
        }
        String line = prototype.strip().replaceAll("\\s+", " ").replaceAll(" ?;$", "");
        return new ScalarFunction(line, matcher.group(2), result, List.copyOf(parameters));
    }

    private static Element element(String type, String prototype) {
        String c = type.strip().replaceAll("\\s+", " ");
        DType dtype = TYPES.get(c);
        if (dtype == null) {
            throw new IllegalArgumentException("\"" + prototype + "\": \"" + c + "\" is no type of elements: there are "
                    + TYPES.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return new Element(c, dtype);
    }

    /** What stands around it. */
    CInterface around() {
        String pointers = IntStream.rangeClosed(0, parameters.size())
                .mapToObj(i -> "void *hlk_p" + i)
                .collect(Collectors.joining(", "));
        String entry =
                CText.runtime() + """

                void hlk_elementwise(const int64_t *words, char *const *operands);

                HLK_EXPORT void %s%s(int64_t *hlk_block, %s) {
                    hl_call hlk_call;
                    char *const hlk_operands[] = {%s};
                    hlk_enter(&hlk_call, (int32_t) hlk_block[0]);
                    hlk_elementwise(hlk_block, hlk_operands);
                    hlk_leave(&hlk_call);
                }
                """.formatted(CText.ENTRY, name, pointers, pointers.replace("void *", "(char *) "));
        return new CInterface(
                name, "#pragma once\n#include <math.h>\n#include \"hotloop_kernel.h\"\n", entry, Map.of());
    }

    /**
     * The source: the function as the user wrote it, at the beginning, so that lines are the user's; then its loops.
     *
     * @param body what stands between the braces
     */
    Unit source(String body) {
        String block = isBlock(body) ? block() : "";
        return new Unit(
                name + ".c", "static inline " + prototype + " {\n" + body.stripTrailing() + "\n}\n" + loops() + block);
    }

    /** Whether a program of Hotloop's may call it block by block: of few sources, and such that it cannot fail. */
    boolean isBlock(String body) {
        return parameters.size() <= BlockFunction.MOST_INPUTS
                && !NEEDS_CALL.matcher(body).find();
    }

    /** The function of {@link BlockFunction}. */
    private String block() {
        int count = parameters.size();
        String arguments = IntStream.range(0, count)
                .mapToObj(k -> "abc".charAt(k) + ", 1, ")
                .collect(Collectors.joining());
        String unused = IntStream.range(count, BlockFunction.MOST_INPUTS)
                .mapToObj(k -> "    (void) " + "abc".charAt(k) + ";\n")
                .collect(Collectors.joining());
        return """

                __attribute__((visibility("default")))
                void %s%s(void *out, const void *a, const void *b, const void *c, int64_t n) {
                %s    hlk_row(n, %sout, 1);
                }
                """.formatted(CText.BLOCK, name, unused, arguments);
    }

    /** Words: threads, unused, the rank, the shape; then for each operand its offset in bytes and its strides in elements. */
    private String loops() {
        int count = parameters.size();
        var types = new StringBuilder();
        var declared = new ArrayList<String>();
        var operands = new StringBuilder();
        var offsets = new StringBuilder();
        var steps = new StringBuilder();
        var passed = new ArrayList<String>();
        for (int k = 0; k <= count; k++) {
            String type = k < count ? "const hlk_t" + k : "hlk_t" + k;
            types.append("typedef %s hlk_t%d __attribute__((aligned(1)));\n".formatted(memory(element(k)), k));
            declared.add(type + " *p" + k + ", int64_t s" + k);
            operands.append("    %1$s *const p%2$d = (%1$s *) (operands[%2$d] + *words++);\n".formatted(type, k));
            operands.append("    const int64_t *const s%1$d = words;\n    words += rank;\n".formatted(k));
            offsets.append("    int64_t o%1$d = begin * s%1$d[last];\n".formatted(k));
            steps.append("        o%1$d += i * s%1$d[axis];\n".formatted(k));
            passed.add("p%1$d + o%1$d, s%1$d[last]".formatted(k));
        }
        return """

                #define HLK_LOOP(...) _Pragma("omp simd") for (int64_t i = 0; i < n; ++i) { __VA_ARGS__; }

                /* Elements in memory, of any alignment. */
                %12$s
                /* n elements, those of operand k being s<k> elements apart. The output is one of the inputs or apart from all. */
                static void hlk_row(int64_t n, %1$s) {
                %2$s}

                static void hlk_part(int64_t part, int64_t blocks, int64_t rank, const int64_t *shape, %3$s) {
                    const int64_t last = rank - 1, begin = part %% blocks * %4$d;
                    const int64_t n = shape[last] - begin < %4$d ? shape[last] - begin : %4$d;
                    int64_t row = part / blocks;
                %5$s    for (int64_t axis = last - 1; axis >= 0; --axis) {
                        const int64_t i = row %% shape[axis];
                        row /= shape[axis];
                %6$s    }
                    hlk_row(n, %7$s);
                }

                void hlk_elementwise(const int64_t *words, char *const *operands) {
                    const int64_t threads = words[0], rank = words[2], *const shape = words + 3;
                    words += 3 + rank;
                %8$s    const int64_t blocks = (shape[rank - 1] + %9$d) / %4$d;
                    int64_t parts = blocks, size = shape[rank - 1];
                    for (int64_t axis = 0; axis < rank - 1; ++axis) {
                        parts *= shape[axis];
                        size *= shape[axis];
                    }
                    if (threads == 1 || size < %10$d) {
                        for (int64_t part = 0; part < parts; ++part) {
                            hlk_part(part, blocks, rank, shape, %11$s);
                        }
                    } else {
                        HL_PRANGE(part, parts) {
                            hlk_part(part, blocks, rank, shape, %11$s);
                        }
                    }
                }
                """.formatted(
                        String.join(", ", declared),
                        cases(),
                        String.join(", ", declared).replaceAll("int64_t s(\\d)", "const int64_t *s$1"),
                        BLOCK,
                        offsets,
                        steps,
                        String.join(", ", passed),
                        operands,
                        BLOCK - 1,
                        WORTH_THREADS,
                        IntStream.rangeClosed(0, count)
                                .mapToObj(k -> "p" + k + ", s" + k)
                                .collect(Collectors.joining(", ")),
                        types);
    }

    private Element element(int operand) {
        return operand < parameters.size() ? parameters.get(operand) : result;
    }

    /** Of bools any byte but 0 is true in arrays, which C's type does not know. */
    private static String memory(Element element) {
        return element.dtype() == DType.BOOL ? "uint8_t" : element.c();
    }

    private static String value(Element element, String place) {
        return element.dtype() == DType.BOOL ? place + " != 0" : place;
    }

    /** A loop without gaps for each choice of inputs that are one number, and one for all else. */
    private String cases() {
        int count = parameters.size();
        var text = new StringBuilder("    if (s" + count + " == 1) {\n");
        int fixed = Math.min(count, FIXED);
        for (int choice = 0; choice < 1 << fixed; choice++) {
            var condition = new ArrayList<String>();
            var arguments = new ArrayList<String>();
            var numbers = new StringBuilder();
            for (int k = 0; k < count; k++) {
                boolean isNumber = k < fixed && (choice >> k & 1) != 0;
                condition.add("s" + k + " == " + (isNumber ? 0 : 1));
                Element parameter = parameters.get(k);
                arguments.add(isNumber ? "x" + k : value(parameter, "p" + k + "[i]"));
                if (isNumber) {
                    numbers.append(
                            "            const %s x%d = %s;\n".formatted(parameter.c(), k, value(parameter, "*p" + k)));
                }
            }
            text.append("        if (%s) {\n%s            HLK_LOOP(p%d[i] = %s(%s))\n            return;\n        }\n"
                    .formatted(String.join(" && ", condition), numbers, count, name, String.join(", ", arguments)));
        }
        String strided = IntStream.range(0, count)
                .mapToObj(k -> value(parameters.get(k), "p%1$d[i * s%1$d]".formatted(k)))
                .collect(Collectors.joining(", "));
        return text.append("    }\n    HLK_LOOP(p%1$d[i * s%1$d] = %2$s(%3$s))\n".formatted(count, name, strided))
                .toString();
    }
}
