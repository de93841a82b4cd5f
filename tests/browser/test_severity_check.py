"""The severity check on other sites: whatever a page does to what is around it, it looks and answers as on the portal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.portal import Portal
from macros.publish.severity_check import join_styles, make_script, write_severity_check
from macros.publish.site import Site
from tests.company import DOCS, place_in
from tests.site_server import serve_site

CHECK = '<severity-check id="one"></severity-check>'
HOSTILE_STYLES = """<style>
* { all: unset !important; font-size: 3px !important; color: lime !important; letter-spacing: 9px !important }
html { font-size: 60px } body { text-transform: uppercase; white-space: pre; line-height: 4; direction: rtl }
input, button, p, a, label, fieldset { display: none !important }
</style>"""
OLD_GLOBALS = """<script>
Object.prototype.extend = function () {}; Array.prototype.each = function () {}; Array.prototype.toJSON = () => "no";
window.$ = window.jQuery = () => { throw new Error("jQuery"); };
window.define = () => { throw new Error("amd"); }; define.amd = {}; window.module = {}; window.exports = {};
for (const name of ["root", "DAY", "index", "sum", "published", "follow", "make"]) window[name] = "taken";
addEventListener("submit", () => { window.submitted = true; }, true);
</script>"""
BOX = '<div style="height: 300px; overflow: auto">'
# What stands in the head, around the element, and the policy of the page. `{origin}` is the portal's.
HOSTS = {
    "styles that undo all": ("en", HOSTILE_STYLES, f"<main>{CHECK}</main>", ""),
    "from right to left, in huge letters": (
        "he",
        "<style>html { font-size: 50px } body { direction: rtl; font: bold 3rem/1 serif }</style>",
        f"<div style='inline-size: 420px'>{CHECK}</div>",
        "",
    ),
    "a strict policy": (
        "en",
        "",
        CHECK,
        "default-src 'none'; script-src {origin}/help/check/; style-src 'self'; form-action 'none'; require-trusted-types-for 'script'",
    ),
    "old globals, in a form": (
        "en_US",
        OLD_GLOBALS,
        f"<form action='/buy' style='display: flex; inline-size: 600px'><input name='link'>{CHECK}<button>Buy</button></form>",
        "",
    ),
    "two, in a box, by two scripts": (
        "",
        "<script src='{script}'></script>",
        f"{BOX}{CHECK}</div><div style='float: left'><severity-check></severity-check></div>",
        "",
    ),
}
LOOKS = """() => {
  const shown = document.querySelector("#one").shadowRoot.querySelector(".act__do");
  const { fontSize, color, letterSpacing, direction, textTransform } = getComputedStyle(shown);
  return [fontSize, color, letterSpacing, direction, textTransform];
}"""
RESULTS = """sets => {
  const check = document.querySelector("severity-check");
  const told = [];
  check.addEventListener("result", ({ detail }) => told.push(detail));
  for (const vector of sets) check.setAttribute("vector", vector);
  return told;
}"""


@pytest.fixture(scope="module")
def hosts(site_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address below which each of `HOSTS` is served, on another origin."""
    folder = tmp_path_factory.mktemp("hosts")
    script, origin = f"{site_url}check/severity-check.js", site_url.removesuffix("/help/")
    for number, (language, head, body, policy) in enumerate(HOSTS.values()):
        said = f'<meta http-equiv="content-security-policy" content="{policy.format(origin=origin)}">' if policy else ""
        head = f'<meta charset="utf-8"><title>Host</title>{said}{head.replace("{script}", script)}<script src="{script}"></script>'
        html = f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
    with serve_site(folder) as url:
        yield url


