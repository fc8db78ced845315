from __future__ import annotations

from inquiry.models.fee_price import FeePrice
from sites.approval.reviewed_views import ReviewedViewSet
from sites.organisation.admin_menu import SITE_GROUP_MENU


class FeePriceViewSet(ReviewedViewSet):
    """What requests for disclosure cost, since when. Another price is another row."""

    model = FeePrice
    icon = "tag"
    menu_label = "信息处理费标准"
    menu_hook = SITE_GROUP_MENU
    menu_order = 46
    list_display = ["basis", "above", "price", "step", "rise", "in_force_from"]
    form_fields = ["basis", "above", "price", "step", "rise", "source", "in_force_from"]
    copy_view_enabled = False
