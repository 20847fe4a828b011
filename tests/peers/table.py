"""table.py PEERS.json HOTLOOP.json: the ratios as a Markdown table."""
import json
import sys

WAYS = ["EXPRESSION", "C_FUSED", "JAVA_ARRAYS"]


def text(nanos):
    """Three digits and a unit."""
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if nanos >= size:
            return f"{nanos / size:.3g} {unit}"
    return f"{nanos:.3g} ns"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        peers = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        hotloop = json.load(file)
    ours = {}
    for row in hotloop["results"]:
        if row.get("median_ns"):
            ours[row["workload"], row["size"], row["variant"]] = row["median_ns"]
    versions = ", ".join(f"{name} {version}" for name, version in peers["versions"].items())
    environment = hotloop["environment"]
    print(f"{environment['cpu']}, {environment['threads']} threads, tier {environment['tier']}; {versions}.")
    print()
    print("| expression | elements | Hotloop | C by hand | Java by hand | peers, and their time in Hotloop's |")
    print("|---|---|---|---|---|---|")
    for row in peers["results"]:
        workload, size = row["workload"], row["size"]
        ways = ["C_OPENMP", None, "JAVA_ARRAYS"] if workload == "distance" else WAYS
        times = [ours.get((workload, size, way)) for way in ways]
        if times[0] is None:
            raise SystemExit(f"hotloop did not measure {workload} of {size}")
        shown = [text(time) if time else "–" for time in times]
        beside = [f"{name} {text(nanos)} (**{nanos / times[0]:.1f} ×**)" for name, nanos in row["times"].items()]
        print(f"| `{workload}` | {size:,} | {' | '.join(shown)} | {', '.join(beside)} |")


if __name__ == "__main__":
    main()
