"""The approval ledger: appending to the chain, and proving it whole.

Each row is sealed with an HMAC over its content and the seal of the row before it; the end of the chain is kept and
sealed apart, so that a removed last row shows too. The key is not in the database.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import TaskState

from hub.events import SYSTEM
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction
from sites.approval.models.content import ApprovableContent
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.ledger_head import LedgerHead
from sites.approval.rules import Row, missing_steps
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit

SEALED_FIELDS = (
    "serial", "action", "step", "actor_id", "actor_name", "office", "on_behalf_of", "unit_id", "page_id", "page_title",
    "revision_id", "digest", "declaration", "comment",
)  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """Who acts, and in which capacity: the appointment, and whom the person acts for as a delegate."""

    user: object | None = None
    appointment: Appointment | None = None

    @property
    def name(self) -> str:
        return str(self.user) if self.user else SYSTEM

    @property
    def on_behalf_of(self) -> str:
        if self.appointment is None or self.user is None or self.appointment.person_id == self.user.pk:
            return ""
        return str(self.appointment.person)


@dataclass
class _Acting:
    actor: Actor
    comment: str = ""


_named: ContextVar[_Acting | None] = ContextVar("ledger_actor", default=None)


def _acting() -> _Acting:
    """What `acting` has said, else who is at work in the admin."""
    return _named.get() or _Acting(Actor(get_active_log_context().user))


@contextmanager
def acting(actor: Actor, comment: str = "") -> Iterator[None]:
    """Names who is behind what the gate records meanwhile, and in which capacity.

    Outside of it that is who is at work in the admin, else 系统.
    """
    token = _named.set(_Acting(actor, comment))
    try:
        yield
    finally:
        _named.reset(token)


def current_actor() -> Actor:
    """Who is behind what the gate records now."""
    return _acting().actor


def take_turn() -> None:
    """Waits for the transactions that write to the ledger now, and lets the next ones wait for this one's end.

    Who changes what is public does so before locking any page: two that change each other's pages never wait for each
    other. Outside of a transaction there is nothing to hold.
    """
    if connection.in_atomic_block:
        LedgerHead.objects.select_for_update().filter(pk=1).first()


@contextmanager
def remarking(comment: str) -> Iterator[None]:
    """The same actor as outside, with another comment: for what follows from what somebody did."""
    with acting(current_actor(), comment):
        yield


def append(action: LedgerAction, page: ApprovableContent, **fields: Any) -> LedgerEntry:
    """Appends one row (`unsealed` says with which fields) to the chain in the running transaction."""
    entry = unsealed(action, page, **fields)
    append_all([entry])
    return entry


def unsealed(
    action: LedgerAction,
    page: ApprovableContent,
    *,
    actor: Actor | None = None,
    step: str = "",
    unit: Unit | None = None,
    revision_id: int | None = None,
    digest: str = "",
    declaration: list[str] | None = None,
    comment: str = "",
) -> LedgerEntry:
    """A row that has no place in the chain yet, for `append_all`."""
    current = _acting()
    actor = actor or current.actor
    return LedgerEntry(
        action=action,
        step=step,
        actor=actor.user,
        actor_name=actor.name,
        office=actor.appointment.office if actor.appointment else "",
        on_behalf_of=actor.on_behalf_of,
        unit_id=unit.pk if unit else page.unit_id,
        page_id=page.pk,
        page_title=page.title,
        revision_id=revision_id,
        digest=digest,
        declaration=declaration or [],
        comment=comment or current.comment,
    )


@transaction.atomic
def append_all(entries: list[LedgerEntry]) -> None:
    """Gives each row its serial, time and seal, in their order; appends of other transactions wait for this one's end.

    The same few queries for many rows as for one.
    """
    head = LedgerHead.objects.select_for_update().get_or_create(pk=1)[0]
    for entry in entries:
        entry.serial, entry.at = head.serial + 1, timezone.now()
        entry.hash = seal_of(entry, head.hash)
        head.serial, head.hash = entry.serial, entry.hash
    if len(entries) == 1:
        entries[0].save()
    else:  # without the save signal, which only Wagtail's index of references follows
        LedgerEntry.objects.bulk_create(entries, batch_size=500)
    head.seal = _hmac(f"{head.serial}:{head.hash}")
    head.save()


def append_step(
    action: LedgerAction,
    state: TaskState,
    actor: Actor,
    comment: str = "",
    declaration: list[str] | None = None,
) -> LedgerEntry:
    """Appends what became of one step of an approval (an `OfficeTaskState`), with the digest of what it is about."""
    page = state.revision.as_object()
    return append(
        action,
        page,
        actor=actor,
        step=state.step,
        unit=state.unit,
        revision_id=state.revision_id,
        digest=content_digest(page),
        declaration=declaration,
        comment=comment,
    )


def seal_of(entry: LedgerEntry, previous: str) -> str:
    """HMAC-SHA256 (hex) of a row and the row before it, under LEDGER_KEY."""
    data = {name: getattr(entry, name) for name in SEALED_FIELDS}
    data["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return _hmac(previous + json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def _hmac(text: str) -> str:
    return hmac.new(settings.LEDGER_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def rows_of(page_id: int) -> list[Row]:
    """A page's entries as the rules read them, oldest first. One query."""
    entries = LedgerEntry.objects.filter(page_id=page_id).order_by("serial")
    return [Row(*values) for values in entries.values_list("action", "step", "digest", "unit")]


def missing_approvals(page: ApprovableContent, digest: str) -> frozenset[str]:
    """The steps that this content of `page` (`content_digest`) still lacks, in the unit where it is now. One query."""
    return missing_steps(rows_of(page.pk), digest, page.required_steps(), page.unit_id)


def broken_links() -> Iterator[str]:
    """What is wrong with the chain, in Chinese, row by row; nothing if it is whole."""
    previous, expected = "", 1
    for entry in LedgerEntry.objects.order_by("serial").iterator(chunk_size=2000):
        if entry.serial != expected:
            missing = f"{expected}" if entry.serial == expected + 1 else f"{expected}–{entry.serial - 1}"
            yield f"第 {missing} 号记录被删除"
        elif not hmac.compare_digest(entry.hash, seal_of(entry, previous)):
            yield f"第 {entry.serial} 号记录被改动（{entry.get_action_display()}《{entry.page_title}》）"
        previous, expected = entry.hash, entry.serial + 1
    head = LedgerHead.objects.filter(pk=1).first() or LedgerHead()
    if head.serial and not hmac.compare_digest(head.seal, _hmac(f"{head.serial}:{head.hash}")):
        yield "台账末尾标记被改动"
    if head.serial > expected - 1:
        yield f"第 {expected}–{head.serial} 号记录被删除"
    elif head.serial < expected - 1 or head.hash != previous:
        yield "台账末尾与末尾标记不一致"
