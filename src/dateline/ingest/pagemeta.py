"""What a page says about itself: JSON-LD (schema.org NewsArticle), Open Graph and other meta elements,
canonical link.

Every value names where it came from. Dates are passed on as written; read/publication makes days of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

_ARTICLES = {
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "analysisnewsarticle",
    "backgroundnewsarticle",
    "report",
    "socialmediaposting",
    "liveblogposting",
    "opinionnewsarticle",
    "reviewnewsarticle",
    "techarticle",
}
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "cxenseparse:recs:publishtime",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "article:published",
    "citation_publication_date",
    "date",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "headline", "title")
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher_name")
_AUTHORS = (
    "author",
    "byl",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "citation_author",
)
_MOST = 600  # characters of any value


@dataclass(frozen=True, slots=True)
class PageMeta:
    """A page's own word; None where it has none. `published` is unparsed."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    published_reason: str | None = None
    byline: str | None = None
    language: str | None = None


def page_meta(tree: HtmlElement) -> PageMeta:
    """Reads the metadata of a parsed page. JSON-LD comes first, then meta elements, then visible time
    elements.
    """
    article = next(_articles(tree), {})
    metas = _metas(tree)
    published, reason = _published(article, metas, tree)
    return PageMeta(
        url=_canonical(tree) or _address(metas.get("og:url")) or _address(_text(article.get("url"))),
        outlet=_first(metas, _SITES[:1]) or _name(article.get("publisher")) or _first(metas, _SITES[1:]),
        title=_text(article.get("headline"))
        or _first(metas, _TITLES)
        or _element(tree, "//h1")
        or _element(tree, "//title"),
        published=published,
        published_reason=reason,
        byline=_name(article.get("author")) or _author(metas),
        language=_text(article.get("inLanguage"))
        or tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or metas.get("og:locale")
        or metas.get("content-language"),
    )


def _published(article: dict[str, Any], metas: dict[str, str], tree: HtmlElement) -> tuple[str | None, str | None]:
    for key in ("datePublished", "dateCreated"):
        if value := _text(article.get(key)):
            return value, f"JSON-LD {key}"
    for name in _DATES:
        if value := metas.get(name):
            return value, f"meta {name}"
    for where, words in (
        ("//*[@itemprop='datePublished']", "itemprop datePublished"),
        ("//time[@pubdate]", "time pubdate"),
        ("//article//time[@datetime]", "the article's time element"),
        ("//header//time[@datetime]", "the header's time element"),
    ):
        for found in tree.xpath(where)[:1]:
            if value := _clean(found.get("content") or found.get("datetime") or found.text_content()):
                return value, words
    return None, None


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that are articles, wherever lists and graphs keep them."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            waiting: list[Any] = [json.loads(script.text_content().strip(), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(500):
            if not waiting:
                break
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value[:100])
            elif isinstance(value, dict):
                if _types(value) & _ARTICLES:
                    yield value
                waiting.extend(
                    value[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                    if key in value
                )


def _types(value: dict[str, Any]) -> set[str]:
    held = value.get("@type")
    names = held if isinstance(held, list) else [held]
    return {name.rsplit("/", 1)[-1].lower() for name in names if isinstance(name, str)}


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]")[:500]:
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        value = _clean(meta.get("content"))
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _author(metas: dict[str, str]) -> str | None:
    value = _first(metas, _AUTHORS)
    return None if value is None or value.startswith("http") else value


def _canonical(tree: HtmlElement) -> str | None:
    return next(
        (found for link in tree.xpath("//link[@rel='canonical'][@href]")[:3] if (found := _address(link.get("href")))),
        None,
    )


def _address(value: str | None) -> str | None:
    return value.strip()[:2000] if value and value.strip().lower().startswith(("http://", "https://")) else None


def _element(tree: HtmlElement, path: str) -> str | None:
    return next((value for found in tree.xpath(path)[:1] if (value := _clean(found.text_content()))), None)


def _name(value: Any) -> str | None:
    """The name in "publisher" or "author": a string, an object with a name, or a list of such."""
    if isinstance(value, list):
        names = [name for item in value[:10] if (name := _name(item))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _text(value.get("name"))
    return None if isinstance(value, str) and value.startswith("http") else _text(value)


def _text(value: Any) -> str | None:
    return _clean(value) if isinstance(value, str) else None


def _clean(value: str | None) -> str | None:
    return " ".join(value.split())[:_MOST] or None if value else None
