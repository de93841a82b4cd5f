"""Run things several times, turn by turn, and print what they took as a table."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

Measured = Callable[[], object]
SEARCHED = """
import pathlib, sys
from scripts.engines import read_settings, run_mkdocs
from macros.publish.search_site import add_search
settings = read_settings(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), None, False)
run_mkdocs(settings)
add_search(pathlib.Path(settings.site_dir), pathlib.Path(settings.docs_dir), settings.use_directory_urls)
"""


class Cost(NamedTuple):
    """What something took: seconds by the clock, and seconds of a processor, which others on the machine hardly change."""

    wall: float
    cpu: float


def measure_in_turn(subjects: dict[str, Measured], runs: int) -> dict[str, Cost]:
    """Return the median cost of each subject, which runs its work in child processes.

    They take turns, forwards and backwards, so that a busy moment strikes all of them alike.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in subjects}
    for turn in range(runs):
        for name in sorted(subjects, reverse=turn % 2 == 1):
            costs[name].append(measure_once(subjects[name]))
    return {name: Cost(*map(statistics.median, zip(*taken, strict=True))) for name, taken in costs.items()}


def measure_once(subject: Measured) -> Cost:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subject()
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return Cost(ended - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def run(*command: object) -> str:
    """Run a command to its end and return what it printed; stop the bench, with its words, when it fails."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, env=os.environ)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def run_build(config: Path, site_dir: Path) -> None:
    """Build `config` as `scripts/build` does, with our search and all that a host gets, in a new process."""
    run(sys.executable, "-m", "scripts.build", "--draft", "--config", config, "--site-dir", site_dir)


def run_engine(config: Path, site_dir: Path) -> None:
    """Build `config` with the engine alone, in a new process: with the theme's search, and the macros when it names them."""
    run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict", "--config-file", config, "--site-dir", site_dir)


def run_searched(config: Path, site_dir: Path) -> None:
    """Build `config` with the engine and add our search, in a new process; nothing else that a host may want."""
    run(sys.executable, "-c", SEARCHED, config, site_dir)


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table in Markdown, its columns in line."""
    lines = [tuple(header), *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    lines.insert(1, tuple("-" * width for width in widths))
    print(f"\n{title}\n")
    for line in lines:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
    sys.stdout.flush()


def judge(value: float, limit: float) -> str:
    return "yes" if value <= limit else "NO"
