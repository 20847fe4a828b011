package io.hotloop.internal.expression;

import io.hotloop.ElementwiseFunction;
import io.hotloop.ExpressionException;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Reduction;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.expression.Lexer.Kind;
import io.hotloop.internal.expression.Node.Apply;
import io.hotloop.internal.expression.Node.Call;
import io.hotloop.internal.expression.Node.Literal;
import io.hotloop.internal.expression.Node.Reduce;
import io.hotloop.internal.expression.Node.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression: Python's operators with Python's precedence, calls, and definitions {@code name = expression;}
 * before it. What is usual elsewhere and wrong here is recognised, for the message.
 *
 * <p>Recursive descent, for which the nesting is bounded; nodes are listed operands first, so that later passes loop.
 */
public final class Parser {
    private static final int UNARY = 7;

    /** Words that have a meaning in Python or Java, and what to write. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("and", "'and' is not for arrays: write &, each comparison in parentheses: (a > 0) & (b < 1)"),
            Map.entry("or", "'or' is not for arrays: write |, each comparison in parentheses: (a < 0) | (b > 1)"),
            Map.entry("not", "'not' is not for arrays: write ~, the comparison in parentheses: ~(a > 0)"),
            Map.entry("if", "a choice is where(condition, a, b)"),
            Map.entry("else", "a choice is where(condition, a, b)"),
            Map.entry("in", "'in' has no meaning here: compare with ==, and | for several"),
            Map.entry("is", "'is' has no meaning here: write =="),
            Map.entry("lambda", "there are no functions to define: name a part with 'name = expression;'"),
            Map.entry("for", "there are no loops: operations apply to each element"),
            Map.entry("return", "the last expression is the result"),
            Map.entry("true", "write True"),
            Map.entry("false", "write False"),
            Map.entry("null", "there is no null: NaN is 0*1e999"),
            Map.entry("None", "None stands only for an axis"),
            Map.entry("new", "there are no objects here"));

    private final String text;
    private final Lexer lexer;
    private final List<Node> nodes = new ArrayList<>();

    /** Nodes that are in parentheses or have a name: they are what they look like. */
    private final Set<Integer> enclosed = new LinkedHashSet<>();

    /** Where each node's text begins. */
    private final List<Integer> begins = new ArrayList<>();

    private final Map<String, Integer> variables = new LinkedHashMap<>();
    /** The node in which each variable appears first. */
    private final List<Integer> firstUses = new ArrayList<>();

    private final Map<String, Integer> definitions = new HashMap<>();
    private int depth;

    /** Functions of the user's: a name of the language stands for the user's. */
    private final Map<String, ElementwiseFunction> functions = new LinkedHashMap<>();

    private Parser(String text, List<? extends ElementwiseFunction> functions) {
        this.text = text;
        for (ElementwiseFunction function : functions) {
            requireName(function.name());
            if (this.functions.put(function.name(), function) != null) {
                throw new ExpressionException("two functions have the name " + function.name(), text, -1);
            }
        }
        this.lexer = new Lexer(text);
    }

    /**
     * Reads a text.
     *
     * @param text the expression
     * @param functions what it can call besides the functions of the language
     * @return its parts
     * @throws ExpressionException if it is none, or two functions have one name
     */
    public static Syntax parse(String text, List<? extends ElementwiseFunction> functions) {
        if (text.length() > Syntax.MAX_LENGTH) {
            throw new ExpressionException(
                    "the text has " + text.length() + " characters, at most " + Syntax.MAX_LENGTH + " are taken",
                    text.substring(0, 0),
                    -1);
        }
        Parser parser = new Parser(text, functions);
        int root = parser.statements();
        return new Syntax(text, List.copyOf(parser.nodes), root, List.copyOf(parser.variables.keySet()));
    }

    /**
     * Refuses what is no name that a value can be bound to.
     *
     * @param name a name
     * @throws ExpressionException if it is not one word, or has a meaning in the language
     */
    public static void requireName(String name) {
        Lexer lexer = new Lexer(name);
        if (lexer.kind != Kind.NAME || lexer.begin != 0 || lexer.end != name.length()) {
            throw new ExpressionException(
                    "'" + Names.shown(name) + "' is no name: those are letters, digits and _", name, 0);
        }
        if (WORDS.containsKey(name) || constant(name) != null) {
            throw new ExpressionException(
                    "the name " + name + " has a meaning in the language: choose another", name, 0);
        }
    }

