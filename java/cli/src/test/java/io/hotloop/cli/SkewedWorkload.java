package io.hotloop.cli;

import io.hotloop.bench.Availability;
import io.hotloop.bench.Task;
import io.hotloop.bench.Tolerance;
import io.hotloop.bench.Variant;
import io.hotloop.bench.Workload;
import java.util.List;
import java.util.Set;

/** A workload of a user's own jar, with one variant that is right and one that is wrong. */
public final class SkewedWorkload implements Workload {
    /** Found as a service. */
    public SkewedWorkload() {}

    @Override
    public String name() {
        return "skewed";
    }

    @Override
    public String group() {
        return "test";
    }

    @Override
    public String description() {
        return "a constant";
    }

    @Override
    public String unit() {
        return "element";
    }

    @Override
    public List<Long> sizes() {
        return List.of(1L);
    }

    @Override
    public List<Variant> variants() {
        return List.of(variant("RIGHT"), variant("WRONG"));
    }

    private static Variant variant(String name) {
        return new Variant(name, false, false, true, new Tolerance.Exact(), Set.of(), new Availability.Available());
    }

    @Override
    public long items(long size, long amount) {
        return size;
    }

    @Override
    public Task prepare(Variant variant, long size) {
        return new Task() {
            private int runs;

            @Override
            public void run(long amount) {
                if (variant.name().equals("WRONG") && ++runs > 1) {
                    throw new AssertionError("a wrong variant was timed");
                }
            }

            @Override
            public double[] result() {
                return new double[] {variant.name().equals("RIGHT") ? 1 : 2};
            }

            @Override
            public void close() {}
        };
    }
}
