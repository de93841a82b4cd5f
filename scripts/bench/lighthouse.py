"""Lighthouse's scores, mobile profile, of the portal's pages and of the same pages on the bare theme."""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from scripts.bench.measuring import judge, print_table
from scripts.bench.served_pages import PAGES, NoServer, serve_both

VERSION = "12.8.2"
ROOT = Path(__file__).resolve().parents[2]
CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


def measure(runs: int) -> None:
    """Print the median scores of `runs` runs for each page, both sites by turns."""
    from scripts.browser import provide_browser

    tool = fetch_lighthouse()
    if tool is None:
        print("lighthouse: node and npm are needed, and the npm registry the first time.")
        return
    os.environ["CHROME_PATH"] = os.environ.get("PORTAL_CHROMIUM") or provide_browser()
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            with serve_both(Path(folder)) as addresses:
                for page, path in PAGES.items():
                    scores = {name: [] for name in addresses}
                    for _ in range(runs):
                        for name, address in addresses.items():
                            scores[name].append(score(tool, f"{address}/{path}", Path(folder)))
                    rows += [make_row(page, name, found) for name, found in scores.items()]
        except NoServer as problem:
            print(f"lighthouse: {problem}")
            return
    print_table(f"Lighthouse {VERSION}, mobile (median of {runs})", ("page", "site", *CATEGORIES, "LCP (ms)", "CLS", "kept"), rows)


def make_row(page: str, name: str, found: list[dict[str, float]]) -> tuple[object, ...]:
    medians = {key: statistics.median(run[key] for run in found) for key in found[0]}
    if name == "portal":
        kept = all(medians[category] >= least for category, least in CATEGORIES.items())
    return (
        page,
        name,
        *(f"{medians[category]:.0f}" for category in CATEGORIES),
        f"{medians['lcp']:.0f}",
        f"{medians['cls']:.3f}",
        (judge(0, 0 if kept else -1) if name == "portal" else ""),
    )


def score(tool: Path, url: str, folder: Path) -> dict[str, float]:
    """Return what Lighthouse says of one page: scores out of 100, LCP in milliseconds, CLS."""
    report = folder / "report.json"
    command = ["node", tool, url, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    subprocess.run(command, capture_output=True, text=True, check=True, timeout=180)
    said = json.loads(report.read_text(encoding="utf-8"))
    show_what_is_missing(url, said)
    scores = {category: 100 * said["categories"][category]["score"] for category in CATEGORIES}
    audits = said["audits"]
    return {**scores, "lcp": audits["largest-contentful-paint"]["numericValue"], "cls": audits["cumulative-layout-shift"]["numericValue"]}


def show_what_is_missing(url: str, said: dict) -> None:
    """Print each audit but those of speed that a page did not pass: its score alone does not help."""
    for category in CATEGORIES.keys() - {"performance"}:
        for entry in said["categories"][category]["auditRefs"]:
            audit = said["audits"][entry["id"]]
            if entry["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {url}: {category}: {audit['title']}")


def fetch_lighthouse() -> Path | None:
    """Return the path of Lighthouse's command, fetched from the npm registry when it is not here; None when it cannot be."""
    folder = ROOT / ".cache" / f"lighthouse-{VERSION}"
    tool = folder / "node_modules/lighthouse/cli/index.js"
    if not tool.is_file() and shutil.which("npm"):
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        subprocess.run(command, capture_output=True, check=False, timeout=300)
    return tool if tool.is_file() and shutil.which("node") else None
