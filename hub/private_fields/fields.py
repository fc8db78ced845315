"""Fields whose column holds a token, and whose attribute is the text.

The field itself remembers nothing of any row. What a row was loaded with stays in the row until it is read.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from hub.private_fields.values import PrivateText

_TOKEN = "encrypted"  # noqa: S105


class PrivateAttribute(DeferredAttribute):
    """Raises UnreadablePrivateData when it is read, not when its row is loaded."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        held = super().__get__(instance, owner)
        return held.text if isinstance(held, PrivateText) else held

    def __set__(self, instance: Any, value: Any) -> None:
        held = instance.__dict__
        held[self.field.attname] = _private(value, held.get(self.field.attname))


def _private(value: Any, before: Any) -> PrivateText | None:
    if value is None or isinstance(value, PrivateText):
        return value
    if hasattr(value, "resolve_expression"):
        raise FieldError("加密字段只能赋予文字，不能赋予数据库表达式。")
    text = str(value)
    return before if isinstance(before, PrivateText) and before.is_known_as(text) else PrivateText(text)


class EncryptedTextField(models.TextField):
    """Several lines of text. `max_length` counts characters of the text."""

    description = "加密的文字"
    descriptor_class = PrivateAttribute
    is_line = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PrivateText | None:
        return None if value is None else PrivateText.stored(value)

    def to_python(self, value: Any) -> Any:
        """A text is a text, whatever it looks like. Tokens come from fixtures, as `value_to_string` wrote them."""
        if value is None or isinstance(value, PrivateText):
            return value
        if isinstance(value, dict) and set(value) == {_TOKEN}:
            return PrivateText.stored(str(value[_TOKEN]))
        return str(value)

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        return (value if isinstance(value, PrivateText) else PrivateText(str(value))).token

    def pre_save(self, model_instance: models.Model, add: bool) -> PrivateText | None:
        """What was not read is written as it was loaded, readable or not."""
        if self.attname not in model_instance.__dict__:
            getattr(model_instance, self.attname)
        return model_instance.__dict__[self.attname]

    def value_to_string(self, obj: models.Model) -> Any:
        """Fixtures hold tokens, no texts."""
        held = obj.__dict__[self.attname]
        return None if held is None else {_TOKEN: held.token}

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("isnull", NotUnderKey.lookup_name):
            raise FieldError(f"{self._place} 是加密字段，不能按它查询（{lookup_name}）。请查询它的盲索引。")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self._place} 是加密字段，不能按它查询（{lookup_name}）。请查询它的盲索引。")

    @property
    def _place(self) -> str:
        return f"{self.model._meta.label}.{self.name}" if hasattr(self, "model") else type(self).__name__


class EncryptedCharField(EncryptedTextField):
    """One line: a name, a telephone number."""

    description = "加密的一行文字"
    is_line = True

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"widget": forms.TextInput, **kwargs})


class NotUnderKey(models.Lookup):
    """`field__not_under_key=id`: what is neither empty nor under the key with this id."""

    lookup_name = "not_under_key"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"({column} <> '' AND {column} NOT LIKE %s)", [*params, *params, f"{self.rhs}:%"]


EncryptedTextField.register_lookup(NotUnderKey)


@cache
def encrypted_fields(model: type[models.Model]) -> tuple[EncryptedTextField, ...]:
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField))
