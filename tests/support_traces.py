r"""Seeded made-up support texts with planted secrets, to test a tool that hides secrets.

``support_traces.txt`` holds first the kinds of values, then the scenes. A line of the first part says
``secret|innocent|neutral KIND PATTERN|PATTERN ...``; in a pattern, ``{h32}`` stands for 32 characters of the alphabet
``h``, ``\n`` for a new line and ``{password}`` for a value of another kind.

In a scene every line begins with a mark:

* space: the line is always kept; an empty line stays empty;
* ``?``: ordinary line, kept at random;
* ``!``: line that leaks a secret, kept only when the trace is to hold secrets and the line was chosen;
* ``+``: goes with the line above it.

``<<kind>>`` is replaced by a random value of that kind, ``<<kind a>>`` by the same value wherever it stands with the
same letter, and ``<<=text>>`` by the text itself, noted as innocent.
"""

from __future__ import annotations

import base64
import json
import random
import re
import string
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SCENES = Path(__file__).with_name("support_traces.txt")
SLOT = re.compile(r"<<(?:=(?P<text>.+?)>>(?!>)|(?P<kind>\w+)(?: (?P<letter>\w))?>>)")
PATTERN_SLOT = re.compile(r"\{(?:(?P<alphabet>[a-zA-Z])(?P<length>\d+)|(?P<kind>\w+))\}")
FEWEST_LINES, MOST_LINES = 5, 40
LEAKS = (1, 1, 2, 2, 3, 4)

# Shares of the optional lines that are kept, and of the traces that are dressed up in each way.
KEPT, JOINED, OPENED, CLOSED, QUOTED = 0.8, 0.25, 0.3, 0.2, 0.08

ALPHABETS = {
    "a": string.ascii_lowercase + string.digits,
    "A": string.ascii_letters + string.digits,
    "B": string.ascii_uppercase + "234567",
    "U": string.ascii_uppercase + string.digits,
    "b": string.ascii_letters + string.digits + "+/",
    "u": string.ascii_letters + string.digits + "-_",
    "d": string.digits,
    "n": "123456789",
    "h": "0123456789abcdef",
    "H": "0123456789ABCDEF",
    "p": string.ascii_letters + string.digits + "!$%*-_+.?^~",
    "o": string.ascii_letters + string.digits + "@:/#;&,()=",
}


@dataclass(frozen=True)
class Trace:
    """A text as pasted into a ticket. A private key counts one secret for each line of its body."""

    text: str
    secrets: list[str]
    innocent: list[str]


