package io.hotloop.tests.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hotloop.NdArray;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What operations leave on the Java heap. */
class AllocationIT {
    @Test
    void theFormWithOutAllocatesNothingOnTheHeap() {
        var counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int n : new int[] {10, 1000, 50_000}) {
            NdArray a = NdArray.ones(n);
            NdArray out = NdArray.empty(n);
            NdArray table = NdArray.ones(3, n);
            NdArray tableOut = NdArray.empty(3, n);
            Runnable calls = () -> {
                for (int i = 0; i < 100; i++) {
                    a.add(a, out);
                    table.multiply(a, tableOut);
                }
            };
            for (int i = 0; i < 200; i++) {
                calls.run();
            }
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 50; i++) {
                long before = counter.getCurrentThreadAllocatedBytes();
                calls.run();
                least = Math.min(least, counter.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as("bytes of 200 calls, n=%d", n).isZero();
        }
    }
}
