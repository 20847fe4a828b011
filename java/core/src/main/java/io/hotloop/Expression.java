package io.hotloop;

import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;
import io.hotloop.internal.expression.Explanation;
import io.hotloop.internal.expression.HeapLoop;
import io.hotloop.internal.expression.Names;
import io.hotloop.internal.expression.Operand;
import io.hotloop.internal.expression.Parser;
import io.hotloop.internal.expression.Prepared;
import io.hotloop.internal.expression.Prepared.Evaluation;
import io.hotloop.internal.expression.Syntax;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A formula over arrays, computed as a whole: block by block in the processor's cache, on all cores, without a
 * temporary array for each operation. Compiled once, evaluated as often as wanted, by any number of threads.
 *
 * {@snippet :
 * Expression distance = Expression.compile("sqrt((xj - xi)**2 + (yj - yi)**2)");
 * NdArray d = distance.evaluate(Map.of("xi", xi, "yi", yi, "xj", xj, "yj", yj));
 *
 * Expression.Bound bound = distance.bind("xi", xi).bind("yi", yi).bind("xj", xj).bind("yj", yj);
 * bound.evaluateInto(out); // again and again: what the arrays hold now
 * }
 *
 * <p>The language is Python's, with NumPy's names for functions and reductions: docs/expressions.md. The result is,
 * to the bit, that of the same operations on arrays one after the other, with their dtypes, promotion, broadcasting and
 * errors.
 *
 * <p><b>Values</b> are bound to names:
 * <ul>
 * <li>an {@link NdArray};
 * <li>a {@code double[]}, {@code float[]}, {@code long[]}, {@code int[]}, {@code short[]}, {@code byte[]} or
 *     {@code char[]} (uint16), taken as it is, not copied; a {@code boolean[]} and a {@code Complex[]}, copied;
 * <li>a number of Java, a {@code Boolean} or a {@link Complex}: weak scalars, which do not widen an array's dtype.
 * </ul>
 *
 * <p><b>Threads</b>: an expression and a {@link Bound} never change. Writing an array while an evaluation reads it
 * leaves the elements of its result unspecified, and nothing else. Long evaluations end with a
 * {@link CancellationException} when their thread is interrupted.
 *
 * @see Nd one-offs
 */
public final class Expression {
    /** How many sets of dtypes, shapes and scalars an expression keeps programs for. */
    private static final int MOST_PREPARED = 8;

    private final Syntax syntax;
    private final Precision precision;

    /** The programs that were made last, newest first; replaced as a whole. */
    private volatile Prepared[] prepared = {};

    private Expression(Syntax syntax, Precision precision) {
        this.syntax = syntax;
        this.precision = precision;
    }

    /**
     * Reads an expression, with the precision of the calling thread: {@link Precision#current()}.
     *
     * @param text the expression, such as {@code 2*a + 3*b}; parts may be named before: {@code r2 = x*x + y*y; exp(-r2)}
     * @return what can be evaluated
     * @throws ExpressionException if the text is no expression; the message shows where and why
     */
    public static Expression compile(String text) {
        return compile(text, Precision.current());
    }

    /**
     * Reads an expression that calls functions of the user's, with the precision of the calling thread.
     *
     * {@snippet :
     * Ufunc f = Kernels.elementwise("double f(double x, double y)", "return x > y ? sqrt(x) : y;");
     * NdArray z = Expression.compile("2 * f(x, y) + 1", f).evaluate(Map.of("x", x, "y", y));
     * }
     *
     * @param text the expression
     * @param functions what it can call by their names; where the language has a function of the same name, it is hidden
     * @return what can be evaluated
     * @throws ExpressionException if the text is no expression, a name of a function is none that can be called, or two
     *     have the same
     */
    public static Expression compile(String text, ElementwiseFunction... functions) {
        return compile(text, Precision.current(), functions);
    }

