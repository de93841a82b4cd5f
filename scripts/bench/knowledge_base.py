"""A generated knowledge base: what few pages with macros add to many without, and how a build grows.

The pages stand outside the navigation, as the shipped articles do: the theme draws all pages of a section on each of them,
so that a thousand in one section make the engine quadratic, with macros or without.
"""

import random
import resource
import shutil
import tempfile
from pathlib import Path

from scripts.bench.measuring import Measured, measure_in_turn, print_table, run_engine, run_searched
from scripts.bench.variants import (
    MACRO_CALL,
    ROOT,
    SEARCH_LIMIT,
    USES_MACROS,
    compare_builds,
    expand_macros,
    make_bare,
    make_ours,
)

EXAMPLE = ROOT / "tests/examples/fernblick/docs"
SETTINGS = """\
nav: [index.md]
not_in_nav: "*"
"""

LIMIT = 1.05
MEMORY_LIMIT = 1000
PAGES, WITH_MACROS = 1000, 50
SIZES = (1000, 2000, 3000)
WORDS = ("call", "trunk", "carrier", "audio", "answer", "route", "codec", "rate", "ticket", "number", "gateway", "customer")


def measure(runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare(folder, max(1, min(runs, 5)))
        grow(folder)


def compare(folder: Path, runs: int) -> None:
    """Print what a build with macros costs beside one of the same pages without."""
    docs = generate(folder / "pages", PAGES)
    ours = make_ours(folder / "ours", docs, SETTINGS)
    bare = make_bare(folder / "bare", expand_macros(ours, folder / "expanding"), SETTINGS)
    title = f"Build of a generated knowledge base of {PAGES} pages, {count_pages_with_macros(docs)} of them with macros"
    compare_builds(title, ours, bare, runs, LIMIT)


def grow(folder: Path) -> None:
    """Print the time of a build for more and more pages: a straight line keeps the time for a page the same."""
    rows = []
    for size in SIZES:
        config = make_ours(folder / f"grown-{size}", generate(folder / f"pages-{size}", size), SETTINGS)
        subjects: dict[str, Measured] = {
            "macros": lambda config=config: run_engine(config, folder / "site"),
            "search": lambda config=config: run_searched(config, folder / "site"),
        }
        macros, search = (cost.cpu for cost in measure_in_turn(subjects, 1).values())
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000  # of all so far, and the last is the largest
        rows.append((size, f"{macros:.1f}", f"{1000 * macros / size:.2f}", f"{search:.1f}", f"{search / macros:.3f}", f"{peak:.0f}"))
    header = (
        "pages",
        "macros (s)",
        "ms for a page",
        "with our search (s)",
        f"ratio, at most {SEARCH_LIMIT}",
        f"memory (MB), at most {MEMORY_LIMIT}",
    )
    print_table("Growth of the build, processor time (one run each)", header, rows)


def generate(folder: Path, pages: int) -> Path:
    """Return a docs folder: the pages of another company, and invented ones up to `pages`; WITH_MACROS of all use macros.

    The invented pages call what that company's own pages call.
    """
    shutil.copytree(EXAMPLE, folder)
    written = sorted(folder.rglob("*.md"))
    calls = [call for page in written for call in MACRO_CALL.findall(page.read_text(encoding="utf-8"))]
    using = count_pages_with_macros(folder)
    (folder / "generated").mkdir()
    for number in range(pages - len(written)):
        call = calls[number % len(calls)] if number < WITH_MACROS - using else ""
        text = write_page(number, random.Random(number), call)
        (folder / "generated" / f"{number:04}.md").write_text(text, encoding="utf-8")
    return folder


def count_pages_with_macros(docs: Path) -> int:
    return sum(1 for page in docs.rglob("*.md") if USES_MACROS.search(page.read_text(encoding="utf-8")))


def write_page(number: int, chance: random.Random, call: str) -> str:
    """Return a page of about 250 words with headings, a list, a link and a block of code."""

    def sentences(count: int) -> str:
        return " ".join(" ".join(chance.choices(WORDS, k=10)).capitalize() + "." for _ in range(count))

    top = "---\nrender_macros: true\n---\n\n" if call else ""
    steps = "\n".join(f"{step}. {sentences(1)}" for step in range(1, 6))
    return (
        f"{top}# Case {number}\n\n{sentences(6)}\n\n## What you see\n\n{sentences(5)}\n\n{call}\n\n"
        f"## What to do\n\n{steps}\n\n```text\n{sentences(2)}\n```\n\nSee also [the first case](0000.md).\n"
    )
