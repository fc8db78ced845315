"""Search with 100,000 documents, through the whole page as deployed, 8 clients at once: milliseconds, processor time.

    CORPUS=… DATABASE_URL=… python bench/search_data.py
    DATABASE_URL=… [ELASTICSEARCH_URL=…] python bench/search_speed.py [--searches 800] [--rebuild] [--plain]

Starts gunicorn with 3 workers on the filled database; 8 clients search, each query once, as people
do: titles, halves of titles, three words of a body, frequent words, document numbers, a wrong character, Traditional
characters; half of them on one site, half in the whole group, every tenth with a facet. "cpu" is the processor time
of a search in all: application, PostgreSQL and Elasticsearch, where they run on this machine; other work on the machine
does not change it, as it does the milliseconds. --rebuild fills a new version of the Elasticsearch index and measures
it; --plain measures a lookup by LIKE beside it, as a ratio. Prints JSON.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SCRATCH = tempfile.TemporaryDirectory(prefix="search-speed-")
os.environ.setdefault("DATA_DIR", SCRATCH.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.demo")
# Limits are for one address; here all come from one.
os.environ.update({"SEARCH_RATE": "1000000/m", "SUGGESTION_RATE": "1000000/m"})

import django

django.setup()

from django.conf import settings
from django.db import connection
from opencc import OpenCC
from tqdm import tqdm

from search.backends import database_backend
from search.match import strict
from search.models import IndexedDocument, IndexedText
from search.query import question_of
from search.tokens import words
from sites.organisation.models.unit_site import UnitSite

CLIENTS, WORKERS = 8, 3
SEED = 441481
FREQUENT = ("政府 管理", "通知", "规定", "人民政府", "管理 办法", "工作", "行政 部门 应当", "安全", "处罚", "公民 法人")
WRONG = "的一是了我人在有他这中大来上国和地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
TICKS = os.sysconf("SC_CLK_TCK")

Search = tuple[str, str, str]  # kind, host, address


def draw(number: int, chance: random.Random) -> list[Search]:
    """Searches of every kind in turn, none twice but the frequent ones, which differ by site and facet."""
    host_of = dict(UnitSite.objects.exclude(site=None).values_list("unit_id", "site__hostname"))
    keys = list(IndexedDocument.objects.filter(kind__in=("news", "policy")).values_list("pk", flat=True))
    makers = list(MAKERS.items())
    found = []
    for at, key in enumerate(chance.sample(keys, number)):
        kind, make = makers[at % len(makers)]
        document = IndexedDocument.objects.get(pk=key)
        asked = {"q": make(document, chance), "scope": "site" if chance.random() < 0.5 else "group"}
        if chance.random() < 0.1:
            asked |= chance.choice([{"year": document.year}, {"kind": document.kind}, {"state": "in_force"}])
        found.append((kind, host_of.get(document.unit_id, "portal.localhost"), f"/search/?{urlencode(asked)}"))
    chance.shuffle(found)
    return found


def _half(document: IndexedDocument, chance: random.Random) -> str:
    half = max(len(document.title) // 2, 4)
    start = chance.randrange(max(len(document.title) - half, 1))
    return document.title[start : start + half]


def _body_words(document: IndexedDocument, chance: random.Random) -> str:
    text = IndexedText.objects.filter(document=document, file=None).values_list("folded", flat=True).get()
    known = sorted({word for word in words(text) if len(word) > 1 and not word.isascii()})
    return " ".join(chance.sample(known, min(3, len(known))))


def _wrong(document: IndexedDocument, chance: random.Random) -> str:
    half = _half(document, chance)
    at = chance.randrange(len(half))
    return half[:at] + chance.choice(WRONG) + half[at + 1 :]


MAKERS: dict[str, Callable[[IndexedDocument, random.Random], str]] = {
    "title": lambda document, chance: document.title,
    "half a title": _half,
    "three words of a body": _body_words,
    "frequent words": lambda document, chance: chance.choice(FREQUENT),
    "document number": lambda document, chance: document.document_number or document.title,
    "a wrong character": _wrong,
    "Traditional": lambda document, chance: OpenCC("s2t").convert(_half(document, chance)),
}


def beginnings(number: int, chance: random.Random) -> list[Search]:
    """What a box asks while titles are typed into it, from the first character to the eighth."""
    everywhere = hosts()
    keys = list(IndexedDocument.objects.values_list("pk", flat=True))
    found: list[Search] = []
    while len(found) < number:
        title = IndexedDocument.objects.values_list("title", flat=True).get(pk=chance.choice(keys))
        for length in range(1, 9):
            asked = {"q": title[:length], "scope": chance.choice(["site", "group"])}
            found.append(("suggestions", chance.choice(everywhere), f"/search/suggestions/?{urlencode(asked)}"))
    return found[:number]


def hosts() -> list[str]:
    """Of all sites."""
    return list(UnitSite.objects.exclude(site=None).values_list("site__hostname", flat=True))


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """The port of the server and its process, ready to answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("gunicorn")), "hub.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", str(WORKERS), "--log-level", "error",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(port)})
    try:
        for _ in range(200):
            try:
                ask(("", "portal.localhost", "/search/"), port)
                break
            except OSError:
                time.sleep(0.3)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def ask(search: Search, port: int) -> tuple[str, float]:
    """Kind and milliseconds of one search, on a connection of its own."""
    kind, host, address = search
    began = time.perf_counter()
    connected = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connected.request("GET", address, headers={"Host": f"{host}:{port}"})
    answer = connected.getresponse()
    answer.read()
    connected.close()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} {host}{address}")
    return kind, (time.perf_counter() - began) * 1000


