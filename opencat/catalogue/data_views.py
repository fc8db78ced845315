from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opencat.catalogue.facet_index import held
from opencat.catalogue.facets import facets_of
from opencat.catalogue.open_data import COLUMNS, Source, as_csv, as_json, record_rows, rows
from opencat.catalogue.query import CatalogueQuery
from opencat.catalogue.scope import CatalogueScope, scope_of
from opencat.catalogue.selection import select
from opencat.enums import RecordKind
from opencat.models import Category
from sites.pages.addresses import Addresses


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, and what each column means."""
    place = scope_of(request)
    asked = _scope(place)
    facets = facets_of(select(asked, held(), place.categories), place.units, place.categories)
    kinds = {each.code: each.record_kind for each in place.categories.values() if each.record_kind}
    context = {
        **place.context(),
        "asked": asked,
        "columns": COLUMNS,
        "groups": facets["category"].groups,
        "units": facets["unit"],
        "kinds": kinds,
        "record_names": dict(RecordKind.choices),
        "licence": settings.OPEN_DATA_LICENCE,
        "query": asked.query(),
    }
    return render(request, "opencat/data.html", context)


@require_safe
def download(request: HttpRequest, code: str, form: str) -> StreamingHttpResponse:
    """All public documents of a category as CSV or JSON, for the unit asked for or the whole group.

    Raises:
        Http404: there is no such category, or no site answers here.
    """
    place = scope_of(request)
    category = _category(place, code)
    asked = replace(_scope(place), category=category)
    units = {unit.pk: unit for unit in place.units}
    found = rows(asked, Source(units, place.categories, Addresses(request), request))
    if form == "json":
        return _file(as_json(category, found), "application/json", _name(asked, code, form))
    head = [column.label for column in COLUMNS]
    return _file(as_csv(chain([head], found)), "text/csv; charset=utf-8", _name(asked, code, form))


@require_safe
def download_records(request: HttpRequest, code: str, kind: str) -> StreamingHttpResponse:
    """The structured records of a kind in the category's documents, as CSV.

    Raises:
        Http404: the category asks for no records of this kind, or no site answers here.
    """
    place = scope_of(request)
    category = _category(place, code)
    below = [each for each in place.categories.values() if each.code.startswith(category.code)]
    if kind not in {each.record_kind for each in below if each.record_kind}:
        raise Http404
    asked = replace(_scope(place), category=category)
    return _file(as_csv(record_rows(asked, kind)), "text/csv; charset=utf-8", _name(asked, f"{code}-{kind}", "csv"))


def _scope(place: CatalogueScope) -> CatalogueQuery:
    return CatalogueQuery(home_unit=place.home_unit, unit=place.asked().unit)


def _category(place: CatalogueScope, code: str) -> Category:
    found = next((each for each in place.categories.values() if each.code == code), None)
    if found is None:
        raise Http404
    return found


def _name(asked: CatalogueQuery, stem: str, form: str) -> str:
    return f"opencat-{asked.unit.code if asked.unit else 'all'}-{stem}.{form}"


def _file(parts: Iterator[str], content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # Copies of the catalogue's pages: to be taken home, not to be found by.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
