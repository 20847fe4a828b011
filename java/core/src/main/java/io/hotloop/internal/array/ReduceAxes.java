package io.hotloop.internal.array;

import org.jspecify.annotations.Nullable;

/**
 * The axes of one reduction, as few as possible: those of length 1 dropped, neighbours merged where all
 * operands allow it. Kept axes come first, those with the largest steps through the input outermost, since the
 * order of the results is free; reduced axes follow in their own order, so that the sequence of the reduced
 * elements stays what it was.
 */
final class ReduceAxes {
    /** How many axes are kept, and how many there are. */
    final int kept;

    final int rank;

    /** The lengths, none of them 1. */
    final long[] shape;

    /** Bytes between neighbours; of the output along the kept axes only. */
    final long[] out;

    final long[] in;
    final long[] where;

    /** How many results there are, and of how many elements each. */
    final long results;

    final long count;

    private ReduceAxes(View outView, View inView, int keptAxes, @Nullable View whereView, boolean isScan) {
        int all = inView.rank();
        long[] lengths = new long[all];
        long[] outStrides = new long[all];
        long[] inStrides = new long[all];
        long[] whereStrides = new long[all];
        int used = 0;
        long keptSize = 1;
        long reducedSize = 1;
        int keptUsed = 0;
        for (int axis = 0; axis < all; axis++) {
            long length = inView.shape()[axis];
            boolean isKept = axis < keptAxes;
            if (isKept) {
                keptSize *= length;
            } else {
                reducedSize *= length;
            }
            if (length == 1 && (isKept || !isScan)) {
                continue;
            }
            long stride = inView.strides()[axis];
            int at = used;
            while (isKept && at > 0 && Math.abs(inStrides[at - 1]) < Math.abs(stride)) {
                at--;
            }
            for (int i = used; i > at; i--) {
                lengths[i] = lengths[i - 1];
                outStrides[i] = outStrides[i - 1];
                inStrides[i] = inStrides[i - 1];
                whereStrides[i] = whereStrides[i - 1];
            }
            lengths[at] = length;
            outStrides[at] = isKept || isScan ? outView.strides()[axis] : 0;
            inStrides[at] = stride;
            whereStrides[at] = whereView == null ? 0 : whereView.strides()[axis];
            used++;
            if (isKept) {
                keptUsed++;
            }
        }
        int last = -1;
        int keptLast = 0;
        for (int axis = 0; axis < used; axis++) {
            boolean isFirst = axis == 0 || axis == keptUsed;
            if (!isFirst
                    && outStrides[last] == outStrides[axis] * lengths[axis]
                    && inStrides[last] == inStrides[axis] * lengths[axis]
                    && whereStrides[last] == whereStrides[axis] * lengths[axis]) {
                lengths[last] *= lengths[axis];
            } else {
                last++;
                lengths[last] = lengths[axis];
            }
            outStrides[last] = outStrides[axis];
            inStrides[last] = inStrides[axis];
            whereStrides[last] = whereStrides[axis];
            if (axis < keptUsed) {
                keptLast = last + 1;
            }
        }
        kept = keptLast;
        rank = last + 1;
        shape = lengths;
        out = outStrides;
        in = inStrides;
        where = whereStrides;
        results = keptSize;
        count = reducedSize;
    }

    /**
     * Plans a reduction.
     *
     * @param out the results, of the kept axes' shape
     * @param in the elements: kept axes, then reduced ones
     * @param kept how many are kept
     * @param where which elements take part, of the input's shape, or null
     */
    static ReduceAxes of(View out, View in, int kept, @Nullable View where) {
        return new ReduceAxes(out, in, kept, where, false);
    }

    /**
     * Plans a scan: the last axis, the scanned one, stays as it is, with a stride of the output too.
     *
     * @param out the results, of the input's shape
     * @param in the elements
     */
    static ReduceAxes ofScan(View out, View in) {
        return new ReduceAxes(out, in, in.rank() - 1, null, true);
    }
}
