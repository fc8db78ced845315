"""Where something stands that begins and ends by itself, to the minute. Pure: times in, stage out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


def stage_at(now: datetime, begins: datetime, ends: datetime) -> Stage:
    """At `ends` it is over."""
    if now < begins:
        return Stage.BEFORE
    return Stage.DURING if now < ends else Stage.AFTER
