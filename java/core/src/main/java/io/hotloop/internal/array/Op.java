package io.hotloop.internal.array;

import io.hotloop.DType;

/**
 * The elementwise operations: {@code enum hl_op} of {@code hotloop.h}, where their meaning is written, and those that
 * only Java has. Functions, whose codes begin at 100, are native for floats; float32 is rounded once from double.
 */
public enum Op {
    COPY(0, 1),

    ADD(10, 2),
    SUBTRACT(11, 2),
    MULTIPLY(12, 2),
    DIVIDE(13, 2),
    FLOOR_DIVIDE(14, 2),
    REMAINDER(15, 2),
    /** Native for all but complex. */
    POW(16, 2),
    MAXIMUM(17, 2),
    MINIMUM(18, 2),
    COPYSIGN(19, 2),

    BITWISE_AND(30, 2),
    BITWISE_OR(31, 2),
    BITWISE_XOR(32, 2),
    LEFT_SHIFT(33, 2),
    RIGHT_SHIFT(34, 2),
    LOGICAL_AND(35, 2),
    LOGICAL_OR(36, 2),
    LOGICAL_XOR(37, 2),

    EQ(40, 2),
    NE(41, 2),
    LT(42, 2),
    LE(43, 2),
    GT(44, 2),
    GE(45, 2),

    NEGATIVE(50, 1),
    /** Native for all but complex. */
    ABS(51, 1),
    /** Native for all but complex. */
    SIGN(52, 1),
    SQUARE(53, 1),
    RECIPROCAL(54, 1),
    /** Native for all but complex. */
    SQRT(55, 1),
    FLOOR(56, 1),
    CEIL(57, 1),
    TRUNC(58, 1),
    ROUND(59, 1),
    INVERT(60, 1),
    LOGICAL_NOT(61, 1),
    ISNAN(62, 1),
    ISINF(63, 1),
    ISFINITE(64, 1),
    SIGNBIT(65, 1),
    CONJ(66, 1),
    REAL(67, 1),
    IMAG(68, 1),

    WHERE(70, 3),
    CLIP(71, 3),
    /** Native for floats. */
    FMA(72, 3),

    // Functions; those that only Java has have code -1.
    HYPOT(141, 2),
    ATAN2(140, 2),
    LOGADDEXP(-1, 2),
    NEXTAFTER(-1, 2),
    EXP(100, 1),
    EXP2(101, 1),
    EXPM1(102, 1),
    LOG(103, 1),
    LOG1P(106, 1),
    LOG2(104, 1),
    LOG10(105, 1),
    CBRT(107, 1),
    SIN(110, 1),
    COS(111, 1),
    TAN(112, 1),
    ASIN(113, 1),
    ACOS(114, 1),
    ATAN(115, 1),
    /** The sine of so many half turns. */
    SINPI(116, 1),
    /** The cosine of so many half turns. */
    COSPI(117, 1),
    SINH(120, 1),
    COSH(121, 1),
    TANH(122, 1),
    ASINH(123, 1),
    ACOSH(124, 1),
    ATANH(125, 1),
    ERF(130, 1),
    ERFC(131, 1),
    GAMMA(132, 1),
    /** log |gamma(x)|. */
    LGAMMA(133, 1),
    /** The argument of a complex number. */
    ANGLE(-1, 1),
    /** A complex number of the real parts of two: its real and its imaginary part. */
    COMPLEX(-1, 2),
    /** A function of the user's, of one to three sources: the step says which. */
    CALL(-1, BlockFunction.MOST_INPUTS);

    private static final int FIRST_FUNCTION = 100;

    /** HL_OP_FAST. */
    private static final int FAST = 1024;

    private final int code;
    private final int arity;

    Op(int code, int arity) {
        this.code = code;
        this.arity = arity;
    }

    /** The value of {@code enum hl_op}, or -1. */
    public int code() {
        return code;
    }

    /** The same for a precision: functions may have a faster, looser form, or else the code means the strict one. */
    public int code(boolean fast, DType dtype) {
        boolean mayBeFast = isFunction() || this == POW && dtype.isFloating();
        return fast && mayBeFast ? code + FAST : code;
    }

    /** How many sources it takes, 1 to 3; a call at most. */
    public int arity() {
        return arity;
    }

    /** Whether it is one of the native functions: some nanoseconds an element. */
    public boolean isFunction() {
        return code >= FIRST_FUNCTION;
    }

    /** Whether native kernels have it for steps of a dtype. */
    public boolean isNative(DType dtype) {
        return switch (this) {
            case POW, ABS, SIGN, SQRT -> !dtype.isComplex();
            case FMA -> dtype.isFloating();
            case CALL -> true;
            default -> isFunction() ? dtype.isFloating() : code >= 0;
        };
    }

    /** The dtype of the result of a step of a dtype. */
    public DType result(DType dtype) {
        return switch (this) {
            case EQ,
                    NE,
                    LT,
                    LE,
                    GT,
                    GE,
                    LOGICAL_AND,
                    LOGICAL_OR,
                    LOGICAL_XOR,
                    LOGICAL_NOT,
                    ISNAN,
                    ISINF,
                    ISFINITE,
                    SIGNBIT -> DType.BOOL;
            case REAL, IMAG, ANGLE -> real(dtype);
            case ABS -> dtype.isComplex() ? real(dtype) : dtype;
            default -> dtype;
        };
    }

    private static DType real(DType dtype) {
        return switch (dtype) {
            case COMPLEX64 -> DType.FLOAT32;
            case COMPLEX128 -> DType.FLOAT64;
            default -> dtype;
        };
    }
}
