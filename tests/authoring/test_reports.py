"""Each mistake a writer can make, and where and how the report names it."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.checks import check_project
from macros.checks.settings import find_markup
from macros.commands.check import main
from macros.sources.problems import Problem, format_report
from tests.authoring.conftest import Sources

CHANNELS = "_data/channels.yml"
SCHEDULES = "_data/schedules.yml"
REDIRECTS = "_data/redirects.yml"
WRITE = "- { old: write/, page: support/report-a-problem.md, why: Short enough to say on the phone }"
DROPS = "_data/troubleshooters/link-drops.yml"


def test_the_shipped_sources_are_good(sources: Sources) -> None:
    assert sources.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "found", "expected", "hint"),
    [
        # wrong types
        ("_data/levels.yml", "critical: true", "critical: 3", "levels > s1 > critical", "3", "true or false", ""),
        ("_data/levels.yml", "label: S1", "label: 7", "levels > s1 > label", "7", "text", ""),
        ("_data/levels.yml", "critical: true", "critical: yes", "levels > s1 > critical", "the bare word yes", "true or false", '"yes"'),
        (CHANNELS, "good_for: [Anything that can wait.]", "good_for: waiting", "desk-mail > good_for", "'waiting'", "a list", ""),
        # unknown and missing keys
        (CHANNELS, "schedule: desk-hours", "shedule: desk-hours", "desk-phone > shedule", "unknown key 'shedule'", "one of", "'schedule'"),
        ("_data/levels.yml", "    critical: true\n", "", "levels > s1", "no 'critical'", "the key 'critical'", ""),
        (
            "_data/levels.yml",
            "Nothing in your hut",
            "Nothing, in your hut",
            "hut-is-dark",
            "unknown key 'in your hut",
            "one of",
            "a comma ends a text",
        ),
        (
            "_data/targets.yml",
            "within: 2 days",
            "within: 2 business days",
            "within",
            "'2 business days'",
            "like 30 minutes",
            "under 'schedule'",
        ),
        # unknown ids
        (CHANNELS, "schedule: desk-hours", "schedule: desk-hour", "desk-phone > schedule", "'desk-hour'", "desk-hours", "'desk-hours'"),
        ("_data/escalation.yml", "audience: hut-staff", "audience: hut-staf", "audience", "'hut-staf'", "hut-staff", "hut-staff"),
        ("_data/levels.yml", "open_questions: [A1]", "open_questions: [A99]", "open_questions", "'A99'", "A1", ""),
        # what a step is, and what the theme or a pattern would take for more than words
        (DROPS, "kind: question", "kind: qestion", "how-often > kind", "'qestion'", "question", "'question'"),
        (DROPS, "    kind: question\n", "", "how-often", "no 'kind'", "the key 'kind'", ""),
        ("glossary.md", "description: ", "description: <b> ", "description", "< in a description", "words without", "in words"),
        ("glossary.md", "title: ", "title: Q&A &copy ", "title", "&copy in a title", "words without", "in words"),
        # pages that are not there
        (
            "_data/hosting.yml",
            "- support/report-a-problem.md",
            "- support/tiket.md",
            "pages > 3",
            "'support/tiket.md'",
            "a page",
            "status.md",
        ),
        ("_data/hosting.yml", "- troubleshooting/", "- trouble/", "pages > 4", "'trouble/'", "a folder of them", "'troubleshooting/'"),
        ("_data/hosting.yml", "instead: offline.md", "instead: gone.md", "instead", "'gone.md'", "a page", "'offline.md'"),
        (
            REDIRECTS,
            WRITE,
            WRITE.replace("report-a", "report-our"),
            "1 > page",
            "'support/report-our-problem.md'",
            "a page below docs",
            "report-a-p",
        ),
        (
            REDIRECTS,
            "old: write/",
            "old: policy/severity-levels/",
            "1 > old",
            "'policy/severity-levels/'",
            "an address that no page has",
            "",
        ),
        (REDIRECTS, "old: write/", "old: policy/index.html", "1 > old", "'policy/index.html'", "an address that no page has", ""),
        (REDIRECTS, "old: write/", "old: ../etc", "1 > old", "'../etc'", "text of the form", ""),
        (REDIRECTS, WRITE, f"{WRITE}\n  - {{ old: write, page: glossary.md, why: x }}", "2 > old", "'write'", "", ""),
        # zones, times, days
        (SCHEDULES, "zone: Europe/Berlin", "zone: Europe/Berln", "zone", "'Europe/Berln'", "IANA", "'Europe/Berlin'"),
        (SCHEDULES, '"08:00"', '"8.00"', "opens", "'8.00'", "HH:MM", '"09:00"'),
        (
            SCHEDULES,
            "holidays: []",
            'holidays: ["2026-12-25"]',
            "holidays > 1",
            "'2026-12-25'",
            "a day and its name",
            "label: Christmas Day",
        ),
        (SCHEDULES, "days: [mon, tue", "days: [monday, tue", "days > 1", "'monday'", "mon", "'mon'"),
        (SCHEDULES, 'review_by: "2099-01-31"', 'review_by: "2027-02-30"', "review_by", "'2027-02-30'", "YYYY-MM-DD", ""),
        # addresses
        (
            CHANNELS,
            "url: https://map.fernblick.example.org/",
            "url: map.fernblick.example.org",
            "url",
            "'map.fernblick.example.org'",
            "https://",
            "",
        ),
        (CHANNELS, "number: +49 30", "number: 0049 30", "number", "'0049", "E.164", "+"),
        (CHANNELS, "kind: email", "kind: whatsapp", "kind", "'whatsapp'", "one of: page", "the name of a product belongs in its label"),
        # prices
        ("_data/paid-options.yml", "amount: 240.5", "amount: 99999999999", "amount", "99999999999", "less than or equal to 100000000", ""),
        ("_data/paid-options.yml", ", currency: EUR", "", "repair-visit > price", "no 'currency'", "currency", ""),
        ("_data/paid-options.yml", "currency: EUR", "currency: €", "currency", "'€'", "USD", ""),
        ("_data/paid-options.yml", "amount: 240.5", "amount: €240.5", "amount", "'€240.5'", "a number", ""),
        # what YAML itself gets wrong
        ("_data/levels.yml", "    label: S1", "\tlabel: S1", "", "a tab", "spaces", ""),
        ("_data/levels.yml", "    label: S1", "    label: S1\n    label: S9", "levels > s1", "'label' a second time", "first on line", ""),
        ("_data/levels.yml", "    label: S1", "   label: S1", "", "does not parse", "valid YAML", ""),
    ],
)
def test_a_mistake_is_named_at_its_place(
    sources: Sources, file: str, old: str, new: str, where: str, found: str, expected: str, hint: str
) -> None:
    line = sources.replace(file, old, new)
    problems = [each for each in sources.problems() if found in each.found]
    assert problems, format_report(sources.problems())
    problem = problems[0]
    assert problem.file == f"docs/{file}"
    assert abs(problem.line - line) <= (6 if "no '" in found else 1)
    assert problem.column >= 1
    assert where in problem.where
    assert expected in problem.expected
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a binary file"),
        ("levels: größe".encode("latin-1"), "not UTF-8"),
        (b"levels: [" + b"x, " * 4_000_000 + b"]", "MB"),
        (b"- just\n- a list\n", "a list of 2"),
        (b"levels: null\n", "null"),
    ],
)
def test_a_file_that_is_no_facts_at_all_is_named(sources: Sources, only_problem: Callable[[], Problem], content: bytes, found: str) -> None:
    sources.write("_data/levels.yml", content)
    assert found in only_problem().found


def test_an_alias_bomb_is_refused_quickly(sources: Sources) -> None:
    sources.write("_data/levels.yml", "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)))
    assert any("alias" in problem.found for problem in sources.problems())


def test_a_missing_file_and_a_missing_folder_are_named(sources: Sources, only_problem: Callable[[], Problem]) -> None:
    (sources.docs / "_data/levels.yml").unlink()
    assert (only_problem().file, only_problem().found) == ("docs/_data/levels.yml", "no such file")
    (sources.docs / "_data").rename(sources.docs / "facts")
    assert only_problem().found == "no such folder"


def test_markup_in_the_names_that_stand_on_every_page_is_named(sources: Sources) -> None:
    settings = sources.docs.parent / "mkdocs.yml"
    settings.write_text(
        "site_name: '{A}'\nsite_description: >-\n  All about\n  our <b>calls\nsite_author: A > B\nplugins: [!ENV [A, search]]\n",
        encoding="utf-8",
    )
    signs = {"{{ a": "{", "a }": "}", 'a "b': '"', "a > b": ">", "A &amp; B": "&amp;", "&copy B": "&copy", "&#60;": "&#60;", "R&D; x": ""}
    assert {said: find_markup(said) for said in signs} == signs
    told = [(problem.file, problem.line, problem.where, problem.found.split()[0]) for problem in sources.problems()]
    lines = ((1, "site_name", "{"), (2, "site_description", "<"), (5, "site_author", ">"))
    assert told == [("mkdocs.yml", *each) for each in lines]


def test_settings_that_are_the_engines_to_refuse_are_no_problem_here(sources: Sources) -> None:
    for text in ("site_name: [a\n", "- a\n", "", "site_name: [a, b]\n? [x]\n: y\n", "site_name: A & B, “C”\n"):
        (sources.docs.parent / "mkdocs.yml").write_text(text, encoding="utf-8")
        assert sources.problems() == [], text


def test_a_stray_file_is_named_with_the_nearest_name(sources: Sources, only_problem: Callable[[], Problem]) -> None:
    sources.write("_data/chanels.yml", "channels: []\n")
    assert "channels.yml" in only_problem().hint


def test_a_channel_that_no_page_shows_and_a_portal_without_an_address_are_warned_of(sources: Sources) -> None:
    channels = (sources.docs / CHANNELS).read_text(encoding="utf-8")
    first = channels[channels.index("  - id: ") : channels.index("  - id: ", channels.index("  - id: ") + 1)]
    sources.write(CHANNELS, channels.replace("channels:\n", "channels:\n" + re.sub("id: .*", "id: pigeon", first, count=1), 1))
    for page in sources.docs.rglob("*.md"):
        page.write_text(page.read_text(encoding="utf-8").replace("{{ channel_list() }}", "Words."), encoding="utf-8")
    (sources.docs.parent / "mkdocs.yml").write_text("site_name: Fernblick Help\n", encoding="utf-8")
    found = {(problem.level, problem.file, problem.found) for problem in check_project(sources.docs, None)[1]}
    assert ("warning", "mkdocs.yml", "no site_url") in found
    told = [(level, said) for level, file, said in found if file == f"docs/{CHANNELS}"]
    assert told == [("warning", "the channel 'pigeon', which no page shows")]
    (sources.docs.parent / "mkdocs.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    assert not any("site_url" in problem.found for problem in check_project(sources.docs, None)[1])


def test_every_problem_of_every_file_comes_at_once(sources: Sources) -> None:
    sources.replace("_data/levels.yml", "critical: true", "critical: 3")
    sources.replace(CHANNELS, "number: +49 30", "number: 0049 30")
    sources.replace(SCHEDULES, "zone: Europe/Berlin", "zone: CEST")
    assert {problem.file for problem in sources.problems()} == {f"docs/_data/{name}.yml" for name in ("levels", "channels", "schedules")}


PAGE_MISTAKES = [
    ('{{ severity_card("s9") }}', "'s9'", "s1", "did you mean"),
    ("{{ severity_tabel() }}", "unknown macro severity_tabel", "macro", "'severity_table'"),
    ("{{ severity_table }}", "the name severity_table", "a macro call", "severity_table()"),
    ("{{ severity_card() }}", "level", "severity_card(level", ""),
    ('{{ severity_card("s1" }}', "does not parse", "macro_name", ""),
    ("Call +49 30 901820.", "phone number", "macro", "`+49"),
    ("It costs EUR 150 an hour.", "price", "macro", "`EUR 150`"),
]


def test_a_mistake_in_a_page_is_named_at_its_line(sources: Sources) -> None:
    for number, (line, *_) in enumerate(PAGE_MISTAKES):
        sources.write(
            f"guides/new-{number}.md", f"---\ntitle: New {number}\nkind: guide\nrender_macros: true\n---\n\n# New {number}\n\nText {line}\n"
        )
    problems = sources.problems()
    assert len(problems) == len(PAGE_MISTAKES)
    for number, (line, found, expected, hint) in enumerate(PAGE_MISTAKES):
        problem = next(each for each in problems if each.file == f"docs/guides/new-{number}.md")
        assert problem.line == 9, line
        assert found in problem.found
        assert expected in problem.expected
        assert hint in problem.hint


def test_examples_in_code_are_let_pass(sources: Sources) -> None:
    text = "```\nINVITE sip:+442079460958@example.com at 08:00 for $150\n```\n\nDial `+44 20 7946 0958` at `08:00`.\n"
    sources.write("guides/new.md", f"---\ntitle: New\nkind: guide\n---\n\n# New\n\n{text}")
    assert sources.problems() == []


def test_a_macro_on_a_page_that_renders_none_is_named(sources: Sources, only_problem: Callable[[], Problem]) -> None:
    sources.write("guides/new.md", "---\ntitle: New\nkind: guide\n---\n\n{{ severity_table() }}\n")
    assert "render_macros: true" in only_problem().expected


def test_the_verb_exits_with_1_and_no_traceback(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    sources.replace("_data/levels.yml", "critical: true", "critical: 3")
    assert main(["--docs", str(sources.docs), "--today", "2026-11-23"]) == 1
    report = capsys.readouterr().err
    assert report.startswith("docs/_data/levels.yml:")
    assert report.rstrip().endswith("1 problem in 1 file. Nothing was built.")
    assert "Traceback" not in report


def test_a_fact_due_soon_or_overdue_warns_and_fails_only_on_request(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    sources.replace(SCHEDULES, 'review_by: "2099-01-31"', 'review_by: "2027-01-01"')
    assert main(["--docs", str(sources.docs), "--today", "2026-11-23"]) == 0
    assert "warning" in capsys.readouterr().err
    assert main(["--docs", str(sources.docs), "--today", "2027-01-02"]) == 0
    assert "was due on 2027-01-01" in capsys.readouterr().err
    assert main(["--docs", str(sources.docs), "--today", "2027-01-02", "--strict-dates"]) == 1


MANGLED_FILES = ("levels", "channels", "schedules", "coverage", "escalation", "paid-options", "tickets", "status")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mangled_data_file_gives_a_valid_portal_or_a_located_report(sources: Sources, data: st.DataObject) -> None:
    name = f"_data/{data.draw(st.sampled_from(MANGLED_FILES))}.yml"
    path = sources.docs / name
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    junk = data.draw(st.binary(max_size=20) | st.sampled_from([b"\t", b": ", b"- ", b"'", b"[", b"null", b"\n", b"*a", b"&a", b"{{"]))
    path.write_bytes(whole[:start] + junk + whole[start + length :])
    try:
        for problem in sources.problems():
            assert problem.line >= 1
            assert problem.column >= 1
            assert problem.found
            assert problem.expected
    finally:
        path.write_bytes(whole)
