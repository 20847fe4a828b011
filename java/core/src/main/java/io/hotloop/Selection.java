package io.hotloop;

import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Gather;
import io.hotloop.internal.array.IndexParser;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Indexes applied to one array: what {@code a[…]} means, before anything is copied. Integers, slices and new axes
 * give a view; index arrays and masks are kept as parts, for which the elements are gathered or scattered.
 */
final class Selection {
    /** Elements along the other axes for each place of a mask up to which a mask is assigned by one pass over all. */
    private static final long ONE_PASS_ITEMS = 8;

    private static final Part[] NO_PARTS = {};

    /**
     * An array among the indexes.
     *
     * @param index integers, or a mask
     * @param axis the first axis of the source that it stands for
     */
    private record Part(View index, int axis) {
        boolean isMask() {
            return index.dtype() == DType.BOOL;
        }
    }

    /**
     * What the parts come down to: positions along one axis, real or made up.
     *
     * @param index integers of the shape to which all parts broadcast
     * @param offset where position 0 lies
     * @param length how many positions there are
     * @param stride bytes between them
     * @param axis which axis it is, for messages
     */
    private record Positions(View index, long offset, long length, long stride, int axis) {}

    private final View source;

    /** The axes of the view that integers, slices and new axes give; those of the parts are left out. */
    private long offset;

    private int rank;
    private final long[] shape;
    private final long[] strides;

    private final Part[] parts;
    private int partCount;

    /** At which axis of the view the axes of the parts come in. */
    private int place;

    private Selection(View source, Object[] items) {
        this.source = source;
        Object[] all = expand(items);
        int used = 0;
        int added = 0;
        int arrays = 0;
        boolean ellipsis = false;
        for (int i = 0; i < all.length; i++) {
            Index index = all[i] instanceof Index value ? value : null;
            NdArray array = index != null ? index.array : all[i] instanceof NdArray value ? value : null;
            if (array != null) {
                Index.requireIndexes(array);
                arrays++;
                used += array.dtype() == DType.BOOL ? array.ndim() : 1;
            } else if (index == null) {
                requireInteger(all[i], i);
                used++;
            } else {
                switch (index.kind) {
                    case NEW_AXIS -> added++;
                    case ELLIPSIS -> {
                        if (ellipsis) {
                            throw new IllegalArgumentException(
                                    "more than one ellipsis: which axes each stands for is open");
                        }
                        ellipsis = true;
                    }
                    default -> used++;
                }
            }
        }
        int sourceRank = source.rank();
        if (used > sourceRank) {
            throw tooMany(used, sourceRank);
        }
        requireRank(added);
        shape = new long[sourceRank + added];
        strides = new long[sourceRank + added];
        parts = arrays == 0 ? NO_PARTS : new Part[arrays];
        apply(all, sourceRank - used, arrays > 0);
        requireRank(rank);
    }

    /**
     * Applies indexes.
     *
     * @param source the array
     * @param items integers, {@link Index}es, arrays and texts
     * @return what they select
     */
    static Selection of(View source, Object... items) {
        return new Selection(source, items);
    }

    static IllegalArgumentException tooMany(int indexes, int rank) {
        return new IllegalArgumentException(
                indexes + (indexes == 1 ? " index" : " indexes") + " for an array of rank " + rank);
    }

    private static void requireRank(int rank) {
        if (rank > Layouts.MAX_RANK) {
            throw new IllegalArgumentException(
                    "the result would have " + rank + " axes: an array has at most " + Layouts.MAX_RANK);
        }
    }

    /** Replaces texts by what they say, and Java arrays by arrays. */
    private static Object[] expand(Object[] items) {
        for (Object item : items) {
            if (item instanceof String || item != null && item.getClass().isArray()) {
                List<@Nullable Object> all = new ArrayList<>();
                for (Object each : items) {
                    switch (each) {
                        case String text -> Collections.addAll(all, IndexParser.parse(text));
                        case int[] positions -> all.add(NdArray.of(positions));
                        case long[] positions -> all.add(NdArray.of(positions));
                        case short[] positions -> all.add(NdArray.of(positions));
                        case byte[] positions -> all.add(NdArray.of(positions));
                        case boolean[] mask -> all.add(NdArray.of(mask));
                        case null, default -> all.add(each);
                    }
                }
                return all.toArray();
            }
        }
        return items;
    }

