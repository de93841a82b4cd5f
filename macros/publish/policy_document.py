"""What `policy.json` says: for each part, the fields of the facts that programs are given, and no others.

What only writers read (sources, owners, review dates, numbers of facts) isn't published. Readers hold on to these names: within
a major version, a name may be added, and none is changed or taken away.
"""

from collections.abc import Iterable
from datetime import date
from types import GenericAlias
from typing import Annotated, Any

from pydantic import ConfigDict, Field, create_model

from ..facts import contact, escalation, hours, levels, paid_options, plans, severity
from ..facts.base import Model
from ..portal import Portal
from ..rules.severity_table import SeverityTable
from ..schemas import read_docstrings

MAJOR, MINOR = 1, 1
FOLDER = f"policy/v{MAJOR}"
"""Where the policy for programs is, below the site's root. A later major version gets a folder of its own beside it."""
OUTCOME = ("level", "category", "rule", "exclusion", "category_rule", "impossible")
"""The fields of an outcome that are published, and the columns of the table."""


class Published(Model):
    """Takes its fields from the attributes of a fact, and passes over the others."""

    model_config = ConfigDict(extra="ignore", from_attributes=True, strict=False)


def publish(fact: type[Model], names: str, /, **types: Any) -> Any:
    """Return a model of these fields of a fact, described as the fact describes them. `types` are those of parts that are cut down too."""
    said = read_docstrings(fact)
    fields = {name: (types.get(name, fact.model_fields[name].annotation), Field(description=said.get(name))) for name in names.split()}
    return create_model(fact.__name__, __base__=Published, __doc__=fact.__doc__, **fields)  # type: ignore[call-overload]


def many(kind: Any) -> Any:
    """Return the type of a list of `kind`."""
    return GenericAlias(tuple, (kind, ...))


FirstHandler = publish(levels.FirstHandler, "tier then derived")
Level = publish(
    levels.Level, "id label word meaning critical advice first_handled_by open_questions", word=str, first_handled_by=FirstHandler | None
)
NotCriticalCase = publish(levels.NotCriticalCase, "id text")
NotCritical = publish(levels.NotCritical, "capped_at never_applied_to lifted_when cases open_questions", cases=many(NotCriticalCase))
Category = publish(levels.Category, "id label meaning open_questions")

RegionalHours = publish(hours.RegionalHours, "region zone zone_label windows holidays")
Schedule = publish(
    hours.Schedule,
    "id label zone zone_label windows days_stated holidays holidays_note closures regional open_questions",
    regional=many(RegionalHours),
)
State = publish(hours.State, "id label open closed")
KindOfCover = publish(hours.KindOfCover, "id label meaning")
Cover = publish(hours.Cover, "id label category levels schedule inside outside contact open_questions")
Coverage = publish(hours.CoverageFile, "kinds covers", kinds=many(KindOfCover), covers=many(Cover))

Channel = publish(
    contact.Channel,
    "id label kind where url email number handle schedule hours_note always_open_to outside_schedule good_for not_for open_questions",
)
Tier = publish(escalation.Tier, "id label short who handles escalates_when escalates_to open_questions")
Ladder = publish(escalation.Ladder, "id label tiers open_questions", tiers=many(Tier))
PaidOption = publish(
    paid_options.PaidOption,
    "id label what_you_get price per minimum by_quote levels outside_schedule conditions rounding tax channel open_questions",
)
Plan = publish(
    plans.Plan, "id label meaning price per minimum by_quote levels channels hours named_contacts people includes open_questions"
)
Within = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3} (minute|hour|day)s?$")]
Target = publish(plans.Target, "promise levels plans categories within schedule open_questions", within=Within)

Answer = publish(severity.Answer, "id label help")
Question = publish(severity.Question, "id text help critical_if answers open_questions", answers=many(Answer))
Rule = publish(severity.Rule, "id level because open_questions")
Exclusion = publish(severity.Exclusion, "case because lifted_by open_questions")
CategoryRule = publish(severity.CategoryRule, "id category because open_questions")
Impossible = publish(severity.Impossible, "id because open_questions")
Situation = publish(severity.Situation, "id levels unsure categories states do first then open_questions")
Change = publish(severity.Change, "version since text")


def parts(name: str, about: str, /, **fields: tuple[Any, str]) -> Any:
    """Return a model that no fact has: each field with its type and what it says."""
    described = {key: (kind, Field(description=text)) for key, (kind, text) in fields.items()}
    return create_model(name, __base__=Published, __doc__=about, **described)  # type: ignore[call-overload]


