package io.hotloop.bench.jmh;

import io.hotloop.Threads;
import io.hotloop.bench.BenchException;
import io.hotloop.bench.Task;
import io.hotloop.bench.Variant;
import io.hotloop.bench.Workload;
import io.hotloop.bench.Workloads;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The one JMH benchmark: runs any variant of any workload, chosen by its parameters. Public because JMH's
 * generated code and its forks need it; the package is not exported.
 */
@State(Scope.Benchmark)
public class WorkloadBenchmark {
    /** The workload's name. */
    @Param("particles")
    public String workload = "";

    /** The variant's name. */
    @Param("C_OPENMP")
    public String variant = "";

    /** The size. */
    @Param("1000")
    public long size;

    /** Threads that the variant uses: not JMH's own "threads", which call it concurrently. */
    @Param("1")
    public int hotloopThreads;

    private Task task;
    private long amount;

    /** JMH makes it. */
    public WorkloadBenchmark() {}

    /** Prepares the task. */
    @Setup(Level.Trial)
    public void prepare() {
        Workload chosen = Workloads.installed().select(List.of(workload)).getFirst();
        Variant way = chosen.variants().stream()
                .filter(v -> v.name().equals(variant))
                .findFirst()
                .orElseThrow(() -> new BenchException("workload " + workload + " has no variant " + variant, null));
        amount = chosen.amount(size);
        task = Threads.with(hotloopThreads, () -> chosen.prepare(way, size));
    }

    /** Gives the memory back. */
    @TearDown(Level.Trial)
    public void close() {
        task.close();
    }

    /** One run. Its result stays in the task's memory, which the compiler cannot see through. */
    @Benchmark
    public void run() {
        Threads.with(hotloopThreads, () -> {
            task.run(amount);
            return null;
        });
    }
}
