"""Proof for rows that the public sees and that need a second person: each is as the ledger says last."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType

from sites.approval import ledger
from sites.approval.enums import LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.needs import PublicModel, digest_of_values, digests_of, reviewed_models, values_of

_SAYS = (LedgerAction.CHANGED, LedgerAction.LISTED, LedgerAction.DELETED)


def row_findings() -> Iterator[str]:
    """What differs, in Chinese. A model is judged from the day on which its rows were listed (`list_rows`)."""
    for public in reviewed_models():
        kind = ContentType.objects.get_for_model(public.model)
        if _is_listed(kind):
            yield from _findings_of(public, kind)


def _is_listed(kind: ContentType) -> bool:
    """The ledger has a row about the type itself."""
    return LedgerEntry.objects.filter(action=LedgerAction.LISTED).of(kind).exists()


def _findings_of(public: PublicModel, kind: ContentType) -> Iterator[str]:
    last: dict[int, tuple[str, str, str]] = {}
    said = LedgerEntry.objects.filter(content_type=kind, action__in=_SAYS).order_by("serial")
    for key, action, digest, title in said.values_list("object_id", "action", "digest", "title"):
        last[key] = (action, digest, title)
    for row in public.ours(public.model._base_manager.all()).iterator():
        action, digest, _title = last.pop(row.pk, ("", "", ""))
        name = f"{public.name}“{row}”（第 {row.pk} 号）"
        if action in ("", LedgerAction.DELETED):
            yield f"{name}没有经过复核，却已公开"
        elif digest not in digests_of(public, row):
            yield f"{name}被改动，没有经过复核"
    for key, (action, _digest, title) in last.items():
        if action != LedgerAction.DELETED:
            yield f"{public.name}“{title}”（第 {key} 号）被删除，没有经过复核"


def list_rows() -> int:
    """Puts on the ledger what stands in models that are not listed yet: from now on each change shows. How many.

    Once a model: on the first night of a new installation, or after an update that brings the model into the table.

    Raises:
        LedgerUnavailable: nothing can be recorded now.
    """
    number = 0
    for public in reviewed_models():
        kind = ContentType.objects.get_for_model(public.model)
        if _is_listed(kind):
            continue
        known = set(LedgerEntry.objects.filter(content_type=kind, action__in=_SAYS).values_list("object_id", flat=True))
        entries = [ledger.unsealed(LedgerAction.LISTED, kind, comment="此后的改动须经复核")]
        for row in public.ours(public.model._base_manager.exclude(pk__in=known)):
            values = values_of(row)
            facts = {"values": values}
            entries.append(ledger.unsealed(LedgerAction.LISTED, row, digest=digest_of_values(values), facts=facts))
        ledger.append_all(entries)
        number += len(entries) - 1
    return number
