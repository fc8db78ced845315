"""The order in which the public sees pages side by side: decided by a leader, remembered by the ledger (Art. 26)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from wagtail.models import Page, get_default_page_content_type

from sites.approval import ledger
from sites.approval.enums import LedgerAction
from sites.approval.ledger_state import ENDED
from sites.approval.models.content import ApprovableContent
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.needs import approvable_models

# What takes a page out of the order that was recorded: where it stands afterwards is recorded anew.
_LEAVES = (*ENDED, LedgerAction.READDRESSED)


def _in_public_order() -> Any:
    types = [model for model in approvable_models() if issubclass(model, Page) and model.order_is_public]
    return Page.objects.live().exact_type(*types).order_by("path")


def neighbours(page: Page) -> Any:
    """The public pages among which the public sees `page`, in their order, itself left out."""
    return _in_public_order().sibling_of(page, inclusive=False)


def is_decided(page: ApprovableContent) -> bool:
    """Whether it takes a decision to give `page` another place among its neighbours."""
    return page.order_is_public and page.live and neighbours(page).exists()


def record_order(page: Page) -> None:
    """Of a page that has another place now: who decided is who acts."""
    parent = page.get_parent()
    order = list(_in_public_order().child_of(parent).values_list("pk", flat=True))
    place = f"在《{parent.title}》下排第 {order.index(page.pk) + 1}，共 {len(order)} 个"
    ledger.append(LedgerAction.REORDERED, page, comment=place, facts=_facts(parent.pk, order))


def _facts(parent: int, order: list[int]) -> dict[str, Any]:
    return {"parent": parent, "order": order}


def _recorded() -> dict[int, list[int]]:
    """By parent, what the ledger says last, without what has left since. One query."""
    found: dict[int, list[int]] = {}
    place: dict[int, int] = {}
    pages = LedgerEntry.objects.filter(content_type=get_default_page_content_type())
    said = pages.filter(action__in=(LedgerAction.REORDERED, LedgerAction.LISTED, *_LEAVES)).order_by("serial")
    for action, key, facts in said.values_list("action", "object_id", "facts").iterator():
        if "order" in facts:
            found[facts["parent"]] = list(facts["order"])
            place.update(dict.fromkeys(facts["order"], facts["parent"]))
        elif action in _LEAVES and key in place:
            found[place.pop(key)].remove(key)
    return found


def _actual() -> dict[int, list[int]]:
    """By parent. Two queries."""
    by_path: dict[str, list[int]] = defaultdict(list)
    for key, path in _in_public_order().values_list("pk", "path"):
        by_path[path[: -Page.steplen]].append(key)
    parents = dict(Page.objects.filter(path__in=by_path).values_list("path", "pk"))
    return {parents[path]: order for path, order in by_path.items() if path in parents}


def order_findings() -> Iterator[str]:
    """Where the public order is not the recorded one, in Chinese. What became public since is not judged yet."""
    actual = _actual()
    for parent, recorded in _recorded().items():
        now = actual.get(parent, [])
        known = set(now) & set(recorded)
        if [key for key in now if key in known] != [key for key in recorded if key in known]:
            page = Page.objects.get(pk=parent)
            yield f"第 {parent} 号页面《{page.title}》下公开的顺序被改动，没有经过决定"


def list_orders() -> int:
    """Puts the orders on the ledger that it does not have yet; how many. To be called where `order_findings` has none.

    Raises:
        LedgerUnavailable: nothing can be recorded now.
    """
    recorded = _recorded()
    new = {parent: order for parent, order in _actual().items() if len(order) > 1 and recorded.get(parent) != order}
    parents = Page.objects.filter(pk__in=new).order_by("pk").specific()
    entries = [
        ledger.unsealed(LedgerAction.LISTED, page, comment="登记公开的顺序", facts=_facts(page.pk, new[page.pk]))
        for page in parents
    ]
    if entries:
        ledger.append_all(entries)
    return len(entries)
