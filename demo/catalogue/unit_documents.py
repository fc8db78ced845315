"""Documents of towns and departments: what each category of Art. 15 asks for, with gaps that the coverage shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from demo.articles import number_prefix
from demo.catalogue import portal_records as records
from demo.catalogue.document import INVENTED, DemoDocument
from demo.model import DemoUnit
from demo.plan import BUSY

SUBJECTS = ("服务窗口管理", "专项资金使用", "现场检查", "投诉举报处理", "信用评价", "工程质量监督")


def documents(unit: DemoUnit, index: int, today: date) -> Iterator[DemoDocument]:
    """What the unit has beside the news of its columns; `index` lets neighbours differ."""
    if index % 5:
        yield _staff(unit, index)
    if unit.category == "government" and index % 3:
        yield _budget(unit, index, today)
    if unit.code in BUSY:
        yield from _rules(unit, index, today)


def _document(
    unit: DemoUnit, column: str, category: str, title: str, days_ago: int, *body: str, **more: object
) -> DemoDocument:
    name = str(more.pop("name", category))
    return DemoDocument(
        f"{unit.code}-{name}",
        unit.code,
        column,
        category,
        title,
        days_ago,
        (INVENTED, *body),
        source=unit.name,
        **more,
    )


def _staff(unit: DemoUnit, index: int) -> DemoDocument:
    return _document(
        unit,
        "organisation/functions",
        "150102",
        f"{unit.short_name}人员情况（演示）",
        90 + index * 3,
        f"本单位核定编制 {8 + index % 30} 名，实有人员 {7 + index % 30} 名。",
        theme="labour",
    )


def _budget(unit: DemoUnit, index: int, today: date) -> DemoDocument:
    # Some have not yet disclosed this year's: their last one is more than a year old.
    behind = index % 4 == 3
    year = today.year - behind
    return _document(
        unit,
        "disclosure/budget",
        "150603",
        f"{unit.short_name} {year} 年部门预算（演示）",
        (400 if behind else 120) + index,
        "金额单位为万元。",
        theme="finance",
        genre="report",
        records=(records.accounts(year, "budget", "部门支出（虚构）", scale=20 + index % 9),),
        late=38 if index % 4 == 0 else 3,
    )


def _rules(unit: DemoUnit, index: int, today: date) -> Iterator[DemoDocument]:
    subject, age = SUBJECTS[index % len(SUBJECTS)], 40 + index
    year = (today - timedelta(days=age)).year
    prefix = number_prefix(unit)
    if index % 2:
        yield _document(
            unit,
            "documents",
            "150402",
            f"{unit.short_name}{subject}暂行办法（演示）",
            820 + index,
            "本办法为暂行规定。",
            number=f"{prefix}〔{year - 2}〕71号",
            genre="regulation",
            theme="general",
            name="old",
        )
    yield _document(
        unit,
        "documents",
        "150402",
        f"{unit.short_name}{subject}办法（演示）",
        age,
        "本办法自公布之日起施行。",
        "执行中的问题由本单位负责解释。",
        number=f"{prefix}〔{year}〕72号",
        genre="regulation",
        theme="general",
        name="rules",
        late=12 if index % 4 == 0 else 0,
        links=(("replaces", f"{unit.code}-old"),) if index % 2 else (),
    )
    if index % 3:
        yield _document(
            unit,
            "disclosure/interpretations",
            "150403",
            f"《{unit.short_name}{subject}办法》解读（演示）",
            age - 5,
            "一、制定背景。",
            "二、主要内容。",
            "三、与群众有关的变化。",
            genre="other",
            theme="general",
            name="explained",
            links=(("interprets", f"{unit.code}-rules"),),
        )
