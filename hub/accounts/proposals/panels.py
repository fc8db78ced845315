"""How many proposals wait: in the menu and on the dashboard, for who manages accounts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from hub.accounts.factors.policy import manages_accounts
from hub.accounts.proposals.actions import may_confirm
from hub.accounts.proposals.kinds import label_of
from hub.models import AccountProposal, User


def to_confirm(person: User) -> list[AccountProposal]:
    """What `person` may confirm, the newest first."""
    waiting = AccountProposal.objects.to_confirm().select_related("proposed_by")
    return [row for row in waiting if may_confirm(row, person)]


class ProposalsMenuItem(MenuItem):
    def __init__(self) -> None:
        super().__init__(
            "账号与任职申请", reverse_lazy("accounts:proposals"), name="proposals", icon_name="user", order=2
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return manages_accounts(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := len(to_confirm(request.user)):
            component.label = f"{self.label}（{waiting}）"
        return component


class ProposalsPanel(Component):
    name = "proposals"
    template_name = "panels/proposals.html"
    order = 15

    def __init__(self, waiting: list[AccountProposal]) -> None:
        self.waiting = waiting

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"waiting": [(row, label_of(row)) for row in self.waiting]}


def panels(person: User) -> list[Component]:
    waiting = to_confirm(person) if manages_accounts(person) else []
    return [ProposalsPanel(waiting)] if waiting else []
