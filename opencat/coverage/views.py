"""Coverage in the admin: the matrix, one unit, its documents. Everybody sees the own units, the centre all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from opencat.coverage.export import export_response
from opencat.coverage.filters import MatrixFilter, Wanted, scopes_shown
from opencat.coverage.interpretations import without_interpretation
from opencat.coverage.matrix import Cell, Matrix, Row, load_matrix
from opencat.coverage.picture import shares_of
from opencat.edit_links import find_edit_urls
from opencat.enums import Scope
from opencat.models import CatalogueEntry, Category
from opencat.permissions import may_see, may_write_for, own_units
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit
from sites.pages.addresses import Addresses

PAGE_SIZE = 50


def unit_to_see(request: HttpRequest, unit_id: int) -> Unit:
    unit = get_object_or_404(Unit, pk=unit_id)
    if not may_see(request.user, unit):
        raise PermissionDenied
    return unit


@dataclass(frozen=True)
class Heading:
    """A column of the heat map: a top category; opened, its parts stand beside it."""

    cell: Cell
    is_open: bool

    @property
    def span(self) -> int:
        return 1 + len(self.cell.parts) if self.is_open else 1


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    units = own_units(request)
    form = MatrixFilter(request.GET, units=units)
    wanted = form.wanted
    everything = load_matrix(units)
    matrix = wanted.of(everything)
    context = {
        "form": form,
        "matrix": matrix,
        "tables": [_table(matrix, scope, request) for scope in scopes_shown(matrix)],
        "shares": shares_of(matrix.totals()),
        "total": sum(matrix.totals().values()),
        "address": _address(request, "open"),
        "is_centre": units is None,
        "uninterpreted": _uninterpreted(units).count(),
    }
    return render(request, "coverage/index.html", context)


def _uninterpreted(units: set[int] | None) -> Any:
    found = without_interpretation()
    return found if units is None else found.filter(unit__in=units)


def _table(matrix: Matrix, scope: Scope, request: HttpRequest) -> dict[str, Any]:
    """One of the two tables: the portal's ten columns (Art. 14), or the six of all others (Art. 15)."""
    rows = matrix.of_scope(scope)
    opened = request.GET.get("open", "")
    headings = [Heading(cell, cell.category.code == opened and bool(cell.parts)) for cell in rows[0].cells]
    groups = [
        (label, [(row, _shown(row, opened)) for row in rows if row.unit.category == value])
        for value, label in UnitCategory.choices
    ]
    return {
        "scope": scope,
        "headings": headings,
        "is_opened": any(heading.is_open for heading in headings),
        "columns": 1 + sum(heading.span for heading in headings),
        "groups": [(label, found) for label, found in groups if found],
    }


def _shown(row: Row, opened: str) -> list[Cell]:
    """The cells of a row from left to right, those of the opened category with its parts."""
    return [each for cell in row.cells for each in (cell, *(cell.parts if cell.category.code == opened else ()))]


def _address(request: HttpRequest, without: str) -> str:
    """The address of this page as it is filtered, to which `without` can be appended anew."""
    query = request.GET.copy()
    query.pop(without, None)
    return f"?{query.urlencode()}&" if query else "?"


@require_GET
def export(request: HttpRequest, file_format: str) -> HttpResponse:
    units = own_units(request)
    wanted: Wanted = MatrixFilter(request.GET, units=units).wanted
    return export_response(load_matrix(units), wanted, file_format)


@require_GET
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    found = unit_to_see(request, unit_id)
    matrix = load_matrix({found.pk})
    context = {
        "unit": found,
        "row": matrix.rows[0] if matrix.rows else None,
        "shares": shares_of(matrix.totals()),
        "total": sum(matrix.totals().values()),
        "today": matrix.today,
        "may_propose": may_write_for(request.user, found),
    }
    return render(request, "coverage/unit.html", context)


@require_GET
def documents(request: HttpRequest, unit_id: int, code: str) -> HttpResponse:
    """What a cell counts: the documents of a unit in a category, drafts that wait included."""
    found = unit_to_see(request, unit_id)
    category = get_object_or_404(Category, code=code)
    entries = CatalogueEntry.objects.existing().filter(unit=found).in_category(category).select_related("category")
    entries = entries.annotate(page_path=F("page__url_path")).order_by("-published_on", "-pk")
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    shown, addresses = list(page), Addresses()
    find_edit_urls(shown, request.user)
    rows = [(entry, addresses.of_content(entry.unit_id, entry.path, entry.page_path)) for entry in shown]
    context = {"unit": found, "category": category, "entries": page, "rows": rows}
    return render(request, "coverage/documents.html", context)


@require_GET
def interpretations(request: HttpRequest) -> HttpResponse:
    """Policies without an interpretation, the oldest first."""
    units = own_units(request)
    page = Paginator(_uninterpreted(units), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "coverage/interpretations.html", {"entries": page})
