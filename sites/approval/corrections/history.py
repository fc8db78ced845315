"""Whether what stands in a draft is a small correction of what is public, and what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail import hooks
from wagtail.models import Revision

from sites.approval.corrections.rules import changes_between, small_correction
from sites.approval.corrections.texts import Parts, parts_of
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.models.content import ApprovableContent
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.rules import MADE_PUBLIC
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit

ROAD = (LedgerAction.ROAD_OPENED, LedgerAction.ROAD_ENDED)
STEPS = frozenset({ApprovalStep.CORRECTION})


def last_word_on_road(unit: Unit) -> LedgerEntry | None:
    return LedgerEntry.objects.of(unit).filter(action__in=ROAD).order_by("-serial").first()


def road_is_open(unit: Unit) -> bool:
    """Whether a leader of the unit has opened the short road and none has ended it. The ledger says it."""
    last = last_word_on_road(unit)
    return last is not None and last.action == LedgerAction.ROAD_OPENED


def why_not_small(content: Any) -> list[str]:
    """Why this draft takes the whole way, in Chinese; empty if the short one is open to it."""
    if not content.correctable_fields or not content.live or content.unit is None:
        return ["没有公开的内容，或者这类内容，不能简易更正。"]
    if not road_is_open(content.unit):
        return ["本单位没有开通简易更正。"]
    if content.is_major or content.is_emergency or content.is_translation:
        return ["重大信息、突发事件信息和译文不能简易更正。"]
    if content.unit.is_portal:
        return ["门户网站的信息由市网络信息中心编发，不能简易更正。"]
    # Chapter apps say what never takes the short road: functions `(content) -> list[str]`.
    reasons = [reason for why_not in hooks.get_hooks("correction_obstacles") for reason in why_not(content)]
    return reasons or _why_not_of_text(content)


def _why_not_of_text(content: ApprovableContent) -> list[str]:
    """Beside what is public, and what last went the whole way: small corrections do not add up to a large one."""
    versions = list(_versions(content))
    if not versions:
        return ["没有可以比较的公开版本。"]
    new, names = parts_of(content), list(known_names())
    reasons: list[str] = []
    for version in versions:
        if version is None:
            return ["没有可以比较的公开版本。"]
        if version.frame != new.frame:
            return ["除标题和正文段落的文字外，还有别的改动。"]
        reasons += small_correction(version.texts, new.texts, names)
    return list(dict.fromkeys(reasons))


def _versions(content: ApprovableContent) -> Iterator[Parts | None]:
    """What was public last, and what went the whole way last where that is another. None: it is gone."""
    entries = list(LedgerEntry.objects.of(content).filter(action__in=MADE_PUBLIC).order_by("-serial"))
    whole = next((entry for entry in entries if frozenset(entry.required) != STEPS), None)
    for entry in dict.fromkeys([*entries[:1], whole]):
        revision = Revision.objects.filter(pk=entry.revision_id).first() if entry is not None else None
        yield parts_of(revision.as_object()) if revision is not None else None


def known_names() -> Iterator[str]:
    """Of people in offices, of units, and what the hook `correction_names` adds: `() -> Iterable[str]`."""
    for appointment in Appointment.objects.select_related("person"):
        yield str(appointment.person)
    for names in Unit.objects.values_list("name", "short_name"):
        yield from names
    for more in hooks.get_hooks("correction_names"):
        yield from more()


def changes_of(content: ApprovableContent) -> list[tuple[str, str, str, str]]:
    """(what stands before, removed, inserted, what stands after) of a correction beside what is public."""
    old = next(_versions(content), None)
    if old is None:
        return []
    new = parts_of(content)
    return [
        (text[max(change.begins - 12, 0) : change.begins], change.removed, change.inserted,
         text[change.ends : change.ends + 12])
        for place, text in old.texts.items()
        for change in changes_between(text, new.texts.get(place, text))
    ]  # fmt: skip


def words_of_changes(content: ApprovableContent) -> str:
    """For the ledger."""
    old = next(_versions(content), None)
    if old is None:
        return ""
    new = parts_of(content)
    pairs = ((text, new.texts.get(place, text)) for place, text in old.texts.items())
    return "更正：" + "；".join(change.words for before, after in pairs for change in changes_between(before, after))
