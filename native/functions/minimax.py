"""
Minimax polynomials by Remez's exchange, and the files that their coefficients go to.

What the scripts beside this one share: `minimax` finds the polynomial over given powers that is best for a weight
(E. Ya. Remez, 1934; the exchange of all points of J.-M. Muller, "Elementary Functions", chapter 3), rounding one
coefficient after the other and finding the others anew, so that the rounding of a low one is made up for by those
above. `Coefficients` writes the C header and the Java class from one list. Python 3 and mpmath; the same output on
every run. What must not live here: anything that knows about one function.
"""

import os
import sys

import mpmath as mp

mp.mp.prec = 220

# Of the exchange: it is done after some five where it converges.
ROUNDS = 25


def to_double(x):
    """The nearest double, as an exact mpf."""
    return round_bits(x, 53)


def round_bits(x, bits):
    """x rounded to so many significant bits, to nearest even."""
    with mp.workprec(bits):
        return +mp.mpf(x)


def double_double(x):
    """x as the sum of two doubles, and what is missing then: (high, low)."""
    high = to_double(x)
    return high, to_double(mp.mpf(x) - high)


class Polynomial:
    """What `minimax` found: a coefficient for each power, and the largest weighted error."""

    def __init__(self, powers, coefficients, error):
        self.powers = powers
        self.coefficients = coefficients
        self.error = error

    def __call__(self, x):
        return sum(c * mp.mpf(x) ** k for k, c in zip(self.powers, self.coefficients))


def _chebyshev_places(points, count):
    places = {int(round((points - 1) * (1 - float(mp.cos(mp.pi * i / count))) / 2)) for i in range(count + 1)}
    for i in range(points):
        if len(places) == count + 1:
            break
        places.add(i)
    return sorted(places)


def _extremes(errors, count):
    """The largest error of each run of one sign; of too many, the ends go."""
    found = []
    for i, error in enumerate(errors):
        if found and (error > 0) == (errors[found[-1]] > 0):
            if abs(error) > abs(errors[found[-1]]):
                found[-1] = i
        else:
            found.append(i)
    while len(found) > count + 1:
        found.pop(0 if abs(errors[found[0]]) < abs(errors[found[-1]]) else -1)
    return found


def _least_squares(columns, target):
    """The factors of the columns whose sum is nearest to the target."""
    if not columns:
        return []
    normal = mp.matrix(len(columns), len(columns))
    right = mp.matrix(len(columns), 1)
    for i, column in enumerate(columns):
        right[i] = mp.fdot(column, target)
        for j in range(i + 1):
            normal[i, j] = normal[j, i] = mp.fdot(column, columns[j])
    solution = mp.lu_solve(normal, right)
    return [solution[i] for i in range(len(columns))]


def _exchange(rows, targets, weights, rounds):
    """
    The best coefficients on a set of points, whose rows hold the basis' values. Powers without the constant on both
    sides of 0 are no Haar system, and the exchange may run in circles: the best of its rounds is kept.
    """
    count = len(rows[0])
    reference = _chebyshev_places(len(rows), count)
    best = None
    for _ in range(rounds):
        matrix = mp.matrix(count + 1, count + 1)
        right = mp.matrix(count + 1, 1)
        for i, at in enumerate(reference):
            for j in range(count):
                matrix[i, j] = rows[at][j]
            matrix[i, count] = (-1) ** i / weights[at]
            right[i] = targets[at]
        try:
            solution = mp.lu_solve(matrix, right)
        except ZeroDivisionError:
            break
        coefficients = [solution[j] for j in range(count)]
        errors = [(mp.fdot(coefficients, row) - t) * w for row, t, w in zip(rows, targets, weights)]
        largest = max(abs(e) for e in errors)
        if best is None or largest < best[1]:
            best = coefficients, largest
        extremes = _extremes(errors, count)
        if largest <= abs(solution[count]) * mp.mpf("1.001") or len(extremes) < count + 1 or extremes == reference:
            break
        reference = extremes
    return best[0]


