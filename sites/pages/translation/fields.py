"""Which fields of a page are translated; wagtail-localize asks for them by the name `translatable_fields`."""

from __future__ import annotations

from typing import Any

from modelcluster.models import get_all_child_relations
from wagtail.models import Page
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField, TranslatableField


class Text(TranslatableField):
    """Translated word by word; its pictures, files and links are those of the source."""

    def is_overridable(self, obj: Any) -> bool:
        return False


class TranslatableFields:
    """The class attribute `translatable_fields`: the model's `translated_fields`, and all else as in the source.

    What belongs to the tree, the menus and the schedule is a matter of the source alone.
    """

    def __get__(self, page: Page | None, model: type[Page]) -> list[BaseTranslatableField]:
        texts = [Text(name) for name in model.translated_fields]
        own = [
            field
            for field in model._meta.concrete_fields
            if field.model is not Page and field.editable and not getattr(field.remote_field, "parent_link", False)
        ]
        relations = [each for each in get_all_child_relations(model) if each.model is not Page]
        names = [field.name for field in (*own, *relations) if field.name not in model.translated_fields]
        return [*texts, *(SynchronizedField(name, overridable=False) for name in names)]
