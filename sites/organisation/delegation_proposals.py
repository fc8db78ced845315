"""Who stands in for somebody who decides what others wrote: entered by one of the centre, confirmed by another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hub.accounts.proposals.actions import propose
from hub.accounts.proposals.kinds import ProposalKind, ProposalRefused, register_kind, sentences
from hub.models import AccountProposal, User
from hub.outbox import write_to
from sites.organisation.delegation_events import CHANGED, ENDED, MADE, record_delegation
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation

DELEGATE = "delegate"


@dataclass(frozen=True)
class WantedDelegation:
    """`stored` is None of a new one, `delegate` and days of one that is to end."""

    stored: Delegation | None
    delegate: User | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    reason: str = ""


@transaction.atomic
def propose_delegations(
    appointment: Appointment, wanted: Iterable[WantedDelegation], actor: User
) -> list[AccountProposal]:
    """
    Raises:
        ProposalRefused: the actor may not, or the same waits already.
    """
    return [_propose(appointment, each, actor) for each in wanted]


def _propose(appointment: Appointment, wanted: WantedDelegation, actor: User) -> AccountProposal:
    stored = Delegation.objects.get(pk=wanted.stored.pk) if wanted.stored else None
    before = _values(stored) if stored else {}
    if wanted.delegate is None:
        person, after, summary = stored.delegate, {}, f"取消代理：{stored}。"
    else:
        new = Delegation(
            appointment=appointment,
            delegate=wanted.delegate,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            reason=wanted.reason,
        )
        person, after = wanted.delegate, _values(new)
        summary = f"更改代理：由“{stored}”改为“{new}”。" if stored else f"委托代理：{new}。"
    values = {"appointment": appointment.pk, "delegation": stored.pk if stored else None, "after": after}
    return propose(DELEGATE, actor, person, subject=str(appointment), summary=summary, values=values, before=before)


def _values(delegation: Delegation) -> dict[str, Any]:
    return {
        "delegate": delegation.delegate_id,
        "starts_on": delegation.starts_on.isoformat(),
        "ends_on": delegation.ends_on.isoformat(),
        "reason": delegation.reason,
    }


def _carry_out(proposal: AccountProposal, actor: User) -> User:
    values = proposal.values
    appointment = Appointment.objects.select_for_update(of=("self",)).filter(pk=values["appointment"]).first()
    if appointment is None:
        raise ProposalRefused("这项任职已经不存在。")
    if values["delegation"] is None:
        delegation, action = Delegation(appointment=appointment), MADE
    else:
        delegation = Delegation.objects.select_for_update(of=("self",)).filter(pk=values["delegation"]).first()
        if delegation is None or _values(delegation) != proposal.before:
            raise ProposalRefused("提出之后这项代理已经变动，请撤回后重新提出。")
        action = CHANGED if values["after"] else ENDED
    _tell_holder(proposal, appointment)
    if action == ENDED:
        person = delegation.delegate
        record_delegation(ENDED, delegation, actor)
        delegation.delete()
        return person
    _store(delegation, values["after"])
    record_delegation(action, delegation, actor)
    return delegation.delegate


def _tell_holder(proposal: AccountProposal, appointment: Appointment) -> None:
    """The delegate is told by the common mail; whose office it is did not ask for it."""
    write_to(
        appointment.person,
        key=f"delegation-proposal:{proposal.pk}",
        subject="您的职责有代理变动",
        text=f"{proposal.summary}\n\n{proposal.proposed_by}提出，已由网络信息中心的另一人确认。"
        "如果您不了解此事，请立即联系网络信息中心。",
    )


def _store(delegation: Delegation, values: dict[str, Any]) -> None:
    delegation.delegate = User.objects.select_for_update(no_key=True).get(pk=values["delegate"])
    delegation.starts_on, delegation.ends_on = (date.fromisoformat(values[name]) for name in ("starts_on", "ends_on"))
    delegation.reason = values["reason"]
    try:
        delegation.full_clean()
    except ValidationError as error:
        raise ProposalRefused(f"现在不能这样登记：{sentences(error)}") from error
    delegation.save()


def register() -> None:
    register_kind(ProposalKind(DELEGATE, "代理", _carry_out))
