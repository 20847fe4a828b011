package io.hotloop.particles.internal;

/**
 * Where one particle is after any number of steps, in time that does not depend on the number.
 *
 * <p><b>Euler's recurrence in exact arithmetic.</b> A step adds to (x, y) the vector (h/r)·(−y, x) at a
 * right angle to it, h = dt·w. So the radius grows by Pythagoras, r²ₖ = r²₀ + k·h², and the direction
 * turns by atan(h/rₖ). With c = (r₀/h)² the whole angle is
 *
 * <pre>S(c, N) = Σₖ₌₀ᴺ⁻¹ atan(1/√(c+k))</pre>
 *
 * Euler and Maclaurin's formula turns the sum into G(c+N) − G(c), where G is the sum of the integral
 * t·atan(1/√t) + √t − atan(√t), minus half the summand, and the Bernoulli terms of its derivatives. All
 * three expanded for large t give one series, G(t) = 2√t + Σ gₚ·t^(−p−1/2). From t = 32 on its first nine
 * terms are within 2·10⁻¹⁸; terms of the sum below that are added one by one, 32 at most. The difference
 * of the leading terms, 2N/(√(c+N)+√c), reaches 4·10⁹ rad at 2⁶² steps: it is computed and reduced by 2π
 * in double-double.
 *
 * <p>Not thread-safe: a thread has its own, because the result is two numbers.
 */
final class Orbit {
    /** Where the series takes over from the sum. */
    private static final double SERIES_FROM = 32;

    /**
     * gₚ for p = 0 to 8: exact fractions from the coefficients of atan and the Bernoulli numbers. (−1)ᵐ/(2m+1)
     * being the coefficients of atan(t^(−1/2)), gₚ is the sum over m of its integral −2/(2m−1) at p = m−1, its
     * −1/2 at p = m, and −B₂ⱼ/(2j)!·(m+1/2)(m+3/2)…(m+2j−3/2) at p = m+2j−1.
     */
    private static final double[] SERIES = {
        1.0 / 6,
        -1.0 / 120,
        -1.0 / 840,
        5.0 / 8064,
        1.0 / 4224,
        -521.0 / 2196480,
        -29.0 / 199680,
        1067.0 / 5013504,
        13221.0 / 74088448
    };

    /** Beyond 2 to this power, r₀/h or h/r₀ is so large that the other one does not show in a double. */
    private static final int NEGLIGIBLE = 200;

    private double x;
    private double y;

    /** The result of the last call. */
    double x() {
        return x;
    }

    /** The result of the last call. */
    double y() {
        return y;
    }

    /**
     * Euler's recurrence.
     *
     * @param x0 the particle
     * @param y0 the particle
     * @param h the step's length times the tangential speed
     * @param steps number of steps, 0 to 2⁶²
     */
    void euler(double x0, double y0, double h, long steps) {
        if (steps == 0) {
            at(x0, y0);
            return;
        }
        if (!isOnOrbit(x0, y0) || !Double.isFinite(h)) {
            at(Double.NaN, Double.NaN);
            return;
        }
        if (h == 0) {
            at(x0, y0);
            return;
        }
        // Squares of scaled numbers neither overflow nor vanish. Even a subnormal keeps its bits.
        int exponent = Math.getExponent(Math.max(Math.abs(x0), Math.abs(y0)));
        int exponentOfH = Math.getExponent(h);
        double xs = Math.scalb(x0, -exponent);
        double ys = Math.scalb(y0, -exponent);
        double hs = Math.scalb(h, -exponentOfH);
        DoubleDouble radius2 = DoubleDouble.product(xs, xs).plus(DoubleDouble.product(ys, ys));
        double radius = Math.sqrt(radius2.hi());
        int shift = exponent - exponentOfH;
        if (shift > NEGLIGIBLE) {
            // All steps together turn by less than 2^62 / 2^148: the arc is its tangent.
            double turn = Math.scalb(steps * (hs / radius), -shift);
            at(Math.fma(-turn, y0, x0), Math.fma(turn, x0, y0));
            return;
        }
        DoubleDouble c = shift < -NEGLIGIBLE
                ? new DoubleDouble(0, 0)
                : radius2.dividedBy(DoubleDouble.product(hs, hs)).scaled(2 * shift);

        double direct = 0;
        long summed = 0;
        for (; summed < steps && c.hi() + summed < SERIES_FROM; summed++) {
            direct += Math.atan2(1, Math.sqrt(c.hi() + summed));
        }
        DoubleDouble last = c.plus(DoubleDouble.of(steps));
        DoubleDouble angle = new DoubleDouble(direct, 0);
        if (summed < steps) {
            DoubleDouble first = c.plus(summed);
            DoubleDouble roots = last.squareRoot().plus(first.squareRoot());
            DoubleDouble leading =
                    DoubleDouble.of(steps - summed).dividedBy(roots).scaled(1);
            angle = leading.plus(direct).plus(series(last.hi()) - series(first.hi()));
        }
        // r_N = |h| sqrt(c + N): in this form also for a start next to the origin.
        double radiusAfter = Math.abs(hs) * last.squareRoot().hi();
        turn(xs / radius, ys / radius, radiusAfter, exponentOfH, h < 0, angle);
    }

