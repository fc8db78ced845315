"""How well the search finds what is meant: python bench/search_relevance.py QUERIES --corpus CORPUS

QUERIES has one JSON object a line: what is typed (`q`), the `id` of the text that is meant (as the corpus names it),
perhaps a `kind` of query and in how many `texts` its words are; `bench/search_queries.py` makes such a file. Prints
JSON: for each backend MRR@10 and recall@10 over all queries, over those that one text alone answers, and for each kind,
with milliseconds a query as information.

The corpus is imported into databases made for the run: SQLite in a temporary folder; PostgreSQL if TEST_POSTGRES_URL
or DATABASE_URL names a server (its user needs the right to create a database); Elasticsearch, filled from the first of
these, if ELASTICSEARCH_URL names a node. Importing takes minutes. --keep FOLDER leaves the databases for the next run;
--database URL, as often as wanted, takes such that hold the corpus already and imports nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")

FIRST = 10
NAME = "relevance_bench"  # of the database on PostgreSQL
INDEX = "relevance-bench"
Rank = int | None
Ask = Callable[[str], list[str | None]]  # the names of the first texts for what is typed; None for what is of no text


def main() -> dict[str, Any]:
    wanted = _arguments()
    if wanted.only:
        return _one(wanted)
    with _databases(wanted) as urls:
        found: dict[str, Any] = {}
        for at, url in enumerate(urls):
            found |= _in_a_process_of_its_own(wanted, url, with_node=at == 0)
        return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--corpus", type=Path, default=os.environ.get("CORPUS") or None)
    parser.add_argument("--database", action="append", default=[], metavar="URL")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--misses", action="store_true", help="list the queries whose text is not the first")
    parser.add_argument("--only", action="store_true", help=argparse.SUPPRESS)  # the database of DATABASE_URL
    wanted = parser.parse_args()
    if not (wanted.corpus or wanted.database or wanted.only):
        parser.error("name the corpus with --corpus or CORPUS, or databases that hold it with --database")
    return wanted


@contextmanager
def _databases(wanted: argparse.Namespace) -> Iterator[list[str]]:
    if wanted.database:
        yield wanted.database
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = wanted.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        urls = [f"sqlite:///{folder.resolve() / 'relevance.sqlite3'}"]
        server = os.environ.get("TEST_POSTGRES_URL") or os.environ.get("DATABASE_URL", "")
        if not server.startswith("postgres"):
            yield urls
            return
        _on_server(server, f"CREATE DATABASE {NAME}", if_not_there=True)
        yield [*urls, urlunsplit(urlsplit(server)._replace(path=f"/{NAME}"))]
        if not wanted.keep:
            _on_server(server, f"DROP DATABASE {NAME}")


def _on_server(url: str, statement: str, *, if_not_there: bool = False) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if not (if_not_there and there):
            connection.execute(statement)  # type: ignore[call-overload]


def _in_a_process_of_its_own(wanted: argparse.Namespace, url: str, *, with_node: bool) -> dict[str, Any]:
    """Django knows one database a process."""
    command = [sys.executable, __file__, str(wanted.queries), "--only"]
    command += ["--misses"] if wanted.misses else []
    command += ["--corpus", str(wanted.corpus)] if wanted.corpus and not wanted.database else []
    environment = {**os.environ, "DATABASE_URL": url}
    if wanted.database:
        environment.pop("CORPUS", None)
    if not with_node:
        environment.pop("ELASTICSEARCH_URL", None)
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def _one(wanted: argparse.Namespace) -> dict[str, Any]:
    django.setup()
    from django.db import connection

    if wanted.corpus:
        _import(wanted.corpus)
    queries = [json.loads(line) for line in wanted.queries.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = {connection.vendor: _judge(queries, misses=wanted.misses)}
    if os.environ.get("ELASTICSEARCH_URL"):
        with _node():
            found["elasticsearch"] = _judge(queries, misses=wanted.misses)
    return found


def _import(corpus: Path) -> None:
    """Unless it is there."""
    from django.core.management import call_command

    from sites.pages.models.article_page import ArticlePage

    call_command("migrate", verbosity=0)
    if not ArticlePage.objects.exclude(external_id=None).exists():
        from import_corpus import import_file, portal_column

        import_file(corpus, portal_column())
    call_command("search_rebuild", "--target", "database", stdout=sys.stderr)


@contextmanager
def _node() -> Iterator[None]:
    """An index for the run on the node of ELASTICSEARCH_URL; an answer of the database instead is an error."""
    from django.conf import settings

    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = os.environ["ELASTICSEARCH_URL"], INDEX
    from search.backends.database import DatabaseBackend
    from search.elastic import indices
    from search.elastic.node import client
    from search.elastic.rebuilding import rebuild_elasticsearch

    def refuse(*arguments: object, **options: object) -> None:
        raise RuntimeError("the node did not answer")

    for _done in rebuild_elasticsearch():
        pass
    client().indices.refresh(index=indices.alias())
    whole = DatabaseBackend.find
    DatabaseBackend.find = refuse  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        DatabaseBackend.find = whole  # type: ignore[method-assign]
        indices.remove(indices.versions().every)


def _judge(queries: list[dict[str, Any]], *, misses: bool) -> dict[str, Any]:
    names = names_of_pages()
    return judged(queries, lambda typed: first_for(typed, names), misses=misses)


def judged(queries: list[dict[str, Any]], ask: Ask, *, misses: bool = False) -> dict[str, Any]:
    """What all queries find, and those of each kind."""
    ranks, kinds = [], defaultdict(list)
    for query in queries:
        began = time.perf_counter()
        rank = rank_of(query, ask)
        ranks.append((rank, (time.perf_counter() - began) * 1000))
        kinds[query.get("kind", "")].append(ranks[-1])
    both = list(zip(queries, ranks, strict=True))
    found: dict[str, Any] = {
        "all": _figures(ranks),
        "of which one text alone has all words": _figures([each for query, each in both if query.get("texts", 1) == 1]),
        "kinds": {kind: _figures(each) for kind, each in kinds.items() if kind},
    }
    if misses:
        found["misses"] = [{**query, "rank": rank} for query, (rank, _ms) in both if rank != 1]
    return found


def names_of_pages() -> dict[int, str]:
    """What the corpus calls the imported pages, by their keys."""
    from sites.pages.models.article_page import ArticlePage

    return dict(ArticlePage.objects.exclude(external_id=None).values_list("pk", "external_id"))


def rank_of(query: dict[str, Any], ask: Ask) -> Rank:
    """Which place the wanted text has among the first ten."""
    first, wanted = ask(query["q"]), str(query["id"])
    return first.index(wanted) + 1 if wanted in first else None


def first_for(typed: str, names: dict[int, str]) -> list[str | None]:
    """What the corpus calls the first ten."""
    from search.engine import answer
    from search.meanings import meanings
    from search.query import question_of

    hits = answer(question_of(typed, meanings), 0, FIRST).hits
    return [names.get(hit.document.object_id) for hit in hits]


def _figures(found: list[tuple[Rank, float]]) -> dict[str, float]:
    if not found:
        return {}
    return {
        "queries": len(found),
        "MRR@10": round(sum(1 / rank for rank, _ms in found if rank) / len(found), 3),
        "recall@10": round(sum(rank is not None for rank, _ms in found) / len(found), 3),
        "ms a query": round(sum(ms for _rank, ms in found) / len(found), 1),
    }


if __name__ == "__main__":
    print(json.dumps(main(), ensure_ascii=False, indent=2))
