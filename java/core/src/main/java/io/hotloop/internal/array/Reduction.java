package io.hotloop.internal.array;

import io.hotloop.DType;

/** The reductions: {@code enum hl_reduction} of {@code hotloop.h}, where their meaning is written. */
public enum Reduction {
    SUM(0),
    PROD(1),
    MIN(2),
    MAX(3),
    MEAN(4),
    VAR(5),
    STD(6),
    ANY(7),
    ALL(8),
    ARGMIN(9),
    ARGMAX(10),
    COUNT_NONZERO(11),
    NORM(12);

    private final int code;

    Reduction(int code) {
        this.code = code;
    }

    /** The value of {@code enum hl_reduction}. */
    public int code() {
        return code;
    }

    /** The dtype of the result where nobody asks for another; the array API standard's. */
    public DType result(DType dtype) {
        return switch (this) {
            case SUM, PROD ->
                switch (dtype.kind()) {
                    case BOOL, SIGNED -> DType.INT64;
                    case UNSIGNED -> DType.UINT64;
                    case FLOATING, COMPLEX -> dtype;
                };
            case MIN, MAX, MEAN -> dtype;
            case VAR, STD, NORM ->
                switch (dtype) {
                    case COMPLEX64 -> DType.FLOAT32;
                    case COMPLEX128 -> DType.FLOAT64;
                    default -> dtype;
                };
            case ANY, ALL -> DType.BOOL;
            case ARGMIN, ARGMAX, COUNT_NONZERO -> DType.INT64;
        };
    }

    /** The dtype in which it is computed where nobody asks for another. */
    public DType operation(DType dtype) {
        return switch (this) {
            case MEAN, VAR, STD, NORM -> dtype.isFloating() || dtype.isComplex() ? dtype : DType.FLOAT64;
            default -> dtype;
        };
    }

    /**
     * Refuses dtypes that have no such reduction.
     *
     * @param name what users call it
     * @param dtype that of the elements
     * @throws IllegalArgumentException if it needs an order and they are complex
     */
    public void requireDefined(String name, DType dtype) {
        boolean needsOrder = switch (this) {
            case MIN, MAX, ARGMIN, ARGMAX -> true;
            default -> false;
        };
        if (needsOrder && dtype.isComplex()) {
            throw new IllegalArgumentException(
                    name + " is not defined for " + dtype + ": complex numbers have no order");
        }
    }
}