@dataclass(frozen=True)
class Kind:
    """How values of a kind are made, and whether they are secret, innocent or neither."""

    rank: str
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Lines of a scene that are kept or dropped together."""

    mark: str
    lines: tuple[str, ...]


Scene = list[Group]


def read_scenes() -> tuple[dict[str, Kind], list[Scene], dict[str, tuple[str, ...]]]:
    """Return the kinds, the scenes, and the sentences that may stand before, between and after scenes."""
    kinds: dict[str, Kind] = {}
    scenes: list[Scene] = []
    for line in SCENES.read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            scenes.append([])
        elif not scenes and line and not line.startswith("#"):
            rank, name, patterns = line.split(" ", 2)
            kinds[name] = Kind(rank, tuple(patterns.replace("\\n", "\n").split("|")))
        elif line.startswith("+"):
            above = scenes[-1].pop()
            scenes[-1].append(Group(above.mark, (*above.lines, line[1:])))
        elif scenes:
            scenes[-1].append(Group(line[:1] or " ", (line[1:],)))
    frames = {name: kinds.pop(name).patterns for name in ("opening", "joint", "closing")}
    return kinds, scenes, frames


class Draw:
    """Random values of the kinds of the file, and of a few kinds that no pattern can describe."""

    def __init__(self, kinds: dict[str, Kind], rng: random.Random) -> None:
        """Draw from these kinds with this source of random numbers."""
        self.kinds = kinds
        self.rng = rng
        self.company = ""
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.special: dict[str, Callable[[], str]] = {
            "Word": lambda: self.value("word").capitalize(),
            "company": lambda: self.company,
            "uuid": lambda: str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            "basic": lambda: base64.b64encode(f"{self.value('user')}:{self.value('password')}".encode()).decode(),
            "jwt": self.jwt,
            "octet": lambda: str(rng.randint(2, 254)),
            "port": lambda: str(rng.randrange(10_000, 40_000, 2)),
            "stamp": lambda: self.moment("%Y-%m-%d %H:%M:%S"),
            "isotime": lambda: self.moment("%Y-%m-%dT%H:%M:%SZ"),
            "mailtime": lambda: self.moment("%a, %d %b %Y %H:%M:%S +0000"),
        }

    def begin(self) -> None:
        """Begin another text: another company, another day."""
        self.company = self.rng.choice(self.kinds["company"].patterns)
        self.now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.rng.randrange(28_000_000))

    def value(self, name: str) -> str:
        """Return a random value of the kind."""
        if name in self.special:
            return self.special[name]()
        return PATTERN_SLOT.sub(self._part, self.rng.choice(self.kinds[name].patterns))

    def _part(self, slot: re.Match[str]) -> str:
        if slot["kind"]:
            return self.value(slot["kind"])
        return "".join(self.rng.choices(ALPHABETS[slot["alphabet"]], k=int(slot["length"])))

    def jwt(self) -> str:
        """Return a JSON web token."""
        claims = {"sub": self.value("user"), "iat": self.rng.randint(1_767_000_000, 1_790_000_000), "scope": "calls:read"}
        parts = [json.dumps(part, separators=(",", ":")).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
        return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), self.value("token")])

    def moment(self, form: str) -> str:
        """Return a moment shortly after the one before."""
        self.now += timedelta(seconds=self.rng.randint(0, 40))
        return self.now.strftime(form)


def pick_lines(scene: Scene, leaks: int, rng: random.Random) -> str:
    """Return the scene with that many of its leaking groups and some of its optional ones."""
    leaking = [place for place, group in enumerate(scene) if group.mark == "!"]
    chosen = set(rng.sample(leaking, min(leaks, len(leaking))))
    kept: list[str] = []
    for place, group in enumerate(scene):
        if group.mark == " " or place in chosen or (group.mark == "?" and rng.random() < KEPT):
            kept.extend(group.lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def fill(template: str, draw: Draw) -> Trace:
    """Replace every slot of the template by a value."""
    draw.begin()
    secrets: list[str] = []
    innocent: list[str] = []
    known: dict[tuple[str, str], str] = {}

    def replace(slot: re.Match[str]) -> str:
        kind, letter = slot["kind"], slot["letter"]
        if kind is None:
            innocent.append(slot["text"])
            return slot["text"]
        if (kind, letter) in known:
            return known[kind, letter]
        made = draw.value(kind)
        if letter:
            known[kind, letter] = made
        rank = draw.kinds[kind].rank
        if rank == "secret":
            secrets.extend(made.split("\n"))
        elif rank == "innocent":
            innocent.append(made)
        return made

    text = SLOT.sub(replace, template)
    return Trace(text, secrets, list(dict.fromkeys(innocent)))


def spans(text: str, parts: list[str]) -> list[tuple[int, int]]:
    """Return where the parts stand in the text, every occurrence of each."""
    return [found.span() for part in parts for found in re.finditer(re.escape(part), text)]


def is_sound(trace: Trace) -> bool:
    """Tell whether the length fits, every secret stands in the text once and none overlaps an innocent part."""
    hidden, open_parts = spans(trace.text, trace.secrets), spans(trace.text, trace.innocent)
    apart = all(end <= start or stop <= begin for begin, end in hidden for start, stop in open_parts)
    return FEWEST_LINES <= len(trace.text.splitlines()) <= MOST_LINES and len(hidden) == len(trace.secrets) and apart


def traces(seed: int = 1, count: int = 200) -> list[Trace]:
    """Return made-up texts; half of them hold one to four secrets, the others none."""
    rng = random.Random(seed)
    kinds, scenes, frames = read_scenes()
    draw = Draw(kinds, rng)
    made: list[Trace] = []
    while len(made) < count:
        scene = scenes[len(made) // 2 % len(scenes)]
        if rng.random() < JOINED:
            scene = [*scene, Group(" ", ("", rng.choice(frames["joint"]), "")), *rng.choice(scenes)]
        template = pick_lines(scene, rng.choice(LEAKS) if len(made) % 2 else 0, rng)
        if rng.random() < OPENED:
            template = f"{rng.choice(frames['opening'])}\n\n{template}"
        if rng.random() < CLOSED:
            template = f"{template}\n\n{rng.choice(frames['closing'])}"
        if rng.random() < QUOTED:
            template = "\n".join(f"> {line}" for line in template.split("\n"))
        trace = fill(template, draw)
        if is_sound(trace):
            made.append(trace)
    rng.shuffle(made)
    return made
