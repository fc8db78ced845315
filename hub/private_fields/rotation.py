"""The exchange of keys: every text that is under a former key is encrypted anew, and its blind indexes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction

from hub.events import record_event
from hub.private_fields.blind_index import BlindIndexField
from hub.private_fields.fields import EncryptedTextField
from hub.private_fields.key_ring import UnreadablePrivateData, current_key, is_stale
from hub.private_fields.values import PrivateText

PORTION = 100  # rows that are locked together


@dataclass
class Rotation:
    renewed: int = 0
    unreadable: list[str] = field(default_factory=list)  # which row, field and why


@dataclass(frozen=True)
class SealedStore:
    """Private data beside the tables, with a row for each piece. `stale` are those under a former key; `renew` seals
    the piece of one row (its key) anew, in a transaction of its own, and raises `UnreadablePrivateData`."""

    label: str
    stale: Callable[[], models.QuerySet]
    renew: Callable[[Any], object]


_stores: dict[str, SealedStore] = {}


def register_store(store: SealedStore) -> None:
    _stores[store.label] = store


def sealed_stores() -> list[SealedStore]:
    return list(_stores.values())


def private_models() -> list[type[models.Model]]:
    """Those whose own table holds personal data."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and _sources(model)
    ]


def stale_rows(model: type[models.Model]) -> models.QuerySet:
    """With a text or a blind index that is not under the current key.

    Raises:
        NoPrivateDataKey
    """
    key_id, condition = current_key().id, models.Q(pk__in=[])
    for each in (*_sources(model), *_indexes(model)):
        condition |= models.Q(**{f"{each.name}__not_under_key": key_id})
    return model._base_manager.filter(condition)


def rotate(tell: Callable[[str], Any]) -> Rotation:
    """Can be stopped and run again: what is done is not looked at again. `tell` gets a line for each unreadable text.

    Raises:
        NoPrivateDataKey
    """
    done = Rotation()
    for model in private_models():
        last = None
        while (last := _rotate_portion(model, last, done, tell)) is not None:
            pass
    for store in sealed_stores():
        _rotate_store(store, done, tell)
    record_event(
        "更换个人信息密钥",
        f"密钥 {current_key().id}",
        f"重新加密 {done.renewed} 条，无法读取 {len(done.unreadable)} 项。",
    )
    return done


def _rotate_store(store: SealedStore, done: Rotation, tell: Callable[[str], Any]) -> None:
    for key in list(store.stale().order_by("pk").values_list("pk", flat=True)):
        try:
            store.renew(key)
            done.renewed += 1
        except UnreadablePrivateData as reason:
            done.unreadable.append(f"{store.label} {key}：{reason}")
            tell(done.unreadable[-1])


@transaction.atomic
def _rotate_portion(model: type[models.Model], last: Any, done: Rotation, tell: Callable[[str], Any]) -> Any:
    """The key of the last row of the portion; None behind the end. Writers wait for its rows, and it for theirs."""
    rows = stale_rows(model).select_for_update().order_by("pk")
    rows = rows if last is None else rows.filter(pk__gt=last)
    pk = None
    for values in rows.values("pk", *(each.name for each in (*_sources(model), *_indexes(model))))[:PORTION]:
        pk = values["pk"]
        renewed, unreadable = {}, []
        for name in _stale_names(model, values):
            try:
                _readable(values[name])
            except UnreadablePrivateData as reason:
                unreadable.append(f"{model._meta.label} {pk}，{name}：{reason}")
            else:
                renewed[name] = values[name]
        if renewed:
            model._base_manager.filter(pk=pk).update(**renewed)
            done.renewed += 1
        done.unreadable += unreadable
        for line in unreadable:
            tell(line)
    return pk


def _stale_names(model: type[models.Model], values: dict[str, Any]) -> Iterator[str]:
    """Of encrypted fields, also of those whose blind index alone is under another key."""
    behind = {each.source for each in _indexes(model) if is_stale(values[each.name])}
    for each in _sources(model):
        if each.name in behind or (values[each.name] is not None and values[each.name].is_stale):
            yield each.name


def _readable(value: PrivateText | None) -> str | None:
    return None if value is None else value.text


def _sources(model: type[models.Model]) -> list[EncryptedTextField]:
    return [each for each in model._meta.local_concrete_fields if isinstance(each, EncryptedTextField)]


def _indexes(model: type[models.Model]) -> list[BlindIndexField]:
    return [each for each in model._meta.local_concrete_fields if isinstance(each, BlindIndexField)]
