"""Load every fact of a portal, typed, frozen and cross-checked.

`Portal` lists the data files: its field `paid_options` is the file `paid-options.yml`, a field that holds a mapping of
models is a folder of files (of articles: their pages). After `load_portal` has returned, nobody checks a fact again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from .checks.references import check_references
from .checks.review_dates import check_freshness, dated_facts
from .checks.status_provider import check_provider
from .facts.articles import Article, ArticleTopicsFile, GlossaryFile
from .facts.base import Dated, Model
from .facts.calls import CallLaddersFile, CommonalityFile
from .facts.composer import ComposerFile
from .facts.contact import ChannelsFile, ComplaintsFile, EscalationFile, ExpectationsFile, PaidOptionsFile
from .facts.hours import CoverageFile, SchedulesFile
from .facts.organisation import OpenQuestionsFile, OrganisationFile
from .facts.reading import parse_model
from .facts.search import SearchesFile, SearchFile
from .facts.severity import CategoriesFile, LevelsFile, SeverityFile
from .facts.site import HostingFile, RedirectsFile
from .facts.status import Status
from .facts.tickets import EvidenceFile, ReplicationFile, TicketsFile
from .facts.troubleshooting import DiagnosisFile, Troubleshooter
from .rules.coverage import check_coverage
from .rules.level_channels import check_next_steps
from .rules.rules_version import check_rules_version
from .rules.severity_rules import check_severity
from .rules.states import check_states
from .rules.trees import check_troubleshooters
from .sources.page_file import read_entry
from .sources.problems import Problem, ProblemsFound, list_choices, nearest
from .sources.yaml_file import Source, read_source


class Portal(Model):
    """All facts. One field per data file, in the order in which a newcomer should read them."""

    organisation: OrganisationFile
    levels: LevelsFile
    categories: CategoriesFile
    schedules: SchedulesFile
    coverage: CoverageFile
    channels: ChannelsFile
    escalation: EscalationFile
    paid_options: PaidOptionsFile
    tickets: TicketsFile
    evidence: EvidenceFile
    replication: ReplicationFile
    expectations: ExpectationsFile
    diagnosis: DiagnosisFile
    complaints: ComplaintsFile
    glossary: GlossaryFile
    open_questions: OpenQuestionsFile
    severity: SeverityFile | None = None
    commonality: CommonalityFile | None = None
    composer: ComposerFile | None = None
    article_topics: ArticleTopicsFile | None = None
    articles: dict[str, Article] = {}
    call_ladders: CallLaddersFile | None = None
    status: Status | None = None
    search: SearchFile | None = None
    searches: SearchesFile | None = None
    hosting: HostingFile | None = None
    redirects: RedirectsFile | None = None
    troubleshooters: dict[str, Troubleshooter]

    @cached_property
    def ageing_facts(self) -> tuple[Dated, ...]:
        """Every fact that ages and has an owner. Kept, because several pages ask and the way through all facts is long."""
        return tuple(fact for _, model in models(self) for _, fact in dated_facts(model))


Sources = dict[str, Source]
Check = Callable[[Portal, Sources], Iterator[Problem]]

# Checks across files, run once everything has its type. Each yields located problems.
CHECKS: tuple[Check, ...] = (
    check_states,
    check_coverage,
    check_severity,
    check_rules_version,
    check_next_steps,
    check_troubleshooters,
    check_provider,
)

_loaded: dict[Path, tuple[object, Portal]] = {}


def load_portal(data_dir: Path) -> Portal:
    """Return the portal described by the YAML files in `data_dir`.

    Raises `ProblemsFound` with every problem of every file. Loading again costs a look at the files' times and sizes
    until one of them changes.
    """
    kept = _loaded.get(data_dir)
    if kept and kept[0] == _fingerprint(data_dir):
        return kept[1]
    portal, problems = check_data(data_dir, None)
    errors = [problem for problem in problems if problem.level == "error"]
    if portal is None or errors:
        raise ProblemsFound(errors)
    return portal


def check_data(data_dir: Path, today: date | None) -> tuple[Portal | None, list[Problem]]:
    """Return the portal (None when it cannot be built) and every problem, warnings included.

    `today` is the day by which ageing facts are judged; None leaves their age alone. A portal without errors is what
    `load_portal` returns from then on: a build reads the facts once.
    """
    fingerprint = _fingerprint(data_dir)
    portal, problems = _check_all(data_dir, today)
    if portal is not None and not any(problem.level == "error" for problem in problems):
        _loaded[data_dir] = (fingerprint, portal)
    return portal, problems


def _check_all(data_dir: Path, today: date | None) -> tuple[Portal | None, list[Problem]]:
    if not data_dir.is_dir():
        return None, [Problem(display_path(data_dir), 1, 1, "", "no such folder", "the folder that holds the YAML facts")]
    parts, sources, problems = _read_parts(data_dir)
    problems += _unknown_files(data_dir, sources)
    if problems:
        return None, problems
    portal = Portal.model_construct(**parts)
    problems = [*check_references(models(portal), sources), *(found for check in CHECKS for found in check(portal, sources))]
    if today is not None:
        problems += [found for key, model in models(portal) for found in check_freshness(sources[key], model, today)]
    return portal, problems


def _read_parts(data_dir: Path) -> tuple[dict[str, Any], Sources, list[Problem]]:
    parts: dict[str, Any] = {}
    sources: Sources = {}
    problems: list[Problem] = []
    for field, info in Portal.model_fields.items():
        stem, model = field.replace("_", "-"), model_of(info.annotation)
        if get_origin(info.annotation) is dict:
            files = _files_of(data_dir, stem, model)
            parts[field] = {path.stem: _read_one(path, f"{field}/{path.stem}", model, sources, problems) for path in files}
        elif (path := data_dir / f"{stem}.yml").exists() or info.is_required():
            parts[field] = _read_one(path, field, model, sources, problems)
        else:
            parts[field] = info.default
    return parts, sources, problems


def _files_of(data_dir: Path, stem: str, model: type[Model]) -> list[Path]:
    """Return the files of a field that holds one model for each file: YAML facts, or pages that carry their own."""
    if pages_folder := getattr(model, "pages_folder", None):
        return [path for path in sorted((data_dir.parent / pages_folder).glob("*.md")) if path.stem != "index"]
    return sorted((data_dir / stem).glob("*.yml"))


def _read_one(path: Path, key: str, model: type[Model], sources: Sources, problems: list[Problem]) -> Model | None:
    source = sources[key] = (read_entry if path.suffix == ".md" else read_source)(path, display_path(path))
    instance, found = parse_model(source, model)
    problems += found
    return instance


def model_of(annotation: Any) -> type[Model]:
    """Return the model of a field of `Portal`: the file's own, or that of each file in a folder."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation  # type: ignore[return-value]
    return next(model for argument in get_args(annotation) if argument not in (str, type(None)) and (model := model_of(argument)))


