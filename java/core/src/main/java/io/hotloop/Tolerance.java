package io.hotloop;

/**
 * How far apart two numbers may be and still count as equal: {@code |a - b| <= atol + rtol * |b|}. Immutable.
 *
 * {@snippet :
 * boolean same = Nd.allClose(a, b, Tolerance.of(1e-12, 0).equalNan());
 * }
 *
 * @see Nd#isClose(NdArray, NdArray, Tolerance)
 */
public final class Tolerance {
    /** NumPy's: 1e-5 relative, 1e-8 absolute, NaN equal to nothing. */
    public static final Tolerance DEFAULT = of(1e-5, 1e-8);

    private final double rtol;
    private final double atol;
    private final boolean equalNan;

    private Tolerance(double rtol, double atol, boolean equalNan) {
        this.rtol = rtol;
        this.atol = atol;
        this.equalNan = equalNan;
    }

    /**
     * A tolerance to which NaN equals nothing.
     *
     * @param rtol the relative tolerance, of the second number; not negative
     * @param atol the absolute tolerance; not negative
     * @return the tolerance
     * @throws IllegalArgumentException if one of them is negative or NaN
     */
    public static Tolerance of(double rtol, double atol) {
        if (!(rtol >= 0 && atol >= 0)) {
            throw new IllegalArgumentException(
                    "rtol is " + rtol + " and atol " + atol + ": tolerances are not negative");
        }
        return new Tolerance(rtol, atol, false);
    }

    /**
     * This tolerance with NaN equal to NaN: NumPy's {@code equal_nan=True}.
     *
     * @return another tolerance
     */
    public Tolerance equalNan() {
        return new Tolerance(rtol, atol, true);
    }

    /**
     * The relative tolerance.
     *
     * @return 0 or more
     */
    public double rtol() {
        return rtol;
    }

    /**
     * The absolute tolerance.
     *
     * @return 0 or more
     */
    public double atol() {
        return atol;
    }

    /**
     * Whether NaN equals NaN.
     *
     * @return true after {@link #equalNan()}
     */
    public boolean isEqualNan() {
        return equalNan;
    }

    /**
     * The tolerances.
     *
     * @return such as {@code rtol 1.0E-5, atol 1.0E-8, equalNan}
     */
    @Override
    public String toString() {
        return "rtol " + rtol + ", atol " + atol + (equalNan ? ", equalNan" : "");
    }
}
