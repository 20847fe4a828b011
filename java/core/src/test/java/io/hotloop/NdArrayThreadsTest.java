package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** 64 threads that use the same arrays at once: each gets what one thread alone gets, to the last bit. */
class NdArrayThreadsTest {
    private static final int CALLERS = 64;

    /** Enough elements for calls of several threads, and for calls of one. */
    private static final int[] SIZES = {50, 3000, 200_000};

    private static NdArray values(int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = Math.sin(i) * (1 + i % 7);
        }
        return NdArray.of(values);
    }

    /** What every part of the engine makes of an array: elementwise, casts, reductions, scans and indexing. */
    private static List<NdArray> uses(NdArray a) {
        NdArray table = a.reshape(a.size() / 10, 10);
        return List.of(
                a.multiply(a).subtract(0.5),
                table.transpose().add(table.transpose()),
                a.astype(DType.FLOAT32),
                Nd.exp(a),
                a.sum(),
                a.std(),
                table.sum(0),
                table.max(1),
                a.cumsum(),
                a.get(a.gt(0)),
                a.take(a.lt(0).nonzero()[0]));
    }

    @Test
    void aSharedScopesArraysOnPlatformThreads() throws Exception {
        check(Executors.newFixedThreadPool(CALLERS));
    }

    @Test
    void aSharedScopesArraysOnVirtualThreads() throws Exception {
        check(Executors.newVirtualThreadPerTaskExecutor());
    }

    private static void check(ExecutorService threads) throws Exception {
        try (threads) {
            for (int n : SIZES) {
                NdArray expected = values(n);
                List<NdArray> results = uses(expected);
                NdArray escaped;
                try (var scope = ArrayScope.shared()) {
                    NdArray a = values(n);
                    NdArray rows = NdArray.empty(CALLERS, n);
                    var start = new CyclicBarrier(CALLERS);
                    var callers = new ArrayList<Callable<NdArray>>();
                    for (int i = 0; i < CALLERS; i++) {
                        long row = i;
                        callers.add(() -> {
                            start.await();
                            return caller(a, rows.get(row), row, results);
                        });
                    }
                    List<Future<NdArray>> kept = threads.invokeAll(callers);
                    for (int i = 0; i < CALLERS; i++) {
                        // Its own row, which the others wrote around, and what its scope handed out.
                        assertThat(rows.get(i)).isEqualTo(expected.add(i));
                        assertThat(kept.get(i).get()).isEqualTo(results.getFirst());
                    }
                    escaped = scope.keep(a);
                }
                assertThat(escaped).isEqualTo(expected);
            }
        }
    }

    /** One of the callers, half of which have a scope of their own for what they make. */
    private static NdArray caller(NdArray a, NdArray row, long number, List<NdArray> results) {
        a.add(number, row);
        if (number % 2 == 0) {
            return ArrayScope.call(() -> compared(uses(a), results));
        }
        return compared(uses(a), results);
    }

    private static NdArray compared(List<NdArray> found, List<NdArray> results) {
        assertThat(found).isEqualTo(results);
        return found.getFirst();
    }
}
