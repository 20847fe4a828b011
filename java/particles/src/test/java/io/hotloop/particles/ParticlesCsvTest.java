package io.hotloop.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV in and out. */
class ParticlesCsvTest {
    @TempDir
    Path folder;

    private static Particles read(String text) throws IOException {
        return Particles.readCsv(new StringReader(text), "test.csv");
    }

    @Test
    void everyBitComesBack() throws IOException {
        var particles = Fixtures.edges();
        Path file = folder.resolve("edges.csv");
        particles.writeCsv(file);
        Fixtures.assertSameBits(Particles.readCsv(file), particles, "edge values");
        long seed = 7;
        // More than one block of the reader.
        var random = Particles.random(70_000, seed);
        random.writeCsv(file);
        Fixtures.assertSameBits(Particles.readCsv(file), random, "seed " + seed);
    }

    @Test
    void theTextIsPlain() throws IOException {
        var out = new StringWriter();
        Particles.of(new double[] {0.1, -0.0}, new double[] {1e-5, Double.NaN}, new double[] {
                    3, Double.NEGATIVE_INFINITY
                })
                .writeCsv(out);
        assertThat(out).hasToString("x,y,w\n0.1,1.0E-5,3.0\n-0.0,NaN,-Infinity\n");
    }

    @Test
    void noParticlesAreAHeader() throws IOException {
        Path file = folder.resolve("none.csv");
        Particles.allocate(0).writeCsv(file);
        assertThat(file).hasContent("x,y,w\n");
        assertThat(Particles.readCsv(file).count()).isZero();
        assertThat(read("x,y,w").count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x,y,w\n1,2,3\n4,5,6\n",
                "x,y,w\n1,2,3\n4,5,6",
                "x,y,w\r\n1,2,3\r\n4,5,6\r\n",
                "\uFEFFx,y,w\n1,2,3\n4,5,6\n",
                " x , y,\tw\n 1,2 ,\t3 \n4, 5 ,6\n\n  \n",
                "x,y,w\n+1,2.,3e0\n4.0E0,.5e1,600e-2\n"
            })
    void whatDoesNotMatterIsAccepted(String text) throws IOException {
        assertThat(read(text).toRecords()).isEqualTo(List.of(new Particle(1, 2, 3), new Particle(4, 5, 6)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''                        | 1 | 1  | is empty",
                "'\n'                      | 1 | 1  | header x,y,w is missing",
                "'1,2,3\n'                 | 1 | 1  | header x,y,w is missing",
                "'x,y\n'                   | 1 | 1  | header x,y,w is missing",
                "'x,y,w,m\n1,2,3,4\n'      | 1 | 1  | header x,y,w is missing",
                "'x,y,w\n1,2\n'            | 2 | 4  | 2 of 3 fields",
                "'x,y,w\n1,2,3\n4\n'       | 3 | 2  | 1 of 3 fields",
                "'x,y,w\n1,2,3,4\n'        | 2 | 6  | more than 3 fields",
                "'x,y,w\n1,2,3\n4, abc,6'  | 3 | 4  | '\"abc\" is not a number'",
                "'x,y,w\r\n1,2,3\r\n4,5,6x\r\n' | 3 | 5 | '\"6x\" is not a number'",
                "'x,y,w\n1,,3\n'           | 2 | 3  | a number is missing",
                "'x,y,w\n1,2,  \n'         | 2 | 5  | a number is missing",
                "'x,y,w\n1,2,3d\n'         | 2 | 5  | '\"3d\" is not a number'",
                "'x,y,w\n1,2f,3\n'         | 2 | 3  | '\"2f\" is not a number'",
                "'x,y,w\n0x1p3,2,3\n'      | 2 | 1  | '\"0x1p3\" is not a number'",
                "'x,y,w\n1,1e999,3\n'      | 2 | 3  | beyond the range",
                "'x,y,w\n1,inf,3\n'        | 2 | 3  | '\"inf\" is not a number'",
                "'x,y,w\n\n1,2,3\n'        | 2 | 1  | the line is empty",
                "'x,y,w\n1;2;3\n'          | 2 | 6  | 1 of 3 fields",
                "'x,y,w\n1,\"2\",3\n'      | 2 | 3  | is not a number"
            })
    void whatIsWrongIsNamedWithLineAndColumn(String text, long line, int column, String problem) {
        var thrown = catchThrowableOfType(CsvFormatException.class, () -> read(text));
        assertThat(thrown)
                .hasMessageContaining("test.csv, line " + line + ", column " + column + ": ")
                .hasMessageContaining(problem);
        assertThat(thrown.line()).isEqualTo(line);
        assertThat(thrown.column()).isEqualTo(column);
    }

    @Test
    void aLongLineIsQuotedInPart() {
        assertThatThrownBy(() -> read("x,y,w\n" + "1".repeat(5000) + "z,2,3\n"))
                .isInstanceOf(CsvFormatException.class)
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void fileProblemsAreIoExceptions() throws IOException {
        assertThatThrownBy(() -> Particles.readCsv(folder.resolve("missing.csv")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing.csv");
        assertThatThrownBy(() -> Particles.readCsv(folder))
                .isExactlyInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": is a folder, not a file");
        assertThatThrownBy(() -> Particles.allocate(1).writeCsv(folder.resolve("no/such/folder.csv")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("folder.csv");
        assertThatThrownBy(() -> Particles.allocate(1).writeCsv(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(folder.toString());
    }

    /** Each text in Latin-1, where an umlaut is one byte that UTF-8 does not have. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'\u00ff\u00fex\0,\0y\0'    | 1 | 1",
                "'x,y,w \u00fc\n1,2,3\n'    | 1 | 7",
                "'x,y,w\n1,2,3\n4,\u00e4 5,6\n' | 3 | 3",
                "'x,y,w\r\n1,2,3\u00df'     | 2 | 6",
                "'x,y,w\n1,2,3\n\n\u00c4\n'   | 4 | 1"
            })
    void bytesThatAreNotUtf8AreNamedWithLineAndColumn(String text, long line, int column) throws IOException {
        Path file = Files.writeString(folder.resolve("latin.csv"), text, StandardCharsets.ISO_8859_1);
        var thrown = catchThrowableOfType(CsvFormatException.class, () -> Particles.readCsv(file));
        assertThat(thrown).hasMessage(file + ", line " + line + ", column " + column + ": the text is not UTF-8");
        assertThat(thrown.line()).isEqualTo(line);
        assertThat(thrown.column()).isEqualTo(column);
    }

    @Test
    void aByteOrderMarkIsNoColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("bom.csv"), "\uFEFFx,y,w\n1,2,3\n");
        assertThat(Particles.readCsv(file).toRecords()).isEqualTo(List.of(new Particle(1, 2, 3)));
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("old.csv"), "old");
        Particles.of(new double[] {1}, new double[] {2}, new double[] {3}).writeCsv(file);
        assertThat(file).hasContent("x,y,w\n1.0,2.0,3.0\n");
        assertThat(folder).isDirectoryContaining(file::equals);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("old.csv"), "old");
        Particles gone;
        try (Arena arena = Arena.ofConfined()) {
            gone = Particles.random(10, 1, arena);
        }
        assertThatThrownBy(() -> gone.writeCsv(file)).isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("real.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        Particles.allocate(1).writeCsv(link);
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("x,y,w\n0.0,0.0,0.0\n");
    }
}
