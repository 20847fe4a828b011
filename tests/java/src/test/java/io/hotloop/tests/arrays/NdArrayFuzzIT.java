package io.hotloop.tests.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.tests.ChildJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two minutes of random calls of every public method, half of them wrong: no crash, and no exception but the
 * documented ones. {@code HOTLOOP_ARRAY_FUZZ_SECONDS} (150) and {@code HOTLOOP_ARRAY_FUZZ_SEED} change it;
 * {@code tests/long} runs it for an hour.
 */
class NdArrayFuzzIT {
    @TempDir
    Path folder;

    @Test
    void everyMethodTakesEveryArgument() throws IOException, InterruptedException {
        String seconds = System.getenv().getOrDefault("HOTLOOP_ARRAY_FUZZ_SECONDS", "150");
        String seed =
                System.getenv().getOrDefault("HOTLOOP_ARRAY_FUZZ_SEED", Long.toString(System.currentTimeMillis()));
        System.out.println("NdArrayFuzzIT: HOTLOOP_ARRAY_FUZZ_SEED=" + seed);
        Path out = folder.resolve("out");
        Path files = Files.createDirectory(folder.resolve("files"));
        Process child = ChildJvm.classPath(ArrayFuzz.class.getName(), seconds, seed, files.toString())
                .option("-ea")
                .option("-Xmx512m")
                .option("-Dhotloop.memory.limit=" + (192 << 20))
                .option("-XX:ErrorFile=" + folder.resolve("hs_err.log"))
                .start(ProcessBuilder.Redirect.to(out.toFile()), ProcessBuilder.Redirect.to(out.toFile()));
        boolean ended = child.waitFor(2 * Long.parseLong(seconds) + 120, TimeUnit.SECONDS);
        if (!ended) {
            child.destroyForcibly().waitFor();
        }
        System.out.println(Files.readString(out));

        assertThat(ended)
                .as("ends in time; the last call was %s", lastCall(files))
                .isTrue();
        assertThat(child.exitValue())
                .as("seed %s; the last call was %s\n%s", seed, lastCall(files), crash())
                .isZero();
    }

    private static String lastCall(Path files) throws IOException {
        Path file = files.resolve("call");
        if (!Files.exists(file)) {
            return "none";
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        return new String(bytes.array(), 4, bytes.getInt(), StandardCharsets.UTF_8);
    }

    private String crash() throws IOException {
        Path file = folder.resolve("hs_err.log");
        if (!Files.exists(file)) {
            return "";
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.min(6000, text.length()));
    }
}
