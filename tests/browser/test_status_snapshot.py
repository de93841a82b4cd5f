"""With `transport: snapshot` a job has fetched the status into a file of the site: it counts as long as its time says."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.browser.test_status_failures import UNAVAILABLE
from tests.status_bodies import quiet_statuspage
from tests.status_reader import Reader
from tests.status_servers import Answer, Provider, Site, provider_and_site

NOW = "2026-11-22T00:00:00Z"


@pytest.fixture(scope="module")
def status_servers() -> Iterator[tuple[Provider, Site]]:
    with provider_and_site(transport="snapshot") as both:
        yield both


@pytest.mark.parametrize(
    ("age", "changes", "words"),
    [
        (60, {}, "Degraded performance"),
        (1900, {}, UNAVAILABLE),
        (-3600, {}, UNAVAILABLE),
        (60, {"schema": 1}, UNAVAILABLE),
        (60, {"provider": "kuma"}, UNAVAILABLE),
        (60, {"body": None}, UNAVAILABLE),
        (60, {"fetchedAt": {}}, UNAVAILABLE),
        (60, {"fetchedAt": "soon"}, UNAVAILABLE),
    ],
)
def test_it_is_as_old_as_its_job_says_and_else_is_not_shown(
    reader: Callable[..., Reader], age: int, changes: dict[str, Any], words: str
) -> None:
    seen = reader(Answer(), at=NOW)
    fetched = datetime.fromisoformat(NOW) - timedelta(seconds=age)
    kept = {"schema": 2, "provider": "statuspage", "fetchedAt": fetched.strftime("%Y-%m-%dT%H:%M:%SZ")}
    seen.site.snapshot = json.dumps(kept | {"body": quiet_statuspage(status={"indicator": "minor"})} | changes).encode()
    seen.visit().shows(words)
    assert ("Last checked" in seen.text()) == (not changes)
    assert seen.provider.asked == []
    assert seen.said() == ("" if words == UNAVAILABLE else words)
