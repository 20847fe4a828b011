package io.hotloop.data;

import static io.hotloop.testing.ArrayAssertions.assertArrayEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.NdArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpzTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void savesAndLoads(Npz.Compression compression) throws IOException {
        Path file = folder.resolve("a.npz");
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("ö und é", NdArray.arange(12).reshape(3, 4).transpose());
        arrays.put("folder/b", NdArray.zeros(100_000));
        arrays.put("empty", NdArray.zeros(0, 3));
        arrays.put("scalar", NdArray.scalar(2.5f));
        Npz.save(file, arrays, compression);

        Map<String, NdArray> loaded = Npz.load(file);
        assertThat(loaded.keySet()).containsExactlyElementsOf(arrays.keySet());
        assertThat(Npz.names(file)).containsExactlyElementsOf(arrays.keySet());
        arrays.forEach((name, array) -> assertArrayEqual(array, loaded.get(name)));
        assertArrayEqual(arrays.get("scalar"), Npz.load(file, "scalar"));
        assertThat(Files.size(file) < 10_000).isEqualTo(compression == Npz.Compression.DEFLATED);
        assertThatThrownBy(() -> loaded.put("x", NdArray.of(1))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void givesTheSameBytesForTheSameArrays() throws IOException {
        Path file = folder.resolve("a.npz");
        Npz.save(file, Map.of("a", NdArray.of(1, 2)));
        byte[] first = Files.readAllBytes(file);
        Npz.save(file, Map.of("a", NdArray.of(1, 2)));
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        Npz.save(file, Map.of());
        assertThat(Npz.load(file)).isEmpty();
    }

    @Test
    void refusesDamagedArchives() throws IOException {
        Path file = folder.resolve("a.npz");
        Npz.save(file, Map.of("a", NdArray.of(1, 2, 3)));
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\n\1\0\0\0") + 1;
        bytes[at] = 77;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Npz.load(file))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        file + ", entry \"a.npy\": it is damaged: its checksum is not the one that the archive says");

        Files.writeString(file, "no archive");
        assertThatThrownBy(() -> Npz.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": it is no .npz file: ");
        assertThatThrownBy(() -> Npz.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("folder");
        assertThatThrownBy(() -> Npz.names(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void refusesOtherEntries() throws IOException {
        Path file = folder.resolve("a.npz");
        zip(file, "readme.txt", "hello".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> Npz.load(file)).hasMessage(file + ": the entry \"readme.txt\" is no .npy file");
        zip(file, "a.npy", "hello".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> Npz.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ", entry \"a.npy\": ");

        Path npy = folder.resolve("a.npy");
        Npy.save(npy, NdArray.of(1));
        byte[] bytes = Files.readAllBytes(npy);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        zip(file, "a.npy", longer);
        assertThatThrownBy(() -> Npz.load(file)).hasMessageContaining("there are bytes behind its elements");
    }

    @Test
    void namesWhatThereIs() throws IOException {
        Path file = folder.resolve("a.npz");
        Npz.save(file, Map.of("x", NdArray.of(1)));
        assertThatThrownBy(() -> Npz.load(file, "y"))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": it has no array \"y\", but [x]");
        assertThatThrownBy(() -> Npz.save(file, Map.of("", NdArray.of(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Npz.save(file, Map.of("x".repeat(70_000), NdArray.of(1))))
                .isInstanceOf(IllegalArgumentException.class);
        Map<String, NdArray> none = new LinkedHashMap<>();
        none.put("x", null);
        assertThatThrownBy(() -> Npz.save(file, none)).isInstanceOf(NullPointerException.class);
        assertThat(Npz.load(file, "x")).isEqualTo(NdArray.of(1));
    }

    private static void zip(Path file, String name, byte[] contents) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(contents);
            zip.closeEntry();
        }
    }
}
