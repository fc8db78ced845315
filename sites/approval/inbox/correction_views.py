"""The units that a leader leads, and whether small corrections take the short road there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from sites.approval.actions import StepRefused
from sites.approval.corrections.actions import set_road
from sites.approval.corrections.history import last_word_on_road, road_is_open
from sites.approval.corrections.rules import CHARACTERS, PLACES
from sites.organisation.capacity import units_of
from sites.organisation.enums import LEADING_OFFICES
from sites.organisation.models.unit import Unit


@require_http_methods(["GET", "POST"])
def corrections(request: HttpRequest) -> HttpResponse:
    led = Unit.objects.filter(pk__in=units_of(request.user, LEADING_OFFICES))
    if request.method == "POST":
        return _set(request, led)
    if not led:
        raise Http404
    rows = [(unit, road_is_open(unit), last_word_on_road(unit)) for unit in led]
    return render(request, "inbox/corrections.html", {"rows": rows, "characters": CHARACTERS, "places": PLACES})


def _set(request: HttpRequest, led: object) -> HttpResponse:
    key = request.POST.get("unit", "")
    unit = get_object_or_404(led, pk=key if key.isdecimal() else 0)
    opens = request.POST.get("action") == "open"
    try:
        set_road(unit, request.user, opens=opens)
    except StepRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{unit}已{'开通' if opens else '停用'}简易更正。")
    return redirect("inbox:corrections")
