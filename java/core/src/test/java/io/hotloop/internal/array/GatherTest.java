package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine's gathers, scatters and masks against their definitions, element by element: sizes on both sides of
 * the one from which calls are native, all layouts, on and off the heap.
 */
class GatherTest {
    private static final int ROUNDS = 60;

    /** A view with random bytes and a layout of any kind. */
    private static View random(Random random, DType dtype, long... shape) {
        int rank = shape.length;
        long[] strides = new long[rank];
        int[] order = new int[rank];
        for (int i = 0; i < rank; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        boolean plain = random.nextInt(3) == 0;
        long stride = dtype.byteSize();
        long offset = 0;
        for (int i = rank - 1; i >= 0; i--) {
            int axis = plain ? i : order[i];
            if (!plain && random.nextInt(3) == 0) {
                stride += random.nextInt(2) * dtype.byteSize() + random.nextInt(2);
            }
            strides[axis] = stride;
            if (!plain && random.nextInt(3) == 0) {
                strides[axis] = -stride;
                offset += Math.max(0, shape[axis] - 1) * stride;
            }
            stride *= Math.max(1, shape[axis]);
        }
        long lead = plain ? 0 : random.nextInt(9);
        byte[] bytes = new byte[(int) (stride + lead)];
        random.nextBytes(bytes);
        MemorySegment segment = MemorySegment.ofArray(bytes);
        if (random.nextInt(4) > 0) {
            // Ends flush with the view, so that an access behind it is out of the segment's bounds.
            segment = Arena.ofAuto().allocate(bytes.length).copyFrom(segment);
        }
        return new View(segment, lead + offset, dtype, shape, strides);
    }

    private static View randomIndex(Random random, long length, long... shape) {
        DType[] dtypes = {DType.INT64, DType.INT64, DType.INT32, DType.INT16, DType.UINT64, DType.UINT32};
        DType dtype = dtypes[random.nextInt(dtypes.length)];
        View index = random(random, dtype, shape);
        boolean signed = dtype.kind() == DType.Kind.SIGNED;
        each(shape, at -> {
            long value = random.nextLong(length) - (signed && random.nextBoolean() ? length : 0);
            Elements.setLong(index.segment(), offset(index, at), dtype, value);
        });
        return index;
    }

    private static View randomMask(Random random, int percent, long... shape) {
        View mask = random(random, DType.BOOL, shape);
        each(shape, at -> {
            // Anything but 0 is true.
            byte value = (byte) (random.nextInt(100) < percent ? 1 + random.nextInt(255) : 0);
            mask.segment().set(ValueLayout.JAVA_BYTE, offset(mask, at), value);
        });
        return mask;
    }

    private interface Visitor {
        void visit(long[] index);
    }

    private static void each(long[] shape, Visitor visitor) {
        long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        for (long i = 0; i < size; i++) {
            long[] index = new long[shape.length];
            long rest = i;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            visitor.visit(index);
        }
    }

    private static long offset(View view, long... index) {
        long offset = view.offset();
        for (int axis = 0; axis < index.length; axis++) {
            offset += index[axis] * view.strides()[axis];
        }
        return offset;
    }

    private static byte[] element(View view, long... index) {
        return view.segment()
                .asSlice(offset(view, index), view.dtype().byteSize())
                .toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] bytes(View view) {
        return view.segment().toArray(ValueLayout.JAVA_BYTE);
    }

    private static long[] join(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static long[] randomShape(Random random, int rank, int most) {
        long[] shape = new long[rank];
        Arrays.setAll(shape, _ -> 1 + random.nextInt(most));
        return shape;
    }

    private static Random seeded(String what) {
        long seed = Long.getLong("hotloop.test.seed", System.nanoTime());
        System.out.println("GatherTest " + what + ": seed " + seed);
        return new Random(seed);
    }

    private static long position(View index, long[] at, long length) {
        long value = Elements.getLong(index.segment(), offset(index, at), index.dtype());
        return value < 0 ? value + length : value;
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOL", "INT16", "FLOAT32", "FLOAT64", "COMPLEX64", "COMPLEX128"})
    void takeAndPutAreTheirDefinitions(DType dtype) {
        Random random = seeded("take and put of " + dtype);
        for (int round = 0; round < ROUNDS; round++) {
            long[] indexShape = randomShape(random, random.nextInt(3), round % 2 == 0 ? 4 : 60);
            long[] itemShape = randomShape(random, random.nextInt(3), 9);
            long length = 1 + random.nextInt(20);
            View index = randomIndex(random, length, indexShape);
            View in = random(random, dtype, join(new long[] {length}, itemShape));
            View out = random(random, dtype, join(indexShape, itemShape));
            byte[] wanted = bytes(out);
            each(out.shape(), at -> {
                long position = position(index, Arrays.copyOf(at, indexShape.length), length);
                long[] item = Arrays.copyOfRange(at, indexShape.length, at.length);
                byte[] element = element(in, join(new long[] {position}, item));
                System.arraycopy(element, 0, wanted, (int) offset(out, at), element.length);
            });
            Gather.take(out, in, index, 0);
            assertThat(bytes(out)).as("take, round %d", round).isEqualTo(wanted);

            View target = random(random, dtype, in.shape());
            byte[] wantedTarget = bytes(target);
            each(out.shape(), at -> {
                long position = position(index, Arrays.copyOf(at, indexShape.length), length);
                long[] item = Arrays.copyOfRange(at, indexShape.length, at.length);
                byte[] element = element(out, at);
                int to = (int) offset(target, join(new long[] {position}, item));
                System.arraycopy(element, 0, wantedTarget, to, element.length);
            });
            Gather.put(target, out, index, 0);
            assertThat(bytes(target)).as("put, round %d", round).isEqualTo(wantedTarget);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "UINT16", "INT32", "UINT64", "COMPLEX128"})
    void masksAreTheirDefinitions(DType dtype) {
        Random random = seeded("masks over " + dtype);
        for (int round = 0; round < ROUNDS; round++) {
            long[] maskShape = randomShape(random, random.nextInt(3), round % 2 == 0 ? 5 : 70);
            long[] itemShape = randomShape(random, random.nextInt(3), 4);
            int[] percents = {0, 1, 30, 97, 100};
            View mask = randomMask(random, percents[random.nextInt(percents.length)], maskShape);
            View in = random(random, dtype, join(maskShape, itemShape));
            long[] count = new long[2];
            View nonzero = Gather.nonzero(mask);
            View selected = Gather.compress(in, mask);
            String what = "round " + round;
            each(maskShape, at -> {
                if (mask.segment().get(ValueLayout.JAVA_BYTE, offset(mask, at)) != 0) {
                    assertThat(nonzero.segment().get(ValueLayout.JAVA_LONG, offset(nonzero, count[0])))
                            .as(what)
                            .isEqualTo(count[1]);
                    each(
                            itemShape,
                            item -> assertThat(element(selected, join(new long[] {count[0]}, item)))
                                    .as(what)
                                    .isEqualTo(element(in, join(at, item))));
                    count[0]++;
                }
                count[1]++;
            });
            assertThat(Gather.count(mask)).as(what).isEqualTo(count[0]);
            assertThat(nonzero.shape()).as(what).containsExactly(count[0]);
            assertThat(selected.shape()).as(what).isEqualTo(join(new long[] {count[0]}, itemShape));
        }
    }

    @Test
    void aBadIndexIsNamedAtEverySize() {
        for (int n : new int[] {1, 100, 5000}) {
            for (long bad : new long[] {-8, 7, Long.MIN_VALUE, Long.MAX_VALUE}) {
                View in = View.contiguous(Blocks.allocate(56), DType.FLOAT64, 7);
                View out = View.contiguous(Blocks.allocate(8L * n), DType.FLOAT64, n);
                View index = View.contiguous(Blocks.allocateZeroed(8L * n), DType.INT64, n);
                index.segment().setAtIndex(ValueLayout.JAVA_LONG, n - 1L, bad);
                String message = "index " + bad + " is out of range for axis 3 of length 7";
                assertThatThrownBy(() -> Gather.take(out, in, index, 3))
                        .isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessage(message);
                assertThatThrownBy(() -> Gather.put(in, out, index, 3))
                        .isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessage(message);
            }
        }
    }

    @Test
    void itemsWithoutElementsDoNotHideABadIndex() {
        View in = View.contiguous(Blocks.allocate(0), DType.FLOAT64, 7, 0);
        View out = View.contiguous(Blocks.allocate(0), DType.FLOAT64, 1, 0);
        View index = View.contiguous(Blocks.allocateZeroed(8), DType.INT64, 1);
        Gather.take(out, in, index, 0);
        index.segment().set(ValueLayout.JAVA_LONG, 0, 7);
        assertThatThrownBy(() -> Gather.take(out, in, index, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Whatever another thread writes to indexes and masks meanwhile: elements of the array, or an exception. */
    @Test
    void indexesThatChangeLeadNowhereElse() throws InterruptedException {
        int n = 20_000;
        View in = View.contiguous(Blocks.allocate(8L * n), DType.INT64, n);
        for (int i = 0; i < n; i++) {
            in.segment().setAtIndex(ValueLayout.JAVA_LONG, i, 1_000_000 + i);
        }
        View index = View.contiguous(Blocks.allocateZeroed(8L * n), DType.INT64, n);
        View mask = View.contiguous(Blocks.allocateZeroed(n), DType.BOOL, n);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            Random random = new Random(1);
            while (!done.get()) {
                int at = random.nextInt(n);
                long value = random.nextInt(4000) == 0 ? random.nextLong() : random.nextInt(2 * n) - n;
                index.segment().setAtIndex(ValueLayout.JAVA_LONG, at, value);
                mask.segment().set(ValueLayout.JAVA_BYTE, random.nextInt(n), (byte) random.nextInt(2));
            }
        });
        try {
            View out = View.contiguous(Blocks.allocate(8L * n), DType.INT64, n);
            for (int round = 0; round < 300; round++) {
                try {
                    Gather.take(out, in, index, 0);
                    assertElements(out, n);
                } catch (IndexOutOfBoundsException e) {
                    assertThat(e).hasMessageContaining("is out of range for axis 0 of length 20000");
                    index.segment().fill((byte) 0);
                }
                assertElements(Gather.compress(in, mask), n);
                View nonzero = Gather.nonzero(mask);
                for (long i = 0; i < nonzero.size(); i++) {
                    assertThat(nonzero.segment().getAtIndex(ValueLayout.JAVA_LONG, i))
                            .isBetween(0L, n - 1L);
                }
            }
        } finally {
            done.set(true);
            writer.join();
        }
    }

    private static void assertElements(View view, int n) {
        for (long i = 0; i < view.size(); i++) {
            long value = view.segment().getAtIndex(ValueLayout.JAVA_LONG, i);
            if (value < 1_000_000 || value >= 1_000_000 + n) {
                throw new AssertionError("element " + i + " is " + value);
            }
        }
    }
}
