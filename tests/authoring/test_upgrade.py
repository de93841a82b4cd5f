"""A portal whose data files are of the first version: `upgrade` says what changed, rewrites it, and leaves everything else as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.commands import run
from tests.company import copy_company

# File (* for all), what stands in it now, and what stood there in the first version.
FIRST_VERSION = (
    ("organisation.yml", "data_version: 2\n", ""),
    ("*", "open_questions:", "ledger:"),
    ("severity.yml", "exclusions:\n", "caps:\n"),
    ("hosting.yml", "offline_pages:\n", "kept_pages:\n"),
    ("hosting.yml", "security_contact:\n", "new_version:\n  text: There is a new one.\n  words: [Load, Later]\nsecurity_contact:\n"),
    ("sequence-diagrams.yml", "diagrams:\n", "ladders:\n"),
    ("channels.yml", "kind: text-message", "kind: sms"),
    ("composer.yml", "text_channels:", "sms_channels:"),
    ("composer.yml", "text_message: 160, start_value: 64, examples: 3}", "sms: 160, telegram: 64, calls: 3}"),
    ("composer.yml", "  unchecked_examples:", "  unchecked_calls:"),
    ("composer.yml", "control: examples,", "control: calls,"),
    ("levels.yml", "    critical: true\n", "    critical: true\n    first_response: null # not stated\n"),
    ("levels.yml", "id: valley-is-dark, text", "id: valley-is-dark, resolution: null, text"),
    ("levels.yml", "text: No hut of your valley is online.}", "text: No hut of your valley is online., first_response: 1}"),
    (
        "coverage.yml",
        "    outside: none\n",
        "    outside: none\n    states:\n      - state: night\n        do: >-\n          Wait,\n          then call.\n",
    ),
)
FILES = {"open-questions.yml": "ledger.yml", "sequence-diagrams.yml": "call-ladders.yml"}


SETTINGS = """\
theme:
  name: material
  custom_dir: overrides
plugins:
  - macros:
      module_name: macros # ours
extra:
  generator: false
  preview: !ENV [PORTAL_PREVIEW, false]
"""
NEW_SETTINGS = SETTINGS.replace("  custom_dir: overrides\n", "").replace("module_name: macros", "modules: [support_portal]")


def make_older(docs: Path) -> dict[str, str]:
    """Put the data files back into their first version, with a comment of the company's own; return what they should become."""
    data, wanted = docs / "_data", {}
    for path in sorted(data.rglob("*.yml")):
        text = path.read_text(encoding="utf-8").replace("\n", "\n# The hut keepers' own note: caps, ledger.\n", 1)
        wanted[path.relative_to(docs).as_posix()] = text
        for name, now, then in FIRST_VERSION:
            if name in ("*", path.name):
                assert name == "*" or now in text, (name, now)
                text = text.replace(now, then)
        path.write_text(text, encoding="utf-8")
    for new, old in FILES.items():
        (data / new).rename(data / old)
    index = docs / "policy/index.md"
    wanted["policy/index.md"] = index.read_text(encoding="utf-8") + '\n{{ sequence_diagram("a-restart") }}\n\nA call_ladder() in words.\n'
    index.write_text(wanted["policy/index.md"].replace("{{ sequence_diagram", "{{ call_ladder"), encoding="utf-8")
    return wanted


def test_a_portal_of_the_first_version_becomes_one_of_today(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = copy_company(tmp_path)
    others = {path: path.read_bytes() for path in docs.rglob("*") if path.is_file() and path.suffix != ".yml" and path.stem != "index"}
    wanted = make_older(docs)
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    assert run("upgrade", ["--docs", str(docs)]) == 0
    settings = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    assert settings == NEW_SETTINGS.replace("extra:\n", "extra:\n  portal: true\n")
    said = capsys.readouterr()
    assert "Open questions are called that" in said.out
    assert "_data/severity.yml" in said.out
    for name, text in wanted.items():
        assert (docs / name).read_text(encoding="utf-8") == text, name
    assert {path: path.read_bytes() for path in others} == others
    assert not (docs / "_data/ledger.yml").exists()


def test_what_is_left_to_do_is_reported_and_a_second_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = copy_company(tmp_path)
    assert run("upgrade", ["--docs", str(docs)]) == 0
    assert "of version 2, which is the newest" in capsys.readouterr().out
    severity = docs / "_data/severity.yml"
    severity.write_text(severity.read_text(encoding="utf-8") + "channel_orders: []\n", encoding="utf-8")
    assert run("upgrade", ["--docs", str(docs)]) == 1
    assert "channel_orders" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_stops_the_upgrade_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = copy_company(tmp_path)
    make_older(docs)
    (docs / "_data/tickets.yml").write_text("opening: [", encoding="utf-8")
    before = {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()}
    assert run("upgrade", ["--docs", str(docs)]) == 1
    assert "tickets.yml is no YAML" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()} == before
