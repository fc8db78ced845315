"""The group 单位与网站 of the admin's menu, by name: apps on every floor add their viewsets to it (`menu_hook`)."""

from __future__ import annotations

SITE_GROUP_MENU = "register_site_group_menu_item"
