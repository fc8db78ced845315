"""The table of the city's own Traditional forms, as the centre edits it."""

from __future__ import annotations

from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView

from hub.models import ScriptCorrection
from hub.variants.conversion import by_dictionaries
from hub.viewsets import GroupModelViewSet


def change_made_by(correction: ScriptCorrection) -> str:
    """What differs on Traditional pages from now on, in words."""
    before = by_dictionaries(correction.simplified)
    if before == correction.traditional:
        return f"已保存。“{correction.simplified}”按词库本来就写作“{before}”，现在固定下来。"
    return (
        f"已保存，立即生效。“{correction.simplified}”在繁体页面上原写作“{before}”，现写作“{correction.traditional}”。"
    )


class CorrectionCreateView(CreateView):
    def get_success_message(self, instance: ScriptCorrection) -> str:
        return change_made_by(instance)


class CorrectionEditView(EditView):
    def get_success_message(self) -> str:
        return change_made_by(self.object)


class ScriptCorrectionViewSet(GroupModelViewSet):
    model = ScriptCorrection
    icon = "openquote"
    menu_label = "繁体用字校正"
    add_view_class = CorrectionCreateView
    edit_view_class = CorrectionEditView
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
