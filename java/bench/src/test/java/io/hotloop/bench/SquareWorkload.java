package io.hotloop.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Squares of 0, 1, 2 …, with right variants and every kind of wrong one. Counts how often each ran. */
final class SquareWorkload implements Workload {
    final Map<String, Integer> runs = new HashMap<>();

    @Override
    public String name() {
        return "square";
    }

    @Override
    public String group() {
        return "elementwise";
    }

    @Override
    public String description() {
        return "squares of the numbers from 0 on";
    }

    @Override
    public String unit() {
        return "element";
    }

    @Override
    public List<Long> sizes() {
        return List.of(3L, 8L);
    }

    @Override
    public List<Variant> variants() {
        var exact = new Tolerance.Exact();
        return List.of(
                variant("PLAIN", exact),
                variant("SAME", exact),
                variant("CLOSE", new Tolerance.Within(1e-12)),
                variant("ONE_ULP", exact),
                variant("FAR", new Tolerance.Within(1e-12)),
                variant("NAN", new Tolerance.Within(1e-12)),
                variant("SHORT", exact),
                variant("FAILING", exact),
                new Variant("ABSENT", true, true, true, exact, Set.of(), new Availability.Unavailable("not today")),
                new Variant("MODULE", false, false, true, exact, Set.of("m"), new Availability.NeedsModule("m")));
    }

    private static Variant variant(String name, Tolerance tolerance) {
        return new Variant(name, false, false, true, tolerance, Set.of(), new Availability.Available());
    }

    Variant variant(String name) {
        return variants().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public long items(long size, long amount) {
        return size * amount;
    }

    @Override
    public Task prepare(Variant variant, long size) {
        double[] squares =
                IntStream.range(0, (int) size).mapToDouble(i -> (double) i * i).toArray();
        return new Task() {
            @Override
            public void run(long amount) {
                runs.merge(variant.name(), 1, Integer::sum);
            }

            @Override
            public double[] result() {
                double[] result = squares.clone();
                switch (variant.name()) {
                    case "CLOSE" -> result[2] *= 1 + 1e-13;
                    case "ONE_ULP" -> result[2] = Math.nextUp(result[2]);
                    case "FAR" -> result[2] *= 1 + 1e-9;
                    case "NAN" -> result[1] = Double.NaN;
                    case "SHORT" -> result = Arrays.copyOf(result, 2);
                    case "FAILING" -> throw new IllegalStateException("out of squares");
                    default -> {}
                }
                return result;
            }

            @Override
            public void close() {}
        };
    }
}
