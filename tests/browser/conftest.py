"""What the browser tests of the status share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.status_reader import Reader, stop_clock
from tests.status_servers import Answer, Provider, Site, provider_and_site
from tests.watched_page import PATIENCE


@pytest.fixture(scope="module")
def status_servers() -> Iterator[tuple[Provider, Site]]:
    with provider_and_site() as both:
        yield both


@pytest.fixture(scope="module")
def free_readers() -> Iterator[dict[str, list[Reader]]]:
    """Readers that no test uses, by the options of their context."""
    free: dict[str, list[Reader]] = {}
    yield free
    for readers in free.values():
        for reader in readers:
            reader.context.close()


@pytest.fixture
def reader(browser: Any, status_servers: tuple[Provider, Site], free_readers: dict[str, list[Reader]]) -> Iterator[Callable[..., Reader]]:
    """`reader(answer, **context options)`: a reader whose provider gives this answer and whose browser has kept nothing.

    `at` is the moment at which the clock of its pages stands, until the test runs it.
    """
    opened: list[tuple[str, Reader]] = []
    provider, site = status_servers
    provider.asked.clear()
    provider.answers = {}
    site.asked.clear()
    site.policy, site.audience, site.notice = "", "", b'{"schema":1,"text":""}'

    def open_reader(answer: Answer, *, at: str | None = None, **options: Any) -> Reader:
        provider.answer = answer
        name = repr((options, at is not None))
        if free_readers.get(name):
            found = free_readers[name].pop()
        else:
            context = browser.new_context(**{"locale": "en-GB", "timezone_id": "UTC", "service_workers": "block", **options})
            context.set_default_timeout(PATIENCE)
            found = Reader(context, provider, site)
        if at is not None:
            stop_clock(found.page, at)
        opened.append((name, found))
        return found

    yield open_reader
    provider.stopping.set()
    provider.stopping.clear()
    for name, found in opened:
        found.forget()
        free_readers.setdefault(name, []).append(found)
