"""Hotloop's array calls, done by NumPy.

An expression such as `sum(get(a, "1:, ::-1"), axis=[0], keepDims=True)` means the same here and in the Java
tests, which call the methods of these names. What lives here: the table of names, and every place where
Hotloop's result is by decision not NumPy's (docs/numpy-differences.md has the list); each is marked DIFFERS.
Works with NumPy 1.24 and 2; promotion is NumPy 2's with either.
"""

import ast
import warnings

import numpy as np

warnings.simplefilter("ignore")
# DIFFERS: a position out of range is refused also where the selection is empty; NumPy only warns.
warnings.filterwarnings("error", message="Out of bound index found")
np.seterr(all="ignore")

DTYPES = [
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float32", "float64", "complex64", "complex128",
]
LONG = np.longdouble


class Refused(Exception):
    """Hotloop throws IllegalArgumentException, IndexOutOfBoundsException or UnsupportedOperationException."""


def is_number(x):
    return isinstance(x, (bool, int, float, complex))


def kind(dtype):
    return np.dtype(dtype).kind


def is_exact(dtype):
    return kind(dtype) in "biu"


def real_dtype(dtype):
    return np.dtype({"complex64": "float32", "complex128": "float64"}.get(np.dtype(dtype).name, dtype))


def weak(scalar, dtype):
    """The dtype of an array with a scalar: NumPy 2's, for 0-d arrays too."""
    dtype = np.dtype(dtype)
    if isinstance(scalar, bool):
        return dtype
    if isinstance(scalar, int):
        if dtype.kind == "b":
            return np.dtype("int64")
        if dtype.kind in "iu" and not np.iinfo(dtype).min <= scalar <= np.iinfo(dtype).max:
            raise Refused(f"{scalar} does not fit {dtype}")
        return dtype
    if isinstance(scalar, float):
        return np.dtype("float64") if dtype.kind in "biu" else dtype
    return np.promote_types(dtype, "complex64") if dtype.kind in "fc" else np.dtype("complex128")


def promoted(*operands):
    """The dtype of operands: arrays by their dtypes alone, scalars weak."""
    dtypes = [o.dtype for o in operands if isinstance(o, np.ndarray)]
    # Exact ones first, as Hotloop does: the order does not matter.
    exact = [d for d in dtypes if is_exact(d)]
    inexact = [d for d in dtypes if not is_exact(d)]
    dtype = None
    for d in exact + inexact:
        dtype = d if dtype is None else np.promote_types(dtype, d)
    for o in operands:
        if is_number(o):
            dtype = weak(o, dtype)
    return dtype


def raised(x, dtype):
    """An operand in a dtype."""
    if isinstance(x, np.ndarray):
        return x.astype(dtype, copy=False)
    return np.asarray(x, dtype)


def same(*operands):
    dtype = promoted(*operands)
    return [raised(o, dtype) for o in operands]


def convert(x, dtype):
    """DIFFERS: floats become integers by truncating and saturating, NaN becomes 0; NumPy leaves it to C."""
    dtype = np.dtype(dtype)
    if dtype.kind in "iu" and x.dtype.kind in "fc":
        real = x.real
        info = np.iinfo(dtype)
        flat = []
        for v in np.ravel(real).tolist():
            if v != v:
                flat.append(0)
            elif v in (float("inf"), float("-inf")):
                flat.append(info.max if v > 0 else info.min)
            else:
                flat.append(min(max(int(v), info.min), info.max))
        return np.array(flat, dtype).reshape(x.shape)
    if dtype.kind == "f" and x.dtype.kind == "c":
        return x.real.astype(dtype)
    return x.astype(dtype)


def store(out, result):
    """Writes a result into an array that the caller gave."""
    if out is None:
        return result
    if not np.can_cast(result.dtype, out.dtype, "same_kind"):
        raise Refused(f"{result.dtype} into {out.dtype}")
    if out.shape != result.shape:
        raise Refused(f"{result.shape} into {out.shape}")
    out[...] = convert(result, out.dtype)
    return out


CALLS = {}


def call(name):
    def register(function):
        CALLS[name] = function
        return function
    return register


def unary(name, function):
    def run(x, out=None):
        return store(out, function(x))
    CALLS[name] = run
    CALLS[name + "InPlace"] = lambda x: run(x, x)


def binary(name, function):
    def run(x, y, out=None):
        return store(out, function(x, y))
    CALLS[name] = run
    CALLS[name + "InPlace"] = lambda x, y: run(x, y, x)


# Arithmetic

def refuse_bool(x):
    if x.dtype.kind == "b":
        raise Refused("bool")


