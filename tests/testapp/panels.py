"""What the dashboard shows to who writes for a unit, and the inbox to its leaders."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.admin.ui.components import Component

from sites.organisation.capacity import units_of
from sites.organisation.enums import LEADING_OFFICES, WRITING_OFFICES
from tests.testapp.models.tree import Tree
from tests.testapp.surveys import due_for_survey

LIMIT = 8


class TreePanel(Component):
    name = "trees"
    template_name = "testapp/panel.html"
    order = 60

    def __init__(self, title: str, trees: list[Tree], *, may_edit: bool) -> None:
        self.context = {"title": title, "trees": trees, "may_edit": may_edit}

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return self.context


def dashboard_panels(user: AbstractBaseUser) -> list[Component]:
    """Trees that are to be surveyed again."""
    units = units_of(user, WRITING_OFFICES)
    trees = list(due_for_survey().filter(unit__in=units)[:LIMIT]) if units else []
    return [TreePanel("该复查的古树名木", trees, may_edit=True)] if trees else []


def inbox_panels(user: AbstractBaseUser) -> list[Component]:
    """Trees that are not public yet, for who answers for the unit."""
    units = units_of(user, LEADING_OFFICES)
    trees = list(Tree.objects.filter(is_public=False, unit__in=units).order_by("name")[:LIMIT]) if units else []
    return [TreePanel("尚未公开的古树名木", trees, may_edit=False)] if trees else []
