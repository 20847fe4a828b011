package io.hotloop.internal.array;

import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.internal.array.Program.Constant;

/**
 * Java scalars as constants of a dtype, refused where the dtype cannot hold them: an integer outside its range,
 * a fraction in an integer dtype, an imaginary part in a real one. Floats are rounded, bool takes whether the
 * scalar is 0.
 */
public final class Scalars {
    private Scalars() {}

    /**
     * A Java integer in a dtype.
     *
     * @throws IllegalArgumentException if an integer dtype does not hold it
     */
    public static Constant of(DType dtype, long value) {
        return switch (dtype) {
            case BOOL -> new Constant(dtype, value != 0 ? 1 : 0, 0);
            case UINT64 -> {
                if (value < 0) {
                    throw unfit(value, dtype);
                }
                yield new Constant(dtype, value, 0);
            }
            case FLOAT32, COMPLEX64 -> floating(dtype, (float) value, 0);
            case FLOAT64, COMPLEX128 -> floating(dtype, (double) value, 0);
            default -> {
                if (Elements.wrap(value, dtype) != value) {
                    throw unfit(value, dtype);
                }
                yield new Constant(dtype, value, 0);
            }
        };
    }

    /**
     * A double in a dtype.
     *
     * @throws IllegalArgumentException if an integer dtype does not hold exactly this number
     */
    public static Constant of(DType dtype, double value) {
        return switch (dtype) {
            case BOOL -> new Constant(dtype, value != 0 ? 1 : 0, 0);
            case FLOAT32, COMPLEX64 -> floating(dtype, (float) value, 0);
            case FLOAT64, COMPLEX128 -> floating(dtype, value, 0);
            default -> {
                // 2^63 and 2^64 saturate to a number that rounds back to them: they are outside all the same.
                long bits = Elements.toInteger(value, dtype);
                double back = dtype == DType.UINT64 ? Elements.unsignedToDouble(bits) : (double) bits;
                if (back != value || value >= (dtype == DType.UINT64 ? 0x1p64 : 0x1p63)) {
                    throw unfit(value, dtype);
                }
                yield new Constant(dtype, bits, 0);
            }
        };
    }

    /** A boolean in a dtype: 1 or 0. */
    public static Constant of(DType dtype, boolean value) {
        return of(dtype, value ? 1L : 0L);
    }

    /**
     * A complex number in a dtype.
     *
     * @throws IllegalArgumentException if the dtype is a real one and the imaginary part is not 0, or if it does
     *     not hold the real part
     */
    public static Constant of(DType dtype, Complex value) {
        return switch (dtype) {
            case BOOL -> new Constant(dtype, value.re() != 0 || value.im() != 0 ? 1 : 0, 0);
            case COMPLEX64 -> floating(dtype, (float) value.re(), (float) value.im());
            case COMPLEX128 -> floating(dtype, value.re(), value.im());
            default -> {
                if (value.im() != 0) {
                    throw unfit(value, dtype);
                }
                yield of(dtype, value.re());
            }
        };
    }

    /**
     * Any of Java's numbers, a Boolean or a {@link Complex} in a dtype.
     *
     * @throws IllegalArgumentException if the dtype does not hold it, or it is none of these
     */
    public static Constant of(DType dtype, Object value) {
        return switch (value) {
            case Complex complex -> of(dtype, complex);
            case Boolean truth -> of(dtype, truth.booleanValue());
            case Double real -> of(dtype, real.doubleValue());
            case Float real -> of(dtype, real.doubleValue());
            case Long integer -> of(dtype, integer.longValue());
            case Integer integer -> of(dtype, integer.longValue());
            case Short integer -> of(dtype, integer.longValue());
            case Byte integer -> of(dtype, integer.longValue());
            default ->
                throw new IllegalArgumentException(value + " is a "
                        + value.getClass().getSimpleName() + ": scalars are Java's numbers, Boolean and Complex");
        };
    }

    private static Constant floating(DType dtype, double re, double im) {
        return new Constant(
                dtype, Double.doubleToRawLongBits(re), dtype.isComplex() ? Double.doubleToRawLongBits(im) : 0);
    }

    private static IllegalArgumentException unfit(Object value, DType dtype) {
        return new IllegalArgumentException(value + " does not fit " + dtype);
    }
}
