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


class DisclosureKind(models.TextChoices):
    """How a document is disclosed (Art. 10; disclosure regulation of 2019, Arts. 13–16, 27)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    NOT_PUBLIC = "not_public", "不予公开"


class Retention(models.TextChoices):
    """How long the document is kept as a record."""

    PERMANENT = "permanent", "永久"
    THIRTY_YEARS = "thirty_years", "30 年"
    TEN_YEARS = "ten_years", "10 年"


class Genre(models.TextChoices):
    """The kinds of official documents 体裁."""

    ORDER = "order", "命令（令）"
    DECISION = "decision", "决定"
    RESOLUTION = "resolution", "决议"
    PROCLAMATION = "proclamation", "公告"
    ANNOUNCEMENT = "announcement", "通告"
    OPINION = "opinion", "意见"
    NOTICE = "notice", "通知"
    CIRCULAR = "circular", "通报"
    REPORT = "report", "报告"
    REPLY = "reply", "批复"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"
    REGULATION = "regulation", "办法、规定"
    PLAN = "plan", "规划、方案"
    OTHER = "other", "其他"


class Theme(models.TextChoices):
    """The domain that a document is about 主题."""

    GENERAL = "general", "综合政务"
    ECONOMY = "economy", "国民经济管理"
    FINANCE = "finance", "财政、金融、审计"
    LAND = "land", "国土资源、能源"
    FARMING = "farming", "农业、林业、水利"
    INDUSTRY = "industry", "工业、交通"
    TRADE = "trade", "商贸、旅游"
    MARKET = "market", "市场监管、安全生产"
    CONSTRUCTION = "construction", "城乡建设、环境保护"
    EDUCATION = "education", "科技、教育"
    CULTURE = "culture", "文化、广电、新闻出版"
    HEALTH = "health", "卫生、体育"
    FAMILY = "family", "人口、妇女儿童工作"
    LABOUR = "labour", "劳动、人事"
    SECURITY = "security", "公安、司法"
    WELFARE = "welfare", "民政、扶贫、救灾"
    OTHER = "other", "其他"


class Audience(models.TextChoices):
    """Whom a document concerns 服务对象."""

    EVERYBODY = "everybody", "社会公众"
    ENTERPRISES = "enterprises", "企业、个体工商户"
    FARMERS = "farmers", "农民"
    STUDENTS = "students", "学生、家长"
    ELDERLY = "elderly", "老年人"
    WORKERS = "workers", "劳动者"
    OFFICES = "offices", "机关、事业单位"


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
    RESTATED = "restated", "有效性变更"


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
