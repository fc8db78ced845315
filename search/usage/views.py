"""What people look for, in the admin: figures, and the queries that find nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hub.spreadsheets import csv_response
from opencat.permissions import acts_for_centre, own_units
from search.enums import QueryState
from search.models import UnansweredQuery
from search.usage import actions
from search.usage.figures import Usage, drawn
from search.usage.forms import AssigningForm, SettlingForm, UsageFilter
from search.usage.permissions import may_handle
from search.usage.recording import buffer

PAGE_SIZE = 50
EXPORT_HEADINGS = ("搜索词", "网站", "范围", "搜索次数", "无结果次数", "点击次数", "点击率")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Figures of a period: everything for the centre, the own sites for units."""
    units = own_units(request)
    form = UsageFilter(request.GET, units=units)
    buffer.flush()  # what this process has counted in the last seconds is seen too
    usage = Usage(form.wanted_period, form.wanted_units)
    trend = usage.trend()
    context = {
        "form": form,
        "usage": usage,
        "total": usage.total(),
        "different": usage.different_queries(),
        "trend": trend,
        "chart": drawn(trend),
        "sites": usage.by_site(),
        "is_centre": units is None,
        "unanswered": _visible(units).filter(state=QueryState.OPEN).count(),
        "days_kept": settings.SEARCH_USAGE_DAYS,
        "address": request.GET.urlencode(),
    }
    return render(request, "search/usage_index.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    form = UsageFilter(request.GET, units=own_units(request))
    period = form.wanted_period
    rows = Usage(period, form.wanted_units).exported()
    return csv_response(f"search-{period.first:%Y%m%d}-{period.last:%Y%m%d}.csv", EXPORT_HEADINGS, rows)


def _visible(units: set[int] | None) -> QuerySet[UnansweredQuery]:
    rows = UnansweredQuery.objects.select_related("unit")
    return rows if units is None else rows.filter(unit__in=units)


@require_GET
def unanswered(request: HttpRequest) -> HttpResponse:
    """Queries that find nothing, the most frequent first; `?state=` others than the open ones."""
    rows = _visible(own_units(request))
    wanted = request.GET.get("state", "")
    state = QueryState(wanted) if wanted in QueryState.values else QueryState.OPEN
    found = rows.filter(state=state).order_by("-searches", "-last_at", "pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request, "search/usage_unanswered.html", {"queries": page, "state": state, "states": QueryState.choices}
    )


@require_http_methods(["GET", "POST"])
def query(request: HttpRequest, query_id: int) -> HttpResponse:
    """One query that finds nothing, and what may be done with it."""
    units = own_units(request)
    found = get_object_or_404(UnansweredQuery.objects.select_related("unit__unit_site"), pk=query_id)
    if units is not None and found.unit_id not in units:
        raise PermissionDenied
    handles = may_handle(request.user, found)
    if request.method == "POST" and not handles:
        raise PermissionDenied
    form, assigning = _forms(request, found)
    if request.method == "POST" and (done := _carry_out(request, found, form, assigning)):
        messages.success(request, f"“{done.query}”：{done.get_state_display()}")
        return redirect("search_usage:unanswered")
    context: dict[str, Any] = {
        "query": found,
        "site": getattr(found.unit, "unit_site", None),
        "form": form,
        "assigning": assigning if acts_for_centre(request.user) else None,
        "may_handle": handles,
        "is_open": found.state == QueryState.OPEN,
    }
    return render(request, "search/usage_query.html", context)


def _forms(request: HttpRequest, found: UnansweredQuery) -> tuple[SettlingForm, AssigningForm]:
    assigns = request.POST.get("action") == "assign"
    sent = request.POST if request.method == "POST" else None
    return (
        SettlingForm(None if assigns else sent),
        AssigningForm(sent if assigns else None, initial={"unit": found.unit_id}),
    )


def _carry_out(
    request: HttpRequest, found: UnansweredQuery, form: SettlingForm, assigning: AssigningForm
) -> UnansweredQuery | None:
    """None with the reason in the form where it was refused."""
    action = request.POST.get("action")
    used = assigning if action == "assign" else form
    if not used.is_valid():
        return None
    try:
        match action:
            case "assign":
                return actions.assign(found, assigning.cleaned_data["unit"], request.user)
            case "answered":
                return actions.mark_answered(found, request.user, form.cleaned_data["note"])
            case "reject":
                return actions.reject(found, request.user, form.cleaned_data["note"])
            case "reopen":
                return actions.reopen(found, request.user)
            case _:
                raise actions.UsageRefused("请选择要做的事。")
    except actions.UsageRefused as refused:
        used.add_error(None, str(refused))
    return None
