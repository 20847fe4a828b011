package io.hotloop.cli;

import io.hotloop.DType;
import io.hotloop.Expression;
import io.hotloop.ExpressionException;
import io.hotloop.NdArray;
import io.hotloop.Precision;
import io.hotloop.data.Npy;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hotloop eval}: an expression over {@code .npy} files. */
@Command(
        name = "eval",
        description = {
            "Evaluate an expression over arrays in .npy files.",
            "",
            "    hotloop eval \"2*a + 3*b\" a=a.npy b=b.npy -o sum.npy",
            "",
            "Files are mapped, not read: with -o an elementwise expression may be larger than memory. What the"
                    + " expression language has is in docs/expressions.md."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class EvalCommand extends BaseCommand {
    /** Elements that --json lists. */
    private static final long MOST_LISTED = 10_000;

    @Parameters(index = "0", paramLabel = "EXPRESSION", description = "The expression, such as \"sqrt(x**2 + y**2)\".")
    private String text = "";

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = "What a name in it stands for: a .npy file, or a number.")
    private List<String> values = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the result to this .npy file (default: print it).")
    private @Nullable Path output;

    @Option(names = "--fast", description = "Use the faster, looser functions: Precision.FAST.")
    private boolean fast;

    @Option(
            names = "--explain",
            description = "Print the program instead of running it; without values, that for float64 arrays.")
    private boolean explain;

    /** Made by picocli. */
    EvalCommand() {}

    @Override
    int execute() throws IOException {
        Expression.Bound bound;
        String explanation = null;
        try {
            Expression expression = Expression.compile(text, fast ? Precision.FAST : Precision.STRICT);
            bound = expression.bind(NamedValues.read(values, this));
            if (explain) {
                explanation = values.isEmpty() ? expression.explain() : bound.explain();
            } else {
                // Shapes that do not fit are the command line's fault, too.
                bound.shape();
            }
        } catch (ExpressionException e) {
            throw wrongUsage(e.getMessage());
        }
        if (explanation != null) {
            answer(explanation, Map.of("explanation", explanation));
            return 0;
        }
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("dtype", bound.dtype().toString());
        document.put("shape", bound.shape());
        if (output != null) {
            document.put("output", output.toString());
            write(bound, output);
            answer(
                    output + ": " + bound.dtype()
                            + Arrays.toString(bound.shape()).replace(" ", "") + System.lineSeparator(),
                    document);
            return 0;
        }
        NdArray result = bound.evaluate();
        document.put("output", null);
        if (json != null) {
            document.put("values", listed(result));
        }
        answer(result + System.lineSeparator(), document);
        return 0;
    }

    /** Writes beside the file and moves there: it may be one of the inputs, and is replaced as a whole or not at all. */
    private static void write(Expression.Bound bound, Path output) throws IOException {
        Path target = Files.exists(output) ? output.toRealPath() : output.toAbsolutePath();
        String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path written = target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp");
        var cleaner = new Thread(() -> delete(written), "hotloop-eval-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            NdArray out = Npy.create(written, bound.dtype(), bound.shape());
            bound.evaluateInto(out);
            Npy.flush(out);
            try {
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException _) {
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            delete(written);
            try {
                Runtime.getRuntime().removeShutdownHook(cleaner);
            } catch (IllegalStateException _) {
                // The JVM is ending: the hook runs, and finds nothing.
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger("io.hotloop").log(System.Logger.Level.WARNING, file + " could not be removed", e);
        }
    }

    /** The elements in C order; null where JSON has no numbers for them, or too many would come. */
    private static @Nullable Object listed(NdArray result) {
        return switch (result.dtype()) {
            case COMPLEX64, COMPLEX128, UINT64 -> null;
            default -> result.size() > MOST_LISTED ? null : elements(result.ravel());
        };
    }

    private static Object elements(NdArray flat) {
        return switch (flat.dtype()) {
            case BOOL -> flat.toBooleanArray();
            case FLOAT32, FLOAT64 -> flat.astype(DType.FLOAT64).toDoubleArray();
            default -> flat.astype(DType.INT64).toLongArray();
        };
    }
}
