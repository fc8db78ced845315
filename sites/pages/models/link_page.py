from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel

from sites.pages.models.group_page import GroupPage
from sites.pages.outbound.addresses import web_address
from sites.pages.outbound.links import outbound_link


class LinkPage(GroupPage):
    """An entry of a column or home that leads elsewhere."""

    address = models.URLField("网址", max_length=500)
    note = models.CharField("说明", max_length=200, blank=True)

    is_in_sitemap = False
    promote_panels: list[Any] = []
    order_is_public = True
    parent_page_types = [
        "pages.PortalHomePage",
        "pages.TownHomePage",
        "pages.DepartmentHomePage",
        "pages.ColumnPage",
    ]
    subpage_types: list[str] = []
    content_panels = [*GroupPage.content_panels, FieldPanel("address"), FieldPanel("note")]

    class Meta:
        verbose_name = "链接"
        verbose_name_plural = "链接"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads on, out of the group by way of the leaving notice.

        Raises:
            Http404: the address is no sound address on the web.
        """
        if web_address(self.address) is None:
            raise Http404
        return redirect(outbound_link(self.address).href)