    private static void requireInteger(@Nullable Object item, int i) {
        if (item instanceof Integer || item instanceof Long || item instanceof Short || item instanceof Byte) {
            return;
        }
        String what;
        if (item == null) {
            what = "null: a new axis is Index.NEW_AXIS";
        } else if (item.getClass().isArray()) {
            what = "a Java array of type " + item.getClass().getSimpleName()
                    + ": NdArray.of(…) makes nested ones an index array";
        } else if (item instanceof Number || item instanceof Boolean || item instanceof Character) {
            what = item.getClass().getSimpleName() + " " + item;
        } else {
            what = "a " + item.getClass().getName();
        }
        throw new IllegalArgumentException("index " + i + " is " + what
                + " (integers, Index values, arrays of integers or bools and text are indexes)");
    }

    private void apply(Object[] items, int left, boolean fancy) {
        offset = source.offset();
        int axis = 0;
        // Integers stand among index arrays as if they were such.
        boolean inRun = false;
        boolean ended = false;
        boolean separated = false;
        boolean open = true;
        for (Object item : items) {
            Index index = item instanceof Index value ? value : null;
            NdArray array = index != null ? index.array : item instanceof NdArray value ? value : null;
            boolean joins = array != null || index == null || index.kind == Index.Kind.AT;
            if (joins && fancy) {
                separated |= ended;
                if (!inRun) {
                    place = rank;
                }
                inRun = true;
            } else if (inRun) {
                ended = true;
            }
            if (array != null) {
                axis += part(array.view, axis);
            } else if (index == null) {
                at(((Number) item).longValue(), axis++);
            } else {
                switch (index.kind) {
                    case AT -> at(index.start == null ? 0 : index.start, axis++);
                    case SLICE -> slice(index, axis++);
                    case NEW_AXIS -> add(1, 0);
                    default -> {
                        axis = keep(axis, axis + left);
                        open = false;
                    }
                }
            }
        }
        if (open) {
            keep(axis, source.rank());
        }
        if (separated) {
            place = 0;
        }
    }

    private void add(long length, long stride) {
        shape[rank] = length;
        strides[rank++] = stride;
    }

    private int keep(int from, int to) {
        for (int axis = from; axis < to; axis++) {
            add(source.shape()[axis], source.strides()[axis]);
        }
        return to;
    }

    private void at(long position, int axis) {
        offset += Gather.checked(position, source.shape()[axis], axis) * source.strides()[axis];
    }

    /** Python's slice.indices: open ends filled in, positions from the end added up, all of it cut to the axis. */
    private void slice(Index index, int axis) {
        long length = source.shape()[axis];
        long stride = source.strides()[axis];
        long step = Math.max(index.step, -Long.MAX_VALUE);
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? length : length - 1;
        long start = index.start == null ? (step > 0 ? low : high) : cut(index.start, length, low, high);
        long stop = index.stop == null ? (step > 0 ? high : low) : cut(index.stop, length, low, high);
        long distance = step > 0 ? stop - start : start - stop;
        long count = distance <= 0 ? 0 : (distance - 1) / Math.abs(step) + 1;
        if (count > 0) {
            offset += start * stride;
        }
        // With a single position the product could overflow, and is never used.
        add(count, count > 1 ? stride * step : stride);
    }

    private static long cut(long position, long length, long low, long high) {
        return Math.clamp(position < 0 ? position + length : position, low, high);
    }

