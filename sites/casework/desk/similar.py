"""Cases like this one: the same letter again, and answers that were given to the like. Titles alone are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from sites.casework.enums import PENDING, CaseStatus
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.rights import cases_seen_by

COMPARED = 500  # the newest
SHOWN = 5
LEAST = 0.25
_NO_WORD = re.compile(r"[\W_]+")


def pairs(title: str) -> set[str]:
    """Two characters each, as Chinese has no spaces."""
    bare = _NO_WORD.sub("", title).casefold()
    return {bare[n : n + 2] for n in range(len(bare) - 1)} or {bare}


def likeness(one: set[str], other: set[str]) -> float:
    """0 to 1."""
    return len(one & other) / len(one | other) if one | other else 0.0


def most_alike(title: str, rows: Iterable[tuple[Any, str]]) -> list[Any]:
    """Keys of the rows (key, title) with the most similar titles, the best first."""
    wanted = pairs(title)
    scored = [(likeness(wanted, pairs(other)), key) for key, other in rows]
    return [key for score, key in sorted(scored, key=lambda each: -each[0])[:SHOWN] if score >= LEAST]


def similar_answers(case: Case) -> list[Reply]:
    """Of what is published, from the own unit and the others."""
    published = Reply.objects.filter(live=True, publishes=True).exclude(assignment__case=case)
    keys = most_alike(case.title, published.order_by("-pk").values_list("pk", "public_title")[:COMPARED])
    found = published.select_related("unit").in_bulk(keys)
    return [found[key] for key in keys]


def may_be_the_same(case: Case, user: AbstractBaseUser) -> list[Case]:
    """To which the case could be joined: the same words of the same person, or nearly the same title."""
    open_ones = cases_seen_by(user).filter(kind=case.kind, status__in=[*PENDING, CaseStatus.ANSWERED], joined_to=None)
    open_ones = open_ones.exclude(pk=case.pk)
    same = Q(likeness=case.likeness) if case.likeness else Q(pk__in=[])
    keys = list(open_ones.filter(same).values_list("pk", flat=True)[:SHOWN])
    others = open_ones.exclude(pk__in=keys).order_by("-pk").values_list("pk", "title")[:COMPARED]
    keys += most_alike(case.title, others)
    found = open_ones.defer("text").select_related("unit").in_bulk(keys)
    return [found[key] for key in keys[:SHOWN]]
