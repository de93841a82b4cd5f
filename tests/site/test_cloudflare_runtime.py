"""The published site on Cloudflare's own runtime, which reads `_headers` and `_redirects` as its pages host does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real_servers import Server, find_port, wait_for

WRANGLER = os.environ.get("WRANGLER") or shutil.which("wrangler")
COMPATIBLE_SINCE = "2026-01-01"


@pytest.fixture(scope="module")
def server(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shipped portal below /help/, as the operators' page says."""
    if not WRANGLER:
        pytest.skip("Cloudflare's runtime is not installed (npm install wrangler; WRANGLER=node_modules/.bin/wrangler)")
    folder = tmp_path_factory.mktemp("cloudflare")
    shutil.copytree(built_site, folder / "out/help")
    for name in ("_headers", "_redirects"):
        shutil.copy(built_site / name, folder / "out")
    port = find_port()
    command = [WRANGLER, "pages", "dev", "out", "--ip", "127.0.0.1", "--port", str(port), "--compatibility-date", COMPATIBLE_SINCE]
    environment = {**os.environ, "CI": "1", "WRANGLER_SEND_METRICS": "false", "XDG_CONFIG_HOME": str(folder / "settings")}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment)
        try:
            wait_for(port, process, folder / "log")
            yield Server("cloudflare", port, "/help/")
        finally:
            process.terminate()
            process.wait(timeout=20)


def test_every_page_is_served_with_every_header_and_once(server: Server, built_site: Path) -> None:
    wanted = json.loads((built_site / "hosting/headers.json").read_text(encoding="utf-8"))
    old = {line.split()[0].strip("/") for line in (built_site / "_redirects").read_text(encoding="utf-8").splitlines()}
    pages = [f"/help/{path.parent.relative_to(built_site).as_posix()}/".replace("/./", "/") for path in built_site.rglob("index.html")]
    pages = [page for page in pages if page.strip("/") not in old]
    assert len(pages) > 60
    for page in pages:
        answer = server.get(page)
        assert answer.status == 200, page
        assert {name: answer.headers.get(name.lower()) for name in wanted} == wanted
        again = server.get(page, If_None_Match=answer.headers["etag"])
        assert (again.status, again.body) == (304, b"")


def test_old_addresses_lead_on(server: Server, built_site: Path) -> None:
    for line in (built_site / "_redirects").read_text(encoding="utf-8").splitlines():
        old, new, _ = line.split()
        answer = server.get(old)
        assert (answer.status, answer.headers["location"]) == (301, new)
        assert server.get(new).status == 200


def test_what_is_not_there_gets_our_page_and_the_headers_too(server: Server, built_site: Path) -> None:
    answer = server.get("/help/nothing/")
    assert answer.status == 404
    assert answer.body == (built_site / "404.html").read_bytes()
    assert "content-security-policy" in answer.headers


def test_names_with_a_hash_are_kept_and_the_worker_is_not(server: Server, built_site: Path) -> None:
    bundle = next(built_site.glob("assets/javascripts/bundle.*.min.js")).name
    assert "immutable" in server.get(f"/help/assets/javascripts/{bundle}").headers["cache-control"]
    assert server.get("/help/service-worker.js").headers["cache-control"] == "no-cache"
    assert server.get("/help/index.md").headers["content-type"].startswith("text/markdown")
