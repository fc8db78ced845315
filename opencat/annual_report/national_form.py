"""The tables of the national form (国办公开办函〔2021〕30号), and those that we put before them from the records."""

from __future__ import annotations

from collections.abc import Iterable

from opencat.annual_report.layouts import Layout

# Who asked: keys and headings of the columns of section 三.
NATURAL, TOTAL = "natural", "total"
ORGANISATIONS = {
    "company": "商业企业",
    "science": "科研机构",
    "welfare": "社会公益组织",
    "legal": "法律服务机构",
    "other": "其他",
}
APPLICANTS = (NATURAL, *ORGANISATIONS)
ALL_APPLICANTS = {NATURAL: "自然人", **ORGANISATIONS, TOTAL: "总计"}

# What became of the requests: groups of results, with the single results of a group.
RESULTS: dict[str, dict[str, str]] = {
    "（一）予以公开": {"granted": ""},
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": {"partly": ""},
    "（三）不予公开": {
        "secret": "1.属于国家秘密",
        "forbidden": "2.其他法律行政法规禁止公开",
        "stability": "3.危及“三安全一稳定”",
        "third_party": "4.保护第三方合法权益",
        "internal": "5.属于三类内部事务信息",
        "process": "6.属于四类过程性信息",
        "enforcement": "7.属于行政执法案卷",
        "query": "8.属于行政查询事项",
    },
    "（四）无法提供": {
        "not_held": "1.本机关不掌握相关政府信息",
        "to_be_made": "2.没有现成信息需要另行制作",
        "unclear": "3.补正后申请内容仍不明确",
    },
    "（五）不予处理": {
        "complaint": "1.信访举报投诉类申请",
        "repeated": "2.重复申请",
        "publication": "3.要求提供公开出版物",
        "excessive": "4.无正当理由大量反复申请",
        "confirmation": "5.要求行政机关确认或重新出具已获取信息",
    },
    "（六）其他处理": {
        "not_corrected": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "not_paid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "else": "3.其他",
    },
}
RESULT_KEYS = tuple(key for group in RESULTS.values() for key in group)
NEW, CARRIED_IN, HANDLED, CARRIED_OUT = "new", "carried_in", "handled", "carried_out"
REQUEST_ROWS = (NEW, CARRIED_IN, *RESULT_KEYS, HANDLED, CARRIED_OUT)
BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

OUTCOMES = {"upheld": "结果维持", "corrected": "结果纠正", "else": "其他结果", "open": "尚未审结"}
REVIEWS = {"review": "行政复议", "direct": "未经复议直接起诉", "after_review": "复议后起诉"}


def request_key(row: str, applicant: str) -> str:
    return f"request.{row}.{applicant}"


def review_key(kind: str, outcome: str) -> str:
    return f"{kind}.{outcome}"


def _disclosed() -> Layout:
    """Section 二, by the items of Art. 20 of the disclosure regulation."""
    table = Layout("主动公开政府信息情况")
    row = 0
    documents = {"issued": "本年制发件数", "ceased": "本年废止件数", "in_force": "现行有效件数"}
    table.above(row, 0, "第二十条第（一）项", columns=4)
    table.above(row + 1, 0, "信息内容")
    for column, name in enumerate(documents.values(), 1):
        table.above(row + 1, column, name)
    for key, name in {"rules": "规章", "normative": "行政规范性文件"}.items():
        row += 1
        table.beside(row + 1, 0, name)
        for column, (figure, title) in enumerate(documents.items(), 1):
            table.figure(row + 1, column, f"{key}.{figure}", f"{name}·{title}")
    row += 2
    handled = "本年处理决定数量"
    for item, title, rows in (
        ("第二十条第（五）项", handled, {"licences": "行政许可"}),
        ("第二十条第（六）项", handled, {"penalties": "行政处罚", "compulsion": "行政强制"}),
        ("第二十条第（八）项", "本年收费金额（单位：万元）", {"fees": "行政事业性收费"}),
    ):
        table.above(row, 0, item, columns=4)
        table.above(row + 1, 0, "信息内容")
        table.above(row + 1, 1, title, columns=3)
        for below, (key, name) in enumerate(rows.items(), 2):
            table.beside(row + below, 0, name)
            table.figure(row + below, 1, key, f"{name}·{title}", columns=3)
        row += 2 + len(rows)
    return table