def parts(re, im):
    z = np.empty(np.broadcast(re, im).shape, np.result_type(re.dtype, "complex64"))
    z.real = re
    z.imag = im
    return z


def multiply(x, y):
    x, y = same(x, y)
    if x.dtype.kind == "c":
        # DIFFERS: each product is rounded; NumPy fuses some, by processor.
        return parts(x.real * y.real - x.imag * y.imag, x.real * y.imag + x.imag * y.real)
    return np.multiply(x, y)


def divide(x, y):
    x, y = same(x, y)
    return np.divide(x, y)


def power(x, y):
    x, y = same(x, y)
    if x.dtype.kind == "b":
        # NumPy's int8.
        return np.power(x, y)
    if x.dtype.kind in "iu":
        if y.dtype.kind == "i" and (y < 0).any():
            raise Refused("a negative power")
        return np.power(x, y)
    return function_in_long(np.power, x, y)


def subtract(x, y):
    x, y = same(x, y)
    refuse_bool(x)
    return np.subtract(x, y)


def real_only(x):
    if x.dtype.kind == "c":
        # DIFFERS: complex numbers have no order; NumPy compares real parts first.
        raise Refused("complex")


def maximum(x, y):
    x, y = same(x, y)
    real_only(x)
    # DIFFERS: of 0.0 and -0.0 the first; NumPy's choice depends on the processor.
    return np.where((x >= y) | (x != x), x, y)


def minimum(x, y):
    x, y = same(x, y)
    real_only(x)
    return np.where((x <= y) | (x != x), x, y)


def integral(function):
    def run(x, y):
        x, y = same(x, y)
        if x.dtype.kind not in "biu":
            raise Refused(x.dtype)
        return function(x, y)
    return run


def floored(function):
    def run(x, y):
        x, y = same(x, y)
        real_only(x)
        return function(x, y)
    return run


binary("add", lambda x, y: np.add(*same(x, y)))
binary("subtract", subtract)
binary("multiply", multiply)
binary("divide", divide)
binary("floorDivide", floored(np.floor_divide))
binary("remainder", floored(np.remainder))
binary("pow", power)
binary("maximum", maximum)
binary("minimum", minimum)
binary("bitwiseAnd", integral(np.bitwise_and))
binary("bitwiseOr", integral(np.bitwise_or))
binary("bitwiseXor", integral(np.bitwise_xor))
binary("bitwiseLeftShift", integral(np.left_shift))
binary("bitwiseRightShift", integral(np.right_shift))
binary("logicalAnd", np.logical_and)
binary("logicalOr", np.logical_or)
binary("logicalXor", np.logical_xor)


def comparison(name, function, ordered):
    def run(x, y, out=None):
        if isinstance(x, int) and y.dtype.kind in "iu" or isinstance(y, int) and x.dtype.kind in "iu":
            # A number that does not fit can be compared all the same.
            x, y = (np.asarray(v, object) if is_number(v) else v.astype(object) for v in (x, y))
        elif is_number(x) or is_number(y):
            x, y = same(x, y)
        elif {x.dtype.kind, y.dtype.kind} == {"i", "u"}:
            # NumPy 1 compares int64 with uint64 as float64.
            x, y = x.astype(object), y.astype(object)
        else:
            x, y = same(x, y)
        if ordered and (x.dtype.kind == "c" or y.dtype.kind == "c"):
            real_only(x if x.dtype.kind == "c" else y)
        return store(out, np.asarray(function(x, y)).astype(bool))
    CALLS[name] = run


comparison("eq", np.equal, False)
comparison("ne", np.not_equal, False)
comparison("lt", np.less, True)
comparison("le", np.less_equal, True)
comparison("gt", np.greater, True)
comparison("ge", np.greater_equal, True)


@call("where")
def where(condition, x, y, out=None):
    if is_number(x) and is_number(y):
        dtype = np.result_type(np.asarray(x).dtype, np.asarray(y).dtype)
    else:
        dtype = promoted(x, y)
    return store(out, np.where(condition.astype(bool), raised(x, dtype), raised(y, dtype)))


@call("clip")
def clip(x, low, high, out=None):
    dtype = promoted(x, low, high)
    x, low, high = (raised(v, dtype) for v in (x, low, high))
    return store(out, minimum(maximum(x, low), high))


# One operand

def negative(x):
    refuse_bool(x)
    return np.negative(x)


def absolute(x):
    if x.dtype.kind == "c":
        return function_in_long(np.abs, x).real.astype(real_dtype(x.dtype))
    return np.abs(x)


