from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sites.casework.rights import cases_seen_by


def case_page(request: HttpRequest, number: str) -> HttpResponse:
    case = cases_seen_by(request.user).filter(number=number).first()
    if case is None:
        raise Http404("没有这件办件。")
    return render(request, "casework/case.html", {"case": case, "events": case.events.all()})
