"""The list of addresses that others may have linked: each page and each heading that a release had.

For a release, `python -m scripts.public_anchors site` adds what the built site has.
"""

import re
import sys
from pathlib import Path

LIST = Path(__file__).resolve().parents[1] / "tests" / "public-anchors.txt"
_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_HEADING = re.compile(r'<h[1-6][^>]* id="([^"]+)"')


def list_anchors(site: Path) -> set[str]:
    """Return each page's address and, after a `#`, each heading's; old addresses that lead on are no pages."""
    found = set()
    for page in site.rglob("index.html"):
        article = _ARTICLE.search(page.read_text(encoding="utf-8"))
        if article:
            address = page.relative_to(site).as_posix().removesuffix("index.html")
            found |= {address, *(f"{address}#{anchor}" for anchor in _HEADING.findall(article[0]))}
    return found


def read_list() -> set[str]:
    """Return the addresses noted so far; the home page is written as `/`."""
    return {line.removeprefix("/") for line in LIST.read_text(encoding="utf-8").splitlines() if line} if LIST.is_file() else set()


def note_anchors(site: Path) -> int:
    """Add what the built site has to the list, take nothing out, and return how many are new."""
    known = read_list()
    found = list_anchors(site)
    LIST.write_text("".join(f"/{address}\n" for address in sorted(known | found)), encoding="utf-8")
    return len(found - known)


def find_lost(site: Path) -> list[str]:
    """Return each noted address that neither resolves in the built site nor leads on from there."""
    lost = []
    for address in sorted(read_list()):
        path, _, anchor = address.partition("#")
        page = site / path / "index.html"
        html = page.read_text(encoding="utf-8") if page.is_file() else ""
        if not html or (anchor and 'http-equiv="refresh"' not in html and f'id="{anchor}"' not in html):
            lost.append(f"/{address}")
    return lost


if __name__ == "__main__":
    print(f"Noted {note_anchors(Path(sys.argv[1]))} new addresses.")
