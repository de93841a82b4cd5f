"""What agents are told: a hundred questions with the answers that are right, and nothing that the policy doesn't say."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.agents import Agent
from macros.commands import run
from macros.commands.mcp import ask_questions
from macros.engine import Failed

QUESTIONS = Path(__file__).parents[1] / "examples" / "agent-questions.yml"


def test_a_hundred_questions_are_answered_rightly_or_not_at_all(built_site: Path) -> None:
    assert ask_questions(Agent(built_site), QUESTIONS) == (100, [])


def test_a_wrong_answer_is_named_with_its_place(built_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.yml"
    file.write_text(QUESTIONS.read_text(encoding="utf-8").replace("S1 Emergency", "S4 Small", 1), encoding="utf-8")
    assert run("mcp", ["--site", str(built_site), "--ask", str(file)]) == 1
    report = capsys.readouterr().err
    assert "questions.yml:6:11" in report
    assert "found     answer 'S1 Emergency'" in report
    assert "No hut of our valley is online." in report
    assert "1 to review, of 100 questions." in report
    file.write_text("questions: [{ask: Hello?, expect: {}}]", encoding="utf-8")
    assert run("mcp", ["--site", str(built_site), "--ask", str(file)]) == 1
    assert "questions.yml:1:" in capsys.readouterr().err


def test_a_folder_without_a_portal_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"no llms\.txt and no policy/v1/policy\.json"):
        Agent(tmp_path)
