"""The table of the city's own Traditional forms, as the centre edits it."""

from __future__ import annotations

from wagtail.admin.ui.tables import Column, TitleColumn

from hub.models import ScriptCorrection
from hub.variants.conversion import by_dictionaries
from sites.approval.reviewed_views import ReviewedViewSet


class ScriptCorrectionViewSet(ReviewedViewSet):
    model = ScriptCorrection
    icon = "openquote"
    menu_label = "繁体用字校正"
    list_display = [
        TitleColumn("simplified", label="简体", url_name="scriptcorrection:edit"),
        "traditional",
        Column("by_dictionaries", label="词库写法", accessor=lambda row: by_dictionaries(row.simplified)),
        Column("get_kind_display", label="类别"),
        "note",
    ]
    list_filter = ["kind"]
    search_fields = ["simplified", "traditional", "note"]
    search_backend_name = None
    form_fields = ["simplified", "traditional", "kind", "note"]
    copy_view_enabled = False
