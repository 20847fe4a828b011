"""The expressions of the catalogue in NumPy, numexpr and SciPy: medians in nanoseconds, as JSON.

    peers.py THREADS < cases, a JSON list of [workload, size]

Inputs are uniform in [0, 1) as the benchmark's are; results go to a given array. A sample repeats the call until it
takes some 10 ms; 15 samples a case.
"""
import gc
import json
import sys
import time

import numpy as np
import numexpr
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
    """NumPy and numexpr on one expression."""
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
        "NumPy": median_nanos(steps["steps"]),
        "numexpr": median_nanos(lambda: numexpr.evaluate(text, arguments, out=out)),
    }


def distance(size):
    """The distances between points in the plane."""
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
        "NumPy": median_nanos(in_numpy),
        "numexpr": median_nanos(
            lambda: numexpr.evaluate("sqrt((xj - xi)**2 + (yj - yi)**2)", names, out=out)
        ),
        "SciPy cdist": median_nanos(lambda: cdist(points, points, out=out)),
    }


def main():
    numexpr.set_num_threads(int(sys.argv[1]))
    gc.disable()
    results = []
    for workload, size in json.load(sys.stdin):
        times = distance(size) if workload == "distance" else expression(workload, size)
        results.append({"workload": workload, "size": size, "times": times})
        gc.collect()
    versions = {"NumPy": np.__version__, "numexpr": numexpr.__version__}
    json.dump({"versions": versions, "results": results}, sys.stdout)


if __name__ == "__main__":
    main()
