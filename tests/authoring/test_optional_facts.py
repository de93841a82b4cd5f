"""Six data files make a portal. Each other file may be missing, and then a page that prints it is told which file it needs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from macros.checks import check_project
from macros.portal import Portal
from macros.sources.problems import Problem, format_report
from tests.company import COMPANY, PROJECT, build, copy_company

AGES = 'source: House rules\n    confirmed: false\n    review_by: "2099-01-31"'
SIX = {
    "organisation": """name: Mill
product: The mill
what_it_does: Mill grinds corn.
customer: Whoever brings corn.
time_zone: Etc/UTC
website: {url: "https://mill.example.org/", source: House rules, confirmed: false, review_by: "2099-01-31"}
""",
    "levels": """levels:
  - {id: high, label: High, word: Urgent, meaning: The mill stands still., critical: true}
  - {id: low, label: Low, word: Normal, meaning: Anything else., critical: false}
""",
    "categories": """categories:
  - {id: mill, label: Mill, meaning: Anything.}
""",
    "schedules": f"""schedules:
  - id: daylight
    label: Daylight
    zone: Etc/UTC
    zone_label: UTC
    windows: [{{days: [mon, tue], opens: "08:00", closes: "16:00"}}]
    {AGES}
""",
    "coverage": """kinds:
  - {id: guaranteed, label: There, meaning: Somebody answers.}
  - {id: none, label: Away, meaning: Nobody answers.}
covers:
  - id: all
    label: Everything
    category: mill
    levels: [high, low]
    schedule: daylight
    inside: guaranteed
    outside: none
""",
    "channels": f"""channels:
  - id: bell
    label: The bell
    kind: arrangement
    schedule: daylight
    good_for: [Anything.]
    {AGES}
""",
}
PAGES = {
    "index.md": ("Mill", "{{ search_form() }}\n\n{{ topic_index() }}\n\n{{ search_page() }}\n\n{{ organisation() }}\n\n{{ principles() }}"),
    "policy.md": (
        "Policy",
        "{{ severity_table() }}\n\n{{ category_table() }}\n\n{{ coverage_summary() }}\n\n{{ coverage_bars() }}\n\n{{ coverage_table() }}",
    ),
    "contact.md": ("Contact", "{{ channel_list() }}\n\n{{ channel_order() }}\n\n{{ last_review() }}"),
}


def test_a_portal_of_six_files_checks_and_builds(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "_data").mkdir(parents=True)
    shutil.copytree(COMPANY / "docs/assets", docs / "assets")
    settings = (COMPANY / "mkdocs.yml").read_text(encoding="utf-8").replace("../../../", f"{PROJECT}/")
    settings = re.sub(r"\nnot_in_nav:.*?\n\n", "\n\n", settings, flags=re.DOTALL)
    nav = "nav:\n  - Mill: index.md\n  - Policy: policy.md\n  - Contact: contact.md\n"
    (tmp_path / "mkdocs.yml").write_text(settings.partition("nav:\n")[0] + nav, encoding="utf-8")
    for name, text in SIX.items():
        (docs / "_data" / f"{name}.yml").write_text(text, encoding="utf-8")
    for name, (title, body) in PAGES.items():
        head = f"title: {title}\ndescription: {title}. {'The mill grinds corn for whoever brings some. ' * 3}\nrender_macros: true\nkind: guide"
        (docs / name).write_text(f"---\n{head}\n---\n\n# {title}\n\n{body}\n", encoding="utf-8")
    _, problems = check_project(docs, None)
    assert [problem for problem in problems if problem.level == "error"] == [], format_report(problems)
    build(tmp_path / "mkdocs.yml", tmp_path / "site")
    policy = (tmp_path / "site/policy/index.html").read_text(encoding="utf-8")
    assert "The mill stands still." in policy
    for html in (tmp_path / "site").rglob("*.html"):
        assert not re.search(r"\bNone\b", html.read_text(encoding="utf-8")), html


OPTIONAL = sorted(name for name in Portal.model_fields if name not in SIX and (COMPANY / Portal.path_of(name)).exists())


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_missing_file_is_named_where_it_is_needed_and_nowhere_else(tmp_path: Path, name: str) -> None:
    docs = copy_company(tmp_path)
    remove(tmp_path, name)
    errors = errors_of(docs)
    stem = Portal.path_of(name).removeprefix("docs/")
    strangers = [problem for problem in errors if stem not in f"{problem.found} {problem.expected} {problem.hint}"]
    assert strangers == [], format_report(strangers)
    assert all(problem.line > 1 for problem in errors)
    if of_pages := [problem for problem in errors if problem.file.endswith(".md") and not problem.where]:
        leave_out_macros(of_pages)
        assert [problem for problem in errors_of(docs) if problem.file.endswith(".md") and not problem.where] == []


def test_the_key_to_leave_out_is_one_that_may_be_missing(tmp_path: Path) -> None:
    docs = copy_company(tmp_path)
    remove(tmp_path, "escalation")
    hints = [problem.hint for problem in errors_of(docs) if problem.where.endswith("first_handled_by > tier")]
    assert hints
    assert all(hint.endswith("leave the key 'first_handled_by' out") for hint in hints)


def remove(project: Path, name: str) -> None:
    path = project / Portal.path_of(name)
    if path.is_file():
        path.unlink()
        return
    for file in path.iterdir():
        if file.name == "index.md":
            continue
        settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
        (project / "mkdocs.yml").write_text(re.sub(rf"\n.*{path.name}/{file.stem}.md", "", settings), encoding="utf-8")
        file.unlink()


def errors_of(docs: Path) -> list[Problem]:
    return [problem for problem in check_project(docs, None)[1] if problem.level == "error"]


def leave_out_macros(errors: list[Problem]) -> None:
    """Do what the report says: take the macro out of the page."""
    for problem in errors:
        lines = Path(problem.file).read_text(encoding="utf-8").split("\n")
        lines[problem.line - 1] = "A line without it."
        Path(problem.file).write_text("\n".join(lines), encoding="utf-8")
