"""Processor time of a full build and of a preview, beside MkDocs and the theme alone with the same pages."""

import tempfile
from functools import partial
from pathlib import Path

from scripts.benchmarks.measuring import measure_in_turn, print_table
from scripts.benchmarks.sites import make_sites


def measure(runs: int, sizes: list[int]) -> None:
    """Print a row for the shipped pages and for each generated site."""
    rows = []
    for size in (0, *sizes):
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            sites = make_sites(folder, size)
            pages = sum(1 for _ in (folder / "ours/docs").rglob("*.md"))
            builds = {"bare": sites.build_bare, "full": sites.build_full, "preview": sites.build_preview}
            times = measure_in_turn({kind: partial(build, folder / "site") for kind, build in builds.items()}, runs)
        ratios = (f"{times[kind] / times['bare']:.2f}" for kind in ("full", "preview"))
        rows.append((pages, *(f"{times[kind]:.1f}" for kind in builds), *ratios))
    title = f"Build, processor time (median of {runs}). Aim: full 2.0, preview 1.3 times the bare theme."
    print_table(title, ("pages", "bare (s)", "full (s)", "preview (s)", "full / bare", "preview / bare"), rows)
