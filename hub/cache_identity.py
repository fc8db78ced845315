"""Keys of the cache say which database they describe: another one, or an older state of it, never meets its entries.

Whoever wants anything from the database opens a connection first, and every new connection looks: restoring a database
ends the old ones. Requests cost nothing, and where no connection was possible nothing can be read that is out of date.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.signals import post_migrate
from wagtail.models import ModelLogEntry, PageLogEntry

from hub.caching import Drops
from hub.models import AuditEvent, DatabaseIdentity

logger = logging.getLogger(__name__)

NEWEST = "newest_rows"
# Tables that are only added to, by nearly everything that people do.
GROWING = (AuditEvent, PageLogEntry, ModelLogEntry)


class _Known:
    """`identity`: of the database that this process works with."""

    identity = "unknown"


def make_key(key: str, key_prefix: str, version: int) -> str:
    """The setting KEY_FUNCTION of the cache."""
    return f"{key_prefix}:{_Known.identity}:{version}:{key}"


def connect(sender: Any) -> None:
    """`sender`: the configuration of the app that has the table."""
    connection_created.connect(_recognise, dispatch_uid="cache_identity")
    post_migrate.connect(_create, sender=sender, dispatch_uid="cache_identity")


def _create(using: str, **signal: Any) -> None:
    if using == DEFAULT_DB_ALIAS:
        DatabaseIdentity.objects.get_or_create(pk=1)
        _recognise(connections[using])


def _recognise(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    if connection.alias != DEFAULT_DB_ALIAS:
        return
    try:
        _Known.identity = _identity(connection)
        _empty_if_older(connection)
    except DatabaseError:  # there are no tables yet
        _Known.identity = "unknown"


def _identity(connection: BaseDatabaseWrapper) -> str:
    columns: list[Any] = ["key"]
    if connection.vendor == "postgresql":  # also tells a copy from the original: another transaction wrote its row
        columns += [RawSQL("xmin::text", ()), RawSQL("tableoid::text", ())]
    row = _rows(connection).values_list(*columns).first()
    return sha256(repr(row).encode()).hexdigest()[:16] if row else "unknown"


def _empty_if_older(connection: BaseDatabaseWrapper) -> None:
    """What the cache has seen was there before it is compared: only a restored database has less."""
    seen: tuple[int, ...] | None = cache.get(NEWEST)
    newest = _newest_rows(connection)
    if seen is not None and any(now < then for now, then in zip(newest, seen, strict=False)):
        logger.warning("The database is older than what the cache describes, which is emptied")
        cache.clear()
        Drops.count += 1
    if newest != seen:
        cache.set(NEWEST, newest, None)


def _newest_rows(connection: BaseDatabaseWrapper) -> tuple[int, ...]:
    newest = (Subquery(model.objects.order_by("-pk").values("pk")[:1]) for model in GROWING)
    return tuple(number or 0 for number in _rows(connection).values_list(*newest).first() or ())


def _rows(connection: BaseDatabaseWrapper) -> QuerySet[DatabaseIdentity]:
    return DatabaseIdentity.objects.using(connection.alias).filter(pk=1)
