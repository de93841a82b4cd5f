"""A running `scripts/serve`, for tests that edit what it serves."""

import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Served:
    """A running `scripts/serve`, and the project that it serves."""

    def __init__(self, project: Path, process: subprocess.Popen, url: str) -> None:
        self.project, self.process, self.url = project, process, url

    def write(self, path: str, text: str) -> None:
        (self.project / path).write_text(text, encoding="utf-8")

    def read(self, path: str = "") -> str:
        try:
            with urllib.request.urlopen(self.url + path, timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.read().decode()

    def wait_for(self, *parts: str) -> str:
        """Return the home page as soon as it contains all of `parts`."""
        return wait_until(lambda: (page := self.read()) and all(part in page for part in parts) and page)


def wait_until(read: Callable[[], object], seconds: float = 120) -> object:
    deadline = time.monotonic() + seconds
    while not (value := read()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return value


@contextmanager
def serve_project(project: Path, *options: str) -> Iterator[Served]:
    """Serve the mkdocs.yml in `project` on a free port until the test is done."""
    command = [ROOT / "scripts" / "serve", "--port", "0", "--config", project / "mkdocs.yml", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if match := re.search(r"Serving on (\S+)", line):
                break
        assert match, "".join(said)
        served = Served(project, process, match[1])
        wait_until(lambda: can_connect(served.url))
        yield served
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=120)


def can_connect(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=60):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
