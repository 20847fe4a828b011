package io.hotloop.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hotloop shell}: Java line by line. */
@Command(
        name = "shell",
        description = {
            "Try things out: Java and C, line by line.",
            "",
            "    hotloop shell",
            "",
            "JShell with Hotloop imported, /timeit for the time of an expression and /c for kernels in C; /help lists the"
                    + " commands. A FILE is run as a script, which ends at the first error, with exit code 1."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ShellCommand extends BaseCommand {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Run this file's lines (default: what is typed).")
    private @Nullable Path file;

    @Option(
            names = {"-i", "--interactive"},
            description = "Go on with what is typed after FILE.")
    private boolean interactive;

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            description = "Jars and folders for the snippets.")
    private String classPath = "";

    /** Made by picocli. */
    ShellCommand() {}

    @Override
    int execute() throws IOException {
        if (json != null) {
            throw wrongUsage("hotloop shell has no --json");
        }
        if (interactive && file == null) {
            throw wrongUsage("-i needs a FILE to run first");
        }
        try (Reader script = file == null ? null : Files.newBufferedReader(file);
                var shell = new Shell(new JavaSession(JavaSession.parts(classPath)), out(), err())) {
            boolean isWell = true;
            if (script != null && file != null) {
                try (ShellInput input = ShellInput.of(script, file.toString(), shell::continues)) {
                    isWell = shell.run(input, false, true);
                }
            }
            if ((file == null || interactive) && !shell.isLeft()) {
                isWell &= read(shell);
            }
            return shell.isLeft() && shell.code() != 0 ? shell.code() : isWell ? 0 : Main.FAILED;
        }
    }

    /** What is typed, or comes through a pipe. */
    private boolean read(Shell shell) throws IOException {
        if (ProgressLine.isTerminal()) {
            try (var terminal = new ShellTerminal(shell)) {
                shell.run(terminal, true, false);
            }
            return true;
        }
        Charset charset = Charset.forName(System.getProperty("stdin.encoding", "UTF-8"));
        // Not closed: it is the process's.
        return shell.run(
                ShellInput.of(new InputStreamReader(System.in, charset), "stdin", shell::continues), true, false);
    }
}
