"""Two real servers on two ports for the status tests: a provider with moods, and a site that shows the component.

Different ports are different origins, so that CORS is real.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urljoin

from macros.facts.reading import parse_model
from macros.facts.status import Reach, Status
from macros.portal import Portal, load_portal
from macros.sources.yaml_file import read_source
from macros.views import draw
from tests.company import DATA, DOCS, PROJECT, place_in

COMPONENTS = PROJECT / "overrides" / "components"
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".html": "text/html; charset=utf-8"}


@dataclass
class Answer:
    """What the provider says next."""

    body: Any = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Access-Control-Allow-Origin", "*"),)
    drip: float = 0.0
    """Seconds between the bytes of the body."""
    silent: bool = False
    """Accept the request and never answer."""

    def raw(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass
class Provider:
    """A status product on a port of its own; `answer` may be changed at any time."""

    answer: Answer = field(default_factory=Answer)
    answers: dict[str, Answer] = field(default_factory=dict)
    """Other answers at some paths."""
    asked: list[str] = field(default_factory=list)
    url: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        answer = self.answers.get(handler.path, self.answer)
        if answer.silent:
            self.stopping.wait(20)
            return
        raw = answer.raw()
        handler.send_response(answer.status)
        for name, value in answer.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        pieces = [raw] if not answer.drip else [raw[at : at + 1] for at in range(len(raw))]
        with suppress(OSError):
            for piece in pieces:
                handler.wfile.write(piece)
                if answer.drip:
                    handler.wfile.flush()
                    if self.stopping.wait(answer.drip):
                        return


@dataclass
class Site:
    """The pages that show the component, under a sub-path, with the strict policy a portal is hosted with."""

    status: Status
    provider: Provider
    notice: bytes = b'{"schema":1,"text":""}'
    snapshot: bytes = b""
    policy: str = ""
    audience: str = ""
    asked: list[str] = field(default_factory=list)
    url: str = ""

    def page(self, name: str, scheme: str) -> bytes:
        portal = load_portal(DATA)
        portal = Portal.model_construct(**{**dict(portal), "status": self.status})
        place = place_in(DOCS, "support/page/")
        views = {"all": ("banner", "panel", "hint")}.get(name, (name,))
        about = {"hint": (self.audience,)}
        parts = "\n<p>Text below it.</p>\n".join(str(draw(f"status_{view}", portal, place, *about.get(view, ()))) for view in views)
        shell = (PROJECT / "tests" / "examples" / "status" / "page.html").read_text()
        return shell.replace("SCHEME", scheme).replace("PARTS", parts).encode()

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.removeprefix("/portal/").split("?")[0]
        self.asked.append(path)
        if path.startswith("support/"):
            scheme = "slate" if "slate" in handler.path else "default"
            return self._send(handler, self.page(path.split("/")[1], scheme), ".html")
        if path.startswith("components/") and (file := COMPONENTS / path.removeprefix("components/")).is_file():
            return self._send(handler, file.read_bytes(), file.suffix)
        if path == "page.css":
            return self._send(handler, (PROJECT / "tests/examples/status/page.css").read_bytes(), ".css")
        known = {"notice.json": self.notice, "status.json": self.snapshot}.get(path, b"")
        return self._send(handler, known, ".json", 200 if known else 404)

    def _send(self, handler: BaseHTTPRequestHandler, raw: bytes, suffix: str, status: int = 200) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        connect = self.policy or f"'self' {self.provider.url}"
        policy = f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; connect-src {connect}"
        handler.send_header("Content-Security-Policy", policy)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        with suppress(OSError):
            handler.wfile.write(raw)


@contextmanager
def serve(respond: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Serve on a free port of this machine; give the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            respond(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def example_status(endpoint: str, **reach: Any) -> Status:
    """Return the example company's status facts with this endpoint."""
    source = read_source(PROJECT / "tests" / "examples" / "status" / "browser.yml", "browser.yml")
    status, problems = parse_model(source, Status)
    assert status is not None, problems
    if reach.get("transport") == "auto":
        return status.model_copy(update={"page": urljoin(endpoint, "/"), "reach": Reach(transport="auto", notice="notice.json")})
    return status.model_copy(update={"reach": status.reach.model_copy(update={"endpoint": endpoint, **reach})})


@contextmanager
def provider_and_site(**reach: Any) -> Iterator[tuple[Provider, Site]]:
    """Start both servers; the site reads the provider the way `reach` says (default: from the browser)."""
    provider = Provider()
    with serve(provider.respond) as provider.url:
        site = Site(example_status(provider.url + "/api/v2/summary.json", **reach), provider)
        with serve(site.respond) as origin:
            site.url = origin + "/portal/"
            yield provider, site
            provider.stopping.set()
