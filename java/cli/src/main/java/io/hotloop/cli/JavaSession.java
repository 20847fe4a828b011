package io.hotloop.cli;

import io.hotloop.bench.Timeit;
import io.hotloop.bench.TimeitResult;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * Java, snippet by snippet, with Hotloop imported: JShell in this JVM. Knows neither commands nor where text is shown.
 *
 * <p>Used by the thread that made it; {@link #stop} may come from another.
 */
final class JavaSession implements AutoCloseable {
    /** On-demand imports hide those of a module, so that names of Hotloop's come first. */
    private static final List<String> IMPORTS = List.of(
            "import module java.base;",
            "import io.hotloop.*;",
            "import io.hotloop.bench.Sink;",
            "import io.hotloop.bench.Timeit;",
            "import io.hotloop.data.*;",
            "import io.hotloop.kernel.*;",
            "import java.lang.invoke.MethodHandles;",
            "import static java.lang.IO.*;");

    private static final int MOST_SHOWN = 1000;

    private final SnippetControl control = new SnippetControl();
    private final JShell shell;
    private final SourceCodeAnalysis analysis;

    /** Where snippets came from, by their numbers. */
    private final Map<String, TextPlace> places = new HashMap<>();

    /** Temporary variables so far. */
    private int temporaries;

    /** Its own snippets have names of their own, so that the user's are counted from 1. */
    private boolean isOwn = true;

    private int own;
    private int snippets;

    /** Makes one; a class path is for snippets alone. */
    JavaSession(List<String> classPath) {
        if (JavaSession.class.getModule().isNamed()) {
            throw new UnsupportedOperationException(
                    "snippets need Hotloop on the class path, as ./hotloop has it: it is on the module path");
        }
        ExecutionControlProvider provider = new ExecutionControlProvider() {
            @Override
            public String name() {
                return "hotloop";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
                return control;
            }
        };
        shell = JShell.builder()
                .executionEngine(provider, Map.of())
                .compilerOptions("-classpath", System.getProperty("java.class.path"), "-parameters", "-Xlint:none")
                .idGenerator((snippet, number) -> isOwn ? "h" + ++own : Integer.toString(++snippets))
                // A name that was there before is not taken again.
                .tempVariableNameGenerator(() -> isOwn ? "$hotloop" + ++own : "$" + (temporaries + 1))
                .build();
        classPath.forEach(shell::addToClasspath);
        analysis = shell.sourceCodeAnalysis();
        IMPORTS.forEach(shell::eval);
        isOwn = false;
    }

    /**
     * A snippet with what became of it.
     *
     * @param lines what is shown where values are
     * @param problem why it failed; null if it did not
     */
    record Evaluated(List<String> lines, @Nullable String problem) {}

    /** Whether more lines must come before it can be run. */
    boolean isIncomplete(String text) {
        String rest = text;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            Completeness state = info.completeness();
            if (state == Completeness.DEFINITELY_INCOMPLETE || state == Completeness.CONSIDERED_INCOMPLETE) {
                return true;
            }
            if (!state.isComplete() || info.remaining().length() >= rest.length()) {
                return false;
            }
            rest = info.remaining();
        }
        return false;
    }

    /** Runs snippets one after the other, up to the first that fails. */
    Evaluated run(String text, TextPlace place) {
        var lines = new ArrayList<String>();
        String rest = text;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            boolean isWhole =
                    info.completeness().isComplete() && info.remaining().length() < rest.length();
            String remaining = isWhole ? info.remaining() : "";
            String source = isWhole ? info.source() : rest;
            if (isOnlyRemarks(source)) {
                return new Evaluated(lines, null);
            }
            String problem =
                    evaluate(new Part(text, text.length() - rest.length(), source.length(), place), source, lines);
            if (problem != null) {
                return new Evaluated(lines, problem);
            }
            rest = remaining;
        }
        return new Evaluated(lines, null);
    }

    private boolean isOnlyRemarks(String source) {
        return analysis.analyzeCompletion(source).completeness() == Completeness.EMPTY;
    }

    private @Nullable String evaluate(Part part, String source, List<String> lines) {
        TextPlace place = part.place().after(part.text().substring(0, part.begin()));
        control.start();
        List<SnippetEvent> events = shell.eval(source);
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            places.put(snippet.id(), place);
            if (event.causeSnippet() != null) {
                continue;
            }
            boolean isTemporary = snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
            temporaries += isTemporary ? 1 : 0;
            if (event.status() == Status.REJECTED) {
                return errors(snippet, 0, part);
            }
            if (event.exception() != null) {
                String problem = new SnippetTrace(shell, places).describe(event.exception(), place);
                if (isTemporary) {
                    shell.drop(snippet);
                }
                return problem;
            }
            String line = shown(event);
            if (line != null) {
                lines.add(line);
            }
        }
        return null;
    }

    private @Nullable String shown(SnippetEvent event) {
        Snippet snippet = event.snippet();
        return switch (snippet) {
            case MethodSnippet method ->
                "created method " + method.name() + "(" + method.parameterTypes() + ")" + missing(event);
            case TypeDeclSnippet type ->
                "created " + type.subKind().name().toLowerCase(Locale.ROOT).replaceAll("_.*", "") + " " + type.name()
                        + missing(event);
            case VarSnippet variable
            when event.value() != null -> variable.name() + " ==> " + shortened(event.value()) + missing(event);
            case VarSnippet variable -> "created variable " + variable.name() + missing(event);
            case ExpressionSnippet expression
            when event.value() != null -> expression.name() + " ==> " + shortened(event.value());
            default -> null;
        };
    }

    /** Long texts and Java's arrays are cut; those of Hotloop show their ends by themselves. */
    private static String shortened(String value) {
        boolean isShort = value.length() <= MOST_SHOWN || value.startsWith("NdArray ");
        return isShort ? value : value.substring(0, MOST_SHOWN - 100) + " … " + value.substring(value.length() - 50);
    }

    private String missing(SnippetEvent event) {
        if (event.status() == Status.VALID || !(event.snippet() instanceof DeclarationSnippet declaration)) {
            return "";
        }
        return ", usable when declared: "
                + shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "));
    }

    /**
     * What stands in an entry.
     *
     * @param text the entry
     * @param begin where it begins
     * @param length how long it is
     * @param place that of the entry
     */
    private record Part(String text, int begin, int length, TextPlace place) {
        static Part all(String text, TextPlace place) {
            return new Part(text, 0, text.length(), place);
        }

        String mark(int position, String message) {
            return TextPlace.mark(place, text, begin + Math.clamp(position, 0, length), message);
        }
    }

    /** The errors of a source in which the user's part comes after {@code before} characters. */
    private String errors(Snippet snippet, int before, Part part) {
        return shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(problem ->
                        part.mark((int) problem.getPosition() - before, sentence(problem.getMessage(Locale.ROOT))))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    /** javac's message on one line, without the class that JShell puts around a snippet. */
    static String sentence(String message) {
        List<String> lines = message.replaceAll(" in class (?=\\s)", "")
                .lines()
                .map(line -> line.strip().replaceAll("\\s+", " ").replaceFirst("^symbol: ", ""))
                .filter(line -> !line.startsWith("location:") && !line.isEmpty())
                .toList();
        String first = lines.getFirst().replaceFirst("[;:]$", "");
        return lines.size() == 1 ? first : first + ": " + String.join(", ", lines.subList(1, lines.size()));
    }

    /**
     * The value of an expression, as an object. Nothing of it stays in the session.
     *
     * @param before what stands before the user's text
     * @param text the user's
     * @param after what stands behind it
     * @throws SnippetException if it does not compile, or throws
     */
    private @Nullable Object value(String before, String text, String after, TextPlace place) throws SnippetException {
        control.start();
        isOwn = true;
        String source = before + text + after;
        List<SnippetEvent> events = List.of();
        try {
            events = shell.eval(source);
            for (SnippetEvent event : events) {
                places.put(event.snippet().id(), place);
                if (event.status() == Status.REJECTED) {
                    throw new SnippetException(errors(event.snippet(), before.length(), Part.all(text, place)));
                }
                if (event.exception() != null) {
                    throw new SnippetException(new SnippetTrace(shell, places).describe(event.exception(), place));
                }
            }
            return control.value();
        } finally {
            events.forEach(event -> shell.drop(event.snippet()));
            isOwn = false;
        }
    }

    /**
     * A loop of the snippet, compiled. Its value, where it has one, goes to the sink.
     *
     * @param text an expression or statements
     * @param place where it stands
     * @throws SnippetException if it does not compile
     */
    Timeit.Loop loop(String text, TextPlace place) throws SnippetException {
        String code = text.strip().replaceAll(";\\s*$", "");
        if (code.isEmpty() || isOnlyRemarks(code)) {
            throw new SnippetException(place.error("there is nothing to run"));
        }
        String head = "(io.hotloop.bench.Timeit.Loop) ($loops$ -> { while ($loops$-- > 0) { ";
        List<Snippet> parts = analysis.sourceToSnippets(code);
        boolean isWhole = parts.stream().allMatch(JavaSession::isExpression);
        boolean isExpression = isWhole || parts.stream().allMatch(part -> part.kind() == Kind.ERRONEOUS);
        SnippetException problem = null;
        if (isExpression) {
            try {
                return loop(head + "io.hotloop.bench.Sink.consume(\n", code, "\n); } })", place);
            } catch (SnippetException e) {
                // Perhaps it gives nothing.
                problem = e;
            }
        }
        try {
            return loop(head + "\n", code, "\n; } })", place);
        } catch (SnippetException e) {
            // What javac says of an expression that stands as a statement does not help.
            throw problem != null && (isWhole || e.getMessage().contains("not a statement")) ? problem : e;
        }
    }

    private static boolean isExpression(Snippet snippet) {
        return snippet.kind() == Kind.EXPRESSION || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    private Timeit.Loop loop(String before, String code, String after, TextPlace place) throws SnippetException {
        return (Timeit.Loop) Objects.requireNonNull(value(before, code, after, place));
    }

    /**
     * Times a snippet.
     *
     * @throws SnippetException if it does not compile, or throws
     */
    TimeitResult time(Timeit timeit, String text, TextPlace place) throws SnippetException {
        Timeit.Loop loop = loop(text, place);
        control.start();
        try {
            return timeit.measureLoop(loop);
        } catch (Exception | StackOverflowError e) {
            throw new SnippetException(SnippetTrace.describe(e, place));
        }
    }

    /**
     * Looks where the time of a snippet goes.
     *
     * @throws SnippetException if it does not compile, or throws
     */
    SnippetProfile profile(String text, TextPlace place) throws SnippetException {
        Timeit.Loop loop = loop(text, place);
        control.start();
        try {
            SnippetProfile profile = SnippetProfile.of(loop);
            if (StopCheck.isStopped()) {
                throw new CancellationException("stopped");
            }
            return profile;
        } catch (Exception | StackOverflowError e) {
            throw new SnippetException(SnippetTrace.describe(e, place));
        }
    }

    /** The user's snippets that hold. */
    List<Snippet> snippets() {
        return shell.snippets()
                .filter(snippet -> shell.status(snippet).isActive())
                .filter(snippet -> !snippet.id().startsWith("h"))
                .toList();
    }

    /**
     * Defines what Hotloop wrote, all of it or nothing.
     *
     * @return the snippets
     * @throws SnippetException if one does not compile, or throws
     */
    List<Snippet> define(List<String> declarations, TextPlace place) throws SnippetException {
        var made = new ArrayList<Snippet>();
        isOwn = true;
        try {
            for (String declaration : declarations) {
                control.start();
                for (SnippetEvent event : shell.eval(declaration)) {
                    if (event.causeSnippet() == null) {
                        places.put(event.snippet().id(), place);
                        made.add(event.snippet());
                        String problem = event.status() != Status.VALID
                                ? errors(event.snippet(), 0, Part.all(declaration, place))
                                : event.exception() != null
                                        ? new SnippetTrace(shell, places).describe(event.exception(), place)
                                        : null;
                        if (problem != null) {
                            made.reversed().forEach(shell::drop);
                            throw new SnippetException(problem);
                        }
                    }
                }
            }
        } finally {
            isOwn = false;
        }
        return made;
    }

    /** The object in a variable of Hotloop's own. */
    Object object(String variable, TextPlace place) throws SnippetException {
        return Objects.requireNonNull(value("(Object) ", variable, "", place));
    }

    /** Snippets of a name that hold: methods may share one. */
    List<Snippet> named(String name) {
        return shell.snippets()
                .filter(snippet -> shell.status(snippet).isActive())
                .filter(snippet -> snippet instanceof PersistentSnippet named
                        && named.name().equals(name))
                .toList();
    }

    /** All variables with their types and values, Hotloop's C cells among them. */
    Stream<VarSnippet> variables() {
        return shell.variables().filter(variable -> !variable.name().startsWith("$hotloop"));
    }

    String value(VarSnippet variable) {
        return shortened(shell.varValue(variable));
    }

    Stream<MethodSnippet> methods() {
        return shell.methods();
    }

    /** Forgets a snippet, unless another took its place. */
    void drop(Snippet snippet) {
        if (shell.status(snippet).isActive()) {
            shell.drop(snippet);
        }
    }

    SourceCodeAnalysis analysis() {
        return analysis;
    }

    /** Ends what runs; for a signal's thread. */
    void stop() {
        control.stop();
    }

    @Override
    public void close() {
        shell.close();
    }

    /** A class path's parts. */
    static List<String> parts(String classPath) {
        return classPath.isEmpty() ? List.of() : List.of(classPath.split(File.pathSeparator));
    }
}
