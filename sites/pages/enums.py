from __future__ import annotations

from django.db import models


class InformationKind(models.TextChoices):
    """Decides the legal term (Art. 13(1), (2))."""

    NEWS = "news", "工作动态、新闻"
    POLICY = "policy", "政策、特色宣传等非时效性信息"


# Art. 13(1) and (2): codes of the legal terms.
TERM_FOR_KIND = {InformationKind.NEWS: "publish_news", InformationKind.POLICY: "publish_policy"}


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
