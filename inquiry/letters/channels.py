"""What the public can write, in the order in which it is offered (Art. 22)."""

from __future__ import annotations

from inquiry.kinds import COMPLAINT, CONSULTATION, DISCLOSURE, HELP, LEADER_MAILBOX, LETTERS, PAGE_ERROR, SUGGESTION
from sites.casework.kinds import CaseKind

CHANNELS = (LEADER_MAILBOX, CONSULTATION, COMPLAINT, SUGGESTION, HELP, DISCLOSURE, PAGE_ERROR)
# What stands in lists and figures of letters.
PUBLISHED_KINDS = tuple(kind for kind in LETTERS if kind.may_be_public)


def channel(code: str) -> CaseKind | None:
    return next((kind for kind in CHANNELS if kind.code == code), None)
