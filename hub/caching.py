"""Values made of the database, in the cache under tags. What changes one of them invalidates the tag: the one helper.

Each tag has a version in the shared cache, and an entry holds only with the versions that it was loaded under: a value
read before a commit and stored after it meets another version. In a transaction nothing is stored: what is loaded there
lives with the transaction, in Django's own list of what follows the commit, and goes with it or its savepoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

Value = TypeVar("Value")
MISSING: Any = object()
VERSION_TIMEOUT = 24 * 3600  # seconds: a version that is forgotten means loading once more


@dataclass(frozen=True)
class _Change:
    """Waits for the commit of a transaction that changed what the tags stand for."""

    tags: frozenset[str]
    drop: Callable[..., None]
    arguments: tuple[Any, ...]

    def __call__(self) -> None:
        self.drop(*self.arguments)


@dataclass(frozen=True)
class _Loaded:
    """A value that a transaction has loaded; forgotten with it."""

    key: str
    value: Any

    def __call__(self) -> None:
        pass


class Drops:
    """`count`: how often this process dropped something. Whoever has not asked the cache since asks it again."""

    count = 0


def get_or_set(key: str, load: Callable[[], Value], timeout: float, *, tags: Iterable[str] = ()) -> Value:
    """What `load` gives, for at most `timeout` seconds and until one of `tags` is invalidated. None is a value too."""
    tags = tuple(tags)
    if in_transaction():
        return value_in_transaction(key, tags, load, lambda: _cached(key, tags)[1])
    versions, value = _cached(key, tags)
    if value is MISSING:
        value = load()
        cache.set(key, (versions, value), timeout)
    return value


def invalidate_on_commit(*tags: str) -> None:
    """What was made of the things that `tags` stand for has changed: drops it once others can read the change.

    Until then the running transaction neither reads nor stores it.
    """
    drop_on_commit(_delete_versions, *tags, tags=tags)


def drop_on_commit(drop: Callable[..., None], *arguments: Any, tags: Iterable[str]) -> None:
    """As `invalidate_on_commit`, for what forgets in another way than by the version of a tag."""
    change = _Change(frozenset(tags), drop, arguments)
    if not _is_waiting(change):
        transaction.on_commit(change)
    if transaction.get_connection().in_atomic_block and _outermost() != 0:
        change()  # the transaction around a test never commits


def invalidate_when_changed(*models: type[Model], tags: Iterable[str]) -> None:
    """`tags` follow every row of `models`. For bulk writes, which send no signal, call `invalidate_on_commit`."""
    names = tuple(tags)

    def invalidate(**signal: Any) -> None:
        invalidate_on_commit(*names)

    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(invalidate, sender=model, weak=False, dispatch_uid=f"cache:{names}:{model._meta.label}")


def version_of(tag: str, timeout: float = VERSION_TIMEOUT) -> str:
    """The present version of a tag; a new one, for `timeout` seconds, if it has none."""
    return cache.get_or_set(_version_key(tag), lambda: uuid4().hex, timeout)


def in_transaction() -> bool:
    """Whether what is read may never be committed. The transaction around a test does not count."""
    return transaction.get_connection().in_atomic_block and _outermost() is not None


def value_in_transaction(
    key: str, tags: Iterable[str], load: Callable[[], Value], committed: Callable[[], Value]
) -> Value:
    """What the running transaction sees: `committed()` (MISSING if it knows nothing) unless `tags` changed within."""
    names = frozenset(tags)
    for entry in _entries():
        if isinstance(entry, _Loaded) and entry.key == key:
            return entry.value
        if isinstance(entry, _Change) and entry.tags & names:
            break
    else:
        value = committed()
        if value is not MISSING:
            return value
    value = load()
    transaction.on_commit(_Loaded(key, value))
    return value


def _cached(key: str, tags: tuple[str, ...]) -> tuple[tuple[str, ...], Any]:
    """(versions of the tags, the value stored under them or MISSING). One trip to the cache when it is there."""
    found = cache.get_many([key, *map(_version_key, tags)])
    versions = tuple(found.get(_version_key(tag)) or version_of(tag) for tag in tags)
    stored = found.get(key)
    return versions, stored[1] if stored is not None and stored[0] == versions else MISSING


def _version_key(tag: str) -> str:
    return f"version:{tag}"


def _delete_versions(*tags: str) -> None:
    Drops.count += 1
    cache.delete_many([_version_key(tag) for tag in tags])


def _outermost() -> int | None:
    """The place of the outermost block among those that are open, without Django's own around a test.

    Within a test it is one that has a savepoint: without, it can be neither committed nor rolled back by itself.
    """
    connection = transaction.get_connection()
    for place, block in enumerate(connection.atomic_blocks):
        is_of_test = getattr(block, "_from_testcase", False)
        if not is_of_test and (place == 0 or connection.savepoint_ids[place - 1]):
            return place
    return None


def _entries() -> Iterator[Any]:
    """What the running transaction has left for after its commit, newest first."""
    connection, place = transaction.get_connection(), _outermost()
    # Within a test the transaction is a savepoint, and what earlier ones have left is there still.
    savepoint = connection.savepoint_ids[place - 1] if place else None
    for savepoints, entry, *_robust in reversed(connection.run_on_commit):
        if savepoint is not None and savepoint not in savepoints:
            return  # from before it began, like all that are older
        yield entry


def _is_waiting(change: _Change) -> bool:
    """Whether the same will be dropped already, and nothing was loaded since."""
    if not in_transaction():
        return False
    for entry in _entries():
        if isinstance(entry, _Loaded):
            return False
        if entry == change:
            return True
    return False
