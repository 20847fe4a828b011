package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.DType.Kind;

/**
 * Casts between registers, with the meaning of {@link Elements}. A register is a {@code long[]} of bools or
 * integers in their dtype's range (uint64: its bits), or a {@code double[]} of floats or of complex numbers,
 * real and imaginary parts in turn; float32 and complex64 hold what a float can.
 */
final class Casts {
    private Casts() {}

    /** Whether values of the dtype are in a {@code long[]}. */
    static boolean isLong(DType dtype) {
        return !dtype.isFloating() && !dtype.isComplex();
    }

    private static boolean isSingle(DType dtype) {
        return dtype == DType.FLOAT32 || dtype == DType.COMPLEX64;
    }

    /** Whether a cast leaves every register as it is. */
    static boolean isFree(DType from, DType to) {
        if (from == to) {
            return true;
        }
        if (isLong(from) && isLong(to)) {
            return to.byteSize() == 8 || Promotion.resultType(from, to) == to && to != DType.BOOL;
        }
        return from.kind() == to.kind() && to.byteSize() > from.byteSize();
    }

    /** Casts n integers to another integer dtype or to bool. */
    static void cast(long[] r, DType to, long[] a, int n) {
        IntegerKernels.wrap(r, a, to, 0, n);
    }

    /** Casts n bools or integers to a floating or complex dtype. */
    static void cast(double[] r, DType to, long[] a, DType from, int n) {
        boolean single = isSingle(to);
        if (from == DType.UINT64) {
            for (int i = 0; i < n; i++) {
                r[i] = single ? Elements.unsignedToFloat(a[i]) : Elements.unsignedToDouble(a[i]);
            }
        } else if (single) {
            for (int i = 0; i < n; i++) {
                r[i] = (float) a[i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                r[i] = (double) a[i];
            }
        }
        if (to.isComplex()) {
            spread(r, r, n);
        }
    }

    /** Casts n floats or complex numbers to bool or an integer dtype. */
    static void cast(long[] r, DType to, double[] a, DType from, int n) {
        if (from.isComplex()) {
            for (int i = 0; i < n; i++) {
                double re = a[2 * i];
                // To bool, the imaginary part counts only where the real part is 0.
                r[i] = Elements.toInteger(to == DType.BOOL && re == 0 ? a[2 * i + 1] : re, to);
            }
            return;
        }
        switch (to) {
            case INT64 -> {
                for (int i = 0; i < n; i++) {
                    r[i] = (long) a[i];
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    r[i] = (int) a[i];
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    r[i] = Elements.toInteger(a[i], to);
                }
            }
        }
    }

    /** Casts n floats or complex numbers to a floating or complex dtype. */
    static void cast(double[] r, DType to, double[] a, DType from, int n) {
        boolean narrows = isSingle(to) && !isSingle(from);
        if (from.kind() == to.kind()) {
            int count = to.kind() == Kind.COMPLEX ? 2 * n : n;
            if (narrows) {
                toFloat(r, a, 0, count);
            } else {
                System.arraycopy(a, 0, r, 0, count);
            }
            return;
        }
        if (to.isComplex()) {
            spread(r, a, n);
            if (narrows) {
                toFloat(r, r, 0, 2 * n);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            r[i] = a[2 * i];
        }
        if (narrows) {
            toFloat(r, r, 0, n);
        }
    }

    /** Rounds to float. */
    static void toFloat(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = (float) a[i];
        }
    }

    /** Makes complex numbers of real ones, from the end on, so that it may be done in place. */
    private static void spread(double[] r, double[] a, int n) {
        for (int i = n - 1; i >= 0; i--) {
            r[2 * i] = a[i];
            r[2 * i + 1] = 0;
        }
    }
}
