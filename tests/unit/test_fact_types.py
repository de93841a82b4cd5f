"""What the fields of data files may hold that become links, addresses, headers and times: what is good passes, and its nearest neighbours don't."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from macros.facts.base import ClockTime, Confirmed, Day, Email, LocalId, PagePath, Phone, Prose, Url, ZoneName, ZoneOrCustomers
from macros.facts.site import AnchorName, Colour, Feature, OldAddress, Origin, PageAnchor, PageOrFolder
from macros.facts.status import HttpsUrl, SitePath

ANY_URL = """example.org javascript:alert(1) ftp://example.org/ //example.org/ https:example.org https:///x https://a.org/<b https://a.org/b>
https://a.org/"b https://a.org/b\\c""".split()
TYPES: list[tuple[Any, list[Any], list[Any]]] = [
    (Url, ["https://example.org", "http://a.example.org:8443/b?c=d#e"], [*ANY_URL, "https://desk/", "https://.desk./", "https://[a.org/", "https://a.org/b c", "data:a.b", 7]),
    (HttpsUrl, ["https://example.org/api", "http://10.0.0.1:8080/x"], ["ftp://example.org/", "//example.org/", "https://", " https://a.org", "https://a.org/b c", "https://a.org/<b", 'https://a.org/"b', "https://a.org/b\\c"]),
    (Origin, ["https://a-b.example.org", "https://example.org:8443"], ["http://example.org", "https://example.org/", "https://*.example.org", "https://example.org; script-src *", "https://Example.org", "'self'"]),
    (Email, ["a.b+c%d@e-f.example.org"], ["a@b", "a b@c.org", "a@b.org?cc=d@e.org", "<a@b.org>", "a@b..org", "a@@b.org", "a@b.org\n"]),
    (Phone, ["+49 30 123456", "+1 555 0100", "+123456789012345", "+12345678"], ["+1234567", "+1234567890123456", "0049 30 123456", "+049 30 123456", "+49  30 123456", "+49-30-123456", "+49 30 123456 ", "+49 30 12345a", 49]),
    (ZoneName, ["Europe/Berlin", "Etc/UTC", "UTC"], ["Europe/Berln", "CET", "EST5EDT", "customer", "../../etc/passwd", "/etc/localtime", "Europe/", 1]),
    (ZoneOrCustomers, ["customer", "Europe/Berlin"], ["customers", "GMT"]),
    (ClockTime, ["00:00", "09:05", "19:59", "23:59", "24:00"], ["24:01", "24:30", "9:05", "09:60", "09:5", "29:00", "09:05:00", 540]),
    (Day, ["2027-12-31", "2028-02-29"], ["2027-02-29", "2027-13-01", "20271231", "2027-1-1", "2027-W01-1", "27-01-01", 2027]),
    (Confirmed, ["2027-12-31", False], [True, "false", 0, None, "2027-02-30"]),
    (PagePath, ["index.md", "policy/severity-levels.md"], ["/index.md", "./index.md", "policy/../index.md", "policy/", "index.html", "https://a.org/b.md", "index.md#a"]),
    (PageAnchor, ["index.md", "a/b.md#C-1.2_d"], ["index.md#", "/index.md", "../index.md", "index.html", "index.md#a b", "index.md?x#a"]),
    (PageOrFolder, ["index.md", "a/b/"], ["a/b", "/a/", "../a/", "A.md", "a b.md"]),
    (OldAddress, ["write/", "a/b.c_d-e.html", "old.pdf"], ["/write/", "../etc/", "a/../../etc.html", "a/..", "a/./b", "a//b", "a b", "a?b", "a;b", "a#b", "a\nb"]),
    (AnchorName, ["its-id", "A.1_b"], ["", "#a", "a b", 'a"b', ".a", "-a"]),
    (SitePath, ["status.json", "a/b-c_d.json"], ["../status.json", "/status.json", "a.b.json", "status.txt", "https://a.org/b.json", "Status.json"]),
    (Colour, ["#0aF9bC"], ["#fff", "0aF9bC", "#0aF9bG", "#0aF9bC;", "red"]),
    (Feature, ["camera", "display-capture"], ["camera=()", "Camera", "display--capture", "camera, usb", "-camera"]),
    (LocalId, ["a", "a-1-b", "x" * 60], ["", "A", "a_b", "-a", "a-", "a--b", "a b", "é", "x" * 61]),
    (Prose, ["A text"], ["", "  ", None, 7, "a\u202eb", "a\u200bb", "x" * 4001]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "good", "bad"), TYPES)
def test_a_field_holds_what_it_says_and_nothing_that_is_nearly_it(kind: Any, good: list[Any], bad: list[Any]) -> None:
    def passes(value: Any) -> bool:
        try:
            return str(adapter.validate_python(value)) == str(value)
        except ValidationError:
            return False

    adapter = TypeAdapter(kind)
    assert [value for value in good if not passes(value)] == []
    assert [value for value in bad if passes(value)] == []


def test_a_text_is_written_on_one_line() -> None:
    assert TypeAdapter(Prose).validate_python("  In two\n\tlines. ") == "In two lines."
