package io.hotloop;

import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Reduction;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.expression.Builder;
import io.hotloop.internal.expression.Builder.Term;
import io.hotloop.internal.expression.Function;
import io.hotloop.internal.expression.Parser;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An expression that is built instead of written, with the vocabulary of arrays: methods for operators and
 * reductions as {@link NdArray} has them, and for the functions of {@link Nd}.
 *
 * {@snippet :
 * Expr x = Expr.var("x");
 * Expr y = Expr.var("y");
 * Expr r2 = x.square().add(y.square()); // a part that is used twice is computed once
 * Expression bell = r2.negative().divide(2).exp().divide(r2.add(1)).compile();
 * NdArray values = bell.evaluate(Map.of("x", a, "y", b));
 * }
 *
 * <p>Numbers are weak, as in all of Hotloop. What an operation means, which dtypes it takes and what comes out is that of
 * the method of the same name on arrays. Never changed, and safe for use by several threads.
 */
public final class Expr {
    private final Term term;

    private Expr(Term term) {
        this.term = term;
    }

    /**
     * A name, for which a value is bound when the expression is evaluated.
     *
     * @param name letters, digits and underscores, beginning with no digit; no name that the language has a meaning for
     * @return the name's value
     * @throws ExpressionException if it is none
     */
    public static Expr var(String name) {
        Parser.requireName(Objects.requireNonNull(name, "name"));
        return new Expr(Builder.variable(name));
    }

    /**
     * A number.
     *
     * @param value the number; weak
     * @return the number
     */
    public static Expr of(double value) {
        return new Expr(Builder.number(Ufunc.scalar(value)));
    }

    /**
     * An integer.
     *
     * @param value the integer; weak
     * @return the integer
     */
    public static Expr of(long value) {
        return new Expr(Builder.number(Ufunc.scalar(value)));
    }

    /**
     * A bool.
     *
     * @param value true or false; weak
     * @return the bool
     */
    public static Expr of(boolean value) {
        return new Expr(Builder.number(Ufunc.scalar(value)));
    }

    /**
     * A complex number.
     *
     * @param value the number; weak
     * @return the number
     */
    public static Expr of(Complex value) {
        return new Expr(Builder.number(Ufunc.scalar(value)));
    }

    /**
     * What a text says, as a part of a larger expression.
     *
     * @param text an expression
     * @param functions what it can call besides the functions of the language
     * @return the expression
     * @throws ExpressionException if the text is none
     */
    public static Expr parse(String text, ElementwiseFunction... functions) {
        return new Expr(Builder.of(Parser.parse(text, List.of(functions))));
    }

    /**
     * A call of a function of the user's.
     *
     * @param function the function
     * @param arguments one for each of its parameters
     * @return what it gives
     * @throws ExpressionException if there are more or fewer, or its name is none that can be called
     */
    public static Expr call(ElementwiseFunction function, Expr... arguments) {
        return new Expr(Builder.call(
                function,
                Arrays.stream(arguments).map(argument -> argument.term).toArray(Term[]::new)));
    }

    /**
     * Compiles, with the precision of the calling thread: {@link Precision#current()}.
     *
     * @return what can be evaluated
     * @throws ExpressionException if the expression has too many parts
     */
    public Expression compile() {
        return compile(Precision.current());
    }

    /**
     * Compiles.
     *
     * @param precision how exactly functions are computed
     * @return what can be evaluated
     * @throws ExpressionException if the expression has too many parts
     */
    public Expression compile(Precision precision) {
        return Expression.of(Builder.syntax(term), precision);
    }

    /**
     * The expression as text.
     *
     * @return what {@link Expression#compile(String)} reads as the same expression, given the functions of the user
     *     calls, unless two of them have one name, or one has that of a function of the language that is called, too; parts that are used more than once, or
     *     would make the text hard to read, are named before
     */
    @Override
    public String toString() {
        return Builder.syntax(term).text();
    }

    private Expr apply(String function, Expr... others) {
        Term[] operands = new Term[others.length + 1];
        operands[0] = term;
        for (int i = 0; i < others.length; i++) {
            operands[i + 1] = others[i].term;
        }
        return new Expr(Builder.apply(Function.named(function), operands));
    }

    private Expr with(String function, Constant number) {
        return new Expr(Builder.apply(Function.named(function), term, Builder.number(number)));
    }

