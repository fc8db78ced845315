"""The one gate to publish (design 3): every save that makes content public passes here.

It hangs on Django's save signals, not on a method, because admin, scheduled publishing, import, shell, copying,
aliases and translation have only the save in common. House rule 11 keeps signals for cache and index; this is the
exception, see docs/decisions/0002.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import post_page_move, pre_page_move

from sites.approval import ledger
from sites.approval.corrections.history import STEPS, words_of_changes
from sites.approval.digest import NOT_CONTENT, digest_with_files, files_of
from sites.approval.emergencies.opening import open_reviews
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.facts import facts_of
from sites.approval.models.content import ApprovableContent
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.order import is_decided, record_order
from sites.approval.releases import PublicationRefused, Release, offices_asked_once, require, take_release
from sites.approval.shown_files import show
from sites.approval.submission_checks import missing_elements
from sites.approval.withdrawals import take_back, take_back_below
from sites.organisation.enums import LEADING_OFFICES
from sites.organisation.models.unit import Unit
from sites.organisation.places import unit_for_path

# What the public sees of pages has changed, in the transaction that changes it. Arguments: pages (specific), action
# (that of the release where there was one), actor.
public_changed = Signal()
# Content that has a record was deleted, in the transaction that deletes it. Arguments: page, at.
content_deleted = Signal()

# Fields that Wagtail saves by name and that are not content, nor make anything public.
QUIET_FIELDS = (NOT_CONTENT | {"unit", "live_digest", "published_at", "comments"}) - {"live"}


ORDER_REFUSAL = "公开的栏目、链接和专题的顺序由分管领导决定，请提出变更顺序的申请。"


@dataclass(frozen=True)
class _Change:
    action: LedgerAction
    digest: str = ""
    release: Release | None = None
    files: Sequence[Any] = ()  # that it shows, of what becomes public
    required: frozenset[str] = frozenset()
    comment: str = ""


@dataclass(frozen=True)
class _Released:
    page: ApprovableContent
    release: Release
    digest: str
    files: Sequence[Any]


_waiting: ContextVar[list[_Released] | None] = ContextVar("releases_to_record", default=None)


@contextmanager
def releasing_together() -> Iterator[None]:
    """Releases saved meanwhile are checked one by one as ever, and recorded at the end in one go and one turn.

    The rows are the same, in the order of the saves. One transaction: after an error no page is stored without its row.
    """
    with transaction.atomic():
        ledger.take_turn()
        waiting: list[_Released] = []
        token = _waiting.set(waiting)
        try:
            with offices_asked_once():
                yield
        finally:
            _waiting.reset(token)
        _record_releases(waiting)


def connect() -> None:
    pre_save.connect(check, dispatch_uid="publication_gate_check")
    post_save.connect(record, dispatch_uid="publication_gate_record")
    pre_delete.connect(end_before_deletion, dispatch_uid="publication_gate_before_delete")
    post_delete.connect(record_deletion, dispatch_uid="publication_gate_delete")
    pre_page_move.connect(check_move, dispatch_uid="publication_gate_check_move")
    post_page_move.connect(record_move, dispatch_uid="publication_gate_move")


def check(sender: type, instance: Any, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Refuses a save that would make unapproved content public.

    Raises:
        PublicationRefused: with the missing steps.
    """
    if raw or not _is_gated(instance):
        return
    if update_fields is not None and QUIET_FIELDS.issuperset(update_fields):
        return
    page = _specific(instance)
    was_live, old_digest = _stored(page)
    instance._gate_change = None
    if not instance.live:
        if was_live:
            action = LedgerAction.EXPIRED if instance.expired else LedgerAction.UNPUBLISHED
            instance._gate_change = _Change(action, old_digest)
        return
    digest, files = digest_with_files(page)
    release = take_release(page)
    if was_live and digest == old_digest:
        return
    if release is not None:
        require(page, release)
    if _waiting.get() is None:
        ledger.take_turn()
    if isinstance(page, ApprovableContent) and (obstacle := page.publication_obstacle()):
        raise PublicationRefused(f"《{page}》{obstacle}，不能发布。")
    required = _require_approvals(page, digest) if release is None else frozenset()
    if update_fields is not None:
        raise PublicationRefused("已公开的内容不能按字段保存，请整个保存。")
    is_correction = required == STEPS
    comment = words_of_changes(page) if is_correction else ""
    instance._gate_change = _Change(LedgerAction.PUBLISHED, digest, release, files, required, comment)
    if isinstance(instance, ApprovableContent):
        instance.live_digest = digest
        instance.mark_corrected(timezone.localdate() if is_correction else None)


