"""Load every fact of a portal, typed and frozen.

`Portal` lists the data files: its field `paid_options` is the file `paid-options.yml`, a field that holds a mapping of
models is a folder of files (of articles: their pages). What holds across files is checked by `macros.checks`.
"""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel

from .engine import FOLDER, call
from .facts.articles import Article, ArticleTopicsFile, GlossaryFile
from .facts.base import Dated, Model, list_facts, models_in
from .facts.changes import ChangesFile
from .facts.commonality import CommonalityFile
from .facts.composer import ComposerFile
from .facts.conduct import ComplaintsFile, ExpectationsFile
from .facts.contact import ChannelsFile
from .facts.drawings import PathMapsFile, RecordViewsFile, SequenceDiagramsFile
from .facts.escalation import EscalationFile
from .facts.home import HomeFile
from .facts.hours import CoverageFile, SchedulesFile, State
from .facts.levels import CategoriesFile, LevelsFile
from .facts.organisation import OpenQuestionsFile, OrganisationFile
from .facts.paid_options import PaidOptionsFile
from .facts.plans import PlansFile, TargetsFile
from .facts.reading import parse_model
from .facts.search import SearchFile
from .facts.searches import SearchesFile
from .facts.severity import SeverityFile
from .facts.site import HostingFile, PagesFile, ProseFile, RedirectsFile
from .facts.status import Status
from .facts.tickets import EvidenceFile, ReplicationFile, TicketsFile
from .facts.troubleshooting import DiagnosisFile, Troubleshooter
from .rules.coverage import find_states
from .rules.severity_table import SeverityTable, make_table
from .sources.files import Listing, display_path, list_files
from .sources.page_file import read_entry
from .sources.problems import Problem, ProblemLevel, ProblemsFound, list_choices, nearest
from .sources.translation import find_pages, list_languages, translate, words_of
from .sources.yaml_file import Source, read_source


