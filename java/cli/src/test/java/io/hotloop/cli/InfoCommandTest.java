package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.hotloop.Hotloop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InfoCommandTest {
    @Test
    void textNamesWhatIsLoaded() {
        var result = CommandLineRun.run("info");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("native     yes")
                .contains("tier       " + Hotloop.info().tier() + " of x86_64_v2")
                .contains("libhotloop.so");
    }

    @Test
    void jsonAloneOnStandardOutput() throws Exception {
        Map<String, Object> info =
                JSON.std.mapFrom(CommandLineRun.run("info", "--json").out());
        assertThat(info)
                .containsOnlyKeys(
                        "version",
                        "java",
                        "os",
                        "cpu",
                        "cores",
                        "threads",
                        "native",
                        "reason",
                        "tier",
                        "tiers",
                        "library",
                        "origin",
                        "precision",
                        "memory_limit",
                        "explicit_gc",
                        "abi_version",
                        "numerics_version")
                .containsEntry("version", Hotloop.info().version())
                .containsEntry("native", true)
                .containsEntry("reason", null)
                .containsEntry("memory_limit", Hotloop.memory().limit())
                .containsEntry("precision", "STRICT")
                .containsEntry("explicit_gc", true)
                .containsEntry("numerics_version", Hotloop.NUMERICS_VERSION);
    }

    @Test
    void jsonFileBesideTheText(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("info.json");
        var result = CommandLineRun.run("info", "--json=" + file);
        assertThat(result.out()).startsWith("Hotloop ");
        assertThat(JSON.std.mapFrom(Files.readString(file))).containsEntry("native", true);
        assertThat(folder).isDirectoryNotContaining(f -> !f.equals(file));
    }

    @Test
    void withoutTheLibraryTheReasonIsTold() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dhotloop.native=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "info")
                .redirectErrorStream(false)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes())).contains("native     no: ");
        assertThat(process.waitFor()).isZero();
    }
}
