package io.hotloop.cli;

import io.hotloop.Expression;
import io.hotloop.ExpressionException;
import io.hotloop.bench.Sink;
import io.hotloop.bench.Timeit;
import io.hotloop.bench.TimeitResult;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hotloop timeit}: the time of a line of Java, or of an expression over arrays. */
@Command(
        name = "timeit",
        description = {
            "Time a line of Java, or an expression over arrays.",
            "",
            "    hotloop timeit -s 'var a = Nd.linspace(0, 1, 1000)' 'Nd.sqrt(a)'",
            "    hotloop timeit '2*a + 3*b' a=a.npy b=0.5",
            "",
            "It is repeated as often as takes 0.2 s, in seven runs after a warm-up. Hotloop's packages and java.base are imported."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class TimeitCommand extends BaseCommand {
    @Parameters(
            index = "0",
            paramLabel = "CODE",
            description = "Java, an expression or statements; with values below, an expression as hotloop eval has it.")
    private String code = "";

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = "What a name in the expression stands for: a .npy file, or a number.")
    private List<String> values = new ArrayList<>();

    @Option(
            names = {"-s", "--setup"},
            paramLabel = "CODE",
            description = "Java to run once before; may be repeated.")
    private List<String> setups = new ArrayList<>();

    @Option(
            names = {"-n", "--number"},
            paramLabel = "N",
            description = "Loops in a run (default: as many as take 0.2 s, after a warm-up).")
    private @Nullable Long loops;

    @Option(
            names = {"-r", "--repeat"},
            paramLabel = "R",
            description = "Runs (default: ${DEFAULT-VALUE}).")
    private int runs = 7;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Longest warm-up (default: 3; none with -n).")
    private @Nullable Double warmUp;

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            description = "Jars and folders for the code.")
    private String classPath = "";

    /** Made by picocli. */
    TimeitCommand() {}

    @Override
    int execute() throws Exception {
        Timeit timeit = timeit();
        TimeitResult result;
        if (!values.isEmpty()) {
            if (!setups.isEmpty()) {
                throw wrongUsage("-s is for Java: values are for the expressions of hotloop eval");
            }
            result = timeit.measureLoop(expression());
        } else {
            result = java(timeit);
        }
        answer(result);
        return 0;
    }

    private TimeitResult java(Timeit timeit) throws SnippetException {
        PrintStream standard = System.out;
        if (STANDARD_OUTPUT.equals(json)) {
            // The document stands there alone, whatever the code prints.
            System.setOut(System.err);
        }
        try (var session = new JavaSession(JavaSession.parts(classPath))) {
            for (String setup : setups) {
                String problem = session.run(setup, new TextPlace("setup", 1)).problem();
                if (problem != null) {
                    throw new SnippetException(problem);
                }
            }
            return session.time(timeit, code, new TextPlace("code", 1));
        } finally {
            System.out.flush();
            System.setOut(standard);
        }
    }

    private Timeit timeit() {
        try {
            Timeit timeit = Timeit.DEFAULT.runs(runs);
            if (loops != null) {
                timeit = timeit.loops(loops);
            }
            return warmUp == null ? timeit : timeit.warmUp(Duration.ofNanos((long) (1e9 * warmUp)));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }

    private Timeit.Loop expression() throws IOException {
        try {
            Expression.Bound bound = Expression.compile(code).bind(NamedValues.read(values, this));
            // Shapes that do not fit are the command line's fault, too.
            bound.shape();
            return loops -> {
                while (loops-- > 0) {
                    Sink.consume(bound.evaluate());
                }
            };
        } catch (ExpressionException e) {
            throw wrongUsage(e.getMessage());
        }
    }

    private void answer(TimeitResult result) throws IOException {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("code", code);
        document.put("loops", result.loops());
        document.put("runs_ns", result.runs());
        document.put("mean_ns", result.mean());
        document.put("deviation_ns", result.deviation());
        document.put("best_ns", result.best());
        document.put("user_ns", number(result.userNanos()));
        document.put("system_ns", number(result.systemNanos()));
        answer(result + System.lineSeparator(), document);
    }

    /** JSON has no NaN. */
    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
