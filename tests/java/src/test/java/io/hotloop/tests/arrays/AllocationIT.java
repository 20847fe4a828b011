package io.hotloop.tests.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hotloop.NdArray;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operations leave on the Java heap: with {@code out} nothing, on a platform thread and once warm. */
class AllocationIT {
    private static final ThreadMXBean COUNTER = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Elements after which the calls are compiled, whatever the size of the arrays. */
    private static final long WARM_UP = 20_000_000;

    private static final IntFunction<NdArray> OFF_HEAP = NdArray::ones;
    private static final IntFunction<NdArray> ON_HEAP = n -> NdArray.wrap(new double[n]);

    /** How long the compiler may take beyond that, which runs beside the calls. */
    private static final long PATIENCE_NANOS = 4_000_000_000L;

    /** The least that some calls allocate on this thread, when they are compiled: looked for until it is what is allowed. */
    private static long bytes(int n, long allowed, Runnable calls) {
        for (long i = 0; i < Math.clamp(WARM_UP / n, 30, 20_000); i++) {
            calls.run();
        }
        long least = Long.MAX_VALUE;
        long start = System.nanoTime();
        for (int i = 0; least > allowed && (i < 50 || System.nanoTime() - start < PATIENCE_NANOS); i++) {
            long before = COUNTER.getCurrentThreadAllocatedBytes();
            calls.run();
            least = Math.min(least, COUNTER.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static Runnable calls(IntFunction<NdArray> array, int n) {
        NdArray a = array.apply(n);
        NdArray out = array.apply(n);
        NdArray table = array.apply(3 * n).reshape(3, n);
        NdArray tableOut = array.apply(3 * n).reshape(3, n);
        return () -> {
            a.add(a, out);
            table.multiply(a, tableOut);
            a.add(2.0, out);
            a.multiply(3, out);
        };
    }

    /** The last size is one whose calls can be interrupted. */
    @ParameterizedTest
    @ValueSource(ints = {10, 1000, 50_000, 1_000_000, 5_000_000})
    void theFormWithOutAllocatesNothing(int n) {
        assertThat(bytes(n, 0, calls(OFF_HEAP, n))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000, 20_000, 40_000})
    void theFormWithOutAllocatesNothingForArraysOnTheHeap(int n) {
        assertThat(bytes(n, 0, calls(ON_HEAP, n))).isZero();
    }

    /** From 131,072 elements on Java's threads share the work, which is handed out as objects. */
    @ParameterizedTest
    @ValueSource(ints = {200_000, 5_000_000})
    void largeArraysOnTheHeapCostSomeObjects(int n) {
        assertThat(bytes(n, 4 * 512, calls(ON_HEAP, n))).isBetween(0L, 4 * 512L);
    }

    /** One scalar after the other is described by new objects, of the same size for every array. */
    @Test
    void anotherScalarEachTimeCostsItsDescription() {
        NdArray a = NdArray.ones(1000);
        NdArray out = NdArray.empty(1000);
        double[] scalar = {0};
        assertThat(bytes(1000, 200, () -> a.add(scalar[0]++, out))).isBetween(1L, 200L);
    }

    @Test
    void aBoundExpressionAllocatesNextToNothing() {
        var counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int n : new int[] {10, 1000, 50_000}) {
            NdArray a = NdArray.ones(n);
            NdArray b = NdArray.ones(3, n);
            NdArray out = NdArray.empty(3, n);
            var bound = io.hotloop.Expression.compile("sqrt(a*b + 2*a*k)/3")
                    .bind("a", a)
                    .bind("b", b)
                    .bind("k", 0.5);
            for (int i = 0; i < 20_000 / n + 2000; i++) {
                bound.evaluateInto(out);
            }
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 50; i++) {
                long before = counter.getCurrentThreadAllocatedBytes();
                for (int k = 0; k < 20; k++) {
                    bound.evaluateInto(out);
                }
                least = Math.min(least, counter.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least / 20).as("bytes of a call, n=%d", n).isLessThan(64);
        }
    }
}
