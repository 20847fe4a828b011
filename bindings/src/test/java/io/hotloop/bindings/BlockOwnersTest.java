package io.hotloop.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an owner's use of a block ends: once, whatever fails; blocks without memory, which nobody touches. */
class BlockOwnersTest {
    private final List<Block> left = new ArrayList<>();
    private final BlockOwners owners = new BlockOwners(left::add);

    private static Block block() {
        return new Block(64).at(4096);
    }

    /** An arena of the user's, which may do what it likes. */
    private interface Own extends Arena {
        @Override
        default MemorySegment allocate(long byteSize, long byteAlignment) {
            throw new UnsupportedOperationException();
        }

        @Override
        default void close() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void leavesABlockOnceWhenItsArenaIsClosed() {
        Block block = block();
        try (Arena arena = Arena.ofConfined()) {
            assertThat(owners.adopt(block, 60, arena).byteSize()).isEqualTo(60);
            owners.sweep();
            assertThat(left).isEmpty();
        }
        owners.sweep();
        assertThat(left).containsExactly(block);
    }

    @Test
    void leavesABlockThatAnArenaRefuses() {
        Arena closed = Arena.ofConfined();
        closed.close();
        Block block = block();

        assertThatThrownBy(() -> owners.adopt(block, 64, closed)).isInstanceOf(IllegalStateException.class);

        assertThat(left).containsExactly(block);
    }

    @Test
    void leavesABlockWhoseArenaCannotBeAsked() {
        Own failing = () -> {
            throw new OutOfMemoryError("a test's");
        };
        Block block = block();

        assertThatThrownBy(() -> owners.adopt(block, 64, failing)).hasMessage("a test's");

        assertThat(left).containsExactly(block);
    }

    /** Found by their scopes alone: the JDK never runs the action of a confined arena that was not closed. */
    @Test
    void endsAllThatAreGarbageThoughOneFails() throws InterruptedException {
        var failures = new int[1];
        var failing = new BlockOwners(block -> {
            if (failures[0] == 0) {
                failures[0]++;
                throw new IllegalStateException("a test's");
            }
            left.add(block);
        });
        for (int i = 0; i < 3; i++) {
            failing.adopt(block(), 64, Arena.ofConfined());
        }
        for (int i = 0; i < 1000 && left.size() < 2; i++) {
            System.gc();
            Thread.sleep(1);
            try {
                failing.sweep();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("a test's");
            }
        }
        assertThat(failures[0]).isOne();
        assertThat(left).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void endsTheOwnersOfAScopeThatIsKnownToBeClosed() {
        Block first = block();
        Block second = block();
        Arena one = Arena.ofAuto();
        Arena other = Arena.ofAuto();
        MemorySegment a = owners.adopt(first, 64, one);
        MemorySegment b = owners.adopt(second, 64, other);

        owners.sweep(a.scope());

        assertThat(left).containsExactly(first);
        assertThat(b.scope().isAlive()).isTrue();
    }
}
