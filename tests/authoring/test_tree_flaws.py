"""What an author reads when a troubleshooter leads nowhere: every flaw, at its line, all at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from macros.checks import check_project
from macros.checks.troubleshooters import MOST_STEPS, check_tree
from macros.facts.reading import parse_model
from macros.facts.troubleshooting import Troubleshooter
from macros.sources.problems import Problem
from macros.sources.yaml_file import parse_source
from tests.authoring.conftest import Sources

HEAD = """id: sample
title: Why?
description: A sample.
problem: call
symptoms: [it fails]
review_by: 2027-01-01
steps:
"""
END = "  - {id: ticket, kind: hand-over, to: ticket, title: Write, text: Write it.}\n"
TREE = "docs/_data/troubleshooters/link-drops.yml"


def question(step: str, *targets: str) -> str:
    answers = "".join(f"      - {{id: a{number}, label: Answer, goto: {goto}}}\n" for number, goto in enumerate(targets))
    return f"  - id: {step}\n    kind: question\n    title: What?\n    answers:\n{answers}"


def action(step: str, **ways: str) -> str:
    keys = "".join(f"    {key}: {goto}\n" for key, goto in ways.items())
    return f"  - id: {step}\n    kind: action\n    title: Try\n    do: [Do it.]\n    tried: Did it.\n{keys}"


def finding(step: str, following: str = "") -> str:
    onward = f"    next: {following}\n" if following else ""
    return f"  - id: {step}\n    kind: finding\n    title: It\n    cause: Because.\n    remedy: [Mend it.]\n    check: Look.\n{onward}"


def flaws(*steps: str) -> list[Problem]:
    source = parse_source(HEAD + "".join(steps), "sample.yml")
    tree, problems = parse_model(source, Troubleshooter)
    assert tree is not None, problems
    return sorted(check_tree(tree, source))


def only(*steps: str) -> Problem:
    found = flaws(*steps)
    assert len(found) == 1, found
    return found[0]


def test_a_sound_tree_has_no_flaw() -> None:
    way = action("try", helped="it", no_change="ticket", could_not="ticket")
    assert flaws(question("first", "try", "it"), way, finding("it", "ticket"), END) == []


def test_a_jump_to_nowhere_is_named_with_the_nearest_step() -> None:
    problem = only(question("first", "tickets", "ticket"), END)
    assert (problem.line, problem.where) == (12, "steps > first > answers > a0 > goto")
    assert "'tickets'" in problem.found
    assert problem.hint == "did you mean 'ticket'?"


@pytest.mark.parametrize(
    ("remedy", "in_order"),
    [("[1. Look., 2. Mend it.]", True), ("[Look., Mend it.]", False), ("[1. Look., 3. Mend it.]", None), ("[1. Look., Mend it.]", None)],
)
def test_acts_are_numbered_through_or_not_at_all(remedy: str, in_order: bool | None) -> None:
    text = HEAD + finding("it", "ticket").replace("[Mend it.]", remedy) + END
    tree, problems = parse_model(parse_source(text, "sample.yml"), Troubleshooter)
    if tree:
        assert tree.steps[0].in_order is in_order
    else:
        assert in_order is None
        assert [(problem.where, problem.expected) for problem in problems] == [
            ("steps > it > remedy", "acts numbered 1., 2., 3. without a gap, or none of them")
        ]


def test_an_answer_without_an_outcome_is_named() -> None:
    bare = "  - id: first\n    kind: question\n    title: What?\n    answers:\n      - {id: a, label: A, goto: ticket}\n      - {id: b, label: B}\n"
    problem = only(bare, END)
    assert (problem.line, problem.found) == (13, "an answer without an outcome")


def test_a_question_without_answers_is_a_dead_end() -> None:
    found = flaws(question("first", "second", "ticket"), "  - {id: second, kind: question, title: What?}\n", END)
    assert ["dead end" in problem.found for problem in found] == [True]


def test_a_question_with_one_answer_is_no_question() -> None:
    assert "one answer" in only(question("first", "ticket"), END).found


@pytest.mark.parametrize("missing", ["helped", "no_change", "could_not"])
def test_an_outcome_of_an_action_that_leads_nowhere_is_named(missing: str) -> None:
    ways = {key: "ticket" for key in ("helped", "no_change", "could_not") if key != missing}
    problem = only(action("first", **ways), END)
    assert f"'{missing}'" in problem.expected
    assert "nowhere" in problem.found


def test_a_finding_without_a_next_step_is_named() -> None:
    assert only(question("first", "it", "ticket"), finding("it"), END).found == "a finding without a next step"


def test_a_step_that_no_walk_reaches_is_named() -> None:
    problem = only(question("first", "ticket", "ticket"), END, finding("lost", "ticket"))
    assert (problem.where, problem.found) == ("steps > lost > id", "a step that no path reaches")


def test_a_loop_without_exit_is_named_once_with_its_steps() -> None:
    loop = (question("second", "third", "third"), question("third", "second", "second"))
    problem = only(question("first", "second", "ticket"), *loop, END)
    assert problem.found == "a loop without exit: second > third > second"


def test_a_loop_with_an_exit_is_allowed() -> None:
    assert flaws(question("first", "second", "ticket"), question("second", "first", "ticket"), END) == []


def test_a_loop_that_only_a_remedy_that_worked_leaves_is_named() -> None:
    problem = only(question("first", "one", "ticket"), finding("one", "two"), finding("two", "one"), END)
    assert problem.found == "a loop without exit: one > two > one"


def test_an_answer_may_lead_to_the_good_end_which_no_file_writes() -> None:
    assert flaws(question("first", "solved", "ticket"), END) == []
    assert only(question("first", "solved", "ticket"), finding("solved", "ticket"), END).found == "'solved'"


def test_the_longest_walk_has_nine_steps_and_one_more_is_too_many() -> None:
    def chain(length: int) -> list[str]:
        names = [f"s{number}" for number in range(length - 1)]
        return [*(question(name, following, "ticket") for name, following in zip(names, [*names[1:], "ticket"], strict=True)), END]

    assert flaws(*chain(MOST_STEPS)) == []
    problem = only(*chain(MOST_STEPS + 1))
    assert problem.found.startswith(f"a path of {MOST_STEPS + 1} steps: s0 > s1")


def test_an_id_given_twice_is_named_at_its_second_place() -> None:
    found = flaws(question("first", "it", "ticket"), finding("it", "ticket"), finding("it", "ticket"), END)
    assert any(problem.found == "the step id 'it' a second time" and "line" in problem.expected for problem in found)


def test_every_flaw_is_told_at_once() -> None:
    found = flaws(question("first", "nowhere", "loop"), question("loop", "loop", "loop"), finding("lost"), END)
    assert {problem.found.split(":")[0] for problem in found} == {
        "the step 'nowhere', which is not in this file",
        "a loop without exit",
        "a finding without a next step",
        "a step that no path reaches",
    }


@pytest.mark.parametrize(
    ("old", "new", "found", "hint"),
    [
        ("problem: offline\n", "problem: ofline\n", "'ofline'", "did you mean 'offline'?"),
        ("evidence: [light]", "evidence: [lights]", "'lights'", "did you mean 'light'?"),
        ("articles: [red-light]", "articles: [red-lights]", "'red-lights'", "did you mean 'red-light'?"),
        ("id: link-drops\n", "id: link-drop\n", "'link-drop'", ""),
        ("goto: light,", "goto: ligth,", "'ligth'", "did you mean 'light'?"),
    ],
)
def test_what_a_troubleshooter_names_must_exist(sources: Sources, old: str, new: str, found: str, hint: str) -> None:
    line = sources.replace("_data/troubleshooters/link-drops.yml", old, new)
    (problem, *_) = [each for each in sources.problems() if found in each.found]
    assert (problem.file, problem.line) == (TREE, line)
    assert hint in problem.hint


@pytest.mark.parametrize(("known", "found"), [("{links: all, whose: hut}", "'links'"), ("{link: al, whose: hut}", "'al'")])
def test_what_it_tells_the_classifier_must_be_an_answer_of_its_questions(sources: Sources, known: str, found: str) -> None:
    line = sources.replace("_data/troubleshooters/no-signal.yml", "{link: all, whose: hut}", known)
    (problem,) = sources.problems()
    assert (problem.line, problem.found) == (line, found)
    assert "did you mean" in problem.hint


def test_the_name_of_an_unknown_troubleshooter_in_a_page_gets_the_nearest(only_problem: Callable, sources: Sources) -> None:
    sources.replace("troubleshooting/no-signal.md", '"no-signal") }}', '"no-singal") }}')
    problem = only_problem()
    assert problem.file == "docs/troubleshooting/no-signal.md"
    assert problem.hint == "did you mean 'no-signal'?"


def test_an_article_that_no_step_of_its_troubleshooter_names_is_warned_of(sources: Sources) -> None:
    def find_warnings() -> list[tuple[str, str]]:
        problems = check_project(sources.docs, None)[1]
        return [(problem.file, problem.found) for problem in problems if problem.where.startswith("troubleshooters")]

    assert find_warnings() == []
    sources.replace("_data/troubleshooters/no-signal.yml", "    articles: [lightning]\n", "")
    assert find_warnings() == [("docs/knowledge-base/lightning.md", "'no-signal'")]
