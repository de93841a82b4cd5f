"""A static server for the built site, as plain as the plainest host: files, a 404 page, a sub-path."""

import contextlib
import posixpath
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

MOUNT_PATH = "/help/"
PLAIN_HOST = "portal.test"
"""Another name of this machine, which the tests' browser does not trust as it trusts 127.0.0.1."""


class SiteHandler(SimpleHTTPRequestHandler):
    """Serve `directory` under MOUNT_PATH, and its 404.html for what is not there."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}
    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        inside = posixpath.normpath(unquote(urlsplit(path).path))
        if not f"{inside}/".startswith(MOUNT_PATH):
            return str(Path(self.directory) / "nothing-is-outside-the-mount-path")
        slash = "/" if path.endswith("/") else ""
        return super().translate_path("/" + inside[len(MOUNT_PATH) :] + slash)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet: the browser tests report what failed."""


class SiteServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A browser that closes a page drops its connections; that is no failure."""


@contextlib.contextmanager
def serve_site(site: Path) -> Iterator[str]:
    """Serve `site` on a free port of 127.0.0.1 and give its address, which ends in MOUNT_PATH."""
    with SiteServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{MOUNT_PATH}"
        finally:
            server.shutdown()
            thread.join()
