"""Changes of rows that the public sees, by two people: one proposes, another confirms, and the ledger has both."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from wagtail.log_actions import log

from hub.differences.fields import Difference, difference
from hub.differences.sequences import Budget
from hub.outbox import write_to
from sites.approval import ledger
from sites.approval.actions import StepRefused, refused_without_ledger
from sites.approval.enums import ChangeKind, ChangeStatus, LedgerAction
from sites.approval.models.proposed_change import ProposedChange
from sites.approval.needs import digest_of_values, labels_of, need_of, set_values, values_of
from sites.approval.notifications import admin_url
from sites.organisation.capacity import capacity_at_centre, hold_offices, offices_at_centre, people_of_centre
from sites.organisation.enums import CENTRE_OFFICES, LEADING_OFFICES, Office

# Whoever of these did not propose it has a word on what concerns every site.
LEADERS_OF_CENTRE = LEADING_OFFICES | {Office.CENTRE_HEAD}
OPEN = (ChangeStatus.WAITING, ChangeStatus.APPLIED)


class NothingChanged(StepRefused):
    """The form says what is stored already."""


@transaction.atomic
def propose_change(kind: ChangeKind, row: models.Model, person: AbstractBaseUser) -> ProposedChange:
    """Puts what `row` in memory says before a second person; nothing is stored of the row itself.

    Raises:
        StepRefused: nothing differs, or another change of the row waits already.
    """
    stored = _stored(row)
    before = values_of(stored) if stored is not None else {}
    values = {} if kind == ChangeKind.DELETE else values_of(row)
    if kind == ChangeKind.CHANGE and values == before:
        raise NothingChanged("没有改动，不需要复核。")
    change = ProposedChange(
        kind=kind,
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        title=str(row)[:255],
        values=values,
        before=before,
        proposed_by=person,
    )
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError:
        waiting = ProposedChange.objects.of(row).get(status=ChangeStatus.WAITING)
        raise StepRefused(
            f"{waiting.proposed_by}已经对这项内容提出修改，正在等待复核。请先处理那一项，再提出新的修改。"
        ) from None
    _tell_reviewers(change)
    return change


@transaction.atomic
def record_change(kind: ChangeKind, row: models.Model, before: dict[str, Any], person: AbstractBaseUser) -> None:
    """Of a change that holds at once: on the ledger, and before a second person afterwards.

    Called once the row is stored, before it is deleted.

    Raises:
        StepRefused: nothing can be put on record now.
    """
    change = ProposedChange.objects.create(
        kind=kind,
        status=ChangeStatus.APPLIED,
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        title=str(row)[:255],
        values={} if kind == ChangeKind.DELETE else values_of(row),
        before=before,
        proposed_by=person,
    )
    _append(change, row, person, "立即生效，待事后复核")
    _tell_reviewers(change)


def reviewers_of(change: ProposedChange) -> models.QuerySet[AbstractBaseUser]:
    """Who is told of it: those of whom `may_review` is true today."""
    return people_of_centre(_offices_for(change)).exclude(pk=change.proposed_by_id)


def may_review(person: AbstractBaseUser, change: ProposedChange) -> bool:
    """Somebody else of the centre; a leader of it where the table asks for one."""
    if not person.is_active or person.pk == change.proposed_by_id:
        return False
    return not offices_at_centre(person).isdisjoint(_offices_for(change))


def changes_for(person: AbstractBaseUser) -> list[ProposedChange]:
    """What waits for the person's word, oldest first."""
    offices = offices_at_centre(person)
    if offices.isdisjoint(LEADERS_OF_CENTRE | CENTRE_OFFICES):
        return []
    waiting = ProposedChange.objects.filter(status__in=OPEN).exclude(proposed_by=person)
    waiting = waiting.select_related("content_type", "proposed_by")
    return [change for change in waiting if not offices.isdisjoint(_offices_for(change))]


def changes_by(person: AbstractBaseUser) -> list[ProposedChange]:
    """What the person has proposed and waits."""
    own = ProposedChange.objects.filter(status=ChangeStatus.WAITING, proposed_by=person)
    return list(own.select_related("content_type"))


@transaction.atomic
def decide_change(change: ProposedChange, person: AbstractBaseUser, *, confirm: bool, comment: str = "") -> None:
    """Confirms a change, which then holds, or declines it. Of one that holds already it is the review.

    Raises:
        StepRefused: not this person's to decide, decided already, declined without a reason, or no longer fitting.
    """
    person = hold_offices(person)
    ledger.take_turn()
    change = ProposedChange.objects.select_for_update(of=("self",)).select_related("content_type").get(pk=change.pk)
    if change.status not in OPEN:
        raise StepRefused("这项修改已经有人处理过了。")
    if not may_review(person, change):
        raise StepRefused("您是提出人，或者没有这项职责，不能复核。")
    if not confirm and not comment.strip():
        raise StepRefused("请写明不同意的理由。")
    holds_already = change.status == ChangeStatus.APPLIED
    change.status = ChangeStatus.CONFIRMED if confirm else ChangeStatus.DECLINED
    change.decided_by, change.decided_at, change.comment = person, timezone.now(), comment.strip()
    if confirm and not holds_already:
        _apply(change, person)
    change.save()
    _tell_proposer(change, holds_already=holds_already)


