"""Figures for the own units; for the centre of all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from hub.calendar import Terms
from sites.casework.desk import figures
from sites.casework.desk.access import at_a_desk
from sites.casework.desk.forms import day_field
from sites.casework.figures import lines_of
from sites.casework.rights import cases_seen_by, works_at_centre
from sites.organisation.capacity import offices_held
from sites.organisation.models.unit import Unit

WEEKS, MOST_DAYS = 12, 366


class PeriodForm(forms.Form):
    first = day_field("从", required=False)
    last = day_field("到", required=False)
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none(), required=False, empty_label="全部")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and not 0 <= (last - first).days < MOST_DAYS:
            raise ValidationError("起止日期应先后相接，最长一年。")
        return found

    def period(self) -> tuple[date, date]:
        """The last twelve weeks where nothing else is asked for."""
        found = self.cleaned_data if self.is_valid() else {}
        last = found.get("last") or timezone.localdate()
        first = found.get("first") or last - timedelta(days=7 * WEEKS - 1)
        return (first, last) if 0 <= (last - first).days < MOST_DAYS else (last - timedelta(days=MOST_DAYS - 1), last)


@at_a_desk
@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    units = Unit.objects.order_by("name")
    if not works_at_centre(request.user):
        units = units.filter(pk__in={each.unit for each in offices_held(request.user)})
    form = PeriodForm(request.GET or None, units=units)
    first, last = form.period()
    cases = cases_seen_by(request.user).filter(unit__in=units)
    if form.is_bound and form.is_valid() and form.cleaned_data["unit"]:
        cases = cases.filter(unit=form.cleaned_data["unit"])
    came = cases.filter(submitted_at__date__gte=first, submitted_at__date__lte=last)
    lines = lines_of(came, Terms.load().exceptions)
    weeks = figures.by_week(lines, first, last)
    context = {
        "form": form if form.is_bound else PeriodForm(initial={"first": first, "last": last}, units=units),
        "first": first,
        "last": last,
        "total": figures.Figures("合计", lines),
        "chart": figures.drawn(weeks),
        "tables": [
            ("weeks", "每周", "周（从周一起）", weeks),
            ("units", "各单位", "单位", figures.by_unit(lines)),
            ("kinds", "各类别", "类别", figures.by_kind(lines)),
            ("channels", "各渠道", "渠道", figures.by_channel(lines)),
        ],
    }
    return render(request, "desk/statistics.html", context)