    private static @Nullable Constant constant(String name) {
        return switch (name) {
            case "pi" -> Ufunc.scalar(Math.PI);
            case "e" -> Ufunc.scalar(Math.E);
            case "True" -> Ufunc.scalar(true);
            case "False" -> Ufunc.scalar(false);
            default -> null;
        };
    }

    // --- statements ------------------------------------------------------------------------------------------

    private int statements() {
        while (true) {
            int at = lexer.begin;
            String name = lexer.kind == Kind.NAME ? lexer.word : null;
            int root = expression();
            if (lexer.is("=")) {
                boolean isName = name != null && lexer.before == at + name.length();
                if (!isName) {
                    throw error(
                            "'=' gives a name to a part: on its left is a name alone. A comparison is ==", lexer.begin);
                }
                define(name, at, root);
                continue;
            }
            if (lexer.is(";")) {
                int semicolon = lexer.begin;
                lexer.next();
                if (lexer.kind == Kind.END) {
                    return root;
                }
                throw error(
                        "only the last expression has no name: what stands before ';' is 'name = expression'",
                        semicolon);
            }
            if (lexer.kind != Kind.END) {
                throw unexpected("an operator or the end");
            }
            return root;
        }
    }

    private void define(String name, int at, int variable) {
        if (definitions.containsKey(name)) {
            throw error("the name " + Names.shown(name) + " is defined twice", at);
        }
        if (!(nodes.get(variable) instanceof Variable own)) {
            throw error(Names.shown(name) + " is a constant of the language: choose another name for the part", at);
        }
        if (!firstUses.get(own.index()).equals(variable)) {
            throw error("the name " + Names.shown(name) + " is used before it is defined", at);
        }
        // It was taken for a variable: the last one, in the last node.
        variables.remove(name);
        firstUses.removeLast();
        nodes.removeLast();
        begins.removeLast();
        enclosed.remove(variable);
        lexer.next();
        int value = expression();
        if (lexer.kind == Kind.END) {
            throw error("expected ';' and the expression that uses " + Names.shown(name), lexer.begin);
        }
        if (!lexer.is(";")) {
            throw unexpected("an operator or ';'");
        }
        lexer.next();
        if (lexer.kind == Kind.END) {
            throw error("expected the expression that uses " + Names.shown(name), lexer.begin);
        }
        definitions.put(name, value);
        enclosed.add(value);
    }

    // --- operators, from the loosest to the tightest ----------------------------------------------------------

    private int expression() {
        enter();
        int first = binary(1);
        Function comparison = comparison();
        if (comparison == null) {
            depth--;
            refuseTernary();
            return first;
        }
        List<Integer> operands = new ArrayList<>(List.of(first));
        List<Function> functions = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        while (comparison != null) {
            functions.add(comparison);
            places.add(lexer.begin);
            lexer.next();
            operands.add(binary(1));
            comparison = comparison();
        }
        refuseLooseAnd(operands, functions, places);
        int result = -1;
        for (int i = 0; i < functions.size(); i++) {
            int part = add(
                    new Apply(functions.get(i), operands.get(i), operands.get(i + 1), -1, places.get(i)),
                    begins.get(operands.get(i)));
            result = result < 0
                    ? part
                    : add(new Apply(Function.LOGICAL_AND, result, part, -1, places.get(i)), begins.get(first));
        }
        depth--;
        refuseTernary();
        return result;
    }

    private void refuseTernary() {
        if (lexer.is("?") || lexer.kind == Kind.NAME && lexer.word.equals("if")) {
            throw error(
                    lexer.is("?")
                            ? "'? :' is Java's: write where(condition, a, b)"
                            : "'if else' is not for arrays: write where(condition, a, b)",
                    lexer.begin);
        }
    }

    private @Nullable Function comparison() {
        if (lexer.kind != Kind.OPERATOR) {
            return null;
        }
        return switch (lexer.word) {
            case "==" -> Function.EQ;
            case "!=" -> Function.NE;
            case "<" -> Function.LT;
            case "<=" -> Function.LE;
            case ">" -> Function.GT;
            case ">=" -> Function.GE;
            default -> null;
        };
    }

