"""How long the scripts take before they begin: nothing is to be installed."""

from scripts.bench.measuring import judge, measure_in_turn, print_table, run
from scripts.bench.variants import ROOT

LIMIT = 0.3


def measure(runs: int) -> None:
    run(ROOT / "scripts" / "prepare", "runtime", "test", "zensical")
    costs = measure_in_turn(
        {group: lambda group=group: run(ROOT / "scripts" / "prepare", *group.split()) for group in ("runtime", "runtime test zensical")},
        max(runs, 20),
    )
    rows = [
        (groups, f"{1000 * cost.wall:.0f}", f"{1000 * cost.cpu:.0f}", f"{1000 * LIMIT:.0f}", judge(cost.wall, LIMIT))
        for groups, cost in costs.items()
    ]
    print_table("Set-up check with an unchanged lock", ("groups", "wall (ms)", "processor (ms)", "at most", "kept"), rows)
