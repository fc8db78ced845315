"""What changes comments: somebody sends one, the drafters sort them, and write what became of them into a draft."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from hub.events import record_event
from inquiry.consultations.elements import ungrouped
from inquiry.consultations.enums import ConsultationState, Showing, Verdict
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from inquiry.models.opinion_group import OpinionGroup
from inquiry.public_forms import Refused

RECEIPT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LONGEST_SHOWN = 5000


def keep_comment(consultation: ConsultationPage, key: str, now: datetime, **stored: Any) -> ConsultationComment:
    """One for each form, however often its button is pressed."""
    receipt = "".join(secrets.choice(RECEIPT_LETTERS) for _ in range(10))
    try:
        with transaction.atomic():
            return ConsultationComment.objects.create(
                consultation=consultation, form_key=key, receipt=receipt, received_at=now, **stored
            )
    except IntegrityError:
        if (made := sent_already(consultation, key)) is None:
            raise
        return made


def sent_already(consultation: ConsultationPage, key: str) -> ConsultationComment | None:
    return ConsultationComment.objects.filter(consultation=consultation, form_key=key).first()


@transaction.atomic
def group_comments(
    consultation: ConsultationPage, comments: Iterable[int], group: OpinionGroup | None, person: AbstractBaseUser
) -> int:
    """Puts comments of one consultation into one of its groups, or takes them out; how many."""
    if group is not None and group.consultation_id != consultation.pk:
        raise Refused("这个分类属于别的征集。")
    found = ConsultationComment.objects.filter(consultation=consultation, pk__in=list(comments))
    done = found.update(group=group)
    if done:
        message = f"{done} 条意见归入“{group}”" if group else f"{done} 条意见退出分类"
        _record("意见分类", consultation, message, person)
    return done


@transaction.atomic
def decide_showing(
    comment: ConsultationComment, showing: Showing, person: AbstractBaseUser, *, text: str = "", reason: str = ""
) -> None:
    """Whether it is to be read in the outcome. What is shown then is the masked text, once leaders have approved it.

    Raises:
        Refused: its writer does not wish it, the text is missing, or the reason is.
    """
    if showing == Showing.SHOWN:
        if not comment.wishes_public:
            raise Refused("提意见的人没有同意公开，不能选登。")
        if not text.strip():
            raise Refused("请写明选登的文字。")
    elif showing == Showing.HIDDEN and not reason.strip():
        raise Refused("不选登须写明理由。")
    comment.showing, comment.showing_reason = showing, reason.strip()
    comment.masked_text = text.strip()[:LONGEST_SHOWN] if showing == Showing.SHOWN else ""
    comment.save(update_fields=["showing", "showing_reason", "masked_text"])
    _record(
        "选登意见", comment.consultation, f"{comment.receipt} {showing.label}", person, reason=comment.showing_reason
    )


@transaction.atomic
def record_look(comment: ConsultationComment, person: AbstractBaseUser) -> None:
    _record("查看联系方式", comment.consultation, f"{comment.receipt} 姓名、联系方式", person)


@transaction.atomic
def draft_outcome(consultation: ConsultationPage, person: AbstractBaseUser) -> ConsultationPage:
    """Writes groups and chosen comments into the newest draft of the page, where an editor goes on.

    Raises:
        Refused: comments may still come, some have no group, a group has no verdict or no reason, or the page
            is being approved.
    """
    page = ConsultationPage.locked(consultation.pk)
    if page.state in (ConsultationState.COMING, ConsultationState.OPEN):
        raise Refused("征集还没有截止。")
    if waiting := ungrouped(page):
        raise Refused(f"还有 {waiting} 条意见没有分类。")
    groups = OpinionGroup.objects.filter(consultation=page).annotate(size=Count("members")).filter(size__gt=0)
    for group in groups:
        if not group.result:
            raise Refused(f"“{group}”还没有写明是否采纳。")
        if group.result != Verdict.ADOPTED and not group.grounds.strip():
            raise Refused(f"“{group}”没有全部采纳，请说明理由。")
    draft = page.get_latest_revision_as_object()
    if draft.get_lock() is not None and draft.get_lock().for_user(person):
        raise Refused("页面正在审批或者被锁定，请先撤回。")
    draft.opinions = [
        ("opinion", {"opinion": each.wording, "number": each.size, "verdict": each.result, "why": each.grounds})
        for each in groups
    ]
    shown = ConsultationComment.objects.filter(consultation=page, showing=Showing.SHOWN).order_by("received_at", "pk")
    draft.shown_comments = [("comment", each.masked_text) for each in shown]
    draft.save_revision(user=person)
    _record("写入征集结果", page, f"{len(draft.opinions)} 类意见", person)
    return draft


def _record(
    action: str, consultation: ConsultationPage, message: str, person: AbstractBaseUser, *, reason: str = ""
) -> None:
    code = consultation.unit.code if consultation.unit else ""
    subject = f"{consultation.title}（{timezone.localdate():%Y-%m-%d}）"
    record_event(action, subject, message, reason=reason, unit_code=code, actor=person)
