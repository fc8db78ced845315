from __future__ import annotations

from sites.pages.models.home_page import TEMPLATE, HomePage


class DepartmentHomePage(HomePage):
    template = TEMPLATE
    parent_page_types = ["wagtailcore.Page", "pages.PortalHomePage"]

    class Meta:
        verbose_name = "部门首页"