    /** Takes an index array or a mask; returns for how many axes it stands. */
    private int part(View index, int axis) {
        int axes = 1;
        if (index.dtype() == DType.BOOL) {
            axes = index.rank();
            for (int i = 0; i < axes; i++) {
                if (index.shape()[i] != source.shape()[axis + i]) {
                    throw new IllegalArgumentException("mask of shape " + Layouts.toString(index.shape())
                            + " does not fit an array of shape " + Layouts.toString(source.shape()) + ": axis "
                            + (axis + i) + " is " + index.shape()[i] + " against " + source.shape()[axis + i]);
                }
            }
        }
        parts[partCount++] = new Part(index, axis);
        return axes;
    }

    /** Whether the result is a view. */
    boolean isBasic() {
        return partCount == 0;
    }

    /** The view that integers, slices and new axes select. */
    View basic() {
        long[] ownShape = shape.length == rank ? shape : Arrays.copyOf(shape, rank);
        long[] ownStrides = shape.length == rank ? strides : Arrays.copyOf(strides, rank);
        View view = new View(source.segment(), offset, source.dtype(), ownShape, ownStrides);
        return view.size() == 0 ? empty(view, source) : view;
    }

    /** A view without elements: the distances of integers may have led out of a source that has none either. */
    static View empty(View view, View source) {
        return new View(view.segment(), source.offset(), view.dtype(), view.shape(), view.strides());
    }

    /** The elements selected: a view, or a copy when there are index arrays. */
    View get() {
        if (isBasic()) {
            return basic();
        }
        Part first = parts[0];
        if (partCount == 1 && first.isMask() && place == 0) {
            return compressed(first);
        }
        return gather(null);
    }

    /**
     * What integer arrays select.
     *
     * @param out receives the elements, cast to its dtype; null for a new array
     * @throws IllegalArgumentException if {@code out} has another shape, or the dtype does not go there
     * @throws UnsupportedOperationException if {@code out} is read-only
     */
    NdArray take(@Nullable NdArray out) {
        return Output.deliver(gather(out), out);
    }

    private View gather(@Nullable NdArray out) {
        Positions positions = positions();
        View index = positions.index;
        View target =
                Output.target("take", insert(shape, rank, index.shape(), place), source.dtype(), out, source, index);
        Gather.take(indexFirst(target, index.rank()), items(positions), index, positions.axis);
        return target;
    }

    /** Assigns values, cast and broadcast. */
    void set(View value) {
        if (isBasic()) {
            View target = basic();
            Elementwise.copy(target, Layouts.broadcastTo(trim(value, target.rank()), target.shape()));
            return;
        }
        if (setByMask(value)) {
            return;
        }
        Positions positions = positions();
        View index = positions.index;
        View target = items(positions);
        View in = spread(value, source.dtype(), index);
        Gather.put(target, indexFirst(in, index.rank()), index, positions.axis);
    }

    /** Assigns a scalar, cast. */
    void set(Program.Constant value) {
        DType dtype = source.dtype();
        if (isBasic()) {
            Elementwise.fill(basic(), value);
            return;
        }
        if (isOnePass()) {
            View target = masked(source, offset, strides, maskStrides());
            Program program = new Program(2, List.of(value), List.of(new Program.Step(Op.WHERE, dtype, 0, 2, 1)));
            Elementwise.run(program, target, mask(), target, null);
            return;
        }
        View scalar = Blocks.empty(dtype);
        Elementwise.fill(scalar, value);
        set(scalar);
    }

    /** Adds values one by one, as often as a place is selected. */
    void add(View value) {
        View index;
        View target;
        View in;
        int axis = 0;
        DType dtype = Gather.sumType(source.dtype());
        if (isBasic()) {
            index = Blocks.empty(DType.INT64, new long[0]);
            index.segment().fill((byte) 0);
            target = items(new Positions(index, basic().offset(), 1, 0, 0));
            in = spread(value, dtype, index);
        } else {
            Positions positions = positions();
            index = positions.index;
            axis = positions.axis;
            target = items(positions);
            in = spread(value, dtype, index);
        }
        Gather.add(target, indexFirst(in, index.rank()), index, axis);
    }

