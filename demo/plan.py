"""How many articles each site has in which column, and how old they are."""

from __future__ import annotations

import random
from collections.abc import Iterator

from demo.model import DemoUnit

ACTIVITIES, NOTICES = "news/activities", "news/notices"
ANNOUNCEMENTS, TIPS = "news/announcements", "news/tips"
PROCEDURES, FORMS, ANSWERS = "approvals/procedures", "approvals/forms", "approvals/answers"
FUNCTIONS, OVERVIEW = "organisation/functions", "overview"

BUSY = frozenset(
    (
        "jyj",
        "gaj",
        "mzj",
        "rsj",
        "zrzyj",
        "zjj",
        "jtj",
        "nyncj",
        "wjj",
        "yjj",
        "scjgj",
        "czj",
        "fgj",
        "wgltj",
    )
)
TOWN_TURN = ("guides", PROCEDURES, "documents", FORMS, ANSWERS)
DEPARTMENT_TURN = (PROCEDURES, ANNOUNCEMENTS, "documents", "guides", "other", FORMS, ANSWERS)
CHANNEL_TURN = ("guides", "other", ANSWERS, "documents", FORMS, PROCEDURES)

SUBJECTS: dict[str, tuple[str, ...]] = {
    "poverty-relief": ("mzj", "nyncj"),
    "education": ("jyj",),
    "health-care": ("wjj", "ybj"),
    "social-security": ("rsj", "mzj"),
    "employment": ("rsj", "tyj"),
    "environment": ("hbj",),
    "public-health": ("wjj",),
    "work-safety": ("yjj",),
    "food-and-drugs": ("scjgj",),
    "product-quality": ("scjgj",),
}
SUBJECT_MATTERS: dict[str, tuple[str, ...]] = {
    "poverty-relief": ("低收入家庭帮扶", "防止返贫监测", "低保动态管理", "产业帮扶"),
    "education": ("义务教育招生", "校园安全管理", "学生资助", "校舍维修改造"),
    "health-care": ("基层医疗服务", "家庭医生签约", "医疗救助", "异地就医服务"),
    "social-security": ("养老保险参保", "社会保障卡应用", "养老服务", "社会保险经办"),
    "employment": ("就业服务", "职业技能培训", "零工市场服务", "高校毕业生就业"),
    "environment": ("饮用水源保护", "大气污染防治", "噪声扰民治理", "入河排污口整治"),
    "public-health": ("登革热防控", "疫苗接种服务", "公共场所卫生管理", "饮用水卫生监测"),
    "work-safety": ("安全生产检查", "危险化学品安全监管", "有限空间作业管理", "工贸企业安全管理"),
    "food-and-drugs": ("食品安全抽检", "药品经营规范", "学校食堂食品安全", "网络餐饮监管"),
    "product-quality": ("儿童用品质量监测", "电线电缆质量抽查", "计量器具检定", "电梯安全检查"),
}
PORTAL_PLAN: dict[str, int] = {
    OVERVIEW: 1,
    "overview/organisation": 1,
    "news/meetings": 14,
    "news/events": 13,
    "news/personnel": 5,
    "news/notices": 9,
    "news/departments": 11,
    "disclosure/normative-documents": 6,
    "disclosure/statistics": 6,
    "disclosure/plans": 4,
    "disclosure/deployments": 4,
    "disclosure/projects": 5,
    "disclosure/budget": 5,
    "disclosure/fees": 3,
    "disclosure/procurement": 5,
    **{f"disclosure/{name}": 3 for name in SUBJECTS},
    "disclosure/emergency": 4,
    "disclosure/licensing": 5,
    "disclosure/services": 4,
    "disclosure/other": 3,
}
PORTAL_COLUMNS = frozenset(PORTAL_PLAN)
TOWN_COLUMNS = frozenset({OVERVIEW, FUNCTIONS, ACTIVITIES, NOTICES, ANNOUNCEMENTS, TIPS, *TOWN_TURN})
DEPARTMENT_COLUMNS = frozenset({FUNCTIONS, ACTIVITIES, NOTICES, TIPS, *DEPARTMENT_TURN})


def columns_of(unit: DemoUnit) -> frozenset[str]:
    """The columns of a unit's site that may hold demonstration articles."""
    if unit.category == "portal":
        return PORTAL_COLUMNS
    return TOWN_COLUMNS if unit.category == "town" else DEPARTMENT_COLUMNS


def _turn(columns: tuple[str, ...], start: int, count: int) -> dict[str, int]:
    return {columns[(start + step) % len(columns)]: 1 for step in range(count)}


def plan(unit: DemoUnit, index: int) -> dict[str, int]:
    """Articles by column for one site; `index` lets neighbouring sites differ."""
    if unit.category == "portal":
        return PORTAL_PLAN
    if unit.category == "town":
        return {
            OVERVIEW: 1,
            FUNCTIONS: 1,
            ACTIVITIES: 3 + index % 2,
            NOTICES: 1,
            ANNOUNCEMENTS: 1,
            TIPS: 1,
            **_turn(TOWN_TURN, index, 2),
        }
    if unit.channel:
        return {FUNCTIONS: 1, ACTIVITIES: 2, NOTICES: 1, TIPS: 1, **_turn(CHANNEL_TURN, index, 1 + index % 3)}
    if unit.code in BUSY:
        return {
            FUNCTIONS: 1,
            PROCEDURES: 1,
            FORMS: 1,
            ANSWERS: 1,
            "guides": 1,
            "documents": 1,
            ACTIVITIES: 3 + index % 2,
            NOTICES: 1,
            ANNOUNCEMENTS: 1,
            TIPS: 1,
            "other": index % 2,
        }
    return {FUNCTIONS: 1, ACTIVITIES: 3, NOTICES: 1, TIPS: 1, **_turn(DEPARTMENT_TURN, index, 3)}


def days_ago(column: str, turn: int, rng: random.Random) -> int:
    """Age of the `turn`-th article of a column: the first news is fresh, old ones get rarer."""
    if column in (OVERVIEW, FUNCTIONS, "overview/organisation"):
        return rng.randint(210, 400)
    if column.startswith(("approvals", "guides", "other")):
        return rng.randint(12, 390)
    if turn == 0 and (column == ACTIVITIES or column in ("news/meetings", "news/events")):
        return rng.randint(1, 10)
    return 1 + int(398 * rng.random() ** 1.7)


def slots(unit: DemoUnit, index: int) -> Iterator[tuple[str, int]]:
    """Every planned article as (column, turn within the column)."""
    for column, count in plan(unit, index).items():
        for turn in range(count):
            yield column, turn
