package io.hotloop.data;

import static io.hotloop.testing.ArrayAssertions.assertArrayEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.NdArray;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of NumPy itself are in tests/java. */
class NpyTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void savesAndLoadsEveryLayout(DType dtype) throws IOException {
        Path file = folder.resolve("a.npy");
        NdArray a = NdArray.arange(24).astype(dtype).reshape(2, 3, 4);
        for (NdArray array : new NdArray[] {
            a,
            a.transpose(),
            a.flip(),
            a.get("..., ::2"),
            a.get("0, 1, 2"),
            a.get("1:1"),
            a.get(":, 1, newaxis"),
            a.get("0, 0").broadcastTo(5, 4)
        }) {
            Npy.save(file, array);

            assertArrayEqual(array, Npy.load(file));
            assertArrayEqual(array, Npy.map(file));
        }
        assertThat(list()).containsExactly("a.npy");
    }

    @Test
    void keepsFortranOrderAsStrides() throws IOException {
        Path file = folder.resolve("f.npy");
        NdArray fortran = NdArray.arange(6.0).reshape(2, 3).transpose();
        Npy.save(file, fortran);

        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("'fortran_order': True");
        assertThat(Npy.load(file).transpose().isContiguous()).isTrue();
        assertThat(Npy.load(file)).isEqualTo(fortran);
    }

    @Test
    void writesLargeArraysThatAreNotContiguousPieceByPiece() throws IOException {
        // Rows that are larger than a piece, rows of which a piece takes several, and one long axis.
        for (long[] shape : new long[][] {{3, 20_000}, {20_000, 3}, {70_000}, {2, 3, 9_000}}) {
            long size = 1;
            for (long length : shape) {
                size *= length;
            }
            NdArray array = NdArray.arange(2 * size).get("::2").reshape(shape).flip();
            var out = new ByteArrayOutputStream();
            Npy.write(out, array);

            assertArrayEqual(array, Npy.read(new ByteArrayInputStream(out.toByteArray())));
        }
    }

    @Test
    void readsSeveralArraysFromOneStream() throws IOException {
        var out = new ByteArrayOutputStream();
        Npy.write(out, NdArray.of(1, 2));
        Npy.write(out, NdArray.of(0.5));
        var in = new ByteArrayInputStream(out.toByteArray());

        assertArrayEqual(NdArray.of(1, 2), Npy.read(in));
        assertArrayEqual(NdArray.of(0.5), Npy.read(in));
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void turnsBigEndianElementsAroundButDoesNotMapThem() throws IOException {
        byte[] data = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2f).array();
        Path file = write("big.npy", "{'descr': '>c8', 'fortran_order': False, 'shape': (1,), }", data);

        assertThat(Npy.load(file).getComplex(0)).isEqualTo(new Complex(1.5, -2));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Npy.map(file))
                .withMessage(file + ": its elements are big-endian, which memory here is not: load the file instead of"
                        + " mapping it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}",
                "{ 'shape' :( 2 , ) , \"descr\":\"<f8\" ,'fortran_order':False}",
                "{'descr': 'f8', 'fortran_order': False, 'shape': (2L,), }",
                "{'descr': '=f8', 'fortran_order': True, 'shape': (2, 1, ), }",
            })
    void readsHeadersAsOtherProgramsWriteThem(String header) throws IOException {
        byte[] data = new byte[16];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putDouble(8, 2.5);

        assertThat(Npy.load(write("a.npy", header, data)).ravel()).isEqualTo(NdArray.of(0.0, 2.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'descr': '<f2', 'fortran_order': False, 'shape': (2,), } ; '<f2' means floats of this size",
                "{'descr': '|O', 'fortran_order': False, 'shape': (2,), } ; Python objects, which are never unpickled",
                "{'descr': '<U7', 'fortran_order': False, 'shape': (2,), } ; '<U7' means texts",
                "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (), } ; dates and time spans",
                "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (2,), } ; the dtype [('x', '<f8')] is structured",
                "{'descr': '', 'fortran_order': False, 'shape': (2,), } ; '' means an unknown type",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), } ; no number of digits",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2), } ; not a tuple",
                "{'descr': '<f8', 'fortran_order': False, 'shape': [2], } ; '(' is expected",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'x': 1} ; unknown key \"x\"",
                "{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), } ; \"descr\" twice",
                "{'descr': '<f8', 'shape': (2,), } ; it lacks fortran_order",
                "{'descr': '<f8', 'fortran_order': 1, 'shape': (2,), } ; neither True nor False",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), } import os ; text behind",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), ; a string is expected",
                "{'descr': '<f8 ; a string has no end",
                "{'descr': '\\x3cf8', 'fortran_order': False, 'shape': (2,), } ; a backslash",
                "__import__('os').system('true') ; '{' is expected",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846976,), } ; is too large",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296,4294967296), } ; is too large",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (0,4294967296,4294967296), } ; is too large",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), } ; does not fit 63 bits",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), } ; there are only 16",
            })
    void refusesHeadersWithTheReason(String header, String reason) throws IOException {
        Path file = write("a.npy", header, new byte[16]);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Npy.load(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(reason);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Npy.map(file))
                .withMessageContaining(reason);
    }

    @Test
    void refusesWhatIsNoSuchFile() throws IOException {
        Path file = folder.resolve("a.npy");
        assertThatThrownBy(() -> Npy.load(file)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Npy.load(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": is a folder, not a file");

        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Npy.load(file))
                .isInstanceOf(EOFException.class)
                .hasMessageStartingWith(file + ": ");
        Files.writeString(file, "hello");
        assertThatThrownBy(() -> Npy.load(file))
                .hasMessage(file + ": it does not begin with \\x93NUMPY and is no .npy data");
        Files.writeString(file, "PK\3\4 some archive");
        assertThatThrownBy(() -> Npy.load(file))
                .hasMessage(file + ": it does not begin with \\x93NUMPY and is no .npy data");
        Files.write(file, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 9, 0, 0, 0});
        assertThatThrownBy(() -> Npy.load(file)).hasMessageContaining("version 9.0");
        Files.write(file, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1});
        assertThatThrownBy(() -> Npy.load(file)).hasMessageContaining("a header of 4294967295 bytes");
    }

    @Test
    void namesTheFileThatHasNoFolder() {
        Path file = folder.resolve("none").resolve("a.npy");
        assertThatThrownBy(() -> Npy.save(file, NdArray.zeros(1)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(file + ": there is no folder " + file.getParent());
    }

    @Test
    void allocatesFromAStreamOnlyWhatCame() {
        // A terabyte, it says.
        byte[] bytes = header("{'descr': '<f8', 'fortran_order': False, 'shape': (125000000000,), }");

        assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(EOFException.class)
                .hasMessage(".npy stream: the elements take 1000000000000 bytes by the header, but there are only 0");
    }

    @Test
    void leavesTheOldFileWhereSavingFails() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.save(file, NdArray.of(1, 2));
        NdArray closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = NdArray.zeros(arena, DType.INT32, 4);
        }

        assertThatThrownBy(() -> Npy.save(file, closed)).isInstanceOf(IllegalStateException.class);
        assertThat(Npy.load(file)).isEqualTo(NdArray.of(1, 2));
        assertThat(list()).containsExactly("a.npy");
        assertThatThrownBy(() -> Npy.save(folder.resolve("no/a.npy"), NdArray.of(1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void passesOnWhatAStreamThrows() {
        var full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("full");
            }
        };
        assertThatThrownBy(() -> Npy.write(full, NdArray.of(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    @Test
    void replacesTheFileBehindALink() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.save(file, NdArray.of(1));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Npy.save(link, NdArray.of(2));

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Npy.load(file)).isEqualTo(NdArray.of(2));
    }

    @Test
    void mapsForReadingAndForWriting() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.save(file, NdArray.arange(6.0).reshape(2, 3));

        NdArray readOnly = Npy.map(file);
        assertThat(readOnly.isReadOnly()).isTrue();
        assertThatThrownBy(() -> readOnly.setDouble(1, 0, 0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Npy.flush(readOnly)).isInstanceOf(UnsupportedOperationException.class);

        NdArray writable = Npy.map(file, Npy.Mode.READ_WRITE);
        writable.setDouble(7.5, 1, 2);
        Npy.flush(writable.get("1:"));
        assertThat(Npy.load(file).getDouble(1, 2)).isEqualTo(7.5);
        assertThat(readOnly.getDouble(1, 2)).isEqualTo(7.5);

        // A save gives a new file: whoever has mapped the old one keeps it.
        Npy.save(file, writable.multiply(2));
        assertThat(readOnly.getDouble(1, 2)).isEqualTo(7.5);
        assertThat(Npy.load(file).getDouble(1, 2)).isEqualTo(15);
    }

    @Test
    void unmapsWithTheArena() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.save(file, NdArray.of(1, 2));
        NdArray mapped;
        try (Arena arena = Arena.ofConfined()) {
            mapped = Npy.map(file, Npy.Mode.READ_ONLY, arena);
            assertThat(mapped.getInt(1)).isEqualTo(2);
        }
        assertThatThrownBy(() -> mapped.getInt(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void createsFilesOfZerosWithRoomOnTheDisk() throws IOException {
        Path file = folder.resolve("a.npy");
        NdArray array = Npy.create(file, DType.INT16, 300, 400);
        assertThat(array.isReadOnly()).isFalse();
        assertThat(Files.size(file)).isEqualTo(128 + 2 * 300 * 400);
        array.setInt(-3, 299, 399);
        Npy.flush(array);

        assertThat(Npy.load(file).getInt(299, 399)).isEqualTo(-3);
        assertThat(Npy.create(file, DType.BOOL, 0, 3).shape()).containsExactly(0, 3);
        assertThatThrownBy(() -> Npy.create(file, DType.BOOL, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Npy.create(file, DType.INT64, 1L << 40, 1L << 40))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Npy.create(file, DType.BOOL, 1L << 60))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": 1152921504606846976 bytes are needed, the disk has ");
        assertThat(Npy.load(file).shape()).containsExactly(0, 3);
        assertThatThrownBy(() -> Npy.flush(NdArray.of(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private Path write(String name, String header, byte[] data) throws IOException {
        byte[] start = header(header);
        byte[] all = ByteBuffer.allocate(start.length + data.length)
                .put(start)
                .put(data)
                .array();
        return Files.write(folder.resolve(name), all);
    }

    private static byte[] header(String dict) {
        byte[] text = (dict + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    private Iterable<String> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
