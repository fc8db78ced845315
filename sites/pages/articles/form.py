"""The form of an article: it offers what the page may choose."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hub.calendar import Terms
from sites.approval.due_dates import due_date_of_review
from sites.approval.submission_checks import spelled
from sites.pages.submission_form import SubmissionForm
from sites.pages.translation.locales import source_locale_id


class ArticleForm(SubmissionForm):
    """Categories in force, columns of the own site, units by their short names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "category" in self.fields:
            self.fields["category"].queryset = self._categories()
            self.fields["category"].empty_label = "随栏目"
        if "also_in" in self.fields:
            self.fields["also_in"].queryset = self._own_columns()
            self.fields["also_in"].label_from_instance = lambda column: "　" * (column.depth - 3) + column.title
        if "issuing_units" in self.fields:
            self.fields["issuing_units"].label_from_instance = lambda unit: unit.short_name

        if "is_emergency" in self.fields:
            self.fields["is_emergency"].help_text = _words_on_emergencies()

    def _categories(self) -> Any:
        """Those in force that bind the page's site, and the one that it has."""
        every = self.fields["category"].queryset
        return every.in_force().for_unit(self._unit()) | every.filter(pk=self.instance.category_id)

    def _own_columns(self) -> Any:
        """The other columns of the page's own site: another site's leader has not approved it."""
        columns = self.fields["also_in"].queryset
        own = columns.filter(unit=self._unit(), locale=source_locale_id()).live()
        return own.exclude(pk=self.parent_page.pk if self.parent_page else None).order_by("path")

    def clean_document_number(self) -> str:
        """In its one spelling."""
        return spelled(self.cleaned_data["document_number"])


def _words_on_emergencies() -> str:
    """Beside the mark in the form: what is left out, what follows and by when."""
    due = due_date_of_review(timezone.localdate(), Terms.load())
    return (
        "不经保密审查和分管领导审核，由主要领导一人审批后立即公开，并报市网络信息中心（第十四条第七项）；不能定时发布。"
        f"公开后由保密审查员和分管领导事后审查：今天公开的，应于 {due.on:%Y-%m-%d} 前审查完毕，有问题的申请撤下"
    )
