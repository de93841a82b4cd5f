"""What the tests share: one strict build, served once, and a real browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure. Where a run decides whether a change lands, the same examples are tried each time.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ)
settings.load_profile("portal")

PROJECT = Path(__file__).resolve().parents[1]
BUILT_ON = "1793491200"  # 2026-11-01


@pytest.fixture(scope="session")
def project_dir() -> Path:
    """The folder of mkdocs.yml."""
    return PROJECT


@pytest.fixture(scope="session")
def portal() -> object:
    """The facts that are shipped (`macros.portal.Portal`)."""
    from macros.portal import load_portal

    return load_portal(PROJECT / "docs" / "_data")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the whole site, built once as `scripts/build` does it: strictly."""
    site = tmp_path_factory.mktemp("built") / "site"
    command = [sys.executable, "-m", "scripts.build", "--site-dir", str(site)]
    # Where tests serve it, for the 404 page; and a day before those to which tests set the clocks of pages.
    environment = {**os.environ, "SITE_URL": "http://127.0.0.1/help/", "SOURCE_DATE_EPOCH": BUILT_ON}
    result = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"the strict build failed:\n{result.stdout}{result.stderr}"
    assert not result.stderr, f"the strict build warned:\n{result.stderr}"
    return site


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the built site on this machine, under a sub-path."""
    from tests.site_server import serve_site

    with serve_site(built_site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A Chromium for all tests of the run (`playwright.sync_api.Browser`)."""
    from scripts.browser import open_browser

    with open_browser() as chromium:
        yield chromium


@pytest.fixture
def new_page(browser: object, site_url: str) -> Iterator[Callable]:
    """`new_page("policy/severity-levels/", width=320, color_scheme="dark")`: see tests/watched_page.py for all it takes."""
    from tests.watched_page import page_factory

    with page_factory(browser, site_url) as factory:
        yield factory


@pytest.fixture(scope="session")
def axe() -> Callable:
    """`axe(page)` fails on a violation of WCAG 2.2 AA or best practice; see `find_violations` for what else it takes."""
    from tests.watched_page import find_violations

    def assert_no_violation(page: object, *where: str, **what: str) -> None:
        violations = find_violations(page, *where, **what)
        assert not violations, "axe found:\n" + "\n".join(violations)

    return assert_no_violation
