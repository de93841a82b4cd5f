"""The probe and the snapshot as an operator runs them: guarded, all or nothing, with a plain exit code."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import reduce
from itertools import chain, repeat
from operator import getitem
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from macros.status import fetching
from macros.status.fetching import FetchFailed, FetchOptions, fetch, parse_json
from macros.status.probe import probe
from macros.status.snapshot import take_snapshot
from tests.commands import Result, run_command
from tests.status_bodies import GATUS, KUMA, STATUSPAGE, UPPTIME, places
from tests.status_servers import Answer, Provider, serve

ROOT = Path(__file__).resolve().parents[2]
LOCAL = FetchOptions(allow_private=True, patience=60)


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    with serve(provider.respond) as provider.url:
        yield provider
        provider.stopping.set()


def snapshot(provider: Provider, output: Path, name: str = "statuspage", path: str = "/x.json") -> Result:
    return run_command("status", "snapshot", "--provider", name, "--url", provider.url + path, "--output", str(output), "--allow-private")


def test_a_snapshot_holds_the_product_the_time_and_what_the_page_reads(provider: Provider, tmp_path: Path) -> None:
    provider.answer = Answer(STATUSPAGE | {"secret": "10.0.0.1"})
    result = snapshot(provider, tmp_path / "status.json")
    assert result.returncode == 0, result.stderr
    written = json.loads((tmp_path / "status.json").read_text(encoding="utf-8"))
    assert (written["schema"], written["provider"]) == (2, "statuspage")
    assert written["body"]["incidents"][0]["name"] == "One-way audio in Frankfurt"
    assert abs(time.time() - datetime.fromisoformat(written["fetchedAt"]).timestamp()) < 60
    assert re.fullmatch(r"\S{10}T\d\d:\d\d:\d\dZ", written["fetchedAt"])
    assert [path.name for path in tmp_path.iterdir()] == ["status.json"]
    assert (tmp_path / "status.json").stat().st_mode & 0o777 == 0o644
    (tmp_path / "status.json").chmod(0o660)
    snapshot(provider, tmp_path / "status.json")
    assert (tmp_path / "status.json").stat().st_mode & 0o777 == 0o660, "an operator's own rights stay"


@pytest.mark.parametrize(("name", "body"), [("gatus", GATUS), ("upptime", UPPTIME), ("statuspage", STATUSPAGE)])
def test_no_field_that_the_adapter_does_not_name_is_written(provider: Provider, tmp_path: Path, name: str, body: Any) -> None:
    """Bodies hold host names and private addresses: here in every object, beside what the adapter reads."""
    spoilt = json.loads(json.dumps(body))
    for path in places(body):
        here = reduce(getitem, path, spoilt)
        if isinstance(here, dict):
            here |= {"hostname": "10.0.0.1", "target": {"name": "10.0.0.1"}, "uptime": ["10.0.0.1"]}
    provider.answer = Answer(spoilt)
    assert snapshot(provider, tmp_path / "status.json", name).returncode == 0
    written = (tmp_path / "status.json").read_text(encoding="utf-8")
    assert "10.0.0.1" not in written
    assert "SECRET" not in written
    provider.answer = Answer(body)
    assert snapshot(provider, tmp_path / "other.json", name).returncode == 0
    assert json.loads(written)["body"] == json.loads((tmp_path / "other.json").read_text(encoding="utf-8"))["body"]


def test_text_where_the_adapter_expects_an_object_is_not_written(provider: Provider, tmp_path: Path) -> None:
    provider.answer = Answer(STATUSPAGE | {"incidents": "10.0.0.1", "components": ["10.0.0.1"]})
    assert snapshot(provider, tmp_path / "status.json").returncode == 0
    assert "10.0.0.1" not in (tmp_path / "status.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(b"{}", status=500), 4),
        (Answer(b"{}", status=404), 4),
        (Answer(STATUSPAGE, status=206), 4),
        (Answer(b"<!doctype html>"), 6),
        (Answer(b'{"page":'), 6),
        (Answer(b'{"status":{"indicator":NaN}}'), 6),
        (Answer(b'{"page":{"name":1e999},"status":{"indicator":"none"}}'), 6),
        (Answer(b"[" * 100_000), 6),
        (Answer({"status": 503}), 6),
        (Answer(json.dumps(STATUSPAGE).encode("utf-16")), 6),
        (Answer(b"x" * 2_000_000), 5),
        (Answer(b"", status=302, headers=(("Location", "file:///etc/passwd"),)), 7),
        (Answer(b"", status=302, headers=(("Location", "/x.json"),)), 7),
    ],
)
def test_whatever_goes_wrong_the_old_file_stays(provider: Provider, tmp_path: Path, answer: Answer, code: int) -> None:
    output = tmp_path / "status.json"
    output.write_text("the last good one")
    provider.answer = answer
    result = snapshot(provider, output)
    assert result.returncode == code, result.stderr
    assert "stays as it is" in result.stderr
    assert "Traceback" not in result.stderr
    assert output.read_text() == "the last good one"
    assert list(tmp_path.iterdir()) == [output]


def drip(handler: Any, stop: threading.Event, pieces: Iterator[bytes]) -> None:
    with suppress(OSError):
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            if stop.wait(0.02):
                return


ENDLESS = {
    "silence": lambda: iter(()),
    "headers": lambda: chain([b"HTTP/1.1 200 OK\r\nX-Slow: "], repeat(b"x")),
    "status line": lambda: chain([b"HTTP/1.1 "], repeat(b"2")),
    "continue": lambda: repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": lambda: chain([b"HTTP/1.1 200 OK\r\n\r\n{"], repeat(b" ")),
    "chunks": lambda: chain([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"], repeat(b"1\r\n \r\n")),
    "redirects": lambda: iter([b"HTTP/1.1 302 Found\r\nLocation: /again\r\nX-Slow: ", *[b"x"] * 15, b"\r\n\r\n"]),
}


@pytest.mark.parametrize("phase", ENDLESS)
def test_an_answer_without_end_is_given_up(phase: str) -> None:
    """Without a limit for everything together, each of these goes on for as long as the host likes."""
    stop = threading.Event()

    def respond(handler: Any) -> None:
        drip(handler, stop, ENDLESS[phase]())
        if phase == "silence":
            stop.wait(20)

    with serve(respond) as url:
        with pytest.raises(FetchFailed) as failed:
            fetch(url + "/x", FetchOptions(allow_private=True, patience=0.5))
        assert failed.value.kind == "time"
        stop.set()


def test_a_name_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: stop.wait(20) or [])
    with pytest.raises(FetchFailed) as failed:
        fetch("http://status.example.com/", FetchOptions(patience=0.5))
    stop.set()
    assert failed.value.kind == "time"


def test_two_answers_share_one_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    granted = []

    def slow_fetch(url: str, reach: FetchOptions) -> Any:
        granted.append(reach.patience)
        clock[0] += 3
        return SimpleNamespace(url=url, status=200, body=json.dumps(KUMA["heartbeat" if "/heartbeat/" in url else "main"]).encode())

    clock = [0.0]
    monkeypatch.setattr("macros.status.snapshot.fetch", slow_fetch)
    monkeypatch.setattr("macros.status.snapshot.time.monotonic", lambda: clock[0])
    take_snapshot("kuma", "https://status.example.com/api/status-page/voice", datetime.now(UTC), FetchOptions(patience=8))
    assert granted == [8, 5]


def test_an_answer_cut_short_is_no_answer() -> None:
    def respond(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "500")
        handler.end_headers()
        handler.wfile.write(b'{"page":{}}')

    with serve(respond) as url, pytest.raises(FetchFailed) as failed:
        fetch(url, LOCAL)
    assert failed.value.kind == "network"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://192.168.1.1/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[fe80::1]/",
        "http://[2002:7f00:1::]/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "http://user:word@example.com/",
        "http://user@example.com/",
        "http://224.0.0.1/",
        "http://[ff0e::1]/",
        "http://example.com:99999/",
        "http://exa mple.com/",
        "http:///x",
        "http://\u2460.example/",
        "gopher://127.0.0.1/",
    ],
)
def test_addresses_that_lead_inside_are_refused(url: str) -> None:
    with pytest.raises(FetchFailed) as failed:
        fetch(url, FetchOptions(patience=60))
    assert failed.value.kind == "refused"


def test_each_redirect_is_checked_like_the_first(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_is_public", lambda address: address == "127.0.0.1")
    provider.answer = Answer(b"", status=302, headers=(("Location", "http://127.0.0.2:9/"),))
    with pytest.raises(FetchFailed) as failed:
        fetch(provider.url, FetchOptions(patience=60))
    assert failed.value.kind == "refused"
    assert "127.0.0.2" in str(failed.value)


def test_a_name_that_leads_inside_too_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchFailed, match=r"private address 10\.0\.0\.1"):
        fetch("http://status.example.com/", FetchOptions(patience=60))


def test_five_redirects_are_followed_and_what_is_asked_and_told_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def respond(handler: Any) -> None:
        left = int(handler.path.partition("/x?left=")[2])
        asked.append(dict(handler.headers))
        handler.send_response((200, 301, 302, 303, 307, 308, 302)[left])
        for name, value in (("Location", f"?left={left - 1}"), ("X-Two", "a"), ("x-two", "b")):
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(b"12345")

    with serve(respond) as url:
        answer = fetch(f"{url}/x?left=5", FetchOptions(allow_private=True, patience=60, max_bytes=5))
        assert (answer.url, answer.body, answer.headers["x-two"], len(asked)) == (f"{url}/x?left=0", b"12345", "a, b", 6)
        host = url.removeprefix("http://")
        assert asked[0] == {"Host": host, "Accept": "application/json", "Accept-Encoding": "identity", "Connection": "close"}
        with pytest.raises(FetchFailed, match="more than 5 redirects"):
            fetch(f"{url}/x?left=6", LOCAL)
        with pytest.raises(FetchFailed, match="more than 4 bytes"):
            fetch(f"{url}/x?left=0", FetchOptions(allow_private=True, patience=60, max_bytes=4))
        with pytest.raises(FetchFailed, match=r"(?i)ssl"):  # as it speaks no TLS
            fetch(f"https://{host}/x?left=0", LOCAL)
    down = fetching.Response("", 302, b"", {"location": "http://status.example.com/"})
    monkeypatch.setattr(fetching, "_fetch_once", lambda *_: down)
    with pytest.raises(FetchFailed, match="which is not https"):
        fetch("https://status.example.com/", LOCAL)


def test_json_is_read_as_a_browser_reads_it() -> None:
    numbers = b"\xef\xbb\xbf[1234567890123456789, 12345678901234567890123, 1.5]"
    assert repr(parse_json(numbers)) == "[1234567890123456789, 1.2345678901234568e+22, 1.5]"
    with pytest.raises(ValueError, match="NaN"):
        parse_json(b"NaN")


def test_a_name_is_resolved_once_and_the_connection_goes_there(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(provider.url.rsplit(":", 1)[1])
    answers = [[(2, 1, 6, "", ("127.0.0.1", port))]]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: answers.pop())
    provider.answer = Answer({"fine": True})
    assert parse_json(fetch(f"http://status.example.com:{port}/", LOCAL).body) == {"fine": True}
    assert answers == []


def test_kuma_is_read_from_its_two_answers(tmp_path: Path) -> None:
    def respond(handler: Any) -> None:
        body = KUMA["heartbeat" if "/heartbeat/" in handler.path else "main"]
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(json.dumps(body).encode())

    with serve(respond) as url:
        provider = Provider(url=url)
        result = snapshot(provider, tmp_path / "status.json", "kuma", "/api/status-page/voice")
    assert result.returncode == 0, result.stderr
    body = json.loads((tmp_path / "status.json").read_text())["body"]
    assert body["heartbeat"]["heartbeatList"]["1"] == [{"status": 1}]  # the last beat only


def test_a_disk_that_is_full_leaves_nothing_behind(provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    provider.answer = Answer(STATUSPAGE)
    monkeypatch.setattr("macros.status.snapshot.os.fsync", Mock(side_effect=OSError(28, "No space left on device")))
    result = snapshot(provider, tmp_path / "status.json")
    assert (result.returncode, "No space left" in result.stderr, list(tmp_path.iterdir())) == (8, True, [])


def test_a_folder_that_is_not_there_is_said(provider: Provider, tmp_path: Path) -> None:
    provider.answer = Answer(STATUSPAGE)
    result = snapshot(provider, tmp_path / "nowhere" / "status.json")
    assert result.returncode == 8
    assert "No such file" in result.stderr


def test_wrong_use_is_said(provider: Provider, tmp_path: Path) -> None:
    assert snapshot(provider, tmp_path / "x.json", "statuspgae").returncode == 2
    assert "contains /api/status-page/" in snapshot(provider, tmp_path / "x.json", "kuma").stderr
    provider.answer = Answer([])
    assert snapshot(provider, tmp_path / "x.json", "gatus").returncode == 6
    assert run_command("status", "snapshot", "--output", str(tmp_path / "x.json")).returncode == 2
    assert run_command("status", "snapshot", "--provider", "kuma", "--output", "x").returncode == 2


def test_the_probe_says_engine_permission_size_and_what_to_write(provider: Provider) -> None:
    provider.answer = Answer(STATUSPAGE)
    result = run_command("status", "probe", provider.url, "--allow-private")
    assert result.returncode == 0
    assert "Atlassian Statuspage" in result.stdout
    assert f"size      {len(json.dumps(STATUSPAGE).encode())} bytes" in result.stdout
    assert "transport: browser" in result.stdout
    provider.answer = Answer(STATUSPAGE, headers=())
    assert "transport: snapshot" in run_command("status", "probe", provider.url, "--allow-private").stdout


class Echo(Provider):
    """A page that lets in whoever asks."""

    def respond(self, handler: Any) -> None:
        self.answer = Answer(STATUSPAGE, headers=(("Access-Control-Allow-Origin", str(handler.headers["Origin"])),))
        super().respond(handler)


def test_a_browser_is_to_read_only_what_lets_the_portal_in_and_what_ever_does() -> None:
    portal, told = "https://portal.example", []
    allowed = (*((("Access-Control-Allow-Origin", origin),) for origin in ("*", portal, f"{portal}.org")), ())
    for asked in (*(Provider(Answer(STATUSPAGE, headers=headers)) for headers in allowed), Echo(), Provider(Answer(GATUS))):
        with serve(asked.respond) as url:
            told.append(probe(url, portal, LOCAL).finding)
    assert [found and found.transport for found in told] == ["browser", "browser", "snapshot", "snapshot", "browser", "snapshot"]


@pytest.mark.parametrize("answer", [Answer(b"<!doctype html><title>App</title>"), Answer({"status": 503}), Answer(STATUSPAGE, status=404)])
def test_the_probe_recognises_shapes_and_not_status_codes(provider: Provider, answer: Answer) -> None:
    provider.answer = answer
    result = run_command("status", "probe", provider.url, "--allow-private")
    assert result.returncode == 1
    assert "transport: link" in result.stdout
    assert "Traceback" not in result.stderr


STATUS_FACTS = ROOT / "tests" / "examples" / "status" / "browser.yml"
AUTO = """reach:
  # Nobody has said which product it is.
  transport: auto
  # For everybody.
  notice: notice.json
