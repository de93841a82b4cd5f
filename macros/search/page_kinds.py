"""The kinds of pages a reader can tell apart in the results, and the check of what a writer says for the search."""

from collections.abc import Iterator

from ..sources.page_file import Page
from ..sources.problems import Problem, show_value

# What a writer says. What a reader sees for it is in `page-kinds.html`.
KINDS = ("guide", "troubleshooter", "policy", "article", "index")
# The kind of a page whose front matter names none, by the folder it is in.
KINDS_BY_FOLDER = {"troubleshooting": "troubleshooter", "support": "policy", "knowledge-base": "article", "guides": "guide"}
LONGEST_SYMPTOM = 90


def kind_of(path: str, stated: object) -> str:
    """The kind of the page at `path`: the one its writer stated, or its folder's."""
    if isinstance(stated, str) and stated:
        return stated
    return next((kind for folder, kind in KINDS_BY_FOLDER.items() if path.startswith(f"{folder}/")), "")


def check_search_facts(page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the `kind` and the `symptoms` of a page's front matter."""
    kind = page.meta.get("kind")
    if kind is not None and kind not in KINDS:
        yield page.front_matter.unknown(("kind",), kind, KINDS)
    symptoms = page.meta.get("symptoms")
    if symptoms is None:
        return
    if not isinstance(symptoms, list | tuple):
        yield page.front_matter.problem(("symptoms",), show_value(symptoms), "a list of what customers say")
        return
    seen: set[str] = set()
    for at, symptom in enumerate(symptoms):
        place = ("symptoms", at)
        if not isinstance(symptom, str) or not symptom.strip() or len(symptom) > LONGEST_SYMPTOM:
            yield page.front_matter.problem(place, show_value(symptom), f"a few words of text, at most {LONGEST_SYMPTOM} letters")
        elif symptom.casefold() in seen:
            yield page.front_matter.problem(place, f"the symptom {show_value(symptom)} a second time", "each symptom once")
        else:
            seen.add(symptom.casefold())
