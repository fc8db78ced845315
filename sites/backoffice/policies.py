"""Who may do what in the admin with models that are not Django's permissions alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import AbstractPage
from wagtail.permissions import register_permission_policy

from hub.models import AuditEvent, ScheduledJob, SignInRecord
from hub.permissions import NobodyPermissionPolicy, OnlyPolicy
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.capacity import is_security_officer
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit_site import UnitSite
from sites.pages.permissions import SubtreePermissionPolicy


class SecurityOfficerPolicy(NobodyPermissionPolicy):
    """For the centre's security officer alone, by appointment: no group and no flag gives it, to superusers neither."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return action == "view" and is_security_officer(user)

    def user_has_any_permission(self, user: AbstractBaseUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def register() -> None:
    register_permission_policy(SignInRecord, SecurityOfficerPolicy(SignInRecord))
    register_permission_policy(LedgerEntry, OnlyPolicy(LedgerEntry, {"view"}))
    register_permission_policy(Appointment, OnlyPolicy(Appointment, {"view", "add", "change"}))  # it ends, on record
    register_permission_policy(AuditEvent, OnlyPolicy(AuditEvent, {"view"}))
    register_permission_policy(ScheduledJob, OnlyPolicy(ScheduledJob, {"view"}))
    register_permission_policy(UnitSite, OnlyPolicy(UnitSite, {"view", "change"}))
    register_permission_policy(AbstractPage, SubtreePermissionPolicy("wagtailcore.Page"))
