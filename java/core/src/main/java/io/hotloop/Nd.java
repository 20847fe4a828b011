package io.hotloop;

import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Promotion;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions on arrays, for {@code import static io.hotloop.Nd.*}: what is applied element by element, operators with
 * a scalar on the left, choices and comparisons of whole arrays. Operators, views and reductions are methods of
 * {@link NdArray}.
 *
 * <p>Inputs are broadcast against each other; a Java scalar is weak: it takes part in the array's dtype unless it is
 * of a higher kind. {@code out}, always the last argument, has the shape of the result and a dtype of its kind or a
 * higher one, and may share memory with the inputs in any way. NaN goes through functions as NaN. Safe for use by
 * several threads as long as none writes what another one reads.
 *
 * {@snippet :
 * NdArray r = NdArray.of(new double[][] {{3, 4}, {5, 12}});
 * NdArray norm = Nd.sqrt(r.multiply(r).sum(1)); // 5, 13
 * }
 */
public final class Nd {
    private Nd() {}

    private static NdArray unary(Op op, NdArray a) {
        return NdArray.from(Ufunc.unary(op, a.view));
    }

    private static NdArray unary(Op op, NdArray a, NdArray out) {
        out.requireWritable();
        Ufunc.unary(op, a.view, out.view);
        return out;
    }

    private static NdArray binary(Op op, NdArray a, NdArray b) {
        return NdArray.from(Ufunc.binary(op, a.view, b.view));
    }

    private static NdArray binary(Op op, NdArray a, NdArray b, NdArray out) {
        out.requireWritable();
        Ufunc.binary(op, a.view, b.view, out.view);
        return out;
    }

    private static NdArray binary(Op op, NdArray a, Constant b) {
        return NdArray.from(Ufunc.binary(op, a.view, b));
    }

    private static NdArray binary(Op op, NdArray a, Constant b, NdArray out) {
        out.requireWritable();
        Ufunc.binary(op, a.view, b, out.view);
        return out;
    }

    private static NdArray binary(Op op, Constant a, NdArray b) {
        return NdArray.from(Ufunc.binary(op, a, b.view));
    }

    private static NdArray binary(Op op, Constant a, NdArray b, NdArray out) {
        out.requireWritable();
        Ufunc.binary(op, a, b.view, out.view);
        return out;
    }

    // Expressions

    /**
     * Evaluates a formula once, without temporary arrays: {@link Expression#compile(String)} and
     * {@link Expression#evaluate(Map)}. The last texts are kept compiled, so that a call costs little more than that of a
     * compiled expression; where calls take microseconds, compile and bind.
     *
     * {@snippet :
     * NdArray r = Nd.eval("2*a + 3*b*c", Map.of("a", a, "b", b, "c", 0.5));
     * }
     *
     * @param text the expression: docs/expressions.md
     * @param values a value for each of its names, and no others
     * @return a new array
     * @throws ExpressionException if the text is no expression, a name has no value or is none of the expression's, a value
     *     is none, or dtypes and shapes do not go together
     * @throws java.util.concurrent.CancellationException if the thread was interrupted during a long evaluation
     */
    public static NdArray eval(String text, Map<String, ?> values) {
        return Compiled.of(text).evaluate(values);
    }

    /**
     * Evaluates a formula once, with the components of a record as values of their names; see {@link #eval(String, Map)}.
     *
     * {@snippet :
     * record Inputs(NdArray a, double[] b, double c) {}
     * NdArray r = Nd.eval("2*a + 3*b*c", new Inputs(a, b, 0.5));
     * }
     *
     * @param text the expression
     * @param values has a component for each of its names, and no others
     * @return a new array
     * @throws ExpressionException as {@link #eval(String, Map)}
     * @throws IllegalArgumentException if the record cannot be read: its class is in a module that does not open its
     *     package to {@code io.hotloop}
     */
    public static NdArray eval(String text, Record values) {
        return Compiled.of(text).evaluate(Compiled.components(values));
    }

    /**
     * Evaluates a formula once; see {@link #eval(String, Map)}.
     *
     * @param text the expression
     * @param name1 a name of the expression
     * @param value1 its value
     * @return a new array
     * @throws ExpressionException as {@link #eval(String, Map)}, and if a name is given twice
     */
    public static NdArray eval(String text, String name1, Object value1) {
        return Compiled.of(text).evaluate(Compiled.pairs(text, name1, value1));
    }

    /**
     * Evaluates a formula once; see {@link #eval(String, Map)}.
     *
     * @param text the expression
     * @param name1 a name of the expression
     * @param value1 its value
     * @param name2 another one
     * @param value2 its value
     * @return a new array
     * @throws ExpressionException as {@link #eval(String, Map)}, and if a name is given twice
     */
    public static NdArray eval(String text, String name1, Object value1, String name2, Object value2) {
        return Compiled.of(text).evaluate(Compiled.pairs(text, name1, value1, name2, value2));
    }

    /**
     * Evaluates a formula once; see {@link #eval(String, Map)}.
     *
     * @param text the expression
     * @param name1 a name of the expression
     * @param value1 its value
     * @param name2 another one
     * @param value2 its value
     * @param name3 another one
     * @param value3 its value
     * @return a new array
     * @throws ExpressionException as {@link #eval(String, Map)}, and if a name is given twice
     */
    public static NdArray eval(
            String text, String name1, Object value1, String name2, Object value2, String name3, Object value3) {
        return Compiled.of(text).evaluate(Compiled.pairs(text, name1, value1, name2, value2, name3, value3));
    }

    /**
     * Evaluates a formula once; see {@link #eval(String, Map)}.
     *
     * @param text the expression
     * @param name1 a name of the expression
     * @param value1 its value
     * @param name2 another one
     * @param value2 its value
     * @param name3 another one
     * @param value3 its value
     * @param name4 another one
     * @param value4 its value
     * @return a new array
     * @throws ExpressionException as {@link #eval(String, Map)}, and if a name is given twice
     */
    public static NdArray eval(
            String text,
            String name1,
            Object value1,
            String name2,
            Object value2,
            String name3,
            Object value3,
            String name4,
            Object value4) {
        return Compiled.of(text)
                .evaluate(Compiled.pairs(text, name1, value1, name2, value2, name3, value3, name4, value4));
    }

    /**
     * Evaluates a formula once; see {@link #eval(String, Map)}.
     *
     * @param text the expression
     * @param name1 a name of the expression
     * @param value1 its value
     * @param name2 another one
     * @param value2 its value
     * @param name3 another one
     * @param value3 its value
     * @param name4 another one
     * @param value4 its value
     * @param name5 another one
     * @param value5 its value
     * @return a new array
     * @throws ExpressionException as {@link #eval(String, Map)}, and if a name is given twice
     */
    public static NdArray eval(
            String text,
            String name1,
            Object value1,
            String name2,
            Object value2,
            String name3,
            Object value3,
            String name4,
            Object value4,
            String name5,
            Object value5) {
        return Compiled.of(text)
                .evaluate(Compiled.pairs(
                        text, name1, value1, name2, value2, name3, value3, name4, value4, name5, value5));
    }

    /**
     * Evaluates a formula once; see {@link #eval(String, Map)}.
     *
     * @param text the expression
     * @param name1 a name of the expression
     * @param value1 its value
     * @param name2 another one
     * @param value2 its value
     * @param name3 another one
     * @param value3 its value
     * @param name4 another one
     * @param value4 its value
     * @param name5 another one
     * @param value5 its value
     * @param name6 another one
     * @param value6 its value
     * @return a new array
     * @throws ExpressionException as {@link #eval(String, Map)}, and if a name is given twice
     */
    public static NdArray eval(
            String text,
            String name1,
            Object value1,
            String name2,
            Object value2,
            String name3,
            Object value3,
            String name4,
            Object value4,
            String name5,
            Object value5,
            String name6,
            Object value6) {
        return Compiled.of(text)
                .evaluate(Compiled.pairs(
                        text, name1, value1, name2, value2, name3, value3, name4, value4, name5, value5, name6,
                        value6));
    }

    // Roundings, signs, questions

