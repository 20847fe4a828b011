package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build says when something is missing. */
class BuildIT {
    @Test
    void missingToolsAreNamedWithTheWayToGetThem(@TempDir Path empty) throws Exception {
        var builder = new ProcessBuilder(
                        ChildJvm.jdk().resolve("bin/java").toString(),
                        ChildJvm.root()
                                .resolve("java/natives/build/NativeBuild.java")
                                .toString(),
                        "install",
                        "release",
                        empty.resolve("out").toString())
                .redirectErrorStream(true);
        builder.environment().put("PATH", empty.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output)
                .contains("CMake 3.25 or later (Debian and Ubuntu: apt-get install cmake)")
                .contains("Ninja (Debian and Ubuntu: apt-get install ninja-build)");
        assertThat(empty.resolve("out")).doesNotExist();
    }
}
