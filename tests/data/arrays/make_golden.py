#!/usr/bin/env python3
"""Makes the golden files of arrays: what NumPy (2.3 or later) computes, for NumpyGoldenIT.

    make_golden.py [FOLDER]           writes the files (default: this folder)
    make_golden.py --check            compares with the committed ones, fails where one differs

formats.npz has files of the .npy format: for each NAME the bytes that NumPy writes, and VALUE.NAME, the array.
Each other file NAME.npz has two arrays of bytes. "cases" is text, a line each:

    # ...                                 a comment; the first one names the NumPy version
    in NAME DTYPE SHAPE                   an array by a name, for the lines that follow
    ok TOLERANCE DTYPE SHAPE EXPRESSION   the value of an expression (see calls.py)
    no EXPRESSION                         Hotloop refuses it

"data" has the arrays of the "in" and "ok" lines, in order, each in C order and little-endian. A tolerance is
"exact" (the same bits, but any NaN is any other), "ulp:N", or "close:RTOL:ATOL".
"""

import io
import sys
import tempfile
from pathlib import Path

import numpy as np

from calls import DTYPES, FUNCTIONS, Refused, evaluate, is_exact, kind

SEED = 20261122
HERE = Path(__file__).parent
BOOLS_AND_INTS = [d for d in DTYPES if is_exact(d)]
INTS = BOOLS_AND_INTS[1:]
FLOATS = ["float32", "float64"]
COMPLEX = ["complex64", "complex128"]
REAL = [d for d in DTYPES if d not in COMPLEX]


class Golden:
    """One file in the making."""

    def __init__(self, name):
        self.name = name
        self.lines = [f"# made by make_golden.py with NumPy {np.__version__}, seed {SEED}"]
        self.data = bytearray()
        self.arrays = {}
        self.random = np.random.Generator(np.random.PCG64(SEED))

    def append(self, array):
        array = np.asarray(array)
        self.data += array.astype(array.dtype.newbyteorder("<")).tobytes("C")
        shape = ",".join(map(str, array.shape)) or "-"
        return f"{array.dtype.name} {shape}"

    def given(self, name, array):
        """An input. Arrays that a case changes are given again."""
        self.arrays[name] = np.array(array)
        self.lines.append(f"in {name} {self.append(array)}")

    def case(self, expression, tolerance="exact"):
        # Cases must not see each other's changes.
        arrays = {k: v.copy() for k, v in self.arrays.items() if k in expression}
        try:
            value = evaluate(expression, arrays)
        except (Refused, TypeError, ValueError, IndexError, DeprecationWarning) as e:
            self.lines.append(f"no {expression}")
            self.refused = e
            return
        if callable(tolerance):
            tolerance = tolerance(value)
        if value.dtype.name not in DTYPES:
            raise AssertionError(f"{expression} is {value.dtype}")
        self.lines.append(f"ok {tolerance} {self.append(value)} {expression}")

    def must(self, expression, tolerance="exact"):
        """A case that is not refused."""
        self.case(expression, tolerance)
        if self.lines[-1].startswith("no"):
            raise AssertionError(f"{expression}: {self.refused}")

    def must_not(self, expression):
        """A case that is refused."""
        self.case(expression)
        if not self.lines[-1].startswith("no"):
            raise AssertionError(f"{expression} has a value")

    def save(self, folder):
        path = Path(folder) / f"{self.name}.npz"
        text = ("\n".join(self.lines) + "\n").encode("ascii")
        np.savez_compressed(path, cases=np.frombuffer(text, np.uint8), data=np.frombuffer(bytes(self.data), np.uint8))
        print(f"{path.name}: {len(self.lines)} lines, {path.stat().st_size} bytes")


def special(dtype):
    """Values at which something happens."""
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return [False, True]
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        values = [0, 1, 2, 3, 5, 7, 8, 10, 31, 32, 63, 64, 65, 100, info.max, info.max - 1, info.max // 2]
        if dtype.kind == "i":
            values += [-1, -2, -3, -7, -8, -64, -100, info.min, info.min + 1]
        return [v for v in values if info.min <= v <= info.max]
    if dtype.kind == "f":
        info = np.finfo(dtype)
        positive = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 7.0, 0.1, 10.0, 100.25, 2.0**31, 2.0**52 + 0.5, 2.0**63,
                    np.inf, info.max, info.tiny, info.smallest_subnormal, 1 + info.eps]
        return [v for p in positive for v in (p, -p)] + [np.nan]
    reals = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e10, np.inf, -np.inf, np.nan]
    return [complex(a, b) for a in reals for b in reals if (a + b == a + b) or a != a]


