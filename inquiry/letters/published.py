"""Letters that stand on the site: question and answer as leaders approved them, nothing of what was sent in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest

from inquiry.letters.channels import PUBLISHED_KINDS
from inquiry.models.hot_question import HotQuestion
from sites.casework.enums import Role
from sites.casework.kinds import kind_of
from sites.casework.models.reply import Reply
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.addresses import Addresses
from sites.pages.site_group import units_at

MOST_HOT = 8
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


def published_at(request: HttpRequest, home: UnitSite) -> QuerySet[Reply]:
    """On a unit's host its own, on the portal those of the group."""
    letters = published_letters()
    return letters if home.unit.is_portal else letters.filter(unit__in=units_at(request))


def hot_at(request: HttpRequest, home: UnitSite) -> list[Reply]:
    """热点问题 among them, in the order of the centre."""
    numbers = list(HotQuestion.objects.values_list("letter_number", flat=True))
    letters = published_at(request, home).filter(assignment__case__number__in=numbers)
    return sorted(letters, key=lambda letter: numbers.index(letter.number))[:MOST_HOT] if numbers else []


def lines_of(request: HttpRequest, letters: Iterable[Any]) -> Iterator[tuple[Any, str, str]]:
    """(letter, its kind, its address), for lists."""
    addresses = Addresses(request)
    for letter in letters:
        yield letter, label_of(letter.kind), addresses.at(letter.unit_id, f"letters/{letter.number}/")


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
