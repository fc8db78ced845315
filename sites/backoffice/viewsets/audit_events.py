from __future__ import annotations

from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from hub.models import AuditEvent


class AuditEventViewSet(ModelViewSet):
    """What was done outside of approvals; written by actions, read here."""

    model = AuditEvent
    icon = "history"
    menu_label = "事件记录"
    name = "event"
    inspect_view_enabled = True
    list_display = [
        TitleColumn("action", label="事项", url_name="event:inspect"),
        DateColumn("at", label="时间"),
        "subject",
        "message",
        "actor_name",
        Column("reason", label="依据或原因"),
    ]
    list_filter = {
        "action": ["exact"],
        "unit_code": ["exact"],
        "actor_name": ["exact"],
        "at": ["date__gte", "date__lte"],
    }
    search_fields = ["subject", "message", "actor_name", "reason"]
    search_backend_name = None
    list_export = ["at", "actor_name", "action", "subject", "unit_code", "message", "reason"]
    ordering = ["-pk"]
    form_fields = ["message"]
    copy_view_enabled = False
    inspect_view_fields = ["at", "actor_name", "action", "subject", "unit_code", "message", "reason"]
