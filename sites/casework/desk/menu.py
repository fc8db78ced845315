from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from sites.casework.desk.queue import number_waiting
from sites.casework.rights import has_desk


class DeskMenuItem(MenuItem):
    """来信办理, with the number of what waits for the person."""

    def __init__(self) -> None:
        super().__init__("来信办理", reverse_lazy("casework:index"), name="cases", icon_name="comment", order=2)

    def is_shown(self, request: HttpRequest) -> bool:
        return has_desk(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := number_waiting(request):
            component.label = f"{self.label}（{waiting}）"
        return component
