package io.hotloop.kernel.internal;

import io.hotloop.internal.array.View;

/**
 * The axes over which an elementwise loop runs: as few as the strides of all operands allow, in the order in which the
 * output lies in memory, with at least one. The order does not show in the result.
 */
final class Axes {
    /** A last axis shorter than this gives its place to the longest one. */
    private static final int SHORT = 16;

    private final long[] lengths;

    /** Of operand k along an axis, in elements. */
    private final long[][] strides;

    private int rank;

    private Axes(int rank, int operands) {
        lengths = new long[rank];
        strides = new long[operands][rank];
    }

    /** @param operands of one shape; the last one is the output */
    static Axes of(View[] operands) {
        View out = operands[operands.length - 1];
        var axes = new Axes(Math.max(1, out.rank()), operands.length);
        for (int axis : outermostFirst(out.strides())) {
            axes.add(out.shape()[axis], operands, axis);
        }
        if (axes.rank == 0) {
            axes.lengths[axes.rank++] = 1;
        }
        axes.putLongestLast();
        return axes;
    }

    /** Most often they are so already. */
    private static int[] outermostFirst(long[] strides) {
        int[] order = new int[strides.length];
        for (int axis = 0; axis < order.length; axis++) {
            int place = axis;
            while (place > 0 && Math.abs(strides[order[place - 1]]) < Math.abs(strides[axis])) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = axis;
        }
        return order;
    }

    private void add(long length, View[] operands, int axis) {
        if (length == 1) {
            return;
        }
        boolean isNext = rank > 0;
        for (int k = 0; k < operands.length; k++) {
            isNext = isNext && strides[k][rank - 1] == stride(operands[k], axis) * length;
        }
        if (!isNext) {
            lengths[rank++] = 1;
        }
        lengths[rank - 1] *= length;
        for (int k = 0; k < operands.length; k++) {
            strides[k][rank - 1] = stride(operands[k], axis);
        }
    }

    private static long stride(View view, int axis) {
        return view.strides()[axis] / view.dtype().byteSize();
    }

    private void putLongestLast() {
        int last = rank - 1;
        if (lengths[last] >= SHORT) {
            return;
        }
        int longest = last;
        for (int axis = 0; axis < last; axis++) {
            longest = lengths[axis] > lengths[longest] ? axis : longest;
        }
        swap(lengths, longest, last);
        for (long[] own : strides) {
            swap(own, longest, last);
        }
    }

    private static void swap(long[] values, int a, int b) {
        long value = values[a];
        values[a] = values[b];
        values[b] = value;
    }

    int rank() {
        return rank;
    }

    long length(int axis) {
        return lengths[axis];
    }

    long stride(int operand, int axis) {
        return strides[operand][axis];
    }

    long size() {
        long size = 1;
        for (int axis = 0; axis < rank; axis++) {
            size *= lengths[axis];
        }
        return size;
    }
}
