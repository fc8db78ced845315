from __future__ import annotations

from hub.wagtail_patches import Patch

_REPORTS = "wagtail.admin.views.reports"
_EXPORTS = "wagtail.admin.views.mixins.SpreadsheetExportMixin"

PATCHES = (
    Patch("wagtail.hooks._hooks", "The screens of wagtail-localize are taken away; Wagtail cannot unregister a hook."),
    Patch(
        "wagtail.admin.filters.popular_tags_for_model", "Popular keywords are those of one's own.", ("model", "count")
    ),
    Patch("wagtail.images.views.chooser.popular_tags_for_model", "The same, in the chooser.", ("model", "count")),
    Patch(
        "wagtail.admin.views.pages.listing.PageFilterSet.declared_filters[owner]",
        "Filters name only people whom one may see.",
    ),
    Patch("wagtail.admin.views.pages.listing.PageFilterSet.declared_filters[edited_by]", "The same."),
    Patch(f"{_REPORTS}.workflows.WorkflowReportFilterSet.declared_filters[requested_by]", "The same."),
    Patch(f"{_REPORTS}.locked_pages.LockedPagesReportFilterSet.declared_filters[locked_by]", "The same."),
    Patch(
        "wagtail.admin.views.bulk_action.BulkAction.get_queryset",
        "A bulk action works on what one may see.",
        ("model", "object_ids"),
    ),
    Patch("wagtail.admin.views.pages.edit.EditView.submit_action", "A refusal keeps what was written.", ()),
    Patch("wagtail.admin.views.pages.create.CreateView.submit_action", "The same.", ()),
    Patch(f"{_REPORTS}.audit_logging.SiteHistoryReportFilterSet.get_users_queryset", "It names only people seen."),
    Patch(
        f"{_EXPORTS}.preprocess_field_value",
        "No cell of a download runs as a formula.",
        ("field", "value", "export_format"),
    ),
    Patch(f"{_EXPORTS}.get_heading", "The same, for the heads of columns.", ("queryset", "field")),
    Patch(f"{_EXPORTS}.stream_csv", "Spreadsheets need a byte order mark to read Chinese.", ("queryset",)),
)
