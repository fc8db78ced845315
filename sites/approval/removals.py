"""Taking a public page away, moving or restating it: proposed by one person, decided by a leader, on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail import hooks
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from sites.approval import ledger
from sites.approval.actions import StepRefused, refused_without_ledger
from sites.approval.due_dates import decision_due_on
from sites.approval.enums import RemovalKind, RemovalStatus
from sites.approval.models.content import ApprovableContent
from sites.approval.models.of_content import base_content_type
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.order import is_decided, neighbours
from sites.approval.withdrawals import take_back, take_back_below
from sites.organisation.capacity import capacity_in, hold_offices, units_of
from sites.organisation.enums import LEADING_OFFICES
from sites.organisation.models.appointment import Appointment


@dataclass(frozen=True)
class DecisionKind:
    """What a chapter app does once a leader has decided: functions of the request, in the transaction of the decision.

    `carry_out` raises `StepRefused` where it cannot be done any more. `consequences` gives (label, text), in Chinese.
    """

    carry_out: Callable[[RemovalRequest], None]
    refuse: Callable[[RemovalRequest], None]
    consequences: Callable[[RemovalRequest], list[tuple[str, str]]]


_registered: dict[str, DecisionKind] = {}


def register_kind(kind: RemovalKind, what: DecisionKind) -> None:
    _registered[kind] = what


def consequences_of(decision: RemovalRequest) -> list[tuple[str, str]]:
    """What its kind has to say of it to who decides."""
    kind = _registered.get(decision.kind)
    return kind.consequences(decision) if kind else []


def propose_removal(
    content: ApprovableContent,
    kind: RemovalKind,
    user: AbstractBaseUser,
    reason: str,
    destination: Page | None = None,
    neighbour: Page | None = None,
) -> RemovalRequest:
    """Asks the unit's leaders to unpublish, delete, move or reorder `content`; this in front of `neighbour`, or last.

    Raises:
        StepRefused: no reason, no right to edit the content, nothing to decide, a page to be deleted on which something
            stands, or a proposal is open already.
    """
    if not reason.strip():
        raise StepRefused("请写明理由。")
    if not may_edit(user, content):
        raise StepRefused("您不能编辑这项内容。")
    if content.unit is None or (content.is_home and not content.is_translation):
        raise StepRefused("首页不能撤下、删除或移动。")
    if not _is_public(content):
        raise StepRefused("草稿没有公开，不需要申请：可以直接修改、移动或删除。")
    if kind == RemovalKind.MOVE:
        _check_destination(content, destination)
    if kind == RemovalKind.DELETE:
        check_deletion(content)
    if kind == RemovalKind.REORDER:
        _check_neighbour(content, neighbour)
    requests = RemovalRequest.objects.of(content).exclude(kind=RemovalKind.RESTATE)
    if requests.filter(status=RemovalStatus.WAITING).exists():
        raise StepRefused("这项内容已有一项申请在等待决定。")
    return open_request(content, kind, user, reason.strip(), destination, neighbour)


def open_request(
    content: ApprovableContent,
    kind: RemovalKind,
    user: AbstractBaseUser,
    reason: str,
    destination: Page | None = None,
    neighbour: Page | None = None,
) -> RemovalRequest:
    """
    Raises:
        IntegrityError: another one waits.
    """
    return RemovalRequest.objects.create(
        kind=kind,
        content_type=base_content_type(content),
        object_id=content.pk,
        title=str(content)[:255],
        unit=content.unit,
        destination=destination,
        neighbour=neighbour,
        reason=reason,
        proposed_by=user,
        due_on=decision_due_on(),
    )


def _is_public(content: ApprovableContent) -> bool:
    """Itself, or something below it."""
    return content.live or (isinstance(content, Page) and content.get_descendants().live().exists())


def may_edit(user: AbstractBaseUser, content: ApprovableContent) -> bool:
    if isinstance(content, Page):
        return content.permissions_for_user(user).can_edit()
    return policy_registry.get(content).user_has_permission_for_instance(user, "change", content)


def check_deletion(page: ApprovableContent) -> None:
    """Chapter apps say by the hook `deletion_obstacle`, a function `(page) -> str`, why a page has to stay.

    Raises:
        StepRefused: something stands on the page; the message says what, in Chinese.
    """
    if not isinstance(page, Page):
        return
    for obstacle_of in hooks.get_hooks("deletion_obstacle"):
        if obstacle := obstacle_of(page):
            raise StepRefused(obstacle)


def _check_destination(page: ApprovableContent, destination: Page | None) -> None:
    if not isinstance(page, Page):
        raise StepRefused("这项内容不在栏目里，不能移动。")
    if page.is_translation:
        raise StepRefused("译文跟随原文，不能单独移动。")
    target = destination.specific if destination else None
    if not isinstance(target, ApprovableContent) or page.is_child_of(target):
        raise StepRefused("请选择另一个栏目。")
    if target.is_descendant_of(page) or not page.can_move_to(target):
        raise StepRefused("这个页面不能放在所选的位置。")


def _check_neighbour(page: ApprovableContent, neighbour: Page | None) -> None:
    if not isinstance(page, Page) or not is_decided(page):
        raise StepRefused("这个页面没有公开的顺序，不需要申请。")
    if neighbour is not None and not neighbours(page).filter(pk=neighbour.pk).exists():
        raise StepRefused("请选择同一栏目下公开的页面。")


@transaction.atomic
def reorder_directly(page: Page, neighbour: Page | None, user: AbstractBaseUser) -> None:
    """By a leader of the page's unit, who needs nobody's word: on the ledger.

    Raises:
        StepRefused: no leader of the unit, or no such place.
    """
    user, page = hold_offices(user), Page.objects.get(pk=page.pk).specific
    appointment = leads(user, page)
    if appointment is None:
        raise StepRefused("您今天不担任本单位领导职责，不能决定。")
    _check_neighbour(page, neighbour)
    with refused_without_ledger(), ledger.acting(ledger.Actor(user, appointment)):
        _reorder(page, neighbour, user)


def leads(user: AbstractBaseUser, content: ApprovableContent) -> Appointment | None:
    """The capacity in which `user` leads the content's unit today."""
    if not user.is_active or content.unit is None:
        return None
    return capacity_in(user, LEADING_OFFICES, content.unit)


