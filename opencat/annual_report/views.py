"""The admin page 公开年报和指南: who writes for a unit sees its own, the centre all."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from opencat.annual_report.actions import FIRST_YEAR, ReportRefused, draft_annual_report, renew_figures
from opencat.annual_report.overview import rows_for
from opencat.annual_report.permissions import may_enter, units_written_for
from opencat.annual_report.reports import report_of
from opencat.guide import draft_guide
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage

YEARS_OFFERED = 6


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    if not may_enter(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    last = today.year - 1
    possible = range(FIRST_YEAR, last + 1)
    year = next((each for each in possible if str(each) == request.GET.get("year")), last)
    context = {
        "rows": rows_for(units_written_for(request.user), year, today),
        "year": year,
        "years": sorted({year, *possible[-YEARS_OFFERED:]}, reverse=True),
    }
    return render(request, "annual_report/index.html", context)


@require_POST
def make_report(request: HttpRequest, unit_id: int, year: int) -> HttpResponse:
    unit = _own_unit(request, unit_id)
    return _made(request, year, lambda: draft_annual_report(unit, year, request.user))


@require_POST
def make_guide(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = _own_unit(request, unit_id)
    return _made(request, None, lambda: draft_guide(unit, request.user))


@require_POST
def renew(request: HttpRequest, unit_id: int, year: int) -> HttpResponse:
    unit = _own_unit(request, unit_id)
    page = report_of(unit, year)
    if page is None:
        messages.error(request, f"{unit.short_name}还没有 {year} 年的年报。")
        return _back(year)
    fill_zeros = request.POST.get("fill_zeros") == "on"
    return _made(request, year, lambda: renew_figures(page, request.user, fill_zeros=fill_zeros), "数字已更新：")


def _own_unit(request: HttpRequest, unit_id: int) -> Unit:
    """The unit, if the person writes for it.

    Raises:
        PermissionDenied: whether there is such a unit is not said to others.
    """
    units = units_written_for(request.user)
    unit = Unit.objects.select_related("unit_site__home").filter(pk=unit_id).first()
    if unit is None or (units is not None and unit.pk not in units):
        raise PermissionDenied
    return unit


def _made(
    request: HttpRequest, year: int | None, action: Callable[[], ArticlePage], done: str = "草稿已就绪："
) -> HttpResponse:
    """Does it and leads to the editor's form, or says why not."""
    try:
        page = action()
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return _back(year)
    messages.success(request, f"{done}《{page.title}》。请填写其余内容后送审。")
    return redirect("wagtailadmin_pages:edit", page.pk)


def _back(year: int | None) -> HttpResponse:
    response = redirect("annual_report:index")
    if year is not None:
        response["Location"] += f"?year={year}"
    return response