    /** {@code a > 0 & b < 1} is a chain with 0 & b in the middle: never what was meant. */
    private void refuseLooseAnd(List<Integer> operands, List<Function> functions, List<Integer> places) {
        for (int i = 1; i < operands.size() - 1; i++) {
            int operand = operands.get(i);
            if (enclosed.contains(operand)
                    || !(nodes.get(operand) instanceof Apply and)
                    || and.function() != Function.BITWISE_AND
                            && and.function() != Function.BITWISE_OR
                            && and.function() != Function.BITWISE_XOR) {
                continue;
            }
            String symbol = and.function().symbol();
            String left = slice(begins.get(operands.get(i - 1)), and.at());
            int end = i + 1 < places.size() ? places.get(i + 1) : lexer.before;
            String right = slice(and.at() + 1, end);
            String suggestion = left.length() + right.length() > 60
                    ? "(a > 0) " + symbol + " (b < 1)"
                    : "(" + left + ") " + symbol + " (" + right + ")";
            throw error(
                    "'" + symbol + "' binds tighter than '"
                            + functions.get(i - 1).symbol() + "': write " + suggestion,
                    and.at());
        }
    }

    private String slice(int from, int to) {
        return text.substring(from, to).strip();
    }

    /** The binary operators that bind tighter than comparisons, by their precedence; 0 for others. */
    private int precedence() {
        if (lexer.kind != Kind.OPERATOR) {
            return 0;
        }
        return switch (lexer.word) {
            case "|" -> 1;
            case "^" -> 2;
            case "&" -> 3;
            case "<<", ">>" -> 4;
            case "+", "-" -> 5;
            case "*", "/", "//", "%" -> 6;
            default -> 0;
        };
    }

    private static Function operator(String symbol) {
        return switch (symbol) {
            case "|" -> Function.BITWISE_OR;
            case "^" -> Function.BITWISE_XOR;
            case "&" -> Function.BITWISE_AND;
            case "<<" -> Function.LEFT_SHIFT;
            case ">>" -> Function.RIGHT_SHIFT;
            case "+" -> Function.ADD;
            case "-" -> Function.SUBTRACT;
            case "*" -> Function.MULTIPLY;
            case "/" -> Function.DIVIDE;
            case "//" -> Function.FLOOR_DIVIDE;
            case "%" -> Function.REMAINDER;
            default -> throw new AssertionError(symbol);
        };
    }

    private int binary(int least) {
        int left = unary();
        while (true) {
            int precedence = precedence();
            if (precedence < least || precedence == 0) {
                return left;
            }
            Function function = operator(lexer.word);
            int at = lexer.begin;
            lexer.next();
            int right = precedence + 1 < UNARY ? binary(precedence + 1) : unary();
            left = add(new Apply(function, left, right, -1, at), begins.get(left));
        }
    }

    private int unary() {
        if (!lexer.is("-") && !lexer.is("+") && !lexer.is("~")) {
            return power();
        }
        enter();
        int at = lexer.begin;
        Function function = lexer.is("-") ? Function.NEGATIVE : lexer.is("~") ? Function.INVERT : Function.POSITIVE;
        lexer.next();
        if (function == Function.NEGATIVE && lexer.kind == Kind.NUMBER && lexer.number == null) {
            lexer.next();
            if (!lexer.is("**")) {
                depth--;
                return add(new Literal(Ufunc.scalar(Long.MIN_VALUE), at), at);
            }
            throw lexer.tooLarge(at + 1);
        }
        int operand = unary();
        depth--;
        return add(new Apply(function, operand, -1, -1, at), at);
    }

    private int power() {
        int base = primary();
        if (!lexer.is("**")) {
            return base;
        }
        enter();
        int at = lexer.begin;
        lexer.next();
        int exponent = unary();
        depth--;
        return add(new Apply(Function.POW, base, exponent, -1, at), begins.get(base));
    }

    // --- operands --------------------------------------------------------------------------------------------

