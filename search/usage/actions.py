"""What is done with a query that finds nothing: assigned by the centre, answered, put aside, opened again."""

from __future__ import annotations

from django.db import transaction

from hub.events import record_event
from hub.models import User
from opencat.permissions import acts_for_centre
from search.enums import QueryState
from search.models import UnansweredQuery
from search.usage.permissions import may_handle
from search.usage.unanswered import is_found
from sites.organisation.capacity import hold_offices
from sites.organisation.models.unit import Unit


class UsageRefused(ValueError):
    """The step is not possible. The message is Chinese and says why."""


@transaction.atomic
def assign(query: UnansweredQuery, unit: Unit, user: User) -> UnansweredQuery:
    """Makes it another unit's.

    Raises:
        UsageRefused: not the centre, or settled already.
    """
    user = hold_offices(user)
    if not acts_for_centre(user):
        raise UsageRefused("由市网络信息中心分派。")
    found = _locked(query)
    _require_open(found)
    found.unit = unit
    found.save(update_fields=["unit"])
    _record("分派无结果的搜索", found, f"由{unit.short_name}处理", user)
    return found


@transaction.atomic
def mark_answered(query: UnansweredQuery, user: User, note: str) -> UnansweredQuery:
    """Says that it is answered by now: it finds something, or a best bet stands above its results.

    Raises:
        UsageRefused: it still finds nothing, not this person's, or settled already.
    """
    user = hold_offices(user)
    found = _to_settle(query, user)
    if not is_found(found.query):
        raise UsageRefused(
            "现在仍然搜不到。请先发布信息，或者由市网络信息中心添加同义词、直达答案；能搜到后会自动关闭。"
        )
    return _settle(found, QueryState.ANSWERED, user, note)


@transaction.atomic
def reject(query: UnansweredQuery, user: User, note: str) -> UnansweredQuery:
    """Says that nobody has to answer it, and why.

    Raises:
        UsageRefused: no reason, not this person's, or settled already.
    """
    if not note.strip():
        raise UsageRefused("请写明为什么不需处理。")
    user = hold_offices(user)
    return _settle(_to_settle(query, user), QueryState.REJECTED, user, note)


@transaction.atomic
def reopen(query: UnansweredQuery, user: User) -> UnansweredQuery:
    """Takes back that it is settled.

    Raises:
        UsageRefused: not this person's, or open.
    """
    user = hold_offices(user)
    found = _locked(query)
    _require_handler(found, user)
    if found.state == QueryState.OPEN:
        raise UsageRefused("这条搜索本来就待处理。")
    return _settle(found, QueryState.OPEN, user, "")


def _locked(query: UnansweredQuery) -> UnansweredQuery:
    return UnansweredQuery.objects.select_related("unit").select_for_update(of=("self",)).get(pk=query.pk)


def _to_settle(query: UnansweredQuery, user: User) -> UnansweredQuery:
    found = _locked(query)
    _require_handler(found, user)
    _require_open(found)
    return found


def _require_open(query: UnansweredQuery) -> None:
    if query.state != QueryState.OPEN:
        raise UsageRefused(f"这条搜索已经处理过了：{query.get_state_display()}。")


def _require_handler(query: UnansweredQuery, user: User) -> None:
    if not may_handle(user, query):
        raise UsageRefused("由负责单位的信息员或者市网络信息中心处理。")


def _settle(query: UnansweredQuery, state: QueryState, user: User, note: str) -> UnansweredQuery:
    query.state, query.note = state, note.strip()
    query.save(update_fields=["state", "note"])
    _record("处理无结果的搜索", query, state.label, user, query.note)
    return query


def _record(action: str, query: UnansweredQuery, message: str, user: User, reason: str = "") -> None:
    code = query.unit.code if query.unit else ""
    record_event(action, query.query, message, reason=reason, unit_code=code, actor=user)
