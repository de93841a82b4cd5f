"""No form of a ticket loses a character, whatever was typed."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email import policy
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import markdown

from tests.browser.test_ticket_composer import parse_ticket

ENCODE = """async (tickets) => {
  const base = document.querySelector('script[src*="/portal.js"]').src;
  const { clean, cleanLine, countCharacters, toEml, toMailLink, toTextMessage, toStartValue, toMarkdown, toText } = await import(new URL("../ticket-composer/encoders.js", base));
  return tickets.map(([subject, ...texts]) => {
    const ticket = { subject: cleanLine(subject), sections: texts.map((text, at) => ({ title: `Heading ${at}`, text: clean(text) })).filter(({ text }) => text) };
    const message = toTextMessage(`${texts[0]}`, subject, texts[1] ?? "", 160);
    return {
      subject: ticket.subject,
      sections: Object.fromEntries(ticket.sections.map(({ title, text }) => [title, text])),
      eml: toEml(ticket, "support@example.com"),
      link: toMailLink(ticket, "support@example.com", Infinity).href,
      short: toMailLink(ticket, "support@example.com", 500),
      markdown: toMarkdown(ticket),
      message,
      size: countCharacters(message),
      start: toStartValue([subject, ...texts], 64),
    };
  });
}"""
# every character a browser can hand over, with more of those that have a meaning somewhere
ANY_TEXT = st.text(
    st.one_of(st.sampled_from(";&?=%+#\r\n\t \"'<>()@,:[]{}~^|\\`*_\u20ac\u00e9\u00df\U0001f4de\u202e\u2028\u0085\0"), st.characters()),
    max_size=400,
)
ALPHABET = set(
    "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\u00d8\u00f8\u00c5\u00e5\u0394_\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9 !\"#\u00a4%&'()*+,-./0123456789:;<=>?\u00a1"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7\u00bfabcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0\n\r^{}\\[~]|\u20ac"
)


@pytest.fixture(scope="module", name="encode")
def _encode(browser: Any, site_url: str) -> Any:
    page = browser.new_page()
    page.goto(site_url + "support/report-a-problem/")
    yield lambda tickets: page.evaluate(ENCODE, tickets)
    page.close()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tickets=st.lists(st.lists(ANY_TEXT, min_size=3, max_size=4), min_size=5, max_size=10))
def test_any_ticket_comes_back_from_every_form(encode: Callable, tickets: list[list[str]]) -> None:
    tickets = [[text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in ticket] for ticket in tickets]
    for made in encode(tickets):
        message = email.message_from_bytes(made["eml"].encode("ascii"), policy=policy.default)
        assert not message.defects
        assert str(message["subject"]) == made["subject"]
        assert message["to"] == "support@example.com"
        assert parse_ticket(message.get_content()) == made["sections"]
        query = parse_qs(urlsplit(made["link"]).query, keep_blank_values=True, strict_parsing=True)
        assert query["subject"] == [made["subject"]]
        assert parse_ticket(query["body"][0]) == made["sections"]
        assert "\n" not in query["body"][0].replace("\r\n", "")
        assert re.fullmatch(r"mailto:[\w@.]+\?subject=[\w.~%-]*&body=[\w.~%-]*", made["link"])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@example(tickets=[["x" * 400, "y", "z"]])  # letters of one place fill a text message to its end
@given(tickets=st.lists(st.lists(ANY_TEXT, min_size=3, max_size=4), min_size=5, max_size=10))
def test_any_ticket_fits_where_room_is_short(encode: Callable, tickets: list[list[str]]) -> None:
    tickets = [[text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in ticket] for ticket in tickets]
    for made in encode(tickets):
        assert made["size"] <= 160
        assert set(made["message"]) <= ALPHABET
        assert re.fullmatch(r"[A-Za-z0-9_-]{0,64}", made["start"])
        assert len(made["short"]["href"]) <= 500
        parse_qs(urlsplit(made["short"]["href"]).query, keep_blank_values=True, strict_parsing=True, errors="strict")


def test_every_line_of_a_mail_file_keeps_to_the_limits_of_mail(encode: Callable) -> None:
    [made] = encode([["\u00e9\u20ac\U0001f4de" * 900, "x" * 5000, "y"]])
    lines = made["eml"].split("\r\n")
    assert max(map(len, lines)) <= 78
    assert "\n" not in "".join(lines)


def test_markup_in_a_ticket_stays_words_in_its_markdown(encode: Callable) -> None:
    words = "<script>alert(1)</script> <b>x</b> &lt; *a* __b__ `c` [d](https://e.example) ![f](g) # h | i ~~j~~"
    [made] = encode([[words, words, words]])
    html = markdown(made["markdown"], extensions=["pymdownx.escapeall"])
    assert set(re.findall(r"<(\w+)", html)) == {"h1", "h2", "blockquote", "p"}
    lines = unescape(re.sub(r"</?(?:h1|h2|blockquote|p)>", "", html)).split("\n")
    assert [line for line in lines if line] == [words, "Heading 0", words, "Heading 1", words]
