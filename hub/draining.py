"""Doing what waits in an outbox (docs/outbox.md).

Whatever goes wrong with a row is noted at that row, and the others are done. Only when the database itself fails, or
what all rows of an outbox go to, does the error come out and everything wait as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TypeVar

from django.db import OperationalError, transaction

from hub.models.outbox import OutboxQuerySet, OutboxRow

Row = TypeVar("Row", bound=OutboxRow)
# Does what these rows ask for and marks or deletes those that are done; returns how many. It may leave others as they
# are, or put them off itself.
Work = Callable[[Sequence[Row]], int]


def drain(
    rows: OutboxQuerySet,
    work: Work[Row],
    *,
    size: int,
    in_transaction: bool = True,
    outages: tuple[type[Exception], ...] = (),
) -> int:
    """Does what waits among `rows`, oldest first, `size` at a time; returns how many are done.

    Each batch is one transaction that locks its rows, so that a second process passes them over. Not so for work that
    waits for a server and does no harm when done twice: `in_transaction=False`.

    Raises:
        OperationalError: the database itself.
        One of `outages`: what the work needs is away. Nothing is put off because of it.
    """
    attempt = partial(
        _attempt,
        work=work,
        block=transaction.atomic if in_transaction else nullcontext,
        outages=(OperationalError, *outages),
    )
    done = 0
    # Asked before the transaction: on SQLite its beginning alone makes writers wait.
    while rows.waiting().exists():
        with transaction.atomic() if in_transaction else nullcontext():
            some = list((rows.waiting().locked() if in_transaction else rows.waiting())[:size])
            number = attempt(some) if some else 0
        if not number and not any(row.is_put_off for row in some):
            break  # all that is left is somebody else's just now
        done += number
    return done


def _attempt(
    some: Sequence[Row],
    *,
    work: Work[Row],
    block: Callable[[], AbstractContextManager[object]],
    outages: tuple[type[Exception], ...],
) -> int:
    """All together; when that fails one by one, so that the row at fault is found."""
    try:
        with block():
            return work(some)
    except outages:
        raise
    except Exception as error:
        if len(some) > 1:
            return sum(_attempt([row], work=work, block=block, outages=outages) for row in some)
        some[0].put_off(error)
        return 0
