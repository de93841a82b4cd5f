"""The published site on nginx and Caddy, at a host's root and below a path, with the settings that the build wrote."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.company import COMPANY, build
from tests.real_servers import Server, run_server
from tests.served_project import wait_until


@pytest.fixture(scope="module")
def root_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second company's site, built for the root of a host."""
    site = tmp_path_factory.mktemp("root") / "site"
    build(COMPANY / "mkdocs.yml", site, url="http://127.0.0.1/")
    return site


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shipped portal below /help/."""
    with run_server(request.param, built_site, "/help/", tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_a_site_serves_at_the_root_of_a_host(name: str, root_site: Path, tmp_path: Path) -> None:
    with run_server(name, root_site, "/", tmp_path) as running:
        for path in ("/", "/support/status/", "/components/portal/portal.js"):
            assert running.get(path).status == 200, path
        assert running.get("/nothing/").status == 404


def test_every_page_is_served_with_every_header(server: Server, built_site: Path) -> None:
    wanted = json.loads((built_site / "hosting/headers.json").read_text(encoding="utf-8"))
    old = {line.split()[0].strip("/") for line in (built_site / "_redirects").read_text(encoding="utf-8").splitlines()}
    pages = [f"/help/{path.parent.relative_to(built_site).as_posix()}/".replace("/./", "/") for path in built_site.rglob("index.html")]
    pages = [page for page in pages if page.strip("/") not in old]
    assert len(pages) > 10
    for page in pages:
        answer = server.get(page)
        assert answer.status == 200, page
        assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
        assert {name: answer.headers.get(name.lower()) for name in wanted} == wanted


def test_nginx_sends_with_a_part_of_a_page_only_what_browsers_heed_on_it(server: Server, built_site: Path) -> None:
    if server.name != "nginx":
        pytest.skip("Caddy speaks HTTP/2, where a header that repeats costs nothing")
    bundle = next(built_site.glob("assets/javascripts/bundle.*.min.js")).name
    for path in ("components/portal/portal.css", "components/portal/portal.js", f"assets/javascripts/{bundle}"):
        headers = server.get(f"/help/{path}").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["strict-transport-security"]
        assert "content-security-policy" not in headers, path
    for path in (
        "service-worker.js",
        "components/search/search-worker.js",
        "components/commonality-analyser/commonality-worker.js",
        "assets/favicon.svg",
    ):
        answer = server.get(f"/help/{path}")
        assert answer.status == 200
        assert "content-security-policy" in answer.headers, path


@pytest.mark.parametrize("path", ["/help/nothing/", "/help/components/nothing.js"])
def test_what_is_not_there_gets_our_page_and_the_headers_too(server: Server, built_site: Path, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert answer.body == (built_site / "404.html").read_bytes()
    assert "content-security-policy" in answer.headers


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    for path in ("/help/", "/help/components/portal/portal.js", "/help/policy/severity-levels/"):
        first = server.get(path)
        again = server.get(path, If_None_Match=first.headers["etag"])
        assert (first.status, again.status, again.body) == (200, 304, b"")
        assert first.headers["cache-control"] == "no-cache"


def test_names_with_a_hash_are_kept(server: Server, built_site: Path) -> None:
    bundle = next(built_site.glob("assets/javascripts/bundle.*.min.js")).name
    assert "max-age=31" in server.get(f"/help/assets/javascripts/{bundle}").headers["cache-control"]
    root = next(built_site.glob("search/index-*/root.idx")).relative_to(built_site).as_posix()
    assert "max-age=31" in server.get(f"/help/{root}").headers["cache-control"]
    assert server.get("/help/search/search_index.json").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_a_link_puts_a_build_into_service_and_the_one_before_again(name: str, built_site: Path, tmp_path: Path) -> None:
    """The lines of operators/releases.md: a browser that kept the other build's page gets this one's, with this one's headers."""
    for release in ("one", "three"):  # of different lengths: within one second, Caddy tells files apart by nothing else
        site = tmp_path / "releases" / release
        shutil.copytree(built_site, site)
        page = site / "index.html"
        page.write_text(page.read_text(encoding="utf-8") + f"<!-- {release} -->", encoding="utf-8")
        for settings in (site / "hosting").iterdir():
            text = settings.read_text(encoding="utf-8")
            settings.write_text(re.sub(r'(Referrer-Policy ["`])[\w-]+', rf"\g<1>{release}", text), encoding="utf-8")
    put_into_service(tmp_path, "one")
    with run_server(name, tmp_path / "site", "/help/", tmp_path) as running:
        kept = running.get("/help/")
        for release in ("three", "one", "three"):
            put_into_service(tmp_path, release)
            running.reload()
            fresh = wait_until(lambda release=release: (page := running.get("/help/")).headers["referrer-policy"] == release and page)
            assert fresh.body.endswith(f"<!-- {release} -->".encode())
            # The process before the reload may still answer once, from the file that it has open.
            again = wait_until(lambda kept=kept: (page := running.get("/help/", If_None_Match=kept.headers["etag"])).status == 200 and page)
            assert again.body == fresh.body
            kept = fresh


def put_into_service(folder: Path, release: str) -> None:
    line = f"ln -sfn releases/{release} {folder}/site.new && mv -T {folder}/site.new {folder}/site"
    subprocess.run(line, shell=True, check=True)


def test_pages_and_scripts_are_compressed_on_the_way(server: Server, built_site: Path) -> None:
    plain = (built_site / "policy/severity-levels/index.html").read_bytes()
    answer = server.get("/help/policy/severity-levels/", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == plain
    assert server.get("/help/policy/severity-levels/").body == plain
    assert server.get("/help/components/portal/portal.css", Accept_Encoding="gzip").headers["content-encoding"] == "gzip"


def test_old_addresses_lead_on(server: Server, built_site: Path) -> None:
    lines = [line.split() for line in (built_site / "_redirects").read_text(encoding="utf-8").splitlines()]
    for old, new, _ in lines:
        answer = server.get(old)
        assert answer.status == 301, old
        assert answer.headers["location"].endswith(new)
        assert server.get(new.partition("#")[0]).status == 200


def test_each_kind_of_file_has_its_type(server: Server) -> None:
    kinds = {
        "components/portal/portal.js": "javascript",
        "components/portal/portal.css": "text/css",
        "app.webmanifest": "application/manifest+json",
        "index.md": "text/markdown",
        "calendars/desk-hours.ics": "text/calendar",
        "changes.atom": "application/atom+xml",
        "policy/v1/policy.json": "application/json",
        "llms.txt": "text/plain",
        ".well-known/security.txt": "text/plain",
    }
    found = {path: server.get(f"/help/{path}").headers["content-type"].partition(";")[0] for path in kinds}
    assert {path: kind for path, kind in kinds.items() if not found[path].endswith(kind)} == {}


def test_scripts_of_other_sites_may_read_the_policy_and_nothing_else(server: Server) -> None:
    allowed = {
        path: server.get(f"/help/{path}").headers.get("access-control-allow-origin") for path in ("policy/v1/policy.json", "index.md")
    }
    assert allowed == {"policy/v1/policy.json": "*", "index.md": None}
