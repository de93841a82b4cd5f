"""The portal's macros and build hooks. Besides `guest.py`, the only module that knows MkDocs.

mkdocs-macros calls `define_env` before MkDocs touches a file, and `on_post_build` after the last page is written. Both run
the same whoever starts MkDocs, so `mkdocs build` and `./scripts/build` write the same site.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import ExitStack
from functools import lru_cache, partial
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.exceptions import PluginError

from . import guest
from .checks import check_project
from .engine import OVERRIDES, Failed
from .facts.articles import Article
from .facts.site import PagesFile
from .facts.status import read_from_host
from .portal import Portal, read_languages
from .publish import publish
from .publish.site import AtAnyDepth, BuiltPage, Site, base_path_of
from .publish.source_date import last_changes, set_source_date
from .search.documents import LISTING
from .sources.problems import ProblemsFound
from .steps import step
from .views import MACROS, draw, starts_a_block
from .views.articles import article_lead, article_navigation, name_topics
from .views.components import PageContext, render
from .views.organisation import describe_feet

_KEPT = re.compile(r"<!--kept \d+-->")
_ID = re.compile(r'\bid="([^"]+)"')


def define_env(env: Any) -> None:
    """Check all facts and pages, and register every macro. Raises `PluginError` with every problem at once."""
    docs_dir = Path(env.conf["docs_dir"])
    env.portal, env.guest, env.drawing, env.kept = None, None, ExitStack(), {}
    env.languages = read_languages(docs_dir / "_data")

    def place_of(page: Any) -> PageContext:
        url, pages = page.url if page else "", env.portal.pages if env.portal else PagesFile()
        place = docs_dir, url, _addresses(env), _is_preview(env), pages, _language(env)
        return PageContext(*place) if page else AtAnyDepth(*place, base_path_of(env.conf["site_url"]))

    def draw_around(template: str, page: Any = None, **context: Any) -> str:
        return render(template, {"page": page, **context}, place_of(page))

    def call(name: str, *arguments: Any, **options: Any) -> str:
        html = draw(name, _facts(env), place_of(env.page), *arguments, **options)
        return html if env.guest or not starts_a_block(html) else _keep(env, html)

    if env.conf["extra"].get("portal") is not True:
        env.guest = guest.enter(env, call)
        env.portal, env.search = env.guest.portal, env.guest.search
        # Once all macros of the site are known, and before the first file is touched.
        env.conf["plugins"].events["pre_build"].append(lambda config: guest.check_all(env, env.guest))  # noqa: ARG005
        return
    _dress(env.conf)
    try:
        set_source_date(Path(env.project_dir))
    except Failed as problem:
        raise PluginError(str(problem)) from None
    env.conf["extra"]["draw"] = draw_around  # for the theme's templates
    with step("Check facts and pages"):
        portal, problems = check_project(docs_dir, None)
    guest.refuse(problems)
    assert portal, "what a portal lacks is an error"
    if portal.status and (host := os.environ.get("PORTAL_STATUS_HOST")):
        portal = portal.model_copy(update={"status": read_from_host(portal.status, host)})
    env.portal, env.search = portal, portal.search
    env.conf["extra"]["foot"] = describe_feet(portal, last_changes(docs_dir))
    if env.conf["nav"]:
        _extend_navigation(env, portal)

    for name in MACROS:
        env.macro(partial(call, name), name)
    env.conf["plugins"].events["page_content"].insert(0, partial(_put_back, env))
    env.drawing.enter_context(step("Draw the pages"))


def _keep(env: Any, html: str) -> str:
    """Return what stands for a component until its page is no Markdown any more: to parse its HTML again took a tenth of a build."""
    mark = f"<!--kept {len(env.kept)}-->"
    env.kept[mark] = html
    return mark


def _put_back(env: Any, html: str, page: Any, **_: Any) -> str:
    """Return the HTML of a page with its components, and tell MkDocs which anchors they bring."""
    whole = _KEPT.sub(lambda found: env.kept.get(found[0], found[0]), html)
    page.present_anchor_ids |= set(_ID.findall(whole))
    return whole


def _dress(conf: Any) -> None:
    """Give a site that is a portal our templates, scripts and styles; its own `custom_dir` comes before them."""
    from mkdocs.config.config_options import ExtraScript  # slow to import, and only a build is dressed

    theme = conf["theme"]
    if str(OVERRIDES) in theme.dirs:  # in the build of its next language
        return
    theme.dirs.insert(1 if theme.custom_dir else 0, str(OVERRIDES))
    conf["extra_css"][:0] = [f"components/portal/{name}.css" for name in ("portal", "site")]
    conf["extra_javascript"].insert(0, ExtraScript().validate({"path": "components/portal/portal.js", "type": "module"}))


def _extend_navigation(env: Any, portal: Portal) -> None:
    """Add the articles in their groups below the knowledge base's index, and in a preview what only writers see."""
    nav = env.conf["nav"]
    for entry in nav:
        for pages in entry.values() if isinstance(entry, dict) else ():
            if isinstance(pages, list) and Article.index_page() in pages:
                pages += article_navigation(portal, repr(nav))
    for language in _i18n(env).config.languages if _i18n(env) else ():
        theirs = env.languages.get(language.locale)
        language.nav_translations = name_topics(portal, theirs) | (language.nav_translations or {}) if theirs else language.nav_translations
    if _is_preview(env):
        nav += [entry for entry in env.conf["extra"].get("preview_nav", []) if entry not in nav]


