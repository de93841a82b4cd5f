"""Texts that search readers stumble over, and a seeded stream of hostile ones, for both languages."""

import random
from collections.abc import Iterator

from macros.portal import load_portal
from macros.publish.search_index import make_definition
from tests.company import DATA

PORTAL = load_portal(DATA)
DEFINITION = make_definition(PORTAL.search, PORTAL)
TEXTS = (
    "503", "486 Busy Here", "SIP/2.0 408 Request Timeout", "P-Asserted-Identity: <sip:+442071838750@example.com>", "G.729 and G.711a",
    "remove_regex", "cxC5Server.on()", "+442071838750", "0044 (0)20 7183-8750", "10.0.0.1:5060", "2001:db8::1", "https://a.example/b?c=d#e",
    "Über die Störung", "ÜBER", "Straße", "naïve café", "ﬁle ＳＩＰ ①", "电话没有声音", "通話が切れる", "전화", "مكالمة", "звонок обрывается", "İstanbul",
    "📞 no audio 🙁", "don't can’t customer's", "32s 30secs 5min 90ms ^M ^Ma a^b 4G", "HTTPServer VoIP iPhone DIDs IPs", "a--b __init__ ...", "STIR/SHAKEN", "x" * 5000, "", " ", "\u0000\u200b\ufeff",
    "e\u0301cole", "<script>alert(1)</script>", "lay try tries trying sky skies", "kind:guide -video \"exact phrase\"",
)  # fmt: skip
LETTERS = "abcyzeisABCZ019.-_'’\" :+/<>&\u0301\u00df\u0130語かガ한😀\u200d\u2028\t\n"


def hostile_texts(count: int, seed: int = 5) -> Iterator[str]:
    """Texts of any length made of letters that break readers; the same on every run."""
    chance = random.Random(seed)
    for _ in range(count):
        yield "".join(chance.choices(LETTERS, k=chance.randint(0, 40)))
