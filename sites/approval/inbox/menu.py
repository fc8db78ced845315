from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from sites.approval.batches import batches_for
from sites.approval.changes import changes_for
from sites.approval.emergencies.queue import reviews_for
from sites.approval.inbox.queue import waiting_for
from sites.approval.removals import removal_requests_for
from sites.organisation.capacity import offices_held


class InboxMenuItem(MenuItem):
    """待我审批, with the number of what waits."""

    def __init__(self) -> None:
        super().__init__("待我审批", reverse_lazy("inbox:index"), name="inbox", icon_name="mail", order=1)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(offices_held(request.user))

    def render_component(self, request: HttpRequest) -> Any:
        waiting = waiting_for(request.user).count() + len(removal_requests_for(request.user))
        waiting += len(changes_for(request.user)) + reviews_for(request.user).count() + len(batches_for(request.user))
        component = super().render_component(request)
        if waiting:
            component.label = f"{self.label}（{waiting}）"
        return component
