package io.hotloop.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When the budget asks for a collection, and what it does at the limit; on a JVM of the test's own. */
class MemoryBudgetTest {
    private static final long MB = 1L << 20;

    private final FakeJvm jvm = new FakeJvm();
    private final MemoryBudget budget = budget(Long.MAX_VALUE);

    /** What is held and not live. */
    private long cached;

    private MemoryBudget budget(long limit) {
        return new MemoryBudget(limit, 77, jvm, bytes -> 0);
    }

    private MemoryBudget budgetWithCache(long limit) {
        var self = new MemoryBudget[1];
        self[0] = new MemoryBudget(limit, 77, jvm, bytes -> {
            long freed = Math.min(cached, bytes);
            cached -= freed;
            self[0].dropped(freed);
            return freed;
        });
        return self[0];
    }

    private static void allocate(MemoryBudget budget, long bytes) {
        budget.allocate(bytes, size -> MemorySegment.NULL);
    }

    /** Time is what its collections and sleeps take; garbage goes away when the test says. */
    private static final class FakeJvm implements MemoryBudget.Jvm {
        long now = -5;
        long collectionTime;
        int collections;
        Runnable onCollect = () -> {};
        Runnable onSleep = () -> {};
        final List<Long> sleeps = new ArrayList<>();

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void collect() {
            collections++;
            now += collectionTime;
            onCollect.run();
        }

