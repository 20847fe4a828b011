package demo.fftw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotloop.DType;
import io.hotloop.NdArray;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FourierTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "8, 1", "8, 3", "1024, 2", "65536, 2"})
    void fftwGivesWhatJavaGives(int n, int channels) {
        double[] values = new Random(1).doubles((long) n * channels, -1, 1).toArray();
        NdArray spectrum = NdArray.zeros(DType.COMPLEX128, n / 2 + 1, channels);
        try (Fourier fourier = new Fourier(n, channels)) {
            fourier.transform(NdArray.of(values).reshape(n, channels), spectrum);
        }
        double[] expected = new double[2 * (n / 2 + 1) * channels];
        new JavaFourier(n).transform(values, channels, expected);
        for (int i = 0; i <= n / 2; i++) {
            for (int c = 0; c < channels; c++) {
                int at = 2 * (i * channels + c);
                assertEquals(expected[at], spectrum.getComplex(i, c).re(), 1e-14 * n);
                assertEquals(expected[at + 1], spectrum.getComplex(i, c).im(), 1e-14 * n);
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        NdArray samples = NdArray.zeros(8, 2);
        NdArray spectrum = NdArray.zeros(DType.COMPLEX128, 5, 2);
        var fourier = new Fourier(8, 2);
        fourier.transform(samples, spectrum);
        assertEquals(
                "samples is float64[8, 3], not float64[8, 2]",
                assertThrows(IllegalArgumentException.class, () -> fourier.transform(NdArray.zeros(8, 3), spectrum))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> fourier.transform(samples, NdArray.zeros(5, 2)));
        NdArray readOnly = NdArray.wrap(spectrum.segment().asReadOnly(), DType.COMPLEX128, 5, 2);
        assertThrows(IllegalArgumentException.class, () -> fourier.transform(samples, readOnly));
        assertThrows(
                IllegalArgumentException.class, () -> fourier.transform(NdArray.wrap(new double[16], 8, 2), spectrum));
        assertThrows(
                IllegalStateException.class, () -> fourier.transform(NdArray.zeros(2, 8).transpose(), spectrum));
        NdArray closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = NdArray.zeros(arena, DType.FLOAT64, 8, 2);
        }
        assertThrows(IllegalStateException.class, () -> fourier.transform(closed, spectrum));
        fourier.close();
        fourier.close();
        assertThrows(IllegalStateException.class, () -> fourier.transform(samples, spectrum));
        assertThrows(IllegalArgumentException.class, () -> new Fourier(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Fourier(1 << 30, 2));
    }
}
