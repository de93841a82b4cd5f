"""The analyser as a reader meets it: lists in, what the slow tests share out, and clear words when a list is broken."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.speed_tests import Plan, make_records, write_csv

PAGE = "guides/commonality-analysis/"
CAUSE = {"mast": "mast-2", "firmware": "R8"}
PLANTED = Plan(seed=5, rows=2500, cause=CAUSE)
SMALL = "Number,mast,result\n" + "".join(f"test-{n},{'ab'[n % 2]},{'slow' if n % 2 else 'fast'}\n" for n in range(60))


BROKEN = [
    ('a,b,result\n1,2,slow\n3,"4,fast\n5,6,slow', 3, 2, "Close the quote"),
    ('a,b,result\n1,"2"x,slow\n3,4,fast', 2, 2, "Write a quote inside a cell twice"),
    ("a,b,result\n1,2,slow\n3,fast\n5,6,fast", 3, 3, "Add the missing cells"),
    ("a,b,result\n1,2,slow\n3,4,fast,5", 3, 4, "Put quotes around a cell"),
    ("a,,result\n1,2,slow", 1, 2, "Give the column a name"),
    ("a,a,result\n1,2,slow", 1, 2, "Rename one of the two"),
]
NO_LIST = {
    b"PK\x03\x04rest": "save it as CSV",
    b"\x1f\x8bxx": "Unpack",
    b"a\x00b": "Export",
    b" \n": "Choose a file",
    b"a,b\n": "header",
}


def _open(new_page: Callable, **options: Any) -> Any:
    page = new_page(PAGE, **options)
    page.locator("form[data-part=intake]").wait_for()
    return page


def _give(page: Any, content: str | bytes, at: int = 0, name: str = "tests.csv") -> None:
    content = content.encode() if isinstance(content, str) else content
    field = page.locator(f'[data-list="{at}"] input[type=file]')
    field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def _read(page: Any) -> None:
    page.get_by_role("button", name=re.compile("^Read the")).click()
    page.locator("form[data-part=choose], [data-part=problems]").and_(page.locator(":visible")).first.wait_for()


def _compare(page: Any) -> str:
    page.get_by_role("button", name=re.compile("^Compare the")).click()
    page.locator("section[data-part=result]").wait_for()
    return page.locator("[data-part=paragraph]").input_value()


@pytest.fixture(scope="module", name="planted")
def _planted() -> tuple[list[str], list[list[str]]]:
    return make_records(PLANTED)


def test_a_planted_pair_is_named_in_every_format(new_page: Callable, planted: Any) -> None:
    names, rows = planted
    page = _open(new_page)
    rows = [[*row[:5], f'"caf\u00e9 {row[5]}"', *row[6:]] for row in rows]
    for encoding, delimiter in (("utf-8", ","), ("utf-8-sig", ";"), ("latin-1", "\t"), ("utf-16", ";")):
        _give(page, write_csv(names, rows, delimiter, "\n" if delimiter == ";" else "\r\n").encode(encoding))
        _read(page)
        paragraph = _compare(page)
        assert "mast is mast-2, together with firmware is R8" in paragraph, encoding
        assert "Number" in paragraph
        assert page.locator("[data-slot=findings] > li").count() >= 1


def test_two_lists_are_joined_by_the_columns_they_share(new_page: Callable, planted: Any) -> None:
    names, rows = planted
    page = _open(new_page)
    page.get_by_label(re.compile("Two lists")).check()
    _give(page, write_csv([*names, "only here"], [[*row, "x"] for row in rows if row[-1] == "slow"]), 0)
    _give(page, write_csv(names, [row for row in rows if row[-1] != "slow"], ";"), 1)
    _read(page)
    assert "only here" in page.locator("[data-slot=read]").inner_text()
    assert page.locator("[data-part=marker]").is_hidden()
    page.get_by_text("Columns to compare", exact=True).click()
    page.locator("[data-slot=columns]").get_by_label("result").uncheck()
    assert "mast is mast-2" in _compare(page)


def test_the_reader_may_choose_another_column_and_other_values(new_page: Callable) -> None:
    page = _open(new_page)
    _give(page, "Number,mast,mark\n" + "".join(f"c{n},{'ab'[n % 2]},{'xy'[n % 2]}\n" for n in range(80)))
    _read(page)
    assert page.locator("[data-part=marker-column]").input_value() == ""
    page.get_by_role("button", name=re.compile("^Compare the")).click()
    assert "Choose the column" in page.locator("[data-part=status]").inner_text()
    page.locator("[data-part=marker-column]").select_option(label="mark")
    page.locator("[data-slot=marker-values]").get_by_label("y").check()
    assert "mast is b: 100% of the slow tests" in _compare(page)


def test_few_tests_bring_a_warning_and_no_cause_brings_none(new_page: Callable) -> None:
    page = _open(new_page)
    _give(page, "Number,mast,result\n" + "".join(f"c{n},{'ab'[n // 3 % 2]},{'slow' if n % 2 else 'fast'}\n" for n in range(24)))
    _read(page)
    assert "No value and no pair of values stands out" in _compare(page)
    assert "few tests" in page.locator("[data-part=small]").inner_text()


def test_a_broken_list_says_which_row_which_column_and_what_to_do(new_page: Callable) -> None:
    page = _open(new_page)
    for content, row, column, advice in BROKEN:
        _give(page, content)
        _read(page)
        told = page.locator("[data-part=problems]").inner_text()
        assert re.search(rf"[Rr]ow {row}\b", told), told
        assert re.search(rf"column (is )?{column}\b", told), told
        assert advice in told


def test_what_is_no_list_of_tests_is_told_apart(new_page: Callable) -> None:
    page = _open(new_page)
    for content, advice in NO_LIST.items():
        _give(page, content)
        _read(page)
        assert advice in page.locator("[data-part=problems]").inner_text()


def test_a_hundred_thousand_tests_are_compared_and_may_be_stopped(new_page: Callable) -> None:
    chance = random.Random(3)
    rows = [f"test-{n},mast-{(mast := chance.randrange(6))},{'slow' if mast == 2 and n % 3 else 'fast'}" for n in range(100_000)]
    page = _open(new_page)
    _give(page, "\n".join(["Number,mast,result", *rows]))
    page.evaluate("() => { window.post = Worker.prototype.postMessage; Worker.prototype.postMessage = () => {}; }")  # it takes for ever
    page.get_by_role("button", name=re.compile("^Read the")).click()
    page.get_by_role("button", name="Stop").click()
    assert "Stopped" in page.locator("[data-part=status]").inner_text()
    assert page.locator("form[data-part=choose]").is_hidden()
    page.evaluate("() => { Worker.prototype.postMessage = window.post; }")
    _read(page)
    assert "100,000 tests read" in page.locator("[data-slot=read]").inner_text()
    assert "mast is mast-2" in _compare(page)


def test_what_takes_seconds_says_how_many(new_page: Callable) -> None:
    page = _open(new_page)
    _give(page, write_csv(*make_records(PLANTED)))
    page.evaluate("() => { let now = 0; performance.now = () => (now += 3000); }")
    _read(page)
    expect(page.locator("[data-part=status]")).to_have_text(re.compile(r"\d seconds"))


def test_the_box_to_paste_into_shows_several_rows(new_page: Callable) -> None:
    box = _open(new_page).locator('[data-list="0"] textarea').bounding_box()
    assert box["height"] >= 100


def test_a_long_pasted_list_is_kept_aside(new_page: Callable) -> None:
    page = _open(new_page)
    names, rows = make_records(PLANTED)
    page.evaluate(
        """(text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const box = document.querySelector('[data-list="0"] textarea');
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        write_csv(names, rows),
    )
    assert "kept aside" in page.locator('[data-list="0"] [data-slot=pasted]').inner_text()
    _read(page)
    assert "mast is mast-2" in _compare(page)


