"""The commands of a portal, run inside the tests' own process: to start Python and MkDocs takes longer than most of them do."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from macros.commands import run


class Result(NamedTuple):
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run_command(name: str, *arguments: str | Path, **environment: str) -> Result:
    """Run a module of `macros.commands` as `portal NAME ARGUMENT…` would."""
    said, complained = StringIO(), StringIO()
    with as_it_was(), patch.dict(os.environ, environment), redirect_stdout(said), redirect_stderr(complained):
        try:
            code = run(name, [str(argument) for argument in arguments])
        except SystemExit as stopped:  # wrong use, and --help
            code = stopped.code
    return Result(int(code or 0), said.getvalue(), complained.getvalue())


@contextmanager
def as_it_was() -> Iterator[None]:
    """Undo what a command does to its process: where Python looks for modules, who handles a signal, and where messages go."""
    loggers = [logging.getLogger(name) for name in ("mkdocs", "mkdocs.plugins.portal.steps")]
    settings = [(logger.handlers[:], logger.level, logger.propagate) for logger in loggers]
    handler = signal.getsignal(signal.SIGTERM)
    try:
        with patch.object(sys, "path", sys.path[:]):
            yield
    finally:
        signal.signal(signal.SIGTERM, handler)
        for logger, (handlers, level, propagate) in zip(loggers, settings, strict=True):
            logger.handlers[:], logger.propagate = handlers, propagate
            logger.setLevel(level)
