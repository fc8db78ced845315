"""The register on the screen and as a file: requests of a unit and a year, of those that the user may see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_tables2.export import TableExport

from hub.spreadsheets import download
from inquiry.disclosure.register_table import RegisterTable, register_rows
from inquiry.kinds import DISCLOSURE
from sites.casework.desk.access import at_a_desk
from sites.casework.desk.list_views import FORMATS
from sites.casework.enums import Outcome
from sites.casework.models.case import Case
from sites.casework.rights import cases_seen_by
from sites.organisation.models.unit import Unit

PAGE_SIZE = 50


class RegisterForm(forms.Form):
    """Bad input is no filter: the year that runs, and all units that the user sees."""

    year = forms.IntegerField(label="年度", min_value=2008, max_value=2200, required=False)
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none(), required=False, empty_label="全部")


@at_a_desk
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    form, cases, year = _wanted(request)
    page = Paginator(cases.order_by("submitted_at", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    keys = [case.pk for case in page.object_list]
    context = {
        "form": form,
        "table": RegisterTable(register_rows(Case.objects.filter(pk__in=keys))),
        "page": page,
        "year": year,
        "address": _address(request),
        "formats": list(FORMATS),
    }
    return render(request, "desk/register.html", context)


@at_a_desk
@require_GET
def export(request: HttpRequest, file_format: str) -> HttpResponse:
    """
    Raises:
        Http404: no such format.
    """
    if file_format not in FORMATS:
        raise Http404
    _form, cases, year = _wanted(request)
    content = TableExport(file_format, RegisterTable(register_rows(cases))).export()
    return download(f"disclosure-requests-{year}", file_format, content)


def _wanted(request: HttpRequest) -> tuple[RegisterForm, QuerySet[Case], int]:
    """What was split is registered by its parts; what was split off stands under its own number."""
    seen = cases_seen_by(request.user).filter(kind=DISCLOSURE.code).exclude(outcome=Outcome.SPLIT)
    form = RegisterForm(request.GET)
    form.fields["unit"].queryset = Unit.objects.filter(pk__in=seen.order_by().values("unit")).order_by("name")
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    year = values.get("year") or timezone.localdate().year
    found = seen.filter(submitted_at__year=year)
    return form, found.filter(unit=values["unit"]) if values.get("unit") else found, year


def _address(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
