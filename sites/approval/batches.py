"""A batch of an import: brought by one person, decided by a leader of the unit to which it goes, on record."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from hub.outbox import write_to
from sites.approval import ledger
from sites.approval.actions import StepRefused, refused_without_ledger
from sites.approval.batch_standing import may_decide_batch, place_obstacle, uploader_capacity
from sites.approval.due_dates import decision_due_on
from sites.approval.enums import ApprovalStep, BatchStatus, LedgerAction
from sites.approval.models.import_batch import ImportBatch
from sites.approval.notifications import admin_url
from sites.organisation.capacity import hold_offices, people_leading, units_of
from sites.organisation.enums import LEADING_OFFICES, Office
from sites.organisation.models.appointment import Appointment

UNDER_WAY = (BatchStatus.WAITING, BatchStatus.APPROVED)


@transaction.atomic
def offer_batch(column: Page, unit: Any, person: AbstractBaseUser, **fields: Any) -> ImportBatch:
    """Puts a file before the leaders of the unit of `column`; `fields` are those of `ImportBatch`.

    Raises:
        StepRefused: not this person's to bring, nobody is there to decide, or the same waits already.
    """
    person = hold_offices(person)
    capacity = uploader_capacity(person, unit)
    if capacity is None:
        raise StepRefused("您今天不担任可以导入的职责。")
    batch = ImportBatch(
        column=column,
        column_title=str(column),
        unit=unit,
        uploaded_by=person,
        due_on=decision_due_on(),
        **fields,
    )
    if not leaders_of(batch).exists():
        raise StepRefused(f"{unit}今天没有可以同意这一批的领导，请先登记任职。")
    if ImportBatch.objects.filter(column=column, digest=batch.digest, status__in=UNDER_WAY).exists():
        raise StepRefused("同一个文件已经送给这个栏目的单位领导，还没有办完。")
    batch.save()
    _record(LedgerAction.SUBMITTED, batch, person, capacity)
    for leader in leaders_of(batch):
        _tell(batch, leader, f"待同意的导入：{batch}", f"{person}上传了要导入的信息：{batch}。请看过后决定。")
    return batch


def leaders_of(batch: ImportBatch) -> QuerySet[AbstractBaseUser]:
    """Those of whom `may_decide_batch` is true today."""
    return people_leading(batch.unit).exclude(pk=batch.uploaded_by_id)


def batches_for(person: AbstractBaseUser) -> list[ImportBatch]:
    """What waits for the person's yes, oldest first."""
    led = units_of(person, LEADING_OFFICES)
    waiting = ImportBatch.objects.filter(status=BatchStatus.WAITING, unit__in=led).exclude(uploaded_by=person)
    return list(waiting.select_related("unit", "uploaded_by").defer("rows").order_by("due_on", "pk"))


def batches_by(person: AbstractBaseUser) -> list[ImportBatch]:
    """What the person has brought and is under way."""
    own = ImportBatch.objects.filter(status__in=UNDER_WAY, uploaded_by=person)
    return list(own.select_related("unit", "uploaded_by").defer("rows").order_by("pk"))


@transaction.atomic
def decide_batch(
    batch: ImportBatch, person: AbstractBaseUser, *, approve: bool, seen: str, comment: str = ""
) -> ImportBatch:
    """Says yes to the file with the digest `seen`, or returns it. Its rows are imported afterwards.

    Raises:
        StepRefused: not this person's to decide, decided already, another file or place than was shown, or returned
            without a reason.
    """
    person = hold_offices(person)
    batch = _locked(batch)
    if batch.status != BatchStatus.WAITING:
        raise StepRefused("这一批已经有人处理过了。")
    capacity = may_decide_batch(person, batch)
    if capacity is None:
        raise StepRefused("您今天不担任本单位领导职责，或者是上传人，不能决定。")
    if not approve and not comment.strip():
        raise StepRefused("请写明退回的理由。")
    if approve and seen != batch.digest:
        raise StepRefused("您看到的不是现在等待同意的文件，请重新打开。")
    if approve and (obstacle := place_obstacle(batch)):
        raise StepRefused(f"{obstacle}，这一批不能导入，请退回。")
    batch.status = BatchStatus.APPROVED if approve else BatchStatus.RETURNED
    batch.decided_by, batch.decided_at, batch.comment = person, timezone.now(), comment.strip()
    batch.save()
    _record(LedgerAction.APPROVED if approve else LedgerAction.RETURNED, batch, person, capacity)
    word = "已同意，即将导入" if approve else "已退回"
    _tell(batch, batch.uploaded_by, f"{word}：{batch}", f"{batch}，{person}{word}。{batch.comment}")
    return batch


@transaction.atomic
def withdraw_batch(batch: ImportBatch, person: AbstractBaseUser) -> None:
    """
    Raises:
        StepRefused: somebody else's, or imported or ended already.
    """
    person = hold_offices(person)
    batch = _locked(batch)
    if batch.uploaded_by_id != person.pk or batch.status not in UNDER_WAY:
        raise StepRefused("这一批不是您上传的，或者已经处理过了。")
    batch.status = BatchStatus.WITHDRAWN
    batch.save()
    _record(LedgerAction.WITHDRAWN, batch, person, uploader_capacity(person, batch.unit))


@transaction.atomic
def end_batch(batch: ImportBatch, status: BatchStatus, result: dict[str, Any]) -> None:
    """After its rows went in, or because they may not. Who uploaded it hears of it."""
    batch = _locked(batch)
    if batch.status != BatchStatus.APPROVED:
        return
    batch.status, batch.result = status, result
    batch.save()
    text = f"{batch}：{batch.get_status_display()}。{result.get('message', '')}"
    _tell(batch, batch.uploaded_by, f"{batch.get_status_display()}：{batch}", text)


def _locked(batch: ImportBatch) -> ImportBatch:
    """Before the ledger's turn, as the import of a row takes them."""
    rows = ImportBatch.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "column", "uploaded_by", "decided_by").get(pk=batch.pk)


def _record(action: LedgerAction, batch: ImportBatch, person: Any, capacity: Appointment | None) -> None:
    """The ledger has the digest of the file, and where it goes."""
    step = ""
    if action in (LedgerAction.APPROVED, LedgerAction.RETURNED) and capacity is not None:
        is_principal = capacity.office == Office.PRINCIPAL_LEADER
        step = ApprovalStep.PRINCIPAL if is_principal else ApprovalStep.SUPERVISING
    with refused_without_ledger():
        ledger.append(
            action,
            batch,
            actor=ledger.Actor(person, capacity),
            step=step,
            digest=batch.digest,
            comment=batch.comment,
            facts={"column": batch.column_id, "file": batch.name, "counts": batch.counts},
        )


def _tell(batch: ImportBatch, person: AbstractBaseUser, subject: str, text: str) -> None:
    write_to(
        person,
        key=f"batch:{batch.pk}:{batch.status}:{person.pk}",
        subject=subject,
        text=f"{text}\n\n{admin_url('import_batches:batch', batch.pk)}",
    )