    /**
     * Reads an expression.
     *
     * @param text the expression
     * @param precision how exactly its functions are computed; those of the user are what they are
     * @param functions what it can call besides the functions of the language
     * @return what can be evaluated
     * @throws ExpressionException if the text is no expression; the message shows where and why. If a name of a function is
     *     none that can be called, or two have the same
     */
    public static Expression compile(String text, Precision precision, ElementwiseFunction... functions) {
        Objects.requireNonNull(precision, "precision");
        return new Expression(Parser.parse(text, List.of(functions)), precision);
    }

    /** An expression that was built. */
    static Expression of(Syntax syntax, Precision precision) {
        return new Expression(syntax, Objects.requireNonNull(precision, "precision"));
    }

    /**
     * The names that need values.
     *
     * @return each once, in the order of their first use; not those that the text defines, and not {@code pi} and {@code e}
     */
    public List<String> names() {
        return syntax.names();
    }

    /**
     * How exactly its functions are computed.
     *
     * @return the choice made when it was compiled
     */
    public Precision precision() {
        return precision;
    }

    /**
     * Evaluates.
     *
     * @param values a value for each name, and no others
     * @return a new array
     * @throws ExpressionException if a name has no value or is none of the expression's, a value is none, or dtypes and
     *     shapes do not go together
     * @throws CancellationException if the thread was interrupted during a long evaluation
     * @throws IllegalStateException if the memory of an array is closed
     * @throws OutOfMemoryError if there is no memory for the result
     */
    public NdArray evaluate(Map<String, ?> values) {
        return NdArray.from(evaluation(values(values)).evaluate());
    }

    /**
     * Evaluates into a given array.
     *
     * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with the
     *     values in any way
     * @param values a value for each name, and no others
     * @return {@code out}
     * @throws ExpressionException as {@link #evaluate(Map)}, and if {@code out} does not fit
     * @throws UnsupportedOperationException if {@code out} is read-only
     * @throws CancellationException if the thread was interrupted during a long evaluation; {@code out} is then partly
     *     written
     */
    public NdArray evaluateInto(NdArray out, Map<String, ?> values) {
        out.requireWritable();
        evaluation(values(values)).evaluate(out.view);
        return out;
    }

    /**
     * Evaluates into a Java array, without a copy.
     *
     * @param out receives the result in C order; of as many elements
     * @param values a value for each name, and no others
     * @return {@code out}
     * @throws ExpressionException as {@link #evaluate(Map)}, and if {@code out} does not fit
     */
    public double[] evaluateInto(double[] out, Map<String, ?> values) {
        evaluate(evaluation(values(values)), out);
        return out;
    }

    /**
     * Gives a name its value.
     *
     * @param name one of {@link #names()}
     * @param value an array or a scalar
     * @return the expression with this value; others are bound by its {@link Bound#bind}
     * @throws ExpressionException if it has no such name, or the value is none
     */
    public Bound bind(String name, Object value) {
        return new Bound(this, new Object[names().size()]).bind(name, value);
    }

    /**
     * Gives names their values.
     *
     * @param values values for some or all names, and no others
     * @return the expression with these values
     * @throws ExpressionException if there is another name, or a value is none
     */
    public Bound bind(Map<String, ?> values) {
        return new Bound(this, new Object[names().size()]).bind(values);
    }