def sign(x):
    refuse_bool(x)
    if x.dtype.kind == "c":
        with np.errstate(all="ignore"):
            length = np.abs(x.astype(np.clongdouble))
            return np.where(x == 0, 0, x / np.where(length == 0, 1, length)).astype(x.dtype)
    return np.sign(x)


def square(x):
    if x.dtype.kind == "b":
        return np.square(x)
    return multiply(x, x)


def reciprocal(x):
    # DIFFERS: integers are taken as float64; NumPy divides them as integers.
    x = as_floating(x)
    return np.divide(np.ones((), x.dtype), x)


def rounding(function):
    def run(x):
        real_only(x)
        return x.copy() if is_exact(x.dtype) else function(x)
    return run


def as_floating(x):
    """DIFFERS: functions of bool and any integer are float64; NumPy has float16 and float32 for small ones."""
    return x.astype(np.float64) if is_exact(x.dtype) else x


def function_in_long(function, *operands):
    """The result to within a hair more than half an ULP: computed in 80 bits and rounded."""
    operands = [as_floating(o) for o in operands]
    dtype = operands[0].dtype
    long = np.clongdouble if dtype.kind == "c" else LONG
    return function(*(o.astype(long) for o in operands)).astype(dtype)


def predicate(function):
    def run(x):
        return np.zeros(x.shape, bool) | function(as_floating(x))
    return run


def signbit(x):
    real_only(x)
    return np.signbit(as_floating(x))


unary("negative", negative)
unary("abs", absolute)
unary("sign", sign)
unary("square", square)
unary("reciprocal", reciprocal)
unary("floor", rounding(np.floor))
unary("ceil", rounding(np.ceil))
unary("trunc", rounding(np.trunc))
unary("round", rounding(np.rint))
unary("bitwiseInvert", lambda x: integral(lambda a, _: np.invert(a))(x, x))
unary("logicalNot", np.logical_not)
unary("isnan", predicate(np.isnan))
unary("isinf", predicate(np.isinf))
unary("isfinite", predicate(np.isfinite))
unary("signbit", signbit)
# DIFFERS: the conjugate of a bool is a bool; NumPy's is an int8.
unary("conj", lambda x: x.copy() if x.dtype.kind == "b" else np.conj(x))
CALLS["positive"] = lambda x: x.copy()
CALLS["real"] = lambda x: x.real
CALLS["imag"] = lambda x: x.imag if x.dtype.kind == "c" else np.zeros_like(x)
CALLS["angle"] = lambda x: angle(as_floating(x))


def angle(x):
    return function_in_long(np.arctan2, x.imag, x.real) if x.dtype.kind == "c" else function_in_long(
        np.arctan2, np.zeros_like(x), x)


FUNCTIONS = {
    "exp": np.exp, "exp2": np.exp2, "expm1": np.expm1,
    "log": np.log, "log1p": np.log1p, "log2": np.log2, "log10": np.log10, "cbrt": np.cbrt,
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh,
}
for _name, _function in FUNCTIONS.items():
    unary(_name, lambda x, f=_function: function_in_long(f, x))


def sqrt(x):
    # Correctly rounded in any precision; complex ones are compared within a tolerance.
    return np.sqrt(as_floating(x))


unary("sqrt", sqrt)


def real_binary(function, long=True):
    def run(x, y):
        dtype = promoted(x, y)
        real_only(np.empty(0, dtype))
        x, y = (as_floating(raised(v, dtype)) for v in (x, y))
        return function_in_long(function, x, y) if long else function(x, y)
    return run


binary("copysign", real_binary(np.copysign, False))
binary("nextafter", real_binary(np.nextafter, False))
binary("hypot", real_binary(np.hypot))
binary("atan2", real_binary(np.arctan2))
binary("logaddexp", real_binary(np.logaddexp))


# Casts

@call("astype")
def astype(x, dtype):
    return convert(x, dtype)


# Reductions

def axes(axis):
    return None if axis is None else tuple(axis) if isinstance(axis, list) else axis


def accumulator(x):
    """Sums of small floats in double, of integers in 64 bits."""
    return {"f": np.float64, "c": np.complex128, "u": np.uint64}.get(x.dtype.kind, np.int64)


def sum_dtype(x):
    return x.dtype if x.dtype.kind in "fc" else np.dtype(accumulator(x))


def masked(x, where, identity):
    return x if where is None else np.where(where, x, np.asarray(identity, x.dtype))


@call("sum")
def sum_(x, axis=None, keepDims=False, initial=None, where=None):
    # DIFFERS: float32 and complex64 are added in double and rounded once.
    wide = x.astype(accumulator(x))
    result = np.sum(masked(wide, where, 0), axis=axes(axis), keepdims=keepDims)
    if initial is not None:
        result = result + np.asarray(initial, wide.dtype)
    return np.asarray(result).astype(sum_dtype(x))


