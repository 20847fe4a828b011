package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The text of arrays. */
class NdArrayPrintTest {
    @Test
    void printsIntegersInColumns() {
        assertThat(NdArray.arange(3)).hasToString("NdArray int64[3] [0 1 2]");
        assertThat(NdArray.of(new int[][] {{1, -20}, {300, 4}})).hasToString("""
                NdArray int32[2,2]
                [[  1 -20]
                 [300   4]]""");
        assertThat(NdArray.arange(8).reshape(2, 2, 2)).hasToString("""
                NdArray int64[2,2,2]
                [[[0 1]
                  [2 3]]

                 [[4 5]
                  [6 7]]]""");
        NdArray uint64 = NdArray.zeros(DType.UINT64, 1);
        uint64.setLong(-1, 0);
        assertThat(uint64).hasToString("NdArray uint64[1] [18446744073709551615]");
        assertThat(NdArray.of(true, false)).hasToString("NdArray bool[2] [ true false]");
    }

    @Test
    void printsFloatsWithAsManyDigitsAsTheyNeed() {
        assertThat(NdArray.of(1.0, 2.5, -0.25)).hasToString("NdArray float64[3] [ 1.0   2.5  -0.25]");
        assertThat(NdArray.of(0.1f, 2)).hasToString("NdArray float32[2] [0.1 2.0]");
        assertThat(NdArray.of(1 / 3.0, -0.0)).hasToString("NdArray float64[2] [ 0.33333333 -0.0       ]");
        assertThat(NdArray.of(1e10, 1)).hasToString("NdArray float64[2] [1.0e+10 1.0e+00]");
        assertThat(NdArray.of(1.25e-5, 0)).hasToString("NdArray float64[2] [1.25e-05 0.00e+00]");
        assertThat(NdArray.of(1e300, -1e-300)).hasToString("NdArray float64[2] [ 1.0e+300 -1.0e-300]");
        assertThat(NdArray.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .hasToString("NdArray float64[3] [ nan  inf -inf]");
        assertThat(NdArray.of(Double.NaN, 1.5)).hasToString("NdArray float64[2] [nan 1.5]");
        assertThat(NdArray.of(Double.MIN_VALUE)).hasToString("NdArray float64[1] [4.9e-324]");
        assertThat(NdArray.of(new Complex(1, -2), new Complex(0.5, 0)))
                .hasToString("NdArray complex128[2] [1.0-2.0j 0.5+0.0j]");
    }

    @Test
    void printsScalarsAndNothing() {
        assertThat(NdArray.scalar(1.5)).hasToString("NdArray float64[] 1.5");
        assertThat(NdArray.scalar(1 / 3.0)).hasToString("NdArray float64[] 0.3333333333333333");
        assertThat(NdArray.scalar(Double.NaN)).hasToString("NdArray float64[] nan");
        assertThat(NdArray.scalar(7)).hasToString("NdArray int32[] 7");
        assertThat(NdArray.zeros(0, 3)).hasToString("NdArray float64[0,3] []");
    }

    @Test
    void shortensLongArrays() {
        assertThat(NdArray.arange(1001)).hasToString("NdArray int64[1001] [   0    1    2 ...  998  999 1000]");
        assertThat(NdArray.arange(1000).toString()).contains(" 500 ");
        assertThat(NdArray.arange(4000).reshape(1000, 4)).hasToString("""
                NdArray int64[1000,4]
                [[   0    1    2    3]
                 [   4    5    6    7]
                 [   8    9   10   11]
                 ...
                 [3988 3989 3990 3991]
                 [3992 3993 3994 3995]
                 [3996 3997 3998 3999]]""");
    }

    @Test
    void breaksLongLines() {
        String[] lines = NdArray.arange(100).toString().split("\n");
        assertThat(lines).hasSize(5);
        assertThat(lines[1]).startsWith("[ 0  1  2").endsWith("24");
        assertThat(lines[2]).startsWith(" 25 26");
        assertThat(lines[4]).endsWith("99]");
    }

    @Test
    void readsOnlyWhatItPrints() {
        // 2^50 elements over the memory of one.
        NdArray huge = NdArray.scalar(7).broadcastTo(1L << 20, 1L << 30);
        assertThat(huge.toString())
                .startsWith("NdArray int32[1048576,1073741824]\n[[7 7 7 ... 7 7 7]")
                .contains("\n ...\n");
        // Axes too short to be shortened, but many of them.
        long[] twos = new long[40];
        java.util.Arrays.fill(twos, 2);
        String text = NdArray.scalar(7).broadcastTo(twos).toString();
        assertThat(text).startsWith("NdArray int32[2,2,2").contains("...").endsWith("]");
        assertThat(text.length()).isLessThan(1_000_000);
        assertThat(text.chars().filter(c -> c == '[').count())
                .isEqualTo(text.chars().filter(c -> c == ']').count());
    }

    @Test
    void printsViewsAndHeapMemory() {
        assertThat(NdArray.arange(4).flip()).hasToString("NdArray int64[4] [3 2 1 0]");
        assertThat(NdArray.wrap(new double[] {1, 2})).hasToString("NdArray float64[2] [1.0 2.0]");
        byte[] bytes = new byte[9];
        NdArray unaligned = NdArray.wrap(MemorySegment.ofArray(bytes).asSlice(1), DType.INT64, 1);
        assertThat(unaligned).hasToString("NdArray int64[1] [0]");
    }

    @Test
    void neverThrows() throws Exception {
        NdArray a;
        try (Arena arena = Arena.ofConfined()) {
            a = NdArray.zeros(arena, DType.FLOAT64, 3, 4);
            NdArray confined = a;
            assertThat(CompletableFuture.supplyAsync(confined::toString).get())
                    .isEqualTo("NdArray float64[3,4] of another thread");
        }
        assertThat(a).hasToString("NdArray float64[3,4] closed");
        assertThat(a.transpose()).hasToString("NdArray float64[4,3] closed");
    }
}
