package io.hotloop.internal.array;

/**
 * Coefficients of cbrt, the hyperbolic functions and their inverses. Each error is relative to the function
 * named beside it, and of the polynomial alone.
 *
 * <p>Written by native/functions/hyperbolic.py: not to be edited.
 */
final class HyperbolicCoefficients {
    // m^(-1/3) for 1 <= m <= 2, the start of an iteration: error 2^-11.95
    static final double CBRT_0 = 0x1.8ab9bc87781e5p0;
    static final double CBRT_1 = -0x1.9eb5ab1659e0ap-1;
    static final double CBRT_2 = 0x1.45658f1efa4cdp-2;
    static final double CBRT_3 = -0x1.991b405cb780ep-5;
    static final double CBRT_ROOT_2 = 0x1.428a2f98d728bp0;
    static final double CBRT_ROOT_HALF = 0x1.965fea53d6e3dp-1;
    static final double CBRT_THIRD = 0x1.5555555555555p-2;
    static final double CBRT_TWO_NINTHS = 0x1.c71c71c71c71cp-3;

    // ln 2: the high part times an integer below 2^12 is exact
    static final double INV_LN2 = 0x1.71547652b82fep0;
    static final double LN2 = 0x1.62e42fefa39efp-1;
    static final double LN2_HIGH = 0x1.62e42fefa4p-1;
    static final double LN2_LOW = -0x1.8432a1b0e2634p-43;

    // (sinh r - r) / r^3 in r^2: error 2^-61.68
    static final double SINH_0 = 0x1.5555555555559p-3;
    static final double SINH_1 = 0x1.111111110f64fp-7;
    static final double SINH_2 = 0x1.a01a01b006ce8p-13;
    static final double SINH_3 = 0x1.71ddf8063c319p-19;
    static final double SINH_4 = 0x1.af5f3c2fedac6p-26;

    // (cosh r - 1 - r^2/2) / r^4 in r^2: error 2^-70.0
    static final double COSH_0 = 0x1.5555555555558p-5;
    static final double COSH_1 = 0x1.6c16c16c1500ap-10;
    static final double COSH_2 = 0x1.a01a01ad7766cp-16;
    static final double COSH_3 = 0x1.27e4cc265e405p-22;
    static final double COSH_4 = 0x1.1f8bb5c159984p-29;

    // the same for float32: error 2^-37.48
    static final double SINH_SINGLE_0 = 0x1.5555557390fbfp-3;
    static final double SINH_SINGLE_1 = 0x1.1110b1b182cd2p-7;
    static final double SINH_SINGLE_2 = 0x1.a1700ec0ee44ep-13;

    // (cosh r - 1) / r^2 in r^2: error 2^-34.3
    static final double COSH_SINGLE_0 = 0x1.000000440f82fp-1;
    static final double COSH_SINGLE_1 = 0x1.55547ea4e86bep-5;
    static final double COSH_SINGLE_2 = 0x1.6d97b1c81009fp-10;

    // (2 atanh(t/2) - t) / t^3 in t^2: error 2^-62.62
    static final double ATANH_0 = 0x1.555555555554fp-4;
    static final double ATANH_1 = 0x1.999999999c1a9p-7;
    static final double ATANH_2 = 0x1.24924921e01ffp-9;
    static final double ATANH_3 = 0x1.c71c74941ac39p-12;
    static final double ATANH_4 = 0x1.745c49be32f01p-14;
    static final double ATANH_5 = 0x1.3b35e74337e75p-16;
    static final double ATANH_6 = 0x1.0dc8f70202539p-18;
    static final double ATANH_7 = 0x1.1b93c605234f8p-20;

    // the same for float32: error 2^-35.33
    static final double ATANH_SINGLE_0 = 0x1.5555541cff51ap-4;
    static final double ATANH_SINGLE_1 = 0x1.999be3229d207p-7;
    static final double ATANH_SINGLE_2 = 0x1.23e832fbb3349p-9;
    static final double ATANH_SINGLE_3 = 0x1.edb69705e0b97p-12;

    // The bits of 1 less those of sqrt(1/2): added, they move the powers of two to where significands begin
    static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;

    private HyperbolicCoefficients() {}
}