def at_once(searches: list[Search], port: int, server: int) -> dict[str, Any]:
    """All of them, `CLIENTS` at a time."""
    before, began = processor_seconds(server), time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        times = list(tqdm(clients.map(lambda each: ask(each, port), searches), total=len(searches), leave=False))
    seconds = time.perf_counter() - began
    spent = {name: after - before[name] for name, after in processor_seconds(server).items()}
    kinds = sorted({kind for kind, _ in times})
    return {
        "searches": len(times),
        "a second": round(len(times) / seconds, 1),
        "ms": spread([each for _, each in times]),
        "cpu ms of a search": {name: round(1000 * value / len(times), 1) for name, value in spent.items()},
        "ms by kind": {kind: spread([each for name, each in times if name == kind]) for kind in kinds},
    }


def spread(times: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1), "p99": round(cuts[98], 1)}


def processor_seconds(server: int) -> dict[str, float]:
    """Since they began: of the server, of PostgreSQL for this database, of the node of Elasticsearch."""
    return {name: sum(map(_spent, found)) for name, found in processes(server).items()}


def processes(server: int) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {"application": [], "PostgreSQL": [], "Elasticsearch": []}
    database, node = f" {settings.DATABASES['default']['NAME']} ", node_process()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
            parent = int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue  # it has just ended
        if str(server) in (process.name, str(parent)):
            found["application"].append(process)
        elif command.startswith("postgres:") and database in command:
            found["PostgreSQL"].append(process)
        elif process.name == node:
            found["Elasticsearch"].append(process)
    return found


@cache
def node_process() -> str:
    """The number of the node's process."""
    return str(node("process")["process"]["id"]) if settings.ELASTICSEARCH_URL else ""


def node(metric: str) -> dict[str, Any]:
    """What the node says of itself."""
    from search.elastic.node import client

    found: dict[str, Any] = next(iter(client().nodes.info(metric=metric)["nodes"].values()))
    return found


def _spent(process: Path) -> float:
    try:
        fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(server: int) -> dict[str, float]:
    """Megabytes; what processes share is shared out among them."""
    return {name: round(sum(map(_held, found))) for name, found in processes(server).items()}


def _held(process: Path) -> float:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0.0
    return int(dict(line.split(":", 1) for line in lines)["Pss"].split()[0]) / 1024