@pytest.fixture
def open_host(browser: Browser, site_url: str, hosts: str) -> Iterator[Callable[[str], Page]]:
    """Open one of `HOSTS`, which must neither complain nor ask for anything but the one script."""
    contexts, found = [], []

    def open_page(name: str) -> Page:
        address = f"{hosts}{list(HOSTS).index(name)}.html"
        context = browser.new_context(timezone_id="Asia/Tokyo")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: found.append(message.text) if "favicon" not in message.location["url"] else None)
        page.on("pageerror", lambda error: found.append(str(error)))
        expected = (address, f"{site_url}check/severity-check.js")
        page.on("request", lambda request: found.append(request.url) if request.url not in expected else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert found == []


def answer(page: Page, *answers: str) -> None:
    for each in answers:
        page.locator(f"#one label:has(input[value={each}])").click()


@pytest.mark.parametrize("name", HOSTS)
def test_on_a_hostile_page_it_is_answered_as_on_the_portal(open_host: Callable[[str], Page], name: str, axe: Callable) -> None:
    page = open_host(name)
    page.evaluate("addEventListener('result', event => { window.result = event.detail; })")
    answer(page, "all", "hut")
    page.evaluate("{ const one = document.querySelector('#one'), { parentNode } = one; one.remove(); parentNode.append(one); }")
    answer(page, "nothing")
    title = page.locator("#one [data-slot=title]")
    expect(title).to_be_focused()
    expect(title).to_contain_text("S2 Severe")
    expect(page.locator("#one [data-slot=vector]")).to_have_text("CHECK:1/link:all/whose:hut/began:nothing")
    told = page.evaluate("result.vector + ' ' + result.level + ' ' + result.category + ' ' + result.actions[0].href")
    assert re.match(r"CHECK:1/link:all/whose:hut/began:nothing s2 \S+ (tel|sms|mailto|http)", told), told
    looks = page.evaluate(LOOKS)
    assert looks == ["16px", "rgb(30, 33, 41)", "normal", "ltr", "none"]
    assert page.locator("#one [data-slot=announce]").evaluate("each => each.offsetWidth") <= 1, "what is for ears alone isn't seen"
    widths = page.evaluate("[...document.querySelectorAll('severity-check')].map(each => each.offsetWidth)")
    assert min(widths) > 280, widths
    assert page.url.endswith(".html")
    assert not page.evaluate("window.submitted"), "no form of the page around it was sent"
    if name.startswith("two"):
        expect(page.locator("severity-check").last.locator("fieldset[data-question=link]")).to_be_visible()
        axe(page, "severity-check")


def test_it_answers_the_whole_table_as_the_engine_does(open_host: Callable[[str], Page], portal: Portal) -> None:
    table = portal.severity_table
    sets = [table.when(row) for row in table.rows]
    sets += [{**answers, list(answers)[-1]: "unsure"} for answers in sets]
    page = open_host("two, in a box, by two scripts")
    vectors = ["/".join(f"{question}:{answer}" for question, answer in answers.items()) for answers in sets]
    told = iter(page.evaluate(RESULTS, vectors))
    for answers in sets:
        asked, missing = table.follow(answers)
        if missing is None:
            given = {question: answers[question] for question in asked}
            result, found = table.look_up(given), next(told)
            assert (found["levels"], found["categories"]) == (list(result.levels), list(result.categories)), answers
            assert found["vector"].split("/")[1:] == [f"{question}:{answer}" for question, answer in given.items()]
            single = [each[0] if len(each) == 1 else None for each in (result.levels, result.categories)]
            assert [found["level"], found["category"]] == single, answers
            assert bool(found["actions"]) == bool(result.levels), answers
            assert found["link"].endswith(f"/support/check-severity/?vector={found['vector']}")
    assert next(told, None) is None


def test_an_address_that_may_be_kept_holds_the_same_script(built_site: Path) -> None:
    (kept,) = (built_site / "check").glob("v-*.js")
    text = kept.read_text(encoding="utf-8")
    assert (built_site / "check" / "severity-check.js").read_text(encoding="utf-8") == text
    assert not (built_site / "components" / "severity-check").exists(), "no page of the portal needs what it is made of"
    assert "check/v-" in (built_site / "_headers").read_text(encoding="utf-8")
    assert not [word for word in ("innerHTML", "localStorage", "sessionStorage", "fetch(", "import(", "eval(") if word in text]


def test_the_script_of_any_site_has_its_language_both_palettes_and_no_numbers_of_facts(tmp_path: Path, portal: Portal) -> None:
    site = Site(tmp_path, DOCS, "", "Help", "", False, portal, language="ar", addresses=place_in(DOCS).addresses)
    text = make_script(portal, site)
    assert '({"root":"..","page":"./support/check-severity/",' in text, "found from the script where nobody has said where it stands"
    assert '"content":["div",{"class":"check","lang":"ar","dir":"rtl"}' in text
    assert "data-facts" not in text
    palettes = re.findall(r"([^{}]*)\{[^{}]*--portal-paper:(#\w+)", join_styles())
    light, dark = palettes[0][1], palettes[1][1]
    assert palettes == [(".check,.check", light), (':host([scheme="dark"]) .check', dark), (':host([scheme="auto"]) .check', dark)]
    site.portal = portal.model_copy(update={"pages": portal.pages.model_copy(update={"severity_check": None})})
    write_severity_check(site)
    assert not [*tmp_path.iterdir()], "there is no page that shows the whole result"
