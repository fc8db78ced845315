"""The group 公开目录 of the admin's menu: what the centre and the units see of the catalogue."""

from __future__ import annotations

from wagtail.admin.viewsets.base import ViewSetGroup

# Each page of the catalogue hangs its own item into the group by this hook.
MENU_HOOK = "register_catalogue_menu_item"


class CatalogueViewSetGroup(ViewSetGroup):
    menu_label = "公开目录"
    menu_name = "catalogue"
    menu_icon = "list-ul"
    menu_order = 210
    submenu_hook = MENU_HOOK
    items = ()
