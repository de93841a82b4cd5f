"""While the colours change nothing moves: the rule for all elements becomes one for those that have a transition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.publish.colour_change import narrow_colour_change
from macros.publish.style_sheets import Block, read_sheet

RULE = "[data-md-color-switching] *,[data-md-color-switching] :after,[data-md-color-switching] :before{transition-duration:0s!important}"


def narrow(sheet: str, *others: str) -> str:
    """Return what the rule of the theme becomes beside these rules."""
    parsed = [read_sheet(RULE), read_sheet(sheet)]
    narrow_colour_change(parsed, [read_sheet(other) for other in others])
    assert "".join(map(str, parsed[1])) == sheet
    return "".join(map(str, parsed[0]))


@pytest.mark.parametrize(
    ("sheet", "reached"),
    [
        (".a{transition:color .25s}", [":is(.a)"]),
        (".a,.b>c:hover{transition-duration:125ms}", [":is(.a,.b>c:hover)"]),
        ("@media print{@supports (a:b){.a{-webkit-transition:color 1s}}}", [":is(.a)"]),
        (".a{transition:color var(--how-long)}", [":is(.a)"]),
        (".a{transition:width 0s .25s}", [":is(.a)"]),
        (".a:before,.b::after{transition:color 1s}", [":is(.b)::after", ":is(.a)::before"]),
        (".a :before,.a>::before,:before{transition:color 1s}", [":is(.a *,.a>*,*)::before"]),
        ('.a[title="x::after"],.b:is(.c,d:first-child){transition:color 1s}', [':is(.a[title="x::after"],.b:is(.c,d:first-child))']),
    ],
)
def test_what_has_a_transition_is_named(sheet: str, reached: list[str]) -> None:
    rule = ",".join(f"[data-md-color-switching] {each}" for each in reached) + "{transition-duration:0s!important}"
    assert narrow(sheet) == rule
    assert narrow("p{color:red}", sheet) == rule


@pytest.mark.parametrize(
    "sheet",
    [
        ".a{color:red}",
        ".a{transition:none}",
        "*{transition-duration:.01ms!important}",
        ".a::placeholder{transition:color 1s}",
        ".a{transition-delay:1s}",
        ".t1s{transition:opacity 0s}",
    ],
)
def test_where_nothing_moves_no_rule_is_needed(sheet: str) -> None:
    assert narrow(sheet) == ""


@pytest.mark.parametrize(
    "sheet", [".a{.b{transition:color 1s}}", "@layer x{@scope (.a){b{transition:color 1s}}}", ".a{transition:color 1s}.}"]
)
def test_the_rule_stays_when_a_sheet_has_transitions_that_are_not_understood(sheet: str) -> None:
    assert narrow("p{color:red}", sheet) == RULE
    assert narrow("p{color:red}", sheet, ".a{transition:color 1s}") == RULE


@given(st.text(alphabet="ab.#:(),[]=\"'>+~* \\\\é", max_size=20))
def test_any_selector_leaves_one_rule_that_takes_only_transitions(selector: str) -> None:
    parsed = [read_sheet(RULE)]
    narrow_colour_change(parsed, [read_sheet(f"{selector}{{transition:color 1s}}")])
    text = "".join(map(str, parsed[0]))
    rules = read_sheet(text)
    assert len(rules) <= 1
    assert all(isinstance(rule, Block) and rule.declarations == ["transition-duration:0s!important"] for rule in rules)
    assert text == RULE or all(each.startswith("[data-md-color-switching] :is(") for rule in rules for each in rule.selectors)


@pytest.mark.parametrize("rule", ["[data-md-color-switching] *{color:red}", "[data-md-color-switching] *,p{transition-duration:0s}"])
def test_another_rule_is_left_alone(rule: str) -> None:
    parsed = [read_sheet(rule)]
    narrow_colour_change(parsed, [read_sheet(".a{transition:color 1s}")])
    assert "".join(map(str, parsed[0])) == rule