    /**
     * The elementwise square root. NaN for negative numbers; complex numbers: the principal root. Correctly rounded
     * for floats.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray sqrt(NdArray a) {
        return unary(Op.SQRT, a);
    }

    /**
     * {@link #sqrt(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray sqrt(NdArray a, NdArray out) {
        return unary(Op.SQRT, a, out);
    }

    /**
     * The elementwise square, {@code a * a}. Integers wrap; bools count as int8.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray square(NdArray a) {
        return unary(Op.SQUARE, a);
    }

    /**
     * {@link #square(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray square(NdArray a, NdArray out) {
        return unary(Op.SQUARE, a, out);
    }

    /**
     * The elementwise reciprocal, {@code 1 / a}. Integers are taken as float64; that of 0 is infinite.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray reciprocal(NdArray a) {
        return unary(Op.RECIPROCAL, a);
    }

    /**
     * {@link #reciprocal(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray reciprocal(NdArray a, NdArray out) {
        return unary(Op.RECIPROCAL, a, out);
    }

    /**
     * The elementwise absolute value. As {@link NdArray#abs()}.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray abs(NdArray a) {
        return unary(Op.ABS, a);
    }

    /**
     * {@link #abs(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray abs(NdArray a, NdArray out) {
        return unary(Op.ABS, a, out);
    }

    /**
     * The elementwise sign: -1, 0 or 1. NaN for NaN; of complex numbers {@code a / |a|}. Not defined for bools.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray sign(NdArray a) {
        return unary(Op.SIGN, a);
    }

    /**
     * {@link #sign(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray sign(NdArray a, NdArray out) {
        return unary(Op.SIGN, a, out);
    }

    /**
     * The elementwise largest integer not above. Integers stay as they are; not defined for complex numbers, as all
     * roundings.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray floor(NdArray a) {
        return unary(Op.FLOOR, a);
    }

    /**
     * {@link #floor(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray floor(NdArray a, NdArray out) {
        return unary(Op.FLOOR, a, out);
    }

    /**
     * The elementwise least integer not below. Integers stay as they are.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray ceil(NdArray a) {
        return unary(Op.CEIL, a);
    }

    /**
     * {@link #ceil(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray ceil(NdArray a, NdArray out) {
        return unary(Op.CEIL, a, out);
    }

    /**
     * The elementwise integer towards zero. Integers stay as they are.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray trunc(NdArray a) {
        return unary(Op.TRUNC, a);
    }

    /**
     * {@link #trunc(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray trunc(NdArray a, NdArray out) {
        return unary(Op.TRUNC, a, out);
    }

    /**
     * The elementwise nearest integer, halves to even. Integers stay as they are.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray round(NdArray a) {
        return unary(Op.ROUND, a);
    }

    /**
     * {@link #round(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray round(NdArray a, NdArray out) {
        return unary(Op.ROUND, a, out);
    }

    /**
     * The elementwise question whether it is NaN. The result is an array of bools; a complex number is NaN if one of
     * its parts is.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray isnan(NdArray a) {
        return unary(Op.ISNAN, a);
    }

    /**
     * {@link #isnan(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray isnan(NdArray a, NdArray out) {
        return unary(Op.ISNAN, a, out);
    }

    /**
     * The elementwise question whether it is infinite. The result is an array of bools; a complex number is infinite
     * if one of its parts is.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray isinf(NdArray a) {
        return unary(Op.ISINF, a);
    }

    /**
     * {@link #isinf(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray isinf(NdArray a, NdArray out) {
        return unary(Op.ISINF, a, out);
    }

    /**
     * The elementwise question whether it is neither infinite nor NaN. The result is an array of bools; a complex
     * number is finite if both of its parts are.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray isfinite(NdArray a) {
        return unary(Op.ISFINITE, a);
    }

    /**
     * {@link #isfinite(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray isfinite(NdArray a, NdArray out) {
        return unary(Op.ISFINITE, a, out);
    }

    /**
     * The elementwise sign bit: true for negative numbers, -0.0 and negative NaNs. The result is an array of bools;
     * not defined for complex numbers.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray signbit(NdArray a) {
        return unary(Op.SIGNBIT, a);
    }

    /**
     * {@link #signbit(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray signbit(NdArray a, NdArray out) {
        return unary(Op.SIGNBIT, a, out);
    }

    /**
     * The elementwise complex conjugate. Real numbers stay as they are.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray conj(NdArray a) {
        return unary(Op.CONJ, a);
    }

    /**
     * {@link #conj(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray conj(NdArray a, NdArray out) {
        return unary(Op.CONJ, a, out);
    }

    /**
     * The elementwise real part. A copy in the float type of the parts; {@link NdArray#real()} is a view.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray real(NdArray a) {
        return unary(Op.REAL, a);
    }

    /**
     * {@link #real(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray real(NdArray a, NdArray out) {
        return unary(Op.REAL, a, out);
    }

    /**
     * The elementwise imaginary part. A copy in the float type of the parts; 0 for real numbers.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray imag(NdArray a) {
        return unary(Op.IMAG, a);
    }

    /**
     * {@link #imag(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray imag(NdArray a, NdArray out) {
        return unary(Op.IMAG, a, out);
    }

    /**
     * The elementwise argument of a complex number, in radians. Between -π and π; of real numbers 0, or π if
     * negative.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray angle(NdArray a) {
        return unary(Op.ANGLE, a);
    }

    /**
     * {@link #angle(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray angle(NdArray a, NdArray out) {
        return unary(Op.ANGLE, a, out);
    }

    // Functions

    /**
     * The elementwise exponential function, e to the power of a. Integers and bools are taken as float64. At most 1
     * ULP of floats; float32 is computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray exp(NdArray a) {
        return unary(Op.EXP, a);
    }

    /**
     * {@link #exp(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray exp(NdArray a, NdArray out) {
        return unary(Op.EXP, a, out);
    }

    /**
     * The elementwise 2 to the power of a. Integers and bools are taken as float64. At most 1 ULP of floats; float32
     * is computed in double and rounded once. Exact for integers.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray exp2(NdArray a) {
        return unary(Op.EXP2, a);
    }

    /**
     * {@link #exp2(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray exp2(NdArray a, NdArray out) {
        return unary(Op.EXP2, a, out);
    }

    /**
     * The elementwise exponential function less 1, exact near 0 too. Integers and bools are taken as float64. At most
     * 1 ULP of floats; float32 is computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray expm1(NdArray a) {
        return unary(Op.EXPM1, a);
    }

    /**
     * {@link #expm1(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray expm1(NdArray a, NdArray out) {
        return unary(Op.EXPM1, a, out);
    }

    /**
     * The elementwise natural logarithm. Integers and bools are taken as float64. At most 1 ULP of floats; float32 is
     * computed in double and rounded once. Of 0 -∞, of negative numbers NaN.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray log(NdArray a) {
        return unary(Op.LOG, a);
    }

    /**
     * {@link #log(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray log(NdArray a, NdArray out) {
        return unary(Op.LOG, a, out);
    }

    /**
     * The elementwise natural logarithm of 1 + a, exact near 0 too. Integers and bools are taken as float64. At most
     * 1 ULP of floats; float32 is computed in double and rounded once. Of -1 -∞, below NaN.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray log1p(NdArray a) {
        return unary(Op.LOG1P, a);
    }

    /**
     * {@link #log1p(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray log1p(NdArray a, NdArray out) {
        return unary(Op.LOG1P, a, out);
    }

    /**
     * The elementwise logarithm to the base 2. Integers and bools are taken as float64. At most 1 ULP of floats;
     * float32 is computed in double and rounded once. Exact for powers of two; of 0 -∞, of negative numbers NaN.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray log2(NdArray a) {
        return unary(Op.LOG2, a);
    }

    /**
     * {@link #log2(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray log2(NdArray a, NdArray out) {
        return unary(Op.LOG2, a, out);
    }

    /**
     * The elementwise logarithm to the base 10. Integers and bools are taken as float64. At most 1 ULP of floats;
     * float32 is computed in double and rounded once. Exact for powers of ten; of 0 -∞, of negative numbers NaN.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray log10(NdArray a) {
        return unary(Op.LOG10, a);
    }

    /**
     * {@link #log10(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray log10(NdArray a, NdArray out) {
        return unary(Op.LOG10, a, out);
    }

    /**
     * The elementwise cube root. Integers and bools are taken as float64. At most 1 ULP of floats; float32 is
     * computed in double and rounded once. Not defined for complex numbers.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray cbrt(NdArray a) {
        return unary(Op.CBRT, a);
    }

    /**
     * {@link #cbrt(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray cbrt(NdArray a, NdArray out) {
        return unary(Op.CBRT, a, out);
    }

    /**
     * The elementwise sine of an angle in radians, however large. Integers and bools are taken as float64.
     * At most 1 ULP of floats; float32 is computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray sin(NdArray a) {
        return unary(Op.SIN, a);
    }

    /**
     * {@link #sin(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray sin(NdArray a, NdArray out) {
        return unary(Op.SIN, a, out);
    }

    /**
     * The elementwise cosine of an angle in radians, however large. Integers and bools are taken as float64.
     * At most 1 ULP of floats; float32 is computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray cos(NdArray a) {
        return unary(Op.COS, a);
    }

    /**
     * {@link #cos(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray cos(NdArray a, NdArray out) {
        return unary(Op.COS, a, out);
    }

    /**
     * The elementwise tangent of an angle in radians, however large. Integers and bools are taken as float64.
     * At most 1 ULP of floats; float32 is computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray tan(NdArray a) {
        return unary(Op.TAN, a);
    }

    /**
     * {@link #tan(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray tan(NdArray a, NdArray out) {
        return unary(Op.TAN, a, out);
    }

    /**
     * The elementwise inverse sine, in radians. Integers and bools are taken as float64. At most 1 ULP of floats;
     * float32 is computed in double and rounded once. NaN outside [-1, 1].
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray asin(NdArray a) {
        return unary(Op.ASIN, a);
    }

    /**
     * {@link #asin(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray asin(NdArray a, NdArray out) {
        return unary(Op.ASIN, a, out);
    }

    /**
     * The elementwise inverse cosine, in radians. Integers and bools are taken as float64. At most 1 ULP of floats;
     * float32 is computed in double and rounded once. NaN outside [-1, 1].
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray acos(NdArray a) {
        return unary(Op.ACOS, a);
    }

    /**
     * {@link #acos(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray acos(NdArray a, NdArray out) {
        return unary(Op.ACOS, a, out);
    }

    /**
     * The elementwise inverse tangent, in radians. Integers and bools are taken as float64. At most 1 ULP of floats;
     * float32 is computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray atan(NdArray a) {
        return unary(Op.ATAN, a);
    }

    /**
     * {@link #atan(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray atan(NdArray a, NdArray out) {
        return unary(Op.ATAN, a, out);
    }

    /**
     * The elementwise sine of an angle in half turns, sin(π a): exact where it is -1, 0 or 1. Integers and bools are
     * taken as float64. At most 1 ULP of floats; float32 is computed in double and rounded once. Integers give a zero
     * with their sign.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function, as complex ones have none
     */
    public static NdArray sinpi(NdArray a) {
        return unary(Op.SINPI, a);
    }

    /**
     * {@link #sinpi(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray sinpi(NdArray a, NdArray out) {
        return unary(Op.SINPI, a, out);
    }

    /**
     * The elementwise cosine of an angle in half turns, cos(π a): exact where it is -1, 0 or 1. Integers and bools are
     * taken as float64. At most 1 ULP of floats; float32 is computed in double and rounded once. Its zeros are 0.0.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function, as complex ones have none
     */
    public static NdArray cospi(NdArray a) {
        return unary(Op.COSPI, a);
    }