def minimax(function, low, high, powers, weight=None, fixed=None, bits=None, points=None):
    """
    The polynomial sum(c_k * x**k for k in powers) with the least largest |weight(x) * (polynomial - function)|.

    function, weight: take and give mpf; they are called on some hundred points of [low, high], its ends included but
        0 never. weight: 1 / function for relative errors (the default), lambda x: 1 for absolute ones
    fixed: {power: coefficient}, those that are given; they need not be in powers
    bits: {power: how many bits}, where a coefficient is not rounded to 53; None: it is not rounded and a sum of two
        doubles will hold it
    The coefficients are rounded from the lowest power on.
    """
    low, high = mp.mpf(low), mp.mpf(high)
    powers = list(powers)
    fixed = dict(fixed or {})
    bits = dict(bits or {})
    count = points or 12 * (len(powers) + 1) + 1
    xs = [low + (high - low) * (1 - mp.cos(mp.pi * i / (count - 1))) / 2 for i in range(count)]
    tiny = (high - low) * mp.mpf(2) ** -60
    xs = [x if abs(x) > tiny else (tiny if high > 0 else -tiny) for x in xs]
    values = [mp.mpf(function(x)) for x in xs]
    weights = [mp.mpf(weight(x)) if weight else 1 / v for x, v in zip(xs, values)]
    monomials = {k: [x**k for x in xs] for k in set(powers) | set(fixed)}
    known = dict(fixed)
    free = [k for k in powers if k not in known]
    weights = [abs(w) for w in weights]
    targets = [v - mp.fsum(c * monomials[k][i] for k, c in known.items()) for i, v in enumerate(values)]
    if free:
        found = _exchange([[monomials[k][i] for k in free] for i in range(count)], targets, weights, ROUNDS)
        known.update(zip(free, found))
    while free:
        k = free.pop(0)
        width = bits.get(k, 53)
        if width is not None:
            exact, known[k] = known[k], round_bits(known[k], width)
            # What rounding adds, as well as the powers that are left can take it back.
            added = [(known[k] - exact) * m * w for m, w in zip(monomials[k], weights)]
            for j, c in zip(free, _least_squares([[m * w for m, w in zip(monomials[j], weights)] for j in free], added)):
                known[j] -= c
    errors = [
        (mp.fsum(c * monomials[k][i] for k, c in known.items()) - v) * w
        for i, (v, w) in enumerate(zip(values, weights))
    ]
    error = max(abs(e) for e in errors)
    every = sorted(set(powers) | set(fixed))
    return Polynomial(every, [known[k] for k in every], error)


def hexadecimal(x):
    """A double in the notation of C and of Java."""
    value = float(x)
    assert mp.mpf(value) == x, f"{x} is not a double"
    if value == 0:
        return "0.0"
    text = value.hex()
    mantissa, exponent = text.split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    if "." not in mantissa:
        mantissa += ".0"
    return f"{mantissa}p{int(exponent)}"


