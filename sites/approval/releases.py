"""Direct roads to the public that need no workflow: what may come by each, and in whose name.

A release is looked at when it is said, and again when the content is saved: the save is what makes public.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q
from wagtail import hooks

from sites.approval import ledger
from sites.approval.batch_standing import obstacle_to
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction
from sites.approval.ledger_state import MADE_PUBLIC
from sites.approval.models.import_batch import ImportBatch
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.capacity import hold_offices
from sites.organisation.enums import CENTRE_OFFICES, LEADING_OFFICES
from sites.organisation.models.appointment import Appointment

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers_about_offices", default=None)
_rehearsing: ContextVar[bool] = ContextVar("rehearsing_an_import", default=False)


class PublicationRefused(PermissionDenied):
    """This content may not become public: approvals are missing. The message says which, in Chinese."""


@dataclass(frozen=True)
class Release:
    """`ground`: of an import the batch; of a change of state the public content from which it follows."""

    action: LedgerAction
    actor: ledger.Actor
    comment: str = ""
    ground: Any = None


def release(content: Any, action: LedgerAction, actor: ledger.Actor, comment: str = "", *, ground: Any = None) -> None:
    """The next save of `content` may make it public; the gate records it with the content's digest.

    Raises:
        PublicationRefused: not in this person's office, or not a content that comes this way.
    """
    said = Release(action, actor, comment, ground)
    if content.unit_id is not None:  # a new page has its unit once it has its place
        require(content, said)
    content._release = said


@contextmanager
def rehearsing() -> Iterator[None]:
    """What is imported meanwhile is taken back at the end, and so needs no yes yet."""
    token = _rehearsing.set(True)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _rehearsing.reset(token)


def take_release(content: Any) -> Release | None:
    """What was said of the save that goes on now, and of no other."""
    said: Release | None = content.__dict__.pop("_release", None)
    return said


def require(content: Any, said: Release) -> None:
    """
    Raises:
        PublicationRefused: see `release`.
    """
    check = _CHECKS.get(said.action)
    if check is None:
        raise PublicationRefused(f"“{said.action.label}”不能直接公开内容，请送审。")
    if content.unit_id is None:
        raise PublicationRefused(f"《{content}》不在任何单位的网站里，不能公开。")
    check(content, said)


def _require_import(content: Any, said: Release) -> None:
    """With the yes of a leader of the unit; a rehearsal, which is taken back, goes before it."""
    leading = Q(unit=content.unit_id, office__in=LEADING_OFFICES)
    _once((said.actor, content.unit_id), lambda: _require_office(said.actor, leading))
    if _rehearsing.get():
        return
    batch = _once(said.ground, lambda: _batch_with_yes(said))
    if content.unit_id != batch.unit_id:
        raise PublicationRefused(f"同意的是导入到{batch.unit}，《{content}》不在那里。")


def _batch_with_yes(said: Release) -> ImportBatch:
    """As it is stored now, and stays until the transaction ends: who withdraws it waits for the row."""
    batches = ImportBatch.objects.select_related("unit", "column", "uploaded_by", "decided_by").defer("rows")
    if connection.in_atomic_block:
        batches = batches.select_for_update(of=("self",), no_key=True)
    batch = batches.filter(pk=getattr(said.ground, "pk", None)).first()
    if batch is None or batch.uploaded_by != said.actor.user:
        raise PublicationRefused("导入须成批，并由栏目所属单位的领导同意。")
    if obstacle := obstacle_to(batch):
        raise PublicationRefused(f"不能导入：{obstacle}。")
    return batch


def _require_template(content: Any, said: Release) -> None:
    """Nobody's words: those of the template alone. Before anybody holds an office of the centre, nobody need say it."""
    if said.actor.user is not None or not _once("nobody", _centre_has_nobody):
        _once(said.actor, lambda: _require_office(said.actor))
    if content.pk is not None and LedgerEntry.objects.of(content).filter(action__in=MADE_PUBLIC).exists():
        raise PublicationRefused(f"《{content}》公开过，不能再按建站公开，请送审。")
    if not any(is_template(content) for is_template in hooks.get_hooks("is_template")):
        raise PublicationRefused(f"《{content}》不是建站模板里的内容，请送审。")


def _require_state_alone(content: Any, said: Release) -> None:
    """Its authority is that of the content from which it follows, whoever publishes that."""
    stored = type(content)._base_manager.filter(pk=content.pk, live=True).first()
    ground = said.ground
    if stored is None or ground is None or not type(ground)._base_manager.filter(pk=ground.pk, live=True).exists():
        raise PublicationRefused(f"《{content}》的有效性只随已公开的文件变更。")
    if not any(follows(stored, content, ground) for follows in hooks.get_hooks("state_follows")):
        raise PublicationRefused(f"《{content}》的有效性变更不是由《{ground}》引起的。")
    for name in content.state_fields:
        setattr(stored, name, getattr(content, name))
    if content_digest(stored) != content_digest(content):
        raise PublicationRefused(f"《{content}》除有效性外还有改动，请送审。")


# Chapter apps say by hooks: `is_template(content) -> bool`, whether a content is as a template has it;
# `state_follows(stored, content, ground) -> bool`, whether the new state follows from what `ground` says.
_CHECKS: dict[LedgerAction, Callable[[Any, Release], None]] = {
    LedgerAction.IMPORTED: _require_import,
    LedgerAction.PROVISIONED: _require_template,
    LedgerAction.RESTATED: _require_state_alone,
}


def _of_centre() -> Q:
    return Q(unit__code=settings.CENTRE_UNIT_CODE, office__in=CENTRE_OFFICES)


def _centre_has_nobody() -> bool:
    return not Appointment.objects.current().filter(_of_centre()).exists()


@contextmanager
def offices_asked_once() -> Iterator[None]:
    """In one transaction: an office that was held when the first release was looked at is held for the others."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def _once(question: Any, ask: Callable[[], Any]) -> Any:
    answers = _answers.get()
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    return answers[question]


def _require_office(actor: ledger.Actor, or_else: Q | None = None) -> None:
    """An office of the centre, or what `or_else` says, held today and until the transaction ends."""
    if actor.user is None or actor.appointment is None:
        raise PublicationRefused("没有写明由谁、以什么职责公开，不能公开。")
    person = hold_offices(actor.user) if connection.in_atomic_block else actor.user
    held = Appointment.objects.acted_by(person).filter(_of_centre() | (or_else or Q(pk__in=[])))
    if not person.is_active or not held.filter(pk=actor.appointment.pk).exists():
        raise PublicationRefused(f"{person}今天不担任可以直接公开内容的职责，请送审。")
