package io.hotloop.internal.array;

import io.hotloop.DType;

/** Whether two views hold equal elements, as {@link Double#equals} has it, and the hash that goes with it. */
public final class Contents {
    private Contents() {}

    /**
     * Compares all elements.
     *
     * @param a a view
     * @param b a view of the same dtype and shape
     * @return true if all are equal: NaN equals NaN, 0.0 does not equal -0.0
     * @throws IllegalStateException if the memory of one of them is closed; the message names its scope
     */
    public static boolean equal(View a, View b) {
        Blocks.requireOpen(a);
        Blocks.requireOpen(b);
        DType dtype = a.dtype();
        if (a.isContiguous() && b.isContiguous() && a.size() > 0) {
            long bytes = a.size() * dtype.byteSize();
            boolean same =
                    a.segment().asSlice(a.offset(), bytes).mismatch(b.segment().asSlice(b.offset(), bytes)) < 0;
            // Bytes that differ may still be equal numbers: NaN has many, and true in foreign memory.
            if (same || dtype.isInteger()) {
                return same;
            }
        }
        Rows left = new Rows(a);
        Rows right = new Rows(b);
        while (left.next() && right.next()) {
            for (long i = 0; i < left.length(); i++) {
                if (!equal(a, left.offset() + i * left.stride(), b, right.offset() + i * right.stride())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean equal(View a, long at, View b, long bt) {
        DType dtype = a.dtype();
        if (dtype.isInteger() || dtype == DType.BOOL) {
            return Elements.getLong(a.segment(), at, dtype) == Elements.getLong(b.segment(), bt, dtype);
        }
        return Double.doubleToLongBits(Elements.getReal(a.segment(), at, dtype))
                        == Double.doubleToLongBits(Elements.getReal(b.segment(), bt, dtype))
                && Double.doubleToLongBits(Elements.getImag(a.segment(), at, dtype))
                        == Double.doubleToLongBits(Elements.getImag(b.segment(), bt, dtype));
    }

    /**
     * A hash of all elements.
     *
     * @param view a view
     * @return the same for equal contents of the same dtype and shape
     * @throws IllegalStateException if the memory is closed; the message names its scope
     */
    public static int hash(View view) {
        Blocks.requireOpen(view);
        DType dtype = view.dtype();
        int hash = 1;
        Rows rows = new Rows(view);
        while (rows.next()) {
            for (long i = 0; i < rows.length(); i++) {
                long at = rows.offset() + i * rows.stride();
                if (dtype.isInteger() || dtype == DType.BOOL) {
                    hash = 31 * hash + Long.hashCode(Elements.getLong(view.segment(), at, dtype));
                } else {
                    hash = 31 * hash + Double.hashCode(Elements.getReal(view.segment(), at, dtype));
                    hash = 31 * hash + Double.hashCode(Elements.getImag(view.segment(), at, dtype));
                }
            }
        }
        return hash;
    }
}
