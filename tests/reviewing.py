"""The second person's word on what waits for it, as in the inbox."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from sites.approval.changes import changes_for, decide_change


def confirm_changes(person: AbstractBaseUser) -> int:
    """Confirms all that `person` may; how many."""
    waiting = changes_for(person)
    for change in waiting:
        decide_change(change, person, confirm=True)
    return len(waiting)
