"""Mail is kept as long as its term says; what it brought to a case stays with the case, for the case's own time."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from hub.calendar import Terms
from hub.events import record_event
from hub.incoming_mail.enums import MailState
from hub.models import IncomingMail
from hub.scheduler.rows import for_each
from hub.sent_files.actions import forget
from sites.casework.models.case import Case

TERM = "keep_mail"


def drop_old_mails() -> int:
    """What was handled longer ago than the term. How many."""
    today, terms = timezone.localdate(), Terms.load()
    handled = IncomingMail.objects.exclude(handled_at=None).exclude(state__in=[MailState.NEW, MailState.OPEN])
    rows = handled.order_by("pk").values_list("pk", "handled_at").iterator()
    old = [key for key, at in rows if terms.due(TERM, timezone.localdate(at)).on < today]
    try:
        return for_each(old, lambda key: drop_mail(IncomingMail.objects.get(pk=key)), name=lambda key: f"来邮 {key}")
    finally:
        if gone := len(old) - IncomingMail.objects.filter(pk__in=old).count():
            record_event("删除来邮", f"{gone} 封", "保存期满。")


def drop_mails_of(case: Case) -> None:
    """Not what still waits for the centre, and only may be about it."""
    for mail in IncomingMail.objects.filter(filed_under=case.number, state=MailState.FILED):
        drop_mail(mail)


@transaction.atomic
def drop_mail(mail: IncomingMail) -> bool:
    for row in mail.files.select_related("file__case_file"):
        if row.file is not None and not hasattr(row.file, "case_file"):
            forget(row.file)
    mail.delete()
    return True
