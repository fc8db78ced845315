"""Rows of the table of what needs whom."""

from __future__ import annotations

from inquiry.models.fee_price import FeePrice
from inquiry.models.hot_question import HotQuestion
from sites.approval.enums import Need
from sites.approval.needs import PublicModel, register

PRICE = ("basis", "above", "price", "step", "rise", "source", "in_force_from")


def register_public_models() -> None:
    register(PublicModel(FeePrice, Need.SECOND, PRICE, "收费通知书里的金额"))
    register(PublicModel(HotQuestion, Need.SECOND, ("letter_number", "sort_order"), "互动交流里先列出的公开来信"))
