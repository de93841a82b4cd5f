"""The shipped site: what the portal adds to the time of a build of the same pages on the bare theme."""

import tempfile
from pathlib import Path

from scripts.bench.variants import compare_builds, expand_macros, make_bare, make_ours

LIMIT = 1.10


def measure(runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = make_ours(folder / "ours")
        bare = make_bare(folder / "bare", expand_macros(ours, folder / "expanding"))
        compare_builds("Build of the shipped site", ours, bare, runs, LIMIT)
