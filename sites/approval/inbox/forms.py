from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.utils import timezone

from sites.organisation.models.appointment import Appointment


class DecisionForm(forms.Form):
    comment = forms.CharField(
        label="意见",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="不同意时必须写明理由",
    )


class DelegateForm(forms.Form):
    """Who acts for me, and from when to when. One delegation for each office that I hold today."""

    delegate = forms.ModelChoiceField(label="代理人", queryset=get_user_model().objects.none())
    starts_on = forms.DateField(label="从", widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label="到", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="原因", max_length=100, required=False)

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own = Appointment.objects.current().filter(person=user)
        colleagues = Appointment.objects.current().filter(unit__in=own.values("unit")).exclude(person=user)
        self.fields["delegate"].queryset = (
            get_user_model().objects.filter(pk__in=colleagues.values("person"), is_active=True).order_by("last_name")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start: date | None = data.get("starts_on")
        end: date | None = data.get("ends_on")
        if start and start < timezone.localdate():
            self.add_error("starts_on", "请从今天或以后开始。")
        if start and end and end < start:
            self.add_error("ends_on", "结束日期不能早于开始日期。")
        if not self.errors:
            self._look_at_each_office(**data)
        return data

    def _look_at_each_office(self, delegate: AbstractUser, starts_on: date, ends_on: date, **more: Any) -> None:
        shared = self.own.filter(unit__in=Appointment.objects.current().filter(person=delegate).values("unit"))
        for appointment in shared.select_related("unit"):
            for field, sentence in appointment.delegation_problems(delegate, starts_on, ends_on).items():
                if not self.has_error(field):
                    self.add_error(field, sentence)
