"""Compare what is made with what was read and found good. After a wanted change, read the difference and take over the file that it names."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

EXAMPLES = Path(__file__).with_name("examples")


def compare(name: str, made: Iterable[str], tmp_path: Path) -> None:
    """Fail when these lines aren't those of the file in `tests/examples`."""
    lines, target = list(made), tmp_path / Path(name).name
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    expected = (EXAMPLES / name).read_text(encoding="utf-8").splitlines()
    changes = list(unified_diff(expected, lines, name, str(target), lineterm="", n=0))
    assert not changes, "\n".join(changes[:60])


def once(lines: Iterable[str], seen: set[str]) -> Iterator[str]:
    """Yield each line that was not seen before, and how many were in place of those that were."""
    for known, group in groupby(lines, lambda line: line in seen or seen.add(line)):
        repeated = list(group)
        yield from [f"… {len(repeated)}"] if known else repeated
