"""How long the scripts take before they begin: nothing is to be installed."""

from scripts.bench.measuring import judge, measure_in_turn, print_table, run
from scripts.bench.variants import ROOT

LIMIT = 0.3


def measure(runs: int) -> None:
    run(ROOT / "scripts" / "prepare", "runtime", "test", "zensical")
    seconds = measure_in_turn(
        {group: lambda group=group: run(ROOT / "scripts" / "prepare", *group.split()) for group in ("runtime", "runtime test zensical")},
        max(runs, 20),
    )
    rows = [(groups, f"{1000 * value:.0f}", f"{1000 * LIMIT:.0f}", judge(value, LIMIT)) for groups, value in seconds.items()]
    print_table("Set-up check with an unchanged lock", ("groups", "ms", "at most", "kept"), rows)
