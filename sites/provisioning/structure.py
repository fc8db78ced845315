"""The standard columns of each kind of site, as Articles 14 and 15 name them. Data, read by `create_site`."""

from __future__ import annotations

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


PORTAL = (
    Column(
        "overview",
        "走进兴宁",
        "第十四条（一）",
        children=(
            Column("organisation", "机构设置", "第十四条（一）"),
            Column("leaders", "领导简介", "第十四条（一）", CARDS),
        ),
    ),
    Column(
        "news",
        "政务动态",
        "第十四条（四）",
        PICTURES,
        children=(
            Column("meetings", "重要会议", "第十四条（四）", PICTURES),
            Column("events", "重大活动", "第十四条（四）", PICTURES),
            Column("personnel", "人事任免", "第十四条（四）"),
            Column("notices", "通知公告", "第十四条（十）"),
            Column("departments", "部门与镇街动态", "第二十五条", PICTURES),
        ),
    ),
    Column(
        "disclosure",
        "信息公开",
        "第十四条",
        children=(
            Column("normative-documents", "规范性文件", "第十四条（二）", BY_YEAR),
            Column("statistics", "统计数据", "第十四条（二）"),
            Column("plans", "规划计划", "第十四条（三）"),
            Column("deployments", "重大工作部署", "第十四条（三）"),
            Column("projects", "重大建设项目", "第十四条（三）"),
            Column("budget", "财政预算决算", "第十四条（三）", BY_YEAR),
            Column("fees", "行政事业性收费", "第十四条（五）"),
            Column("procurement", "政府集中采购", "第十四条（五）"),
            Column("poverty-relief", "扶贫", "第十四条（六）"),
            Column("education", "教育", "第十四条（六）"),
            Column("health-care", "医疗", "第十四条（六）"),
            Column("social-security", "社会保障", "第十四条（六）"),
            Column("employment", "促进就业", "第十四条（六）"),
            Column("environment", "环境保护", "第十四条（六）"),
            Column("public-health", "公共卫生", "第十四条（六）"),
            Column("work-safety", "安全生产", "第十四条（六）"),
            Column("food-and-drugs", "食品药品", "第十四条（六）"),
            Column("product-quality", "产品质量", "第十四条（六）"),
            Column("emergency", "应急预案与预警", "第十四条（七）"),
            Column("licensing", "行政许可", "第十四条（八）"),
            Column("services", "非许可审批与管理服务", "第十四条（九）"),
            Column("other", "其他公开信息", "第十四条（十）"),
        ),
    ),
    Column("topics", "专题专栏", layout=CARDS),
)

_UNIT = (
    Column(
        "organisation",
        "机构设置",
        "第十五条（一）",
        children=(
            Column("functions", "机构职能", "第十五条（一）"),
            Column("leaders", "领导与人员", "第十五条（一）", CARDS),
        ),
    ),
    Column(
        "news",
        "政务动态",
        "第十五条（五）",
        PICTURES,
        children=(
            Column("activities", "工作动态", "第十五条（五）", PICTURES),
            Column("notices", "公告通告通知", "第十五条（五）"),
            Column("announcements", "公示", "第十五条（五）"),
            Column("tips", "便民告示", "第十五条（五）"),
        ),
    ),
    Column("documents", "政策文件", "第十五条（四）", BY_YEAR),
    Column(
        "approvals",
        "行政审批",
        "第十五条（二）",
        children=(
            Column("procedures", "办理流程", "第十五条（二）"),
            Column("forms", "表格下载", "第十五条（二）"),
            Column("answers", "政策解答", "第十五条（二）"),
        ),
    ),
    Column("guides", "办事指南", "第十五条（三）"),
    Column("other", "其他公开信息", "第十五条（六）"),
)

STRUCTURE: dict[str, tuple[Column, ...]] = {
    UnitCategory.PORTAL: PORTAL,
    UnitCategory.TOWN: (Column("overview", "走进镇街"), *_UNIT),
    UnitCategory.PARTY: _UNIT,
    UnitCategory.GOVERNMENT: _UNIT,
}
