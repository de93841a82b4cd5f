"""The composer as a reader meets it: a sheet that asks what is needed, says what is missing, and sends one ticket."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email import policy
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.watched_page import wait_until

PAGE = "support/report-a-problem/"
HOSTILE = "\"><img src=x onerror=alert(1)> {{ 7*7 }} =?UTF-8?B?eA==?= \u202etxt; ' & % + # \U0001f4de"


def _open(new_page: Callable, query: str = "", **options: Any) -> Any:
    page = new_page(PAGE + query, **options)
    page.locator("[data-part=paper]").wait_for()
    return page


def _choose(page: Any, kind: str = "offline") -> None:
    page.locator(f'[name=ticket-kind][value="{kind}"]').check()


def _settle(page: Any) -> None:
    wait_until(page, "() => document.querySelector('ticket-composer').isSettled")


def _fill(page: Any, **answers: str) -> None:
    for field, value in answers.items():
        page.locator(f"#ticket-{field.replace('_', '-')}").fill(value)
    _settle(page)


def _missing(page: Any) -> str:
    _settle(page)
    return page.locator("[data-slot=missing]").inner_text()


def _save(page: Any, act: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f"[data-act={act}]").click()
    return Path(download.value.path()).read_bytes()


def _read_mail(raw: bytes) -> tuple[str, dict[str, str]]:
    message = email.message_from_bytes(raw, policy=policy.default)
    assert not message.defects
    return message["subject"], parse_ticket(message.get_content())


def parse_ticket(text: str) -> dict[str, str]:
    """Return the sections of a ticket's text: headings stand at the margin, answers are indented by two blanks."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line and not line.startswith("  "):
            lines = sections.setdefault(line, [])
        else:
            lines.append(line[2:])
    return {title: "\n".join(lines).strip("\n") for title, lines in sections.items()}


def _fill_a_good_ticket(page: Any) -> None:
    _choose(page)
    _fill(
        page,
        subject="The link of the winter room drops every evening",
        observed="Each evening the red light is on.\nThe hut itself is online.",
        assumed="The frost bends the mast.",
        begin="2026-11-20 14:05 UTC",
        company="\u00dcberh\u00fctte, 2\u202f100 m",
        phone="+44 20 7946 0000",
    )
    _add_tests(page, "a84b4c76e66710@192.0.2.1")
    page.locator('[data-example="0"]').check()
    _settle(page)


VERDICT = "?vector=CHECK:1/link:some/began:nothing&level=s4&category=mast"


def _add_tests(page: Any, lines: str) -> None:
    page.locator("#ticket-tests").fill(lines)
    page.get_by_role("button", name=re.compile("^Add these")).click()


def test_a_verdict_becomes_one_ticket_in_every_form(new_page: Callable) -> None:
    query = f"{VERDICT}&link=https%3A%2F%2Felsewhere.example%2F"
    page = _open(new_page, query, permissions=("clipboard-read", "clipboard-write"))
    _fill_a_good_ticket(page)
    assert page.locator("[data-slot=missing-title]").inner_text() == "Nothing is missing."
    subject, sections = _read_mail(_save(page, "save-eml"))
    assert subject == "[S4] The link of the winter room drops every evening"
    assert "CHECK:1/" in sections["Level"]
    assert sections["Observed"] == "Each evening the red light is on.\nThe hut itself is online."
    assert sections["Assumed, not observed"] == "The frost bends the mast."
    assert sections["Hut"] == "\u00dcberh\u00fctte, 2\u202f100 m"
    assert "vector" not in page.url
    assert "elsewhere" not in str(sections), "a link to another site came with the address of the page"
    page.locator(".ticket-send details summary").click()
    text = _save(page, "save-txt").decode()
    assert parse_ticket(text.split("\n\n", 1)[1]) == sections
    mail = parse_qs(urlsplit(page.locator("[data-part=mail]").get_attribute("href")).query)
    assert parse_ticket(mail["body"][0]) == sections
    page.locator("[data-act=copy-text]").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text
    page.locator("[data-act=copy-markdown]").click()
    wait_until(page, "async () => (await navigator.clipboard.readText()).startsWith('# ')")
    message = page.locator("[data-slot=text-message]").inner_text()
    assert message.startswith("S4 ")
    assert len(message) <= 160
    start = parse_qs(urlsplit(page.locator("[data-part=messenger]").get_attribute("href")).query)["start"][0]
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start)
    assert start.startswith("s4")


