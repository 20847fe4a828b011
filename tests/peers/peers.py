"""The expressions of the catalogue in NumPy, numexpr and SciPy, and how to time them.

Inputs are uniform in [0, 1) as the benchmark's are; results go to a given array. A sample repeats the call until it
takes some 10 ms; 15 samples a case.
"""
import gc
import time

import numpy as np
import numexpr
import scipy
from scipy.spatial.distance import cdist

SAMPLES = 15
SAMPLE_SECONDS = 0.01

# The steps of NumPy, each into a given array: o is the result, t between.
NUMPY = {
    "a+b": "np.add(a, b, out=o)",
    "2*a+3*b*c": "np.multiply(b, 3, out=t); np.multiply(t, c, out=t); np.multiply(a, 2, out=o); np.add(o, t, out=o)",
    "sqrt(a*a+b*b)": "np.multiply(a, a, out=o); np.multiply(b, b, out=t); np.add(o, t, out=o); np.sqrt(o, out=o)",
    "exp(a)": "np.exp(a, out=o)",
    "sin(a)**2+cos(a)**2": "np.sin(a, out=o); np.multiply(o, o, out=o); np.cos(a, out=t);"
    " np.multiply(t, t, out=t); np.add(o, t, out=o)",
}


def median_nanos(call):
    """The median time of a call."""
    gc.collect()
    call()
    count = 1
    while True:
        start = time.perf_counter()
        for _ in range(count):
            call()
        seconds = time.perf_counter() - start
        if seconds >= SAMPLE_SECONDS / 2 or count >= 1 << 20:
            break
        count *= 2
    samples = []
    for _ in range(SAMPLES):
        start = time.perf_counter()
        for _ in range(count):
            call()
        samples.append((time.perf_counter() - start) / count)
    return 1e9 * sorted(samples)[SAMPLES // 2]


def expression(text, size):
    """The calls of NumPy and numexpr for an expression, by their names."""
    random = np.random.default_rng(1)
    names = {name: random.random(size) for name in "abc"}
    names.update(o=np.empty(size), t=np.empty(size), np=np)
    steps = {}
    exec("def steps(): " + NUMPY[text], names, steps)  # the texts above, nothing from outside
    arguments = {name: names[name] for name in "abc"}
    out = names["o"]
    numexpr.evaluate(text, arguments, out=out)
    expected = out.copy()
    steps["steps"]()
    np.testing.assert_allclose(out, expected, rtol=1e-14)
    return {
        "NumPy": steps["steps"],
        "numexpr": lambda: numexpr.evaluate(text, arguments, out=out),
    }


def distance(size):
    """The calls for the distances between points in the plane."""
    points = np.random.default_rng(1).random((size, 2))
    x, y = points[:, 0], points[:, 1]
    names = {"xi": x[:, None].copy(), "xj": x[None, :].copy(), "yi": y[:, None].copy(), "yj": y[None, :].copy()}
    out = np.empty((size, size))

    def in_numpy():
        np.subtract(names["xj"], names["xi"], out=out)
        np.multiply(out, out, out=out)
        other = names["yj"] - names["yi"]
        np.multiply(other, other, out=other)
        np.add(out, other, out=out)
        np.sqrt(out, out=out)

    return {
        "NumPy": in_numpy,
        "numexpr": lambda: numexpr.evaluate("sqrt((xj - xi)**2 + (yj - yi)**2)", names, out=out),
        "SciPy cdist": lambda: cdist(points, points, out=out),
    }


def set_threads(count):
    """How many threads numexpr takes; NumPy and SciPy take one."""
    numexpr.set_num_threads(count)


def versions():
    """What is compared."""
    return {"NumPy": np.__version__, "numexpr": numexpr.__version__, "SciPy": scipy.__version__}