    private Expr reduce(Reduction reduction, ReduceOptions options) {
        options.requireAxesOnly(reduction.name().toLowerCase(Locale.ROOT));
        return new Expr(Builder.reduce(reduction, term, options.axes(), options.keepsDims()));
    }

    // Arithmetic

    /**
     * The sum, {@code this + b}.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr add(Expr b) {
        return apply("add", b);
    }

    /**
     * {@link #add(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr add(double b) {
        return with("add", Ufunc.scalar(b));
    }

    /**
     * {@link #add(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr add(long b) {
        return with("add", Ufunc.scalar(b));
    }

    /**
     * {@link #add(Expr)} with a complex number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr add(Complex b) {
        return with("add", Ufunc.scalar(b));
    }

    /**
     * The difference, {@code this - b}.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr subtract(Expr b) {
        return apply("subtract", b);
    }

    /**
     * {@link #subtract(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr subtract(double b) {
        return with("subtract", Ufunc.scalar(b));
    }

    /**
     * {@link #subtract(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr subtract(long b) {
        return with("subtract", Ufunc.scalar(b));
    }

    /**
     * {@link #subtract(Expr)} with a complex number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr subtract(Complex b) {
        return with("subtract", Ufunc.scalar(b));
    }

    /**
     * The product, {@code this * b}.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr multiply(Expr b) {
        return apply("multiply", b);
    }

    /**
     * {@link #multiply(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr multiply(double b) {
        return with("multiply", Ufunc.scalar(b));
    }

    /**
     * {@link #multiply(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr multiply(long b) {
        return with("multiply", Ufunc.scalar(b));
    }

    /**
     * {@link #multiply(Expr)} with a complex number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr multiply(Complex b) {
        return with("multiply", Ufunc.scalar(b));
    }

    /**
     * The true quotient, {@code this / b}.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr divide(Expr b) {
        return apply("divide", b);
    }

    /**
     * {@link #divide(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr divide(double b) {
        return with("divide", Ufunc.scalar(b));
    }

    /**
     * {@link #divide(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr divide(long b) {
        return with("divide", Ufunc.scalar(b));
    }

    /**
     * {@link #divide(Expr)} with a complex number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr divide(Complex b) {
        return with("divide", Ufunc.scalar(b));
    }

    /**
     * The quotient rounded down, {@code this // b}; of integers by 0 it is 0.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr floorDivide(Expr b) {
        return apply("floor_divide", b);
    }

    /**
     * {@link #floorDivide(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr floorDivide(double b) {
        return with("floor_divide", Ufunc.scalar(b));
    }

    /**
     * {@link #floorDivide(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr floorDivide(long b) {
        return with("floor_divide", Ufunc.scalar(b));
    }

    /**
     * The remainder with the sign of the divisor, {@code this % b}; of integers by 0 it is 0.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr remainder(Expr b) {
        return apply("remainder", b);
    }

    /**
     * {@link #remainder(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr remainder(double b) {
        return with("remainder", Ufunc.scalar(b));
    }

    /**
     * {@link #remainder(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr remainder(long b) {
        return with("remainder", Ufunc.scalar(b));
    }

    /**
     * The power, {@code this ** b}.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr pow(Expr b) {
        return apply("pow", b);
    }

    /**
     * {@link #pow(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr pow(double b) {
        return with("pow", Ufunc.scalar(b));
    }

    /**
     * {@link #pow(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr pow(long b) {
        return with("pow", Ufunc.scalar(b));
    }

    /**
     * {@link #pow(Expr)} with a complex number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr pow(Complex b) {
        return with("pow", Ufunc.scalar(b));
    }

    /**
     * The negative, {@code -this}.
     *
     * @return the expression
     */
    public Expr negative() {
        return apply("negative");
    }

    /**
     * The absolute value or magnitude.
     *
     * @return the expression
     */
    public Expr abs() {
        return apply("abs");
    }

    /**
     * The square.
     *
     * @return the expression
     */
    public Expr square() {
        return apply("square");
    }

    /**
     * The reciprocal.
     *
     * @return the expression
     */
    public Expr reciprocal() {
        return apply("reciprocal");
    }

    /**
     * The sign.
     *
     * @return the expression
     */
    public Expr sign() {
        return apply("sign");
    }

    // Comparisons

