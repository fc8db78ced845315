"""Rows of the table of what needs whom."""

from __future__ import annotations

from inquiry.models.fee_price import FeePrice
from sites.approval.enums import Need
from sites.approval.needs import PublicModel, register

FIELDS = ("basis", "above", "price", "step", "rise", "source", "in_force_from")


def register_public_models() -> None:
    register(PublicModel(FeePrice, Need.SECOND, FIELDS, "收费通知书里的金额"))
