"""What can be proposed. Apps register their kinds: what a proposal is called, and what it does once confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from hub.models import AccountProposal, User


class ProposalRefused(ValueError):
    """It cannot be proposed, or not be decided on. The message says why, in Chinese."""


def _never(proposal: AccountProposal) -> bool:
    return False


@dataclass(frozen=True)
class ProposalKind:
    """`carry_out` returns whom it concerns, and raises ProposalRefused where the proposal no longer fits.

    `is_founding`: whether it may take effect before anybody confirms it, because nobody else is there yet.
    `tells`: whether the person is told by the common mail once it is done; else `carry_out` does it.
    """

    code: str
    label: str
    carry_out: Callable[[AccountProposal, User], User]
    is_founding: Callable[[AccountProposal], bool] = _never
    tells: bool = True


_kinds: dict[str, ProposalKind] = {}


def register_kind(kind: ProposalKind) -> None:
    _kinds[kind.code] = kind


def kind_of(proposal: AccountProposal) -> ProposalKind:
    return _kinds[proposal.kind]


def label_of(proposal: AccountProposal) -> str:
    """Of a kind that no app has any more, its code."""
    return _kinds[proposal.kind].label if proposal.kind in _kinds else proposal.kind


def sentences(error: ValidationError) -> str:
    return "".join(error.messages)
