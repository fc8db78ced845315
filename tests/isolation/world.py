"""Two units and the portal, each with one of everything that the admin can show, and each with a mark of its own.

`channel` lies below the portal, `host` has a host of its own: isolation is proven in both directions and in both forms.
The mark of a unit stands in everything of it that is not public.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.log_actions import log
from wagtail.models import Collection, Comment, Page, Revision, Site, Task, UploadedFile, WorkflowState

from hub.accounts.enums import SignInKind
from hub.events import record_event
from hub.incoming_mail.enums import MailState
from hub.models import (
    AccountProposal,
    FactorReset,
    GroupDocument,
    GroupImage,
    IncomingMail,
    ScheduledJob,
    SignInRecord,
    SignInSession,
    User,
)
from hub.variants.enums import Variant
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from inquiry.models.opinion_group import OpinionGroup
from opencat.models import CatalogueEntry, Category, CoverageExemption
from search.content_key import page_keys
from search.enums import Scope
from search.models import BestBet, QueryClick, QueryCount, Synonym, UnansweredQuery
from sites.approval.enums import ApprovalStep, ChangeKind, RemovalKind
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.import_batch import ImportBatch
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.proposed_change import ProposedChange
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import propose_removal
from sites.casework.actions.intake import Letter, submit_case
from sites.casework.models.answer_template import AnswerTemplate
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.organisation.auth import sync_memberships
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.partner_link import PartnerLink
from sites.pages.models.trusted_host import TrustedHost
from sites.pages.provisioning.actions import create_site
from sites.pages.translation.drafts import start_translation
from sites.website.models.site_notice import SiteNotice
from tests.factories import (
    UserFactory,
    appoint,
    centre_unit,
    column_of,
    draft,
    education_unit,
    finance_unit,
    opener,
    portal_unit,
)
from tests.factories import published as publish
from tests.testapp.models.bulletin import Bulletin
from tests.testapp.models.tree import Tree

UNIT_OFFICES = (
    Office.EDITOR,
    Office.INFORMATION_OFFICER,
    Office.SECRECY_REVIEWER,
    Office.SUPERVISING_LEADER,
    Office.PRINCIPAL_LEADER,
    Office.SECURITY_OFFICER,
    Office.CASE_OFFICER,
)


@dataclass
class Owned:
    """A unit, its people by office, and one object of each kind; `mark` stands in all that is not public."""

    unit: Unit
    site: UnitSite
    mark: str
    people: dict[Office, User] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["objects"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class World:
    portal: Owned
    channel: Owned
    host: Owned
    centre: dict[Office, User]
    both: User  # editor of the channel and of the host
    superuser: User


def build_world() -> World:
    office = portal_unit()
    portal = Owned(office, create_site(office), "机密标记丙")
    centre_body = centre_unit()
    centre = {each: appoint(centre_body, each) for each in (Office.CENTRE_EDITOR, Office.CENTRE_HEAD)}
    education, finance = education_unit(), finance_unit()
    channel = Owned(finance, create_site(finance, channel=True, actor=opener()), "机密标记甲")
    host = Owned(education, create_site(education, actor=opener()), "机密标记乙")
    for owned in (portal, channel, host):
        _staff(owned)
    _rights_of_today()
    for owned in (portal, channel, host):
        editor = owned.people.get(Office.EDITOR) or centre[Office.CENTRE_EDITOR]
        _pages(owned, editor, "news/activities" if owned is not portal else "news/meetings")
        _media(owned, editor)
        _traces(owned, editor)
        _catalogue(owned, editor)
        _searches(owned)
        _trees(owned, editor)
        _letters(owned)
        _consultations(owned)
        owned.objects["translation"] = start_translation(owned.article, Variant.TRADITIONAL, editor)
    home = portal.site.home.specific
    home.title = f"{portal.mark}首页修改稿 memo"  # the way from one channel to another leads past it
    home.save_revision(user=centre[Office.CENTRE_EDITOR])
    both = UserFactory(username="both")
    for owned in (channel, host):
        appoint(owned.unit, Office.EDITOR, person=both)
    superuser = User.objects.create_superuser("root", "root@test.localhost")
    _rights_of_today()
    return World(portal, channel, host, centre, both, superuser)


def _rights_of_today() -> None:
    for person in User.objects.all():
        sync_memberships(person)


def _staff(owned: Owned) -> None:
    offices = UNIT_OFFICES if owned.mark != "机密标记丙" else UNIT_OFFICES[2:]
    for office in offices:
        person = UserFactory(username=f"{owned.unit.code}-{office}", last_name=owned.mark, first_name=office.label)
        owned.people[office] = appoint(owned.unit, office, person=person, title=f"{owned.mark}职务")
    leader = owned.people[Office.SUPERVISING_LEADER]
    owned.objects |= {
        "appointment": Appointment.objects.filter(person=leader).get(),
        "user": leader,
        "delegation": Delegation.objects.create(
            appointment=Appointment.objects.get(person=leader),
            delegate=owned.people[Office.PRINCIPAL_LEADER],
            starts_on=timezone.localdate(),
            ends_on=date(2099, 1, 1),
            reason=f"{owned.mark}出差",
        ),
    }


def _pages(owned: Owned, editor: User, path: str) -> None:
    column = column_of(owned.site, path)
    mark = owned.mark
    body = [("paragraph", f"<p>{mark}正文</p>")]
    article = draft(column, editor, title=f"{mark}草稿 memo", summary=f"{mark}摘要", body=body)
    article.tags.add(f"memo{mark}关键词")
    article.save_revision(user=editor)
    Comment.objects.create(page=article, user=editor, text=f"{mark}批注", contentpath="title", position="")
    sent = draft(column, editor, title=f"{mark}送审稿 memo", body=body)
    sent.get_workflow().start(sent, editor)
    live = publish(column, title="公开信息", source="本单位")
    decision = propose_removal(live, RemovalKind.DELETE, editor, f"{mark}理由")
    RemovalRequest.objects.filter(pk=decision.pk).update(title=f"{mark}决定")
    live.title = f"{mark}修改稿 memo"
    revision = live.save_revision(user=editor)
    batch = ImportBatch.objects.create(
        name=f"{mark}批次", digest="0" * 64, kind="articles", column=column, column_title=mark, unit=owned.unit,
        uploaded_by=UserFactory(), due_on=timezone.localdate(),
        rows=[{"line": 1, "external_id": "1", "title": f"{mark}一行", "fate": "new", "why": ""}],
    )  # fmt: skip
    state = WorkflowState.objects.get(object_id=str(sent.pk))
    owned.objects |= {
        "home": owned.site.home.specific,
        "column": column,
        "second_column": column_of(owned.site, "news/notices"),
        "article": ArticlePage.objects.get(pk=article.pk),
        "sent": ArticlePage.objects.get(pk=sent.pk),
        "live": ArticlePage.objects.get(pk=live.pk),
        "revision": Revision.objects.for_instance(article).last(),
        "live_revision": revision,
        "workflow_state": state,
        "task_state": state.current_task_state,
        "decision": decision,
        "batch": batch,
    }


def _media(owned: Owned, editor: User) -> None:
    mark = owned.mark
    collection = owned.site.collection.add_child(name=f"{mark}文件夹")
    image = GroupImage.objects.create(
        title=f"{mark}图片 memo", file=get_test_image_file(), collection=collection, uploaded_by_user=editor
    )
    image.tags.add(f"memo{mark}图片标签")
    document = GroupDocument(title=f"{mark}文件 memo", collection=collection, uploaded_by_user=editor)
    document.file.save("file.txt", ContentFile("正文".encode()), save=True)
    document.tags.add(f"memo{mark}文件标签")
    # Both are used on the unit's own draft, so that usage views have something to show.
    article = owned.article
    article.cover = image
    article.save_revision(user=editor)
    article.body = [("picture", {"image": image, "alt": f"{mark}替代文字", "caption": ""})]
    article.save()
    owned.objects |= {
        "collection": Collection.objects.get(pk=collection.pk),
        "image": image,
        "document": document,
        "uploaded_file": UploadedFile.objects.create(
            for_content_type=_type(GroupImage), file=ContentFile(b"x", "x.png"), uploaded_by_user=editor
        ),
    }


def _catalogue(owned: Owned, editor: User) -> None:
    """A draft whose date has passed, a proposal to leave a category out, an event, a job of the group."""
    code = "140502" if owned.unit.is_portal else "150202"
    overdue = draft(owned.column, editor, title=f"{owned.mark}逾期稿", written_on=date(2026, 3, 2))
    owned.objects |= {
        "catalogue_entry": CatalogueEntry.objects.get(page=overdue),
        "exemption": CoverageExemption.objects.create(
            unit=owned.unit, category=Category.objects.get(code=code), reason=f"{owned.mark}理由", proposed_by=editor
        ),
        "event": record_event("期限变更", f"{owned.mark}对象", f"{owned.mark}内容", unit_code=owned.unit.code),
        "incoming_mail": IncomingMail.objects.create(
            digest=owned.mark, state=MailState.OPEN, subject=f"{owned.mark}来邮", text=f"{owned.mark}正文"
        ),
        "scheduled_job": ScheduledJob.objects.get_or_create(
            code="a", defaults={"name": "任务", "schedule": "每天", "next_run_at": timezone.now()}
        )[0],
    }


def _searches(owned: Owned) -> None:
    """A query asked on the unit's site, and one that found nothing and is the unit's to answer."""
    QueryCount.objects.create(
        day=timezone.localdate(), query=f"{owned.mark}搜索词", unit=owned.unit, scope=Scope.SITE, searches=3
    )
    (key,) = page_keys([owned.live.pk])
    QueryClick.objects.create(
        query=f"{owned.mark}搜索词", content_type_id=key.content_type, object_id=key.object, clicks=1
    )
    owned.objects["unanswered_query"] = UnansweredQuery.objects.create(query=f"{owned.mark}无结果", unit=owned.unit)


def _trees(owned: Owned, editor: User) -> None:
    """Of the tests' own app: a tree that is not public, and what is told of it, under approval."""
    owned.objects["tree"] = Tree.objects.create(
        unit=owned.unit, name=f"{owned.mark}树 memo", place=f"{owned.mark}位置", surveyed_on=date(2020, 3, 1)
    )
    bulletin = Bulletin.objects.create(unit=owned.unit, title=f"{owned.mark}通报 memo", text=f"{owned.mark}内容")
    bulletin.save_revision(user=editor)
    owned.objects["bulletin"] = bulletin
    owned.objects["bulletin_state"] = bulletin.get_workflow().start(bulletin, editor)


