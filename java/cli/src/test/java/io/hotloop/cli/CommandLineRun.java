package io.hotloop.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs command lines: in this JVM, or in one of its own where signals or a child are what is tested. */
final class CommandLineRun {
    private CommandLineRun() {}

    /** What a command left behind. */
    record Result(int code, String out, String err) {}

    static Result run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Result(code, out.toString(), err.toString());
    }

    static Process start(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    static ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    static Result runInOwnJvm(String... arguments) throws IOException, InterruptedException {
        return finish(start(arguments));
    }

    /** For commands that print little: the pipes are read one after the other. */
    static Result finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        return new Result(process.waitFor(), out, err);
    }
}
