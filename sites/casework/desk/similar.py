"""Cases like this one: the same letter again, and answers that were given to the like."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from sites.casework.enums import PENDING, CaseStatus
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.rights import cases_seen_by
from sites.casework.similarity import COMPARED, SHOWN, most_alike


def similar_answers(case: Case) -> list[Reply]:
    """Of what is published, from the own unit and the others."""
    published = Reply.objects.filter(live=True, publishes=True, assignment__case__wishes_public=True).exclude(
        assignment__case=case
    )
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
