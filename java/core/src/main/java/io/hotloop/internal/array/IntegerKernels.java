package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.DType.Kind;

/**
 * Operations over registers of bools and integers. Arithmetic is done in 64 bits, whose low bits are those of
 * every narrower type, and wrapped into the dtype's range afterwards.
 */
final class IntegerKernels {
    private IntegerKernels() {}

    /** Elements {@code from} to {@code to} of {@code r = op(a, b, c)} in a dtype; r may be any of the sources. */
    static void run(Op op, DType dtype, long[] r, long[] a, long[] b, long[] c, int from, int to) {
        boolean unsigned = dtype == DType.UINT64;
        int bits = 8 * dtype.byteSize();
        if (dtype == DType.BOOL ? isArithmetic(op) : isLogical(op)) {
            throw undefined(op, dtype);
        }
        switch (op) {
            case COPY -> System.arraycopy(a, from, r, from, to - from);
            case ADD -> {
                add(r, a, b, from, to);
                wrap(r, r, dtype, from, to);
            }
            case SUBTRACT -> {
                subtract(r, a, b, from, to);
                wrap(r, r, dtype, from, to);
            }
            case MULTIPLY -> {
                multiply(r, a, b, from, to);
                wrap(r, r, dtype, from, to);
            }
            case SQUARE -> {
                multiply(r, a, a, from, to);
                wrap(r, r, dtype, from, to);
            }
            case FLOOR_DIVIDE -> {
                floorDivide(r, a, b, unsigned, from, to);
                wrap(r, r, dtype, from, to);
            }
            case REMAINDER -> remainder(r, a, b, unsigned, from, to);
            case POW -> {
                pow(r, a, b, dtype.kind() == Kind.SIGNED, from, to);
                wrap(r, r, dtype, from, to);
            }
            case MAXIMUM -> maximum(r, a, b, unsigned, from, to);
            case MINIMUM -> minimum(r, a, b, unsigned, from, to);
            case CLIP -> clip(r, a, b, c, unsigned, from, to);
            case BITWISE_AND, LOGICAL_AND -> and(r, a, b, from, to);
            case BITWISE_OR, LOGICAL_OR -> or(r, a, b, from, to);
            case BITWISE_XOR, LOGICAL_XOR -> xor(r, a, b, from, to);
            case LEFT_SHIFT -> {
                shiftLeft(r, a, b, bits, from, to);
                wrap(r, r, dtype, from, to);
            }
            case RIGHT_SHIFT -> shiftRight(r, a, b, bits, dtype.kind() == Kind.SIGNED, from, to);
            case EQ -> equal(r, a, b, 1, from, to);
            case NE -> equal(r, a, b, 0, from, to);
            case LT -> less(r, a, b, unsigned, 1, from, to);
            case GE -> less(r, a, b, unsigned, 0, from, to);
            case GT -> less(r, b, a, unsigned, 1, from, to);
            case LE -> less(r, b, a, unsigned, 0, from, to);
            case NEGATIVE -> {
                negative(r, a, from, to);
                wrap(r, r, dtype, from, to);
            }
            case ABS -> {
                if (dtype.kind() == Kind.SIGNED) {
                    abs(r, a, from, to);
                    wrap(r, r, dtype, from, to);
                } else {
                    System.arraycopy(a, from, r, from, to - from);
                }
            }
            case SIGN -> sign(r, a, dtype.kind() == Kind.SIGNED, from, to);
            case INVERT, LOGICAL_NOT -> invert(r, a, dtype, from, to);
            case WHERE -> where(r, a, b, c, from, to);
            default -> throw undefined(op, dtype);
        }
    }

    private static boolean isArithmetic(Op op) {
        return switch (op) {
            case ADD,
                    SUBTRACT,
                    MULTIPLY,
                    SQUARE,
                    FLOOR_DIVIDE,
                    REMAINDER,
                    POW,
                    LEFT_SHIFT,
                    RIGHT_SHIFT,
                    NEGATIVE,
                    ABS,
                    SIGN -> true;
            default -> false;
        };
    }

    private static boolean isLogical(Op op) {
        return switch (op) {
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR, LOGICAL_NOT -> true;
            default -> false;
        };
    }

    private static IllegalArgumentException undefined(Op op, DType dtype) {
        return new IllegalArgumentException(op + " is not defined for " + dtype);
    }

    /** Wraps integers into the range of a dtype; to bool: not 0. */
    static void wrap(long[] r, long[] a, DType dtype, int from, int to) {
        switch (dtype) {
            case BOOL -> {
                for (int i = from; i < to; i++) {
                    r[i] = a[i] != 0 ? 1 : 0;
                }
            }
            case INT8 -> extend(r, a, 56, from, to);
            case INT16 -> extend(r, a, 48, from, to);
            case INT32 -> extend(r, a, 32, from, to);
            case UINT8 -> mask(r, a, 0xff, from, to);
            case UINT16 -> mask(r, a, 0xffff, from, to);
            case UINT32 -> mask(r, a, 0xffff_ffffL, from, to);
            default -> {
                if (r != a) {
                    System.arraycopy(a, from, r, from, to - from);
                }
            }
        }
    }

