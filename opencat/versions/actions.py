"""What follows when a document becomes public that changes others, and the way to a document's successor."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from hub.events import record_event
from opencat.enums import VERSION_KINDS, LinkKind
from opencat.models import DocumentLink
from opencat.versions import notifications
from opencat.versions.drafts import carry_into_draft, take_back
from opencat.versions.links import not_public_yet, problems_by_row
from opencat.versions.rules import state_after
from sites.approval import ledger
from sites.approval.enums import LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.releases import PublicationRefused, release
from sites.pages.enums import DisclosureKind, Validity
from sites.pages.models.article_page import ArticlePage

RESTATED = "有效性变更"
SUPERSEDED = "起草替代文件"


class SupersedingRefused(PermissionDenied):
    """This document cannot be superseded, or not by this person. The message says why, in Chinese."""


def check_public(document: ArticlePage, action: str) -> None:
    """Looks again at what was looked at when the document was sent: other documents may have changed since.

    Raises:
        PublicationRefused: not to be public at all, a link that may not be, or an interpretation before its policy.
    """
    if document.disclosure_kind == DisclosureKind.NOT_PUBLIC:
        raise PublicationRefused(f"《{document.title}》不予公开，不能发布。")
    if problems := problems_by_row(document, with_drafts=False):
        raise PublicationRefused("".join(problem for _link, problem in problems))
    if action == LedgerAction.PUBLISHED and (titles := not_public_yet(document)):
        names = "".join(f"《{title}》" for title in titles)
        raise PublicationRefused(f"所解读的{names}没有公开，解读不能先于文件发布。")


def apply_links(document: ArticlePage, actor: ledger.Actor) -> int:
    """Brings the documents that a public `document` changes into their new state; returns how many were changed.

    Those of its own unit; the leaders of others are asked (`restatements`). In the transaction that publishes. Whoever
    changes the same document waits for its row, so nothing is lost; doing it again changes nothing.
    """
    changed = 0
    links = [link for link in document.document_links.all() if link.kind in VERSION_KINDS]
    for link in sorted(links, key=lambda each: each.target_id):
        target = ArticlePage.locked(link.target_id)
        if target.unit_id == document.unit_id:
            changed += apply_link(link.kind, target, document, actor)
    return changed


def apply_link(kind: str, target: ArticlePage, document: ArticlePage, actor: ledger.Actor) -> bool:
    """Whether `target`, whose row is locked, has changed by what the public `document` does to it."""
    state = Validity(target.validity), target.ceases_on
    validity, ceases_on = state_after(kind, state, timezone.localdate())
    return restate(target, validity, ceases_on, document, actor)


def reason_of(cause: ArticlePage, document: ArticlePage) -> str:
    """Why `document` has another state, with the unit whose document says so where it is another one."""
    unit = f"{cause.unit}" if cause.unit_id != document.unit_id else ""
    return f"因{unit}《{cause.title}》发布"


def state_follows_link(stored: ArticlePage, content: ArticlePage, ground: ArticlePage) -> bool:
    """Whether the new state is what a link of `ground` makes of the stored one, with its unit's word where that is not
    the other's."""
    if not isinstance(content, ArticlePage) or not isinstance(ground, ArticlePage):
        return False
    if content.source_digest != stored.source_digest or problems_by_row(ground, with_drafts=False):
        return False
    before, today = (Validity(stored.validity), stored.ceases_on), timezone.localdate()
    links = [link for link in ground.document_links.all() if link.target_id == stored.pk]
    links = [link for link in links if ground.unit_id == stored.unit_id or _is_confirmed(stored, ground, link.kind)]
    return any(state_after(link.kind, before, today) == (content.validity, content.ceases_on) for link in links)


def _is_confirmed(document: ArticlePage, cause: ArticlePage, relation: str) -> bool:
    rows = LedgerEntry.objects.of(document).filter(action=LedgerAction.CONFIRMED).values_list("facts", flat=True)
    return any((facts.get("cause"), facts.get("relation")) == (cause.pk, relation) for facts in rows)


@transaction.atomic
def restate(
    document: ArticlePage, validity: Validity, ceases_on: date | None, because_of: ArticlePage, actor: ledger.Actor
) -> bool:
    """Gives `document` another state because another one was published; whether anything was to be changed.

    It is a change of content, so it passes the gate and is in the ledger. A draft of it takes the state over; an
    approval that runs is taken back, because what the leaders read is no longer what would be public.
    """
    page = ArticlePage.locked(document.pk)
    if (page.validity, page.ceases_on) == (validity, ceases_on):
        return False
    before, reason = page.get_validity_display(), reason_of(because_of, page)
    with ledger.acting(actor, reason):
        draft = take_back(page, actor, reason)
        if page.live:
            page.validity, page.ceases_on = validity, ceases_on
            page.last_published_at = timezone.now()
            release(page, LedgerAction.RESTATED, actor, reason, ground=because_of)
            page.save(clean=False)
        if draft is not None:
            carry_into_draft(draft, validity, ceases_on)
    ends = f"，自 {ceases_on} 起" if ceases_on else ""
    record_event(
        RESTATED,
        page.title,
        f"由“{before}”改为“{validity.label}”{ends}。",
        reason=reason,
        unit_code=page.unit.code if page.unit else "",
        actor=actor.user,
    )
    return True


@transaction.atomic
def supersede(document: ArticlePage, user: AbstractBaseUser) -> ArticlePage:
    """A draft in the same column that is to replace `document`: with its title and elements, without its text.

    Raises:
        SupersedingRefused: not public, a translation, or not this person's to edit.
    """
    column = document.get_parent().specific_deferred
    if not document.live or document.is_translation:
        raise SupersedingRefused("只有已公开的文件可以被替代。")
    allowed = document.permissions_for_user(user).can_edit() and column.permissions_for_user(user).can_add_subpage()
    if not allowed:
        raise SupersedingRefused("您不能在这个栏目里起草文件。")
    draft = ArticlePage(
        title=document.title,
        category=document.category,
        source=document.source,
        kind=document.kind,
        genre=document.genre,
        theme=document.theme,
        audience=document.audience,
        retention=document.retention,
        live=False,
        owner_id=user.pk,
    )
    draft.issuing_units = list(document.issuing_units.all())
    draft.also_in = list(document.also_in.all())
    draft.document_links.add(DocumentLink(kind=LinkKind.REPLACES, target=document))
    column.add_child(instance=draft)
    draft.save_revision(user=user, log_action=True)
    record_event(
        SUPERSEDED,
        draft.title,
        f"替代《{document.title}》的草稿已建立。",
        unit_code=document.unit.code if document.unit else "",
        actor=user,
    )
    return draft


def tell_of_withdrawal(document: ArticlePage) -> None:
    """A policy was taken down: who wrote it and who wrote its interpretations hear what still stands alone."""
    links = DocumentLink.objects.filter(target=document.pk, kind=LinkKind.INTERPRETS, page__live=True)
    interpretations = [link.page for link in links.select_related("page__owner", "page__unit")]
    interpretations = [page for page in interpretations if not page.is_translation]
    if interpretations:
        notifications.announce_lone_interpretations(document, interpretations)
