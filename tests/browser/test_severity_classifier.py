"""The classifier in a real browser: clicked, typed, taken back, shared, and without a script."""

import random
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from macros.portal import Portal
from tests.watched_page import COUNT_SHIFTS, HURRY, IDLE, SHIFTS, open_with_instant_navigation

PATH = "support/check-severity/"
CLICK_THROUGH = """async (cases) => {
  const classifier = document.querySelector("severity-classifier");
  const visible = (selector) => [...classifier.querySelectorAll(selector)].find((each) => !each.hidden);
  const panel = (name) => classifier.querySelector(`:scope > [data-part=${name}]`);
  const found = [];
  for (const answers of cases) {
    for (let steps = 0; steps < 9; steps += 1) {
      if (!panel("verdict").hidden || !panel("impossible").hidden) break;
      const fieldset = visible("fieldset");
      fieldset.querySelector(`input[value="${answers[fieldset.dataset.question]}"]`).click();
      visible("button[type=submit]").click();
    }
    const none = panel("verdict").hidden;
    const title = classifier.querySelector(none ? "[data-slot=no-title]" : "[data-slot=title]").textContent;
    const vector = none ? null : classifier.querySelector("[data-slot=vector]").textContent;
    const section = none ? null : classifier.querySelector("[data-slot=class] [data-class]").dataset.class;
    panel(none ? "impossible" : "verdict").querySelector("[data-do=restart]").click();
    found.push([title.replace(/\\s+/g, " ").trim(), vector, section]);
  }
  return found;
}"""


def open_page(new_page, query: str = "", **options) -> Page:
    page = new_page(PATH + query, **options)
    page.wait_for_selector("severity-classifier[data-live]", state="attached")
    return page


def pick(page: Page, question: str, answer: str) -> None:
    page.locator(f"fieldset[data-question={question}] label:has(input[value={answer}])").click()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")  # what follows the paint


def cases_of(portal: Portal) -> list[tuple[dict[str, str], str, str]]:
    level_of = {example.id: level.id for level in portal.levels.levels for example in level.examples}
    severity = portal.severity
    cases = [(example.answers, level_of[example.sentence], example.category) for example in severity.examples]
    return cases + [(case.answers, case.level, case.category) for case in severity.cases]


def test_examples_and_seeded_cases_come_out_as_python_says(new_page, portal: Portal) -> None:
    chance = random.Random(20261122)
    table = portal.severity_table
    labels = {level.id: level.label for level in portal.levels.levels}
    examples = cases_of(portal)
    cases = [dict.fromkeys((q.id for q in table.questions), "unsure") | answers for answers, *_ in examples]
    cases += [{q.id: chance.choice(["unsure", *(a.id for a in q.answers)]) for q in table.questions} for _ in range(30)]
    told = open_page(new_page).evaluate(CLICK_THROUGH, cases)
    assert [section for _, _, section in told[: len(examples)]] == [f"{level}-{category}" for _, level, category in examples]
    for answers, (title, vector, section) in zip(cases, told, strict=True):
        asked = {question: answers[question] for question in table.follow(answers)[0]}
        result = table.look_up(asked)
        outcome = result.row.outcome
        if outcome.level is None:
            assert vector is None
            continue
        assert vector == "/".join([f"CHECK:{portal.severity.version}", *(f"{q}:{a}" for q, a in asked.items())])
        if len(result.levels) == 1:
            assert section == f"{outcome.level}-{outcome.category}", answers
            assert title.startswith(labels[outcome.level])
        else:
            assert f"unsure-{outcome.level}" in section.split(), answers
            assert title == f"More than one level is possible: {labels[result.levels[0]]} to {labels[result.levels[-1]]}"


def test_red_flags_come_within_three_answers(new_page) -> None:
    page = open_page(new_page)
    pick(page, "link", "all")
    pick(page, "whose", "valley")
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S1 Emergency")
    page.locator("[data-part=verdict] [data-do=restart]").click()
    for question, answer in (("link", "all"), ("whose", "hut"), ("began", "worked-before")):
        pick(page, question, answer)
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S2 Severe")


