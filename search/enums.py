from __future__ import annotations

from django.db import models


class Scope(models.TextChoices):
    """Where to look."""

    SITE = "site", "本站"
    GROUP = "group", "全市网站群"
    POLICY = "policy", "政策文件库"


class Sort(models.TextChoices):
    RELEVANCE = "relevance", "按相关度"
    DATE = "date", "按时间"


class Kind(models.TextChoices):
    """What a page in the index is; the first two are kinds of articles (Art. 13). All there are: `search.kinds`."""

    NEWS = "news", "工作动态、新闻"
    POLICY = "policy", "政策文件等"
    COLUMN = "column", "栏目"
    TOPIC = "topic", "专题"
    LEADER = "leader", "领导"


ARTICLES = (Kind.NEWS, Kind.POLICY)
PLACES = (Kind.COLUMN, Kind.TOPIC, Kind.LEADER)


class Target(models.TextChoices):
    """Which index a task is for. The database's is kept in any case: it answers when Elasticsearch is away."""

    DATABASE = "database", "数据库索引"
    ELASTICSEARCH = "elasticsearch", "Elasticsearch"


class Extraction(models.TextChoices):
    """How far the text of a file is."""

    WAITING = "waiting", "待提取"
    DONE = "done", "已提取"
    FAILED = "failed", "提取失败"
    SKIPPED = "skipped", "不提取"


class SuggestionKind(models.TextChoices):
    TITLE = "title", "标题"
    NAME = "name", "名称"  # of a unit, leader, column, topic, category or keyword
    QUERY = "query", "常用搜索"
    ANSWER = "answer", "直达"  # a best bet


class QueryState(models.TextChoices):
    """What became of a query that found nothing."""

    OPEN = "open", "待处理"
    ANSWERED = "answered", "已解决"
    REJECTED = "rejected", "不需处理"
