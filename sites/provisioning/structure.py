"""The standard columns of each kind of site, as Articles 14 and 15 name them. Data, read by `create_site`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sites.enums import ListLayout, UnitCategory

PLAIN, PICTURES, BY_YEAR, CARDS = ListLayout.PLAIN, ListLayout.PICTURES, ListLayout.BY_YEAR, ListLayout.CARDS


@dataclass(frozen=True)
class Column:
    slug: str
    title: str
    mandated_by: str = ""
    layout: ListLayout = PLAIN
    children: tuple[Column, ...] = field(default=())
    in_menu: bool = True
    category: str = ""  # code in the disclosure catalogue (opencat.seeds)


PORTAL = (
    Column(
        "overview",
        "走进兴宁",
        "第十四条（一）",
        category="140101",
        children=(
            Column("organisation", "机构设置", "第十四条（一）", category="140102"),
            Column("leaders", "领导简介", "第十四条（一）", CARDS, category="140103"),
        ),
    ),
    Column(
        "news",
        "政务动态",
        "第十四条（四）",
        PICTURES,
        category="140402",
        children=(
            Column("meetings", "重要会议", "第十四条（四）", PICTURES, category="140401"),
            Column("events", "重大活动", "第十四条（四）", PICTURES, category="140402"),
            Column("personnel", "人事任免", "第十四条（四）", category="140403"),
            Column("notices", "通知公告", "第十四条（十）", category="141003"),
            Column("departments", "部门与镇街动态", "第二十五条", PICTURES, category="141004"),
        ),
    ),
    Column(
        "disclosure",
        "信息公开",
        "第十四条",
        category="141009",
        children=(
            Column("guide", "公开指南", "第十四条（十）", category="141001"),
            Column("annual-reports", "公开年报", "第十四条（十）", category="141002"),
            Column("normative-documents", "规范性文件", "第十四条（二）", BY_YEAR, category="140201"),
            Column("interpretations", "政策解读", "第十四条（二）", category="140203"),
            Column("statistics", "统计数据", "第十四条（二）", category="140202"),
            Column("plans", "规划计划", "第十四条（三）", category="140301"),
            Column("deployments", "重大工作部署", "第十四条（三）", category="140305"),
            Column("projects", "重大建设项目", "第十四条（三）", category="140306"),
            Column("budget", "财政预算决算", "第十四条（三）", BY_YEAR, category="140307"),
            Column("fees", "行政事业性收费", "第十四条（五）", category="140501"),
            Column("procurement", "政府集中采购", "第十四条（五）", category="140502"),
            Column("poverty-relief", "扶贫", "第十四条（六）", category="140601"),
            Column("education", "教育", "第十四条（六）", category="140602"),
            Column("health-care", "医疗", "第十四条（六）", category="140603"),
            Column("social-security", "社会保障", "第十四条（六）", category="140604"),
            Column("employment", "促进就业", "第十四条（六）", category="140605"),
            Column("environment", "环境保护", "第十四条（六）", category="140606"),
            Column("public-health", "公共卫生", "第十四条（六）", category="140607"),
            Column("work-safety", "安全生产", "第十四条（六）", category="140608"),
            Column("food-and-drugs", "食品药品", "第十四条（六）", category="140609"),
            Column("product-quality", "产品质量", "第十四条（六）", category="140610"),
            Column("emergency", "应急预案与预警", "第十四条（七）", category="140701"),
            Column("licensing", "行政许可", "第十四条（八）", category="140801"),
            Column("services", "非许可审批与管理服务", "第十四条（九）", category="140902"),
            Column("other", "其他公开信息", "第十四条（十）", category="141009"),
        ),
    ),
    Column("topics", "专题专栏", layout=CARDS),
)

_UNIT = (
    Column(
        "disclosure",
        "政府信息公开",
        "第十五条",
        category="150609",
        children=(
            Column("guide", "公开指南", "第十五条（六）", category="150601"),
            Column("annual-reports", "公开年报", "第十五条（六）", category="150602"),
            Column("interpretations", "政策解读", "第十五条（四）", category="150403"),
            Column("budget", "财政预算决算", "第十五条（六）", BY_YEAR, category="150603"),
        ),
    ),
    Column(
        "organisation",
        "机构设置",
        "第十五条（一）",
        category="150101",
        children=(
            Column("functions", "机构职能", "第十五条（一）", category="150101"),
            Column("leaders", "领导与人员", "第十五条（一）", CARDS, category="150102"),
        ),
    ),
    Column(
        "news",
        "政务动态",
        "第十五条（五）",
        PICTURES,
        category="150501",
        children=(
            Column("activities", "工作动态", "第十五条（五）", PICTURES, category="150501"),
            Column("notices", "公告通告通知", "第十五条（五）", category="150502"),
            Column("announcements", "公示", "第十五条（五）", category="150503"),
            Column("tips", "便民告示", "第十五条（五）", category="150504"),
        ),
    ),
    Column("documents", "政策文件", "第十五条（四）", BY_YEAR, category="150401"),
    Column(
        "approvals",
        "行政审批",
        "第十五条（二）",
        category="150201",
        children=(
            Column("procedures", "办理流程", "第十五条（二）", category="150201"),
            Column("forms", "表格下载", "第十五条（二）", category="150202"),
            Column("answers", "政策解答", "第十五条（二）", category="150203"),
        ),
    ),
    Column("guides", "办事指南", "第十五条（三）", category="150301"),
    Column("other", "其他公开信息", "第十五条（六）", category="150609"),
)

STRUCTURE: dict[str, tuple[Column, ...]] = {
    UnitCategory.PORTAL: PORTAL,
    UnitCategory.TOWN: (Column("overview", "走进镇街", category="150101"), *_UNIT),
    UnitCategory.PARTY: _UNIT,
    UnitCategory.GOVERNMENT: _UNIT,
}


def categories_of_columns(unit_category: str) -> dict[str, str]:
    """Codes in the disclosure catalogue by the path of the standard column below the home."""

    def walk(columns: tuple[Column, ...], above: str) -> Iterator[tuple[str, str]]:
        for column in columns:
            path = f"{above}{column.slug}"
            if column.category:
                yield path, column.category
            yield from walk(column.children, f"{path}/")

    return dict(walk(STRUCTURE[unit_category], ""))