    /**
     * The comparison {@code this == b}: bool.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr eq(Expr b) {
        return apply("equal", b);
    }

    /**
     * {@link #eq(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr eq(double b) {
        return with("equal", Ufunc.scalar(b));
    }

    /**
     * {@link #eq(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr eq(long b) {
        return with("equal", Ufunc.scalar(b));
    }

    /**
     * {@link #eq(Expr)} with a complex number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr eq(Complex b) {
        return with("equal", Ufunc.scalar(b));
    }

    /**
     * The comparison {@code this != b}: bool.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr ne(Expr b) {
        return apply("not_equal", b);
    }

    /**
     * {@link #ne(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr ne(double b) {
        return with("not_equal", Ufunc.scalar(b));
    }

    /**
     * {@link #ne(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr ne(long b) {
        return with("not_equal", Ufunc.scalar(b));
    }

    /**
     * {@link #ne(Expr)} with a complex number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr ne(Complex b) {
        return with("not_equal", Ufunc.scalar(b));
    }

    /**
     * The comparison {@code this < b}: bool.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr lt(Expr b) {
        return apply("less", b);
    }

    /**
     * {@link #lt(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr lt(double b) {
        return with("less", Ufunc.scalar(b));
    }

    /**
     * {@link #lt(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr lt(long b) {
        return with("less", Ufunc.scalar(b));
    }

    /**
     * The comparison {@code this <= b}: bool.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr le(Expr b) {
        return apply("less_equal", b);
    }

    /**
     * {@link #le(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr le(double b) {
        return with("less_equal", Ufunc.scalar(b));
    }

    /**
     * {@link #le(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr le(long b) {
        return with("less_equal", Ufunc.scalar(b));
    }

    /**
     * The comparison {@code this > b}: bool.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr gt(Expr b) {
        return apply("greater", b);
    }

    /**
     * {@link #gt(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr gt(double b) {
        return with("greater", Ufunc.scalar(b));
    }

    /**
     * {@link #gt(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr gt(long b) {
        return with("greater", Ufunc.scalar(b));
    }

    /**
     * The comparison {@code this >= b}: bool.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr ge(Expr b) {
        return apply("greater_equal", b);
    }

    /**
     * {@link #ge(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr ge(double b) {
        return with("greater_equal", Ufunc.scalar(b));
    }

    /**
     * {@link #ge(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr ge(long b) {
        return with("greater_equal", Ufunc.scalar(b));
    }

    // Bits and truth

    /**
     * Bit by bit, {@code this & b}; of bools the logical operation.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr bitwiseAnd(Expr b) {
        return apply("bitwise_and", b);
    }

    /**
     * {@link #bitwiseAnd(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr bitwiseAnd(long b) {
        return with("bitwise_and", Ufunc.scalar(b));
    }

    /**
     * Bit by bit, {@code this | b}; of bools the logical operation.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr bitwiseOr(Expr b) {
        return apply("bitwise_or", b);
    }

    /**
     * {@link #bitwiseOr(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr bitwiseOr(long b) {
        return with("bitwise_or", Ufunc.scalar(b));
    }

    /**
     * Bit by bit, {@code this ^ b}; of bools the logical operation.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr bitwiseXor(Expr b) {
        return apply("bitwise_xor", b);
    }

    /**
     * {@link #bitwiseXor(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr bitwiseXor(long b) {
        return with("bitwise_xor", Ufunc.scalar(b));
    }

    /**
     * The shift {@code this << b}.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr bitwiseLeftShift(Expr b) {
        return apply("left_shift", b);
    }

    /**
     * {@link #bitwiseLeftShift(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr bitwiseLeftShift(long b) {
        return with("left_shift", Ufunc.scalar(b));
    }

    /**
     * The shift {@code this >> b}.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr bitwiseRightShift(Expr b) {
        return apply("right_shift", b);
    }

    /**
     * {@link #bitwiseRightShift(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr bitwiseRightShift(long b) {
        return with("right_shift", Ufunc.scalar(b));
    }

    /**
     * All bits inverted, {@code ~this}; of bools the negation.
     *
     * @return the expression
     */
    public Expr bitwiseInvert() {
        return apply("invert");
    }

    /**
     * Whether both are not 0: bool.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr logicalAnd(Expr b) {
        return apply("logical_and", b);
    }

    /**
     * Whether one is not 0: bool.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr logicalOr(Expr b) {
        return apply("logical_or", b);
    }

    /**
     * Whether exactly one is not 0: bool.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr logicalXor(Expr b) {
        return apply("logical_xor", b);
    }

    /**
     * Whether it is 0: bool.
     *
     * @return the expression
     */
    public Expr logicalNot() {
        return apply("logical_not");
    }

    // Functions