    /** What the parts come down to: one axis whose positions are given by one array. */
    private Positions positions() {
        Positions first = positions(parts[0]);
        if (partCount == 1) {
            return first;
        }
        Positions[] all = new Positions[partCount];
        all[0] = first;
        long[] common = first.index.shape();
        for (int i = 1; i < partCount; i++) {
            all[i] = positions(parts[i]);
            common = Layouts.broadcast(common, all[i].index.shape());
        }
        // Several axes become one of single bytes. Its positions are ours alone, so that what has been checked
        // stays as it is.
        long low = 0;
        long high = 0;
        for (Positions each : all) {
            long extent = Math.max(0, each.length - 1) * each.stride;
            low += Math.min(0, extent) + each.offset - offset;
            high += Math.max(0, extent) + each.offset - offset;
        }
        View index = Blocks.empty(DType.INT64, common);
        Gather.begin(index, -low, null);
        for (Positions each : all) {
            Gather.accumulate(
                    index,
                    Layouts.broadcastTo(each.index, common),
                    each.offset - offset,
                    each.length,
                    each.stride,
                    each.axis);
        }
        return new Positions(index, offset + low, high - low + 1, 1, first.axis);
    }

    private Positions positions(Part part) {
        int axis = part.axis;
        if (!part.isMask()) {
            return new Positions(part.index, offset, source.shape()[axis], source.strides()[axis], axis);
        }
        int axes = part.index.rank();
        View index = Gather.nonzero(part.index);
        if (axes == 0) {
            return new Positions(index, offset, 1, 0, axis);
        }
        if (axes == 1) {
            return new Positions(index, offset, source.shape()[axis], source.strides()[axis], axis);
        }
        View masked = new View(
                source.segment(),
                offset,
                source.dtype(),
                Arrays.copyOfRange(source.shape(), axis, axis + axes),
                Arrays.copyOfRange(source.strides(), axis, axis + axes));
        View flat = flat(masked, index);
        return new Positions(index, flat.offset(), flat.shape()[0], flat.strides()[0], axis);
    }

    /**
     * One axis for all elements of a view in C order: with its own stride where there is one, else with one of a
     * single byte, for which the positions are turned into distances.
     *
     * @param view a view
     * @param positions valid positions in C order, ours alone; replaced where necessary
     * @return a view of rank 1
     */
    static View flat(View view, View positions) {
        long size = view.size();
        long[] own = Layouts.reshape(view, size);
        if (own != null) {
            return new View(view.segment(), view.offset(), view.dtype(), new long[] {size}, own);
        }
        long low = Layouts.firstByte(view);
        long span = Layouts.endByte(view) - low - view.dtype().byteSize() + 1;
        Gather.unravel(positions, view.shape(), view.strides(), view.offset() - low);
        return new View(view.segment(), low, view.dtype(), new long[] {span}, new long[] {1});
    }

    private View compressed(Part part) {
        View mask = part.index;
        int axes = mask.rank();
        long[] steps = Arrays.copyOfRange(source.strides(), part.axis, part.axis + axes);
        View in = new View(
                source.segment(),
                offset,
                source.dtype(),
                insert(shape, rank, mask.shape(), 0),
                insert(strides, rank, steps, 0));
        return Gather.compress(in, mask);
    }

    /** The first axes of an array with others put in at a place. */
    private static long[] insert(long[] axes, int count, long[] more, int at) {
        requireRank(count + more.length);
        long[] all = new long[count + more.length];
        System.arraycopy(axes, 0, all, 0, at);
        System.arraycopy(more, 0, all, at, more.length);
        System.arraycopy(axes, at, all, at + more.length, count - at);
        return all;
    }

    /** A view of the result's shape with the axes of the parts moved to the front. */
    private View indexFirst(View view, int axes) {
        return place == 0 || axes == 0
                ? view
                : new View(
                        view.segment(),
                        view.offset(),
                        view.dtype(),
                        moved(view.shape(), axes),
                        moved(view.strides(), axes));
    }

