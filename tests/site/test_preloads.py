"""A page names beforehand the modules that its components will ask for: those, and no others."""

import re

from macros.publish.modules import list_imports


def read_preloads(site, page):
    html = (site / page / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<link rel="modulepreload" fetchpriority="low" href="((?:\.\./)*)([^"]+)"', html)
    assert html.index('rel="modulepreload"') < html.index('http-equiv="Content-Security-Policy"') < html.index("<script")
    assert all((site / page / up).resolve() == site.resolve() for up, _ in found)
    return [name for _, name in found]


def test_a_component_is_named_with_all_it_imports(built_site):
    named = read_preloads(built_site, "support/check-severity")
    assert "assets/severity-classifier.mjs" in named
    for name in named:
        assert list_imports((built_site / name).read_bytes(), name) <= set(named)
    assert len(named) == len(set(named))


def test_a_page_without_components_names_only_its_own_scripts(built_site):
    named = read_preloads(built_site, "contributing/writers-guide")
    assert {"assets/portal.mjs", "assets/search-box.mjs"} <= set(named)
    assert all(name == "assets/portal.mjs" or "search" in name for name in named)


def test_the_themes_script_is_named_too_and_nothing_before_a_style(built_site):
    for page in built_site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        if "bundle." not in html:
            continue
        assert re.search(r'<link rel="preload" as="script" fetchpriority="low" href="[^"]*bundle\.[0-9a-f]+\.min\.js">', html), page
        assert html.rindex('rel="stylesheet"') < html.index('rel="preload"'), page
        names = re.findall(r'<link rel="(?:module)?preload"[^>]* href="([^"]+)"', html)
        assert len(names) == len(set(names)), page


def test_what_comes_later_is_not_named():
    module = b'import { a } from "./a.mjs";\nexport { b } from "./b/b.mjs";\nconst later = () => import("./later.mjs");\n'
    assert list_imports(module, "assets/x.mjs") == {"assets/a.mjs", "assets/b/b.mjs"}
