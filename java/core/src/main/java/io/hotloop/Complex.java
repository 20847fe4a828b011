package io.hotloop;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A complex number: the element of {@link DType#COMPLEX64} and {@link DType#COMPLEX128} arrays, and a scalar in
 * operations with arrays. Arithmetic is the arrays'.
 *
 * <p>{@code equals} compares the parts as {@link Double#equals} does: NaN equals NaN, and 0.0 differs from -0.0.
 *
 * {@snippet :
 * Complex z = new Complex(1, -2);
 * System.out.println(z); // (1-2j)
 * }
 *
 * @param re the real part
 * @param im the imaginary part
 */
public record Complex(double re, double im) {
    /** The number 0. */
    public static final Complex ZERO = new Complex(0, 0);

    /** The number 1. */
    public static final Complex ONE = new Complex(1, 0);

    /** The imaginary unit. */
    public static final Complex I = new Complex(0, 1);

    /**
     * A real number as a complex one.
     *
     * @param re the real part
     * @return the number, its imaginary part 0.0
     */
    public static Complex of(double re) {
        return new Complex(re, 0);
    }

    /**
     * A number from its parts.
     *
     * @param re the real part
     * @param im the imaginary part
     * @return the number
     */
    public static Complex of(double re, double im) {
        return new Complex(re, im);
    }

    /**
     * A number from its modulus and argument.
     *
     * @param modulus the distance from 0
     * @param angle the angle to the positive real axis, in radians
     * @return {@code modulus * (cos(angle) + i sin(angle))}, each part within 2 ULP
     */
    public static Complex ofPolar(double modulus, double angle) {
        return new Complex(modulus * StrictMath.cos(angle), modulus * StrictMath.sin(angle));
    }

    /**
     * The modulus, without overflow or underflow on the way.
     *
     * @return the distance from 0; infinite if a part is, else NaN if a part is
     */
    public double abs() {
        return StrictMath.hypot(re, im);
    }

    /**
     * The argument.
     *
     * @return the angle to the positive real axis, in radians from -π to π
     */
    public double angle() {
        return StrictMath.atan2(im, re);
    }

    /**
     * The conjugate.
     *
     * @return this number with the sign of its imaginary part turned
     */
    public Complex conjugate() {
        return new Complex(re, -im);
    }

    /** The number as Python and NumPy write it: {@code (1+2j)}, or {@code 2j} if the real part is 0.0. */
    @Override
    public String toString() {
        String imaginary = number(im) + "j";
        if (Double.doubleToRawLongBits(re) == 0) {
            return imaginary;
        }
        return "(" + number(re) + (imaginary.startsWith("-") ? "" : "+") + imaginary + ")";
    }

    /** Python's {@code format(x, 'r')}: the fewest digits that tell the double from its neighbours. */
    private static String number(double x) {
        if (x != x) {
            return "nan";
        }
        if (Double.isInfinite(x)) {
            return x > 0 ? "inf" : "-inf";
        }
        if (x == 0) {
            return 1 / x > 0 ? "0" : "-0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(x)).stripTrailingZeros();
        if (exact.precision() == 2) {
            // Java writes two digits even where one is enough: 4.9E-324 for Python's 5e-324.
            BigDecimal shorter = exact.round(new MathContext(1)).stripTrailingZeros();
            exact = shorter.doubleValue() == x ? shorter : exact;
        }
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder(x < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        return text.append(magnitude < 10 ? "0" : "").append(magnitude).toString();
    }
}
