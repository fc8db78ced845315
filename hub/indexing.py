"""The search index of bulk work: once at the end instead of page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.backends import get_search_backends
from modelsearch.signal_handlers import post_save_signal_handler

_waiting: ContextVar[dict[type[Model], set[Any]] | None] = ContextVar("objects_to_index", default=None)


def connect() -> None:
    """Takes the place of modelsearch's own handlers, which index each object by itself."""
    for model in _models():
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_save.connect(follow_save, sender=model)


def _models() -> list[type[Model]]:
    return [model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)]


def follow_save(instance: Model, raw: bool = False, **signal: Any) -> None:
    waiting = _waiting.get()
    if waiting is None:
        post_save_signal_handler(instance, raw=raw, **signal)
    elif not raw:
        # A page may be saved as its base class, and is indexed as what it is.
        waiting[getattr(instance, "specific_class", None) or type(instance)].add(instance.pk)


@contextmanager
def indexed_together() -> Iterator[None]:
    """What is saved meanwhile is indexed at the end, a model at a time; after an error nothing of it is.

    It holds for the running thread alone, so requests may use it. Within another one, that does it.
    """
    with _collecting() as waiting:
        yield
    for model, keys in waiting.items():
        objects = list(model.get_indexed_objects().filter(pk__in=keys))
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, objects)


@contextmanager
def not_indexed() -> Iterator[None]:
    """What this thread saves meanwhile is not indexed: for commands that run `update_index` when they are through."""
    with _collecting():
        yield


@contextmanager
def _collecting() -> Iterator[dict[type[Model], set[Any]]]:
    """What is left to whoever began: nothing, within another one."""
    if _waiting.get() is not None:
        yield {}
        return
    waiting: dict[type[Model], set[Any]] = defaultdict(set)
    token = _waiting.set(waiting)
    try:
        yield waiting
    finally:
        _waiting.reset(token)
