from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from sites.organisation.admin_menu import SITE_GROUP_MENU
from sites.organisation.capacity import units_of
from sites.organisation.enums import WRITING_OFFICES
from sites.organisation.models.unit import Unit
from tests.testapp.models.tree import Tree


class TreeForm(WagtailAdminModelForm):
    """For a tree of one's own units."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units_of(self.for_user, WRITING_OFFICES))


class OwnTree:
    """A view of one tree, for who has the right that it needs for this one: Wagtail asks for the model only."""

    def get_object(self, *args: Any) -> Tree:
        tree = super().get_object(*args)
        needed = "view" if self.permission_required is None else self.permission_required
        if not self.user_has_permission_for_instance(needed, tree):
            raise PermissionDenied
        return tree


class TreeIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        own = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        return own.select_related("unit")


class TreeEditView(OwnTree, EditView):
    pass


class TreeDeleteView(OwnTree, DeleteView):
    pass


class TreeHistoryView(OwnTree, HistoryView):
    pass


class TreeUsageView(OwnTree, UsageView):
    pass


class TreeViewSet(ModelViewSet):
    model = Tree
    name = "tree"
    icon = "folder-open-1"
    menu_label = "古树名木"
    menu_hook = SITE_GROUP_MENU
    menu_order = 90
    index_view_class = TreeIndexView
    edit_view_class = TreeEditView
    delete_view_class = TreeDeleteView
    history_view_class = TreeHistoryView
    usage_view_class = TreeUsageView
    copy_view_enabled = False
    list_display = ["name", "unit", BooleanColumn("is_public", label="公开"), "surveyed_on"]
    ordering = ["name"]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("unit", "name", "place", "story", "surveyed_on", "is_public")],
        base_form_class=TreeForm,
    )
