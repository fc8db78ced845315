"""Structured documents of the portal, all figures and names invented."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

HEADER = {"table_header_choice": "both", "first_row_is_table_header": True, "first_col_is_header": True}


def licence(name: str, basis: str, conditions: str, steps: str, days: tuple[int, int], place: str, today: date) -> Any:
    legal, promised = days
    received = 20 + len(name) * 7
    return (
        "licence",
        {
            "name": name,
            "basis": basis,
            "conditions": conditions,
            "quantity": "无数量限制",
            "procedure": steps,
            "legal_days": legal,
            "promised_days": promised,
            "materials": [
                {"name": f"{name}申请表", "form": "original", "copies": 1},
                {"name": "申请人身份证明", "form": "copy", "copies": 1},
                {"name": "场所使用证明", "form": "original_and_copy", "copies": 1},
            ],
            "fee": "不收费",
            "handling": {
                "received": received,
                "finished": received - 3,
                "counted_from": date(today.year, 1, 1),
                "counted_on": today - timedelta(days=3),
            },
            "telephone": "0753-0000101",
            "place": place,
        },
    )


def fees() -> Any:
    rows = (
        ("不动产登记费", "上级价格主管部门文件（虚构）", "住宅每件 80 元，非住宅每件 550 元", "元/件", "市自然资源局"),
        ("城市道路挖掘修复费", "上级财政部门文件（虚构）", "按实际修复面积和路面等级计收", "元/平方米", "市住建局"),
        ("公办幼儿园保教费", "上级教育部门文件（虚构）", "按等级每月 260 至 420 元", "元/生·月", "各公办幼儿园"),
        ("污水处理费", "上级价格主管部门文件（虚构）", "居民每立方米 0.95 元", "元/立方米", "市水务局"),
    )
    names = ("item", "basis", "standard", "charged_by", "collector")
    return ("fee", {"title": "现行收费项目（虚构）", "fees": [dict(zip(names, row, strict=True)) for row in rows]})


def procurement(today: date) -> Any:
    rows = (
        ("圩镇道路照明改造", "open_tender", "186", "172.5", "粤东某照明工程公司（虚构）", 60, "accepted"),
        ("中小学课桌椅", "open_tender", "98.6", "91.2", "某教学设备公司（虚构）", 32, "awarded"),
        ("应急物资储备", "inquiry", "45", "", "", 12, "announced"),
        ("政务云租用服务", "consultation", "120", "", "", 20, "failed"),
        ("公园绿化养护", "open_tender", "66", "", "", 3, "planned"),
    )
    projects = [
        {
            "project": name,
            "method": method,
            "budget": Decimal(budget),
            "price": Decimal(price) if price else None,
            "supplier": supplier,
            "announced_on": today - timedelta(days=days),
            "status": status,
        }
        for name, method, budget, price, supplier, days, status in rows
    ]
    standards = (
        "集中采购目录以内的项目一律集中采购；目录以外，货物和服务 50 万元以上、工程 60 万元以上的实行政府采购（虚构）。"
    )
    return ("procurement", {"title": "本季度采购项目（虚构）", "standards": standards, "projects": projects})


def accounts(year: int, kind: str, title: str, scale: int = 1) -> Any:
    rows = (
        ("一般公共服务", 5210, 5105, False),
        ("教育", 18640, 17980, False),
        ("其中：义务教育", 12400, 11950, True),
        ("社会保障和就业", 15320, 14870, False),
        ("卫生健康", 9860, 9310, False),
        ("农林水", 8430, 8900, False),
        ("城乡社区", 3120, 3340, False),
    )
    shift = Decimal(year % 7) / 10 + 1
    subjects = [
        {
            "subject": name,
            "amount": (Decimal(now) * shift / scale).quantize(Decimal("0.01")),
            "previous": (Decimal(before) * shift / scale).quantize(Decimal("0.01")),
            "is_part": part,
        }
        for name, now, before, part in rows
    ]
    return ("accounts", {"year": year, "kind": kind, "title": title, "subjects": subjects, "total": None})


def personnel(today: date, people: tuple[tuple[str, str, str], ...]) -> Any:
    changes = [
        {
            "name": name,
            "action": action,
            "post": post,
            "decided_on": today,
            "probation": "一年" if action == "appoint" and number % 2 else "",
        }
        for number, (name, action, post) in enumerate(people)
    ]
    return ("personnel", {"title": "任免名单（人名为虚构）", "changes": changes})


def emergency_plan(name: str, scope: str, command: str, revised_on: date) -> Any:
    responses = [
        {
            "level": "1",
            "trigger": "预计出现特别重大灾情，或上级启动Ⅰ级响应",
            "measures": "全市停工停课，市领导驻点指挥",
        },
        {"level": "2", "trigger": "预计出现重大灾情", "measures": "受影响镇（街道）提前转移人员，开放避护场所"},
        {"level": "3", "trigger": "多个镇（街道）出现险情", "measures": "抢险队伍集结待命，每三小时报告一次"},
        {"level": "4", "trigger": "局部出现险情", "measures": "加强值班和巡查，及时发布提示"},
    ]
    plan = {"name": name, "scope": scope, "command": command, "responses": responses}
    return ("emergency_plan", {**plan, "telephone": "0753-0000110", "revised_on": revised_on})


def statistics(title: str, unit: str, chart: str, rows: tuple[tuple[str, ...], ...]) -> Any:
    table = {"data": [list(row) for row in rows], "table_caption": title, **HEADER}
    return (
        "statistics",
        {"title": title, "unit": unit, "chart": chart, "table": table, "source": "演示数据（虚构）"},
    )
