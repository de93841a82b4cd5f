"""Turn a read YAML file into a model, and every refusal into a located `Problem` in a writer's words."""

import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..sources.problems import Problem, list_choices, nearest, show_value
from ..sources.yaml_file import Source
from .base import ID_PATTERN, models_in

M = TypeVar("M", bound=BaseModel)

# what pydantic calls a refusal -> what a writer reads
_EXPECTED = {
    "string_type": "text (put it in quotes if it looks like a number)",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "none_required": "null",
}
_PATTERNS = {
    ID_PATTERN: "an id in kebab-case: small letters, digits and single hyphens",
    r"^F[1-9]\d*$": "the number of a fact, like F19",
}
_SIZES = {
    "too_short": "a list with {min_length} or more entries",
    "too_long": "a list with at most {max_length} entries",
    "string_too_short": "text with {min_length} or more characters",
    "string_too_long": "text with at most {max_length} characters",
}


def parse_model(source: Source, model: type[M]) -> tuple[M | None, list[Problem]]:
    """Return the model made from `source`, or None with the problems that stand in the way."""
    if source.problems:
        return None, list(source.problems)
    try:
        return model.model_validate(source.data), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [problem for detail in details if (problem := _explain(source, model, detail, details))]


def _explain(source: Source, model: type[BaseModel], detail: Any, details: list[Any]) -> Problem | None:
    path, kind, context = _real_path(source, detail), detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        key, known = str(path[-1]), _known_keys(model, path[:-1])
        hint = nearest(key, known)
        if source.value(path) is None and not re.fullmatch(r"[\w-]+", key):
            hint = "inside { } a comma ends a text that has no quotes"
        return source.problem(path, f"the unknown key '{key}'", list_choices(known) if known else "no such key", hint, at_key=True)
    if kind in ("missing", "union_tag_not_found"):
        key = str(detail["loc"][-1]) if kind == "missing" else context["discriminator"].strip("'")
        return source.problem(path, f"no '{key}'", f"the key '{key}'", _similar_key(source, path, key))
    if kind == "none_required" and any(other is not detail and other["loc"][:-1] == detail["loc"][:-1] for other in details):
        return None  # the other branch of "this or null" says it better
    if kind == "too_short" and len(detail["input"]) >= context["min_length"]:
        return None  # the entries are there; what is wrong inside them is told by itself
    expected, hint = _expectation(kind, context, detail)
    found = show_value(detail["input"])
    if kind == "union_tag_invalid":
        path = (*path, context["discriminator"].strip("'"))
        found = show_value(source.value(path))
    if kind == "refused":
        path = (*path, *context["at"])
        found = context["found"] or show_value(source.value(path))
    return source.problem(path, found, expected, hint)


def _expectation(kind: str, context: dict[str, Any], detail: Any) -> tuple[str, str]:
    if kind == "refused":
        return context["expected"], context["hint"]
    if kind in ("literal_error", "union_tag_invalid"):
        listed = context.get("expected") or context["expected_tags"]
        choices = [choice.strip("'") for choice in listed.replace(" or ", ", ").split(", ")]
        return list_choices(choices), nearest(context.get("tag", detail["input"]), choices)
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(context["pattern"], f"text of the form {context['pattern']}"), ""
    if kind in _SIZES:
        return _SIZES[kind].format(**context), ""
    return _EXPECTED.get(kind, detail["msg"].removeprefix("Input should be ")), ""


def _real_path(source: Source, detail: Any) -> tuple[str | int, ...]:
    """Return the part of pydantic's location that exists in the file (it adds names of union members)."""
    path: list[str | int] = []
    here = source.data
    for step in detail["loc"]:
        in_list = isinstance(here, tuple) and isinstance(step, int) and step < len(here)
        if in_list or (isinstance(here, dict) and step in here):
            here = here[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _known_keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the model allows at `path`; none when the path leads through something it cannot follow."""
    here: Any = model
    for step in path:
        if not isinstance(step, str):
            continue
        field = getattr(here, "model_fields", {}).get(step)
        if field:
            within = models_in(field.annotation)
            if len(within) != 1:
                return []
            here = within[0]
    return list(here.model_fields)


def _similar_key(source: Source, path: tuple[str | int, ...], key: str) -> str:
    here = source.value(path)
    present = [str(name) for name in here] if isinstance(here, dict) else []
    match = nearest(key, present)
    return f"there is {match.removeprefix('did you mean ').removesuffix('?')}; is that it?" if match else ""
