"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .article_attachment import ArticleAttachment
from .article_page import ArticlePage
from .article_tag import ArticleTag
from .column_page import ColumnPage
from .department_home_page import DepartmentHomePage
from .leader_page import LeaderPage
from .link_page import LinkPage
from .partner_link import PartnerLink
from .portal_home_page import PortalHomePage
from .reading_count import ReadingCount
from .topic_page import TopicPage
from .topic_tag import TopicTag
from .town_home_page import TownHomePage
from .trusted_host import TrustedHost

__all__ = [
    "ArticleAttachment", "ArticlePage", "ArticleTag", "ColumnPage", "DepartmentHomePage", "LeaderPage", "LinkPage",
    "PartnerLink", "PortalHomePage", "ReadingCount", "TopicPage", "TopicTag", "TownHomePage", "TrustedHost",
]  # fmt: skip
