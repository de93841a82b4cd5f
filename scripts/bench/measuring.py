"""Run things several times, turn by turn, and print what they took as a table."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

Measured = Callable[[], object]


def measure_in_turn(subjects: dict[str, Measured], runs: int) -> dict[str, float]:
    """Return the median seconds of each subject. They take turns, so that a busy moment strikes all of them alike."""
    seconds: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(runs):
        for name, subject in subjects.items():
            started = time.perf_counter()
            subject()
            seconds[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in seconds.items()}


def run(*command: object) -> str:
    """Run a command to its end and return what it printed; stop the bench, with its words, when it fails."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, env=os.environ)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def run_build(config: Path, site_dir: Path) -> None:
    """Build `config` as `scripts/build` does, in a new process."""
    run(sys.executable, "-m", "scripts.build", "--draft", "--config", config, "--site-dir", site_dir)


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
