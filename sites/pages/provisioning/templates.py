"""Whether a page is as the template of its site has it: titles, places and sections of a template, and no word else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings

from sites.approval.digest import content_digest
from sites.organisation.models.unit import Unit
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.home_page import HomePage
from sites.pages.provisioning.compositions import default_sections
from sites.pages.provisioning.structure import Column, standard_columns


def column_from(order: Column) -> ColumnPage:
    return ColumnPage(
        title=order.title,
        slug=order.slug,
        layout=order.layout,
        mandated_by=order.mandated_by,
        show_in_menus=order.in_menu,
    )


def home_title(unit: Unit) -> str:
    """Art. 2: the portal bears the name of the municipal government, not of the office that runs it."""
    return str(settings.PORTAL_NAME if unit.is_portal else unit.name)


def is_template(content: Any) -> bool:
    unit = getattr(content, "unit", None)
    if unit is None or content.is_translation:
        return False
    if isinstance(content, ColumnPage):
        same = (order for order in _all_of(standard_columns(unit.category)) if order.slug == content.slug)
        return any(content_digest(column_from(order)) == content_digest(content) for order in same)
    return isinstance(content, HomePage) and _is_template_home(content, unit)


def _is_template_home(home: HomePage, unit: Unit) -> bool:
    template = type(home)(title=home_title(unit), slug=unit.code)
    if home.sections and _plain(home) != _plain(type(home)(sections=default_sections(unit.category, home))):
        return False
    template.sections = home.sections
    return content_digest(template) == content_digest(home)


def _plain(home: HomePage) -> Any:
    """Its sections without the keys that each list of blocks gives its own."""
    return _without_ids(home.sections.get_prep_value())


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(part) for name, part in value.items() if name != "id"}
    return [_without_ids(part) for part in value] if isinstance(value, list) else value


def _all_of(columns: Sequence[Column]) -> Iterator[Column]:
    for column in columns:
        yield column
        yield from _all_of(column.children)
