"""The lock files pin everything, and lead to no particular registry or machine."""

import re
from pathlib import Path

import pytest

LOCKS = sorted(Path(__file__).resolve().parents[2].glob("requirements/*.txt"))


def read_entries(lock: Path) -> list[str]:
    """Return the entries of a lock, each on one line."""
    return lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()


def test_there_is_a_lock_for_each_group():
    assert [lock.stem for lock in LOCKS] == ["languages", "mcp", "properdocs", "runtime", "test"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_dependency_has_one_version_and_hashes(lock):
    entries = read_entries(lock)
    assert len(entries) > 5
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==[\w.]+ (; [^-]+)?( *--hash=sha256:[0-9a-f]{64})+$", entry), entry


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_host_path_or_option_of_a_machine(lock):
    assert not re.search(r"://|^--|^-[ircf] |@ |/", lock.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_what_people_ask_for_is_in_the_lock(lock):
    asked = lock.with_suffix(".in").read_text(encoding="utf-8").splitlines()
    names = [re.match(r"[\w-]+", line)[0] for line in asked if re.match(r"\w", line)]
    pinned = {entry.split("==")[0] for entry in read_entries(lock)}
    assert names
    assert set(names) <= pinned


def test_the_groups_agree_on_versions():
    pinned: dict[str, set[str]] = {}
    for lock in LOCKS:
        for entry in read_entries(lock):
            name, version = entry.split(" --hash")[0].split("==", 1)
            conditions = version.partition(";")[2]
            pinned.setdefault(f"{name};{conditions}", set()).add(version)
    assert not {name: versions for name, versions in pinned.items() if len(versions) > 1}
