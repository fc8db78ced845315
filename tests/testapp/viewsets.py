from __future__ import annotations

from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn

from sites.backoffice.viewsets.approvable import ApprovableViewSet
from sites.backoffice.viewsets.own_units import OwnUnitForm, OwnUnitsViewSet
from sites.organisation.admin_menu import SITE_GROUP_MENU
from tests.testapp.models.bulletin import Bulletin
from tests.testapp.models.tree import Tree


class TreeViewSet(OwnUnitsViewSet):
    model = Tree
    name = "tree"
    icon = "folder-open-1"
    menu_label = "古树名木"
    menu_hook = SITE_GROUP_MENU
    menu_order = 90
    list_display = ["name", "unit", BooleanColumn("is_public", label="公开"), "surveyed_on"]
    ordering = ["name"]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("unit", "name", "place", "story", "surveyed_on", "is_public")],
        base_form_class=OwnUnitForm,
    )


class BulletinViewSet(ApprovableViewSet):
    model = Bulletin
    icon = "doc-full"
    menu_label = "古树通报"
    menu_hook = SITE_GROUP_MENU
