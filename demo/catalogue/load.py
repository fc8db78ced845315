"""Puts the demonstration's catalogue into the group that `demo` has made, by the actions that people use.

Each step can be run again: it adds what is missing.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html

from demo import content
from demo.catalogue import ordinary_documents, portal_documents, unit_documents
from demo.catalogue.document import DemoDocument
from opencat.annual_report.actions import draft_annual_report, renew_figures
from opencat.coverage.actions import decide_exemption, propose_exemption
from opencat.guide import draft_guide, guide_key
from opencat.models import CatalogueEntry, Category, CoverageExemption, DocumentLink
from sites.organisation.auth import sync_memberships
from sites.organisation.enums import CENTRE_OFFICES, WRITING_OFFICES
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage

COMMENT = "演示数据"
KEY = "demo:catalogue:"
# Days since what a draft is about: some are near their date, some over it.
DRAFT_AGES = (9, 4, 2, 6)
DRAFT_EVERY = 6
NO_APPROVALS = "党群部门不承担行政审批事项。（演示）"
NOT_YET = "本单位的行政审批事项已划转市政务服务中心统一办理。（演示）"


class CatalogueDemo:
    """Documents with structured contents, versions and interpretations; drafts over their date; exemptions."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.today = loader.today
        self.pages: dict[str, ArticlePage] = {
            page.external_id.removeprefix(KEY): page for page in ArticlePage.objects.filter(external_id__startswith=KEY)
        }
        self.categories = {category.code: category for category in Category.objects.all()}

    def run(self) -> None:
        units = [unit for unit in content.units() if unit.has_site]
        documents = list(portal_documents.documents(self.today))
        for index, unit in enumerate(units):
            if unit.category != "portal":
                own = list(unit_documents.documents(unit, index, self.today))
                documents += own
                documents += ordinary_documents.documents(unit, index, self._present(unit.code, own))
        documents.sort(key=lambda document: -document.days_ago)  # what is linked to comes first
        missing = [document for document in documents if document.key not in self.pages]
        for document in self.loader.track(missing, "目录文件"):
            with transaction.atomic():
                self.document(document)
        for number, unit in enumerate(units[1::DRAFT_EVERY]):
            self.draft(unit.code, DRAFT_AGES[number % len(DRAFT_AGES)])
        if not CoverageExemption.objects.exists():
            self.exemptions()
        for index, unit in enumerate(self.loader.track(units, "指南年报")):
            self.generated(Unit.objects.get(code=unit.code), index)
        self.loader.end_batches()

    def _present(self, unit_code: str, own: list[DemoDocument]) -> set[str]:
        """The categories that the unit's news fills already, and its other documents."""
        public = CatalogueEntry.objects.public().filter(unit__code=unit_code)
        return {document.category for document in own} | set(public.values_list("category__code", flat=True))

    def document(self, document: DemoDocument) -> None:
        written_on = self.today - timedelta(days=document.days_ago)
        page = ArticlePage(
            title=document.title,
            slug=f"open-{document.key}",
            source=document.source,
            document_number=document.number,
            kind="policy",
            genre=document.genre,
            theme=document.theme,
            audience=document.audience,
            written_on=written_on,
            category=self.categories[document.category],
            disclosure_kind=document.disclosure_kind,
            disclosure_ground=document.ground,
            ceases_on=None if document.ceases_in is None else self.today + timedelta(days=document.ceases_in),
            body=[("paragraph", format_html("<p>{}</p>", text)) for text in document.body],
            records=list(document.records),
            external_id=f"{KEY}{document.key}",
        )
        for kind, key in document.links:
            page.document_links.add(DocumentLink(kind=kind, target=self.pages[key]))
        column = self.loader.columns[document.unit, document.column]
        self.loader.release(page, column, written_on + timedelta(days=document.late))
        self.pages[document.key] = page

    @transaction.atomic
    def draft(self, unit_code: str, age: int) -> None:
        """Written by the unit's editor and not sent yet."""
        key = f"demo:draft:{unit_code}"
        if ArticlePage.objects.filter(external_id=key).exists():
            return
        author = _holder(WRITING_OFFICES, unit_code)
        page = ArticlePage(
            title="镇村环境整治现场会召开（演示草稿）" if age % 2 else "便民服务活动走进社区（演示草稿）",
            source=str(author.appointments.first().unit),
            written_on=self.today - timedelta(days=age),
            body=[("paragraph", format_html("<p>{}</p>", "这是一篇还没有送审的草稿。"))],
            live=False,
            owner=author,
            external_id=key,
        )
        self.loader.columns[unit_code, "news/activities"].add_child(instance=page)
        page.save_revision(user=author)

    @transaction.atomic
    def generated(self, unit: Unit, index: int) -> None:
        """Guide and report, from the unit's records; a few units have not finished theirs."""
        if ArticlePage.objects.filter(external_id=guide_key(unit)).exists():
            return
        author = _holder(CENTRE_OFFICES) if unit.is_portal else _holder(WRITING_OFFICES, unit.code)
        self.finish(draft_guide(unit, author), self.today - timedelta(days=200 + index), done=index % 9 != 4)
        if unit.is_portal or index % 3:
            year = self.today.year - 1
            report = draft_annual_report(unit, year, author)
            day = min(date(year + 1, 1, 8) + timedelta(days=index % 30), self.today)
            self.finish(renew_figures(report, author, fill_zeros=True), day, done=index % 8 != 5)

    def finish(self, draft: ArticlePage, day: date, *, done: bool) -> None:
        if not done:
            return
        page = draft.get_latest_revision_as_object()
        page.body = _filled(page.body)
        page.live, page.has_unpublished_changes = True, False
        page.written_on = min(page.written_on, day)
        page.first_published_at = page.last_published_at = timezone.make_aware(datetime.combine(day, time(9)))
        self.loader.imported(page, page)
        page.save()

    @transaction.atomic
    def exemptions(self) -> None:
        """Party bodies have no approvals to give; a department's proposal still waits."""
        category = self.categories["1502"]
        proposer, decider = (_holder([office]) for office in sorted(CENTRE_OFFICES))
        sites = Unit.objects.filter(unit_site__isnull=False)
        for unit in sites.filter(category="party")[:6]:
            exemption = propose_exemption(unit, category, proposer, NO_APPROVALS)
            decide_exemption(exemption, decider, approve=True)
        waiting = sites.filter(category="government").exclude(code="daj").last()
        propose_exemption(waiting, category, _holder(WRITING_OFFICES, waiting.code), NOT_YET)


def _holder(offices: Any, unit_code: str = "") -> Any:
    found = Appointment.objects.current().of_offices(list(offices)).select_related("person")
    person = (found.filter(unit__code=unit_code) if unit_code else found).order_by("office", "pk").first().person
    sync_memberships(person)  # nobody has logged in yet
    return person


def _filled(body: Any) -> Any:
    """The text with words in the places that an editor fills in."""
    texts = json.dumps(list(body.raw_data), ensure_ascii=False)
    return json.loads(re.sub("【请填写：([^】]*)】", r"\1（演示略）", texts))
