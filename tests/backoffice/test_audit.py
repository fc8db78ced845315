"""For any day the auditor gets what was public, who wrote and approved it having seen what, and a proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from hub.models import User
from hub.pdf.offer import pdf_is_offered
from sites.approval.audit import audit
from sites.approval.models.removal_request import RemovalRequest
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.approval.test_content_of_any_type import public as public_bulletin
from tests.factories import draft
from tests.staffed import Staffed
from tests.story import approve, browser_of, edit, send, settle
from tests.testapp.models.bulletin import Bulletin

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
FIRST = "首稿里的一句话。"
SECOND = "改稿里的一句话。"


@pytest.fixture
def clock(bureau: Staffed) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=CHINA), tick=True) as traveller:
        yield traveller


@pytest.fixture
def page(bureau: Staffed, clock: time_machine.Traveller) -> ArticlePage:
    """Public from 2 March, changed on 5 March, taken down on 9 March."""
    made = draft(bureau.column, bureau.editor, title="校车安全", body=[("paragraph", f"<p>{FIRST}</p>")])
    send(bureau.editor, made)
    approve(made, [bureau.reviewer, bureau.leader])
    clock.move_to(datetime(2026, 3, 5, 9, tzinfo=CHINA))
    made = ArticlePage.objects.get(pk=made.pk)
    made.body = [("paragraph", f"<p>{SECOND}</p>")]
    made.save_revision(user=bureau.editor)
    send(bureau.editor, made)
    approve(made, [bureau.reviewer, bureau.leader])
    clock.move_to(datetime(2026, 3, 9, 9, tzinfo=CHINA))
    browser_of(bureau.editor).post(reverse("removals:propose", args=[made.pk, "unpublish"]), {"reason": "内容有误"})
    decision = reverse("inbox:removal", args=[RemovalRequest.objects.get().pk])
    browser_of(bureau.leader).post(decision, {"action": "approve", "comment": ""})
    clock.move_to(datetime(2026, 3, 20, 9, tzinfo=CHINA))
    return ArticlePage.objects.get(pk=made.pk)


def printed(page: ArticlePage | str, day: str, **options: object) -> str:
    out = StringIO()
    call_command("audit", str(getattr(page, "pk", page)), day, stdout=out, **options)
    return out.getvalue()


def test_the_day_says_which_words_were_public(page: ArticlePage) -> None:
    assert FIRST in printed(page, "2026-03-02")
    assert FIRST in printed(page, "2026-03-04")
    assert SECOND not in printed(page, "2026-03-04")
    both = printed(page, "2026-03-05")
    assert both.index(FIRST) < both.index(SECOND)
    assert FIRST not in printed(page, "2026-03-08")
    for day in ("2026-03-01", "2026-03-10"):
        assert "这一天没有公开" in printed(page, day)
    assert "当时台账里还没有这项内容" in printed(page, "2026-03-01")
    assert "撤下" in printed(page, "2026-03-10")


def test_it_names_who_wrote_and_who_approved_in_which_office(page: ArticlePage, bureau: Staffed) -> None:
    text = printed(page, "2026-03-07")
    assert f"编写：2026-03-05 09:00:00 {bureau.editor}" in text
    assert f"{bureau.reviewer}（保密审查员） 同意（保密审查），所见即所公开" in text
    assert f"{bureau.leader}（分管领导） 同意（分管领导审核），所见即所公开" in text
    assert "声明：不含国家秘密" in text
    assert "数据库中的文本与台账一致" in text
    assert "条完整，没有被改动" in text


def test_an_earlier_draft_that_was_approved_is_called_one(bureau: Staffed) -> None:
    made = draft(bureau.column, bureau.editor, title="先同意后退回")
    send(bureau.editor, made)
    approve(made, [bureau.reviewer])
    settle(bureau.leader, made, "reject", comment="请补充")
    made = ArticlePage.objects.get(pk=made.pk)
    assert "送审" in "".join(edit(bureau.editor, made, action="submit", title="改过的标题"))
    approve(made, [bureau.reviewer, bureau.leader])
    (version,) = audit(made, timezone.localdate()).versions
    seen = [step.has_seen_it for step in version.steps if step.entry.step]
    assert False in seen
    assert seen[-1] is True


def test_a_text_changed_in_the_database_is_no_proof(page: ArticlePage) -> None:
    version = audit(page, date(2026, 3, 3)).versions[0]
    revision = Revision.objects.filter(pk=version.entry.revision_id)
    revision.update(content=revision.get().content | {"title": "别的标题"})
    assert "与台账不一致" in printed(page, "2026-03-03")


def test_a_changed_ledger_is_no_proof(page: ArticlePage) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE approval_ledgerentry SET actor_name = '别人' WHERE serial = 2")
    with pytest.raises(CommandError, match="不能作为证明"):
        printed(page, "2026-03-03")


def test_addresses_numbers_and_other_types(page: ArticlePage, bureau: Staffed) -> None:
    assert FIRST in printed(page.full_url, "2026-03-03")
    bulletin = public_bulletin(bureau)
    assert bulletin.title in printed(f"testapp.bulletin:{bulletin.pk}", f"{timezone.localdate()}")
    assert Bulletin.objects.get().live
    for nothing in ("999999", "https://example.com/a/", "wagtailcore.page:x", "::", ""):
        with pytest.raises(CommandError, match="没有这个网址或编号"):
            printed(nothing, "2026-03-03")
    with pytest.raises(CommandError, match="日期应写作"):
        printed(page, "昨天")


def test_the_centre_reads_it_in_the_admin_and_nobody_else(
    page: ArticlePage, bureau: Staffed, centre: dict[Office, User]
) -> None:
    url = f"{reverse('audit:report')}?page={page.pk}&day=2026-03-03"
    shown = browser_of(centre[Office.CENTRE_HEAD]).get(url).content.decode()
    for words in (FIRST, str(bureau.leader), "保密审查", "与台账一致", "没有被改动"):
        assert words in shown
    for person in (bureau.editor, bureau.leader):
        assert FIRST not in browser_of(person).get(url, follow=True).content.decode()
    head = browser_of(centre[Office.CENTRE_HEAD])
    assert "还没有到" in head.get(f"{reverse('audit:report')}?page={page.pk}&day=2030-01-01").content.decode()
    assert "没有这个网址" in head.get(f"{reverse('audit:report')}?page=x&day=2026-03-03").content.decode()


@pytest.mark.skipif(not pdf_is_offered(), reason="WeasyPrint's libraries are not there")
def test_on_paper(page: ArticlePage, centre: dict[Office, User], tmp_path: Path) -> None:
    printed(page, "2026-03-03", pdf=tmp_path / "proof.pdf")
    assert (tmp_path / "proof.pdf").read_bytes().startswith(b"%PDF")
    url = f"{reverse('audit:report')}?page={page.pk}&day=2026-03-03&pdf=1"
    answer = browser_of(centre[Office.CENTRE_HEAD]).get(url)
    assert answer["Content-Type"] == "application/pdf"
