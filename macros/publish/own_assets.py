"""Send our own scripts and style sheets without what only their writers read: comments, indentation, spare blanks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

MINIFIERS = {".mjs": jsmin, ".js": jsmin, ".css": cssmin}


def minify_assets(site_dir: Path, *sources: Path) -> None:
    """Shorten, below `site_dir`, each script and style sheet that a folder of `sources` holds under the same address.

    What the theme or another library brings is left as it is. Doing it twice changes nothing more.
    """
    for path in list_own(site_dir / "assets", *sources):
        path.write_text(minify(path.read_text(encoding="utf-8"), path.suffix), encoding="utf-8")


def minify(text: str, suffix: str) -> str:
    """Return a script or a style sheet (`suffix` names which) that does the same in fewer bytes; names stay as written."""
    return MINIFIERS[suffix](text)


def list_own(assets: Path, *sources: Path) -> Iterator[Path]:
    """The published files that were written in `sources`, in a fixed order."""
    written = {path.relative_to(source) for source in sources for path in source.rglob("*") if path.suffix in MINIFIERS}
    return (assets / name for name in sorted(written) if (assets / name).is_file())
