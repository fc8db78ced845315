"""What was answered, counted. Pure: questions and answers in, figures out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inquiry.surveys.questions import Question, QuestionKind
from sites.pages.records.chart import Chart, Series, draw

Chosen = Mapping[str, Sequence[int]]  # places of options, by the number of the question


@dataclass(frozen=True)
class Line:
    option: str
    count: int
    percent: Decimal  # of those who answered the question


@dataclass(frozen=True)
class QuestionResult:
    """`base`: how many answered this question."""

    question: Question
    base: int
    lines: tuple[Line, ...] = ()
    mean: Decimal | None = None

    @property
    def adds_up_to_more(self) -> bool:
        return self.question.kind is QuestionKind.SEVERAL

    def drawing(self) -> Chart | None:
        if not self.base or not self.lines:
            return None
        counts: list[Decimal | None] = [Decimal(line.count) for line in self.lines]
        return draw("bar", [line.option for line in self.lines], [Series("人数", counts)], "人")


def counted(questions: Iterable[Question], answers: Sequence[Chosen], texts: Mapping[int, int]) -> list[QuestionResult]:
    """`texts`: how many wrote something to a free question, by its number."""
    return [
        QuestionResult(question, texts.get(question.number, 0))
        if question.kind is QuestionKind.TEXT
        else _of_choices(question, [answer.get(str(question.number), ()) for answer in answers])
        for question in questions
    ]


def _of_choices(question: Question, chosen: Iterable[Sequence[int]]) -> QuestionResult:
    given = [each for each in chosen if each]
    counts = [sum(place in each for each in given) for place in range(len(question.choices))]
    lines = tuple(
        Line(option, count, _percent(count, len(given))) for option, count in zip(question.choices, counts, strict=True)
    )
    return QuestionResult(question, len(given), lines, _mean(question, counts))


def _percent(count: int, base: int) -> Decimal:
    return (Decimal(100 * count) / base if base else Decimal(0)).quantize(Decimal("0.1"))


def _mean(question: Question, counts: Sequence[int]) -> Decimal | None:
    total = sum(counts)
    if question.kind is not QuestionKind.SCALE or not total:
        return None
    points = sum(step * count for step, count in enumerate(counts, 1))
    return (Decimal(points) / total).quantize(Decimal("0.1"))