def on_pre_page_macros(env: Any) -> None:
    """Put the page of one day's changes below the list of them all: the menu has no entry for each day, and leads back all the same."""
    page, listed = env.page, env.portal.pages.changes if env.portal else None
    if listed and page.parent is None and PurePosixPath(page.file.src_uri).parent == PurePosixPath(listed).parent / "changes":
        page.parent = next((each for each in env.variables["navigation"].pages if each.file.src_uri == listed), None)


def on_post_page_macros(env: Any) -> None:
    """Lead from below an article's summary, its first paragraph, to its troubleshooters."""
    if env.guest or env.page.meta.get("kind") != "article":
        return
    summary, _, rest = env.markdown.strip().partition("\n\n")
    context = article_lead(_facts(env), Path(env.page.file.src_uri).name.split(".")[0])
    lead = env.conf["extra"]["draw"]("article-lead.html", env.page, **context)
    env.markdown = f"{summary}\n\n{lead.strip()}\n\n{rest}"


def on_post_build(env: Any) -> None:
    """Run the steps of publishing over the built site. Raises `PluginError` with every problem that only a built page shows."""
    env.drawing.close()
    if env.guest:
        guest.refuse(env.guest.refused)
    docs_dir, site_dir = Path(env.conf["docs_dir"]), Path(env.conf["site_dir"])
    site = Site(
        folder=site_dir,
        docs_dir=docs_dir,
        url=env.conf["site_url"] or "",
        name=env.conf["site_name"],
        description=env.conf["site_description"] or env.conf["site_name"],
        preview=_is_preview(env),
        portal=_facts(env),
        search=env.search,
        language=_language(env),
        guest=env.guest.settings if env.guest else None,
        drawn=env.guest.drawn if env.guest else {},
        addresses=_addresses(env),
        listing=json.loads(listing.read_text(encoding="utf-8")) if (listing := site_dir / LISTING).is_file() else None,
    )
    pages = {Path(file.abs_dest_path): file.page for file in env.variables["files"].documentation_pages() if file.page}
    # The default language comes first, and with it what no writer wrote; the others lie below it, and add their pages.
    built = env.built = [*getattr(env, "built", [])] if len(_languages(env)) > 1 else []
    places = [page.file.src_uri for page in env.variables["navigation"].pages]
    site.pages += [_built_page(site, path, pages.get(path), places) for path in sorted(pages if built else site_dir.rglob("*.html"))]
    built.append(site)
    if len(built) < len(_languages(env)):
        return
    env.built = []
    try:
        with step("Index and publish the pages"):
            publish(built)
    except ProblemsFound as found:
        raise PluginError("\n" + str(found)) from None


def _i18n(env: Any) -> Any:
    """Return the plugin that builds several languages, or None."""
    return env.conf["plugins"].get("i18n")


def _languages(env: Any) -> list[str]:
    """Return the languages that one build makes, with the plugin for it; one without."""
    plugin = _i18n(env)
    return plugin.build_languages if plugin else [_language(env)]


def _addresses(env: Any) -> dict[str, str]:
    """Return where each page is in the language that is built; none before MkDocs knows its files."""
    plugin = _i18n(env)
    return _list_addresses(env.variables.get("files", ()), plugin.current_language if plugin else "")


@lru_cache(maxsize=1)  # asked for each component of each page
def _list_addresses(files: Any, language: str) -> dict[str, str]:
    """The plugin for several languages keeps their pages apart by `.de` before `.md`, or by a folder `de`."""
    pages = files.documentation_pages() if files else ()
    addresses = {file.src_uri: file.url.removeprefix("./") for file in pages}
    if not language:
        return addresses
    return {
        path.removeprefix(f"{language}/").removesuffix(".md").removesuffix(f".{language}") + ".md": at for path, at in addresses.items()
    }


def _built_page(site: Site, path: Path, page: Any, places: list[str]) -> BuiltPage:
    html = path.read_text(encoding="utf-8")
    if page is None:
        return BuiltPage(path, path.relative_to(site.folder).as_posix(), html, language=site.language)
    headings = page.toc.items if page.toc else []
    title = unescape(headings[0].title) if headings and headings[0].level == 1 else str(page.title)
    address, source = page.url.removeprefix("./"), page.file.src_uri
    place = places.index(source) if source in places else len(places)
    section = page.parent.title if page.parent else ""
    return BuiltPage(path, address, html, source, title, page.content or "", page.meta, site.language, place, section)


def _facts(env: Any) -> Any:
    """Return the facts in the language that the theme speaks by now: a plugin for several languages sets it after `define_env`."""
    return env.languages.get(_language(env), env.portal)


def _language(env: Any) -> str:
    return str(env.conf["theme"].get("language") or "en")


def _is_preview(env: Any) -> bool:
    return bool((env.conf["extra"] or {}).get("preview"))
