"""Check that every path through a troubleshooter ends well, and that its page and its articles agree with it.

A page's front matter is what search engines and our own search read, so it carries the title, description and symptoms too.
"""

from collections.abc import Iterator

from ..facts.articles import Article
from ..facts.severity import SeverityFile
from ..facts.troubleshooting import SOLVED, Action, FindingStep, QuestionStep, Troubleshooter, Way
from ..portal import Portal, Sources
from ..rules.troubleshooting import find_closed_loops, find_longest_path, find_reachable
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, list_choices, nearest, show_value
from ..sources.yaml_file import Source
from .references import find_repeats

MOST_STEPS = 9
"""How many steps a reader takes at most, the first and the last included."""

_MISSING_WAY: dict[type, str] = {
    QuestionStep: "an answer without an outcome",
    Action: "an outcome that leads nowhere",
    FindingStep: "a finding without a next step",
}


def check_troubleshooters(facts: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield every flaw of every troubleshooter."""
    for stem, tree in facts.troubleshooters.items():
        source = sources[f"troubleshooters/{stem}"]
        if tree.id != stem:
            yield source.problem(("id",), show_value(tree.id), f"'{stem}', the name of the file")
        yield from check_tree(tree, source)
        if facts.severity:
            yield from _check_known(tree, source, facts.severity)


def check_tree(tree: Troubleshooter, source: Source) -> Iterator[Problem]:
    """Yield every flaw of one troubleshooter: ids, ways out, dead ends, loops, steps nobody reaches, long paths."""
    yield from _check_ids(tree, source)
    yield from _check_ways(tree, source)
    yield from _check_paths(tree, source)


def graph_of(tree: Troubleshooter) -> dict[str, list[str]]:
    """Return the steps as {id: ids that may follow}, ways that lead nowhere left out, and those to the good end.

    So what is proven of it holds for a reader whom nothing helps.
    """
    ids = {step.id for step in tree.steps}
    graph: dict[str, list[str]] = {step.id: [] for step in tree.steps}
    for step in tree.steps:
        graph[step.id] += [way.goto for way in step.ways if way.goto in ids]
    return graph


def _check_ids(tree: Troubleshooter, source: Source) -> Iterator[Problem]:
    yield from find_repeats(source, [(step.id, ("steps", index, "id")) for index, step in enumerate(tree.steps)], "step id")
    for index, step in enumerate(tree.steps):
        if step.id == SOLVED:
            yield source.problem(("steps", index, "id"), show_value(SOLVED), "another id: this end is there without being written")
        if isinstance(step, QuestionStep):
            ids = [(way.answer, ("steps", index, *way.place[:-1], "id")) for way in step.ways]
            yield from find_repeats(source, ids, "answer id")


def _check_ways(tree: Troubleshooter, source: Source) -> Iterator[Problem]:
    ids = [step.id for step in tree.all_steps]
    for index, step in enumerate(tree.steps):
        if isinstance(step, QuestionStep) and len(step.ways) < 2:
            found = "a dead end: a question without answers" if not step.ways else "a question with one answer"
            yield source.problem(("steps", index), found, "at least two answers, each with its goto")
        for way in {way.place: way for way in step.ways}.values():
            yield from _check_way(way, step, index, ids, source)


def _check_way(way: Way, step: object, index: int, ids: list[str], source: Source) -> Iterator[Problem]:
    path = ("steps", index, *way.place)
    if way.goto is None:
        hint = "a hand-over is where those go whom nothing helped"
        yield source.problem(path[:-1], _MISSING_WAY[type(step)], f"the key '{path[-1]}' with the id of a step", hint)
    elif way.goto not in ids:
        yield source.problem(path, f"the step {show_value(way.goto)}, which is not in this file", list_choices(ids), nearest(way.goto, ids))


def _check_paths(tree: Troubleshooter, source: Source) -> Iterator[Problem]:
    graph, start = graph_of(tree), tree.steps[0].id
    index = {step.id: number for number, step in reversed(list(enumerate(tree.steps)))}
    reached = find_reachable(graph, start)
    for lost in [step for step in graph if step not in reached]:
        yield source.problem(("steps", index[lost], "id"), "a step that no path reaches", "a goto that leads here, or no such step")
    for loop in find_closed_loops(graph):
        found = f"a loop without exit: {' > '.join([*loop, loop[0]])}"
        yield source.problem(("steps", index[loop[0]], "id"), found, "a way out of it, to a finding or a hand-over")
    longest = find_longest_path(graph, start)
    if len(longest) > MOST_STEPS:
        found = f"a path of {len(longest)} steps: {' > '.join(longest)}"
        yield source.problem(("steps",), found, f"at most {MOST_STEPS} steps to any end", "ask what splits the causes best first")


def _check_known(tree: Troubleshooter, source: Source, severity: SeverityFile) -> Iterator[Problem]:
    """What a troubleshooter tells the classifier must be answers that the classifier has."""
    answers = {question.id: [answer.id for answer in question.answers] for question in severity.questions}
    marks = [(("known",), tree.known)] + [
        (("steps", index, "answers", number, "known"), answer.known)
        for index, step in enumerate(tree.steps)
        if isinstance(step, QuestionStep)
        for number, answer in enumerate(step.answers)
    ]
    for path, question, answer in [(path, *pair) for path, known in marks for pair in known.items()]:
        if question not in answers:
            expected = f"a question of the classifier, {list_choices(answers)}"
            yield source.unknown((*path, question), question, answers, expected, at_key=True)
        elif answer not in answers[question]:
            yield source.unknown((*path, question), answer, answers[question])


def check_troubleshooter_pages(portal: Portal, _sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield a problem for each troubleshooter without a page, and for each page that says something else than the data."""
    for tree in portal.troubleshooters.values():
        path = f"{Troubleshooter.pages_below}/{tree.id}.md"
        if page := pages.by_path.get(path):
            yield from _check_front_matter(tree, page)
        else:
            expected = f'docs/{path}, which calls troubleshooter_tree("{tree.id}")'
            yield Problem(f"docs/_data/troubleshooters/{tree.id}.yml", 1, 1, "", "a troubleshooter without a page", expected)


def check_translated_pages(portal: Portal, language: str, pages: Pages) -> Iterator[Problem]:
    """Yield a problem for each page of a troubleshooter in another language that says something else than the data do in that one."""
    for tree in portal.troubleshooters.values():
        path = f"{Troubleshooter.pages_below}/{tree.id}"
        for page in (pages.by_path.get(f"{path}.{language}.md"), pages.by_path.get(f"{language}/{path}.md")):
            yield from _check_front_matter(tree, page) if page else ()


def check_troubleshooter_articles(portal: Portal, _sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Warn of each article that names a troubleshooter as leading to it when no step of that troubleshooter does."""
    named = {tree.id: {slug for step in tree.steps for slug in step.articles} for tree in portal.troubleshooters.values()}
    for article in portal.articles.values():
        for index, tree in enumerate(article.troubleshooters):
            if article.slug not in named[tree]:
                expected = f"a step of docs/_data/troubleshooters/{tree}.yml that names the article, or no mention here"
                page = pages.by_path[f"{Article.pages_folder}/{article.slug}.md"]
                yield page.front_matter.problem(("troubleshooters", index), show_value(tree), expected, level="warning")


def _check_front_matter(tree: Troubleshooter, page: Page) -> Iterator[Problem]:
    wanted = {"kind": "troubleshooter", "title": tree.title, "description": tree.description, "symptoms": tree.symptoms}
    for key, value in wanted.items():
        if page.meta.get(key) != value:
            expected = "the symptoms of its data file, in their order" if key == "symptoms" else show_value(value)
            yield page.front_matter.problem(
                (key,), show_value(page.meta.get(key)), expected, f"from docs/_data/troubleshooters/{tree.id}.yml"
            )
