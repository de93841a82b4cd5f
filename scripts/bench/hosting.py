"""How many requests a second the published site takes, beside the bare theme, on the same nginx."""

import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.bench.measuring import run_build, run_engine
from scripts.bench.variants import ROOT, make_bare
from scripts.servers import find_server

SECONDS, CONNECTIONS = 30, 64
PATHS = 40  # of each site: pages, styles and scripts, in turn
SETTINGS = """\
daemon off; {user} pid {folder}/pid; error_log stderr crit; worker_processes 1;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on;
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3; uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  server {{ listen 127.0.0.1:{port}; root {site}; {more} }}
}}
"""
MIX = """\
local paths, turn = {{ {paths} }}, 0
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn], {{ ["Accept-Encoding"] = "gzip" }})
end
"""


def measure(runs: int) -> None:
    """Print the medians of `runs` pairs of runs of wrk, the portal and the bare theme by turns."""
    if not shutil.which("wrk") or not find_server("nginx"):
        print("hosting: nginx and wrk are needed (on Debian, as root: apt-get install nginx-light wrk).")
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder).chmod(0o755)
        sites = make_sites(Path(folder))
        rates: dict[str, list[float]] = {name: [] for name in sites}
        for _ in range(runs):
            for name, (site, more) in sites.items():
                with serve(Path(folder), site, more) as url:
                    rates[name].append(load(Path(folder), url, site))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    print(f"hosting: {SECONDS} s of wrk at {CONNECTIONS} connections, median of {runs}")
    for name, rate in medians.items():
        print(f"  {name:12} {rate:10,.0f} requests/s   {rate / medians['bare']:5.2f} of bare")


def make_sites(folder: Path) -> dict[str, tuple[Path, str]]:
    """Build the portal and the bare theme's site of the same pages; return each with what nginx is told besides."""
    ours, docs = folder / "ours", folder / "pages"
    run_build(ROOT / "mkdocs.yml", ours)
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("_data"))
    for page in docs.rglob("*.md"):  # without macros, which the bare theme has not
        page.write_text(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", page.read_text(encoding="utf-8"), flags=re.DOTALL), encoding="utf-8")
    bare = folder / "bare-site"
    run_engine(make_bare(folder / "bare", docs, "strict: false\n"), bare)
    return {"portal": (ours, f"include {ours}/hosting/nginx.conf;"), "bare": (bare, "include mime.types;")}


@contextlib.contextmanager
def serve(folder: Path, site: Path, more: str) -> Iterator[str]:
    """Serve a site with nginx on a free port of loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shutil.copy("/etc/nginx/mime.types", folder)
    user = "user root;" if os.geteuid() == 0 else ""
    settings = folder / "nginx.conf"
    settings.write_text(SETTINGS.format(folder=folder, site=site, port=port, more=more, user=user), encoding="utf-8")
    process = subprocess.Popen([find_server("nginx"), "-c", str(settings)], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def load(folder: Path, url: str, site: Path) -> float:
    """Run wrk and return requests per second. Raises RuntimeError on any answer that is an error."""
    pages = sorted(
        f"/{page.parent.relative_to(site)}/".replace("/./", "/")
        for page in site.rglob("index.html")
        if "md-typeset" in page.read_text(encoding="utf-8")
    )
    assets = sorted(f"/{path.relative_to(site)}" for path in site.glob("assets/*.*") if path.suffix in (".css", ".mjs"))
    script = folder / "mix.lua"
    script.write_text(MIX.format(paths=", ".join(f'"{path}"' for path in (*pages[: PATHS - 10], *assets[:10]))), encoding="utf-8")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if found := re.search(r"Socket errors:.*|Non-2xx.*", said):
        raise RuntimeError(found[0])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
