"""Read policy.json: which severity level answers lead to, who is covered at an instant, and when a response target runs out.

Needs Python 3.11 or newer and nothing else; on a system without time zones, also the package tzdata. Run it beside policy.json and
cases.json, and it tries itself on every case:

    python read_policy.py

Take it, change it, translate it: cases.json says what another reader has to find out.
"""

import json
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HORIZON = 400
UNSURE = "unsure"


def classify(policy, answers):
    """Return the possible levels (the worst first) and categories, and what decides the worst. A missing answer excludes nothing."""
    severity = policy["severity"]
    known = {question: answer for question, answer in answers.items() if answer != UNSURE}
    rows = [row for row in severity["table"] if all(row["when"].get(question, answer) == answer for question, answer in known.items())]
    if not rows:
        raise ValueError(f"answers that this policy does not have: {answers}")
    sound = [row for row in rows if row["impossible"] is None]
    levels = [level["id"] for level in policy["levels"] if any(row["level"] == level["id"] for row in sound)]
    categories = [each["id"] for each in policy["categories"] if any(row["category"] == each["id"] for row in sound)]
    worst = [row for row in sound if row["level"] == levels[0]] or rows[:1]
    row = next((row for row in worst if row["category"] == severity["unsure_category"]), worst[0])
    decided = {name: row[name] for name in ("rule", "exclusion", "impossible")}
    category = row["category"] if len(levels) == 1 else severity["unsure_category"]
    return {"levels": levels, "categories": categories, "category": category, **decided}


def read_moment(policy, levels, category, at, zone):
    """Return what holds at an instant (an aware datetime) for some levels, the worst first, and whoever asks in a zone."""
    level, unsure = levels[0], len(levels) > 1
    opened = [each["id"] for each in policy["schedules"] if is_open(each, at, zone)]
    closing = {name for state in policy["states"] for name in (*state["open"], *state["closed"])}
    state = next(state["id"] for state in policy["states"] if set(state["open"]) == closing & set(opened))
    cover = next(each for each in policy["coverage"]["covers"] if each["category"] == category and level in each["levels"])
    inside = cover["schedule"] in opened or cover["outside"] is None
    return {
        "open": opened,
        "cover": None if unsure else cover["inside" if inside else "outside"],
        "situation": _situation(policy, level, category, state, unsure),
        "channels": [
            each["id"]
            for each in policy["channels"]
            if each["schedule"] and (each["schedule"] in opened or (level in each["always_open_to"] and not unsure))
        ],
        "due": [] if unsure else _list_due(policy, level, category, at, zone),
    }


def _situation(policy, level, category, state, unsure):
    for each in (policy["severity"] or {"situations": ()})["situations"]:
        fits = each["unsure"] == unsure and level in each["levels"]
        if fits and category in (each["categories"] or [category]) and state in (each["states"] or [state]):
            return each["id"]
    return None


def _list_due(policy, level, category, at, zone):
    """Return when each first response and resolution is due, for each region. Updates run from the last news."""
    schedules = {each["id"]: each for each in policy["schedules"]}
    found = []
    for number, target in enumerate(policy["targets"]):
        if target["promise"] == "update" or level not in target["levels"] or category not in (target["categories"] or [category]):
            continue
        schedule = schedules.get(target["schedule"])
        for region, hours in _by_region(schedule) if schedule else [(None, None)]:
            found.append({"target": number, "region": region, "by": find_due(target["within"], hours, at, zone)})
    return found


def _by_region(schedule):
    yield None, schedule
    for each in schedule["regional"]:
        holidays = schedule["holidays"] if each["holidays"] is None else each["holidays"]
        yield each["region"], {**each, "holidays": holidays, "closures": schedule["closures"]}


def is_open(hours, at, zone):
    """Tell whether hours are open at an instant."""
    first = at.astimezone(_zone(hours, zone)).date() - timedelta(days=2)
    return any(start <= at < end for start, end in _list_spans(hours, first, 4, zone))


def find_due(within, hours, at, zone):
    """Return the instant at which a target like "2 hours" runs out, by the clock when `hours` is None; None when it is out of sight."""
    count, unit = within.split()
    count, unit = int(count), unit.rstrip("s")
    left = timedelta(**{f"{unit}s": count})
    if hours is None or _never_closes(hours):
        return at + left
    first = at.astimezone(_zone(hours, zone)).date() - timedelta(days=2)
    began = None
    for start, end in _list_spans(hours, first, HORIZON + 3, zone):
        if end <= at:
            continue
        start = max(start, at)
        local = start.astimezone(_zone(hours, zone))
        if unit != "day":
            if end - start >= left:
                return start + left
            left -= end - start
        elif began is None:
            began, day = local, local.date()
        elif local.date() > day:
            day, count = local.date(), count - 1
            if count == 0:
                return _instant(_zone(hours, zone), day, began.hour * 60 + began.minute)
        at = end
    return None


def _never_closes(hours):
    spans = [_minutes(window) for window in hours["windows"] for _ in window["days"]]
    closed = hours["holidays"] or hours["closures"]
    return sum(closes - opens for opens, closes in spans) == 7 * 1440 and not closed


def _list_spans(hours, first, count, zone):
    """Yield the open spans of some days, in order. A span belongs to the day on which it opens; on closed days nothing opens."""
    place = _zone(hours, zone)
    closed = [(each["day"], each["day"]) for each in hours["holidays"] or ()]
    closed += [(each["first_day"], each["last_day"]) for each in hours["closures"]]

    def is_closed(day):
        return any(start <= day.isoformat() <= end for start, end in closed)

    for number in range(count):
        day = first + timedelta(days=number)
        if is_closed(day):
            continue
        spans = []
        for window in hours["windows"]:
            if DAYS[day.weekday()] in window["days"]:
                opens, closes = _minutes(window)
                if is_closed(day + timedelta(days=1)):
                    closes = min(closes, 1440)
                spans.append((_instant(place, day, opens), _instant(place, day, closes)))
        yield from sorted(span for span in spans if span[0] < span[1])


def _minutes(window):
    """Return opening and closing in minutes after midnight; a window that closes before it opens runs into the next day."""
    opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (window["opens"], window["closes"]))
    return opens, closes if closes > opens else closes + 1440


def _zone(hours, zone):
    return ZoneInfo(zone if hours["zone"] == "customer" else hours["zone"])


def _instant(place, day, minutes):
    """Return the instant of a local time. A skipped time moves on with the clocks, and one that happens twice is its first."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return wall.replace(tzinfo=place).astimezone(UTC)


def read_case(policy, case):
    """Return what this reader finds out for a case."""
    if "answers" in case:
        found = classify(policy, case["answers"])
    else:
        found = {"levels": [case["level"]], "categories": [case["category"]], "category": case["category"]}
    category = found.pop("category")
    found = {"rule": None, "exclusion": None, "impossible": None, **found}
    if found["levels"]:
        at = datetime.strptime(case["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        found.update(read_moment(policy, found["levels"], category, at, case["zone"]))
        for due in found["due"]:
            due["by"] = due["by"] and due["by"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return found


def main(folder):
    policy, cases = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("policy.json", "cases.json"))
    failed = [case for case in cases["cases"] if read_case(policy, case) != case["expect"]]
    for case in failed:
        print("Expected", case["expect"], "and found", read_case(policy, case), "for", case)
    print(f"{len(cases['cases']) - len(failed)} of {len(cases['cases'])} cases passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
