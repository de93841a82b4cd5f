"""Generated pages of varied text, the same on every run.

Words follow Zipf's law, as they do in any language: a few stand on every page, most on a handful. Each page has its subject,
whose words are frequent on it and nowhere else.
"""

import itertools
import random
from pathlib import Path

WORDS = 40_000
ONSETS = "b br c ch d dr f g gr h j k l m n p pl qu r s sh st t tr v w z".split()
VOWELS = "a e i o u ai ea oo ou".split()
ENDINGS = ["", "", "", *"n r t l ck ng st ing ed s er tion".split()]


def make_words(count: int, chance: random.Random) -> list[str]:
    """Return invented words that can be spoken, all different."""
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = chance.choices((1, 2, 3), weights=(1, 5, 3))[0]
        words["".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables)) + chance.choice(ENDINGS)] = None
    return list(words)


def write_pages(folder: Path, count: int) -> None:
    """Write `count` pages of some 250 words, with headings, a list and a block of code."""
    chance = random.Random(7)
    words = make_words(WORDS, chance)
    frequency = list(itertools.accumulate(1 / (rank + 3) for rank in range(WORDS)))

    def speak(length: int, subject: list[str]) -> str:
        spoken = chance.choices(words, cum_weights=frequency, k=length)
        return " ".join(chance.choice(subject) if chance.random() < 0.06 else word for word in spoken).capitalize()

    folder.mkdir(parents=True)
    for number in range(count):
        subject = chance.sample(words, 6)
        steps = "\n".join(f"{step}. {speak(10, subject)}." for step in range(1, 6))
        (folder / f"{number:05}.md").write_text(
            f"# {' '.join(subject[:3]).capitalize()}\n\n{speak(60, subject)}.\n\n## {speak(3, subject)}\n\n{speak(70, subject)}.\n\n"
            f"## {speak(3, subject)}\n\n{steps}\n\n```text\n{speak(20, subject)}\n```\n",
            encoding="utf-8",
        )


def pick_queries(folder: Path, count: int) -> list[str]:
    """Return queries of one to three words from the titles of pages, some with a letter missing."""
    chance = random.Random(11)
    queries = []
    for page in chance.sample(sorted(folder.glob("*.md")), count):
        said = page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ").lower().split()[: chance.randint(1, 3)]
        if chance.random() < 0.2 and len(said[-1]) > 5:
            said[-1] = said[-1][:3] + said[-1][4:]
        queries.append(" ".join(said))
    return queries
