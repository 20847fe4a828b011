package io.hotloop.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a program of the system's. */
final class Tool {
    private Tool() {}

    /**
     * Runs it to its end.
     *
     * @param origin the package that has it, for the message where it is missing
     * @param command the program and its arguments
     * @return what it printed
     * @throws IOException if it is not there, or fails
     */
    static String run(String origin, String... command) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path problems = folder.path().resolve("problems.txt");
            Process process;
            try {
                var builder = new ProcessBuilder(List.of(command)).redirectError(problems.toFile());
                builder.environment().put("LC_ALL", "C");
                process = builder.start();
            } catch (IOException e) {
                throw new IOException(
                        command[0] + " cannot be run: install it (Debian, Ubuntu: apt-get install " + origin + ")", e);
            }
            try {
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IOException(command[0] + " failed: "
                            + Files.readString(problems).strip());
                }
                return output;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while " + command[0] + " ran", e);
            } finally {
                process.destroy();
            }
        }
    }
}
