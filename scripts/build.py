"""Write the portal as a static site, all or nothing."""

import argparse
import contextlib
import fcntl
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.engines import BuildFailed, publish_site, read_settings, run_mkdocs
from scripts.exchange import exchange
from scripts.public_anchors import note_anchors
from scripts.verify import NotTheSame, verify_build

ROOT = Path(__file__).resolve().parents[1]
DAY = 86400
BESIDE = Path("beside the site")


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/build",
        description="Write the portal as a static site. The old site stays whole until the new one is complete.",
    )
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", metavar="FILE", help="another mkdocs.yml")
    parser.add_argument("--site-dir", type=Path, metavar="DIR", help="where to write (default: site/ beside FILE)")
    parser.add_argument("--site-url", metavar="URL", help="the address of the site, instead of the one in FILE")
    parser.add_argument(
        "--offline",
        nargs="?",
        type=Path,
        const=BESIDE,
        metavar="FILE",
        help="also write a zip that opens without a server (default: DIR-offline.zip)",
    )
    parser.add_argument("--verify", action="store_true", help="build twice elsewhere, compare every byte, write nothing")
    parser.add_argument("--note-anchors", action="store_true", help="for a release: add its headings to the list that tests keep working")
    parser.add_argument("--draft", action="store_true", help="write the site although there are warnings")
    parser.add_argument("--debug", action="store_true", help="print all that the engine says, tracebacks too")
    options = parser.parse_args(arguments)
    options.config = options.config.resolve()
    options.site_dir = options.site_dir.resolve() if options.site_dir else options.config.parent / "site"
    if options.offline:
        beside = options.site_dir.with_name(f"{options.site_dir.name}-offline.zip")
        options.offline = beside if options.offline == BESIDE else options.offline.resolve()
    return options


def build_site(
    config: Path,
    site_dir: Path,
    site_url: str | None = None,
    strict: bool | None = None,
    offline: Path | None = None,
) -> None:
    """Build the site of `config` straight into `site_dir`, strictly or as `config` says. Raises BuildFailed.

    With `offline`, build it for use without a server, and pack it into that zip.
    """
    # The environment, because each reads it while it is imported; the engines' adverts are no news to a writer.
    os.environ.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")
    from mkdocs.exceptions import Abort, MkDocsException

    try:
        addresses = {"use_directory_urls": False} if offline else {}  # a browser opens no index.html of a folder by itself
        settings = read_settings(config, site_dir, site_url, strict, **addresses)
        run_mkdocs(settings)
        publish_site(settings, offline)
    except MkDocsException as problem:
        # "Aborted with a BuildError!" comes after the report and adds nothing to it.
        raise BuildFailed("" if isinstance(problem, Abort) and "BuildError" in str(problem) else str(problem)) from None
    except SystemExit as problem:  # how MkDocs and its plugins give up, after having said why
        if problem.code:
            raise BuildFailed(problem.code if isinstance(problem.code, str) else "") from None


@contextlib.contextmanager
def replaced_when_complete(site_dir: Path) -> Iterator[Path]:
    """Give an empty folder beside `site_dir` that takes its place at the end, unless something is raised."""
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(site_dir.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)  # so that what lies here unfinished was left by a build that was killed
        previous = site_dir.with_name(f".{site_dir.name}.previous")
        if previous.exists() and not site_dir.exists():
            previous.rename(site_dir)
        for left in (previous, *site_dir.parent.glob(f".{site_dir.name}.building-*")):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(
            prefix=f".{site_dir.name}.building-", dir=site_dir.parent, ignore_cleanup_errors=True
        ) as temporary:
            building = Path(temporary) / "site"
            building.mkdir()
            yield building
            if site_dir.exists():
                exchange(building, site_dir, previous)
            else:
                building.rename(site_dir)
    finally:
        os.close(folder)


