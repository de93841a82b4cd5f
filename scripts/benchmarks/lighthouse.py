"""Lighthouse's scores for phones, of the portal's pages beside a made-up status host, and of the same pages on the bare theme."""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from macros.commands.browser import BROWSER_ARGUMENTS, find_browser
from macros.commands.status_host import run_status_host
from scripts.benchmarks.measuring import print_table, run
from scripts.benchmarks.server import serve
from scripts.benchmarks.sites import ROOT, make_sites
from scripts.benchmarks.weight import PAGES

VERSION = "12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def measure(runs: int, _sizes: list[int]) -> None:
    """Print the median scores of `runs` runs for each page of both sites."""
    tool = find_lighthouse()
    if tool is None:
        print("lighthouse: node and npm are needed, and the npm registry the first time.")
        return
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name, run_status_host("fine") as host:
        sites = make_sites(Path(name))
        built = {"portal": Path(name) / "portal", "bare": Path(name) / "bare-site"}
        sites.build_full(built["portal"], PORTAL_STATUS_HOST=host)
        sites.build_bare(built["bare"])
        for page, path in (PAGES | {"search": "search/"}).items():
            for kind, site in built.items():
                with serve(site) as (url, _):
                    reports = [audit(tool, url + path, Path(name) / "report.json") for _ in range(runs)]
                scores = (f"{statistics.median(100 * report['categories'][key]['score'] for report in reports):.0f}" for key in CATEGORIES)
                rows.append((page, kind, *scores))
                if kind == "portal":
                    print_failures(page, reports[0])
    print_table(f"Lighthouse {VERSION}, phone (median of {runs})", ("page", "site", *CATEGORIES), rows)


def audit(tool: Path, url: str, report: Path) -> dict:
    """Return Lighthouse's report of one page."""
    flags = " ".join(("--headless=new", *BROWSER_ARGUMENTS))
    only = f"--only-categories={','.join(CATEGORIES)}"
    run(
        "node",
        tool,
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={flags}",
        only,
        CHROME_PATH=find_browser(),
    )
    return json.loads(report.read_text(encoding="utf-8"))


def print_failures(page: str, report: dict) -> None:
    """Print each audit, those of speed apart, that a page did not pass: a score alone does not help."""
    for category in CATEGORIES[1:]:
        for entry in report["categories"][category]["auditRefs"]:
            found = report["audits"][entry["id"]]
            if entry["weight"] and found["score"] is not None and found["score"] < 1:
                print(f"  {page}: {category}: {found['title']}")


def find_lighthouse() -> Path | None:
    """Return Lighthouse's command, fetched from the npm registry the first time; None when it cannot be."""
    folder = ROOT / ".cache" / f"lighthouse-{VERSION}"
    tool = folder / "node_modules/lighthouse/cli/index.js"
    if not tool.is_file() and shutil.which("npm"):
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        subprocess.run(command, capture_output=True, check=False, timeout=300, env=os.environ)
    return tool if tool.is_file() and shutil.which("node") else None
