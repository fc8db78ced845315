"""The dashboard: what waits, what came back, what is late; each role sees its own.

Chapter apps add panels by the Wagtail hook `dashboard_panels`: a function `(user) -> list[Component]`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Revision, WorkflowState, get_default_page_content_type

from sites.approval.emergencies.queue import reviews_for
from sites.approval.enums import RemovalStatus, ReviewStatus
from sites.approval.inbox.queue import waiting_for
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.models.removal_request import RemovalRequest
from sites.backoffice.verification_panel import VerificationPanel
from sites.organisation.capacity import offices_held
from sites.organisation.enums import CENTRE_OFFICES, WRITING_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.pages import listing
from sites.pages.models.article_page import ArticlePage

LIMIT = 8


def dashboard_panels(request: HttpRequest) -> list[Component]:
    """The panels for the offices that the user holds or acts for today."""
    acted = offices_held(request.user)
    offices = {held.office for held in acted}
    panels: list[Component] = []
    if offices - WRITING_OFFICES:
        panels.append(WaitingPanel())
    if offices & WRITING_OFFICES:
        panels.append(WritingPanel([held.unit for held in acted if held.office in WRITING_OFFICES]))
    if offices & CENTRE_OFFICES:
        panels += [WritingPanel(None), VerificationPanel(), GroupPanel()]
    for more in hooks.get_hooks("dashboard_panels"):
        panels += more(request.user)
    return panels


class WaitingPanel(Component):
    """For who approves: the top of the inbox."""

    name = "waiting"
    template_name = "panels/waiting.html"
    order = 10

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        waiting = waiting_for(parent_context["request"].user)
        items = list(waiting.select_related("unit", "revision").defer("revision__content")[:LIMIT])
        reviews = list(reviews_for(parent_context["request"].user))
        return {
            "items": items,
            "reviews": reviews[:LIMIT],
            "shown": len(items) + len(reviews[:LIMIT]),
            "total": waiting.count() + len(reviews),
            "today": timezone.localdate(),
        }


class WritingPanel(Component):
    """For who writes: what came back, what is on its way, drafts that are not yet sent. `units` None: all units."""

    name = "writing"
    template_name = "panels/writing.html"
    order = 20

    def __init__(self, units: list[int] | None) -> None:
        self.units = units

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        drafts = self._own(ArticlePage.objects.filter(has_unpublished_changes=True), "unit")
        planned = self._planned()
        drafts = drafts.exclude(pk__in=[*self._in_workflow(), *planned]).defer("body").select_related("unit")
        under_way = self._own(OfficeTaskState.objects.filter(is_open=True), "unit")
        return {
            "returned": self._returned(user),
            "planned": self._planned_pages(planned),
            "asked": self._asked(user),
            "drafts": list(drafts.order_by("-latest_revision_created_at")[:LIMIT]),
            "under_way": list(
                under_way.select_related("unit", "revision").defer("revision__content").order_by("due_on")[:LIMIT]
            ),
            "under_way_total": under_way.count(),
            "today": timezone.localdate(),
            "vacancies": self._vacancies(),
        }

    def _own(self, rows: QuerySet[Any], field: str) -> QuerySet[Any]:
        return rows if self.units is None else rows.filter(**{f"{field}__in": self.units})

    def _own_or_by(self, rows: QuerySet[Any], **person: Any) -> QuerySet[Any]:
        """Of the units; on the panel over all units, the person's own."""
        return rows.filter(**person) if self.units is None else self._own(rows, "unit")

    def _in_workflow(self) -> list[int]:
        states = WorkflowState.objects.active().filter(base_content_type=get_default_page_content_type())
        return [int(pk) for pk in states.values_list("object_id", flat=True) if pk.isdecimal()]

    def _planned(self) -> dict[int, datetime]:
        """When what is approved will be public, by the page's key."""
        rows = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
        return {int(pk): at for pk, at in rows.values_list("object_id", "approved_go_live_at")}

    def _planned_pages(self, planned: dict[int, datetime]) -> list[tuple[ArticlePage, datetime]]:
        if not planned:
            return []
        pages = self._own(ArticlePage.objects.filter(pk__in=planned), "unit").defer("body").select_related("unit")
        return sorted(((page, planned[page.pk]) for page in pages), key=lambda row: row[1])[:LIMIT]

    def _asked(self, user: AbstractBaseUser) -> list[RemovalRequest]:
        """What the unit's writers have asked its leader to take down, delete or move."""
        rows = self._own_or_by(RemovalRequest.objects.filter(status=RemovalStatus.WAITING), proposed_by=user)
        return list(rows.select_related("unit", "proposed_by").order_by("due_on", "pk")[:LIMIT])

    def _returned(self, user: AbstractBaseUser) -> list[OfficeTaskState]:
        rows = OfficeTaskState.objects.filter(
            workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES, workflow_state__current_task_state=F("pk")
        )
        rows = self._own_or_by(rows, workflow_state__requested_by=user)
        return list(
            rows.select_related("revision", "finished_by").defer("revision__content").order_by("-finished_at")[:LIMIT]
        )

    def _vacancies(self) -> list[str]:
        """What keeps the user's units from sending anything for approval. Two queries, whatever the number of units."""
        if self.units is None:
            return []
        needed = (Office.SECRECY_REVIEWER, Office.SUPERVISING_LEADER)
        held = set(Appointment.objects.current().of_offices(needed).values_list("unit", "office"))
        units = Unit.objects.filter(pk__in=self.units)
        return [
            f"{unit.name}尚未任命{office.label}" for unit in units for office in needed if (unit.pk, office) not in held
        ]


class GroupPanel(Component):
    """For the centre: what is late over the whole group, and units that cannot publish."""

    name = "group"
    template_name = "panels/group.html"
    order = 30

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        today = timezone.localdate()
        open_steps = OfficeTaskState.objects.filter(is_open=True).select_related("unit", "revision")
        late = open_steps.filter(due_on__lt=today).defer("revision__content").order_by("due_on")
        late_reviews = EmergencyReview.objects.filter(status=ReviewStatus.WAITING, due_on__lt=today)
        led = Appointment.objects.current().of_offices([Office.SUPERVISING_LEADER]).values("unit")
        vacant = Unit.objects.filter(unit_site__isnull=False).exclude(pk__in=led)
        return {
            "late": list(late[:LIMIT]),
            "late_total": late.count(),
            "late_reviews": list(late_reviews.select_related("unit", "publication")[:LIMIT]),
            "waiting_total": open_steps.count(),
            "vacant": list(vacant),
            "published_today": listing.articles().filter(published_at__date=today).count(),
            "today": today,
        }