def _letters(owned: Owned) -> None:
    notice = PrivacyNotice.objects.last()
    letter = Letter(
        kind="consultation",
        title=f"{owned.mark}来信 memo",
        text=f"{owned.mark}内容",
        addressed_to=owned.unit,
        applicant={"name": f"{owned.mark}来信人"},
        privacy_notice=notice,
    )
    owned.objects["case"] = submit_case(letter)
    owned.objects["answer_template"] = AnswerTemplate.objects.create(
        unit=owned.unit, title=f"{owned.mark}模板", text=f"{owned.mark}您好"
    )
    owned.objects["privacy_notice"] = notice


def _consultations(owned: Owned) -> None:
    """A public one, with a comment and a group of opinions that nobody else may read."""
    page = ConsultationPage(title="征求意见", kind="other", closes_on=timezone.localdate())
    page = publish(owned.column, page)
    owned.objects["opinion_group"] = OpinionGroup.objects.create(consultation=page, wording=f"{owned.mark}分类 memo")
    owned.objects["comment"] = ConsultationComment.objects.create(
        consultation=page, receipt=f"R{page.pk}", form_key=f"K{page.pk}", received_at=timezone.now(),
        text=f"{owned.mark}意见",
    )  # fmt: skip


def _traces(owned: Owned, editor: User) -> None:
    """What work leaves behind: log entries, a deleted page, an open editing session, a redirect, ledger rows."""
    gone = draft(owned.column, editor, title=f"{owned.mark}已删除")
    log(instance=gone, action="wagtail.edit", user=editor)
    gone.delete()
    owned.objects |= {
        "redirect": Redirect.objects.create(
            old_path=f"/{owned.mark}", redirect_page=Page.objects.get(pk=owned.live.pk)
        ),
        "editing_session": EditingSession.objects.create(
            user=editor,
            content_type=_type(ArticlePage),
            object_id=str(owned.article.pk),
            last_seen_at=timezone.now(),
            is_editing=True,
        ),
        "notice": SiteNotice.objects.create(
            message="停机维护", unit=owned.unit, ends_at=timezone.now() + timedelta(days=1)
        ),
        "partner_link": PartnerLink.objects.create(title="省政府", address="https://province.example/"),
        "trusted_host": TrustedHost.objects.create(host=f"{owned.unit.code}.example"),
        "best_bet": BestBet.objects.create(title="热线", queries="热线", telephone="12345"),
        "synonym": Synonym.objects.get_or_create(term="甲词", meant="乙词")[0],
        "ledger_entry": LedgerEntry.objects.filter(unit=owned.unit).last(),
        "wagtail_site": owned.site.site or Site.objects.first(),
        "group": owned.site.writers or Group.objects.first(),
        "sign_in_session": SignInSession.objects.create(person=owned.user, browser=f"{owned.mark}浏览器"),
        "sign_in_record": SignInRecord.objects.create(
            kind=SignInKind.PASSWORD, person=owned.user, detail=f"{owned.mark}登录"
        ),
        "factor_reset": FactorReset.objects.create(
            person=owned.user, reason=f"{owned.mark}丢失", proposed_by=owned.people[Office.PRINCIPAL_LEADER]
        ),
        "proposed_change": ProposedChange.objects.create(
            kind=ChangeKind.ADD,
            content_type=_type(PartnerLink),
            title=f"{owned.mark}链接",
            values={"title": f"{owned.mark}链接", "address": "https://example.com/", "sort_order": 1},
            proposed_by=owned.people[Office.PRINCIPAL_LEADER],
        ),
        "emergency_review": EmergencyReview.objects.create(
            publication=LedgerEntry.objects.of(owned.live).latest("serial"),
            step=ApprovalStep.SUPERVISING,
            unit=owned.unit,
            due_on=timezone.localdate(),
        ),
        "proposal": AccountProposal.objects.create(
            kind="reopen_account",
            person=owned.user,
            subject=f"{owned.mark}姓名",
            summary=f"{owned.mark}内容",
            proposed_by=owned.people[Office.PRINCIPAL_LEADER],
        ),
        "task": Task.objects.get(pk=owned.task_state.task_id),
        "workflow": owned.workflow_state.workflow,
    }


def _type(model: type) -> ContentType:
    return ContentType.objects.get_for_model(model)
