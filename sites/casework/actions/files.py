"""Files that come with a case: kept with the event that brought them, opened by who handles it, each time on record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hub.models.incoming_mail import IncomingMail
from hub.private_fields.key_ring import UnreadablePrivateData, opened, sealed
from hub.scheduler.rows import for_each
from hub.sent_files.actions import OutOfReach, forget, keep, read
from hub.sent_files.intake import TakenIn
from hub.sent_files.names import original_name
from sites.casework.actions.looks import may_look, record_look
from sites.casework.actions.step import CaseRefused
from sites.casework.enums import FileSlot, LookPurpose
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.case_file import CaseFile, CaseFileQuerySet
from sites.casework.rights import Seat

UNSENT_FOR = timedelta(days=1)


def unsent(form_key: str) -> CaseFileQuerySet:
    """Files of a form that has not been sent yet."""
    return CaseFile.objects.filter(form_key=form_key, case=None).select_related("file") if form_key else _none()


def keep_unsent(form_key: str, taken: TakenIn, slot: str = FileSlot.ATTACHMENT) -> None:
    """The same file twice is one.

    Raises:
        ValidationError: the form has as many as it may have.
    """
    files = unsent(form_key)
    if files.filter(slot=slot, file__sent_sha256=taken.sent_sha256).exists():
        return
    if files.filter(slot=slot).count() >= settings.SENT_FILES_MOST:
        raise ValidationError(f"最多上传 {settings.SENT_FILES_MOST} 个文件，“{taken.original_name}”没有接收。")
    with transaction.atomic():
        CaseFile.objects.create(form_key=form_key, slot=slot, number=_last(files) + 1, **_kept(taken))


def drop_unsent(form_key: str, keys: Iterable[str]) -> None:
    for row in unsent(form_key).filter(pk__in=[key for key in keys if key.isdecimal() and len(key) < 19]):
        _drop(row)


def drop_old_unsent() -> int:
    """Of forms that nobody sent for a day. How many.

    Raises:
        JobFailed: some failed, when all others are gone.
    """
    old = CaseFile.objects.filter(case=None, kept_at__lt=timezone.now() - UNSENT_FOR)
    return for_each(old, _drop, name=lambda row: f"附件 {row.pk}")


def bring_unsent(event: CaseEvent, form_key: str) -> None:
    """The files of a form become those of its case, in the transaction that makes it."""
    for number, row in enumerate(unsent(form_key).select_for_update(of=("self",)), 1):
        row.case, row.event, row.form_key, row.number = event.case, event, "", number
        row.save(update_fields=["case", "event", "form_key", "number"])


def add_files(event: CaseEvent, files: Iterable[TakenIn], slot: str = FileSlot.ATTACHMENT) -> None:
    """In the transaction of the event."""
    last = _last(event.case.files.all())
    for number, taken in enumerate(files, last + 1):
        CaseFile.objects.create(case=event.case, event=event, slot=slot, number=number, **_kept(taken))


def bring_mailed(event: CaseEvent, mail: IncomingMail) -> None:
    """What a mail brought and was taken goes to the case that the mail is filed under."""
    last = _last(event.case.files.all())
    brought = mail.files.exclude(file=None).filter(file__case_file=None)
    for number, row in enumerate(brought, last + 1):
        CaseFile.objects.create(
            case=event.case, event=event, number=number, file=row.file, original_name=original_name(row.name)
        )


def open_file(case: Case, seat: Seat | None, key: int) -> tuple[CaseFile, bytes]:
    """Nothing is given out that is not on record.

    Raises:
        CaseRefused: not this person's case, no such file, or nobody gets it now.
    """
    if not may_look(seat):
        raise CaseRefused("您今天的职责不能打开附件。")
    row = case.files.select_related("file").filter(pk=key).first()
    with transaction.atomic():
        found = content_of(row)
        record_look(case, seat, LookPurpose.FILE, found[0].name)
    return found


def content_of(row: CaseFile | None) -> tuple[CaseFile, bytes]:
    """Whether the reader may have it the caller has asked.

    Raises:
        CaseRefused: there is none any more, or nobody gets it now.
    """
    if row is None or row.file is None:
        raise CaseRefused("没有这个附件，或者保存期满已经删除。")
    try:
        return row, read(row.file, unseal=opened)
    except (OutOfReach, UnreadablePrivateData) as reason:
        raise CaseRefused(str(reason)) from reason


def forget_files(case: Case) -> None:
    """That there was one stays; what it was, and its name, goes."""
    for row in case.files.select_related("file"):
        if row.file is not None:
            forget(row.file)
    case.files.update(original_name="", file=None)


def _kept(taken: TakenIn) -> dict[str, object]:
    return {"file": keep(taken, seal=sealed), "original_name": taken.original_name}


def _drop(row: CaseFile) -> bool:
    with transaction.atomic():
        file = row.file
        row.delete()
        if file is not None:
            forget(file)
    return True


def _last(files: CaseFileQuerySet) -> int:
    return files.aggregate(last=Max("number"))["last"] or 0


def _none() -> CaseFileQuerySet:
    return CaseFile.objects.none()
