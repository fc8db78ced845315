"""Verification of many public pages: seconds, processor time, queries and memory, and how they grow.

    [DATABASE_URL=…] python bench/verify_ledger.py [--pages 2000 20000 100000]

Fills an empty database (without DATABASE_URL a SQLite file in a folder made for the run) up to each number of pages in
turn: articles with keywords, every third with an attachment, straight into the
tables, and on the ledger four rows each, as a workflow leaves them. Then verifies everything, in a process of its own,
so that its memory is its own. Prints JSON. `--only` verifies what is there.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
SCRATCH = tempfile.TemporaryDirectory(prefix="verify-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH.name}/verify.sqlite3")

import django

django.setup()

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from wagtail.models import Page

from bench.article_rows import add_article_rows
from hub.models import GroupDocument
from sites.approval import ledger
from sites.approval.chain import broken_links
from sites.approval.digest import digests_with_files
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.facts import facts_of
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.public_contents import read_whole
from sites.approval.verification_runs import verify
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.article_tag import ArticleTag
from sites.pages.models.column_page import ColumnPage
from sites.pages.provisioning.actions import create_site

BATCH = 500
UNITS = 8
TEXT = "为了加强和规范本市校车安全管理，保障乘坐校车学生的人身安全，根据有关法律法规，结合本市实际，制定本办法。" * 4
FILES = 100


def prepare() -> None:
    for number in range(UNITS):
        unit = Unit(
            code=f"bench{number}", name=f"单位{number}", short_name=f"单位{number}", category=UnitCategory.GOVERNMENT
        )
        unit.save()
        create_site(unit)
        for step in range(FILES // UNITS):
            name = f"附件{number}-{step}"
            document = GroupDocument(title=name, collection=unit.unit_site.collection)
            document.file.save(f"{name}.txt", ContentFile(name.encode() * 1000))
            document.save()


def fill(count: int) -> None:
    """Up to `count` articles, column by column."""
    columns = list(ColumnPage.objects.filter(slug="activities").order_by("pk"))
    missing = count - ArticlePage.objects.count()
    for column in columns:
        for start in range(0, missing // len(columns), BATCH):
            add_articles(column, min(BATCH, missing // len(columns) - start))
    connection.cursor().execute("ANALYZE")


@transaction.atomic
def add_articles(column: ColumnPage, size: int) -> None:
    body = [{"type": "paragraph", "value": f"<p>{TEXT}</p>", "id": str(uuid.uuid4())} for _ in range(6)]
    made = add_article_rows(column, Page.objects.child_of(column).count(), size, body=json.dumps(body))
    documents = list(GroupDocument.objects.filter(collection=column.unit.unit_site.collection))
    ArticleAttachment.objects.bulk_create(
        ArticleAttachment(page_id=page.pk, document=documents[page.pk % len(documents)]) for page in made[::3]
    )
    tags = [ArticleTag.tag_model().objects.get_or_create(name=name)[0] for name in ("校车", "安全")]
    ArticleTag.objects.bulk_create(ArticleTag(content_object_id=page.pk, tag=tag) for page in made for tag in tags)
    record(ArticlePage.objects.filter(pk__in=[page.pk for page in made]))


def record(pages: Any) -> None:
    steps = (ApprovalStep.SECRECY, ApprovalStep.SUPERVISING)
    entries = []
    for page, digest, files in digests_with_files(read_whole(ArticlePage, pages)):
        facts, required = facts_of(page, files), frozenset(steps)
        entries.append(ledger.unsealed(LedgerAction.SUBMITTED, page, digest=digest, required=required))
        entries += [ledger.unsealed(LedgerAction.APPROVED, page, digest=digest, step=step) for step in steps]
        entries.append(ledger.unsealed(LedgerAction.PUBLISHED, page, digest=digest, required=required, facts=facts))
    ledger.append_all(entries)


def measured() -> dict[str, Any]:
    """A whole run, then a nightly one over what has not changed; peak memory of both."""
    queries = 0

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(sql, params, many, context)

    base = peak_mb()
    with connection.execute_wrapper(counted):
        whole = timed(lambda: verify(is_whole=True))
        of_one_run = queries
        nightly = timed(lambda: verify(is_whole=False))
    chain = timed(lambda: list(broken_links()))
    run, findings = whole["result"]
    return {
        "checked": run.checked,
        "ledger_rows": LedgerEntry.objects.count(),
        "findings": len(findings),
        "files_read": run.files_read,
        "files_read_nightly": nightly["result"][0].files_read,
        "seconds": whole["seconds"],
        "processor_s": whole["processor_s"],
        "processor_s_nightly": nightly["processor_s"],
        "processor_s_of_the_chain": chain["processor_s"],
        "ms_a_page": round(1000 * whole["processor_s"] / run.checked, 2),
        "queries": of_one_run,
        "peak_mb": peak_mb(),
        "peak_mb_before": base,
    }


def timed(work: Callable[[], Any]) -> dict[str, Any]:
    began, used = time.perf_counter(), time.process_time()
    result = work()
    return {
        "result": result,
        "seconds": round(time.perf_counter() - began, 1),
        "processor_s": round(time.process_time() - used, 1),
    }


def peak_mb() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[2000, 20_000, 100_000])
    parser.add_argument("--only", action="store_true", help="verify what is there")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    settings.MEDIA_ROOT = os.environ.setdefault("BENCH_MEDIA", SCRATCH.name)
    if options.only:
        print(json.dumps(measured(), ensure_ascii=False))
        return
    call_command("migrate", verbosity=0)
    if not Unit.objects.exists():
        prepare()
    results = []
    for pages in options.pages:
        began = time.perf_counter()
        fill(pages)
        filled = round(time.perf_counter() - began, 1)
        ran = subprocess.run([sys.executable, __file__, "--only"], capture_output=True, text=True, check=True)
        results.append({"pages": pages, "filled_in_s": filled, **json.loads(ran.stdout)})
        print(results[-1], file=sys.stderr)
    growth = results[-1]["ms_a_page"] / results[0]["ms_a_page"]
    figures = {"database": connection.vendor, "results": results, "ms_a_page_last_to_first": round(growth, 2)}
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
