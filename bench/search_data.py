"""Fills a database for the benchmark of search: 100,000 public articles in 80 units, with texts of real regulations.

    CORPUS=… DATABASE_URL=… python bench/search_data.py [--units 80] [--documents 100000]

The articles are those of `bench/catalogue_data.py`. Each gets consecutive provisions of one regulation as its body, 300
to 3,000 characters, no two the same, and a title that names them; then all are indexed. What is there already is kept,
so that a run that was stopped goes on. Prints JSON: how long it took.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import os
import random
import re
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.functions import Length

from bench.catalogue_data import DOCUMENTS, SEED, UNITS, fill
from search.content_key import page_keys
from search.indexing import index
from search.models import IndexedDocument, IndexedText
from sites.pages.models.article_page import ArticlePage

SHORTEST, LONGEST = 300, 3000
BATCH = 1000
_BEGINS = re.compile(r"(第[一二三四五六七八九十百零]+条)[\s\u3000]+")


@dataclass(frozen=True)
class Regulation:
    """`provisions`: number and text."""

    title: str
    provisions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Piece:
    title: str
    provisions: tuple[tuple[str, str], ...]

    @property
    def body(self) -> str:
        blocks = [
            {"type": "provision", "value": {"number": number, "text": _html(text)}, "id": str(uuid.uuid4())}
            for number, text in self.provisions
        ]
        return json.dumps(blocks, ensure_ascii=False)


def _html(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def regulations(path: Path) -> list[Regulation]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return [Regulation(row["title"], tuple(_provisions(row["body_markdown"]))) for row in rows]


def _provisions(markdown: str) -> Iterator[tuple[str, str]]:
    number, text = "", ""
    for paragraph in filter(None, map(str.strip, markdown.split("\n"))):
        if paragraph.startswith("#"):
            continue
        if begins := _BEGINS.match(paragraph):
            if number:
                yield number, text
            number, text = begins[1], paragraph[begins.end() :]
        elif number:
            text = f"{text}\n{paragraph}"
    if number:
        yield number, text


def pieces(corpus: list[Regulation], chance: random.Random) -> Iterator[Piece]:
    """Without end, none twice."""
    known: set[str] = set()
    usable = [each for each in corpus if sum(len(text) for _, text in each.provisions) >= SHORTEST]
    weights = [len(each.provisions) for each in usable]
    while True:
        regulation = chance.choices(usable, weights)[0]
        start = chance.randrange(len(regulation.provisions))
        wanted = SHORTEST * (LONGEST / SHORTEST) ** chance.random()
        end, length = start, 0
        while end < len(regulation.provisions) and length < wanted:
            length += len(regulation.provisions[end][1])
            end += 1
        found = regulation.provisions[start:end]
        title = f"{regulation.title}{found[0][0]}" + (f"至{found[-1][0]}" if len(found) > 1 else "")
        if SHORTEST <= length <= LONGEST and title not in known:
            known.add(title)
            yield Piece(title[:255], found)


def give_texts(corpus: Path) -> None:
    """Puts titles and bodies straight into the tables."""
    made = pieces(regulations(corpus), random.Random(SEED))
    keys = list(ArticlePage.objects.filter(body=[]).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = [(key, next(made)) for key in keys[start : start + BATCH]]
        titles = [(piece.title, key) for key, piece in rows]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE wagtailcore_page SET title = %s, draft_title = %s WHERE id = %s",
                [(title, title, key) for title, key in titles],
            )
            cursor.executemany("UPDATE opencat_catalogueentry SET title = %s WHERE page_id = %s", titles)
            cursor.executemany(
                "UPDATE pages_articlepage SET body = %s WHERE page_ptr_id = %s",
                [(piece.body, key) for key, piece in rows],
            )


def index_all() -> None:
    done = set(IndexedDocument.objects.values_list("page", flat=True))
    keys = [key for key in ArticlePage.objects.live().order_by("pk").values_list("pk", flat=True) if key not in done]
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            index(set(page_keys(keys[start : start + BATCH])))
        print(f"{min(start + BATCH, len(keys))} of {len(keys)} indexed", file=sys.stderr)


def settle() -> None:
    """As the server leaves tables behind by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def timed(action: Any, *arguments: Any) -> float:
    began = time.perf_counter()
    action(*arguments)
    return round(time.perf_counter() - began, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    options = parser.parse_args()
    corpus = os.environ.get("CORPUS")
    if not corpus:
        raise SystemExit("Name the file with CORPUS=…")
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    seconds = {
        "fill": 0.0 if ArticlePage.objects.exists() else timed(fill, options.units, options.documents),
        "give texts": timed(give_texts, Path(corpus)),
        "index": timed(index_all),
        "settle": timed(settle),
    }
    characters = IndexedText.objects.aggregate(n=Sum(Length("text")))["n"]
    documents = IndexedDocument.objects.count()
    print(json.dumps({"documents": documents, "characters": characters, "seconds": seconds}))


if __name__ == "__main__":
    main()
