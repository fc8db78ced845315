from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class AppointmentForm(WagtailAdminModelForm):
    """An appointment with its days of absence. A row alone cannot know whose office it is: that is in this form."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        person = data.get("person")
        for row in self.formsets["delegations"].forms:
            if person and row.is_valid() and row.cleaned_data.get("delegate") == person:
                row.add_error("delegate", "代理人不能是本人。")
        return data
