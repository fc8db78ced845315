from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from sites.organisation.models.unit_site import UnitSite
from sites.pages.public_content import content_of
from sites.website.elder_navigation import ElderTask
from tests.testapp.models.tree import Tree
from tests.testapp.panels import dashboard_panels, inbox_panels
from tests.testapp.viewsets import BulletinViewSet, TreeViewSet

hooks.register("dashboard_panels", dashboard_panels)
hooks.register("inbox_panels", inbox_panels)


@hooks.register("register_admin_viewset")
def register_trees() -> ViewSet:
    return TreeViewSet()


@hooks.register("register_admin_viewset")
def register_bulletins() -> ViewSet:
    return BulletinViewSet()


@hooks.register("elder_tasks")
def elder_tasks(unit_site: UnitSite) -> list[ElderTask]:
    """For a unit that shows trees."""
    content = content_of(Tree)
    return [ElderTask("古树名木", "trees/", "file-text")] if content.public_of([unit_site.unit_id]).exists() else []