    /**
     * The square root.
     *
     * @return the expression
     */
    public Expr sqrt() {
        return apply("sqrt");
    }

    /**
     * The cube root.
     *
     * @return the expression
     */
    public Expr cbrt() {
        return apply("cbrt");
    }

    /**
     * Rounded down.
     *
     * @return the expression
     */
    public Expr floor() {
        return apply("floor");
    }

    /**
     * Rounded up.
     *
     * @return the expression
     */
    public Expr ceil() {
        return apply("ceil");
    }

    /**
     * Rounded towards 0.
     *
     * @return the expression
     */
    public Expr trunc() {
        return apply("trunc");
    }

    /**
     * Rounded to the nearest integer, halves to even.
     *
     * @return the expression
     */
    public Expr round() {
        return apply("round");
    }

    /**
     * Whether it is NaN: bool.
     *
     * @return the expression
     */
    public Expr isnan() {
        return apply("isnan");
    }

    /**
     * Whether it is infinite: bool.
     *
     * @return the expression
     */
    public Expr isinf() {
        return apply("isinf");
    }

    /**
     * Whether it is neither NaN nor infinite: bool.
     *
     * @return the expression
     */
    public Expr isfinite() {
        return apply("isfinite");
    }

    /**
     * Whether the sign is set: bool.
     *
     * @return the expression
     */
    public Expr signbit() {
        return apply("signbit");
    }

    /**
     * The complex conjugate.
     *
     * @return the expression
     */
    public Expr conj() {
        return apply("conj");
    }

    /**
     * The real part.
     *
     * @return the expression
     */
    public Expr real() {
        return apply("real");
    }

    /**
     * The imaginary part.
     *
     * @return the expression
     */
    public Expr imag() {
        return apply("imag");
    }

    /**
     * The argument of a complex number.
     *
     * @return the expression
     */
    public Expr angle() {
        return apply("angle");
    }

    /**
     * The exponential function.
     *
     * @return the expression
     */
    public Expr exp() {
        return apply("exp");
    }

    /**
     * 2 to this power.
     *
     * @return the expression
     */
    public Expr exp2() {
        return apply("exp2");
    }

    /**
     * {@code exp(this) - 1}, exact near 0.
     *
     * @return the expression
     */
    public Expr expm1() {
        return apply("expm1");
    }

    /**
     * The natural logarithm.
     *
     * @return the expression
     */
    public Expr log() {
        return apply("log");
    }

    /**
     * The logarithm to base 2.
     *
     * @return the expression
     */
    public Expr log2() {
        return apply("log2");
    }

    /**
     * The logarithm to base 10.
     *
     * @return the expression
     */
    public Expr log10() {
        return apply("log10");
    }

    /**
     * {@code log(1 + this)}, exact near 0.
     *
     * @return the expression
     */
    public Expr log1p() {
        return apply("log1p");
    }

    /**
     * The sine, of radians.
     *
     * @return the expression
     */
    public Expr sin() {
        return apply("sin");
    }

    /**
     * The cosine, of radians.
     *
     * @return the expression
     */
    public Expr cos() {
        return apply("cos");
    }

    /**
     * The tangent, of radians.
     *
     * @return the expression
     */
    public Expr tan() {
        return apply("tan");
    }

    /**
     * The arc sine.
     *
     * @return the expression
     */
    public Expr asin() {
        return apply("asin");
    }

    /**
     * The arc cosine.
     *
     * @return the expression
     */
    public Expr acos() {
        return apply("acos");
    }

    /**
     * The arc tangent.
     *
     * @return the expression
     */
    public Expr atan() {
        return apply("atan");
    }

    /**
     * The hyperbolic sine.
     *
     * @return the expression
     */
    public Expr sinh() {
        return apply("sinh");
    }

    /**
     * The hyperbolic cosine.
     *
     * @return the expression
     */
    public Expr cosh() {
        return apply("cosh");
    }

    /**
     * The hyperbolic tangent.
     *
     * @return the expression
     */
    public Expr tanh() {
        return apply("tanh");
    }

    /**
     * The inverse hyperbolic sine.
     *
     * @return the expression
     */
    public Expr asinh() {
        return apply("asinh");
    }

    /**
     * The inverse hyperbolic cosine.
     *
     * @return the expression
     */
    public Expr acosh() {
        return apply("acosh");
    }

    /**
     * The inverse hyperbolic tangent.
     *
     * @return the expression
     */
    public Expr atanh() {
        return apply("atanh");
    }