    private static void extend(long[] r, long[] a, int shift, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] << shift >> shift;
        }
    }

    private static void mask(long[] r, long[] a, long mask, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] & mask;
        }
    }

    private static void add(long[] r, long[] a, long[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] + b[i];
        }
    }

    private static void subtract(long[] r, long[] a, long[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] - b[i];
        }
    }

    private static void multiply(long[] r, long[] a, long[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] * b[i];
        }
    }

    private static void floorDivide(long[] r, long[] a, long[] b, boolean unsigned, int from, int to) {
        if (unsigned) {
            for (int i = from; i < to; i++) {
                r[i] = b[i] == 0 ? 0 : Long.divideUnsigned(a[i], b[i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                r[i] = b[i] == 0 ? 0 : Math.floorDiv(a[i], b[i]);
            }
        }
    }

    private static void remainder(long[] r, long[] a, long[] b, boolean unsigned, int from, int to) {
        if (unsigned) {
            for (int i = from; i < to; i++) {
                r[i] = b[i] == 0 ? 0 : Long.remainderUnsigned(a[i], b[i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                r[i] = b[i] == 0 ? 0 : Math.floorMod(a[i], b[i]);
            }
        }
    }

    private static void pow(long[] r, long[] a, long[] b, boolean signed, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = signed && b[i] < 0 ? 0 : power(a[i], b[i]);
        }
    }

    /** By squaring; the exponent is taken as unsigned. */
    private static long power(long base, long exponent) {
        long result = 1;
        for (long left = exponent; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result *= base;
            }
            base *= base;
        }
        return result;
    }

    // Unsigned numbers compare as signed ones do once their first bit is turned.

    private static void maximum(long[] r, long[] a, long[] b, boolean unsigned, int from, int to) {
        long turn = unsigned ? Long.MIN_VALUE : 0;
        for (int i = from; i < to; i++) {
            r[i] = Math.max(a[i] ^ turn, b[i] ^ turn) ^ turn;
        }
    }

    private static void minimum(long[] r, long[] a, long[] b, boolean unsigned, int from, int to) {
        long turn = unsigned ? Long.MIN_VALUE : 0;
        for (int i = from; i < to; i++) {
            r[i] = Math.min(a[i] ^ turn, b[i] ^ turn) ^ turn;
        }
    }

    private static void clip(long[] r, long[] a, long[] low, long[] high, boolean unsigned, int from, int to) {
        long turn = unsigned ? Long.MIN_VALUE : 0;
        for (int i = from; i < to; i++) {
            r[i] = Math.min(Math.max(a[i] ^ turn, low[i] ^ turn), high[i] ^ turn) ^ turn;
        }
    }

    private static void and(long[] r, long[] a, long[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] & b[i];
        }
    }

    private static void or(long[] r, long[] a, long[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] | b[i];
        }
    }

    private static void xor(long[] r, long[] a, long[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] ^ b[i];
        }
    }

    private static void shiftLeft(long[] r, long[] a, long[] b, int bits, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = b[i] >= 0 && b[i] < bits ? a[i] << b[i] : 0;
        }
    }

    private static void shiftRight(long[] r, long[] a, long[] b, int bits, boolean signed, int from, int to) {
        if (signed) {
            for (int i = from; i < to; i++) {
                r[i] = a[i] >> (b[i] >= 0 && b[i] < bits ? b[i] : 63);
            }
        } else {
            for (int i = from; i < to; i++) {
                r[i] = b[i] >= 0 && b[i] < bits ? a[i] >>> b[i] : 0;
            }
        }
    }

    private static void equal(long[] r, long[] a, long[] b, int yes, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] == b[i] ? yes : 1 - yes;
        }
    }

    private static void less(long[] r, long[] a, long[] b, boolean unsigned, int yes, int from, int to) {
        long turn = unsigned ? Long.MIN_VALUE : 0;
        for (int i = from; i < to; i++) {
            r[i] = (a[i] ^ turn) < (b[i] ^ turn) ? yes : 1 - yes;
        }
    }

    private static void negative(long[] r, long[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = -a[i];
        }
    }

    private static void abs(long[] r, long[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.abs(a[i]);
        }
    }

    private static void sign(long[] r, long[] a, boolean signed, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = signed ? Long.signum(a[i]) : a[i] != 0 ? 1 : 0;
        }
    }

    private static void invert(long[] r, long[] a, DType dtype, int from, int to) {
        if (dtype == DType.BOOL) {
            for (int i = from; i < to; i++) {
                r[i] = a[i] ^ 1;
            }
        } else {
            for (int i = from; i < to; i++) {
                r[i] = ~a[i];
            }
            wrap(r, r, dtype, from, to);
        }
    }

    private static void where(long[] r, long[] condition, long[] a, long[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = condition[i] != 0 ? a[i] : b[i];
        }
    }
}
