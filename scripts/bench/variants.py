"""Make the same pages in several ways, to measure what our part adds."""

import re
import shutil
from pathlib import Path

from scripts.bench.measuring import Cost, Measured, judge, measure_in_turn, print_table, run_build, run_engine, run_searched

ROOT = Path(__file__).resolve().parents[2]
MACRO_CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
USES_MACROS = re.compile(r"^render_macros: true\n", re.MULTILINE)
# The shipped settings, less all that is ours: what stays is the theme, its features and the Markdown extensions.
BARE = """\
INHERIT: {root}/mkdocs.yml
theme: {{custom_dir: nothing}}
watch: []
plugins: [search]
extra_css: []
extra_javascript: []
"""
OURS = """\
INHERIT: {root}/mkdocs.yml
watch: []
"""
# Keeps each page as it is after the macros have run.
HOOK = """\
from pathlib import Path

from mkdocs.plugins import event_priority


@event_priority(-1000)
def on_page_markdown(markdown, page, config, files):
    target = Path(config.config_file_path).with_name("expanded") / page.file.src_uri
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(markdown, encoding="utf-8")
"""


# What is compared, and why that is fair.
FAIR = (
    "Bare: `mkdocs build` of the same pages with every macro's output written into the Markdown beforehand, same theme and\n"
    "extensions, no macros plugin. Macros: `mkdocs build` with our macros, checks and overrides, of sources that did not\n"
    "change since the last build. Edited: the same after a change, so that all is checked and drawn anew. Search: our\n"
    "search added to Macros. Whole: `scripts/build`, which also compresses every file and writes each page as plain Markdown."
)
SEARCH_LIMIT = 1.25


def compare_builds(title: str, ours: Path, bare: Path, runs: int, limit: float) -> None:
    """Print what a build of `ours` costs beside one of `bare`, by the clock and in processor time; the latter is judged."""
    site = ours.parent.parent / "site"
    subjects: dict[str, Measured] = {
        "bare": lambda: run_engine(bare, site),
        "edited": lambda: run_edited(ours, site),
        "macros": lambda: run_engine(ours, site),
        "search": lambda: run_searched(ours, site),
        "whole": lambda: run_build(ours, site),
    }
    costs = measure_in_turn(subjects, runs)
    header = ("build", "wall (s)", "processor (s)", "against", "ratio, wall", "ratio, processor", "at most", "kept")
    rows = [
        ("bare", *show(costs["bare"]), *[""] * 5),
        ("edited", *show(costs["edited"]), *compare(costs, "edited", "bare", None)),
        ("macros", *show(costs["macros"]), *compare(costs, "macros", "bare", limit)),
        ("search", *show(costs["search"]), *compare(costs, "search", "macros", SEARCH_LIMIT)),
        ("whole", *show(costs["whole"]), *[""] * 5),
    ]
    print_table(f"{title} (median of {runs})\n\n{FAIR}", header, rows)


def show(cost: Cost) -> tuple[str, str]:
    return f"{cost.wall:.2f}", f"{cost.cpu:.2f}"


def compare(costs: dict[str, Cost], name: str, other: str, limit: float | None) -> tuple[object, ...]:
    wall, cpu = (mine / theirs for mine, theirs in zip(costs[name], costs[other], strict=True))
    return other, f"{wall:.3f}", f"{cpu:.3f}", *((limit, judge(cpu, limit)) if limit else ("", ""))


def run_edited(config: Path, site_dir: Path) -> None:
    """Build as after an edit: nothing that the last build kept can be used."""
    shutil.rmtree(config.parent / ".cache", ignore_errors=True)
    run_engine(config, site_dir)


def make_ours(folder: Path, docs: Path = ROOT / "docs", settings: str = "") -> Path:
    """Make a project of `docs` with our macros and templates; return its mkdocs.yml."""
    folder.mkdir(parents=True)
    shutil.copytree(docs, folder / "docs")
    for name in ("macros", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    return write_config(folder, OURS + settings)


def make_bare(folder: Path, docs: Path, settings: str = "") -> Path:
    """Make a project of `docs`, which call no macro, on the bare theme; return its mkdocs.yml."""
    folder.mkdir(parents=True)
    shutil.copytree(docs, folder / "docs")
    (folder / "nothing").mkdir()
    return write_config(folder, BARE + settings)


def write_config(folder: Path, text: str) -> Path:
    config = folder / "mkdocs.yml"
    config.write_text(text.format(root=ROOT), encoding="utf-8")
    return config


def expand_macros(ours: Path, folder: Path) -> Path:
    """Return a docs folder beneath `folder` in which each macro call of the project `ours` is replaced by its result."""
    folder.mkdir(parents=True)
    shutil.copytree(ours.parent / "docs", folder / "docs")
    for name in ("macros", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "keep.py").write_text(HOOK, encoding="utf-8")
    settings = ours.read_text(encoding="utf-8") + "hooks: [keep.py]\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    run_build(folder / "mkdocs.yml", folder / "site")
    for page in (folder / "expanded").rglob("*.md"):
        target = folder / "docs" / page.relative_to(folder / "expanded")
        target.write_text(read_front_matter(target) + page.read_text(encoding="utf-8"), encoding="utf-8")
    return folder / "docs"


def strip_macros(docs: Path, folder: Path) -> Path:
    """Return a copy of `docs` in which each macro call is simply left out."""
    shutil.copytree(docs, folder)
    for page in folder.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        if USES_MACROS.search(text):
            page.write_text(USES_MACROS.sub("", MACRO_CALL.sub("", text)), encoding="utf-8")
    return folder


def read_front_matter(page: Path) -> str:
    """Return the front matter of a page, with its dashes; empty when it has none."""
    match = re.match(r"---\n.*?\n---\n", page.read_text(encoding="utf-8"), re.DOTALL)
    return USES_MACROS.sub("", match[0]) if match else ""
