"""`scripts/classify`: answers or a vector are looked up, and what it cannot use is said in words."""

from pathlib import Path

import pytest

from macros.checks import check_facts
from macros.commands import run as run_command
from tests.severity_samples import read_huts


@pytest.fixture(autouse=True)
def huts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts that it reads are those of the huts."""
    monkeypatch.setattr("macros.commands.classify.check_facts", lambda _: (*read_huts(), []))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run_command("classify", list(arguments))
    said = capsys.readouterr()
    return status, said.out, said.err


def test_answers_give_level_category_reasons_and_vector(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "link=gone", "phone=works", "began=moving-in")
    assert status == 0
    assert out.splitlines()[0] == "s3, hut"
    assert "The hut is offline. Moving in is not critical." in out
    assert "Nothing points at the mast." in out
    assert "CHECK:2/link:gone/phone:works/began:moving-in" in out


def test_what_is_not_said_counts_as_unsure(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "link=gone", "phone=works")
    assert out.startswith("s2 to s3, hut or mast")
    assert "find out  began" in out
    assert "The hut is offline." not in out
    assert "The desk sorts it out." in out


def test_a_vector_in_any_order_and_case_is_looked_up_like_its_answers(capsys: pytest.CaptureFixture[str]) -> None:
    asked = run(capsys, "link=gone", "phone=silent", "began=unsure")
    assert run(capsys, "BEGAN:unsure/Phone:silent/CHECK:1/link:GONE") == asked
    assert asked[1].startswith("s1, hut or mast")


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
