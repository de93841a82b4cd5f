"""A static server that compresses what hosts compress and counts what it sends."""

import contextlib
import gzip
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

COMPRESSED = {".html", ".js", ".css", ".json", ".svg", ".xml", ".webmanifest"}


class CountingHandler(SimpleHTTPRequestHandler):
    """Serves a folder, and notes in `sent` how many bytes went out for each address."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def __init__(self, *arguments: Any, sent: dict[str, int], **options: Any) -> None:
        self.sent = sent
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        body = path.read_bytes() if path.is_file() else b"not found"
        self.send_response(200 if path.is_file() else 404)
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.sent[self.path] = self.sent.get(self.path, 0) + len(body)
        with contextlib.suppress(ConnectionError):  # a browser that closes drops its connections
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print no line for each request."""


@contextlib.contextmanager
def serve(site: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Serve `site` on a free port; give its address, and the bytes sent so far for each path."""
    sent: dict[str, int] = {}
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(CountingHandler, directory=str(site), sent=sent)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", sent
        finally:
            server.shutdown()
