"""How long the facts take to load, and the whole of `scripts/check`."""

import sys

from scripts.bench.measuring import judge, measure_in_turn, print_table, run
from scripts.bench.variants import ROOT

DATA = ROOT / "docs" / "_data"
COLD = f"""
import pathlib, time
from macros.portal import load_portal
data = pathlib.Path({str(DATA)!r})
marks = [time.process_time()]
load_portal(data)
marks.append(time.process_time())
for _ in range(100):
    load_portal(data)
marks.append(time.process_time())
print(marks[1] - marks[0], (marks[2] - marks[1]) / 100)
"""


def measure(runs: int) -> None:
    timings = [tuple(map(float, run(sys.executable, "-c", COLD).split())) for _ in range(runs)]
    cold, warm = (sorted(values)[len(values) // 2] for values in zip(*timings, strict=True))
    check = measure_in_turn({"check": lambda: run(ROOT / "scripts" / "check")}, runs)["check"]
    measured = (
        ("load_portal, cold (after its import)", cold, 0.150),
        ("load_portal, nothing changed", warm, 0.002),
        ("scripts/check, whole", check.cpu, 1.0),
        ("scripts/check, whole, by the clock", check.wall, 1.0),
    )
    rows = [(name, f"{1000 * value:.2f}", f"{1000 * limit:.0f}", judge(value, limit)) for name, value, limit in measured]
    print_table(f"Facts, processor time (median of {runs})", ("what", "ms", "at most", "kept"), rows)
