"""Two units, the centre, an article that is public with its files, one that waits for the leader, and a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from wagtail.models import Page, get_page_models

from hub.models import GroupDocument, GroupImage, User
from inquiry.models.interview import Interview
from inquiry.models.interview_question import InterviewQuestion
from inquiry.models.survey import Survey
from opencat.enums import LinkKind
from opencat.models import CatalogueEntry, DocumentLink
from sites.approval.digest import NOT_CONTENT
from sites.approval.enums import BatchStatus, ChangeStatus, RemovalStatus
from sites.approval.models.import_batch import ImportBatch
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.models.proposed_change import ProposedChange
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.needs import reviewed_models, values_of
from sites.approval.order import list_orders
from sites.approval.row_verification import list_rows
from sites.organisation.enums import Office
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.link_page import LinkPage
from sites.pages.models.partner_link import PartnerLink
from sites.pages.models.topic_page import TopicPage
from tests.factories import column_of, draft, published
from tests.inquiry.contents import interview_of, publish
from tests.staffed import Staffed
from tests.story import approve, browser_of, send
from tests.visits import document, image


@dataclass
class RoadWorld:
    """`public` shows `cover` and `file`; `waiting` has passed the secrecy review. Another public document of A says
    that it abolishes `foreign`, of B, and a leader of B is asked. Somebody has asked something of the guests of
    `interview`."""

    a: Staffed
    b: Staffed
    centre: dict[Office, User]
    public: ArticlePage
    waiting: ArticlePage
    draft: ArticlePage
    cover: GroupImage
    file: GroupDocument
    link: PartnerLink
    foreign: ArticlePage
    interview: Interview
    superuser: User

    def person(self, role: str) -> AbstractBaseUser | None:
        """By the word of the table."""
        people: dict[str, AbstractBaseUser | None] = {
            "anybody": None, "script": None, "sql": None,
            "editor": self.a.editor, "reviewer": self.a.reviewer, "leader": self.a.leader,
            "principal": self.a.principal,
            "editor of B": self.b.editor, "reviewer of B": self.b.reviewer, "leader of B": self.b.leader,
            "centre editor": self.centre[Office.CENTRE_EDITOR], "centre head": self.centre[Office.CENTRE_HEAD],
            "superuser": self.superuser,
        }  # fmt: skip
        return people[role]

    def browser(self, role: str) -> Client:
        person = self.person(role)
        return Client(HTTP_HOST="portal.localhost") if person is None else browser_of(person)


@pytest.fixture
def road_world(bureau: Staffed, other_bureau: Staffed, centre: dict[Office, User]) -> RoadWorld:
    cover, file = image(bureau, "校车"), document(bureau)
    public = draft(bureau.column, bureau.editor, title="校车安全管理办法")
    public.cover = cover
    public.attachments.create(document=file)
    public.tags.add("校车")
    public.save_revision(user=bureau.editor)
    send(bureau.editor, public)
    approve(public, [bureau.reviewer, bureau.leader])
    waiting = draft(bureau.column, bureau.editor, title="等待分管领导的稿件")
    send(bureau.editor, waiting)
    approve(waiting, [bureau.reviewer])
    link = PartnerLink.objects.create(title="省政府", address="https://www.gd.gov.cn/")
    made = draft(bureau.column, bureau.editor, title="没有送审的草稿")
    foreign = published(column_of(other_bureau.site, "documents"), title="财政文件", kind="policy")
    claim = ArticlePage(title="教育文件", source="市教育局", kind="policy")
    claim.issuing_units = [bureau.unit, other_bureau.unit]
    claim.document_links = [DocumentLink(kind=LinkKind.ABOLISHES, target=foreign)]
    published(column_of(bureau.site, "documents"), claim)
    interview = publish(interview_of(bureau), bureau)
    InterviewQuestion.objects.create(interview=interview, form_key="asked", text="校车几点到？")
    list_rows()
    list_orders()
    return RoadWorld(
        a=bureau, b=other_bureau, centre=centre,
        public=ArticlePage.objects.get(pk=public.pk), waiting=ArticlePage.objects.get(pk=waiting.pk), draft=made,
        cover=cover, file=file, link=link, foreign=foreign, interview=interview,
        superuser=User.objects.create_superuser("root", password="x"),
    )  # fmt: skip


def what_is_public(world: RoadWorld) -> dict[str, Any]:
    """Everything that the public reads, as the database and the disk have it."""
    seen: dict[str, Any] = {}
    for model in (*get_page_models(), Survey, Interview):
        names = [field.attname for field in model._meta.concrete_fields if field.name not in NOT_CONTENT - {"url_path"}]
        for row in model._default_manager.filter(live=True).values_list("pk", *names) if model is not Page else ():
            seen[f"{model.__name__} {row[0]}"] = row
    for public in reviewed_models():
        for row in public.ours(public.model._base_manager.all()):
            seen[f"{public.model.__name__} {row.pk}"] = values_of(row)
    for model, owner in ((ArticleAttachment, "page"), (ArticlePage.tags.through, "content_object")):
        rows = model._base_manager.filter(**{f"{owner}__live": True})
        seen[model.__name__] = sorted(str(row) for row in rows.values())
    for file in (*GroupDocument.objects.filter(pk=world.file.pk), *GroupImage.objects.filter(pk=world.cover.pk)):
        point = tuple(getattr(file, name, None) for name in ("focal_point_x", "focal_point_y"))
        seen[f"{type(file).__name__}"] = (file.title, file.file.name, point, _bytes(file))
    order = Page.objects.live().type(ColumnPage, LinkPage, TopicPage).order_by("path")
    seen["order"] = list(order.values_list("pk", flat=True))
    links = DocumentLink.objects.with_effect().filter(page__live=True)
    seen["relations"] = sorted(links.values_list("page", "target", "kind", "is_in_effect"))
    seen["numbers"] = sorted(CatalogueEntry.objects.filter(is_public=True).values_list("index_number", "title"))
    return seen


def _bytes(file: Any) -> str:
    try:
        with file.file.storage.open(file.file.name) as opened:
            return hashlib.sha256(opened.read()).hexdigest()
    except OSError:
        return ""


def what_waits() -> int:
    """How many decisions somebody else has to take."""
    return (
        ProposedChange.objects.filter(status=ChangeStatus.WAITING).count()
        + RemovalRequest.objects.filter(status=RemovalStatus.WAITING).count()
        + OfficeTaskState.objects.filter(is_open=True).count()
        + ImportBatch.objects.filter(status=BatchStatus.WAITING).count()
    )


def the_record() -> Iterator[Any]:
    return iter(LedgerEntry.objects.order_by("serial").values_list("serial", "actor_name", "hash"))
