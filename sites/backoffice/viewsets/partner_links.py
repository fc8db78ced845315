from __future__ import annotations

from wagtail.admin.panels import FieldPanel

from sites.approval.reviewed_views import ReviewedViewSet
from sites.pages.models.partner_link import PartnerLink


class PartnerLinkViewSet(ReviewedViewSet):
    """Sites outside the group that the footer of every site leads to."""

    model = PartnerLink
    icon = "link"
    menu_label = "其他网站"
    list_display = ["title", "address", "sort_order"]
    panels = [FieldPanel("title"), FieldPanel("address"), FieldPanel("sort_order")]
    copy_view_enabled = False
