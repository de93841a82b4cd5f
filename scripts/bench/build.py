"""The shipped site: what the portal adds to the time of a build of the same pages on the bare theme."""

import tempfile
from pathlib import Path

from scripts.bench.measuring import judge, measure_in_turn, print_table, run_build
from scripts.bench.variants import expand_macros, make_bare, make_ours

LIMIT = 1.10


def measure(runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = make_ours(folder / "ours")
        bare = make_bare(folder / "bare", expand_macros(ours, folder / "expanding"))
        seconds = measure_in_turn(
            {
                "bare": lambda: run_build(bare, folder / "bare-site"),
                "ours": lambda: run_build(ours, folder / "ours-site"),
            },
            runs,
        )
        pages = sum(1 for _ in (folder / "ours-site").rglob("*.html"))
    ratio = seconds["ours"] / seconds["bare"]
    row = (pages, f"{seconds['bare']:.2f}", f"{seconds['ours']:.2f}", f"{ratio:.3f}", LIMIT, judge(ratio, LIMIT))
    header = ("pages", "plain Markdown, bare Material (s)", "the portal (s)", "ratio", "at most", "kept")
    print_table(f"Build of the shipped site (median of {runs})", header, [row])
