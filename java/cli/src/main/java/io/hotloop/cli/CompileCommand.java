package io.hotloop.cli;

import io.hotloop.kernel.KernelInfo;
import io.hotloop.kernel.KernelInterface;
import io.hotloop.kernel.KernelSource;
import io.hotloop.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Where the two files go (default: the first source's folder).")
    private @Nullable Path output;

    @Option(names = "--name", description = "Name of the interface (default: the first source's, as a class name).")
    private @Nullable String name;

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Package of the interface (default: none).")
    private String packageName = "";

    /** Made by picocli. */
    CompileCommand() {}

    @Override
    int execute() throws IOException {
        KernelSource source = sources.read();
        Path first = sources.first();
        String base = sources.base();
        String type = name == null ? className(base) : name;
        if (!type.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw wrongUsage("\"" + type + "\" is no name for an interface: give one by --name");
        }
        Path folder = output == null ? first.getParent() : output;
        Files.createDirectories(folder);
        KernelInterface java = sources.toInterface(source, packageName, type, err());
        Path javaFile = folder.resolve(type + ".java");
        Path library = folder.resolve(System.mapLibraryName(base));
        KernelInfo info;
        try (InterfaceClass compiled = InterfaceClass.compile(java.text(), packageName, type)) {
            info = Kernels.build(compiled.type(), source, library);
        }
        try (OutputFile file = OutputFile.create(javaFile)) {
            file.writer().write(java.text());
            file.commit();
        }
        SourceOptions.printWarnings(info.warnings(), err());
        answer(library, javaFile, java, info);
        return 0;
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
