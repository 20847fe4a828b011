"""compare.py SIZE…: Hotloop, NumPy, numexpr and SciPy by turns; prints the ratios as a Markdown table.

Memory and clock of a shared machine change by a factor of two within minutes. So each case is measured in rounds, in each
of which all sides have their turn within seconds: a ratio is the median of the rounds' ratios, a time that of the times.
"""
import json
import statistics
import subprocess
import sys

import peers

ROUNDS = 5
POINTS = 5000

EXPRESSIONS = ["a+b", "2*a+3*b*c", "sqrt(a*a+b*b)", "exp(a)", "sin(a)**2+cos(a)**2"]

# Hotloop, C by hand, Java by hand: variants of the catalogue.
WAYS = ["EXPRESSION", "C_FUSED", "JAVA_ARRAYS"]
DISTANCE_WAYS = ["C_OPENMP", None, "JAVA_ARRAYS"]


def hotloop(workload, size, variant):
    """The median of a variant in nanoseconds, and the environment; None where it cannot run."""
    command = ["./hotloop", "bench", "--quick", workload, f"--size={size}", f"--variant={variant}", "--json"]
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return report["results"][0].get("median_ns"), report["environment"]


def measured(workload, size, note):
    """Times by the name of a side, a list of one for each round; and the environment."""
    call = peers.distance(size) if workload == "distance" else peers.expression(workload, size)
    times = {}
    environment = None
    for turn in range(ROUNDS):
        note(f"{workload}, {size} elements, round {turn + 1} of {ROUNDS}")
        for way in DISTANCE_WAYS if workload == "distance" else WAYS:
            if way is not None:
                nanos, environment = hotloop(workload, size, way)
                times.setdefault(way, []).append(nanos)
            if way in ("EXPRESSION", "C_OPENMP"):
                for name, run in call.items():
                    times.setdefault(name, []).append(peers.median_nanos(run))
    return times, environment


def text(nanos):
    """Three digits and a unit."""
    if not nanos or None in nanos:
        return "–"
    median = statistics.median(nanos)
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if median >= size:
            return f"{median / size:.3g} {unit}"
    return f"{median:.3g} ns"


def row(workload, size, times):
    """A line of the table."""
    ways = DISTANCE_WAYS if workload == "distance" else WAYS
    ours = times[ways[0]]
    beside = []
    for name, nanos in times.items():
        if name not in ways:
            ratios = sorted(theirs / own for theirs, own in zip(nanos, ours))
            beside.append(
                f"{name} {text(nanos)} (**{statistics.median(ratios):.1f} ×**, {ratios[0]:.1f} to {ratios[-1]:.1f})"
            )
    shown = [text(times.get(way)) for way in ways]
    return f"| `{workload}` | {size:,} | {' | '.join(shown)} | {', '.join(beside)} |"


def main():
    sizes = [int(size) for size in sys.argv[1:]]
    cases = [(expression, size) for size in sizes or [1000, 100000, 10000000] for expression in EXPRESSIONS]
    if not sizes:
        cases.append(("distance", POINTS))
    info = json.loads(subprocess.run(["./hotloop", "info", "--json"], check=True, capture_output=True).stdout)
    peers.set_threads(info["threads"])
    lines = []
    for workload, size in cases:
        times, environment = measured(workload, size, lambda line: print(line, file=sys.stderr))
        lines.append(row(workload, size, times))
    versions = ", ".join(f"{name} {version}" for name, version in peers.versions().items())
    print(f"{environment['cpu']}, {environment['threads']} threads, tier {environment['tier']}; {versions}.")
    print(f"{ROUNDS} rounds by turns: medians, and the lowest and highest ratio.")
    print()
    print("| expression | elements | Hotloop | C by hand | Java by hand | peers, and their time in Hotloop's |")
    print("|---|---|---|---|---|---|")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
