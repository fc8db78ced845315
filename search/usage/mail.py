"""The weekly mail about queries that find nothing. It goes into the outbox; its links lead behind the login."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hub.models import User
from hub.outbox import write_to
from search.enums import QueryState
from search.models import UnansweredQuery
from search.usage.unanswered import close_answered
from sites.approval.notifications import admin_url
from sites.organisation.capacity import people_of
from sites.organisation.enums import CENTRE_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit

LINES = 30


def send_unanswered_queries(today: date | None = None) -> int:
    """Queues one mail a week for each person who should answer something; returns how many mails.

    The information officers of the unit, and who acts for them today; of what is the centre's or nobody's, the centre's
    people. However often this runs in a week, nobody is told twice.
    """
    today = today or timezone.localdate()
    close_answered()
    by_unit: dict[Unit | None, list[UnansweredQuery]] = defaultdict(list)
    rows = UnansweredQuery.objects.filter(state=QueryState.OPEN).select_related("unit").order_by("-searches", "pk")
    for row in rows:
        by_unit[row.unit].append(row)
    by_person: dict[User, list[UnansweredQuery]] = defaultdict(list)
    for unit, queries in by_unit.items():
        for person in _people_of(unit, today):
            by_person[person] += queries
    with transaction.atomic():
        return sum(_announce(person, queries, today) for person, queries in by_person.items())


def _people_of(unit: Unit | None, today: date) -> list[User]:
    if unit is None or unit.code == settings.CENTRE_UNIT_CODE:
        appointments = Appointment.objects.current(today).of_offices(CENTRE_OFFICES)
    else:
        appointments = Appointment.objects.current(today).of_offices([Office.INFORMATION_OFFICER]).filter(unit=unit)
    return list(people_of(appointments, today))


def _announce(person: User, queries: list[UnansweredQuery], today: date) -> bool:
    year, week, _day = today.isocalendar()
    lines = [f"“{row.query}”：{row.searches} 次" for row in queries[:LINES]]
    more = [f"…… 另有 {len(queries) - LINES} 条"] if len(queries) > LINES else []
    return write_to(
        person,
        key=f"unanswered:{person.pk}:{year}-{week}",
        subject=f"网站搜索：{len(queries)} 个词搜不到结果",
        text="\n".join([
            "以下的词有人搜索，但搜不到结果：", "", *lines, *more, "",
            "可以写一篇信息，或者请市网络信息中心添加同义词、直达答案。",
            f"查看：{admin_url('search_usage:unanswered')}",
        ]),
    )  # fmt: skip
