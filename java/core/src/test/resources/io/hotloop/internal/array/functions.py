"""Makes functions.tsv: values of the elementwise functions, which FunctionsTest compares with.

    python3 functions.py > functions.tsv

Needs mpmath and NumPy >= 2.3. Each line: function, dtype, source, arguments, value. Complex numbers are two
numbers. Source "exact": mpmath with 700 digits, rounded to the nearest double (or float); "numpy": NumPy's value,
for infinities, NaN and zeros, whose signs mpmath does not have.
"""

import math
import random
import sys

import mpmath
import numpy as np

mpmath.mp.dps = 700
random.seed(20261122)
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 20
np.seterr(all="ignore")
INF = math.inf
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, -2.0, INF, -INF, math.nan, 5e-324, -1e-310, 1e-20, 1e300, -1e300, 710.0, 1e16]
SPECIAL_PARTS = [0.0, -0.0, 1.0, -1.0, INF, -INF, math.nan, 5e-324, 1e-20, 1e300, 710.0]


def spread(low, high):
    """Numbers of all magnitudes between two positive ones."""
    return [math.exp(random.uniform(math.log(low), math.log(high))) for _ in range(COUNT)]


def both(values):
    return [v if random.random() < 0.5 else -v for v in values]


def near(x):
    return [x * (1 + random.gauss(0, 1) * 2.0**-e) for e in range(1, 53, 3)]


def log2(z):
    return mpmath.log(z) / mpmath.log(2)


def log1p(z):
    return mpmath.log(1 + z)


def expm1(z):
    return mpmath.exp(z) - 1


def cbrt(x):
    return mpmath.cbrt(x) if x >= 0 else -mpmath.cbrt(-x)


REAL = {
    "EXP": (mpmath.exp, np.exp, both(spread(1e-20, 700))),
    "EXP2": (lambda x: mpmath.mpf(2) ** x, np.exp2, both(spread(1e-20, 1020)) + list(range(-1074, 1024, 97))),
    "EXPM1": (expm1, np.expm1, both(spread(1e-20, 700))),
    "LOG": (mpmath.log, np.log, spread(1e-300, 1e300) + near(1)),
    "LOG1P": (log1p, np.log1p, spread(1e-20, 1e300) + [-v for v in spread(1e-20, 0.999)]),
    "LOG2": (log2, np.log2, spread(1e-300, 1e300) + near(1) + [2.0**k for k in range(-1074, 1024, 61)]),
    "LOG10": (mpmath.log10, np.log10, spread(1e-300, 1e300) + near(1) + [10.0**k for k in range(0, 23)]),
    "CBRT": (cbrt, np.cbrt, both(spread(1e-300, 1e300))),
    "SIN": (mpmath.sin, np.sin, both(spread(1e-20, 1e6)) + near(math.pi) + both(spread(1e6, 1e300))),
    "COS": (mpmath.cos, np.cos, both(spread(1e-20, 1e6)) + near(math.pi / 2)),
    "TAN": (mpmath.tan, np.tan, both(spread(1e-20, 1e6)) + near(math.pi / 2)),
    "ASIN": (mpmath.asin, np.arcsin, both(spread(1e-20, 1)) + [1 - v for v in spread(1e-16, 0.1)]),
    "ACOS": (mpmath.acos, np.arccos, both(spread(1e-20, 1)) + [1 - v for v in spread(1e-16, 0.1)]),
    "ATAN": (mpmath.atan, np.arctan, both(spread(1e-20, 1e20))),
    "SINH": (mpmath.sinh, np.sinh, both(spread(1e-20, 710))),
    "COSH": (mpmath.cosh, np.cosh, both(spread(1e-20, 710))),
    "TANH": (mpmath.tanh, np.tanh, both(spread(1e-20, 30))),
    "ASINH": (mpmath.asinh, np.arcsinh, both(spread(1e-20, 1e300)) + both(spread(0.1, 10))),
    "ACOSH": (mpmath.acosh, np.arccosh, [1 + v for v in spread(1e-15, 1e300)] + [1 + v for v in spread(0.01, 10)]),
    "ATANH": (mpmath.atanh, np.arctanh, both(spread(1e-20, 1)) + [1 - v for v in spread(1e-16, 0.1)]),
}

