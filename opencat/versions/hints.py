"""What an editor should think of, and is not refused for."""

from __future__ import annotations

from opencat.classification import category_of
from opencat.document_numbers import compare_key
from opencat.enums import VERSION_KINDS, LinkKind
from opencat.models import CatalogueEntry, DocumentLink
from opencat.versions.restatements import links_to_other_units
from sites.approval.enums import RemovalKind
from sites.approval.inbox.checks import Check
from sites.approval.models.content import ApprovableContent
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage

TAKES_AWAY = frozenset({RemovalKind.UNPUBLISH, RemovalKind.DELETE})


def hints_for(page: ArticlePage) -> list[str]:
    """On the draft `page`: a number that another document has, an interpretation that is still to be written."""
    if page.is_translation:
        return []
    return [*(hint for hint in (_same_number(page), _interpretation_due(page)) if hint), *_other_units(page)]


def _other_units(page: ArticlePage) -> list[str]:
    return [
        f"《{link.target.title}》由{link.target.unit}管理：本文件公开后，须经{link.target.unit}分管领导确认，才变更它的有效性。"
        for link in links_to_other_units(page)
    ]


def checks_of_links(content: ApprovableContent) -> list[Check]:
    """What the inbox says to who approves (hook `content_checks`)."""
    if not isinstance(content, ArticlePage) or content.is_translation:
        return []
    return [Check("涉及其他单位的文件", False, hint) for hint in _other_units(content)]


def _same_number(page: ArticlePage) -> str:
    key = compare_key(page.document_number)[:60]
    if not key:
        return ""
    entries = CatalogueEntry.objects.existing().filter(unit=page.unit_id, number_key=key)
    others = list(entries.exclude(page=page.pk).order_by("pk")[:3])
    if not others:
        return ""
    names = "、".join(f"《{entry.title}》" for entry in others)
    return f"本单位已有文号相同的文件{names}，请核对文号“{page.document_number}”。"


def _interpretation_due(page: ArticlePage) -> str:
    category = category_of(page)
    if category is None or not category.asks_interpretation or page.is_ineffective:
        return ""
    if DocumentLink.objects.filter(target=page.pk, kind=LinkKind.INTERPRETS).exists():
        return ""
    return f"“{category.name}”须配政策解读：请同时准备政策解读，并在解读里以“解读”关系指明本文件。"


def decision_hints(page: GroupPage, kind: str) -> list[str]:
    """Beside a proposal to take `page` away: what does not follow by itself."""
    if not isinstance(page, ArticlePage) or kind not in TAKES_AWAY:
        return []
    hints = []
    changed = [link.target.title for link in page.document_links.all() if link.kind in VERSION_KINDS]
    if changed:
        names = "、".join(f"《{title}》" for title in changed)
        hints.append(f"撤下后，被它修改、替代或废止的{names}不会自动恢复原来的有效性。")
    reading = DocumentLink.objects.filter(target=page.pk, kind=LinkKind.INTERPRETS, page__live=True)
    if titles := list(reading.values_list("page__title", flat=True)):
        names = "、".join(f"《{title}》" for title in titles)
        hints.append(f"它的解读{names}仍然公开，请一并申请撤下。")
    return hints
