"""The macros a writer can call. Each is a view, `(portal, *arguments) -> context`, and a template of the same name.

`severity_table` is drawn by `overrides/components/severity/severity-table.html`. To add a macro, write the two and list the view here.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..portal import Portal, where_to_begin
from . import (
    articles,
    channels,
    coverage,
    drawings,
    escalation,
    home,
    levels,
    organisation,
    paid_options,
    plans,
    policy,
    severity,
    severity_classifier,
    severity_rules,
    status,
    ticket_composer,
    tickets,
    troubleshooting,
)
from .arguments import ArgumentRefused
from .components import PageContext, render

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
        levels.severity_table,
        severity.severity_card,
        severity.severity_level,
        severity.not_critical,
        severity.category_table,
        coverage.coverage_summary,
        coverage.coverage_table,
        coverage.schedule,
        coverage.coverage_bars,
        coverage.coverage_now,
        channels.channel_list,
        channels.channel,
        channels.channel_hours,
        channels.channel_order,
        organisation.organisation,
        organisation.other_site,
        macro_list,
        home.search_form,
        tickets.retention,
        organisation.principles,
        organisation.qualifications,
        organisation.audience,
        organisation.related_pages,
        policy.last_review,
        policy.policy_data,
        policy.policy_changes,
        coverage.calendars,
        status.status_scope,
        home.search_page,
        home.topic_index,
    ),
    "home": (home.doors,),
    "targets": (plans.response_targets,),
    "plans": (plans.support_plans,),
    "severity": (
        severity_classifier.severity_classifier,
        severity_rules.severity_rules,
        severity_rules.severity_tree,
        severity_rules.severity_matrix,
        severity_rules.policy_proof,
    ),
    "escalation": (escalation.escalation_matrix, escalation.escalation_tiers),
    "paid_options": (paid_options.paid_options, paid_options.paid_summary, paid_options.price),
    "tickets": (
        tickets.steps_before_submitting,
        tickets.troubleshooting_process,
        tickets.ticket_steps,
        tickets.ticket_guidelines,
        tickets.ticket_lifecycle,
        tickets.several_problems,
    ),
    "composer": (ticket_composer.ticket_composer,),
    "evidence": (tickets.evidence, tickets.evidence_items),
    "replication": (tickets.replication_grades, tickets.replication_example, tickets.replication_at_support, tickets.screen_recording),
    "expectations": (organisation.duties, organisation.conduct, organisation.misreporting),
    "complaints": (organisation.complaint_principles,),
    "diagnosis": (
        troubleshooting.problem_checks,
        troubleshooting.origin_checks,
        troubleshooting.fix_confirmation,
        troubleshooting.incident_report,
        troubleshooting.commonality_steps,
    ),
    "commonality": (troubleshooting.commonality_analyser,),
    "open_questions": (organisation.open_questions,),
    "glossary": (articles.glossary, articles.term),
    "articles": (articles.article_index, articles.article_foot),
    "path_maps": (drawings.path_map,),
    "record_views": (drawings.record_view,),
    "sequence_diagrams": (drawings.sequence_diagram,),
    "status": (status.status_banner, status.status_panel, status.status_hint),
    "troubleshooters": (troubleshooting.troubleshooter_list, troubleshooting.troubleshooter_tree),
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
