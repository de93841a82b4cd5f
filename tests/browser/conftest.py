"""What the browser tests of the status share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.status_reader import Reader
from tests.status_servers import Answer, Provider, Site, provider_and_site
from tests.watched_page import PATIENCE


@pytest.fixture(scope="module")
def status_servers() -> Iterator[tuple[Provider, Site]]:
    with provider_and_site() as both:
        yield both


@pytest.fixture
def reader(browser: Any, status_servers: tuple[Provider, Site]) -> Iterator[Callable[..., Reader]]:
    """`reader(answer, **context options)`: a new context whose provider gives this answer."""
    contexts = []
    provider, site = status_servers
    provider.asked.clear()
    provider.answers = {}
    site.asked.clear()
    site.policy, site.notice = "", b'{"schema":1,"text":""}'

    def open_reader(answer: Answer, **options: Any) -> Reader:
        provider.answer = answer
        context = browser.new_context(**{"locale": "en-GB", "timezone_id": "UTC", "service_workers": "block", **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Reader(context, provider, site)

    yield open_reader
    provider.stopping.set()
    provider.stopping.clear()
    for context in contexts:
        context.close()
