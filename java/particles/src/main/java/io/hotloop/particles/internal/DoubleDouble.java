package io.hotloop.particles.internal;

/**
 * Numbers of 106 bits as the unevaluated sum of two doubles, for angles of 10⁹ rad whose remainder by 2π
 * must be good to 10⁻¹². Relative error of each operation below 2⁻¹⁰⁰. Algorithms: Dekker 1971; Joldes,
 * Muller, Popescu, "Tight and rigorous error bounds for basic building blocks of double-word
 * arithmetic", ACM TOMS 44 (2017). No guard against overflow: callers scale.
 *
 * @param hi the number rounded to double
 * @param lo the rest, at most half an ulp of {@code hi}
 */
record DoubleDouble(double hi, double lo) {
    // 2π in three doubles; the third is good for multiples up to 2^52.
    private static final double TWO_PI_HI = 0x1.921fb54442d18p2;
    private static final double TWO_PI_MID = 0x1.1a62633145c07p-52;
    private static final double TWO_PI_LO = -0x1.f1976b7ed8fbcp-108;

    /** A sum, exactly. */
    static DoubleDouble sum(double a, double b) {
        double s = a + b;
        double bb = s - a;
        return new DoubleDouble(s, (a - (s - bb)) + (b - bb));
    }

    /** A product, exactly unless it underflows. */
    static DoubleDouble product(double a, double b) {
        double p = a * b;
        return new DoubleDouble(p, Math.fma(a, b, -p));
    }

    /** An integer, exactly. */
    static DoubleDouble of(long value) {
        double hi = value;
        // 2^63 does not fit a long, but no caller comes near: steps end at 2^62.
        return new DoubleDouble(hi, value - (long) hi);
    }

    /** The sum of a larger and a smaller number. */
    private static DoubleDouble ordered(double large, double small) {
        double s = large + small;
        return new DoubleDouble(s, small - (s - large));
    }

    DoubleDouble plus(DoubleDouble b) {
        DoubleDouble s = sum(hi, b.hi);
        DoubleDouble t = sum(lo, b.lo);
        DoubleDouble v = ordered(s.hi, s.lo + t.hi);
        return ordered(v.hi, v.lo + t.lo);
    }

    DoubleDouble plus(double b) {
        DoubleDouble s = sum(hi, b);
        return ordered(s.hi, s.lo + lo);
    }

    DoubleDouble times(DoubleDouble b) {
        DoubleDouble p = product(hi, b.hi);
        return ordered(p.hi, p.lo + Math.fma(hi, b.lo, lo * b.hi));
    }

    DoubleDouble dividedBy(DoubleDouble b) {
        double q = hi / b.hi;
        // hi - q * b, term by term; the first difference is exact.
        DoubleDouble p = product(q, b.hi);
        double rest = ((hi - p.hi) - p.lo) + Math.fma(-q, b.lo, lo);
        return ordered(q, rest / b.hi);
    }

    /** The square root; of 0 it is 0. */
    DoubleDouble squareRoot() {
        if (hi == 0) {
            return this;
        }
        double s = Math.sqrt(hi);
        return ordered(s, (Math.fma(-s, s, hi) + lo) / (2 * s));
    }

    /** Times a power of two. */
    DoubleDouble scaled(int exponent) {
        return new DoubleDouble(Math.scalb(hi, exponent), Math.scalb(lo, exponent));
    }

    /**
     * The remainder by 2π, from -π to π and a little beyond.
     *
     * @return the larger part as it is from 2⁵² turns on, where no angle is left to be told
     */
    DoubleDouble modTwoPi() {
        double turns = Math.rint(hi / TWO_PI_HI);
        if (!(Math.abs(turns) < 0x1p52)) {
            return new DoubleDouble(hi, 0);
        }
        DoubleDouble a = product(-turns, TWO_PI_HI);
        DoubleDouble b = product(-turns, TWO_PI_MID);
        return plus(a).plus(b).plus(-turns * TWO_PI_LO);
    }
}
