package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds, and what it runs: in a small tree with a mvnw and a java of the test's own. */
class LauncherIT {
    @TempDir
    private Path tree;

    private Path source;

    @BeforeEach
    void plantTree() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the launcher is a shell script");
        Files.copy(ChildJvm.root().resolve("hotloop"), tree.resolve("hotloop"));
        for (String folder : List.of("native", "bindings", "java/cli")) {
            Files.createDirectories(tree.resolve(folder));
        }
        for (String file : List.of("pom.xml", "CMakeLists.txt", "CMakePresets.json")) {
            Files.writeString(tree.resolve(file), "");
        }
        source = Files.writeString(tree.resolve("java/cli/Main.java"), "class Main {}");
        script("mvnw", "echo \"$@\" >> builds; mkdir -p java/cli/target/app; touch java/cli/target/app/a.jar");
    }

    private void script(String name, String body) throws IOException {
        Path file = Files.writeString(tree.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ChildJvm.Result launch(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", tree.resolve("hotloop").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path err = Files.createTempFile("launcher", ".err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes());
        var result = new ChildJvm.Result(process.waitFor(), out, Files.readString(err));
        Files.delete(err);
        return result;
    }

    private long builds() throws IOException {
        Path log = tree.resolve("builds");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    @Test
    void buildsOnceAndRunsWithTheArgumentsAsTheyAre() throws Exception {
        script("java.sh", "for argument; do echo \"$argument\"; done");
        var java = Map.of("HOTLOOP_JAVA", tree.resolve("java.sh").toString(), "HOTLOOP_JAVA_OPTS", "-Xint -Da=b");
        var first = launch(java, "bench", "a b", "*");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err()).contains("hotloop: building").contains("hotloop: built in");
        assertThat(first.out().lines())
                .containsSequence("io.hotloop.cli.Main", "bench", "a b", "*")
                .containsSequence("-Xint", "-Da=b", "--enable-native-access=ALL-UNNAMED");
        var second = launch(java, "info");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewerAddedOrDeleted() throws Exception {
        script("java.sh", "exit 0");
        var java = Map.of("HOTLOOP_JAVA", tree.resolve("java.sh").toString());
        launch(java);
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        launch(java);
        assertThat(builds()).as("newer").isEqualTo(2);
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
        Path added = Files.writeString(tree.resolve("native/kernel.c"), "");
        Files.setLastModifiedTime(added, FileTime.from(Instant.now().minusSeconds(60)));
        launch(java);
        assertThat(builds()).as("added").isEqualTo(3);
        Files.delete(added);
        launch(java);
        assertThat(builds()).as("deleted").isEqualTo(4);
        launch(java);
        assertThat(builds()).as("nothing changed").isEqualTo(4);
    }

    @Test
    void aFailedBuildIsShownAndNotRunAndTriedAgain() throws Exception {
        script("mvnw", "mkdir -p java/cli/target/app; echo the compiler says no; exit 1");
        script("java.sh", "echo ran");
        var java = Map.of("HOTLOOP_JAVA", tree.resolve("java.sh").toString());
        for (int attempt = 0; attempt < 2; attempt++) {
            var result = launch(java);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("the compiler says no").contains("hotloop: the build failed");
        }
    }

    @Test
    void theExitCodeIsTheProgrammes() throws Exception {
        script("java.sh", "exit 2");
        assertThat(launch(Map.of("HOTLOOP_JAVA", tree.resolve("java.sh").toString()))
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void findsTheJdkThatRunsTheTestsByJavaHome() throws Exception {
        // An empty value is as good as none.
        var result =
                launch(Map.of("HOTLOOP_JAVA", "", "JAVA_HOME", ChildJvm.jdk().toString()));
        assertThat(result.err()).contains("ClassNotFoundException: io.hotloop.cli.Main");
    }
}
