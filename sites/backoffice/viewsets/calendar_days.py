from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.views.generic import IndexView

from hub.calendar import unannounced_years
from hub.models import CalendarDay
from sites.approval.reviewed_views import ReviewedViewSet


class CalendarIndexView(IndexView):
    """Says first which years have not been announced yet."""

    template_name = "calendar/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "unannounced": unannounced_years(timezone.localdate())}


class CalendarDayViewSet(ReviewedViewSet):
    model = CalendarDay
    index_view_class = CalendarIndexView
    index_template_name = "calendar/index.html"
    icon = "calendar"
    menu_label = "节假日与调休"
    list_display = [DateColumn("day", label="日期"), BooleanColumn("is_workday", label="上班"), "name"]
    list_filter = ["is_workday"]
    form_fields = ["day", "is_workday", "name"]
    copy_view_enabled = False
    ordering = ["-day"]
