package io.hotloop.cli;

import io.hotloop.Hotloop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hotloop new}: a project with kernels, of the files of {@code template/}. */
@Command(
        name = "new",
        description = {
            "Make a project: kernels in C behind a Java interface, built by Maven.",
            "",
            "    hotloop new my-kernels --package demo",
            "",
            "makes the folder my-kernels with an example that is tested in C and in Java, raced against Java, and packaged"
                    + " for each platform."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class NewCommand extends BaseCommand {
    /** Below template/; the Maven wrapper's are Hotloop's own. */
    private static final List<String> FILES = List.of(
            ".mvn/jvm.config",
            ".mvn/wrapper/maven-wrapper.properties",
            "README.md",
            "gitignore",
            "mvnw",
            "mvnw.cmd",
            "native/CMakeLists.txt",
            "native/test_vectors.c",
            "native/vectors.c",
            "pom.xml",
            "src/main/java/JavaVectors.java",
            "src/main/java/Vectors.java",
            "src/test/java/VectorsTest.java",
            "src/test/java/VectorsWorkload.java",
            "src/test/resources/META-INF/services/io.hotloop.bench.Workload");

    @Parameters(paramLabel = "FOLDER", description = "The folder, new or empty; its name is the project's.")
    private Path folder = Path.of("");

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description =
                    "Java package and Maven group (default: the project's name without what is no letter or digit).")
    private @Nullable String packageName;

    /** Made by picocli. */
    NewCommand() {}

    @Override
    int execute() throws IOException {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        if (!name.matches("[A-Za-z][A-Za-z0-9_.-]*")) {
            throw wrongUsage("\"" + name + "\" is no name for a project: one such as my-kernels is, of letters, digits,"
                    + " and ._-");
        }
        String java = packageName == null ? name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "") : packageName;
        if (!java.matches("[A-Za-z0-9_.]+") || !SourceVersion.isName(java) || java.matches("java(x?)(\\..*)?")) {
            throw wrongUsage("\"" + java + "\" is no name for a package: give one such as demo by --package");
        }
        requireEmpty();
        String path = java.replace('.', '/');
        Map<String, String> words = Map.of(
                "${groupId}", java,
                "${artifactId}", name,
                "${version}", "0.1.0-SNAPSHOT",
                "${package}", java,
                "${packageInPathFormat}", path,
                "${hotloopVersion}", Hotloop.info().version());
        for (String file : FILES) {
            // Maven leaves files called .gitignore out of jars.
            Path target = folder.resolve(
                    file.equals("gitignore")
                            ? ".gitignore"
                            : file.replaceFirst("^(src/\\w+/java)/", "$1/" + path + "/"));
            Files.createDirectories(target.getParent());
            Files.writeString(target, text(file, words));
            if (file.equals("mvnw") && !target.toFile().setExecutable(true)) {
                throw new IOException(target + " cannot be made a program");
            }
        }
        tell(name, java);
        return 0;
    }

    private void requireEmpty() throws IOException {
        if (Files.isRegularFile(folder)) {
            throw new FileSystemException(folder.toString(), null, "there is a file of this name");
        }
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new FileSystemException(folder.toString(), null, "the folder is not empty");
                }
            }
        }
    }

    private static String text(String file, Map<String, String> words) throws IOException {
        try (InputStream in = NewCommand.class.getResourceAsStream("template/" + file)) {
            String text = new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
            for (var word : words.entrySet()) {
                text = text.replace(word.getKey(), word.getValue());
            }
            return text;
        }
    }

    private void tell(String name, String java) throws IOException {
        var document = new LinkedHashMap<String, Object>();
        document.put("folder", folder.toString());
        document.put("name", name);
        document.put("package", java);
        String version = Hotloop.info().version();
        answer(
                """
                %s: a project of the package %s. Next:
                    cd %s
                    ./mvnw verify                             builds, tests and packages it
                    ./mvnw -q test-compile exec:exec@bench    races C against Java
                """.formatted(folder, java, folder)
                        + (version.endsWith("-SNAPSHOT")
                                ? "Maven must have Hotloop %s: ./mvnw -DskipTests install in Hotloop's folder.\n"
                                        .formatted(version)
                                : ""),
                document);
    }
}
