"""`scripts/serve`: an edit shows at once; a wrong edit shows its report and takes no page away."""

import contextlib
import os
import socket
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from macros.commands import serve
from macros.commands.serve import HOST, Preview
from tests.commands import run_command
from tests.served_project import Served, serve_project

CONFIG = """\
site_name: Small
site_url: https://example.org/help/
theme: {name: material, font: false, custom_dir: overrides}
plugins:
  - search
  - macros: {module_name: facts, on_error_fail: true, on_undefined: strict}
"""
MODULE = """\
from pathlib import Path

from mkdocs.exceptions import PluginError


def define_env(env):
    fact = Path(env.project_dir, "docs", "fact.yml").read_text().strip()
    if fact == "wrong":
        raise PluginError("docs/fact.yml:1:1 found <wrong>")
    env.macro(lambda: f"{fact} apples", "phrase")
"""


def test_an_edit_is_on_the_page_at_once_and_a_wrong_one_keeps_the_old_page_with_its_report(tmp_path):
    for folder in ("docs", "overrides"):
        (tmp_path / folder).mkdir()
    for name, text in {
        "mkdocs.yml": CONFIG,
        "facts.py": MODULE,
        "docs/fact.yml": "seven\n",
        "docs/index.md": "# Home\n\nThere are {{ phrase() }}.\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with serve_project(tmp_path) as served:
        assert "There are seven apples." in served.read()
        see_that_it_has_the_sub_path_of_the_real_site_and_refuses_foreign_hosts(served)
        served.write("docs/fact.yml", "wrong\n")
        page = served.wait_for("docs/fact.yml:1:1 found &lt;wrong&gt;")
        assert "There are seven apples." in page
        assert "docs/fact.yml:1:1" in served.read("no-such-page/")
        served.write("docs/index.md", "There are {{ phrase('many') }}.\n")
        served.write("docs/fact.yml", "nine\n")
        page = served.wait_for("was not built", "There are seven apples.", "index.md")
        assert "Traceback" not in page
        served.write("facts.py", MODULE.replace("apples", "pears"))
        served.write("docs/index.md", "There are {{ phrase() }}.\n")
        assert "was not built" not in served.wait_for("There are nine pears.")


def see_that_it_has_the_sub_path_of_the_real_site_and_refuses_foreign_hosts(served: Served) -> None:
    assert served.url.endswith("/help/")
    assert f"{served.url}" in served.read("sitemap.xml")
    assert ask(served, "/%00") == 400
    assert ask(served, "/help/", "localhost:1") == 200
    for host in ("attacker.example", f"attacker.example:{urlsplit(served.url).port}", "[", ""):
        assert ask(served, "/help/", host) == 403


def ask(served: Served, path: str, host: str = HOST) -> int:
    connection = HTTPConnection(urlsplit(served.url).netloc, timeout=60)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status


def test_a_project_that_is_wrong_from_the_start_is_served_once_it_is_mended(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    good = "site_name: Small\ntheme: {name: material, font: false}\n"
    (tmp_path / "mkdocs.yml").write_text(f"{good}nonsense: [\n", encoding="utf-8")
    with serve_project(tmp_path) as served:
        assert "mkdocs.yml" in served.read()
        served.write("mkdocs.yml", good)
        served.wait_for("<h1", "Home")


def test_a_build_that_waits_is_started_anew_when_the_engine_was_edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "FOLDER", tmp_path)
    engine = tmp_path / "engine.py"
    engine.touch()
    preview = Preview(tmp_path / "mkdocs.yml", tmp_path, "http://127.0.0.1/")
    for edited in (False, True):
        waiting = preview.ahead
        os.utime(engine, (time.time() + 60,) * 2 if edited else (0, 0))
        preview.build()
        assert "There is no" in preview.report
        assert (waiting.returncode < 0) is edited, "was it ended by a signal?"
    preview.stop()


def test_a_port_in_use_is_said_in_one_sentence(tmp_path):
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        result = run_command("serve", "--port", str(port), "--config", tmp_path / "mkdocs.yml")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert f"Port {port} is in use" in result.stderr
    assert f"--port {port + 1}" in result.stderr
