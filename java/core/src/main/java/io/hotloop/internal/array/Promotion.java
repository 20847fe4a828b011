package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.DType.Kind;

/**
 * Which dtype an operation has: the array API standard's promotion, and NumPy 2's where the standard is silent
 * (bool with numbers, integers with floats, int64 with uint64). Java scalars are weak: they lift the kind of an
 * array (integer to floating, floating to complex), never the width of its kind.
 */
public final class Promotion {
    private static final DType[] ALL = DType.values();
    private static final DType[] RESULT = new DType[ALL.length * ALL.length];

    static {
        for (DType a : ALL) {
            for (DType b : ALL) {
                RESULT[a.ordinal() * ALL.length + b.ordinal()] = a.ordinal() <= b.ordinal() ? lift(a, b) : lift(b, a);
            }
        }
    }

    private Promotion() {}

    /** The dtype that holds both; int64 and uint64 meet in float64. */
    public static DType resultType(DType a, DType b) {
        return RESULT[a.ordinal() * ALL.length + b.ordinal()];
    }

    /**
     * The dtype of many: floats and complex numbers are joined first and take each integer in by itself, so that
     * the result does not depend on the order; int16, uint16 and float32 are float32, as in NumPy.
     *
     * @param dtypes at least one
     */
    public static DType resultType(DType... dtypes) {
        if (dtypes.length == 0) {
            throw new IllegalArgumentException("no dtype: at least one is needed");
        }
        DType result = DType.BOOL;
        for (DType dtype : dtypes) {
            if (dtype.isFloating() || dtype.isComplex()) {
                result = resultType(result, dtype);
            }
        }
        for (DType dtype : dtypes) {
            result = resultType(result, dtype);
        }
        return result;
    }

    /** The dtype of an array with a Java integer: bool becomes int64, all others stay. */
    public static DType withLong(DType array) {
        return array == DType.BOOL ? DType.INT64 : array;
    }

    /** The dtype of an array with a Java double: bool and integers become float64, all others stay. */
    public static DType withDouble(DType array) {
        return function(array);
    }

    /** The dtype of an array with a Java boolean: its own. */
    public static DType withBoolean(DType array) {
        return array;
    }

    /** The dtype of an array with a complex scalar: float32 becomes complex64, other real ones complex128. */
    public static DType withComplex(DType array) {
        return switch (array) {
            case FLOAT32, COMPLEX64 -> DType.COMPLEX64;
            default -> DType.COMPLEX128;
        };
    }

    /**
     * The dtype in which a function such as exp, or the true division, is done: float64 for bool and integers,
     * else its own. NumPy has float16 and float32 for the smaller integers; the standard leaves it open.
     */
    public static DType function(DType dtype) {
        return dtype.isFloating() || dtype.isComplex() ? dtype : DType.FLOAT64;
    }

    /**
     * The dtype in which a true division is done.
     */
    public static DType divide(DType a, DType b) {
        return function(resultType(a, b));
    }

    /** Whether every value is kept, or at least its range: NumPy's "safe" casting, int64 to float64 included. */
    public static boolean canCast(DType from, DType to) {
        return resultType(from, to) == to;
    }

    /** The dtype of the parts of a complex one; of a real one itself. */
    public static DType real(DType dtype) {
        return switch (dtype) {
            case COMPLEX64 -> DType.FLOAT32;
            case COMPLEX128 -> DType.FLOAT64;
            default -> dtype;
        };
    }

    /** The complex dtype whose parts hold a dtype: complex64 for float32, int8 and the like, else complex128. */
    public static DType complex(DType dtype) {
        return resultType(dtype, DType.COMPLEX64);
    }

    private static DType lift(DType low, DType high) {
        if (low == high || low == DType.BOOL) {
            return high;
        }
        if (low.kind() == high.kind()) {
            return low.byteSize() >= high.byteSize() ? low : high;
        }
        return switch (high.kind()) {
            case UNSIGNED -> low.byteSize() > high.byteSize() ? low : signedAbove(high);
            case FLOATING -> low.byteSize() <= 2 ? high : DType.FLOAT64;
            case COMPLEX -> {
                boolean single = low.kind() == Kind.FLOATING ? low == DType.FLOAT32 : low.byteSize() <= 2;
                yield single ? high : DType.COMPLEX128;
            }
            default -> throw new AssertionError(low + " with " + high);
        };
    }

    /** The least dtype that holds an unsigned one and signed numbers no wider. */
    private static DType signedAbove(DType unsigned) {
        return switch (unsigned) {
            case UINT8 -> DType.INT16;
            case UINT16 -> DType.INT32;
            case UINT32 -> DType.INT64;
            default -> DType.FLOAT64;
        };
    }
}
