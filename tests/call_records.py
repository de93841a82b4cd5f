"""Made-up call records, with a planted cause or with none. The same seed gives the same calls."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

COLUMNS = ("Call-ID", "Start Time", "Source", "Destination", "carrier", "gateway", "codec", "rtp server", "trunk", "transport")


@dataclass(frozen=True)
class Plan:
    """What a set of calls looks like: calls with every value of `cause` fail at `rate`, all others at `base`."""

    seed: int
    rows: int = 1500
    columns: int = 12
    base: float = 0.1
    rate: float = 0.6
    cause: dict[str, str] = field(default_factory=dict)


def make_records(plan: Plan) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows; the last column, `result`, says failed or answered."""
    chance = random.Random(plan.seed)
    names = [*COLUMNS, *(f"detail {number}" for number in range(plan.columns - len(COLUMNS) - 1))]
    return [*names, "result"], [_make_row(plan, names, number, chance) for number in range(plan.rows)]


def _make_row(plan: Plan, names: list[str], number: int, chance: random.Random) -> list[str]:
    carrier = chance.randrange(6)
    call = dict.fromkeys(names)
    call |= {name: f"v{chance.randrange(8)}" for name in names if name.startswith("detail")}
    call |= {
        "Call-ID": f"{number:06x}-{chance.randrange(1 << 20):x}@192.0.2.1",
        "Start Time": f"2026-11-{chance.randint(10, 20)} {chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00",
        "Source": f"44{chance.randint(10**9, 10**10 - 1)}",
        "Destination": f"1{chance.randint(2 * 10**9, 10**10 - 1)}",
        "carrier": f"carrier-{carrier}",
        # nearly the same calls as the carrier's: an innocent column that looks guilty
        "gateway": f"gateway-{carrier if chance.random() < 0.9 else chance.randrange(6)}",
        "codec": chance.choice(["G711", "G729", "OPUS"]),
        "rtp server": f"rtp{chance.randrange(8)}",
        "trunk": f"trunk-{chance.randrange(10)}",
        "transport": chance.choice(["udp", "tcp", "tls"]),
    }
    planted = bool(plan.cause) and all(call[name] == value for name, value in plan.cause.items())
    fails = chance.random() < (plan.rate if planted else plan.base)
    return [*map(str, call.values()), "failed" if fails else "answered"]


def write_csv(names: list[str], rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    """Return the rows as CSV text, header first."""
    return end.join(delimiter.join(row) for row in [names, *rows]) + end
