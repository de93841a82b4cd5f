"""The knowledge base: the list of all articles, the foot of each, and the glossary."""

from collections import Counter
from typing import Any

from markupsafe import escape

from ..facts.articles import Article
from ..portal import Portal
from ..search.tokens import fold
from .arguments import choose, get_by_id, require


def article_index(portal: Portal) -> dict[str, Any]:
    """Return every article under its topic, in the order of the topics and of the articles' titles, and every troubleshooter."""
    articles = sorted(portal.articles.values(), key=lambda article: article.title.casefold())
    topics = [
        {
            "id": topic.id,
            "title": topic.title,
            "articles": [
                _entry(article) | {"summary": _summary(article), "symptoms": article.symptoms}
                for article in articles
                if article.topic == topic.id
            ],
        }
        for topic in require(portal.article_topics, "topics", "article-topics.yml").topics
    ]
    troubleshooters = [
        _troubleshooter(portal, name) | {"summary": each.description, "symptoms": each.symptoms}
        for name, each in portal.troubleshooters.items()
    ]
    search = portal.home.search if portal.home else None
    return {"topics": topics, "troubleshooters": troubleshooters, "count": len(articles), "search": search}


def article_navigation(portal: Portal, listed: str) -> list[dict[str, list[str]]]:
    """Return entries for MkDocs's `nav`: each topic with the pages of its articles, without those that `listed` names already.

    Titles are escaped: themes write them into menus as they are.
    """
    if portal.article_topics is None:
        return []
    groups = {
        str(escape(topic["title"])): [page for article in topic["articles"] if (page := article["page"]) not in listed]
        for topic in article_index(portal)["topics"]
    }
    return [{title: pages} for title, pages in groups.items() if pages]


def name_topics(portal: Portal, theirs: Portal) -> dict[str, str]:
    """Return how another language calls each topic, by the title that the navigation has."""
    topics = (each.article_topics.topics if each.article_topics else () for each in (portal, theirs))
    return {str(escape(own.title)): str(escape(other.title)) for own, other in zip(*topics, strict=True)}


def article_foot(portal: Portal, slug: str) -> dict[str, Any]:
    """Return what appears below the article `slug`: its symptoms, what to read next, its sources.

    Raises `ArgumentRefused` when there is no such article.
    """
    article = portal.articles[choose(portal.articles, slug)]
    return {
        "symptoms": article.symptoms,
        "related": [_entry(portal.articles[name]) for name in article.related],
        "sources": article.sources,
        "review_by": article.review_by,
        "index_page": Article.index_page(),
    }


def article_lead(portal: Portal, slug: str) -> dict[str, Any]:
    """Return what appears below the summary of the article `slug`: the troubleshooters that ask instead."""
    return {"troubleshooters": [_troubleshooter(portal, name) for name in portal.articles[slug].troubleshooters]}


def _entry(article: Article) -> dict[str, str]:
    page = f"{article.pages_folder}/{article.slug}.md"
    return {"title": article.title, "description": article.description, "page": page}


def _summary(article: Article) -> str:
    """Return the description without the words of the title that it may begin with: a list shows both."""
    head, _, rest = article.description.partition(": ")
    if not rest or set(fold(head).split()) - set(fold(article.title).replace(":", "").split()):
        return article.description
    return rest[0].upper() + rest[1:]


def _troubleshooter(portal: Portal, name: str) -> dict[str, str]:
    return {"title": portal.troubleshooters[name].title, "page": f"troubleshooting/{name}.md"}


def glossary(portal: Portal) -> dict[str, Any]:
    """Every term in the order of the alphabet, by its first letter. `Ä` is among those with `A`."""
    terms = {term.id: term for term in portal.glossary.terms}
    ordered = sorted(portal.glossary.terms, key=lambda term: fold(term.term))
    letters: dict[str, list[dict[str, Any]]] = {}
    for term in ordered:
        article = _entry(portal.articles[term.article]) if term.article else None
        described = {"entry": term, "see_also": [terms[each] for each in term.see_also], "article": article}
        letters.setdefault(fold(term.term)[0].upper(), []).append(described)
    named = Counter(see for term in ordered for see in term.see_also)
    return {"letters": letters, "example": ", ".join(terms[each].term for each, _ in named.most_common(2))}


def term(portal: Portal, term: str, text: str = "") -> dict[str, Any]:
    """One term inside a sentence, linked to its definition; `text` replaces its words."""
    entry = get_by_id(portal.glossary.terms, term)
    return {"term": entry, "text": text or entry.term}
