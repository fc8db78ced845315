"""Proposing, confirming, refusing and withdrawing. Nobody confirms what they proposed or what concerns themselves."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.accounts.enums import ProposalOutcome
from hub.accounts.factors.policy import hold_rights, manages_accounts
from hub.accounts.proposals.kinds import ProposalRefused, kind_of, label_of
from hub.accounts.proposals.notifications import tell_decision, tell_proposal
from hub.events import record_event
from hub.models import AccountProposal, User

_REFUSALS = {
    "rights": "只有管理账号的人员可以办理。",
    "self": "涉及自己的事项由网络信息中心的其他同事确认。",
    "same": "提出和确认须由两个人分别办理。",
    "other": "只有提出人可以撤回。",
    "twice": "已有一项同样的申请等待确认。",
    "gone": "这项申请已经处理，或者已过期。",
}


@transaction.atomic
def propose(
    kind: str,
    actor: User,
    person: User | None,
    *,
    subject: str,
    summary: str,
    values: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> AccountProposal:
    """The person hears of it at once. In a new installation the first two accounts need not wait for a third.

    Raises:
        ProposalRefused: the actor may not, or the same waits already.
    """
    actor = hold_rights(actor)
    _require(manages_accounts(actor), "rights")
    if person is not None:
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
    same = AccountProposal.objects.waiting().filter(kind=kind, person=person, subject=subject)
    _require(not any(row.values == values for row in same), "twice")
    proposal = AccountProposal.objects.create(
        kind=kind,
        person=person,
        subject=subject,
        summary=summary,
        values=values,
        before=before or {},
        proposed_by=actor,
    )
    if kind_of(proposal).is_founding(proposal):
        _found(proposal, actor)
        return proposal
    record_event(f"申请{label_of(proposal)}", subject, f"{actor}提出：{summary}", actor=actor)
    tell_proposal(proposal)
    return proposal


def may_confirm(proposal: AccountProposal, actor: User) -> bool:
    """Of those who manage accounts. The first two accounts confirm to each other what concerns themselves."""
    is_founding = proposal.outcome == ProposalOutcome.FOUNDING
    return actor.pk != proposal.proposed_by_id and (is_founding or actor.pk != proposal.person_id)


@transaction.atomic
def confirm_proposal(proposal: AccountProposal, actor: User) -> AccountProposal:
    """What is proposed takes effect, once.

    Raises:
        ProposalRefused: not this person's to confirm, decided or void by now, or no longer fitting.
    """
    actor, row = _to_decide(proposal, actor)
    founding = row.outcome == ProposalOutcome.FOUNDING
    former = row.person.email if row.person else ""
    if not founding:
        row.person = kind_of(row).carry_out(row, actor)
    _decide(row, ProposalOutcome.DONE, actor)
    if founding:
        record_event(
            "首批账号互相确认", row.subject, f"{actor}确认{row.proposed_by}所提出的：{row.summary}", actor=actor
        )
    else:
        record_event(f"确认{label_of(row)}", row.subject, _who(row), actor=actor)
    if founding or kind_of(row).tells:
        tell_decision(row, former)
    return row


@transaction.atomic
def refuse_proposal(proposal: AccountProposal, actor: User, reason: str = "") -> AccountProposal:
    """
    Raises:
        ProposalRefused: as for the confirmation.
    """
    actor, row = _to_decide(proposal, actor)
    _require(row.outcome == ProposalOutcome.WAITING, "gone")
    row.reason = reason.strip()[:200]
    _decide(row, ProposalOutcome.REFUSED, actor)
    record_event(f"不同意{label_of(row)}", row.subject, _who(row), reason=row.reason, actor=actor)
    tell_decision(row)
    return row


@transaction.atomic
def withdraw_proposal(proposal: AccountProposal, actor: User) -> AccountProposal:
    """
    Raises:
        ProposalRefused: not the actor's own, or decided by now.
    """
    row = AccountProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    _require(row.proposed_by_id == actor.pk, "other")
    _require(row.outcome == ProposalOutcome.WAITING, "gone")
    row.outcome, row.decided_at = ProposalOutcome.WITHDRAWN, timezone.now()
    row.save()
    record_event(f"撤回{label_of(row)}的申请", row.subject, row.summary, actor=actor)
    return row


def _to_decide(proposal: AccountProposal, actor: User) -> tuple[User, AccountProposal]:
    """The actor and the row as stored now, locked."""
    actor = hold_rights(actor)
    row = AccountProposal.objects.select_for_update(of=("self",)).to_confirm().filter(pk=proposal.pk).first()
    _require(manages_accounts(actor), "rights")
    if row is None:
        raise ProposalRefused(_REFUSALS["gone"])
    _require(actor.pk != row.proposed_by_id, "same")
    _require(may_confirm(row, actor), "self")
    return actor, row


def _decide(row: AccountProposal, outcome: ProposalOutcome, actor: User) -> None:
    row.outcome, row.decided_by, row.decided_at = outcome, actor, timezone.now()
    row.save()


def _found(proposal: AccountProposal, actor: User) -> None:
    proposal.person = kind_of(proposal).carry_out(proposal, actor)
    proposal.outcome = ProposalOutcome.FOUNDING
    proposal.save()
    text = f"{actor}提出，系统中没有可以确认的第二人，先行生效：{proposal.summary}"
    record_event("首批账号", proposal.subject, text, actor=actor)
    tell_decision(proposal)


def _who(row: AccountProposal) -> str:
    return f"{row.proposed_by}提出，{row.decided_by}{row.get_outcome_display()}：{row.summary}"


def _require(is_fine: bool, refusal: str) -> None:
    if not is_fine:
        raise ProposalRefused(_REFUSALS[refusal])
