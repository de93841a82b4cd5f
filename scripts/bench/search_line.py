"""A static server for the search bench: compresses what hosts compress, counts what it sends, and can be as slow as a phone line."""

import contextlib
import gzip
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMPRESSED = (".html", ".js", ".mjs", ".css", ".json", ".svg", ".xml")


class Line:
    """What is sent, to whom it is due, and how fast: `delay` seconds for each answer, `rate` bytes a second for all; paths with
    `refused` in them are not there."""

    def __init__(self, delay: float = 0, rate: float = 0, refused: str = "") -> None:
        self.delay, self.rate, self.refused = delay, rate, refused
        self.sent: dict[str, int] = {}
        self._lock = threading.Lock()
        self._free = 0.0

    def send(self, path: str, body: bytes) -> None:
        """Counts an answer, and waits as long as the line would take."""
        now = time.perf_counter()
        with self._lock:
            self.sent[path] = self.sent.get(path, 0) + len(body)
            start = max(now + self.delay, self._free)
            self._free = start + (len(body) / self.rate if self.rate else 0)
            until = self._free
        time.sleep(max(0, until - time.perf_counter()) if self.delay else 0)

    def bytes_for_search(self) -> int:
        """Bytes of everything a search needs, index and code; the page and the theme's own files apart."""
        return sum(size for path, size in self.sent.items() if "search" in path or "pagefind" in path)


class LineHandler(SimpleHTTPRequestHandler):
    """Serves a folder through a line."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", ".js": "text/javascript"}

    def __init__(self, *arguments: object, line: Line, **options: object) -> None:
        self.line = line
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        there = path.is_file() and not (self.line.refused and self.line.refused in self.path)
        body = path.read_bytes() if there else b"not here"
        self.send_response(200 if there else 404)
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.line.send(self.path, body)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class LineServer(ThreadingHTTPServer):
    """Many requests at once, none of which holds up the end."""

    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A browser that closes drops its connections; that is no failure."""


@contextlib.contextmanager
def serve_through(site: Path, line: Line) -> Iterator[str]:
    """Serves `site` through `line` on a free port; gives the address."""
    with LineServer(("127.0.0.1", 0), partial(LineHandler, directory=str(site), line=line)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