def _requests() -> Layout:
    """Section 三."""
    table = Layout("收到和处理政府信息公开申请情况")
    table.above(0, 0, BALANCE, rows=3, columns=3)
    table.above(0, 3, "申请人情况", columns=7)
    table.above(1, 3, "自然人", rows=2)
    table.above(1, 4, "法人或其他组织", columns=5)
    for column, name in enumerate(ORGANISATIONS.values(), 4):
        table.above(2, column, name)
    table.above(1, 9, "总计", rows=2)
    row = 3
    for key, name in {NEW: "一、本年新收政府信息公开申请数量", CARRIED_IN: "二、上年结转政府信息公开申请数量"}.items():
        table.beside(row, 0, name, columns=3)
        _request_row(table, row, key, name)
        row += 1
    table.beside(row, 0, "三、本年度办理结果", rows=len(RESULT_KEYS) + 1)
    for group, results in RESULTS.items():
        alone = len(results) == 1
        table.beside(row, 1, group, rows=len(results), columns=2 if alone else 1)
        for key, name in results.items():
            if not alone:
                table.beside(row, 2, name)
            _request_row(table, row, key, f"{group.partition('（区')[0]}{name}")
            row += 1
    for key, name, start, columns in ((HANDLED, "（七）总计", 1, 2), (CARRIED_OUT, "四、结转下年度继续办理", 0, 3)):
        table.beside(row, start, name, columns=columns)
        _request_row(table, row, key, name)
        row += 1
    return table


def _request_row(table: Layout, row: int, key: str, name: str) -> None:
    for column, (applicant, title) in enumerate(ALL_APPLICANTS.items(), 3):
        table.figure(row, column, request_key(key, applicant), f"{name}·{title}")


def _reviews() -> Layout:
    """Section 四."""
    table = Layout("因政府信息公开工作被申请行政复议、提起行政诉讼情况")
    outcomes = {**OUTCOMES, TOTAL: "总计"}
    table.above(0, 0, "行政复议", rows=2, columns=len(outcomes))
    table.above(0, len(outcomes), "行政诉讼", columns=2 * len(outcomes))
    column = 0
    for kind, name in REVIEWS.items():
        if kind != "review":
            table.above(1, column, name, columns=len(outcomes))
        for outcome, title in outcomes.items():
            table.above(2, column, title)
            table.figure(3, column, review_key(kind, outcome), f"{name}·{title}")
            column += 1
    return table


DISCLOSED, REQUESTS, REVIEWED = _disclosed(), _requests(), _reviews()
NATIONAL = (DISCLOSED, REQUESTS, REVIEWED)

COUNTS = {"published": "公开数量", "in_time": "按期公开", "late": "逾期公开", "without_term": "无期限要求"}
SUMMARY_ROWS = {
    **{key: f"主动公开政府信息：{name}（条）" for key, name in COUNTS.items()},
    "columns_used": "有新信息的栏目（个）",
    "columns": "设置栏目（个，生成数字时）",
    "readings": "所公开信息的阅读次数（生成数字时）",
}
# True on the day they were taken, and not compared afterwards.
SNAPSHOTS = frozenset({"summary.columns", "summary.readings"})


def _summary() -> Layout:
    table = Layout("本年度主动公开概况")
    table.above(0, 0, "项目")
    table.above(0, 1, "数量")
    for row, (key, name) in enumerate(SUMMARY_ROWS.items(), 1):
        table.beside(row, 0, name)
        table.figure(row, 1, f"summary.{key}", name)
    return table


SUMMARY = _summary()
BY_CATEGORY_CAPTION = "本年度主动公开政府信息分类统计"


def by_category(categories: Iterable[tuple[str, str]]) -> Layout:
    """Rows for the categories (code, name) in which something was disclosed, and their sum."""
    table = Layout(BY_CATEGORY_CAPTION)
    table.above(0, 0, "目录类别")
    for column, title in enumerate(COUNTS.values(), 1):
        table.above(0, column, title)
    for row, (code, name) in enumerate([*categories, (TOTAL, "合计")], 1):
        table.beside(row, 0, name)
        for column, (key, title) in enumerate(COUNTS.items(), 1):
            table.figure(row, column, f"category.{code}.{key}", f"{name}·{title}")
    return table