    /**
     * {@link #cospi(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray cospi(NdArray a, NdArray out) {
        return unary(Op.COSPI, a, out);
    }

    /**
     * The elementwise hyperbolic sine. Integers and bools are taken as float64. At most 1 ULP of floats; float32 is
     * computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray sinh(NdArray a) {
        return unary(Op.SINH, a);
    }

    /**
     * {@link #sinh(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray sinh(NdArray a, NdArray out) {
        return unary(Op.SINH, a, out);
    }

    /**
     * The elementwise hyperbolic cosine. Integers and bools are taken as float64. At most 1 ULP of floats; float32
     * is computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray cosh(NdArray a) {
        return unary(Op.COSH, a);
    }

    /**
     * {@link #cosh(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray cosh(NdArray a, NdArray out) {
        return unary(Op.COSH, a, out);
    }

    /**
     * The elementwise hyperbolic tangent. Integers and bools are taken as float64. At most 1 ULP of floats; float32
     * is computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray tanh(NdArray a) {
        return unary(Op.TANH, a);
    }

    /**
     * {@link #tanh(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray tanh(NdArray a, NdArray out) {
        return unary(Op.TANH, a, out);
    }

    /**
     * The elementwise inverse hyperbolic sine. Integers and bools are taken as float64. At most 1 ULP of floats;
     * float32 is computed in double and rounded once.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray asinh(NdArray a) {
        return unary(Op.ASINH, a);
    }

    /**
     * {@link #asinh(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray asinh(NdArray a, NdArray out) {
        return unary(Op.ASINH, a, out);
    }

    /**
     * The elementwise inverse hyperbolic cosine. Integers and bools are taken as float64. At most 1 ULP of floats;
     * float32 is computed in double and rounded once. NaN below 1.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray acosh(NdArray a) {
        return unary(Op.ACOSH, a);
    }

    /**
     * {@link #acosh(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray acosh(NdArray a, NdArray out) {
        return unary(Op.ACOSH, a, out);
    }

    /**
     * The elementwise inverse hyperbolic tangent. Integers and bools are taken as float64. At most 1 ULP of floats;
     * float32 is computed in double and rounded once. NaN outside [-1, 1], infinite at its ends.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray atanh(NdArray a) {
        return unary(Op.ATANH, a);
    }

    /**
     * {@link #atanh(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray atanh(NdArray a, NdArray out) {
        return unary(Op.ATANH, a, out);
    }

    /**
     * The elementwise error function, {@code 2 / sqrt(pi)} times the integral of {@code exp(-t * t)} from 0 to a. Integers
     * and bools are taken as float64. At most 1 ULP of floats; float32 is computed in double and rounded once. Not defined
     * for complex numbers.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray erf(NdArray a) {
        return unary(Op.ERF, a);
    }

    /**
     * {@link #erf(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray erf(NdArray a, NdArray out) {
        return unary(Op.ERF, a, out);
    }

    /**
     * The elementwise complementary error function, {@code 1 - erf(a)} without its cancellation. Integers and bools are
     * taken as float64. At most 1 ULP of floats; float32 is computed in double and rounded once. Not defined for complex
     * numbers.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray erfc(NdArray a) {
        return unary(Op.ERFC, a);
    }

    /**
     * {@link #erfc(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray erfc(NdArray a, NdArray out) {
        return unary(Op.ERFC, a, out);
    }

    /**
     * The elementwise gamma function; of n + 1 it is the factorial of n. Integers and bools are taken as float64. At most 1
     * ULP of floats; float32 is computed in double and rounded once. Infinite at 0, with the sign of the zero; NaN at the
     * negative integers and at -∞; infinite from 171.7 on (float32: 35.1). Not defined for complex numbers.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray gamma(NdArray a) {
        return unary(Op.GAMMA, a);
    }

    /**
     * {@link #gamma(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray gamma(NdArray a, NdArray out) {
        return unary(Op.GAMMA, a, out);
    }

    /**
     * The elementwise logarithm of the gamma function's absolute value. Integers and bools are taken as float64. At most
     * 1 ULP of floats; of float64 below -2.4, where there are zeros beside which no digits are left, at most 1 ULP or an
     * absolute error of 2^-58. float32 is computed in double and rounded once. Infinite at 0, at the negative integers
     * and at -∞. Not defined for complex numbers.
     *
     * @param a the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray lgamma(NdArray a) {
        return unary(Op.LGAMMA, a);
    }

    /**
     * {@link #lgamma(NdArray)} into a given array.
     *
     * @param a the array
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray lgamma(NdArray a, NdArray out) {
        return unary(Op.LGAMMA, a, out);
    }

    // Functions of two arguments

    /**
     * The elementwise larger one of the two. NaN if one of the two is NaN. Not defined for complex numbers.
     *
     * @param a the first array
     * @param b the second array
     * @return a new array
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such function
     */
    public static NdArray maximum(NdArray a, NdArray b) {
        return binary(Op.MAXIMUM, a, b);
    }

    /**
     * {@link #maximum(NdArray, NdArray)} into a given array.
     *
     * @param a the first array
     * @param b the second array
     * @param out receives the result
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray maximum(NdArray a, NdArray b, NdArray out) {
        return binary(Op.MAXIMUM, a, b, out);
    }

    /**
     * {@link #maximum(NdArray, NdArray)} with a scalar.
     *
     * @param a the array
     * @param b the scalar
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray maximum(NdArray a, double b) {
        return binary(Op.MAXIMUM, a, Ufunc.scalar(b));
    }

    /**
     * {@link #maximum(NdArray, double)} into a given array.
     *
     * @param a the array
     * @param b the scalar
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray maximum(NdArray a, double b, NdArray out) {
        return binary(Op.MAXIMUM, a, Ufunc.scalar(b), out);
    }

    /**
     * {@link #maximum(NdArray, NdArray)} with a scalar on the left.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray maximum(double a, NdArray b) {
        return binary(Op.MAXIMUM, Ufunc.scalar(a), b);
    }

    /**
     * {@link #maximum(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray maximum(double a, NdArray b, NdArray out) {
        return binary(Op.MAXIMUM, Ufunc.scalar(a), b, out);
    }

    /**
     * {@link #maximum(NdArray, NdArray)} with a scalar.
     *
     * @param a the array
     * @param b the scalar
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function, or does not hold the scalar
     */
    public static NdArray maximum(NdArray a, long b) {
        return binary(Op.MAXIMUM, a, Ufunc.scalar(b));
    }

    /**
     * {@link #maximum(NdArray, long)} into a given array.
     *
     * @param a the array
     * @param b the scalar
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or does not hold the scalar, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray maximum(NdArray a, long b, NdArray out) {
        return binary(Op.MAXIMUM, a, Ufunc.scalar(b), out);
    }

    /**
     * {@link #maximum(NdArray, NdArray)} with a scalar on the left.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function, or does not hold the scalar
     */
    public static NdArray maximum(long a, NdArray b) {
        return binary(Op.MAXIMUM, Ufunc.scalar(a), b);
    }

    /**
     * {@link #maximum(long, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or does not hold the scalar, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray maximum(long a, NdArray b, NdArray out) {
        return binary(Op.MAXIMUM, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise smaller one of the two. NaN if one of the two is NaN. Not defined for complex numbers.
     *
     * @param a the first array
     * @param b the second array
     * @return a new array
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such function
     */
    public static NdArray minimum(NdArray a, NdArray b) {
        return binary(Op.MINIMUM, a, b);
    }

    /**
     * {@link #minimum(NdArray, NdArray)} into a given array.
     *
     * @param a the first array
     * @param b the second array
     * @param out receives the result
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray minimum(NdArray a, NdArray b, NdArray out) {
        return binary(Op.MINIMUM, a, b, out);
    }

    /**
     * {@link #minimum(NdArray, NdArray)} with a scalar.
     *
     * @param a the array
     * @param b the scalar
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray minimum(NdArray a, double b) {
        return binary(Op.MINIMUM, a, Ufunc.scalar(b));
    }

    /**
     * {@link #minimum(NdArray, double)} into a given array.
     *
     * @param a the array
     * @param b the scalar
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray minimum(NdArray a, double b, NdArray out) {
        return binary(Op.MINIMUM, a, Ufunc.scalar(b), out);
    }

    /**
     * {@link #minimum(NdArray, NdArray)} with a scalar on the left.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray minimum(double a, NdArray b) {
        return binary(Op.MINIMUM, Ufunc.scalar(a), b);
    }

    /**
     * {@link #minimum(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray minimum(double a, NdArray b, NdArray out) {
        return binary(Op.MINIMUM, Ufunc.scalar(a), b, out);
    }

    /**
     * {@link #minimum(NdArray, NdArray)} with a scalar.
     *
     * @param a the array
     * @param b the scalar
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function, or does not hold the scalar
     */
    public static NdArray minimum(NdArray a, long b) {
        return binary(Op.MINIMUM, a, Ufunc.scalar(b));
    }

    /**
     * {@link #minimum(NdArray, long)} into a given array.
     *
     * @param a the array
     * @param b the scalar
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or does not hold the scalar, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray minimum(NdArray a, long b, NdArray out) {
        return binary(Op.MINIMUM, a, Ufunc.scalar(b), out);
    }

    /**
     * {@link #minimum(NdArray, NdArray)} with a scalar on the left.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function, or does not hold the scalar
     */
    public static NdArray minimum(long a, NdArray b) {
        return binary(Op.MINIMUM, Ufunc.scalar(a), b);
    }

    /**
     * {@link #minimum(long, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or does not hold the scalar, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray minimum(long a, NdArray b, NdArray out) {
        return binary(Op.MINIMUM, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise magnitude of the first with the sign of the second. Integers are taken as float64; not defined
     * for complex numbers.
     *
     * @param a the first array
     * @param b the second array
     * @return a new array
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such function
     */
    public static NdArray copysign(NdArray a, NdArray b) {
        return binary(Op.COPYSIGN, a, b);
    }

    /**
     * {@link #copysign(NdArray, NdArray)} into a given array.
     *
     * @param a the first array
     * @param b the second array
     * @param out receives the result
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray copysign(NdArray a, NdArray b, NdArray out) {
        return binary(Op.COPYSIGN, a, b, out);
    }

    /**
     * {@link #copysign(NdArray, NdArray)} with a scalar.
     *
     * @param a the array
     * @param b the scalar
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray copysign(NdArray a, double b) {
        return binary(Op.COPYSIGN, a, Ufunc.scalar(b));
    }

    /**
     * {@link #copysign(NdArray, double)} into a given array.
     *
     * @param a the array
     * @param b the scalar
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray copysign(NdArray a, double b, NdArray out) {
        return binary(Op.COPYSIGN, a, Ufunc.scalar(b), out);
    }

    /**
     * {@link #copysign(NdArray, NdArray)} with a scalar on the left.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray copysign(double a, NdArray b) {
        return binary(Op.COPYSIGN, Ufunc.scalar(a), b);
    }

    /**
     * {@link #copysign(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray copysign(double a, NdArray b, NdArray out) {
        return binary(Op.COPYSIGN, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise length of the hypotenuse, {@code sqrt(a * a + b * b)} without overflow. Integers are taken as
     * float64; within 1 ULP; not defined for complex numbers.
     *
     * @param a the first array
     * @param b the second array
     * @return a new array
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such function
     */
    public static NdArray hypot(NdArray a, NdArray b) {
        return binary(Op.HYPOT, a, b);
    }

