"""Files that follow from the facts: the notice that the status shows."""

import json
from typing import Any

from ..portal import Portal
from .site import Site


def write_fact_files(site: Site) -> None:
    """Write every file that follows from the facts."""
    for path, text in notice_files(site.facts).items():
        site.write(path, text)


def notice_files(portal: Portal) -> dict[str, str]:
    """Return the notice of `status.yml`, or an empty one so that asking for it never fails, by its path in the site.

    An operator may replace the file on the server at any moment, without a build.
    """
    status = portal.status
    if status is None or status.reach.notice is None:
        return {}
    notice: dict[str, Any] = {"schema": 1, "text": "", "url": "", "since": "", "until": ""}
    if status.notice:
        notice |= {key: value or "" for key, value in status.notice.model_dump().items()}
    return {status.reach.notice: json.dumps(notice, ensure_ascii=False, indent=2) + "\n"}
