package io.hotloop.internal.expression;

import io.hotloop.ElementwiseFunction;
import io.hotloop.ExpressionException;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Reduction;
import io.hotloop.internal.array.Ufunc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that are built: terms that refer to their operands, from them the syntax, with a text that reads as the
 * same expression. Terms may be shared and nest as deep as memory allows; nothing here recurses.
 */
public final class Builder {
    /** A text of more characters, or of more levels, is given a name. */
    private static final int LONGEST = 120;

    private static final int DEEPEST = 20;

    private Builder() {}

    /** A part of an expression. */
    public static final class Term {
        private final Term[] operands;
        private final @Nullable String name;
        private final @Nullable Constant number;
        private final @Nullable Function function;
        private final @Nullable ElementwiseFunction called;
        private final @Nullable Reduction reduction;
        private final int @Nullable [] axes;
        private final boolean keepDims;

        private Term(
                @Nullable String name,
                @Nullable Constant number,
                @Nullable Function function,
                @Nullable ElementwiseFunction called,
                @Nullable Reduction reduction,
                int @Nullable [] axes,
                boolean keepDims,
                Term... operands) {
            this.name = name;
            this.number = number;
            this.function = function;
            this.called = called;
            this.reduction = reduction;
            this.axes = axes;
            this.keepDims = keepDims;
            this.operands = operands;
        }
    }

    /** A name that needs a value. */
    public static Term variable(String name) {
        return new Term(name, null, null, null, null, null, false);
    }

    /** A number. */
    public static Term number(Constant value) {
        return new Term(null, value, null, null, null, null, false);
    }

    /** An operation on each element. */
    public static Term apply(Function function, Term... operands) {
        assert operands.length == function.arity() : function + " of " + operands.length;
        return new Term(null, null, function, null, null, null, false, operands);
    }

    /** A call of a function of the user's. */
    public static Term call(ElementwiseFunction function, Term... operands) {
        Parser.requireName(function.name());
        int arity = function.inputs().size();
        if (operands.length != arity) {
            throw new ExpressionException(
                    function.name() + " takes " + Parser.count(arity) + ", not " + operands.length, "", -1);
        }
        return new Term(null, null, null, function, null, null, false, operands.clone());
    }

    /** A reduction over some axes, or all where they are null. */
    public static Term reduce(Reduction reduction, Term operand, int @Nullable [] axes, boolean keepDims) {
        return new Term(null, null, null, null, reduction, axes == null ? null : axes.clone(), keepDims, operand);
    }

    /** The terms of an expression that was read. */
    public static Term of(Syntax syntax) {
        Term[] terms = new Term[syntax.nodes().size()];
        Term[] variables = new Term[syntax.names().size()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = switch (syntax.nodes().get(i)) {
                case Node.Literal literal -> number(literal.value());
                case Node.Variable variable -> {
                    int index = variable.index();
                    variables[index] =
                            variables[index] == null ? variable(syntax.names().get(index)) : variables[index];
                    yield variables[index];
                }
                case Node.Apply apply -> {
                    Term[] operands = new Term[apply.function().arity()];
                    for (int k = 0; k < operands.length; k++) {
                        operands[k] = terms[apply.operand(k)];
                    }
                    yield apply(apply.function(), operands);
                }
                case Node.Call call -> {
                    Term[] operands = new Term[call.operands().size()];
                    for (int k = 0; k < operands.length; k++) {
                        operands[k] = terms[call.operands().get(k)];
                    }
                    yield call(call.function(), operands);
                }
                case Node.Reduce reduce ->
                    reduce(reduce.reduction(), terms[reduce.a()], reduce.axes(), reduce.keepDims());
            };
        }
        return terms[syntax.root()];
    }

