package io.hotloop.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a pool keeps, for whom, and for how long; blocks without memory. */
class BlockPoolTest {
    private static final long MB = 1L << 20;

    private final List<Block> freed = new ArrayList<>();
    private final BlockPool pool = new BlockPool(10 * MB, freed::add);

    private static Block block(long capacity) {
        return new Block(capacity);
    }

    private Block pooled(long capacity) {
        Block block = block(capacity);
        pool.put(block);
        assertThat(freed).doesNotContain(block);
        return block;
    }

    @Test
    void givesTheBlockThatCameLast() {
        Block first = pooled(MB);
        Block second = pooled(MB);
        assertThat(pool.bytes()).isEqualTo(2 * MB);

        assertThat(pool.take(MB)).isSameAs(second);
        assertThat(pool.take(MB)).isSameAs(first);
        assertThat(pool.take(MB)).isNull();
        assertThat(pool.bytes()).isZero();
    }

    @Test
    void givesBlocksThatAreAtMostAQuarterLarger() {
        Block block = pooled(1_250_000);

        assertThat(pool.take(1_250_001)).isNull();
        assertThat(pool.take(999_999)).isNull();
        assertThat(pool.take(1_000_000)).isSameAs(block);
    }

    /** The bins end at powers of two and three steps between. */
    @Test
    void findsEverySizeAgainOnBothSidesOfABin() {
        for (long size :
                new long[] {16 << 10, (20 << 10) - 1, 20 << 10, (32 << 10) - 1, 32 << 10, MB, 5 * MB, 10 * MB}) {
            Block block = pooled(size);
            assertThat(pool.take(size)).as("%d bytes", size).isSameAs(block);
            pool.put(block);
            assertThat(pool.take(size - 1)).as("%d bytes", size - 1).isIn(block, null);
            pool.free(Long.MAX_VALUE);
        }
    }

    @Test
    void freesAtOnceWhatIsTooSmallOrLargerThanItself() {
        Block small = block(BlockPool.SMALLEST - 1);
        Block large = block(10 * MB + 1);
        pool.put(small);
        pool.put(large);
        assertThat(pool.bytes()).isZero();
        assertThat(freed).containsExactly(small, large);
    }

    @Test
    void makesRoomByFreeingWhatWasNotUsedLongest() {
        Block oldest = pooled(4 * MB);
        pool.tick();
        Block older = pooled(2 * MB);
        pool.tick();
        pooled(4 * MB);

        pooled(MB);
        assertThat(freed).containsExactly(oldest);
        pooled(4 * MB);
        assertThat(freed).containsExactly(oldest, older);
        assertThat(pool.bytes()).isEqualTo(9 * MB);
    }

    @Test
    void freesOnRequestAtLeastSoMuch() {
        Block first = pooled(4 * MB);
        pool.tick();
        pooled(MB);

        assertThat(pool.free(1)).isEqualTo(4 * MB);
        assertThat(freed).containsExactly(first);
        assertThat(pool.free(Long.MAX_VALUE)).isEqualTo(MB);
        assertThat(pool.free(Long.MAX_VALUE)).isZero();
    }

    /** The blocks of a bin are linked by themselves: taken out from its end, its middle and its beginning. */
    @Test
    void givesWhatFitsFromAnywhereInABin() {
        Block first = pooled(1_200_000);
        Block second = pooled(1_100_000);
        Block third = pooled(1_150_000);
        Block fourth = pooled(1_060_000);

        assertThat(pool.take(1_120_000)).isSameAs(third);
        assertThat(pool.take(1_120_000)).isSameAs(first);
        assertThat(pool.take(1_120_000)).isNull();
        assertThat(pool.take(1_050_000)).isSameAs(fourth);
        pool.put(first);
        assertThat(pool.free(1)).isEqualTo(1_100_000);
        assertThat(freed).containsExactly(second);
        assertThat(pool.take(1_200_000)).isSameAs(first);
        assertThat(pool.bytes()).isZero();
    }

    /** The call into the library may need more of the Java heap than there is. */
    @Test
    void losesNothingThatCannotBeFreedNow() {
        var full = new boolean[] {true};
        var refusing = new BlockPool(10 * MB, block -> {
            if (full[0]) {
                throw new OutOfMemoryError("a test's");
            }
            freed.add(block);
        });
        refusing.put(block(11 * MB));
        refusing.put(block(6 * MB));
        refusing.put(block(7 * MB));
        assertThat(refusing.bytes()).isEqualTo(24 * MB);
        assertThat(refusing.free(Long.MAX_VALUE)).isZero();
        refusing.tick();
        assertThat(refusing.bytes()).isEqualTo(24 * MB);
        assertThat(refusing.take(7 * MB)).isNull();

        full[0] = false;
        refusing.tick();

        assertThat(freed).extracting(block -> block.capacity).containsExactlyInAnyOrder(11 * MB, 6 * MB, 7 * MB);
        assertThat(refusing.bytes()).isZero();
    }

    @Test
    void freesIdleBlocksAfterItsDaemonFailed() throws InterruptedException {
        var others = new CountDownLatch(1);
        var failing = new BlockPool(
                10 * MB,
                block -> {
                    if (block.capacity == MB) {
                        // Ends the thread without a word: the test's output is read.
                        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
                        throw new IllegalStateException("a test's");
                    }
                    others.countDown();
                },
                1);
        failing.put(block(MB));
        for (int i = 0; i < 10_000 && failing.bytes() > 0; i++) {
            Thread.sleep(1);
        }

        failing.put(block(2 * MB));

        assertThat(others.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void freesWhatIsIdleAndNotWhatIsUsed() {
        Block idle = pooled(MB);
        Block used = pooled(2 * MB);
        for (int i = 0; i < BlockPool.IDLE_TICKS; i++) {
            pool.tick();
            assertThat(pool.take(2 * MB)).isSameAs(used);
            pool.put(used);
        }
        assertThat(freed).isEmpty();

        pool.tick();

        assertThat(freed).containsExactly(idle);
        assertThat(pool.bytes()).isEqualTo(2 * MB);
    }

    @Test
    void isAnEighthOfTheLimitAndAGigabyteAtMost() {
        assertThat(BlockPool.bound(80)).isEqualTo(10);
        assertThat(BlockPool.bound(Long.MAX_VALUE)).isEqualTo(1L << 30);
    }

    @Test
    void keepsNothingWhereNearlyNothingIsAllowed() {
        var none = new BlockPool(1, freed::add);
        Block block = block(16 << 10);
        none.put(block);
        assertThat(freed).containsExactly(block);
        assertThat(none.take(16 << 10)).isNull();
    }
}