def test_the_button_says_which_answer_is_the_last(new_page) -> None:
    page = open_page(new_page)
    answers = (("link", "some"), ("whose", "room"), ("device", "fine"), ("others", "only-us"))
    for question, answer in answers:
        said = "last" if question == "others" else "next"
        expect(page.locator(":is([data-say=next], [data-say=last]):visible")).to_have_attribute("data-say", said)
        pick(page, question, answer)


def test_the_browsers_back_button_takes_back_one_answer_without_a_request(new_page) -> None:
    page = open_page(new_page)
    pick(page, "link", "all")
    pick(page, "whose", "hut")
    pick(page, "began", "nothing")
    expect(page.locator("[data-slot=title]")).to_be_focused()  # after the paint, with the address
    page.go_back()
    expect(page.locator("fieldset[data-question=began]")).to_be_visible()
    page.go_back()
    expect(page.locator("fieldset[data-question=whose]")).to_be_visible()
    expect(page).to_have_title(re.compile("^Whose link is it?"))
    page.go_forward()
    page.go_forward()
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S2")


def test_changing_one_answer_keeps_the_others(new_page) -> None:
    page = open_page(new_page, "?v=1&link=all&whose=annex&others=only-us")
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S3")
    page.locator("[data-do=change][data-question=whose]").click()
    expect(page.locator("fieldset[data-question=whose] input[value=annex]")).to_be_checked()
    pick(page, "whose", "hut")
    pick(page, "began", "nothing")
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S2")
    page.locator("[data-do=change][data-question=whose]").click()
    pick(page, "whose", "annex")
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S3")
    assert "whose:annex" in page.url
    assert "others:only-us" in page.url


def test_the_address_is_canonical_and_what_it_does_not_know_is_named(new_page) -> None:
    page = open_page(new_page, "?whose=hut&colour=blue&link=all&v=1&began=nothing")
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S2")
    expect(page.locator("[data-notice=unknown]")).to_contain_text("colour:blue")
    page.locator("[data-do=change][data-question=began]").click()
    pick(page, "began", "moving")
    assert page.url.endswith("?vector=CHECK:1/link:all/whose:hut/began:moving")


def test_unsure_asserts_no_level_and_no_reason_and_says_what_to_find_out(new_page) -> None:
    query = "?v=1&link=all&whose=unsure&device=fine&began=nothing&others=only-us"
    page = new_page(PATH + query, now="2026-11-23T03:00:00Z")
    expect(page.locator("[data-part=head] > h2")).to_have_text(re.compile(r"More than one level is possible:\s+S1\s+to\s+S4"))
    expect(page.locator("[data-part=verdict]")).not_to_contain_text("No hut of the valley is online.")
    expect(page.locator(".because")).to_contain_text("The desk finds the level with you.")
    expect(page.locator("[data-slot=class] .act:visible")).to_contain_text("Text the desk.")
    covers = [re.compile(r"^\s*The mast, urgent: .*Manned until"), re.compile(r"^\s*Otherwise: .*Closed until")]
    expect(page.locator("[data-slot=class] .now li:visible")).to_have_text(covers)
    page.locator("[data-do=find-out]").click()
    expect(page.locator("fieldset[data-question=whose] legend")).to_be_focused()


def test_a_missing_answer_is_named_and_the_link_leads_to_it(new_page) -> None:
    page = open_page(new_page)
    page.locator("button[type=submit]").first.click()
    expect(page.locator("[data-part=errors]")).to_be_focused()
    page.locator("[data-part=errors] a").click()
    expect(page.locator("fieldset[data-question=link] input").first).to_be_focused()
    expect(page.locator("fieldset[data-question=link] .error")).to_be_visible()
    pick(page, "link", "all")
    expect(page.locator("fieldset[data-question=whose]")).to_be_visible()
    expect(page.locator("[data-part=errors]")).to_be_hidden()
    page.locator("button[type=submit]").first.click()  # also whoever means the answer that has just gone on reads what is wrong
    expect(page.locator("[data-part=errors]")).to_be_focused()


