package io.hotloop.tests.arrays;

import static io.hotloop.testing.ArrayAssertions.assertArrayEqual;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.NdArray;
import io.hotloop.data.Npy;
import io.hotloop.data.Npz;
import io.hotloop.tests.ChildJvm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that NumPy wrote: all versions of the format, dtypes, byte orders and layouts. */
class NpyFilesIT {
    @TempDir
    Path folder;

    @Test
    void readsWhatNumpyWrote() throws IOException {
        Map<String, NdArray> files = files();
        int count = 0;
        for (var named : files.entrySet()) {
            if (named.getKey().startsWith("value.")) {
                continue;
            }
            NdArray value = files.get("value." + named.getKey());
            Path file = Files.write(folder.resolve("a.npy"), bytes(named.getValue()));

            assertArrayEqual(value, Npy.load(file));
            assertArrayEqual(value, Npy.read(new ByteArrayInputStream(bytes(named.getValue()))));
            if (!named.getKey().contains("big")) {
                assertArrayEqual(value, Npy.map(file));
            }
            count++;
        }
        assertThat(count).isEqualTo(13 * 9);
    }

    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        Map<String, NdArray> files = files();
        for (var named : files.entrySet()) {
            String name = named.getKey();
            if (name.startsWith("value.") || name.contains("big") || name.endsWith(".v2") || name.endsWith(".v3")) {
                continue;
            }
            var written = new ByteArrayOutputStream();
            Npy.write(written, Npy.read(new ByteArrayInputStream(bytes(named.getValue()))));

            assertThat(written.toByteArray()).as(name).isEqualTo(bytes(named.getValue()));
        }
    }

    private static Map<String, NdArray> files() throws IOException {
        return Npz.load(ChildJvm.root().resolve("tests/data/arrays/formats.npz"));
    }

    private static byte[] bytes(NdArray array) {
        byte[] bytes = new byte[Math.toIntExact(array.size())];
        array.copyTo(bytes);
        return bytes;
    }
}
