"""A small group of sites with one of everything that an upgrade has to bring along, made by the actions people use.

A later issue adds what it stores: a function here, called from `make_group`, and what people see of it in
observations.py.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import time_machine
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test.utils import override_settings
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from hub.models import GroupDocument, GroupImage, User
from hub.outbox import enqueue_mail
from hub.variants.enums import Variant
from opencat.enums import LinkKind
from opencat.models import DocumentLink
from search.models import BestBet, Synonym
from sites.approval.enums import RemovalKind
from sites.approval.removals import decide_removal, propose_removal
from sites.organisation.auth import sync_memberships
from sites.organisation.enums import Office, UnitCategory
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.provisioning.actions import create_site
from sites.pages.translation.actions import send as send_translation
from sites.pages.translation.actions import states_of
from sites.pages.translation.drafts import start_translation
from sites.website.models.site_notice import SiteNotice
from tests.factories import (
    UnitFactory,
    UserFactory,
    appoint,
    centre_unit,
    column_of,
    draft,
    education_unit,
    opener,
    portal_unit,
    staff,
)
from tests.importing.batches import imported
from tests.staffed import Staffed
from tests.story import approve, send, take_step, waiting_step
from tests.testapp.models.tree import Tree
from tests.upgrade.letters import write_letters

# Monday and Tuesday of a week without holidays.
MORNING, NEXT_MORNING = "2026-03-02 09:00+08:00", "2026-03-03 09:00+08:00"
POLICY = {"kind": "policy", "written_on": date(2026, 2, 27)}


def make_group() -> None:
    """Fills the default database, which is empty, and MEDIA_ROOT."""
    call_command("migrate", verbosity=0)
    with time_machine.travel(MORNING) as clock:
        portal, bureau, town = _open_sites()
        _publish(portal, bureau, town)
        _write_and_leave(bureau)
        _import(portal, bureau)
        _change_documents(bureau)
        _translate(bureau)
        _take_down(bureau)
        _furnish(bureau)
        _register_tree(bureau)
        write_letters(bureau)
        call_command("run_due", stdout=StringIO())
        clock.move_to(NEXT_MORNING)
        call_command("run_due", stdout=StringIO())
        _queue_mail()


def _register_tree(bureau: Staffed) -> None:
    """What is no page, and public."""
    Tree.objects.create(
        unit=bureau.unit, name="学宫古樟", place="学宫门前", surveyed_on=date(2026, 2, 1), is_public=True
    )


def _open_sites() -> tuple[Staffed, Staffed, Staffed]:
    """The portal, whose editor is the centre's; a department with a host of its own; a town as a channel."""
    office, centre = portal_unit(), centre_unit()
    portal_site = create_site(office)
    offices = (Office.SECRECY_REVIEWER, Office.SUPERVISING_LEADER, Office.PRINCIPAL_LEADER)
    people = {each: appoint(office, each) for each in offices}
    people[Office.EDITOR] = appoint(centre, Office.CENTRE_EDITOR)
    people[Office.CENTRE_EDITOR] = appoint(centre, Office.CENTRE_EDITOR, person=UserFactory(username="centre-2"))
    people[Office.CENTRE_HEAD] = appoint(centre, Office.CENTRE_HEAD)
    education = education_unit()
    luofu = UnitFactory(code="luofu", name="兴宁市罗浮镇人民政府", short_name="罗浮镇", category=UnitCategory.TOWN)
    bureau = Staffed(education, create_site(education, actor=opener()), staff(education))
    town = Staffed(luofu, create_site(luofu, channel=True, actor=opener()), staff(luofu))
    for person in User.objects.all():
        sync_memberships(person)
    return Staffed(office, portal_site, people), bureau, town


def _approved(staffed: Staffed, column: str, title: str, **fields: Any) -> ArticlePage:
    """Gone through the unit's approval, with the secrecy declaration."""
    page = draft(column_of(staffed.site, column), staffed.editor, title=title, **fields)
    send(staffed.editor, page)
    approve(page, [staffed.reviewer, staffed.leader])
    if staffed.unit.is_portal:
        approve(page, [staffed.people[Office.CENTRE_EDITOR]])
    return ArticlePage.objects.get(pk=page.pk)


def _publish(portal: Staffed, bureau: Staffed, town: Staffed) -> None:
    _approved(bureau, "news/activities", "市教育局召开校园安全工作会议", summary="部署开学前的安全检查。")
    _approved(town, "news/activities", "罗浮镇开展春耕备耕检查")
    _approved(portal, "news/meetings", "市政府召开常务会议", source="市府办")
    page = _approved(bureau, "news/activities", "市教育局公布招生日程")
    page.title = "市教育局公布招生日程（修改稿）"  # the public goes on reading the title above
    page.save_revision(user=bureau.editor)


