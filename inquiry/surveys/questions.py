"""The questions of a survey as plain values. Pure: a stream in, questions out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SCALE = 5


class QuestionKind(StrEnum):
    """Types of blocks."""

    SINGLE = "single"
    SEVERAL = "several"
    SCALE = "scale"
    TEXT = "text"


@dataclass(frozen=True)
class Question:
    """`number` counts from 1; answers are kept by it, and by the places of `choices` from 0. `most`: of several."""

    number: int
    kind: QuestionKind
    text: str
    is_required: bool
    choices: tuple[str, ...] = ()
    most: int = 0

    @property
    def name(self) -> str:
        """Of its field in the form."""
        return f"q{self.number}"


def questions_of(stream: Iterable[Any]) -> tuple[Question, ...]:
    return tuple(_question(number, block) for number, block in enumerate(stream, 1))


def _question(number: int, block: Any) -> Question:
    kind, value = QuestionKind(block.block_type), block.value
    options = tuple(value.get("options") or ())
    if kind is QuestionKind.SCALE:
        options = _scale(value["low"], value["high"])
    return Question(
        number=number,
        kind=kind,
        text=value["text"],
        is_required=bool(value["is_required"]),
        choices=options,
        most=min(value.get("most") or len(options), len(options)) if kind is QuestionKind.SEVERAL else 0,
    )


def _scale(low: str, high: str) -> tuple[str, ...]:
    words = {1: low, SCALE: high}
    return tuple(f"{step} 分" + (f"（{words[step]}）" if words.get(step) else "") for step in range(1, SCALE + 1))
