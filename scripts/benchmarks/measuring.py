"""Measure commands by turns, and print tables."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence


def measure_in_turn(subjects: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Return the median processor time in seconds of each subject, which works in child processes.

    They take turns, so that a busy moment strikes all of them alike.
    """
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for turn in range(1, runs + 1):
        for name, subject in subjects.items():
            began, before = time.monotonic(), processor_time()
            subject()
            times[name].append(processor_time() - before)
            print(f"  {name}, run {turn} of {runs}: {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)
    return {name: statistics.median(taken) for name, taken in times.items()}


def processor_time() -> float:
    """Return the processor time of all child processes so far, which others on the machine hardly change."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(*command: object, **environment: str) -> str:
    """Run a command and return what it printed; stop with its words when it fails."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, env=os.environ | environment)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table in Markdown, its columns aligned."""
    lines = [tuple(header), *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    lines.insert(1, tuple("-" * width for width in widths))
    print(f"\n{title}\n")
    for line in lines:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
    print(flush=True)