    private int primary() {
        int at = lexer.begin;
        int result;
        switch (lexer.kind) {
            case NUMBER -> {
                Constant number = lexer.number;
                if (number == null) {
                    throw lexer.tooLarge(at);
                }
                lexer.next();
                result = add(new Literal(number, at), at);
            }
            case NAME -> result = name();
            default -> {
                if (!lexer.is("(")) {
                    throw unexpected("an operand");
                }
                lexer.next();
                if (lexer.is(")")) {
                    throw error("expected an operand: the parentheses are empty", lexer.begin);
                }
                result = expression();
                if (lexer.is(",")) {
                    throw error("expected ')': a list in parentheses has no meaning here", lexer.begin);
                }
                close(at);
                enclosed.add(result);
                begins.set(result, Math.min(at, begins.get(result)));
            }
        }
        refuseSuffix(at);
        return result;
    }

    private void close(int opened) {
        if (!lexer.is(")")) {
            if (lexer.kind == Kind.END) {
                throw error("'(' is not closed", opened);
            }
            throw unexpected("an operator, ',' or ')'");
        }
        lexer.next();
    }

    /** What may stand behind an operand elsewhere. */
    private void refuseSuffix(int at) {
        if (lexer.is("[")) {
            throw error("there are no indexes here: index the array before, and name it", lexer.begin);
        }
        if (!lexer.is(".")) {
            return;
        }
        int dot = lexer.begin;
        String owner = slice(at, dot);
        lexer.next();
        String member = lexer.kind == Kind.NAME ? lexer.word : "";
        switch (owner) {
            case "Math", "StrictMath", "np", "numpy", "Nd", "math", "ne", "numexpr" -> {
                String right = switch (member) {
                    case "PI" -> "pi";
                    case "E" -> "e";
                    case "floorDiv" -> "a // b";
                    case "floorMod" -> "a % b";
                    case "signum" -> "sign";
                    default -> member;
                };
                lexer.next();
                boolean isCall = lexer.is("(");
                throw error(
                        "'" + owner + "." + Names.shown(member) + (isCall ? "(" : "") + "' has no class here: write "
                                + Names.shown(right) + (isCall && right.indexOf(' ') < 0 ? "(" : ""),
                        at);
            }
            default -> {
                boolean isFunction = Function.of(member) != null || Function.reduction(member) != null;
                throw error(
                        isFunction
                                ? "there are no methods: write " + member + "(…) around the operand"
                                : "there are no methods and attributes: operators and functions are written as in Python",
                        dot);
            }
        }
    }

    private int name() {
        String name = lexer.word;
        int at = lexer.begin;
        String word = WORDS.get(name);
        if (word != null) {
            throw error(word, at);
        }
        lexer.next();
        if (lexer.is("(")) {
            return call(name, at);
        }
        Constant constant = constant(name);
        if (constant != null) {
            return add(new Literal(constant, at), at);
        }
        Integer definition = definitions.get(name);
        if (definition != null) {
            return definition;
        }
        Integer index = variables.get(name);
        if (index == null) {
            index = variables.size();
            variables.put(name, index);
            firstUses.add(nodes.size());
        }
        return add(new Variable(index, at), at);
    }

    // --- calls -----------------------------------------------------------------------------------------------

    private int call(String name, int at) {
        ElementwiseFunction own = functions.get(name);
        Function function = Function.of(name);
        Reduction reduction = own == null ? Function.reduction(name) : null;
        if (own == null && function == null && reduction == null) {
            throw unknown(name, at);
        }
        enter();
        int opened = lexer.begin;
        lexer.next();
        List<Integer> arguments = new ArrayList<>();
        Options options = null;
        boolean takesAxis = reduction != null && reduction != Reduction.MIN && reduction != Reduction.MAX;
        while (!lexer.is(")")) {
            int begin = lexer.begin;
            if (takesAxis && arguments.size() == 1 && options == null && !isOption()) {
                options = new Options();
                axes(options);
            } else if (isOption()) {
                if (reduction == null) {
                    throw error(name + " takes no options such as " + Names.shown(lexer.word), begin);
                }
                options = options == null ? new Options() : options;
                option(name, options);
            } else {
                if (options != null) {
                    throw error("expected ')' or an option: values come before options", begin);
                }
                arguments.add(expression());
            }
            if (lexer.is(",")) {
                lexer.next();
            } else if (!lexer.is(")")) {
                close(opened);
            }
        }
        lexer.next();
        depth--;
        if (reduction != null) {
            return reduce(name, at, reduction, arguments, options);
        }
        return own == null ? apply(name, at, function, arguments) : call(own, at, arguments);
    }

