"""What a build is at and how long each step took, for whoever waits."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger("mkdocs.plugins.portal.steps")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Log the step when it begins, and its time when it is done."""
    log.info("%s …", name)
    began = time.perf_counter()
    yield
    log.info("%s: %.1f s", name, time.perf_counter() - began)