    /**
     * The syntax of a term.
     *
     * @param root the term that is the result
     * @return its parts, each once, with a text
     * @throws ExpressionException if there are too many
     */
    public static Syntax syntax(Term root) {
        List<Term> order = inOrder(root);
        Map<Term, Integer> numbers = new IdentityHashMap<>();
        Map<String, Integer> names = new LinkedHashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Term term : order) {
            nodes.add(node(term, numbers, names));
            numbers.put(term, nodes.size() - 1);
        }
        List<String> named = List.copyOf(names.keySet());
        return new Syntax(new Printed(order, names.keySet()).text(), List.copyOf(nodes), nodes.size() - 1, named);
    }

    private static Node node(Term term, Map<Term, Integer> numbers, Map<String, Integer> names) {
        if (term.name != null) {
            return new Node.Variable(names.computeIfAbsent(term.name, _ -> names.size()), -1);
        }
        if (term.number != null) {
            return new Node.Literal(term.number, -1);
        }
        if (term.called != null) {
            return new Node.Call(
                    term.called, Arrays.stream(term.operands).map(numbers::get).toList(), -1);
        }
        int a = numbers.get(term.operands[0]);
        if (term.function == null) {
            assert term.reduction != null : "a term is one of five";
            return new Node.Reduce(term.reduction, a, term.axes, term.keepDims, -1);
        }
        int b = term.operands.length > 1 ? numbers.get(term.operands[1]) : -1;
        int c = term.operands.length > 2 ? numbers.get(term.operands[2]) : -1;
        return new Node.Apply(term.function, a, b, c, -1);
    }

    /** All terms, operands before what uses them, in the order in which a reader meets them. */
    private static List<Term> inOrder(Term root) {
        Map<Term, Boolean> isDone = new IdentityHashMap<>();
        List<Term> order = new ArrayList<>();
        Deque<Term> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Term term = open.peek();
            Boolean done = isDone.get(term);
            if (done == null) {
                if (isDone.size() == Syntax.MAX_NODES) {
                    throw new ExpressionException(
                            "the expression has more than " + Syntax.MAX_NODES + " parts", "", -1);
                }
                isDone.put(term, false);
                for (int i = term.operands.length - 1; i >= 0; i--) {
                    if (!isDone.containsKey(term.operands[i])) {
                        open.push(term.operands[i]);
                    }
                }
            } else {
                open.pop();
                if (!done) {
                    isDone.put(term, true);
                    order.add(term);
                }
            }
        }
        return order;
    }

    /** The text of terms: those that are used more than once, or are long, get names. */
    private static final class Printed {
        private final Map<Term, String> texts = new IdentityHashMap<>();
        private final Map<Term, Integer> depths = new IdentityHashMap<>();
        private final Map<Term, Integer> uses = new IdentityHashMap<>();
        private final Set<Term> named = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<String> taken;
        private final StringBuilder definitions = new StringBuilder();
        private final List<Term> order;
        private int count;

        Printed(List<Term> order, Set<String> names) {
            this.order = order;
            taken = new HashSet<>(names);
        }

        String text() {
            for (Term term : order) {
                for (Term operand : term.operands) {
                    uses.merge(operand, 1, Integer::sum);
                }
            }
            for (Term term : order) {
                int depth = 0;
                for (Term operand : term.operands) {
                    depth = Math.max(depth, depths.get(operand) + 1);
                }
                String text = print(term);
                boolean isLeaf = term.operands.length == 0;
                boolean isShared = uses.getOrDefault(term, 0) > 1;
                if (term != order.getLast() && !isLeaf && (isShared || depth > DEEPEST || text.length() > LONGEST)) {
                    String name = newName();
                    definitions.append(name).append(" = ").append(text).append("; ");
                    text = name;
                    depth = 0;
                    named.add(term);
                }
                texts.put(term, text);
                depths.put(term, depth);
            }
            return definitions + texts.get(order.getLast());
        }

        private String newName() {
            String name;
            do {
                name = "t" + ++count;
            } while (!taken.add(name));
            return name;
        }

        private String print(Term term) {
            if (term.name != null) {
                return term.name;
            }
            if (term.number != null) {
                return literal(term.number);
            }
            Function function = term.function;
            if (function != null && !function.symbol().equals(function.name())) {
                return term.operands.length == 1
                        ? function.symbol() + atom(term.operands[0])
                        : atom(term.operands[0]) + " " + function.symbol() + " " + atom(term.operands[1]);
            }
            StringBuilder text = new StringBuilder(
                    term.called != null
                            ? term.called.name()
                            : function != null
                                    ? function.name()
                                    : String.valueOf(term.reduction).toLowerCase(Locale.ROOT));
            for (int i = 0; i < term.operands.length; i++) {
                text.append(i == 0 ? "(" : ", ").append(texts.get(term.operands[i]));
            }
            if (term.axes != null) {
                text.append(", axis=(");
                for (int axis : term.axes) {
                    text.append(axis).append(", ");
                }
                text.append(')');
            }
            return text.append(term.keepDims ? ", keepdims=True)" : ")").toString();
        }

        /** An operand of an operator. */
        private String atom(Term term) {
            String text = texts.get(term);
            boolean isOperator = term.function != null
                    && !term.function.symbol().equals(term.function.name())
                    && !named.contains(term);
            return isOperator ? "(" + text + ")" : text;
        }

        private static String literal(Constant number) {
            return switch (number.dtype().kind()) {
                case BOOL -> number.bits() != 0 ? "True" : "False";
                case SIGNED, UNSIGNED -> number.bits() < 0 ? "(" + number.bits() + ")" : Long.toString(number.bits());
                case FLOATING -> literal(Double.longBitsToDouble(number.bits()));
                case COMPLEX ->
                    "complex(" + literal(Double.longBitsToDouble(number.bits())) + ", "
                            + literal(Double.longBitsToDouble(number.imaginary())) + ")";
            };
        }

        private static String literal(double value) {
            if (Double.isNaN(value)) {
                return "(0*1e999)";
            }
            String digits = Double.isInfinite(value) ? "1e999" : Double.toString(Math.abs(value));
            return Ufunc.scalar(value).bits() < 0 ? "(-" + digits + ")" : digits;
        }
    }
}
