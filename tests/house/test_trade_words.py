"""The engine speaks of support in any trade: what a company sells, and how its customers' records are called, stands in its facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path
    for folder in ("macros", "overrides", "scripts")
    for path in (ROOT / folder).rglob("*")
    if path.is_file()
    and "__pycache__" not in path.parts
    and path.suffix != ".po"  # in German, a text message is an SMS
    and path.name != "upgrades.yml"  # names that keys once had
)
# Words of the trade that this portal was first made for. An allow-list would be a dictionary of the whole engine. A phone, a text
# message and "call us" are ways to reach support in any trade; and macros are called, so only drawn files may not speak of calls.
TRADE = re.compile(
    r"telephony|codec|ringback|ringing|voicemail|hangup|telegram|whatsapp|viber|wechat|connexcs|sngrep|asterisk|see or hear|q\.? ?850|p ?\d o \d"
    r"|\b(?:voip|sips?|sdp|rtp|pbx|dtmf|gsm|sms|mms|mos|fax|voice|audio|dial(?:s|led|ling)?|(?:carrier|caller|callee|trunk)s?)\b"
    r"|\bcall (?:id|ladder|record|flow|channel)s?\b|\b(?:bad|good|failed|example|test|phone) calls?\b"
)
DRAWN = re.compile(rf"{TRADE.pattern}|\bcalls\b")
# Names that others gave: a function of Jinja, a scheme of addresses, an element of HTML.
GIVEN = re.compile(r'caller\(\)|"sms:"|\|audio\||"audio": "media-src"')


def find_trade_words(text: str, pattern: re.Pattern[str] = TRADE) -> list[str]:
    """Return the words of `text` that belong to one trade; parts of names count as words."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|[-_]", " ", GIVEN.sub("", text)).casefold()
    return [match[0] for match in pattern.finditer(words)]


def test_no_file_of_the_engine_holds_a_word_of_one_trade() -> None:
    found = {}
    for path in FILES:
        name = path.relative_to(ROOT).as_posix()
        found[name] = find_trade_words(f"{name}\n{path.read_text(encoding='utf-8')}", DRAWN if name.startswith("overrides") else TRADE)
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "planted",
    ["Column with the Call-ID", "data-slot=calls", "sms_channels", "call_channels", "toSms()", "P3-O-7F2KX", "see or hear", "Sip486"],
)
def test_a_planted_word_is_found(planted: str) -> None:
    assert find_trade_words(f"one line\n{planted}\n", DRAWN)


@pytest.mark.parametrize(
    "plain", ["Call us", "connectedCallback", "callable", "dialog", "{{ caller() }}", "Phone or text message", "gossip"]
)
def test_plain_words_are_let_pass(plain: str) -> None:
    assert find_trade_words(plain, DRAWN) == []
