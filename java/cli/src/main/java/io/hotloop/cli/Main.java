package io.hotloop.cli;

import io.hotloop.Hotloop;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code hotloop}. Exit codes: 0 done, 1 failed, 2 wrong usage. What went wrong is one sentence
 * on standard error; {@code --debug} adds the stack trace.
 */
@Command(
        name = "hotloop",
        description =
                "Native numeric kernels for Java: evaluate, simulate, compare, time, compile your own, begin a project, try things out, look what is loaded.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            EvalCommand.class,
            ParticlesCommand.class,
            BenchCommand.class,
            TimeitCommand.class,
            CompileCommand.class,
            AnnotateCommand.class,
            ProfileCommand.class,
            NewCommand.class,
            ShellCommand.class,
            InfoCommand.class
        })
public final class Main implements Runnable {
    /** Exit code of a command that failed. */
    static final int FAILED = 1;

    /** Exit code of a command line that makes no sense. */
    static final int WRONG_USAGE = 2;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    Main() {}

    /**
     * Runs a command line and ends the JVM with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        try (var out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, charset("stdout.encoding"));
                var err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, charset("stderr.encoding"))) {
            int code = run(out, err, arguments);
            out.flush();
            err.flush();
            System.exit(code);
        }
    }

    /**
     * Runs a command line.
     *
     * @param out standard output
     * @param err standard error
     * @param arguments the command line
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed)
                .execute(arguments);
    }

    /** Called for {@code hotloop} without a command. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command given: there are eval, particles, bench, timeit, compile, annotate, profile, new, shell and info");
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String message = e.getMessage().startsWith("Error: ") ? e.getMessage().substring(7) : e.getMessage();
        PrintWriter err = command.getErr();
        err.println(sentence(message));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        // Nothing was parsed: the words themselves must tell.
        if (List.of(arguments).contains("--debug")) {
            e.printStackTrace(err);
        }
        return WRONG_USAGE;
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        Throwable problem = e instanceof CommandFailure failure ? failure.getCause() : e;
        PrintWriter err = command.getErr();
        err.println(sentence(Problems.describe(problem)));
        if (command.getCommand() instanceof BaseCommand base && base.debug) {
            problem.printStackTrace(err);
        }
        return FAILED;
    }

    private static String sentence(String message) {
        return "hotloop: " + message.strip();
    }

    /** UTF-8 where the locale is POSIX: its ASCII is a default, seldom what the terminal understands. */
    private static Charset charset(String property) {
        Charset charset = Charset.forName(System.getProperty(property, "UTF-8"));
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    /** The version of Hotloop. */
    static final class Version implements IVersionProvider {
        /** Made by picocli. */
        Version() {}

        @Override
        public String[] getVersion() {
            return new String[] {"hotloop " + Hotloop.info().version()};
        }
    }
}