    /**
     * {@link #hypot(NdArray, NdArray)} into a given array.
     *
     * @param a the first array
     * @param b the second array
     * @param out receives the result
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray hypot(NdArray a, NdArray b, NdArray out) {
        return binary(Op.HYPOT, a, b, out);
    }

    /**
     * {@link #hypot(NdArray, NdArray)} with a scalar.
     *
     * @param a the array
     * @param b the scalar
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray hypot(NdArray a, double b) {
        return binary(Op.HYPOT, a, Ufunc.scalar(b));
    }

    /**
     * {@link #hypot(NdArray, double)} into a given array.
     *
     * @param a the array
     * @param b the scalar
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray hypot(NdArray a, double b, NdArray out) {
        return binary(Op.HYPOT, a, Ufunc.scalar(b), out);
    }

    /**
     * {@link #hypot(NdArray, NdArray)} with a scalar on the left.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray hypot(double a, NdArray b) {
        return binary(Op.HYPOT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #hypot(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray hypot(double a, NdArray b, NdArray out) {
        return binary(Op.HYPOT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise angle of the point (b, a), in radians. Between -π and π; integers are taken as float64; within
     * 1 ULP; not defined for complex numbers.
     *
     * @param a the first array
     * @param b the second array
     * @return a new array
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such function
     */
    public static NdArray atan2(NdArray a, NdArray b) {
        return binary(Op.ATAN2, a, b);
    }

    /**
     * {@link #atan2(NdArray, NdArray)} into a given array.
     *
     * @param a the first array
     * @param b the second array
     * @param out receives the result
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray atan2(NdArray a, NdArray b, NdArray out) {
        return binary(Op.ATAN2, a, b, out);
    }

    /**
     * {@link #atan2(NdArray, NdArray)} with a scalar.
     *
     * @param a the array
     * @param b the scalar
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray atan2(NdArray a, double b) {
        return binary(Op.ATAN2, a, Ufunc.scalar(b));
    }

    /**
     * {@link #atan2(NdArray, double)} into a given array.
     *
     * @param a the array
     * @param b the scalar
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray atan2(NdArray a, double b, NdArray out) {
        return binary(Op.ATAN2, a, Ufunc.scalar(b), out);
    }

    /**
     * {@link #atan2(NdArray, NdArray)} with a scalar on the left.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray atan2(double a, NdArray b) {
        return binary(Op.ATAN2, Ufunc.scalar(a), b);
    }

    /**
     * {@link #atan2(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray atan2(double a, NdArray b, NdArray out) {
        return binary(Op.ATAN2, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise logarithm of a sum of exponentials, {@code log(exp(a) + exp(b))} without overflow. Integers are
     * taken as float64; not defined for complex numbers.
     *
     * @param a the first array
     * @param b the second array
     * @return a new array
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such function
     */
    public static NdArray logaddexp(NdArray a, NdArray b) {
        return binary(Op.LOGADDEXP, a, b);
    }

    /**
     * {@link #logaddexp(NdArray, NdArray)} into a given array.
     *
     * @param a the first array
     * @param b the second array
     * @param out receives the result
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logaddexp(NdArray a, NdArray b, NdArray out) {
        return binary(Op.LOGADDEXP, a, b, out);
    }

    /**
     * {@link #logaddexp(NdArray, NdArray)} with a scalar.
     *
     * @param a the array
     * @param b the scalar
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray logaddexp(NdArray a, double b) {
        return binary(Op.LOGADDEXP, a, Ufunc.scalar(b));
    }

    /**
     * {@link #logaddexp(NdArray, double)} into a given array.
     *
     * @param a the array
     * @param b the scalar
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logaddexp(NdArray a, double b, NdArray out) {
        return binary(Op.LOGADDEXP, a, Ufunc.scalar(b), out);
    }

    /**
     * {@link #logaddexp(NdArray, NdArray)} with a scalar on the left.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray logaddexp(double a, NdArray b) {
        return binary(Op.LOGADDEXP, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logaddexp(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logaddexp(double a, NdArray b, NdArray out) {
        return binary(Op.LOGADDEXP, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise floating-point neighbour of the first in the direction of the second. Integers are taken as
     * float64; not defined for complex numbers.
     *
     * @param a the first array
     * @param b the second array
     * @return a new array
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or the dtypes have no such function
     */
    public static NdArray nextafter(NdArray a, NdArray b) {
        return binary(Op.NEXTAFTER, a, b);
    }

    /**
     * {@link #nextafter(NdArray, NdArray)} into a given array.
     *
     * @param a the first array
     * @param b the second array
     * @param out receives the result
     * @return {@code out}
     * @throws IllegalArgumentException if the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray nextafter(NdArray a, NdArray b, NdArray out) {
        return binary(Op.NEXTAFTER, a, b, out);
    }

    /**
     * {@link #nextafter(NdArray, NdArray)} with a scalar.
     *
     * @param a the array
     * @param b the scalar
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray nextafter(NdArray a, double b) {
        return binary(Op.NEXTAFTER, a, Ufunc.scalar(b));
    }

    /**
     * {@link #nextafter(NdArray, double)} into a given array.
     *
     * @param a the array
     * @param b the scalar
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray nextafter(NdArray a, double b, NdArray out) {
        return binary(Op.NEXTAFTER, a, Ufunc.scalar(b), out);
    }

    /**
     * {@link #nextafter(NdArray, NdArray)} with a scalar on the left.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such function
     */
    public static NdArray nextafter(double a, NdArray b) {
        return binary(Op.NEXTAFTER, Ufunc.scalar(a), b);
    }