    /**
     * Tells how the expression would be computed if each name stood for a float64 array of one length.
     *
     * @return lines of text, for people; see {@link Bound#explain()}
     * @throws ExpressionException if the expression cannot be computed so
     */
    public String explain() {
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < names().size(); i++) {
            operands.add(new Operand.Array(DType.FLOAT64, new long[] {Explanation.LENGTH}));
        }
        return Explanation.of(Prepared.of(syntax, isFast(), operands), true);
    }

    /**
     * Tells how the expression is computed for some values; see {@link Bound#explain()}.
     *
     * @param values a value for each name, and no others
     * @return lines of text, for people
     * @throws ExpressionException as {@link #evaluate(Map)}
     */
    public String explain(Map<String, ?> values) {
        return Explanation.of(prepare(values(values)), false);
    }

    /**
     * The expression.
     *
     * @return its text
     */
    @Override
    public String toString() {
        return syntax.text();
    }

    private boolean isFast() {
        return precision == Precision.FAST;
    }

    // --- values ----------------------------------------------------------------------------------------------

    private Object[] values(Map<String, ?> values) {
        List<String> names = names();
        Object[] all = new Object[names.size()];
        for (int i = 0; i < all.length; i++) {
            Object value = values.get(names.get(i));
            if (value == null && !values.containsKey(names.get(i))) {
                throw wrongNames(values.keySet());
            }
            all[i] = value(names.get(i), value);
        }
        if (values.size() != all.length) {
            throw wrongNames(values.keySet());
        }
        return all;
    }

    /** What is wrong with names: those that are missing, then those that are too many. */
    private ExpressionException wrongNames(java.util.Collection<String> given) {
        List<String> missing = new ArrayList<>(names());
        missing.removeAll(given);
        List<String> extra = new ArrayList<>(given);
        extra.removeAll(names());
        StringBuilder problem = new StringBuilder();
        if (!missing.isEmpty()) {
            problem.append("no value for ").append(Names.list(missing));
        }
        if (!extra.isEmpty()) {
            problem.append(missing.isEmpty() ? "" : ", and ").append("no name ").append(Names.list(extra));
            String near = Names.nearest(extra.getFirst(), missing.isEmpty() ? names() : missing);
            problem.append(near == null ? "" : " (did you mean " + near + "?)");
        }
        problem.append(": the expression has ").append(Names.list(names()));
        problem.append("; given are ").append(Names.list(given));
        int place = missing.isEmpty() ? -1 : syntax.place(names().indexOf(missing.getFirst()));
        return new ExpressionException(problem.toString(), syntax.text(), place);
    }

    private Object value(String name, @Nullable Object value) {
        return switch (value) {
            case NdArray array -> array.view;
            case Number number -> scalar(name, number);
            case Boolean truth -> Ufunc.scalar(truth.booleanValue());
            case Complex complex -> Ufunc.scalar(complex);
            case double[] a -> heap(MemorySegment.ofArray(a), DType.FLOAT64, a.length);
            case float[] a -> heap(MemorySegment.ofArray(a), DType.FLOAT32, a.length);
            case long[] a -> heap(MemorySegment.ofArray(a), DType.INT64, a.length);
            case int[] a -> heap(MemorySegment.ofArray(a), DType.INT32, a.length);
            case short[] a -> heap(MemorySegment.ofArray(a), DType.INT16, a.length);
            case byte[] a -> heap(MemorySegment.ofArray(a), DType.INT8, a.length);
            case char[] a -> heap(MemorySegment.ofArray(a), DType.UINT16, a.length);
            case boolean[] a -> NdArray.of(a).view;
            case Complex[] a -> NdArray.of(a).view;
            case null, default -> throw noValue(name, value);
        };
    }

    private static View heap(MemorySegment segment, DType dtype, int length) {
        return View.contiguous(segment, dtype, length);
    }

    private Constant scalar(String name, Number number) {
        return switch (number) {
            case Double d -> Ufunc.scalar(d.doubleValue());
            case Float f -> Ufunc.scalar(f.doubleValue());
            case Long _, Integer _, Short _, Byte _ -> Ufunc.scalar(number.longValue());
            default -> throw noValue(name, number);
        };
    }

    private ExpressionException noValue(String name, @Nullable Object value) {
        String type = value == null ? "null" : value.getClass().getSimpleName();
        String hint = value instanceof Object[] ? ": make an array of it by NdArray.of" : "";
        return new ExpressionException(
                Names.shown(name) + " is a " + type + hint
                        + "; values are NdArray, arrays of Java's primitive types, numbers, Boolean and Complex",
                syntax.text(),
                syntax.place(names().indexOf(name)));
    }

    private Prepared prepare(Object[] values) {
        Prepared[] known = prepared;
        for (Prepared one : known) {
            if (one.matches(values)) {
                return one;
            }
        }
        List<Operand> operands = new ArrayList<>(values.length);
        for (Object value : values) {
            operands.add(Operand.of(value));
        }
        Prepared made = Prepared.of(syntax, isFast(), operands);
        // Threads that come here at once may lose each other's programs, which are then made again.
        Prepared[] all = new Prepared[Math.min(known.length + 1, MOST_PREPARED)];
        System.arraycopy(known, 0, all, 1, all.length - 1);
        all[0] = made;
        prepared = all;
        return made;
    }

    private Evaluation evaluation(Object[] values) {
        return prepare(values).with(values);
    }

    private static void evaluate(Evaluation evaluation, double[] out) {
        if (!evaluation.evaluateByLoop(out)) {
            evaluate(evaluation, MemorySegment.ofArray(out), out.length, DType.FLOAT64);
        }
    }

    /** Into a Java array, whose elements get the shape of the result. */
    private static void evaluate(Evaluation evaluation, MemorySegment out, int length, DType dtype) {
        long[] shape = evaluation.prepared().shape();
        if (Layouts.size(dtype, shape) != length) {
            shape = new long[] {length};
        }
        evaluation.evaluate(View.contiguous(out, dtype, shape));
    }

    /**
     * An expression with values for some or all of its names. Never changed: {@link #bind} gives another one. What
     * the arrays hold is read anew by each evaluation.
     *
     * {@snippet :
     * var energy = Expression.compile("sum(m * (vx*vx + vy*vy)) / 2").bind("m", m).bind("vx", vx).bind("vy", vy);
     * NdArray total = energy.evaluate();
     * }
     */
    public static final class Bound {
        private final Expression expression;
        private final Object[] values;

        /** The programs with the values, once they are needed; which thread made them does not matter. */
        private @Nullable Evaluation evaluation;

        /** What they are over short arrays of Java, once it is known. */
        private @Nullable HeapLoop loop;

        private Bound(Expression expression, Object[] values) {
            this.expression = expression;
            this.values = values;
        }

        /**
         * The expression.
         *
         * @return what was compiled
         */
        public Expression expression() {
            return expression;
        }

        /**
         * Gives a name its value.
         *
         * @param name one of the expression's
         * @param value an array or a scalar; replaces the one that it had
         * @return the expression with this value, too
         * @throws ExpressionException if it has no such name, or the value is none
         */
        public Bound bind(String name, Object value) {
            int index = expression.names().indexOf(Objects.requireNonNull(name, "name"));
            if (index < 0) {
                throw unknown(name);
            }
            Object[] all = values.clone();
            all[index] = expression.value(name, value);
            return new Bound(expression, all);
        }

        /**
         * Gives names their values.
         *
         * @param named values for names of the expression
         * @return the expression with these values, too
         * @throws ExpressionException if it has not all these names, or a value is none
         */
        public Bound bind(Map<String, ?> named) {
            Bound bound = this;
            for (Map.Entry<String, ?> one : named.entrySet()) {
                bound = bound.bind(one.getKey(), one.getValue());
            }
            return bound;
        }

        /**
         * Evaluates.
         *
         * @return a new array
         * @throws ExpressionException if a name has no value, or dtypes and shapes do not go together
         * @throws CancellationException if the thread was interrupted during a long evaluation
         * @throws IllegalStateException if the memory of an array is closed
         * @throws OutOfMemoryError if there is no memory for the result
         */
        public NdArray evaluate() {
            return NdArray.from(evaluation().evaluate());
        }

        /**
         * Evaluates into a given array; without allocation if the expression is elementwise.
         *
         * @param out receives the result: of its shape, and of a dtype of its kind or a higher one; may share memory with
         *     the values in any way
         * @return {@code out}
         * @throws ExpressionException as {@link #evaluate()}, and if {@code out} does not fit
         * @throws UnsupportedOperationException if {@code out} is read-only
         * @throws CancellationException if the thread was interrupted during a long evaluation; {@code out} is then
         *     partly written
         */
        public NdArray evaluateInto(NdArray out) {
            out.requireWritable();
            evaluation().evaluate(out.view);
            return out;
        }

        /**
         * Evaluates into a Java array, without a copy.
         *
         * @param out receives the result in C order; of as many elements
         * @return {@code out}
         * @throws ExpressionException as {@link #evaluate()}, and if {@code out} does not fit
         */
        public double[] evaluateInto(double[] out) {
            HeapLoop known = loop;
            if (known == null || !known.run(out)) {
                evaluateWithoutLoop(out);
            }
            return out;
        }

        private void evaluateWithoutLoop(double[] out) {
            Evaluation made = evaluation();
            Expression.evaluate(made, out);
            loop = made.shortLoop();
        }

        /**
         * Evaluates into a Java array, without a copy.
         *
         * @param out receives the result in C order; of as many elements
         * @return {@code out}
         * @throws ExpressionException as {@link #evaluate()}, and if {@code out} does not fit
         */
        public float[] evaluateInto(float[] out) {
            Expression.evaluate(evaluation(), MemorySegment.ofArray(out), out.length, DType.FLOAT32);
            return out;
        }

        /**
         * Evaluates into a Java array, without a copy.
         *
         * @param out receives the result in C order; of as many elements
         * @return {@code out}
         * @throws ExpressionException as {@link #evaluate()}, and if {@code out} does not fit
         */
        public long[] evaluateInto(long[] out) {
            Expression.evaluate(evaluation(), MemorySegment.ofArray(out), out.length, DType.INT64);
            return out;
        }

        /**
         * Evaluates into a Java array, without a copy.
         *
         * @param out receives the result in C order; of as many elements
         * @return {@code out}
         * @throws ExpressionException as {@link #evaluate()}, and if {@code out} does not fit
         */
        public int[] evaluateInto(int[] out) {
            Expression.evaluate(evaluation(), MemorySegment.ofArray(out), out.length, DType.INT32);
            return out;
        }

        /**
         * The dtype of the result.
         *
         * @return what {@link #evaluate()} gives
         * @throws ExpressionException as {@link #evaluate()}
         */
        public DType dtype() {
            return evaluation().prepared().dtype();
        }

        /**
         * The shape of the result.
         *
         * @return a new array of lengths
         * @throws ExpressionException as {@link #evaluate()}
         */
        public long[] shape() {
            return evaluation().prepared().shape().clone();
        }

        /**
         * Tells how the expression is computed: the precision; each stage with its steps, their dtypes and sources, the
         * block size and the registers; what was found to be constant or common is not there any more. The form
         * may change with each version.
         *
         * @return lines of text, for people
         * @throws ExpressionException as {@link #evaluate()}
         */
        public String explain() {
            return Explanation.of(evaluation().prepared(), false);
        }

        /**
         * The expression.
         *
         * @return its text
         */
        @Override
        public String toString() {
            return expression.toString();
        }

        private Evaluation evaluation() {
            Evaluation known = evaluation;
            return known != null ? known : prepare();
        }

        private Evaluation prepare() {
            for (Object value : values) {
                if (value == null) {
                    throw missing();
                }
            }
            Evaluation made = expression.evaluation(values);
            evaluation = made;
            return made;
        }

        private ExpressionException missing() {
            return expression.wrongNames(given());
        }

        private ExpressionException unknown(String name) {
            List<String> names = expression.names();
            String near = Names.nearest(name, names);
            return new ExpressionException(
                    "no name " + Names.shown(name) + (near == null ? "" : " (did you mean " + near + "?)")
                            + ": the expression has " + Names.list(names) + "; given are " + Names.list(given()),
                    expression.toString(),
                    -1);
        }

        private List<String> given() {
            List<String> given = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    given.add(expression.names().get(i));
                }
            }
            return given;
        }
    }
}
