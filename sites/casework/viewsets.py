from __future__ import annotations

from sites.approval.reviewed_views import ReviewedViewSet
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.organisation.admin_menu import SITE_GROUP_MENU


class PrivacyNoticeViewSet(ReviewedViewSet):
    """What people read of their personal data before they write. Another text is another version."""

    model = PrivacyNotice
    icon = "lock"
    menu_label = "隐私声明"
    menu_hook = SITE_GROUP_MENU
    menu_order = 45
    list_display = ["version", "in_force_from"]
    form_fields = ["version", "text", "in_force_from"]
    copy_view_enabled = False
