"""What is taken back before anybody decided."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import TaskState

from sites.approval import ledger
from sites.approval.enums import LedgerAction


def record_withdrawal(state: TaskState, user: AbstractBaseUser | None) -> None:
    """A step that is cancelled while it is open: the page is taken back, and what it had gathered is void."""
    if state.status == TaskState.STATUS_IN_PROGRESS:
        ledger.append_step(LedgerAction.WITHDRAWN, state, ledger.Actor(user))
