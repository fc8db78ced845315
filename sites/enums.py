from __future__ import annotations

from django.db import models


class UnitCategory(models.TextChoices):
    """The groups of the site-group navigation; PORTAL marks the one unit that answers for the municipal portal."""

    PORTAL = "portal", "市政府门户网站"
    PARTY = "party", "党群部门"
    GOVERNMENT = "government", "政府部门"
    TOWN = "town", "乡镇街道"


class Office(models.TextChoices):
    """Offices that the regulation names (Arts. 6–8, 26, 34, 35)."""

    SUPERVISING_LEADER = "supervising_leader", "分管领导"
    PRINCIPAL_LEADER = "principal_leader", "主要领导"
    INFORMATION_OFFICER = "information_officer", "信息员"
    EDITOR = "editor", "编辑"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查员"
    SECURITY_OFFICER = "security_officer", "安全责任人"
    CENTRE_EDITOR = "centre_editor", "网络信息中心编辑"
    CENTRE_HEAD = "centre_head", "网络信息中心负责人"


WRITING_OFFICES = frozenset({Office.EDITOR, Office.INFORMATION_OFFICER})
CENTRE_OFFICES = frozenset({Office.CENTRE_EDITOR, Office.CENTRE_HEAD})
LEADING_OFFICES = frozenset({Office.SUPERVISING_LEADER, Office.PRINCIPAL_LEADER})


class InformationKind(models.TextChoices):
    """Decides the legal term (Art. 13(1), (2))."""

    NEWS = "news", "工作动态、新闻"
    POLICY = "policy", "政策、特色宣传等非时效性信息"


class ListLayout(models.TextChoices):
    PLAIN = "plain", "标题列表"
    PICTURES = "pictures", "图文列表"
    BY_YEAR = "by_year", "按年份"
    CARDS = "cards", "卡片"


class Validity(models.TextChoices):
    IN_FORCE = "in_force", "现行有效"
    AMENDED = "amended", "已修改"
    EXPIRED = "expired", "已失效"
    ABOLISHED = "abolished", "已废止"


class ApprovalStep(models.TextChoices):
    """A step on the way to publication; who may take it is in sites.approval.rules."""

    SECRECY = "secrecy", "保密审查"
    SUPERVISING = "supervising", "分管领导审核"
    PRINCIPAL = "principal", "主要领导审核"
    CENTRE = "centre", "网络信息中心编发"


class LedgerAction(models.TextChoices):
    SUBMITTED = "submitted", "送审"
    APPROVED = "approved", "同意"
    RETURNED = "returned", "退回"
    WITHDRAWN = "withdrawn", "撤回"
    PUBLISHED = "published", "发布"
    SCHEDULED = "scheduled", "定时发布"
    UNPUBLISHED = "unpublished", "撤下"
    EXPIRED = "expired", "到期撤下"
    MOVED = "moved", "移动"
    DELETED = "deleted", "删除"
    IMPORTED = "imported", "导入"
    PROVISIONED = "provisioned", "建站"


class DecisionKind(models.TextChoices):
    """What takes something away from the public, or moves it to another site, and so needs a leader's decision."""

    UNPUBLISH = "unpublish", "撤下"
    DELETE = "delete", "删除"
    MOVE = "move", "移到其他网站"


class DecisionStatus(models.TextChoices):
    WAITING = "waiting", "待审批"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"


class NoticeKind(models.TextChoices):
    """What a banner says, the most urgent first; MOURNING shows the pages in grey as well."""

    EMERGENCY = "emergency", "突发事件"
    OUTAGE = "outage", "停机维护"
    NOTE = "note", "一般提示"
    MOURNING = "mourning", "哀悼"
