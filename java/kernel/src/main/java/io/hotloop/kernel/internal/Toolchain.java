package io.hotloop.kernel.internal;

import io.hotloop.kernel.CompileException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A C compiler of this machine, gcc or clang or what takes their options.
 *
 * @param path the program
 * @param identity changes when another version is installed, at the cost of a look at the file
 */
record Toolchain(Path path, String identity) {
    private static final List<String> USUAL = List.of("gcc", "clang", "cc");

    /**
     * Finds one.
     *
     * @param wanted a command or a path; null for the first that is there of the property {@code hotloop.compiler}, the
     *     environment's {@code CC}, and the usual ones
     * @throws CompileException if there is none
     */
    static Toolchain find(@Nullable String wanted) {
        List<String> names = names(wanted);
        Path path = locate(names);
        if (path != null) {
            return new Toolchain(path, identity(path));
        }
        throw new CompileException(
                "there is no C compiler: " + String.join(", ", names) + (names.size() == 1 ? " is" : " are")
                        + " not on the PATH. Install one (Debian, Ubuntu: apt-get install gcc), name one by"
                        + " -Dhotloop.compiler, or build the kernels elsewhere: by hotloop compile, for Kernels.load, or"
                        + " with the program, by hotloop-maven-plugin, for Kernels.open",
                List.of());
    }

    /** Whether it is clang, which has other options here and there. A path's end tells, through links such as cc. */
    boolean isClang() {
        return identity.substring(identity.lastIndexOf('/') + 1).contains("clang");
    }

    /** The program where nobody wants another one; null if there is none. */
    static @Nullable Path usual() {
        return locate(names(null));
    }

    private static List<String> names(@Nullable String wanted) {
        String chosen = first(wanted, System.getProperty("hotloop.compiler"), System.getenv("CC"));
        return chosen == null ? USUAL : List.of(chosen);
    }

    private static @Nullable Path locate(List<String> names) {
        for (String name : names) {
            Path path = locate(name);
            if (path != null) {
                return path;
            }
        }
        return null;
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    private static @Nullable Path locate(String name) {
        try {
            if (name.contains("/") || name.contains(File.separator)) {
                Path path = Path.of(name).toAbsolutePath();
                return Files.isExecutable(path) && !Files.isDirectory(path) ? path : null;
            }
            for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator)) {
                Path path = Path.of(folder.isEmpty() ? "." : folder, name).toAbsolutePath();
                if (Files.isExecutable(path) && !Files.isDirectory(path)) {
                    return path;
                }
            }
            return null;
        } catch (InvalidPathException e) {
            throw new CompileException("\"" + name + "\" is no compiler: " + e.getMessage(), List.of());
        }
    }

    private static String identity(Path path) {
        try {
            Path real = path.toRealPath();
            return real + " " + Files.size(real) + " " + Files.getLastModifiedTime(real);
        } catch (IOException e) {
            throw new CompileException("the compiler " + path + " cannot be looked at: " + e, List.of());
        }
    }

    /** Runs it in a folder, all of the commands at the same time, and gives what each wrote and whether it succeeded. */
    List<Run> run(Path folder, List<List<String>> commands) throws IOException {
        var processes = new ArrayList<Process>();
        var logs = new ArrayList<Path>();
        try {
            for (List<String> options : commands) {
                Path log = folder.resolve("log" + System.nanoTime() + ".txt");
                var command = new ArrayList<String>();
                command.add(path.toString());
                command.addAll(options);
                var builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
                // Messages that can be read again, whatever the user's language.
                builder.environment().put("LC_ALL", "C");
                processes.add(builder.start());
                logs.add(log);
            }
            var runs = new ArrayList<Run>();
            for (int i = 0; i < processes.size(); i++) {
                int code = processes.get(i).waitFor();
                runs.add(new Run(code == 0, new String(Files.readAllBytes(logs.get(i)), StandardCharsets.UTF_8)));
            }
            return runs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompileException("interrupted while " + path + " was compiling", List.of());
        } finally {
            processes.forEach(Process::destroy);
        }
    }

    /**
     * How a command ended.
     *
     * @param succeeded whether its exit code was 0
     * @param output what it wrote
     */
    record Run(boolean succeeded, String output) {}
}