def _is_gated(instance: Any) -> bool:
    """Pages but for the root of the tree, whatever their type, and contents that are no page."""
    return _is_content(instance) and getattr(instance, "depth", None) != 1


def _is_content(instance: Any) -> bool:
    return isinstance(instance, (Page, ApprovableContent))


def _require_approvals(page: ApprovableContent, digest: str) -> frozenset[str]:
    """The steps that were needed, once all are there."""
    if not isinstance(page, ApprovableContent) or page.pk is None:
        raise PublicationRefused("未经审批的内容不能发布：请先保存草稿并送审。")
    if page.is_emergency and (obstacle := missing_elements(page).get("is_emergency")):  # it was moved since it was sent
        raise PublicationRefused(f"《{page}》不能发布：{obstacle}")
    missing = ledger.missing_approvals(page, digest)
    if missing:
        names = "、".join(step.label for step in ApprovalStep if step in missing)
        raise PublicationRefused(f"《{page}》未经{names}，不能发布。")
    return ledger.required_steps(page, digest)


def record(sender: type, instance: Any, raw: bool, **kwargs: Any) -> None:
    """Writes what `check` found to the ledger, once the row is stored."""
    change: _Change | None = instance.__dict__.pop("_gate_change", None) if _is_content(instance) else None
    if change is None:
        return
    page = _specific(instance)
    if not isinstance(instance, ApprovableContent):  # a save of the base row alone cannot store the digest
        type(page).objects.filter(pk=page.pk).update(live_digest=change.digest)
        page.live_digest = change.digest
    waiting = _waiting.get()
    if change.release is not None:
        released = _Released(page, change.release, change.digest, change.files)
        if waiting is None:
            _record_releases([released])
        else:
            waiting.append(released)
        return
    if waiting:  # before what comes after them
        _record_releases(waiting)
        waiting.clear()
    revision_id = instance.live_revision_id or instance.latest_revision_id
    says = {}
    if change.action == LedgerAction.PUBLISHED:
        says = {"required": change.required, "comment": change.comment, "facts": facts_of(page, change.files)}
    entry = ledger.append(change.action, page, digest=change.digest, revision_id=revision_id, **says)
    show([(page, change.files)])
    if change.action == LedgerAction.PUBLISHED and page.is_emergency:
        open_reviews(page, entry)
    if isinstance(page, Page) and isinstance(page, ApprovableContent):
        public_changed.send(type(page), pages=[page], action=change.action, actor=ledger.current_actor())


def _record_releases(released: list[_Released]) -> None:
    """What went live without a workflow gets its revision as well: later drafts are compared with it, and without a
    live revision Wagtail would take the page from the public as soon as a change of it is planned for later."""
    if not released:
        return
    revisions = [_revision_of(each) for each in released]
    Revision.objects.bulk_create(revisions, batch_size=100)
    _store_revisions(released, revisions)
    ledger.append_all(
        [
            ledger.unsealed(
                each.release.action,
                each.page,
                actor=each.release.actor,
                digest=each.digest,
                comment=each.release.comment,
                revision_id=revision.pk,
                facts=facts_of(each.page, each.files),
            )
            for each, revision in zip(released, revisions, strict=True)
        ]
    )
    show([(each.page, each.files) for each in released])
    pages = [each for each in released if isinstance(each.page, Page)]
    for (action, actor), group in groupby(pages, key=lambda each: (each.release.action, each.release.actor)):
        public_changed.send(ApprovableContent, pages=[each.page for each in group], action=action, actor=actor)


def _store_revisions(released: list[_Released], revisions: list[Revision]) -> None:
    pages = []
    for each, revision in zip(released, revisions, strict=True):
        content = each.page
        content.live_revision = content.latest_revision = revision
        if isinstance(content, Page):
            content.latest_revision_created_at = revision.created_at
            pages.append(content)
        else:
            type(content).objects.filter(pk=content.pk).update(live_revision=revision, latest_revision=revision)
    names = ["live_revision", "latest_revision", "latest_revision_created_at"]
    Page.objects.bulk_update(pages, names, batch_size=100)


