"""Proposals about accounts: a new one, a new name or address, one that is opened again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from hub.accounts.actions import FIELDS, save_identity
from hub.accounts.links import send_link
from hub.accounts.proposals.actions import propose
from hub.accounts.proposals.kinds import ProposalKind, ProposalRefused, register_kind, sentences
from hub.events import record_event
from hub.models import AccountProposal, User

CREATE, IDENTITY, REOPEN = "create_account", "change_identity", "reopen_account"
_OF_NEW_ACCOUNT = (*FIELDS, "telephone")


def propose_account(account: User, actor: User) -> AccountProposal:
    """`account` is not saved. It begins without a password, by a link to its address.

    Raises:
        ProposalRefused: the actor may not, or the name waits already.
    """
    if AccountProposal.objects.waiting().filter(kind=CREATE, values__username=account.username).exists():
        raise ProposalRefused("同一登录名已有一项申请等待确认。")
    values = {name: getattr(account, name) for name in _OF_NEW_ACCOUNT}
    summary = f"开通账号：{account}，登录名 {account.username}，邮箱 {account.email}。"
    return propose(CREATE, actor, None, subject=str(account), summary=summary, values=values)


@transaction.atomic
def amend_account(wanted: User, actor: User) -> list[AccountProposal]:
    """Saves of `wanted` what one person may change, the telephone and that the account is closed; proposes all else.

    Raises:
        ProposalRefused: the actor may not, or the same waits already.
    """
    stored = User.objects.select_for_update(no_key=True).get(pk=wanted.pk)
    changed = {name: getattr(wanted, name) for name in FIELDS if getattr(wanted, name) != getattr(stored, name)}
    reopened, closed = wanted.is_active and not stored.is_active, stored.is_active and not wanted.is_active
    stored.telephone, stored.is_active = wanted.telephone, wanted.is_active and stored.is_active
    stored.save(update_fields=["telephone", "is_active"])
    if closed:
        record_event("停用账号", str(stored), f"{actor}停用{stored}（{stored.username}）的账号。", actor=actor)
    made = [_propose_identity(stored, changed, actor)] if changed else []
    if reopened:
        summary = f"重新启用账号：{stored}（{stored.username}）。"
        made.append(propose(REOPEN, actor, stored, subject=str(stored), summary=summary, values={}))
    return made


def _propose_identity(stored: User, changed: dict[str, str], actor: User) -> AccountProposal:
    before = {name: getattr(stored, name) for name in changed}
    parts = (f"{FIELDS[name]}由“{before[name]}”改为“{value}”" for name, value in changed.items())
    summary = f"{stored}（{stored.username}）：{'；'.join(parts)}。"
    return propose(IDENTITY, actor, stored, subject=str(stored), summary=summary, values=changed, before=before)


def _create(proposal: AccountProposal, actor: User) -> User:
    account = User(**proposal.values)
    account.set_unusable_password()
    _check(account)
    account.save()
    send_link(account)
    return account


def _change_identity(proposal: AccountProposal, actor: User) -> User:
    person = _locked(proposal)
    if not person.is_active:
        raise ProposalRefused("这个账号已停用，请先重新启用。")
    if any(getattr(person, name) != value for name, value in proposal.before.items()):
        raise ProposalRefused("提出之后姓名或邮箱已经变动，请撤回后重新提出。")
    for name, value in proposal.values.items():
        setattr(person, name, value)
    _check(person)
    save_identity(person, actor, f"{proposal.proposed_by}提出，{actor}确认")
    return person


def _reopen(proposal: AccountProposal, actor: User) -> User:
    person = _locked(proposal)
    if person.is_active:
        raise ProposalRefused("这个账号已经是启用状态。")
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


def _locked(proposal: AccountProposal) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=proposal.person_id)


def _check(account: User) -> None:
    try:
        account.full_clean(exclude=["password"])
    except ValidationError as error:
        raise ProposalRefused(f"现在不能这样登记：{sentences(error)}") from error


def _is_second_account(proposal: AccountProposal) -> bool:
    """Accounts are never deleted: an installation has its first two once."""
    return User.objects.count() == 1


def register() -> None:
    register_kind(ProposalKind(CREATE, "开通账号", _create, _is_second_account))
    register_kind(ProposalKind(IDENTITY, "更改姓名或邮箱", _change_identity, tells=False))
    register_kind(ProposalKind(REOPEN, "重新启用账号", _reopen))