    /**
     * The true motion: a circle at constant speed.
     *
     * @param x0 the particle
     * @param y0 the particle
     * @param w the tangential speed
     * @param dt the length of a step
     * @param steps number of steps, 0 to 2⁶²; the time is steps·dt
     */
    void circle(double x0, double y0, double w, double dt, long steps) {
        if (steps == 0) {
            at(x0, y0);
            return;
        }
        if (!isOnOrbit(x0, y0) || !Double.isFinite(w) || !Double.isFinite(dt)) {
            at(Double.NaN, Double.NaN);
            return;
        }
        if (w == 0 || dt == 0) {
            at(x0, y0);
            return;
        }
        int exponent = Math.getExponent(Math.max(Math.abs(x0), Math.abs(y0)));
        int exponentOfW = Math.getExponent(w);
        int exponentOfDt = Math.getExponent(dt);
        double xs = Math.scalb(x0, -exponent);
        double ys = Math.scalb(y0, -exponent);
        DoubleDouble radius =
                DoubleDouble.product(xs, xs).plus(DoubleDouble.product(ys, ys)).squareRoot();
        DoubleDouble angle = DoubleDouble.product(Math.abs(Math.scalb(w, -exponentOfW)), Math.scalb(dt, -exponentOfDt))
                .times(DoubleDouble.of(steps))
                .dividedBy(radius)
                .scaled(exponentOfW + exponentOfDt - exponent);
        turn(xs / radius.hi(), ys / radius.hi(), radius.hi(), exponent, w < 0, angle);
    }

    /** The origin has no direction; infinity minus infinity none either. */
    private static boolean isOnOrbit(double x0, double y0) {
        return Double.isFinite(x0) && Double.isFinite(y0) && (x0 != 0 || y0 != 0);
    }

    /** The series without its leading term. */
    private static double series(double t) {
        double inverse = 1 / t;
        double sum = SERIES[SERIES.length - 1];
        for (int p = SERIES.length - 2; p >= 0; p--) {
            sum = Math.fma(sum, inverse, SERIES[p]);
        }
        return sum * Math.sqrt(inverse);
    }

    /** The unit vector (ux, uy), turned and stretched. */
    private void turn(double ux, double uy, double radius, int exponent, boolean clockwise, DoubleDouble angle) {
        DoubleDouble rest = angle.modTwoPi();
        double sin = Math.sin(rest.hi());
        double cos = Math.cos(rest.hi());
        double s = Math.fma(cos, rest.lo(), sin);
        double c = Math.fma(-sin, rest.lo(), cos);
        if (clockwise) {
            s = -s;
        }
        at(Math.scalb(radius * (ux * c - uy * s), exponent), Math.scalb(radius * (ux * s + uy * c), exponent));
    }

    private void at(double newX, double newY) {
        x = newX;
        y = newY;
    }
}