def test_all_questions_at_once_is_remembered_and_follows_each_answer(new_page) -> None:
    page = open_page(new_page)
    page.locator("[data-do=mode]").click()
    page.locator("fieldset[data-question=link] input[value=all]").check()
    expect(page.locator("fieldset[data-question=whose]")).to_be_visible()
    expect(page.locator("fieldset[data-question=device]")).to_have_attribute("disabled", "")
    expect(page.locator("fieldset:visible")).to_have_count(5)
    page.reload()
    page.wait_for_selector("severity-classifier[data-live]", state="attached")
    page.locator("fieldset[data-question=link] input[value=all]").check()
    page.locator("fieldset[data-question=whose] input[value=valley]").check()
    page.locator("button[type=submit]").first.click()
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S1")
    page.locator("fieldset[data-question=whose] input[value=hut]").check()
    page.locator("fieldset[data-question=began] input[value=nothing]").check()
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S2")


def test_a_keyboard_is_enough(new_page) -> None:
    page = open_page(new_page)
    page.locator("fieldset[data-question=link] input").nth(1).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("fieldset[data-question=whose] legend")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("[data-slot=title]")).to_be_focused()
    expect(page.locator("[data-slot=title]")).to_contain_text("S1")
    expect(page.locator("p[role=status][data-slot=announce]")).to_contain_text("S1 Emergency")
    assert page.title().startswith("S1 Emergency")


VECTORS = (
    "check:1/began:moving/whose:hut/link:all",
    " Began:Moving link:ALL, whose:hut ; CHECK:1 ",
    "link:all/whose:hut/began:moving",
    "http://127.0.0.1/support/check-severity/?vector=CHECK:1/link:all/whose:hut/began:moving&step=began#top",
    "https://help.example/check/?v=1&link=all&whose=hut&began=moving",
)
REFUSED = {"P3-O-7F2KX": "code", "p3o7f2kx": "code", "hello there": "form", "": "form"}


def test_a_vector_opens_its_result_in_any_order_and_case_and_what_is_none_is_refused_in_words(new_page) -> None:
    page = open_page(new_page)
    field, vector = page.locator("[data-part=opener] input"), page.locator("[data-slot=vector]")
    page.locator("[data-part=opener] summary").click()
    for text, kind in REFUSED.items():
        field.fill(text)
        field.press("Enter")
        expect(page.locator(f"[data-refused={kind}]")).to_be_visible()
        expect(page.locator("[data-refused]:visible")).to_have_count(1)
        expect(page.locator("fieldset[data-question=link]")).to_be_visible()
    for text in VECTORS:
        field.fill(text)
        field.press("Enter")
        expect(vector).to_have_text("CHECK:1/link:all/whose:hut/began:moving")
        expect(page.locator("[data-notice=unknown], [data-notice=older], [data-notice=newer]").locator("visible=true")).to_have_count(0)
        page.locator("[data-part=verdict] [data-do=restart]").click()
    field.fill("CHECK:1/link:all/ whose:hut/began:worked- before")  # as a mail program breaks it
    field.press("Enter")
    expect(vector).to_have_text("CHECK:1/link:all/whose:hut/began:worked-before")
    field.fill("CHECK:1/link:all/whose:valley/colour:blue/began:never")
    field.press("Enter")
    expect(page.locator("[data-slot=title]")).to_contain_text("S1")
    expect(page.locator("[data-notice=unknown]")).to_contain_text("colour:blue, began:never")


@pytest.mark.parametrize(("code", "level"), [("S3-H-7F2KX", "S3 Annoying Hut"), ("P3-O-7F2KX", None)])
def test_a_link_with_a_code_of_an_earlier_version_says_what_it_was(new_page, code: str, level: str | None) -> None:
    page = open_page(new_page, f"?code={code}")
    expect(page.locator("[data-notice=code]")).to_contain_text("This link holds a code from an earlier version")
    result = page.locator("[data-slot=code-level]")
    expect(result).to_have_text(level) if level else expect(result).to_be_hidden()
    expect(page.locator("fieldset[data-question=link]")).to_be_visible()


