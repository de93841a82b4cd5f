"""The shipped rules: what they must say, and that a wrong rule cannot pass."""

import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from macros.portal import Portal, load_portal
from macros.rules.decision import level_of
from macros.rules.proofs import prove
from macros.rules.severity_rules import check_severity, compile_rules
from macros.rules.unknowns import judge
from macros.sources.yaml_file import Source, read_source
from tests.unit.rule_mutants import Mutant, same_verdicts, yield_mutants

DATA = Path(__file__).parents[2] / "docs" / "_data"


@pytest.fixture(scope="module")
def facts() -> Portal:
    return load_portal(DATA)


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {"severity": read_source(DATA / "severity.yml", "docs/_data/severity.yml")}


def problems_of(mutant: Mutant, sources: dict[str, Source]) -> list:
    return list(check_severity(mutant.facts, sources))


def test_the_shipped_rules_are_proven_within_a_tenth_of_a_second(facts: Portal) -> None:
    began = time.perf_counter()
    rules = compile_rules(facts)
    proof = prove(rules.pack, rules.diagram)
    assert time.perf_counter() - began <= 0.1
    assert proof.findings == ()


def test_every_mutant_of_the_rules_is_reported_or_equivalent(
    facts: Portal, sources: dict[str, Source], capsys: pytest.CaptureFixture[str]
) -> None:
    original = compile_rules(facts)
    reported, equivalent, survivors = 0, [], []
    for mutant in yield_mutants(facts):
        if problems_of(mutant, sources):
            reported += 1
        elif same_verdicts(original, compile_rules(mutant.facts)):
            equivalent.append(mutant.name)
        else:
            survivors.append(mutant.name)
    with capsys.disabled():
        print(f"\nmutants of the rules: {reported} reported, {len(equivalent)} equivalent, {len(survivors)} survive")
    assert survivors == [], equivalent
    assert reported >= 100


def test_p0_is_never_capped(facts: Portal) -> None:
    rules = compile_rules(facts)
    worst = [end for end in rules.diagram.ends if end.rule is not None and rules.pack.rules[end.rule].level == 0]
    assert worst
    assert all(end.cap is None for end in worst)


def test_traffic_that_worked_before_lifts_every_cap(facts: Portal) -> None:
    rules = compile_rules(facts)
    for began in ("new-interconnect", "on-boarding", "testing", "changing"):
        capped = judge(rules.pack, rules.diagram, rules.numbers({"calls": "all", "affected": "customer", "began": began}))
        assert rules.pack.levels[capped.level] == "p3"
    lifted = judge(rules.pack, rules.diagram, rules.numbers({"calls": "all", "affected": "customer", "began": "live-traffic"}))
    assert rules.pack.levels[lifted.level] == "p1"


def test_unsure_gives_a_range_and_the_answer_that_narrows_it_most(facts: Portal) -> None:
    rules = compile_rules(facts)
    answers = {"calls": "all", "affected": "unsure", "began": "nothing", "others": "only-us", "feature": "fine"}
    verdict = judge(rules.pack, rules.diagram, rules.numbers(answers))
    assert [rules.pack.levels[level] for level in verdict.levels] == ["p0", "p1", "p2", "p3"]
    assert rules.pack.questions[verdict.find_out].id == "affected"


def test_levels_reached_match_the_counts_of_the_diagram(facts: Portal) -> None:
    rules = compile_rules(facts)
    reached = {level_of(rules.pack, end) for end in rules.diagram.ends} - {None}
    assert reached == set(range(len(facts.levels.levels)))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("when: {calls: [some]}\n    level: p3", "when: {calls: [some], affected: [customer]}\n    level: p3", "no rule holds when"),
        ("when: {calls: [minor]}\n    level: p4", "when: {calls: [minor]}\n    level: p2", "gives p3"),
        ("affected: [carrier]}\n    level: p3", "affected: [carier]}\n    level: p3", "'carier'"),
        (
            "when: {affected: [everyone]}\n    category: platform",
            "when: {affected: [everyone]}\n    category: operational",
            "both hold when",
        ),
        ("shown_if:\n      - calls: [some, all]", "shown_if:\n      - began: [nothing]", "'began'"),
    ],
)
def test_a_wrong_rule_is_reported_at_its_line_in_words(tmp_path: Path, facts: Portal, old: str, new: str, found: str) -> None:
    from macros.facts.reading import parse_model
    from macros.facts.severity import SeverityFile

    text = (DATA / "severity.yml").read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / "severity.yml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    source = read_source(changed, "severity.yml")
    severity, refused = parse_model(source, SeverityFile)
    assert severity is not None, refused
    spoilt = SimpleNamespace(severity=severity, levels=facts.levels, categories=facts.categories)
    problems = list(check_severity(spoilt, {"severity": source}))
    assert any(found in problem.found for problem in problems), problems
    assert all(problem.line > 1 for problem in problems)