class Portal(Model):
    """All facts. One field per data file, in the order in which a newcomer should read them."""

    organisation: OrganisationFile
    levels: LevelsFile
    categories: CategoriesFile
    schedules: SchedulesFile
    coverage: CoverageFile
    channels: ChannelsFile
    escalation: EscalationFile = EscalationFile()
    paid_options: PaidOptionsFile = PaidOptionsFile()
    tickets: TicketsFile = TicketsFile()
    evidence: EvidenceFile = EvidenceFile()
    replication: ReplicationFile = ReplicationFile()
    expectations: ExpectationsFile = ExpectationsFile()
    diagnosis: DiagnosisFile = DiagnosisFile()
    complaints: ComplaintsFile = ComplaintsFile()
    glossary: GlossaryFile = GlossaryFile()
    open_questions: OpenQuestionsFile = OpenQuestionsFile()
    plans: PlansFile = PlansFile()
    targets: TargetsFile = TargetsFile()
    severity: SeverityFile | None = None
    changes: ChangesFile = ChangesFile()
    commonality: CommonalityFile | None = None
    composer: ComposerFile | None = None
    article_topics: ArticleTopicsFile | None = None
    articles: dict[str, Article] = {}
    home: HomeFile | None = None
    path_maps: PathMapsFile | None = None
    record_views: RecordViewsFile | None = None
    sequence_diagrams: SequenceDiagramsFile | None = None
    status: Status | None = None
    pages: PagesFile = PagesFile()
    search: SearchFile = SearchFile()
    searches: SearchesFile | None = None
    hosting: HostingFile = HostingFile()
    redirects: RedirectsFile = RedirectsFile()
    prose: ProseFile = ProseFile()
    troubleshooters: dict[str, Troubleshooter] = {}

    def has(self, field: str) -> bool:
        """Whether a file, or a folder of files, gives the facts of `field`."""
        value = getattr(self, field)
        return bool(value) and value is not Portal.model_fields[field].default

    @staticmethod
    def path_of(field: str) -> str:
        """Return the file, or the folder of files, that gives the facts of `field`."""
        info, stem = Portal.model_fields[field], field.replace("_", "-")
        if get_origin(info.annotation) is not dict:
            return f"docs/_data/{stem}.yml"
        pages_folder = getattr(models_in(info.annotation)[0], "pages_folder", None)
        return f"docs/{pages_folder}" if pages_folder else f"docs/_data/{stem}"

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Every combination of the schedules that open and close: those that schedules.yml names, else all that occur."""
        return self.schedules.states or find_states(self.schedules.schedules)

    @cached_property
    def ageing_facts(self) -> tuple[Dated, ...]:
        """Every fact that ages and has a source. Kept, because several pages ask and the way through all facts is long."""
        return tuple(fact for _, model in models(self) for _, fact in list_facts(model, Dated))

    @cached_property
    def severity_table(self) -> SeverityTable:
        """The table of the severity rules: made when the facts are checked, and used by whoever needs a level."""
        if self.severity is None:
            raise LookupError("This portal has no severity.yml.")
        return make_table(self.severity, self.levels, self.categories)


Sources = dict[str, Source]
SLIP = 0.85
"""How much alike the name of a file must be to that of a data file to be a slip of it."""
REQUIRED = tuple(field for field, info in Portal.model_fields.items() if info.is_required())


def load_portal(data_dir: Path) -> Portal:
    """Return the portal described by the YAML files in `data_dir`. Raises `ProblemsFound` with every problem of every file."""
    portal, _, problems = read_portal(data_dir)
    if portal is None:
        raise ProblemsFound(problems)
    return portal


def read_portal(data_dir: Path, language: str = "") -> tuple[Portal | None, Sources, list[Problem]]:
    """Return the portal, the files it came from, and every problem that stands in its way; it is None when there is one.

    With a language, the texts in the folder of its name replace those of the facts.
    """
    if not data_dir.is_dir():
        return None, {}, [Problem(display_path(data_dir), 1, 1, "", "no such folder", "the folder that holds the YAML facts")]
    listing = list_files(data_dir)
    parts, sources, problems = _read_parts(data_dir, listing, language)
    problems += [*listing.problems, *_unknown_files(data_dir, listing, sources)]
    if any(problem.level == "error" for problem in problems):
        return None, sources, problems
    return Portal.model_construct(**parts), sources, problems


def read_search(docs_dir: Path) -> tuple[SearchFile, list[Problem]]:
    """Return the search's settings of a site that has no other facts, and every problem of them.

    The file lies where facts do, among the pages, or beside `mkdocs.yml`.
    """
    for folder in (docs_dir / "_data", docs_dir, docs_dir.parent):
        path = folder / "search.yml"
        if path.is_file():
            settings, problems = parse_model(read_source(path, display_path(path)), SearchFile)
            return settings or SearchFile(), problems
    return SearchFile(), []


def _read_parts(data_dir: Path, listing: Listing, language: str) -> tuple[dict[str, Any], Sources, list[Problem]]:
    parts: dict[str, Any] = {}
    sources: Sources = {}
    problems: list[Problem] = []
    for field, info in Portal.model_fields.items():
        stem, model = field.replace("_", "-"), models_in(info.annotation)[0]
        if get_origin(info.annotation) is dict:
            pages_folder = getattr(model, "pages_folder", None)
            files = find_pages(data_dir, pages_folder, language) if pages_folder else listing.inside(stem)
            if field == "articles" and "article-topics.yml" not in listing.files:  # perhaps another site's folder of that name
                files = {name: path for name, path in files.items() if b"kind: article" in path.read_bytes()}
            parts[field] = {name: _read_one(path, f"{field}/{name}", model, sources, problems, language) for name, path in files.items()}
        elif info.is_required() and not os.path.lexists(data_dir / f"{stem}.yml"):
            hint = where_to_begin(f"{stem}.yml")
            problems.append(Problem(display_path(data_dir / f"{stem}.yml"), 1, 1, "", "no such file", "a file that every portal has", hint))
        elif f"{stem}.yml" in listing.files or info.is_required():
            parts[field] = _read_one(data_dir / f"{stem}.yml", field, model, sources, problems, language)
        else:
            parts[field] = info.default
    return parts, sources, problems


def where_to_begin(name: str) -> str:
    """Return a hint for whoever lacks a data file, or "" when a new portal has none of that name either."""
    has_one = (FOLDER / "starter" / "docs" / "_data" / name).is_file()
    return f"{call('new')} DIR writes a small portal: take DIR/docs/_data/{name} to begin with" if has_one else ""


def _read_one(path: Path, key: str, model: type[Model], sources: Sources, problems: list[Problem], language: str) -> Model | None:
    source = (read_entry if path.suffix == ".md" else read_source)(path, display_path(path))
    words = words_of(path, language)
    if words and words.is_file():
        source = translate(source, read_source(words, display_path(words)))
    sources[key] = source
    instance, found = parse_model(source, model)
    problems += found
    return instance


def read_languages(data_dir: Path) -> dict[str, Portal]:
    """Return the portal in each language for which there are texts of facts."""
    found = {language: read_portal(data_dir, language)[0] for language in list_languages(data_dir)}
    return {language: portal for language, portal in found.items() if portal}


def _unknown_files(data_dir: Path, listing: Listing, sources: Sources) -> list[Problem]:
    known = {source.file for source in sources.values()}
    names = [f"{field.replace('_', '-')}.yml" for field in Portal.model_fields]
    languages = list_languages(data_dir)
    translated = {f"{language}/{name}" for language in languages for name in listing.files}
    ours = {*languages, *(name.removesuffix(".yml") for name in names)}
    problems = []
    for name, path in listing.files.items():
        if name.endswith((".yml", ".yaml")) and display_path(path) not in known and name not in translated:
            # Another site may keep data of its own here.
            slip = name.partition("/")[0] in ours or nearest(name, names, SLIP)
            expected, hint = list_choices(names, 40), nearest(path.name, names)
            level: ProblemLevel = "error" if slip else "warning"
            problems.append(Problem(display_path(path), 1, 1, "", "a data file that nothing reads", expected, hint, level))
    return problems


def models(portal: Portal) -> Iterator[tuple[str, BaseModel]]:
    """Yield the key (`levels`, `troubleshooters/link-drops`) and the model of each data file there is."""
    for field in Portal.model_fields:
        value = getattr(portal, field)
        if isinstance(value, BaseModel) and portal.has(field):
            yield field, value
        elif isinstance(value, dict):
            yield from ((f"{field}/{stem}", model) for stem, model in value.items())
