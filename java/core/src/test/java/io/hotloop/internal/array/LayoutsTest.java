package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hotloop.DType;
import io.hotloop.internal.array.Layouts.Overlap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shapes, strides and whether views meet, against counting by hand. */
class LayoutsTest {
    private static long[] of(long... lengths) {
        return lengths;
    }

    @Test
    void writesShapesAsPythonDoes() {
        assertThat(Layouts.toString(of())).isEqualTo("()");
        assertThat(Layouts.toString(3)).isEqualTo("(3,)");
        assertThat(Layouts.toString(3, 2)).isEqualTo("(3,2)");
    }

    @Test
    void multipliesWithoutOverflow() {
        assertThat(Layouts.size(DType.FLOAT64)).isEqualTo(1);
        assertThat(Layouts.size(DType.FLOAT64, 3, 4)).isEqualTo(12);
        assertThat(Layouts.size(DType.FLOAT64, 3, 0)).isZero();
        assertThat(Layouts.size(DType.INT8, (1L << 62) - 1)).isEqualTo((1L << 62) - 1);
        for (long[] shape : new long[][] {
            {1L << 60}, {1L << 32, 1L << 31}, {Long.MAX_VALUE}, {1L << 33, 1L << 33, 1L << 33}, {3, 1L << 62, 3, 0}
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Layouts.size(DType.FLOAT64, shape))
                    .withMessageContaining(Layouts.toString(shape));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Layouts.size(DType.INT8, 1L << 62));
        assertThatIllegalArgumentException().isThrownBy(() -> Layouts.size(DType.INT8, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Layouts.size(DType.INT8, Long.MIN_VALUE));
    }

    @Test
    void broadcastsTwoShapes() {
        assertThat(Layouts.broadcast(of(3, 1), of(4))).containsExactly(3, 4);
        assertThat(Layouts.broadcast(of(), of(4))).containsExactly(4);
        assertThat(Layouts.broadcast(of(5, 4), of(4))).containsExactly(5, 4);
        assertThat(Layouts.broadcast(of(0), of(1))).containsExactly(0);
        assertThat(Layouts.broadcast(of(2, 1, 3), of(7, 1))).containsExactly(2, 7, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layouts.broadcast(of(3, 2), of(2, 2)))
                .withMessage("shapes (3,2) and (2,2) cannot be broadcast: axis 0 is 3 against 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layouts.broadcast(of(4, 3), of(2)))
                .withMessage("shapes (4,3) and (2,) cannot be broadcast: axis 1 is 3 against 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Layouts.broadcast(of(0), of(2)));
    }

    @Test
    void broadcastsThreeShapes() {
        assertThat(Layouts.broadcast(of(3, 1), of(4), of(2, 1, 1))).containsExactly(2, 3, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layouts.broadcast(of(3), of(1), of(2)))
                .withMessage("shapes (3,), (1,) and (2,) cannot be broadcast: axis 0 is 3 against 2");
    }

    @Test
    void knowsWhetherAShapeBroadcastsToAnother() {
        assertThat(Layouts.broadcasts(of(3, 1), of(3, 5))).isTrue();
        assertThat(Layouts.broadcasts(of(), of(3, 5))).isTrue();
        assertThat(Layouts.broadcasts(of(3), of(3, 5))).isFalse();
        assertThat(Layouts.broadcasts(of(1, 3), of(3))).isFalse();
    }

    @Test
    void tellsReadsAndWritesOfTheSameElementsApart() {
        MemorySegment memory = Arena.ofAuto().allocate(160);
        View all = View.contiguous(memory, DType.FLOAT64, 4, 5);
        View even = new View(memory, 0, DType.FLOAT64, of(10), of(16));
        View odd = new View(memory, 8, DType.FLOAT64, of(10), of(16));
        assertThat(Layouts.overlap(all, all)).isEqualTo(Overlap.SAME);
        assertThat(Layouts.overlap(all, View.contiguous(memory, DType.INT64, 4, 5)))
                .isEqualTo(Overlap.SAME);
        assertThat(Layouts.overlap(all, View.contiguous(memory, DType.INT32, 4, 5)))
                .isEqualTo(Overlap.SOME);
        assertThat(Layouts.overlap(all, View.contiguous(memory, DType.FLOAT64, 20)))
                .isEqualTo(Overlap.SOME);
        assertThat(Layouts.overlap(even, odd)).isEqualTo(Overlap.NONE);
        assertThat(Layouts.overlap(even, even)).isEqualTo(Overlap.SAME);
        assertThat(Layouts.overlap(all, odd)).isEqualTo(Overlap.SOME);
        View front = View.contiguous(memory, DType.FLOAT64, 10);
        View back = new View(memory, 80, DType.FLOAT64, of(10), of(8));
        assertThat(Layouts.overlap(front, back)).isEqualTo(Overlap.NONE);
        assertThat(Layouts.overlap(front, View.contiguous(memory.asSlice(80), DType.FLOAT64, 10)))
                .isEqualTo(Overlap.NONE);
        assertThat(Layouts.overlap(front, View.contiguous(memory.asSlice(72), DType.FLOAT64, 10)))
                .isEqualTo(Overlap.SOME);
        assertThat(Layouts.overlap(back, View.contiguous(memory.asSlice(80), DType.FLOAT64, 10)))
                .isEqualTo(Overlap.SAME);
        assertThat(Layouts.overlap(all, View.contiguous(memory, DType.FLOAT64, 0)))
                .isEqualTo(Overlap.NONE);
    }

    @Test
    void comparesHeapMemoryByItsArray() {
        double[] values = new double[10];
        View a = View.contiguous(MemorySegment.ofArray(values), DType.FLOAT64, 10);
        View same = View.contiguous(MemorySegment.ofArray(values).asReadOnly(), DType.FLOAT64, 10);
        View part = View.contiguous(MemorySegment.ofArray(values).asSlice(40), DType.FLOAT64, 5);
        View other = View.contiguous(MemorySegment.ofArray(new double[10]), DType.FLOAT64, 10);
        View off = View.contiguous(Arena.ofAuto().allocate(80), DType.FLOAT64, 10);
        assertThat(Layouts.overlap(a, same)).isEqualTo(Overlap.SAME);
        assertThat(Layouts.overlap(a, part)).isEqualTo(Overlap.SOME);
        assertThat(Layouts.overlap(View.contiguous(a.segment(), DType.FLOAT64, 5), part))
                .isEqualTo(Overlap.NONE);
        assertThat(Layouts.overlap(a, other)).isEqualTo(Overlap.NONE);
        assertThat(Layouts.overlap(a, off)).isEqualTo(Overlap.NONE);
    }

    @Test
    void neverCallsMeetingViewsApart() {
        long seed = 20261122;
        Random random = new Random(seed);
        MemorySegment memory = MemorySegment.ofArray(new byte[400]);
        int apart = 0;
        for (int round = 0; round < 20_000; round++) {
            View a = random(random, memory);
            View b = random(random, memory);
            Set<Long> shared = bytes(a);
            shared.retainAll(bytes(b));
            Overlap overlap = Layouts.overlap(a, b);
            if (overlap == Overlap.NONE) {
                apart++;
                assertThat(shared)
                        .as("seed %d, round %d: %s and %s", seed, round, a, b)
                        .isEmpty();
            }
        }
        assertThat(apart).isGreaterThan(1000);
    }

    private static View random(Random random, MemorySegment memory) {
        DType dtype = random.nextBoolean() ? DType.INT16 : DType.INT64;
        long[] shape = new long[random.nextInt(3)];
        long[] strides = new long[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = random.nextInt(5);
            strides[axis] = (random.nextInt(9) - 4) * 8L;
        }
        return new View(memory, 160 + random.nextInt(60), dtype, shape, strides);
    }

    private static Set<Long> bytes(View view) {
        Set<Long> bytes = new HashSet<>();
        Rows rows = new Rows(view);
        while (rows.next()) {
            for (long i = 0; i < rows.length(); i++) {
                for (long k = 0; k < view.dtype().byteSize(); k++) {
                    bytes.add(rows.offset() + i * rows.stride() + k);
                }
            }
        }
        return bytes;
    }

    @Test
    void walksRowsInOrder() {
        View view = new View(MemorySegment.ofArray(new byte[100]), 50, DType.INT8, of(2, 3, 2), of(20, -5, 1));
        StringBuilder offsets = new StringBuilder();
        Rows rows = new Rows(view);
        while (rows.next()) {
            offsets.append(rows.offset()).append(' ');
        }
        assertThat(offsets).hasToString("50 45 40 70 65 60 ");
        assertThat(new Rows(View.contiguous(view.segment(), DType.INT8, 2, 0)).next())
                .isFalse();
        assertThat(new Rows(View.contiguous(view.segment(), DType.INT8, 0, 2)).next())
                .isFalse();
        assertThat(new Rows(View.contiguous(view.segment(), DType.INT8)).next()).isTrue();
    }
}