def test_a_list_put_aside_can_be_removed_and_two_dropped_files_are_two_lists(new_page: Callable, planted: Any) -> None:
    names, rows = planted
    lists = [write_csv(names, [row for row in rows if (row[-1] == "slow") is bad]) for bad in (True, False)]
    page = _open(new_page)
    page.evaluate(
        """([pasted, ...dropped]) => {
          const send = (Kind, type, name, fill) => {
            const transfer = new DataTransfer();
            fill(transfer);
            const event = new Kind(type, { [name]: transfer, bubbles: true, cancelable: true });
            document.querySelector('[data-list="0"] textarea').dispatchEvent(event);
          };
          send(ClipboardEvent, "paste", "clipboardData", transfer => transfer.setData("text/plain", pasted));
          document.querySelector('[data-list="0"] [data-act=forget]').click();
          send(DragEvent, "drop", "dataTransfer", transfer => dropped.forEach(text => transfer.items.add(new File([text], "tests.csv"))));
        }""",
        ["x" * 500_000, *lists],
    )
    assert page.get_by_label(re.compile("Two lists")).is_checked()
    assert page.locator("[data-slot=pasted]").first.is_hidden()
    _read(page)
    page.get_by_text("Columns to compare", exact=True).click()
    page.locator("[data-slot=columns]").get_by_label("result").uncheck()
    assert "mast is mast-2" in _compare(page)