@call("prod")
def prod(x, axis=None, keepDims=False, initial=None, where=None):
    wide = x.astype(accumulator(x))
    result = np.prod(masked(wide, where, 1), axis=axes(axis), keepdims=keepDims)
    if initial is not None:
        result = result * np.asarray(initial, wide.dtype)
    return np.asarray(result).astype(sum_dtype(x))


def extreme(name, function):
    def run(x, axis=None, keepDims=False, initial=None, where=None):
        real_only(x)
        options = {} if initial is None else {"initial": np.asarray(initial, x.dtype)[()]}
        if where is not None:
            options["where"] = where
        return np.asarray(function(x, axis=axes(axis), keepdims=keepDims, **options))
    CALLS[name] = run


extreme("min", np.min)
extreme("max", np.max)


def statistic(name, function, has_ddof, is_real):
    def run(x, axis=None, keepDims=False, where=None, ddof=None):
        f = as_floating(x)
        wide = f.astype(np.complex128 if f.dtype.kind == "c" else np.float64)
        options = {} if where is None else {"where": where}
        if has_ddof and ddof is not None:
            options["ddof"] = ddof
        result = np.asarray(function(wide, axis=axes(axis), keepdims=keepDims, **options))
        return result.astype(real_dtype(f.dtype) if is_real else f.dtype)
    CALLS[name] = run


statistic("mean", np.mean, False, False)
statistic("var", np.var, True, True)
statistic("std", np.std, True, True)


@call("norm")
def norm(x, axis=None, keepDims=False, where=None):
    f = as_floating(x)
    wide = f.astype(np.complex128 if f.dtype.kind == "c" else np.float64)
    squares = masked(wide.real * wide.real + wide.imag * wide.imag, where, 0)
    result = np.sqrt(np.sum(squares, axis=axes(axis), keepdims=keepDims))
    return np.asarray(result).astype(real_dtype(f.dtype))


def truth(name, function, identity):
    def run(x, axis=None, keepDims=False, where=None):
        return np.asarray(function(masked(x.astype(bool), where, identity), axis=axes(axis), keepdims=keepDims))
    CALLS[name] = run


truth("any", np.any, False)
truth("all", np.all, True)


def position(name, function):
    def run(x, axis=None, keepDims=False):
        real_only(x)
        if isinstance(axis, list):
            axis = axis[0]
        return np.asarray(function(x, axis=axis, keepdims=keepDims))
    CALLS[name] = run


position("argmin", np.argmin)
position("argmax", np.argmax)


@call("countNonzero")
def count_nonzero(x, axis=None, keepDims=False, where=None):
    return np.asarray(np.count_nonzero(masked(x.astype(bool), where, False), axis=axes(axis), keepdims=keepDims))


def scan(name, function):
    def run(x, axis=None):
        if axis is None:
            x, axis = x.ravel(), 0
        return function(x.astype(accumulator(x)), axis=axis).astype(sum_dtype(x))
    CALLS[name] = run


scan("cumsum", np.cumsum)
scan("cumprod", np.cumprod)

for _name, _function in {
    "nanSum": "sum", "nanProd": "prod", "nanMin": "min", "nanMax": "max", "nanMean": "mean", "nanVar": "var",
    "nanStd": "std", "nanArgmin": "argmin", "nanArgmax": "argmax",
}.items():
    def _run(x, axis=None, keepDims=False, ddof=None, f="nan" + _function):
        picks = f in ("nanmin", "nanmax", "nanargmin", "nanargmax")
        wide = x.astype(np.float64) if x.dtype == np.float32 and not picks else x
        options = {} if ddof is None else {"ddof": ddof}
        result = np.asarray(getattr(np, f)(wide, axis=axes(axis), keepdims=keepDims, **options))
        return result if is_exact(x.dtype) or f.startswith("nanarg") else result.astype(x.dtype)
    CALLS[_name] = _run


# Views

