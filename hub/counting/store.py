"""Counts in the database, added to by several processes at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction

VALUES = 5_000  # in one statement; SQLite takes 32,766


def add_counts(
    model: type[models.Model], unique: Sequence[str], counts: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Adds `rows`, each the values of the fields `unique` and then of `counts`, to what is counted; makes what is not.

    `unique` are the fields of a unique constraint, and with `counts` all that a row needs. Django's own upsert sets a
    value; this one adds to it, so that processes do not overwrite each other. Sorted by the caller in one order
    everywhere, two processes that write at once wait for each other, and never for good.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    fields = [model._meta.get_field(name) for name in (*unique, *counts)]
    keys, sums = ([quote(each.column) for each in some] for some in (fields[: len(unique)], fields[len(unique) :]))
    added = ", ".join(f"{name} = counted.{name} + excluded.{name}" for name in sums)
    one = "(" + ", ".join(["%s"] * (len(keys) + len(sums))) + ")"
    size = VALUES // (len(keys) + len(sums))
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            cursor.execute(
                f"INSERT INTO {table} AS counted ({', '.join(keys + sums)}) "  # noqa: S608
                f"VALUES {', '.join([one] * len(part))} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}",
                [
                    field.get_db_prep_save(value, connection)
                    for row in part
                    for field, value in zip(fields, row, strict=True)
                ],
            )
