"""The guide to disclosure 公开指南 (disclosure regulation of 2019, Art. 12), written from a unit's data.

What is disclosed where, how to find it, how to ask for more, in which time, where to complain; people complete it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page

from hub.calendar import Terms
from hub.models import LegalTerm
from opencat.annual_report.actions import ReportRefused, add_draft, require_column
from opencat.models import Category
from opencat.places import open_places, place
from opencat.seeds import ANSWER_REQUEST
from sites.organisation.models.unit import Unit
from sites.pages.enums import TERM_FOR_KIND, Genre, Retention
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.locales import source_locale_id

COLUMN = "disclosure/guide"
MADE = "生成公开指南"
KEY = "disclosure-guide"

Block = tuple[str, Any]


def guide_key(unit: Unit) -> str:
    """The article's external number: unique, so that a unit has one guide."""
    return f"{KEY}:{unit.code}"


def draft_guide(unit: Unit, user: AbstractBaseUser) -> ArticlePage:
    """The draft of the unit's guide: made from its data, or the one that is there already.

    Raises:
        PermissionDenied: the user does not write for the unit.
        ReportRefused: the guide is public already, or the unit has no column for it.
    """
    column = require_column(unit, COLUMN, user)
    name = unit.name.removesuffix("办公室") if unit.is_portal else unit.name
    page = ArticlePage(
        title=f"{name}政府信息公开指南", external_id=guide_key(unit), genre=Genre.OTHER, retention=Retention.PERMANENT
    )
    with transaction.atomic():
        ColumnPage.objects.select_for_update().get(pk=column.pk)
        if existing := ArticlePage.objects.filter(external_id=guide_key(unit)).first():
            if existing.live:
                raise ReportRefused(f"《{existing.title}》已经公开。要修改，请编辑后重新送审。")
            return existing
        page.body = _body(unit, timezone.localdate())
        return add_draft(unit, column, page, user, MADE)


def missing_in_guide(page: GroupPage, column: Page | None) -> dict[str, str]:
    """For the approval's hook: the places that nobody has filled in."""
    if not isinstance(page, ArticlePage) or page.is_translation or not (page.external_id or "").startswith(f"{KEY}:"):
        return {}
    places = "、".join(open_places(page.body))
    return {"body": f"还没有填写：{places}。"} if places else {}


def _body(unit: Unit, today: date) -> list[Block]:
    categories = list(Category.objects.in_force(today).for_unit(unit).order_by("code"))
    columns = list(ColumnPage.objects.live().filter(unit=unit, locale=source_locale_id()).order_by("path"))
    terms = _terms(categories, today)
    return [
        _paragraph(
            f"为方便公民、法人和其他组织获取{escape(unit.name)}的政府信息，根据《中华人民共和国政府信息公开条例》第十二条编制本指南。"
        ),
        _heading("一、公开的信息和查询位置"),
        *_where(categories, columns),
        _heading("二、查找方式"),
        _paragraph(
            f"在本网站的{_catalogue_link(columns)}可以按类别、文号、年份和有效性查找，并免费下载。"
            "每份文件有唯一的索引号，凭索引号也可以查到。"
        ),
        _paragraph(place("现场查阅的地点和时间，例如档案馆、图书馆、政务服务中心")),
        _heading("三、公开期限"),
        ("table", _terms_table(terms)),
        _heading("四、依申请公开"),
        *_asking(unit, terms),
        _heading("五、监督和投诉"),
        _paragraph(
            "认为本机关没有按规定公开政府信息的，可以向下列机构投诉、举报；"
            "认为本机关的公开工作侵犯其合法权益的，可以依法申请行政复议或者提起行政诉讼。"
        ),
        _paragraph(place("监督机构的名称、地址、电话和电子邮箱")),
    ]


def _where(categories: list[Category], columns: list[ColumnPage]) -> list[Block]:
    """Under each item of the regulation its categories, each with the columns in which it is found."""
    places: dict[int, list[str]] = defaultdict(list)
    for column in columns:
        if column.category_id:
            places[column.category_id].append(_link(column))
    parts: dict[int | None, list[Category]] = defaultdict(list)
    for category in categories:
        parts[category.parent_id].append(category)
    catalogue = f"{_catalogue_link(columns)}中按类别查询"
    found = []
    for item in parts[None]:
        own = parts[item.pk] or [item]
        rows = (f"<li>{escape(each.name)}：{'、'.join(places[each.pk]) or catalogue}</li>" for each in own)
        found.append(_paragraph(f"{escape(item.name)}（{escape(item.article)}）", f"<ul>{''.join(rows)}</ul>"))
    return found


def _terms(categories: list[Category], today: date) -> list[LegalTerm]:
    """The terms in force that the unit's disclosure is bound by, and that of an answer to a request."""
    terms = Terms.load()
    codes = [*TERM_FOR_KIND.values(), *(each.term_code for each in categories if each.term_code), ANSWER_REQUEST]
    found = []
    for code in dict.fromkeys(codes):
        try:
            found.append(terms.term(code, today))
        except LegalTerm.DoesNotExist:
            continue
    return found


def _terms_table(terms: list[LegalTerm]) -> dict[str, Any]:
    rows = [[term.subject, f"{term.days} {term.get_unit_display()}", term.source] for term in terms]
    return {
        "data": [["事项", "期限", "依据"], *rows],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": "公开和答复的期限",
    }


def _asking(unit: Unit, terms: list[LegalTerm]) -> list[Block]:
    answer = next((term for term in terms if term.code == ANSWER_REQUEST), None)
    contact = [
        f"受理机构：{escape(unit.name)}",
        f"地址：{escape(unit.address) or place('受理地址和邮政编码')}",
        f"电话：{escape(unit.telephone) or place('联系电话')}",
        f"受理时间：{place('受理时间')}",
        f"电子邮箱、传真或网上申请：{place('其他申请渠道')}",
    ]
    blocks = [
        _paragraph(
            "需要本机关主动公开以外的政府信息的，可以向下列机构提出申请。"
            "申请应当写明申请人的姓名或者名称、身份证明、联系方式，所需信息的名称、文号或者便于查询的其他特征，"
            "以及获取信息的方式和形式。"
        ),
        _paragraph("", f"<ul>{''.join(f'<li>{each}</li>' for each in contact)}</ul>"),
    ]
    if answer is not None:
        blocks.append(
            _paragraph(
                f"本机关收到申请后，能够当场答复的当场答复；不能当场答复的，自收到申请之日起 {answer.days} 个"
                f"{answer.get_unit_display()}内答复（{escape(answer.source)}）；需要延长的，依法告知申请人。"
            )
        )
    blocks.append(_paragraph("提供政府信息不收取费用；申请的数量、频次明显超过合理范围的，依法收取信息处理费。"))
    return blocks


def _catalogue_link(columns: list[ColumnPage]) -> str:
    column = next((each for each in columns if each.slug == "disclosure"), None)
    return _link(column) if column else "政府信息公开目录"


def _link(column: ColumnPage) -> str:
    return f'<a linktype="page" id="{column.pk}">{escape(column.title)}</a>'


def _heading(text: str) -> Block:
    return "heading", {"text": text, "level": "2"}


def _paragraph(text: str, after: str = "") -> Block:
    """`text` is HTML; so is `after`, which follows the paragraph."""
    return "paragraph", (f"<p>{text}</p>" if text else "") + after