    private int call(ElementwiseFunction function, int at, List<Integer> arguments) {
        int arity = function.inputs().size();
        if (arguments.size() != arity) {
            throw error(function.name() + " takes " + count(arity) + ", not " + arguments.size(), at);
        }
        int result = add(new Call(function, List.copyOf(arguments), at), at);
        enclosed.add(result);
        return result;
    }

    private int apply(String name, int at, Function function, List<Integer> arguments) {
        if (arguments.size() != function.arity()) {
            String form = switch (function.name()) {
                case "where" -> ": where(condition, a, b)";
                case "clip" -> ": clip(x, low, high)";
                case "fma" -> ": fma(x, y, z) is x*y + z, rounded once";
                case "log" -> arguments.size() == 2 ? ": log(x)/log(base)" : "";
                default -> "";
            };
            throw error(name + " takes " + count(function.arity()) + ", not " + arguments.size() + form, at);
        }
        int a = arguments.get(0);
        int b = arguments.size() > 1 ? arguments.get(1) : -1;
        int c = arguments.size() > 2 ? arguments.get(2) : -1;
        int result = add(new Apply(function, a, b, c, at), at);
        enclosed.add(result);
        return result;
    }

    static String count(int values) {
        return values == 1 ? "1 value" : values + " values";
    }

    private int reduce(String name, int at, Reduction reduction, List<Integer> arguments, @Nullable Options options) {
        if (arguments.isEmpty()) {
            throw error(name + " takes a value: " + name + "(a), " + name + "(a, axis=0)", at);
        }
        if (arguments.size() == 1) {
            boolean keepDims = options != null && options.keepDims;
            return add(
                    new Reduce(reduction, arguments.get(0), options == null ? null : options.axes, keepDims, at), at);
        }
        if (reduction != Reduction.MIN && reduction != Reduction.MAX) {
            throw error(name + " takes 1 value, not " + arguments.size(), at);
        }
        if (options != null) {
            throw error(
                    name + " of several values is taken element by element and has no axis; the " + name
                            + " along an axis has one value: " + name + "(a, axis=0)",
                    at);
        }
        Function function = reduction == Reduction.MIN ? Function.MINIMUM : Function.MAXIMUM;
        int result = arguments.get(0);
        for (int i = 1; i < arguments.size(); i++) {
            result = add(new Apply(function, result, arguments.get(i), -1, at), at);
        }
        return result;
    }

    /** What follows the operand of a reduction. */
    private static final class Options {
        int @Nullable [] axes;
        boolean keepDims;
        boolean hasKeepDims;
        boolean hasAxes;
    }

    /** Whether the token is a name and the next one '='. */
    private boolean isOption() {
        if (lexer.kind != Kind.NAME) {
            return false;
        }
        int at = lexer.end;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '=' && !text.startsWith("==", at);
    }

    private void option(String name, Options options) {
        String option = lexer.word;
        int at = lexer.begin;
        lexer.next();
        lexer.next();
        switch (option) {
            case "axis" -> {
                if (options.hasAxes) {
                    throw error("axis is given twice", at);
                }
                axes(options);
            }
            case "keepdims", "keepDims" -> {
                boolean isTrue = lexer.kind == Kind.NAME && lexer.word.equals("True");
                if (!isTrue && !(lexer.kind == Kind.NAME && lexer.word.equals("False"))) {
                    throw unexpected("True or False");
                }
                if (options.hasKeepDims) {
                    throw error("keepdims is given twice", at);
                }
                options.keepDims = isTrue;
                options.hasKeepDims = true;
                lexer.next();
            }
            default -> throw error("the options of " + name + " are axis and keepdims, not " + Names.shown(option), at);
        }
    }

