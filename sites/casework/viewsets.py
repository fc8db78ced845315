from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sites.approval.reviewed_views import ReviewedDeleteView, ReviewedViewSet
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.organisation.admin_menu import SITE_GROUP_MENU


class KeptView(ReviewedDeleteView):
    """A version stays: what somebody has agreed to can be read for ever."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


class PrivacyNoticeViewSet(ReviewedViewSet):
    """What people read of their personal data before they write. Another text is another version."""

    model = PrivacyNotice
    delete_view_class = KeptView
    icon = "lock"
    menu_label = "隐私声明"
    menu_hook = SITE_GROUP_MENU
    menu_order = 45
    list_display = ["version", "in_force_from"]
    form_fields = ["version", "text", "in_force_from"]
    copy_view_enabled = False
