package io.hotloop.cli;

import io.hotloop.kernel.CompileException;
import io.hotloop.kernel.Diagnostic;
import io.hotloop.kernel.KernelInfo;
import io.hotloop.kernel.KernelInterface;
import io.hotloop.kernel.KernelSource;
import io.hotloop.kernel.Kernels;
import io.hotloop.kernel.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hotloop compile}: C sources to a shared library and the Java interface for it. */
@Command(
        name = "compile",
        description = {
            "Compile kernels: C sources become a shared library, with a Java interface beside it.",
            "",
            "    hotloop compile geometry.c -o native/",
            "",
            "makes native/libgeometry.so and native/Geometry.java, with a method for every function that is not static."
                    + " Kernels.load(MethodHandles.lookup(), Geometry.class, Path.of(\"libgeometry.so\")) loads it, without a"
                    + " compiler. What kernels may take and give is in docs/kernels.md."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class CompileCommand extends BaseCommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Sources, and headers that they include.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Where the two files go (default: the first source's folder).")
    private @Nullable Path output;

    @Option(names = "--name", description = "Name of the interface (default: the first source's, as a class name).")
    private @Nullable String name;

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Package of the interface (default: none).")
    private String packageName = "";

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
    CompileCommand() {}

    @Override
    int execute() throws IOException {
        KernelSource source = source();
        Path first = files.getFirst().toAbsolutePath();
        String base = String.valueOf(first.getFileName()).replaceFirst("\\.[^.]*$", "");
        String type = name == null ? className(base) : name;
        if (!type.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw wrongUsage("\"" + type + "\" is no name for an interface: give one by --name");
        }
        Path folder = output == null ? first.getParent() : output;
        Files.createDirectories(folder);
        KernelInterface java = source.toInterface(packageName, type);
        java.leftOut().forEach(problem -> err().println("hotloop: " + problem));
        if (java.methods() == 0) {
            throw new IOException("no function of " + files.getFirst() + " can be called from Java");
        }
        Path javaFile = folder.resolve(type + ".java");
        Path library = folder.resolve(System.mapLibraryName(base));
        KernelInfo info = build(java.text(), type, source, library);
        try (OutputFile file = OutputFile.create(javaFile)) {
            file.writer().write(java.text());
            file.commit();
        }
        for (Diagnostic warning : info.warnings()) {
            err().println(warning.file() + ":" + warning.line() + ":" + warning.column() + ": "
                    + warning.severity().name().toLowerCase(Locale.ROOT) + ": " + warning.message());
        }
        answer(library, javaFile, java, info);
        return 0;
    }

    private KernelSource source() throws IOException {
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
            throw wrongUsage(e.getMessage());
        }
    }

    /** {@code fast-fourier.c} is a {@code FastFourier}. */
    private static String className(String base) {
        var name = new StringBuilder();
        for (String word : base.split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.toString();
    }

    /** The library is built for the interface as Java has it: so the interface is compiled first. */
    private KernelInfo build(String text, String type, KernelSource source, Path library) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new CompileException("this Java has no compiler: a JDK has one", List.of());
        }
        Path folder = Files.createTempDirectory("hotloop-compile");
        try {
            Path file = folder.resolve(type + ".java");
            Files.writeString(file, text);
            var problems = new ByteArrayOutputStream();
            int code = javac.run(
                    null,
                    problems,
                    problems,
                    "-parameters",
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString(),
                    file.toString());
            if (code != 0) {
                throw new CompileException("the interface does not compile:\n" + problems, List.of());
            }
            try (var loader =
                    new URLClassLoader(new URL[] {folder.toUri().toURL()}, CompileCommand.class.getClassLoader())) {
                String qualified = packageName.isEmpty() ? type : packageName + "." + type;
                return Kernels.build(loader.loadClass(qualified), source, library);
            } catch (ClassNotFoundException e) {
                throw new AssertionError("it was compiled", e);
            }
        } finally {
            deleteAll(folder);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void answer(Path library, Path javaFile, KernelInterface java, KernelInfo info) throws IOException {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("library", library.toString());
        document.put("interface", javaFile.toString());
        document.put("methods", java.methods());
        document.put("leftOut", java.leftOut());
        document.put("compiler", info.compiler());
        document.put("milliseconds", info.buildTime().toMillis());
        document.put("cached", info.isCached());
        document.put(
                "warnings",
                info.warnings().stream()
                        .map(warning -> Map.of(
                                "file", warning.file(),
                                "line", warning.line(),
                                "column", warning.column(),
                                "severity", warning.severity().name(),
                                "message", warning.message()))
                        .toList());
        answer(
                library + " and " + javaFile + ": " + java.methods() + (java.methods() == 1 ? " kernel" : " kernels")
                        + System.lineSeparator(),
                document);
    }
}
