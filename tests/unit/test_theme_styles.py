"""What is left of the theme's style sheets: all that a site can show, nothing that it cannot, and what is not understood."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.publish.site import Site
from macros.publish.theme_styles import Names, shorten, shorten_theme_styles

TAGS = """<body dir="ltr" data-md-color-scheme="slate"> <p class="md-note" id="first"> <kbd>"""
SCRIPT = """add("md-tag--"+kind); box.dataset.mdState="open"; h("details",{class:"md-tip"})"""


def shorten_one(sheet: str, *others: str, script: str = SCRIPT) -> str:
    return shorten([sheet], list(others), Names([TAGS, script]))[0]


@pytest.mark.parametrize(
    "rule",
    [
        ".md-note{color:red}",
        "#first,body kbd::before{color:red}",
        "[data-md-color-scheme=slate] p{color:red}",
        "[dir=ltr]:not(.md-missing) p:is(.md-missing,.md-note){color:red}",
        "details.md-tip{color:red}",
        ".md-tag--video{color:red}",
        "[data-md-state]{color:red}",
        "@media print{.md-note{color:red}}",
        "@supports (a:b){@media print{.md-note{color:red}}}",
        '@charset "UTF-8";*{color:red}',
        "@keyframes md-missing{0%{opacity:0}to{opacity:1}}",
        "@font-face{font-family:x;src:url(x)}",
        '.md-note{--md-read:url("data:image/svg+xml;a;b}");mask:var(--md-read)}',
        "p{color:red}}p{color:blue}",
        "@media print{p{color:red}.}",
        "p{color:red",
        r".md\:missing{color:red}",
    ],
)
def test_a_rule_that_may_match_stays_as_it_is(rule: str) -> None:
    assert shorten_one(rule).rstrip("}") == rule.rstrip("}")


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".md-missing{color:red}", ""),
        (".md-note,.md-note .md-missing,p{color:red}", ".md-note,p{color:red}"),
        ("[data-md-color-scheme=default] p{color:red}", ""),
        ("iframe{color:red}#second{color:red}", ""),
        ("@media print{.md-missing{color:red}}", ""),
        ("/* about */ p { color : red ; }", "p{color : red}"),
        ("p{}", ""),
        (":root{--md-alone:1px;--md-read:2px}p{width:var(--md-read)}", ":root{--md-read:2px}p{width:var(--md-read)}"),
        (":root{--md-one:1px;--md-two:var(--md-one);--md-three:var(--md-two)}", ""),
        (":root{--md-one:1px}.md-missing{width:var(--md-one)}", ""),
    ],
)
def test_what_cannot_match_or_is_never_read_goes(sheet: str, left: str) -> None:
    assert shorten_one(sheet) == left


def test_what_another_sheet_or_a_script_reads_stays() -> None:
    sheet = ":root{--md-one:1px;--md-two:2px;--md-three:3px}"
    assert shorten_one(sheet, "p{width:var(--md-one)}", script="style.getPropertyValue('--md-two')") == ":root{--md-one:1px;--md-two:2px}"


def test_tags_and_scripts_of_pages_are_read_and_their_text_is_not_wherever_the_site_lies(tmp_path: Path) -> None:
    folder = tmp_path / "assets/javascripts/lunr/site"
    files = {
        "index.html": "<link href=assets/stylesheets/main.00000000.min.css><p title='a > b' class=md-tag>md-text</p><script>add('md-inline')</script>",
        "assets/stylesheets/main.00000000.min.css": ".md-tag,.md-inline,.md-own,.md-word,.md-text,.md-nowhere{color:red}",
        "assets/own.mjs": "add('md-own')",
        "assets/javascripts/lunr/min/lunr.xx.js": "'md-word'",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shorten_theme_styles(Site(folder, folder, "", "x", "x", True, Mock(), 0))
    (sheet,) = folder.rglob("*.css")
    assert sheet.read_text(encoding="utf-8") == ".md-tag,.md-inline,.md-own{color:red}"
    assert sheet.name in (folder / "index.html").read_text(encoding="utf-8")


NAMES = st.sampled_from(("a", "b", "md-x", "md-y", "z_z", "é"))


@given(st.sets(NAMES), st.lists(st.lists(st.lists(NAMES, min_size=1), min_size=1), max_size=8))
def test_exactly_the_selectors_of_known_names_stay(known: set[str], rules: list[list[list[str]]]) -> None:
    sheet = "".join(",".join("".join(f".{name}" for name in parts) for parts in selectors) + "{color:red}" for selectors in rules)
    kept = [[parts for parts in selectors if all(name in known or name == "é" for name in parts)] for selectors in rules]
    left = "".join(
        ",".join("".join(f".{name}" for name in parts) for parts in selectors) + "{color:red}" for selectors in kept if selectors
    )
    assert shorten([sheet], [], Names([" ".join(sorted(known))]))[0] == left


@given(st.text(alphabet="ab.#:;,{}()[]\"'@/*\\ \n-", max_size=60))
def test_any_sheet_is_read_and_what_follows_a_whole_rule_does_not_lose_it(sheet: str) -> None:
    assert shorten([f".a{{color:red}}{sheet}"], [], Names(["a b"]))[0].startswith(".a{color:red}")