def _revision_of(released: _Released) -> Revision:
    page = released.page
    return Revision(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=page.serializable_data(),
        object_str=str(page),
        user=released.release.actor.user,
        created_at=timezone.now(),
    )


def end_before_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    """What was under approval does not vanish: it is taken back first."""
    if isinstance(instance, ApprovableContent):
        take_back(instance)


def record_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, ApprovableContent):
        show([(instance, [])])
    if isinstance(instance, ApprovableContent) and LedgerEntry.objects.of(instance).exists():
        entry = ledger.append(LedgerAction.DELETED, instance, digest=instance.live_digest, facts=instance.remembered())
        if isinstance(instance, Page):
            content_deleted.send(sender, page=instance, at=entry.at)


def check_move(sender: type, instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """A public page changes neither its site, whose leader has not approved it, nor its address, nor its place among
    others by somebody's hand.

    Raises:
        PublicationRefused: it is to be asked for, and decided.
    """
    page = instance.specific
    if not isinstance(page, ApprovableContent) or page.is_home:
        return
    if parent_page_before.pk == parent_page_after.pk:
        if is_decided(page) and not _decides(ledger.current_actor(), page):
            raise PublicationRefused(ORDER_REFUSAL)
        return
    if not page.get_descendants(inclusive=True).live().exists():
        return
    target = unit_for_path(parent_page_after.path)
    if target is not None and target.pk != page.unit_id:
        raise PublicationRefused("已发布的页面不能直接移到其他网站，请提出移动申请，由分管领导决定。")
    if not _decides(ledger.current_actor(), page):
        raise PublicationRefused("已公开的页面移动后网址会变，请提出移动申请，由分管领导决定。")


def _decides(actor: ledger.Actor, page: ApprovableContent) -> bool:
    """Whether somebody acts now as a leader of the page's unit."""
    appointment = actor.appointment
    return appointment is not None and appointment.office in LEADING_OFFICES and appointment.unit_id == page.unit_id


def record_move(
    sender: type,
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    url_path_before: str,
    url_path_after: str,
    **kwargs: Any,
) -> None:
    page = instance.specific
    if not isinstance(page, ApprovableContent) or page.is_home:
        return
    if parent_page_before.pk == parent_page_after.pk:
        if is_decided(page):
            record_order(page)
        return
    target = unit_for_path(parent_page_after.path)
    if target is None:
        return
    if target.pk != page.unit_id:
        _hand_over(page, target)
    elif page.get_descendants(inclusive=True).live().exists():
        ledger.append(
            LedgerAction.READDRESSED,
            page,
            comment=f"由 {url_path_before} 改为 {url_path_after}",
            facts=facts_of(page, files_of(page)) if page.live else {},
        )


def _hand_over(page: ApprovableContent, target: Unit) -> None:
    """To another unit, with everything below: what it had gathered is void, and what was begun ends."""
    before = page.unit
    ledger.take_turn()
    with ledger.remarking(f"由{before}移到{target}"):
        take_back_below(page)
        inside = page.get_descendants(inclusive=True)
        recorded = set(LedgerEntry.objects.of_pages(inside.values("pk")).values_list("object_id", flat=True))
        for moved in inside.specific():
            if not isinstance(moved, ApprovableContent):
                continue
            type(moved).objects.filter(pk=moved.pk).update(unit=target)
            moved.unit = target
            if moved.pk == page.pk or moved.pk in recorded:
                ledger.append(LedgerAction.MOVED, moved, unit=before)
    page.unit = target


def _specific(instance: Page) -> Page:
    """The specific page with what `instance` is about to store. A base `Page` in hand carries its own columns only."""
    if not isinstance(instance, Page):
        return instance
    specific_class = instance.specific_class or type(instance)
    if isinstance(instance, specific_class) or instance.pk is None:
        return instance
    page = specific_class.objects.get(pk=instance.pk)
    for column in Page._meta.concrete_fields:
        setattr(page, column.attname, getattr(instance, column.attname))
    return page


def _stored(page: Page) -> tuple[bool, str]:
    """(live, digest) as the database has them."""
    if page.pk is None or not isinstance(page, ApprovableContent):
        return False, ""
    stored = type(page)._base_manager.filter(pk=page.pk).values_list("live", "live_digest").first()
    return stored or (False, "")