def test_text_that_is_dropped_goes_into_its_box(new_page: Callable) -> None:
    page = _open(new_page)
    taken_over = page.evaluate(
        """() => ["dragover", "drop"].map(type => {
          const dataTransfer = new DataTransfer();
          dataTransfer.setData("text/plain", "a,b");
          const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
          return !document.querySelector('[data-list="0"] textarea').dispatchEvent(event);
        })"""
    )
    assert taken_over == [False, False]


def test_a_column_left_out_is_compared_once_the_reader_asks_for_it(new_page: Callable) -> None:
    page = _open(new_page)
    _give(
        page, "Number,mast,speed,result\n" + "".join(f"c{n},{'ab'[n // 3 % 2]},{n % 2}0,{'slow' if n % 2 else 'fast'}\n" for n in range(80))
    )
    _read(page)
    assert "Not compared: Number (" in _compare(page)
    left_out = page.locator("[data-slot=left-out] > li")
    expect(left_out).to_have_count(2)
    expect(left_out.filter(has_text="Number").get_by_role("button")).to_be_hidden()
    left_out.filter(has_text="it tells how").get_by_role("button").click()
    expect(left_out).to_have_count(1)
    assert "speed is 10: 100% of the slow tests" in page.locator("[data-part=paragraph]").input_value()


def test_a_worker_that_fails_says_so_and_another_begins(new_page: Callable) -> None:
    page = _open(new_page)
    _give(page, SMALL)
    page.evaluate("() => { window.post = Worker.prototype.postMessage; Worker.prototype.postMessage = function () { this.onerror(); }; }")
    page.get_by_role("button", name=re.compile("^Read the")).click()
    expect(page.locator("[data-part=status]")).to_have_text(re.compile("stopped with an error"))
    page.evaluate("() => { Worker.prototype.postMessage = window.post; }")
    _read(page)
    assert "result" in page.locator("[data-part=marker-column]").inner_text()


def test_hostile_cells_stay_text(new_page: Callable) -> None:
    page = _open(new_page)
    evil = "<img src=x onerror=alert(1)>"
    _give(
        page,
        f"Number,{evil},result\n" + "".join(f"{evil}{n},{evil if n % 2 else 'b'},{'slow' if n % 2 else 'fast'}\n" for n in range(80)),
    )
    _read(page)
    assert evil in _compare(page)
    assert page.locator("commonality-analyser img").count() == 0


def test_every_step_is_accessible_and_fits_a_phone(new_page: Callable, axe: Callable, planted: Any) -> None:
    page = _open(new_page, width=320)
    _give(page, write_csv(*planted))
    _read(page)
    page.get_by_text("Columns to compare", exact=True).click()
    axe(page, "commonality-analyser")
    _compare(page)
    page.get_by_text("All values, in order of evidence", exact=True).click()
    axe(page, "commonality-analyser")
    page.emulate_media(color_scheme="dark")
    axe(page, "commonality-analyser", about="colours")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_whole_way_goes_by_keyboard(new_page: Callable) -> None:
    page = _open(new_page)
    page.locator('[data-list="0"] textarea').focus()
    page.keyboard.insert_text(SMALL)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("form[data-part=choose]").wait_for()
    assert page.evaluate("document.activeElement.dataset.part") == "choose-title"
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    page.locator("section[data-part=result]").wait_for()
    assert page.evaluate("document.activeElement.dataset.slot") == "headline"


def test_without_scripts_the_page_leads_to_the_way_by_hand(new_page: Callable) -> None:
    page = new_page(PAGE, javascript=False)
    page.get_by_role("link", name=re.compile("by hand")).click()
    assert page.url.endswith("#by-hand")
    assert page.locator("form[data-part=intake]").is_hidden()


def test_without_a_network_it_works_once_it_is_loaded_and_nothing_is_sent_but_into_the_ticket(new_page: Callable, planted: Any) -> None:
    page = new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(f"{request.method} {request.url}"))
    page.goto("policy/severity-levels/")
    page.wait_for_load_state("networkidle")
    assert not [request for request in requests if "commonality-" in request and not request.endswith(".css")]
    page.goto(PAGE)
    page.locator("form[data-part=intake]").wait_for()
    page.wait_for_load_state("networkidle")
    requests.clear()
    page.context.set_offline(True)
    _give(page, write_csv(*planted))
    _read(page)
    paragraph = _compare(page)
    assert "mast is mast-2" in paragraph
    page.get_by_role("button", name=re.compile("^Put it into my")).click()
    page.get_by_text("draft now").wait_for()
    assert [request for request in requests if "favicon" not in request] == []  # which the browser fetches when it likes
    page.context.set_offline(False)
    page.goto("support/report-a-problem/")
    page.locator("[data-part=paper]").wait_for()
    page.locator('[name=ticket-kind][value="offline"]').check()
    assert page.locator("#ticket-commonalities").input_value() == paragraph
    assert page.locator("[data-slot=examples] li").count() == 3
