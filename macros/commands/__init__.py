"""The commands of a portal: `portal COMMAND …`. In the engine's repository, `scripts/COMMAND` starts the same modules."""

import sys
from importlib import import_module

from ..engine import DISTRIBUTION, VERSION, Failed

# Each is a module here with a `main(arguments) -> exit code`.
COMMANDS = {
    "new": "begin a portal, an article or a troubleshooter",
    "check": "check facts and pages without building",
    "build": "write the site",
    "serve": "look at the site, and build it again after each edit",
    "rename": "rename an id everywhere",
    "upgrade": "bring the data files to the version of this engine",
    "diff": "say what a change of the facts means for readers",
    "classify": "say how bad a problem is, from its answers",
    "search": "ask the search of the site, or judge it",
    "status": "connect a status page, or write its snapshot",
    "mcp": "let agents ask a built site",
}
USAGE = "usage: portal COMMAND …\n\n" + "\n".join(f"  {name:<10}{what}" for name, what in COMMANDS.items())


def main() -> int:
    """Run the command that the first argument names; return its exit code."""
    name, arguments = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("", [])
    if name in COMMANDS:
        return run(name, arguments)
    if name in ("-V", "--version"):
        print(f"{DISTRIBUTION} {VERSION}")
        return 0
    if name in ("", "-h", "--help"):
        print(f"{USAGE}\n\nportal COMMAND --help says what each takes. This is version {VERSION}.")
        return 0
    print(f"There is no command '{name}'.\n{USAGE}", file=sys.stderr)
    return 2


def run(name: str, arguments: list[str]) -> int:
    """Run a command; return its exit code."""
    try:
        return import_module(f".{name}", __package__).main(arguments)
    except Failed as failed:
        print(failed, file=sys.stderr)
    except ModuleNotFoundError as missing:
        if missing.name != "playwright":
            raise
        print(f"portal {name} asks in a browser. Install what it needs: pip install '{DISTRIBUTION}[search]'", file=sys.stderr)
    return 1