    /**
     * {@link #nextafter(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such function, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray nextafter(double a, NdArray b, NdArray out) {
        return binary(Op.NEXTAFTER, Ufunc.scalar(a), b, out);
    }

    // Operators with a scalar on the left

    /**
     * The elementwise sum {@code a + b}, with a scalar on the left; as {@link NdArray#add(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray add(double a, NdArray b) {
        return binary(Op.ADD, Ufunc.scalar(a), b);
    }

    /**
     * {@link #add(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray add(double a, NdArray b, NdArray out) {
        return binary(Op.ADD, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise sum {@code a + b}, with a scalar on the left; as {@link NdArray#add(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray add(long a, NdArray b) {
        return binary(Op.ADD, Ufunc.scalar(a), b);
    }

    /**
     * {@link #add(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray add(long a, NdArray b, NdArray out) {
        return binary(Op.ADD, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise sum {@code a + b}, with a scalar on the left; as {@link NdArray#add(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray add(Complex a, NdArray b) {
        return binary(Op.ADD, Ufunc.scalar(a), b);
    }

    /**
     * {@link #add(Complex, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray add(Complex a, NdArray b, NdArray out) {
        return binary(Op.ADD, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise difference {@code a - b}, with a scalar on the left; as {@link NdArray#subtract(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray subtract(double a, NdArray b) {
        return binary(Op.SUBTRACT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #subtract(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray subtract(double a, NdArray b, NdArray out) {
        return binary(Op.SUBTRACT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise difference {@code a - b}, with a scalar on the left; as {@link NdArray#subtract(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray subtract(long a, NdArray b) {
        return binary(Op.SUBTRACT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #subtract(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray subtract(long a, NdArray b, NdArray out) {
        return binary(Op.SUBTRACT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise difference {@code a - b}, with a scalar on the left; as {@link NdArray#subtract(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray subtract(Complex a, NdArray b) {
        return binary(Op.SUBTRACT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #subtract(Complex, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray subtract(Complex a, NdArray b, NdArray out) {
        return binary(Op.SUBTRACT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise product {@code a * b}, with a scalar on the left; as {@link NdArray#multiply(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray multiply(double a, NdArray b) {
        return binary(Op.MULTIPLY, Ufunc.scalar(a), b);
    }

    /**
     * {@link #multiply(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray multiply(double a, NdArray b, NdArray out) {
        return binary(Op.MULTIPLY, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise product {@code a * b}, with a scalar on the left; as {@link NdArray#multiply(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray multiply(long a, NdArray b) {
        return binary(Op.MULTIPLY, Ufunc.scalar(a), b);
    }

    /**
     * {@link #multiply(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray multiply(long a, NdArray b, NdArray out) {
        return binary(Op.MULTIPLY, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise product {@code a * b}, with a scalar on the left; as {@link NdArray#multiply(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray multiply(Complex a, NdArray b) {
        return binary(Op.MULTIPLY, Ufunc.scalar(a), b);
    }

    /**
     * {@link #multiply(Complex, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray multiply(Complex a, NdArray b, NdArray out) {
        return binary(Op.MULTIPLY, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise quotient {@code a / b}, with a scalar on the left; as {@link NdArray#divide(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray divide(double a, NdArray b) {
        return binary(Op.DIVIDE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #divide(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray divide(double a, NdArray b, NdArray out) {
        return binary(Op.DIVIDE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise quotient {@code a / b}, with a scalar on the left; as {@link NdArray#divide(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray divide(long a, NdArray b) {
        return binary(Op.DIVIDE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #divide(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray divide(long a, NdArray b, NdArray out) {
        return binary(Op.DIVIDE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise quotient {@code a / b}, with a scalar on the left; as {@link NdArray#divide(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray divide(Complex a, NdArray b) {
        return binary(Op.DIVIDE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #divide(Complex, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray divide(Complex a, NdArray b, NdArray out) {
        return binary(Op.DIVIDE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise quotient rounded down, {@code floor(a / b)}, with a scalar on the left; as
     * {@link NdArray#floorDivide(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray floorDivide(double a, NdArray b) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #floorDivide(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray floorDivide(double a, NdArray b, NdArray out) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise quotient rounded down, {@code floor(a / b)}, with a scalar on the left; as
     * {@link NdArray#floorDivide(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray floorDivide(long a, NdArray b) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #floorDivide(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray floorDivide(long a, NdArray b, NdArray out) {
        return binary(Op.FLOOR_DIVIDE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise remainder {@code a % b} with the sign of b, with a scalar on the left; as
     * {@link NdArray#remainder(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray remainder(double a, NdArray b) {
        return binary(Op.REMAINDER, Ufunc.scalar(a), b);
    }

    /**
     * {@link #remainder(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray remainder(double a, NdArray b, NdArray out) {
        return binary(Op.REMAINDER, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise remainder {@code a % b} with the sign of b, with a scalar on the left; as
     * {@link NdArray#remainder(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray remainder(long a, NdArray b) {
        return binary(Op.REMAINDER, Ufunc.scalar(a), b);
    }

    /**
     * {@link #remainder(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray remainder(long a, NdArray b, NdArray out) {
        return binary(Op.REMAINDER, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise power {@code a ** b}, with a scalar on the left; as {@link NdArray#pow(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray pow(double a, NdArray b) {
        return binary(Op.POW, Ufunc.scalar(a), b);
    }

    /**
     * {@link #pow(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray pow(double a, NdArray b, NdArray out) {
        return binary(Op.POW, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise power {@code a ** b}, with a scalar on the left; as {@link NdArray#pow(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray pow(long a, NdArray b) {
        return binary(Op.POW, Ufunc.scalar(a), b);
    }

    /**
     * {@link #pow(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray pow(long a, NdArray b, NdArray out) {
        return binary(Op.POW, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise power {@code a ** b}, with a scalar on the left; as {@link NdArray#pow(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray pow(Complex a, NdArray b) {
        return binary(Op.POW, Ufunc.scalar(a), b);
    }

    /**
     * {@link #pow(Complex, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray pow(Complex a, NdArray b, NdArray out) {
        return binary(Op.POW, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a == b}, with a scalar on the left; as {@link NdArray#eq(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray eq(double a, NdArray b) {
        return binary(Op.EQ, Ufunc.scalar(a), b);
    }

    /**
     * {@link #eq(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray eq(double a, NdArray b, NdArray out) {
        return binary(Op.EQ, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a == b}, with a scalar on the left; as {@link NdArray#eq(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray eq(long a, NdArray b) {
        return binary(Op.EQ, Ufunc.scalar(a), b);
    }

    /**
     * {@link #eq(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray eq(long a, NdArray b, NdArray out) {
        return binary(Op.EQ, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a == b}, with a scalar on the left; as {@link NdArray#eq(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray eq(Complex a, NdArray b) {
        return binary(Op.EQ, Ufunc.scalar(a), b);
    }

    /**
     * {@link #eq(Complex, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray eq(Complex a, NdArray b, NdArray out) {
        return binary(Op.EQ, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a == b}, with a scalar on the left; as {@link NdArray#eq(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray eq(boolean a, NdArray b) {
        return binary(Op.EQ, Ufunc.scalar(a), b);
    }

    /**
     * {@link #eq(boolean, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray eq(boolean a, NdArray b, NdArray out) {
        return binary(Op.EQ, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a != b}, with a scalar on the left; as {@link NdArray#ne(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray ne(double a, NdArray b) {
        return binary(Op.NE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #ne(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray ne(double a, NdArray b, NdArray out) {
        return binary(Op.NE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a != b}, with a scalar on the left; as {@link NdArray#ne(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray ne(long a, NdArray b) {
        return binary(Op.NE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #ne(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray ne(long a, NdArray b, NdArray out) {
        return binary(Op.NE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a != b}, with a scalar on the left; as {@link NdArray#ne(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray ne(Complex a, NdArray b) {
        return binary(Op.NE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #ne(Complex, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray ne(Complex a, NdArray b, NdArray out) {
        return binary(Op.NE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a != b}, with a scalar on the left; as {@link NdArray#ne(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray ne(boolean a, NdArray b) {
        return binary(Op.NE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #ne(boolean, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray ne(boolean a, NdArray b, NdArray out) {
        return binary(Op.NE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a < b}, with a scalar on the left; as {@link NdArray#lt(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray lt(double a, NdArray b) {
        return binary(Op.LT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #lt(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray lt(double a, NdArray b, NdArray out) {
        return binary(Op.LT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a < b}, with a scalar on the left; as {@link NdArray#lt(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray lt(long a, NdArray b) {
        return binary(Op.LT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #lt(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray lt(long a, NdArray b, NdArray out) {
        return binary(Op.LT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a <= b}, with a scalar on the left; as {@link NdArray#le(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray le(double a, NdArray b) {
        return binary(Op.LE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #le(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray le(double a, NdArray b, NdArray out) {
        return binary(Op.LE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a <= b}, with a scalar on the left; as {@link NdArray#le(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray le(long a, NdArray b) {
        return binary(Op.LE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #le(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray le(long a, NdArray b, NdArray out) {
        return binary(Op.LE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a > b}, with a scalar on the left; as {@link NdArray#gt(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray gt(double a, NdArray b) {
        return binary(Op.GT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #gt(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray gt(double a, NdArray b, NdArray out) {
        return binary(Op.GT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a > b}, with a scalar on the left; as {@link NdArray#gt(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray gt(long a, NdArray b) {
        return binary(Op.GT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #gt(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray gt(long a, NdArray b, NdArray out) {
        return binary(Op.GT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a >= b}, with a scalar on the left; as {@link NdArray#ge(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray ge(double a, NdArray b) {
        return binary(Op.GE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #ge(double, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray ge(double a, NdArray b, NdArray out) {
        return binary(Op.GE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise comparison {@code a >= b}, with a scalar on the left; as {@link NdArray#ge(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray ge(long a, NdArray b) {
        return binary(Op.GE, Ufunc.scalar(a), b);
    }

    /**
     * {@link #ge(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray ge(long a, NdArray b, NdArray out) {
        return binary(Op.GE, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise bits set in both, {@code a & b}, with a scalar on the left; as
     * {@link NdArray#bitwiseAnd(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray bitwiseAnd(long a, NdArray b) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(a), b);
    }

    /**
     * {@link #bitwiseAnd(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray bitwiseAnd(long a, NdArray b, NdArray out) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise bits set in both, {@code a & b}, with a scalar on the left; as
     * {@link NdArray#bitwiseAnd(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray bitwiseAnd(boolean a, NdArray b) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(a), b);
    }

    /**
     * {@link #bitwiseAnd(boolean, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray bitwiseAnd(boolean a, NdArray b, NdArray out) {
        return binary(Op.BITWISE_AND, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise bits set in either, {@code a | b}, with a scalar on the left; as
     * {@link NdArray#bitwiseOr(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray bitwiseOr(long a, NdArray b) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #bitwiseOr(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray bitwiseOr(long a, NdArray b, NdArray out) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise bits set in either, {@code a | b}, with a scalar on the left; as
     * {@link NdArray#bitwiseOr(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray bitwiseOr(boolean a, NdArray b) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #bitwiseOr(boolean, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray bitwiseOr(boolean a, NdArray b, NdArray out) {
        return binary(Op.BITWISE_OR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise bits set in one of the two, {@code a ^ b}, with a scalar on the left; as
     * {@link NdArray#bitwiseXor(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray bitwiseXor(long a, NdArray b) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #bitwiseXor(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray bitwiseXor(long a, NdArray b, NdArray out) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise bits set in one of the two, {@code a ^ b}, with a scalar on the left; as
     * {@link NdArray#bitwiseXor(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation
     */
    public static NdArray bitwiseXor(boolean a, NdArray b) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #bitwiseXor(boolean, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray bitwiseXor(boolean a, NdArray b, NdArray out) {
        return binary(Op.BITWISE_XOR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise bits moved up, {@code a << b}, with a scalar on the left; as
     * {@link NdArray#bitwiseLeftShift(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray bitwiseLeftShift(long a, NdArray b) {
        return binary(Op.LEFT_SHIFT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #bitwiseLeftShift(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray bitwiseLeftShift(long a, NdArray b, NdArray out) {
        return binary(Op.LEFT_SHIFT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise bits moved down, {@code a >> b}, with a scalar on the left; as
     * {@link NdArray#bitwiseRightShift(NdArray)}.
     *
     * @param a the scalar; weak
     * @param b the array
     * @return a new array
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}
     */
    public static NdArray bitwiseRightShift(long a, NdArray b) {
        return binary(Op.RIGHT_SHIFT, Ufunc.scalar(a), b);
    }

    /**
     * {@link #bitwiseRightShift(long, NdArray)} into a given array.
     *
     * @param a the scalar; weak
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if the dtype has no such operation, or does not hold {@code a}, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray bitwiseRightShift(long a, NdArray b, NdArray out) {
        return binary(Op.RIGHT_SHIFT, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of both, with a scalar on the left; as {@link NdArray#logicalAnd(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalAnd(boolean a, NdArray b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalAnd(boolean, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalAnd(boolean a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of both, with a scalar on the left; as {@link NdArray#logicalAnd(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalAnd(double a, NdArray b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalAnd(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalAnd(double a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of both, with a scalar on the left; as {@link NdArray#logicalAnd(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalAnd(long a, NdArray b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalAnd(long, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalAnd(long a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of both, with a scalar on the left; as {@link NdArray#logicalAnd(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalAnd(Complex a, NdArray b) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalAnd(Complex, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalAnd(Complex a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_AND, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of either, with a scalar on the left; as {@link NdArray#logicalOr(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalOr(boolean a, NdArray b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalOr(boolean, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalOr(boolean a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of either, with a scalar on the left; as {@link NdArray#logicalOr(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalOr(double a, NdArray b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalOr(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalOr(double a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of either, with a scalar on the left; as {@link NdArray#logicalOr(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalOr(long a, NdArray b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalOr(long, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalOr(long a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of either, with a scalar on the left; as {@link NdArray#logicalOr(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalOr(Complex a, NdArray b) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalOr(Complex, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalOr(Complex a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_OR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of one of both, with a scalar on the left; as {@link NdArray#logicalXor(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalXor(boolean a, NdArray b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalXor(boolean, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalXor(boolean a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of one of both, with a scalar on the left; as {@link NdArray#logicalXor(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalXor(double a, NdArray b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalXor(double, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalXor(double a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of one of both, with a scalar on the left; as {@link NdArray#logicalXor(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalXor(long a, NdArray b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalXor(long, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalXor(long a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(a), b, out);
    }

    /**
     * The elementwise truth of one of both, with a scalar on the left; as {@link NdArray#logicalXor(NdArray)}.
     *
     * @param a the scalar
     * @param b the array
     * @return a new array of bools
     */
    public static NdArray logicalXor(Complex a, NdArray b) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(a), b);
    }

    /**
     * {@link #logicalXor(Complex, NdArray)} into a given array.
     *
     * @param a the scalar
     * @param b the array
     * @param out receives the result; may be {@code b}
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray logicalXor(Complex a, NdArray b, NdArray out) {
        return binary(Op.LOGICAL_XOR, Ufunc.scalar(a), b, out);
    }

    // Integer division that throws

    /**
     * {@link NdArray#floorDivide(NdArray)} of integers that throws where the quotient has no integer.
     *
     * @param a the dividends
     * @param b the divisors
     * @return a new array of the promoted dtype
     * @throws ArithmeticException if a divisor is 0, or the least integer of the result's dtype is divided by -1
     * @throws IllegalArgumentException if the dtypes are not integers, or the shapes cannot be broadcast
     */
    public static NdArray floorDivideExact(NdArray a, NdArray b) {
        requireQuotients(a, b);
        return a.floorDivide(b);
    }

    /**
     * {@link #floorDivideExact(NdArray, NdArray)} into a given array.
     *
     * @param a the dividends
     * @param b the divisors
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws ArithmeticException if a divisor is 0, or the least integer of the result's dtype is divided by -1;
     *     {@code out} is untouched then
     * @throws IllegalArgumentException if the dtypes are not integers, or the shapes cannot be broadcast, or
     *     {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray floorDivideExact(NdArray a, NdArray b, NdArray out) {
        requireQuotients(a, b);
        return a.floorDivide(b, out);
    }

    /**
     * {@link #floorDivideExact(NdArray, NdArray)} with a scalar.
     *
     * @param a the dividends
     * @param b the divisor; weak
     * @return a new array of the array's dtype
     * @throws ArithmeticException if {@code b} is 0, or the least integer of the result's dtype is divided by -1
     * @throws IllegalArgumentException if the dtype is not an integer one, or does not hold the scalar
     */
    public static NdArray floorDivideExact(NdArray a, long b) {
        requireQuotients(a, b);
        return a.floorDivide(b);
    }

    /**
     * {@link #floorDivideExact(NdArray, long)} into a given array.
     *
     * @param a the dividends
     * @param b the divisor; weak
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws ArithmeticException if {@code b} is 0, or the least integer of the result's dtype is divided by -1;
     *     {@code out} is untouched then
     * @throws IllegalArgumentException if the dtype is not an integer one, or does not hold the scalar, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray floorDivideExact(NdArray a, long b, NdArray out) {
        requireQuotients(a, b);
        return a.floorDivide(b, out);
    }

    /**
     * {@link #floorDivideExact(NdArray, NdArray)} with a scalar.
     *
     * @param a the dividend; weak
     * @param b the divisors
     * @return a new array of the array's dtype
     * @throws ArithmeticException if a divisor is 0, or the least integer of the result's dtype is divided by -1
     * @throws IllegalArgumentException if the dtype is not an integer one, or does not hold the scalar
     */
    public static NdArray floorDivideExact(long a, NdArray b) {
        requireQuotients(a, b);
        return floorDivide(a, b);
    }

    /**
     * {@link #floorDivideExact(long, NdArray)} into a given array.
     *
     * @param a the dividend; weak
     * @param b the divisors
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws ArithmeticException if a divisor is 0, or the least integer of the result's dtype is divided by -1;
     *     {@code out} is untouched then
     * @throws IllegalArgumentException if the dtype is not an integer one, or does not hold the scalar, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray floorDivideExact(long a, NdArray b, NdArray out) {
        requireQuotients(a, b);
        return floorDivide(a, b, out);
    }

    /**
     * {@link NdArray#remainder(NdArray)} of integers that does not let a division by 0 pass.
     *
     * @param a the dividends
     * @param b the divisors
     * @return a new array of the promoted dtype
     * @throws ArithmeticException if a divisor is 0
     * @throws IllegalArgumentException if the dtypes are not integers, or the shapes cannot be broadcast
     */
    public static NdArray remainderExact(NdArray a, NdArray b) {
        requireDivisors("remainderExact", a, b);
        return a.remainder(b);
    }

    /**
     * {@link #remainderExact(NdArray, NdArray)} into a given array.
     *
     * @param a the dividends
     * @param b the divisors
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws ArithmeticException if a divisor is 0; {@code out} is untouched then
     * @throws IllegalArgumentException if the dtypes are not integers, or the shapes cannot be broadcast, or
     *     {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray remainderExact(NdArray a, NdArray b, NdArray out) {
        requireDivisors("remainderExact", a, b);
        return a.remainder(b, out);
    }

    /**
     * {@link #remainderExact(NdArray, NdArray)} with a scalar.
     *
     * @param a the dividends
     * @param b the divisor; weak
     * @return a new array of the array's dtype
     * @throws ArithmeticException if {@code b} is 0
     * @throws IllegalArgumentException if the dtype is not an integer one, or does not hold the scalar
     */
    public static NdArray remainderExact(NdArray a, long b) {
        requireDivisors("remainderExact", a, b);
        return a.remainder(b);
    }

    /**
     * {@link #remainderExact(NdArray, long)} into a given array.
     *
     * @param a the dividends
     * @param b the divisor; weak
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws ArithmeticException if {@code b} is 0; {@code out} is untouched then
     * @throws IllegalArgumentException if the dtype is not an integer one, or does not hold the scalar, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray remainderExact(NdArray a, long b, NdArray out) {
        requireDivisors("remainderExact", a, b);
        return a.remainder(b, out);
    }

    /**
     * {@link #remainderExact(NdArray, NdArray)} with a scalar.
     *
     * @param a the dividend; weak
     * @param b the divisors
     * @return a new array of the array's dtype
     * @throws ArithmeticException if a divisor is 0
     * @throws IllegalArgumentException if the dtype is not an integer one, or does not hold the scalar
     */
    public static NdArray remainderExact(long a, NdArray b) {
        requireDivisors("remainderExact", a, b);
        return remainder(a, b);
    }

    /**
     * {@link #remainderExact(long, NdArray)} into a given array.
     *
     * @param a the dividend; weak
     * @param b the divisors
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws ArithmeticException if a divisor is 0; {@code out} is untouched then
     * @throws IllegalArgumentException if the dtype is not an integer one, or does not hold the scalar, or {@code out}
     *     does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray remainderExact(long a, NdArray b, NdArray out) {
        requireDivisors("remainderExact", a, b);
        return remainder(a, b, out);
    }

    /** Throws where one of the quotients is no integer of the result's dtype. */
    private static void requireQuotients(NdArray a, NdArray b) {
        requireDivisors("floorDivideExact", a, b);
        DType dtype = resultType(a, b);
        if (dtype.kind() == DType.Kind.SIGNED) {
            requireNoneWraps(a.eq(least(dtype)).logicalAnd(b.eq(-1)), dtype);
        }
    }

    private static void requireQuotients(NdArray a, long b) {
        requireDivisors("floorDivideExact", a, b);
        if (b == -1 && a.dtype().kind() == DType.Kind.SIGNED) {
            requireNoneWraps(a.eq(least(a.dtype())), a.dtype());
        }
    }

    private static void requireQuotients(long a, NdArray b) {
        requireDivisors("floorDivideExact", a, b);
        if (b.dtype().kind() == DType.Kind.SIGNED && a == least(b.dtype())) {
            requireNoneWraps(b.eq(-1), b.dtype());
        }
    }

    private static long least(DType dtype) {
        return IInfo.of(dtype).min().longValueExact();
    }

    /** MIN / -1 is the one quotient that wraps. */
    private static void requireNoneWraps(NdArray wraps, DType dtype) {
        long wrapped = wraps.countNonzeroAsLong();
        if (wrapped > 0) {
            throw new ArithmeticException("floorDivideExact: " + wrapped + " of " + wraps.size()
                    + " quotients, of the least " + dtype + " by -1, do not fit");
        }
    }

    private static void requireDivisors(String name, NdArray a, NdArray b) {
        if (!a.dtype().isInteger() || !b.dtype().isInteger()) {
            throw new IllegalArgumentException(
                    name + " is defined for integers, not for " + a.dtype() + " and " + b.dtype());
        }
        long zeros = b.size() - b.countNonzeroAsLong();
        if (zeros > 0 && a.size() > 0) {
            throw new ArithmeticException(name + ": " + zeros + " of " + b.size() + " divisors are 0");
        }
    }

    private static void requireDivisors(String name, NdArray a, long b) {
        requireIntegers(name, a);
        if (b == 0 && a.size() > 0) {
            throw new ArithmeticException(name + ": the divisor is 0");
        }
    }

    private static void requireDivisors(String name, long a, NdArray b) {
        requireIntegers(name, b);
        long zeros = b.size() - b.countNonzeroAsLong();
        if (zeros > 0) {
            throw new ArithmeticException(
                    name + ": " + a + " by " + zeros + " of " + b.size() + " divisors that are 0");
        }
    }

    private static void requireIntegers(String name, NdArray array) {
        if (!array.dtype().isInteger()) {
            throw new IllegalArgumentException(name + " is defined for integers, not for " + array.dtype());
        }
    }

    // Choices

    /**
     * Chooses between two arrays, element by element: {@code condition ? a : b}.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the values where it is false
     * @return a new array of the promoted dtype of {@code a} and {@code b}
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static NdArray where(NdArray condition, NdArray a, NdArray b) {
        return NdArray.from(Ufunc.where(condition.view, a.view, b.view, null));
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the values where it is false
     * @param out receives the result
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, NdArray a, NdArray b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, a.view, b.view, out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with a scalar.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the value where it is false
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static NdArray where(NdArray condition, NdArray a, double b) {
        return NdArray.from(Ufunc.where(condition.view, a.view, Ufunc.scalar(b), null));
    }

    /**
     * {@link #where(NdArray, NdArray, double)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the value where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, NdArray a, double b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, a.view, Ufunc.scalar(b), out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with a scalar.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the values where it is false
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static NdArray where(NdArray condition, double a, NdArray b) {
        return NdArray.from(Ufunc.where(condition.view, Ufunc.scalar(a), b.view, null));
    }

    /**
     * {@link #where(NdArray, double, NdArray)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the values where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, double a, NdArray b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, Ufunc.scalar(a), b.view, out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with a scalar.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the value where it is false
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if the shapes cannot be broadcast or the dtype does not hold the scalar
     */
    public static NdArray where(NdArray condition, NdArray a, long b) {
        return NdArray.from(Ufunc.where(condition.view, a.view, Ufunc.scalar(b), null));
    }

    /**
     * {@link #where(NdArray, NdArray, long)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the value where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast, the dtype does not hold the scalar or
     *     {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, NdArray a, long b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, a.view, Ufunc.scalar(b), out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with a scalar.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the values where it is false
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if the shapes cannot be broadcast or the dtype does not hold the scalar
     */
    public static NdArray where(NdArray condition, long a, NdArray b) {
        return NdArray.from(Ufunc.where(condition.view, Ufunc.scalar(a), b.view, null));
    }

    /**
     * {@link #where(NdArray, long, NdArray)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the values where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast, the dtype does not hold the scalar or
     *     {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, long a, NdArray b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, Ufunc.scalar(a), b.view, out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with a scalar.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the value where it is false
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static NdArray where(NdArray condition, NdArray a, boolean b) {
        return NdArray.from(Ufunc.where(condition.view, a.view, Ufunc.scalar(b), null));
    }

    /**
     * {@link #where(NdArray, NdArray, boolean)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the value where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, NdArray a, boolean b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, a.view, Ufunc.scalar(b), out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with a scalar.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the values where it is false
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static NdArray where(NdArray condition, boolean a, NdArray b) {
        return NdArray.from(Ufunc.where(condition.view, Ufunc.scalar(a), b.view, null));
    }

    /**
     * {@link #where(NdArray, boolean, NdArray)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the values where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, boolean a, NdArray b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, Ufunc.scalar(a), b.view, out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with a scalar.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the value where it is false
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static NdArray where(NdArray condition, NdArray a, Complex b) {
        return NdArray.from(Ufunc.where(condition.view, a.view, Ufunc.scalar(b), null));
    }

    /**
     * {@link #where(NdArray, NdArray, Complex)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the values where it is true
     * @param b the value where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, NdArray a, Complex b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, a.view, Ufunc.scalar(b), out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with a scalar.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the values where it is false
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static NdArray where(NdArray condition, Complex a, NdArray b) {
        return NdArray.from(Ufunc.where(condition.view, Ufunc.scalar(a), b.view, null));
    }

    /**
     * {@link #where(NdArray, Complex, NdArray)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the values where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, Complex a, NdArray b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, Ufunc.scalar(a), b.view, out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with two scalars.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the value where it is false
     * @return a new array of dtype float64
     */
    public static NdArray where(NdArray condition, double a, double b) {
        return NdArray.from(Ufunc.where(condition.view, Ufunc.scalar(a), Ufunc.scalar(b), null));
    }

    /**
     * {@link #where(NdArray, double, double)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the value where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, double a, double b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, Ufunc.scalar(a), Ufunc.scalar(b), out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with two scalars.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the value where it is false
     * @return a new array of dtype int64
     */
    public static NdArray where(NdArray condition, long a, long b) {
        return NdArray.from(Ufunc.where(condition.view, Ufunc.scalar(a), Ufunc.scalar(b), null));
    }

    /**
     * {@link #where(NdArray, long, long)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the value where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, long a, long b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, Ufunc.scalar(a), Ufunc.scalar(b), out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with two scalars.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the value where it is false
     * @return a new array of dtype bool
     */
    public static NdArray where(NdArray condition, boolean a, boolean b) {
        return NdArray.from(Ufunc.where(condition.view, Ufunc.scalar(a), Ufunc.scalar(b), null));
    }

    /**
     * {@link #where(NdArray, boolean, boolean)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the value where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, boolean a, boolean b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, Ufunc.scalar(a), Ufunc.scalar(b), out.view);
        return out;
    }

    /**
     * {@link #where(NdArray, NdArray, NdArray)} with two scalars.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the value where it is false
     * @return a new array of dtype complex128
     */
    public static NdArray where(NdArray condition, Complex a, Complex b) {
        return NdArray.from(Ufunc.where(condition.view, Ufunc.scalar(a), Ufunc.scalar(b), null));
    }

    /**
     * {@link #where(NdArray, Complex, Complex)} into a given array.
     *
     * @param condition decides; what is not 0 is true
     * @param a the value where it is true
     * @param b the value where it is false
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray where(NdArray condition, Complex a, Complex b, NdArray out) {
        out.requireWritable();
        Ufunc.where(condition.view, Ufunc.scalar(a), Ufunc.scalar(b), out.view);
        return out;
    }

    /**
     * Limits the elements to a range: {@code minimum(maximum(a, low), high)}. NaN stays.
     *
     * @param a the array
     * @param low the least value; -∞ for none
     * @param high the largest value; where it is below {@code low}, everything becomes {@code high}
     * @return a new array
     * @throws IllegalArgumentException if a is complex
     */
    public static NdArray clip(NdArray a, double low, double high) {
        return limited(a, Ufunc.scalar(low), Ufunc.scalar(high));
    }

    /**
     * {@link #clip(NdArray, double, double)} into a given array.
     *
     * @param a the array
     * @param low the least value
     * @param high the largest value
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if a is complex, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray clip(NdArray a, double low, double high, NdArray out) {
        return limited(a, Ufunc.scalar(low), Ufunc.scalar(high), out);
    }

    /**
     * Limits the elements to a range: {@code minimum(maximum(a, low), high)}. NaN stays.
     *
     * @param a the array
     * @param low the least value; the dtype's own least value for none
     * @param high the largest value; where it is below {@code low}, everything becomes {@code high}
     * @return a new array
     * @throws IllegalArgumentException if a is complex, or its dtype does not hold the limits
     */
    public static NdArray clip(NdArray a, long low, long high) {
        return limited(a, Ufunc.scalar(low), Ufunc.scalar(high));
    }

    /**
     * {@link #clip(NdArray, long, long)} into a given array.
     *
     * @param a the array
     * @param low the least value
     * @param high the largest value
     * @param out receives the result; may be {@code a}
     * @return {@code out}
     * @throws IllegalArgumentException if a is complex, or its dtype does not hold the limits, or {@code out} does
     *     not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray clip(NdArray a, long low, long high, NdArray out) {
        return limited(a, Ufunc.scalar(low), Ufunc.scalar(high), out);
    }

    /**
     * {@link #clip(NdArray, double, double)} with limits that differ by element.
     *
     * {@snippet :
     * NdArray notNegative = Nd.clip(a, 0, null); // NumPy's clip(a, 0, None)
     * }
     *
     * @param a the array
     * @param low the least values, or null for none
     * @param high the largest values, or null for none
     * @return a new array of the promoted dtype
     * @throws IllegalArgumentException if a is complex or the shapes cannot be broadcast
     */
    public static NdArray clip(NdArray a, @Nullable NdArray low, @Nullable NdArray high) {
        return limited(a, bound(low), bound(high));
    }

    /**
     * {@link #clip(NdArray, NdArray, NdArray)} into a given array.
     *
     * @param a the array
     * @param low the least values, or null for none
     * @param high the largest values, or null for none
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if a is complex, or the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray clip(NdArray a, @Nullable NdArray low, @Nullable NdArray high, NdArray out) {
        return limited(a, bound(low), bound(high), out);
    }

    /**
     * {@link #clip(NdArray, NdArray, NdArray)} with a scalar for one limit.
     *
     * @param a the array
     * @param low the least values, or null for none
     * @param high the largest value
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if a is complex, or the shapes cannot be broadcast
     */
    public static NdArray clip(NdArray a, @Nullable NdArray low, double high) {
        return limited(a, bound(low), Ufunc.scalar(high));
    }

    /**
     * {@link #clip(NdArray, NdArray, double)} into a given array.
     *
     * @param a the array
     * @param low the least values, or null for none
     * @param high the largest value
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if a is complex, or the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray clip(NdArray a, @Nullable NdArray low, double high, NdArray out) {
        return limited(a, bound(low), Ufunc.scalar(high), out);
    }

    /**
     * {@link #clip(NdArray, NdArray, NdArray)} with a scalar for one limit.
     *
     * @param a the array
     * @param low the least value
     * @param high the largest values, or null for none
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if a is complex, or the shapes cannot be broadcast
     */
    public static NdArray clip(NdArray a, double low, @Nullable NdArray high) {
        return limited(a, Ufunc.scalar(low), bound(high));
    }

    /**
     * {@link #clip(NdArray, double, NdArray)} into a given array.
     *
     * @param a the array
     * @param low the least value
     * @param high the largest values, or null for none
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if a is complex, or the operands or {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray clip(NdArray a, double low, @Nullable NdArray high, NdArray out) {
        return limited(a, Ufunc.scalar(low), bound(high), out);
    }

    /**
     * {@link #clip(NdArray, NdArray, NdArray)} with a scalar for one limit.
     *
     * @param a the array
     * @param low the least values, or null for none
     * @param high the largest value
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if a is complex, its dtype does not hold the limit, or the shapes cannot be
     *     broadcast
     */
    public static NdArray clip(NdArray a, @Nullable NdArray low, long high) {
        return limited(a, bound(low), Ufunc.scalar(high));
    }

    /**
     * {@link #clip(NdArray, NdArray, long)} into a given array.
     *
     * @param a the array
     * @param low the least values, or null for none
     * @param high the largest value
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if a is complex, its dtype does not hold the limit, or the operands or
     *     {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray clip(NdArray a, @Nullable NdArray low, long high, NdArray out) {
        return limited(a, bound(low), Ufunc.scalar(high), out);
    }

    /**
     * {@link #clip(NdArray, NdArray, NdArray)} with a scalar for one limit.
     *
     * @param a the array
     * @param low the least value
     * @param high the largest values, or null for none
     * @return a new array of the promoted dtype; the scalar is weak
     * @throws IllegalArgumentException if a is complex, its dtype does not hold the limit, or the shapes cannot be
     *     broadcast
     */
    public static NdArray clip(NdArray a, long low, @Nullable NdArray high) {
        return limited(a, Ufunc.scalar(low), bound(high));
    }

    /**
     * {@link #clip(NdArray, long, NdArray)} into a given array.
     *
     * @param a the array
     * @param low the least value
     * @param high the largest values, or null for none
     * @param out receives the result; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if a is complex, its dtype does not hold the limit, or the operands or
     *     {@code out} do not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray clip(NdArray a, long low, @Nullable NdArray high, NdArray out) {
        return limited(a, Ufunc.scalar(low), bound(high), out);
    }

    private static NdArray limited(NdArray a, @Nullable Object low, @Nullable Object high) {
        return NdArray.from(Ufunc.clip(a.view, low, high, null));
    }

    private static NdArray limited(NdArray a, @Nullable Object low, @Nullable Object high, NdArray out) {
        out.requireWritable();
        Ufunc.clip(a.view, low, high, out.view);
        return out;
    }

    private static @Nullable View bound(@Nullable NdArray limits) {
        return limits == null ? null : limits.view;
    }

    // Comparisons of whole arrays

    /**
     * Tells which elements are equal within a tolerance: {@code |a - b| <= atol + rtol * |b|}. Infinities are close to
     * themselves, NaN to nothing unless the tolerance says so.
     *
     * {@snippet :
     * NdArray same = Nd.isClose(a, b, Tolerance.of(1e-9, 0).equalNan());
     * }
     *
     * @param a the array
     * @param b what it is measured against
     * @param tolerance how far apart elements may be
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static NdArray isClose(NdArray a, NdArray b, Tolerance tolerance) {
        return close(a, b, tolerance, null);
    }

    /**
     * {@link #isClose(NdArray, NdArray, Tolerance)} into a given array.
     *
     * @param a the array
     * @param b what it is measured against
     * @param tolerance how far apart elements may be
     * @param out receives the result: of its shape, and of any dtype; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray isClose(NdArray a, NdArray b, Tolerance tolerance, NdArray out) {
        return close(a, b, tolerance, out);
    }

    private static NdArray close(NdArray a, NdArray b, Tolerance tolerance, @Nullable NdArray out) {
        DType dtype = Promotion.function(Promotion.resultType(a.dtype(), b.dtype()));
        NdArray x = a.astype(dtype);
        NdArray y = b.astype(dtype);
        NdArray close =
                x.subtract(y).abs().le(y.abs().multiply(tolerance.rtol()).add(tolerance.atol()));
        NdArray same = x.eq(y);
        if (tolerance.isEqualNan()) {
            same.logicalOrInPlace(isnan(x).logicalAnd(isnan(y)));
        }
        NdArray finite = isfinite(x).logicalAnd(isfinite(y));
        return out == null ? where(finite, close, same) : where(finite, close, same, out);
    }

    /**
     * {@link #isClose(NdArray, NdArray, Tolerance)} with the tolerances alone.
     *
     * @param a the array
     * @param b what it is measured against
     * @param rtol the relative tolerance, not negative
     * @param atol the absolute tolerance, not negative
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or a tolerance is negative or NaN
     */
    public static NdArray isClose(NdArray a, NdArray b, double rtol, double atol) {
        return isClose(a, b, Tolerance.of(rtol, atol));
    }

    /**
     * {@link #isClose(NdArray, NdArray, double, double)} into a given array.
     *
     * @param a the array
     * @param b what it is measured against
     * @param rtol the relative tolerance, not negative
     * @param atol the absolute tolerance, not negative
     * @param out receives the result: of its shape, and of any dtype; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast, a tolerance is negative or NaN, or
     *     {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray isClose(NdArray a, NdArray b, double rtol, double atol, NdArray out) {
        return isClose(a, b, Tolerance.of(rtol, atol), out);
    }

    /**
     * {@link #isClose(NdArray, NdArray, Tolerance)} with NumPy's tolerances, {@link Tolerance#DEFAULT}.
     *
     * @param a the array
     * @param b what it is measured against
     * @return a new array of bools
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static NdArray isClose(NdArray a, NdArray b) {
        return isClose(a, b, Tolerance.DEFAULT);
    }

    /**
     * {@link #isClose(NdArray, NdArray)} into a given array.
     *
     * @param a the array
     * @param b what it is measured against
     * @param out receives the result: of its shape, and of any dtype; may share memory with the inputs in any way
     * @return {@code out}
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    public static NdArray isClose(NdArray a, NdArray b, NdArray out) {
        return isClose(a, b, Tolerance.DEFAULT, out);
    }

    /**
     * Tells whether all elements are {@linkplain #isClose(NdArray, NdArray, Tolerance) close}.
     *
     * @param a the array
     * @param b what it is measured against
     * @param tolerance how far apart elements may be
     * @return true if all are, also if there are none
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static boolean allClose(NdArray a, NdArray b, Tolerance tolerance) {
        return isClose(a, b, tolerance).allAsBoolean();
    }

    /**
     * {@link #allClose(NdArray, NdArray, Tolerance)} with the tolerances alone.
     *
     * @param a the array
     * @param b what it is measured against
     * @param rtol the relative tolerance, not negative
     * @param atol the absolute tolerance, not negative
     * @return true if all are, also if there are none
     * @throws IllegalArgumentException if the shapes cannot be broadcast, or a tolerance is negative or NaN
     */
    public static boolean allClose(NdArray a, NdArray b, double rtol, double atol) {
        return allClose(a, b, Tolerance.of(rtol, atol));
    }

    /**
     * {@link #allClose(NdArray, NdArray, Tolerance)} with NumPy's tolerances, {@link Tolerance#DEFAULT}.
     *
     * @param a the array
     * @param b what it is measured against
     * @return true if all are, also if there are none
     * @throws IllegalArgumentException if the shapes cannot be broadcast
     */
    public static boolean allClose(NdArray a, NdArray b) {
        return allClose(a, b, Tolerance.DEFAULT);
    }

    /**
     * Tells whether two arrays have the same shape and equal elements, whatever their dtypes. NaN equals nothing, 0.0
     * equals -0.0: unlike {@link NdArray#equals(Object)}. With NaN equal to NaN it is {@link #allClose(NdArray,
     * NdArray, Tolerance)} of arrays of one shape, with {@code Tolerance.of(0, 0).equalNan()}.
     *
     * @param a an array
     * @param b an array
     * @return true if so
     */
    public static boolean arrayEquals(NdArray a, NdArray b) {
        return java.util.Arrays.equals(a.view.shape(), b.view.shape())
                && a.eq(b).allAsBoolean();
    }

    // Shapes and dtypes

    /**
     * Views of arrays in the shape to which they broadcast.
     *
     * @param arrays the arrays, at least one
     * @return a read-only view of each, where its shape is not the result's
     * @throws IllegalArgumentException if there are none, or the shapes cannot be broadcast
     */
    public static NdArray[] broadcastArrays(NdArray... arrays) {
        if (arrays.length == 0) {
            throw new IllegalArgumentException("broadcastArrays takes at least one array");
        }
        long[] shape = arrays[0].view.shape();
        for (NdArray array : arrays) {
            shape = Layouts.broadcast(shape, array.view.shape());
        }
        NdArray[] result = new NdArray[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            result[i] = NdArray.from(Layouts.broadcastTo(arrays[i].view, shape));
        }
        return result;
    }

    /**
     * The dtype to which dtypes are promoted: the array API standard's table, and NumPy's where that is silent.
     *
     * @param dtypes the dtypes, at least one
     * @return the least dtype that holds them all; int64 and uint64 meet in float64
     * @throws IllegalArgumentException if there are none
     */
    public static DType resultType(DType... dtypes) {
        if (dtypes.length == 0) {
            throw new IllegalArgumentException("resultType takes at least one dtype");
        }
        return Promotion.resultType(dtypes);
    }

    /**
     * The dtype to which the dtypes of arrays are promoted.
     *
     * @param arrays the arrays, at least one
     * @return the least dtype that holds them all
     * @throws IllegalArgumentException if there are none
     */
    public static DType resultType(NdArray... arrays) {
        DType[] dtypes = new DType[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            dtypes[i] = arrays[i].dtype();
        }
        return resultType(dtypes);
    }

    /**
     * The dtype to which arrays, dtypes and Java scalars are promoted together: that of an operation on them. Scalars
     * are weak, they do not widen what they meet; scalars alone are int64, float64, bool or complex128.
     *
     * {@snippet :
     * Nd.resultType(NdArray.of(1f), DType.INT8, 2.5); // float32
     * }
     *
     * @param operands {@link NdArray}s, {@link DType}s, Java's numbers, Booleans and {@link Complex}es; at least one
     * @return the least dtype that holds them all
     * @throws IllegalArgumentException if there are none, one is something else, or an integer does not fit the
     *     integer dtype of the others
     */
    public static DType resultType(Object... operands) {
        List<DType> dtypes = new ArrayList<>();
        List<Constant> scalars = new ArrayList<>();
        for (Object operand : operands) {
            switch (operand) {
                case NdArray array -> dtypes.add(array.dtype());
                case DType dtype -> dtypes.add(dtype);
                case Double value -> scalars.add(Ufunc.scalar(value));
                case Float value -> scalars.add(Ufunc.scalar(value.doubleValue()));
                case Long value -> scalars.add(Ufunc.scalar(value));
                case Integer value -> scalars.add(Ufunc.scalar(value.longValue()));
                case Short value -> scalars.add(Ufunc.scalar(value.longValue()));
                case Byte value -> scalars.add(Ufunc.scalar(value.longValue()));
                case Boolean value -> scalars.add(Ufunc.scalar(value));
                case Complex value -> scalars.add(Ufunc.scalar(value));
                default ->
                    throw new IllegalArgumentException("resultType takes arrays, dtypes and scalars, not a "
                            + operand.getClass().getName());
            }
        }
        if (dtypes.isEmpty()) {
            // Among themselves scalars are what they stand for.
            scalars.forEach(scalar -> dtypes.add(scalar.dtype()));
            scalars.clear();
        }
        // Of the highest kind first: an integer that meets a double need not fit the integers of the others.
        scalars.sort(
                Comparator.comparing((Constant scalar) -> scalar.dtype().kind()).reversed());
        DType result = resultType(dtypes.toArray(DType[]::new));
        for (Constant scalar : scalars) {
            result = Ufunc.weak(result, scalar);
        }
        return result;
    }

    /**
     * Tells whether a dtype can be cast to another one without loss of range: NumPy's "safe" rule.
     *
     * @param from a dtype
     * @param to a dtype
     * @return true if so
     */
    public static boolean canCast(DType from, DType to) {
        return Promotion.canCast(from, to);
    }

    /**
     * {@link #canCast(DType, DType)} for the dtype of an array, whatever its elements.
     *
     * @param from an array
     * @param to a dtype
     * @return true if so
     */
    public static boolean canCast(NdArray from, DType to) {
        return canCast(from.dtype(), to);
    }
}
