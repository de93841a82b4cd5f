"""`scripts/classify`: text, JSON, codes, links, batches, and words for what it cannot use."""

import json
from pathlib import Path

import pytest

from scripts.classify import main

NOW = ("--now", "2026-11-23T21:30Z")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main([*arguments, *NOW])
    said = capsys.readouterr()
    return status, said.out, said.err


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    status, out, _ = run(capsys, *arguments, "--json")
    assert status == 0
    return json.loads(out)


def test_answers_give_level_category_reason_and_what_holds_now(capsys: pytest.CaptureFixture[str]) -> None:
    case = told(capsys, "calls=all", "affected=customer", "began=nothing")
    assert (case["level"], case["category"], case["rule"]) == ("p1", "platform", "company-down")
    assert case["now"]["state"] == "phone-only"
    assert case["now"]["until"] == "2026-11-23T23:00:00+00:00"


def test_what_is_not_said_counts_as_unsure(capsys: pytest.CaptureFixture[str]) -> None:
    case = told(capsys, "affected=customer", "calls=all")
    assert case["level"] == "p1"
    assert case["possible_levels"] == ["p1", "p3"]
    assert (case["missing"], case["find_out"]) == (["began"], "began")


def test_a_code_and_a_link_give_the_same_verdict_as_their_answers(capsys: pytest.CaptureFixture[str]) -> None:
    case = told(capsys, "calls=some", "affected=carrier", "feature=fine", "others=unsure")
    assert told(capsys, "--code", case["code"].lower()) == case
    assert told(capsys, "--link", "https://x.example/?v=1&calls=some&affected=carrier&feature=fine&others=unsure") == case


def test_explain_says_which_answers_would_change_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    case = told(capsys, "calls=all", "affected=customer", "began=new-interconnect", "--explain")
    changes = {(each["question"], each["answer"]): each["levels"] for each in case["what_would_change"]}
    assert changes["began", "live-traffic"] == ["p1"]
    assert case["cap"] == "interconnect-turn-up"


def test_a_batch_keeps_the_columns_it_was_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("ticket,calls,affected,began\n7,all,everyone,\n8,all,customer,testing\n", encoding="utf-8")
    status, out, _ = run(capsys, "--csv", str(file))
    lines = out.splitlines()
    assert status == 0
    assert lines[0].startswith("ticket,calls,affected,began,level,category,code")
    assert lines[1].startswith("7,all,everyone,,p0,platform,P0-P-")
    assert lines[2].startswith("8,all,customer,testing,p3,operational,P3-O-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cals=all",), "did you mean 'calls'?"),
        (("calls=al",), "did you mean 'all'?"),
        (("calls",), "QUESTION=ANSWER"),
        (("--code", "P3-O-7F2KX"), "without a wrong or swapped character"),
        (("--code", "P9"), "a code like"),
        (("--csv", "/nowhere/cases.csv"), "a CSV file"),
    ],
)
def test_what_cannot_be_used_is_said_in_words_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_bad_row_of_a_batch_is_named_by_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("calls\nall\nmany\n", encoding="utf-8")
    status, _, err = run(capsys, "--csv", str(file))
    assert status == 2
    assert "cases.csv:3:" in err
