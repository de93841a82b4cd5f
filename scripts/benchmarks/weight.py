"""What a first visit loads, compressed, beside the same page on the bare theme."""

import tempfile
from pathlib import Path

from macros.commands.browser import open_browser
from scripts.benchmarks.measuring import print_table
from scripts.benchmarks.server import serve
from scripts.benchmarks.sites import ROOT, make_sites


def first_page(folder: str) -> str:
    """Return the address of the first page of a folder of pages, by name."""
    return f"{folder}/{min(page.stem for page in (ROOT / 'docs' / folder).glob('*.md') if page.stem != 'index')}/"


PAGES = {
    "home": "",
    "severity levels": "policy/severity-levels/",
    "classifier": "support/check-severity/",
    "ticket": "support/report-a-problem/",
    "troubleshooter": first_page("troubleshooting"),
    "article": first_page("knowledge-base"),
}


def measure(_runs: int, _sizes: list[int]) -> None:
    """Print requests and kilobytes of each page of PAGES on both sites, each with an empty cache."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        sites = make_sites(Path(name))
        built = {"portal": Path(name) / "portal", "bare": Path(name) / "bare-site"}
        sites.build_full(built["portal"])
        sites.build_bare(built["bare"])
        loaded = {kind: load_pages(site) for kind, site in built.items()}
    rows = [
        (page, *(f"{count} / {size / 1000:.0f}" for count, size in (loaded["portal"][page], loaded["bare"][page])),
         f"{(loaded['portal'][page][1] - loaded['bare'][page][1]) / 1000:+.0f}")
        for page in PAGES
    ]  # fmt: skip
    print_table("Weight of a first visit, gzip: requests / KB", ("page", "portal", "bare theme", "difference (KB)"), rows)


def load_pages(site: Path) -> dict[str, tuple[int, int]]:
    """Return how many requests and bytes each page takes in a new browser window."""
    loaded = {}
    for page, path in PAGES.items():
        with serve(site) as (url, sent), open_browser() as browser:
            window = browser.new_page(service_workers="block")
            window.goto(url + path, wait_until="networkidle")
            loaded[page] = (len(sent), sum(sent.values()))
    return loaded