def _reorder(page: Page, neighbour: Page | None, user: AbstractBaseUser) -> None:
    target, pos = (page.get_parent(), "last-child") if neighbour is None else (neighbour, "left")
    MovePageAction(page, target, pos=pos, user=user).execute(skip_permission_checks=True)


def may_decide_removal(user: AbstractBaseUser, decision: RemovalRequest) -> Appointment | None:
    """The capacity in which `user` may decide: a leader of the page's unit (or delegate), not who proposed it, nor who
    wrote the document that causes it."""
    if user.pk == decision.proposed_by_id or not user.is_active or _wrote_cause(user, decision):
        return None
    return capacity_in(user, LEADING_OFFICES, decision.unit)


def _wrote_cause(user: AbstractBaseUser, decision: RemovalRequest) -> bool:
    cause = decision.because_of
    return cause is not None and cause.pk in _written_by(user, [cause])


def _written_by(user: AbstractBaseUser, pages: Iterable[Page]) -> set[int]:
    """Keys of those at which `user` wrote. One query."""
    keys = [str(page.pk) for page in pages]
    drafts = Revision.page_revisions.filter(user=user.pk, object_id__in=keys) if keys else Revision.objects.none()
    return {int(key) for key in drafts.values_list("object_id", flat=True)}


@transaction.atomic
def decide_removal(decision: RemovalRequest, user: AbstractBaseUser, *, approve: bool, comment: str = "") -> None:
    """Decides on a proposal and, if approved, carries it out.

    Raises:
        StepRefused: not this person's to decide, decided already, or refused without a reason.
    """
    user = hold_offices(user)
    decision = RemovalRequest.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.status != RemovalStatus.WAITING:
        raise StepRefused("这项申请已经有人处理过了。")
    appointment = may_decide_removal(user, decision)
    if appointment is None:
        raise StepRefused("您今天不担任本单位领导职责，或者是申请人，不能决定。")
    if not approve and not comment.strip():
        raise StepRefused("请写明不同意的理由。")
    decision.status = RemovalStatus.APPROVED if approve else RemovalStatus.REFUSED
    decision.decided_by, decision.decided_at, decision.comment = user, timezone.now(), comment.strip()
    decision.save()
    kind = _registered.get(decision.kind)
    if not approve and kind is None:
        return
    reason = f"{decision.reason}（{decision.proposer}提出）"
    with refused_without_ledger(), ledger.acting(ledger.Actor(user, appointment), reason):
        if kind is None:
            _carry_out(decision, user)
        elif approve:
            kind.carry_out(decision)
        else:
            kind.refuse(decision)


