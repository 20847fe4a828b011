package demo.fftw;

import io.hotloop.DType;
import io.hotloop.NdArray;
import io.hotloop.bench.Availability;
import io.hotloop.bench.Task;
import io.hotloop.bench.Tolerance;
import io.hotloop.bench.Variant;
import io.hotloop.bench.Workload;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** The race: two channels, through FFTW and in Java. */
public final class FourierWorkload implements Workload {
    private static final int CHANNELS = 2;

    @Override
    public String name() {
        return "fourier";
    }

    @Override
    public String group() {
        return "fftw";
    }

    @Override
    public String description() {
        return "the spectrum of two channels";
    }

    @Override
    public String unit() {
        return "sample";
    }

    @Override
    public List<Long> sizes() {
        return List.of(1L << 10, 1L << 16, 1L << 20);
    }

    @Override
    public List<Variant> variants() {
        return List.of(variant("JAVA", false), variant("FFTW", true));
    }

    private static Variant variant(String name, boolean isNative) {
        return new Variant(
                name, isNative, false, true, new Tolerance.Within(1e-12), Set.of(), new Availability.Available());
    }

    @Override
    public long items(long size, long amount) {
        return CHANNELS * size * amount;
    }

    @Override
    public Task prepare(Variant variant, long size) {
        double[] values = new Random(1).doubles(CHANNELS * size, -1, 1).toArray();
        int rows = (int) size / 2 + 1;
        if (!variant.isNative()) {
            var fourier = new JavaFourier((int) size);
            double[] spectrum = new double[2 * rows * CHANNELS];
            return new Transform(() -> fourier.transform(values, CHANNELS, spectrum), spectrum::clone, () -> {});
        }
        var fourier = new Fourier((int) size, CHANNELS);
        NdArray samples = NdArray.of(values).reshape(size, CHANNELS);
        NdArray spectrum = NdArray.zeros(DType.COMPLEX128, rows, CHANNELS);
        return new Transform(
                () -> fourier.transform(samples, spectrum),
                () -> NdArray.wrap(spectrum.segment(), DType.FLOAT64, 2L * rows * CHANNELS).toDoubleArray(),
                fourier::close);
    }

    private record Transform(Runnable work, Supplier<double[]> output, Runnable end) implements Task {
        @Override
        public void run(long amount) {
            for (long i = 0; i < amount; i++) {
                work.run();
            }
        }

        @Override
        public double[] result() {
            return output.get();
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
