"""What every adapter of a provider gives: which questions to ask, and how to read the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from hub.weather.places import Place
from hub.weather.report import Report


class Unreadable(ValueError):
    """The provider answered, but this is no weather."""


@dataclass(frozen=True)
class Question:
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    is_optional: bool = False  # the report is good without this answer


class Provider(Protocol):
    """`source` is shown to the public; `url` and `key` come from the settings, and may be empty."""

    source: str

    def __init__(self, url: str, key: str) -> None: ...

    def questions(self, place: Place) -> dict[str, Question]: ...

    def report(self, answers: dict[str, Any]) -> Report:
        """From the answers by the questions' names, each a JSON object; unanswered optional ones are missing.

        Raises:
            Unreadable: what must be there is not.
        """
        ...
