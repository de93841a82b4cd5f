"""A wrong rule cannot pass: names, proofs, examples and the version of the rules are checked, each at its line."""

import pytest

from macros.checks.severity import check_severity
from macros.facts.levels import Example
from macros.facts.severity import LevelExample
from macros.portal import Portal
from macros.rules.severity_proofs import red_flags_first
from macros.rules.severity_table import LIMIT
from macros.sources.problems import format_report
from tests.rule_mutants import yield_mutants
from tests.severity_samples import HUTS, found_in, note_version, portal_of, read_huts

OFFLINE = """when: {link: [gone]}, level: s2, because: The hut is offline., evidence: call}
  - {id: slow, when: {link: [slow]}"""


@pytest.fixture(scope="module")
def huts() -> Portal:
    return note_version(read_huts()[0])


def report(old: str, new: str) -> list[str]:
    """What the check finds after one text is put in place of another, each with its line."""
    portal, sources = read_huts(old, new)
    return [f"{problem.line}: {problem.found}; {problem.hint}" for problem in check_severity(note_version(portal), sources)]


def line_of(text: str) -> int:
    return HUTS[: HUTS.index(text)].count("\n") + 1


def test_sound_rules_have_nothing_to_report(huts: Portal) -> None:
    assert list(check_severity(huts, read_huts()[1])) == []


