package io.hotloop.bench.workloads;

import io.hotloop.NdArray;
import io.hotloop.Threads;
import io.hotloop.bench.Availability;
import io.hotloop.bench.Task;
import io.hotloop.bench.Tolerance;
import io.hotloop.bench.Variant;
import io.hotloop.bench.Workload;
import io.hotloop.internal.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A workload of arrays: one operation, expression or function in Java's ways and with {@code NdArray}. The
 * first variant added is the reference. What it needs is on the heap for Java's variants and off the heap for the
 * arrays', unless its description says otherwise.
 */
abstract class ArrayWorkload implements Workload {
    static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** The same bits as the reference. */
    static final Tolerance EXACT = new Tolerance.Exact();

    /** Another order of the same additions. */
    static final Tolerance REORDERED = new Tolerance.Within(1e-12);

    private record Way(Variant variant, LongFunction<Task> maker) {}

    private final String name;
    private final String description;
    private final List<Long> sizes;
    private final List<Way> ways = new ArrayList<>();

    ArrayWorkload(String name, String description, Long... sizes) {
        this.name = name;
        this.description = description;
        this.sizes = List.of(sizes);
    }

    /** Adds a variant in plain Java. */
    final void java(String variant, boolean parallel, Tolerance tolerance, LongFunction<Task> maker) {
        add(variant, false, parallel, tolerance, Set.of(), new Availability.Available(), maker);
    }

    /** Adds a variant that needs the Vector API, on all threads. */
    final void vector(Tolerance tolerance, LongFunction<Task> maker) {
        vector(true, tolerance, maker);
    }

    /** Adds a variant that needs the Vector API. */
    final void vector(boolean parallel, Tolerance tolerance, LongFunction<Task> maker) {
        Availability availability = Availability.ofModule(VECTOR_MODULE);
        add("JAVA_VECTOR", false, parallel, tolerance, Set.of(VECTOR_MODULE), availability, maker);
    }

    /** Adds a variant with arrays: native code where there is a library. */
    final void arrays(String variant, Tolerance tolerance, LongFunction<Task> maker) {
        add(variant, Engine.isNative(), true, tolerance, Set.of(), new Availability.Available(), maker);
    }

    /** Adds a variant that calls C without arrays. */
    final void nativeCode(String variant, Tolerance tolerance, LongFunction<Task> maker) {
        nativeCode(variant, true, tolerance, maker);
    }

    /** Adds a variant that calls C without arrays, on one thread or on many. */
    final void nativeCode(String variant, boolean parallel, Tolerance tolerance, LongFunction<Task> maker) {
        Availability availability = Engine.isNative()
                ? new Availability.Available()
                : new Availability.Unavailable("the native library is not in use");
        add(variant, true, parallel, tolerance, Set.of(), availability, maker);
    }

    /** Adds a variant that calls C of a user's own. */
    final void own(
            String variant,
            boolean parallel,
            Tolerance tolerance,
            Availability availability,
            LongFunction<Task> maker) {
        add(variant, true, parallel, tolerance, Set.of(), availability, maker);
    }

    private void add(
            String variant,
            boolean isNative,
            boolean parallel,
            Tolerance tolerance,
            Set<String> modules,
            Availability availability,
            LongFunction<Task> maker) {
        ways.add(new Way(new Variant(variant, isNative, parallel, true, tolerance, modules, availability), maker));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public String group() {
        return "arrays";
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public String unit() {
        return "element";
    }

    @Override
    public final List<Long> sizes() {
        return sizes;
    }

    @Override
    public final List<Variant> variants() {
        return ways.stream().map(Way::variant).toList();
    }

    @Override
    public long items(long size, long amount) {
        return Math.multiplyExact(size, amount);
    }

    @Override
    public final Task prepare(Variant variant, long size) {
        return ways.stream()
                .filter(way -> way.variant().name().equals(variant.name()))
                .findFirst()
                .orElseThrow()
                .maker()
                .apply(size);
    }

    /** A task of a loop and of what shows its result. */
    static Task task(Runnable once, Supplier<double[]> result) {
        return new Task() {
            @Override
            public void run(long amount) {
                for (long i = 0; i < amount; i++) {
                    once.run();
                }
            }

            @Override
            public double[] result() {
                return result.get();
            }

            @Override
            public void close() {}
        };
    }

    /** A task whose result is one number. */
    static Task number(Supplier<Double> once) {
        double[] last = new double[1];
        return task(() -> last[0] = once.get(), last::clone);
    }

    /** A task whose result is an array made anew. */
    static Task array(Supplier<NdArray> once) {
        NdArray[] last = new NdArray[1];
        return task(() -> last[0] = once.get(), () -> last[0].ravel().toDoubleArray());
    }

    /** Numbers from 0 to 1, the same for the same seed. */
    static double[] random(long count, long seed) {
        return new SplittableRandom(seed).doubles(count).toArray();
    }

    /** Runs a loop over as many ranges as there are threads. */
    static void inParallel(int length, Range loop) {
        int threads = Threads.count();
        if (threads == 1) {
            loop.run(0, length);
            return;
        }
        IntConsumer part =
                i -> loop.run((int) ((long) length * i / threads), (int) ((long) length * (i + 1) / threads));
        IntStream.range(0, threads).parallel().forEach(part);
    }

    /** A loop from an index to another. */
    @FunctionalInterface
    interface Range {
        void run(int begin, int end);
    }

    static double[] zeros(long size) {
        return new double[Math.toIntExact(size)];
    }
}
