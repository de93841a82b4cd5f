"""A citation of an RFC names its section by number and heading, and its address leads there and nowhere else."""

import pytest
from pydantic import ValidationError

from macros.facts.articles import Citation

RFC = "https://www.rfc-editor.org/rfc/rfc"


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("RFC 3261, section 15: Terminating a Session", f"{RFC}3261#section-15"),
        ("RFC 3711, The Secure Real-time Transport Protocol (SRTP)", f"{RFC}3711"),
        ("RFC 3550, appendix A.8: Estimating the Interarrival Jitter", f"{RFC}3550#appendix-A.8"),
        ("RFC 3261, appendix A: Table of Timer Values", f"{RFC}3261#page-265"),
        ("ITU-T G.114, one-way transmission time", "https://www.itu.int/rec/T-REC-G.114"),
    ],
)
def test_a_citation_that_leads_to_what_it_names_is_let_pass(title: str, url: str) -> None:
    assert Citation(title=title, url=url).title == title


@pytest.mark.parametrize(
    ("title", "url", "where"),
    [
        ("RFC 3261, section 15: Terminating a Session", f"{RFC}3261#section-16", "url"),
        ("RFC 3261, section 15: Terminating a Session", f"{RFC}3261#section-15.1", "url"),
        ("RFC 3261, section 15: Terminating a Session", f"{RFC}3261", "url"),
        ("RFC 3261, section 15: Terminating a Session", f"{RFC}3262#section-15", "url"),
        ("RFC 3261, appendix A: Table of Timer Values", f"{RFC}3262#page-265", "url"),
        ("RFC 3711, The Secure Real-time Transport Protocol (SRTP)", f"{RFC}3711#section-4", "url"),
        ("RFC 3711, The Secure Real-time Transport Protocol (SRTP)", f"{RFC}3711.html", "url"),
        ("RFC 3261, section 15", f"{RFC}3261#section-15", "title"),
        ("RFC 3261, sections 5 and 6", f"{RFC}3261#section-5", "title"),
        ("RFC 3261, section fifteen: Terminating a Session", f"{RFC}3261#section-15", "title"),
        ("RFC 3261", f"{RFC}3261", "title"),
        ("SIP", f"{RFC}3261", "title"),
    ],
)
def test_a_citation_that_leads_elsewhere_is_refused_where_it_is_wrong(title: str, url: str, where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Citation(title=title, url=url)
    assert [error["ctx"]["at"] for error in refused.value.errors()] == [(where,)]
