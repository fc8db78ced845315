"""What a job does to many rows: one that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from hub.failures import error_text
from hub.scheduler.registry import JobFailed

Row = TypeVar("Row")
NAMED = 5  # of those that failed


def for_each(
    rows: Iterable[Row],
    do: Callable[[Row], int | bool],
    *,
    name: Callable[[Row], str] = str,
    overtaken: type[Exception] | tuple[type[Exception], ...] = (),
    outages: type[Exception] | tuple[type[Exception], ...] = (),
) -> int:
    """The sum of what `do` returned. `overtaken`: errors of a row that somebody else has dealt with meanwhile.

    Raises:
        JobFailed: some failed; it names the first of them, when all others are done.
        One of `outages`: what all rows need is away.
    """
    done, failed = 0, []
    for row in rows:
        try:
            done += int(do(row))
        except overtaken:
            continue
        except outages:
            raise
        except Exception as problem:
            failed.append(f"{name(row)}：{error_text(problem)}")
    if failed:
        raise JobFailed("；".join(failed[:NAMED]) + (f"等 {len(failed)} 件" if len(failed) > NAMED else ""))
    return done