def _carry_out(decision: RemovalRequest, user: AbstractBaseUser) -> None:
    """The leader acts by the decision, without any permission on contents: nobody has one (sites.pages.permissions)."""
    if decision.content is None:
        raise StepRefused("要处理的内容已经不存在。")
    if not isinstance(decision.content, Page):
        _remove(decision, decision.content, user)
        return
    page = decision.content.specific
    if decision.kind == RemovalKind.REORDER:
        _check_neighbour(page, decision.neighbour)
        _reorder(page, decision.neighbour, user)
        return
    if decision.kind == RemovalKind.MOVE and _stays_in_unit(decision, page):
        _check_destination(page, decision.destination)
        MovePageAction(page, decision.destination, pos="last-child", user=user).execute(skip_permission_checks=True)
        return
    if decision.kind == RemovalKind.DELETE:
        check_deletion(page)
    take_back_below(page)
    for public in page.get_descendants(inclusive=True).live().specific().order_by("-depth"):
        UnpublishPageAction(public, user=user).execute(skip_permission_checks=True)
    if decision.kind == RemovalKind.DELETE:
        page.refresh_from_db()
        DeletePageAction(page, user=user).execute(skip_permission_checks=True)
    elif decision.kind == RemovalKind.MOVE:
        page.refresh_from_db()
        MovePageAction(page, decision.destination, pos="last-child", user=user).execute(skip_permission_checks=True)


def _remove(decision: RemovalRequest, content: ApprovableContent, user: AbstractBaseUser) -> None:
    """Of what is no page."""
    take_back(content)
    if content.live:
        UnpublishAction(content, user=user).execute(skip_permission_checks=True)
    if decision.kind == RemovalKind.DELETE:
        log(content, "wagtail.delete", user=user, deleted=True)
        content.delete()


def _stays_in_unit(decision: RemovalRequest, page: ApprovableContent) -> bool:
    """Then it stays public: the leader who has approved the content decides on its address."""
    if decision.destination is None:
        raise StepRefused("目标栏目已经不存在。")
    return decision.destination.specific_deferred.unit_id == page.unit_id


def removal_requests_for(user: AbstractBaseUser) -> list[RemovalRequest]:
    """Proposals that wait for `user`, oldest first."""
    units = units_of(user, LEADING_OFFICES)
    waiting = RemovalRequest.objects.filter(status=RemovalStatus.WAITING, unit__in=units)
    waiting = waiting.exclude(proposed_by=user).select_related(
        "unit", "proposed_by", "destination", "because_of", "neighbour"
    )
    found = list(waiting.order_by("due_on", "pk").prefetch_related("content"))
    own = _written_by(user, [decision.because_of for decision in found if decision.because_of_id])
    return [decision for decision in found if decision.because_of_id not in own]
