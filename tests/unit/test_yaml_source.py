"""Reading YAML: whatever the bytes, the answer is data with places or a located problem."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.sources.files import MAX_BYTES, list_files
from macros.sources.yaml_file import parse_source, read_source

SCALARS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text("abc xyz:#-é'\"{}[]\n", max_size=12)
KEYS = st.text("abcdefgh-", min_size=1, max_size=6)
WORDS = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=12).filter(lambda text: "\ufffd" not in text),
    lambda inner: st.lists(inner, max_size=4, unique_by=repr) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20)


def as_read(value: object) -> object:
    """The same value as the reader gives it: lists are tuples."""
    if isinstance(value, list):
        return tuple(as_read(item) for item in value)
    return {key: as_read(item) for key, item in value.items()} if isinstance(value, dict) else value


def paths(value: object, path: tuple = ()) -> list[tuple]:
    if isinstance(value, dict):
        return [path, *(found for key, item in value.items() for found in paths(item, (*path, key)))]
    if isinstance(value, tuple):
        return [path, *(found for index, item in enumerate(value) for found in paths(item, (*path, index)))]
    return [path]


@given(st.dictionaries(KEYS, WORDS, min_size=1, max_size=5))
def test_quoted_text_is_read_as_it_stands_and_every_value_has_a_place(data: dict) -> None:
    source = parse_source(yaml.safe_dump(data, default_style='"', allow_unicode=True), "facts.yml")
    assert not source.problems
    assert source.data == as_read(data)
    assert set(paths(source.data)) == set(source.positions)


@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=5))
def test_plain_values_keep_their_type(data: dict) -> None:
    source = parse_source(yaml.safe_dump(data, allow_unicode=True), "facts.yml")
    if not source.problems:  # bare words like "y" are reported instead
        assert source.data == as_read(data)


@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=5))
def test_every_place_is_inside_the_file(data: dict) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    lines = text.split("\n")
    for line, column in parse_source(text, "facts.yml").positions.values():
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@given(st.text(max_size=300))
def test_any_text_gives_data_or_a_located_problem(text: str) -> None:
    source = parse_source(text, "facts.yml")
    assert source.data is not None or source.problems
    for problem in source.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.found
        assert problem.expected


@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_a_located_problem(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("raw") / "facts.yml"
    path.write_bytes(raw)
    source = read_source(path, "facts.yml")
    assert source.data is not None or source.problems


@pytest.mark.parametrize("word", ["yes", "No", "on", "OFF", "y", "n"])
def test_words_that_yaml_1_1_turns_into_booleans_are_reported_and_stay_text(word: str) -> None:
    source = parse_source(f"a: 1\nanswer: {word}\n", "facts.yml")
    assert source.data["answer"] == word
    assert [(problem.line, problem.column) for problem in source.problems] == [(2, 9)]


def test_times_and_dates_stay_text() -> None:
    data = parse_source("at: 12:30\nday: 2026-01-01\nbig: 0x1F\nzip: 007\nlong: 1234567890123456\nend: -12.5e1\n", "facts.yml").data
    assert tuple(data.values()) == ("12:30", "2026-01-01", "0x1F", "007", "1234567890123456", -125.0)


@pytest.mark.parametrize(
    ("text", "line", "column", "found"),
    [
        ("a:\n\t- b\n", 2, 1, "a tab"),
        ("a: 1\nb: 2\na: 3\n", 3, 1, "a second time"),
        ("a: &x 1\n", 1, 4, "anchor"),
        ("a: *x\n", 1, 4, "alias"),
        ("a: !!python/name:os.system\n", 1, 4, "tag"),
        ("a: !own 1\n", 1, 4, "tag"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
        ("? [a]\n: b\n", 1, 3, "used as a key"),
        ("a: 1\n  b: 2\n", 2, 4, "does not parse"),
        ("", 1, 1, "empty"),
        ("# only a comment\n", 1, 1, "empty"),
        ("a: \x07\n", 1, 4, "control character"),
        ("a: " + "[" * 200, 1, 43, "nested"),
    ],
)
def test_each_trap_is_named_at_its_place(text: str, line: int, column: int, found: str) -> None:
    problem = parse_source(text, "facts.yml").problems[0]
    assert (problem.line, problem.column) == (line, column)
    assert found in problem.found


def test_an_alias_bomb_costs_nothing() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert any("alias" in problem.found for problem in parse_source(bomb, "facts.yml").problems)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"\x00\x01\x02\xff\xfe", "a binary file"),
        ("a: größe".encode("latin-1"), "not UTF-8"),
        (b"a: " + b"x" * MAX_BYTES * 10, "MB"),
    ],
)
def test_files_that_are_no_text_are_named(tmp_path: Path, raw: bytes, found: str) -> None:
    path = tmp_path / "facts.yml"
    path.write_bytes(raw)
    source = read_source(path, "facts.yml")
    assert source.data is None
    assert found in source.problems[0].found


def test_a_byte_that_is_no_text_is_named_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_bytes("a: 1\nb: größe".encode("latin-1"))
    (problem,) = read_source(tmp_path / "facts.yml", "facts.yml").problems
    assert (problem.line, problem.column) == (2, 6)


def test_the_data_files_of_a_folder_are_those_that_lie_in_it_themselves(tmp_path: Path) -> None:
    for name in ("own/a.yml", "own/notes.txt", "own/deeper/b.yml", "owned/c.yml", "d.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list_files(tmp_path).inside("own") == {"a": tmp_path / "own/a.yml"}


def test_a_byte_order_mark_is_let_pass(tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_source(path, "facts.yml").data == {"a": 1}


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert read_source(tmp_path / "none.yml", "none.yml").problems[0].found == "no such file"
