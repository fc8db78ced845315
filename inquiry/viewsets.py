from __future__ import annotations

from inquiry.models.hot_question import HotQuestion
from sites.approval.reviewed_views import ReviewedViewSet
from sites.organisation.admin_menu import SITE_GROUP_MENU


class HotQuestionViewSet(ReviewedViewSet):
    """Which published letters stand first; proposed by one person of the centre and confirmed by another."""

    model = HotQuestion
    icon = "help"
    menu_label = "热点问题"
    menu_hook = SITE_GROUP_MENU
    menu_order = 46
    list_display = ["letter_number", "sort_order"]
    form_fields = ["letter_number", "sort_order"]
    copy_view_enabled = False
