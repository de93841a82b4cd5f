"""The commonality analyser: what do bad records share that good ones do not?"""

from typing import Any

from ..portal import Portal
from .arguments import require


def commonality_analyser(portal: Portal) -> dict[str, Any]:
    """Return what the analyser reads from the page: the name of a record, limits, words to guess by, and every sentence it can say."""
    commonality = require(portal.commonality, "limits", "commonality.yml")
    return {
        "records": commonality.records,
        "limits": commonality.limits.model_dump(mode="json"),
        "formats": commonality.formats.model_dump(mode="json"),
        "words": commonality.words.model_dump(mode="json"),
        "problems": {problem.code: [problem.what, problem.what_to_do] for problem in commonality.problems},
        "reasons": commonality.reasons.model_dump(mode="json", by_alias=True),
        "attributes": commonality.attributes.model_dump(mode="json"),
        "sentences": commonality.sentences,
        "keep_days": portal.composer.keep_days if portal.composer else 0,
    }
