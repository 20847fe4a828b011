package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The functions against values of mpmath (exact) and of NumPy (special cases), made by functions.py. */
class FunctionsTest {
    private record Case(Op op, DType dtype, boolean isExact, double[] arguments, double[] value) {
        @Override
        public String toString() {
            return op + " of " + Arrays.toString(arguments) + (isExact ? " is " : " is to NumPy ")
                    + Arrays.toString(value);
        }
    }

    private static final List<Case> CASES = read();

    private static List<Case> read() {
        List<Case> cases = new ArrayList<>();
        try (var in = new BufferedReader(new InputStreamReader(
                FunctionsTest.class.getResourceAsStream("functions.tsv"), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] fields = line.split("\t");
                cases.add(new Case(
                        Op.valueOf(fields[0]),
                        DType.of(fields[1]),
                        fields[2].equals("exact"),
                        numbers(fields[3]),
                        numbers(fields[4])));
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return cases;
    }

    /** Python's float.hex(). */
    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" "))
                .mapToDouble(s -> switch (s) {
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    case "nan" -> Double.NaN;
                    default -> Double.parseDouble(s);
                })
                .toArray();
    }

    private static double[] evaluate(Op op, DType dtype, double[] arguments) {
        boolean complex = dtype.isComplex();
        View[] views = new View[2];
        int width = complex ? 2 : 1;
        for (int k = 0; k * width < arguments.length; k++) {
            views[k] = View.contiguous(MemorySegment.ofArray(new long[2]), dtype, 1);
            double im = complex ? arguments[k * width + 1] : 0;
            Elements.setComplex(views[k].segment(), 0, dtype, arguments[k * width], im);
        }
        View out = View.contiguous(MemorySegment.ofArray(new long[2]), op.result(dtype), 1);
        Plan plan = new Plan();
        plan.fill(out, views[0], views[1], null);
        JavaInterpreter.run(Program.of(op, dtype), plan);
        double re = Elements.getReal(out.segment(), 0, out.dtype());
        return out.dtype().isComplex()
                ? new double[] {re, Elements.getImag(out.segment(), 0, out.dtype())}
                : new double[] {re};
    }

    /** How many ULPs of modulus lie between; infinite where a sign, an infinity or a NaN is missed. */
    private static double error(double actual, double expected, double modulus, DType dtype) {
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            return Double.compare(actual, expected) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Double.isNaN(actual) || Math.copySign(1, actual) != Math.copySign(1, expected)) {
            return Double.POSITIVE_INFINITY;
        }
        boolean single = Promotion.real(dtype) == DType.FLOAT32;
        double ulp = single ? Math.ulp((float) modulus) : Math.ulp(modulus);
        return Math.abs(actual - expected) / ulp;
    }

    /** What the bound counts in: the expected number, or where parts cancel the modulus of the complex one. */
    private static double modulus(Case test, int part) {
        boolean cancels = test.op == Op.POW || test.op == Op.EXPM1 || test.op == Op.LOG1P;
        return cancels && test.value.length > 1 ? Math.hypot(test.value[0], test.value[1]) : test.value[part];
    }

    // The bounds that RealMath and ComplexMath state, and StrictMath's. An ULP that is not seen is half of one at most.
    private static double bound(Case test) {
        Op op = test.op;
        return switch (test.dtype) {
            case FLOAT32, COMPLEX64 -> op == Op.NEXTAFTER ? 0 : 1;
            case FLOAT64 ->
                switch (op) {
                    case LOGADDEXP -> 2;
                    case NEXTAFTER -> 0;
                    default -> 1;
                };
            default -> {
                double[] z = test.arguments;
                if (op != Op.POW) {
                    yield 4;
                }
                double logarithm = Math.hypot(Math.log(Math.hypot(z[0], z[1])), Math.atan2(z[1], z[0]));
                yield 4 + 2 * Math.hypot(z[2], z[3]) * Math.max(1, logarithm);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = Op.class,
            names = {
                "POW",
                "ABS",
                "SIGN",
                "SQRT",
                "HYPOT",
                "ATAN2",
                "LOGADDEXP",
                "NEXTAFTER",
                "EXP",
                "EXP2",
                "EXPM1",
                "LOG",
                "LOG1P",
                "LOG2",
                "LOG10",
                "CBRT",
                "SIN",
                "COS",
                "TAN",
                "ASIN",
                "ACOS",
                "ATAN",
                "SINH",
                "COSH",
                "TANH",
                "ASINH",
                "ACOSH",
                "ATANH",
                "ANGLE"
            })
    void isWithinItsBound(Op op) {
        List<String> wrong = new ArrayList<>();
        Map<String, Double> worst = new TreeMap<>();
        for (Case test : CASES) {
            if (test.op != op) {
                continue;
            }
            double[] actual = evaluate(op, test.dtype, test.arguments);
            for (int part = 0; part < actual.length; part++) {
                double error = error(actual[part], test.value[part], modulus(test, part), test.dtype);
                worst.merge(test.dtype + (test.isExact ? " exact" : " numpy"), error, Math::max);
                if (error > bound(test)) {
                    wrong.add("%s: %s, %s ULP".formatted(test, Arrays.toString(actual), error));
                }
            }
        }
        assertThat(worst).isNotEmpty();
        assertThat(wrong).isEmpty();
    }
}
