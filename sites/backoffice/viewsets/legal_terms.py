from __future__ import annotations

from wagtail.admin.ui.tables import Column

from hub.models import LegalTerm
from sites.approval.reviewed_views import ReviewedViewSet


class LegalTermViewSet(ReviewedViewSet):
    model = LegalTerm
    icon = "time"
    menu_label = "法定时限"
    list_display = ["subject", "days", Column("get_unit_display", label="单位"), "source", "in_force_from"]
    form_fields = ["code", "subject", "days", "unit", "source", "in_force_from"]
    copy_view_enabled = False
