"""Seeded made-up exports of call records with one planted cause of failures each, to test a tool that looks for causes.

Every export is written in one of the layouts of ``call_exports.toml``. Its failure rate is 2 to 8 % in general and
40 to 90 % where the cause holds. A layout without a header line is described by the names that the documentation of
the switch gives to the columns.
"""

from __future__ import annotations

import csv
import io
import random
import tomllib
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

LAYOUTS = Path(__file__).with_name("call_exports.toml")

FEWEST_ROWS, MOST_ROWS = 200, 2000
FEWEST_CALLS = 20  # that have the value of a planted cause
RATE_IN_GENERAL, RATE_WITH_CAUSE, RATE_AT_RANDOM = (0.025, 0.075), (0.42, 0.88), (0.03, 0.25)
SECONDS_OF_RINGING = 6
PRICE_OF_A_SECOND = 0.00021

PREFIXES = ("4420", "4479", "1212", "1408", "4930", "49151", "3491", "34600", "9198", "9111", "23480", "2341")
HOME = "44"
LENGTH_OF_NORTH_AMERICAN_NUMBERS, LENGTH_OF_OTHER_NUMBERS = 11, 12
COUNTRIES = ("44", "1", "49", "34", "91", "234")
TRAITS = {
    "carrier": ("carrierA", "carrierB", "primetel", "northlink", "voxwest"),
    "gateway": ("gw-ams-1", "gw-ams-2", "gw-nyc-1", "gw-sin-1"),
    "codec": ("PCMA", "PCMU", "G729", "opus"),
    "client": ("acme", "borealis", "callhaus", "dialpro", "eastside", "foxtel"),
    "address": ("192.0.2.14", "192.0.2.80", "198.51.100.7", "198.51.100.23", "203.0.113.9", "203.0.113.41"),
    "prefix": PREFIXES,
}
CALLS_BY_HOUR = (1, 1, 1, 1, 1, 2, 3, 5, 9, 12, 13, 12, 10, 11, 13, 12, 11, 9, 7, 5, 4, 3, 2, 1)
COUNTS = ("{talk}", "{total}")  # whole numbers, which some systems do not quote
NUMBER_STYLES = ("+", "00", "", "spaces", "dashes", "mixed")

QUOTING: dict[str, Literal[0, 1, 2]] = {"minimal": csv.QUOTE_MINIMAL, "text": csv.QUOTE_NONNUMERIC, "all": csv.QUOTE_ALL}

ANSWERED = {"code": "200", "reason": "OK", "disposition": "ANSWERED", "hangup": "NORMAL_CLEARING", "release": "Downstream BYE"}
FAILURES = [
    dict(zip(ANSWERED, texts, strict=True))
    for texts in (
        ("503", "Service Unavailable", "FAILED", "NORMAL_TEMPORARY_FAILURE", "No Routes Available (U)"),
        ("486", "Busy Here", "BUSY", "USER_BUSY", "Busy Here"),
        ("480", "Temporarily Unavailable", "NO ANSWER", "NO_ANSWER", "Temporarily Unavailable"),
        ("404", "Not Found", "FAILED", "UNALLOCATED_NUMBER", "Not Found"),
        ("408", "Request Timeout", "NO ANSWER", "RECOVERY_ON_TIMER_EXPIRE", "Request Timeout"),
        ("488", "Not Acceptable Here", "FAILED", "INCOMPATIBLE_DESTINATION", "Not Acceptable Here"),
    )
]


@dataclass(frozen=True)
class Export:
    """An export and what is known about it.

    ``failed`` is a column and, in words, when its record failed. ``cause`` is the column, or in words what is derived
    from a column, and the value that most failures share; other columns may show the same. It is None when calls fail
    at random.
    """

    name: str
    text: str
    failed: tuple[str, str]
    cause: tuple[str, str] | None


@dataclass(frozen=True)
class Layout:
    """How a system writes its exports; see the comment in the file of layouts."""

    columns: dict[str, str]
    failed: tuple[str, str]
    causes: dict[str, str]
    contents: dict[str, str] = field(default_factory=dict)
    outcome: tuple[str, str] = ("", "")
    numbers: tuple[str, ...] = NUMBER_STYLES
    delimiter: str = ","
    quoting: str = "minimal"
    decimal_comma: bool = False
    header: bool = True
    repeat_header: int = 0
    title: tuple[str, ...] = ()
    start: str = ""
    tail: str = ""
    newline: str = "\n"


@dataclass(frozen=True)
class Call:
    """A call before it is known whether it fails; ``traits`` holds everything that may be the cause of a failure."""

    start: datetime
    source: str
    target: str
    traits: dict[str, str]


@cache
def layouts() -> dict[str, Layout]:
    """Return the layouts by name."""
    read = tomllib.loads(LAYOUTS.read_text(encoding="utf-8"))
    return {name: Layout(**{**read.get(layout.pop("same_as", ""), {}), **layout}) for name, layout in read.items()}


def make_calls(rows: int, rng: random.Random) -> list[Call]:
    """Return calls of five days in the order of their start."""
    weights = {trait: [rng.uniform(0.6, 1.4) for _ in values] for trait, values in TRAITS.items()}
    callers = [f"{HOME}207946{rng.randint(0, 9999):04}" for _ in range(40)]
    day = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=rng.randrange(300))
    calls = []
    for _ in range(rows):
        hour = rng.choices(range(24), CALLS_BY_HOUR)[0]
        start = day + timedelta(days=rng.randrange(5), hours=hour, seconds=rng.randrange(3600))
        traits = {trait: rng.choices(values, weights[trait])[0] for trait, values in TRAITS.items()}
        traits["country"] = next(code for code in COUNTRIES if traits["prefix"].startswith(code))
        traits["hour"] = f"{hour:02}"
        length = LENGTH_OF_NORTH_AMERICAN_NUMBERS if traits["country"] == "1" else LENGTH_OF_OTHER_NUMBERS
        target = (traits["prefix"] + "".join(rng.choices("0123456789", k=9)))[:length]
        calls.append(Call(start, rng.choice(callers), target, traits))
    return sorted(calls, key=lambda call: call.start)


