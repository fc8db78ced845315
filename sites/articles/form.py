"""The form of an article: what is missing is said beside its field when the draft is sent for approval."""

from __future__ import annotations

from typing import Any

from sites.visibility.references import OwnPageForm


class ArticleForm(OwnPageForm):
    """A draft may be incomplete; what is sent for approval may not (Art. 12)."""

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

    def _column(self) -> Any:
        return self.parent_page.specific_deferred if self.parent_page else None

    def _unit(self) -> Any:
        return self.instance.unit or getattr(self._column(), "unit", None)

    def _categories(self) -> Any:
        """Those in force that bind the page's site, and the one that it has."""
        every = self.fields["category"].queryset
        return every.in_force().for_unit(self._unit()) | every.filter(pk=self.instance.category_id)

    def _own_columns(self) -> Any:
        """The other columns of the page's own site: another site's leader has not approved it."""
        from sites.models import ColumnPage
        from sites.translation.locales import source_locale_id

        own = ColumnPage.objects.filter(unit=self._unit(), locale=source_locale_id()).live()
        return own.exclude(pk=self.parent_page.pk if self.parent_page else None).order_by("path")

    def is_valid(self) -> bool:
        return super().is_valid() and (self.is_deferred_validation or self._is_complete())

    def _is_complete(self) -> bool:
        """Says each missing element beside its field. Rows of the form count as they were sent."""
        from sites.elements import missing_elements

        page = self.save(commit=False)
        page.parent_column = self._column()
        page.unit = self._unit()
        missing = missing_elements(page)
        for name, message in missing.items():
            if name in self.formsets:
                self.formsets[name].non_form_errors().append(message)
            else:
                self.add_error(name if name in self.fields else None, message)
        return not missing
