package io.hotloop.internal.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which axes of a shape a reduction takes away, and how views are turned for {@link Reducer}, which wants the kept axes
 * first. What is done with the elements is not known here.
 */
public final class ReducedAxes {
    private final long[] shape;
    private final boolean[] isReduced;

    /** The axes that are reduced, in rising order. */
    public final int[] reduced;

    /** How many axes are kept. */
    public final int kept;

    /** How many elements make one result. */
    public final long count;

    /** The lengths of the kept axes. */
    public final long[] keptShape;

    /** The shape of the result: that of the kept axes, or with 1 for each reduced one. */
    public final long[] resultShape;

    /**
     * Looks at the axes of a reduction.
     *
     * @param shape the shape that is reduced
     * @param axes over which axes; null for all
     * @param keepDims whether reduced axes stay with length 1
     * @throws IllegalArgumentException if there is no such axis, or one is named twice
     */
    public ReducedAxes(long[] shape, int @Nullable [] axes, boolean keepDims) {
        this.shape = shape;
        int rank = shape.length;
        isReduced = new boolean[rank];
        int taken = rank;
        if (axes == null) {
            Arrays.fill(isReduced, true);
        } else {
            for (int axis : Layouts.axes(axes, rank)) {
                isReduced[axis] = true;
            }
            taken = axes.length;
        }
        kept = rank - taken;
        reduced = new int[taken];
        keptShape = new long[kept];
        resultShape = new long[keepDims ? rank : kept];
        long size = 1;
        int next = 0;
        int nextReduced = 0;
        for (int axis = 0; axis < rank; axis++) {
            long length = shape[axis];
            if (isReduced[axis]) {
                size *= length;
                reduced[nextReduced++] = axis;
            } else {
                keptShape[next++] = length;
            }
            if (keepDims) {
                resultShape[axis] = isReduced[axis] ? 1 : length;
            }
        }
        if (!keepDims) {
            System.arraycopy(keptShape, 0, resultShape, 0, kept);
        }
        count = size;
    }

    /**
     * Refuses what has no result without elements, where there are none.
     *
     * @param name what users call it
     * @param reduction what is computed
     * @throws IllegalArgumentException if it is a minimum, maximum or position of nothing
     */
    public void requireElements(String name, Reduction reduction) {
        boolean needsElements = switch (reduction) {
            case MIN, MAX, ARGMIN, ARGMAX -> true;
            default -> false;
        };
        if (needsElements && count == 0) {
            throw new IllegalArgumentException("zero-size array to reduction " + name + " which has no identity: shape "
                    + Layouts.toString(shape));
        }
    }

    /** Tells whether an axis is reduced. */
    public boolean isReduced(int axis) {
        return isReduced[axis];
    }

    /** A view of the shape with the kept axes first, the reduced ones after them in order. */
    public View ordered(View view) {
        int rank = view.rank();
        long[] lengths = new long[rank];
        long[] strides = new long[rank];
        int nextKept = 0;
        int nextReduced = kept;
        for (int axis = 0; axis < rank; axis++) {
            int at = isReduced[axis] ? nextReduced++ : nextKept++;
            lengths[at] = view.shape()[axis];
            strides[at] = view.strides()[axis];
        }
        return new View(view.segment(), view.offset(), view.dtype(), lengths, strides);
    }

    /** The results, of {@link #resultShape}, without the reduced axes. */
    public View kept(View result) {
        if (result.rank() == kept) {
            return result;
        }
        long[] strides = new long[kept];
        int next = 0;
        for (int axis = 0; axis < isReduced.length; axis++) {
            if (!isReduced[axis]) {
                strides[next++] = result.strides()[axis];
            }
        }
        return new View(result.segment(), result.offset(), result.dtype(), keptShape, strides);
    }
}
