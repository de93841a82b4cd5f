"""The same pages twice: as our portal, and on the bare theme with every macro's output written into the Markdown."""

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmarks.corpus import write_pages
from scripts.benchmarks.measuring import run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests/examples/fernblick/docs"
OURS = "INHERIT: {root}/mkdocs.yml\nwatch: []\n"
# The shipped settings less all that is ours: what stays is the theme, its features and the Markdown extensions.
BARE = OURS + "plugins: [search]\n"
# Generated pages stand outside the navigation, as articles do: the theme draws a section's pages on each of them.
GENERATED = 'nav: [index.md]\nnot_in_nav: "*"\n'
HOOK = '''\
"""Keep each page as it is after the macros have run."""

import re
from pathlib import Path

from mkdocs.plugins import event_priority


@event_priority(-1000)
def on_page_markdown(markdown, page, config, files):
    kept = config.plugins["macros"].kept
    markdown = re.sub(r"<!--kept \\d+-->", lambda found: kept[found[0]], markdown)
    target = Path(config.config_file_path).with_name("expanded") / page.file.src_uri
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(markdown, encoding="utf-8")
'''


@dataclass(frozen=True)
class Sites:
    """The settings of the same pages with all that is ours, and without."""

    ours: Path
    bare: Path

    def build_full(self, site: Path, **environment: str) -> None:
        """Build as `scripts/build` does."""
        run(sys.executable, "-m", "macros.commands", "build", "--draft", "--config", self.ours, "--site-dir", site, **environment)

    def build_preview(self, site: Path) -> None:
        """Build as `scripts/serve` does after each edit."""
        run(sys.executable, "-m", "macros.commands", "build", "--draft", "--config", self.ours, "--site-dir", site, PORTAL_PREVIEW="true")

    def build_bare(self, site: Path) -> None:
        """Build with MkDocs and the theme alone."""
        run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict", "--config-file", self.bare, "--site-dir", site)


def make_sites(folder: Path, pages: int = 0) -> Sites:
    """Make both projects in `folder`: of the shipped pages, or of an invented company with generated pages up to `pages`."""
    docs, settings, more = ROOT / "docs", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), ""
    if pages:
        docs, settings, more = folder / "pages", OURS + GENERATED, GENERATED
        shutil.copytree(EXAMPLE, docs)
        write_pages(docs / "generated", pages - sum(1 for _ in docs.rglob("*.md")))
    expanding = make_project(folder / "expanding", docs, settings + "hooks: [keep.py]\n")
    (expanding.parent / "keep.py").write_text(HOOK, encoding="utf-8")
    Sites(expanding, expanding).build_full(folder / "expanded-site")
    bare = make_project(folder / "bare", docs, BARE + more)
    for page in (folder / "expanding/expanded").rglob("*.md"):
        target = bare.parent / "docs" / page.relative_to(folder / "expanding/expanded")
        front_matter = re.match(r"---\n.*?\n---\n", target.read_text(encoding="utf-8"), re.DOTALL)
        target.write_text((front_matter[0] if front_matter else "") + page.read_text(encoding="utf-8"), encoding="utf-8")
    return Sites(make_project(folder / "ours", docs, settings), bare)


def make_project(folder: Path, docs: Path, settings: str) -> Path:
    """Return the mkdocs.yml of a new project with a copy of `docs`."""
    folder.mkdir(parents=True)
    shutil.copytree(docs, folder / "docs")
    (folder / "nothing").mkdir()
    for name in ("macros", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    config = folder / "mkdocs.yml"
    config.write_text(settings.replace("{root}", str(ROOT)), encoding="utf-8")
    return config
