"""What agents are told: a hundred questions with the answers that are right, and nothing that the policy doesn't say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.agents import NOT_STATED, Agent, NoPolicy

QUESTIONS = yaml.safe_load((Path(__file__).parents[1] / "examples" / "agent-questions.yml").read_text(encoding="utf-8"))
TOOLS = ("classify", "who_answers_now", "search", "get_page")


def test_a_hundred_questions_are_answered_rightly_or_not_at_all(built_site: Path) -> None:
    agent = Agent(built_site)
    wrong = [
        (question["ask"], problem)
        for question in QUESTIONS
        for tool in TOOLS
        if tool in question
        for problem in find_problems(agent, built_site, getattr(agent, tool)(**question[tool]), question["expect"])
    ]
    assert len(QUESTIONS) == 100
    assert wrong == []


def find_problems(agent: Agent, site: Path, answer: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    """Return what is wrong with an answer: what was expected and didn't come, and what nothing supports."""
    text = json.dumps(answer, ensure_ascii=False)
    values = {**answer, "categories": [each["id"] for each in answer.get("categories", ())]}
    values["found"] = answer["pages"][0]["page"] if "found" in expected and "pages" in answer else None
    problems = [f"{key}: {values.get(key)}" for key, value in expected.items() if key != "says" and values.get(key) != value]
    problems += [f"says no {part}" for part in expected.get("says", ()) if part not in text]
    known = json.dumps(agent.policy)
    problems += [f"rule {rule} is made up" for rule in answer["rules"] if f'"{rule}"' not in known]
    below = answer["source"].partition("/help/")[2]
    if not (site / below / "index.html").is_file():
        problems.append(f"no such page: {answer['source']}")
    if answer["version"] != agent.policy["version"]:
        problems.append("no version")
    if answer["answer"] == NOT_STATED and not answer["why"]:
        problems.append("silent without a reason")
    return problems


def test_a_folder_without_a_portal_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(NoPolicy, match=r"no llms\.txt and no policy/v1/policy\.json"):
        Agent(tmp_path)
