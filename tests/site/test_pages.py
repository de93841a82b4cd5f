"""Both built sites as a whole: links, anchors, leftovers, and structure. `test_valid_html.py` asks the Nu checker for the rest."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def documents(shipped_site: Path, built_site: Path) -> dict[Path, object]:
    """Every page's parsed tree by its path."""
    return {path: html5lib.parse(path.read_bytes()) for site in (shipped_site, built_site) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def anchors(documents: dict[Path, object]) -> dict[Path, set[str]]:
    """What links to each page may name behind the #."""
    theme = {"__skip", "__search", "__drawer"}
    return {path: theme | {element.get("id") for element in tree.iter() if element.get("id")} for path, tree in documents.items()}


def test_no_page_shows_a_macro_that_was_not_rendered(documents: dict[Path, object]) -> None:
    left = {}
    for name, tree in documents.items():
        text = "".join(
            piece for element in tree.iter() if element.tag not in (f"{HTML}code", f"{HTML}script") for piece in own_text(element)
        )
        if found := re.search(r"\{\{.{0,60}|\{%.{0,60}|Macro Rendering Error", text):
            left[name] = found[0]
    assert not left


def test_components_stand_on_their_pages_as_they_were_drawn(shipped_site: Path, built_site: Path) -> None:
    """Markdown would write `hidden="hidden"`, and a mark stands for a component until its page is HTML."""
    pages = {path: path.read_text(encoding="utf-8") for site in (shipped_site, built_site) for path in site.rglob("*.html")}
    assert not {path: found[0] for path, html in pages.items() if (found := re.search('<!--kept|hidden="hidden"', html))}


def own_text(element: object) -> list[str]:
    children = [child.tail for child in element if child.tail]  # type: ignore[attr-defined]
    inside_code = element.tag in (f"{HTML}pre",)  # type: ignore[attr-defined]
    return [] if inside_code else [text for text in (element.text, *children) if text]  # type: ignore[attr-defined]


def test_every_link_and_anchor_inside_leads_somewhere(documents: dict[Path, object], anchors: dict[Path, set[str]]) -> None:
    dead = []
    for path, tree in documents.items():
        if path.name == "404.html":  # its links start at the site's address, which only the host knows
            continue
        parts = {each for part in tree.iter(f"{HTML}template") if part.get("id") == "search-parts" for each in part.iter()}
        for element in tree.iter():
            if element in parts:  # read from the site's root, wherever the page stands
                continue
            targets = {element.get(attribute) for attribute in ("href", "src")} - {None, ""}
            dead += [f"{path}: {target}" for target in targets if not leads_somewhere(path, target, anchors)]
    assert not dead, "\n".join(sorted(set(dead))[:40])


def leads_somewhere(page: Path, target: str, anchors: dict[Path, set[str]]) -> bool:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return True
    path = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if path.is_dir():
        path = path / "index.html"
    if path not in anchors:
        return path.is_file()
    return not parts.fragment or unquote(parts.fragment) in anchors[path]


def test_every_page_has_one_title_and_says_what_it_is_about(documents: dict[Path, object]) -> None:
    poor = []
    for name, tree in documents.items():
        headings = list(tree.iter(f"{HTML}h1"))
        described = [meta for meta in tree.iter(f"{HTML}meta") if meta.get("name") == "description" and meta.get("content")]
        if len(headings) != 1 or not described:
            poor.append(name)
    assert not poor


def test_headings_go_down_one_step_at_a_time(documents: dict[Path, object]) -> None:
    jumps = {}
    for name, tree in documents.items():
        article = next((element for element in tree.iter(f"{HTML}article")), None)
        levels = [
            int(element.tag[-1])
            for element in (article.iter() if article is not None else ())
            if re.fullmatch(re.escape(HTML) + "h[1-6]", str(element.tag))
        ]
        if any(after > before + 1 for before, after in pairwise(levels)):
            jumps[name] = levels
    assert not jumps


def test_nothing_is_called_from_a_third_party(documents: dict[Path, object]) -> None:
    called = []
    for name, tree in documents.items():
        for element in tree.iter():
            loads = element.get("src") if element.tag != f"{HTML}a" else None
            if element.tag == f"{HTML}link" and element.get("rel") in ("stylesheet", "preconnect", "icon", "modulepreload"):
                loads = element.get("href")
            if loads and urlsplit(loads).netloc:
                called.append(f"{name}: {loads}")
    assert not called


def test_no_page_of_ours_carries_inline_script_or_style(documents: dict[Path, object]) -> None:
    inline = []
    for name, tree in documents.items():
        article = next((element for element in tree.iter(f"{HTML}article")), None)
        for element in article.iter() if article is not None else ():
            handlers = [key for key in element.keys() if str(key).startswith("on")]  # noqa: SIM118 - an ElementTree element is no mapping
            script = element.tag == f"{HTML}script" and element.get("type") != "application/json"
            if handlers or script or element.tag == f"{HTML}style" or element.get("style"):
                inline.append(f"{name}: <{str(element.tag).removeprefix(HTML)}> {handlers} {element.get('style') or ''}")
    assert not inline, "\n".join(inline[:30])


BLOCKS = {
    f"{HTML}{name}" for name in ("caption", "dd", "div", "dt", "h2", "h3", "h4", "legend", "li", "option", "p", "summary", "td", "th", "tr")
}


def test_no_two_blocks_run_together_when_tags_are_dropped(documents: dict[Path, object]) -> None:
    """The theme lists a page's words for the search by dropping its tags: without a blank, two cells would be one word."""
    joined = {
        (name, f"{text_of(block)[-20:]}|{text_of(follower)[:20]}")
        for name, tree in documents.items()
        for article in tree.iter(f"{HTML}article")
        for parent in article.iter()
        for block, follower in pairwise(parent)
        if block.tag in BLOCKS and not block.tail and text_of(block)[-1:].strip() and text_of(follower)[:1].isalnum()
    }
    assert not joined


def text_of(element: object) -> str:
    return "".join(element.itertext())  # type: ignore[attr-defined]


def test_project_pages_are_left_out_of_a_published_site(built_site: Path, project_dir: Path) -> None:
    pages = [page.relative_to(project_dir / "docs") for page in (project_dir / "docs/contributing").rglob("*.md")]
    assert len(pages) > 10
    assert [page for page in pages if (built_site / page.with_suffix("") / "index.html").exists()] == []


def test_title_navigation_label_and_heading_are_the_same_words(
    documents: dict[Path, object], shipped_site: Path, built_site: Path, project_dir: Path
) -> None:
    """Two pages are exceptions: the home page asks how we can help, and the page for readers without a network is not in the navigation."""
    different = {}
    for name, tree in documents.items():
        title = text_of(next(tree.iter(f"{HTML}title")))
        heading = next((text_of(element) for element in tree.iter(f"{HTML}h1")), "").removesuffix("¶").strip()
        is_exception = name.name == "404.html" or name.parent in (shipped_site, built_site)
        if not is_exception and " - " in title and title.rpartition(" - ")[0] != heading:
            different[name] = (title, heading)
    assert different == {}
    nav = (project_dir / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    assert re.findall(r"- ([^:\n]+): \S+\.md$", nav, re.MULTILINE) == ["Home", "Glossary"]


def test_what_must_not_be_translated_says_so(shipped_site: Path, shipped: object) -> None:
    pages = [path.read_text(encoding="utf-8") for path in shipped_site.rglob("*.html")]
    codes = [tag for html in pages for tag in re.findall(r"<code\b[^>]*>", html)]
    assert codes
    assert [tag for tag in codes if 'translate="no"' not in tag] == []
    channels = shipped.channels.channels
    for words in (*(channel.address for channel in channels if channel.href), *(channel.bot_word for channel in channels)):
        assert not words or any(f' translate="no">{words}<' in html for html in pages), words


def test_the_address_does_not_follow_the_scrolling(shipped_site: Path) -> None:
    """The theme writes it a moment later: after a click meanwhile, the next page's address would get this page's fragment."""
    assert "navigation.tracking" not in (shipped_site / "index.html").read_text(encoding="utf-8")
