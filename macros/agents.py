"""What an agent may ask of a built portal: four questions, answered from its published files alone.

Each answer names the rules behind it, the version of the rules and the page that says so. Where the policy is silent, the answer
is "not stated", so that nobody has to make one up. `portal mcp` offers them as tools.
"""

import json
import re
import runpy
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lunr import lunr
from lunr.stop_word_filter import WORDS as STOP_WORDS

from .engine import Failed, call
from .publish.policy_data import READERS
from .publish.policy_document import FOLDER

NOT_STATED = "not stated"
RESULTS = 5
EXCERPT = 400
_ENTRY = re.compile(r"^- \[(?P<title>(?:\\.|[^]\\])*)\]\((?P<address>[^)]+)\)(?:: (?P<description>.*))?$", re.MULTILINE)
_WORD = re.compile(r"\w+")


class Agent:
    """Answers from the folder of a built site."""

    def __init__(self, site: Path) -> None:
        missing = [name for name in ("llms.txt", f"{FOLDER}/policy.json") if not (site / name).is_file()]
        if missing:
            raise Failed(f"{site} is no built portal: it has no {' and no '.join(missing)}. Build it first: {call('build')}.")
        self.site = site
        self.policy = json.loads((site / FOLDER / "policy.json").read_text(encoding="utf-8"))

    def classify(self, answers: Mapping[str, str]) -> dict[str, Any]:
        """Return the severity level and category that answers lead to, why, and which questions would still matter.

        `answers` are answer ids by question id; a question that isn't answered, or with "unsure", leaves all its answers possible.
        """
        severity = self.policy["severity"]
        if severity is None:
            return self._answer("severity_levels", answer=NOT_STATED, why="This policy has no rules to look answers up in.")
        choices = {question["id"]: [*(each["id"] for each in question["answers"]), "unsure"] for question in severity["questions"]}
        wrong = [f"{question}:{answer}" for question, answer in answers.items() if answer not in choices.get(question, ())]
        if wrong:
            return self._answer("severity_check", answer=NOT_STATED, why=f"No such answers: {', '.join(wrong)}.", questions=choices)
        given = {question: answers[question] for question in choices if question in answers}
        found = _reader()["classify"](self.policy, given)
        rows = _possible(severity["table"], given)
        open_questions = [each for each in choices if each not in given and any(each in row["when"] for row in rows)]
        more = {"ask_next": open_questions[0] if open_questions else None, "vector": self._vector(given), "guidance": severity["guidance"]}
        if found["impossible"]:
            why = "These answers can't be true together."
            return self._answer("severity_check", answer=NOT_STATED, why=why, **self._reasons({"impossible": found["impossible"]}), **more)
        sound = [row for row in rows if row["impossible"] is None]
        shared = {name: sound[0][name] for name in ("rule", "exclusion", "category_rule") if len({row[name] for row in sound}) == 1}
        said = {
            "levels": self._name("levels", found["levels"], "label", "word"),
            "categories": self._name("categories", found["categories"], "label"),
        }
        labels = [f"{each['label']} {each['word']}".rstrip() for each in said["levels"]]
        words = labels[0] if len(labels) == 1 else f"more than one level is possible: {', '.join(labels)}"
        return self._answer("severity_check", answer=words, **said, **self._reasons(shared), **more)

    def who_answers_now(self, level: str, category: str, at: str = "", zone: str = "UTC") -> dict[str, Any]:
        """Return whether a level and category are covered at an instant, what to do, by which channels, and when a response is due.

        `at` is an instant like 2027-03-08T09:30Z, or "" for now; `zone` is the IANA time zone of whoever asks.
        """
        known = {(each["category"], name) for each in self.policy["coverage"]["covers"] for name in each["levels"]}
        if (category, level) not in known:
            pairs = [f"{each[1]} {each[0]}" for each in sorted(known)]
            return self._answer("severity_levels", answer=NOT_STATED, why=f"No such level and category: {level} {category}.", choices=pairs)
        try:
            moment = datetime.fromisoformat(at) if at else datetime.now(UTC)
            ZoneInfo(zone)
        except (ValueError, ZoneInfoNotFoundError):
            why = f"{at!r} is no instant like 2027-03-08T09:30Z, or {zone!r} is no time zone."
            return self._answer("channels", answer=NOT_STATED, why=why)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        found = _reader()["read_moment"](self.policy, [level], category, moment, zone)
        cover = next(each for each in self.policy["coverage"]["covers"] if each["category"] == category and level in each["levels"])
        kind = next(each for each in self.policy["coverage"]["kinds"] if each["id"] == found["cover"])
        severity = self.policy["severity"] or {"situations": []}
        situation = next((each for each in severity["situations"] if each["id"] == found["situation"]), None)
        channels = [self._channel(each, each["id"] in found["channels"]) for each in self.policy["channels"]]
        return self._answer(
            "channels",
            answer=f"{kind['label']}. {kind['meaning']}",
            at=moment.astimezone(UTC).isoformat(),
            open_now=[each["label"] for each in self._name("schedules", found["open"], "label")],
            do=situation["do"] if situation else NOT_STATED,
            first=situation["first"] if situation else NOT_STATED,
            channels=channels,
            due=[self._due(each) for each in found["due"]] or NOT_STATED,
            rules=[cover["id"], *([situation["id"]] if situation else [])],
            open_questions=cover["open_questions"],
        )

    def search(self, query: str) -> dict[str, Any]:
        """Return the pages that have all words of a query, the best first. Read a page (`get_page`) before you answer from it."""
        words = [word for word in dict.fromkeys(_WORD.findall(query.lower())) if word not in STOP_WORDS]
        found = [match["ref"] for match in self._index.search(" ".join(f"+{word}" for word in words))] if words else []
        best = [self.pages[ref] for ref in found[:RESULTS]]
        pages = [
            {"title": each["title"], "page": each["ref"], "source": each["source"], "says": _excerpt(each["text"], words)} for each in best
        ]
        if pages:
            return self._answer("", answer=f"{len(found)} pages", pages=pages) | {"source": pages[0]["source"]}
        near = [match["ref"] for match in self._index.search(" ".join(words))[:RESULTS]] if words else []
        return self._answer("search", answer=NOT_STATED, why="No page has all of these words.", nearest=near)

    def get_page(self, page: str) -> dict[str, Any]:
        """Return a page as Markdown. `page` is what `search` calls it, or its address."""
        path = urlsplit(page).path.strip("/")
        wanted = next((each for each in self.pages.values() if path in each["names"]), None)
        if wanted is None:
            return self._answer("search", answer=NOT_STATED, why=f"No such page: {page}.", pages=sorted(self.pages))
        return self._answer("", answer=wanted["text"], title=wanted["title"]) | {"source": wanted["source"]}

    def _answer(self, page: str, /, **said: Any) -> dict[str, Any]:
        rules = {"rules": said.pop("rules", []), "version": self.policy["version"]}
        return {**said, **rules, "source": self.policy["pages"].get(page) or self.policy["organisation"]["website"]}

    def _reasons(self, decided: Mapping[str, str | None]) -> dict[str, list[str]]:
        """Return the reasons that hold whatever is still open: their ids, their sentences, and the open questions they rest on."""
        lists = {"impossible": "impossible", "rule": "rules", "exclusion": "exclusions", "category_rule": "category_rules"}
        entries = [
            each
            for name, decisive in decided.items()
            for each in self.policy["severity"][lists[name]]
            if each.get("id", each.get("case")) == decisive
        ]
        return {
            "rules": [each.get("id", each.get("case")) for each in entries],
            "because": [each["because"] for each in entries],
            "open_questions": [name for each in entries for name in each["open_questions"]],
        }

    def _name(self, field: str, ids: Iterable[str], *names: str) -> list[dict[str, str]]:
        entries = {each["id"]: each for each in self.policy[field]}
        return [{"id": each, **{name: entries[each][name] for name in names}} for each in ids]

    def _vector(self, answers: Mapping[str, str]) -> str:
        return "/".join([f"CHECK:{self.policy['version']}", *(f"{question}:{answer}" for question, answer in answers.items())])

    def _channel(self, channel: Mapping[str, Any], is_open: bool) -> dict[str, Any]:
        """Return a channel with its address. Where its hours aren't published, nobody can tell whether it's open."""
        hours = NOT_STATED if channel["schedule"] is None else "open" if is_open else "closed"
        address = next((channel[name] for name in ("number", "email", "handle") if channel[name]), None)
        return {"id": channel["id"], "label": channel["label"], "now": hours, "address": address or NOT_STATED, "url": channel["url"]}

    def _due(self, due: Mapping[str, Any]) -> dict[str, Any]:
        target = self.policy["targets"][due["target"]]
        by = due["by"].astimezone(UTC).isoformat() if due["by"] else NOT_STATED
        return {"promise": target["promise"], "within": target["within"], "plans": target["plans"], "region": due["region"], "by": by}

    @cached_property
    def pages(self) -> dict[str, dict[str, Any]]:
        """The pages of `llms.txt`, by their path below the site's root without the name of the copy."""
        pages = {}
        entries = list(_ENTRY.finditer((self.site / "llms.txt").read_text(encoding="utf-8")))
        root = _root([each["address"] for each in entries], self.site)
        for each in entries:
            copy = each["address"].removeprefix(root)
            ref = copy.removesuffix("index.md").removesuffix(".md").strip("/") or "index"
            source = urljoin(root, copy.removesuffix("index.md") if copy.endswith("index.md") else copy.replace(".md", ".html"))
            path = urlsplit(source).path.strip("/")
            names = {ref, copy, path, urlsplit(each["address"]).path.strip("/")}
            text = (self.site / copy).read_text(encoding="utf-8")
            about = each["description"] or ""
            pages[ref] = {"ref": ref, "title": each["title"], "about": about, "text": text, "source": source, "names": names}
        return pages

    @cached_property
    def _index(self) -> Any:
        documents = [{name: page[name] for name in ("ref", "title", "about", "text")} for page in self.pages.values()]
        fields = [{"field_name": "title", "boost": 10}, {"field_name": "about", "boost": 3}, {"field_name": "text"}]
        return lunr(ref="ref", fields=fields, documents=documents)


def _root(addresses: list[str], site: Path) -> str:
    """Return what the addresses of the copies begin with before their path below the site: the address of the site, or nothing."""
    for address in addresses:
        parts = PurePosixPath(urlsplit(address).path).parts
        for count in range(len(parts)):
            below = "/".join(part.strip("/") for part in parts[count:])
            if below and (site / below).is_file():
                return address.removesuffix(below)
    return ""


def _possible(table: list[dict[str, Any]], answers: Mapping[str, str]) -> list[dict[str, Any]]:
    known = {question: answer for question, answer in answers.items() if answer != "unsure"}
    return [row for row in table if all(row["when"].get(question, answer) == answer for question, answer in known.items())]


def _excerpt(text: str, words: list[str]) -> str:
    """Return the paragraph of a page that has the most of some words."""
    paragraphs = [part for part in text.split("\n\n") if not part.startswith("#")] or [text]
    return max(paragraphs, key=lambda part: sum(word in part.lower() for word in words))[:EXCERPT]


@cache
def _reader() -> dict[str, Any]:
    """Return what the published reader of the policy defines, so that agents get what it gives everybody else."""
    return runpy.run_path(str(READERS / "read_policy.py"))
