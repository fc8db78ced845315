"""First rows of the calendar and the legal terms. Afterwards the centre keeps them in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import chinese_calendar
from django.conf import settings

from hub.rules import SATURDAY

REGULATION = settings.REGULATION_TITLE
FIRST_YEAR = 2014


@dataclass(frozen=True)
class Term:
    code: str
    subject: str
    days: int
    source: str
    in_force_from: date
    unit: str = "working_days"  # or "calendar_days"


# How long after an emergency was published those who were not asked have to review it.
EMERGENCY_REVIEW = Term(
    "emergency_review", "突发事件信息事后审查", 3, f"{REGULATION}第十四条（七）、第三十五条", date(2014, 6, 16)
)
TERMS = (
    Term("publish_news", "工作动态和新闻类信息发布", 2, f"{REGULATION}第十三条（一）", date(2014, 6, 16)),
    Term("publish_policy", "政策、特色宣传等非时效性信息发布", 5, f"{REGULATION}第十三条（二）", date(2014, 6, 16)),
    Term("centre_publish", "网络信息中心编辑、发布", 1, f"{REGULATION}第二十七条", date(2014, 6, 16)),
    Term("decide_removal", "撤下、删除、移动的审批", 2, f"{REGULATION}第十三条（一）", date(2014, 6, 16)),
    EMERGENCY_REVIEW,
)


_later: list[Term] = [EMERGENCY_REVIEW]


def register_later(*terms: Term) -> None:
    """Terms that an update brings to installs from before it: nobody entered them, and nobody need look at them."""
    _later.extend(term for term in terms if term not in _later)


def later_terms() -> tuple[Term, ...]:
    return tuple(_later)


def calendar_days() -> Iterator[tuple[date, bool, str]]:
    """(day, worked, name) of every day since FIRST_YEAR that is not what its weekday says, as far as announced."""
    for day, name in chinese_calendar.holidays.items():
        if day.year >= FIRST_YEAR and day.weekday() < SATURDAY:
            yield day, False, chinese_calendar.Holiday(name).chinese
    for day, name in chinese_calendar.workdays.items():
        if day.year >= FIRST_YEAR:
            yield day, True, f"{chinese_calendar.Holiday(name).chinese}调休"