def pack_offline(options: argparse.Namespace) -> None:
    """Build the site once more, for use without a server, and pack it. Raises BuildFailed."""
    options.offline.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="offline-") as folder:
        build_site(options.config, Path(folder), options.site_url, False if options.draft else None, offline=options.offline)


def note_the_date_of_the_sources(project: Path) -> None:
    """Date the site by its last commit, so that the same sources give the same bytes on any day."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return
    with contextlib.suppress(OSError):
        command = ["git", "-C", str(project), "log", "-1", "--format=%ct"]
        last = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
        if last:
            os.environ["SOURCE_DATE_EPOCH"] = last


def find_date_ahead(now: float) -> str:
    """Say that the sources are dated after `now`, or ""."""
    date = int(os.environ.get("SOURCE_DATE_EPOCH") or 0)
    if date <= now + DAY:
        return ""
    said, today = (time.strftime("%Y-%m-%d", time.gmtime(moment)) for moment in (date, now))
    return (
        f"The sources are dated {said}, and this machine says that today is {today}: until then the pages tell readers that their "
        "clock is wrong. Set the clock, or give SOURCE_DATE_EPOCH a day that has been."
    )


def log_to_people(debug: bool = False) -> None:
    """Let warnings and errors through in plain words, or everything as it comes."""
    handler = logging.StreamHandler()
    if not debug:
        handler.setFormatter(PlainFormatter())
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if debug else logging.WARNING)


class PlainFormatter(logging.Formatter):
    """An error speaks for itself; a warning is marked as one; a traceback is for `--debug`."""

    def format(self, record: logging.LogRecord) -> str:
        text = re.sub(r"\n*```\s*Traceback.*?```\n*", "\n", super().format(record), flags=re.DOTALL)
        return text if record.levelno >= logging.ERROR else f"{record.levelname.lower()}: {text}"


def verify(options: argparse.Namespace) -> int:
    """Say whether two builds of the same sources give the same bytes."""
    passed_on = ["--site-url", options.site_url] if options.site_url else []
    try:
        files = verify_build(options.config, passed_on)
    except NotTheSame as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"The same {files} files, byte for byte, from two folders, time zones and locales.")
    return 0


def stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    options = read_arguments(arguments)
    if not options.config.is_file():
        print(f"There is no {options.config}: name an mkdocs.yml with --config.", file=sys.stderr)
        return 2
    date = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not re.fullmatch(r"\d{1,11}", date):
        print(f"SOURCE_DATE_EPOCH is {date!r}: give whole seconds since 1970, or unset it.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop)
    log_to_people(options.debug)
    asked_for = "SOURCE_DATE_EPOCH" in os.environ
    note_the_date_of_the_sources(options.config.parent)
    if ahead := find_date_ahead(time.time()):
        print(ahead, file=sys.stderr)
        if not asked_for:
            return 2
    started = time.perf_counter()
    if options.verify:
        return verify(options)
    try:
        with replaced_when_complete(options.site_dir) as building:
            build_site(options.config, building, options.site_url, False if options.draft else None)
            pages = sum(1 for _ in building.rglob("*.html"))
            if options.offline:
                pack_offline(options)
    except BuildFailed as problem:
        print(f"{problem}\nNot built; {options.site_dir} is as it was.".lstrip(), file=sys.stderr)
        return 1
    except OSError as problem:
        where = problem.filename or options.site_dir.parent  # a full disk names no file
        print(f"Not built: cannot write {where} ({problem.strerror}); {options.site_dir} is as it was.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Stopped; {options.site_dir} is as it was.", file=sys.stderr)
        return 130
    if options.note_anchors:
        print(f"Noted {note_anchors(options.site_dir)} new addresses.")
    if options.offline:
        print(f"Packed for use without a server, {options.offline.stat().st_size / 1e6:.1f} MB: {options.offline}")
    print(f"Built {pages} pages in {time.perf_counter() - started:.1f} s: {options.site_dir}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
