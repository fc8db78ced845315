from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView

from sites.approval.reviewed_views import ReviewedViewSet
from sites.organisation.enums import CENTRE_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite


class UnitInspectView(InspectView):
    """A unit with who holds what today, and which office is vacant."""

    template_name = "units/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unit: Unit = self.object
        current = (
            Appointment.objects.current().filter(unit=unit).select_related("person").prefetch_related("delegations")
        )
        by_office: dict[str, list[Appointment]] = {}
        for appointment in current:
            by_office.setdefault(appointment.office, []).append(appointment)
        is_centre = any(office in CENTRE_OFFICES for office in by_office)
        wanted = [office for office in Office if is_centre or office not in CENTRE_OFFICES]
        site = UnitSite.objects.filter(unit=unit).select_related("home", "site").first()
        return {
            **super().get_context_data(**kwargs),
            "offices": [(office.label, by_office.get(office, [])) for office in wanted],
            "cannot_submit": site is not None and Office.SUPERVISING_LEADER not in by_office,
            "unit_site": site,
            "appoint_url": reverse("appointment:add"),
        }


class UnitViewSet(ReviewedViewSet):
    model = Unit
    icon = "group"
    menu_label = "单位"
    inspect_view_enabled = True
    inspect_view_class = UnitInspectView
    list_display = ["name", "short_name", "code", Column("get_category_display", label="类别"), "telephone"]
    list_filter = ["category"]
    search_fields = ["name", "short_name", "code"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldRowPanel([FieldPanel("short_name"), FieldPanel("code")])], "名称"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("parent"), FieldPanel("sort_order")]),
        FieldRowPanel([FieldPanel("address"), FieldPanel("telephone")]),
        FieldPanel("introduction"),
    ]
