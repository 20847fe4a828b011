package io.hotloop.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pool keeps, for whom, and for how long; blocks without memory. */
class BlockPoolTest {
    private static final long MB = 1L << 20;

    private final List<Block> freed = new ArrayList<>();
    private final BlockPool pool = new BlockPool(10 * MB, freed::add);

    private static Block block(long capacity) {
        return new Block(MemorySegment.NULL, capacity);
    }

    private Block pooled(long capacity) {
        Block block = block(capacity);
        assertThat(pool.put(block)).isTrue();
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
    void refusesWhatIsTooSmallOrLargerThanItself() {
        assertThat(pool.put(block(BlockPool.SMALLEST - 1))).isFalse();
        assertThat(pool.put(block(10 * MB + 1))).isFalse();
        assertThat(pool.bytes()).isZero();
        assertThat(freed).isEmpty();
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
        assertThat(none.put(block(16 << 10))).isFalse();
        assertThat(none.take(16 << 10)).isNull();
    }
}