def test_a_level_or_category_chosen_by_hand_is_no_longer_the_checks(new_page: Callable) -> None:
    verdict = "JSON.parse(localStorage.getItem('portal.ticket-draft'))?.problems[0].verdict"
    for field, other in (("level", "s3"), ("category", "hut")):
        page = _open(new_page, VERDICT)
        _choose(page)
        wait_until(page, f"() => {verdict}?.level === 's4'")
        page.locator(f"#ticket-{field}").select_option(other)
        wait_until(page, f"() => {verdict} === null")


def test_a_ticket_too_long_for_a_link_says_so_and_goes_by_copy(new_page: Callable) -> None:
    page = _open(new_page, permissions=("clipboard-read", "clipboard-write"))
    _fill_a_good_ticket(page)
    assert "whole message" in page.locator("[data-slot=mail-note]").inner_text()
    _fill(page, observed="x" * 40000)
    page.locator(".ticket-send").scroll_into_view_if_needed()
    page.get_by_text("too long for a mail link").wait_for()
    href = page.locator("[data-part=mail]").get_attribute("href")
    assert "body=" not in href
    assert len(href) < 1900


def test_guesses_and_odd_formats_are_pointed_out_and_right_values_taken_without_a_word(new_page: Callable) -> None:
    page = _open(new_page)
    _choose(page)
    odd = {"begin": "yesterday", "hut_phone": "020 7946", "phone": "12", "addresses": "my router"}
    page.locator("[data-part=optional] > summary").click()
    _fill(page, observed="It is probably the mast.", **odd)
    told = _missing(page)
    assert '"probably" sounds like a guess' in told
    assert told.count("date, time and time zone") == 1
    assert told.count("country code") == 2
    assert "look like an IP address" in told
    _fill(page, observed="The red light is on. Probability unknown.", hut_phone="")
    right = [
        {"phone": "\u202a+44 20 7946 0000\u202c", "begin": "2026-11-20 14:05 CET", "addresses": "192.0.2.10:5060"},
        {"phone": "+44\u00a020\u00a07946\u00a00000", "begin": "2026-11-20 14:05 Etc/GMT+5", "addresses": "192.0.2.0/24; 198.51.100.7"},
    ]
    for values in right:
        _fill(page, **values)
        told = _missing(page)
        assert not [words for words in ("guess", "date, time and time zone", "country code", "IP address,") if words in told]


def test_what_is_pressed_stays_where_it_is_until_it_is_released(new_page: Callable) -> None:
    page = new_page(now="2026-11-28T22:00:00Z")
    page.clock.install()  # before the page, whose theme has timers of its own
    page.goto(PAGE)
    page.locator("[data-part=paper]").wait_for()
    _choose(page)
    _fill(page, subject="The link drops")
    mail, preview = page.locator("[data-part=mail]"), page.locator("[data-slot=preview]")
    mail.scroll_into_view_if_needed()
    preview.wait_for()
    mail.hover()
    place = mail.bounding_box()
    page.mouse.down()
    observed = page.locator("#ticket-observed")
    observed.evaluate("(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })) }", "Rain.\n" * 4)
    page.clock.run_for(10_000)
    assert mail.bounding_box() == place
    page.mouse.up()
    expect(page.locator("[data-part=held]")).to_be_visible()
    page.clock.run_for(10_000)
    expect(preview).to_contain_text("Rain.")