REAL_2 = {
    "POW": (lambda x, y: x**y, np.power, lambda: (random.uniform(0, 30), random.uniform(-60, 60))),
    "HYPOT": (mpmath.hypot, np.hypot, lambda: (both(spread(1e-30, 1e30))[0], both(spread(1e-30, 1e30))[0])),
    "ATAN2": (mpmath.atan2, np.arctan2, lambda: (random.gauss(0, 1), random.gauss(0, 1))),
    "LOGADDEXP": (
        lambda x, y: mpmath.log(mpmath.exp(x) + mpmath.exp(y)),
        np.logaddexp,
        lambda: (random.uniform(1, 50), random.uniform(-50, 50)),
    ),
    "NEXTAFTER": (None, np.nextafter, lambda: (random.gauss(0, 1), random.gauss(0, 1))),
}

COMPLEX = {
    "SQRT": (mpmath.sqrt, np.sqrt),
    "EXP": (mpmath.exp, np.exp),
    "EXP2": (lambda z: mpmath.exp(z * mpmath.log(2)), np.exp2),
    "EXPM1": (expm1, np.expm1),
    "LOG": (mpmath.log, np.log),
    "LOG1P": (log1p, np.log1p),
    "LOG2": (log2, np.log2),
    "LOG10": (lambda z: mpmath.log(z) / mpmath.log(10), np.log10),
    "SIN": (mpmath.sin, np.sin),
    "COS": (mpmath.cos, np.cos),
    "TAN": (mpmath.tan, np.tan),
    "ASIN": (mpmath.asin, np.arcsin),
    "ACOS": (mpmath.acos, np.arccos),
    "ATAN": (mpmath.atan, np.arctan),
    "SINH": (mpmath.sinh, np.sinh),
    "COSH": (mpmath.cosh, np.cosh),
    "TANH": (mpmath.tanh, np.tanh),
    "ASINH": (mpmath.asinh, np.arcsinh),
    "ACOSH": (mpmath.acosh, np.arccosh),
    "ATANH": (mpmath.atanh, np.arctanh),
    "ABS": (abs, np.abs),
    "ANGLE": (mpmath.arg, np.angle),
    "SIGN": (lambda z: z / abs(z), np.sign),
}


def parts(z):
    if isinstance(z, (complex, np.complexfloating, mpmath.mpc)):
        return [z.real, z.imag]
    return z if isinstance(z, list) else [z]


def rounded(x, single):
    with mpmath.workdps(60):
        x = float(x) if not isinstance(x, mpmath.mpf) or abs(x) < mpmath.mpf(2) ** 1024 else math.copysign(INF, x)
    return float(np.float32(x)) if single else x


def line(name, dtype, source, args, value):
    single = dtype in ("float32", "complex64")
    values = [rounded(v, single) for v in parts(value)]
    numbers = [p for a in args for p in parts(a)]
    text = [" ".join(float(x).hex() for x in numbers), " ".join(float(v).hex() for v in values)]
    print("\t".join([name, dtype, source] + text))


def exact(function, *args):
    try:
        value = function(*[mpmath.mpc(a) if isinstance(a, complex) else mpmath.mpf(a) for a in args])
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    if isinstance(value, mpmath.mpc) and not any(isinstance(a, complex) for a in args):
        return None
    return value


for name, (truth, numpy, points) in REAL.items():
    for x in points:
        value = exact(truth, x)
        if value is not None:
            line(name, "float64", "exact", [float(x)], value)
        x32 = float(np.float32(x))
        value = exact(truth, x32)
        if value is not None and 0 < abs(x32) < 1e38:
            line(name, "float32", "exact", [x32], value)
    for x in SPECIAL:
        line(name, "float64", "numpy", [x], numpy(np.float64(x)))

