"""To find rows by an encrypted text: a keyed digest of its normalised form stands beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import In
from django.views.decorators.debug import sensitive_variables

from hub.private_fields.fields import NotUnderKey
from hub.private_fields.key_ring import UnreadablePrivateData, current_key, known_keys
from hub.private_fields.values import PrivateText

Normalise = Callable[[str], str]
LENGTH = 42  # the key's id, a colon, 32 hex digits


def telephone(text: str) -> str:
    """Digits alone, without the country code of China."""
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)


def email(text: str) -> str:
    return _folded(text).casefold()


def id_number(text: str) -> str:
    """Without spaces and hyphens; the check digit may be an X."""
    return re.sub(r"[\s-]", "", _folded(text)).upper()


def name(text: str) -> str:
    return re.sub(r"\s+", "", _folded(text)).casefold()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


class BlindIndexField(models.CharField):
    """The index of the encrypted field `source`, which it follows at each save.

    Rows are found with `…__matches=text`. `normalise` says which texts count as equal.
    """

    description = "盲索引"

    def __init__(self, source: str, normalise: Normalise, **kwargs: Any) -> None:
        self.source, self.normalise = source, normalise
        super().__init__(
            **{"max_length": LENGTH, "blank": True, "default": "", "editable": False, "db_index": True, **kwargs}
        )

    def deconstruct(self) -> Any:
        found, path, args, kwargs = super().deconstruct()
        return found, path, args, {**kwargs, "source": self.source, "normalise": self.normalise}

    @sensitive_variables()
    def index_of(self, value: Any) -> str:
        """Under the current key; "" where nothing is left of the text.

        Raises:
            UnreadablePrivateData
            NoPrivateDataKey
        """
        text = value.text if isinstance(value, PrivateText) else value
        normalised = self.normalise(str(text)) if text else ""
        return current_key().index(normalised) if normalised else ""

    @sensitive_variables()
    def indexes_of(self, text: Any) -> list[str]:
        """Under each key at hand."""
        normalised = self.normalise(str(text)) if text else ""
        return [key.index(normalised) for key in known_keys()] if normalised else []

    def follow(self, row: models.Model) -> None:
        """Brings the index of the row up to date in memory; it stays where its source is not loaded or not readable."""
        source = self.model._meta.get_field(self.source).attname
        if source in row.__dict__:
            try:
                setattr(row, self.attname, self.index_of(row.__dict__[source]))
            except UnreadablePrivateData:
                return

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        self.follow(model_instance)
        return super().pre_save(model_instance, add)

    def get_lookup(self, lookup_name: str) -> Any:
        """An index compared with a text would find nothing, and say nothing."""
        if lookup_name not in (Matches.lookup_name, NotUnderKey.lookup_name):
            raise FieldError(f"盲索引只能用 matches 查询，不能用 {lookup_name}。")
        return super().get_lookup(lookup_name)


@BlindIndexField.register_lookup
class Matches(In):
    """`…__matches=text`: rows whose text is equal once both are normalised, under whichever key they were indexed."""

    lookup_name = "matches"

    def get_prep_lookup(self) -> Any:
        self.rhs = self.lhs.output_field.indexes_of(self.rhs)
        return super().get_prep_lookup()


BlindIndexField.register_lookup(NotUnderKey)


def with_indexes(model: type[models.Model], names: Iterable[str]) -> list[str]:
    """Names of fields to write, and of the blind indexes that follow them."""
    named = list(dict.fromkeys(names))
    return [*named, *(each.name for each in blind_indexes(model) if each.source in named and each.name not in named)]


@cache
def blind_indexes(model: type[models.Model]) -> tuple[BlindIndexField, ...]:
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, BlindIndexField))
