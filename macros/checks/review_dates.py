"""Facts that age. Due is not wrong: a review that is due is a warning, so that an urgent fact can always be published."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ..facts.base import Reviewed, list_facts
from ..facts.organisation import OpenQuestion
from ..portal import Portal, Sources, models
from ..sources.problems import Problem

NOTICE = timedelta(days=60)
NOBODY = "nobody named"


class Due(NamedTuple):
    """One review that is due."""

    day: date
    file: str
    line: int
    column: int
    where: str


def check_review_dates(portal: Portal, sources: Sources, today: date, strict: bool = False) -> Iterator[Problem]:
    """Yield a warning for each fact due within 60 days of `today` and for each that is overdue: an error when `strict`."""
    for key, model in models(portal):
        for path, fact in list_facts(model, Reviewed):
            hint = "confirm the fact with its owner, then move review_by"
            place = (*path, "review_by")
            if fact.review_by < today:
                found, expected = f"a review that was due on {fact.review_by}", f"a day not before {today}"
                yield sources[key].problem(place, found, expected, hint, level="error" if strict else "warning")
            elif fact.review_by <= today + NOTICE:
                yield sources[key].problem(place, f"a fact to review by {fact.review_by}", "a review soon", hint, level="warning")


def list_due(portal: Portal, sources: Sources, today: date) -> dict[str, list[Due]]:
    """Return what somebody must look at within 60 days, by owner, the oldest first. Open questions are due until they are confirmed."""
    found: dict[str, list[Due]] = defaultdict(list)
    for key, model in models(portal):
        source = sources[key]
        for path, fact in list_facts(model, Reviewed):
            if fact.review_by <= today + NOTICE:
                found[fact.owner or NOBODY].append(
                    Due(fact.review_by, source.file, *source.locate((*path, "review_by")), source.describe(path))
                )
        for path, question in list_facts(model, OpenQuestion):
            if not question.confirmed:
                due = Due(question.since, source.file, *source.locate((*path, "confirmed")), f"{question.id} > {question.title}")
                found[question.owner or NOBODY].append(due)
    return {owner: sorted(found[owner]) for owner in sorted(found)}


def format_due(due: dict[str, list[Due]]) -> str:
    """Return the list in lines that an editor can follow."""
    lines = []
    for owner, reviews in due.items():
        lines.append(f"{owner}: {len(reviews)}")
        lines += [f"  {review.day}  {review.file}:{review.line}:{review.column}  {review.where}" for review in reviews]
    return "\n".join(lines) or "Nothing is due within 60 days."
