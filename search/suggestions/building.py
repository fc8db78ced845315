"""Keeps what is offered of documents in line with the index: titles, names of columns, topics, leaders, keywords."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.db.models import Max, QuerySet

from search import lexicon
from search.documents import Document
from search.enums import PLACES, SuggestionKind
from search.models import Suggestion
from search.suggestions.keys import beginnings, name_of
from search.suggestions.offers import Offer, renew
from search.vocabulary import learn
from sites.pages.models.article_tag import ArticleTag

LANGUAGE = "zh-hans"
KEYWORD = 1
PLACE = 2  # what a name weighs; a title weighs the day of its publication


def store(documents: Mapping[int, Document]) -> None:
    """Of these documents by their keys, which have just been stored in the index; within its transaction."""
    wanted = [offer for key, document in documents.items() for offer in _of_document(key, document)]
    keys = list(documents)
    existing = Suggestion.objects.filter(document__in=keys).exclude(kind=SuggestionKind.ANSWER)
    renew(existing, [*wanted, *_keywords(keys)])
    learn(document.fields["title"] for document in documents.values())
    if any(document.fields["kind"] in PLACES for document in documents.values()):
        lexicon.taught_words.invalidate()


def _of_document(key: int, document: Document) -> Iterator[Offer]:
    fields = document.fields
    if fields["language"] != LANGUAGE:
        return
    is_place = fields["kind"] in PLACES
    names = beginnings(fields["title"], settings.CITY_NAME)
    if number := fields.get("document_number"):
        names.append(name_of(number))
    published = fields.get("published_at")
    yield Offer(
        text=fields["title"],
        kind=SuggestionKind.NAME if is_place else SuggestionKind.TITLE,
        names=tuple(names),
        unit_id=fields["unit_id"],
        document_id=key,
        weight=PLACE if is_place else (published.toordinal() if published else 0),
    )


def _keywords(keys: list[int]) -> Iterator[Offer]:
    """One for each keyword in each unit, with the newest document that has it; `missing_keywords` when that goes."""
    found = _tagged().filter(content_object__indexed_document__in=keys).order_by("content_object")
    newest = {(name, unit): key for name, unit, key in found.values_list(*_TAGGED)}
    known = _known({name for name, _unit in newest}, keys)
    yield from (_keyword(*tag, key) for tag, key in newest.items() if tag not in known)


def missing_keywords() -> Iterator[Offer]:
    """Of keywords that are public, but whose document of then has gone."""
    newest = _tagged().values("tag__name", "content_object__unit").annotate(key=Max("content_object__indexed_document"))
    rows = {(row["tag__name"], row["content_object__unit"]): row["key"] for row in newest}
    known = set(Suggestion.objects.filter(kind=SuggestionKind.NAME).values_list("text", "unit"))
    yield from (_keyword(*tag, key) for tag, key in rows.items() if tag not in known)


_TAGGED = ("tag__name", "content_object__unit", "content_object__indexed_document")


def _tagged() -> QuerySet[ArticleTag]:
    return ArticleTag.objects.filter(content_object__indexed_document__language=LANGUAGE)


def _known(names: set[str], keys: list[int]) -> set[tuple[str, int | None]]:
    """Keywords that are offered already, with documents other than these."""
    rows = Suggestion.objects.filter(kind=SuggestionKind.NAME, text__in=names).exclude(document__in=keys)
    return set(rows.values_list("text", "unit"))


def _keyword(name: str, unit: int, document: int) -> Offer:
    return Offer(name, SuggestionKind.NAME, tuple(filter(None, [name_of(name)])), unit, document, KEYWORD)
