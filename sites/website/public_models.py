"""Rows of the table of what needs whom."""

from __future__ import annotations

from sites.approval.enums import Need
from sites.approval.needs import PublicModel, register
from sites.website.models.removed_page import RemovedPage
from sites.website.models.site_notice import SiteNotice

NOTICE_FIELDS = ("kind", "message", "link", "unit", "starts_at", "ends_at")


def register_public_models() -> None:
    register(
        PublicModel(SiteNotice, Need.SECOND, NOTICE_FIELDS, "各网站顶部的横幅", by_leader=True),
        PublicModel(RemovedPage, Need.SYSTEM, ("path",), "已撤下页面的提示"),
    )
