package io.hotloop.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import io.hotloop.Threads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have in common: {@code --json}, {@code --debug} and the handling of errors. */
abstract class BaseCommand implements Callable<Integer> {
    static final String STANDARD_OUTPUT = "-";

    @Spec
    CommandSpec spec;

    @Option(
            names = "--json",
            arity = "0..1",
            paramLabel = "FILE",
            preprocessor = AttachedOnly.class,
            description = "Print JSON, and nothing else, on standard output; or write it to FILE.")
    @Nullable
    String json;

    @Option(names = "--debug", description = "Add the stack trace to an error.")
    boolean debug;

    private @Nullable OutputFile jsonFile;

    @Override
    public final Integer call() throws Exception {
        if (json != null && json.isEmpty()) {
            throw wrongUsage("--json= needs the name of a file");
        }
        // Opened before the work, so that minutes of it are not lost to a folder that is missing.
        try (OutputFile file = json == null || json.equals(STANDARD_OUTPUT) ? null : OutputFile.create(Path.of(json))) {
            jsonFile = file;
            return execute();
        } catch (OutOfMemoryError | LinkageError | StackOverflowError e) {
            throw new CommandFailure(e);
        }
    }

    /** Does what the command is for; returns the exit code. */
    abstract int execute() throws Exception;

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Refuses a value of {@code --threads}, null when the option is not given, that no call can have. */
    void checkThreads(@Nullable Integer threads) {
        if (threads != null && (threads < 1 || threads > Threads.MAX)) {
            throw wrongUsage("--threads is " + threads + ": it is 1 to " + Threads.MAX);
        }
    }

    /** The text for people goes to standard output unless JSON does. */
    void answer(String text, Map<String, ?> document) throws IOException {
        answer(
                text,
                JSON.std
                                .with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
                                .asString(document)
                        + System.lineSeparator());
    }

    /** The text for people goes to standard output unless JSON does. */
    void answer(String text, String document) throws IOException {
        if (STANDARD_OUTPUT.equals(json)) {
            out().print(document);
        } else {
            out().print(text);
            if (jsonFile != null) {
                jsonFile.writer().append(document);
                jsonFile.commit();
            }
        }
        // PrintWriter keeps errors to itself: a full disk or a closed pipe must not end with exit code 0.
        if (out().checkError()) {
            throw new IOException("standard output cannot be written");
        }
    }

    /** The value of {@code --json} only after {@code =}: in {@code --json particles} the word is a workload. */
    static final class AttachedOnly implements IParameterPreprocessor {
        /** Made by picocli. */
        AttachedOnly() {}

        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> details) {
            if ("=".equals(details.get("separator"))) {
                return false;
            }
            option.setValue(STANDARD_OUTPUT);
            return true;
        }
    }
}
