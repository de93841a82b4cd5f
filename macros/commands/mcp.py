"""Let agents ask a built portal over MCP (stdio), instead of guessing its policy: classify, who_answers_now, search, get_page.

With `--ask`, put the questions of a file instead, and list those that aren't answered as it says: the file or the policy is wrong.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from ..agents import NOT_STATED, Agent
from ..engine import DISTRIBUTION, Failed, call, find_project
from ..facts.base import Model, Prose, invalid
from ..facts.reading import parse_model
from ..sources.files import display_path
from ..sources.problems import Problem, format_problem
from ..sources.yaml_file import read_source

# Optional: nothing else of the portal needs it.
INSTALL = f"pip install '{DISTRIBUTION}[mcp]', or in the engine's repository .venv/bin/pip install --require-hashes -r requirements/mcp.txt"
INSTRUCTIONS = (
    "Answers come from the published support policy. Say no more than they say: each names its rules, the version of the rules and its"
    ' source page, which belong in your reply. Where an answer is "not stated", the policy is silent: say so, and offer the source page.'
    " Ask the questions that classify names under ask_next before you state a severity level."
)


class Question(Model):
    """What somebody asks, the tool that an agent asks then, and what must come back."""

    ask: Prose
    """The question."""
    classify: dict[str, Any] | None = None
    who_answers_now: dict[str, Any] | None = None
    search: dict[str, Any] | None = None
    get_page: dict[str, Any] | None = None
    expect: Annotated[dict[str, Any], Field(min_length=1)]
    """Fields of the answer; `found` is the first page found, and `says` what stands somewhere in the answer."""

    @model_validator(mode="after")
    def _asks_one_tool(self) -> Self:
        if sum(getattr(self, tool) is not None for tool in TOOLS) != 1:
            raise invalid(f"one of: {', '.join(TOOLS)}")
        return self


class QuestionFile(Model):
    """The whole file."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


TOOLS = ("classify", "who_answers_now", "search", "get_page")


def ask_questions(agent: Agent, file: Path) -> tuple[int, list[Problem]]:
    """Return how many questions a file holds, and a problem for each that isn't answered as it says."""
    source = read_source(file, display_path(file))
    found, problems = parse_model(source, QuestionFile)
    questions = found.questions if found else ()
    for number, question in enumerate(questions):
        tool = next(name for name in TOOLS if getattr(question, name) is not None)
        wrong = list(find_mistakes(agent, _plain(getattr(agent, tool)(**getattr(question, tool))), _plain(question.expect)))
        if wrong:
            hint = f'"{question.ask}" If the policy has changed, review this answer'
            problems.append(source.problem(("questions", number, "expect"), "; ".join(wrong), "what stands here", hint))
    return len(questions), problems


def find_mistakes(agent: Agent, answer: dict[str, Any], expected: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with an answer: what was expected and didn't come, and what nothing that is published supports."""
    text = json.dumps(answer, ensure_ascii=False)
    said = {**answer, "categories": [each["id"] for each in answer.get("categories", ())]}
    said["found"] = answer["pages"][0]["page"] if answer.get("pages") and answer["answer"] != NOT_STATED else None
    yield from (f"{key} {said.get(key)!r}" for key, value in expected.items() if key != "says" and said.get(key) != value)
    yield from (f"says no {part!r}" for part in expected.get("says", ()) if part not in text)
    known = json.dumps(agent.policy)
    yield from (f"the rule {rule}, which is made up" for rule in answer["rules"] if f'"{rule}"' not in known)
    path = urlsplit(answer["source"]).path.strip("/")
    if answer["source"] != agent.policy["organisation"]["website"] and not any(path in page["names"] for page in agent.pages.values()):
        yield f"the source {answer['source']}, which is no page"
    if answer["version"] != agent.policy["version"]:
        yield "no version"
    if answer["answer"] == NOT_STATED and not answer["why"]:
        yield "silence without a reason"


def _plain(value: dict[str, Any]) -> Any:
    return json.loads(json.dumps(value))


def main(arguments: list[str]) -> int:
    """Serve until the agent hangs up, and return the exit code."""
    parser = argparse.ArgumentParser(prog=call("mcp"), description=__doc__)
    parser.add_argument("--site", type=Path, default=find_project() / "site", metavar="DIR", help="a built site (default: site)")
    parser.add_argument("--ask", type=Path, metavar="FILE", help="put the questions of this file, and list the wrong answers")
    options = parser.parse_args(arguments)
    if options.ask:
        return ask(options.site, options.ask)
    try:
        from mcp.server.mcpserver import MCPServer

        agent = Agent(options.site)
    except ModuleNotFoundError:
        raise Failed(f"Install what speaks to agents first: {INSTALL}") from None
    server = MCPServer(name=agent.policy["organisation"]["name"], instructions=INSTRUCTIONS)
    for tool in (agent.classify, agent.who_answers_now, agent.search, agent.get_page):
        server.add_tool(tool)
    server.run("stdio")
    return 0


def ask(site: Path, file: Path) -> int:
    """Put the questions of a file, and return the exit code."""
    count, problems = ask_questions(Agent(site), file)
    if problems:
        raise Failed("\n".join([*map(format_problem, problems), f"{len(problems)} to review, of {count} questions."]))
    print(f"{count} questions are answered as the file says.")
    return 0