def test_every_mutant_of_the_rules_is_reported_or_gives_the_same_results(huts: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    sources = read_huts()[1]
    reported, equivalent, survivors = 0, [], []
    for name, mutant in yield_mutants(huts):
        problems = found_in(list(check_severity(mutant, sources)))
        if [found for found in problems if found != huts.severity_table.hash]:
            reported += 1
        elif results(mutant) == results(huts):
            equivalent.append(name)
        else:
            survivors.append(name)
    with capsys.disabled():
        print(f"\nmutants of the rules: {reported} reported, {len(equivalent)} equivalent, {len(survivors)} survive")
    assert survivors == [], equivalent
    assert reported >= 40


def results(portal: Portal) -> dict:
    table = portal.severity_table
    return {frozenset(table.when(row).items()): (row.outcome.level, row.outcome.category) for row in table.rows}


@pytest.mark.parametrize(
    ("old", "new", "at", "found"),
    [
        ("when: {link: [slow]}, level: s3", "when: {link: [slow], began: [storm]}, level: s3", "", "no rule holds when link is 'slow'"),
        ("level: s4, because", "level: s1, because", "", "s1"),
        ("{phone: [silent]}, level: s1", "{phone: [silnt]}, level: s1", "- {id: phone-silent", "'silnt'"),
        ("{phone: [silent]}, level: s1", "{fone: [silent]}, level: s1", "- {id: phone-silent", "'fone'"),
        ("- link: [good]", "- began: [storm]", "- link: [good]", "'began'"),
        ("within: 3", "within: 2", "within: 3", "s1 takes 3 answers"),
        ("lifted_by: {began: nothing}", "lifted_by: {began: moving-in}", "lifted_by", "does not lift"),
        ("level: s2, because", "level: s1, because", "", "no case comes to s2"),
        (
            "category_rules:\n",
            "category_rules:\n"
            "  - {id: one, when: {began: [storm]}, category: mast, because: x}\n"
            "  - {id: two, when: {link: [gone], began: [storm]}, category: mast, because: x}\n"
            "  - {id: three, when: {phone: [silent], began: [storm]}, category: hut, because: x}\n",
            "",
            "'one' and 'three' both hold when link is 'gone', phone is 'silent', began is 'storm'",
        ),
        ("- {id: fine, label", "- {id: unsure, label", "- {id: fine, label", "the answer 'unsure'"),
        ("- id: device", "- id: vector", "- id: device", "the id 'vector'"),
        ("category: mast, because", "category: hut, because", "", "no case comes to 'mast'"),
        ("device: [fine]}, because", "devise: [fine]}, because", "- {id: all-well", "'devise'"),
        ("{link: good, device: one}", "{link: good, devise: one}", "", "'devise'"),
        ("      - link: [good]\n", "      - link: [good]\n        device: [one]\n", "", "'device'"),
        (OFFLINE, OFFLINE.replace("]}", "], began: [storm]}"), "", "no rule holds when link is 'slow', began is 'moving-in'"),
        (
            "- {id: slow, when",
            "- {id: fine, when: {device: [fine]}, level: s4, because: x}\n  - {id: slow, when",
            "",
            "; when device is 'fine', 'all-well' wins",
        ),
        ("when: {began: [moving-in]}", "when: {phone: [silent]}", "- {case: moving", "'moving' decides nothing; remove it, or widen"),
        (
            "moving-in]}, lifted_by: {began: nothing",
            "nothing]}, lifted_by: {began: storm",
            "- {case: moving",
            "and the milder 'moving-in' gives s2",
        ),
    ],
)
def test_a_wrong_rule_is_reported_in_words_at_its_line(old: str, new: str, at: str, found: str) -> None:
    said = report(old, new)
    assert any(found in each and (not at or each.startswith(f"{line_of(at)}:")) for each in said), said


def test_a_red_flag_that_only_some_readers_reach_in_time_is_reported_with_their_answers(huts: Portal) -> None:
    late = huts.severity.rules[1].model_copy(update={"id": "storm", "when": {"link": ("gone",), "began": ("storm",)}, "level": "s1"})
    slow = huts.severity.category_rules[0].model_copy(update={"when": {"link": ("slow",), "began": ("storm",)}})
    flags = huts.severity.red_flags.model_copy(update={"within": 2})
    severity = huts.severity.model_copy(update={"rules": (*huts.severity.rules, late), "category_rules": (slow,), "red_flags": flags})
    table = portal_of(severity).severity_table
    assert len(min((table.when(row) for row in table.rows if row.outcome.level == "s1"), key=len)) == 2
    (problem,) = red_flags_first(table)
    assert problem.found == "s1 takes 3 answers when link is 'gone', phone is 'works', began is 'storm'"


def test_an_answer_that_lifts_an_exclusion_only_for_some_is_reported() -> None:
    rules = HUTS[HUTS.index("\nrules:") : HUTS.index("\ncategory_rules:")]
    fuse = """\
  - id: fuse
    text: Is the fuse blown?
    label: Fuse
    shown_if:
      - began: [nothing]
    answers:
      - {id: fine, label: It is fine, what_if: If the fuse is fine}
      - {id: blown, label: It is blown, what_if: If the fuse is blown}
"""
    said = report(
        rules, f"{fuse}{rules}  - {{case: fuse, when: {{fuse: [blown]}}, lifted_by: {{fuse: fine}}, because: A fuse is changed.}}\n"
    )
    assert any("'nothing' does not lift 'moving'" in each for each in said), said


def test_two_category_rules_that_disagree_are_named_with_the_answers() -> None:
    rule = "  - {id: storm, when: {began: [storm]}, category: mast, because: A storm hits the mast.}\n"
    said = report(rule, rule + rule.replace("id: storm", "id: gone").replace("began: [storm]", "link: [gone]").replace("mast,", "hut,"))
    assert any("'storm' and 'gone' both hold when link is 'gone'" in each for each in said)


def test_a_rule_that_another_always_beats_is_named_with_the_winner() -> None:
    rule = "  - {id: slow, when: {link: [slow]}, level: s3, because: The link is slow., evidence: call}\n"
    worse = rule.replace("id: slow", "id: weak").replace("level: s3", "level: s4")
    portal, sources = read_huts(rule, rule + worse)
    (problem,) = check_severity(note_version(portal), sources)
    assert (problem.found, problem.hint) == ("'weak' decides nothing", "when link is 'slow', 'slow' wins")


def test_a_worse_answer_that_gives_a_milder_level_is_named_with_both() -> None:
    said = report(
        "      - {id: slow, label: Slow, what_if: If the link is slow}\n      - {id: gone, label: Gone, what_if: If the link is gone}\n",
        "      - {id: gone, label: Gone, what_if: If the link is gone}\n      - {id: slow, label: Slow, what_if: If the link is slow}\n",
    )
    assert any("'slow' gives s3, and the milder 'gone' gives s2" in each for each in said), said


def test_answers_that_are_kinds_may_stand_in_any_order() -> None:
    slow, gone = (
        "      - {id: slow, label: Slow, what_if: If the link is slow}\n",
        "      - {id: gone, label: Gone, what_if: If the link is gone}\n",
    )
    answers = f"    answers:\n      - {{id: good, label: Good, what_if: If the link is good}}\n{slow}{gone}"
    turned = answers.replace(slow + gone, gone + slow)
    assert report(f"    label: Link\n{answers}", f"    label: Link\n    ordered: false\n{turned}") == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("level: s1, category: mast", "level: s2, category: mast", "s1, mast (by the rule 'phone-silent')"),
        ("began: moving-in}, level: s3, category: hut}", "began: moving-in}, level: s3, category: mast}", "s3, hut (by the rule"),
        ("phone: works, began: moving-in}, level: s3", "phone: works, began: moving-in}, level: s2", "and the exclusion 'moving'"),
        ("{link: slow, began: storm}", "{link: slow}", "no answer to 'began'"),
        ("{link: slow, began: storm}", "{link: slow, began: storm, phone: silent}", "an answer to 'phone', which decides nothing here"),
        ("{link: good, device: one}", "{link: good, device: fine}", "'all-well' rules these answers out"),
    ],
)
def test_an_example_with_another_result_is_reported(old: str, new: str, found: str) -> None:
    assert any(found in each for each in report(old, new))