def test_missing_parts_lead_to_their_field_and_block_nothing(new_page: Callable) -> None:
    page = _open(new_page, width=390, height=700)
    bar, more = page.locator(".ticket-bar"), page.locator("[data-section=more] > details")
    expect(bar).to_be_hidden()
    expect(more).not_to_have_attribute("open", "")
    assert page.locator("[data-slot=missing-title]").inner_text() == "Nothing filled in yet"
    assert "Missing: Your hut." in _missing(page), "an untouched form says in one place what would help"
    assert page.locator("[data-part=preview]").is_hidden()
    _choose(page)
    expect(bar).to_be_visible()
    assert "Missing: Your hut." in _missing(page)
    page.get_by_role("link", name="Missing: Your hut.").click()
    assert page.evaluate("document.activeElement.id") == "ticket-company"
    page.locator("[data-part=useful] summary").click()
    page.locator("[data-slot=useful] a[href='#ticket-tried']").click()
    expect(page.locator("#ticket-tried")).to_be_focused()
    expect(more).to_have_attribute("open", "")
    assert _save(page, "save-eml")
    page.evaluate("addEventListener('click', event => { window.held = event.defaultPrevented; event.preventDefault(); })")
    mail, company = page.locator("[data-part=mail]"), page.locator("#ticket-company")
    mail.click()
    assert page.evaluate("window.held && document.activeElement.dataset.part") == "held"
    held = page.locator("[data-part=held]")
    expect(held).to_be_in_viewport()
    expect(bar).to_be_hidden()
    expect(held.locator("h3")).to_have_text(re.compile(r"^\d details are missing$"))
    assert held.locator("li").count() == page.locator(".ticket-error").count()
    expect(company).to_have_attribute("aria-invalid", "true")
    expect(company).to_have_accessible_description(re.compile("Missing: Your hut."))
    expect(page.locator("#ticket-subject")).to_have_accessible_description(re.compile("Give the problem a name."))
    expect(mail).to_have_text("Send anyway")
    expect(page.locator("[data-slot=preview]")).to_contain_text(re.compile(r"^Hut\n  Not given$", re.MULTILINE))
    expect(page.locator(".ticket-missing")).not_to_contain_text("missing", use_inner_text=True)
    held.get_by_role("link", name=re.compile("^Complete ")).click()
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')"), "the first of them"
    held.get_by_role("link", name="Missing: Your hut.").click()
    expect(company).to_be_focused()
    company.fill("Wildsee")
    expect(company).not_to_have_attribute("aria-invalid", "true")
    mail.click()
    assert not page.evaluate("window.held"), "the second try sends"


def test_only_needed_evidence_stands_open_and_nothing_typed_is_folded_away(new_page: Callable) -> None:
    page = _open(new_page)
    fold, needed = page.locator("[data-part=optional]"), page.locator("[data-section=proof] > [data-for]:visible")
    summary = fold.locator("summary")
    _choose(page)
    expect(needed).to_have_count(1)
    expect(summary).to_have_text("More evidence (4 optional)")
    expect(page.locator("#ticket-light")).to_be_hidden()
    page.locator("[data-part=useful] summary").click()
    page.locator("[data-slot=useful] a[href='#ticket-light']").click()
    expect(page.locator("#ticket-light")).to_be_focused()
    _fill(page, light="red")
    order = "boxes => boxes.map(box => box.dataset.for)"
    before = page.locator("[data-section=proof] [data-for]").evaluate_all(order)
    summary.click()
    _choose(page, "slow")
    expect(page.locator("#ticket-light")).to_be_hidden()
    _choose(page)
    expect(page.locator("#ticket-light")).to_be_visible()
    assert page.locator("[data-section=proof] [data-for]").evaluate_all(order) == before
    page.reload()
    expect(page.locator("#ticket-light")).to_have_value("red")
    expect(page.locator("#ticket-light")).to_be_visible()


def test_secrets_are_named_with_their_line_and_hidden_at_once(new_page: Callable) -> None:
    page = _open(new_page)
    _choose(page)
    _fill(page, observed="First line\nPW: ExamplePw1\ncurl -u admin:ExamplePw2 https://portal.example.com/")
    assert "line 2: this looks like a password" in _missing(page)
    assert "line 3: this looks like a password in a command" in _missing(page)
    page.get_by_role("button", name="Hide all 2").click()
    kept = page.locator("#ticket-observed").input_value()
    assert "ExamplePw" not in kept
    assert "First line" in kept
    assert page.locator("[data-slot=secrets-left]").is_hidden()


