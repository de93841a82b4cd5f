"""Run MkDocs in a folder beside the site, and let the result take the site's place only when it is complete.

What the build writes is decided by `mkdocs.yml` and the hooks in `macros`: `mkdocs build` writes the same site, in place.
"""

import argparse
import contextlib
import logging
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..engine import Failed, call, find_project, know_by_name
from ..publish.severity_check import FOLDER as CHECK
from ..publish.source_date import refuse_bad_date
from ..schemas import write_schemas
from ..sources.problems import format_report
from .settings import list_missing_plugins, read_mkdocs_yml


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=call("build"),
        description="Write the portal as a static site. The old site stays whole until the new one is complete.",
    )
    parser.add_argument("--config", type=Path, default=find_project() / "mkdocs.yml", metavar="FILE", help="another mkdocs.yml")
    parser.add_argument("--site-dir", type=Path, metavar="DIR", help="where to write (default: as FILE says, else site/ beside it)")
    parser.add_argument("--site-url", metavar="URL", help="the address of the site, instead of the one in FILE")
    parser.add_argument("--draft", action="store_true", help="write the site although there are warnings")
    parser.add_argument("--debug", action="store_true", help="print all that MkDocs says, tracebacks too")
    options = parser.parse_args(arguments)
    options.config = options.config.resolve()
    if options.config.is_file():
        said = read_mkdocs_yml(options.config).get("site_dir")
        options.site_dir = (options.site_dir or options.config.parent / (said if isinstance(said, str) else "site")).resolve()
    return options


def build_site(config: Path, site_dir: Path, site_url: str | None = None, strict: bool | None = None) -> None:
    """Build the site of `config` straight into `site_dir`, strictly or as `config` says. Raises Failed."""
    from mkdocs.commands.build import build

    run_mkdocs(build, config, site_dir=str(site_dir), strict=strict, **({"site_url": site_url} if site_url else {}))


def run_mkdocs(work: Callable[[Any], None], config: Path, **overrides: Any) -> None:
    """Let MkDocs read `config` and do some work with it. Raises Failed."""
    # The environment, because each reads it while it is imported; their adverts are no news to a writer.
    os.environ.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    know_by_name()
    if problems := list_missing_plugins(config):
        raise Failed(format_report(problems))
    try:
        refuse_bad_date()
        settings = load_config(str(config), **overrides)
        settings.plugins.on_startup(command="build", dirty=False)
        try:
            work(settings)
        finally:
            settings.plugins.on_shutdown()
    except MkDocsException as problem:
        # "Aborted with a BuildError!" comes after the report and adds nothing to it.
        raise Failed("" if isinstance(problem, Abort) and "BuildError" in str(problem) else str(problem)) from None
    except SystemExit as problem:  # how MkDocs and its plugins give up, after having said why
        if problem.code:
            raise Failed(problem.code if isinstance(problem.code, str) else "") from None


def refuse_to_replace(site_dir: Path, config: Path) -> None:
    """Raise Failed where the site would take the place of what no build has written, such as its own sources."""
    if site_dir in config.parents or (site_dir / ".git").exists():
        raise Failed(f"{site_dir} holds the sources: name another folder with --site-dir.")
    if site_dir.is_file():
        raise Failed(f"{site_dir} is a file: name a folder with --site-dir.")
    is_site = any((site_dir / name).is_file() for name in ("index.html", "404.html", "sitemap.xml"))
    if site_dir.is_dir() and any(site_dir.iterdir()) and not is_site:
        raise Failed(f"{site_dir} holds files and no site: empty it, or name another folder with --site-dir.")


@contextlib.contextmanager
def replaced_when_complete(site_dir: Path) -> Iterator[Path]:
    """Give an empty folder beside `site_dir` that takes its place at the end by two renames, unless something is raised."""
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    with one_build_at_a_time(site_dir.parent):  # so that what lies here unfinished was left by a build that was killed
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
                site_dir.rename(previous)
            building.rename(site_dir)
            shutil.rmtree(previous, ignore_errors=True)


def keep_older_scripts(site_dir: Path, building: Path) -> None:
    """Take over the scripts of the replaced site that other sites may name by version, and browsers may keep for good."""
    for script in site_dir.glob(f"{CHECK}/v-*.js"):
        target = building / CHECK / script.name
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(script, target)


@contextlib.contextmanager
def one_build_at_a_time(folder: Path) -> Iterator[None]:
    """Wait for other builds into `folder`. Windows cannot lock a folder; there nobody waits."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def log_to_people(debug: bool = False) -> None:
    """Print the steps, and warnings and errors in plain words or everything as it comes."""
    handler = logging.StreamHandler()
    if not debug:
        handler.setFormatter(PlainFormatter())
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if debug else logging.WARNING)
    steps = logging.getLogger("mkdocs.plugins.portal.steps")
    steps.addHandler(logging.StreamHandler(sys.stdout))
    steps.setLevel(logging.INFO)
    steps.propagate = debug


class PlainFormatter(logging.Formatter):
    """An error speaks for itself; a warning is marked as one; a traceback is for `--debug`."""

    def format(self, record: logging.LogRecord) -> str:
        text = re.sub(r"\n*```\s*Traceback.*?```\n*", "\n", super().format(record), flags=re.DOTALL)
        return text if record.levelno >= logging.ERROR else f"{record.levelname.lower()}: {text}"


def stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    options = read_arguments(arguments)
    if not options.config.is_file():
        print(f"There is no {options.config}: name an mkdocs.yml with --config.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop)
    log_to_people(options.debug)
    started = time.perf_counter()
    if (options.config.parent / "docs/_data").is_dir():
        write_schemas(options.config.parent)
    try:
        refuse_to_replace(options.site_dir, options.config)
        with replaced_when_complete(options.site_dir) as building:
            build_site(options.config, building, options.site_url, False if options.draft else None)
            keep_older_scripts(options.site_dir, building)
            pages = sum(1 for _ in building.rglob("*.html"))
    except Failed as problem:
        raise Failed(f"{problem}\nNot built; {options.site_dir} is as it was.".lstrip()) from None
    except OSError as problem:
        where = problem.filename or options.site_dir.parent  # a full disk names no file
        raise Failed(f"Not built: cannot write {where} ({problem.strerror}); {options.site_dir} is as it was.") from None
    except KeyboardInterrupt:
        print(f"Stopped; {options.site_dir} is as it was.", file=sys.stderr)
        return 130
    print(f"Built {pages} pages in {time.perf_counter() - started:.1f} s: {options.site_dir}")
    return 0
