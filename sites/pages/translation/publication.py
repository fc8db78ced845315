"""A translation becomes public together with its source, and leaves the public with it (docs/decisions/0006)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision, WorkflowState, get_default_page_content_type

from hub.references import refers_to
from sites.approval import ledger
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction
from sites.approval.gate import public_changed
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.releases import release
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.locales import source_locale_id

GONE = frozenset({LedgerAction.UNPUBLISHED, LedgerAction.EXPIRED})
WITH_STATE = "原文有效性变更，译文随之变更"
WITH_SOURCE = "原文撤下，译文一并撤下"
OUTDATED = "原文已更新，本译文译自以前的版本"


def connect() -> None:
    public_changed.connect(follow, dispatch_uid="translations_follow")


def follow(sender: type, pages: list[GroupPage], action: LedgerAction, **kwargs: Any) -> None:
    """Brings the translations of sources in line with what has just become of these, in the same transaction."""
    for page in pages:
        _follow_source(page, action)


def _follow_source(page: GroupPage, action: LedgerAction) -> None:
    if page.is_translation or page.is_leaf():  # translations lie below their source: most pages cost no query here
        return
    for translation in translations_of(page):
        if action == LedgerAction.RESTATED:
            _restate(translation, page)
        elif action in GONE:
            _take_away(translation, WITH_SOURCE, expired=action == LedgerAction.EXPIRED)
        elif not _publish_if_ready(translation, page) and translation.source_digest != page.live_digest:
            _take_away(translation, OUTDATED)


def translations_of(source: GroupPage) -> list[GroupPage]:
    rows = type(source).objects.filter(translation_key=source.translation_key).exclude(pk=source.pk)
    return list(rows.order_by("pk"))


def _publish_if_ready(translation: GroupPage, source: GroupPage) -> bool:
    """Publishes the newest version that is of this version of the source and fully approved.

    What was saved after it is a draft, and stays one: it takes nothing from what was approved and waits. While a newer
    version is under approval, that one is waited for.
    """
    if WorkflowState.objects.active().for_instance(translation).exists():
        return False
    for revision in _approved_versions(translation):
        draft = revision.as_object()
        if draft.source_digest == source.live_digest and not ledger.missing_approvals(draft, content_digest(draft)):
            revision.publish(user=revision.user, skip_permission_checks=True)
            return True
    return False


def _approved_versions(translation: GroupPage) -> list[Revision]:
    """Those that somebody approved since the translation was last public, the newest first. Two queries."""
    approved = LedgerEntry.objects.of(translation).filter(action=LedgerAction.APPROVED).exclude(revision_id=None)
    revisions = translation.revisions.filter(pk__in=set(approved.values_list("revision_id", flat=True)))
    if translation.live_revision_id:
        revisions = revisions.filter(pk__gt=translation.live_revision_id)
    return list(revisions.order_by("-pk"))


def translations_waiting_with(file: Any) -> Iterator[GroupPage]:
    """Approved translations, as they were approved, that show `file` and become public with a version of their source.

    For the hook `public_objects_showing_file`.
    """
    translations = Page.objects.exclude(locale=source_locale_id()).values("pk")
    approved = LedgerEntry.objects.filter(
        action=LedgerAction.APPROVED,
        content_type=get_default_page_content_type(),
        object_id__in=translations,
        revision_id__isnull=False,
    )
    keys = set(approved.values_list("object_id", flat=True))
    for translation in Page.objects.filter(pk__in=keys).order_by("pk").specific():
        for revision in _approved_versions(translation):
            draft = revision.as_object()
            if refers_to(draft, file) and not ledger.missing_approvals(draft, content_digest(draft)):
                yield draft
                break


def _restate(translation: GroupPage, source: GroupPage) -> None:
    """The source holds no longer, or not as it stands: no word of it has changed, so the translation says so and stays.

    What is public beside a source is always of the version before.
    """
    if not translation.live:
        return
    translation.source_digest = source.live_digest
    translation.validity, translation.ceases_on = source.validity, source.ceases_on
    release(translation, LedgerAction.RESTATED, ledger.current_actor(), WITH_STATE, ground=source)
    translation.save(clean=False)


def state_follows_source(stored: Any, content: Any, ground: Any) -> bool:
    """Of a translation: whether its state is that of its source, of which it is a translation as before."""
    if not isinstance(content, GroupPage) or not content.is_translation or ground.is_translation:
        return False
    if stored.translation_key != ground.translation_key or content.source_digest != ground.live_digest:
        return False
    return all(getattr(content, name) == getattr(ground, name) for name in ("validity", "ceases_on"))


def _take_away(translation: GroupPage, reason: str, *, expired: bool = False) -> None:
    if translation.live:
        with ledger.remarking(reason):
            UnpublishPageAction(translation, set_expired=expired).execute(skip_permission_checks=True)
