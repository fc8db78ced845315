"""Rows of the table of what needs whom."""

from __future__ import annotations

from sites.approval.enums import Need
from sites.approval.needs import PublicModel, register
from sites.casework.models.privacy_notice import PrivacyNotice


def register_public_models() -> None:
    register(PublicModel(PrivacyNotice, Need.SECOND, ("version", "text", "in_force_from"), "写信前的个人信息说明"))
