"""A document that changes one of another unit: a leader of that unit decides, and until then the other one stays."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import get_default_page_content_type

from hub.events import record_event
from opencat.enums import VERSION_KINDS, LinkKind
from opencat.models import DocumentLink
from opencat.versions import notifications
from opencat.versions.actions import apply_link, reason_of
from opencat.versions.rules import state_after
from sites.approval import ledger
from sites.approval.actions import StepRefused
from sites.approval.due_dates import decision_due_on
from sites.approval.enums import LedgerAction, RemovalKind, RemovalStatus
from sites.approval.gate import PublicationRefused
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.of_content import base_content_type
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import DecisionKind, register_kind
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage

REFUSED = "不同意变更有效性"
WITHDRAWN = "变更有效性申请撤回"


def links_to_other_units(document: ArticlePage) -> list[DocumentLink]:
    """By which `document` (as it stands in memory) changes documents of other units. One query at most."""
    links = [link for link in document.document_links.all() if link.kind in VERSION_KINDS and link.target_id]
    if not links:
        return []
    units = dict(ArticlePage.objects.filter(pk__in={link.target_id for link in links}).values_list("pk", "unit"))
    return [link for link in links if units.get(link.target_id) != document.unit_id]


def ask_other_units(document: ArticlePage, actor: ledger.Actor) -> None:
    """Of a document that has become public: what it says of other units' documents waits for their leaders, once for
    each relation; what it says no longer waits no longer."""
    links = links_to_other_units(document)
    end_requests(document, f"《{document.title}》不再有这项关系", {(link.target_id, link.kind) for link in links})
    if not links:
        return
    asked = _because_of(document).exclude(status=RemovalStatus.WITHDRAWN)
    known = set(asked.values_list("object_id", "relation"))
    for link in links:
        if (link.target_id, link.kind) not in known:
            _ask(document, link, actor)


def _ask(document: ArticlePage, link: DocumentLink, actor: ledger.Actor) -> None:
    target = ArticlePage.objects.select_related("unit").get(pk=link.target_id)
    request = RemovalRequest.objects.create(
        kind=RemovalKind.RESTATE,
        content_type=base_content_type(target),
        object_id=target.pk,
        title=target.title,
        unit=target.unit,
        because_of=document,
        relation=link.kind,
        reason=reason_of(document, target),
        proposed_by=_who_sent(document) or actor.user,
        due_on=decision_due_on(),
    )
    notifications.announce_question(request)


def _who_sent(document: ArticlePage) -> AbstractBaseUser | None:
    """The last time; None of what went no steps."""
    sent = LedgerEntry.objects.of(document).filter(action=LedgerAction.SUBMITTED).order_by("-serial")
    entry = sent.select_related("actor").first()
    return entry.actor if entry else None


def follow_withdrawal(document: ArticlePage) -> None:
    """It is public no longer: nobody is asked on its behalf, and what others have confirmed stays as it is."""
    end_requests(document, f"《{document.title}》已撤下", frozenset())
    for request in _because_of(document).filter(status=RemovalStatus.APPROVED):
        notifications.announce_lost_cause(request, document)


def end_requests(document: ArticlePage, why: str, but: AbstractSet[tuple[int, str]]) -> None:
    """What waits because of `document` waits no longer; `but`: (target, kind) of relations that it still has."""
    for request in _because_of(document).filter(status=RemovalStatus.WAITING):
        if (request.object_id, request.relation) not in but:
            request.status, request.decided_at, request.comment = RemovalStatus.WITHDRAWN, timezone.now(), why
            request.save()
            record_event(WITHDRAWN, request.title, f"{why}。", unit_code=request.unit.code)


def _because_of(document: ArticlePage) -> QuerySet[RemovalRequest]:
    return RemovalRequest.objects.filter(kind=RemovalKind.RESTATE, because_of=document.pk).select_related("unit")


def restate_as_asked(request: RemovalRequest) -> None:
    """
    Raises:
        StepRefused: the other document is not public any more, says it no longer, or the document has left the unit.
    """
    cause = ArticlePage.objects.filter(pk=request.because_of_id, live=True).first()
    relations = DocumentLink.objects.filter(page=request.because_of_id, target=request.object_id, kind=request.relation)
    if cause is None or not relations.exists():
        raise StepRefused("作为依据的文件已经撤下，或者不再有这项关系，不能变更有效性。请不同意。")
    ledger.take_turn()
    target = ArticlePage.locked(request.object_id)
    if target.unit_id != request.unit_id:
        raise StepRefused("这份文件已移到其他单位，不由您决定。")
    actor = ledger.current_actor()
    facts = {"cause": cause.pk, "relation": request.relation}
    ledger.append(LedgerAction.CONFIRMED, target, comment=f"{request.reason}，{_label(request)}", facts=facts)
    try:
        apply_link(request.relation, target, cause, actor)
    except PublicationRefused as refused:
        raise StepRefused(str(refused)) from refused
    notifications.announce_answer(request)


def refuse(request: RemovalRequest) -> None:
    text = f"{request.reason}，提请变更有效性。"
    record_event(REFUSED, request.title, text, reason=request.comment, unit_code=request.unit.code)
    notifications.announce_answer(request)


def consequences(request: RemovalRequest) -> list[tuple[str, str]]:
    """What becomes of the document."""
    found = [("对它的关系", _label(request))]
    if document := ArticlePage.objects.filter(pk=request.object_id).first():
        state = Validity(document.validity), document.ceases_on
        validity, _ceases_on = state_after(request.relation, state, timezone.localdate())
        found += [("现在的有效性", str(state[0].label)), ("同意后", str(validity.label))]
    return found


def _label(request: RemovalRequest) -> str:
    return str(LinkKind(request.relation).label)


def confirmation_findings() -> Iterator[str]:
    """What counts as confirmed without a row of the ledger, in Chinese. Of before there were rows, what restated it."""
    of_pages = LedgerEntry.objects.filter(content_type=get_default_page_content_type())
    rows = of_pages.filter(action=LedgerAction.CONFIRMED).values_list("object_id", "facts")
    confirmed = {(key, facts["cause"], facts["relation"]) for key, facts in rows}
    restated = set(of_pages.filter(action=LedgerAction.RESTATED).values_list("object_id", flat=True))
    for request in RemovalRequest.objects.filter(kind=RemovalKind.RESTATE, status=RemovalStatus.APPROVED):
        is_known = (request.object_id, request.because_of_id, request.relation) in confirmed
        is_of_before = request.decided_by_id is None and request.object_id in restated
        if request.because_of_id and not is_known and not is_of_before:
            yield f"第 {request.object_id} 号页面《{request.title}》与其他单位文件的关系没有经过确认"


def register() -> None:
    register_kind(RemovalKind.RESTATE, DecisionKind(restate_as_asked, refuse, consequences))
