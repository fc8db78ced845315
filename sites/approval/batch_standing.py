"""Whether the yes to a batch of an import holds now: asked when it is used, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from sites.approval.enums import BatchStatus, LedgerAction
from sites.approval.models.import_batch import ImportBatch
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.capacity import capacity_at_centre, capacity_in, hold_offices
from sites.organisation.enums import CENTRE_OFFICES, LEADING_OFFICES
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.organisation.places import unit_for_path


def uploader_capacity(person: AbstractBaseUser, unit: Unit) -> Appointment | None:
    """Of the centre, or a leader of the unit: who may bring a file (Art. 27)."""
    if not person.is_active:
        return None
    return capacity_at_centre(person, CENTRE_OFFICES) or capacity_in(person, LEADING_OFFICES, unit)


def may_decide_batch(person: AbstractBaseUser, batch: ImportBatch) -> Appointment | None:
    """The capacity of a leader of the batch's unit (Art. 26) who has not uploaded it."""
    if not person.is_active or person.pk == batch.uploaded_by_id:
        return None
    return capacity_in(person, LEADING_OFFICES, batch.unit)


def place_obstacle(batch: ImportBatch) -> str:
    """Why its column is not what the yes is about, in Chinese; "" if it is."""
    if batch.column is None:
        return "栏目已经删除"
    unit = unit_for_path(batch.column.path)
    if unit is None or unit.pk != batch.unit_id:
        return f"栏目“{batch.column_title}”已不属于{batch.unit}"
    return ""


def obstacle_to(batch: ImportBatch) -> str:
    """Why nothing of the batch may become public now, in Chinese; "" if it may. Offices are held in a transaction."""
    if batch.status != BatchStatus.APPROVED or batch.decided_by is None:
        return f"这一批{batch.get_status_display()}，没有领导同意"
    if place := place_obstacle(batch):
        return place
    people = [batch.uploaded_by, batch.decided_by]
    if connection.in_atomic_block:
        people = [hold_offices(person) for person in sorted(people, key=lambda person: person.pk)]
        people.sort(key=lambda person: person.pk != batch.uploaded_by_id)
    uploader, leader = people
    today = f"{timezone.localdate():%Y-%m-%d} "
    if uploader_capacity(uploader, batch.unit) is None:
        return f"上传人{uploader}{today}不担任可以导入的职责"
    if may_decide_batch(leader, batch) is None:
        return f"同意人{leader}{today}不担任{batch.unit}领导职责"
    return ""


def batch_findings() -> Iterator[str]:
    """Batches whose yes the ledger does not have, in Chinese."""
    decided = ImportBatch.objects.filter(status__in=(BatchStatus.APPROVED, BatchStatus.DONE))
    said = LedgerEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(ImportBatch), action=LedgerAction.APPROVED
    )
    known = set(said.values_list("object_id", "digest", "actor"))
    for batch in decided.only("pk", "name", "column_title", "digest", "decided_by").order_by("pk"):
        if (batch.pk, batch.digest, batch.decided_by_id) not in known:
            yield f"第 {batch.pk} 批导入（{batch}）没有领导同意的记录"
