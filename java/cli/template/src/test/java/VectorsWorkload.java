package ${package};

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

/** The race: {@code hotloop bench} finds it as a service, checks C against Java, and times both. */
public final class VectorsWorkload implements Workload {
    @Override
    public String name() {
        return "norms";
    }

    @Override
    public String group() {
        return "vectors";
    }

    @Override
    public String description() {
        return "the lengths of vectors of the plane";
    }

    @Override
    public String unit() {
        return "vector";
    }

    @Override
    public List<Long> sizes() {
        return List.of(1_000L, 100_000L, 1_000_000L);
    }

    @Override
    public List<Variant> variants() {
        return List.of(variant("JAVA", false), variant("C", true));
    }

    private static Variant variant(String name, boolean isNative) {
        return new Variant(
                name, isNative, isNative, true, new Tolerance.Exact(), Set.of(), new Availability.Available());
    }

    @Override
    public long items(long size, long amount) {
        return size * amount;
    }

    @Override
    public Task prepare(Variant variant, long size) {
        double[] points = new Random(1).doubles(2 * size, -1, 1).toArray();
        if (variant.isNative()) {
            Vectors vectors = Vectors.open();
            NdArray in = NdArray.of(points).reshape(size, 2);
            NdArray out = NdArray.zeros(size);
            return new Norms(() -> vectors.norms(in, out), out::toDoubleArray);
        }
        double[] out = new double[(int) size];
        return new Norms(() -> JavaVectors.norms(points, out), out::clone);
    }

    /** Inputs and outputs that are made. */
    private record Norms(Runnable work, Supplier<double[]> output) implements Task {
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
        public void close() {}
    }
}
