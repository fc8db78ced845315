"""Rows of the table of what needs whom: what the centre teaches the search."""

from __future__ import annotations

from search.models import BestBet, Suggestion, Synonym
from sites.approval.enums import Need
from sites.approval.needs import PublicModel, register

BEST_BET_FIELDS = ("title", "queries", "text", "telephone", "page", "address", "starts_on", "ends_on", "sort_order")


def register_public_models() -> None:
    register(
        PublicModel(BestBet, Need.SECOND, BEST_BET_FIELDS, "搜索结果之上的直达答案"),
        PublicModel(Synonym, Need.SECOND, ("term", "meant", "is_mutual"), "搜索结果"),
        PublicModel(Suggestion, Need.SYSTEM, ("text",), "搜索建议，取自公开信息"),
    )
