#!/usr/bin/env python3
"""
The coefficients of erf, erfc, gamma and lgamma: native/src/kernels/special_coefficients.h and Java's
SpecialCoefficients. What they are for is said in native/src/kernels/special.c; every polynomial is fitted relative to
the function that it becomes a part of, so that the error in its comment is one of the result.
"""

import mpmath as mp

from minimax import Coefficients, minimax, round_bits, to_double

LN2 = mp.log(2)

# Half of ln 2, and what the rounding of the quotient adds to it.
REDUCED = LN2 / 2 * mp.mpf("1.0001")

TWO_OVER_ROOT_PI = 2 / mp.sqrt(mp.pi)

# Where erf rounds to 1, and erfc to 0, in either type.
ERF_END, ERF_SINGLE_END = mp.mpf("5.95"), mp.mpf(4)
ERFC_END, ERFC_SINGLE_END = mp.mpf("27.3"), mp.mpf("10.1")

# Where erf goes over from the one polynomial to the other: their errors are about the same there.
ERF_SPLIT = mp.mpf("0.75")

# The place that erfc's variable (x - c) / (x + c) maps to 0: the degree is least around it.
ERFC_CENTRE = mp.mpf(4)


def erf_rest(u):
    """(erf(x) / x - 2 / sqrt(pi)) / x^2 of x^2."""
    x = mp.sqrt(u)
    return (mp.erf(x) / x - TWO_OVER_ROOT_PI) / u


def log_erfc(t):
    return mp.log(mp.erfc(ERF_SPLIT + t))


def mapped(x):
    return (x - ERFC_CENTRE) / (x + ERFC_CENTRE)


def scaled_erfc(t):
    """(1 + x) exp(x^2) erfc(x) of the mapped x."""
    x = ERFC_CENTRE * (1 + t) / (1 - t)
    return (1 + x) * mp.exp(x * x) * mp.erfc(x)


def exp_rest(r):
    """(exp(r) - 1 - r) / r^2."""
    return (mp.exp(r) - 1 - r) / r**2


# gamma: from here on Stirling's series alone, below it also a product of eight factors.
STIRLING = mp.mpf(8)

# The logarithm's reduction leaves t = 2 tanh(0.5861 ln(2) / 2) at most.
LARGEST_T = mp.mpf("0.4008")

# lgamma's own polynomials reach so far from its zeros 1 and 2.
NEAR_ZERO = mp.mpf("0.1015625")


def stirling_rest(w):
    """z (lgamma(z) - ((z - 1/2) (log z - 1) - 1/2 + log(2 pi)/2)) of w = 1/z^2."""
    z = 1 / mp.sqrt(w)
    return z * (mp.loggamma(z) - (z - mp.mpf(1) / 2) * (mp.log(z) - 1) + mp.mpf(1) / 2 - mp.log(2 * mp.pi) / 2)


def sin_pi(v):
    """sin(pi f) / (pi f) of v = f^2."""
    return mp.sin(mp.pi * mp.sqrt(v)) / (mp.pi * mp.sqrt(v))


def main():
    out = Coefficients(
        "special",
        [
            "Coefficients of erf, erfc, gamma and lgamma. Each error is relative to the function named beside it, and",
            "of the polynomial alone.",
        ],
    )
    out.comment("ln 2: the high part times an integer below 2^12 is exact")
    high = round_bits(LN2, 41)
    out.double("INV_LN2", to_double(1 / LN2))
    out.double("LN2", to_double(LN2))
    out.double("LN2_HIGH", high)
    out.double("LN2_LOW", to_double(LN2 - high))
    out.double("SQRT_HALF", to_double(mp.sqrt(mp.mpf(1) / 2)))
    square = lambda r: r**2
    out.polynomial("EXP", minimax(exp_rest, -REDUCED, REDUCED, range(11), square), "(exp r - 1 - r) / r^2")
    out.polynomial("EXP_SINGLE", minimax(exp_rest, -REDUCED, REDUCED, range(6), square), "the same for float32")

    out.comment("erf(x) / x at 0")
    out.pair("ERF_HEAD", TWO_OVER_ROOT_PI)
    same = lambda u: u
    out.polynomial("ERF", minimax(erf_rest, 0, ERF_SPLIT**2, range(10), same), "(erf(x) / x - 2 / sqrt(pi)) / x^2 in x^2")
    out.polynomial("ERF_SINGLE", minimax(erf_rest, 0, ERF_SPLIT**2, range(6), same), "the same for float32")
    above = lambda t: mp.erfc(ERF_SPLIT + t)
    out.polynomial(
        "LOG_ERFC",
        minimax(log_erfc, 0, ERF_END - ERF_SPLIT, range(20), above, bits={0: None}),
        "log erfc(0.75 + t), relative to erf, to 5.95",
    )
    out.polynomial(
        "LOG_ERFC_SINGLE",
        minimax(log_erfc, 0, ERF_SINGLE_END - ERF_SPLIT, range(9), above),
        "the same for float32, to 4",
    )
    pairs = {0: None, 1: None}
    out.polynomial(
        "ERFC",
        minimax(scaled_erfc, -1, mapped(ERFC_END), range(25), bits=pairs),
        "(1 + x) exp(x^2) erfc(x) in t = (x - 4) / (x + 4)",
    )
    out.polynomial(
        "ERFC_SINGLE", minimax(scaled_erfc, -1, mapped(ERFC_SINGLE_END), range(13)), "the same for float32"
    )

    out.comment("(log(2 pi) - 1) / 2")
    out.pair("STIRLING_HEAD", (mp.log(2 * mp.pi) - 1) / 2)
    inverse = lambda w: mp.sqrt(w)
    least = mp.mpf(10) ** -6
    out.polynomial(
        "STIRLING",
        minimax(stirling_rest, least, 1 / STIRLING**2, range(7), inverse, bits={0: None}),
        "Stirling's series in 1/z^2, z >= 8; absolute",
    )
    atanh = lambda u: (2 * mp.atanh(mp.sqrt(u) / 2) / mp.sqrt(u) - 1) / u
    out.polynomial(
        "ATANH", minimax(atanh, 0, LARGEST_T**2, range(9), same, bits={0: None}), "(2 atanh(t/2) - t) / t^3 in t^2"
    )
    quarter = mp.mpf(1) / 4
    sine = lambda v: (sin_pi(v) - 1) / v
    out.polynomial(
        "SINE", minimax(sine, 0, quarter, range(8), lambda v: v / sin_pi(v), bits={0: None, 1: None}),
        "(sin(pi f) / (pi f) - 1) / f^2 in f^2, |f| <= 1/2"
    )
    for zero, count, single in ((1, 14, 8), (2, 12, 7)):
        near = lambda t: mp.loggamma(zero + t) / t
        ends = -NEAR_ZERO, NEAR_ZERO
        out.polynomial(
            f"LGAMMA{zero}", minimax(near, *ends, range(count), bits={0: None}), f"lgamma({zero} + t) / t, |t| <= 13/128"
        )
        out.polynomial(f"LGAMMA{zero}_SINGLE", minimax(near, *ends, range(single)), "the same for float32")
    out.write()


if __name__ == "__main__":
    main()
