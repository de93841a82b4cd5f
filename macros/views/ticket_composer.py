"""The ticket composer: one sheet of paper that asks what support needs, and says what is still missing."""

from itertools import groupby
from typing import Any

from ..facts.composer import ComposerField, ComposerFile
from ..facts.tickets import EvidenceItem
from ..portal import Portal
from .arguments import get_by_id, require
from .severity import first_contact
from .status import status_hint


def ticket_composer(portal: Portal) -> dict[str, Any]:
    """Return the composer's paper: sections with fields, a checklist for each kind, the channels, and the script's data."""
    composer = require(portal.composer, "fields", "composer.yml")
    fields = [describe_field(field, portal) for field in composer.fields]
    channels = {channel.id: channel for channel in portal.channels.channels}
    mail = channels[composer.mail_channel]
    return {
        "facts": composer.facts,
        "sections": [
            {"entry": section, "fields": [field for field in fields if field["section"] == section.id]} for section in composer.sections
        ],
        "kinds": [{"entry": kind, "checklist": list_needs(kind.id, fields)} for kind in portal.evidence.kinds],
        "groups": [(words, list(kinds)) for words, kinds in groupby(portal.evidence.kinds, lambda kind: kind.group)],
        "levels": [
            {"entry": level, "rank": rank, "contact": first_contact(portal, level)} for rank, level in enumerate(portal.levels.levels, 1)
        ],
        "categories": portal.categories.categories,
        "mail": mail,
        "plain_body": write_plain_body(fields),
        "direct_channels": [channels[name] for name in composer.direct_channels],
        "status_channel": channels[composer.status_channel] if composer.status_channel else None,
        "text_channels": [channels[name] for name in composer.text_channels],
        "messenger": channels[composer.messenger_channel] if composer.messenger_channel else None,
        "several": portal.tickets.several_problems,
        "channels": channels,
        "hint": status_hint(portal) if portal.status else None,
        "keep_days": composer.keep_days,
        "needed": 1 + sum(field["needs"].get("") == "required" and not field["when"] for field in fields),  # and the kind of problem
        "data": script_data(portal, composer, fields, mail.email),
    }


def describe_field(field: ComposerField, portal: Portal) -> dict[str, Any]:
    """Return a field as plain values; its words and needs come from the evidence it gathers, where it names one."""
    item = get_by_id(portal.evidence.items, field.item) if field.item else None
    return field.model_dump() | {
        "label": field.label or _of(item).label,
        "heading": field.heading or field.label or _of(item).label,
        "help": field.help or _of(item).how,
        "page": _of(item).page if item else None,
        "needs": find_needs(field, portal),
        "guesses": field.points_out_guesses,
    }


def find_needs(field: ComposerField, portal: Portal) -> dict[str, str]:
    """Return how much each kind of problem needs the field; kinds that do not need it are left out. "" is no kind yet."""
    kinds = [kind.id for kind in portal.evidence.kinds]
    if field.item is None or field.always:
        return dict.fromkeys(field.kinds or ["", *kinds], field.need or "useful")
    wanted = {kind.id: next((each for each in kind.items if each.item == field.item), None) for kind in portal.evidence.kinds}
    return {kind: "required" if each.required else "useful" for kind, each in wanted.items() if each}


def list_needs(kind: str, fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the fields that `kind` needs, the required ones first."""
    asked = [{"label": field["label"], "help": field["help"], "need": field["needs"][kind]} for field in fields
             if kind in field["needs"] and not field["when"]]  # fmt: skip
    return sorted(asked, key=lambda need: need["need"] != "required")


def write_plain_body(fields: list[dict[str, Any]]) -> str:
    """Return a mail's text with the headings to fill in, for readers without scripts."""
    headings = [field["heading"] for field in fields if "" in field["needs"] and not field["when"] and field["id"] != "subject"]
    return "".join(f"{heading}:\r\n\r\n" for heading in headings)


def script_data(portal: Portal, composer: ComposerFile, fields: list[dict[str, Any]], mail: str | None) -> dict[str, Any]:
    """Return what the script looks up: needs, formats, words, limits, and those sentences that are not the template's."""
    return {
        "mail": mail,
        "keep_days": composer.keep_days,
        "retention": get_by_id(portal.organisation.retention, composer.retention).days if composer.retention else None,
        "limits": composer.limits.model_dump(),
        "fields": [{key: field[key] for key in ("id", "label", "heading", "control", "missing", "needs", "format", "when", "guesses", "shared")} for field in fields],
        "formats": {entry.id: {"pattern": entry.pattern, "doubt": entry.doubt} for entry in composer.formats},
        "guess_words": sorted(composer.guess_words, key=len, reverse=True),
        "placeholders": {"pattern": composer.placeholders.pattern},
        "secrets": [
            secret.model_dump(include={"id", "label", "pattern", "check", "on_request", "case_sensitive"}) for secret in composer.secrets
        ],
        "kinds": {kind.id: kind.label for kind in portal.evidence.kinds},
        "levels": {level.id: {"label": level.label, "word": level.word, "rank": rank, "critical": level.critical, "advice": level.advice, "if_not_shown": level.if_not_shown}
                   for rank, level in enumerate(portal.levels.levels, 1)},
        "categories": {category.id: category.label for category in portal.categories.categories},
        "choices": {field["id"]: {choice["id"]: choice["label"] for choice in field["choices"]} for field in fields if field["choices"]},
        "headings": composer.headings,
        "sentences": composer.sentences,
    }  # fmt: skip


def _of(item: EvidenceItem | None) -> EvidenceItem:
    assert item is not None, "the model lets a field without an item bring its own words"
    return item
