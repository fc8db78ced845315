from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from sites.approval.reviewed_views import ReviewedViewSet
from sites.organisation.admin_menu import SITE_GROUP_MENU
from sites.website.models.site_notice import SiteNotice
from sites.website.notices.actions import NotOn, end_notice


def state_of(notice: SiteNotice) -> str:
    now = timezone.now()
    if notice.is_on(now):
        return "正在显示"
    return "未开始" if notice.starts_at > now else "已结束"


class SiteNoticeIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return SiteNotice.objects.select_related("unit")

    def get_list_more_buttons(self, instance: SiteNotice) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.is_on(timezone.now()) and self.user_has_permission("change"):
            url = reverse("sitenotice:end", args=[instance.pk])
            buttons.insert(0, Button("结束显示", url, icon_name="cross", priority=5))
        return buttons


class SiteNoticeViewSet(ReviewedViewSet):
    """Notices of one site or all (Arts. 14(7), 30(2)); what is on now says so, and is ended in two clicks."""

    model = SiteNotice
    name = "sitenotice"
    icon = "warning"
    menu_label = "横幅通知"
    menu_hook = SITE_GROUP_MENU
    menu_order = 35
    index_view_class = SiteNoticeIndexView
    list_display = [
        "__str__",
        Column("state", label="状态", accessor=state_of),
        Column("unit", label="网站", accessor=lambda notice: notice.unit or "全部网站"),
        DateColumn("starts_at", label="开始时间"),
        DateColumn("ends_at", label="结束时间"),
    ]
    list_filter = ["kind", "unit"]
    copy_view_enabled = False
    panels = [
        FieldPanel("kind"),
        FieldPanel("message"),
        FieldPanel("link"),
        FieldPanel("unit"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("end/<int:pk>/", self.end_view, name="end")]

    @property
    def end_view(self) -> Any:
        return require_http_methods(["GET", "POST"])(self._end)

    def _end(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.permission_policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        notice = get_object_or_404(SiteNotice, pk=pk)
        if request.method == "GET":
            return render(request, "notices/end.html", {"notice": notice})
        try:
            end_notice(notice, request.user)
        except NotOn as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(request, "通知已停止显示。")
        return redirect("sitenotice:index")
