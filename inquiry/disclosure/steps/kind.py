from __future__ import annotations

from inquiry.kinds import DISCLOSURE
from sites.casework.actions.step import CaseRefused
from sites.casework.models.case import Case


def require_request(case: Case) -> None:
    """
    Raises:
        CaseRefused: the case is of another kind.
    """
    if case.kind != DISCLOSURE.code:
        raise CaseRefused(f"只有依申请公开的办件可以这样办，这是{case.get_kind_display()}。")
