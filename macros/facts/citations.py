"""Where a fact can be checked. Used by articles and troubleshooters.

A section of an RFC is cited with its number and its heading, and the address leads to that very section. A wrong number
then shows to whoever reads it, and a number that was mended in one place only is refused here.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints, model_validator

from .base import Model, Prose, Url, refuse

RFC_TITLE = re.compile(r"RFC (?P<number>\d+), (?:section (?P<clause>\d+(?:\.\d+)*): |(?P<appendix>appendix) [A-Z][.\d]*: |(?!section))\S")
RFC_ADDRESS = "https://www.rfc-editor.org/rfc/rfc"
EXPECTED_TITLE = "like 'RFC 3261, section 15: Terminating a Session', or 'RFC 3711, ' and its title"


class Citation(Model):
    """Where something that is said can be checked."""

    title: Annotated[Prose, StringConstraints(max_length=160)]
    """What it is called, like "RFC 3261, section 21.4.9: 408 Request Timeout"."""
    url: Url
    """Where it can be read."""

    @model_validator(mode="after")
    def _leads_to_what_it_names(self) -> Citation:
        if not (self.title.startswith("RFC ") or self.url.startswith(RFC_ADDRESS)):
            return self
        named = RFC_TITLE.match(self.title)
        if not named:
            raise refuse(EXPECTED_TITLE, at=("title",), found=f"'{self.title}'")
        address = f"{RFC_ADDRESS}{named['number']}"
        if named["clause"]:
            address += f"#section-{named['clause']}"
        if self.url != address and not (named["appendix"] and self.url.startswith(f"{address}#")):
            raise refuse(f"the address that the title names: {address}", at=("url",), found=f"'{self.url}'")
        return self
