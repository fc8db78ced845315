"""What mail does to a case: it brings words of the applicant, or comes back."""

from __future__ import annotations

from sites.casework.actions.dialogue import supplement
from sites.casework.actions.step import Doing, act
from sites.casework.enums import Action, CaseStatus
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.rights import APPLICANT, Seat


def answer_by_mail(case: Case, text: str, *, says_something: bool = True) -> CaseEvent:
    """From the applicant's own address: an answer to what was asked, else a word to who handles the case."""
    if case.status == CaseStatus.WAITING and says_something:
        return supplement(case, APPLICANT, text)
    return add_mail(case, APPLICANT, text)


def add_mail(case: Case, seat: Seat | None, text: str) -> CaseEvent:
    """From another address, as the centre has judged, it is for those who handle the case alone."""

    def change(held: Case, doing: Doing) -> None:
        doing.is_told = seat == APPLICANT
        doing.note = "" if doing.is_told else text

    return act(case, Action.MAIL, seat, change, text=text)


def return_mail(case: Case, seat: Seat | None, note: str) -> CaseEvent:
    """Mail to the applicant cannot be delivered: who handles the case looks for another way."""
    return act(case, Action.MAIL_RETURNED, seat, None, note=note)
