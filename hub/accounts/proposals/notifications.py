"""Whom a proposal concerns hears of it: at the address that stands, and at the one that stood before."""

from __future__ import annotations

from hub.accounts.proposals.kinds import label_of
from hub.models import AccountProposal
from hub.outbox import enqueue_mail

_WARNING = "如果您不了解此事，请立即联系网络信息中心。"


def tell_proposal(proposal: AccountProposal) -> None:
    """Nobody, where the account does not exist yet."""
    if proposal.person is not None:
        text = f"{proposal.proposed_by}提出：{proposal.summary}\n\n由网络信息中心的另一人确认后生效。"
        _mail(proposal, "proposed", proposal.person.email, text)


def tell_decision(proposal: AccountProposal, former_address: str = "") -> None:
    if proposal.person is None:
        return
    who = f"{proposal.proposed_by}提出"
    if proposal.decided_by:
        who += f"，{proposal.decided_by}办理"
    text = f"{label_of(proposal)}：{proposal.get_outcome_display()}。\n\n{proposal.summary}\n\n{who}。"
    for number, address in enumerate(dict.fromkeys((former_address or proposal.person.email, proposal.person.email))):
        _mail(proposal, f"{proposal.outcome}:{number}", address, text)


def _mail(proposal: AccountProposal, step: str, address: str, text: str) -> None:
    key = f"account-proposal:{proposal.pk}:{step}"
    enqueue_mail(key=key, recipient=address, subject=f"您的账号：{label_of(proposal)}", body=f"{text}\n\n{_WARNING}")
