package io.hotloop.tests.loading;

import static io.hotloop.tests.loading.Loading.child;
import static io.hotloop.tests.loading.Loading.childWithoutNatives;
import static io.hotloop.tests.loading.Loading.library;
import static io.hotloop.tests.loading.Loading.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hotloop.tests.ChildJvm;
import io.hotloop.tests.loading.Loading.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every place that the library may come from, in its order; and what is set before it is loaded. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the library is built for linux-x86_64")
class LoadedLibraryIT {
    @TempDir
    Path folder;

    @Test
    void comesFromTheJarOnTheClassPath() throws Exception {
        Outcome outcome = run(child(folder)).assertLoaded();

        assertThat(outcome.value("origin")).contains("hotloop-natives").endsWith(Loading.RESOURCE);
        assertThat(Path.of(outcome.value("path")))
                .startsWith(folder.resolve("hotloop"))
                .hasFileName("libhotloop.so")
                .isRegularFile();
        assertThat(outcome.value("tiers")).contains(outcome.value("tier"));
        assertThat(outcome.value("reason")).isEqualTo("null");
    }

    @Test
    void comesFromTheJarOnTheModulePath() throws Exception {
        Outcome outcome = run(ChildJvm.classPathOf(List.of(), LoadingProbe.class.getName())
                        .withoutOption("--enable-native-access=ALL-UNNAMED")
                        .option("--enable-native-access=io.hotloop.bindings")
                        .option("--module-path=" + ChildJvm.jars())
                        .option("--add-modules=io.hotloop")
                        .environment("XDG_CACHE_HOME", folder.toString()))
                .assertLoaded();

        assertThat(outcome.value("origin")).contains("hotloop-natives");
    }

    @Test
    void comesFromAClassPathThatLostItsServices() throws Exception {
        Path resource = Files.createDirectories(folder.resolve("classes/META-INF/native/linux-x86_64"));
        library(resource);

        Outcome outcome =
                run(childWithoutNatives(folder, folder.resolve("classes"))).assertLoaded();

        assertThat(outcome.value("origin")).startsWith("file:").endsWith(Loading.RESOURCE);
    }

    @Test
    void comesFromTheFileOfTheProperty() throws Exception {
        Path file = library(folder);

        Outcome outcome =
                run(child(folder).option("-Dhotloop.library.path=" + file)).assertLoaded();

        assertThat(outcome.value("path")).isEqualTo(file.toString());
        assertThat(outcome.value("origin")).isEqualTo("-Dhotloop.library.path");
        assertThat(folder.resolve("hotloop")).doesNotExist();
    }

    @Test
    void comesFromTheFolderOfTheProperty() throws Exception {
        Path file = library(folder);

        Outcome outcome =
                run(child(folder).option("-Dhotloop.library.path=" + folder)).assertLoaded();

        assertThat(outcome.value("path")).isEqualTo(file.toString());
    }

    @Test
    void comesFromJavaLibraryPathLast() throws Exception {
        Path file = library(folder);

        Outcome without = run(childWithoutNatives(folder).option("-Djava.library.path=/nowhere:" + folder))
                .assertLoaded();
        assertThat(without.value("path")).isEqualTo(file.toString());
        assertThat(without.value("origin")).isEqualTo("java.library.path");

        Outcome with =
                run(child(folder).option("-Djava.library.path=" + folder)).assertLoaded();
        assertThat(with.value("origin")).contains("hotloop-natives");
    }

    /** A run-time image of its own, as jlink makes one with the library in its lib folder. */
    @Test
    void comesFromTheRuntimeImage() throws Exception {
        Path image = folder.resolve("image");
        assumeTrue(
                Loading.works(
                        ChildJvm.jdk().resolve("bin/jlink").toString(),
                        "--module-path",
                        ChildJvm.jar("hotloop-core") + ":" + ChildJvm.jar("hotloop-bindings"),
                        "--add-modules",
                        "io.hotloop",
                        "--output",
                        image.toString()),
                "this JDK has no jlink that works");
        Path file = library(image.resolve("lib"));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");

        Process process = new ProcessBuilder(
                        image.resolve("bin/java").toString(),
                        "--enable-native-access=io.hotloop.bindings",
                        "-cp",
                        Path.of("target/test-classes").toAbsolutePath().toString(),
                        LoadingProbe.class.getName())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();

        var outcome = new Outcome(process.waitFor(), Files.readString(out), Files.readString(err)).assertLoaded();
        assertThat(outcome.value("path")).isEqualTo(file.toString());
        assertThat(outcome.value("origin")).isEqualTo("the JDK's lib folder");
    }

    @Test
    void leavesNothingButItsFileInTheCache() throws Exception {
        run(child(folder)).assertLoaded();
        run(child(folder)).assertLoaded();

        try (var files = Files.walk(folder.resolve("hotloop"))) {
            assertThat(files.filter(Files::isRegularFile)).singleElement().satisfies(file -> {
                assertThat(file).hasFileName("libhotloop.so");
                assertThat(Files.getPosixFilePermissions(file.getParent()))
                        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            });
        }
    }

    @Test
    void findsTheWaitPolicySet() throws Exception {
        Outcome outcome = run(child(folder, "environment")).assertLoaded();

        assertThat(outcome.value("GOMP_SPINCOUNT")).isEqualTo("1000");
        assertThat(outcome.value("OMP_WAIT_POLICY")).isEqualTo("null");
    }

    @Test
    void findsTheUsersWaitPolicyLeftAlone() throws Exception {
        Outcome count = run(child(folder, "environment").environment("GOMP_SPINCOUNT", "5"))
                .assertLoaded();
        assertThat(count.value("GOMP_SPINCOUNT")).isEqualTo("5");

        Outcome policy = run(child(folder, "environment").environment("OMP_WAIT_POLICY", "passive"))
                .assertLoaded();
        assertThat(policy.value("OMP_WAIT_POLICY")).isEqualTo("passive");
        assertThat(policy.value("GOMP_SPINCOUNT")).isEqualTo("null");
    }
}
