package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What memory arrays take: none is leaked, none is shared by two, and freed memory is kept for a while. */
class MemoryTest {
    private static final long SLACK = 16L << 20;

    /** What is live when all garbage is known to be such. */
    private static long settled() throws InterruptedException {
        long live = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            System.gc();
            Thread.sleep(10);
            long now = Hotloop.memory().live();
            if (now == live) {
                break;
            }
            live = now;
        }
        return live;
    }

    @Test
    void temporariesLeakNothing() throws InterruptedException {
        long before = settled();
        for (int i = 0; i < 20_000; i++) {
            NdArray.empty(10);
            NdArray.empty(1000);
            NdArray.empty(20_000);
        }
        for (int i = 0; i < 300; i++) {
            NdArray.empty(1_000_000);
        }
        for (int i = 0; i < 1000; i++) {
            ArrayScope.call(() -> {
                NdArray.empty(10);
                NdArray.empty(1000);
                return NdArray.empty(100_000);
            });
        }
        assertThat(settled()).isLessThanOrEqualTo(before + SLACK);
    }

    @Test
    void keepsWhatWasFreedUntilTrimmed() {
        assumeTrue(Hotloop.info().nativeLoaded(), "the Java fallback recycles nothing");
        long address;
        try (Arena arena = Arena.ofConfined()) {
            address = NdArray.empty(arena, DType.FLOAT64, 1_234_567)
                    .view
                    .segment()
                    .address();
        }
        assertThat(Hotloop.memory().pooled()).isGreaterThanOrEqualTo(8 * 1_234_567);
        try (Arena arena = Arena.ofConfined()) {
            NdArray again = NdArray.empty(arena, DType.FLOAT64, 1_234_567);
            assertThat(again.view.segment().address()).isEqualTo(address);
        }
        assertThat(Hotloop.trim()).isGreaterThanOrEqualTo(8 * 1_234_567);
    }

    @Test
    void zerosWhatWasUsedBefore() {
        for (int n : new int[] {10, 1000, 100_000, 1_000_000}) {
            for (int i = 0; i < 2; i++) {
                try (Arena arena = Arena.ofConfined()) {
                    NdArray zeros = NdArray.zeros(arena, DType.FLOAT64, n);
                    assertThat(zeros.view.segment().toArray(ValueLayout.JAVA_DOUBLE))
                            .containsOnly(0.0);
                    zeros.view.segment().fill((byte) 7);
                }
                try (var _ = ArrayScope.open()) {
                    NdArray zeros = NdArray.zeros(n);
                    assertThat(zeros.view.segment().toArray(ValueLayout.JAVA_DOUBLE))
                            .containsOnly(0.0);
                    zeros.view.segment().fill((byte) 7);
                }
            }
        }
    }

    @Test
    void countsAndKnowsItsPeak() {
        long before = Hotloop.memory().live();
        try (Arena arena = Arena.ofConfined()) {
            NdArray.empty(arena, DType.FLOAT64, 3_000_000);
            assertThat(Hotloop.memory().live()).isGreaterThanOrEqualTo(24_000_000);
        }
        MemoryInfo after = Hotloop.memory();
        assertThat(after.peak()).isGreaterThanOrEqualTo(24_000_000).isGreaterThanOrEqualTo(after.live());
        assertThat(after.limit()).isGreaterThan(after.live());
        assertThat(before).isNotNegative();
        assertThat(after.explicitGcIgnored()).isFalse();
    }

    @Test
    void isAlignedForVectors() {
        for (int n = 1; n < 200; n++) {
            MemorySegment segment = NdArray.empty(n).view.segment();
            assertThat(segment.address() % (n < 8 ? 16 : 64))
                    .as("%d doubles", n)
                    .isZero();
        }
    }

    /** Each thread fills its arrays with its own number and finds nothing else in them. */
    @Test
    void sixtyFourThreadsAtOnce() throws Exception {
        check(Executors.newFixedThreadPool(64));
        check(Executors.newVirtualThreadPerTaskExecutor());
    }

    private static void check(ExecutorService threads) throws Exception {
        var work = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 64; i++) {
            double mark = i;
            work.add(() -> {
                boolean scoped = mark % 2 == 0;
                for (int round = 0; round < 5; round++) {
                    if (scoped) {
                        NdArray kept = ArrayScope.call(() -> marked(mark).getLast());
                        if (!isMarked(kept, mark)) {
                            return false;
                        }
                    } else {
                        marked(mark);
                    }
                }
                return true;
            });
        }
        try (threads) {
            for (Future<Boolean> good : threads.invokeAll(work)) {
                assertThat(good.get()).isTrue();
            }
        }
    }

    private static List<NdArray> marked(double mark) {
        var arrays = new ArrayList<NdArray>();
        for (int n : new int[] {1, 10, 100, 1000, 5000, 10_000, 20_000}) {
            NdArray array = NdArray.empty(n);
            for (int i = 0; i < n; i++) {
                array.view.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, i, mark);
            }
            arrays.add(array);
        }
        Thread.yield();
        for (NdArray array : arrays) {
            if (!isMarked(array, mark)) {
                throw new AssertionError("another thread wrote to an array of " + array.size());
            }
        }
        return arrays;
    }

    private static boolean isMarked(NdArray array, double mark) {
        MemorySegment segment = array.view.segment();
        for (long i = 0; i < array.size(); i++) {
            if (segment.getAtIndex(ValueLayout.JAVA_DOUBLE, i) != mark) {
                return false;
            }
        }
        return true;
    }
}