def _write_and_leave(bureau: Staffed) -> None:
    """One that is not finished, one at each step of the approval, one that was returned."""
    page = draft(bureau.column, bureau.editor, title="尚未写完的信息", body=[("paragraph", "<p>只有一段。</p>")])
    page.tags.add("开学")
    page.save_revision(user=bureau.editor)
    send(bureau.editor, draft(bureau.column, bureau.editor, title="等待保密审查的信息"))
    page = draft(bureau.column, bureau.editor, title="等待分管领导审核的信息")
    send(bureau.editor, page)
    approve(page, [bureau.reviewer])
    page = draft(bureau.column, bureau.editor, title="被退回的信息")
    send(bureau.editor, page)
    take_step(waiting_step(page), bureau.reviewer, "reject", comment="第二段有涉密数字，请删去。")


def _import(portal: Staffed, bureau: Staffed) -> None:
    """Two rows of a file. The editor adds a picture and a file to the one, which is approved once more."""
    rows = [
        {"external_id": "A-1", "title": "关于开学的通知", "written_on": "2026-02-26", "source": "市教育局",
         "body_markdown": "各学校：\n\n请按时开学。"},
        {"external_id": "A-2", "title": "兴宁市学校食堂管理办法", "written_on": "2026-02-25", "source": "市教育局",
         "kind": "政策、特色宣传等非时效性信息", "document_number": "兴市教〔2026〕2号",
         "body_markdown": "## 第一章 总则\n\n第一条 为了加强管理。"},
    ]  # fmt: skip
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        operator = portal.people[Office.CENTRE_HEAD].username
        imported(
            "import_articles", path, path.with_name("report.jsonl"), column="jyj/news/activities", operator=operator
        )
    page = ArticlePage.objects.get(external_id="A-1")
    collection = bureau.site.collection
    image = GroupImage.objects.create(title="校门", file=get_test_image_file(size=(40, 30)), collection=collection)
    document = GroupDocument(title="校历", collection=collection, uploaded_by_user=bureau.editor)
    document.file.save("calendar.txt", ContentFile("三月二日开学。".encode()), save=True)
    page.body.append(("picture", {"image": image, "alt": "校门前的学生", "caption": ""}))
    page.attachments.add(ArticleAttachment(document=document, title="校历"))
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])


def _change_documents(bureau: Staffed) -> None:
    """One document that abolishes another; both have index numbers."""
    old = _approved(bureau, "documents", "兴宁市校车管理办法（试行）", document_number="兴市教〔2025〕7号", **POLICY)
    new = draft(
        column_of(bureau.site, "documents"), bureau.editor,
        title="兴宁市校车管理办法", document_number="兴市教〔2026〕3号", **POLICY,
    )  # fmt: skip
    new.document_links = [DocumentLink(kind=LinkKind.ABOLISHES, target=old)]
    new.save_revision(user=bureau.editor)
    send(bureau.editor, new)
    approve(new, [bureau.reviewer, bureau.leader])


def _translate(bureau: Staffed) -> None:
    source = ArticlePage.objects.get(title="市教育局召开校园安全工作会议")
    page = start_translation(source, Variant.TRADITIONAL, bureau.editor)
    state = next(each for each in states_of(source) if each.variant == Variant.TRADITIONAL)
    send_translation(state, bureau.editor)
    approve(page, [bureau.reviewer, bureau.leader])


def _take_down(bureau: Staffed) -> None:
    """One taken down by a leader's decision, one whose leader has not decided yet."""
    page = _approved(bureau, "news/activities", "数据有误的信息")
    decision = propose_removal(page, RemovalKind.UNPUBLISH, bureau.editor, "数据有误")
    decide_removal(decision, bureau.leader, approve=True)
    page = _approved(bureau, "news/activities", "过时的信息")
    propose_removal(page, RemovalKind.DELETE, bureau.editor, "内容过时")


def _furnish(bureau: Staffed) -> None:
    BestBet.objects.create(title="政务服务便民热线", queries="热线、市长热线", telephone="12345")
    Synonym.objects.create(term="校车", meant="接送学生的车")
    SiteNotice.objects.create(
        message="本网站今晚停机维护。", unit=bureau.unit, starts_at=timezone.now(),
        ends_at=datetime(2099, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def _queue_mail() -> None:
    """The mail server is away, so it waits."""
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_PORT=1):
        enqueue_mail(key="upgrade", recipient="leader@test.localhost", subject="等待发出的邮件", body="请登录处理。")
