"""The content security policy as it is computed."""

from __future__ import annotations

import pytest

from macros.portal import Portal
from macros.publish.content_policy import hash_script, list_directives, list_inline_scripts


def test_a_script_is_allowed_by_the_hash_that_browsers_compute() -> None:
    # the example of the standard: Content Security Policy Level 2, section 7.17.2
    assert hash_script("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>a()</script>", ["a()"]),
        ('<SCRIPT type="module">\nb()\n</SCRIPT>', ["\nb()\n"]),
        ('<script src="x.js"></script>', []),
        ('<script type="application/json">{"a": 1}</script>', []),
        ('<script type="application/ld+json">{}</script><script>c()</script>', ["c()"]),
    ],
)
def test_only_what_a_browser_runs_counts(html: str, found: list[str]) -> None:
    assert list_inline_scripts(html) == found


def test_a_browser_may_ask_the_status_host_only_when_the_facts_say_so(portal: Portal) -> None:
    assert portal.status is not None
    reach = portal.status.reach.model_copy(update={"transport": "browser", "endpoint": "https://status.example.com:8443/api/v2?x=1"})
    asking = portal.status.model_copy(update={"reach": reach})
    assert list_directives([], asking)["connect-src"] == "'self' https://status.example.com:8443"
    snapshot = asking.model_copy(update={"reach": reach.model_copy(update={"transport": "snapshot"})})
    assert list_directives([], snapshot)["connect-src"] == "'self'"
    assert list_directives([], None)["connect-src"] == "'self'"
