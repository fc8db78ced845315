"""What a leader wants to know before saying yes, found by reading the content: no judgement, only hints."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail import hooks

from sites.approval.models.content import ApprovableContent


@dataclass(frozen=True)
class Check:
    label: str
    passed: bool
    advice: str = ""


def checks_for(content: ApprovableContent) -> list[Check]:
    """What the apps above know of a draft, by the hook `content_checks`: functions `(content) -> list[Check]`."""
    return [check for checks_of in hooks.get_hooks("content_checks") for check in checks_of(content)]
