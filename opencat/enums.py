from __future__ import annotations

from django.db import models


class Scope(models.TextChoices):
    """Which sites a category binds."""

    PORTAL = "portal", "市政府门户网站（第十四条）"
    UNITS = "units", "镇街和部门网站（第十五条）"


class RecordKind(models.TextChoices):
    """The structured contents that a category may ask for; each is a block of `sites.pages.records`."""

    LICENCE = "licence", "行政许可事项"
    FEE = "fee", "收费项目"
    PROCUREMENT = "procurement", "政府采购"
    ACCOUNTS = "accounts", "预算决算"
    PERSONNEL = "personnel", "人事任免"
    EMERGENCY_PLAN = "emergency_plan", "应急预案"
    STATISTICS = "statistics", "统计数据"


class LinkKind(models.TextChoices):
    """What a document does to another one."""

    AMENDS = "amends", "修改"
    REPLACES = "replaces", "替代（原文件同时废止）"
    ABOLISHES = "abolishes", "废止"
    INTERPRETS = "interprets", "解读"


# Links that make versions of one another: they change the other document's state and may not run in circles.
VERSION_KINDS = frozenset({LinkKind.AMENDS, LinkKind.REPLACES, LinkKind.ABOLISHES})


class CoverageState(models.TextChoices):
    """What there is of a category in a unit, the worst last."""

    NOT_APPLICABLE = "not_applicable", "不适用"
    FRESH = "fresh", "正常"
    DUE_SOON = "due_soon", "临近期限"
    OVERDUE = "overdue", "逾期"
    EMPTY = "empty", "空白"


class ExemptionStatus(models.TextChoices):
    WAITING = "waiting", "待网络信息中心决定"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"
    ENDED = "ended", "已终止"


# Only one of these for a unit and category; what is over stays as its history.
OPEN_EXEMPTIONS = (ExemptionStatus.WAITING, ExemptionStatus.APPROVED)


class NoticeStage(models.TextChoices):
    """Before or after a limit."""

    BEFORE = "before", "临近期限"
    AFTER = "after", "已逾期"
