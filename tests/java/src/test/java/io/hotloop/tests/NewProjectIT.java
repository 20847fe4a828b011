package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Projects of {@code hotloop new} and of the archetype, and the one in {@code docs/examples}, built by Maven as their users build them: with a local repository that
 * has this build's jars, and behind it the one of the Maven that runs these tests.
 */
class NewProjectIT {
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final Pattern NAME = Pattern.compile("</parent>.*?<artifactId>(.*?)</artifactId>", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");

    @TempDir
    private static Path repository;

    private static String version;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fillTheRepository() throws IOException {
        Path root = ChildJvm.root();
        String parent = Files.readString(root.resolve("pom.xml"));
        version = VERSION.matcher(parent).results().findFirst().orElseThrow().group(1);
        put(root, "hotloop-parent");
        for (var module : MODULE.matcher(parent).results().toList()) {
            Path place = root.resolve(module.group(1));
            String pom = Files.readString(place.resolve("pom.xml"));
            put(place, NAME.matcher(pom).results().findFirst().orElseThrow().group(1));
        }
    }

    private static void put(Path module, String name) throws IOException {
        Path target = Files.createDirectories(repository.resolve("io/hotloop/" + name + "/" + version));
        Files.copy(module.resolve("pom.xml"), target.resolve(name + "-" + version + ".pom"));
        for (Path folder : List.of(module.resolve("target"), module.resolve("target/app"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path jar : (Iterable<Path>) files::iterator) {
                        String file = jar.getFileName().toString();
                        if (file.startsWith(name + "-" + version) && file.endsWith(".jar")) {
                            Files.copy(jar, target.resolve(file));
                        }
                    }
                }
            }
        }
    }

    /** Runs Maven, and gives what it printed. */
    private static String maven(Path directory, Path wrapper, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                "sh",
                wrapper.toString(),
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + System.getProperty("hotloop.test.repository")));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("maven", ".log");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("JAVA_HOME", ChildJvm.jdk().toString());
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String output = Files.readString(log);
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            Files.delete(log);
        }
    }

    private Path newProject() throws Exception {
        var made = ChildJvm.commandLine("new", "my-kernels", "--package", "org.demo")
                .directory(folder)
                .run();
        assertThat(made.err()).isEmpty();
        assertThat(made.out()).startsWith("my-kernels: a project of the package org.demo.");
        return folder.resolve("my-kernels");
    }

    @Test
    void aNewProjectIsBuiltTestedRacedAndPackaged() throws Exception {
        Path project = newProject();
        String output = maven(
                project, project.resolve("mvnw"), "verify", "exec:exec@bench", "-Dbench=--quick --size 1000 vectors");
        assertThat(output)
                .contains("org.demo.Vectors for linux-")
                .contains("Tests run: 8, Failures: 0, Errors: 0, Skipped: 0")
                .contains("100% tests passed, 0 tests failed")
                .containsPattern("\nC +\\d+ .* same bits");
        List<Path> jars;
        try (Stream<Path> files = Files.list(project.resolve("target"))) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        assertThat(jars).hasSize(2);
        Path platform = jars.getFirst();
        assertThat(platform.getFileName().toString()).matches("my-kernels-0\\.1\\.0-SNAPSHOT-linux-\\w+\\.jar");
        assertThat(entries(platform)).anyMatch(name -> name.matches("META-INF/kernels/linux-\\w+/.*\\.so"));
        assertThat(entries(jars.getLast()))
                .contains("org/demo/Vectors.class", "org/demo/vectors.c")
                .noneMatch(name -> name.startsWith("META-INF/kernels"));

        // From the two jars, where there is no compiler.
        Path main = Files.writeString(folder.resolve("Main.java"), """
                void main() {
                    var norms = io.hotloop.NdArray.zeros(1);
                    org.demo.Vectors.open().norms(io.hotloop.NdArray.of(new double[][] {{3, 4}}), norms);
                    IO.println(norms);
                }
                """);
        var run = ChildJvm.classPathOf(List.of(ChildJvm.jars().resolve("*"), platform, jars.getLast()), main.toString())
                .option("-Dhotloop.cache.dir=" + folder.resolve("cache"))
                .environment("PATH", folder.toString())
                .run();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("NdArray float64[1] [5.0]\n");
    }

    private static List<String> entries(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream().map(Object::toString).toList();
        }
    }

    @Test
    void theArchetypeMakesTheSame() throws Exception {
        Map<String, String> expected = texts(newProject());
        expected.remove(".gitignore"); // Maven's archetypes have none
        Path elsewhere = Files.createDirectory(folder.resolve("archetype"));
        maven(
                elsewhere,
                ChildJvm.root().resolve("mvnw"),
                "org.apache.maven.plugins:maven-archetype-plugin:3.4.0:generate",
                "-DarchetypeCatalog=local",
                "-DarchetypeGroupId=io.hotloop",
                "-DarchetypeArtifactId=hotloop-archetype",
                "-DarchetypeVersion=" + version,
                "-DgroupId=org.demo",
                "-DartifactId=my-kernels",
                "-Dpackage=org.demo");
        assertThat(texts(elsewhere.resolve("my-kernels"))).containsExactlyEntriesOf(expected);
    }

    @Test
    void theExampleWithJextractIsBuiltAndRaced() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/include/fftw3.h")), "libfftw3-dev is not installed");
        Path example = ChildJvm.root().resolve("docs/examples/fftw");
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.startsWith(example.resolve("target"))) {
                    Files.copy(
                            file,
                            folder.resolve("fftw")
                                    .resolve(example.relativize(file).toString()));
                }
            }
        }
        String output = maven(
                folder.resolve("fftw"),
                ChildJvm.root().resolve("mvnw"),
                "verify",
                "exec:exec@bench",
                "-Dbench=--quick --size 1024 fftw");
        assertThat(output)
                .contains("Tests run: 7, Failures: 0, Errors: 0, Skipped: 0")
                .containsPattern("\nFFTW +1 ");
        String header = Files.readString(example.resolve("native/fourier.h"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(example.resolve("PROVENANCE")))
                .as("bindings of this header")
                .contains("header-sha256: " + HexFormat.of().formatHex(hash));
    }

    private static Map<String, String> texts(Path root) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file)) {
                    texts.put(
                            root.relativize(file).toString(),
                            Files.readString(file).replace("\r\n", "\n"));
                }
            }
        }
        return texts;
    }
}