def _unknown_files(data_dir: Path, sources: Sources) -> list[Problem]:
    known = {source.file for source in sources.values()}
    names = [f"{field.replace('_', '-')}.yml" for field in Portal.model_fields]
    strays = [path for path in sorted(data_dir.rglob("*.y*ml")) if display_path(path) not in known]
    return [
        Problem(display_path(path), 1, 1, "", "a data file that nothing reads", list_choices(names, 40), nearest(path.name, names))
        for path in strays
    ]


def models(portal: Portal) -> Iterator[tuple[str, BaseModel]]:
    """Yield each data file's key (`levels`, `troubleshooters/no-audio`) and its model."""
    for field in Portal.model_fields:
        value = getattr(portal, field)
        if isinstance(value, BaseModel):
            yield field, value
        elif isinstance(value, dict):
            yield from ((f"{field}/{stem}", model) for stem, model in value.items())


def _fingerprint(data_dir: Path) -> object:
    seen = []
    roots = (data_dir, data_dir.parent / Article.pages_folder)
    for folder, folders, files in (found for root in roots for found in os.walk(root)):
        folders.sort()
        for name in sorted(files):
            if name.endswith((".yml", ".yaml", ".md")):
                stat = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - twice as fast, and run once per page
                seen.append((folder, name, stat.st_mtime_ns, stat.st_size))
    return tuple(seen)


def display_path(path: Path) -> str:
    """Return a path as reports show it: relative to the folder the command runs in, when it is below it."""
    below = os.path.relpath(path)
    return path.as_posix() if below.startswith("..") else below.replace(os.sep, "/")
