from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from search.usage.periods import CHOSEN, DAYS, USUAL, Period
from sites.organisation.models.unit import Unit


class UsageFilter(forms.Form):
    """Period and site, from the address. All of it optional; what makes no sense is left out."""

    period = forms.ChoiceField(label="时间", required=False, choices=[*DAYS.items(), (CHOSEN, "自选日期")])
    first = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    unit = forms.ModelChoiceField(label="网站", queryset=Unit.objects.none(), required=False, empty_label="全部")

    def __init__(self, data: QueryDict, *, units: set[int] | None) -> None:
        super().__init__({"period": USUAL, **data.dict()})
        with_site = Unit.objects.filter(unit_site__isnull=False)
        self.fields["unit"].queryset = with_site if units is None else with_site.filter(pk__in=units)
        self.units = units
        self.is_valid()

    @property
    def wanted_units(self) -> set[int] | None:
        unit = self.cleaned_data.get("unit")
        return {unit.pk} if unit else self.units

    @property
    def wanted_period(self) -> Period:
        today = timezone.localdate()
        chosen = self.cleaned_data.get("period") or USUAL
        if chosen != CHOSEN:
            return Period.up_to(today, int(chosen))
        last: date = min(self.cleaned_data.get("last") or today, today)
        first: date = min(self.cleaned_data.get("first") or Period.up_to(last, int(USUAL)).first, today)
        earliest = Period.up_to(today, settings.SEARCH_USAGE_DAYS).first
        return Period(max(min(first, last), earliest), max(first, last, earliest))


class SettlingForm(forms.Form):
    """What is said about a query that finds nothing; the actions know what must be said."""

    note = forms.CharField(label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class AssigningForm(forms.Form):
    unit = forms.ModelChoiceField(label="由哪个单位处理", queryset=Unit.objects.all(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].error_messages["invalid_choice"] = "请选择单位。"
