package io.hotloop.tests.loading;

import static io.hotloop.tests.loading.Loading.child;
import static io.hotloop.tests.loading.Loading.childWithoutNatives;
import static io.hotloop.tests.loading.Loading.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.tests.ChildJvm;
import io.hotloop.tests.loading.Loading.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When Java computes instead: no library for the platform, native access denied, off. And what required makes of it. */
class FallbackIT {
    @TempDir
    Path folder;

    @Test
    void warnsOfAnUnknownPlatform() throws Exception {
        Outcome outcome = run(child(folder).option("-Dos.arch=riscv64"));

        assertThat(outcome.assertFallback())
                .isEqualTo("there is no Hotloop library for " + System.getProperty("os.name")
                        + " on riscv64: name a library built for it by -Dhotloop.library.path");
    }

    @Test
    void warnsOfAMissingNativesJar() throws Exception {
        Outcome outcome = run(childWithoutNatives(folder));

        assertThat(outcome.assertFallback())
                .startsWith("there is no Hotloop library for ")
                .contains("add io.hotloop:hotloop-natives with the classifier ")
                .endsWith("-Dhotloop.library.path");
        assertThat(outcome.err()).contains("add io.hotloop:hotloop-natives with the classifier ");
    }

    @Test
    void makesNoRestrictedCallWithoutALibrary() throws Exception {
        // Else the JVM, too, would warn.
        run(childWithoutNatives(folder).withoutOption("--enable-native-access=ALL-UNNAMED"))
                .assertFallback();
    }

    @Test
    void warnsOfDeniedNativeAccessOnTheClassPath() throws Exception {
        Outcome outcome = run(child(folder)
                .withoutOption("--enable-native-access=ALL-UNNAMED")
                .option("--illegal-native-access=deny"));

        assertThat(outcome.assertFallback())
                .isEqualTo("native access is denied to the class path: run java with"
                        + " --enable-native-access=ALL-UNNAMED");
        assertThat(outcome.err()).contains("To cure it, run java with --enable-native-access=ALL-UNNAMED");
    }

    @Test
    void warnsOfDeniedNativeAccessOnTheModulePath() throws Exception {
        Outcome outcome = run(ChildJvm.classPathOf(List.of(), LoadingProbe.class.getName())
                .withoutOption("--enable-native-access=ALL-UNNAMED")
                .option("--illegal-native-access=deny")
                .option("--module-path=" + ChildJvm.jars())
                .option("--add-modules=io.hotloop")
                .environment("XDG_CACHE_HOME", folder.toString()));

        assertThat(outcome.assertFallback())
                .isEqualTo("native access is denied to the module io.hotloop.bindings: run java with"
                        + " --enable-native-access=io.hotloop.bindings");
    }

    @Test
    void isSilentWhenAskedFor() throws Exception {
        Outcome outcome = run(child(folder)
                .withoutOption("--enable-native-access=ALL-UNNAMED")
                .option("-Dhotloop.native=off"));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.isNative()).isFalse();
        assertThat(outcome.value("reason")).isEqualTo("-Dhotloop.native=off");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isAnErrorWhenNativeIsRequired() throws Exception {
        Outcome outcome = run(childWithoutNatives(folder).option("-Dhotloop.native=required"));

        assertThat(outcome.assertFailed())
                .startsWith("-Dhotloop.native=required, but there is no Hotloop library for ")
                .contains("add io.hotloop:hotloop-natives");
        assertThat(outcome.attempts())
                .satisfiesExactly(
                        javaHome -> assertThat(javaHome).startsWith("there is no file "),
                        jar -> assertThat(jar).startsWith("no hotloop-natives jar for "),
                        libraryPath -> assertThat(libraryPath).contains("in java.library.path: "));
    }

    @Test
    void isAnErrorWhenNativeIsRequiredAndDenied() throws Exception {
        Outcome outcome = run(child(folder)
                .withoutOption("--enable-native-access=ALL-UNNAMED")
                .option("--illegal-native-access=deny")
                .option("-Dhotloop.native=required"));

        assertThat(outcome.assertFailed())
                .startsWith("-Dhotloop.native=required, but native access is denied")
                .endsWith("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void refusesAnUnknownMode() throws Exception {
        assertThat(run(child(folder).option("-Dhotloop.native=on")).assertFailed())
                .isEqualTo("-Dhotloop.native is \"on\": it takes auto, required or off");
    }
}
