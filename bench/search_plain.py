"""What a plain index finds of the same queries: ELASTICSEARCH_URL=… DATABASE_URL=… python bench/search_plain.py QUERIES

QUERIES as for `bench/search_relevance.py`; DATABASE_URL names a database that holds the corpus (its --keep leaves one).
Two indexes on the node, each asked by one `multi_match` over title and body: texts as they are with the standard
analyser; texts folded and segmented into words. Prints JSON, MRR@10 and recall@10: with the figures of
`search_relevance.py` for the same file they say how hard its queries are, and what the rest of the search is good for.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")

from search_relevance import FIRST, judged, names_of_pages

INDEX = "relevance-plain"
Chain = Callable[[str], str]


def main() -> dict[str, Any]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries", type=Path)
    queries = [json.loads(line) for line in parser.parse_args().queries.read_text(encoding="utf-8").splitlines()]
    django.setup()
    from django.conf import settings

    settings.ELASTICSEARCH_URL = os.environ["ELASTICSEARCH_URL"]
    from search.folding import fold
    from search.tokens import all_words, words

    ways: dict[str, tuple[str, Chain, Chain]] = {
        "standard analyser": ("standard", str, str),
        "folded, in words": (
            "whitespace", lambda text: " ".join(all_words(fold(text))), lambda typed: " ".join(words(fold(typed)))
        ),
    }  # fmt: skip
    names, found = names_of_pages(), {}
    for way, (analyser, of_text, of_query) in ways.items():
        with _index(analyser, of_text):
            found[way] = judged(queries, lambda typed, chain=of_query: [names.get(key) for key in _ask(chain(typed))])
    return found


@contextmanager
def _index(analyser: str, chain: Chain) -> Iterator[None]:
    """Of the pages' own texts, without those of their files."""
    from elasticsearch import helpers

    from search.elastic.node import client
    from search.models import IndexedText

    field = {"type": "text", "analyzer": analyser}
    client().indices.delete(index=INDEX, ignore_unavailable=True)
    client().indices.create(index=INDEX, mappings={"properties": {"title": field, "body": field}})
    rows = IndexedText.objects.filter(file=None).values_list("document", "document__title", "text")
    helpers.bulk(
        client(),
        ({"_index": INDEX, "_id": key, "title": chain(title), "body": chain(text)} for key, title, text in rows),
        refresh=True,
    )
    try:
        yield
    finally:
        client().indices.delete(index=INDEX)


def _ask(typed: str) -> list[int]:
    from search.elastic.node import client

    query = {"multi_match": {"query": typed, "fields": ["title", "body"]}}
    hits = client().search(index=INDEX, query=query, size=FIRST, source=False)["hits"]["hits"]
    return [int(hit["_id"]) for hit in hits]


if __name__ == "__main__":
    print(json.dumps(main(), ensure_ascii=False, indent=2))
