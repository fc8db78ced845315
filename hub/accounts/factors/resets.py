"""A lost second factor is taken off an account by two people: one of the centre proposes, another one confirms."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from hub.accounts.enums import ResetOutcome, SignInKind
from hub.accounts.factors.actions import FactorError, has_factor, remove_all_factors
from hub.accounts.factors.policy import hold_rights, manages_accounts
from hub.accounts.records import record_sign_in
from hub.accounts.sessions.actions import end_sessions
from hub.events import record_event
from hub.models import FactorReset, User
from hub.outbox import enqueue_mail

_REFUSALS = {
    "rights": "只有管理账号的人员可以重置二次验证。",
    "self": "自己的二次验证由网络信息中心的其他同事重置。",
    "same": "提出和确认须由两个人分别办理。",
    "none": "这个账号没有设置二次验证。",
    "twice": "这个账号已有一项重置等待确认。",
    "gone": "这项重置已经处理，或者已过期。",
}


@transaction.atomic
def propose_reset(person: User, actor: User, reason: str) -> FactorReset:
    """The person hears of it at once.

    Raises:
        FactorError: the actor may not, the account has none, or one waits already.
    """
    actor = hold_rights(actor)
    User.objects.select_for_update().get(pk=person.pk)
    _require(manages_accounts(actor), "rights")
    _require(actor.pk != person.pk, "self")
    _require(has_factor(person), "none")
    _require(not person.factor_resets.waiting().exists(), "twice")
    reset: FactorReset = FactorReset.objects.create(person=person, reason=reason, proposed_by=actor)
    record_event("申请重置二次验证", str(person), f"{actor}提出重置{person}的二次验证。", reason=reason, actor=actor)
    _mail(reset, "proposed", f"{actor}提出重置您的二次验证，等待另一人确认。原因：{reason}")
    return reset


@transaction.atomic
def decide_reset(reset: FactorReset, actor: User, *, agrees: bool) -> None:
    """With a yes all of the person's factors, recovery codes and sign-ins are gone; the next sign-in begins anew.

    Raises:
        FactorError: the actor may not, or it is no longer open.
    """
    actor = hold_rights(actor)
    row = FactorReset.objects.select_for_update().waiting().filter(pk=reset.pk).first()
    _require(row is not None, "gone")
    assert row is not None  # noqa: S101  said above
    _require(manages_accounts(actor), "rights")
    _require(actor.pk != row.person_id, "self")
    _require(actor.pk != row.proposed_by_id, "same")
    row.outcome = ResetOutcome.DONE if agrees else ResetOutcome.REFUSED
    row.decided_by, row.decided_at = actor, timezone.now()
    row.save()
    what = f"{row.proposed_by}提出，{actor}{'确认' if agrees else '未同意'}"
    if agrees:
        clear_factors(row.person, what)
    record_event(f"重置二次验证：{row.get_outcome_display()}", str(row.person), what, reason=row.reason, actor=actor)
    _mail(row, "decided", f"重置您的二次验证：{row.get_outcome_display()}（{what}）。")


def clear_factors(person: User, detail: str) -> None:
    remove_all_factors(person)
    end_sessions(person, "二次验证已重置")
    record_sign_in(SignInKind.FACTOR_REMOVED, person, detail=f"全部，{detail}")


def _require(is_fine: bool, refusal: str) -> None:
    if not is_fine:
        raise FactorError(_REFUSALS[refusal])


def _mail(reset: FactorReset, step: str, text: str) -> None:
    body = f"{text}\n\n如果您没有要求这样做，请立即联系网络信息中心。"
    key = f"factor-reset:{reset.pk}:{step}"
    enqueue_mail(key=key, recipient=reset.person.email, subject="重置二次验证", body=body)