    /**
     * 1 in the dtype and shape of this.
     *
     * @return the expression
     */
    public Expr onesLike() {
        return apply("ones_like");
    }

    /**
     * 0 in the dtype and shape of this.
     *
     * @return the expression
     */
    public Expr zerosLike() {
        return apply("zeros_like");
    }

    /**
     * The larger of two, element by element; NaN if one is NaN.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr maximum(Expr b) {
        return apply("maximum", b);
    }

    /**
     * {@link #maximum(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr maximum(double b) {
        return with("maximum", Ufunc.scalar(b));
    }

    /**
     * {@link #maximum(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr maximum(long b) {
        return with("maximum", Ufunc.scalar(b));
    }

    /**
     * The smaller of two, element by element; NaN if one is NaN.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr minimum(Expr b) {
        return apply("minimum", b);
    }

    /**
     * {@link #minimum(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr minimum(double b) {
        return with("minimum", Ufunc.scalar(b));
    }

    /**
     * {@link #minimum(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr minimum(long b) {
        return with("minimum", Ufunc.scalar(b));
    }

    /**
     * This with the sign of the other.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr copysign(Expr b) {
        return apply("copysign", b);
    }

    /**
     * {@link #copysign(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr copysign(double b) {
        return with("copysign", Ufunc.scalar(b));
    }

    /**
     * {@code sqrt(this**2 + b**2)} without overflow between.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr hypot(Expr b) {
        return apply("hypot", b);
    }

    /**
     * {@link #hypot(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr hypot(double b) {
        return with("hypot", Ufunc.scalar(b));
    }

    /**
     * The angle of the point (b, this), from -pi to pi.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr atan2(Expr b) {
        return apply("arctan2", b);
    }

    /**
     * {@link #atan2(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr atan2(double b) {
        return with("arctan2", Ufunc.scalar(b));
    }

    /**
     * {@code log(exp(this) + exp(b))} without overflow.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr logaddexp(Expr b) {
        return apply("logaddexp", b);
    }

    /**
     * {@link #logaddexp(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr logaddexp(double b) {
        return with("logaddexp", Ufunc.scalar(b));
    }

    /**
     * The next number towards the other.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr nextafter(Expr b) {
        return apply("nextafter", b);
    }

    /**
     * {@link #nextafter(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr nextafter(double b) {
        return with("nextafter", Ufunc.scalar(b));
    }

    /**
     * A complex number with this as its real part.
     *
     * @param b the other operand
     * @return the expression
     */
    public Expr complex(Expr b) {
        return apply("complex", b);
    }

    /**
     * {@link #complex(Expr)} with a number.
     *
     * @param b the other operand; weak
     * @return the expression
     */
    public Expr complex(double b) {
        return with("complex", Ufunc.scalar(b));
    }

    /**
     * {@code minimum(maximum(this, low), high)}.
     *
     * @param low the lower bound
     * @param high the upper bound
     * @return the expression
     */
    public Expr clip(Expr low, Expr high) {
        return apply("clip", low, high);
    }

    /**
     * {@link #clip(Expr, Expr)} with numbers.
     *
     * @param low the lower bound; weak
     * @param high the upper bound; weak
     * @return the expression
     */
    public Expr clip(double low, double high) {
        return clip(of(low), of(high));
    }

    /**
     * {@link #clip(Expr, Expr)} with integers.
     *
     * @param low the lower bound; weak
     * @param high the upper bound; weak
     * @return the expression
     */
    public Expr clip(long low, long high) {
        return clip(of(low), of(high));
    }

    /**
     * {@code condition ? a : b}, element by element. Both are computed.
     *
     * @param condition what is not 0 is true
     * @param a the values where it is true
     * @param b the values where it is false
     * @return the expression
     */
    public static Expr where(Expr condition, Expr a, Expr b) {
        return condition.apply("where", a, b);
    }

    // Reductions

    /**
     * The sum of all elements, without axes.
     *
     * @return the expression
     */
    public Expr sum() {
        return reduce(Reduction.SUM, ReduceOptions.allAxes());
    }

    /**
     * The sum along an axis, which is then gone.
     *
     * @param axis the axis; from the end if negative
     * @return the expression
     */
    public Expr sum(int axis) {
        return reduce(Reduction.SUM, ReduceOptions.axis(axis));
    }

    /**
     * The sum along axes.
     *
     * @param options the axes, and whether they stay with length 1
     * @return the expression
     * @throws IllegalArgumentException if there are other options
     */
    public Expr sum(ReduceOptions options) {
        return reduce(Reduction.SUM, options);
    }