"""


@pytest.fixture
def facts(provider: Provider, tmp_path: Path) -> Path:
    """A docs folder whose status.yml names the provider's page and leaves the product open."""
    text = STATUS_FACTS.read_text(encoding="utf-8")
    reach = re.search(r"^reach:\n(  .*\n)+", text, re.MULTILINE)
    assert reach is not None
    text = text.replace(reach[0], AUTO).replace("page: https://status.example.com/", f"page: {provider.url}/")
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / "status.yml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_probe_writes_the_product_into_the_facts_and_keeps_the_rest(provider: Provider, facts: Path) -> None:
    before = (facts / "_data" / "status.yml").read_text(encoding="utf-8")
    provider.answer = Answer(STATUSPAGE)
    result = run_command("status", "probe", "--docs", str(facts), "--allow-private")
    assert result.returncode == 0, result.stderr
    known = f"  transport: browser\n  provider: statuspage\n  endpoint: {provider.url}/api/v2/summary.json\n"
    expected = before.replace("  # Nobody has said which product it is.\n  transport: auto\n", known)
    assert (facts / "_data" / "status.yml").read_text(encoding="utf-8") == expected
    again = run_command("status", "probe", "--docs", str(facts), "--allow-private")
    assert again.returncode == 0, again.stderr
    assert (facts / "_data" / "status.yml").read_text(encoding="utf-8") == expected


def test_the_probe_changes_nothing_when_it_recognises_nothing_or_looks_at_another_page(provider: Provider, facts: Path) -> None:
    before = (facts / "_data" / "status.yml").read_text(encoding="utf-8")
    provider.answer = Answer(b"", status=404)
    assert run_command("status", "probe", "--docs", str(facts), "--allow-private").returncode == 1
    provider.answer = Answer(STATUSPAGE)
    assert run_command("status", "probe", provider.url, "--docs", str(facts), "--allow-private").returncode == 0
    assert (facts / "_data" / "status.yml").read_text(encoding="utf-8") == before
