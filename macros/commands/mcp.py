"""Let agents ask a built portal over MCP (stdio), instead of guessing its policy: classify, who_answers_now, search, get_page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..agents import Agent, NoPolicy
from ..engine import DISTRIBUTION, call, find_project

# Optional: nothing else of the portal needs it.
INSTALL = f"pip install '{DISTRIBUTION}[mcp]', or in the engine's repository .venv/bin/pip install --require-hashes -r requirements/mcp.txt"
INSTRUCTIONS = (
    "Answers come from the published support policy. Say no more than they say: each names its rules, the version of the rules and its"
    ' source page, which belong in your reply. Where an answer is "not stated", the policy is silent: say so, and offer the source page.'
    " Ask the questions that classify names under ask_next before you state a severity level."
)


def main(arguments: list[str] | None = None) -> int:
    """Serve until the agent hangs up, and return the exit code."""
    parser = argparse.ArgumentParser(prog=call("mcp"), description=__doc__)
    parser.add_argument("--site", type=Path, default=find_project() / "site", metavar="DIR", help="a built site (default: site)")
    options = parser.parse_args(arguments)
    try:
        from mcp.server.mcpserver import MCPServer

        agent = Agent(options.site)
    except ModuleNotFoundError:
        print(f"Install what speaks to agents first: {INSTALL}", file=sys.stderr)
        return 1
    except NoPolicy as missing:
        print(missing, file=sys.stderr)
        return 1
    server = MCPServer(name=agent.policy["organisation"]["name"], instructions=INSTRUCTIONS)
    for tool in (agent.classify, agent.who_answers_now, agent.search, agent.get_page):
        server.add_tool(tool)
    server.run("stdio")
    return 0


if __name__ == "__main__":
    sys.exit(main())
