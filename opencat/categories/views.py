"""Which column belongs to which category: set by the centre."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencat.categories.actions import ClassificationRefused, classify_column
from opencat.categories.forms import ColumnForm
from opencat.permissions import is_centre
from sites.organisation.models.unit import Unit
from sites.pages.models.column_page import ColumnPage
from sites.pages.translation.locales import source_locale_id


def _for_the_centre(request: HttpRequest) -> None:
    if not is_centre(request.user):
        raise PermissionDenied


@require_GET
def columns(request: HttpRequest) -> HttpResponse:
    """The columns of one site in the order of its tree, the portal's at first."""
    _for_the_centre(request)
    units = list(Unit.objects.filter(unit_site__isnull=False))
    chosen = next((unit for unit in units if unit.code == request.GET.get("unit")), None)
    unit = chosen or next((unit for unit in units if unit.is_portal), None)
    rows = ColumnPage.objects.filter(unit=unit, locale=source_locale_id()).select_related("category").order_by("path")
    rows = list(rows)
    top = min((row.depth for row in rows), default=0)
    context = {"units": units, "unit": unit, "columns": [(row, "　" * (row.depth - top)) for row in rows]}
    return render(request, "coverage/columns.html", context)


@require_http_methods(["GET", "POST"])
def column(request: HttpRequest, column_id: int) -> HttpResponse:
    _for_the_centre(request)
    found = get_object_or_404(ColumnPage.objects.select_related("unit", "category"), pk=column_id)
    form = ColumnForm(request.POST or None, column=found)
    if request.method == "POST" and form.is_valid():
        try:
            kept = classify_column(found, form.cleaned_data["category"], request.user)
        except ClassificationRefused as refused:
            form.add_error("category", str(refused))
        else:
            messages.success(request, f"已设定“{found.title}”的目录类别，更新了 {kept} 条目录。")
            return redirect(f"{reverse('coverage:columns')}?unit={found.unit.code if found.unit else ''}")
    return render(request, "coverage/column.html", {"column": found, "form": form})