@transaction.atomic
def withdraw_change(change: ProposedChange, person: AbstractBaseUser) -> None:
    """
    Raises:
        StepRefused: somebody else's, or decided already.
    """
    own = ProposedChange.objects.filter(pk=change.pk, proposed_by=person, status=ChangeStatus.WAITING)
    if not own.update(status=ChangeStatus.WITHDRAWN, decided_at=timezone.now()):
        raise StepRefused("这项修改已经有人处理过了。")


def differences_of(change: ProposedChange) -> list[Difference]:
    """Each column that differs."""
    model = change.content_type.model_class()
    if model is None:
        return []
    budget = Budget()
    found = []
    for field in model._meta.concrete_fields:
        old, new = (_value(field, values.get(field.attname)) for values in (change.before, change.values))
        if (old or None) != (new or None):
            found.append(Difference(str(field.verbose_name), difference(field, old, new, budget)))
    return found


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    """As a row in memory has it."""
    return value if value in (None, "") or field.is_relation else field.to_python(value)


def _stored(row: models.Model) -> models.Model | None:
    if row.pk is None:
        return None
    return type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()


def _apply(change: ProposedChange, person: AbstractBaseUser) -> None:
    """As it was proposed, on a row that is as it was then."""
    model = change.content_type.model_class()
    row = model() if change.kind == ChangeKind.ADD else _stored(model(pk=change.object_id))
    if row is None:
        raise StepRefused("这项内容已经不存在。")
    if change.kind != ChangeKind.ADD and values_of(row) != change.before:
        raise StepRefused("提出修改以后，这项内容又有变动，不能按原来的修改生效。请不同意，由提出人重新修改。")
    try:
        if change.kind == ChangeKind.DELETE:
            log(row, "wagtail.delete", user=change.proposed_by, deleted=True)
            _append(change, row, person, f"{change.proposed_by}提出")
            row.delete()
            return
        set_values(row, change.values)
        row.full_clean()
        changed = [name for name, value in change.values.items() if change.before.get(name) != value]
        with transaction.atomic():
            need_of(model).save(row, labels_of(model, changed), change.proposed_by)
    except ValidationError as invalid:
        raise StepRefused(f"不能生效：{' '.join(invalid.messages)}") from invalid
    except (IntegrityError, models.RestrictedError) as used:  # `ProtectedError` is an `IntegrityError`
        raise StepRefused("不能生效：别处还用着这项内容，或者已有相同的内容。") from used
    change.object_id, change.title = row.pk, str(row)[:255]
    action = "wagtail.create" if change.kind == ChangeKind.ADD else "wagtail.edit"
    log(row, action, user=change.proposed_by)
    _append(change, row, person, f"{change.proposed_by}提出")


def _append(change: ProposedChange, row: models.Model, person: AbstractBaseUser, comment: str) -> None:
    """The ledger has the values themselves, and who proposed them."""
    deleted = change.kind == ChangeKind.DELETE
    facts = {
        "values": change.before if deleted else values_of(row),
        "proposed_by": change.proposed_by_id,
        "proposed_by_name": str(change.proposed_by),
    }
    with refused_without_ledger():
        ledger.append(
            LedgerAction.DELETED if deleted else LedgerAction.CHANGED,
            row,
            actor=ledger.Actor(person, capacity_at_centre(person, LEADERS_OF_CENTRE | CENTRE_OFFICES)),
            digest=digest_of_values(facts["values"]),
            comment=comment,
            facts=facts,
        )


def _offices_for(change: ProposedChange) -> frozenset[Office]:
    row = need_of(change.content_type.model_class())
    return LEADERS_OF_CENTRE if row is not None and row.by_leader else CENTRE_OFFICES


def _tell_reviewers(change: ProposedChange) -> None:
    for person in reviewers_of(change):
        write_to(
            person,
            key=f"change:{change.pk}:{person.pk}",
            subject=f"{change.get_status_display()}：{change}",
            text=f"{change.proposed_by}提出：{change}。请复核。\n\n{admin_url('inbox:change', change.pk)}",
        )


def _tell_proposer(change: ProposedChange, *, holds_already: bool) -> None:
    word = "已复核" if change.status == ChangeStatus.CONFIRMED else "未通过复核"
    after = "这项修改已经生效，请尽快更正。" if holds_already and change.status == ChangeStatus.DECLINED else ""
    write_to(
        get_user_model().objects.get(pk=change.proposed_by_id),
        key=f"change-decided:{change.pk}",
        subject=f"{word}：{change}",
        text=f"{change}，{change.decided_by}{word}。{change.comment}{after}",
    )


def waiting_for_word_on(row: models.Model) -> ProposedChange | None:
    """The change of a row that waits."""
    waiting = ProposedChange.objects.of(row).filter(status=ChangeStatus.WAITING)
    return waiting.select_related("proposed_by", "content_type").first()