def test_a_problem_that_came_back_reopens_its_ticket(new_page: Callable) -> None:
    page = _open(new_page)
    _choose(page)
    assert page.locator("#ticket-earlier-ticket").is_hidden()
    page.get_by_label("Yes, it came back").check()
    _fill(page, subject="Dark again", earlier_ticket="4711")
    subject, sections = _read_mail(_save(page, "save-eml"))
    assert subject == "Re: message 4711: Dark again"
    assert "4711 has come back" in next(iter(sections.values()))
    page.get_by_label("No, it is new").check()
    _settle(page)
    assert "4711" not in str(_read_mail(_save(page, "save-eml"))), "an answer to a question that is no longer asked"


def test_several_problems_become_one_draft_each_the_worst_first(new_page: Callable) -> None:
    page = _open(new_page)
    _choose(page)
    _fill(page, company="Wildsee", observed="The till is dead.\n\nThe link is slow.\n\nNothing is online.")
    page.locator("#ticket-level").select_option("s3")
    page.get_by_role("button", name=re.compile("^Split")).click()
    drafts = page.locator("[data-slot=drafts] button")
    assert drafts.count() == 3
    drafts.nth(2).click()
    assert page.locator("#ticket-observed").input_value() == "Nothing is online."
    _choose(page)
    assert page.locator("#ticket-company").input_value() == "Wildsee"
    page.locator("#ticket-level").select_option("s1")
    page.reload()
    page.locator("[data-part=paper]").wait_for()
    assert page.locator("[data-slot=drafts] button").first.inner_text().startswith("S1")
    advice = page.locator("[data-part=drafts]").inner_text()
    assert "Call rather than write" in advice
    assert "Do not put them into one message" in advice


SECRETS = {
    "password: hunter22": "hunter22",
    'response="6629fae49393a05397450978507c4ef1"': "6629fae4",
    "card 4111 1111 1111 1111": "4111 1111",
}


def test_likely_secrets_are_found_and_hidden_on_request(new_page: Callable) -> None:
    page = _open(new_page)
    _choose(page)
    for text, secret in SECRETS.items():
        _fill(page, observed=f"We sent {text} and then {text} again")
        assert "this looks like" in _missing(page), text
        page.get_by_role("button", name="Hide it").first.click()
        assert secret not in page.locator("#ticket-observed").input_value()
        assert secret.encode() not in _save(page, "save-eml")
        assert "this looks like" not in _missing(page)


def test_hostile_text_in_every_field_stays_text(new_page: Callable) -> None:
    page = _open(new_page)
    _choose(page)
    fields = page.locator("ticket-composer [data-field]:visible:is(input[type=text], textarea)")
    for index in range(fields.count()):
        fields.nth(index).fill(HOSTILE)
    _add_tests(page, HOSTILE)
    _settle(page)
    subject, sections = _read_mail(_save(page, "save-eml"))
    assert subject == HOSTILE
    assert sections["Observed"] == HOSTILE
    assert page.locator("ticket-composer img").count() == 0
    query = parse_qs(urlsplit(page.locator("[data-part=mail]").get_attribute("href")).query)
    assert query["subject"][0] == HOSTILE


def test_ten_thousand_characters_in_every_field_survive(new_page: Callable) -> None:
    page = _open(new_page)
    _choose(page)
    long = ("The red light is on. \u00e9\u20ac\U0001f4de " * 400)[:10_000].strip()
    fields = page.locator("ticket-composer [data-field]:visible:is(input[type=text], textarea)")
    for index in range(fields.count()):
        fields.nth(index).fill(long)
    _settle(page)
    subject, sections = _read_mail(_save(page, "save-eml"))
    assert subject == long
    assert sections["Assumed, not observed"] == long
    page.reload()
    page.locator("[data-part=paper]").wait_for()
    assert page.locator("#ticket-assumed").input_value() == long


