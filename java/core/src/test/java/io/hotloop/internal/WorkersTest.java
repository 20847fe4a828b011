package io.hotloop.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static Workers.Task task(Body body) {
        return task(body, () -> {});
    }

    private static Workers.Task task(Body body, Runnable cancel) {
        return new Workers.Task() {
            @Override
            public boolean run(long begin, long end) {
                return body.run(begin, end);
            }

            @Override
            public void cancel() {
                cancel.run();
            }
        };
    }

    private static Thread daemon(Runnable task) {
        return Thread.ofPlatform().daemon().unstarted(task);
    }

    /** Whether a thread waits in a method of the workers. */
    private static boolean isIn(String method, Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(Workers.class.getName())
                                && frame.getMethodName().equals(method));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
    void everyIndexOnceCutAtCacheLines(long begin, long end, int block, int threads) {
        var seen = new AtomicIntegerArray((int) end);
        boolean done = Workers.run(
                task((from, to) -> {
                    assertThat(from % 8).as("cut inside a cache line").isZero();
                    assertThat(to - from).isPositive();
                    for (long i = from; i < to; i++) {
                        seen.incrementAndGet((int) i);
                    }
                    return true;
                }),
                begin,
                end,
                block,
                threads);
        assertThat(done).isTrue();
        for (int i = 0; i < end; i++) {
            assertThat(seen.get(i)).as("index %d", i).isEqualTo(i < begin ? 0 : 1);
        }
    }

    @Test
    void threadsWorkAtTheSameTime() {
        // Ends only when three threads are inside at once.
        var inside = new CountDownLatch(3);
        var threads = ConcurrentHashMap.<Thread>newKeySet();
        boolean done = Workers.run(
                task((from, to) -> {
                    threads.add(Thread.currentThread());
                    inside.countDown();
                    try {
                        inside.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                }),
                0,
                24,
                8,
                3);
        assertThat(done).isTrue();
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    /** All 64 callers are inside their runs at once, and each would like seven helpers. */
    @Test
    void helpersAreBoundedWhoeverCalls() throws InterruptedException {
        int callers = 64;
        int threads = 8;
        var helpers = new AtomicInteger();
        var workers = new Workers(task -> {
            helpers.incrementAndGet();
            return daemon(task);
        });
        var inside = new CountDownLatch(callers);
        var finished = new AtomicInteger();
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            started.add(Thread.ofPlatform().daemon().start(() -> {
                var caller = Thread.currentThread();
                var counted = new AtomicBoolean();
                boolean done = workers.runShared(
                        task((from, to) -> {
                            if (Thread.currentThread() == caller && counted.compareAndSet(false, true)) {
                                inside.countDown();
                            }
                            await(inside);
                            return true;
                        }),
                        0,
                        8 * threads,
                        8,
                        threads);
                if (done) {
                    finished.incrementAndGet();
                }
            }));
        }
        for (Thread thread : started) {
            thread.join();
        }
        assertThat(finished).hasValue(callers);
        assertThat(helpers).hasValue(Workers.CREWS * (threads - 1));
    }

    /** Threads that are kept for the next call are used by it, and end when calls ask for fewer. */
    @Test
    void helpersDoNotAddUp() throws InterruptedException {
        var made = new ArrayList<Thread>();
        var workers = new Workers(task -> {
            Thread thread = daemon(task);
            made.add(thread);
            return thread;
        });
        for (int i = 0; i < 1000; i++) {
            assertThat(workers.runShared(task((from, to) -> true), 0, 800, 8, 6))
                    .isTrue();
        }
        assertThat(made).hasSize(5);
        // Without a limit, each call would keep another of the idle ones alive.
        while (made.stream().filter(Thread::isAlive).count() > 1) {
            workers.runShared(task((from, to) -> true), 0, 800, 8, 2);
            Thread.sleep(1);
        }
    }

    @Test
    void theCallerWorksOnWhereTheSystemRefusesThreads() {
        for (int available = 0; available < 3; available++) {
            int most = available;
            var made = new AtomicInteger();
            var workers = new Workers(task -> {
                if (made.get() == most) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                made.incrementAndGet();
                return daemon(task);
            });
            // The second time, nothing but the helpers of the first is there.
            for (int i = 0; i < 2; i++) {
                var inside = new CountDownLatch(most + 1);
                var threads = ConcurrentHashMap.<Thread>newKeySet();
                boolean done = workers.runShared(
                        task((from, to) -> {
                            if (threads.add(Thread.currentThread())) {
                                inside.countDown();
                            }
                            await(inside);
                            return true;
                        }),
                        0,
                        8 * 100,
                        8,
                        8);
                assertThat(done).isTrue();
                assertThat(threads).hasSize(most + 1).contains(Thread.currentThread());
            }
        }
    }

    /** The wait takes the interrupt status away that helpers look at: they must hear of it all the same. */
    @Test
    void anInterruptWhileTheCallerWaitsEndsTheHelpers() throws InterruptedException {
        var helping = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var giveUp = new AtomicBoolean();
        var result = new AtomicBoolean(true);
        var status = new AtomicBoolean();
        var caller = new Thread[1];
        caller[0] = Thread.ofPlatform().daemon().unstarted(() -> {
            try (var watch = CancelWatch.open(null)) {
                result.set(Workers.run(
                        task(
                                (from, to) -> {
                                    if (Thread.currentThread() == caller[0]) {
                                        await(helping);
                                        return true;
                                    }
                                    helping.countDown();
                                    await(interrupted);
                                    while (!watch.isCancelled() && !giveUp.get()) {
                                        Thread.onSpinWait();
                                    }
                                    return !watch.isCancelled();
                                },
                                watch::cancel),
                        0,
                        16,
                        8,
                        2));
            }
            status.set(Thread.currentThread().isInterrupted());
        });
        caller[0].start();
        helping.await();
        while (!isIn("finish", caller[0])) {
            Thread.sleep(1);
        }
        caller[0].interrupt();
        // Until the wait has taken the status: before, a helper would see it by itself.
        while (caller[0].isInterrupted()) {
            Thread.sleep(1);
        }
        interrupted.countDown();
        boolean ended = caller[0].join(Duration.ofSeconds(20));
        giveUp.set(true);
        assertThat(ended).isTrue();
        assertThat(result).isFalse();
        assertThat(status).as("the caller stays interrupted").isTrue();
    }

    @Test
    void confinedMemoryIsNotShareable() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(Workers.isShareable(arena.allocate(8))).isFalse();
        }
        assertThat(Workers.isShareable(Arena.ofAuto().allocate(8))).isTrue();
    }

    @Test
    void oneThatStopsStopsAll() {
        var calls = new AtomicIntegerArray(1);
        boolean done = Workers.run(task((from, to) -> calls.incrementAndGet(0) < 10), 0, 800_000, 8, 2);
        assertThat(done).isFalse();
        assertThat(calls.get(0)).isBetween(10, 20);
    }

    @Test
    void aFailureOnAnyThreadReachesTheCaller() {
        var caller = Thread.currentThread();
        for (boolean onCaller : new boolean[] {true, false}) {
            var both = new CountDownLatch(2);
            assertThatThrownBy(() -> Workers.run(
                            task((from, to) -> {
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
                            0,
                            16,
                            8,
                            2))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("planted");
        }
    }
}
