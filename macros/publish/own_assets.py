"""Send our own scripts and style sheets: without what only their writers read, and never a new module with an old one.

Each import says the version of all scripts (`./clock.js?v=1a2b3c4d`). So neither a browser's cache nor a page that was
left open while the site changed puts modules of two versions together: a new module brings its own.
"""

import hashlib
import re
from collections.abc import Container
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from ..engine import COMPONENTS as OURS
from ..sources.problems import Problem, ProblemsFound
from .site import Site

COMPONENTS = "components"  # where MkDocs copies them to, below the site
_BARE_PSEUDO = re.compile(r" (?=:(?:is|not|where|has)\()")
_IMPORT = re.compile(r'(?<=")(\.{1,2}/[\w./-]+\.js)(?=")')
# In a page: a module, and the search worker, which the theme's configuration names.
_SCRIPT = re.compile(r'components/([\w/-]+\.js)(?=["#])')


def minify_css(text: str) -> str:
    """Return a style sheet without its blanks; inside `@container`, rcssmin drops that of `.a :is(b)` too, so that it needs a name."""
    return str(cssmin(_BARE_PSEUDO.sub(" *", text)))


MINIFIERS = {".js": jsmin, ".css": minify_css}


def copy_assets(site: Site, below: str = "") -> None:
    """Copy our files for a site that has none of our overrides. Raises `ProblemsFound` for each that is the site's own by its name."""
    version = name_version()
    problems = []
    for name, text in _read_texts().items():
        target = site.folder / COMPONENTS / name
        if not name.as_posix().startswith(below):
            continue
        if target.is_file() and target.read_bytes() not in (text, prepare(text.decode(), name, version).encode()):
            place = f"{COMPONENTS}/{name.as_posix()}"
            problems.append(Problem(place, 1, 1, "", "a file of the site's own", "another name: a component is loaded from here"))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
    if problems:
        raise ProblemsFound(problems)


def send_own_assets(site: Site) -> None:
    """Shorten each published file that is ours, byte for byte, and let imports and pages name the version of the scripts.

    A file of the theme, or that another site wrote under the same name, is left as it is.
    """
    texts = _read_texts()
    site.scripts_version = name_version()
    for name, text in texts.items():
        published = site.folder / COMPONENTS / name
        if published.is_file() and published.read_bytes() == text:
            published.write_text(prepare(text.decode(), name, site.scripts_version), encoding="utf-8")
    ours = {name.as_posix() for name in texts}
    for page in site.pages:
        page.html = _name_version(page.html, ours, site.scripts_version)
        page.foot = [_name_version(part, ours, site.scripts_version) for part in page.foot]


def _read_texts() -> dict[Path, bytes]:
    return {path.relative_to(OURS): path.read_bytes() for path in sorted(OURS.rglob("*")) if path.suffix in MINIFIERS}


def name_version() -> str:
    """Return a name for exactly these scripts and styles."""
    return hashlib.sha256(b"\0".join(_read_texts().values())).hexdigest()[:8]


def prepare(text: str, name: Path, version: str) -> str:
    """Return a script or a style sheet of ours that does the same in fewer bytes, and whose imports name the version."""
    short = MINIFIERS[name.suffix](text)
    return (
        short
        if name.suffix == ".css"
        else _IMPORT.sub(lambda found: found[0] + (f"?v={version}" if _is_ours(name, found[0]) else ""), short)
    )


def _is_ours(name: Path, said: str) -> bool:
    """Whether a script names another one of ours, and not what the build writes elsewhere."""
    return OURS in (OURS / name.parent / said).resolve().parents


def _name_version(html: str, ours: Container[str], version: str) -> str:
    return _SCRIPT.sub(lambda found: found[0] + (f"?v={version}" if found[1] in ours else ""), html)
