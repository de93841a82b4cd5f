"""What our part adds to the bytes of a page, compressed, on top of the theme and the page's own words."""

import gzip
import re
import tempfile
from pathlib import Path

from scripts.bench.measuring import judge, print_table, run_build, run_engine
from scripts.bench.variants import make_bare, make_ours, strip_macros

PAGE = "policy/severity-levels/index.html"
LIMIT = 15.0
THEME_FOLDERS = ("stylesheets/", "javascripts/")


def measure(_runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = make_ours(folder / "ours")
        bare = make_bare(folder / "bare", strip_macros(folder / "ours" / "docs", folder / "stripped"))
        run_build(ours, folder / "site")
        run_engine(bare, folder / "bare-site")
        page = folder / "site" / PAGE
        html = compress(page) - compress(folder / "bare-site" / PAGE)
        styles = sum(map(compress, find_styles(page)))
        scripts = sum(map(compress, find_scripts(page, folder / "site" / "assets")))
    total = (html + styles + scripts) / 1024
    row = (PAGE, *(f"{part / 1024:.1f}" for part in (html, styles, scripts)), f"{total:.1f}", LIMIT, judge(total, LIMIT))
    header = ("page", "HTML (KB)", "CSS (KB)", "JS (KB)", "all (KB)", "at most", "kept")
    print_table("Page weight of our own part, gzip", header, [row])


def compress(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def find_styles(page: Path) -> list[Path]:
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.read_text(encoding="utf-8"))
    return [page.parent / link for link in links if not any(folder in link for folder in THEME_FOLDERS)]


def find_scripts(page: Path, assets: Path) -> set[Path]:
    """Return our modules that the page loads: those it names, those of its elements, and what they import."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(r'<script src="[^"]*?([\w-]+\.mjs)"', text)
    elements = [f"{tag}.mjs" for tag in set(re.findall(r"<([a-z]+(?:-[a-z]+)+)", text))]
    waiting, found = [assets / name for name in (*named, *elements)], set()
    while waiting:
        module = waiting.pop()
        if module in found or not module.is_file():
            continue
        found.add(module)
        imported = re.findall(r'\b(?:import|export)\b[^;()]*?"\./([\w-]+\.mjs)"', module.read_text(encoding="utf-8"))
        waiting += [module.parent / name for name in imported]
    return found
