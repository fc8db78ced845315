"""The catalogue as Arts. 14 and 15 name it, and the terms it needs. First rows; afterwards the centre keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opencat.enums import RecordKind, Scope

IN_FORCE_FROM = date(2014, 6, 16)
DISCLOSE = "disclose"
NEWS, NOTICES, YEARLY = "update_news", "update_notices", "update_yearly"
# From the last day of the year reported on.
REPORT, GOVERNMENT_REPORT = "annual_report", "annual_report_of_government"
ANSWER_REQUEST = "answer_disclosure_request"


@dataclass(frozen=True)
class Term:
    code: str
    subject: str
    days: int
    unit: str
    source: str
    in_force_from: date


_WORKING, _CALENDAR = "working_days", "calendar_days"
_DISCLOSURE = "政府信息公开条例（2019 年修订）"
_INSPECTION = "政府网站与政务新媒体检查指标（2019 年）"
TERMS = (
    Term(DISCLOSE, "主动公开政府信息", 20, _WORKING, "政府信息公开条例（2007 年）第十八条", date(2008, 5, 1)),
    Term(DISCLOSE, "主动公开政府信息", 20, _WORKING, f"{_DISCLOSURE}第二十六条", date(2019, 5, 15)),
    Term(
        REPORT, "部门、镇街政府信息公开工作年度报告", 31, _CALENDAR, f"{_DISCLOSURE}第四十九条第一款", date(2019, 5, 15)
    ),
    Term(
        GOVERNMENT_REPORT,
        "本级政府信息公开工作年度报告",
        90,
        _CALENDAR,
        f"{_DISCLOSURE}第四十九条第二款",
        date(2019, 5, 15),
    ),
    Term(ANSWER_REQUEST, "答复政府信息公开申请", 20, _WORKING, f"{_DISCLOSURE}第三十三条", date(2019, 5, 15)),
    Term(NEWS, "动态、要闻类信息更新", 14, _CALENDAR, _INSPECTION, date(2019, 4, 1)),
    Term(NOTICES, "通知公告、政策文件类信息更新", 183, _CALENDAR, _INSPECTION, date(2019, 4, 1)),
    Term(YEARLY, "按年度公开的信息更新", 366, _CALENDAR, _INSPECTION, date(2019, 4, 1)),
)


def takes_emergencies(code: str) -> bool:
    """Whether a category begins as one of emergencies: those of Art. 14(7)."""
    return code.startswith("1407")


@dataclass(frozen=True)
class Seed:
    """A category; `code` without its first two digits gives the item and the part."""

    code: str
    name: str
    term: str = ""
    update: str = ""
    record: str = ""
    asks_number: bool = False
    asks_interpretation: bool = False
    is_interpretation: bool = False

    @property
    def takes_emergencies(self) -> bool:
        return takes_emergencies(self.code)

    @property
    def scope(self) -> Scope:
        return Scope.PORTAL if self.code.startswith("14") else Scope.UNITS

    @property
    def parent(self) -> str:
        return self.code[:4] if len(self.code) > 4 else ""

    @property
    def article(self) -> str:
        return f"第{_NUMBERS[int(self.code[:2])]}条（{_NUMBERS[int(self.code[2:4])]}）"


_NUMBERS = dict(enumerate(("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")))
_NUMBERS |= {14: "十四", 15: "十五"}

CATEGORIES = (
    Seed("1401", "概况、机构、领导"),
    Seed("140101", "本地概况概览", DISCLOSE),
    Seed("140102", "机构设置", DISCLOSE),
    Seed("140103", "领导简介", DISCLOSE),
    Seed("1402", "规范性文件、统计数据"),
    Seed("140201", "规范性文件", update=NOTICES, asks_number=True, asks_interpretation=True),
    Seed("140202", "国民经济统计数据", DISCLOSE, YEARLY, RecordKind.STATISTICS),
    Seed("140203", "政策解读", update=NOTICES, is_interpretation=True),
    Seed("1403", "规划、部署、项目、财政"),
    Seed("140301", "总体规划", DISCLOSE),
    Seed("140302", "区域规划", DISCLOSE),
    Seed("140303", "专项规划", DISCLOSE),
    Seed("140304", "相关政策", update=NOTICES),
    Seed("140305", "重大工作部署", update=NOTICES),
    Seed("140306", "重大建设项目", DISCLOSE, YEARLY),
    Seed("140307", "财政预算", DISCLOSE, YEARLY, RecordKind.ACCOUNTS),
    Seed("140308", "财政决算", DISCLOSE, YEARLY, RecordKind.ACCOUNTS),
    Seed("1404", "会议、活动、人事"),
    Seed("140401", "重要会议", update=NEWS),
    Seed("140402", "重大活动", update=NEWS),
    Seed("140403", "人事任免", update=YEARLY, record=RecordKind.PERSONNEL),
    Seed("1405", "收费、采购"),
    Seed("140501", "行政事业性收费", DISCLOSE, YEARLY, RecordKind.FEE),
    Seed("140502", "政府集中采购", DISCLOSE, YEARLY, RecordKind.PROCUREMENT),
    Seed("1406", "民生政策和监督检查"),
    Seed("140601", "扶贫", DISCLOSE, NOTICES),
    Seed("140602", "教育", DISCLOSE, NOTICES),
    Seed("140603", "医疗", DISCLOSE, NOTICES),
    Seed("140604", "社会保障", DISCLOSE, NOTICES),
    Seed("140605", "促进就业", DISCLOSE, NOTICES),
    Seed("140606", "环境保护", DISCLOSE, NOTICES),
    Seed("140607", "公共卫生", DISCLOSE, NOTICES),
    Seed("140608", "安全生产", DISCLOSE, NOTICES),
    Seed("140609", "食品药品", DISCLOSE, NOTICES),
    Seed("140610", "产品质量", DISCLOSE, NOTICES),
    Seed("1407", "突发公共事件"),
    Seed("140701", "应急预案", DISCLOSE, record=RecordKind.EMERGENCY_PLAN),
    Seed("140702", "预警信息"),
    Seed("140703", "应对情况"),
    Seed("1408", "行政许可"),
    Seed("140801", "许可事项", DISCLOSE, record=RecordKind.LICENCE),
    Seed("140802", "许可办理情况", DISCLOSE, YEARLY),
    Seed("1409", "非许可审批、管理服务"),
    Seed("140901", "非行政许可审批事项", DISCLOSE),
    Seed("140902", "管理服务类事项", DISCLOSE),
    Seed("1410", "其他应当主动公开的信息"),
    Seed("141001", "公开指南", DISCLOSE),
    Seed("141002", "公开年报", GOVERNMENT_REPORT, YEARLY),
    Seed("141003", "通知公告", update=NOTICES),
    Seed("141004", "部门与镇街动态", update=NEWS),
    Seed("141009", "其他", DISCLOSE),
    Seed("1501", "机构、人员"),
    Seed("150101", "机构设置", DISCLOSE),
    Seed("150102", "人员情况", DISCLOSE),
    Seed("1502", "行政审批"),
    Seed("150201", "办理流程", DISCLOSE),
    Seed("150202", "表格下载", DISCLOSE),
    Seed("150203", "政策解答", DISCLOSE),
    Seed("1503", "办事指南、服务信息"),
    Seed("150301", "办事指南", DISCLOSE),
    Seed("150302", "服务类信息", DISCLOSE),
    Seed("1504", "政策性、规范性文件"),
    Seed("150401", "政策性文件", update=NOTICES),
    Seed("150402", "规范性文件", asks_number=True, asks_interpretation=True),
    Seed("150403", "政策解读", is_interpretation=True),
    Seed("1505", "动态、公告、公示"),
    Seed("150501", "政务动态", update=NEWS),
    Seed("150502", "公告、通告", update=NOTICES),
    Seed("150503", "公示", update=NOTICES),
    Seed("150504", "便民告示", update=NOTICES),
    Seed("150505", "向新闻媒体披露的信息"),
    Seed("1506", "其他应当主动公开的信息"),
    Seed("150601", "公开指南", DISCLOSE),
    Seed("150602", "公开年报", REPORT, YEARLY),
    Seed("150603", "财政预算决算", DISCLOSE, YEARLY, RecordKind.ACCOUNTS),
    Seed("150609", "其他", DISCLOSE),
)
