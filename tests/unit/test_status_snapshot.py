"""The probe and the snapshot as an operator runs them: guarded, all or nothing, with a plain exit code."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.status import fetching
from macros.status.calendar import make_calendar
from macros.status.fetching import FetchFailed, Reach, fetch, parse_json
from macros.status.record import Record
from tests.status_bodies import KUMA, STATUSPAGE, quiet_statuspage
from tests.status_servers import Answer, Provider, serve

ROOT = Path(__file__).resolve().parents[2]
LOCAL = Reach(allow_private=True, patience=2)


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    with serve(provider.respond) as provider.url:
        yield provider
        provider.stopping.set()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts.status_page", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)


def snapshot(provider: Provider, output: Path, name: str = "statuspage", path: str = "/x.json") -> subprocess.CompletedProcess[str]:
    return run("snapshot", "--provider", name, "--url", provider.url + path, "--output", str(output), "--allow-private")


def test_a_snapshot_is_the_record_with_its_time_and_a_calendar(provider: Provider, tmp_path: Path) -> None:
    provider.answer = Answer(STATUSPAGE)
    result = snapshot(provider, tmp_path / "status.json")
    assert result.returncode == 0, result.stderr
    record = json.loads((tmp_path / "status.json").read_text(encoding="utf-8"))
    Record.model_validate(record)
    assert record["indicator"] == "partial_outage"
    assert abs(time.time() - time.mktime(time.strptime(record["fetchedAt"], "%Y-%m-%dT%H:%M:%SZ")) + time.timezone) < 60
    calendar = (tmp_path / "status.ics").read_bytes().decode()
    assert "DTSTART:20261124T020000Z\r\n" in calendar
    assert calendar.count("BEGIN:VEVENT") == calendar.count("END:VEVENT") == 1
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_calendar_goes_when_nothing_is_planned(provider: Provider, tmp_path: Path) -> None:
    (tmp_path / "status.ics").write_text("old")
    provider.answer = Answer(quiet_statuspage())
    assert snapshot(provider, tmp_path / "status.json").returncode == 0
    assert not (tmp_path / "status.ics").exists()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(b"{}", status=500), 4),
        (Answer(b"{}", status=404), 4),
        (Answer(b"<!doctype html>"), 6),
        (Answer(b'{"page":'), 6),
        (Answer(b'{"status":{"indicator":NaN}}'), 6),
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


@pytest.mark.parametrize("answer", [Answer(silent=True), Answer(STATUSPAGE, drip=0.05)], ids=["silent", "slow drip"])
def test_a_slow_answer_is_given_up_in_time(provider: Provider, answer: Answer) -> None:
    provider.answer = answer
    started = time.monotonic()
    with pytest.raises(FetchFailed) as failed:
        fetch(provider.url + "/x", Reach(allow_private=True, patience=1))
    assert failed.value.kind == "time"
    assert time.monotonic() - started < 2


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
        "http://example.com:99999/",
        "http://exa mple.com/",
        "http:///x",
        "http://\u2460.example/",
        "gopher://127.0.0.1/",
    ],
)
def test_addresses_that_lead_inside_are_refused(url: str) -> None:
    with pytest.raises(FetchFailed) as failed:
        fetch(url, Reach(patience=1))
    assert failed.value.kind == "refused"


def test_each_redirect_is_checked_like_the_first(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_is_public", lambda address: address == "127.0.0.1")
    provider.answer = Answer(b"", status=302, headers=(("Location", "http://127.0.0.2:9/"),))
    with pytest.raises(FetchFailed) as failed:
        fetch(provider.url, Reach(patience=2))
    assert failed.value.kind == "refused"
    assert "127.0.0.2" in str(failed.value)


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
    assert json.loads((tmp_path / "status.json").read_text())["indicator"] == "partial_outage"


def test_a_folder_that_is_not_there_is_said(provider: Provider, tmp_path: Path) -> None:
    provider.answer = Answer(STATUSPAGE)
    result = snapshot(provider, tmp_path / "nowhere" / "status.json")
    assert result.returncode == 8
    assert "No such file" in result.stderr


def test_wrong_use_is_said(provider: Provider, tmp_path: Path) -> None:
    assert snapshot(provider, tmp_path / "x.json", "statuspgae").returncode == 2
    assert run("snapshot", "--output", str(tmp_path / "x.json")).returncode == 2
    assert run("snapshot", "--provider", "kuma", "--output", "x").returncode == 2


def test_the_probe_says_engine_permission_size_and_what_to_write(provider: Provider) -> None:
    provider.answer = Answer(STATUSPAGE)
    result = run("probe", provider.url, "--allow-private")
    assert result.returncode == 0
    assert "Atlassian Statuspage" in result.stdout
    assert f"size      {len(json.dumps(STATUSPAGE).encode())} bytes" in result.stdout
    assert "transport: browser" in result.stdout
    provider.answer = Answer(STATUSPAGE, headers=())
    assert "transport: snapshot" in run("probe", provider.url, "--allow-private").stdout


@pytest.mark.parametrize("answer", [Answer(b"<!doctype html><title>App</title>"), Answer({"status": 503}), Answer(b"", status=404)])
def test_the_probe_recognises_shapes_and_not_status_codes(provider: Provider, answer: Answer) -> None:
    provider.answer = answer
    result = run("probe", provider.url, "--allow-private")
    assert result.returncode == 1
    assert "transport: link" in result.stdout
    assert "Traceback" not in result.stderr


def test_long_lines_of_a_calendar_are_folded_between_characters() -> None:
    item = {"id": "m", "title": "Wartung: Größe; mehr, 測試 " * 12, "startsAt": "2026-11-24T02:00:00Z", "endsAt": "", "updatedAt": ""}
    item |= {"url": "https://status.example.com/", "body": "One\\two", "components": ["a", "b"]}
    record = {"page": {"url": "https://status.example.com/"}, "fetchedAt": "2026-11-22T20:00:00Z", "maintenances": [item]}
    lines = make_calendar(record).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    unfolded = make_calendar(record).replace("\r\n ", "")
    assert "SUMMARY:" + item["title"].replace(";", "\\;").replace(",", "\\,") + "\r\n" in unfolded
    assert "DESCRIPTION:One\\\\two\\na\\, b\r\n" in unfolded