@pytest.mark.parametrize("times", [0, 2])
def test_an_example_sentence_of_a_level_is_answered_once(huts: Portal, times: int) -> None:
    sentence = Example.model_construct(id="silent", text="The phone is silent.")
    level, *others = huts.levels.levels
    levels = huts.levels.model_copy(update={"levels": (level.model_copy(update={"examples": (sentence,)}), *others)})
    example = LevelExample.model_construct(
        sentence="silent", answers={"link": "gone", "phone": "silent", "began": "storm"}, category="mast"
    )
    portal = portal_of(huts.severity.model_copy(update={"examples": (example,) * times}), levels)
    assert found_in(list(check_severity(portal, read_huts()[1]))) == [f"{times} entries for the sentence 'silent' of s1"]


def test_questions_with_too_many_sets_of_answers_are_refused_at_the_question(huts: Portal) -> None:
    first = huts.severity.questions[0]
    more = tuple(first.model_copy(update={"id": f"more-{number}", "shown_if": ()}) for number in range(9))
    portal = portal_of(huts.severity.model_copy(update={"questions": (*more, *huts.severity.questions)}))
    (problem,) = check_severity(portal, read_huts()[1])
    assert problem.found.endswith("sets of answers to the questions up to this one")
    assert problem.expected == f"at most {LIMIT} reachable sets of answers"
    assert "more-8 19683, link 59049" in problem.hint


def test_other_results_under_the_same_version_are_reported_with_what_to_write(huts: Portal) -> None:
    portal, sources = read_huts("began: [storm]}, category", "link: [gone], began: [storm]}, category")
    portal = portal_of(portal.severity.model_copy(update={"cases": (), "changes": huts.severity.changes}))
    (problem,) = check_severity(portal, sources)
    said = format_report([problem])
    assert "severity.yml:4:" in said
    assert f'rules: "{portal.severity_table.hash}"' in said
    assert "count 'version' up" in said