def test_a_vector_of_rules_that_do_not_exist_yet_says_so(new_page) -> None:
    page = open_page(new_page, "?vector=CHECK:99/link:all/whose:valley")
    expect(page.locator("[data-notice=newer]")).to_be_visible()
    expect(page.locator("[data-slot=title]")).to_contain_text("S1")


def test_a_link_of_an_older_version_opens_and_says_what_changed(new_page) -> None:
    page = new_page()
    page.route(re.compile(r"/support/check-severity/(\?|$)"), add_a_version)
    page.goto(PATH + "?vector=CHECK:1/link:all/whose:hut/began:nothing")
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S2")
    notice = page.locator("[data-notice=older]")
    expect(notice).to_contain_text("version 1")
    expect(notice.locator("[data-version='9']")).to_be_visible()
    expect(notice.locator("[data-version='1']")).to_be_hidden()
    expect(notice).to_contain_text("What the ninth brought.")


def add_a_version(route) -> None:
    """Serve the page as if its rules had reached version 9 since."""
    response = route.fetch()
    html = response.text().replace('"version": 1', '"version": 9', 1)
    entry = '<li data-version="9">What the ninth brought.</li>'
    html = re.sub(r'(<div data-notice="older".*?<ul>)', rf"\1{entry}", html, count=1, flags=re.DOTALL)
    route.fulfill(response=response, body=html)


def test_an_open_category_asserts_no_contact_and_hedges_no_cover_that_both_share(new_page) -> None:
    page = new_page(PATH + "?v=1&link=all&whose=annex&others=unsure", now="2026-11-23T09:00:00Z")
    expect(page.locator("[data-part=head] > h2")).to_contain_text("Mast or Hut")
    expect(page.locator("[data-slot=class] .now li:visible")).to_have_text(re.compile("^ *Manned"), use_inner_text=True)
    expect(page.locator("[data-slot=class] [data-part=contact]")).to_have_text("The desk sorts out whose side it is on.")
    ticket = parse_qs(urlsplit(page.locator("[data-slot=class] .act:visible [data-ticket]").first.get_attribute("href")).query)
    assert ticket["words"][0].startswith("Mast or Hut\n")
    assert "category" not in ticket


def test_what_would_change_it_and_why_are_said(new_page) -> None:
    page = open_page(new_page, "?v=1&link=all&whose=hut&began=building")
    expect(page.locator("[data-part=head] > h2")).to_contain_text("S3")
    expect(page.locator(".changes li", has_text="If something that worked before fails too")).to_contain_text("S2")
    expect(page.locator("[data-slot=reason-exclusion]")).to_contain_text("new link")
    ticket = page.locator("[data-slot=class] [data-ticket]").first.get_attribute("href")
    assert "vector=CHECK%3A1%2Flink%3Aall" in ticket
    assert "level=s3&category=hut&link=" in ticket


def test_the_verdict_on_paper_keeps_what_matters_on_one_page(new_page) -> None:
    page = open_page(new_page, "?v=1&link=some&whose=room&device=fine&others=only-us")
    page.emulate_media(media="print")
    for part in ("[data-slot=vector]", "[data-slot=answers] dd", "[data-slot=evidence] li"):
        expect(page.locator(part).first).to_be_visible()
    expect(page.locator("[data-do=print]")).to_be_hidden()
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_the_clock_of_an_address_counts_in_previews_only(new_page) -> None:
    page = open_page(new_page, "?now=2026-11-23T03:00:00Z&v=1&link=some&whose=room&device=fine&others=only-us")
    expect(page.locator("[data-slot=printed]")).not_to_contain_text("2026-11-23 03:00")


