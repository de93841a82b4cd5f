"""Check the texts of facts in another language: nothing but texts is replaced, and what lacks one is listed."""

from collections.abc import Iterator

from ..facts.base import FieldPath, IsText
from ..portal import Portal, Sources, models
from ..sources.problems import Problem, show_value
from ..sources.translation import TranslatedSource
from .references import list_marks

# Said to writers, not to readers.
_NOT_SHOWN = frozenset({"owner", "source"})
_NO_WORDS = ("articles/", "hosting", "redirects", "searches")
_LISTED = 3


def check_translations(portal: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield each replaced value that is no text, and warn of each file of which a part is left in the facts' own language."""
    folders = {source.words.file.rpartition("/")[0] for source in sources.values() if isinstance(source, TranslatedSource)}
    if not folders:
        return
    left = []
    for key, model in models(portal):
        source = sources[key]
        if not isinstance(source, TranslatedSource):
            shown = any(path[-1] not in _NOT_SHOWN for _, _, path in list_marks(model, kind=IsText))
            left += [source.file.rpartition("/")[2]] if shown and not key.startswith(_NO_WORDS) else []
        else:
            texts = {path for _, _, path in list_marks(model, kind=IsText) if source.value(path) is not None}
            for path in source.places:
                changed = source.value(path) != source.base.value(path)
                if changed and path[:-1] not in source.places and not any(text[: len(path)] == path for text in texts):
                    yield source.problem(path, show_value(source.value(path)), "no such key here: only texts are translated")
            gaps = [path for path in texts - set(source.places) if path[-1] not in _NOT_SHOWN]
            if gaps:
                yield _tell(source, sorted(gaps, key=source.locate))
    if left:
        yield Problem(
            min(folders, key=len), 1, 1, "", f"no words for {', '.join(left)}", "a file of the same name for each", level="warning"
        )


def _tell(source: TranslatedSource, gaps: list[FieldPath]) -> Problem:
    named = "; ".join(source.describe(path) for path in gaps[:_LISTED])
    more = f", and {len(gaps) - _LISTED} more" if len(gaps) > _LISTED else ""
    return Problem(source.words.file, 1, 1, "", f"{len(gaps)} texts without words: {named}{more}", "words for each text", level="warning")
