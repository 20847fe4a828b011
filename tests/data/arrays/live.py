#!/usr/bin/env python3
"""Evaluates expressions of calls.py for NumpyLiveIT, until its input ends.

On the input, again and again: the number of arrays, and for each its name, a line each, then its .npy bytes; last
the expression, a line. On the output: "ok" in a line, the value and the arrays as they are then, in the same
order, as .npy bytes; or "no" and what was wrong, in a line. The first line that it writes is NumPy's version.

An expression that begins with "python:" is one of Hotloop's language, for Python itself with NumPy's functions;
one that begins with "numexpr:" is for numexpr.
"""

import sys

import numpy as np

from calls import evaluate

REFUSALS = (ValueError, TypeError, IndexError, OverflowError, DeprecationWarning)


class Input:
    """A pipe that NumPy does not take for a file, whose position it would ask for."""

    def __init__(self, file):
        self.read, self.readline = file.read, file.readline


class Output:
    """Likewise."""

    def __init__(self, file):
        self.write, self.flush = file.write, file.flush


def python(text, arrays):
    """What Python makes of a text of the expression language."""
    names = {name: getattr(np, name) for name in dir(np) if not name.startswith("_")}
    with np.errstate(all="ignore"):
        value = eval(text, names, arrays)
    return np.asarray(value)


def numexpr(text, arrays):
    """What numexpr makes of it."""
    import numexpr

    return np.asarray(numexpr.evaluate(text, local_dict=arrays, global_dict={}))


def value_of(expression, arrays):
    for prefix, function in (("python:", python), ("numexpr:", numexpr)):
        if expression.startswith(prefix):
            return function(expression[len(prefix):], arrays)
    return evaluate(expression, arrays)


def main():
    source, target = Input(sys.stdin.buffer), Output(sys.stdout.buffer)
    target.write(f"{np.__version__}\n".encode())
    target.flush()
    while line := source.readline():
        arrays = {}
        for _ in range(int(line)):
            name = source.readline().decode().strip()
            arrays[name] = np.lib.format.read_array(source)
        expression = source.readline().decode().strip()
        try:
            value = value_of(expression, arrays)
        except Exception as e:
            kind = "refused" if type(e).__name__ == "Refused" or isinstance(e, REFUSALS) else "BROKEN"
            target.write(f"no {kind} {type(e).__name__}: {e}".replace("\n", " ").encode() + b"\n")
        else:
            target.write(b"ok\n")
            for array in [value, *arrays.values()]:
                np.lib.format.write_array(target, array, (1, 0))
        target.flush()


if __name__ == "__main__":
    main()
