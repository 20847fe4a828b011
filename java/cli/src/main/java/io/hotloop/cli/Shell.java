package io.hotloop.cli;

import io.hotloop.bench.Timeit;
import io.hotloop.bench.TimeitResult;
import io.hotloop.kernel.CompileException;
import io.hotloop.kernel.Kernels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/** What {@code hotloop shell} does with its entries: commands, and Java for all else. Terminals are {@link ShellTerminal}'s. */
final class Shell implements AutoCloseable {
    /** Each with what follows its name, and what it does. */
    private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("/timeit [-n N] [-r R] CODE", "time an expression or statements");
        COMMANDS.put("/prun CODE", "which methods take the time");
        COMMANDS.put("/lprun CODE", "which lines of your methods take the time");
        COMMANDS.put("/c [FILE]", "C, up to a line /end or of a file: its functions become methods");
        COMMANDS.put("/ufunc DECLARATION = EXPRESSION", "an elementwise function of one line of C");
        COMMANDS.put("/vars, /methods, /list", "variables, methods, all snippets");
        COMMANDS.put("/drop NAME", "forget a variable, a method or a class");
        COMMANDS.put("/open FILE", "run a file's snippets here");
        COMMANDS.put("/save FILE", "write the snippets to a file");
        COMMANDS.put("/help", "this");
        COMMANDS.put("/exit [CODE]", "leave; Ctrl-D, too");
    }

    private static final String WORDS = COMMANDS.keySet().stream()
            .flatMap(command -> Pattern.compile("/\\w+").matcher(command).results())
            .map(result -> result.group())
            .collect(Collectors.joining(" "));

    private static final Pattern COMMAND = Pattern.compile("\\s*(/[a-z]+)(?:\\s+(.*?))?\\s*", Pattern.DOTALL);

    private static final Pattern CELL = Pattern.compile("\\s*/c[ \\t]*(\\R.*)?", Pattern.DOTALL);

    private static final Pattern CELL_END = Pattern.compile("\\R[ \\t]*/end[ \\t]*$");

    /** Commands that take Java. */
    private static final Set<String> TIMERS = Set.of("/timeit", "/prun", "/lprun");

    private static final Pattern OPTION = Pattern.compile("-([nr])\\s*(\\S+)\\s*(.*)", Pattern.DOTALL);

    private final JavaSession session;
    private final PrintWriter out;
    private final PrintWriter err;

    /** Snippets for /save, in their order. */
    private final List<String> entries = new ArrayList<>();

    /** The last function of each name that came from C. */
    private final Map<String, Snippet> functions = new HashMap<>();

    private int cells;
    private boolean left;
    private int code;

    Shell(JavaSession session, PrintWriter out, PrintWriter err) {
        this.session = session;
        this.out = out;
        this.err = err;
    }

    /** All commands' names. */
    static List<String> commands() {
        return List.of(WORDS.split(" "));
    }

    /** Whether an entry goes on with another line. */
    boolean continues(String text) {
        if (CELL.matcher(text).matches()) {
            return !CELL_END.matcher(text).find();
        }
        Matcher command = COMMAND.matcher(text);
        if (isCommand(text) && command.matches()) {
            return TIMERS.contains(command.group(1))
                    && command.group(2) != null
                    && session.isIncomplete(command.group(2).replaceFirst("^(-[nr]\\s*\\S+\\s*)*", ""));
        }
        return session.isIncomplete(text);
    }

    private static boolean isCommand(String text) {
        String stripped = text.stripLeading();
        return stripped.startsWith("/") && !stripped.startsWith("//") && !stripped.startsWith("/*");
    }

    /**
     * Runs entries up to the end or {@code /exit}.
     *
     * @param shows whether values are printed
     * @param stops whether an error ends it
     * @return whether all went well
     */
    boolean run(ShellInput input, boolean shows, boolean stops) throws IOException {
        boolean isWell = true;
        for (var entry = input.next(); entry != null; entry = input.next()) {
            boolean done = run(entry.text(), entry.place(), shows);
            isWell &= done;
            if (left || stops && !done) {
                break;
            }
        }
        return isWell;
    }

    private boolean run(String text, TextPlace place, boolean shows) throws IOException {
        try {
            if (isCommand(text)) {
                command(text, place, shows);
            } else {
                java(text, place, shows);
            }
            return true;
        } catch (SnippetException | CompileException e) {
            problem(e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            problem(place.error(Problems.describe(e)));
        } finally {
            System.out.flush();
            out.flush();
        }
        return false;
    }

    private void problem(String message) {
        System.out.flush();
        out.flush();
        err.println(message.stripTrailing());
        err.flush();
    }

    private void java(String text, TextPlace place, boolean shows) throws SnippetException {
        JavaSession.Evaluated evaluated = session.run(text, place);
        if (shows) {
            // What snippets print goes another way to the same place.
            System.out.flush();
            evaluated.lines().forEach(out::println);
        }
        if (evaluated.problem() != null) {
            throw new SnippetException(evaluated.problem());
        }
        if (!text.isBlank()) {
            entries.add(text);
        }
    }

    private void command(String text, TextPlace place, boolean shows) throws IOException, SnippetException {
        Matcher command = COMMAND.matcher(text);
        String word = command.matches() ? command.group(1) : text.strip();
        String argument = command.matches() && command.group(2) != null ? command.group(2) : "";
        switch (word) {
            case "/timeit" -> out.println(timeit(argument, place));
            case "/prun" -> session.profile(argument, place).methods().forEach(out::println);
            case "/lprun" ->
                session.profile(argument, place)
                        .lines(session.snippets(), session.analysis())
                        .forEach(out::println);
            case "/c" -> c(text, argument, place, shows);
            case "/ufunc" -> ufunc(text, argument, place, shows);
            case "/vars" ->
                session.variables()
                        .forEach(variable -> out.println(
                                variable.typeName() + " " + variable.name() + " = " + session.value(variable)));
            case "/methods" ->
                session.methods()
                        .map(method ->
                                method.signature().substring(method.signature().indexOf(')') + 1) + " " + method.name()
                                        + "(" + method.parameterTypes() + ")")
                        .forEach(out::println);
            case "/list" -> entries.forEach(out::println);
            case "/drop" -> drop(argument);
            case "/open" -> open(argument);
            case "/save" -> save(argument);
            case "/help" -> help();
            case "/exit" -> exit(argument);
            default -> throw new IllegalArgumentException("there is no command " + word + ": there are " + WORDS);
        }
    }

    private TimeitResult timeit(String argument, TextPlace place) throws SnippetException {
        Timeit timeit = Timeit.DEFAULT;
        String code = argument;
        for (Matcher option = OPTION.matcher(code); option.matches(); option = OPTION.matcher(code)) {
            timeit = "n".equals(option.group(1))
                    ? timeit.loops(number(option.group(2)))
                    : timeit.runs((int) Math.min(number(option.group(2)), Integer.MAX_VALUE));
            code = option.group(3);
        }
        return session.time(timeit, code, place);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no number", e);
        }
    }

    private void c(String text, String argument, TextPlace place, boolean shows) throws IOException, SnippetException {
        boolean isCell = CELL.matcher(text).matches();
        Path file = isCell ? null : Path.of(argument);
        String source;
        if (file == null) {
            int begin = text.indexOf('\n') + 1;
            Matcher end = CELL_END.matcher(text);
            if (begin == 0 || !end.find()) {
                throw new IllegalArgumentException("/c needs C in the lines below, and a line /end");
            }
            source = text.substring(begin, Math.max(begin, end.start())) + "\n";
        } else {
            source = Files.readString(file);
        }
        int number = cells + 1;
        while (!session.named("Cell" + number).isEmpty()) {
            number++;
        }
        CCell cell = CCell.of(source, file, "Cell" + number);
        List<Snippet> made = session.define(cell.declarations(), place);
        cells = number;
        entries.add(text);
        for (Snippet snippet : made) {
            if (snippet instanceof MethodSnippet method) {
                // A function of that name with other parameters would stay beside it.
                Snippet before = functions.put(method.name(), method);
                if (before != null) {
                    session.drop(before);
                }
            }
        }
        SourceOptions.printWarnings(
                Kernels.info(session.object("cell" + number, place)).warnings(), err);
        cell.leftOut().forEach(err::println);
        if (shows) {
            cell.functions().forEach(function -> out.println("created " + function));
        }
    }

    private void ufunc(String text, String argument, TextPlace place, boolean shows) throws SnippetException {
        Matcher parts = Pattern.compile("([^=]*?(\\w+)\\s*\\([^)]*\\))\\s*=\\s*(.*?);?", Pattern.DOTALL)
                .matcher(argument);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "/ufunc needs a declaration, '=' and an expression: /ufunc double f(double x, double y) = x > y ? sqrt(x) : y");
        }
        String name = parts.group(2);
        session.define(
                List.of(
                        "Ufunc " + name + " = io.hotloop.kernel.Kernels.elementwise("
                                + CCell.literal(parts.group(1)) + ", " + CCell.literal("return " + parts.group(3) + ";")
                                + ");",
                        "NdArray " + name + "(Object... arguments) { return " + name + ".apply(arguments); }"),
                place);
        entries.add(text);
        if (shows) {
            out.println("created Ufunc " + name);
        }
    }

    private void drop(String name) {
        List<Snippet> named = session.named(name);
        if (named.isEmpty()) {
            throw new IllegalArgumentException(
                    name.isEmpty() ? "/drop needs a name" : "there is nothing named " + name);
        }
        named.forEach(session::drop);
    }

    private void open(String name) throws IOException, SnippetException {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("/open needs a file");
        }
        try (ShellInput input = ShellInput.of(Files.newBufferedReader(Path.of(name)), name, this::continues)) {
            if (!run(input, false, true)) {
                throw new SnippetException(name + " was left at the error");
            }
        }
    }

    private void save(String name) throws IOException {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("/save needs a file");
        }
        try (OutputFile file = OutputFile.create(Path.of(name))) {
            for (String entry : entries) {
                file.writer().write(entry + "\n");
            }
            file.commit();
        }
    }

    private void help() {
        COMMANDS.forEach((command, meaning) -> out.printf("%-32s %s%n", command, meaning));
        out.println(
                "All else is Java, as in jshell; io.hotloop, io.hotloop.kernel, io.hotloop.data and java.base are imported.");
    }

    private void exit(String argument) {
        code = argument.isEmpty() ? 0 : (int) number(argument);
        left = true;
    }

    /** Ends what runs; for a signal's thread. */
    void stop() {
        session.stop();
    }

    SourceCodeAnalysis analysis() {
        return session.analysis();
    }

    /** Whether {@code /exit} was given. */
    boolean isLeft() {
        return left;
    }

    /** What {@code /exit} says. */
    int code() {
        return code;
    }

    @Override
    public void close() {
        session.close();
    }
}
