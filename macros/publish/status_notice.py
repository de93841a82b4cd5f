"""The notice that the status shows, in a file of its own: an operator may replace it on the server at any moment, without a build."""

import json
from typing import Any

from .site import Site


def write_status_notice(site: Site) -> None:
    """Write the notice of `status.yml`, or an empty one so that asking for it never fails."""
    status = site.facts.status
    if status is None or status.reach.notice is None:
        return
    notice: dict[str, Any] = {"schema": 1, "text": "", "url": "", "since": "", "until": ""}
    if status.notice:
        notice |= {key: value or "" for key, value in status.notice.model_dump().items()}
    site.write(status.reach.notice, json.dumps(notice, ensure_ascii=False, indent=2) + "\n")
