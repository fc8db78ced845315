"""Letters that stand on the site: question and answer as leaders approved them, nothing of what was sent in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from inquiry.letters.channels import PUBLISHED_KINDS
from sites.casework.enums import Role
from sites.casework.kinds import kind_of
from sites.casework.models.reply import Reply
from sites.organisation.models.unit import Unit

OF_CASE = "assignment__case"


@dataclass(frozen=True)
class Filter:
    """What a list of letters is narrowed to; each may be empty."""

    kind: str = ""
    unit: Unit | None = None
    year: int | None = None
    words: tuple[str, ...] = ()

    def apply(self, letters: QuerySet[Reply]) -> QuerySet[Reply]:
        if self.kind:
            letters = letters.filter(assignment__case__kind=self.kind)
        if self.unit is not None:
            letters = letters.filter(unit=self.unit)
        if self.year is not None:
            first, last = date(self.year, 1, 1), date(self.year, 12, 31)
            letters = letters.filter(assignment__answered_on__range=(first, last))
        for word in self.words:
            letters = letters.filter(
                Q(public_title__icontains=word) | Q(public_question__icontains=word) | Q(text__icontains=word)
            )
        return letters


def published_letters() -> QuerySet[Reply]:
    """The newest answer of the unit that leads, where it is public and who wrote wishes it; the newest first."""
    newer = Reply.objects.filter(
        live=True,
        assignment__role=Role.LEAD,
        assignment__case=OuterRef(OF_CASE),
        assignment__gt=OuterRef("assignment"),
    )
    return (
        Reply.objects.filter(
            live=True,
            publishes=True,
            assignment__role=Role.LEAD,
            assignment__answered_on__isnull=False,  # as all that are public: with it the index gives the order
            assignment__case__wishes_public=True,
            assignment__case__kind__in=[kind.code for kind in PUBLISHED_KINDS],
        )
        .exclude(Exists(newer))
        .annotate(
            number=F("assignment__case__number"),
            kind=F("assignment__case__kind"),
            received_on=F("assignment__case__received_on"),
            answered_on=F("assignment__answered_on"),
            case_id=F(OF_CASE),
        )
        .select_related("unit")
        .order_by("-assignment__answered_on", "-assignment_id")
    )


def joint_answers(letters: Iterable[Any]) -> dict[int, list[Reply]]:
    """By case, the public answers of units that supported. One query."""
    found: dict[int, list[Reply]] = {}
    replies = Reply.objects.filter(live=True, publishes=True, assignment__role=Role.SUPPORT)
    replies = replies.filter(assignment__case__in=[letter.case_id for letter in letters]).select_related("unit")
    for reply in replies.annotate(case_id=F(OF_CASE), answered_on=F("assignment__answered_on")).order_by("assignment"):
        found.setdefault(reply.case_id, []).append(reply)
    return found


def label_of(kind: str) -> str:
    return kind_of(kind).label