VIEWS = {
    "reshape": lambda x, shape: x.reshape(shape),
    "ravel": lambda x: x.ravel(),
    "flatten": lambda x: x.flatten(),
    "transpose": lambda x, axes=None: x.transpose(axes) if axes is not None else x.transpose(),
    "permuteDims": lambda x, axes: x.transpose(axes),
    "matrixTranspose": lambda x: np.swapaxes(x, -1, -2),
    "swapAxes": np.swapaxes,
    "moveAxis": np.moveaxis,
    "expandDims": lambda x, axes: np.expand_dims(x, tuple(axes) if isinstance(axes, list) else axes),
    "squeeze": lambda x, axes=None: np.squeeze(x, tuple(axes) if isinstance(axes, list) else axes),
    "broadcastTo": lambda x, shape: np.broadcast_to(x, shape),
    "flip": lambda x, axes=None: np.flip(x, tuple(axes) if isinstance(axes, list) else axes),
    "roll": lambda x, shift, axis=None: np.roll(x, shift, axis),
    "diagonal": lambda x, offset=0: np.diagonal(x, offset),
    "copy": lambda x: x.copy(),
    "asContiguous": lambda x: np.ascontiguousarray(x) if x.ndim else x,
}
CALLS.update(VIEWS)


# Indexing

ELLIPSIS = "..."


def slice_of(text):
    if text == "newaxis":
        return None
    if text == ELLIPSIS:
        return Ellipsis
    if ":" not in text:
        return int(text)
    return slice(*(int(t) if t.strip() else None for t in text.split(":")))


def index_of(indexes):
    result = []
    for i in indexes:
        if isinstance(i, str):
            result += [slice_of(t.strip()) for t in i.split(",") if t.strip()]
        else:
            result.append(i)
    return tuple(result)


@call("get")
def get(x, *indexes):
    return np.asarray(x[index_of(indexes)])


@call("set")
def set_(x, value, *indexes):
    if isinstance(value, np.ndarray):
        value = convert(value, x.dtype)
    else:
        value = np.asarray(value, weak(value, x.dtype))
        value = convert(value, x.dtype)
    x[index_of(indexes)] = value
    return x


@call("addAt")
def add_at(x, value, *indexes):
    if isinstance(value, np.ndarray):
        if not np.can_cast(value.dtype, x.dtype, "same_kind"):
            raise Refused(f"{value.dtype} to {x.dtype}")
        value = convert(value, x.dtype)
    else:
        value = np.asarray(value, x.dtype)
    np.add.at(x, index_of(indexes), value)
    return x


@call("take")
def take(x, indices, axis=None):
    length = x.size if axis is None else x.shape[axis]
    if indices.size and (indices.min() < -length or indices.max() >= length):
        # As for "get": also where nothing is taken.
        raise Refused("out of range")
    return np.take(x, indices, axis=axis)


@call("put")
def put(x, indices, values):
    np.put(x, indices, convert(values, x.dtype))
    return x


@call("takeAlongAxis")
def take_along_axis(x, indices, axis):
    return np.take_along_axis(x, indices, axis)


@call("putAlongAxis")
def put_along_axis(x, indices, values, axis):
    np.put_along_axis(x, indices, convert(values, x.dtype), axis)
    return x


@call("compress")
def compress(x, mask, axis=None):
    if axis is None:
        x, axis = x.ravel(), 0
    return np.compress(mask, x, axis=axis)


@call("nonzero")
def nonzero(x):
    return np.stack(np.nonzero(x)) if x.ndim else np.asarray([[0] * int(bool(x))][: 0])


CALLS["argwhere"] = np.argwhere


# Creation

CALLS.update({
    "zeros": lambda dtype, shape: np.zeros(shape, dtype),
    "ones": lambda dtype, shape: np.ones(shape, dtype),
    "arange": lambda *a: np.arange(*a),
    "linspace": np.linspace,
    "eye": lambda *a: np.eye(*a),
    "tri": lambda n, m, k: np.tri(n, m, k),
    "tril": lambda x, k=0: np.tril(x, k),
    "triu": lambda x, k=0: np.triu(x, k),
    "resultType": lambda *d: np.array(DTYPES.index(promoted(*(np.empty(0, x) for x in d)).name)),
    "canCast": lambda a, b: np.array(bool(np.can_cast(a, b))),
})


def evaluate(text, arrays):
    """The value of an expression; Refused or NumPy's own exceptions where there is none."""
    def value(node):
        if isinstance(node, ast.Call):
            result = CALLS[node.func.id](
                *(value(a) for a in node.args), **{k.arg: value(k.value) for k in node.keywords})
            # Views of 0-d arrays may be NumPy's scalars, which would be taken for weak ones.
            return np.asarray(result)
        if isinstance(node, ast.Name):
            if node.id in arrays:
                return arrays[node.id]
            if node.id in DTYPES:
                return node.id
            return {"inf": float("inf"), "nan": float("nan"), "true": True, "false": False}[node.id]
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.List):
            return [value(e) for e in node.elts]
        if isinstance(node, ast.UnaryOp):
            return -value(node.operand)
        raise ValueError(ast.dump(node))

    return np.asarray(value(ast.parse(text, mode="eval").body))