    /**
     * The product of all elements, without axes.
     *
     * @return the expression
     */
    public Expr prod() {
        return reduce(Reduction.PROD, ReduceOptions.allAxes());
    }

    /**
     * The product along an axis, which is then gone.
     *
     * @param axis the axis; from the end if negative
     * @return the expression
     */
    public Expr prod(int axis) {
        return reduce(Reduction.PROD, ReduceOptions.axis(axis));
    }

    /**
     * The product along axes.
     *
     * @param options the axes, and whether they stay with length 1
     * @return the expression
     * @throws IllegalArgumentException if there are other options
     */
    public Expr prod(ReduceOptions options) {
        return reduce(Reduction.PROD, options);
    }

    /**
     * The least element of all elements, without axes.
     *
     * @return the expression
     */
    public Expr min() {
        return reduce(Reduction.MIN, ReduceOptions.allAxes());
    }

    /**
     * The least element along an axis, which is then gone.
     *
     * @param axis the axis; from the end if negative
     * @return the expression
     */
    public Expr min(int axis) {
        return reduce(Reduction.MIN, ReduceOptions.axis(axis));
    }

    /**
     * The least element along axes.
     *
     * @param options the axes, and whether they stay with length 1
     * @return the expression
     * @throws IllegalArgumentException if there are other options
     */
    public Expr min(ReduceOptions options) {
        return reduce(Reduction.MIN, options);
    }

    /**
     * The largest element of all elements, without axes.
     *
     * @return the expression
     */
    public Expr max() {
        return reduce(Reduction.MAX, ReduceOptions.allAxes());
    }

    /**
     * The largest element along an axis, which is then gone.
     *
     * @param axis the axis; from the end if negative
     * @return the expression
     */
    public Expr max(int axis) {
        return reduce(Reduction.MAX, ReduceOptions.axis(axis));
    }

    /**
     * The largest element along axes.
     *
     * @param options the axes, and whether they stay with length 1
     * @return the expression
     * @throws IllegalArgumentException if there are other options
     */
    public Expr max(ReduceOptions options) {
        return reduce(Reduction.MAX, options);
    }

    /**
     * The mean of all elements, without axes.
     *
     * @return the expression
     */
    public Expr mean() {
        return reduce(Reduction.MEAN, ReduceOptions.allAxes());
    }

    /**
     * The mean along an axis, which is then gone.
     *
     * @param axis the axis; from the end if negative
     * @return the expression
     */
    public Expr mean(int axis) {
        return reduce(Reduction.MEAN, ReduceOptions.axis(axis));
    }

    /**
     * The mean along axes.
     *
     * @param options the axes, and whether they stay with length 1
     * @return the expression
     * @throws IllegalArgumentException if there are other options
     */
    public Expr mean(ReduceOptions options) {
        return reduce(Reduction.MEAN, options);
    }

    /**
     * Whether any element is not 0 of all elements, without axes.
     *
     * @return the expression
     */
    public Expr any() {
        return reduce(Reduction.ANY, ReduceOptions.allAxes());
    }

    /**
     * Whether any element is not 0 along an axis, which is then gone.
     *
     * @param axis the axis; from the end if negative
     * @return the expression
     */
    public Expr any(int axis) {
        return reduce(Reduction.ANY, ReduceOptions.axis(axis));
    }

    /**
     * Whether any element is not 0 along axes.
     *
     * @param options the axes, and whether they stay with length 1
     * @return the expression
     * @throws IllegalArgumentException if there are other options
     */
    public Expr any(ReduceOptions options) {
        return reduce(Reduction.ANY, options);
    }

    /**
     * Whether all elements are not 0 of all elements, without axes.
     *
     * @return the expression
     */
    public Expr all() {
        return reduce(Reduction.ALL, ReduceOptions.allAxes());
    }

    /**
     * Whether all elements are not 0 along an axis, which is then gone.
     *
     * @param axis the axis; from the end if negative
     * @return the expression
     */
    public Expr all(int axis) {
        return reduce(Reduction.ALL, ReduceOptions.axis(axis));
    }

    /**
     * Whether all elements are not 0 along axes.
     *
     * @param options the axes, and whether they stay with length 1
     * @return the expression
     * @throws IllegalArgumentException if there are other options
     */
    public Expr all(ReduceOptions options) {
        return reduce(Reduction.ALL, options);
    }
}