def written(digits: str, country: str, style: str, rng: random.Random) -> str:
    """Return an international number in that style."""
    if style == "mixed":
        style = rng.choice(NUMBER_STYLES[:-1])
    if style in {"spaces", "dashes"}:
        rest = digits.removeprefix(country)
        return ("+" + " ".join((country, rest[:3], rest[3:6], rest[6:]))).replace(" ", " " if style == "spaces" else "-")
    return style + digits


def record(call: Call, layout: Layout, style: str, rng: random.Random, *, failed: bool) -> list[str | int]:
    """Return the fields of a call's row."""
    talk = 0 if failed else int(rng.expovariate(1 / 150)) + 4
    answer = call.start + timedelta(seconds=SECONDS_OF_RINGING)
    values: dict[str, object] = {
        **call.traits,
        **(rng.choice(FAILURES) if failed else ANSWERED),
        "source": written(call.source, HOME, style, rng),
        "target": written(call.target, call.traits["country"], style, rng),
        "start": call.start,
        "answer": "" if failed else f"{answer:%Y-%m-%d %H:%M:%S}",
        "end": answer + timedelta(seconds=talk),
        "epoch": int(call.start.timestamp()),
        "talk": talk,
        "total": talk + SECONDS_OF_RINGING,
        "minutes": talk // 60,
        "seconds": talk % 60,
        "decimal_minutes": talk / 60,
        "cost": talk * PRICE_OF_A_SECOND,
        "outcome": layout.outcome[failed],
        "number": rng.randint(1000, 99999),
        "token": f"{rng.getrandbits(64):016x}",
        "other": f"{rng.getrandbits(64):016x}",
        "uuid": uuid.UUID(int=rng.getrandbits(128), version=4),
    }
    fields: list[str | int] = []
    for template in layout.columns.values():
        text = template.format(**values)
        if layout.decimal_comma and template.endswith("f}"):
            text = text.replace(".", ",")
        fields.append(int(text) if template in COUNTS else text)
    return fields


def csv_line(row: Sequence[str | int], layout: Layout) -> str:
    """Return the row as a line of the export."""
    line = io.StringIO()
    csv.writer(line, delimiter=layout.delimiter, quoting=QUOTING[layout.quoting], lineterminator="").writerow(row)
    return line.getvalue() + layout.tail


def write(rows: list[list[str | int]], calls: list[Call], layout: Layout) -> str:
    """Return the text of the export."""
    lines = [title.format(first=calls[0].start, last=calls[-1].start) for title in layout.title]
    page = layout.repeat_header or len(rows)
    for place, row in enumerate(rows):
        if layout.header and place % page == 0:
            lines.append(csv_line(list(layout.columns), layout))
        lines.append(csv_line(row, layout))
    return layout.start + "".join(line + layout.newline for line in lines)


def failing(places: list[int], rates: tuple[float, float], rng: random.Random) -> set[int]:
    """Return the places of the calls that fail, at a rate between the two."""
    return set(rng.sample(places, round(len(places) * rng.uniform(*rates))))


def one_export(name: str, layout: Layout, trait: str | None, rng: random.Random) -> Export:
    """Return an export of that layout, with a cause that shows in the trait, if one is named."""
    calls = make_calls(rng.randint(FEWEST_ROWS, MOST_ROWS), rng)
    cause = None
    if trait is None:
        failed = failing(list(range(len(calls))), RATE_AT_RANDOM, rng)
    else:
        shares = Counter(call.traits[trait] for call in calls)
        frequent = sorted(value for value, share in shares.items() if share >= FEWEST_CALLS)
        if not frequent:
            return one_export(name, layout, trait, rng)
        value = rng.choice(frequent)
        cause = (layout.causes[trait], layout.contents.get(trait, "{}").format(value))
        failed = failing([place for place, call in enumerate(calls) if call.traits[trait] == value], RATE_WITH_CAUSE, rng)
        failed |= failing([place for place, call in enumerate(calls) if call.traits[trait] != value], RATE_IN_GENERAL, rng)
    style = rng.choice(layout.numbers)
    rows = [record(call, layout, style, rng, failed=place in failed) for place, call in enumerate(calls)]
    column, words = layout.failed
    return Export(name, write(rows, calls, layout), (column, words), cause)


def exports(seed: int = 1, count: int = 40) -> list[Export]:
    """Return exports with one planted cause each; the layouts take turns, and so do the kinds of causes."""
    rng = random.Random(seed)
    used: Counter[str] = Counter()
    made = []
    for place, (name, layout) in enumerate(islice(cycle(layouts().items()), count), start=1):
        trait = min(layout.causes, key=lambda known: (used[known], rng.random()))
        used[trait] += 1
        made.append(one_export(f"{place:02}-{name}-{trait}", layout, trait, rng))
    return made


def random_exports(seed: int = 1, count: int = 20) -> list[Export]:
    """Return exports whose calls fail at random."""
    rng = random.Random(seed)
    turns = enumerate(islice(cycle(layouts().items()), count), start=1)
    return [one_export(f"{place:02}-{name}-random", layout, None, rng) for place, (name, layout) in turns]
