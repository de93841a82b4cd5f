"""`scripts/classify`: answers or a vector are looked up, and what it cannot use is said in words."""

from pathlib import Path

import pytest

from macros.checks import check_facts
from macros.commands import run as run_command
from macros.sources.problems import Problem
from tests.severity_samples import read_huts


@pytest.fixture(autouse=True)
def huts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts that it reads are those of the huts."""
    monkeypatch.setattr("macros.commands.classify.check_facts", lambda _: (*read_huts(), []))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run_command("classify", list(arguments))
    said = capsys.readouterr()
    return status, said.out, said.err


SAID = {
    "": """s1 to s4, hut or mast
  find out  link
  because   More than one level is possible. The worst counts.
  category  The desk sorts it out.
  vector    CHECK:2
""",
    "link=gone phone=works began=moving-in": """s3, hut
  because   The hut is offline. Moving in is not critical.
  category  Nothing points at the mast.
  vector    CHECK:2/link:gone/phone:works/began:moving-in
""",
    "BEGAN:unsure/Phone:silent/CHECK:1/link:GONE": """s1, hut or mast
  find out  began
  because   The phone is silent.
  category  The desk sorts it out.
  vector    CHECK:2/link:gone/phone:silent/began:unsure
""",
}


@pytest.mark.parametrize("arguments", SAID)
def test_answers_or_a_vector_give_level_category_reasons_and_vector(capsys: pytest.CaptureFixture[str], arguments: str) -> None:
    assert run(capsys, *arguments.split()) == (0, SAID[arguments], "")


def test_answers_that_are_impossible_together_have_no_level(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "link=good", "device=fine") == (0, "No level: Nothing is wrong.\n", "")


@pytest.mark.parametrize(
    ("argument", "said"),
    [("lnk=gone", "did you mean 'link'?"), ("link=gon", "did you mean 'gone'?"), ("link", "one of: good, slow, gone, unsure")],
)
def test_what_is_unknown_is_said_in_words_and_ends_with_2(capsys: pytest.CaptureFixture[str], argument: str, said: str) -> None:
    status, out, err = run(capsys, argument)
    assert (status, out) == (2, "")
    assert said in err


def test_facts_that_are_not_good_end_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("macros.commands.classify.check_facts", check_facts)
    status, out, err = run(capsys, "--docs", str(tmp_path))
    assert (status, out) == (1, "")
    assert "no such folder" in err
    doubt = Problem("levels.yml", 1, 1, "", "a level", "another")
    monkeypatch.setattr("macros.commands.classify.check_facts", lambda _: (*read_huts(), [doubt]))
    assert run(capsys)[:2] == (1, "")
