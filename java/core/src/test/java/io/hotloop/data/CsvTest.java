package io.hotloop.data;

import static io.hotloop.testing.ArrayAssertions.assertArrayEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.NdArray;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CsvTest {
    private static final CsvOptions DEFAULT = CsvOptions.DEFAULT;
    private static final double NAN = Double.NaN;

    @TempDir
    Path folder;

    @Test
    void readsRowsAndColumns() throws IOException {
        assertThat(read("1,2.5\n-3e2, .5 \r\n", DEFAULT)).isEqualTo(table(new double[][] {{1, 2.5}, {-300, 0.5}}));
        assertThat(read("\uFEFF1;2", DEFAULT.delimiter(';'))).isEqualTo(table(new double[][] {{1, 2}}));
        assertThat(read("1\t\t3", DEFAULT.delimiter('\t'))).isEqualTo(table(new double[][] {{1, NAN, 3}}));
        assertThat(read("  1 \t 2   # note\n3 4  \n", DEFAULT.delimiter(' '))).isEqualTo(table(new double[][] {
            {1, 2}, {3, 4}
        }));
    }

    @Test
    void passesOverCommentsEmptyLinesAndHeaders() throws IOException {
        String text = "x,y\n# a comment\n\n1,2 # one\n   \n3,4";
        assertThat(read(text, DEFAULT.skipLines(1))).isEqualTo(table(new double[][] {{1, 2}, {3, 4}}));
        assertThat(read("1%2\n%\n", DEFAULT.comment("%"))).isEqualTo(table(new double[][] {{1}}));
        assertThatThrownBy(() -> read("1 # 2", DEFAULT.comment(""))).isInstanceOf(CsvFormatException.class);
    }

    @Test
    void readsSomeColumnsInAnyOrder() throws IOException {
        String text = "\"Doe, John\",7,8.5\nx,9,10\n";
        assertThat(read(text, DEFAULT.columns(2, 1))).isEqualTo(table(new double[][] {{8.5, 7}, {10, 9}}));
        assertThatThrownBy(() -> read(text, DEFAULT.columns(3)))
                .hasMessageContaining("there is no column 3, only 3 fields");
        assertThat(read("\" 1.5 \",\"2\"", DEFAULT)).isEqualTo(table(new double[][] {{1.5, 2}}));
    }

    @Test
    void readsMissingValuesAsNaN() throws IOException {
        assertThat(read("1,,NA,-\n nan ,2,inf,-Infinity", DEFAULT.missing("NA", "-")))
                .isEqualTo(table(
                        new double[][] {{1, NAN, NAN, NAN}, {NAN, 2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}
                        }));
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read("1,", DEFAULT.dtype(DType.INT8)))
                .withMessageContaining("a value is missing, and int8 has no NaN");
    }

    @Test
    void readsEachDtypeExactly() throws IOException {
        assertThat(read("18446744073709551615,0", DEFAULT.dtype(DType.UINT64)).getLong(0, 0))
                .isEqualTo(-1);
        assertThat(read("9007199254740993", DEFAULT.dtype(DType.INT64)).getLong(0, 0))
                .isEqualTo(9007199254740993L);
        // Rounding to double first would give the neighbour.
        assertThat(read("1.00000017881393432617187499", DEFAULT.dtype(DType.FLOAT32))
                        .getFloat(0, 0))
                .isEqualTo(1.0000001f);
        assertThat(read("true,0,FALSE,1", DEFAULT.dtype(DType.BOOL)).ravel())
                .isEqualTo(NdArray.of(true, false, false, true));
        assertThat(read("(1+2j), -3.5e-1-1e+2j, 2j, 4, -j, nan+infj", DEFAULT.dtype(DType.COMPLEX128))
                        .ravel())
                .isEqualTo(NdArray.of(
                        new Complex(1, 2),
                        new Complex(-0.35, -100),
                        new Complex(0, 2),
                        new Complex(4, 0),
                        new Complex(0, -1),
                        new Complex(NAN, Double.POSITIVE_INFINITY)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "x2,1        | FLOAT64 | 1 | 1 | \"x2\" is no number (a header? skip it by skipLines)",
                "1,2/3,x     | FLOAT64 | 2 | 3 | \"x\" is no number",
                "1,0x10      | FLOAT64 | 1 | 3 | \"0x10\" is no number",
                "1,2f        | FLOAT64 | 1 | 3 | \"2f\" is no number",
                "1,1_000     | FLOAT64 | 1 | 3 | \"1_000\" is no number",
                "1e999       | FLOAT64 | 1 | 1 | \"1e999\" is beyond the range of float64",
                "1e39        | FLOAT32 | 1 | 1 | \"1e39\" is beyond the range of float32",
                "1,300       | INT8    | 1 | 3 | \"300\" does not fit int8",
                "-1          | UINT64  | 1 | 1 | \"-1\" does not fit uint64",
                "99999999999999999999 | INT64 | 1 | 1 | does not fit int64",
                "1.5         | INT32   | 1 | 1 | \"1.5\" is no integer",
                "2           | BOOL    | 1 | 1 | \"2\" is none of 0, 1, false, true",
                "1+2         | COMPLEX64 | 1 | 1 | is no number",
                "1,2/3       | FLOAT64 | 2 | 2 | 1 field where the first row has 2, in \"3\"",
                "1/3,4       | FLOAT64 | 2 | 3 | 2 fields where the first row has 1, in \"3,4\"",
                "1,\"2       | FLOAT64 | 1 | 3 | a quote is never closed",
                "1,\"2\"3    | FLOAT64 | 1 | 6 | text behind a closing quote",
            })
    void namesFileLineColumnAndText(String text, DType dtype, long line, int column, String problem)
            throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), text.strip().replace('/', '\n'));

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> Csv.load(file, DEFAULT.dtype(dtype)))
                .withMessageStartingWith(file + ", line " + line + ", column " + column + ": ")
                .withMessageContaining(problem)
                .matches(e -> e.line() == line && e.column() == column);
    }

    @Test
    void givesShapesWithoutRows() throws IOException {
        assertThat(read("", DEFAULT).shape()).containsExactly(0, 0);
        assertThat(read("a,b\n", DEFAULT.skipLines(1).columns(1)).shape()).containsExactly(0, 1);
        assertThat(read("", DEFAULT.skipLines(1_000_000_000_000L)).shape()).containsExactly(0, 0);
    }

    @Test
    void growsWithTheRows() throws IOException {
        NdArray large = NdArray.arange(300_000).reshape(100_000, 3);
        Path file = folder.resolve("large.csv");
        Csv.save(file, large);

        assertArrayEqual(large, Csv.load(file, DEFAULT.dtype(DType.INT64)));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheNumbersThatItWrote(DType dtype) throws IOException {
        NdArray numbers = NdArray.of(0, 1, 0.1, -1.5, 1e-300, 1e300, Math.PI, 1e10, Double.MIN_VALUE, -0.0, 255, 65535)
                .astype(dtype)
                .reshape(3, 4);
        Path file = folder.resolve("a.csv");
        Csv.save(file, numbers.transpose());

        assertArrayEqual(numbers.transpose(), Csv.load(file, DEFAULT.dtype(dtype)));
    }

    @Test
    void writesNanInfinitiesAndHeaders() throws IOException {
        NdArray a = table(new double[][] {{NAN, Double.NEGATIVE_INFINITY}, {-0.0, 1e22}});
        assertThat(write(a, DEFAULT.header("x", "y, \"quoted\"")))
                .isEqualTo("x,\"y, \"\"quoted\"\"\"\nNaN,-Infinity\n-0.0,1.0E22\n");
        assertThat(read(write(a, DEFAULT), DEFAULT)).isEqualTo(a);
        assertThat(write(NdArray.of(1, 2), DEFAULT)).isEqualTo("1\n2\n");
        assertThat(write(NdArray.scalar(true), DEFAULT)).isEqualTo("1\n");
        assertThat(write(NdArray.of(new Complex(1, -0.0), new Complex(0, NAN)), DEFAULT))
                .isEqualTo("1.0-0.0j\n0.0+NaNj\n");
        assertThat(write(NdArray.zeros(0, 3), DEFAULT.header("a", "b", "c"))).isEqualTo("a,b,c\n");
    }

    @Test
    void refusesWhatIsNoTable() {
        assertThatThrownBy(() -> write(NdArray.zeros(1, 2, 3), DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a table has at most 2 axes, the array has 3");
        assertThatThrownBy(() -> write(NdArray.zeros(1, 2), DEFAULT.header("x")))
                .hasMessage("the header has 1 names for 2 columns");
        for (char c : "\n\r\"+-.1e".toCharArray()) {
            assertThatThrownBy(() -> DEFAULT.delimiter(c)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> DEFAULT.skipLines(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULT.columns(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULT.header("a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Csv.load(folder.resolve("none.csv"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Csv.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void tellsThatTextIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("a.csv"), new byte[] {'1', ',', (byte) 0xe9});
        assertThatThrownBy(() -> Csv.load(file))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageStartingWith(file + ", line 1, column 3: the text is not UTF-8");
    }

    private static NdArray table(double[][] values) {
        return NdArray.of((Object[]) values);
    }

    private static NdArray read(String text, CsvOptions options) throws IOException {
        return Csv.read(new StringReader(text), options);
    }

    private static String write(NdArray array, CsvOptions options) throws IOException {
        StringBuilder out = new StringBuilder();
        Csv.write(out, array, options);
        return out.toString();
    }
}
