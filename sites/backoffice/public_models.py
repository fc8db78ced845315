"""Rows of the table of what needs whom: of the floors below approval, of pages, and of Wagtail's models."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Site

from hub.models import CalendarDay, LegalTerm, ScriptCorrection, WeatherReport
from hub.seeds import later_terms
from sites.approval.enums import Need
from sites.approval.needs import PublicModel, register
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.partner_link import PartnerLink
from sites.pages.models.trusted_host import TrustedHost

UNIT_FIELDS = (
    "name", "short_name", "code", "category", "parent", "address", "telephone", "introduction", "standing",
    "review_organ", "court", "sort_order",
)  # fmt: skip


def _made_by_hand(rows: QuerySet[Any]) -> QuerySet[Any]:
    """A page that moves leaves a redirect to itself; nobody writes that."""
    return rows.exclude(Q(automatically_created=True, redirect_link="") & ~Q(redirect_page=None))


def _not_as_an_update_brought_it(rows: QuerySet[Any]) -> QuerySet[Any]:
    brought = Q(pk__in=[])
    for term in later_terms():
        brought |= Q(**vars(term))
    return rows.exclude(brought)


def register_public_models() -> None:
    register(
        PublicModel(
            Unit,
            Need.SECOND,
            UNIT_FIELDS,
            "机构职能、页脚、站群导航、目录、答复里的救济途径",
            brought=lambda unit: {"standing": "", "review_organ": "", "court": ""},
        ),
        PublicModel(
            UnitSite,
            Need.SECOND,
            ("identification_code", "filing_number", "security_filing_number"),
            "页脚的标识码和备案号",
        ),
        PublicModel(PartnerLink, Need.SECOND, ("title", "address", "sort_order"), "页脚的其他网站"),
        PublicModel(TrustedHost, Need.SECOND, ("host",), "离开本站时是否提示"),
        PublicModel(ScriptCorrection, Need.SECOND, ("simplified", "traditional"), "全部繁体页面的文字"),
        PublicModel(
            Redirect,
            Need.SECOND,
            ("old_path", "site", "redirect_page", "redirect_page_route_path", "redirect_link", "is_permanent"),
            "旧网址转到哪里",
            ours=_made_by_hand,
        ),
        PublicModel(CalendarDay, Need.RECORDED, ("day", "is_workday", "name"), "各项期限的日期"),
        PublicModel(
            LegalTerm,
            Need.RECORDED,
            ("subject", "days", "unit", "source"),
            "各项期限及其依据",
            ours=_not_as_an_update_brought_it,
        ),
        PublicModel(get_image_model(), Need.OFFICES, ("title", "description", "file"), "随引用它的信息送审"),
        PublicModel(get_document_model(), Need.OFFICES, ("title", "file"), "随引用它的信息送审"),
        PublicModel(Tag, Need.OFFICES, ("name",), "信息的关键词，随信息送审"),
        PublicModel(WeatherReport, Need.SYSTEM, ("place",), "首页的天气"),
        PublicModel(Site, Need.SYSTEM, ("site_name",), "由单位名称生成"),
        PublicModel(Appointment, Need.SECOND, ("title", "duties"), "领导与人员", is_listed=False),
        PublicModel(get_user_model(), Need.SECOND, ("last_name", "first_name"), "领导与人员的姓名", is_listed=False),
    )
