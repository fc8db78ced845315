"""What a failure leaves behind: a pause before the next attempt, and a text for people to read."""

from __future__ import annotations

from datetime import timedelta

LONGEST_PAUSE = timedelta(hours=1)
_MOST_DOUBLINGS = 10  # more would only make the number large


def pause_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: 1, 2, 4 … minutes, at most an hour; nothing after none."""
    if failures < 1:
        return timedelta(0)
    return min(timedelta(minutes=2 ** min(failures - 1, _MOST_DOUBLINGS)), LONGEST_PAUSE)


def error_text(error: BaseException, length: int = 300) -> str:
    """`ValueError: what it says`, at most `length` characters of one line, such as any database stores.

    An error may quote what made it fail: NUL, which PostgreSQL refuses, or halves of surrogate pairs.
    """
    text = " ".join(f"{type(error).__name__}: {error}".replace("\0", "\N{REPLACEMENT CHARACTER}").split())
    return text.encode(errors="replace").decode()[:length]
