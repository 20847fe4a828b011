package io.hotloop.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs under the JVM's recorder: a class or a jar in a JVM that is started here, or a command, whose JVMs read
 * their options from the environment.
 *
 * @param command what is run
 * @param options for the JVM
 * @param isJava whether the first word is a java command, after which options can stand
 */
record ProfiledProgram(List<String> command, List<String> options, boolean isJava) {
    private static final String SETTINGS = "settings.jfc";
    /** How a recording's file ends. */
    static final String RECORDING = ".jfr";

    private static final String KERNELS = ".tsv";

    /**
     * Finds out what the words mean.
     *
     * @param words a class or a file with a program, or a command; and arguments
     * @param classPath for a class or a source
     * @param options for the JVM
     */
    static ProfiledProgram of(List<String> words, String classPath, List<String> options) {
        String first = words.getFirst();
        if (first.equals("java") || first.endsWith("/java")) {
            return new ProfiledProgram(words, options, true);
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (first.endsWith(".jar")) {
            command.add("-jar");
        } else if (!first.endsWith(".java") && isProgram(first)) {
            return new ProfiledProgram(words, options, false);
        } else {
            command.add("-cp");
            command.add(classPath + File.pathSeparator + System.getProperty("java.class.path"));
        }
        command.addAll(words);
        var all = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        all.addAll(options);
        return new ProfiledProgram(command, all, true);
    }

    /** Whether a shell would find it. */
    private static boolean isProgram(String word) {
        if (word.contains("/") || word.contains(File.separator)) {
            return true;
        }
        return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .map(folder -> Path.of(folder, word))
                .anyMatch(file -> Files.isExecutable(file) && !Files.isDirectory(file));
    }

    /**
     * Runs it to its end, and leaves {@link #recordings} and {@link #kernels}.
     *
     * @param folder an empty folder
     * @param settings the recorder's
     * @param agent further options, of what looks at the JVM, too
     * @param elsewhere where the program's output goes; null for where that of this JVM goes
     * @return its exit code
     * @throws IOException if it cannot be started
     */
    int run(Path folder, String settings, List<String> agent, @Nullable PrintWriter elsewhere)
            throws IOException, InterruptedException {
        if (folder.toString().contains(",")) {
            throw new IOException("the recorder takes no folder with a comma, such as " + folder
                    + ": name another one by -Djava.io.tmpdir");
        }
        Path settingsFile = Files.writeString(folder.resolve(SETTINGS), settings);
        var all = new ArrayList<>(List.of(
                "-XX:StartFlightRecording:dumponexit=true,maxsize=0,settings=" + settingsFile + ",filename="
                        + folder.resolve("%p" + RECORDING),
                "-XX:FlightRecorderOptions:stackdepth=2048",
                "-Xlog:jfr+startup=error",
                // Without, samples are moved to the next place where the JVM could stop a thread.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints",
                "-Dhotloop.kernel.profile.folder=" + folder));
        all.addAll(agent);
        all.addAll(options);
        String arguments = "@" + Files.write(folder.resolve("options"), quoted(all));
        String inEnvironment = '"' + arguments + '"';
        var full = new ArrayList<>(command);
        var builder = new ProcessBuilder(full).inheritIO();
        if (isJava) {
            full.add(1, arguments);
        } else {
            builder.environment().merge("JDK_JAVA_OPTIONS", inEnvironment, (before, mine) -> before + " " + mine);
        }
        if (elsewhere == null) {
            return ChildJvm.finish(builder.start(), () -> delete(folder));
        }
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        Thread copy =
                Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(elsewhere::println));
        int code = ChildJvm.finish(process, () -> delete(folder));
        // What the program left running may keep its output open.
        copy.join(Duration.ofSeconds(1));
        return code;
    }

    private static void delete(Path folder) {
        try {
            new TemporaryFolder(folder).close();
        } catch (IOException e) {
            System.err.println("hotloop: " + folder + " is left: " + e.getMessage());
        }
    }

    private static List<String> quoted(List<String> options) {
        return options.stream()
                .map(option -> '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
    }

    /** The recordings, one of each JVM; that of one that was killed is empty. */
    static List<Path> recordings(Path folder) throws IOException {
        return files(folder, RECORDING);
    }

    /** What kernels counted, of each JVM that had some. */
    static List<Path> kernels(Path folder) throws IOException {
        return files(folder, KERNELS);
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        var found = new ArrayList<Path>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                if (file.toString().endsWith(end) && Files.size(file) > 0) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
