package io.hotloop.tests.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hotloop.tests.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/** What the tests of loading share: children with a cache of their own, the library, and libraries that are no good. */
final class Loading {
    /** Where a natives jar has the library. */
    static final String RESOURCE = "META-INF/native/linux-x86_64/libhotloop.so";

    private Loading() {}

    /** What a child printed. */
    record Outcome(int exitCode, String out, String err) {
        /** The value of a line {@code name=value}; the first one. */
        String value(String name) {
            return out.lines()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " in " + this));
        }

        List<String> attempts() {
            return out.lines()
                    .filter(line -> line.startsWith("attempt="))
                    .map(line -> line.substring("attempt=".length()))
                    .toList();
        }

        boolean isNative() {
            return Boolean.parseBoolean(value("native"));
        }

        /** Loaded, and nothing on standard error. */
        Outcome assertLoaded() {
            assertThat(err).isEmpty();
            assertThat(exitCode).isZero();
            assertThat(isNative()).as(out).isTrue();
            return this;
        }

        /** A library that exists and cannot be used: the message, and nothing on standard error. */
        String assertFailed() {
            assertThat(err).isEmpty();
            assertThat(exitCode).isZero();
            assertThat(isNative()).as(out).isFalse();
            return value("reason");
        }

        /** Java computes: the reason, which the one warning on standard error has too. */
        String assertFallback() {
            assertThat(exitCode).as(err).isZero();
            assertThat(isNative()).as(out).isFalse();
            assertThat(err.lines().filter(line -> line.startsWith("WARNING: ")))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING: Hotloop computes in Java")
                    .contains("-Dhotloop.native=off");
            assertThat(err.lines().count()).as(err).isEqualTo(2);
            return value("reason");
        }
    }

    static Outcome run(ChildJvm child) throws IOException, InterruptedException {
        var result = child.run();
        return new Outcome(result.exitCode(), result.out(), result.err());
    }

    /** A child over all jars that keeps its cache below {@code home}. */
    static ChildJvm child(Path home, String... arguments) {
        return ChildJvm.classPathOf(List.of(ChildJvm.jars().resolve("*")), LoadingProbe.class.getName(), arguments)
                .environment("XDG_CACHE_HOME", home.toString());
    }

    /** A child whose class path has everything but the natives jar, and {@code more}. */
    static ChildJvm childWithoutNatives(Path home, Path... more) throws IOException {
        var entries = new ArrayList<>(jarsWithoutNatives());
        entries.addAll(List.of(more));
        return ChildJvm.classPathOf(entries, LoadingProbe.class.getName(), "attempts")
                .environment("XDG_CACHE_HOME", home.toString());
    }

    static List<Path> jarsWithoutNatives() throws IOException {
        return List.of(ChildJvm.jar("hotloop-core"), ChildJvm.jar("hotloop-bindings"));
    }

    /** The packaged library, as a file {@code libhotloop.so} in a folder. */
    static Path library(Path folder) throws IOException {
        Path file = folder.resolve("libhotloop.so");
        try (var jar = new ZipFile(ChildJvm.jar("hotloop-natives").toFile());
                InputStream in = jar.getInputStream(jar.getEntry(RESOURCE))) {
            Files.copy(in, file);
        }
        return file;
    }

    /** Compiles a shared library {@code name} from C text. */
    static Path compile(Path folder, String name, String source, String... options)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(name + ".c"), source);
        Path library = folder.resolve(name);
        var command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-o", library.toString(), file.toString()));
        command.addAll(List.of(options));
        run(command);
        return library;
    }

    /** Whether a command runs and succeeds, such as a mount that only some containers allow. */
    static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        assumeTrue(works("gcc", "--version"), "gcc is not there");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(command + "\n" + output).isZero();
    }
}
