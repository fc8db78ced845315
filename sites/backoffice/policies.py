"""Who may do what in the admin with models that are not Django's permissions alone."""

from __future__ import annotations

from wagtail.models import AbstractPage
from wagtail.permissions import register_permission_policy

from hub.models import AuditEvent, ScheduledJob
from hub.permissions import OnlyPolicy
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.models.unit_site import UnitSite
from sites.pages.permissions import SubtreePermissionPolicy


def register() -> None:
    register_permission_policy(LedgerEntry, OnlyPolicy(LedgerEntry, {"view"}))
    register_permission_policy(AuditEvent, OnlyPolicy(AuditEvent, {"view"}))
    register_permission_policy(ScheduledJob, OnlyPolicy(ScheduledJob, {"view"}))
    register_permission_policy(UnitSite, OnlyPolicy(UnitSite, {"view", "change"}))
    register_permission_policy(AbstractPage, SubtreePermissionPolicy("wagtailcore.Page"))
