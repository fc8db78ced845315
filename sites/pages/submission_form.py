"""A form that says beside its fields what is wrong with a draft, and what is missing before it is sent for approval."""

from __future__ import annotations

from typing import Any

from sites.approval.submission_checks import missing_elements, row_problems
from sites.pages.forms import ScopedPageForm


class SubmissionForm(ScopedPageForm):
    """A draft may be incomplete; what is sent for approval may not (Art. 12). Unsound rows are refused in drafts."""

    def _column(self) -> Any:
        return self.parent_page.specific_deferred if self.parent_page else None

    def _unit(self) -> Any:
        return self.instance.unit or getattr(self._column(), "unit", None)

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        page = self._page()
        return self._rows_are_sound(page) and (self.is_deferred_validation or self._is_complete(page))

    def _page(self) -> Any:
        """The page as it was sent, its rows included."""
        page = self.save(commit=False)
        page.parent_column = self._column()
        page.unit = self._unit()
        return page

    def _rows_are_sound(self, page: Any) -> bool:
        problems = row_problems(page)
        for row, message in problems:
            forms = [form for formset in self.formsets.values() for form in formset.forms if form.instance is row]
            for form in forms:
                form.add_error("target" if "target" in form.fields else None, message)
            if not forms:
                self.add_error(None, message)
        return not problems

    def _is_complete(self, page: Any) -> bool:
        """Says each missing element beside its field. Rows of the form count as they were sent."""
        missing = missing_elements(page)
        for name, message in missing.items():
            if name in self.formsets:
                self.formsets[name].non_form_errors().append(message)
            else:
                self.add_error(name if name in self.fields else None, message)
        return not missing