def random_values(rng, dtype, count):
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return rng.integers(0, 2, count).astype(bool)
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        wide = rng.integers(info.min, info.max, count, dtype=dtype, endpoint=True)
        small = rng.integers(max(info.min, -20), 20, count).astype(dtype)
        return np.where(rng.integers(0, 2, count), wide, small)
    if dtype.kind == "f":
        return (rng.standard_normal(count) * 10.0 ** rng.integers(-3, 4, count)).astype(dtype)
    return (rng.standard_normal(count) + 1j * rng.standard_normal(count)).astype(dtype)


def values(rng, dtype, count):
    """So many values, special ones first among them, in random order."""
    s = np.array(special(dtype), dtype)
    s = rng.permutation(s)[: (2 * count) // 3]
    return rng.permutation(np.concatenate([s, random_values(rng, dtype, count - len(s))]))


# How far from the exact result Hotloop's function may be. StrictMath promises 1 ULP for most and 2.5 for the
# hyperbolic ones; the expected value itself is rounded to half a ULP.
ULP = {"sinh": 3, "cosh": 3, "tanh": 3, "asinh": 3, "acosh": 3, "atanh": 3, "log2": 2, "log10": 2, "exp2": 2, "logaddexp": 4}


def ulp(name, count=1):
    return f"ulp:{ULP.get(name, count)}"


def short(dtype):
    return dtype.replace("complex", "c").replace("float", "f").replace("uint", "u").replace("int", "i").replace(
        "bool", "b")


def elementwise():
    g = Golden("elementwise")
    for d in DTYPES:
        g.given(f"x_{short(d)}", values(g.random, d, 48))
        g.given(f"y_{short(d)}", values(g.random, d, 48))
    arithmetic = ["add", "subtract", "multiply", "floorDivide", "remainder", "maximum", "minimum"]
    bits = ["bitwiseAnd", "bitwiseOr", "bitwiseXor", "bitwiseLeftShift", "bitwiseRightShift"]
    comparisons = ["eq", "ne", "lt", "le", "gt", "ge"]
    for a in DTYPES:
        for b in DTYPES:
            x, y = f"x_{short(a)}", f"y_{short(b)}"
            is_complex = "complex" in a + b
            for name in arithmetic + comparisons:
                g.case(f"{name}({x}, {y})")
            # Complex division: the same algorithm, but NumPy's compiler may order its products.
            g.case(f"divide({x}, {y})", "close:1e-6:0" if is_complex else "exact")
            if is_exact(a) and is_exact(b):
                for name in bits:
                    g.case(f"{name}({x}, {y})")
                if kind(b) != "i":
                    g.case(f"pow({x}, {y})", lambda value: "exact" if is_exact(value.dtype) else "ulp:1")
            elif not is_complex:
                g.case(f"pow({x}, {y})", ulp("pow"))
                for name in ["copysign", "nextafter"]:
                    g.case(f"{name}({x}, {y})")
                for name in ["hypot", "atan2", "logaddexp"]:
                    g.case(f"{name}({x}, {y})", ulp(name))
            g.case(f"where(gt(x_f64, 1.0), {x}, {y})")
    for name in ["logicalAnd", "logicalOr", "logicalXor"]:
        g.case(f"{name}(x_b, y_b)")
    g.case("logicalNot(x_b)")
    for d in INTS:
        # Negative powers of integers are refused.
        g.given("p", g.random.integers(0, 9, 48).astype(d))
        g.case(f"pow(x_{short(d)}, p)")
        if kind(d) == "i":
            g.must_not(f"pow(x_{short(d)}, negative(p))")

    exact = ["negative", "sign", "square", "reciprocal", "floor", "ceil", "trunc", "round", "isnan", "isinf",
             "isfinite", "signbit", "conj", "real", "imag", "positive", "bitwiseInvert"]
    for d in DTYPES:
        x = f"x_{short(d)}"
        for name in exact:
            tolerance = "exact"
            if d in COMPLEX and name in ("sign", "reciprocal"):
                # Infinite parts: C leaves them open.
                x = "random"
                g.given(x, random_values(g.random, d, 16))
                tolerance = "close:1e-6:0"
            g.case(f"{name}({x})", tolerance)
        if d in COMPLEX:
            continue
        g.case(f"abs({x})")
        g.case(f"sqrt({x})")
        g.case(f"angle({x})", ulp("angle"))
        for name in FUNCTIONS:
            g.case(f"{name}({x})", ulp(name))
    for d in FLOATS:
        # Where each function bends: 80-bit results to half an ULP.
        g.given("unit", g.random.uniform(-1, 1, 40).astype(d))
        g.given("wide", (g.random.standard_normal(40) * 50).astype(d))
        g.given("huge", (10.0 ** g.random.uniform(-30, 30, 40)).astype(d))
        for name in FUNCTIONS:
            for x in ["unit", "wide", "huge"]:
                g.case(f"{name}({x})", ulp(name))
    for d in COMPLEX:
        g.given("z", random_values(g.random, d, 24))
        g.given("w", random_values(g.random, d, 24))
        rtol = "1e-6" if d == "complex64" else "1e-14"
        for name in ["abs", "angle", "sqrt", "exp", "log"]:
            g.case(f"{name}(z)", f"close:{rtol}:0")
        g.case("pow(z, w)", f"close:{'1e-5' if d == 'complex64' else '1e-13'}:0")
        for name in ["divide", "reciprocal"]:
            g.case(f"{name}(z, w)" if name == "divide" else f"{name}(z)", f"close:{rtol}:0")

    # Scalars are weak.
    for d in DTYPES:
        x = f"x_{short(d)}"
        for s in ["3", "-2", "0", "300", "true", "2.5", "0.0", "nan"]:
            if s == "true":
                continue
            for name in ["add", "subtract", "multiply", "eq", "lt", "maximum"]:
                g.case(f"{name}({x}, {s})")
                if name != "maximum":
                    g.case(f"{name}({s}, {x})")
            for name in ["floorDivide", "remainder"]:
                g.case(f"{name}({x}, {s})")
                g.case(f"{name}({s}, {x})")
            g.case(f"divide({x}, {s})", "close:1e-6:0" if d in COMPLEX else "exact")
        g.case(f"clip({x}, -1, 5)")
        g.case(f"clip({x}, 0, 100)")
        g.case(f"clip({x}, -1.5, 2.5)")
        g.case(f"where(x_b, {x}, 0)")
        g.case(f"where(x_b, {x}, 1.5)")
        if is_exact(d):
            g.case(f"bitwiseAnd({x}, 5)")
            g.case(f"bitwiseLeftShift({x}, 3)")
            g.case(f"bitwiseRightShift({x}, 1)")
        if d != "bool":
            g.case(f"pow({x}, 2)", "close:1e-6:0" if d in COMPLEX else "exact" if is_exact(d) else "ulp:1")
    return g


def casts():
    g = Golden("casts")
    for a in DTYPES:
        g.given(f"x_{short(a)}", np.concatenate([np.array(special(a), a), random_values(g.random, a, 24)]))
        for b in DTYPES:
            g.must(f"astype(x_{short(a)}, {b})")
    for a in DTYPES:
        for b in DTYPES:
            g.must(f"resultType({a}, {b})")
            g.must(f"canCast({a}, {b})")
        for b in ["int8", "uint64", "float32"]:
            g.must(f"resultType({a}, {b}, int64)")
    return g


def close_to_sum(g, expression, array, extra=""):
    """A sum of n terms in any order: off by at most some eps of the sum of their sizes."""
    size = float(np.sum(np.abs(array[np.isfinite(array)].astype(np.complex128)))) if array.size else 0.0
    eps = 2.0**-23 if array.dtype.name in ("float32", "complex64") else 2.0**-52
    # float32 is added in double: nothing but the one rounding at the end, which is relative to the result.
    atol = size * 2.0**-52 * 8
    g.case(expression + extra, f"close:{eps * 2!r}:{atol!r}")


def reductions():
    g = Golden("reductions")
    shapes = {"a": (5, 7, 6), "long": (1029,), "tall": (300, 3), "zero": (0,), "hollow": (3, 0, 2), "one": ()}
    reduced = {
        "a": ["", ", axis=0", ", axis=1", ", axis=-1", ", axis=[0,2]", ", axis=[2,1]", ", axis=[0,1,2]",
              ", axis=[1], keepDims=True", ", keepDims=True"],
        "long": ["", ", axis=0"], "tall": ["", ", axis=0", ", axis=1"],
        "zero": ["", ", axis=0, keepDims=True"], "hollow": ["", ", axis=0", ", axis=1", ", axis=[0,2]"],
        "one": ["", ", keepDims=True"],
    }
    # Nothing to choose from, also where nothing is to be chosen.
    g.given("x", np.zeros((0, 0, 2)))
    for op in ["min", "max", "argmin", "argmax"]:
        for axis in [0, 1, 2]:
            g.case(f"{op}(x, axis={axis})")
    g.given("m", g.random.integers(0, 3, (5, 7, 6)) > 0)
    g.given("m1", g.random.integers(0, 2, 6).astype(bool))
    for d in DTYPES:
        for name, shape in shapes.items():
            count = int(np.prod(shape))
            array = random_values(g.random, d, count).reshape(shape)
            g.given("x", array)
            inexact = not is_exact(d)
            for r in reduced[name]:
                for op in ["any", "all", "countNonzero"]:
                    g.case(f"{op}(x{r})")
                for op in ["min", "max"]:
                    # Of 0.0 and -0.0 either.
                    g.case(f"{op}(x{r})", "ulp:0" if d in FLOATS else "exact")
                if "[" not in r:
                    for op in ["argmin", "argmax"]:
                        g.case(f"{op}(x{r})")
                if inexact:
                    close_to_sum(g, f"sum(x{r})", array)
                else:
                    g.case(f"sum(x{r})")
                # Products overflow where there are many.
                if count <= 250 and inexact:
                    g.case(f"prod(x{r})", "close:1e-5:0" if d in ("float32", "complex64") else "close:1e-13:0")
                elif not inexact:
                    g.case(f"prod(x{r})")
                if d in ("bool",) and name != "a":
                    continue
                rtol = "3e-7" if d in ("float32", "complex64") else "1e-13"
                magnitude = float(np.max(np.abs(array.astype(np.complex128)), initial=0))
                g.case(f"mean(x{r})", f"close:{rtol}:{magnitude * 1e-14!r}")
                for op in ["var", "std"]:
                    g.case(f"{op}(x{r})", f"close:{'3e-7' if rtol == '3e-7' else '1e-12'}:0")
                g.case(f"norm(x{r})", f"close:{rtol}:0")
            if name == "a":
                for m in ["m", "m1"]:
                    for op in ["any", "all", "countNonzero"]:
                        g.case(f"{op}(x, axis=[1], where={m})")
                    if inexact:
                        close_to_sum(g, f"sum(x, axis=1, where={m})", array)
                        g.case(f"var(x, axis=[0,1], where={m})",
                               "close:1e-6:0" if d in ("float32", "complex64") else "close:1e-12:0")
                    else:
                        g.case(f"sum(x, axis=1, where={m})")
                        g.case(f"prod(x, axis=1, where={m})")
                if inexact:
                    close_to_sum(g, "sum(x, axis=0, initial=3)", array)
                else:
                    g.case("sum(x, axis=0, initial=3)")
                if d in REAL and d != "bool":
                    g.case("min(x, axis=[1], initial=0)")
                    g.case("max(x, initial=100)")
                for ddof in [1, 2.5]:
                    g.case(f"var(x, axis=0, ddof={ddof})", "close:1e-6:0" if "32" in d or d == "complex64"
                           else "close:1e-12:0")
            if name in ("a", "long", "zero"):
                for axis in [", axis=0", ", axis=-1", ", axis=1"]:
                    if inexact:
                        # Each element is a sum of its own; the greatest bounds them all.
                        close_to_sum(g, f"cumsum(x{axis})", array)
                    else:
                        g.case(f"cumsum(x{axis})")
                        g.case(f"cumprod(x{axis})")
        if d in FLOATS:
            array = random_values(g.random, d, 84).reshape(7, 12)
            array[g.random.integers(0, 4, (7, 12)) == 0] = np.nan
            g.given("x", array)
            for r in ["", ", axis=0", ", axis=[1]", ", axis=1, keepDims=True"]:
                for op in ["min", "max"]:
                    g.case(f"{op}(x{r})", "ulp:0")
                for op in ["any", "all", "countNonzero"]:
                    g.case(f"{op}(x{r})")
                if "[" not in r:
                    for op in ["argmin", "argmax", "nanArgmin", "nanArgmax"]:
                        g.case(f"{op}(x{r})")
                for op in ["sum", "mean", "nanSum", "nanMean"]:
                    close_to_sum(g, f"{op}(x{r})", array)
                for op in ["nanMin", "nanMax"]:
                    g.case(f"{op}(x{r})", "ulp:0")
                for op in ["nanVar", "nanStd"]:
                    g.case(f"{op}(x{r})", "close:1e-6:0" if d == "float32" else "close:1e-12:0")
            infinite = np.array([1, np.inf, 2, -np.inf, 3], d)
            g.given("x", infinite)
            for op in ["sum", "mean", "min", "max", "norm", "var", "argmin", "argmax"]:
                g.case(f"{op}(x)")
            g.given("x", np.array([-0.0, -0.0], d))
            g.case("prod(x)")
            g.case("max(x)")
    return g


def indexing():
    g = Golden("indexing")
    g.given("v", np.arange(10))
    g.given("m", np.arange(12.0).reshape(3, 4))
    g.given("c", np.arange(60, dtype=np.int32).reshape(3, 4, 5))
    g.given("h", np.arange(120, dtype=np.int16).reshape(2, 3, 4, 5))
    g.given("s", np.array(7.5))
    g.given("e", np.zeros((0, 3)))
    for d in COMPLEX + ["bool", "uint8"]:
        g.given(f"t_{short(d)}", random_values(g.random, d, 12).reshape(3, 4))
    basic = {
        "v": ["3", "-1", "-10", "10", "-11", "1:", ":3", "2:8:3", "::-1", "8:2:-2", "-3:", ":-3", "5:5", "7:3", "100:",
              "-100:100", "::100", "::-100", "...", "newaxis", "newaxis,:", ":,newaxis", "...,newaxis", "3,newaxis",
              "1,1", "-1:-11:-1", "9::-3", "..., ...", "0:3, ..."],
        "m": ["1", "-1", "1,2", "-1,-1", ":,1", "1,:", "::2,::-1", "...,0", "0,...", "newaxis,:,newaxis,:", "1:,1:3",
              "3", ":,4", "...,1:,newaxis", "newaxis", ":", "::-1", ":,::-2", "2:0:-1,3::-2", "1,2,3", "5:,:"],
        "c": ["1,2,3", "...,2", "1,...,2", ":,2", "1,:,::2", "::-1,::-1,::-1", "newaxis,1,newaxis,...,newaxis",
              ":,1:3,-2:", "0:0", "...", "-1,...", ":,newaxis,2"],
        "h": ["1,...,2", "...,1,2", ":,::2,1:,::-2", "1,2,3,4", "0,...,newaxis,0"],
        "s": ["...", "newaxis", "newaxis,...,newaxis", "0", ":"],
        "e": [":", "0", ":,1", "...,newaxis", "::-1,::2"],
        "t_c128": ["1", "::-1,::2"], "t_c64": [":,1", "::2"], "t_b": ["1:,::2"], "t_u8": ["::-1"],
    }
    for name, texts in basic.items():
        for text in texts:
            g.case(f'get({name}, "{text}")')
            parts = ", ".join(t.strip() if t.strip().lstrip("-").isdigit() else f'"{t.strip()}"'
                              for t in text.split(","))
            g.case(f"get({name}, {parts})")
            g.case(f'set({name}, 9, "{text}")')

    g.given("i", np.array([2, 0, -1, 2]))
    g.given("j", np.array([1, 3, 0, -2]))
    g.given("k", np.array([[0, 1], [2, -1]]))
    g.given("col", np.array([[0], [2]]))
    g.given("far", np.array([0, 3]))
    g.given("none", np.zeros(0, np.int64))
    g.given("i8", np.array([1, -2], np.int8))
    g.given("one", np.array(1))
    g.given("mask3", np.array([True, False, True]))
    g.given("mask34", (np.arange(12) % 3 == 0).reshape(3, 4))
    g.given("mask4", np.array([False, True, True, False]))
    g.given("mask345", (np.arange(60) % 7 < 3).reshape(3, 4, 5))
    g.given("maskno", np.zeros((3, 4), bool))
    g.given("f", np.array([0.0, 1.0]))
    fancy = {
        "v": ["i", "k", "none", "i8", "one", "far", "f", "i, i"],
        "m": ["i", "i, j", "col, i", 'i, ":"', '":", j', 'i, "1:"', '":", k', '"newaxis", i', 'i, "newaxis"', "k, k",
              "i, 1", "1, j", "mask3", "mask34", "maskno", "mask4", '":", mask4', "mask3, 1", 'mask3, "::-1"',
              "mask3, mask4", "mask3, far", "none", 'none, ":"', "one", "one, one", "far", '"...", i', '"::2", j',
              'k, "::-1"', "i, far", "i, k"],
        "c": ["i", "i, j", 'i, ":", j', '":", i, j', 'i, j, ":"', '":", i, ":"', 'i, 1, j', '1, ":", j', '1, i, ":"',
              '":", 1, j', 'i, "newaxis", j', '"...", j', 'k, "...", k', "mask3", "mask34", "mask345", '":", mask4',
              'mask34, 2', 'mask3, ":", j', 'mask3, "1:3", "::2"', '1, "...", j', 'col, i', 'mask34, "newaxis"',
              '"newaxis", mask34', "i, j, i"],
        "h": ['":", i, ":", j', '":", i, j', '1, ":", i, "::2"', '":", ":", mask4', 'far, "...", far', '1, "...", i, 2'],
        "s": ["maskno", '"..."'], "e": ["none", "i", '":", i'],
    }
    for name, many in fancy.items():
        for indexes in many:
            g.case(f"get({name}, {indexes})")
            # Repeated positions: the last value stays, in NumPy as well when there is one value for all.
            g.case(f"set({name}, 77, {indexes})")
            g.case(f"addAt({name}, 3, {indexes})")
    for name, value, indexes in [
        ("m", "get(m, 0)", '"1:"'), ("m", "get(v, \"0:4\")", "mask3"), ("m", "get(v, \"0:4\")", "mask34"),
        ("m", "get(m, \"::-1\")", '":"'), ("m", "get(m, \":, ::-1\")", '":"'), ("m", "get(v, \"0:3, newaxis\")", '":"'),
        ("m", "get(v, \"0:3\")", '":"'), ("m", "get(m, \"0:2\")", "col, j"), ("m", "get(m, \"0:2\")", 'far, ":"'),
        ("c", "get(m, \"0, 0\")", "1"), ("c", "get(v, \"0:5\")", "mask34"), ("c", "get(v, \"0:5\")", 'col, ":"'),
        ("c", "i", '1, j, 2'), ("v", "i", "j"), ("v", "get(v, \"5:\")", '":5"'), ("v", "get(v, \":9\")", '"1:"'),
        ("v", "get(v, \"1:\")", '":9"'), ("v", "get(v, \"::-1\")", '":"'), ("e", "1.5", '":"'),
        ("m", "get(c, \"0\")", '"..."'), ("v", "get(v, \":4\")", "i8"),
    ]:
        g.case(f"set({name}, {value}, {indexes})")
        g.case(f"addAt({name}, {value}, {indexes})")
    for name, axes in {"v": [0], "m": [0, 1, -1], "c": [0, 1, 2], "h": [1, -1]}.items():
        for axis in axes:
            for i in ["i8", "k", "none", "one", "far"]:
                g.case(f"take({name}, {i}, {axis})")
        g.case(f"take({name}, k)")
    for name in ["v", "m"]:
        g.case(f"put({name}, i, j)")
        g.case(f"put({name}, far, astype(far, float64))")
    g.given("order", np.argsort(g.random.standard_normal((3, 4)), axis=1))
    g.case("takeAlongAxis(m, order, 1)")
    g.case("takeAlongAxis(m, get(order, \":, :2\"), 1)")
    g.case("takeAlongAxis(m, get(order, \":2\"), 0)")
    g.case("putAlongAxis(m, order, t_u8, 1)")
    g.case("compress(m, mask3, 0)")
    g.case("compress(m, mask4, 1)")
    g.case("compress(c, mask4, 1)")
    g.case("compress(v, get(astype(v, bool), \":\"))")
    for name in ["mask34", "mask345", "v", "m", "maskno", "t_c128", "e"]:
        g.case(f"nonzero({name})")
        g.case(f"argwhere({name})")
    return g


def views():
    g = Golden("views")
    g.given("v", np.arange(12))
    g.given("m", np.arange(12.0).reshape(3, 4))
    g.given("c", np.arange(24, dtype=np.int16).reshape(2, 3, 4))
    g.given("n", np.arange(6).reshape(1, 6, 1))
    g.given("e", np.zeros((0, 3)))
    g.given("s", np.array(5))
    for base in ["c", "transpose(c)", 'get(c, "::-1")', 'get(c, ":, :, ::2")', 'get(c, "..., newaxis")', "m", "n", "v"]:
        for call in ["ravel", "flatten", "copy", "asContiguous", "transpose", "flip", "squeeze", "matrixTranspose"]:
            g.case(f"{call}({base})")
    for shape in ["[24]", "[4, 6]", "[6, 4]", "[-1]", "[2, -1]", "[-1, 5]", "[2, 2, 2, 3]", "[1, 24, 1]", "[5]", "[-1, -1]",
                  "[24, 0]", "[2, 12]"]:
        for base in ["c", "transpose(c)", 'get(c, "::-1")', 'get(c, ":, ::-1, ::2")']:
            g.case(f"reshape({base}, {shape})")
    for shape in ["[0]", "[3, 0]", "[0, 7]", "[-1]", "[1]"]:
        g.case(f"reshape(e, {shape})")
    for shape in ["[]", "[1]", "[1, 1]", "[2]"]:
        g.case(f"reshape(s, {shape})")
    for axes in ["[0, 1, 2]", "[2, 0, 1]", "[1, 2, 0]", "[-1, 0, 1]", "[0, 1]", "[0, 0, 1]", "[0, 1, 3]"]:
        g.case(f"permuteDims(c, {axes})")
        g.case(f"transpose(c, {axes})")
    for a, b in [(0, 1), (0, -1), (1, 1), (-3, 2), (0, 3)]:
        g.case(f"swapAxes(c, {a}, {b})")
        g.case(f"moveAxis(c, {a}, {b})")
    g.case("moveAxis(c, [0, 1], [2, 0])")
    g.case("moveAxis(c, [0, 1], [-1, -2])")
    g.case("moveAxis(c, [0, 0], [1, 2])")
    for axes in ["0", "1", "-1", "3", "[0, 2]", "[0, 1]", "-4", "4", "[0, 0]"]:
        g.case(f"expandDims(c, {axes})")
    for axes in ["0", "2", "[0, 2]", "1", "-1", "3"]:
        g.case(f"squeeze(n, {axes})")
    for shape in ["[2, 3, 4]", "[5, 3, 4]", "[3, 4]", "[3, 5]", "[4]", "[1, 3, 4]", "[0, 3, 4]"]:
        g.case(f"broadcastTo(m, {shape})")
    for shape in ["[3]", "[]", "[2, 0]", "[2, 2]"]:
        g.case(f"broadcastTo(s, {shape})")
    g.case("broadcastTo(n, [3, 6, 2])")
    for axes in ["0", "1", "[0, 2]", "-1", "3"]:
        g.case(f"flip(c, {axes})")
    for shift in ["1", "-1", "0", "5", "100", "-25"]:
        g.case(f"roll(v, {shift})")
        g.case(f"roll(c, {shift})")
        for axis in ["0", "1", "-1"]:
            g.case(f"roll(c, {shift}, {axis})")
    g.case("roll(c, [1, 2], [0, 2])")
    g.case("roll(e, 1, 0)")
    for offset in ["", ", 1", ", -1", ", 3", ", 4", ", -3", ", 10"]:
        g.case(f"diagonal(m{offset})")
        g.case(f"diagonal(c{offset})")
    g.case("diagonal(v)")
    # Broadcasting.
    g.given("row", np.arange(4.0))
    g.given("column", np.arange(3.0).reshape(3, 1))
    g.given("three", np.arange(3.0))
    g.given("deep", np.arange(8.0).reshape(2, 1, 4))
    for a, b in [("m", "row"), ("row", "m"), ("m", "column"), ("row", "column"), ("m", "three"), ("deep", "m"),
                 ("deep", "column"), ("deep", "three"), ("s", "m"), ("e", "three"), ("e", "row"), ("e", "column"),
                 ("m", "s"), ("s", "s"), ("c", "m"), ("e", "s")]:
        g.case(f"add({a}, {b})")
        g.case(f"lt({b}, {a})")
        g.case(f"where(gt({a}, 1.0), {a}, {b})")
    g.case("where(gt(row, 1.0), column, deep)")
    g.case('multiply(get(v, ":, newaxis"), get(v, "newaxis"))')
    # In place and with out, overlapping.
    for op in ["add", "subtract", "multiply", "maximum"]:
        for left, right in [("1:", ":-1"), (":-1", "1:"), ("::-1", ":"), (":", "::-1"), ("::2", "1::2"), ("2:8", "4:10")]:
            g.given("b", np.arange(12) * 3 % 7)
            target, other = f'get(b, "{left}")', f'get(b, "{right}")'
            change = f"{op}({target}, {other}, {target})" if op == "maximum" else f"{op}InPlace({target}, {other})"
            # What the call gives is what the array then has; and all of the array.
            g.case(f'add(set(b, {change}, "{left}"), b)')
    return g


def creation():
    g = Golden("creation")
    for text in ["10", "0", "-3", "2, 7", "7, 2", "0, 10, 3", "10, 0, -3", "0, 10, 11", "5, 5", "1.5", "0.0, 1.0, 0.1",
                 "1.0, 0.0, -0.25", "0.0, 0.3, 0.1", "10.0", "-2.5, 2.5", "0, 1, -1", "3, 3, 2", "1, 1000000, 99999",
                 "0.5, 10.5, 1.5", "1.0, 1.3, 0.1"]:
        g.case(f"arange({text})")
    for text in ["0.0, 1.0, 5", "0.0, 1.0, 1", "0.0, 1.0, 0", "1.0, 0.0, 7", "-1.5, 3.25, 50", "0.0, 0.1, 3", "5.0, 5.0, 4",
                 "0.0, 1e300, 3", "1e-300, 1e-299, 4"]:
        # start + i * step, the last one exact; NumPy multiplies by the step as well.
        g.case(f"linspace({text})", "ulp:1")
    for text in ["3", "3, 4", "4, 3", "0", "3, 4, 1", "3, 4, -1", "4, 4, 7", "2, 5, -5"]:
        g.case(f"eye({text})")
    g.given("m", np.arange(12.0).reshape(3, 4))
    g.given("c", np.arange(24, dtype=np.int16).reshape(2, 3, 4))
    for k in ["", ", 1", ", -1", ", 10", ", -10"]:
        g.case(f"tril(m{k})")
        g.case(f"triu(m{k})")
        g.case(f"tril(c{k})")
    for d in DTYPES:
        g.case(f"zeros({d}, [2, 3])")
        g.case(f"ones({d}, [2, 0])")
        g.case(f"ones({d}, [])")
    g.given("x", np.arange(3))
    g.given("y", np.arange(4.0))
    return g


def formats(folder):
    """Files in every version, byte order and layout, as NumPy writes them."""
    rng = np.random.Generator(np.random.PCG64(SEED))
    arrays = {}

    def add(name, array, version=(1, 0)):
        file = io.BytesIO()
        np.lib.format.write_array(file, array, version)
        arrays[name] = np.frombuffer(file.getvalue(), np.uint8)
        arrays[f"value.{name}"] = array.astype(array.dtype.newbyteorder("<"))

    for d in DTYPES:
        array = random_values(rng, d, 24).reshape(2, 3, 4)
        for order in "<>":
            for layout in "CF":
                ordered = np.array(array, np.dtype(d).newbyteorder(order), order=layout)
                add(f"{d}.{'little' if order == '<' else 'big'}.{layout}", ordered)
        add(f"{d}.v2", array, (2, 0))
        add(f"{d}.v3", array, (3, 0))
        add(f"{d}.scalar", array[0, 0, 0].reshape(()))
        add(f"{d}.empty", array[:, :0])
        add(f"{d}.1d", array[0, 0])
    np.savez_compressed(Path(folder) / "formats.npz", **arrays)


def main():
    major, minor = map(int, np.__version__.split(".")[:2])
    if (major, minor) < (2, 3):
        sys.exit(f"NumPy {np.__version__} is too old: 2.3 or later")
    check = sys.argv[1:] == ["--check"]
    folder = Path(tempfile.mkdtemp()) if check else Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    differing = []
    formats(folder)
    if check and (folder / "formats.npz").read_bytes() != (HERE / "formats.npz").read_bytes():
        differing.append("formats")
    for make in [elementwise, casts, reductions, indexing, views, creation]:
        golden = make()
        golden.save(folder)
        if check:
            committed = np.load(HERE / f"{golden.name}.npz")
            made = np.load(folder / f"{golden.name}.npz")
            lines = [bytes(f["cases"]).split(b"\n", 1)[1] for f in (committed, made)]
            if lines[0] != lines[1] or bytes(committed["data"]) != bytes(made["data"]):
                differing.append(golden.name)
    if differing:
        sys.exit(f"not as committed: {', '.join(differing)}")


if __name__ == "__main__":
    main()