@pytest.mark.parametrize(
    ("now", "state", "until", "due", "overseas"),
    [
        ("2026-11-23T09:00", "desk-open", "Mon, 12:30 CET", "Wed, 10:00 CET, Wed, 14:45 GMT+5:45", "Thu, 05:15 CET, Thu, 10:00 GMT+5:45"),
        (
            "2026-11-23T12:00",
            "nobody-there",
            "Mon, 13:15 CET",
            "Wed, 13:15 CET, Wed, 18:00 GMT+5:45",
            "Thu, 05:15 CET, Thu, 10:00 GMT+5:45",
        ),
        (
            "2027-07-31T10:00",
            "nobody-there",
            "Mon 9 Aug, 08:00 CEST",
            "Wed 11 Aug, 08:00 CEST, Wed 11 Aug, 11:45 GMT+5:45",
            "Wed 11 Aug, 06:15 CEST",
        ),
    ],
)
def test_now_the_target_and_the_paid_option_follow_the_clock(new_page, now: str, state: str, until: str, due: str, overseas: str) -> None:
    page = new_page(f"{PATH}?v=1&link=some&whose=room&device=fine&others=only-us", timezone="Asia/Kathmandu", now=f"{now}:00Z")
    expect(page.locator("[data-slot=class] .now [data-state]:visible")).to_have_attribute("data-state", state)
    expect(page.locator("[data-slot=class] .act:visible")).to_have_attribute("data-state", re.compile(rf"\b{state}\b"))
    expect(page.locator("[data-slot=class] [data-paid]:visible")).to_have_count(1 if state == "nobody-there" else 0)
    if state == "nobody-there":
        expect(page.locator("[data-slot=class] [data-paid]:visible")).to_contain_text("Repair visit")
    expect(page.locator("[data-slot=class] [data-slot=until-provider]:visible")).to_have_text(until)
    expect(page.locator("[data-slot=class] [data-slot=until-reader]:visible")).to_contain_text("GMT+5:45")
    target = page.locator("[data-slot=class] .targets")
    expect(target).to_contain_text(f"First response: 2 working days (desk hours). If you report it now: by {due} for you.")
    expect(target).to_contain_text(f"Corsica: by {overseas}")


@pytest.mark.parametrize(("level", "hour", "is_warned"), [("s1", "03", True), ("s1", "09", False), ("s5", "03", False)])
def test_false_alarms_are_warned_of_outside_hours_and_no_paid_option_is_shown_where_the_policy_names_none(
    new_page, level: str, hour: str, is_warned: bool
) -> None:
    answers = {"s1": "link=all&whose=valley", "s5": "link=fine&device=odd&others=only-us"}
    page = new_page(f"{PATH}?v=1&{answers[level]}", now=f"2026-11-23T{hour}:00:00Z")
    expect(page.locator("[data-slot=class] [data-class]")).to_have_attribute("data-class", re.compile(level))
    expect(page.locator("[data-slot=class] [data-paid=repair-visit]")).to_have_count(0)
    expect(page.locator("[data-slot=misreporting] p")).to_have_count(1 if is_warned else 0)


def test_nothing_is_asked_of_the_network_after_the_page_is_there(new_page) -> None:
    page = new_page()
    page.add_init_script(HURRY)
    page.goto(PATH)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    # Chromium looks for the page's icon again whenever the address changes, and the status is drawn when its host has answered.
    page.on("request", lambda request: "favicon" in request.url or "/status/" in request.url or asked.append(request.url))
    for question, answer in (("link", "all"), ("whose", "annex"), ("others", "only-us")):
        pick(page, question, answer)
    expect(page.locator("[data-slot=title]")).to_be_focused()
    page.locator("[data-do=change][data-question=link]").click()
    expect(page.locator("fieldset[data-question=link] legend")).to_be_focused()
    page.evaluate(IDLE)
    assert asked == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["", "?v=1&link=all&whose=valley"], ids=["questions", "result"])
def test_questions_and_a_linked_result_wait_for_no_status_and_nothing_moves_when_it_comes(new_page, query: str, width: int) -> None:
    page = new_page(width=width, height=900)
    held: list[Route] = []
    page.route("**/notice.json", lambda route: held.append(route))
    page.add_init_script(SHIFTS)
    with page.expect_request("**/notice.json"):
        page.goto(PATH + query)
    expect(page.locator("severity-classifier[data-live]")).to_be_attached()
    expect(page.locator(f"severity-classifier {'[data-slot=title]' if query else 'legend'}:visible")).to_have_count(1)
    expect(page.locator(".status-strip:visible")).to_contain_text("First, check")
    held[0].fulfill(json={"text": "The mountain relay has no power."})
    expect(page.locator(".status-strip:visible")).to_contain_text("The mountain relay has no power.")
    assert page.evaluate(COUNT_SHIFTS) == 0


