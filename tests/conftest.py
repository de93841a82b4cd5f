"""What the tests share: the invented company's facts and built site, the shipped portal, and one browser for each worker.

The engine is tested on the invented company (`tests/examples/fernblick`), so that an edit of the portal's own facts
breaks no test. What is to hold of those stands beside them as data, and the check looks after it. The few tests of the
shipped portal take `shipped_site` and hold for any facts.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.company import COMPANY, DATA, PROJECT, build

# A busy machine is no failure, and the same code gives the same result: the same examples are tried each time.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("portal")


@pytest.fixture(scope="session")
def project_dir() -> Path:
    """The folder of mkdocs.yml."""
    return PROJECT


@pytest.fixture(scope="session")
def portal() -> object:
    """The invented company's facts (`macros.portal.Portal`)."""
    from macros.portal import load_portal

    return load_portal(DATA)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented company's whole site, built strictly."""
    return build_once(tmp_path_factory, "company", COMPANY / "mkdocs.yml")


@pytest.fixture(scope="session")
def shipped_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the shipped portal's whole site, built strictly."""
    return build_once(tmp_path_factory, "shipped", PROJECT / "mkdocs.yml")


def build_once(tmp_path_factory: pytest.TempPathFactory, name: str, config: Path) -> Path:
    """Build a site for all workers of a run: the first one builds, the others wait for it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    site = shared / name / "site"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.is_dir():
            build(config, site)
    return site


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the company's site on this machine, under a sub-path."""
    from tests.site_server import serve_site

    with serve_site(built_site) as url:
        yield url


@pytest.fixture(scope="session")
def shipped_url(shipped_site: Path) -> Iterator[str]:
    """The address of the shipped portal on this machine, under a sub-path."""
    from tests.site_server import serve_site

    with serve_site(shipped_site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """The worker's one Chromium (`playwright.sync_api.Browser`). It knows this machine by a second name too, which it doesn't trust."""
    from macros.commands.browser import open_browser
    from tests.site_server import PLAIN_HOST

    hosts = f"MAP {PLAIN_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    with open_browser(f"--host-resolver-rules={hosts}") as chromium:
        yield chromium


@pytest.fixture(scope="session")
def rooms(browser: object) -> object:
    """The worker's contexts, which tests use one after the other."""
    from tests.watched_page import Rooms

    return Rooms(browser)


@pytest.fixture(scope="session")
def shipped() -> object:
    """The shipped portal's facts."""
    from macros.portal import load_portal

    return load_portal(PROJECT / "docs" / "_data")


@pytest.fixture
def shipped_page(browser: object, shipped_url: str, shipped: object, rooms: object) -> Iterator[Callable]:
    """`new_page` for the shipped portal. Its pages may ask the status host, which doesn't answer: tests need no network."""
    from tests.watched_page import origin_of, page_factory

    with page_factory(browser, shipped_url, rooms=rooms, allowed=(f"{origin_of(shipped.status.page)}/",)) as factory:
        yield factory


@pytest.fixture
def new_page(browser: object, site_url: str, rooms: object) -> Iterator[Callable]:
    """`new_page("policy/severity-levels/", width=320, color_scheme="dark")`: see tests/watched_page.py for all it takes."""
    from tests.watched_page import page_factory

    with page_factory(browser, site_url, rooms=rooms) as factory:
        yield factory


@pytest.fixture(scope="session")
def axe() -> Callable:
    """`axe(page)` fails on a violation of WCAG 2.2 AA or best practice; see `find_violations` for what else it takes."""
    from tests.watched_page import find_violations

    def assert_no_violation(page: object, *where: str, **what: str) -> None:
        violations = find_violations(page, *where, **what)
        assert not violations, "axe found:\n" + "\n".join(violations)

    return assert_no_violation
