"""Where reports and guides meet the admin and the approval; imported by the app's `wagtail_hooks`."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from opencat.annual_report.checks import missing_in_report
from opencat.annual_report.permissions import may_enter
from opencat.guide import missing_in_guide
from opencat.viewsets import MENU_HOOK

hooks.register("missing_elements", missing_in_report)
hooks.register("missing_elements", missing_in_guide)


class AnnualReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_enter(request.user)


@hooks.register(MENU_HOOK)
def register_annual_reports() -> MenuItem:
    url = reverse_lazy("annual_report:index")
    return AnnualReportMenuItem("公开年报和指南", url, name="annual-reports", icon_name="doc-full", order=30)


@hooks.register("register_admin_urls")
def register_annual_report_urls() -> list[URLResolver]:
    return [path("annual-reports/", include("opencat.annual_report.urls", namespace="annual_report"))]
