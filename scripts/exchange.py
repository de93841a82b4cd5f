"""Let a new folder take the place of an old one, so that whoever looks sees the one or the other."""

import ctypes
import os
from pathlib import Path

# From Linux's fcntl.h and stdio.h; renameat2 is in glibc since 2.28 and in musl since 1.2.5.
_BESIDE_ITSELF = -100  # AT_FDCWD: a path is looked up as everywhere else
_EXCHANGE = 2  # RENAME_EXCHANGE


def exchange(new: Path, old: Path, spare: Path) -> None:
    """Put `new` at `old`'s place, which exists, and what was there at `new`'s, at one stroke.

    Where the system cannot do that, `old` moves to `spare` for a moment, and from there to `new`'s place.
    """
    if not _exchange_at_one_stroke(new, old):
        old.rename(spare)
        new.rename(old)
        spare.rename(new)


def _exchange_at_one_stroke(one: Path, other: Path) -> bool:
    """Return whether the system could do it; not every one can, and not on every disk."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    return bool(renameat2) and not renameat2(_BESIDE_ITSELF, os.fsencode(one), _BESIDE_ITSELF, os.fsencode(other), _EXCHANGE)