class Coefficients:
    """The constants of a family, in the order in which they were added."""

    def __init__(self, family, about):
        """family: such as "exponential"; about: lines of text for both files' heads."""
        self.family = family
        self.about = about
        self.items = []

    def comment(self, text, in_c=False):
        """A line above the constants that follow. in_c: in C alone."""
        self.items.append(("c comment" if in_c else "comment", text))

    def double(self, name, value, in_c=False):
        """A constant that is a double already; doubles of Python and mpf. in_c: in C alone."""
        self.items.append(("c double" if in_c else "double", name, hexadecimal(mp.mpf(value))))

    def single(self, name, value):
        """A constant that is a float already, in C alone: Java has no arithmetic in float32."""
        self.items.append(("single", name, hexadecimal(round_bits(value, 24)) + "F"))

    def pair(self, name, value):
        """name_HIGH and name_LOW, the sum of which is the value up to 2^-106 or so."""
        high, low = double_double(value)
        self.double(name + "_HIGH", high)
        self.double(name + "_LOW", low)

    def polynomial(self, name, polynomial, note="", in_c=False):
        """
        name_k for each power k, below a comment with the error. Coefficients of any width become pairs. in_c: in C
        alone; floats if they were rounded to 24 bits.
        """
        error = mp.log(polynomial.error, 2)
        self.comment(f"{note + ': ' if note else ''}error 2^{mp.nstr(error, 4)}")
        if in_c:
            self.items[-1] = ("c comment",) + self.items[-1][1:]
        are_floats = all(c == round_bits(c, 24) for c in polynomial.coefficients)
        for k, c in zip(polynomial.powers, polynomial.coefficients):
            if in_c and are_floats:
                self.single(f"{name}_{k}", c)
            elif in_c:
                self.items.append(("c double", f"{name}_{k}", hexadecimal(c)))
            elif c == to_double(c):
                self.double(f"{name}_{k}", c)
            else:
                self.pair(f"{name}_{k}", c)

    def doubles(self, name, values):
        """An array of doubles."""
        self.items.append(("doubles", name, [hexadecimal(mp.mpf(v)) for v in values]))

    def longs(self, name, values):
        """An array of 64-bit words, 0 <= value < 2^64."""
        self.items.append(("longs", name, [f"0x{v:016x}" for v in values]))

    def _c(self):
        guard = f"HL_{self.family.upper()}_COEFFICIENTS_H"
        out = ["/*"]
        out += [f" * {line}".rstrip() for line in self.about]
        out += [f" *", f" * Written by native/functions/{self.family}.py: not to be edited.", " */"]
        out += [f"#ifndef {guard}", f"#define {guard}", "", "#include <stdint.h>", "", "/* clang-format off */"]
        for item in self.items:
            if item[0] in ("comment", "c comment"):
                out += ["", f"/* {item[1]} */"]
            elif item[0] == "single":
                out.append(f"static const float {item[1]} = {item[2]};")
            elif item[0] in ("double", "c double"):
                out.append(f"static const double {item[1]} = {item[2]};")
            else:
                kind, suffix = ("double", "") if item[0] == "doubles" else ("uint64_t", "ull")
                out.append(f"static const {kind} {item[1]}[{len(item[2])}] = {{")
                out += [f"    {v}{suffix}," for v in item[2]]
                out.append("};")
        out += ["", "/* clang-format on */", "#endif"]
        return "\n".join(out) + "\n"

    def _java(self):
        name = self.family.capitalize() + "Coefficients"
        out = ["package io.hotloop.internal.array;", "", "/**"]
        paragraphs = "\n".join(self.about).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split("\n")
        out += [f" * {line}".rstrip() if line else " *" for line in paragraphs]
        out += [" *", f" * <p>Written by native/functions/{self.family}.py: not to be edited.", " */"]
        out += [f"final class {name} {{"]
        first = True
        for item in self.items:
            if item[0] in ("single", "c double", "c comment"):
                continue
            if item[0] == "comment":
                out += ([] if first else [""]) + [f"    // {item[1]}"]
            elif item[0] == "double":
                out.append(f"    static final double {item[1]} = {item[2]};")
            else:
                kind, suffix = ("double", "") if item[0] == "doubles" else ("long", "L")
                out.append(f"    static final {kind}[] {item[1]} = {{")
                out += [f"        {v}{suffix}," for v in item[2]]
                out.append("    };")
            first = False
        out += ["", f"    private {name}() {{}}", "}"]
        return "\n".join(out) + "\n"

    def write(self, root=None):
        """Writes both files below a root: the program's argument, or else the repository's."""
        here = os.path.dirname(os.path.abspath(__file__))
        root = root or (sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", ".."))
        name = self.family.capitalize() + "Coefficients.java"
        for path, text in (
            (f"native/src/kernels/{self.family}_coefficients.h", self._c()),
            (f"java/core/src/main/java/io/hotloop/internal/array/{name}", self._java()),
        ):
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="ascii", newline="\n") as out:
                out.write(text)
