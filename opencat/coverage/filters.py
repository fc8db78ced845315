"""What of the matrix somebody wants to see, from the address."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import forms
from django.http import QueryDict

from opencat.coverage.matrix import Cell, Matrix, Row
from opencat.enums import CoverageState, Scope
from opencat.models import Category
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit


class MatrixFilter(forms.Form):
    """All of it optional; what makes no sense is left out."""

    unit_category = forms.ChoiceField(label="单位类别", required=False)
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none(), required=False, empty_label="全部")
    article = forms.ChoiceField(label="规定条款", required=False)
    state = forms.ChoiceField(label="状态", required=False)

    def __init__(self, data: QueryDict, *, units: set[int] | None) -> None:
        super().__init__(data)
        everything = [("", "全部")]
        self.fields["unit_category"].choices = everything + UnitCategory.choices
        self.fields["state"].choices = everything + CoverageState.choices
        tops = Category.objects.in_force().top().order_by("code")
        self.fields["article"].choices = everything + [(top.code, str(top)) for top in tops]
        with_site = Unit.objects.filter(unit_site__isnull=False)
        self.fields["unit"].queryset = with_site if units is None else with_site.filter(pk__in=units)

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        found = self.cleaned_data
        unit = found.get("unit")
        return Wanted(
            unit_category=found.get("unit_category", ""),
            unit=unit.pk if unit else None,
            article=found.get("article", ""),
            state=found.get("state", ""),
        )


@dataclass(frozen=True)
class Wanted:
    unit_category: str = ""
    unit: int | None = None
    article: str = ""
    state: str = ""

    def of(self, matrix: Matrix) -> Matrix:
        """The matrix narrowed to the rows and columns that are wanted."""
        return replace(matrix, rows=tuple(row for row in map(self._row, matrix.rows) if row is not None))

    def _row(self, row: Row) -> Row | None:
        if self.unit is not None and row.unit.pk != self.unit:
            return None
        if self.unit_category and row.unit.category != self.unit_category:
            return None
        cells = tuple(cell for cell in row.cells if cell.category.code == self.article or not self.article)
        narrowed = replace(row, cells=cells)
        return narrowed if any(self.wants(leaf) for leaf in narrowed.leaves()) else None

    def wants(self, leaf: Cell) -> bool:
        return not self.state or leaf.state == self.state


def scopes_shown(matrix: Matrix) -> list[Scope]:
    return [scope for scope in Scope if matrix.of_scope(scope)]
