"""Pinned answers of the demonstration."""

from __future__ import annotations

from search.models import BestBet
from sites.models import ColumnPage, UnitSite

# (title, queries, text, telephone, slugs of a column of the portal)
ANSWERS = (
    ("12345政务服务便民热线", "12345、热线、市长热线、投诉、举报、投诉电话、咨询电话",
     "咨询、求助、投诉、举报和建议，全天受理。（演示）", "12345", ""),
    ("办事指南", "办事、办事指南、网上办事、办理", "办什么事、要什么材料、到哪里办。（演示）", "", "guides"),
    ("政策文件", "文件、政策、政策文件、红头文件", "市政府和市政府办公室的文件。（演示）", "", "documents"),
    ("居民身份证办理", "身份证、补办身份证、身份证丢失、居民身份证",
     "带户口簿到任何一个派出所办理。（演示）", "0753-0000110", ""),
    ("社会保险", "社保、社保查询、社会保险、医保、医保查询",
     "参保登记、缴费和待遇查询。（演示）", "0753-0000333", ""),
    ("住房公积金", "公积金、公积金提取、住房公积金", "提取和贷款。（演示）", "0753-0000329", ""),
)  # fmt: skip


def load_best_bets() -> None:
    portal = UnitSite.objects.filter(unit__category="portal").select_related("home").first()
    for order, (title, queries, text, telephone, slugs) in enumerate(ANSWERS):
        page = None
        if slugs and portal is not None:
            page = ColumnPage.objects.live().filter(url_path=f"{portal.home.url_path}{slugs}/").first()
        BestBet.objects.create(
            title=title, queries=queries, text=text, telephone=telephone, page=page, sort_order=order * 10 + 10
        )
