package io.hotloop.internal.array;

import io.hotloop.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The walk of one elementwise call over its operands: axes of length 1 dropped, the others in the order in
 * which the output lies in memory, merged where all operands allow it. The order of the elements is free, so
 * that what is stored alike becomes one axis whatever its shape.
 *
 * <p>Belongs to one thread and one call at a time; nothing is allocated when it is filled again.
 */
final class Plan {
    /** The most axes an array has. */
    static final int MAX_RANK = 64;

    /** The output and the inputs of the largest program. */
    static final int MAX_OPERANDS = 1 + Program.MAX_INPUTS;

    /** How many axes are left, outermost first; the last one is the innermost. */
    int rank;

    /** How many operands there are: operand 0 is the output. */
    int operands;

    /** How many elements the output has; 0 means that there is nothing to do. */
    long size;

    /** The length of each axis, at least 2. */
    final long[] shape = new long[MAX_RANK];

    /** The operands; their own shape and strides are no longer looked at. */
    final @Nullable View[] views = new View[MAX_OPERANDS];

    /** Where each operand's first element lies, in bytes from its segment's beginning. */
    final long[] offsets = new long[MAX_OPERANDS];

    /** For each operand the bytes between neighbours along each axis. */
    final long[][] strides = new long[MAX_OPERANDS][MAX_RANK];

    /** Forgets the last call's operands, so that their memory can be freed. */
    void clear() {
        for (int k = 0; k < operands; k++) {
            views[k] = null;
        }
        operands = 0;
    }

    /** The memory of an operand. */
    MemorySegment segment(int operand) {
        return view(operand).segment();
    }

    /** An operand. */
    View view(int operand) {
        View view = views[operand];
        assert view != null : "operand " + operand + " of " + operands;
        return view;
    }

    /**
     * Plans a call. Inputs of lower rank or with axes of length 1 are broadcast.
     *
     * @param out the output
     * @param a the first input or null
     * @param b the second input or null
     * @param c the third input or null
     */
    void fill(View out, @Nullable View a, @Nullable View b, @Nullable View c) {
        operands = 0;
        add(out);
        if (a != null) {
            add(a);
        }
        if (b != null) {
            add(b);
        }
        if (c != null) {
            add(c);
        }
        fillAxes(out);
    }

    /**
     * Plans a call with any number of inputs, broadcast as those of the other form.
     *
     * @param out the output
     * @param inputs the inputs
     */
    void fill(View out, View[] inputs) {
        operands = 0;
        add(out);
        for (View input : inputs) {
            add(input);
        }
        fillAxes(out);
    }

    /**
     * Plans a walk over inputs alone, in C order of a shape: what is computed goes nowhere. Axes are merged as far as
     * that order stays; there is at least one.
     *
     * @param dtype what the program computes
     * @param full the shape, without a 0
     * @param inputs the inputs, of that shape
     */
    void fillOrdered(DType dtype, long[] full, View[] inputs) {
        operands = 0;
        add(View.contiguous(MemorySegment.NULL, dtype));
        for (View input : inputs) {
            add(input);
        }
        rank = 0;
        size = 1;
        for (int axis = 0; axis < full.length; axis++) {
            size *= full[axis];
            if (full[axis] != 1) {
                shape[rank] = full[axis];
                strides[0][rank] = 0;
                for (int k = 1; k < operands; k++) {
                    strides[k][rank] = inputs[k - 1].strides()[axis];
                }
                rank++;
            }
        }
        merge();
        if (rank == 0) {
            rank = 1;
            shape[0] = 1;
            for (int k = 0; k < operands; k++) {
                strides[k][0] = 0;
            }
        }
    }

    private void fillAxes(View out) {
        if (!fillFlat(out)) {
            fillByAxes(out);
        }
    }

    /** The common case in a few nanoseconds: everything in C order, without broadcasting. */
    private boolean fillFlat(View out) {
        for (int k = 0; k < operands; k++) {
            View view = view(k);
            if (!view.isContiguous() || (k > 0 && !Arrays.equals(view.shape(), out.shape()))) {
                return false;
            }
            strides[k][0] = view.dtype().byteSize();
        }
        size = out.size();
        rank = size == 1 ? 0 : 1;
        shape[0] = size;
        return true;
    }

    private void fillByAxes(View out) {
        rank = 0;
        size = 1;
        long[] full = out.shape();
        for (int axis = 0; axis < full.length; axis++) {
            size *= full[axis];
            if (full[axis] != 1) {
                insert(out, axis);
            }
        }
        merge();
    }

    private void add(View view) {
        views[operands] = view;
        offsets[operands] = view.offset();
        operands++;
    }

    /** The stride of an operand along an axis of the output. */
    private long stride(int operand, int outRank, int axis) {
        View view = view(operand);
        int own = axis - outRank + view.rank();
        return own < 0 || view.shape()[own] == 1 ? 0 : view.strides()[own];
    }

    /** Inserts an axis behind those along which the output has larger steps, turned so that its step is positive. */
    private void insert(View out, int axis) {
        long length = out.shape()[axis];
        long step = out.strides()[axis];
        long distance = Math.abs(step);
        int at = rank;
        while (at > 0 && strides[0][at - 1] < distance) {
            at--;
        }
        for (int i = rank; i > at; i--) {
            shape[i] = shape[i - 1];
        }
        shape[at] = length;
        for (int k = 0; k < operands; k++) {
            long[] own = strides[k];
            System.arraycopy(own, at, own, at + 1, rank - at);
            long stride = stride(k, out.rank(), axis);
            if (step < 0) {
                offsets[k] += (length - 1) * stride;
                stride = -stride;
            }
            own[at] = stride;
        }
        rank++;
    }

    private void merge() {
        int kept = 0;
        for (int axis = 1; axis < rank; axis++) {
            if (continues(kept, axis)) {
                shape[kept] *= shape[axis];
            } else {
                kept++;
                shape[kept] = shape[axis];
            }
            for (int k = 0; k < operands; k++) {
                strides[k][kept] = strides[k][axis];
            }
        }
        rank = rank == 0 ? 0 : kept + 1;
    }

    /** Whether walking the inner axis to its end leads every operand to its next step along the outer one. */
    private boolean continues(int outer, int inner) {
        for (int k = 0; k < operands; k++) {
            if (strides[k][outer] != strides[k][inner] * shape[inner]) {
                return false;
            }
        }
        return true;
    }
}
