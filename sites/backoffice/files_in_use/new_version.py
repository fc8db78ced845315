"""上传新版本: a new file, and a draft of each content in which it stands in the place of the old one.

What is public, waits or is planned stays as it was approved; the drafts go through approval as any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model, TextField
from django.db.models.functions import Cast
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision, WorkflowMixin, WorkflowState
from wagtail.permissions import policy_registry

from hub.locks import lock_rows
from hub.references import refers_to, replace_references, topmost
from sites.approval.models.content import ApprovableContent
from sites.approval.shown_files import contents_showing
from sites.backoffice.submissions import hold
from sites.pages.scope import visible_pages

READY = "新版本已换上，请打开草稿核对后送审"
GONE = "最新草稿已不用旧文件"
BY_HAND = "请打开后自己换上"
TRANSLATION = "译文：原文换好后，打开译文点“按原文更新”"
WAITING = "正在审批，请先撤回"
PLANNED = "已定时发布，不能改动"
LOCKED = "已被锁定，请先解锁"
POSSIBLE = "可以换上新版本"


@dataclass(frozen=True)
class Use:
    """A content that names the old file. `state`: what can be done, in words."""

    content: Any
    url: str
    state: str

    @property
    def is_ready(self) -> bool:
        return self.state in (READY, GONE)

    @property
    def is_possible(self) -> bool:
        return self.state == POSSIBLE


def may_replace(user: AbstractBaseUser, file: Any) -> bool:
    """Whether the file is of the person's unit, and another may be put beside it."""
    policy = policy_registry.get_by_type(type(file))
    own = policy.collections_user_has_permission_for(user, "add").filter(pk=file.collection_id)
    return policy.user_has_permission_for_instance(user, "change", file) and own.exists()


def uses_of(old: Any, new: Any | None, user: AbstractBaseUser) -> tuple[list[Use], int]:
    """Contents that name `old` and that `user` may edit, and how many others there are."""
    find = AdminURLFinder(user)
    contents = list(_contents_naming(old, user))
    editable = [(content, url) for content in contents if (url := find.get_edit_url(content))]
    own = [Use(content, url, _state(content, old, new, user)) for content, url in editable]
    return own, len(contents) - len(own)


def _contents_naming(file: Any, user: AbstractBaseUser) -> Iterator[Model]:
    """What is public, waiting or planned with it, then drafts. Each once, as it stands in the database."""
    used = (content for content, _rows in file.get_usage())
    found = [*contents_showing(file), *used, *_drafts_naming(file, user)]
    keys = dict.fromkeys((topmost(type(content)), content.pk) for content in found)
    for model, key in keys:
        stored = model._default_manager.filter(pk=key).first()
        if stored is not None:
            yield stored.specific if isinstance(stored, Page) else stored


def _drafts_naming(file: Any, user: AbstractBaseUser) -> Iterator[Page]:
    """Pages of the person whose newest version names it, where the stored row does not yet."""
    drafts = visible_pages(user).filter(has_unpublished_changes=True).values("latest_revision")
    revisions = Revision.objects.filter(pk__in=drafts).annotate(text=Cast("content", TextField()))
    for revision in revisions.filter(text__regex=rf"[^0-9]{file.pk}[^0-9]"):
        draft = revision.as_object()
        if refers_to(draft, file):
            yield draft


def _state(content: Any, old: Any, new: Any | None, user: AbstractBaseUser) -> str:
    if not isinstance(content, DraftStateMixin):
        return BY_HAND
    draft = content.get_latest_revision_as_object()
    if not refers_to(draft, old):
        return READY if new is not None and refers_to(draft, new) else GONE
    return obstacle(content, user) or POSSIBLE


def obstacle(content: Any, user: AbstractBaseUser) -> str:
    """Why no draft of `content` can be saved now; empty if it can."""
    if getattr(content, "is_translation", False):
        return TRANSLATION
    if getattr(content, "alias_of_id", None):
        return BY_HAND
    state = content.current_workflow_state if isinstance(content, WorkflowMixin) else None
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return WAITING
    if content.scheduled_revision is not None:
        return PLANNED
    lock = content.get_lock() if isinstance(content, Page) else None
    return LOCKED if lock is not None and lock.for_user(user) else ""


@transaction.atomic
def add_version(old: Any, new: Any, user: AbstractBaseUser) -> Any:
    """Stores `new` beside `old`, with what people wrote about it. Who is second gets the version of who was first."""
    lock_rows(type(old)._base_manager.filter(pk=old.pk))
    if old.followers.exists():
        return old.newest
    new.follows, new.uploaded_by_user = old, user
    new.save()
    new.tags.set(old.tags.all())
    log(instance=new, action="wagtail.create", user=user)
    return new


def prepare_drafts(old: Any, new: Any, user: AbstractBaseUser) -> int:
    """How many contents have a new draft. Each is a transaction of its own, so that nobody waits for all."""
    own, _others = uses_of(old, new, user)
    return sum(_prepare(use.content, old, new, user) for use in own if use.is_possible)


@transaction.atomic
def _prepare(content: Any, old: Any, new: Any, user: AbstractBaseUser) -> bool:
    """Made of the newest version, while nobody else can save one."""
    if isinstance(content, ApprovableContent):
        hold(content, writes_to_ledger=False)
    else:
        lock_rows(type(content)._base_manager.filter(pk=content.pk))
    content = type(content)._default_manager.get(pk=content.pk)
    if obstacle(content, user):
        return False
    draft = content.get_latest_revision_as_object()
    replace_references(draft, old, new)
    draft.save_revision(user=user, log_action=True, clean=False)
    return True
