"""Probe a status page, or write its snapshot beside the site."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from ..engine import call, find_project
from ..facts.reading import parse_model
from ..facts.status import Status
from ..sources.problems import ProblemsFound
from ..sources.yaml_file import read_source
from ..status.adapters import read_adapters
from ..status.fetching import FetchFailed, FetchOptions
from ..status.probe import probe, write_finding
from ..status.snapshot import EXIT_CODES, take_snapshot, write_snapshot

EXIT_HELP = """exit codes of snapshot: 0 written; 2 wrong use; 3 not reached in time; 4 answered, but not with 200; 5 larger than
1 MiB; 6 not JSON of this provider; 7 refused (private address, redirect to http); 8 the file cannot be written.
In every case but 0 the old file stays as it is. exit codes of probe: 0 recognised; 1 not recognised; 2 status.yml is wrong."""


def main(arguments: list[str]) -> int:
    options = read_arguments(arguments)
    try:
        return run_probe(options) if options.verb == "probe" else run_snapshot(options)
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        return 2


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=call("status"), description=__doc__, epilog=EXIT_HELP)
    verbs = parser.add_subparsers(dest="verb", required=True)
    probe = verbs.add_parser("probe", help="find out which product runs the status page, and write it into status.yml")
    probe.add_argument("url", metavar="URL", nargs="?", help="another page: only say what it is (default: the page of status.yml)")
    probe.add_argument("--origin", default="", help="the address of the portal, which the page must let in (default: any)")
    snapshot = verbs.add_parser("snapshot", help="fetch the page's JSON and write what the portal reads of it; for cron", epilog=EXIT_HELP)
    snapshot.add_argument("--provider", metavar="NAME", help="the adapter (default: from status.yml)")
    snapshot.add_argument("--url", metavar="ENDPOINT", help="the address of the JSON (default: from status.yml)")
    snapshot.add_argument("--output", type=Path, required=True, metavar="FILE", help="the file to write")
    for verb in (probe, snapshot):
        verb.add_argument("--docs", type=Path, default=find_project() / "docs", help="the docs folder (default: docs)")
        verb.add_argument("--allow-private", action="store_true", help="let private and loopback addresses pass")
    options = parser.parse_args(arguments)
    if options.verb == "snapshot" and bool(options.provider) != bool(options.url):
        parser.error("--provider and --url belong together")
    return options


def run_probe(options: argparse.Namespace) -> int:
    url = options.url or read_status(options.docs).page
    result = probe(url, options.origin or "https://portal.example", FetchOptions(options.allow_private))
    found = result.finding
    if found is None:
        print(f"{url} is of no product that the portal can read. Tried:")
        for address, said in result.tried:
            print(f"  {address}: {said}")
        print("If that stays so, write into docs/_data/status.yml:\n\nreach:\n  transport: link")
        return 1
    browsers = f"may read it: {found.allowed_origin}" if found.allowed_origin else "may not read it (no Access-Control-Allow-Origin)"
    print(f"product   {found.label}\naddress   {found.url}\nsize      {found.size} bytes\nbrowsers  {browsers}")
    file = options.docs / "_data" / "status.yml"
    if options.url or not write_finding(file, found):
        print("Write into docs/_data/status.yml:\n")
        print(f"reach:\n  transport: {found.transport}\n  provider: {found.provider}\n  endpoint: {found.url}")
    else:
        print(f"Wrote this into {file}.")
    if found.transport == "snapshot":
        print(f"Run it from cron: {call('status')} snapshot --output FILE")
    return 0


def run_snapshot(options: argparse.Namespace) -> int:
    try:
        provider, url = _source(options)
        if provider not in read_adapters():
            known = ", ".join(read_adapters())
            raise FetchFailed("usage", f"no adapter is called '{provider}'; there are: {known}")
        write_snapshot(take_snapshot(provider, url, datetime.now(UTC), FetchOptions(options.allow_private)), options.output)
    except FetchFailed as failed:
        print(f"No snapshot: {failed}. {options.output} stays as it is.", file=sys.stderr)
        return EXIT_CODES[failed.kind]
    print(f"Wrote {options.output}")
    return 0


def _source(options: argparse.Namespace) -> tuple[str, str]:
    """Return provider and endpoint from the flags, else from status.yml."""
    if options.provider:
        return options.provider, options.url
    reach = read_status(options.docs).reach
    if reach.transport != "snapshot":
        raise FetchFailed("usage", f"reach > transport in status.yml is `{reach.transport}`; give --provider and --url, or change it")
    assert reach.provider  # the model asks for both with `snapshot`
    assert reach.endpoint
    return reach.provider, reach.endpoint


def read_status(docs: Path) -> Status:
    """Return the facts of status.yml. Raises `ProblemsFound`."""
    status, problems = parse_model(read_source(docs / "_data" / "status.yml", "docs/_data/status.yml"), Status)
    if status is None:
        raise ProblemsFound(problems)
    return status
