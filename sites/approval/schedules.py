"""A publication that is planned for later, and one that is taken back, are on record (ledger: 定时发布, 撤回)."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from wagtail.models import Revision

from sites.approval import ledger
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction
from sites.approval.models.content import ApprovableContent

FIELD = "approved_go_live_at"


def connect() -> None:
    pre_save.connect(compare, sender=Revision, dispatch_uid="schedules_compare")
    post_save.connect(record, sender=Revision, dispatch_uid="schedules_record")


def compare(sender: type, instance: Revision, raw: bool, update_fields: Any, **signal: Any) -> None:
    """Keeps what the save is about to change. A query for a revision that is there and is saved whole, or in this."""
    if raw or (update_fields is not None and FIELD not in update_fields):
        return
    stored = Revision.objects.filter(pk=instance.pk).values_list(FIELD, flat=True).first() if instance.pk else None
    if stored != getattr(instance, FIELD):
        instance._rescheduled_from = stored


def record(sender: type, instance: Revision, **signal: Any) -> None:
    if not hasattr(instance, "_rescheduled_from"):
        return
    before, now = instance.__dict__.pop("_rescheduled_from"), getattr(instance, FIELD)
    content = instance.as_object()
    if not isinstance(content, ApprovableContent):
        return
    action = LedgerAction.WITHDRAWN if now is None else LedgerAction.SCHEDULED
    comment = f"原定 {_local(before)} 发布" if now is None else f"定于 {_local(now)} 发布"
    ledger.append(action, content, revision_id=instance.pk, digest=content_digest(content), comment=comment)


def _local(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
