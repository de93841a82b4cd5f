"""Generated knowledge bases for the search: many pages of varied text, as the theme lists them, the same on every run.

Words follow Zipf's law, as they do in any language: a few stand on every page, most on a handful. Each page has its subject,
whose words are frequent on it and nowhere else.
"""

import itertools
import random
from collections.abc import Iterator

WORDS = 40_000
SECTIONS = (4, 9)
LENGTH = (50, 130)
ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
)
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "oo", "ou")
ENDINGS = ("", "", "", "n", "r", "t", "l", "ck", "ng", "st", "ing", "ed", "s", "er", "tion")


def make_words(count: int, chance: random.Random) -> list[str]:
    """Invented words that can be spoken, all different."""
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = chance.choices((1, 2, 3), weights=(1, 5, 3))[0]
        words["".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables)) + chance.choice(ENDINGS)] = None
    return list(words)


def list_pages(count: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """The theme's listing of `count` pages: an entry for each page and each of its sections."""
    chance = random.Random(seed)
    words = make_words(WORDS, chance)
    cumulative = list(itertools.accumulate(1 / (rank + 3) for rank in range(WORDS)))

    def speak(length: int, subject: list[str]) -> str:
        spoken = chance.choices(words, cum_weights=cumulative, k=length)
        return " ".join(chance.choice(subject) if chance.random() < 0.06 else word for word in spoken)

    for number in range(count):
        subject = chance.sample(words, 6)
        title = " ".join(subject[:3]).capitalize()
        location = f"area-{number % 40:02}/{number:05}/"
        yield {"location": location, "title": title, "text": f"<p>{speak(60, subject)}.</p>"}
        for section in range(chance.randint(*SECTIONS)):
            heading = speak(3, subject).capitalize()
            text = f"<p>{speak(chance.randint(*LENGTH), subject).capitalize()}.</p>"
            yield {"location": f"{location}#s{section}", "title": heading, "text": text}


def pick_queries(entries: list[dict[str, str]], count: int, seed: int = 11) -> list[str]:
    """Queries of one to three words from titles, some with a letter missing."""
    chance = random.Random(seed)
    titles = [entry["title"] for entry in entries if "#" not in entry["location"]]
    queries = []
    for _ in range(count):
        said = chance.choice(titles).lower().split()[: chance.randint(1, 3)]
        if chance.random() < 0.2 and len(said[-1]) > 5:
            said[-1] = said[-1][:3] + said[-1][4:]
        queries.append(" ".join(said))
    return queries
