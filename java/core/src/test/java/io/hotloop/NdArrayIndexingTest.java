package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Indexing against its definition: for each element of the result, where it comes from is worked out anew from the
 * indexes. Bytes are compared, those between the elements among them.
 */
class NdArrayIndexingTest {
    private static final int ROUNDS = 6_000;

    // ---- Arrays in all layouts ----

    /** An array with random contents: axes in any order, gaps, negative steps, unaligned, on or off the heap. */
    private static NdArray random(Random random, DType dtype, long... shape) {
        int rank = shape.length;
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            order.add(random.nextInt(order.size() + 1), axis);
        }
        boolean plain = random.nextInt(3) == 0;
        long[] strides = new long[rank];
        long stride = dtype.byteSize();
        long offset = 0;
        for (int i = rank - 1; i >= 0; i--) {
            int axis = plain ? i : order.get(i);
            if (!plain && random.nextInt(3) == 0) {
                stride += random.nextInt(3) * dtype.byteSize() + (random.nextInt(4) == 0 ? 1 : 0);
            }
            strides[axis] = stride;
            if (!plain && random.nextInt(3) == 0) {
                strides[axis] = -stride;
                offset += Math.max(0, shape[axis] - 1) * stride;
            }
            stride *= Math.max(1, shape[axis]);
        }
        int lead = plain ? 0 : random.nextInt(9);
        long bytes = stride + lead;
        MemorySegment segment = random.nextInt(3) == 0
                ? MemorySegment.ofArray(new byte[(int) bytes])
                : Arena.ofAuto().allocate(bytes);
        for (long i = 0; i < bytes; i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(256));
        }
        View view = new View(segment, lead + offset, dtype, shape, strides);
        for (long[] index : indexes(shape)) {
            long value = dtype == DType.BOOL ? random.nextInt(2) : random.nextInt(100);
            Elements.setComplex(segment, at(view, index), dtype, value, dtype.isComplex() ? random.nextInt(100) : 0);
        }
        return NdArray.from(view);
    }

    private static NdArray of(DType dtype, long[] shape, long... values) {
        NdArray array = random(new Random(values.length), dtype, shape);
        int i = 0;
        for (long[] index : indexes(shape)) {
            Elements.setLong(array.view.segment(), at(array.view, index), dtype, values[i++]);
        }
        return array;
    }

    private static NdArray integers(long... values) {
        return of(DType.INT64, new long[] {values.length}, values);
    }

    private static NdArray mask(long... values) {
        return of(DType.BOOL, new long[] {values.length}, values);
    }

    /** 0, 1, 2 … in C order. */
    private static NdArray counting(long... shape) {
        long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        long[] values = new long[(int) size];
        Arrays.setAll(values, i -> i);
        return of(DType.FLOAT64, shape, values);
    }

    /** All indexes of a shape in C order. */
    private static List<long[]> indexes(long... shape) {
        List<long[]> result = List.of(new long[0]);
        for (long length : shape) {
            List<long[]> longer = new ArrayList<>();
            for (long[] index : result) {
                for (long i = 0; i < length; i++) {
                    long[] next = Arrays.copyOf(index, index.length + 1);
                    next[index.length] = i;
                    longer.add(next);
                }
            }
            result = longer;
        }
        return result;
    }

    private static long at(View view, long[] index) {
        long at = view.offset();
        for (int axis = 0; axis < index.length; axis++) {
            at += index[axis] * view.strides()[axis];
        }
        return at;
    }

    private static byte[] element(View view, long[] index) {
        return view.segment().asSlice(at(view, index), view.dtype().byteSize()).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] bytes(NdArray array) {
        return array.view.segment().toArray(ValueLayout.JAVA_BYTE);
    }

    private static double[] values(NdArray array) {
        return indexes(array.shape()).stream()
                .mapToDouble(index -> Elements.getDouble(array.view.segment(), at(array.view, index), array.dtype()))
                .toArray();
    }

    // ---- The definition ----

    /** The source index of each element of a result, in C order, and the result's shape. */
    private record Expected(long[] shape, List<long[]> sources, boolean isView) {}

    /** One axis of the source: where its index comes from. */
    private sealed interface Term {
        record At(long position) implements Term {}

        record Slice(long[] positions) implements Term {}

        record Fancy(long[] shape, List<Long> values) implements Term {}

        record New() implements Term {}

        record Gap() implements Term {}
    }

    private static Expected expected(long[] shape, Object... items) {
        List<Term> terms = new ArrayList<>();
        int used = 0;
        for (Object item : items) {
            NdArray array = array(item);
            used += array != null && array.dtype() == DType.BOOL
                    ? array.ndim()
                    : item instanceof Index index && (index == Index.NEW_AXIS || index == Index.ELLIPSIS) ? 0 : 1;
        }
        int axis = 0;
        boolean open = true;
        for (Object item : items) {
            NdArray array = array(item);
            if (array != null && array.dtype() == DType.BOOL) {
                axis += maskTerms(array, terms);
            } else if (array != null) {
                List<Long> values = new ArrayList<>();
                for (double value : values(array)) {
                    values.add(wrap((long) value, shape[axis]));
                }
                terms.add(new Term.Fancy(array.shape(), values));
                axis++;
            } else if (item instanceof Number number) {
                terms.add(new Term.At(wrap(number.longValue(), shape[axis++])));
            } else if (item == Index.NEW_AXIS) {
                terms.add(new Term.New());
            } else if (item == Index.ELLIPSIS) {
                open = false;
                terms.add(new Term.Gap());
                for (int left = shape.length - used; left > 0; left--) {
                    terms.add(new Term.Slice(positions(Index.ALL, shape[axis++])));
                }
            } else {
                terms.add(new Term.Slice(positions((Index) item, shape[axis++])));
            }
        }
        while (open && axis < shape.length) {
            terms.add(new Term.Slice(positions(Index.ALL, shape[axis++])));
        }
        return expected(terms);
    }

    private static NdArray array(Object item) {
        return item instanceof NdArray array ? array : item instanceof Index index ? index.array : null;
    }

    private static int maskTerms(NdArray mask, List<Term> terms) {
        List<long[]> found = new ArrayList<>();
        for (long[] index : indexes(mask.shape())) {
            if (mask.view.segment().get(ValueLayout.JAVA_BYTE, at(mask.view, index)) != 0) {
                found.add(index);
            }
        }
        for (int i = 0; i < mask.ndim(); i++) {
            int axis = i;
            terms.add(new Term.Fancy(
                    new long[] {found.size()},
                    found.stream().map(index -> index[axis]).toList()));
        }
        if (mask.ndim() == 0) {
            // A new axis of length 1, of which the place is taken or not.
            terms.add(new Term.Fancy(new long[] {found.size()}, null));
        }
        return mask.ndim();
    }

    /** Python's slice, walked step by step. */
    private static long[] positions(Index slice, long length) {
        List<Long> result = new ArrayList<>();
        boolean up = slice.step > 0;
        long from = slice.start == null ? (up ? 0 : length - 1) : slice.start < 0 ? slice.start + length : slice.start;
        long to = slice.stop == null ? (up ? length : -1) : slice.stop < 0 ? slice.stop + length : slice.stop;
        from = up ? Math.max(from, 0) : Math.min(from, length - 1);
        to = up ? Math.min(to, length) : Math.max(to, -1);
        for (long i = from; up ? i < to : i > to; i += slice.step) {
            result.add(i);
        }
        return result.stream().mapToLong(i -> i).toArray();
    }

    private static long wrap(long position, long length) {
        return position < 0 ? position + length : position;
    }

    private static Expected expected(List<Term> terms) {
        boolean fancy = terms.stream().anyMatch(term -> term instanceof Term.Fancy);
        // Where the common axes of the arrays go.
        int first = -1;
        int runs = 0;
        boolean inRun = false;
        int basicAxes = 0;
        for (Term term : terms) {
            boolean joins = term instanceof Term.Fancy || term instanceof Term.At;
            if (joins && !inRun) {
                runs++;
                first = first < 0 ? basicAxes : first;
            }
            inRun = joins;
            basicAxes += term instanceof Term.Slice || term instanceof Term.New ? 1 : 0;
        }
        int place = runs > 1 ? 0 : Math.max(first, 0);
        int commonRank = 0;
        for (Term term : terms) {
            commonRank = term instanceof Term.Fancy array ? Math.max(commonRank, array.shape.length) : commonRank;
        }
        long[] common = new long[commonRank];
        Arrays.fill(common, 1);
        for (Term term : terms) {
            if (term instanceof Term.Fancy array) {
                for (int i = 0; i < array.shape.length; i++) {
                    int axis = commonRank - array.shape.length + i;
                    common[axis] = array.shape[i] == 1 ? common[axis] : array.shape[i];
                }
            }
        }
        List<Long> lengths = new ArrayList<>();
        for (Term term : terms) {
            if (term instanceof Term.Slice slice) {
                lengths.add((long) slice.positions.length);
            } else if (term instanceof Term.New) {
                lengths.add(1L);
            }
        }
        if (fancy) {
            for (int i = 0; i < commonRank; i++) {
                lengths.add(place + i, common[i]);
            }
        }
        long[] shape = lengths.stream().mapToLong(i -> i).toArray();
        List<long[]> sources = new ArrayList<>();
        for (long[] index : indexes(shape)) {
            List<Long> source = new ArrayList<>();
            int basic = 0;
            for (Term term : terms) {
                int axis = fancy && basic >= place ? basic + commonRank : basic;
                switch (term) {
                    case Term.At at -> source.add(at.position);
                    case Term.Slice slice -> {
                        source.add(slice.positions[(int) index[axis]]);
                        basic++;
                    }
                    case Term.New _ -> basic++;
                    case Term.Gap _ -> {}
                    case Term.Fancy array -> {
                        if (array.values != null) {
                            int flat = 0;
                            for (int i = 0; i < array.shape.length; i++) {
                                int own = commonRank - array.shape.length + i;
                                long position = array.shape[i] == 1 ? 0 : index[place + own];
                                flat = (int) (flat * array.shape[i] + position);
                            }
                            source.add(array.values.get(flat));
                        }
                    }
                }
            }
            sources.add(source.stream().mapToLong(i -> i).toArray());
        }
        return new Expected(shape, sources, !fancy);
    }

    // ---- Random indexes ----

    private static Object[] randomIndexes(Random random, long[] shape) {
        List<Object> items = new ArrayList<>();
        int axis = 0;
        int end = random.nextInt(shape.length + 1);
        boolean ellipsis = false;
        long[] common = {1 + random.nextInt(3), 1 + random.nextInt(4)};
        // Masks have an axis for their true elements, which integer arrays beside them would have to fit.
        boolean arrays = random.nextInt(3) > 0;
        boolean masks = random.nextInt(3) == 0;
        boolean masked = false;
        while (axis < end || random.nextInt(4) == 0) {
            int kind = random.nextInt(12);
            if (kind == 0 && !ellipsis) {
                ellipsis = true;
                items.add(Index.ELLIPSIS);
                axis += random.nextInt(shape.length - axis + 1);
                end = Math.max(end, axis);
                // What comes now must reach exactly to the end.
                while (axis < shape.length) {
                    items.add(randomSlice(random, shape[axis++]));
                }
                return items.toArray();
            } else if (kind == 1) {
                items.add(Index.NEW_AXIS);
            } else if (axis >= end) {
                break;
            } else if (kind <= 5 && arrays && !masks) {
                items.add(randomPositions(random, shape[axis++], common));
            } else if (kind <= 5 && arrays && !masked) {
                masked = true;
                int axes = random.nextInt(end - axis + 1);
                items.add(random(random, DType.BOOL, Arrays.copyOfRange(shape, axis, axis + axes)));
                axis += axes;
            } else if (kind <= 7 && shape[axis] > 0) {
                long position = random.nextInt((int) (2 * shape[axis])) - shape[axis];
                items.add(random.nextBoolean() ? (Object) (int) position : (Object) position);
                axis++;
            } else {
                items.add(randomSlice(random, shape[axis++]));
            }
        }
        return items.toArray();
    }

    private static Object randomSlice(Random random, long length) {
        long start = random.nextInt((int) (2 * length + 5)) - length - 2;
        long stop = random.nextInt((int) (2 * length + 5)) - length - 2;
        long step = random.nextInt(3) + 1L;
        step = random.nextBoolean() ? step : -step;
        return switch (random.nextInt(5)) {
            case 0 -> Index.ALL;
            case 1 -> Index.from(start).by(step);
            case 2 -> Index.to(stop).by(step);
            case 3 -> Index.step(step);
            default -> Index.range(start, stop, step);
        };
    }

    /** Positions of a shape that is broadcast with {@code common}. */
    private static Object randomPositions(Random random, long length, long[] common) {
        int rank = random.nextInt(common.length + 1);
        long[] shape = Arrays.copyOfRange(common, common.length - rank, common.length);
        for (int i = 0; i < rank; i++) {
            shape[i] = random.nextInt(4) == 0 ? 1 : shape[i];
        }
        if (length == 0) {
            return random(random, DType.INT64, 0);
        }
        DType[] dtypes = {DType.INT64, DType.INT32, DType.INT16, DType.UINT8, DType.UINT64};
        DType dtype = dtypes[random.nextInt(dtypes.length)];
        NdArray positions = random(random, dtype, shape);
        boolean signed = dtype.kind() == DType.Kind.SIGNED;
        for (long[] index : indexes(shape)) {
            long position = random.nextInt((int) length) - (signed && random.nextBoolean() ? length : 0);
            Elements.setLong(positions.view.segment(), at(positions.view, index), dtype, position);
        }
        return random.nextBoolean() ? positions : Index.of(positions);
    }

    private static long[] randomShape(Random random) {
        long[] shape = new long[random.nextInt(5)];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(4);
        }
        return shape;
    }

    /** Whether arrays of no positions, or a mask's count, happen not to fit the others. */
    private static boolean cannotBroadcast(Object[] items) {
        long[] common = {1, 1};
        for (Object item : items) {
            NdArray array = array(item);
            if (array != null) {
                long[] shape = array.dtype() == DType.BOOL ? new long[] {maskCount(array)} : array.shape();
                for (int i = 0; i < shape.length; i++) {
                    int axis = common.length - shape.length + i;
                    if (shape[i] != 1 && common[axis] != 1 && shape[i] != common[axis]) {
                        return true;
                    }
                    common[axis] = shape[i] == 1 ? common[axis] : shape[i];
                }
            }
        }
        return false;
    }

    private static long maskCount(NdArray mask) {
        return Arrays.stream(values(mask)).filter(value -> value != 0).count();
    }

    private interface Trial {
        void run(Random random, String what, NdArray array, Object[] items, Expected expected);
    }

    private static void rounds(Trial trial) {
        long seed = Long.getLong("hotloop.test.seed", System.nanoTime());
        System.out.println("NdArrayIndexingTest: seed " + seed);
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(seed + round);
            DType dtype = DType.values()[random.nextInt(DType.values().length)];
            NdArray array = random(random, dtype, randomShape(random));
            Object[] items = randomIndexes(random, array.shape());
            String what = "seed " + (seed + round) + ": " + dtype + Arrays.toString(array.shape()) + " strides "
                    + Arrays.toString(array.view.strides()) + " at " + Arrays.toString(items);
            if (cannotBroadcast(items)) {
                assertThatThrownBy(() -> array.get(items)).as(what).isInstanceOf(IllegalArgumentException.class);
            } else {
                try {
                    trial.run(random, what, array, items, expected(array.shape(), items));
                } catch (RuntimeException e) {
                    throw new AssertionError(what, e);
                }
            }
        }
    }

    @Test
    void getIsWhatTheIndexesMean() {
        int[] views = new int[2];
        rounds((_, what, array, items, expected) -> {
            NdArray result = array.get(items);
            assertThat(result.shape()).as(what).isEqualTo(expected.shape);
            assertThat(result.dtype()).as(what).isEqualTo(array.dtype());
            assertThat(result.view.segment() == array.view.segment()).as(what).isEqualTo(expected.isView);
            views[expected.isView ? 1 : 0]++;
            List<long[]> indexes = indexes(expected.shape);
            for (int i = 0; i < indexes.size(); i++) {
                assertThat(element(result.view, indexes.get(i)))
                        .as(what)
                        .isEqualTo(element(array.view, expected.sources.get(i)));
            }
        });
        assertThat(views[0]).isGreaterThan(ROUNDS / 10);
        assertThat(views[1]).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void setWritesWhatTheIndexesMeanAndNothingElse() {
        rounds((random, what, array, items, expected) -> {
            long[] shape = randomlyNarrower(random, expected.shape);
            NdArray value = random(random, array.dtype(), shape);
            byte[] wanted = bytes(array);
            List<long[]> indexes = indexes(expected.shape);
            for (int i = 0; i < indexes.size(); i++) {
                byte[] element = element(value.view, narrowed(indexes.get(i), shape));
                int at = (int) at(array.view, expected.sources.get(i));
                System.arraycopy(element, 0, wanted, at, element.length);
            }
            array.set(value, items);
            assertThat(bytes(array))
                    .as(what + " value " + Arrays.toString(shape))
                    .isEqualTo(wanted);
        });
    }

    @Test
    void setOfAScalarWritesItEverywhere() {
        rounds((random, what, array, items, expected) -> {
            long value = array.dtype() == DType.BOOL ? 1 : 101 + random.nextInt(20);
            byte[] wanted = bytes(array);
            MemorySegment all = MemorySegment.ofArray(wanted);
            for (long[] source : expected.sources) {
                Elements.setLong(all, at(array.view, source), array.dtype(), value);
            }
            if (random.nextBoolean()) {
                array.set(value, items);
            } else {
                array.set((double) value, items);
            }
            assertThat(bytes(array)).as(what).isEqualTo(wanted);
        });
    }

    @Test
    void addAtAddsOnceForEachTime() {
        rounds((random, what, array, items, expected) -> {
            if (array.dtype() == DType.BOOL) {
                assertThatThrownBy(() -> array.addAt(1, items)).isInstanceOf(IllegalArgumentException.class);
                return;
            }
            long[] shape = randomlyNarrower(random, expected.shape);
            NdArray value = random(random, array.dtype(), shape);
            byte[] wanted = bytes(array);
            MemorySegment all = MemorySegment.ofArray(wanted);
            List<long[]> indexes = indexes(expected.shape);
            for (int i = 0; i < indexes.size(); i++) {
                long at = at(array.view, expected.sources.get(i));
                long from = at(value.view, narrowed(indexes.get(i), shape));
                MemorySegment values = value.view.segment();
                // All of these are small integers: any order of adding and rounding gives the same.
                double re = Elements.getReal(all, at, array.dtype()) + Elements.getReal(values, from, array.dtype());
                double im = Elements.getImag(all, at, array.dtype()) + Elements.getImag(values, from, array.dtype());
                if (array.dtype().isInteger()) {
                    Elements.setLong(all, at, array.dtype(), (long) re);
                } else {
                    Elements.setComplex(all, at, array.dtype(), re, im);
                }
            }
            array.addAt(value, items);
            assertThat(bytes(array)).as(what).isEqualTo(wanted);
        });
    }

    /** A shape that broadcasts to another one. */
    private static long[] randomlyNarrower(Random random, long[] shape) {
        int rank = random.nextInt(3) == 0 ? random.nextInt(shape.length + 1) : shape.length;
        long[] result = Arrays.copyOfRange(shape, shape.length - rank, shape.length);
        for (int i = 0; i < rank; i++) {
            result[i] = random.nextInt(5) == 0 ? 1 : result[i];
        }
        return result;
    }

    private static long[] narrowed(long[] index, long[] shape) {
        long[] result = Arrays.copyOfRange(index, index.length - shape.length, index.length);
        for (int i = 0; i < shape.length; i++) {
            result[i] = shape[i] == 1 ? 0 : result[i];
        }
        return result;
    }

    // ---- Forms of get and set ----

    @Test
    void allFormsOfGetAgree() {
        NdArray a = counting(3, 4, 2, 2);
        assertThat(values(a.get(1))).containsExactly(values(a.get((Object) 1)));
        assertThat(values(a.get(-1, 2))).containsExactly(values(a.get(2, Index.at(2))));
        assertThat(values(a.get(1, 2, 0))).containsExactly(24, 25);
        assertThat(values(a.get(1, 2, 0, -1))).containsExactly(25);
        assertThat(a.get(1, 2, 0, -1).ndim()).isZero();
        assertThat(values(a.get(Index.at(1)))).containsExactly(values(a.get(1)));
        assertThat(values(a.get(Index.range(0, 1), Index.step(2)))).containsExactly(0, 1, 2, 3, 8, 9, 10, 11);
        assertThat(values(a.get("2, ::2, newaxis, ..., -1")))
                .containsExactly(values(a.get(2, Index.step(2), Index.NEW_AXIS, Index.ELLIPSIS, -1)));
        assertThat(a.get("2, ::2, newaxis, ..., -1").shape()).containsExactly(2, 1, 2);
        assertThat(values(a.get("1, 2", Index.ALL, 0))).containsExactly(24, 26);
        assertThat(a.get().shape()).containsExactly(3, 4, 2, 2);
    }

    @Test
    void javaArraysAreIndexArraysWhereverTheyStand() {
        NdArray a = counting(3, 4);
        NdArray rows = a.get(integers(2, 0));
        assertThat(a.get(new long[] {2, 0})).isEqualTo(rows);
        assertThat(a.get(new int[] {2, 0})).isEqualTo(rows);
        assertThat(a.get(new short[] {-1, 0}, Index.ALL)).isEqualTo(rows);
        assertThat(a.get(new byte[] {-1, 0}, "...")).isEqualTo(rows);
        assertThat(a.get(new boolean[] {true, false, true})).isEqualTo(a.get(mask(1, 0, 1)));
        assertThat(values(a.get(Index.ALL, new long[] {3, 1}))).containsExactly(3, 1, 7, 5, 11, 9);
        assertThat(values(a.get(new int[] {0, 1}, new int[] {2, 3}))).containsExactly(2, 7);
        a.set(-1, new long[] {2, 0});
        a.addAt(1, new int[] {0, 0}, 0);
        assertThat(values(a)).containsExactly(1, -1, -1, -1, 4, 5, 6, 7, -1, -1, -1, -1);
        // Java spreads an array of objects: two indexes.
        assertThat(values(a.get((Object[]) new Integer[] {1, 2}))).containsExactly(6);
        assertThatThrownBy(() -> a.get(new int[] {3}))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index 3 is out of range for axis 0 of length 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.get(Index.ALL, new double[] {1}))
                .withMessageStartingWith("index 1 is a Java array of type double[]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.get(0, new int[][] {{1}}))
                .withMessageStartingWith("index 1 is a Java array of type int[][]: NdArray.of(…) makes nested ones");
    }

    @Test
    void whatNonzeroGivesSelectsThoseElements() {
        NdArray a = counting(2, 3);
        assertThat(values(a.get((Object[]) a.nonzero()))).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void writesThroughAViewReachTheBase() {
        NdArray a = counting(2, 3);
        a.get("1, ::-1").set(integers(7, 8, 9));
        a.get(0, 1).set(5);
        assertThat(values(a)).containsExactly(0, 5, 2, 9, 8, 7);
    }

    @Test
    void copiesAreTheirOwn() {
        NdArray a = counting(3);
        a.get(integers(0, 1)).set(9);
        a.get(mask(1, 1, 0)).set(9);
        assertThat(values(a)).containsExactly(0, 1, 2);
    }

    @Test
    void valuesAreCastAsByAstype() {
        NdArray a = of(DType.INT8, new long[] {4}, 0, 0, 0, 0);
        NdArray value = counting(2);
        Elements.setDouble(value.view.segment(), at(value.view, new long[] {0}), DType.FLOAT64, -3.7);
        Elements.setDouble(value.view.segment(), at(value.view, new long[] {1}), DType.FLOAT64, 300);
        a.set(value, Index.to(2));
        a.set(value, integers(3, 2));
        assertThat(values(a)).containsExactly(-3, 127, 127, -3);
    }

    @Test
    void scalarsMustFit() {
        NdArray a = of(DType.INT8, new long[] {2}, 1, 2);
        assertThatThrownBy(() -> a.set(300, 0)).hasMessage("300 does not fit int8");
        assertThatThrownBy(() -> a.set(1.5, mask(1, 1))).hasMessage("1.5 does not fit int8");
        assertThatThrownBy(() -> a.set(new Complex(1, 1))).isInstanceOf(IllegalArgumentException.class);
        a.set(true, 0);
        a.set(2.0, 1);
        assertThat(values(a)).containsExactly(1, 2);
        NdArray z = of(DType.COMPLEX128, new long[] {2}, 0, 0);
        z.set(new Complex(1, 2), integers(1));
        assertThat(Elements.getImag(z.view.segment(), at(z.view, new long[] {1}), z.dtype()))
                .isEqualTo(2);
    }

    @Test
    void targetAndValueMayShareMemory() {
        NdArray a = counting(5);
        a.set(a.get(Index.to(4)), Index.from(1));
        assertThat(values(a)).containsExactly(0, 0, 1, 2, 3);
        NdArray b = counting(5);
        b.set(b.get(Index.step(-1)));
        assertThat(values(b)).containsExactly(4, 3, 2, 1, 0);
        NdArray c = counting(4);
        c.set(c.get(Index.to(3)), integers(1, 2, 3));
        assertThat(values(c)).containsExactly(0, 0, 1, 2);
        NdArray d = counting(4);
        d.set(d.get(Index.to(3)), mask(0, 1, 1, 1));
        assertThat(values(d)).containsExactly(0, 0, 1, 2);
        NdArray e = integers(1, 2, 3, 0);
        e.set(e.get(Index.step(-1)), e);
        assertThat(values(e)).containsExactly(1, 0, 3, 2);
        NdArray f = counting(3);
        f.addAt(f, integers(2, 1, 0));
        assertThat(values(f)).containsExactly(2, 2, 2);
        NdArray g = integers(1, 2, 0);
        g.addAt(g, g);
        assertThat(values(g)).containsExactly(1, 3, 2);
        NdArray m = mask(1, 0, 1);
        m.set(false, m);
        assertThat(values(m)).containsExactly(0, 0, 0);
    }

    @Test
    void theLastOfRepeatedIndexesStays() {
        NdArray a = counting(3);
        a.set(integers(7, 8, 9), integers(1, 1, -2));
        assertThat(values(a)).containsExactly(0, 9, 2);
    }

    @Test
    void valuesMayHaveLeadingAxesOfLengthOne() {
        NdArray a = counting(2, 3);
        a.set(of(DType.INT64, new long[] {1, 1, 3}, 7, 8, 9), 1);
        a.set(of(DType.INT64, new long[] {1, 1, 1}, 6), integers(0), integers(2));
        assertThat(values(a)).containsExactly(0, 1, 6, 7, 8, 9);
    }

    @Test
    void sumsOfFloatsAreRoundedOnceForEachTime() {
        NdArray a = of(DType.FLOAT32, new long[] {1}, 1L << 24);
        NdArray value = counting(1);
        Elements.setDouble(value.view.segment(), at(value.view, new long[] {0}), DType.FLOAT64, 1.5);
        a.addAt(value, integers(0, 0));
        // 2^24 + 1.5 rounds to 2^24 + 2, and again.
        assertThat(values(a)).containsExactly((1 << 24) + 4);
        NdArray i = of(DType.INT8, new long[] {1}, 100);
        i.addAt(100, integers(0));
        assertThat(values(i)).containsExactly(-56);
        assertThatThrownBy(() -> i.addAt(counting(1), 0)).hasMessageContaining("float64 cannot be added to int8");
    }

    // ---- Functions ----

    @Test
    void takeAlongAnAxisAndFlat() {
        for (NdArray a : List.of(counting(2, 3), transposed(counting(3, 2), 2, 3))) {
            double[] flat = values(a);
            NdArray columns = a.take(integers(2, 0, -2), -1);
            assertThat(columns.shape()).containsExactly(2, 3);
            assertThat(values(columns)).containsExactly(flat[2], flat[0], flat[1], flat[5], flat[3], flat[4]);
            NdArray picked = a.take(of(DType.INT32, new long[] {2, 1}, 4, -6));
            assertThat(picked.shape()).containsExactly(2, 1);
            assertThat(values(picked)).containsExactly(flat[4], flat[0]);
        }
    }

    @Test
    void takeIntoAGivenArray() {
        NdArray a = counting(4, 3);
        NdArray rows = integers(3, 0, -2);
        NdArray expected = a.take(rows, 0);
        NdArray out = NdArray.zeros(DType.FLOAT64, 3, 3);
        assertThat(a.take(rows, 0, out)).isSameAs(out).isEqualTo(expected);
        NdArray turned = NdArray.zeros(DType.FLOAT64, 3, 3).transpose();
        assertThat(a.take(rows, 0, turned)).isSameAs(turned).isEqualTo(expected);
        NdArray complex = NdArray.zeros(DType.COMPLEX128, 3, 3);
        assertThat(a.take(rows, 0, complex)).isEqualTo(expected.astype(DType.COMPLEX128));
        NdArray heap = NdArray.wrap(new double[9], 3, 3);
        assertThat(a.take(rows, 0, heap)).isEqualTo(expected);
        // Into its own memory, the last rows first.
        NdArray own = a.copy();
        own.take(rows, 0, own.get("1:4"));
        assertThat(own.get("1:4")).isEqualTo(expected);

        NdArray flat = NdArray.zeros(DType.FLOAT64, 3);
        assertThat(a.take(rows, flat)).isSameAs(flat).isEqualTo(a.take(rows));
        NdArray swapped = integers(2, 0, 1);
        assertThat(swapped.take(swapped, swapped)).isEqualTo(integers(1, 2, 0));

        assertRefused(
                "take: out has shape (2,3), the result has shape (3,3)",
                () -> a.take(rows, 0, NdArray.zeros(DType.FLOAT64, 2, 3)));
        assertRefused(
                "take: out has dtype int64, the result has dtype float64",
                () -> a.take(rows, NdArray.zeros(DType.INT64, 3)));
        NdArray readOnly = NdArray.wrap(out.segment().asReadOnly(), DType.FLOAT64, 3, 3);
        assertThatThrownBy(() -> a.take(rows, 0, readOnly)).isInstanceOf(UnsupportedOperationException.class);
        assertOut("index 4 is out of range for axis 0 of length 4", () -> a.take(integers(4), 0, out.get("0:1")));
    }

    private static NdArray transposed(NdArray array, long... shape) {
        View view = array.view;
        return NdArray.from(new View(
                view.segment(), view.offset(), view.dtype(), shape, new long[] {view.strides()[1], view.strides()[0]}));
    }

    @Test
    void putIsFlatAndRepeatsItsValues() {
        for (NdArray a : List.of(counting(2, 3), transposed(counting(3, 2), 2, 3))) {
            double[] flat = values(a);
            a.put(integers(0, -1, 2, 1, 0), integers(7, 8));
            assertThat(values(a)).containsExactly(7, 8, 7, flat[3], flat[4], 8);
            a.put(integers(1), integers(1, 2, 3));
            a.put(integers(0), integers());
            assertThat(values(a)).containsExactly(7, 1, 7, flat[3], flat[4], 8);
            a.put(integers(0, 1, 2, 3, 4, 5), a.get(Index.step(-1)));
            assertThat(a.getDouble(0, 0)).isEqualTo(flat[3]);
        }
    }

    @Test
    void putTakesScalars() {
        NdArray a = counting(2, 3);
        a.put(integers(0, -1), 5.5);
        a.put(integers(1), 7);
        a.put(integers(2), true);
        assertThat(values(a)).containsExactly(5.5, 7, 1, 3, 4, 5.5);
        NdArray z = NdArray.zeros(DType.COMPLEX64, 2);
        z.put(integers(1), new Complex(1, 2));
        assertThat(z.getComplex(1)).isEqualTo(new Complex(1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.zeros(DType.INT8, 2).put(integers(0), 300))
                .withMessage("300 does not fit int8");
    }

    @Test
    void takeAndPutAlongAnAxis() {
        Random random = new Random(5);
        NdArray a = random(random, DType.INT16, 3, 4, 2);
        NdArray at = random(random, DType.INT64, 3, 5, 1);
        for (long[] index : indexes(3, 5, 1)) {
            Elements.setLong(at.view.segment(), at(at.view, index), DType.INT64, random.nextInt(8) - 4);
        }
        NdArray taken = a.takeAlongAxis(at, -2);
        assertThat(taken.shape()).containsExactly(3, 5, 2);
        for (long[] index : indexes(3, 5, 2)) {
            long position = wrap(at.getLong(index[0], index[1], 0), 4);
            assertThat(taken.getLong(index)).isEqualTo(a.getLong(index[0], position, index[2]));
        }
        NdArray values = random(random, DType.FLOAT64, 5, 1);
        long[] wanted = new long[24];
        List<long[]> all = indexes(3, 4, 2);
        for (int i = 0; i < 24; i++) {
            wanted[i] = a.getLong(all.get(i));
        }
        for (long[] index : indexes(3, 5, 2)) {
            long position = wrap(at.getLong(index[0], index[1], 0), 4);
            wanted[(int) ((index[0] * 4 + position) * 2 + index[2])] = (long) values.getDouble(index[1], 0);
        }
        a.putAlongAxis(at, values, 1);
        for (int i = 0; i < 24; i++) {
            assertThat(a.getLong(all.get(i))).isEqualTo(wanted[i]);
        }
        // An axis of length 1 of either is repeated along the others.
        NdArray row = counting(1, 3);
        assertThat(values(row.takeAlongAxis(of(DType.INT64, new long[] {2, 1}, 2, 0), 1)))
                .containsExactly(2, 0);
    }

    @Test
    void compressTakesWhatIsTrue() {
        NdArray a = counting(2, 3);
        assertThat(values(a.compress(mask(0, 1, 1), 1))).containsExactly(1, 2, 4, 5);
        assertThat(values(a.compress(mask(0, 1), 0))).containsExactly(3, 4, 5);
        assertThat(values(a.compress(mask(1), 1))).containsExactly(0, 3);
        assertThat(values(a.compress(mask(0, 0, 1, 0, 1, 0, 0)))).containsExactly(2, 4);
        assertThatThrownBy(() -> a.compress(mask(0, 0, 1), 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> a.compress(integers(0, 1), 0)).hasMessageContaining("int64 of shape (2,)");
    }

    @Test
    void nonzeroAndArgwhere() {
        NdArray a = of(DType.FLOAT32, new long[] {2, 3}, 0, 1, 0, 2, 0, 3);
        NdArray[] at = a.nonzero();
        assertThat(at).hasSize(2);
        assertThat(values(at[0])).containsExactly(0, 1, 1);
        assertThat(values(at[1])).containsExactly(1, 0, 2);
        assertThat(at[0].dtype()).isEqualTo(DType.INT64);
        assertThat(a.argwhere().shape()).containsExactly(3, 2);
        assertThat(values(a.argwhere())).containsExactly(0, 1, 1, 0, 1, 2);
        assertThat(values(integers(0, 5, 6).nonzero()[0])).containsExactly(1, 2);
        NdArray scalar = a.get(0, 1);
        assertThat(scalar.argwhere().shape()).containsExactly(1, 0);
        assertThatThrownBy(scalar::nonzero).isInstanceOf(IllegalArgumentException.class);
        NdArray nan = counting(2);
        nan.set(Double.NaN);
        assertThat(values(nan.nonzero()[0])).containsExactly(0, 1);
    }

    // ---- Misuse ----

    @Test
    void positionsOutOfRangeAreNamed() {
        NdArray a = counting(5, 2);
        assertOut("index 7 is out of range for axis 0 of length 5", () -> a.get(7));
        assertOut("index -3 is out of range for axis 1 of length 2", () -> a.get(0, -3));
        assertOut("index 2 is out of range for axis 1 of length 2", () -> a.get(Index.ALL, Index.at(2)));
        assertOut("index 7 is out of range for axis 0 of length 5", () -> a.get(integers(0, 7)));
        assertOut("index -6 is out of range for axis 0 of length 5", () -> a.set(0, integers(0, -6)));
        assertOut("index 7 is out of range for axis 1 of length 2", () -> a.get(integers(0, 1), integers(0, 7)));
        assertOut("index 10 is out of range for an array of 10 elements", () -> a.take(integers(10)));
        assertOut("index 9 is out of range for axis 1 of length 2", () -> a.take(integers(9), 1));
        assertOut("index 9 is out of range for axis 0 of length 5", () -> a.addAt(1, integers(9)));
        assertOut(
                "index 18446744073709551615 is out of range for axis 0 of length 5",
                () -> a.get(of(DType.UINT64, new long[] {1}, -1)));
        NdArray empty = counting(3, 0);
        assertOut("index 5 is out of range for axis 0 of length 3", () -> empty.get(integers(5)));
        assertOut("index 0 is out of range for axis 1 of length 0", () -> empty.get(Index.ALL, integers(0)));
        assertOut(
                "index 9223372036854775807 is out of range for axis 0 of length 5",
                () -> a.get(integers(Long.MAX_VALUE)));
        assertOut("index -9223372036854775808 is out of range for axis 0 of length 5", () -> a.get(Long.MIN_VALUE));
    }

    private static void assertOut(String message, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage(message);
    }

    private static void assertRefused(String message, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNoIndexIsRefused() {
        NdArray a = counting(2, 3);
        assertRefused("3 indexes for an array of rank 2", () -> a.get(0, 0, 0));
        assertRefused("3 indexes for an array of rank 2", () -> a.get(0, Index.ALL, 0));
        assertRefused("1 index for an array of rank 0", () -> a.get(0, 0).get(0));
        assertRefused("more than one ellipsis", () -> a.get(Index.ELLIPSIS, Index.ELLIPSIS));
        assertRefused("more than one ellipsis", () -> a.get("..., ..."));
        assertRefused("step of a slice cannot be 0", () -> a.get("::0"));
        assertRefused("float64[1] is neither", () -> a.get(counting(1)));
        assertRefused("index 1 is Double 1.5", () -> a.get(0, 1.5));
        assertRefused("index 0 is Boolean true", () -> a.get(true));
        assertRefused("index 0 is a Java array of type double[]", () -> a.get(new double[] {0}, 0));
        assertRefused("index 1 is null", () -> a.get(0, null));
        assertRefused("indices are integers: these are bool", () -> a.take(mask(1, 0)));
        assertRefused("axis 2 is out of range", () -> a.take(integers(0), 2));
        assertRefused(
                "mask of shape (3,) does not fit an array of shape (2,3): axis 0 is 3 against 2",
                () -> a.get(mask(1, 0, 1)));
        assertRefused(
                "mask of shape (2,) does not fit an array of shape (2,3): axis 1 is 2 against 3",
                () -> a.get(Index.ALL, mask(1, 0)));
        assertRefused("(2,) and (3,) cannot be broadcast", () -> a.get(integers(0, 1), integers(0, 1, 2)));
        assertRefused("shape (2,) cannot be broadcast to (3,)", () -> a.set(integers(1, 2), 0));
        assertRefused("(2,) cannot be broadcast to (3,)", () -> a.set(integers(1, 2), integers(0), integers(0, 1, 2)));
        NdArray one = of(DType.BOOL, a.shape(), 1, 0, 0, 0, 0, 0);
        assertRefused("(2,) cannot be broadcast to (1,)", () -> a.set(integers(1, 2), one));
        assertRefused("the ranks are not the same", () -> a.takeAlongAxis(integers(0), 0));
        Object[] many = new Object[65];
        Arrays.fill(many, Index.NEW_AXIS);
        assertRefused("at most 64", () -> a.get(many));
    }

    @Test
    void readOnlyArraysStay() {
        NdArray a = counting(2);
        NdArray frozen = NdArray.from(
                new View(a.view.segment().asReadOnly(), a.view.offset(), a.dtype(), a.view.shape(), a.view.strides()));
        for (Runnable call : List.<Runnable>of(
                () -> frozen.set(1),
                () -> frozen.set(1, integers(0)),
                () -> frozen.addAt(1, 0),
                () -> frozen.put(integers(0), integers(1)),
                () -> frozen.putAlongAxis(integers(0), integers(1), 0))) {
            assertThatThrownBy(call::run).isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(values(frozen)).containsExactly(0, 1);
        assertThat(values(frozen.get(integers(1)))).containsExactly(1);
    }

    @Test
    void slicesWithHugeEndsAreCut() {
        NdArray a = counting(3);
        assertThat(values(a.get(Index.range(Long.MIN_VALUE, Long.MAX_VALUE)))).containsExactly(0, 1, 2);
        assertThat(values(a.get(Index.range(Long.MAX_VALUE, Long.MIN_VALUE, -1))))
                .containsExactly(2, 1, 0);
        assertThat(values(a.get(Index.step(Long.MIN_VALUE)))).containsExactly(2);
        assertThat(values(a.get(Index.step(Long.MAX_VALUE)))).containsExactly(0);
        assertThat(values(a.get(Index.range(2, Long.MIN_VALUE)))).isEmpty();
    }
}
