"""Rules to try the severity table on: those of an invented company, and small random ones that need not be good."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from macros.facts.levels import CategoriesFile, Category, Level, LevelsFile, NotCritical
from macros.facts.reading import parse_model
from macros.facts.severity import (
    Answer,
    CategoryRule,
    Exclusion,
    Impossible,
    Otherwise,
    Question,
    RedFlags,
    Rule,
    SeverityFile,
    Unsure,
)
from macros.portal import Portal
from macros.sources.problems import Problem
from macros.sources.yaml_file import Source, read_source

HUTS = dedent(
    """\
    version: 2
    changes:
      - {version: 1, since: "2025-03-01", text: The first rules.}
      - {version: 2, since: "2026-03-01", text: The weather is asked for.}
    tie_break: {text: The worst row counts.}
    guidance: {text: A level is guidance.}
    red_flags: {levels: [s1], within: 3}
    unsure: {label: Not sure, text: The worst counts., category: hut, category_text: The desk sorts it out.}

    questions:
      - id: link
        text: How is the link?
        label: Link
        answers:
          - {id: good, label: Good, what_if: If the link is good}
          - {id: slow, label: Slow, what_if: If the link is slow}
          - {id: gone, label: Gone, what_if: If the link is gone}
      - id: phone
        text: Does the emergency phone work?
        label: Phone
        shown_if:
          - link: [gone]
        answers:
          - {id: works, label: It works, what_if: If the phone works}
          - {id: silent, label: It is silent, what_if: If the phone is silent}
      - id: device
        text: Is a device broken?
        label: Device
        shown_if:
          - link: [good]
        answers:
          - {id: fine, label: None is, what_if: If no device is broken}
          - {id: one, label: One is, what_if: If one device is broken}
      - id: began
        text: What was going on?
        label: Began
        shown_if:
          - link: [slow, gone]
        answers:
          - {id: moving-in, label: We moved in, what_if: If you are moving in}
          - {id: storm, label: A storm, what_if: If there was a storm}
          - {id: nothing, label: Nothing, what_if: If nothing was going on}

    rules:
      - {id: phone-silent, when: {phone: [silent]}, level: s1, because: The phone is silent., evidence: call}
      - {id: offline, when: {link: [gone]}, level: s2, because: The hut is offline., evidence: call}
      - {id: slow, when: {link: [slow]}, level: s3, because: The link is slow., evidence: call}
      - {id: device, when: {device: [one]}, level: s4, because: One device is broken., evidence: call}

    exclusions:
      - {case: moving, when: {began: [moving-in]}, lifted_by: {began: nothing}, because: Moving in is not critical.}

    category_rules:
      - {id: storm, when: {began: [storm]}, category: mast, because: A storm hits the mast.}
    otherwise: {category: hut, because: Nothing points at the mast.}

    impossible:
      - {id: all-well, when: {link: [good], device: [fine]}, because: Nothing is wrong.}

    cases:
      - {text: The phone is silent in a storm., answers: {link: gone, phone: silent, began: storm}, level: s1, category: mast}
      - {text: The link is slow after moving in., answers: {link: slow, began: moving-in}, level: s3, category: hut}
      - {text: Offline while moving in., answers: {link: gone, phone: works, began: moving-in}, level: s3, category: hut}
      - {text: Offline for no reason., answers: {link: gone, phone: works, began: nothing}, level: s2, category: hut}
      - {text: Offline in a storm., answers: {link: gone, phone: works, began: storm}, level: s2, category: mast}
      - {text: Slow in a storm., answers: {link: slow, began: storm}, level: s3, category: mast}
      - {text: Slow for no reason., answers: {link: slow, began: nothing}, level: s3, category: hut}
      - {text: Silent for no reason., answers: {link: gone, phone: silent, began: nothing}, level: s1, category: hut}
      - {text: Silent while moving in., answers: {link: gone, phone: silent, began: moving-in}, level: s1, category: hut}
      - {text: One device is broken., answers: {link: good, device: one}, level: s4, category: hut}

    situations:
      - {id: any, levels: [s1, s2, s3, s4], do: Ask the desk., first: desk}
    """
)


def levels_of(count: int, capped_at: str, *spared: str) -> LevelsFile:
    """Levels s1 (the worst) to `count`, the first two critical."""
    levels = tuple(Level.model_construct(id=f"s{rank}", critical=rank < 3, examples=()) for rank in range(1, count + 1))
    return LevelsFile.model_construct(levels=levels, not_critical=NotCritical.model_construct(capped_at=capped_at, never_applied_to=spared))


CATEGORIES = CategoriesFile.model_construct(categories=(Category.model_construct(id="hut"), Category.model_construct(id="mast")))


@cache
def read_huts(old: str = "", new: str = "") -> tuple[Portal, dict[str, Source]]:
    """The rules of the huts and their source, with one text in place of another. The note of their version is right."""
    assert old in HUTS
    with TemporaryDirectory() as folder:
        file = Path(folder) / "severity.yml"
        file.write_text(HUTS.replace(old, new, 1), encoding="utf-8")
        source = read_source(file, "severity.yml")
    severity, problems = parse_model(source, SeverityFile)
    assert severity is not None, problems
    return portal_of(severity), {"severity": source}


def portal_of(severity: SeverityFile, levels: LevelsFile | None = None) -> Portal:
    return Portal.model_construct(severity=severity, levels=levels or levels_of(4, "s3", "s1"), categories=CATEGORIES)


def note_version(portal: Portal) -> Portal:
    """Note the results of the rules under their version, as their author would."""
    last = portal.severity.changes[-1].model_copy(update={"rules": portal.severity_table.hash})
    changes = (*portal.severity.changes[:-1], last)
    return portal_of(portal.severity.model_copy(update={"changes": changes}), portal.levels)


def found_in(problems: list[Problem]) -> list[str]:
    return [problem.found for problem in problems]


def random_portal(chance: random.Random) -> Portal:
    """Rules that need not be good: hidden questions, overlaps, gaps, impossible combinations."""
    sizes = [chance.randint(2, 4) for _ in range(chance.randint(2, 4))]

    def when(before: int) -> dict[str, tuple[str, ...]]:
        chosen = sorted(chance.sample(range(before), chance.randint(0, min(before, 3))))
        return {f"q{n}": tuple(f"a{m}" for m in sorted(chance.sample(range(sizes[n]), chance.randint(1, sizes[n])))) for n in chosen}

    questions = tuple(
        Question.model_construct(
            id=f"q{n}",
            answers=tuple(Answer.model_construct(id=f"a{m}") for m in range(size)),
            shown_if=tuple(when(n) for _ in range(chance.randint(0, 2))) if n else (),
            ordered=n != 1,
            offers_unsure=n != 2,
        )
        for n, size in enumerate(sizes)
    )
    count, category = len(sizes), lambda: chance.choice(("hut", "mast"))
    severity = SeverityFile.model_construct(
        version=1,
        changes=(),
        questions=questions,
        red_flags=RedFlags.model_construct(levels=("s1",), within=4),
        unsure=Unsure.model_construct(category=category()),
        otherwise=Otherwise.model_construct(category=category()),
        rules=tuple(
            Rule.model_construct(id=f"r{n}", when=when(count), level=f"s{chance.randint(1, 5)}", evidence="call")
            for n in range(chance.randint(1, 6))
        ),
        exclusions=tuple(
            Exclusion.model_construct(case=f"e{n}", when=when(count), lifted_by={"q0": "a0"}) for n in range(chance.randint(0, 2))
        ),
        category_rules=tuple(
            CategoryRule.model_construct(id=f"c{n}", when=when(count), category=category()) for n in range(chance.randint(0, 3))
        ),
        impossible=tuple(Impossible.model_construct(id=f"i{n}", when=when(count)) for n in range(chance.randint(0, 1))),
        examples=(),
        cases=(),
    )
    return portal_of(severity, levels_of(5, f"s{chance.randint(1, 5)}", "s1"))