        @Override
        public void sleep(long milliseconds) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            sleeps.add(milliseconds);
            now += TimeUnit.MILLISECONDS.toNanos(milliseconds);
            onSleep.run();
        }
    }

    @Test
    void doesNotCollectForLessThan128MegaBytes() {
        for (int i = 0; i < 129; i++) {
            allocate(budget, MB);
        }
        assertThat(jvm.collections).isZero();

        allocate(budget, MB);

        assertThat(jvm.collections).isOne();
    }

    @Test
    void collectsAgainAfterFourTimesWhatTheLastOneLeft() {
        allocate(budget, 200 * MB);
        allocate(budget, 100 * MB);
        assertThat(jvm.collections).isOne();
        // A dead arena is closed some time after the collection: 100 MB are what it left.
        budget.freed(200 * MB);

        allocate(budget, 400 * MB);
        allocate(budget, 4);
        assertThat(jvm.collections).isOne();

        allocate(budget, 1);
        assertThat(jvm.collections).isEqualTo(2);
    }

    @Test
    void neverCollectsForWhoClosesArenas() {
        allocate(budget, 100 * MB);
        for (int i = 0; i < 100; i++) {
            allocate(budget, 120 * MB);
            budget.freed(120 * MB);
        }
        assertThat(jvm.collections).isZero();
        assertThat(budget.live()).isEqualTo(100 * MB);
    }

    @Test
    void keepsALoopThatDropsBlocksBounded() {
        long most = 0;
        for (int i = 0; i < 1000; i++) {
            allocate(budget, 10 * MB);
            most = Math.max(most, budget.live());
            jvm.onCollect = () -> budget.freed(budget.live() - 10 * MB);
        }
        assertThat(most).isLessThanOrEqualTo(160 * MB);
    }

    @Test
    void spendsAtMost15PercentOfTheTimeOnCollections() {
        // Beyond what it saves: 10 bytes a nanosecond need not be touched first.
        jvm.collectionTime = 129 * MB / 10 + 15;
        jvm.onCollect = () -> budget.freed(budget.live());
        allocate(budget, 129 * MB);
        allocate(budget, 129 * MB);
        assertThat(jvm.collections).isOne();

        jvm.now += 84;
        allocate(budget, 129 * MB);
        assertThat(jvm.collections).isOne();

        jvm.now++;
        allocate(budget, 129 * MB);
        assertThat(jvm.collections).isEqualTo(2);
    }

    @Test
    void takesNoTimeForWhatACollectionSaves() {
        jvm.collectionTime = 129 * MB / 10;
        jvm.onCollect = () -> budget.freed(budget.live());
        for (int i = 0; i <= 5; i++) {
            allocate(budget, 129 * MB);
            assertThat(jvm.collections).isEqualTo(i);
        }
        assertThat(budget.collections()).isEqualTo(5);
    }

    @Test
    void doesNotMindOneSlowCollectionAmongFastOnes() {
        jvm.onCollect = () -> budget.freed(budget.live());
        allocate(budget, 129 * MB);
        allocate(budget, 129 * MB);
        jvm.collectionTime = TimeUnit.SECONDS.toNanos(1);
        allocate(budget, 129 * MB);
        assertThat(jvm.collections).isEqualTo(2);

        allocate(budget, 129 * MB);

        assertThat(jvm.collections).isEqualTo(3);
    }

    @Test
    void doesNotCollectWhatIsFoundDeadWithoutIt() {
        var self = new MemoryBudget[1];
        self[0] = new MemoryBudget(Long.MAX_VALUE, 77, jvm, bytes -> {
            self[0].freed(self[0].live());
            return 0;
        });
        for (int i = 0; i < 10; i++) {
            allocate(self[0], 129 * MB);
        }
        assertThat(jvm.collections).isZero();
    }

    @Test
    void freesCachesFirstAndNoMoreOfThemThanIsNeeded() {
        MemoryBudget small = budgetWithCache(10);
        allocate(small, 9);
        small.kept(9);
        cached = 9;

        allocate(small, 4);

        assertThat(cached).isEqualTo(6);
        assertThat(jvm.collections).isZero();
        assertThat(small.live()).isEqualTo(4);
    }

    @Test
    void freesAllCachesWhenTheSystemHasNoMemory() {
        MemoryBudget small = budgetWithCache(10);
        allocate(small, 5);
        small.kept(5);
        cached = 5;

        assertThat(small.<String>allocate(4, size -> cached > 0 ? null : "block"))
                .isEqualTo("block");

        assertThat(jvm.collections).isZero();
    }

    @Test
    void countsWhatIsUsedAgainAsLive() {
        MemoryBudget small = budgetWithCache(10);
        allocate(small, 6);
        small.kept(6);
        assertThat(small.live()).isZero();
        small.reused(6);
        assertThat(small.live()).isEqualTo(6);
        assertThat(small.peak()).isEqualTo(6);
        assertThatThrownBy(() -> allocate(small, 5))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessageContaining("Hotloop holds 6 bytes already");
    }

    @Test
    void collectsAtTheLimitWhateverItCosts() {
        MemoryBudget small = budget(10);
        allocate(small, 10);
        jvm.collectionTime = 1_000_000;
        jvm.onCollect = () -> small.freed(10);

        for (int i = 1; i <= 3; i++) {
            allocate(small, 10);
            assertThat(jvm.collections).isEqualTo(i);
        }
        assertThat(jvm.sleeps).isEmpty();
        assertThat(small.live()).isEqualTo(10);
    }

    @Test
    void waitsUntilDeadArenasAreClosed() {
        MemoryBudget small = budget(10);
        allocate(small, 10);
        jvm.onSleep = () -> {
            if (jvm.sleeps.size() == 3) {
                small.freed(4);
            }
        };

        allocate(small, 4);

        assertThat(jvm.sleeps).containsExactly(1L, 2L, 4L);
        assertThat(jvm.collections).isOne();
    }

    @Test
    void givesUpAfterHalfASecondWithTheFigures() {
        MemoryBudget small = budget(10);
        allocate(small, 7);

        assertThatThrownBy(() -> allocate(small, 4))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("4 bytes of native memory cannot be had; Hotloop holds 7 bytes already, its limit is 10"
                        + " (see hotloop.memory.limit), the Java heap may take 77");

        assertThat(jvm.sleeps).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L);
        assertThat(jvm.collections).isOne();
        assertThat(small.live()).isEqualTo(7);
    }

    @Test
    void refusesAtOnceWhatNoCollectionCouldMakeRoomFor() {
        assertThatThrownBy(() -> allocate(budget(10), 11)).isInstanceOf(OutOfMemoryError.class);

        assertThat(jvm.collections).isZero();
        assertThat(jvm.sleeps).isEmpty();
    }

    @Test
    void collectsWhenTheSystemHasNoMemory() {
        var answers = new ArrayList<MemorySegment>();
        answers.add(null);
        answers.add(null);
        answers.add(MemorySegment.NULL);

        assertThat(budget.<MemorySegment>allocate(8, size -> answers.removeFirst()))
                .isSameAs(MemorySegment.NULL);

        assertThat(jvm.collections).isOne();
        assertThat(budget.live()).isEqualTo(8);
    }

    @Test
    void countsNothingWhenTheSourceThrows() {
        assertThatThrownBy(() -> budget.allocate(8, size -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(budget.live()).isZero();
    }

    @Test
    void keepsAnInterruptForTheCaller() {
        MemoryBudget small = budget(10);
        allocate(small, 10);
        jvm.onSleep = () -> {
            if (jvm.sleeps.size() == 2) {
                small.freed(10);
            }
        };
        Thread.currentThread().interrupt();

        allocate(small, 10);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void neverPassesItsLimitWithSeveralThreads() throws Exception {
        MemoryBudget shared = new MemoryBudget(100, 77, MemoryBudget.THIS_JVM, bytes -> 0);
        Callable<Long> work = () -> {
            long most = 0;
            for (int i = 0; i < 20_000; i++) {
                allocate(shared, 25);
                most = Math.max(most, shared.live());
                shared.freed(25);
            }
            return most;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Long> most : threads.invokeAll(List.of(work, work, work, work))) {
                assertThat(most.get()).isBetween(25L, 100L);
            }
        }
        assertThat(shared.live()).isZero();
    }
}
