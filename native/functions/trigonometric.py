#!/usr/bin/env python3
"""
The constants of sin, cos, tan, asin, acos, atan, atan2, sinpi and cospi: pi in parts, the bits of 2/pi, and
polynomials, for the C kernels and for Java's Trigonometric. Run it to write both files anew.

Methods: reduction by parts of pi/2, W. J. Cody and W. Waite, "Software Manual for the Elementary Functions" (1980),
with a fused multiply-add, S. Boldo, M. Daumas and R.-C. Li, "Formally verified argument reduction with a fused
multiply-add" (IEEE TC 58, 2009); of large arguments, M. Payne and R. Hanek (SIGNUM Newsletter 18, 1983). The splitting
of domains is that of the textbooks: J.-M. Muller, "Elementary Functions" (2016). docs/numerics.md has the proofs.
"""

import mpmath as mp

from minimax import Coefficients, Polynomial, double_double, minimax, round_bits, to_double

# A reduced angle may be larger than pi/4 by the error of the multiple that was chosen: 2^28 * 2^-53 for float32.
QUARTER = mp.pi / 4 * (1 + mp.mpf(2) ** -24)
# The first octant is cut at a rounded tangent.
EIGHTH = mp.tan(mp.pi / 8) * (1 + mp.mpf(2) ** -40)

# 64 zeros before the point, and enough after it for the largest double: 1023 - 52 - 2 + 192 bits, in whole words and
# one more, which shifts read.
WORDS = 20


def odd(function, high, last):
    """Odd powers from 3 to last beside x itself, for the least relative error on (0, high]."""
    powers = range(1, last + 1, 2)
    found = minimax(function, 0, high, powers, fixed={1: mp.mpf(1)})
    return Polynomial(found.powers[1:], found.coefficients[1:], found.error)


def cosine(last):
    """Even powers from 4 to last beside 1 - x^2/2, for the least relative error."""
    found = minimax(mp.cos, 0, QUARTER, range(4, last + 1, 2), fixed={0: mp.mpf(1), 2: mp.mpf(-0.5)})
    return Polynomial(found.powers[2:], found.coefficients[2:], found.error)


def bits_of_two_over_pi():
    """64 zeros, then 2/pi in words of 64 bits."""
    with mp.workprec(64 * WORDS + 64):
        whole = int(mp.floor(mp.ldexp(2 / mp.pi, 64 * (WORDS - 1))))
    return [whole >> 64 * (WORDS - 1 - i) & (1 << 64) - 1 for i in range(WORDS)]


def distance(exponent, digits):
    """
    How close numbers m 2^exponent, 0 < m < 2^digits, come to multiples of pi/2, in units of pi/2: of all m below a
    bound the denominator of the last convergent of 2^exponent 2/pi is the best (Lagrange).
    """
    turns = mp.ldexp(2 / mp.pi, exponent)
    rest = turns = turns - mp.floor(turns)
    before, last = 0, 1
    while True:
        rest = 1 / rest
        whole = int(mp.floor(rest))
        rest -= whole
        if last * whole + before >= 1 << digits:
            product = last * turns
            return abs(product - mp.nint(product))
        before, last = last, last * whole + before


def check_reduction():
    """What docs/numerics.md says of the closest numbers, from which the errors of the reductions follow."""
    with mp.workprec(1400):
        least = {e: distance(e - 52, 53) for e in range(-1, 1024)}
        assert min(least.values()) * mp.pi / 2 > mp.mpf(2) ** -61
        # The multiple over the distance, up to 2^22.
        assert max(mp.ldexp((2 / mp.pi) ** 2, e + 1) / least[e] for e in range(22)) < mp.mpf(2) ** 76
        assert min(distance(e - 23, 24) for e in range(-1, 128)) * mp.pi / 2 > mp.mpf(2) ** -30


def main():
    check_reduction()
    out = Coefficients(
        "trigonometric",
        [
            "The constants of the trigonometric functions. A polynomial's error is the largest relative one that it",
            "makes, its coefficients being rounded; the number in a name is the power of x.",
        ],
    )
    out.comment("Of 2/pi, for the nearest multiple of pi/2; of pi/2 in parts of 53, 31 and 53 bits, and of two of 53.")
    half = mp.pi / 2
    first = to_double(half)
    second = round_bits(half - first, 31)
    out.double("TWO_OVER_PI", to_double(2 / mp.pi))
    out.double("PI_2_A", first)
    out.double("PI_2_B", second)
    out.double("PI_2_C", to_double(half - first - second))
    out.double("PI_2_BC", to_double(half - first))
    out.comment("pi/2 in parts of 31 bits, and the rest, for the fast forms.", in_c=True)
    rest = half
    for part in (1, 2, 3):
        bits = round_bits(rest, 31)
        out.double(f"PI_2_FAST_{part}", bits, in_c=True)
        rest -= bits
    out.double("PI_2_FAST_4", to_double(rest), in_c=True)
    out.comment("pi, and pi/4, of which the first part has three zeros at its end.")
    for name, value in (("PI", mp.pi), ("PI_4", mp.pi / 4)):
        high, low = double_double(value)
        out.double(name + "_A", high)
        out.double(name + "_B", low)
    out.comment("2/pi after 64 zeros, for the reduction of large angles.")
    out.longs("TWO_OVER_PI_BITS", bits_of_two_over_pi())

    out.polynomial("SIN", odd(mp.sin, QUARTER, 13), "sin x up to pi/4")
    out.polynomial("COS", cosine(14), "cos x up to pi/4")
    out.polynomial("ASIN", odd(mp.asin, mp.mpf(0.5), 27), "asin x up to 1/2")
    out.comment("tan(pi/8), where atan changes to the octant's other edge.")
    out.double("TAN_PI_8", to_double(mp.tan(mp.pi / 8)))
    out.polynomial("ATAN", odd(mp.atan, EIGHTH, 23), "atan x up to tan(pi/8)")
    out.polynomial("SIN_SHORT", odd(mp.sin, QUARTER, 9), "for float32: sin x up to pi/4")
    out.polynomial("COS_SHORT", cosine(8), "for float32: cos x up to pi/4")
    out.polynomial("ASIN_SHORT", odd(mp.asin, mp.mpf(0.5), 13), "for float32: asin x up to 1/2")
    out.polynomial("ATAN_SHORT", odd(mp.atan, mp.mpf(1), 21), "for float32: atan x up to 1")
    out.write()


if __name__ == "__main__":
    main()
