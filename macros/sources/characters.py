"""Find characters that nobody sees and that change what readers see: controls, reading directions, broken encodings."""

import re
import unicodedata
from collections.abc import Iterator

from .problems import Problem

# Controls but tab and line feed; zero-width space and joiners of words; marks, embeddings and isolates of direction; line and
# paragraph separators; tags; half a character; the sign for "this could not be read". The joiners of letters stay: scripts need them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def find_hidden(text: str, file: str) -> Iterator[Problem]:
    """Yield a problem for each hidden character of a file's text."""
    for match in HIDDEN.finditer(text):
        offset = match.start()
        line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        yield Problem(file, line, column, "", describe(match[0]), "text that reads as it looks", "delete it: editors do not show it")


def describe(character: str) -> str:
    """Return a hidden character in words."""
    name = unicodedata.name(character, "a control character").lower()
    return f"the hidden character U+{ord(character):04X} ({name})"
