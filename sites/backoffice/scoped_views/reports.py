"""Reports and list filters that name people, pages or counts of the whole group."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet
from wagtail.models import PageLogEntry

from sites.backoffice.scope import visible_people
from sites.pages.scope import page_policy, sees_everything


def narrow_filters() -> None:
    """People whom the filters offer. Wagtail offers everybody who ever owned, edited, sent or locked any page.

    The filters are declared once and shared by every listing, and no hook reaches them.
    """
    for filterset, names in (
        (PageFilterSet, ("owner", "edited_by")),
        (WorkflowReportFilterSet, ("requested_by",)),
        (LockedPagesReportFilterSet, ("locked_by",)),
    ):
        for name in names:
            filterset.declared_filters[name].queryset = _people


def _people(request: HttpRequest) -> QuerySet[AbstractBaseUser]:
    return visible_people(request.user).order_by("last_name", "first_name", "pk")


class ScopedHistoryFilterSet(SiteHistoryReportFilterSet):
    def get_users_queryset(self) -> QuerySet[AbstractBaseUser]:
        return _people(self.request)


class ScopedHistoryView(LogEntriesView):
    """Without what happened to pages that one only passes on the way from one of the own units to another."""

    filterset_class = ScopedHistoryFilterSet

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if queryset.model is PageLogEntry and not sees_everything(self.request.user):
            own = page_policy().instances_user_has_any_permission_for(self.request.user, {"add", "change"})
            queryset = queryset.filter(page__in=own.values("pk"))
        return super().filter_queryset(queryset)


class GroupPageTypesView(PageTypesUsageReportView):
    """Counts over the whole group, and the page of each type that was edited last: for the centre."""

    def user_has_any_permission(self, permissions: Any) -> bool:
        return sees_everything(self.request.user)