    private long[] moved(long[] values, int axes) {
        long[] result = values.clone();
        System.arraycopy(values, place, result, 0, axes);
        System.arraycopy(values, 0, result, axes, place);
        return result;
    }

    /** The source as the engine takes it: the axis that is indexed, then those of an item. */
    private View items(Positions positions) {
        return new View(
                source.segment(),
                positions.offset,
                source.dtype(),
                prepend(positions.length, shape),
                prepend(positions.stride, strides));
    }

    private long[] prepend(long first, long[] values) {
        long[] all = new long[rank + 1];
        all[0] = first;
        System.arraycopy(values, 0, all, 1, rank);
        return all;
    }

    /** Values of the result's shape that share no memory with the source, in the dtype given. */
    private View spread(View value, DType dtype, View index) {
        long[] target = insert(shape, rank, index.shape(), place);
        View own = trim(value, target.length);
        View all = Layouts.broadcastTo(own, target);
        if (own.dtype() == dtype && Layouts.overlap(source, own) == Layouts.Overlap.NONE) {
            return all;
        }
        View copy = Blocks.empty(dtype, own.shape());
        Elementwise.copy(copy, own);
        return Layouts.broadcastTo(copy, target);
    }

    /** Drops leading axes of length 1 beyond a rank: NumPy takes values of shape (1, 3) for a row. */
    private static View trim(View value, int rank) {
        int drop = 0;
        while (value.rank() - drop > rank && value.shape()[drop] == 1) {
            drop++;
        }
        return drop == 0
                ? value
                : new View(
                        value.segment(),
                        value.offset(),
                        value.dtype(),
                        Arrays.copyOfRange(value.shape(), drop, value.rank()),
                        Arrays.copyOfRange(value.strides(), drop, value.rank()));
    }

    /**
     * Whether a mask is assigned by one pass over all elements, each written back or replaced, instead of looking up
     * the places first: worth it when few elements belong to each place.
     */
    private boolean isOnePass() {
        if (partCount != 1 || !parts[0].isMask() || rank + parts[0].index.rank() > Layouts.MAX_RANK) {
            return false;
        }
        long items = 1;
        for (int axis = 0; axis < rank; axis++) {
            items *= Math.min(shape[axis], ONE_PASS_ITEMS + 1);
            if (items > ONE_PASS_ITEMS) {
                return false;
            }
        }
        return true;
    }

    /** Assigns through a mask if the same values go to all its places. */
    private boolean setByMask(View value) {
        if (!isOnePass()) {
            return false;
        }
        View own = trim(value, rank + 1);
        long[] one = insert(shape, rank, new long[] {1}, place);
        if (!Layouts.broadcasts(own.shape(), one)) {
            return false;
        }
        View repeated = Layouts.broadcastTo(own, one);
        long[] steps = new long[rank];
        System.arraycopy(repeated.strides(), 0, steps, 0, place);
        System.arraycopy(repeated.strides(), place + 1, steps, place, rank - place);
        View target = masked(source, offset, strides, maskStrides());
        View values = masked(own, own.offset(), steps, new long[parts[0].index.rank()]);
        Elementwise.run(Program.of(Op.WHERE, source.dtype()), target, mask(), values, target);
        return true;
    }

    /** The strides of the source along the axes of the one mask. */
    private long[] maskStrides() {
        Part part = parts[0];
        return Arrays.copyOfRange(source.strides(), part.axis, part.axis + part.index.rank());
    }

    private View mask() {
        View mask = parts[0].index;
        return masked(mask, mask.offset(), new long[rank], mask.strides());
    }

    /** A view whose axes are those of the selection with the mask's put in where they come. */
    private View masked(View view, long first, long[] itemStrides, long[] maskStrides) {
        return new View(
                view.segment(),
                first,
                view.dtype(),
                insert(shape, rank, parts[0].index.shape(), place),
                insert(itemStrides, rank, maskStrides, place));
    }
}
