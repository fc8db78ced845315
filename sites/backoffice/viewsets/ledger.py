from __future__ import annotations

from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from sites.approval.models.ledger_entry import LedgerEntry


class LedgerViewSet(ModelViewSet):
    model = LedgerEntry
    icon = "list-ol"
    menu_label = "审批台账"
    name = "ledger"
    inspect_view_enabled = True
    list_display = [
        TitleColumn("serial", label="序号", url_name="ledger:inspect"),
        DateColumn("at", label="时间"),
        Column("get_action_display", label="事项"),
        Column("get_step_display", label="环节"),
        "title",
        "unit",
        "actor_name",
        Column("get_office_display", label="职责"),
    ]
    list_filter = ["action", "step", "unit"]
    search_fields = ["title", "actor_name"]
    search_backend_name = None
    list_export = ["serial", "at", "action", "step", "unit", "title", "actor_name", "office", "digest", "comment"]
    ordering = ["-serial"]
    form_fields = ["comment"]
    copy_view_enabled = False
    inspect_view_fields = [
        "serial", "at", "action", "step", "unit", "content_type", "object_id", "title", "revision_id",
        "actor_name", "office", "on_behalf_of",
        "declaration", "comment", "digest", "hash",
    ]  # fmt: skip
