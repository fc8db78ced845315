"""Personal data goes when its time is over (个人信息保护法 Arts. 19, 47). What figures need stays: kind, unit, dates.

A letter that was published stays public in the words that leaders approved; what is not public of it goes as well.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hub.calendar import Terms
from hub.models import OutboxMessage
from hub.models.append_only import AppendOnlyQuerySet
from hub.scheduler.rows import for_each
from sites.approval.ledger import Actor, acting
from sites.casework.actions.files import forget_files
from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.enums import Action, CaseStatus
from sites.casework.incoming.retention import drop_mails_of
from sites.casework.models.applicant import Applicant
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.issued_letter import IssuedLetter
from sites.casework.models.reply import Reply
from sites.casework.models.requested_opinion import RequestedOpinion
from sites.casework.rights import SYSTEM

TERM = "keep_letters"
PUBLIC = Q(live=True, publishes=True, assignment__case__wishes_public=True)
GONE = "（保存期满，内容已删除）"


def erase_old() -> int:
    """Of every closed case whose term is over; each in a transaction of its own. How many."""
    today, terms = timezone.localdate(), Terms.load()
    rows = Case.objects.filter(status=CaseStatus.CLOSED, erased_on=None).order_by("pk").values_list("pk", "closed_at")
    due = [key for key, at in rows.iterator() if terms.due(TERM, timezone.localdate(at)).on < today]
    return for_each(due, lambda key: bool(erase_case(Case.objects.get(pk=key))), overtaken=CaseRefused)


@transaction.atomic
def erase_case(case: Case) -> CaseEvent:
    """Takes away who wrote, what was written and answered, and how the case was opened; the event says that it is so.

    Raises:
        CaseRefused: the case is not closed.
    """

    def change(held: Case, doing: Doing) -> None:
        with acting(Actor(), GONE):
            for reply in Reply.objects.filter(assignment__case=held).exclude(PUBLIC):
                reply.delete()
        Applicant.objects.filter(case=held).delete()
        forget_files(held)
        drop_mails_of(held)
        # Past the rule that events are only added: their words are what has to go, not that they happened.
        AppendOnlyQuerySet.__base__(CaseEvent).filter(case=held).update(public_text="", note="")
        AppendOnlyQuerySet.__base__(IssuedLetter).filter(case=held).update(text="", content="")
        RequestedOpinion.objects.filter(case=held).update(asked="", remark="")
        Case.objects.filter(pk=held.pk).update(title=GONE, text="", likeness="", addressee="")
        OutboxMessage.objects.filter(key__regex=rf"^case-event:{_keys(held)}$").update(private_recipient="")
        held.code_hash, held.erased_on = "", timezone.localdate()
        held.title, held.text = GONE, ""

    return act(case, Action.ERASE, SYSTEM, change)


def _keys(case: Case) -> str:
    return f"({'|'.join(str(key) for key in case.events.values_list('pk', flat=True))})"