def test_a_result_is_accessible(new_page, axe) -> None:
    page = new_page(width=320)
    for query in ("?v=1&link=all&whose=valley", "?v=1&link=all&whose=unsure&device=unsure&began=unsure&others=unsure"):
        page.goto(PATH + query)
        expect(page.locator("[data-part=verdict]")).to_be_visible()
        for scheme, about in (("light", "all"), ("dark", "colours")):
            page.emulate_media(color_scheme=scheme)
            axe(page, "severity-classifier", about=about)
        page.emulate_media(color_scheme="light")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, query


def test_answers_and_buttons_are_large_enough_to_tap(new_page) -> None:
    page = open_page(new_page, width=320)
    small = "els => els.filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"
    assert page.locator("severity-classifier :is(.answer input, button, summary)").evaluate_all(small) == []
    page.goto(PATH + "?v=1&link=all&whose=valley")
    expect(page.locator("[data-part=verdict]")).to_be_visible()
    assert page.locator("severity-classifier :is(button, .md-button, summary)").evaluate_all(small) == []


def test_level_reason_now_and_the_one_step_fit_on_a_phones_first_screen(new_page) -> None:
    page = open_page(new_page, width=360, height=740)
    pick(page, "link", "all")
    pick(page, "whose", "hut")
    pick(page, "began", "nothing")
    expect(page.locator("[data-slot=title]")).to_be_focused()
    for part in ("[data-slot=title]", ".because", ".act:visible", ".act:visible .md-button--primary"):
        box = page.locator(f"[data-part=verdict] {part}").first.bounding_box()
        assert box["y"] >= 48, part
        assert box["y"] + box["height"] <= 740, part


def test_the_next_question_comes_into_view_on_a_click_from_further_down(new_page) -> None:
    page = open_page(new_page, width=390, height=664)
    page.locator("fieldset[data-question=link] input").first.press("Space")
    page.evaluate("scrollTo(0, 480)")
    page.locator("form[data-part=questions] button[type=submit]").click()
    expect(page.locator("fieldset[data-question=whose] legend")).to_be_focused()
    for part in ("[data-part=progress]", "fieldset[data-question=whose] legend"):
        assert page.locator(part).bounding_box()["y"] >= 48, part


def test_on_a_small_phone_count_and_buttons_stay_in_view(new_page) -> None:
    page = new_page(width=390, height=664)
    for query in ("", "?v=1&link=all&whose=hut"):
        page.goto(PATH + query)
        page.wait_for_selector("severity-classifier[data-live]", state="attached")
        page.locator("fieldset:visible input").first.press("Space")  # a tap would go on
        page.mouse.wheel(0, 100)
        for part in ("[data-part=progress]", "form[data-part=questions] button[type=submit]"):
            box = page.locator(part).bounding_box()
            assert box["y"] >= 48, part
            assert box["y"] + box["height"] <= 664, part


def test_the_keyboard_chooses_without_going_on_and_a_tap_goes_on(new_page) -> None:
    page = open_page(new_page)
    first = page.locator("fieldset[data-question=link] input").first
    first.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("fieldset[data-question=link]")).to_be_visible()
    first.click()
    expect(page.locator("fieldset[data-question=whose]")).to_be_visible()


