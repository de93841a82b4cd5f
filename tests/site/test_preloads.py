"""A page names beforehand the modules that its components will ask for: those, and no others."""

import re

from macros.publish.modules import list_imports


def read_preloads(site, page):
    html = (site / page / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<link rel="modulepreload" fetchpriority="low" href="((?:\.\./)*)([^"]+)"', html)
    assert all((site / page / up).resolve() == site.resolve() for up, _ in found)
    return [name for _, name in found]


def test_a_component_is_named_with_all_it_imports(built_site):
    named = read_preloads(built_site, "support/classify")
    assert "assets/severity-classifier.mjs" in named
    for name in named:
        assert list_imports((built_site / name).read_bytes(), name) <= set(named)
    assert len(named) == len(set(named))


def test_a_page_without_components_names_none(built_site):
    assert read_preloads(built_site, "contributing/writers-guide") == []


def test_what_comes_later_is_not_named():
    module = b'import { a } from "./a.mjs";\nexport { b } from "./b/b.mjs";\nconst later = () => import("./later.mjs");\n'
    assert list_imports(module, "assets/x.mjs") == {"assets/a.mjs", "assets/b/b.mjs"}
