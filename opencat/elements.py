"""The elements without which a document is not sent for approval (Art. 12), by the rules of its category."""

from __future__ import annotations

from wagtail.models import Page

from opencat.classification import category_of
from opencat.enums import LinkKind
from opencat.models import Category
from opencat.versions.elements import versions_element
from sites.approval.models.content import ApprovableContent
from sites.pages.enums import DisclosureKind
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage
from sites.pages.records.rows import are_complete


def missing_elements(page: GroupPage, column: Page | None) -> dict[str, str]:
    """By field, in Chinese; nothing for what is no article, and for translations, which follow their source."""
    if not isinstance(page, ArticlePage) or page.is_translation:
        return {}
    missing = {}
    if not page.source.strip():
        missing["source"] = "请填写信息来源（第十二条）。"
    if page.written_on is None:
        missing["written_on"] = "请填写成文日期。"
    return missing | _of_disclosure(page) | _of_category(page, category_of(page, column)) | versions_element(page)


def incomplete_records(page: GroupPage, column: Page | None) -> dict[str, str]:
    """Records of a stored draft may be unfinished. The form says what is wrong; other roads only see that it is."""
    if not isinstance(page, ArticlePage) or page.is_translation or not page.records or are_complete(page):
        return {}
    return {"records": "结构化内容没有填写完整，或有数字、日期不符合要求。请打开编辑页，按各栏的提示修改。"}


def normative_documents(content: ApprovableContent) -> list[str]:
    """Why these are not corrected by the short road: every word of them is law."""
    category = category_of(content) if isinstance(content, ArticlePage) else None
    if category is not None and (category.asks_number or category.asks_interpretation):
        return ["规范性文件不能简易更正。"]
    return []


def _of_disclosure(page: ArticlePage) -> dict[str, str]:
    """Only what is disclosed is published; the ground for anything else is on record."""
    kind = page.disclosure_kind
    if kind == DisclosureKind.NOT_PUBLIC:
        return {"disclosure_kind": "不予公开的信息只登记，不能送审发布。"}
    if kind == DisclosureKind.ON_REQUEST and (page.body or page.records or page.attachments.all()):
        return {"disclosure_kind": "依申请公开的信息只公开目录，请去掉正文、结构化内容和附件。"}
    if kind != DisclosureKind.PROACTIVE and not page.disclosure_ground.strip():
        return {"disclosure_ground": "请写明不主动公开的依据。"}
    return {}


def _of_category(page: ArticlePage, category: Category | None) -> dict[str, str]:
    if category is None:
        return {"category": "请选择目录类别：所在栏目没有对应的类别。"}
    missing = {}
    if category.asks_number and not page.document_number.strip():
        missing["document_number"] = f"“{category.name}”须填写文号。"
    if page.disclosure_kind == DisclosureKind.PROACTIVE and category.record_kind:
        kinds = {block.block_type for block in page.records}
        if category.record_kind not in kinds:
            label = category.get_record_kind_display()
            missing["records"] = f"“{category.name}”须填写“{label}”，以便查询和下载。"
    interprets = [link for link in page.document_links.all() if link.kind == LinkKind.INTERPRETS]
    if category.is_interpretation and not interprets:
        missing["document_links"] = "政策解读须指明所解读的文件：请添加一项“解读”关系。"
    return missing
