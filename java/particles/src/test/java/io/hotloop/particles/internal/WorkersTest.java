package io.hotloop.particles.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a range is cut over threads. */
@Timeout(60)
class WorkersTest {
    private interface Body {
        boolean run(long begin, long end);
    }

    private static RangeKernel kernel(int block, Body body) {
        return new RangeKernel() {
            @Override
            public boolean evolve(EvolveJob job, long begin, long end) {
                return body.run(begin, end);
            }

            @Override
            public int block() {
                return block;
            }

            @Override
            public double nanosPerParticle(long steps) {
                return 1;
            }
        };
    }

    private static EvolveJob job(Arena arena) {
        MemorySegment any = arena.allocate(8);
        return new EvolveJob(any, any, any, any, any, 1, 1, null);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 8, 2",
        "0, 1, 8, 2",
        "0, 100, 1024, 2",
        "0, 1000, 64, 5",
        "8, 1001, 64, 3",
        "16, 17, 8, 64",
        "0, 4097, 4096, 1"
    })
    void everyParticleOnceCutAtCacheLines(long begin, long end, int block, int threads) {
        var seen = new AtomicIntegerArray((int) end);
        boolean done = Workers.run(
                kernel(block, (from, to) -> {
                    assertThat(from % 8).as("cut inside a cache line").isZero();
                    assertThat(to - from).isPositive();
                    for (long i = from; i < to; i++) {
                        seen.incrementAndGet((int) i);
                    }
                    return true;
                }),
                job(Arena.ofAuto()),
                begin,
                end,
                threads);
        assertThat(done).isTrue();
        for (int i = 0; i < end; i++) {
            assertThat(seen.get(i)).as("particle %d", i).isEqualTo(i < begin ? 0 : 1);
        }
    }

    @Test
    void threadsWorkAtTheSameTime() {
        // Ends only when three threads are inside at once.
        var inside = new CountDownLatch(3);
        var threads = ConcurrentHashMap.<Thread>newKeySet();
        boolean done = Workers.run(
                kernel(8, (from, to) -> {
                    threads.add(Thread.currentThread());
                    inside.countDown();
                    try {
                        inside.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                }),
                job(Arena.ofAuto()),
                0,
                24,
                3);
        assertThat(done).isTrue();
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    @Test
    void confinedMemoryStaysOnItsThread() {
        try (Arena arena = Arena.ofConfined()) {
            var threads = ConcurrentHashMap.<Thread>newKeySet();
            Workers.run(kernel(8, (from, to) -> threads.add(Thread.currentThread()) || true), job(arena), 0, 800, 4);
            assertThat(threads).containsExactly(Thread.currentThread());
        }
    }

    @Test
    void oneThatStopsStopsAll() {
        var calls = new AtomicIntegerArray(1);
        boolean done =
                Workers.run(kernel(8, (from, to) -> calls.incrementAndGet(0) < 10), job(Arena.ofAuto()), 0, 800_000, 2);
        assertThat(done).isFalse();
        assertThat(calls.get(0)).isBetween(10, 20);
    }

    @Test
    void aFailureOnAnyThreadReachesTheCaller() {
        var caller = Thread.currentThread();
        for (boolean onCaller : new boolean[] {true, false}) {
            var both = new CountDownLatch(2);
            assertThatThrownBy(() -> Workers.run(
                            kernel(8, (from, to) -> {
                                both.countDown();
                                try {
                                    both.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                if (onCaller == (Thread.currentThread() == caller)) {
                                    throw new OutOfMemoryError("planted");
                                }
                                return true;
                            }),
                            job(Arena.ofAuto()),
                            0,
                            16,
                            2))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("planted");
        }
    }
}
