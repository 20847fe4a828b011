package io.hotloop.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.CancelToken;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The word that lets an interrupt or a token reach native code. */
@Timeout(60)
class CancelWatchTest {
    private static int value(MemorySegment word) {
        return (int) ValueLayout.JAVA_INT.varHandle().getOpaque(word, 0L);
    }

    private static void awaitSet(MemorySegment word) throws InterruptedException {
        while (value(word) == 0) {
            Thread.sleep(Duration.ofMillis(1));
        }
    }

    @Test
    void aTokenSetsTheWord() throws InterruptedException {
        var token = new CancelToken();
        try (var watch = CancelWatch.open(token)) {
            assertThat(watch.isCancelled()).isFalse();
            assertThat(value(watch.word())).isZero();
            token.cancel();
            assertThat(watch.isCancelled()).isTrue();
            awaitSet(watch.word());
        }
    }

    @Test
    void anInterruptOfTheOpenerSetsTheWordAndStays() throws InterruptedException {
        var opened = new CountDownLatch(1);
        var interruptedAfterwards = new boolean[1];
        var thread = Thread.ofPlatform().start(() -> {
            try (var watch = CancelWatch.open(null)) {
                opened.countDown();
                while (value(watch.word()) == 0) {
                    Thread.onSpinWait();
                }
            }
            interruptedAfterwards[0] = Thread.currentThread().isInterrupted();
        });
        opened.await();
        thread.interrupt();
        thread.join();
        assertThat(interruptedAfterwards[0]).isTrue();
    }

    @Test
    void anInterruptThatSomebodyClearedStaysSeen() throws InterruptedException {
        Thread.currentThread().interrupt();
        try (var watch = CancelWatch.open(null)) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(watch.isCancelled()).isTrue();
            awaitSet(watch.word());
        }
    }

    @Test
    void cancellingTheWatchSetsTheWord() throws InterruptedException {
        try (var watch = CancelWatch.open(null)) {
            watch.cancel();
            assertThat(watch.isCancelled()).isTrue();
            awaitSet(watch.word());
        }
    }

    @Test
    void whatIsCancelledBeforehandIsSeenAtOnce() {
        var token = new CancelToken();
        token.cancel();
        try (var watch = CancelWatch.open(token)) {
            assertThat(value(watch.word())).isEqualTo(1);
        }
    }

    @Test
    void aRecycledWordStartsAtZeroHoweverOftenTheLastOwnerWasCancelled() {
        var token = new CancelToken();
        token.cancel();
        var words = new ArrayList<MemorySegment>();
        for (int i = 0; i < 10_000; i++) {
            CancelWatch.open(token).close();
            try (var watch = CancelWatch.open(null)) {
                assertThat(value(watch.word())).as("round %d", i).isZero();
                if (i % 1000 == 0) {
                    words.add(watch.word());
                }
            }
        }
        assertThat(words.stream().map(MemorySegment::address).distinct().count())
                .as("words in use one after the other are recycled")
                .isLessThan(words.size());
    }

    @Test
    void closingTwiceDoesNotHandTheWordOutTwice() {
        var first = CancelWatch.open(null);
        first.close();
        first.close();
        try (var a = CancelWatch.open(null);
                var b = CancelWatch.open(null)) {
            assertThat(a.word().address()).isNotEqualTo(b.word().address());
        }
    }

    @Test
    void manyThreadsWatchAtOnceAndOnlyTheCancelledOnesEnd() throws InterruptedException {
        int threads = 64;
        var cancelled = new CancelToken();
        var release = new CountDownLatch(1);
        var opened = new CountDownLatch(threads);
        var wrong = new ArrayList<String>();
        var all = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            boolean ends = i % 2 == 0;
            all.add(Thread.ofVirtual().start(() -> {
                try (var watch = CancelWatch.open(ends ? cancelled : new CancelToken())) {
                    opened.countDown();
                    if (ends) {
                        awaitSet(watch.word());
                    } else {
                        release.await();
                        if (value(watch.word()) != 0) {
                            synchronized (wrong) {
                                wrong.add("a watch that nobody cancelled was set");
                            }
                        }
                    }
                } catch (InterruptedException e) {
                    synchronized (wrong) {
                        wrong.add("interrupted");
                    }
                }
            }));
        }
        opened.await();
        cancelled.cancel();
        for (int i = 0; i < threads; i += 2) {
            all.get(i).join();
        }
        release.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }
}
