"""What an office says about an emergency afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from sites.approval import ledger
from sites.approval.actions import StepRefused, refused_without_ledger
from sites.approval.emergencies.queue import may_review_emergency
from sites.approval.enums import ApprovalStep, LedgerAction, RemovalKind, RemovalStatus, ReviewStatus
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.notifications import announce_objection
from sites.approval.removals import open_request
from sites.approval.rules import SECRECY_CHECKS
from sites.organisation.capacity import hold_offices


@transaction.atomic
def review_emergency(
    review: EmergencyReview,
    person: AbstractBaseUser,
    *,
    passes: bool,
    comment: str = "",
    declaration: Iterable[str] = (),
) -> None:
    """Says 无异议, or 有问题: then a leader of the unit decides whether it is taken down.

    Raises:
        StepRefused: not this person's to say, said already, without declaration or reason, or nothing can be recorded.
    """
    person = hold_offices(person)
    review = _locked(review)
    if review.status != ReviewStatus.WAITING:
        raise StepRefused("这项事后审查已经有人处理过了。")
    appointment = may_review_emergency(person, review)
    if appointment is None:
        raise StepRefused("您今天不担任这项职责，或者参与了编写、审批，或者已审查过另一环节，不能事后审查。")
    comment, declaration = comment.strip(), list(declaration)
    if not passes and not comment:
        raise StepRefused("请写明有什么问题。")
    if passes and review.step == ApprovalStep.SECRECY and set(declaration) != set(SECRECY_CHECKS):
        raise StepRefused("保密审查要逐项核对并勾选声明。")
    review.status = ReviewStatus.PASSED if passes else ReviewStatus.OBJECTED
    review.decided_by, review.decided_at, review.comment = person, timezone.now(), comment
    if not passes:
        review.removal = _propose_removal(review, person)
    review.save()
    _record(review, ledger.Actor(person, appointment), declaration if passes else [])
    if not passes:
        announce_objection(review)


def _locked(review: EmergencyReview) -> EmergencyReview:
    """Together with the other one of the same publication: two people say both."""
    both = EmergencyReview.objects.select_for_update(of=("self",)).filter(publication=review.publication_id)
    rows = {row.pk: row for row in both.order_by("pk").select_related("unit", "publication__content_type")}
    return rows[review.pk]


def _record(review: EmergencyReview, actor: ledger.Actor, declaration: list[str]) -> None:
    entry = review.publication
    says = f"{review.get_status_display()}{'：' if review.comment else ''}{review.comment}"
    with refused_without_ledger():
        ledger.append_about(
            entry, LedgerAction.REVIEWED, actor=actor, step=review.step, declaration=declaration, comment=says
        )


def _propose_removal(review: EmergencyReview, person: AbstractBaseUser) -> RemovalRequest | None:
    """That which waits already serves; what is public no more needs none."""
    content = review.content
    if content is None or not content.live or content.unit is None:
        return None
    try:
        with transaction.atomic():
            return open_request(content, RemovalKind.UNPUBLISH, person, f"事后审查有问题：{review.comment}"[:500])
    except IntegrityError:
        return RemovalRequest.objects.of(content).filter(status=RemovalStatus.WAITING).first()
