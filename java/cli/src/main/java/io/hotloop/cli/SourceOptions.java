package io.hotloop.cli;

import io.hotloop.kernel.Diagnostic;
import io.hotloop.kernel.KernelInterface;
import io.hotloop.kernel.KernelSource;
import io.hotloop.kernel.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The sources of kernels and how they are compiled: what the commands that compile have in common. */
final class SourceOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Sources, and headers that they include.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--fast", description = "Test no index and no divisor: Mode.FAST.")
    private boolean fast;

    @Option(
            names = "--target",
            paramLabel = "CPU",
            description = "The oldest processor that it runs on, such as x86-64-v3 (default: this one's, native).")
    private @Nullable String target;

    @Option(names = "--contract", description = "Let a * b + c be rounded once.")
    private boolean contraction;

    @Option(names = "--serial", description = "Without OpenMP.")
    private boolean serial;

    @Option(names = "-l", paramLabel = "LIBRARY", description = "Link with a library, such as -l fftw3.")
    private List<String> libraries = new ArrayList<>();

    @Option(names = "-I", paramLabel = "FOLDER", description = "Search a folder for headers and libraries.")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--flag", paramLabel = "OPTION", description = "An option for the compiler: --flag=-DN=3.")
    private List<String> flags = new ArrayList<>();

    @Option(names = "--compiler", description = "The compiler, a gcc (default: $CC, gcc).")
    private @Nullable String compiler;

    /** Made by picocli. */
    SourceOptions() {}

    KernelSource read() throws IOException {
        try {
            KernelSource source = KernelSource.file(files.getFirst());
            for (Path file : files.subList(1, files.size())) {
                source = source.add(file);
            }
            if (fast) {
                source = source.mode(Mode.FAST);
            }
            if (target != null) {
                source = source.target(target);
            }
            if (compiler != null) {
                source = source.compiler(compiler);
            }
            for (String library : libraries) {
                source = source.link(library);
            }
            for (Path folder : folders) {
                source = source.include(folder);
            }
            for (String flag : flags) {
                source = source.flag(flag);
            }
            return source.contraction(contraction).openMp(!serial);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }

    /** The interface of the sources; says which functions are left out. */
    KernelInterface toInterface(KernelSource source, String packageName, String type, PrintWriter err)
            throws IOException {
        KernelInterface java = source.toInterface(packageName, type);
        java.leftOut().forEach(problem -> err.println("hotloop: " + problem));
        if (java.methods() == 0) {
            throw new IOException("no function of " + files.getFirst() + " can be called from Java");
        }
        return java;
    }

    static void printWarnings(List<Diagnostic> warnings, PrintWriter err) {
        for (Diagnostic warning : warnings) {
            err.println(warning.file() + ":" + warning.line() + ":" + warning.column() + ": "
                    + warning.severity().name().toLowerCase(Locale.ROOT) + ": " + warning.message());
        }
    }

    List<Path> files() {
        return files;
    }

    Path first() {
        return files.getFirst().toAbsolutePath();
    }

    /** The first source's name without its ending. */
    String base() {
        return String.valueOf(first().getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