Row = parts(
    "Row",
    "Answers, and what they lead to.",
    when=(dict[str, str], "The answers by question. What is answered to the questions that aren't named makes no difference."),
    level=(str | None, "The level; null when the answers can't be true together."),
    category=(str | None, "The category; null when the answers can't be true together."),
    rule=(str | None, "The rule that gives the level."),
    exclusion=(str | None, "The case that is not critical and lowers the level."),
    category_rule=(str | None, "The rule that gives the category; null for the category of every other case."),
    impossible=(str | None, "Why the answers can't be true together."),
)
Severity = parts(
    "Severity",
    "Which answers lead to which level and category.",
    hash=(str, "Changes whenever some answers lead somewhere else."),
    tie_break=(str, "What holds when several rules do."),
    guidance=(str, "How strictly a level is meant."),
    unsure_category=(str, "The category to take while several are possible."),
    questions=(
        many(Question),
        "The questions in their order. Each takes the answer 'unsure' too: it leaves all of its answers possible.",
    ),
    table=(
        many(Row),
        "Every set of answers once. Answers lead to the rows that contradict none of them; of several levels the worst counts.",
    ),
    rules=(many(Rule), "Why a level holds, before an exclusion lowers it."),
    exclusions=(many(Exclusion), "Why a level is lowered to that of not_critical."),
    category_rules=(many(CategoryRule), "Why a category holds."),
    impossible=(many(Impossible), "Answers that can't be true together."),
    situations=(many(Situation), "What to do; the first that fits decides."),
)
Release = parts(
    "Release",
    "A day on which the policy changed.",
    day=(date, "The first day on which it held."),
    version=(int | None, "The number of the severity rules from that day on; null when there are none."),
    texts=(tuple[str, ...], "What changed."),
    link=(str, "The page for people that says so."),
)
OpenQuestion = parts(
    "OpenQuestion",
    "Where the policy contradicts itself or is silent: the reading that is used until its owner has spoken.",
    id=(str, "Its number. What rests on it names it under open_questions."),
    title=(str, "The question."),
    reading=(str, "The reading that is used."),
    since=(date, "Since when."),
    confirmed=(bool, "Whether the policy's owner has confirmed the reading."),
)
Organisation = parts(
    "Organisation",
    "Who gives the support.",
    name=(str, "Its name."),
    product=(str, "What it supports."),
    time_zone=(str, "The IANA time zone in which it states its hours."),
    website=(str, "Its web site."),
)
Policy = parts(
    "Policy",
    "A support policy. Every key is always there; null, or an empty list, means that the policy doesn't say.",
    format=(str, "The version of this form. A reader of 1.0 can read every 1.x, and passes over keys that it doesn't know."),
    language=(str, "The language of all texts."),
    organisation=(Organisation, "Who gives the support."),
    pages=(dict[str, str], "The pages for people, by what they are about."),
    version=(int | None, "The number of the severity rules; null when there are none."),
    levels=(many(Level), "The severity levels, the worst first."),
    not_critical=(NotCritical | None, "What is never worse than a certain level."),
    categories=(many(Category), "The kinds of problems."),
    schedules=(many(Schedule), "The hours."),
    states=(many(State), "Every combination of schedules that open and close."),
    coverage=(Coverage, "Who is covered when. Each category and level has one cover."),
    channels=(many(Channel), "The support channels."),
    ladders=(many(Ladder), "The escalation ladders."),
    plans=(many(Plan), "The support plans."),
    targets=(many(Target), "The response targets. An empty list means that no time is promised."),
    paid_options=(many(PaidOption), "What isn't free."),
    severity=(Severity | None, "The severity rules; null when there are none."),
    changes=(many(Change), "The versions of the severity rules, the oldest first."),
    releases=(many(Release), "The days on which the policy changed, the oldest first. Since format 1.1."),
    open_questions=(many(OpenQuestion), "What the policy leaves open."),
)


def describe_policy(portal: Portal, pages: dict[str, str], language: str, releases: Iterable[dict[str, Any]] = ()) -> Any:
    """Return the `Policy` of a portal. `pages` are the addresses of the pages that stand for something."""
    organisation, rules = portal.organisation, portal.severity
    return Policy.model_validate(
        {
            "format": f"{MAJOR}.{MINOR}",
            "language": language,
            "organisation": _pick(organisation, "name", "product", "time_zone") | {"website": organisation.website.url},
            "pages": pages,
            "version": rules.version if rules else None,
            "levels": portal.levels.levels,
            "not_critical": portal.levels.not_critical,
            "categories": portal.categories.categories,
            "schedules": portal.schedules.schedules,
            "states": portal.states,
            "coverage": portal.coverage,
            "channels": portal.channels.channels,
            "ladders": portal.escalation.ladders,
            "plans": portal.plans.plans,
            "targets": portal.targets.targets,
            "paid_options": portal.paid_options.options,
            "severity": _severity(portal.severity_table) if rules else None,
            "changes": rules.changes if rules else (),
            "releases": releases,
            "open_questions": [
                _pick(entry, "id", "title", "since") | {"reading": entry.reading.text, "confirmed": bool(entry.confirmed)}
                for entry in portal.open_questions.entries
            ],
        }
    )


def _severity(table: SeverityTable) -> dict[str, Any]:
    rules = table.severity
    return {
        **_pick(rules, "questions", "rules", "exclusions", "category_rules", "impossible", "situations"),
        "hash": table.hash,
        "tie_break": rules.tie_break.text,
        "guidance": rules.guidance.text,
        "unsure_category": rules.unsure.category,
        "table": [{"when": table.when(row), **_pick(row.outcome, *OUTCOME)} for row in table.rows],
    }


def _pick(fact: object, *names: str) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in names}
