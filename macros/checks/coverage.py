"""Check who is covered when: each category and level once, an answer for each state of the schedules, no dead end, no promise made twice."""

from collections.abc import Iterator
from itertools import product

from ..portal import Portal, Sources
from ..rules.coverage import find_situation, is_usable, occurring, works_in_one_tap
from ..sources.problems import Problem
from ..sources.yaml_file import Source


def check_states(facts: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each combination that occurs and has no state, and for each state that never occurs."""
    source, states = sources["schedules"], facts.schedules.states
    if not states:
        return
    described = {frozenset(state.open): index for index, state in enumerate(states)}
    occurs = occurring(facts.schedules.schedules)
    for open_then, moment in occurs.items():
        if open_then not in described:
            names = ", ".join(sorted(open_then)) or "nothing"
            yield source.problem(("states",), f"no state in which {names} is open (as on {moment})", "a state for all that occurs")
    for open_then, index in described.items():
        if open_then not in occurs:
            yield source.problem(("states", index, "open"), "a combination that never occurs", "states that occur, by the windows above")


def check_coverage(facts: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each pair that is covered never or twice, and each impossible outside."""
    source = sources["coverage"]
    yield from _check_pairs(facts, source)
    kinds = {kind.id for kind in facts.coverage.kinds}
    for index, channel in enumerate(facts.channels.channels):
        if channel.outside_schedule and channel.outside_schedule not in kinds:
            path, expected = ("channels", index, "outside_schedule"), "a kind with its words under 'kinds' of coverage.yml"
            yield sources["channels"].problem(path, channel.outside_schedule, expected)
    always_open = {schedule.id for schedule in facts.schedules.schedules if schedule.always_open}
    for index, cover in enumerate(facts.coverage.covers):
        if (cover.schedule in always_open) != (cover.outside is None):
            closes = "a kind of cover, because its schedule closes"
            expected = closes if cover.outside is None else "null, because its schedule never closes"
            yield source.problem(("covers", index, "outside"), str(cover.outside or "null"), expected)


def _check_pairs(facts: Portal, source: Source) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for index, cover in enumerate(facts.coverage.covers):
        for position, level_id in enumerate(cover.levels):
            before = first.setdefault((cover.category, level_id), cover.id)
            if before != cover.id:
                found = f"{cover.category} and {level_id} a second time (first in '{before}')"
                yield source.problem(("covers", index, "levels", position), found, "each category and level in one cover")
    for category in facts.categories.categories:
        for entry in facts.levels.levels:
            if (category.id, entry.id) not in first:
                found = f"no cover for {category.id} and {entry.id}"
                yield source.problem(("covers",), found, "each category and level in one cover")


def check_next_steps(facts: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each result without a situation, each first action that does not work then, and each idle situation."""
    if facts.severity is None:
        return
    source, situations = sources["severity"], facts.severity.situations
    channels = {channel.id: channel for channel in facts.channels.channels}
    named = {name for each in situations for name in (each.first, each.beside, *(step.channel for step in each.then)) if name}
    if named - set(channels):
        return  # a reference to a channel that does not exist is reported by the check of references
    levels, categories = [level.id for level in facts.levels.levels], [category.id for category in facts.categories.categories]
    shown = {(cover.category, level) for cover in facts.coverage.covers if cover.status_page for level in cover.levels}
    used: set[str] = set()
    for unsure, level, category, state in product((False, True), levels, categories, facts.states):
        if unsure and level == levels[-1]:
            continue  # the mildest level is never the worst of several
        situation = find_situation(situations, level, category, state.id, unsure=unsure)
        name = f"{'unsure, at worst ' if unsure else ''}{level}, {category}, '{state.id}'"
        if situation is None:
            yield source.problem(("situations",), f"none for {name}", "one situation for every level, category and state")
            continue
        used.add(situation.id)
        path = ("situations", situations.index(situation))
        first = [channels[each] for each in (situation.first, situation.beside) if each and works_in_one_tap(channels[each])]
        if first and not any(is_usable(each, level, state, unsure=unsure) for each in first):
            yield source.problem(
                (*path, "first"), f"nothing that works in one tap for {name}", "a channel that is open then, or one beside it"
            )
        for number, step in enumerate(situation.then):
            if not is_usable(channels[step.channel], level, state, unsure=False):  # its words may say at which level it holds
                found = f"'{step.channel}', which is closed for {name}"
                yield source.problem((*path, "then", number, "channel"), found, "a channel that is open then")
            elif not unsure and channels[step.channel].kind == "page" and (category, level) not in shown:
                found = f"'{step.channel}', which never shows {level}, {category}"
                yield source.problem(
                    (*path, "then", number, "channel"), found, "a channel that helps then", "coverage.yml says status_page: false"
                )
    for number, each in enumerate(situations):
        if not any(works_in_one_tap(channels[name]) for name in (each.first, each.beside) if name):
            expected = "a channel with a url, a number or an email address, or one beside it"
            yield source.problem(("situations", number, "first"), f"'{each.first}', which nobody reaches in one tap", expected)
        if each.id not in used:
            yield source.problem(("situations", number), f"'{each.id}' decides nothing", "a situation that an earlier one does not cover")


def check_targets(facts: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each promise made twice for a level, a plan and a category, and for each at a level that its plan leaves out."""
    plans = {plan.id: plan for plan in facts.plans.plans}
    categories = [category.id for category in facts.categories.categories]
    first: dict[tuple[str, ...], int] = {}
    for index, target in enumerate(facts.targets.targets):
        for position, level in enumerate(target.levels):
            path = ("targets", index, "levels", position)
            for plan, category in product(target.plans or plans or ("",), target.categories or categories):
                before = first.setdefault((target.promise, level, plan, category), index)
                if before != index:
                    line = sources["targets"].locate(("targets", before)).line
                    found = f"the {target.promise} of {level}{f' in the plan {plan}' if plan else ''} a second time"
                    yield sources["targets"].problem(path, found, f"each promise once (first on line {line})")
                    break
            for plan in target.plans:
                if plan in plans and plans[plan].levels and level not in plans[plan].levels:
                    expected = f"a level of the plan {plan}: {', '.join(plans[plan].levels)}"
                    yield sources["targets"].problem(path, f"'{level}', which that plan leaves out", expected)
