package io.hotloop.tests;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own over the packaged jars: what a user's process sees, its exit code and what it printed.
 * Properties, environment variables and everything that is decided once per process is tested here.
 */
public final class ChildJvm {
    /** What a process left behind. */
    public record Result(int exitCode, String out, String err) {}

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** The compiled tests, for children whose main class lives here. */
    private static final Path TEST_CLASSES = Path.of("target/test-classes").toAbsolutePath();

    private final List<String> prefix = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> command = new ArrayList<>();
    private Path directory = Path.of("").toAbsolutePath();

    private ChildJvm() {}

    /** All jars of the application, third-party ones too. */
    public static Path jars() {
        return Path.of(System.getProperty("hotloop.test.jars"));
    }

    /** The one jar whose name starts with {@code prefix} and goes on with a version. */
    public static Path jar(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(jars())) {
            return files.filter(file -> file.getFileName().toString().matches(prefix + "-\\d.*\\.jar"))
                    .reduce((a, b) -> {
                        throw new IllegalStateException("two jars for " + prefix + ": " + a + ", " + b);
                    })
                    .orElseThrow(() -> new IllegalStateException("no jar " + prefix + " in " + jars()));
        }
    }

    /** The root of the repository. */
    public static Path root() {
        return Path.of(System.getProperty("hotloop.test.root"));
    }

    /** The folder of the JDK that runs the tests. */
    public static Path jdk() {
        return Path.of(System.getProperty("java.home"));
    }

    /** A main class on the class path: the application's jars and these tests' classes. */
    public static ChildJvm classPath(String mainClass, String... arguments) {
        return classPathOf(List.of(jars().resolve("*")), mainClass, arguments);
    }

    /** A main class on a class path of these entries and the tests' classes. */
    public static ChildJvm classPathOf(List<Path> entries, String mainClass, String... arguments) {
        var child = new ChildJvm();
        child.inherit("hotloop.native");
        child.options.add("--enable-native-access=ALL-UNNAMED");
        child.command.add("-cp");
        child.command.add(Stream.concat(entries.stream(), Stream.of(TEST_CLASSES))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        child.command.add(mainClass);
        child.command.addAll(List.of(arguments));
        return child;
    }

    /** A module's main class on the module path: the application's jars. */
    public static ChildJvm modulePath(String moduleAndMainClass, String... arguments) {
        return modulePathOf(List.of(jars()), moduleAndMainClass, arguments);
    }

    /** A module's main class on a module path of these folders. */
    public static ChildJvm modulePathOf(List<Path> folders, String moduleAndMainClass, String... arguments) {
        var child = new ChildJvm();
        child.inherit("hotloop.native");
        child.options.add("--enable-native-access=io.hotloop.bindings");
        child.command.add("-p");
        child.command.add(folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        child.command.add("-m");
        child.command.add(moduleAndMainClass);
        child.command.addAll(List.of(arguments));
        return child;
    }

    /** The command line, as the launcher runs it. */
    public static ChildJvm commandLine(String... arguments) {
        return classPath("io.hotloop.cli.Main", arguments).option("--sun-misc-unsafe-memory-access=allow");
    }

    /** Passes a property of these tests on, if it is set; an option that is added later wins. */
    private void inherit(String property) {
        String value = System.getProperty(property);
        if (value != null) {
            options.add("-D" + property + "=" + value);
        }
    }

    /** Adds a JVM option. */
    public ChildJvm option(String option) {
        options.add(option);
        return this;
    }

    /** Takes an option away again, such as the native access that users forget. */
    public ChildJvm withoutOption(String option) {
        options.remove(option);
        return this;
    }

    /** Has another program start the JVM, which gets its command line appended. */
    public ChildJvm startedBy(String... program) {
        prefix.addAll(List.of(program));
        return this;
    }

    /** Sets an environment variable. */
    public ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets the working folder. */
    public ChildJvm directory(Path folder) {
        directory = folder;
        return this;
    }

    /** Runs to the end; a child that hangs is killed and reported. */
    public Result run() throws IOException, InterruptedException {
        Path out = Files.createTempFile("child", ".out");
        Path err = Files.createTempFile("child", ".err");
        try {
            Process process = start(ProcessBuilder.Redirect.to(out.toFile()), ProcessBuilder.Redirect.to(err.toFile()));
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(
                        "the child ran longer than " + LIMIT + "\n" + Files.readString(out) + Files.readString(err));
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Starts without waiting. */
    public Process start(ProcessBuilder.Redirect out, ProcessBuilder.Redirect err) throws IOException {
        var all = new ArrayList<>(prefix);
        all.add(jdk().resolve("bin/java").toString());
        all.addAll(options);
        all.addAll(command);
        var builder =
                new ProcessBuilder(all).redirectOutput(out).redirectError(err).directory(directory.toFile());
        // The tests' own settings must not leak into what they test.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("HOTLOOP_") || name.startsWith("OMP_") || name.startsWith("GOMP_"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
