#!/usr/bin/env python3
"""Measure the portal: `scripts/bench.py [TOPIC...]`. A topic is a module in scripts/bench/ with a `measure(runs)`."""

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
NEEDED = ("runtime", "test")
TOPICS = sorted(path.stem for path in (ROOT / "scripts" / "bench").glob("*.py") if "\ndef measure(" in path.read_text(encoding="utf-8"))


def enter_environment() -> None:
    """Prepare `.venv`, with the tests' browser driver and samples, and start again in it, unless this is it."""
    if subprocess.run([ROOT / "scripts" / "prepare", *NEEDED], check=False).returncode:
        sys.exit(1)
    if Path(sys.prefix).resolve() != VENV.resolve():
        python = VENV / "bin" / "python"
        os.execv(python, [str(python), *sys.argv])


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench.py", description="Measure the portal and print tables.")
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help=f"what to measure (default: all): {', '.join(TOPICS)}")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each is run (default: 5); medians count")
    options = parser.parse_args()
    if unknown := [topic for topic in options.topics if topic not in TOPICS]:
        parser.error(f"no topic {unknown[0]}; there are {', '.join(TOPICS)}")
    return options


def main() -> int:
    options = read_arguments()
    enter_environment()
    sys.path[0] = str(ROOT)  # instead of scripts/, where this file hides the package of the same name
    os.environ["PYTHONPATH"] = str(ROOT)
    for topic in options.topics or TOPICS:
        importlib.import_module(f"scripts.bench.{topic}").measure(max(1, options.runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
