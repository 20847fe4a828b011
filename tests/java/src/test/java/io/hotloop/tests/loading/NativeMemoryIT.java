package io.hotloop.tests.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.bindings.NativeMemory;
import io.hotloop.tests.ChildJvm;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of the library's allocator behave as the arena's own: their size, their end, their failures. */
class NativeMemoryIT {
    private static final long HUGE_PAGE = 2L << 20;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 65, 4095, 4096, HUGE_PAGE - 1, HUGE_PAGE, HUGE_PAGE + 1, 40_000_000})
    void hasTheSizeThatWasAskedForAndIsFreedWithItsArena(long bytes) {
        long before = NativeMemory.allocatedBytes();
        MemorySegment segment;
        try (Arena arena = Arena.ofConfined()) {
            segment = NativeMemory.allocate(bytes, arena);
            assertThat(segment.byteSize()).isEqualTo(bytes);
            assertThat(segment.address() % NativeMemory.ALIGNMENT).isZero();
            assertThat(NativeMemory.allocatedBytes() - before).isEqualTo(bytes);
            segment.fill((byte) 1);
        }
        assertThat(NativeMemory.allocatedBytes()).isEqualTo(before);
        assertThat(segment.scope().isAlive()).isFalse();
        assertThatThrownBy(() -> segment.fill((byte) 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void alignsLargeBlocksToHugePages() {
        try (Arena arena = Arena.ofShared()) {
            assertThat(NativeMemory.allocate(3 * HUGE_PAGE, arena).address() % HUGE_PAGE)
                    .isZero();
        }
    }

    @Test
    void isBoundByItsSize() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = NativeMemory.allocate(16, arena);
            assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_DOUBLE, 16))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void leaksNothingWhenTheArenaIsClosed() {
        Arena arena = Arena.ofConfined();
        arena.close();
        long before = NativeMemory.allocatedBytes();

        assertThatThrownBy(() -> NativeMemory.allocate(64, arena)).isInstanceOf(IllegalStateException.class);
        assertThat(NativeMemory.allocatedBytes()).isEqualTo(before);
    }

    @Test
    void leaksNothingWhenTheArenaCannotBeAsked() {
        Arena failing = new Arena() {
            @Override
            public MemorySegment allocate(long byteSize, long byteAlignment) {
                throw new IllegalStateException("not used");
            }

            @Override
            public MemorySegment.Scope scope() {
                throw new IllegalStateException("a test's");
            }

            @Override
            public void close() {}
        };
        long before = NativeMemory.allocatedBytes();

        assertThatThrownBy(() -> NativeMemory.allocate(64, failing)).hasMessage("a test's");
        assertThat(NativeMemory.allocatedBytes()).isEqualTo(before);
    }

    @Test
    void saysHowMuchWasAskedFor() {
        long before = NativeMemory.allocatedBytes();
        for (long bytes : new long[] {1L << 47, 1L << 62}) {
            assertThatThrownBy(() -> NativeMemory.allocate(bytes, Arena.global()))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessageStartingWith("%,d bytes of native memory cannot be had".formatted(bytes))
                    .hasMessageContaining("the Java heap may take %,d"
                            .formatted(Runtime.getRuntime().maxMemory()));
        }
        assertThat(NativeMemory.allocatedBytes()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, (1L << 62) + 1, Long.MAX_VALUE})
    void refusesAnImpossibleSize(long bytes) {
        assertThatThrownBy(() -> NativeMemory.allocate(bytes, Arena.global()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a block of " + bytes + " bytes");
    }

    @Test
    void isTheArenasOwnWithoutALibrary() throws Exception {
        var result = ChildJvm.classPath(WithoutLibrary.class.getName())
                .option("-Dhotloop.native=off")
                .run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out().strip()).isEqualTo("1000 0 1000 true");
    }

    /** A child's main class: allocates, and fails to. */
    static final class WithoutLibrary {
        public static void main(String[] arguments) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment segment = NativeMemory.allocate(1000, arena);
                boolean refused = false;
                try {
                    NativeMemory.allocate(1L << 62, arena);
                } catch (OutOfMemoryError e) {
                    refused = e.getMessage().startsWith("%,d bytes of native memory".formatted(1L << 62));
                }
                System.out.println(segment.byteSize() + " " + segment.address() % NativeMemory.ALIGNMENT + " "
                        + NativeMemory.allocatedBytes() + " " + refused);
            }
        }
    }
}