def sizes() -> dict[str, float]:
    """Megabytes on disk."""
    if connection.vendor == "postgresql":
        names = ("search_indexeddocument", "search_indexedtext", "search_fulltext")
        parts = [f"SELECT '{name}', pg_total_relation_size('{name}')" for name in names]
        parts.append("SELECT 'of it the index of tokens', pg_relation_size('search_fulltext_anywhere')")
        query = " UNION ALL ".join(parts)
    else:
        query = "SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE 'search_%' GROUP BY 1 HAVING sum(pgsize) > 1e6"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name: round(size / 1e6, 1) for name, size in cursor.fetchall()}
    if settings.ELASTICSEARCH_URL:
        from search.elastic.node import client

        stats = client().indices.stats(index=f"{settings.ELASTICSEARCH_INDEX}*", metric="store")
        found["Elasticsearch"] = round(stats["_all"]["primaries"]["store"]["size_in_bytes"] / 1e6, 1)
    return found


def rebuild() -> dict[str, float]:
    """All of the Elasticsearch index anew: megabytes of text (UTF-8) a second, the node's work within."""
    from search.elastic.rebuilding import rebuild_elasticsearch

    texts = IndexedText.objects.values_list("text", flat=True)
    megabytes = sum(len(text.encode()) for text in texts.iterator(chunk_size=2000)) / 1e6
    before, began = processor_seconds(os.getpid()), time.perf_counter()
    number = sum(rebuild_elasticsearch())
    seconds = time.perf_counter() - began
    spent = sum(processor_seconds(os.getpid()).values()) - sum(before.values())
    return {
        "documents": number,
        "MB of text": round(megabytes, 1),
        "seconds": round(seconds, 1),
        "MB a second": round(megabytes / seconds, 2),
        "processor seconds": round(spent, 1),
    }


def plain_way(chance: random.Random) -> dict[str, float]:
    """One after another: the first 200 that hold every word, by the index and by LIKE on the texts."""

    def by_index(query: str) -> None:
        question = question_of(query)
        database_backend().find(question, strict(question), 0, 200)

    def by_like(query: str) -> None:
        rows = IndexedText.objects.all()
        for word in query.split():
            rows = rows.filter(folded__contains=word)
        list(rows.order_by("-document__published_at").values_list("document", flat=True)[:200])

    keys = list(IndexedDocument.objects.values_list("pk", flat=True))
    documents = IndexedDocument.objects.filter(pk__in=chance.sample(keys, 10))
    queries = [_body_words(document, chance) for document in documents] + ["政府 管理", "通知"]
    index, like = (statistics.median(timed(way, query) for query in queries) for way in (by_index, by_like))
    return {"index, ms": round(index, 1), "LIKE, ms": round(like, 1), "ratio": round(like / index, 1)}


def timed(action: Callable[[str], None], query: str) -> float:
    began = time.perf_counter()
    action(query)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--searches", type=int, default=800)
    parser.add_argument("--rebuild", action="store_true", help="of the index on Elasticsearch")
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    chance = random.Random(SEED)
    result: dict[str, Any] = {
        "database": f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}",
        "Python": platform.python_version(),
        "looked up in": "Elasticsearch" if settings.ELASTICSEARCH_URL else connection.vendor,
        "documents": IndexedDocument.objects.count(),
        "load": round(os.getloadavg()[0], 1),
    }
    if settings.ELASTICSEARCH_URL:
        result["options of the node's JVM"] = node("jvm")["jvm"]["input_arguments"]
    if options.rebuild and settings.ELASTICSEARCH_URL:
        result["rebuild"] = rebuild()
    with served() as (port, server):
        at_once(draw(80, random.Random(1)), port, server)  # every worker has its connections
        empty = [("empty", host, "/search/") for host in hosts()]
        at_once(empty * 4 * WORKERS, port, server)  # and the menus of all sites
        result["pages"] = at_once(draw(options.searches, chance), port, server)
        # What a page costs that searches nothing.
        result["empty pages"] = at_once(empty * max(options.searches // len(empty), 1), port, server)
        result["suggestions"] = at_once(beginnings(options.searches, chance), port, server)
        result["memory, MB"] = memory(server)
    result["sizes, MB"] = sizes()
    if options.plain:
        result["plain way"] = plain_way(chance)
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
