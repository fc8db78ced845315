"""A record of each kind, as the shell would write it. All names and figures are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sites.pages.models.article_page import ArticlePage
from tests.factories import published
from tests.staffed import Staffed

LICENCE: dict[str, Any] = {
    "name": "民办学校设立许可",
    "basis": "《中华人民共和国民办教育促进法》第十二条",
    "conditions": "有合格的教师\n有必备的办学资金",
    "quantity": "无数量限制",
    "procedure": "申请\n受理\n审查\n决定",
    "legal_days": 20,
    "promised_days": 10,
    "materials": [
        {"name": "申请报告", "form": "original", "copies": 2, "document": None},
        {"name": "身份证明", "form": "copy", "copies": 1, "document": None},
    ],
    "fee": "不收费",
    "handling": {"received": 12, "finished": 11, "counted_from": date(2026, 1, 1), "counted_on": date(2026, 2, 28)},
    "telephone": "0000-0000001",
    "place": "示例路 1 号二楼",
}
FEES: dict[str, Any] = {
    "title": "教育收费目录",
    "fees": [
        {
            "item": "住宿费",
            "basis": "示例价〔2014〕1 号",
            "standard": "每学期 500 元",
            "charged_by": "元/生·学期",
            "collector": "市第一中学",
        },
        {
            "item": "=HYPERLINK(1)",
            "basis": "示例价〔2014〕2 号",
            "standard": "-10 元",
            "charged_by": "元/证",
            "collector": "@考试中心",
        },
    ],
}
PROCUREMENT: dict[str, Any] = {
    "title": "",
    "standards": "货物 50 万元以上的公开招标。",
    "projects": [
        {
            "project": "课桌椅",
            "method": "open_tender",
            "budget": Decimal("1200.5"),
            "price": Decimal("1180"),
            "supplier": "示例家具公司",
            "announced_on": date(2026, 1, 5),
            "status": "awarded",
        },
        {
            "project": "校园网",
            "method": "inquiry",
            "budget": Decimal("30"),
            "price": None,
            "supplier": "",
            "announced_on": date(2026, 2, 5),
            "status": "announced",
        },
    ],
}
ACCOUNTS: dict[str, Any] = {
    "year": 2026,
    "kind": "budget",
    "title": "一般公共预算支出",
    "subjects": [
        {"subject": "教育支出", "amount": Decimal("1500"), "previous": Decimal("1200"), "is_part": False},
        {"subject": "小学教育", "amount": Decimal("900"), "previous": Decimal("800"), "is_part": True},
        {"subject": "社会保障支出", "amount": Decimal("300.25"), "previous": Decimal("300"), "is_part": False},
    ],
    "total": Decimal("1800.25"),
}
PERSONNEL: dict[str, Any] = {
    "title": "",
    "changes": [
        {
            "name": "示例甲",
            "action": "appoint",
            "post": "市教育局副局长",
            "decided_on": date(2026, 1, 8),
            "probation": "一年",
        },
        {
            "name": "示例乙",
            "action": "remove",
            "post": "市教育局副局长",
            "decided_on": date(2026, 1, 8),
            "probation": "",
        },
    ],
}
PLAN: dict[str, Any] = {
    "name": "校园突发事件应急预案",
    "scope": "全市各级各类学校",
    "command": "市教育局应急指挥部",
    "responses": [
        {"level": "1", "trigger": "多人伤亡", "measures": "立即上报"},
        {"level": "4", "trigger": "一般事故", "measures": "学校处置"},
    ],
    "telephone": "0000-0000009",
    "revised_on": date(2026, 1, 20),
}


def table(*rows: list[str]) -> dict[str, Any]:
    return {
        "data": [list(row) for row in rows],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": "",
        "cell": [],
        "mergeCells": [],
    }


STATISTICS: dict[str, Any] = {
    "title": "在校学生人数",
    "unit": "万人",
    "chart": "bar",
    "table": table(["年份", "小学", "初中"], ["2024", "8.1", "4"], ["2025", "7.9", "—"], ["2026", "1,007.5", "-3.5"]),
    "source": "教育事业统计",
}
RECORDS: dict[str, dict[str, Any]] = {
    "licence": LICENCE,
    "fee": FEES,
    "procurement": PROCUREMENT,
    "accounts": ACCOUNTS,
    "personnel": PERSONNEL,
    "emergency_plan": PLAN,
    "statistics": STATISTICS,
}


def article_with_records(bureau: Staffed, *kinds: str) -> ArticlePage:
    """A public article with a record of each of `kinds`; of all if none is named."""
    return article_of(bureau, [(kind, RECORDS[kind]) for kind in kinds or RECORDS])


def article_of(bureau: Staffed, records: list[tuple[str, Any]], **fields: Any) -> ArticlePage:
    return published(bureau.column, **{"title": "结构化信息", "slug": "records", "records": records, **fields})
