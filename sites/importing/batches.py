"""A file on its way: kept, rehearsed, put before a leader, and imported once there is a yes to exactly its bytes."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hub.events import record_event
from hub.locks import only_one
from sites.approval.batch_standing import obstacle_to, uploader_capacity
from sites.approval.batches import UNDER_WAY, end_batch, offer_batch
from sites.approval.enums import BatchStatus
from sites.approval.ledger import Actor
from sites.approval.models.import_batch import ImportBatch
from sites.approval.releases import rehearsing
from sites.importing.actions import import_article
from sites.importing.existing import known_articles
from sites.importing.files import BadFile
from sites.importing.report import CHANGED, NEW, Report, Summary
from sites.importing.rows import external_id_of
from sites.importing.run import Import
from sites.importing.source import Source, source_of
from sites.pages.models.column_page import ColumnPage

IMPORTED = "批量导入"
LONGEST_NAME = 100
KEPT_PROBLEMS = 500


def prepare_batch(
    path: Path, name: str, kind: str, options: dict[str, Any], column: ColumnPage, actor: Actor, report: Report
) -> ImportBatch | None:
    """Rehearses the file and puts it before the leaders of the column's unit; None where no row would become public.

    Raises:
        BadFile: it cannot be read.
        StepRefused: it may not be offered now.
    """
    name = "".join(letter for letter in name if letter.isprintable())[-LONGEST_NAME:]
    copy = _copy_of(path)
    try:
        source = source_of(kind, copy, name, column, options)
        Import(source, column, actor, report, dry_run=True, only_new=bool(options.get("only_new"))).run()
        if report.summary.interrupted:
            raise BadFile("检查被中断，没有送出。")
        if not any(row["fate"] in (NEW, CHANGED) for row in report.rows):
            return None
        digest = _digest_of(copy)
        batch = offer_batch(
            column,
            column.unit,
            actor.user,
            name=name,
            digest=digest,
            kind=kind,
            options=options,
            counts=asdict(report.summary),
            rows=report.rows,
        )
        copy.replace(_path(digest))
        return batch
    finally:
        copy.unlink(missing_ok=True)


def say_what_waits(stream: Any, summary: Summary, batch: ImportBatch | None) -> None:
    """What a command says of a rehearsal and of the batch that came of it."""
    stream.write(summary.sentence())
    if batch is not None:
        stream.write(f"第 {batch.pk} 批已送{batch.unit}的领导，同意后导入：定时任务自动进行，也可运行 run_imports。")


def run_batch(batch: ImportBatch, report: Report) -> None:
    """Imports the rows. An interruption leaves the batch as it is: it goes on where it stopped.

    Raises:
        BadFile: the file is gone, is another one, or cannot be read; or the yes holds no longer. The batch is void.
    """
    try:
        _run(batch, report)
    except BadFile as bad:
        end_batch(batch, BatchStatus.VOID, {"message": str(bad)})
        forget(batch.digest)
        raise
    if report.summary.interrupted:
        return
    message = report.summary.sentence()
    problems = [row for row in report.rows if row["fate"] == "refused"][:KEPT_PROBLEMS]
    end_batch(batch, BatchStatus.DONE, {"summary": asdict(report.summary), "message": message, "problems": problems})
    record_event(IMPORTED, str(batch), message, unit_code=batch.unit.code, actor=batch.uploaded_by)
    forget(batch.digest)


def _run(batch: ImportBatch, report: Report) -> None:
    if obstacle := obstacle_to(batch):
        raise BadFile(f"{obstacle}，没有导入。")
    source, column = source_in(batch)

    def tell(done: int) -> None:
        ImportBatch.objects.filter(pk=batch.pk).update(done=done)

    only_new = bool(batch.options.get("only_new"))
    Import(source, column, _uploader_of(batch), report, only_new=only_new, batch=batch, progress=tell).run()


def _uploader_of(batch: ImportBatch) -> Actor:
    return Actor(batch.uploaded_by, uploader_capacity(batch.uploaded_by, batch.unit))


def approved_batches() -> list[ImportBatch]:
    """Those that came as a file, the oldest yes first."""
    rows = ImportBatch.objects.filter(status=BatchStatus.APPROVED).exclude(kind="").order_by("decided_at", "pk")
    return list(rows.select_related("unit", "column", "uploaded_by", "decided_by").defer("rows"))


def run_approved(new_report: Callable[[], Report] = lambda: Report(None)) -> Iterator[tuple[ImportBatch, Report, str]]:
    """(batch, its report, why it is void) of each that has a yes; only one process at a time."""
    with only_one("import_batches") as alone:
        for batch in approved_batches() if alone else []:
            own, why = new_report(), ""
            try:
                run_batch(batch, own)
            except BadFile as bad:
                why = str(bad)
            yield batch, own, why


def run_all() -> int:
    """For the periodic job: how many batches were run."""
    return sum(1 for _run in run_approved())


def source_in(batch: ImportBatch) -> tuple[Source, ColumnPage]:
    """
    Raises:
        BadFile: the file is gone or is another one, or there is no column any more.
    """
    path, column = _path(batch.digest), ColumnPage.objects.live().filter(pk=batch.column_id).first()
    if column is None:
        raise BadFile(f"栏目“{batch.column_title}”已经不存在或没有公开，没有导入。")
    if not path.is_file() or _digest_of(path) != batch.digest:
        raise BadFile("文件已经不在，或者不是领导同意的那一份，没有导入。请重新上传。")
    return source_of(batch.kind, path, batch.name, column, batch.options), column


def sample_page(batch: ImportBatch, line: int, request: HttpRequest) -> HttpResponse:
    """The page that a row would become, as the public would see it; nothing of it stays.

    Raises:
        BadFile, RowRefused: it would become none.
    """
    source, column = source_in(batch)
    source.survey()
    record = next((record for number, record in source.records() if number == line), None)
    if record is None:
        raise BadFile(f"文件里没有第 {line} 行。")
    data = source.decode(record)
    known = known_articles([external_id_of(data)]).get(external_id_of(data))
    with rehearsing():
        page = import_article(source.read(data), column, _uploader_of(batch), "预览", known)
        response = page.make_preview_request(request, page.default_preview_mode, {"shows_content_alone": True})
        if hasattr(response, "render"):
            response.render()
    return response


def _copy_of(path: Path) -> Path:
    """That nobody exchanges meanwhile.

    Raises:
        BadFile: it cannot be read.
    """
    if not path.is_file():
        raise BadFile(f"找不到文件：{path}" if not path.exists() else f"{path} 不是文件。")
    copy = _path(f"{secrets.token_hex(16)}.copy")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    except OSError as error:
        raise BadFile(f"文件读不出来：{path}（{error.strerror}）") from None
    return copy


def _digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _path(digest: str) -> Path:
    # Below the media, of which only pictures are ever served by their path.
    return Path(settings.MEDIA_ROOT) / "import-batches" / digest


def forget(digest: str) -> None:
    """The file of a batch that has ended, unless another one still needs the same."""
    if not ImportBatch.objects.filter(digest=digest, status__in=UNDER_WAY).exists():
        _path(digest).unlink(missing_ok=True)
