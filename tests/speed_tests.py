"""Made-up speed tests of the invented company, with a planted cause or with none. The same seed gives the same tests."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

COLUMNS = ("Number", "Start Time", "Hut phone", "Desk phone", "mast", "dish", "firmware", "server", "cable", "transport")


@dataclass(frozen=True)
class Plan:
    """What a set of tests looks like: tests with every value of `cause` are slow at `rate`, all others at `base`."""

    seed: int
    rows: int = 1500
    columns: int = 12
    base: float = 0.1
    rate: float = 0.6
    cause: dict[str, str] = field(default_factory=dict)


def make_records(plan: Plan) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows; the last column, `result`, says slow or fast."""
    chance = random.Random(plan.seed)
    names = [*COLUMNS, *(f"detail {number}" for number in range(plan.columns - len(COLUMNS) - 1))]
    return [*names, "result"], [_make_row(plan, names, number, chance) for number in range(plan.rows)]


def _make_row(plan: Plan, names: list[str], number: int, chance: random.Random) -> list[str]:
    mast = chance.randrange(6)
    test = dict.fromkeys(names)
    test |= {name: f"v{chance.randrange(8)}" for name in names if name.startswith("detail")}
    test |= {
        "Number": f"{number:06x}-{chance.randrange(1 << 20):x}@192.0.2.1",
        "Start Time": f"2026-11-{chance.randint(10, 20)} {chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00",
        "Hut phone": f"44{chance.randint(10**9, 10**10 - 1)}",
        "Desk phone": f"1{chance.randint(2 * 10**9, 10**10 - 1)}",
        "mast": f"mast-{mast}",
        # nearly the same tests as the mast's: an innocent column that looks guilty
        "dish": f"dish-{mast if chance.random() < 0.9 else chance.randrange(6)}",
        "firmware": chance.choice(["R7", "R8", "R9"]),
        "server": f"server{chance.randrange(8)}",
        "cable": f"cable-{chance.randrange(10)}",
        "transport": chance.choice(["udp", "tcp", "tls"]),
    }
    planted = bool(plan.cause) and all(test[name] == value for name, value in plan.cause.items())
    is_slow = chance.random() < (plan.rate if planted else plan.base)
    return [*map(str, test.values()), "slow" if is_slow else "fast"]


def write_csv(names: list[str], rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    """Return the rows as CSV text, header first."""
    return end.join(delimiter.join(row) for row in [names, *rows]) + end
