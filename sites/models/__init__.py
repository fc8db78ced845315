from __future__ import annotations

from .appointment import Appointment, Delegation
from .articles import ArticleAttachment, ArticlePage, ArticleTag
from .columns import ColumnPage, LeaderPage, LinkPage, TopicPage, TopicTag
from .decision import PageDecision
from .homes import DepartmentHomePage, HomePage, PortalHomePage, TownHomePage
from .ledger import LedgerEntry, LedgerHead
from .notice import SiteNotice
from .pages_base import GroupPage
from .partner_link import PartnerLink
from .reading import ReadingCount
from .removed_page import RemovedPage
from .trusted_host import TrustedHost
from .unit import Unit
from .unit_site import FormerAddress, UnitSite
from .workflow import OfficeTask, OfficeTaskState

__all__ = [
    "Appointment",
    "ArticleAttachment",
    "ArticlePage",
    "ArticleTag",
    "ColumnPage",
    "Delegation",
    "DepartmentHomePage",
    "FormerAddress",
    "GroupPage",
    "HomePage",
    "LeaderPage",
    "LedgerEntry",
    "LedgerHead",
    "LinkPage",
    "OfficeTask",
    "OfficeTaskState",
    "PageDecision",
    "PartnerLink",
    "PortalHomePage",
    "ReadingCount",
    "RemovedPage",
    "SiteNotice",
    "TopicPage",
    "TopicTag",
    "TownHomePage",
    "TrustedHost",
    "Unit",
    "UnitSite",
]
