"""The list of cases: what I must do now first; bulk assignment; files for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_tables2 import RequestConfig
from django_tables2.export import TableExport

from hub.calendar import terms_read_once
from hub.spreadsheets import FORMATS, download
from sites.casework.actions.assigning import assign_case
from sites.casework.actions.step import CaseRefused
from sites.casework.desk.access import at_a_desk, for_those
from sites.casework.desk.filters import CaseFilter
from sites.casework.desk.forms import BulkAssignForm
from sites.casework.desk.queue import Part, counts_of, part_of
from sites.casework.desk.table import CaseTable, ExportTable, exported
from sites.casework.enums import Side
from sites.casework.rights import cases_seen_by, is_operator, may_enter, seat_of, works_at_centre
from sites.organisation.capacity import offices_held
from sites.organisation.models.unit import Unit

PAGE_SIZE = 30
MOST_EXPORTED = 10_000


@at_a_desk
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    with terms_read_once():
        return render(request, "desk/index.html", _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    part, found = _wanted(request)
    at_centre = works_at_centre(request.user)
    table = CaseTable(found.qs.defer("text", "due_explanation"), exclude=() if at_centre else ("select",))
    counts = counts_of(request, part)
    is_filtered = any(found.form.data.get(name) for name in found.form.fields)
    paginator = Paginator if is_filtered else _counted(counts[part.value])
    RequestConfig(request, paginate={"per_page": PAGE_SIZE, "paginator_class": paginator}).configure(table)
    assigning = BulkAssignForm(kept=request.GET.urlencode()) if at_centre else None
    if assigning is not None:  # both lists are of all units: one query
        units = list(iter(found.form.fields["unit"].choices))  # a bare list would count them first
        found.form.fields["unit"].widget.choices = units
        assigning.fields["unit"].widget.choices = [("", "请选择"), *units[1:]]
    return {
        "table": table,
        "filter": found,
        "part": part,
        "parts": [(each, counts.get(each.value)) for each in Part],
        "is_filtered": is_filtered,
        "address": _address(request, "page"),
        "assigning": assigning,
        "may_enter": may_enter(request.user),
        "is_operator": is_operator(request.user),
    }


def _counted(count: int) -> Callable[..., Paginator]:
    """A paginator of rows that are counted already."""

    def make(*args: Any, **kwargs: Any) -> Paginator:
        paginator = Paginator(*args, **kwargs)
        paginator.count = count
        return paginator

    return make


@at_a_desk
@require_GET
def export(request: HttpRequest, file_format: str) -> HttpResponse:
    """
    Raises:
        Http404: no such format.
    """
    if file_format not in FORMATS:
        raise Http404
    _part, found = _wanted(request)
    rows = exported(found.qs.defer("text", "due_explanation")[:MOST_EXPORTED])
    content = TableExport(file_format, ExportTable(rows)).export()
    return download(f"cases-{timezone.localdate():%Y-%m-%d}", file_format, content)


@for_those(works_at_centre)
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Several cases to one unit. What cannot be assigned is named with its reason, the others are."""
    form = BulkAssignForm(request.POST)
    kept = QueryDict(form.data.get("kept", "")).urlencode()
    back = redirect(f"{reverse('casework:index')}?{kept}" if kept else "casework:index")
    if not form.is_valid():
        messages.error(
            request, "没有分办：" + "；".join(str(each) for errors in form.errors.values() for each in errors)
        )
        return back
    chosen = cases_seen_by(request.user).filter(number__in=request.POST.getlist("case")[:PAGE_SIZE])
    done = 0
    for case in chosen.order_by("pk"):
        try:
            assign_case(case, seat_of(request.user, case, [Side.CENTRE]), form.cleaned_data["unit"])
            done += 1
        except CaseRefused as refused:
            messages.error(request, f"{case.number} 没有分办：{refused}")
    if done:
        messages.success(request, f"已分办 {done} 件给{form.cleaned_data['unit']}。")
    elif not chosen:
        messages.error(request, "没有分办：请先勾选办件。")
    return back


def _wanted(request: HttpRequest) -> tuple[Part, CaseFilter]:
    asked = request.GET.get("part", "")
    part = Part(asked) if asked in Part.values else Part.TODO
    cases = part_of(request.user, part).select_related("unit")
    return part, CaseFilter(request.GET, cases.order_by(F("due_on").asc(nulls_last=True), "pk"), units=_units(request))


def _units(request: HttpRequest) -> QuerySet[Unit]:
    """Those of which the user may see cases."""
    units = Unit.objects.order_by("name")
    if works_at_centre(request.user):
        return units
    return units.filter(pk__in={each.unit for each in offices_held(request.user)})


def _address(request: HttpRequest, *without: str) -> str:
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return query.urlencode()
