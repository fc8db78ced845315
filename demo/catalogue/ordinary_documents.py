"""Short documents in the standard columns of towns and departments that the demonstration's news leaves empty."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from demo.catalogue.document import INVENTED, DemoDocument
from demo.model import DemoUnit

# Category: column, title after the unit's name, text, and how old the youngest is.
PARTS = {
    "150201": (
        "approvals/procedures",
        "服务事项办理流程（演示）",
        "申请、受理、审查、决定、送达五步，每步有承诺期限。",
        40,
    ),
    "150202": ("approvals/forms", "常用申请表说明（演示）", "表格可在窗口领取，也可在本网下载。", 55),
    "150203": ("approvals/answers", "群众常问的五个问题（演示）", "问：要带什么？答：身份证明和申请表。", 35),
    "150301": ("guides", "便民事项办事指南（演示）", "事项名称、依据、材料、期限、窗口和电话一次说清。", 70),
    "150302": ("guides", "服务窗口和时间（演示）", "工作日上午八时半至十二时，下午二时半至五时半。", 25),
    "150401": ("documents", "关于做好今年重点工作的意见（演示）", "围绕群众关心的问题安排十项任务。", 80),
    "150503": ("news/announcements", "评优评先拟推荐对象公示（演示）", "公示期五个工作日，有意见可向本单位反映。", 18),
    "150504": ("news/tips", "近期便民提示（演示）", "雨季出行请绕开施工路段。", 12),
    "150505": ("other", "向媒体通报近期重点工作（演示）", "通报的内容以本网发布为准。", 30),
}
LEFT_OUT = 4  # one in so many is left empty, so that the coverage has something to say
DAYS_BETWEEN_UNITS = 2


def documents(unit: DemoUnit, index: int, present: Collection[str]) -> Iterator[DemoDocument]:
    """For the categories that are not `present` (codes) yet; `index` lets neighbours differ."""
    for turn, (category, (column, title, text, age)) in enumerate(PARTS.items()):
        if category in present or (index + turn * 3) % LEFT_OUT == 0:
            continue
        yield DemoDocument(
            key=f"{unit.code}-{category}",
            unit=unit.code,
            column=column,
            category=category,
            title=f"{unit.short_name}{title}",
            days_ago=age + index * DAYS_BETWEEN_UNITS,
            body=(INVENTED, text),
            source=unit.name,
            theme="general",
            audience="everybody",
        )
