"""A tree is surveyed once a year."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.models import User
from hub.outbox import enqueue_mail
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from tests.testapp.models.tree import Tree

EVERY = timedelta(days=365)


def due_for_survey() -> Any:
    return Tree.objects.filter(surveyed_on__lt=timezone.localdate() - EVERY).order_by("surveyed_on", "pk")


@transaction.atomic
def remind_of_surveys() -> int:
    """Queues a mail to each editor of the unit of a tree that is due, once a survey; returns how many."""
    trees = list(due_for_survey())
    editors: defaultdict[int, list[User]] = defaultdict(list)
    appointments = Appointment.objects.current().of_offices([Office.EDITOR])
    for each in appointments.filter(unit__in={tree.unit_id for tree in trees}).select_related("person"):
        editors[each.unit_id].append(each.person)
    return sum(_remind(tree, person) for tree in trees for person in editors[tree.unit_id])


def _remind(tree: Tree, person: User) -> bool:
    return enqueue_mail(
        key=f"tree-survey:{tree.pk}:{tree.surveyed_on}:{person.pk}",
        recipient=person.email,
        subject=f"请复查古树名木：{tree.name}",
        body=f"{tree.name}上次普查是 {tree.surveyed_on}，已满一年。\n",
    )
