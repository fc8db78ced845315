"""Who looked at personal data, for those at the centre who watch over it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sites.casework.desk.access import for_those
from sites.casework.models.applicant_look import ApplicantLook
from sites.casework.numbers import as_typed
from sites.casework.rights import reads_looks

PAGE_SIZE = 50


@for_those(reads_looks)
@require_GET
def looks(request: HttpRequest) -> HttpResponse:
    rows = ApplicantLook.objects.select_related("unit", "case").defer("case__text", "case__due_explanation")
    if number := as_typed(request.GET.get("number", ""))[:20]:
        rows = rows.filter(case__number=number)
    if person := request.GET.get("person", "").strip()[:150]:
        rows = rows.filter(person_name__icontains=person)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "desk/looks.html", {"looks": page, "number": number, "person": person})
