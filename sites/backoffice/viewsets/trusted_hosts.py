from __future__ import annotations

from sites.approval.reviewed_views import ReviewedViewSet
from sites.pages.models.trusted_host import TrustedHost


class TrustedHostViewSet(ReviewedViewSet):
    """Where links may lead without the leaving notice."""

    model = TrustedHost
    icon = "link-external"
    menu_label = "可直接访问的网站"
    list_display = ["host", "note"]
    form_fields = ["host", "note"]
    copy_view_enabled = False
