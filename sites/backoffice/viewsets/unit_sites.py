from __future__ import annotations

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from sites.approval.reviewed_views import ReviewedViewSet
from sites.organisation.models.unit_site import UnitSite


class UnitSiteIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return UnitSite.objects.select_related("unit", "site", "home")


class UnitSiteViewSet(ReviewedViewSet):
    """Sites are opened and moved by provisioning's own forms; here they are listed, with their national codes."""

    model = UnitSite
    icon = "site"
    menu_label = "网站"
    name = "unitsite"
    index_view_class = UnitSiteIndexView
    list_display = [
        TitleColumn("unit", label="单位", url_name="unitsite:edit"),
        Column("address", label="网址", accessor=lambda row: row.home.full_url),
        BooleanColumn("is_channel", label="门户频道"),
        "identification_code",
    ]
    list_filter = ["unit__category"]
    search_fields = ["unit__name", "unit__code", "site__hostname"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [FieldRowPanel([FieldPanel("identification_code"), FieldPanel("filing_number")])]
