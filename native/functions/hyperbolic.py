#!/usr/bin/env python3
"""
The coefficients of cbrt, of the hyperbolic functions and of their inverses: native/src/kernels/hyperbolic_coefficients.h
and Java's HyperbolicCoefficients. What they are for is said in native/src/kernels/hyperbolic.c; every polynomial is
fitted relative to the function that it becomes a part of, so that the error in its comment is one of the result.
"""

import struct

import mpmath as mp

from minimax import Coefficients, minimax, round_bits, to_double

LN2 = mp.log(2)

# Half of ln 2, and what the rounding of the quotient adds to it.
REDUCED = LN2 / 2 * mp.mpf("1.0001")

# atanh's reduction leaves t = 2 tanh(0.5861 ln(2) / 2) at most.
LARGEST_T = mp.mpf("0.4008")


def odd(function, first):
    """(function(x) - first * x) / x^3 as a function of u = x^2."""
    return lambda u: (function(mp.sqrt(u)) / mp.sqrt(u) - first) / u


def bits(x):
    """The bits of a double as an integer."""
    return struct.unpack("<Q", struct.pack("<d", float(x)))[0]


def main():
    out = Coefficients(
        "hyperbolic",
        [
            "Coefficients of cbrt, the hyperbolic functions and their inverses. Each error is relative to the function",
            "named beside it, and of the polynomial alone.",
        ],
    )
    third = mp.mpf(1) / 3
    out.polynomial(
        "CBRT", minimax(lambda m: m**-third, 1, 2, range(4)), "m^(-1/3) for 1 <= m <= 2, the start of an iteration"
    )
    out.double("CBRT_ROOT_2", to_double(mp.cbrt(2)))
    out.double("CBRT_ROOT_HALF", to_double(1 / mp.cbrt(2)))
    out.double("CBRT_THIRD", to_double(third))
    out.double("CBRT_TWO_NINTHS", to_double(2 * third**2))

    out.comment("ln 2: the high part times an integer below 2^12 is exact")
    high = round_bits(LN2, 41)
    out.double("INV_LN2", to_double(1 / LN2))
    out.double("LN2", to_double(LN2))
    out.double("LN2_HIGH", high)
    out.double("LN2_LOW", to_double(LN2 - high))

    sinh = odd(mp.sinh, 1)
    cosh = lambda u: (mp.cosh(mp.sqrt(u)) - 1) / u
    out.polynomial("SINH", minimax(sinh, 0, REDUCED**2, range(5), lambda u: u), "(sinh r - r) / r^3 in r^2")
    out.polynomial(
        "COSH",
        minimax(lambda u: (cosh(u) - mp.mpf(1) / 2) / u, 0, REDUCED**2, range(5), lambda u: u**2),
        "(cosh r - 1 - r^2/2) / r^4 in r^2",
    )
    out.polynomial("SINH_SINGLE", minimax(sinh, 0, REDUCED**2, range(3), lambda u: u), "the same for float32")
    out.polynomial("COSH_SINGLE", minimax(cosh, 0, REDUCED**2, range(3), lambda u: u), "(cosh r - 1) / r^2 in r^2")

    atanh = odd(lambda t: 2 * mp.atanh(t / 2), 1)
    out.polynomial("ATANH", minimax(atanh, 0, LARGEST_T**2, range(8), lambda u: u), "(2 atanh(t/2) - t) / t^3 in t^2")
    out.polynomial("ATANH_SINGLE", minimax(atanh, 0, LARGEST_T**2, range(4), lambda u: u), "the same for float32")

    out.comment("The bits of 1 less those of sqrt(1/2): added, they move the powers of two to where significands begin")
    out.double("SQRT_HALF", to_double(mp.sqrt(mp.mpf(1) / 2)))
    out.write()


if __name__ == "__main__":
    main()
