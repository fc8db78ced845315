from __future__ import annotations

from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from hub.models import SignInRecord


class SignInRecordViewSet(ModelViewSet):
    """Who signed in, or tried to. For the centre's security officer (sites.backoffice.policies)."""

    model = SignInRecord
    icon = "lock"
    menu_label = "登录记录"
    name = "sign-in-record"
    list_display = [
        DateColumn("at", label="时间"),
        Column("get_kind_display", label="事项"),
        Column("person", label="用户"),
        "username",
        "address",
        "browser",
        "detail",
    ]
    list_filter = {
        "kind": ["exact"],
        "username": ["exact"],
        "address": ["exact"],
        "at": ["date__gte", "date__lte"],
    }
    search_fields = ["username", "address", "detail"]
    search_backend_name = None
    list_export = ["at", "kind", "person", "username", "address", "browser", "detail"]
    ordering = ["-pk"]
    form_fields = ["detail"]
    copy_view_enabled = False
