"""A generated knowledge base: what few pages with macros add to many without, and how a build grows."""

import inspect
import random
import shutil
import tempfile
from pathlib import Path

from scripts.bench.measuring import judge, measure_in_turn, print_table, run_build
from scripts.bench.variants import ROOT, USES_MACROS, expand_macros, make_bare, make_ours

LIMIT = 1.05
PAGES, WITH_MACROS = 1000, 50
SIZES = (1000, 2000, 3000)
WORDS = ("call", "trunk", "carrier", "audio", "answer", "route", "codec", "rate", "ticket", "number", "gateway", "customer")
SETTINGS = "nav: null\n"


def measure(runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare(folder, max(1, min(runs, 3)))
        grow(folder)


def compare(folder: Path, runs: int) -> None:
    """Print the ratio of a build with macros to one of the same pages without."""
    ours = make_ours(folder / "ours", generate(folder / "pages", PAGES), SETTINGS)
    bare = make_bare(folder / "bare", expand_macros(ours, folder / "expanding"), SETTINGS)
    seconds = measure_in_turn(
        {"bare": lambda: run_build(bare, folder / "site"), "ours": lambda: run_build(ours, folder / "site")}, runs
    )
    ratio = seconds["ours"] / seconds["bare"]
    row = (PAGES, WITH_MACROS, f"{seconds['bare']:.1f}", f"{seconds['ours']:.1f}", f"{ratio:.3f}", LIMIT, judge(ratio, LIMIT))
    header = ("pages", "with macros", "bare Material (s)", "the portal (s)", "ratio", "at most", "kept")
    print_table(f"Build of a generated knowledge base (median of {runs})", header, [row])


def grow(folder: Path) -> None:
    """Print the time of a build for more and more pages: a straight line keeps the time for a page the same."""
    rows = []
    for size in SIZES:
        project = folder / f"grown-{size}"
        config = make_ours(project, generate(folder / f"pages-{size}", size), SETTINGS)
        seconds = measure_in_turn({"build": lambda config=config: run_build(config, folder / "site")}, 1)["build"]
        rows.append((size, f"{seconds:.1f}", f"{1000 * seconds / size:.1f}"))
    print_table("Growth of the build (one run each)", ("pages", "seconds", "ms for a page"), rows)


def generate(folder: Path, pages: int) -> Path:
    """Return a docs folder: the shipped pages, and invented ones up to `pages`, WITH_MACROS of all using macros."""
    shutil.copytree(ROOT / "docs", folder)
    shipped = list(folder.rglob("*.md"))
    using = sum(1 for page in shipped if USES_MACROS.search(page.read_text(encoding="utf-8")))
    calls = find_calls()
    (folder / "generated").mkdir()
    for number in range(pages - len(shipped)):
        call = calls[number % len(calls)] if number < WITH_MACROS - using else ""
        text = write_page(number, random.Random(number), call)
        (folder / "generated" / f"{number:04}.md").write_text(text, encoding="utf-8")
    return folder


def find_calls() -> list[str]:
    """Return a call of each macro that needs no argument, sorted by name."""
    from macros.views import MACROS

    def needs_nothing(view: object) -> bool:
        _portal, *others = inspect.signature(view).parameters.values()
        return all(other.default is not other.empty for other in others)

    return [f"{{{{ {name}() }}}}" for name, view in sorted(MACROS.items()) if needs_nothing(view)]


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