def test_forced_colours_keep_shapes_and_borders(new_page) -> None:
    page = open_page(new_page, "?v=1&link=all", forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    answer = page.locator("fieldset:visible .answer input").first
    assert answer.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid"
    answer.press("Space")
    unpicked = page.locator("fieldset:visible .answer input").nth(1)
    width = "each => { const { borderTopWidth, outlineStyle } = getComputedStyle(each); return borderTopWidth + outlineStyle; }"
    assert answer.evaluate(width) != unpicked.evaluate(width), "what is picked must show without its colour"
    page.goto(PATH + "?v=1&link=all&whose=valley")
    expect(page.locator("[data-slot=title] .portal-level__shape")).to_be_visible()


def test_the_verdict_is_copied_as_text(new_page) -> None:
    page = open_page(new_page, "?v=1&link=all&whose=valley", permissions=("clipboard-read", "clipboard-write"))
    vector = page.locator("[data-slot=vector]").inner_text()
    page.locator("[data-do=copy-text]").click()
    expect(page.locator("[data-say=copied]")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0].startswith("S1")
    assert lines[1] == vector
    assert lines[-1].endswith("?vector=CHECK:1/link:all/whose:valley")
    assert any(line.startswith("- ") for line in lines)
    assert any(line.startswith("Evidence to gather: ") for line in lines)


def test_it_works_after_instant_navigation_and_leaves_nothing_behind(new_page, site_url: str) -> None:
    page = open_with_instant_navigation(new_page, site_url, "policy/severity-levels/")
    page.evaluate("window.same = true")
    page.locator("a[href$='/check-severity/']:visible").first.click()
    page.wait_for_selector("severity-classifier[data-live]", state="attached")
    for question, answer in (("link", "all"), ("whose", "valley")):
        pick(page, question, answer)
    expect(page.locator("[data-slot=title]")).to_contain_text("S1")
    expect(page).to_have_url(re.compile("whose:valley$"))
    expect(page.locator("[data-slot=title]")).to_be_focused()
    page.go_back()
    expect(page.locator("fieldset[data-question=whose]")).to_be_visible()
    page.locator("a.md-logo").first.evaluate("link => link.click()")
    expect(page.locator("severity-classifier")).to_have_count(0)
    assert "·" not in page.title()
    assert page.evaluate("window.same && document.body.dataset.classifier === undefined")


def test_the_verdict_suggests_articles_for_what_was_answered_to_whoever_asks(new_page, axe) -> None:
    page = open_page(new_page)
    for question, answer in (("link", "all"), ("whose", "hut"), ("began", "nothing")):
        pick(page, question, answer)
    offered = page.locator("[data-part=verdict] search-suggestions [data-part=suggested] a")
    asking = page.locator("[data-part=verdict] summary", has_text="Pages that may help")
    asking.focus()
    page.keyboard.press("Enter")
    expect(offered.first).to_be_visible()
    assert 1 <= offered.count() <= 3
    assert asking.bounding_box()["height"] >= 43.5
    page.evaluate("scrollTo(0, 0)")  # what lies half under the header now can be scrolled out
    axe(page, "search-suggestions")


def test_without_a_script_questions_rules_and_verdicts_are_read_in_a_row(new_page) -> None:
    page = new_page(PATH, javascript=False)
    assert page.locator("fieldset:visible").count() == 5
    assert page.locator("table[data-table=rules] tbody tr:visible").count() >= 8
    assert page.locator("[data-part=reading] [data-class]:visible").count() >= 6
    assert page.locator("[data-part=tools]:visible, [data-part=opener]:visible").count() == 0


def test_two_on_one_page_do_not_disturb_each_other(new_page) -> None:
    page = new_page()
    page.route("**/support/check-severity/*", double_it)
    page.goto(PATH)
    expect(page.locator("severity-classifier[data-live]")).to_have_count(2)
    first, second = page.locator("severity-classifier").nth(0), page.locator("severity-classifier").nth(1)
    for one, answers in ((second, ("some", "room")), (first, ("all", "valley"))):
        for question, answer in zip(("link", "whose"), answers, strict=True):
            one.locator(f"fieldset[data-question={question}] input[value={answer}]").click()
    expect(first.locator("[data-part=head] > h2")).to_contain_text("S1")
    expect(second.locator("fieldset[data-question=device]")).to_be_visible()
    ids = page.evaluate("[...document.querySelectorAll('severity-classifier [id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))


def double_it(route) -> None:
    """Serve the page with its classifier twice."""
    response = route.fetch()
    html = response.text()
    start, end = html.index("<severity-classifier"), html.index("</severity-classifier>") + len("</severity-classifier>")
    section = f'<section aria-label="Once more">{html[start:end]}</section>'
    route.fulfill(response=response, body=html[:end] + section + html[end:])
