"""The portal and the same pages on the bare theme, each on nginx: what a browser's measurements compare."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from scripts.bench.hosting import serve
from scripts.bench.measuring import run_build, run_engine
from scripts.bench.variants import expand_macros, make_bare, make_ours
from scripts.servers import find_server

PAGES = {
    "home": "",
    "severity": "policy/severity-levels/",
    "classifier": "support/check-severity/",
    "troubleshooter": "troubleshooting/no-audio/",
    "search result": "search/?q=one+way+audio",
    "article": "knowledge-base/sip-486/",
}
# What any host does for a site that brings no settings of its own.
PLAIN = "include mime.types; gzip on; gzip_comp_level 6; gzip_types text/css text/javascript application/javascript application/json image/svg+xml;"


class NoServer(Exception):
    """There is no nginx; the message says what to do."""


@contextlib.contextmanager
def serve_both(folder: Path) -> Iterator[dict[str, str]]:
    """Build both sites in `folder` and serve them; give their addresses by name. Raises NoServer."""
    if not find_server("nginx"):
        raise NoServer("nginx is needed (on Debian, as root: apt-get install nginx-light).")
    folder.chmod(0o755)
    ours = make_ours(folder / "ours")
    bare = make_bare(folder / "bare", expand_macros(ours, folder / "expanding"))
    sites = {"portal": folder / "portal-site", "bare": folder / "bare-site"}
    run_build(ours, sites["portal"])
    run_engine(bare, sites["bare"])
    told = {"portal": f"include {sites['portal']}/hosting/nginx.conf;", "bare": PLAIN}
    with contextlib.ExitStack() as servers:
        addresses = {}
        for name, site in sites.items():
            (folder / f"nginx-{name}").mkdir()
            addresses[name] = servers.enter_context(serve(folder / f"nginx-{name}", site, told[name]))
        yield addresses
