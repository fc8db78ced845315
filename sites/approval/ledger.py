"""The approval ledger: who acts, and appending to the chain.

Each row is sealed with the seal of the row before it (`seals`); the end of the chain is kept and sealed apart, so that
a removed last row shows too. `chain` proves it whole.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import TaskState

from hub.events import SYSTEM
from sites.approval.corrections import history as corrections
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction
from sites.approval.key_ring import LedgerUnavailable, current_key, fingerprint, keys_named
from sites.approval.models.content import ApprovableContent
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.ledger_head import LedgerHead
from sites.approval.models.of_content import base_content_type
from sites.approval.rules import Row, demanded_steps, missing_steps, steps_to_take
from sites.approval.seals import seal_of, seal_of_end
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit


@dataclass(frozen=True)
class Actor:
    """Who acts, and in which capacity: the appointment, and whom the person acts for as a delegate."""

    user: AbstractBaseUser | None = None
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


def append(action: LedgerAction, content: Model, **fields: Any) -> LedgerEntry:
    """Appends one row (`unsealed` says with which fields) to the chain in the running transaction."""
    entry = unsealed(action, content, **fields)
    append_all([entry])
    return entry


def unsealed(
    action: LedgerAction,
    content: Model,
    *,
    actor: Actor | None = None,
    step: str = "",
    unit: Unit | None = None,
    revision_id: int | None = None,
    digest: str = "",
    declaration: list[str] | None = None,
    comment: str = "",
    required: frozenset[str] = frozenset(),
    facts: dict[str, Any] | None = None,
) -> LedgerEntry:
    """A row that has no place in the chain yet, for `append_all`. `unit`: else the content's own."""
    current = _acting()
    actor = actor or current.actor
    return LedgerEntry(
        action=action,
        step=step,
        actor=actor.user,
        actor_name=actor.name,
        office=actor.appointment.office if actor.appointment else "",
        on_behalf_of=actor.on_behalf_of,
        unit_id=unit.pk if unit else getattr(content, "unit_id", None),
        content_type=base_content_type(content),
        object_id=content.pk,
        title=str(content)[:255],
        revision_id=revision_id,
        digest=digest,
        declaration=declaration or [],
        comment=comment or current.comment,
        required=sorted(required),
        facts=facts or {},
    )


@transaction.atomic
def append_all(entries: list[LedgerEntry]) -> None:
    """Gives each row its serial, time and seal, in their order; appends of other transactions wait for this one's end.

    The same few queries for many rows as for one.

    Raises:
        LedgerUnavailable: there is no key, or the end of the chain is not as it was written.
    """
    key = current_key()
    head = LedgerHead.objects.select_for_update().get_or_create(pk=1)[0]
    _require_whole_end(head)
    for entry in entries:
        entry.serial, entry.at, entry.key_id = head.serial + 1, timezone.now(), fingerprint(key)
        entry.hash = seal_of(entry, head.hash, key)
        head.serial, head.hash = entry.serial, entry.hash
    if len(entries) == 1:
        entries[0].save()
    else:  # without the save signal, which only Wagtail's index of references follows
        LedgerEntry.objects.bulk_create(entries, batch_size=500)
    head.seal, head.key_id = seal_of_end(head, key), fingerprint(key)
    head.save()


def obstacle() -> str:
    """Why nothing can be recorded now, in Chinese; "" if it can. One query."""
    try:
        current_key()
        _require_whole_end(LedgerHead.objects.filter(pk=1).first() or LedgerHead())
    except LedgerUnavailable as reason:
        return str(reason)
    return ""


def _require_whole_end(head: LedgerHead) -> None:
    """Nothing is written behind an end that somebody else made, or that another key sealed."""
    if not head.serial:
        return
    keys = keys_named(head.key_id)
    if not keys:
        raise LedgerUnavailable(
            "台账是用另一把密钥封存的，现在的密钥（LEDGER_KEY、LEDGER_FORMER_KEYS）不对，不能记录审批，也不能发布。"
            "请联系系统管理员。"
        )
    if not any(hmac.compare_digest(head.seal, seal_of_end(head, key)) for key in keys):
        raise LedgerUnavailable(
            "审批台账的末尾被人改动，或者封存它的密钥不对，不能记录审批，也不能发布。请联系系统管理员核对台账。"
        )


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


def append_about(entry: LedgerEntry, action: LedgerAction, *, actor: Actor, **fields: Any) -> LedgerEntry:
    """Appends one row about the content of another row, as it was then: it may be gone or another since."""
    row = LedgerEntry(
        action=action,
        actor=actor.user,
        actor_name=actor.name,
        office=actor.appointment.office if actor.appointment else "",
        on_behalf_of=actor.on_behalf_of,
        unit_id=entry.unit_id,
        content_type_id=entry.content_type_id,
        object_id=entry.object_id,
        title=entry.title,
        revision_id=entry.revision_id,
        digest=entry.digest,
        **fields,
    )
    append_all([row])
    return row


ROW_FIELDS = ("action", "step", "digest", "unit", "required", "actor", "seal_version")


def row_of(
    action: str, step: str, digest: str, unit: int | None, required: list[str], actor: int | None, version: int
) -> Row:
    """Before version 2 of the seal one person could take two steps: those rows stay true."""
    return Row(action, step, digest, unit, required, actor if version > 1 else None)


def rows_of(content: Model) -> list[Row]:
    """A content's entries as the rules read them, oldest first. One query."""
    entries = LedgerEntry.objects.of(content).order_by("serial")
    return [row_of(*values) for values in entries.values_list(*ROW_FIELDS)]


def missing_approvals(content: ApprovableContent, digest: str) -> frozenset[str]:
    """The steps that this content (`content_digest`) still lacks, in the unit where it is now. One query."""
    rows = rows_of(content)
    return missing_steps(rows, digest, _required(content, rows, digest), content.unit_id)


def required_steps(content: ApprovableContent, digest: str) -> frozenset[str]:
    """The steps that this content needs: by the rules of today, and by those of the day when it was sent. One query."""
    rows = rows_of(content)
    return steps_to_take(rows, digest, _required(content, rows, digest))


def _required(content: ApprovableContent, rows: list[Row], digest: str) -> frozenset[str]:
    """Of today: for what was sent as a small correction that of one, as long as it is one."""
    if demanded_steps(rows, digest) == corrections.STEPS and not corrections.why_not_small(content):
        return corrections.STEPS
    return content.required_steps()
