"""What no query may do with an encrypted column: order by it, compare with it, write anything but a text into it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.expressions import ExpressionList, OrderBy
from django.db.models.lookups import IsNull, Lookup

from hub.private_fields.blind_index import blind_indexes, with_indexes
from hub.private_fields.fields import EncryptedTextField, NotUnderKey, encrypted_fields

_ALLOWED = (NotUnderKey, IsNull)


def connect() -> None:
    models.QuerySet.update = _following_update(models.QuerySet.update)
    models.QuerySet.bulk_create = _following_bulk_create(models.QuerySet.bulk_create)
    OrderBy.as_sql = _refusing_order(OrderBy.as_sql)
    Lookup.process_lhs = _refusing_comparison(Lookup.process_lhs)


def _following_update(update: Callable[..., int]) -> Callable[..., int]:
    """Blind indexes follow an update, as they follow a save."""

    @wraps(update)
    def following(self: models.QuerySet, **kwargs: Any) -> int:
        for field in encrypted_fields(self.model):
            if hasattr(value := kwargs.get(field.name), "resolve_expression") and not _is_private(value):
                raise FieldError(f"加密字段 {field.name} 只能更新为文字，不能更新为数据库表达式。")
        for index in blind_indexes(self.model):
            if index.source in kwargs:
                if hasattr(kwargs[index.source], "resolve_expression"):
                    raise FieldError(f"{index.source} 有盲索引，不能批量更新，请逐条保存。")
                kwargs[index.name] = index.index_of(kwargs[index.source])
        return update(self, **kwargs)

    return following


def _following_bulk_create(bulk_create: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """The same where a row that is there already is updated instead."""

    @wraps(bulk_create)
    def following(self: models.QuerySet, *args: Any, update_fields: Any = None, **kwargs: Any) -> list[Any]:
        if update_fields is not None:
            update_fields = with_indexes(self.model, update_fields)
        return bulk_create(self, *args, update_fields=update_fields, **kwargs)

    return following


def _refusing_order(as_sql: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(as_sql)
    def refusing(self: OrderBy, *args: Any, **kwargs: Any) -> Any:
        if _is_private(self.expression):
            raise FieldError("不能按加密字段排序。")
        return as_sql(self, *args, **kwargs)

    return refusing


def _refusing_comparison(process_lhs: Callable[..., Any]) -> Callable[..., Any]:
    """Of a lookup that becomes SQL, however it was written; its field refuses most of them before."""

    @wraps(process_lhs)
    def refusing(self: Lookup, compiler: Any, connection: Any, lhs: Any = None) -> Any:
        others = self.rhs.get_source_expressions() if isinstance(self.rhs, ExpressionList) else [self.rhs]
        if any(map(_is_private, others)) or (_is_private(self.lhs) and not isinstance(self, _ALLOWED)):
            raise FieldError("不能与加密字段比较。请查询它的盲索引。")
        return process_lhs(self, compiler, connection, lhs)

    return refusing


def _is_private(expression: Any) -> bool:
    try:
        return isinstance(getattr(expression, "output_field", None), EncryptedTextField)
    except FieldError:  # of mixed types: Django says so itself, when it is needed
        return False