def test_every_step_is_accessible(new_page: Callable, axe: Callable) -> None:
    page = _open(new_page, width=320)
    _fill_a_good_ticket(page)
    page.locator("#ticket-level").select_option("s1")
    _fill(page, observed="password: hunter22 maybe")
    page.locator("[data-part=useful] summary").click()
    page.locator(".ticket-send details summary").click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # where a phone's bar covers nothing
    axe(page, "ticket-composer")
    page.emulate_media(color_scheme="dark")
    axe(page, "ticket-composer", about="colours")
    page.get_by_role("button", name="Add another problem").click()
    many = "\n".join(f"call-{number}-192.0.2.1" for number in range(9))
    _choose(page)
    _add_tests(page, many)
    axe(page, "ticket-composer")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_whole_way_goes_by_keyboard(new_page: Callable) -> None:
    page = _open(new_page)
    page.locator("[data-part=notice]").evaluate("node => { node.style.display = 'block'; node.focus(); }")
    typed = {"ticket-subject": "No link", "ticket-observed": "Dark.", "ticket-company": "Wildsee", "ticket-begin": "2026-11-20 14:05 UTC"}
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate("[document.activeElement.id, document.activeElement.name ?? '', document.activeElement.dataset.act ?? '']")
        if here[1] == "ticket-kind" and here[1] not in seen:
            page.keyboard.press("Space")
        if here[0] in typed:
            page.keyboard.type(typed[here[0]])
        seen.update(here)
        if here[2] == "save-eml":
            break
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    subject, sections = _read_mail(Path(download.value.path()).read_bytes())
    assert subject == "No link"
    assert sections["Hut"] == "Wildsee"


def test_without_a_network_it_works_once_it_is_loaded_and_nothing_typed_leaves_the_browser(new_page: Callable) -> None:
    page = _open(new_page, allow=("ERR_INTERNET_DISCONNECTED",))
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.context.on("request", lambda request: requests.append(f"{request.method} {request.url} {request.post_data or ''}".strip()))
    page.context.set_offline(True)
    _fill_a_good_ticket(page)
    page.locator(".ticket-send details summary").click()
    for act in ("save-txt", "save-eml"):
        saved = _save(page, act)
    assert _read_mail(saved)[0] == "The link of the winter room drops every evening"
    page.get_by_role("button", name="Add another problem").click()
    page.get_by_role("button", name="Delete draft").click()
    # the theme may still fetch its own files (the search index, pages it looks ahead to): their bare addresses, and nothing more
    assert [
        request for request in requests if not re.fullmatch(r"GET (blob:\S+|http://127\.0\.0\.1:\d+/[\w./-]+(\?v=\w+)?)", request)
    ] == []
    assert not [request for request in requests if re.search("evening|bervoice|berh|a84b4c|7946", request, re.IGNORECASE)]


def test_without_scripts_it_is_a_checklist_with_mail_and_numbers(new_page: Callable) -> None:
    page = new_page(PAGE, javascript=False)
    plain = page.locator("[data-part=plain]")
    href = plain.get_by_role("link", name="Write an email").get_attribute("href")
    assert "%0D%0A" in href
    assert "Observed%3A%0D%0A" in href
    assert "\u00a0" not in href
    assert plain.locator("details").count() == 4
    assert plain.locator('a[href^="tel:"]').count() == 1
    assert page.locator("[data-part=paper]").is_hidden()
    page.emulate_media(media="print")
    lines = page.locator("[data-line]:visible")
    assert {"kind", "verdict", "category", "observed", "tests"} <= set(lines.evaluate_all("lines => lines.map(line => line.dataset.line)"))
    assert plain.is_hidden()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_on_paper_each_detail_of_the_kind_has_a_line_with_what_is_known(new_page: Callable) -> None:
    page = _open(new_page, VERDICT)
    _fill_a_good_ticket(page)
    asked = page.locator("[data-for]:not([hidden])").evaluate_all("boxes => boxes.map(box => box.dataset.for)")
    assert not page.locator("[data-for=phone] [data-part=need]:text-is('(optional)')").is_hidden()
    assert page.locator("[data-for=company] [data-part=need]").inner_text() == ""
    page.emulate_media(media="print")
    lines = dict(page.locator("[data-line]:visible").evaluate_all("lines => lines.map(line => [line.dataset.line, line.innerText])"))
    assert set(lines) - {"kind", "verdict", "earlier-ticket"} == set(asked) - {"kind"}
    assert "earlier-ticket" in lines, "who hasn't said whether it came back may still write it down"
    assert "S4" in lines["verdict"]
    assert "CHECK:1/" in lines["verdict"]
    assert "The hut itself is online." in lines["observed"]
    assert "a84b4c76e66710@192.0.2.1" in lines["tests"]
    assert page.locator("[data-slot=preview]").is_hidden()
