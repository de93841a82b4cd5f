"""Serve the portal on this machine, and build it again after each edit.

MkDocs's own `serve` empties the site before it renders, keeps our Python modules as they were first imported, and
answers nothing after a failed build. Here each build is a new process, which is started ahead and waits for the next edit, and
takes the place of the old site only when it succeeds; until then the old pages stay, with the report on top of them.
"""

import argparse
import contextlib
import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..engine import FOLDER, OVERRIDES, Failed, call, find_project
from .build import stop
from .settings import read_mkdocs_yml
from .status_host import STATES, run_status_host

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
PAGE = Path(__file__).with_name("serve_page.html")
OWN_FILES = {f"/livereload/{name}": Path(__file__).with_name(name) for name in ("serve.js", "serve.css")}
BUILD = f"import sys; from {__package__} import build, run; sys.exit(sys.stdin.readline() and run('build', sys.argv[1:]))"
# What is made by Python and by editors while they work, and says nothing about the sources.
NOISE = ["*/__pycache__/*", "*.pyc", "*~", "*.swp", "*/.#*", "*/4913"]


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=call("serve"), description="Serve the portal on this machine, and build it again after each edit."
    )
    parser.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (default: 8000; 0: a free one)")
    parser.add_argument("--config", type=Path, default=find_project() / "mkdocs.yml", metavar="FILE", help="another mkdocs.yml")
    parser.add_argument("--status", choices=STATES, help="read the live status from a made-up host on this machine, in this state")
    options = parser.parse_args(arguments)
    options.config = options.config.resolve()
    return options


def reserve_port(port: int) -> int:
    """Return a port that can be listened on: `port`, or a free one for 0. Raises Failed."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as problem:
            in_use = getattr(problem, "errno", None) == errno.EADDRINUSE
            why, other = ("is in use by another program", port + 1) if in_use else ("cannot be used", 8000)
            raise Failed(f"Port {port} {why}: choose one, as in {call('serve')} --port {other}.") from None
        return probe.getsockname()[1]


class Preview:
    """The site as last built, and the report of the last build when that failed."""

    def __init__(self, config: Path, folder: Path, url: str, status_host: str = "") -> None:
        self.config, self.site, self.url, self.status_host = config, folder / "site", url, status_host
        self.report = ""
        self.start_ahead()

    def start_ahead(self) -> None:
        """Start the process of the next build: what it imports takes a tenth of the time that a writer would wait."""
        self.started = time.time()
        self.ahead = subprocess.Popen(
            [sys.executable, "-c", BUILD, "--draft", "--config", self.config, "--site-dir", self.site, "--site-url", self.url],
            stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PORTAL_PREVIEW": "true", "PORTAL_EXCLUDE_DOCS": "/_data/", "PORTAL_STATUS_HOST": self.status_host},
        )  # fmt: skip

    def stop(self) -> None:
        """End the process that waits, or builds."""
        self.ahead.kill()
        self.ahead.communicate()

    def build(self) -> None:
        """Build, with Python as it is now; on failure keep the pages and the report."""
        if any(path.stat().st_mtime > self.started for path in FOLDER.rglob("*.py")):
            self.stop()
            self.start_ahead()
        _, said = self.ahead.communicate("\n")
        said = said.replace(str(self.site), "the preview")
        print(said, end="", flush=True)
        self.report = said.strip() if self.ahead.returncode else ""
        self.start_ahead()

    def dress(self, page: bytes, epoch: int) -> bytes:
        """Return the page with the script that loads it again after the next build, and the report, if there is one."""
        from jinja2 import Template

        own = Template(PAGE.read_text(encoding="utf-8"), autoescape=True).render(epoch=epoch, report=self.report).encode()
        head, body, rest = page.partition(b"<body")
        tag, close, rest = rest.partition(b">")
        return head + body + tag + close + own + rest if body else own + page

    def error_page(self, code: int, epoch: int) -> bytes | None:
        page = self.site / f"{code}.html"
        return self.dress(page.read_bytes() if page.is_file() else b"", epoch) if self.report or page.is_file() else None


def make_server(preview: Preview, port: int, mount_path: str) -> "LiveReloadServer":
    """Return MkDocs's live-reload server, made to keep to the content policy, to show the report and to overlook noise."""
    from mkdocs.livereload import LiveReloadServer
    from watchdog.events import FileSystemEvent, PatternMatchingEventHandler

    class Watcher(PatternMatchingEventHandler):
        def __init__(self, tell: Callable[[], None]) -> None:
            super().__init__(ignore_patterns=NOISE, ignore_directories=True)
            self.tell = tell

        def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002
            self.tell()

    class Server(LiveReloadServer):
        def _serve_request(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes] | None:
            refusal = refuse(environ)
            if refusal:
                start_response(refusal, [("Content-Type", "text/plain; charset=utf-8")])
                return [f"{refusal}\n".encode()]
            own = OWN_FILES.get(environ["PATH_INFO"])
            if own:
                start_response("200 OK", [("Content-Type", self._guess_type(own.name))])
                return [own.read_bytes()]
            return super()._serve_request(environ, start_response)

        def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
            return preview.dress(content, epoch)

        def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:  # noqa: ARG002
            self._watched_paths[path] = 1
            self.observer.schedule(Watcher(self.note_change), path, recursive=recursive)

        def note_change(self) -> None:
            with self._rebuild_cond:
                self._want_rebuild = True
                self._rebuild_cond.notify_all()

    server = Server(preview.build, HOST, port, str(preview.site), mount_path)
    server.error_handler = lambda code: preview.error_page(code, server._visible_epoch)
    return server


def refuse(environ: dict[str, Any]) -> str:
    """Return why a request gets no answer, or "". A page of another name may not read the preview (DNS rebinding)."""
    with contextlib.suppress(ValueError):
        if urlsplit(f"//{environ.get('HTTP_HOST', HOST)}").hostname in NAMES:
            return "400 Bad Request" if "\0" in environ["PATH_INFO"] else ""
    return "403 Forbidden: open the preview as " + " or ".join(NAMES)


def watched(config: Path) -> Iterator[Path]:
    """Give what a build reads: the sources beside the mkdocs.yml, and the portal's own code and templates."""
    project = config.parent
    yield config
    for folder in {project / "docs", project / "overrides", OVERRIDES, FOLDER}:
        if folder.is_dir():
            yield folder


def read_mount_path(config: Path) -> str:
    """Return the path of `site_url`, so that the preview has the same sub-path as the real site."""
    with contextlib.suppress(ValueError):  # the build says what is wrong with it
        return urlsplit(str(read_mkdocs_yml(config).get("site_url") or "")).path or "/"
    return "/"


def serve(config: Path, port: int, status: str | None) -> None:
    """Build, then serve and watch until interrupted."""
    mount_path = read_mount_path(config)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-preview-"))
        status_host = stack.enter_context(run_status_host(status)) if status else ""
        preview = Preview(config, Path(folder), f"http://{HOST}:{port}{mount_path}", status_host)
        server = make_server(preview, port, mount_path)
        for path in watched(config):
            server.watch(str(path))
        preview.build()
        print(f"Serving on {preview.url} (stop with Ctrl-C)", flush=True)
        try:
            server.serve()
        finally:
            server.shutdown()
            preview.stop()


def main(arguments: list[str]) -> int:
    options = read_arguments(arguments)
    if not options.config.is_file():
        print(f"There is no {options.config}: name an mkdocs.yml with --config.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    try:
        serve(options.config, reserve_port(options.port), options.status)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 0
