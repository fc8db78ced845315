from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.admin.forms import WagtailAdminModelForm

from sites.organisation.appointment_proposals import needs_two
from sites.organisation.delegation_events import CHANGED, ENDED, MADE, record_delegation
from sites.organisation.delegation_proposals import WantedDelegation
from sites.organisation.models.appointment import Appointment


class AppointmentForm(WagtailAdminModelForm):
    """An appointment with its days of absence. A row alone cannot know whose office it is: that is in this form.

    Nobody enters oneself as somebody's delegate: who keeps the record does not act by it.
    """

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not all(data.get(name) for name in ("person", "unit", "office")):
            return data
        appointment = Appointment(person=data["person"], unit=data["unit"], office=data["office"])
        rows = self.formsets["delegations"].forms
        for row in rows:
            if not row.is_valid() or not row.cleaned_data.get("delegate") or row.cleaned_data.get("DELETE"):
                continue
            days = {name: row.cleaned_data[name] for name in ("delegate", "starts_on", "ends_on")}
            for field, sentence in appointment.delegation_problems(**days).items():
                row.add_error(field, sentence)
            if row.has_changed() and days["delegate"] == self.for_user != data["person"]:
                row.add_error("delegate", "不能把自己登记为他人的代理人。")
        if self.instance.pk is None and needs_two(data["office"]) and any(row.has_changed() for row in rows):
            self.add_error(None, "请在任职确认生效后再登记代理。")
        if self.instance.pk is not None:
            self._refuse_another_office()
        return data

    def _refuse_another_office(self) -> None:
        """It would be a new appointment, by one person."""
        for name in ("person", "unit", "office"):
            if name in self.changed_data:
                self.add_error(name, "任职人、单位和职责登记后不能更改：请终止这项任职，另行登记。")

    def wanted_delegations(self) -> list[WantedDelegation]:
        """What is changed of them, where that needs two people."""
        if not needs_two(self.instance.office):
            return []
        rows = self.formsets["delegations"]
        return [
            _wanted(row.cleaned_data, ends=row in rows.deleted_forms)
            for row in rows.forms
            if row.has_changed() or row in rows.deleted_forms
        ]

    def leave_delegations(self) -> None:
        """They are proposed, and not saved with the form."""
        if needs_two(self.instance.office):
            self.formsets.pop("delegations")

    @transaction.atomic
    def save(self, commit: bool = True) -> Appointment:
        appointment: Appointment = super().save(commit)
        rows = self.formsets.get("delegations")
        if commit and rows is not None:
            changed = [row for row, _fields in rows.changed_objects]
            for action, delegations in ((MADE, rows.new_objects), (CHANGED, changed), (ENDED, rows.deleted_objects)):
                for delegation in delegations:
                    record_delegation(action, delegation)
        return appointment


def _wanted(row: dict[str, Any], *, ends: bool) -> WantedDelegation:
    if ends:
        return WantedDelegation(row["id"])
    return WantedDelegation(row.get("id"), row["delegate"], row["starts_on"], row["ends_on"], row["reason"])
