#!/usr/bin/env python3
"""
The constants of exponential functions, logarithms and pow: writes native/src/kernels/exponential_coefficients.h and
ExponentialCoefficients.java.

Methods: J.-M. Muller, "Elementary Functions" (3rd ed., 2016), chapters 3 and 11 (reduction by multiples of ln 2, its
constant in two parts); W. J. Cody and W. Waite, "Software Manual for the Elementary Functions" (1980), for the same;
the logarithm by s = f / (2 + f): P. T. P. Tang, "Table-driven implementation of the logarithm function" (TOMS 16,
1990) without its table. Polynomials are minimax, by minimax.py.
"""

from minimax import Coefficients, double_double, minimax, mp

out = Coefficients(
    "exponential",
    ["Constants of exponential functions, logarithms and pow. NAME_k is the coefficient of the k-th power."],
)

# A little more than half of ln 2: the quotient x / ln 2 is rounded before it is rounded to an integer.
HALF_LN2 = mp.log(2) / 2 * (1 + mp.mpf(2) ** -30)
HALF = mp.mpf("0.5") * (1 + mp.mpf(2) ** -30)
# (f / (2 + f))^2 for 1 + f = sqrt(2).
Z_MOST = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)) ** 2 * (1 + mp.mpf(2) ** -20)
LN2 = mp.log(2)


def atanh_quotient(z):
    """atanh(s) / s for z = s^2."""
    s = mp.sqrt(z)
    return mp.atanh(s) / s


out.comment("ln 2 and 1 / ln 2")
out.pair("LN2", LN2)
out.pair("INV_LN2", 1 / LN2)

out.comment("exp(r) - 1 - r for |r| <= ln(2)/2, relative to exp(r)")
out.polynomial("EXP", minimax(lambda x: mp.exp(x) - 1 - x, -HALF_LN2, HALF_LN2, range(2, 12), lambda x: mp.exp(-x)))
out.comment("the same, relative to exp(r) - 1")
out.polynomial(
    "EXPM1",
    minimax(lambda x: mp.expm1(x) - x, -HALF_LN2, HALF_LN2, range(2, 13), lambda x: 1 / mp.expm1(x)),
)
out.comment("2^r - 1 for |r| <= 1/2, relative to 2^r; the first coefficient is LN2")
out.polynomial(
    "EXP2",
    minimax(
        lambda x: mp.mpf(2) ** x - 1 - x * LN2, -HALF, HALF, range(2, 12), lambda x: mp.mpf(2) ** -x
    ),
)

out.comment("2 atanh(s) / s - 2 in s^2, absolute: half of it is the logarithm's relative error")
out.polynomial("LOG", minimax(lambda z: 2 * atanh_quotient(z) - 2, 0, Z_MOST, range(1, 8), lambda z: 1))

out.comment("log10: 1 / ln 10, and log10 of 2, whose high part has 11 zeros at its end")
out.pair("INV_LN10", 1 / mp.log(10))
LOG10_2 = mp.log10(2)
with mp.workprec(42):
    high = +LOG10_2
out.double("LOG10_2_HIGH", high)
out.double("LOG10_2_LOW", mp.mpf(float(LOG10_2 - high)))
out.double("LOG10_2", mp.mpf(float(LOG10_2)))
out.comment("log: ln 2, whose high part has 11 zeros at its end")
with mp.workprec(42):
    high = +LN2
out.double("LN2_SHORT_HIGH", high)
out.double("LN2_SHORT_LOW", mp.mpf(float(LN2 - high)))

out.comment("pow: log2 of (1 + s) / (1 - s), divided by s, in s^2, relative; the first two in two parts")
first = sum(double_double(2 / LN2))
second = sum(double_double(2 / (3 * LN2)))
out.polynomial(
    "POW",
    minimax(lambda z: 2 / LN2 * atanh_quotient(z), 0, Z_MOST, range(0, 11), fixed={0: first, 1: second}),
)

out.comment("float32: shorter ones, 2^-31 being enough")
out.polynomial(
    "EXP_SINGLE",
    minimax(lambda x: mp.exp(x) - 1 - x, -HALF_LN2, HALF_LN2, range(2, 8), lambda x: mp.exp(-x)),
    "exp(r) - 1 - r",
)
out.polynomial(
    "EXPM1_SINGLE",
    minimax(lambda x: mp.expm1(x) - x, -HALF_LN2, HALF_LN2, range(2, 8), lambda x: 1 / mp.expm1(x)),
    "the same, relative to exp(r) - 1",
)
out.polynomial(
    "EXP2_SINGLE",
    minimax(lambda x: mp.mpf(2) ** x, -HALF, HALF, range(0, 8), fixed={0: mp.mpf(1)}),
    "2^r",
)
out.polynomial(
    "LOG_SINGLE",
    minimax(lambda z: 2 * atanh_quotient(z), 0, Z_MOST, range(0, 5), fixed={0: mp.mpf(2)}),
    "2 atanh(s) / s",
)
out.polynomial(
    "LOG2_SINGLE",
    minimax(lambda z: 2 / LN2 * atanh_quotient(z), 0, Z_MOST, range(0, 6)),
    "log2 of (1 + s) / (1 - s), divided by s, for pow, log2 and log10",
)

# HL_OP_FAST: one power less, and arithmetic in float32 for float32.
FLOAT = {k: 24 for k in range(20)}


def fast(name, note, function, low, high, powers, weight=None, fixed=None, bits=None):
    out.polynomial(name, minimax(function, low, high, powers, weight, fixed, bits), "fast, " + note, in_c=True)


fast("EXP_FAST", "exp(r) - 1 - r", lambda x: mp.exp(x) - 1 - x, -HALF_LN2, HALF_LN2, range(2, 11), lambda x: mp.exp(-x))
fast("EXP2_FAST", "2^r", lambda x: mp.mpf(2) ** x, -HALF, HALF, range(0, 11), fixed={0: mp.mpf(1)})
fast(
    "EXPM1_FAST",
    "exp(r) - 1 - r",
    lambda x: mp.expm1(x) - x,
    -HALF_LN2,
    HALF_LN2,
    range(2, 12),
    lambda x: 1 / mp.expm1(x),
)
fast(
    "EXP_FLOAT",
    "float32, exp(r) - 1 - r",
    lambda x: mp.exp(x) - 1 - x,
    -HALF_LN2,
    HALF_LN2,
    range(2, 7),
    lambda x: mp.exp(-x),
    bits=FLOAT,
)
fast("EXP2_FLOAT", "float32, 2^r", lambda x: mp.mpf(2) ** x, -HALF, HALF, range(0, 7), fixed={0: mp.mpf(1)}, bits=FLOAT)
fast(
    "LOG_FLOAT",
    "float32, 2 atanh(s) / s - 2, absolute",
    lambda z: 2 * atanh_quotient(z) - 2,
    0,
    Z_MOST,
    range(1, 4),
    lambda z: 1,
    bits=FLOAT,
)

out.write()
