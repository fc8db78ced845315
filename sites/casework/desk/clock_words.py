"""What the clock of a case says in a list: a word and a tone. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sites.casework.clock.rules import working_days_between
from sites.casework.enums import CaseStatus
from sites.casework.models.case import Case

LATE, NEAR, PAUSED, CALM = "late", "near", "paused", "calm"


@dataclass(frozen=True)
class ClockWords:
    """`tone`: which colour goes with the words; they say the same without it."""

    words: str
    tone: str


def clock_words(case: Case, today: date, calendar: Mapping[date, bool]) -> ClockWords:
    if case.due_on is None:
        return _standing(case)
    if case.due_on < today:
        return ClockWords(f"已超 {working_days_between(case.due_on, today, calendar) or 1} 个工作日", LATE)
    left = working_days_between(today, case.due_on, calendar)
    if left == 0:
        return ClockWords("今天到期", NEAR)
    return ClockWords(f"还剩 {left} 个工作日", NEAR if left == 1 else CALM)


def _standing(case: Case) -> ClockWords:
    if case.status in (CaseStatus.WAITING, CaseStatus.CONSULTING, CaseStatus.UNPAID):
        until = f"，到 {case.asked_until:%Y-%m-%d}" if case.asked_until else ""
        return ClockWords(f"暂停{until}", PAUSED)
    if case.status == CaseStatus.UNCONFIRMED:
        return ClockWords("未起算", PAUSED)
    return ClockWords(f"{case.answered_on:%Y-%m-%d} 答复" if case.answered_on else "已结束", CALM)