    private void axes(Options options) {
        options.hasAxes = true;
        if (lexer.kind == Kind.NAME && lexer.word.equals("None")) {
            lexer.next();
            return;
        }
        if (!lexer.is("(")) {
            options.axes = new int[] {axis()};
            return;
        }
        int opened = lexer.begin;
        lexer.next();
        List<Integer> axes = new ArrayList<>();
        while (!lexer.is(")")) {
            axes.add(axis());
            if (lexer.is(",")) {
                lexer.next();
            } else if (!lexer.is(")")) {
                close(opened);
            }
        }
        lexer.next();
        options.axes = axes.stream().mapToInt(Integer::intValue).toArray();
    }

    private int axis() {
        boolean isNegative = lexer.is("-");
        int at = lexer.begin;
        if (isNegative) {
            lexer.next();
        }
        Constant number = lexer.number;
        if (lexer.kind != Kind.NUMBER || number == null || number.dtype() != io.hotloop.DType.INT64) {
            throw error("expected an axis: an integer, several in parentheses, or None", at);
        }
        if (number.bits() > 1000) {
            throw error("there is no axis " + number.bits() + ": arrays have at most 64", at);
        }
        lexer.next();
        return (int) (isNegative ? -number.bits() : number.bits());
    }

    // --- nodes and errors ------------------------------------------------------------------------------------

    private int add(Node node, int begin) {
        if (nodes.size() == Syntax.MAX_NODES) {
            throw error("the expression has more than " + Syntax.MAX_NODES + " parts", node.at());
        }
        nodes.add(node);
        begins.add(begin);
        return nodes.size() - 1;
    }

    private void enter() {
        depth++;
        if (depth > Syntax.MAX_DEPTH) {
            throw error(
                    "parentheses, calls, signs and powers nest deeper than " + Syntax.MAX_DEPTH
                            + " levels; name a part with 'name = expression;'",
                    lexer.begin);
        }
    }

    private ExpressionException error(String problem, int at) {
        return new ExpressionException(problem, text, at);
    }

    private ExpressionException unexpected(String expected) {
        if (lexer.kind == Kind.NAME && WORDS.containsKey(lexer.word)) {
            return error(WORDS.get(lexer.word), lexer.begin);
        }
        if (lexer.kind == Kind.OPERATOR) {
            String hint = switch (lexer.word) {
                case "&&" -> "'&&' is Java's: write &, each comparison in parentheses: (a > 0) & (b < 1)";
                case "||" -> "'||' is Java's: write |, each comparison in parentheses: (a < 0) | (b > 1)";
                case "!" -> "'!' is Java's: write ~, the comparison in parentheses: ~(a > 0)";
                case "?", ":" -> "'? :' is Java's: write where(condition, a, b)";
                case ">>>" -> "'>>>' is Java's: write >>, which fills unsigned dtypes with zeros";
                case "===" -> "write ==";
                case "!==", "<>" -> "write !=";
                case "@" -> "there is no matrix product here; a product of elements is *";
                case "[" -> "there are no lists: make an array, and name it";
                case "{" -> "there are no blocks: name a part with 'name = expression;'";
                case "::", "->" -> "there are no functions to define or to pass";
                case "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "**=", "//=", "<<=", ">>=", ":=" ->
                    "'" + lexer.word + "' has no meaning here: evaluateInto writes the result to an array";
                case "=" -> "'=' gives a name to a part: 'name = expression;'. A comparison is ==";
                case "." -> "there are no methods and attributes here";
                default -> null;
            };
            if (hint != null) {
                return error(hint, lexer.begin);
            }
        }
        String found = lexer.kind == Kind.END ? "the end" : "'" + Names.shown(lexer.word) + "'";
        return error("expected " + expected + ", found " + found, lexer.begin);
    }

    private ExpressionException unknown(String name, int at) {
        String hint = Function.elsewhere(name);
        if (hint != null) {
            return error("there is no function " + Names.shown(name) + ": " + hint, at);
        }
        if (WORDS.containsKey(name)) {
            return error(WORDS.get(name), at);
        }
        List<String> names = new ArrayList<>(functions.keySet());
        names.addAll(Function.names());
        String near = Names.nearest(name, names);
        return error(
                "there is no function " + Names.shown(name)
                        + (near != null ? ": did you mean " + near + "?" : ". A product is a*(b)")
                        + " There are " + String.join(", ", names),
                at);
    }
}
