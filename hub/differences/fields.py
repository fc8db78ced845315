"""Two versions of a row or page: the fields that differ, in the order of the form and under its labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel, PanelGroup, get_edit_handler
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from hub.differences import blocks, files, rich, words
from hub.differences.alignment import MOVED, Item, number_of, placed, word_for
from hub.differences.marks import changed, visible
from hub.differences.sequences import Budget
from hub.differences.values import in_words, of_choices
from hub.differences.whole import of_list


class Difference(NamedTuple):
    label: str
    html: SafeString


def differences(before: models.Model, after: models.Model, others: Iterable[str] = ()) -> list[Difference]:
    """`others`: fields that the form does not have and the public, or the system, goes by all the same."""
    budget = Budget()
    model = type(after)
    shown = list(_in_form(model))
    found = [each for panel in shown if (each := _of_panel(panel, before, after, budget)) is not None]
    names = {panel.relation_name if isinstance(panel, InlinePanel) else panel.field_name for panel in shown}
    for name in others:
        if name not in names:
            field = model._meta.get_field(name)
            found += _of_field(field, str(field.verbose_name), before, after, budget)
    return found


def _in_form(model: type[models.Model]) -> Iterator[Any]:
    return _leaves(model.get_edit_handler() if issubclass(model, Page) else get_edit_handler(model))


def _leaves(panel: Panel) -> Iterator[Any]:
    if isinstance(panel, PanelGroup):
        for child in panel.children:
            yield from _leaves(child)
    elif isinstance(panel, FieldPanel | InlinePanel):
        yield panel


def _of_panel(panel: Any, before: models.Model, after: models.Model, budget: Budget) -> Difference | None:
    if isinstance(panel, InlinePanel):
        html = _rows(panel, before, after, budget)
        return Difference(str(panel.heading), html) if html else None
    try:
        field = panel.db_field
    except FieldDoesNotExist:
        return None
    return next(iter(_of_field(field, _label(panel), before, after, budget)), None)


def _label(panel: FieldPanel) -> str:
    return str(panel.heading or panel.db_field.verbose_name)


def _of_field(
    field: Any, label: str, before: models.Model | None, after: models.Model | None, budget: Budget
) -> list[Difference]:
    old, new = (None if row is None else _value(field, row) for row in (before, after))
    if _is_same(field, old, new):
        return []
    return [Difference(label, difference(field, old, new, budget))]


def _value(field: Any, row: models.Model) -> Any:
    if isinstance(field, TaggableManager) or field.many_to_many:
        return sorted(str(each) for each in getattr(row, field.name).all())
    if isinstance(field, StreamField):
        return getattr(row, field.name)
    return field.value_from_object(row)


def _is_same(field: Any, old: Any, new: Any) -> bool:
    if _is_empty(old) or _is_empty(new):
        return _is_empty(old) and _is_empty(new)
    return blocks.is_same(field.stream_block, old, new) if isinstance(field, StreamField) else old == new


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or (hasattr(value, "stream_block") and not len(value))


def difference(field: Any, old: Any, new: Any, budget: Budget) -> SafeString:
    """Of two values of a field that are not the same."""
    if isinstance(field, StreamField):
        return blocks.difference(field.stream_block, old, new, budget)
    if isinstance(field, RichTextField):
        return rich.difference(old or "", new or "", budget)
    if isinstance(field, TaggableManager) or field.many_to_many:
        return of_list(old or [], new or [])
    if field.is_relation:
        return files.difference(*(files.found_or_gone(field.related_model, key) for key in (old, new)))
    if field.choices:
        labels = of_choices(field.flatchoices)
        return changed(*(labels.get(value, in_words(value)) for value in (old, new)))
    if isinstance(field, models.CharField | models.TextField):
        return words.difference(in_words(old), in_words(new), budget)
    return changed(in_words(old), in_words(new))


def _rows(panel: InlinePanel, before: models.Model, after: models.Model, budget: Budget) -> SafeString:
    """Rows below: each that came, went, was changed or moved."""
    relation = panel.relation_name
    olds, news = (sorted(getattr(row, relation).all(), key=_order) for row in (before, after))
    fields = [(leaf.db_field, _label(leaf)) for leaf in _leaves(panel.child_edit_handler)]
    rows = placed(*([Item(each.pk, "", _says(each)) for each in part] for part in (olds, news)))
    shown = []
    for place in rows:
        old = None if place.old is None else olds[place.old]
        new = None if place.new is None else news[place.new]
        found = [each for field, label in fields for each in _of_field(field, label, old, new, budget)]
        if word := word_for(place, has_changed=bool(found)):
            name = f"：{new}" if word == MOVED else ""
            shown.append((f"第 {number_of(place)} 行{word}{name}", _listed(found)))
    return format_html_join("", '<div class="hub-diff__part"><p class="hub-diff__name">{}</p>{}</div>', shown)


def _order(row: Any) -> int:
    return getattr(row, "sort_order", None) or 0


def _says(row: models.Model) -> str:
    fields = [field for field in row._meta.concrete_fields if not isinstance(field, ParentalKey)]
    own = (field for field in fields if not field.primary_key and field.name != "sort_order")
    return repr([(field.name, field.value_from_object(row)) for field in own])


def _listed(found: list[Difference]) -> SafeString:
    return format_html_join(
        "",
        '<div><span class="hub-diff__label">{}：</span>{}</div>',
        ((visible(label), html) for label, html in found),
    )
