"""A built site in Chromium, and two ways to ask its search: through the theme's box, and its engine directly."""

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..engine import Failed, call
from .browser import open_browser

TYPE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
ENGINE = """async ([client, query]) => (await import(client)).search(query, 10)"""


class QuietHandler(SimpleHTTPRequestHandler):
    """Files as they are, without a line for each request."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextlib.contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; gives its address."""
    if not (site / "index.html").is_file():
        raise Failed(f"There is no built site in {site}: build one with {call('build')} --site-dir.")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site))) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


@contextlib.contextmanager
def open_site(site: Path) -> Iterator[tuple[Any, str]]:
    """The first page of a built site in Chromium, with nothing reached but this machine."""
    with serve(site) as url, open_browser() as browser:
        page = browser.new_page()
        page.route(lambda address: not address.startswith(url), lambda route: route.abort())
        page.goto(url)
        yield page, url


def ask_box(page: Any, query: str) -> list[str]:
    """The pages that the theme's search box lists for a query, best first, as paths below the site's root."""
    return [urlsplit(address).path for address in page.evaluate(TYPE, query)]


def ask_engine(page: Any, url: str, query: str) -> dict[str, Any]:
    """Everything our engine says about a query: results with the parts of their scores, corrections, a direct answer."""
    return page.evaluate(ENGINE, [f"{url}components/search/search-client.js", query])