for name, (truth, numpy, point) in REAL_2.items():
    for _ in range(COUNT):
        x, y = point()
        if truth is None:
            line(name, "float64", "numpy", [x, y], numpy(np.float64(x), np.float64(y)))
            x, y = float(np.float32(x)), float(np.float32(y))
            line(name, "float32", "numpy", [x, y], numpy(np.float32(x), np.float32(y)))
            continue
        line(name, "float64", "exact", [x, y], exact(truth, x, y))
        x, y = float(np.float32(x)), float(np.float32(y))
        if max(abs(x), abs(y)) < 1e38 and min(abs(x), abs(y)) > 1e-38:
            line(name, "float32", "exact", [x, y], exact(truth, x, y))
    for x in SPECIAL + [3.0, -3.0]:
        for y in SPECIAL + [3.0, -3.0]:
            if name == "POW" and y == 0.5:
                continue  # NumPy takes the square root, which differs at -0.0 and -inf
            line(name, "float64", "numpy", [x, y], numpy(np.float64(x), np.float64(y)))

SIZES = [lambda: random.gauss(0, 1), lambda: both(spread(1e-10, 1e10))[0], lambda: random.uniform(-700, 700)]
for name, (truth, numpy) in COMPLEX.items():
    points = [complex(random.choice(SIZES)(), random.choice(SIZES)()) for _ in range(COUNT)]
    points += [complex(random.gauss(0, 1), random.gauss(0, 1)) for _ in range(COUNT)]
    points += [complex(1 + random.gauss(0, 1) * 2.0**-e, random.gauss(0, 1) * 2.0**-e) for e in range(2, 50, 4)]
    for z in points:
        line(name, "complex128", "exact", [z], exact(truth, z))
        z = complex(np.complex64(z))
        line(name, "complex64", "exact", [z], exact(truth, z))
    for re in SPECIAL_PARTS:
        for im in SPECIAL_PARTS:
            z = complex(re, im)
            finite = math.isfinite(re) and math.isfinite(im)
            value = exact(truth, z) if finite else None
            if (name == "EXP2" and im == 1e300) or (name == "LOG1P" and z == 0):
                continue  # an angle that is known to no digit; a zero whose sign NumPy drops
            known = numpy(np.complex128(z))
            if name == "EXPM1" and np.isnan(known):
                continue  # where the standard has values
            if value is not None:
                # mpmath's digits; on a branch cut, and of a zero, the sign is NumPy's.
                signed = [v if math.isnan(k) else math.copysign(1, k) * abs(v) for v, k in zip(parts(value), parts(known))]
                signs = [k if v == 0 and not math.isnan(k) else s for v, s, k in zip(parts(value), signed, parts(known))]
                line(name, "complex128", "exact", [z], signs)
            else:
                line(name, "complex128", "numpy", [z], known)

for _ in range(COUNT):
    z = complex(random.gauss(0, 1), random.gauss(0, 1))
    w = complex(random.gauss(0, 2), random.gauss(0, 2))
    line("POW", "complex128", "exact", [z, w], exact(lambda a, b: mpmath.exp(b * mpmath.log(a)), z, w))
    for n in (random.randint(-99, 99), 2, 3, -1):
        line("POW", "complex128", "exact", [z, complex(n)], exact(lambda a, b: a ** int(b.real), z, complex(n)))
for z in (0j, complex(-0.0, 0.0), 1j, complex(2, -1), complex(-3, 0), complex(INF, 0)):
    for w in (0j, 1 + 0j, 2 + 0j, -1 + 0j, 0.5 + 0j, 1j, 1 + 1j, -1 + 1j):
        line("POW", "complex128", "numpy", [z, w], np.power(np.complex128(z), np.complex128(w)))
