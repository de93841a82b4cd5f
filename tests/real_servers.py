"""nginx and Caddy on loopback, with the settings that the build wrote and nothing else of ours."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

# Where Debian puts servers, which is not on the path of everyone.
PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
NGINX = """\
daemon off;
{user}
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    include {site}/hosting/nginx.conf;
  }}
}}
"""
CADDY = """\
{{
\tadmin unix//{folder}/admin.sock
\tauto_https off
}}
http://127.0.0.1:{port} {{
\troot * {root}
\timport {site}/hosting/Caddyfile
}}
"""
CANDIDATES = itertools.count(20_000 + os.getpid() * 97 % 12_000)  # each worker of pytest begins elsewhere


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server."""

    name: str
    port: int
    base_path: str
    reload: Callable[[], object] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.base_path}"

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path below the host's root."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())


@contextlib.contextmanager
def run_server(name: str, site: Path, base_path: str, folder: Path, port: int | None = None) -> Iterator[Server]:
    """Serve `site` under `base_path`, as `hosting/` says. Skips the test where there is no such server."""
    program = shutil.which(name, path=PLACES) or pytest.skip(f"{name} is not installed (on Debian: apt-get install {name})")
    root = mount(site, base_path, folder)
    mounted = root / base_path.strip("/") if base_path != "/" else root
    port = port or find_port()
    template = NGINX if name == "nginx" else CADDY
    config = folder / f"{name}.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # tests' folders are closed to others
    config.write_text(template.format(user=user, folder=folder, root=root, site=mounted, port=port), encoding="utf-8")
    if name == "nginx":
        shutil.copy("/etc/nginx/mime.types", folder)  # which a name without a path is looked for beside the settings
    command = [program, "-c", str(config)] if name == "nginx" else [program, "run", "--adapter", "caddyfile", "--config", str(config)]
    log = (folder / "log").open("w")
    process = subprocess.Popen(command, stdout=log, stderr=log, env={"HOME": str(folder), "PATH": "/usr/bin:/bin"})
    try:
        wait_for(port, process, folder / "log")
        yield Server(name, port, base_path, partial(reload, name, process, command, folder))
    finally:
        process.terminate()
        process.wait(timeout=120)
        log.close()


def reload(name: str, process: subprocess.Popen, command: list[str], folder: Path) -> None:
    """Let a running server read its settings again, as the operators' guide says."""
    if name == "nginx":
        process.send_signal(signal.SIGHUP)  # what `nginx -s reload` sends
    else:
        subprocess.run([command[0], "reload", "--address", f"unix//{folder}/admin.sock", *command[2:]], capture_output=True, check=True)


def mount(site: Path, base_path: str, folder: Path) -> Path:
    """A root folder in which the site stands under `base_path`."""
    if base_path == "/":
        return site
    root = folder / "root"
    place = root / base_path.strip("/")
    place.parent.mkdir(parents=True)
    place.symlink_to(site)
    return root


def find_port() -> int:
    """Return a free port below those that a system hands out by itself: no other program gets it before the server does."""
    for port in CANDIDATES:
        with contextlib.suppress(OSError), socket.socket() as free:
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port")


def wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))
