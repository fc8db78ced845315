"""Accounts that come in by a program, without a second person: on record as such, under the name of what did it."""

from __future__ import annotations

from django.db import transaction

from hub.events import record_event
from hub.models import User


@transaction.atomic
def provision_account(account: User, source: str) -> User:
    """Saves a new account; `source` says where it comes from, in Chinese."""
    account.save()
    text = f"{account}（{account.username}）由“{source}”直接登记，没有经过第二人确认。"
    record_event("批量开通账号", str(account), text, reason=source)
    return account
