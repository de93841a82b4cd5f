"""The macros a writer can call. Each is a view, `(portal, *arguments) -> context`, and a template of the same name.

`severity_table` is drawn by `overrides/components/severity/severity-table.html`. To add a macro, write the two and list the view here.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..portal import Portal, where_to_begin
from .arguments import ArgumentRefused
from .articles import article_foot, article_index, glossary, term
from .channels import channel, channel_hours, channel_list, channel_order
from .components import PageContext, render
from .coverage import calendars, coverage_bars, coverage_now, coverage_summary, coverage_table, schedule
from .drawings import path_map, record_view, sequence_diagram
from .escalation import escalation_matrix, escalation_tiers
from .home import doors, search_form, search_page, topic_index
from .levels import severity_table
from .organisation import (
    audience,
    complaint_principles,
    conduct,
    duties,
    misreporting,
    open_questions,
    organisation,
    other_site,
    principles,
    qualifications,
    related_pages,
)
from .paid_options import paid_options, paid_summary, price
from .plans import response_targets, support_plans
from .policy import last_review, policy_changes, policy_data
from .severity import category_table, not_critical, severity_card, severity_level
from .severity_classifier import severity_classifier
from .severity_rules import policy_proof, severity_matrix, severity_rules, severity_tree
from .status import status_banner, status_hint, status_panel, status_scope
from .ticket_composer import ticket_composer
from .tickets import (
    evidence,
    evidence_items,
    replication_at_support,
    replication_example,
    replication_grades,
    retention,
    screen_recording,
    several_problems,
    steps_before_submitting,
    ticket_guidelines,
    ticket_lifecycle,
    ticket_steps,
    troubleshooting_process,
)
from .troubleshooting import (
    commonality_analyser,
    commonality_steps,
    fix_confirmation,
    incident_report,
    origin_checks,
    problem_checks,
    troubleshooter_list,
    troubleshooter_tree,
)

View = Callable[..., Mapping[str, Any]]


def macro_list(_portal: Portal) -> dict[str, Any]:
    """This list."""
    macros = [{"name": name, "call": _call(view), "does": (inspect.getdoc(view) or "").split("\n\n")[0]} for name, view in MACROS.items()]
    return {"macros": sorted(macros, key=lambda row: row["name"])}


def _call(view: View) -> str:
    parameters = list(inspect.signature(view).parameters.values())[1:]
    shown = [each.name if each.default is each.empty else f'{each.name}="{each.default}"' for each in parameters]
    return f"{view.__name__}({', '.join(shown)})"


# The macros, by what they draw from besides the six data files of every portal.
VIEWS_BY_FIELD: dict[str, tuple[View, ...]] = {
    "": (
        severity_table,
        severity_card,
        severity_level,
        not_critical,
        category_table,
        coverage_summary,
        coverage_table,
        schedule,
        coverage_bars,
        coverage_now,
        channel_list,
        channel,
        channel_hours,
        channel_order,
        organisation,
        other_site,
        macro_list,
        search_form,
        retention,
        principles,
        qualifications,
        audience,
        related_pages,
        last_review,
        policy_data,
        policy_changes,
        calendars,
        status_scope,
        search_page,
        topic_index,
    ),
    "home": (doors,),
    "targets": (response_targets,),
    "plans": (support_plans,),
    "severity": (severity_classifier, severity_rules, severity_tree, severity_matrix, policy_proof),
    "escalation": (escalation_matrix, escalation_tiers),
    "paid_options": (paid_options, paid_summary, price),
    "tickets": (steps_before_submitting, troubleshooting_process, ticket_steps, ticket_guidelines, ticket_lifecycle, several_problems),
    "composer": (ticket_composer,),
    "evidence": (evidence, evidence_items),
    "replication": (replication_grades, replication_example, replication_at_support, screen_recording),
    "expectations": (duties, conduct, misreporting),
    "complaints": (complaint_principles,),
    "diagnosis": (problem_checks, origin_checks, fix_confirmation, incident_report, commonality_steps),
    "commonality": (commonality_analyser,),
    "open_questions": (open_questions,),
    "glossary": (glossary, term),
    "articles": (article_index, article_foot),
    "path_maps": (path_map,),
    "record_views": (record_view,),
    "sequence_diagrams": (sequence_diagram,),
    "status": (status_banner, status_panel, status_hint),
    "troubleshooters": (troubleshooter_list, troubleshooter_tree),
}
MACROS = {view.__name__: view for views in VIEWS_BY_FIELD.values() for view in views}
NEEDS = {view.__name__: field for field, views in VIEWS_BY_FIELD.items() for view in views}

# Markdown leaves a block of HTML alone, but reads on in what stands in a sentence: there, its signs in a fact must be none.
_STARTS_A_BLOCK = re.compile(r"<(?!(?:a|abbr|b|code|em|i|kbd|span|strong|time)\b)\w")
_NOT_FOR_MARKDOWN = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_[]{}|~"}


def require_facts(name: str, portal: Portal) -> None:
    """Raise `ArgumentRefused` when the portal lacks the file that the macro `name` prints."""
    field = NEEDS[name]
    if field and not portal.has(field):
        file = portal.path_of(field)
        hint = where_to_begin(file.rpartition("/")[2])
        raise ArgumentRefused(f"no {file}", f"{file}, which this macro prints, or a page without it", hint)


def draw(name: str, portal: Portal, place: PageContext, *arguments: Any, **options: Any) -> str:
    """Return the HTML of the macro `name`. Raises `ArgumentRefused` when a value names nothing that exists."""
    if name == "topic_index":  # it looks at all pages
        options |= {"docs_dir": place.docs_dir, "addresses": place.addresses, "language": place.language}
    require_facts(name, portal)
    html = render(f"{name.replace('_', '-')}.html", MACROS[name](portal, *arguments, **options), replace(place, pages=portal.pages))
    return html if starts_a_block(html) else html.translate(_NOT_FOR_MARKDOWN)


def starts_a_block(html: str) -> bool:
    return bool(_STARTS_A_BLOCK.match(html))
